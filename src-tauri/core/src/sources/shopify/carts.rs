//! An abandoned checkout. One that was completed after all is an order, and comes in as that: then the checkout is gone.

use serde_json::Value;

use super::orders::{PRESENTMENT, amount, currency};
use super::{customers, gid};
use crate::sources::json;
use crate::types::records::{CartRecord, Kind, LineRecord, Record};
use crate::types::{Error, Result};

/// `None` for one by nobody in particular: there is no one to write to.
///
/// # Errors
/// `BadInput` for one that cannot be understood.
pub fn record(v: &Value) -> Result<Option<Record>> {
    let external_id = gid::required(v, "A checkout")?;
    if customers::moment(v, "completedAt").is_some() {
        return Ok(Some(Record::Gone { what: Kind::Cart, external_id }));
    }
    let Some(buyer) = customers::buyer(v) else { return Ok(None) };
    let nothing = Value::Null;
    let total = v.get("totalPriceSet").and_then(|t| t.get(PRESENTMENT)).unwrap_or(&nothing);
    let own = currency(total, "currencyCode")?;
    let at = customers::moment(v, "createdAt").ok_or_else(|| Error::bad_input("It does not say when it was left."))?;
    let mut lines = Vec::new();
    for (l, line_no) in gid::nodes(v, "lineItems").into_iter().zip(1u32..) {
        lines.push(LineRecord {
            line_no,
            product: l.get("product").and_then(|p| gid::of(p, "id")),
            title: json::text(l, "title").map(json::plain),
            quantity: json::whole(l, "quantity").unwrap_or(0),
            total: amount(l, "discountedTotalPriceSet", PRESENTMENT, own)?,
        });
    }
    Ok(Some(Record::Cart(CartRecord {
        external_id,
        buyer,
        at,
        currency: own,
        total: json::money(total, "amount", own)?,
        order_external_id: None,
        lines,
    })))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_checkout_is_a_cart_until_it_is_an_order() {
        let mut v = json!({ "id": "gid://shopify/AbandonedCheckout/9", "createdAt": "2026-07-01T10:00:00Z", "completedAt": null,
            "customer": { "id": "gid://shopify/Customer/5" }, "totalPriceSet": { "presentmentMoney": { "amount": "12.00", "currencyCode": "EUR" } },
            "lineItems": { "nodes": [{ "title": "Cup", "quantity": 2, "product": null, "discountedTotalPriceSet": { "presentmentMoney": { "amount": "12.00" } } }] } });
        let Some(Record::Cart(c)) = record(&v).unwrap() else { panic!("a cart") };
        assert_eq!((c.total, c.lines[0].total, c.buyer.external_id.as_deref()), (1200, 1200, Some("5")));
        v["completedAt"] = json!("2026-07-01T11:00:00Z");
        assert_eq!(record(&v).unwrap(), Some(Record::Gone { what: Kind::Cart, external_id: "9".into() }));
        v["completedAt"] = json!(null);
        v["customer"] = json!(null);
        assert_eq!(record(&v).unwrap(), None);
    }
}
