//! An order and its refunds.
//!
//! Decisions: a variation counts as its product (the catalogue that a shopkeeper speaks of; the variation's name stays
//! on the receipt). A line's total is what the customer paid for it: after discounts, with its tax. Shipping and fees
//! are in the order's total and are no lines, because nobody buys them. Amounts follow the order's own currency.

use serde_json::Value;

use super::customers;
use crate::sources::json;
use crate::types::records::{LineRecord, OrderRecord, OrderStatus, Record, RefundRecord};
use crate::types::{Currency, Error, Result, ShopZone, Timestamp};

/// Fields that are asked for: no IP address, no order key, no payment details ever leave the shop.
pub const FIELDS: &str = "id,number,status,currency,date_created,date_created_gmt,date_modified,date_modified_gmt,date_paid_gmt,discount_total,\
discount_tax,shipping_total,shipping_tax,total,total_tax,customer_id,billing,shipping,created_via,meta_data,line_items,coupon_lines,refunds";

pub const REFUND_FIELDS: &str = "id,parent_id,date_created,date_created_gmt,amount,reason,line_items";

/// `None` for what is not an order yet: a cart on its way through the checkout.
pub fn order(v: &Value, zone: ShopZone, consent_field: Option<&str>) -> Result<Option<OrderRecord>> {
    let id = json::id(v, "id").ok_or_else(|| Error::bad_input("An order without an id."))?;
    let Some(status) = status(v) else { return Ok(None) };
    let currency = currency(v)?;
    let edited = json::date(v, "date_modified", zone);
    let placed_at = json::date(v, "date_created", zone)
        .or_else(|| json::date(v, "date_paid", zone))
        .or(edited)
        .ok_or_else(|| Error::bad_input("It has no date."))?;
    let lines = lines(v, currency)?;
    let empty = Value::Null;
    Ok(Some(OrderRecord {
        shop_total: None,
        landing: attributed(v, "session_entry"),
        referrer: attributed(v, "referrer"),
        external_id: id.to_string(),
        number: json::owned(v, "number").unwrap_or_else(|| id.to_string()),
        buyer: customers::buyer(v, placed_at, consent_field),
        placed_at,
        status,
        currency,
        total: json::money(v, "total", currency)?,
        discount: json::money(v, "discount_total", currency)? + json::money(v, "discount_tax", currency)?,
        shipping: json::money(v, "shipping_total", currency)? + json::money(v, "shipping_tax", currency)?,
        tax: json::money(v, "total_tax", currency)?,
        country: customers::country(v.get("billing").unwrap_or(&empty)).or_else(|| customers::country(v.get("shipping").unwrap_or(&empty))),
        channel: channel(v),
        coupons: json::list(v, "coupon_lines").iter().filter_map(|c| json::owned(c, "code")).collect(),
        lines,
    }))
}

/// What WooCommerce (8.5 and later) noted of the visit that led to the order.
fn attributed(v: &Value, what: &str) -> Option<String> {
    json::meta_text(v, &format!("_wc_order_attribution_{what}")).map(|s| s.chars().take(500).collect())
}

/// Words that plugins add ("shipped", "partially-paid") are judged by whether the order was paid.
fn status(v: &Value) -> Option<OrderStatus> {
    let paid = json::text(v, "date_paid_gmt").is_some();
    Some(match json::text(v, "status").unwrap_or("").trim_start_matches("wc-") {
        "auto-draft" | "checkout-draft" | "draft" | "new" => return None,
        "processing" => OrderStatus::Paid,
        "completed" => OrderStatus::Fulfilled,
        "refunded" => OrderStatus::Refunded,
        "cancelled" | "trash" => OrderStatus::Cancelled,
        "failed" => OrderStatus::Failed,
        _ if paid => OrderStatus::Paid,
        _ => OrderStatus::Pending,
    })
}

fn currency(v: &Value) -> Result<Currency> {
    json::text(v, "currency").ok_or_else(|| Error::bad_input("It does not say its currency."))?.parse()
}

/// Where the buyer came from, by WooCommerce's order attribution; else the way the order was entered.
fn channel(v: &Value) -> Option<String> {
    ["_wc_order_attribution_utm_source", "_utm_source"]
        .iter()
        .find_map(|name| json::meta_text(v, name))
        .or_else(|| json::owned(v, "created_via"))
        .map(|s| s.trim_matches(['(', ')']).to_lowercase())
        .filter(|s| !s.is_empty())
}

fn lines(v: &Value, currency: Currency) -> Result<Vec<LineRecord>> {
    json::list(v, "line_items")
        .iter()
        .zip(1u32..)
        .map(|(l, line_no)| {
            Ok(LineRecord {
                line_no,
                product: json::id(l, "product_id").map(|n| n.to_string()),
                title: json::text(l, "parent_name").or_else(|| json::text(l, "name")).map(json::plain),
                quantity: json::whole(l, "quantity").unwrap_or(0),
                total: json::money(l, "total", currency)? + json::money(l, "total_tax", currency)?,
            })
        })
        .collect()
}

/// The refunds that an order names, by id.
pub fn refund_ids(order: &Value) -> Vec<u64> {
    json::list(order, "refunds").iter().filter_map(|r| json::id(r, "id")).collect()
}

/// All that the order has; nothing when it does not say, for then nothing may be taken for gone.
pub fn refunds_of(order: &Value) -> Option<Record> {
    let all = order.get("refunds")?.as_array()?;
    let refunds: Vec<String> = all.iter().filter_map(|r| json::id(r, "id")).map(|n| n.to_string()).collect();
    (refunds.len() == all.len()).then_some(())?;
    Some(Record::RefundsOf { order: json::id(order, "id")?.to_string(), refunds })
}

/// From the whole refund where there is one; WooCommerce 7 over the new order tables leaves its amount out, its order does not.
pub fn refund_of_both(
    whole: Option<&Value>,
    short: &Value,
    order_id: u64,
    currency: Currency,
    zone: ShopZone,
    fallback: Timestamp,
) -> Result<RefundRecord> {
    let Some(whole) = whole else { return refund(short, order_id, currency, zone, fallback) };
    let mut out = refund(whole, order_id, currency, zone, fallback)?;
    if out.amount == 0 {
        out.amount = json::money(short, "total", currency)?.abs();
        out.reason = out.reason.or_else(|| json::text(short, "reason").map(json::plain));
    }
    Ok(out)
}

/// A refund as `/refunds` gives it (it has no currency of its own), or as its order names it (`total` is negative
/// and there is no date: then `fallback` is).
pub fn refund(v: &Value, order_id: u64, currency: Currency, zone: ShopZone, fallback: Timestamp) -> Result<RefundRecord> {
    let id = json::id(v, "id").ok_or_else(|| Error::bad_input("A refund without an id."))?;
    let amount = if v.get("amount").is_some() { "amount" } else { "total" };
    let lines = lines(v, currency)?;
    Ok(RefundRecord {
        shop_amount: None,
        external_id: id.to_string(),
        order_external_id: Some(order_id.to_string()),
        buyer: None,
        at: json::date(v, "date_created", zone).unwrap_or(fallback),
        currency,
        amount: json::money(v, amount, currency)?.abs(),
        reason: json::text(v, "reason").map(json::plain),
        lines: lines.into_iter().map(|l| LineRecord { quantity: l.quantity.abs(), total: l.total.abs(), ..l }).collect(),
    })
}

/// What an order's refunds need of it.
pub fn refund_context(order: &Value, zone: ShopZone) -> Result<(Currency, Timestamp)> {
    let at = json::date(order, "date_modified", zone).or_else(|| json::date(order, "date_created", zone)).unwrap_or(Timestamp(0));
    Ok((currency(order)?, at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn sample() -> Value {
        json!({
            "id": 102, "number": "A-102", "status": "completed", "currency": "EUR", "date_created": "2026-07-01T12:00:00", "date_created_gmt": null,
            "date_modified_gmt": "2026-07-02T10:00:00", "date_paid_gmt": "2026-07-01T10:01:00", "discount_total": "2.00", "discount_tax": "0.38",
            "shipping_total": "4.00", "shipping_tax": "0.76", "total": "30.94", "total_tax": "4.94", "customer_id": 0,
            "billing": { "email": "guest@example.com", "country": "DE" }, "created_via": "checkout",
            "meta_data": [{ "id": 1, "key": "_opt", "value": { "nested": [null] } }, { "id": 2, "key": "_wc_order_attribution_utm_source", "value": "(direct)" }],
            "line_items": [
                { "id": 1, "name": "D&eacute;caf - 1kg", "parent_name": "Décaf &amp; Co", "product_id": 11, "variation_id": 72, "quantity": 2, "total": "20.00", "total_tax": "3.80" },
                { "id": 2, "name": "Gone", "product_id": 0, "variation_id": 0, "quantity": 1, "total": "2.00", "total_tax": "0.38", "image": { "id": "", "src": "" } }
            ],
            "fee_lines": [], "coupon_lines": [{ "code": "welcome10" }], "refunds": [{ "id": 103, "reason": "", "total": "-5.00" }]
        })
    }

    #[test]
    fn an_order_is_what_the_customer_paid() {
        let berlin = ShopZone::parse("Europe/Berlin").unwrap();
        let o = order(&sample(), berlin, None).unwrap().unwrap();
        assert_eq!(o.placed_at.to_rfc3339(), "2026-07-01T10:00:00Z");
        assert_eq!((o.total, o.tax, o.shipping, o.discount), (3094, 494, 476, 238));
        assert_eq!(o.lines.iter().map(|l| l.total).sum::<i64>() + o.shipping, o.total);
        assert_eq!((o.lines[0].product.as_deref(), o.lines[0].title.as_deref(), o.lines[0].quantity), (Some("11"), Some("Décaf & Co"), 2));
        assert_eq!(o.lines[1].product, None);
        assert_eq!((o.channel.as_deref(), o.coupons.as_slice()), (Some("direct"), ["welcome10".to_owned()].as_slice()));
        assert!(o.status.counts());
    }

    #[test]
    fn each_currency_has_its_own_digits() {
        let with = |c: &str| {
            let mut v = sample();
            v["currency"] = json!(c);
            order(&v, ShopZone::UTC, None).unwrap().unwrap().total
        };
        assert_eq!((with("EUR"), with("JPY"), with("KWD")), (3094, 31, 30940));
    }

    #[test]
    fn words_of_plugins_are_judged_by_payment_and_carts_are_no_orders() {
        let with = |s: &str, paid: Value| status(&json!({ "status": s, "date_paid_gmt": paid }));
        assert_eq!(with("shipped", json!("2026-07-01T10:01:00")), Some(OrderStatus::Paid));
        assert_eq!(with("awaiting-parts", Value::Null), Some(OrderStatus::Pending));
        assert_eq!(with("on-hold", Value::Null), Some(OrderStatus::Pending));
        assert_eq!(with("checkout-draft", Value::Null), None);
    }

    #[test]
    fn a_refund_is_positive_whichever_way_it_came() {
        let eur = Currency::EUR;
        let whole = json!({ "id": 103, "date_created_gmt": "2026-07-03T10:00:00", "amount": "5.00", "reason": "damaged",
            "line_items": [{ "product_id": 11, "quantity": -1, "total": "-4.20", "total_tax": "-0.80" }] });
        let r = refund(&whole, 102, eur, ShopZone::UTC, Timestamp(7)).unwrap();
        assert_eq!((r.amount, r.lines[0].quantity, r.lines[0].total, r.at.to_rfc3339().as_str()), (500, 1, 500, "2026-07-03T10:00:00Z"));
        let short = refund(&sample()["refunds"][0], 102, eur, ShopZone::UTC, Timestamp(7)).unwrap();
        assert_eq!((short.amount, short.at, short.reason), (500, Timestamp(7), None));
    }

    #[test]
    fn an_amount_left_out_is_taken_from_the_order_and_only_what_is_told_is_gone() {
        let whole = json!({ "id": 103, "date_created_gmt": "2026-07-03T10:00:00", "amount": "0.00", "reason": "" });
        let r = refund_of_both(Some(&whole), &sample()["refunds"][0], 102, Currency::EUR, ShopZone::UTC, Timestamp(7)).unwrap();
        assert_eq!((r.amount, r.at.to_rfc3339().as_str()), (500, "2026-07-03T10:00:00Z"));
        assert_eq!(refunds_of(&sample()), Some(Record::RefundsOf { order: "102".into(), refunds: vec!["103".into()] }));
        assert_eq!(refunds_of(&json!({ "id": 1, "refunds": [] })), Some(Record::RefundsOf { order: "1".into(), refunds: vec![] }));
        for untold in [json!({ "id": 1 }), json!({ "id": 1, "refunds": null }), json!({ "id": 1, "refunds": [{ "total": "-5.00" }] })] {
            assert_eq!(refunds_of(&untold), None);
        }
    }

    #[test]
    fn where_the_buyer_came_from_is_kept() {
        let mut v = sample();
        v["meta_data"] = json!([{ "key": "_wc_order_attribution_session_entry", "value": "https://shop.example/sale/" },
            { "key": "_wc_order_attribution_referrer", "value": "https://news.example/" }]);
        let o = order(&v, ShopZone::UTC, None).unwrap().unwrap();
        assert_eq!((o.landing.as_deref(), o.referrer.as_deref()), (Some("https://shop.example/sale/"), Some("https://news.example/")));
    }

    #[test]
    fn what_cannot_be_understood_is_refused_with_a_reason() {
        let mut v = sample();
        v["total"] = json!("12,50");
        assert!(order(&v, ShopZone::UTC, None).unwrap_err().message.contains("12,50"));
        v = sample();
        v["currency"] = json!("");
        assert!(order(&v, ShopZone::UTC, None).unwrap_err().message.contains("currency"));
    }
}
