//! Orders and refunds as stores really send them.

use super::*;
use serde_json::json;

fn sample() -> Value {
    json!({
        "id": 118, "customer_id": 0, "status_id": 11, "status": "Verschickt?", "payment_status": "captured",
        "date_created": "Thu, 20 Apr 2017 11:32:00 -0400", "date_modified": "Thu, 20 Apr 2017 15:40:00 +0000",
        "total_inc_tax": "30.9400", "total_tax": "4.9400", "shipping_cost_inc_tax": "4.7600", "discount_amount": "1.0000", "coupon_discount": "1.3800",
        "items_total": 3, "order_source": "www", "currency_code": "EUR", "default_currency_code": "EUR", "store_default_currency_code": "USD",
        "store_default_to_transactional_exchange_rate": "0.8000000000", "is_deleted": false,
        "billing_address": { "email": "guest@shop.example", "country_iso2": "US" },
        "consignments": { "shipping": [{ "country_iso2": "DE", "line_items": [
            { "id": 26, "product_id": 0, "name": "By hand", "quantity": 1, "total_inc_tax": "3.3800", "applied_discounts": [{ "amount": 1, "code": null }] },
            { "id": 25, "product_id": 20, "name": "Tea &amp; Cup", "quantity": 2, "total_inc_tax": "24.8800", "discounted_total_inc_tax": "23.8000",
              "applied_discounts": [{ "amount": "1.0800", "code": "WELCOME" }] }] }], "pickups": [], "downloads": [], "email": { "gift_certificates": [] } }
    })
}

#[test]
fn an_order_is_what_the_shopper_paid_in_their_currency_and_in_the_stores() {
    let v = sample();
    let products = embedded(&v).unwrap();
    let o = order(&v, &products, coupons(&products)).unwrap();
    assert_eq!((o.placed_at.to_rfc3339().as_str(), o.currency.as_str(), o.country.as_deref()), ("2017-04-20T15:32:00Z", "EUR", Some("DE")));
    assert_eq!((o.total, o.tax, o.shipping, o.discount), (3094, 494, 476, 238));
    assert_eq!(o.shop_total, Some(Money::new(3868, Currency::USD)), "30.94 / 0.8 = 38.675");
    let lines: Vec<_> =
        o.lines.iter().map(|l| (l.line_no, l.product.as_deref(), l.title.as_deref().unwrap(), l.quantity, l.total)).collect();
    assert_eq!(lines, [(1, Some("20"), "Tea & Cup", 2, 2380), (2, None, "By hand", 1, 238)]);
    assert_eq!(o.lines.iter().map(|l| l.total).sum::<i64>() + o.shipping, o.total);
    assert_eq!((o.coupons, o.channel.as_deref()), (vec!["WELCOME".to_owned()], Some("online store")));
    assert_eq!(o.buyer.unwrap().external_id, None);
}

#[test]
fn products_that_did_not_all_come_along_are_asked_for() {
    let mut v = sample();
    v["items_total"] = json!(4);
    assert_eq!(embedded(&v), None);
    v = sample();
    v["consignments"] = json!({ "url": "https://x.example", "resource": "/orders/118/consignments" });
    assert_eq!(embedded(&v), None);
    v = sample();
    v["consignments"]["shipping"][0]["line_items"][0] = json!({ "url": "https://x.example" });
    assert_eq!(embedded(&v), None);
}

#[test]
fn a_status_is_known_by_number() {
    use OrderStatus::{Cancelled, Failed, Fulfilled, Paid, Pending, Refunded};
    let of = |id: i64, payment: &str| status(&json!({ "status_id": id, "payment_status": payment }));
    let all: Vec<_> = (1..=14).map(|id| of(id, "")).collect();
    assert_eq!(all, [Pending, Fulfilled, Paid, Refunded, Cancelled, Failed, Pending, Paid, Paid, Fulfilled, Paid, Pending, Paid, Paid]);
    assert_eq!((of(12, "captured"), of(99, "refunded"), of(99, "authorized")), (Paid, Refunded, Pending));
    assert!(is_none(&json!({ "status_id": 0 })) && is_none(&json!({ "status_id": 2, "is_deleted": true })) && !is_none(&sample()));
}

#[test]
fn what_cannot_be_understood_is_refused_with_a_reason() {
    let broken = |key: &str, value: Value| {
        let mut v = sample();
        v[key] = value;
        order(&v, &[], Vec::new()).unwrap_err().message
    };
    assert!(broken("total_inc_tax", json!("12,50")).contains("12,50"));
    assert!(broken("total_inc_tax", Value::Null).contains("total"));
    assert!(broken("date_created", json!("yesterday")).contains("date"));
    let mut v = sample();
    v["default_currency_code"] = Value::Null;
    v["currency_code"] = json!("");
    assert!(order(&v, &[], Vec::new()).unwrap_err().message.contains("currency"));
}

#[test]
fn a_refund_is_what_really_went_back() {
    use super::super::refunds::{by_hand, refund};
    let v = sample();
    let about = context(&v).unwrap();
    let products = embedded(&v).unwrap();
    let mut r = json!({ "id": 7, "order_id": 118, "created": "2017-05-01T10:00:00+00:00", "reason": "", "total_amount": 11.9,
        "items": [{ "item_type": "PRODUCT", "item_id": 25, "quantity": 1, "requested_amount": 11.9 }, { "item_type": "SHIPPING", "item_id": 1, "requested_amount": 0 }],
        "payments": [{ "amount": 11.9, "is_declined": false }] });
    let got = refund(&r, 118, &products, &about).unwrap().unwrap();
    assert_eq!(
        (got.amount, got.shop_amount, got.lines.len(), got.lines[0].product.as_deref()),
        (1190, Some(Money::new(1488, Currency::USD)), 1, Some("20"))
    );
    r["payments"][0]["is_declined"] = json!(true);
    assert_eq!(refund(&r, 118, &products, &about).unwrap(), None);
    assert_eq!(by_hand(&v, 118, &about).unwrap(), None);
    let whole = by_hand(&v, 118, &Context { status_id: 4, ..about }).unwrap().unwrap();
    assert_eq!((whole.amount, whole.external_id.as_str()), (3094, "order-118"));
}
