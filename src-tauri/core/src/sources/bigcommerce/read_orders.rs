//! Reading orders, page by page, each with its products, coupons and all its refunds.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::client::Client;
use super::source::{LIMIT, refused, second};
use super::{orders, refunds};
use crate::sources::keyset::{Ask, Keyset, Seen};
use crate::sources::{Page, json};
use crate::types::records::{Kind, Record};
use crate::types::{Error, Progress, Result};

#[derive(Default, Serialize, Deserialize)]
struct OrdersAt {
    walk: Option<Keyset>,
    /// Still to come in the first pass, as the store counts.
    left: Option<u64>,
}

pub fn page(client: &Client, cursor: Option<&str>, watch: &Progress) -> Result<Page> {
    let mut at = cursor.and_then(|c| serde_json::from_str::<OrdersAt>(c).ok()).unwrap_or_default();
    let mut walk = Keyset::resume(at.walk.take());
    let ask = walk.ask();
    if ask == Ask::Below(None) {
        at.left = client.get("v2/orders/count", &[], watch)?.body.get("count").and_then(Value::as_u64);
    }
    let mut params = vec![
        ("limit", LIMIT.to_string()),
        ("include", "consignments.line_items".to_owned()),
        ("consignment_structure", "object".to_owned()),
    ];
    params.extend(self::params(ask));
    let (rows, date) = client.list("v2/orders", &params, watch)?;
    let count = rows.len() as u64;
    let seen: Vec<_> = rows.iter().map(|r| (json::id(r, "id").unwrap_or(0), orders::date(r, "date_modified"))).collect();
    // Downwards only an empty page is the end: a store that gives fewer rows at a time must not cut history short.
    let more = if matches!(ask, Ask::Below(_)) { count > 0 } else { count >= LIMIT };
    let step = walk
        .take(&Seen { rows: &seen, more, date })
        .map_err(|_| client.odd("its list of orders repeats a page, or does not keep the order that was asked for"))?;
    at.left = at.left.map(|left| left.saturating_sub(step.fresh)).filter(|_| step.more);
    let mut page = Page { fresh: step.fresh, left: at.left, more: step.more, ..Page::default() };
    let returned = refunds_of(client, &rows, watch)?;
    for row in &rows {
        if let Err(e) = order(client, row, &returned, &mut page, watch)? {
            page.refused.push(refused("order", row, &e));
        }
    }
    page.cursor = serde_json::to_string(&OrdersAt { walk: Some(walk), ..at }).unwrap_or_default();
    Ok(page)
}

/// One order with all its refunds. The outer error ends the page, the inner one refuses the row.
fn order(client: &Client, row: &Value, returned: &[Value], page: &mut Page, watch: &Progress) -> Result<Result<()>> {
    let Some(id) = json::id(row, "id") else { return Ok(Err(Error::bad_input("An order without an id."))) };
    if orders::is_none(row) {
        page.records.push(Record::Gone { what: Kind::Order, external_id: id.to_string() });
        return Ok(Ok(()));
    }
    let products = match orders::embedded(row) {
        Some(products) => products,
        None => all_of(client, &format!("v2/orders/{id}/products"), watch)?,
    };
    let mut coupons = orders::coupons(&products);
    if coupons.is_empty() && json::text(row, "coupon_discount").is_some_and(|d| d.bytes().any(|b| (b'1'..=b'9').contains(&b))) {
        coupons = all_of(client, &format!("v2/orders/{id}/coupons"), watch)?.iter().filter_map(|c| json::owned(c, "code")).collect();
    }
    let (order, about) = match orders::order(row, &products, coupons).and_then(|o| Ok((o, orders::context(row)?))) {
        Ok(whole) => whole,
        Err(e) => return Ok(Err(e)),
    };
    page.records.push(Record::Order(order));
    let mut kept = Vec::new();
    for refund in returned.iter().filter(|r| json::id(r, "order_id") == Some(id)) {
        match refunds::refund(refund, id, &products, &about) {
            Ok(found) => kept.extend(found),
            Err(e) => page.refused.push(refused("refund", refund, &e)),
        }
    }
    if kept.is_empty() {
        match refunds::by_hand(row, id, &about) {
            Ok(found) => kept.extend(found),
            Err(e) => page.refused.push(refused("refund", row, &e)),
        }
    }
    let refunds = kept.iter().map(|r| r.external_id.clone()).collect();
    page.records.extend(kept.into_iter().map(Record::Refund));
    page.records.push(Record::RefundsOf { order: id.to_string(), refunds });
    Ok(Ok(()))
}

/// All refunds of a page's orders. What an order says of itself (`refunded_amount`) is not to be relied on.
fn refunds_of(client: &Client, rows: &[Value], watch: &Progress) -> Result<Vec<Value>> {
    let ids: Vec<String> = rows.iter().filter(|r| !orders::is_none(r)).filter_map(|r| json::id(r, "id")).map(|n| n.to_string()).collect();
    let mut found: Vec<Value> = Vec::new();
    for some in ids.chunks(100) {
        for n in 1u64.. {
            let params = [("order_id:in", some.join(",")), ("limit", LIMIT.to_string()), ("page", n.to_string())];
            let got = client.rows("v3/orders/payment_actions/refunds", &params, watch)?;
            let full = got.rows.len() as u64 >= LIMIT;
            let count = add_new(&mut found, got.rows);
            if count == 0 || !(full || got.total.is_some_and(|t| t > n * LIMIT)) {
                break;
            }
        }
    }
    Ok(found)
}

/// Each row once, however often a page holds it; how many were new.
fn add_new(found: &mut Vec<Value>, rows: Vec<Value>) -> usize {
    let before = found.len();
    for row in rows {
        if !found.iter().any(|f| json::id(f, "id") == json::id(&row, "id")) {
            found.push(row);
        }
    }
    found.len() - before
}

/// A list of v2 that hangs on an order, however long. When the order was deleted meanwhile this ends the sync: the next one
/// does not find it in the list any more. Going on without would take a passing fault for an order without products.
fn all_of(client: &Client, route: &str, watch: &Progress) -> Result<Vec<Value>> {
    let mut found: Vec<Value> = Vec::new();
    for n in 1u64.. {
        let (rows, _) = client.list(route, &[("limit", LIMIT.to_string()), ("page", n.to_string())], watch)?;
        let full = rows.len() as u64 >= LIMIT;
        if add_new(&mut found, rows) == 0 || !full {
            break;
        }
    }
    Ok(found)
}

pub fn params(ask: Ask) -> Vec<(&'static str, String)> {
    match ask {
        Ask::Below(below) => {
            let mut params = vec![("sort", "id:desc".to_owned())];
            params.extend(below.map(|b| ("max_id", b.saturating_sub(1).to_string())));
            params
        }
        Ask::Since(from) => vec![("sort", "date_modified:asc".to_owned()), ("min_date_modified", second(from.plus_secs(-1)))],
        Ask::Within(from, to, above) => vec![
            ("sort", "id:asc".to_owned()),
            ("min_date_modified", second(from.plus_secs(-1))),
            ("max_date_modified", second(to.plus_secs(1))),
            ("min_id", above.saturating_add(1).to_string()),
        ],
    }
}
