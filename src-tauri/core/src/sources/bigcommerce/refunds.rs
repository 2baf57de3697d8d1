//! What was given back of an order.

use serde_json::Value;

use super::orders::Context;
use crate::sources::json;
use crate::types::records::{LineRecord, RefundRecord};
use crate::types::{Error, Result};

/// A refund as v3 lists it; `None` when no money went back, because every payment of it was declined.
pub fn refund(v: &Value, order: u64, products: &[Value], about: &Context) -> Result<Option<RefundRecord>> {
    let id = json::id(v, "id").ok_or_else(|| Error::bad_input("A refund without an id."))?;
    let currency = about.currency;
    let mut amount = json::money(v, "total_amount", currency)?;
    for declined in json::list(v, "payments").iter().filter(|p| p.get("is_declined") == Some(&Value::Bool(true))) {
        amount -= json::money(declined, "amount", currency)?;
    }
    if amount <= 0 {
        return Ok(None);
    }
    let items = json::list(v, "items").iter().filter(|i| json::text(i, "item_type") == Some("PRODUCT"));
    let lines = items
        .zip(1u32..)
        .map(|(item, line_no)| {
            let bought = products.iter().find(|p| json::id(p, "id") == json::id(item, "item_id"));
            Ok(LineRecord {
                line_no,
                product: bought.and_then(|p| json::id(p, "product_id")).map(|n| n.to_string()),
                title: bought.and_then(|p| json::text(p, "name")).map(json::plain),
                quantity: json::whole(item, "quantity").unwrap_or(0),
                total: json::money(item, "requested_amount", currency)?,
            })
        })
        .collect::<Result<Vec<_>>>()?;
    Ok(Some(RefundRecord {
        external_id: id.to_string(),
        order_external_id: Some(order.to_string()),
        buyer: None,
        at: super::orders::date(v, "created").unwrap_or(about.edited),
        currency,
        amount,
        shop_amount: about.shop.and_then(|rate| rate.of(amount, currency)),
        reason: json::text(v, "reason").map(json::plain),
        lines,
    }))
}

/// An order can be marked as refunded by hand, without a refund to show for it: then its total went back, when it was last
/// changed as far as anybody knows.
pub fn by_hand(v: &Value, order: u64, about: &Context) -> Result<Option<RefundRecord>> {
    if about.status_id != 4 {
        return Ok(None);
    }
    let amount = json::money(v, "total_inc_tax", about.currency)?;
    Ok((amount > 0).then(|| RefundRecord {
        external_id: format!("order-{order}"),
        order_external_id: Some(order.to_string()),
        buyer: None,
        at: about.edited,
        currency: about.currency,
        amount,
        shop_amount: about.shop.and_then(|rate| rate.of(amount, about.currency)),
        reason: None,
        lines: Vec::new(),
    }))
}
