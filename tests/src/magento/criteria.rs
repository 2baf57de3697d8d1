//! `searchCriteria` over rows: filters, orders, pages (those past the end repeat the last one), and `fields`.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::woocommerce::Request;

type Filters = BTreeMap<String, BTreeMap<String, String>>;

/// Rows that answer the question, and Magento's frame around them.
pub fn search(mut rows: Vec<Value>, request: &Request) -> Value {
    let (mut filters, mut orders): (Filters, Filters) = Default::default();
    let (mut size, mut current) = (usize::MAX, 1usize);
    for (key, value) in &request.query {
        let parts: Vec<&str> = key.split(['[', ']']).filter(|p| !p.is_empty()).collect();
        match parts.as_slice() {
            ["searchCriteria", "filterGroups", g, "filters", f, part] => {
                filters.entry(format!("{g}/{f}")).or_default().insert((*part).to_owned(), value.clone());
            }
            ["searchCriteria", "sortOrders", n, part] => {
                orders.entry((*n).to_owned()).or_default().insert((*part).to_owned(), value.clone());
            }
            ["searchCriteria", "pageSize"] => size = value.parse().unwrap_or(usize::MAX),
            ["searchCriteria", "currentPage"] => current = value.parse().unwrap_or(1).max(1),
            _ => {}
        }
    }
    let text = |f: &BTreeMap<String, String>, part: &str| f.get(part).cloned().unwrap_or_default();
    for f in filters.values() {
        let (field, value, condition) = (text(f, "field"), text(f, "value"), text(f, "conditionType"));
        rows.retain(|row| {
            let found = of(row, &field);
            match condition.as_str() {
                "in" => value.split(',').any(|v| compare(&found, &json!(v)) == Ordering::Equal),
                "gt" => compare(&found, &json!(value)) == Ordering::Greater,
                "lt" => compare(&found, &json!(value)) == Ordering::Less,
                "gteq" => compare(&found, &json!(value)) != Ordering::Less,
                "lteq" => compare(&found, &json!(value)) != Ordering::Greater,
                _ => compare(&found, &json!(value)) == Ordering::Equal,
            }
        });
    }
    rows.sort_by(|a, b| {
        orders.values().fold(Ordering::Equal, |so_far, o| {
            let field = text(o, "field");
            let by = compare(&of(a, &field), &of(b, &field));
            so_far.then(if text(o, "direction") == "DESC" { by.reverse() } else { by })
        })
    });
    let total = rows.len();
    let last = total.div_ceil(size.clamp(1, total.max(1))).max(1);
    let page: Vec<Value> = rows.into_iter().skip((current.min(last) - 1) * size.min(total)).take(size).collect();
    let groups: Vec<Value> = filters
        .values()
        .map(|f| json!({ "filters": [{ "field": text(f, "field"), "value": text(f, "value"), "condition_type": text(f, "conditionType") }] }))
        .collect();
    let mut criteria = json!({ "filter_groups": groups, "page_size": if size == usize::MAX { 0 } else { size }, "current_page": current });
    if !orders.is_empty() {
        criteria["sort_orders"] =
            orders.values().map(|o| json!({ "field": text(o, "field"), "direction": text(o, "direction") })).collect();
    }
    let whole = json!({ "items": page, "search_criteria": criteria, "total_count": total });
    match request.get("fields") {
        Some(fields) => pick(&whole, fields),
        None => whole,
    }
}

fn of(row: &Value, field: &str) -> Value {
    let key = if field == "entity_id" && row.get("entity_id").is_none() { "id" } else { field };
    row[key].clone()
}

/// Numbers as numbers, else as texts.
fn compare(a: &Value, b: &Value) -> Ordering {
    let text = |v: &Value| v.as_str().map_or_else(|| v.to_string(), str::to_owned);
    let (a, b) = (text(a), text(b));
    match (a.parse::<f64>(), b.parse::<f64>()) {
        (Ok(a), Ok(b)) => a.total_cmp(&b),
        _ => a.cmp(&b),
    }
}

/// `a,b[c,d]`: these fields, and of those these.
fn pick(v: &Value, fields: &str) -> Value {
    if let Value::Array(all) = v {
        return all.iter().map(|x| pick(x, fields)).collect();
    }
    let mut out = Map::new();
    let (mut depth, mut start) = (0, 0);
    for (at, c) in fields.char_indices().chain([(fields.len(), ',')]) {
        match c {
            '[' => depth += 1,
            ']' => depth -= 1,
            ',' if depth == 0 => {
                let part = &fields[start..at];
                let (name, inner) = part.split_once('[').map_or((part, None), |(n, i)| (n, i.strip_suffix(']')));
                if let Some(found) = v.get(name) {
                    out.insert(name.to_owned(), inner.map_or_else(|| found.clone(), |inner| pick(found, inner)));
                }
                start = at + 1;
            }
            _ => {}
        }
    }
    if v.is_object() { Value::Object(out) } else { v.clone() }
}
