//! Definitions of an older version of the language, turned into the present one while they are read.
//!
//! Only words change, never who is meant. What is malformed is left as it is: `parse` names it with its place. A new
//! version of the language adds a step here and a test with a definition of every old kind.

use serde_json::{Map, Value, json};

use super::definition::MAX_DEPTH;

/// Version 1 had a type of its own for each kind of rows; in version 2 they are all `activity`.
pub fn from_1(root: &mut Value) {
    node(root, 0);
}

fn node(value: &mut Value, depth: usize) {
    // `parse` refuses what is deeper.
    if depth > MAX_DEPTH {
        return;
    }
    let Value::Object(map) = value else { return };
    if let Some(Value::Array(children)) = map.get_mut("children") {
        for child in children {
            node(child, depth + 1);
        }
    }
    let kind = map.get("type").and_then(Value::as_str).unwrap_or_default();
    let what = match kind {
        "orders" | "order_lines" | "refunds" | "abandoned_carts" => kind.to_owned(),
        "email_events" => "emails".to_owned(),
        _ => return,
    };
    let mut out = Map::new();
    out.insert("type".to_owned(), json!("activity"));
    out.insert("what".to_owned(), json!(what));
    let mut filter = map.remove("filter").unwrap_or_else(|| json!({}));
    for (from, to) in [("products", "products"), ("categories", "categories"), ("campaigns", "campaigns")] {
        take(map, from, &mut filter, to);
    }
    if let Some(event) = map.remove("event") {
        put(&mut filter, "kinds", json!([event]));
    }
    let counted = map.remove("count").map(|compare| json!({"of": "count", "compare": compare}));
    if let Some(measure) = counted.or_else(|| map.remove("measure").map(|m| measured(&what, m))) {
        out.insert("measure".to_owned(), measure);
    }
    out.insert("filter".to_owned(), filter);
    // The window, and what was never known: that is refused by its name.
    map.remove("type");
    out.extend(std::mem::take(map));
    *map = out;
}

fn take(map: &mut Map<String, Value>, from: &str, filter: &mut Value, to: &str) {
    if let Some(value) = map.remove(from) {
        put(filter, to, value);
    }
}

fn put(filter: &mut Value, key: &str, value: Value) {
    if let Value::Object(filter) = filter {
        filter.insert(key.to_owned(), value);
    }
}

fn measured(what: &str, mut measure: Value) -> Value {
    let Value::Object(map) = &mut measure else { return measure };
    let (of, number) = match (what, map.get("of").and_then(Value::as_str)) {
        ("orders", Some("spent")) => ("sum", Some("amount")),
        ("orders", Some("average")) => ("average", Some("amount")),
        ("orders", Some("largest")) => ("largest", Some("amount")),
        ("order_lines", Some("quantity")) => ("sum", Some("quantity")),
        ("order_lines", Some("lines")) => ("count", None),
        ("refunds" | "abandoned_carts", Some("amount")) => ("sum", Some("amount")),
        _ => return measure,
    };
    map.insert("of".to_owned(), json!(of));
    if let Some(number) = number {
        map.insert("number".to_owned(), json!(number));
    }
    measure
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segments::Segment;

    #[test]
    fn every_old_condition_means_the_same_in_new_words() {
        let compare = || json!({"op": "at_least", "value": 2});
        let mut root = json!({"type": "group", "match": "all", "children": [
            {"type": "orders", "measure": {"of": "count", "compare": compare()}, "window": {"kind": "last_days", "days": 90}},
            {"type": "group", "match": "none", "children": [
                {"type": "orders", "measure": {"of": "spent", "compare": compare()}, "filter": {"categories": ["Soap"], "statuses": ["paid"]}},
                {"type": "orders", "measure": {"of": "average", "compare": compare()}},
                {"type": "orders", "measure": {"of": "largest", "compare": compare()}},
                {"type": "orders", "measure": {"of": "last", "when": {"kind": "ever"}}}]},
            {"type": "order_lines", "measure": {"of": "quantity", "compare": compare()}, "filter": {"products": [7]}},
            {"type": "order_lines", "measure": {"of": "lines", "compare": compare()}},
            {"type": "order_lines", "measure": {"of": "products", "compare": compare()}},
            {"type": "refunds", "measure": {"of": "amount", "compare": compare()}},
            {"type": "refunds", "measure": {"of": "count", "compare": compare()}},
            {"type": "email_events", "event": "opened", "count": compare(), "campaigns": ["Spring"]},
            {"type": "abandoned_carts", "measure": {"of": "amount", "compare": compare()}, "products": [1], "categories": ["Wax"]},
            {"type": "profile", "field": "country", "is": {"op": "is", "value": "DE"}}]});
        from_1(&mut root);
        let lines: Vec<String> = leaves(&root).into_iter().map(Value::to_string).collect();
        insta::assert_snapshot!(lines.join("\n"), @r#"
        {"type":"activity","what":"orders","measure":{"of":"count","compare":{"op":"at_least","value":2}},"filter":{},"window":{"kind":"last_days","days":90}}
        {"type":"activity","what":"orders","measure":{"of":"sum","compare":{"op":"at_least","value":2},"number":"amount"},"filter":{"categories":["Soap"],"statuses":["paid"]}}
        {"type":"activity","what":"orders","measure":{"of":"average","compare":{"op":"at_least","value":2},"number":"amount"},"filter":{}}
        {"type":"activity","what":"orders","measure":{"of":"largest","compare":{"op":"at_least","value":2},"number":"amount"},"filter":{}}
        {"type":"activity","what":"orders","measure":{"of":"last","when":{"kind":"ever"}},"filter":{}}
        {"type":"activity","what":"order_lines","measure":{"of":"sum","compare":{"op":"at_least","value":2},"number":"quantity"},"filter":{"products":[7]}}
        {"type":"activity","what":"order_lines","measure":{"of":"count","compare":{"op":"at_least","value":2}},"filter":{}}
        {"type":"activity","what":"order_lines","measure":{"of":"products","compare":{"op":"at_least","value":2}},"filter":{}}
        {"type":"activity","what":"refunds","measure":{"of":"sum","compare":{"op":"at_least","value":2},"number":"amount"},"filter":{}}
        {"type":"activity","what":"refunds","measure":{"of":"count","compare":{"op":"at_least","value":2}},"filter":{}}
        {"type":"activity","what":"emails","measure":{"of":"count","compare":{"op":"at_least","value":2}},"filter":{"campaigns":["Spring"],"kinds":["opened"]}}
        {"type":"activity","what":"abandoned_carts","measure":{"of":"sum","compare":{"op":"at_least","value":2},"number":"amount"},"filter":{"products":[1],"categories":["Wax"]}}
        {"type":"profile","field":"country","is":{"op":"is","value":"DE"}}
        "#);
        assert!(Segment::parse(&json!({"version": 2, "root": root})).is_ok());
    }

    fn leaves(node: &Value) -> Vec<&Value> {
        match node.get("children").and_then(Value::as_array) {
            Some(children) => children.iter().flat_map(leaves).collect(),
            None => vec![node],
        }
    }

    #[test]
    fn what_is_malformed_is_left_to_be_named_at_its_place() {
        for text in
            ["3", "[]", "{}", r#"{"type": 4}"#, r#"{"type": "orders"}"#, r#"{"type": "orders", "filter": 3, "products": 1, "measure": []}"#]
        {
            let mut value: Value = serde_json::from_str(text).unwrap();
            from_1(&mut value);
            let e = Segment::parse(&json!({"version": 2, "root": value})).unwrap_err();
            assert!(e.message.starts_with("The whole segment: "), "{text}: {}", e.message);
        }
    }
}
