//! What went back to a customer. Shopify lists an order's refunds with their amounts; which lines they were for stands on
//! the lines themselves when there is one refund, and is asked for when there are several.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::client::Client;
use super::documents;
use super::orders::{self, PRESENTMENT, SHOP, amount, currency, is_edited};
use super::{customers, gid};
use crate::sources::json;
use crate::types::records::{LineRecord, OrderRecord, RefundRecord};
use crate::types::{Error, Money, Progress, Result};

/// Where `with_lines` leaves what it was told: a field that Shopify has by this name, too.
const LINES: &str = "refundLineItems";
/// Refunds asked about at once.
const AT_ONCE: usize = 3;

pub fn of(v: &Value, order: &OrderRecord) -> Result<Vec<RefundRecord>> {
    let shop = currency(v, "currencyCode")?;
    let lines = orders::lines(v, order.currency)?;
    let all = paid_back(v, order)?;
    let only_one = all.len() == 1;
    let mut out = Vec::new();
    for (r, back) in all {
        let lines = match r.get(LINES) {
            Some(told) => told_lines(told, &lines, order)?,
            None if only_one && !is_edited(v) => gone_lines(&lines),
            None => Vec::new(),
        };
        out.push(RefundRecord {
            external_id: gid::required(r, "A refund")?,
            order_external_id: Some(order.external_id.clone()),
            buyer: None,
            at: customers::moment(r, "processedAt").or_else(|| customers::moment(r, "createdAt")).unwrap_or(order.placed_at),
            currency: order.currency,
            amount: back,
            shop_amount: Some(Money::new(amount(r, "totalRefundedSet", SHOP, shop)?, shop)),
            reason: json::owned(r, "note"),
            lines,
        });
    }
    Ok(out)
}

/// Those by which money went back; one that only put goods back on the shelf is none.
fn paid_back<'a>(v: &'a Value, order: &OrderRecord) -> Result<Vec<(&'a Value, i64)>> {
    let mut out = Vec::new();
    for r in gid::nodes(v, "refunds") {
        let back = amount(r, "totalRefundedSet", PRESENTMENT, order.currency)?.abs();
        if back > 0 {
            out.push((r, back));
        }
    }
    Ok(out)
}

fn gone_lines(lines: &[orders::Line]) -> Vec<LineRecord> {
    let back = lines.iter().filter(|l| l.gone > 0);
    let back =
        back.map(|l| LineRecord { quantity: l.gone, total: orders::share(l.record.total, l.gone, l.record.quantity), ..l.record.clone() });
    back.zip(1u32..).map(|(l, line_no)| LineRecord { line_no, ..l }).collect()
}

fn told_lines(told: &Value, lines: &[orders::Line], order: &OrderRecord) -> Result<Vec<LineRecord>> {
    let mut out = Vec::new();
    let empty = Value::Null;
    for (t, line_no) in json::list(told, "nodes").iter().zip(1u32..) {
        let of = json::text(t.get("lineItem").unwrap_or(&empty), "id").and_then(|id| lines.iter().find(|l| l.gid == id));
        out.push(LineRecord {
            line_no,
            product: of.and_then(|l| l.record.product.clone()),
            title: of.and_then(|l| l.record.title.clone()),
            quantity: json::whole(t, "quantity").unwrap_or(0).abs(),
            total: (amount(t, "subtotalSet", PRESENTMENT, order.currency)? + amount(t, "totalTaxSet", PRESENTMENT, order.currency)?).abs(),
        });
    }
    Ok(out)
}

/// Asks for the lines of refunds that the orders themselves do not settle, and puts them there.
///
/// # Errors
/// Those of `Client::ask`.
pub fn with_lines(client: &Client, orders: &mut [Value], watch: &Progress) -> Result<()> {
    let unsettled = |o: &Value| {
        let refunds = gid::nodes(o, "refunds").len();
        refunds > 1 || (refunds == 1 && is_edited(o))
    };
    let ids: Vec<String> = orders
        .iter()
        .filter(|o| unsettled(o))
        .flat_map(|o| gid::nodes(o, "refunds").into_iter().filter_map(|r| json::owned(r, "id")))
        .collect();
    let mut told: BTreeMap<String, Value> = BTreeMap::new();
    for some in ids.chunks(AT_ONCE) {
        let doc = documents::refund_lines();
        let answer = client.raw(&doc, &json!({ "ids": some }), some.len() as u64, watch)?;
        if let Some(refusal) = answer.refusals.first() {
            let host = client.host();
            return Err(refusal.error(&client.who(&host)));
        }
        for refund in json::list(&answer.data, "nodes") {
            if let (Some(id), Some(lines)) = (json::owned(refund, "id"), refund.get(LINES)) {
                told.insert(id, lines.clone());
            }
        }
    }
    if told.is_empty() {
        return Ok(());
    }
    for refund in orders.iter_mut().filter_map(|o| o.get_mut("refunds")).filter_map(Value::as_array_mut).flatten() {
        let Some(id) = json::owned(refund, "id") else { continue };
        let map = refund.as_object_mut().ok_or_else(|| Error::internal("A refund changed under our hands."))?;
        if let Some(lines) = told.remove(&id) {
            map.insert(LINES.to_owned(), lines);
        }
    }
    Ok(())
}
