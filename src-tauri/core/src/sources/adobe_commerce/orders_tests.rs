//! Orders and credit memos as shops really send them.

use super::*;
use serde_json::json;

fn sample() -> Value {
    json!({
        "entity_id": 42, "increment_id": "000000042", "state": "complete", "created_at": "2026-07-01 10:00:00", "order_currency_code": "EUR",
        "base_currency_code": "USD", "grand_total": 30.94, "base_grand_total": 38.68, "discount_amount": -2.38, "shipping_amount": 4, "shipping_tax_amount": 0.76,
        "shipping_incl_tax": 4.76, "tax_amount": 4.94, "coupon_code": "WELCOME", "store_name": "Main Website\nMain Store\nGerman", "customer_is_guest": 1,
        "customer_email": "g@shop.example", "billing_address": { "country_id": "DE" },
        "items": [
            { "item_id": 2, "parent_item_id": 1, "product_id": 72, "product_type": "simple", "sku": "T-1KG", "name": "Tea 1 kg", "qty_ordered": 2, "row_total": 20, "tax_amount": 3.8 },
            { "item_id": 1, "product_id": 70, "product_type": "configurable", "sku": "T-1KG", "name": "Tea &amp; more", "qty_ordered": 2, "row_total": 20, "tax_amount": 3.8, "discount_amount": 0 },
            { "item_id": 3, "parent_item_id": null, "product_id": 71, "product_type": "bundle", "sku": "B", "name": "Box", "qty_ordered": 1, "row_total": 4, "tax_amount": 0.76 },
            { "item_id": 4, "parent_item_id": 3, "product_id": 73, "sku": "B1", "name": "In the box", "qty_ordered": 1, "row_total": 4, "discount_amount": 2.38 }
        ]
    })
}

#[test]
fn an_order_is_what_the_customer_paid_and_each_thing_counts_once() {
    let o = order(&sample()).unwrap();
    assert_eq!((o.total, o.tax, o.shipping, o.discount), (3094, 494, 476, 238));
    assert_eq!(o.shop_total, Some(Money::new(3868, Currency::USD)));
    let lines: Vec<_> = o.lines.iter().map(|l| (l.product.as_deref().unwrap(), l.title.as_deref().unwrap(), l.quantity, l.total)).collect();
    assert_eq!(lines, [("70", "Tea & more", 2, 2380), ("71", "Box", 1, 238)]);
    assert_eq!(o.lines.iter().map(|l| l.total).sum::<i64>() + o.shipping, o.total);
    assert_eq!((o.number.as_str(), o.channel.as_deref(), o.coupons), ("000000042", Some("German"), vec!["WELCOME".to_owned()]));
    assert_eq!((o.placed_at.to_rfc3339().as_str(), o.country.as_deref()), ("2026-07-01T10:00:00Z", Some("DE")));
}

#[test]
fn a_state_decides_and_on_hold_it_is_what_it_was() {
    use OrderStatus::{Cancelled, Fulfilled, Paid, Pending, Refunded};
    let of = |v: Value| status(&v);
    let states = ["new", "pending_payment", "payment_review", "processing", "complete", "closed", "canceled"];
    let all: Vec<_> = states.iter().map(|s| of(json!({ "state": s }))).collect();
    assert_eq!(all, [Pending, Pending, Pending, Paid, Fulfilled, Refunded, Cancelled]);
    assert_eq!(of(json!({ "state": "holded", "hold_before_state": "processing" })), Paid);
    assert_eq!(
        (of(json!({ "state": "picked", "total_paid": 9.5 })), of(json!({ "state": "picked", "total_paid": null }))),
        (Paid, Pending)
    );
}

#[test]
fn what_cannot_be_understood_is_refused_with_a_reason() {
    let broken = |key: &str, value: Value| {
        let mut v = sample();
        v[key] = value;
        order(&v).unwrap_err().message
    };
    assert!(broken("grand_total", json!("12,50")).contains("12,50"));
    assert!(broken("grand_total", Value::Null).contains("total"));
    assert!(broken("order_currency_code", json!("")).contains("currency"));
    assert!(broken("created_at", json!("0000-00-00 00:00:00")).contains("date"));
}
