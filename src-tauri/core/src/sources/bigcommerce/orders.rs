//! An order, from what `/v2/orders` says of it and its products.
//!
//! Amounts are in the currency that the shopper paid in: `default_currency_code`, which BigCommerce calls transactional
//! (`currency_code` is only the one that prices were shown in). Where the store keeps its books in another one, the order
//! carries the rate, and the total is reckoned with it. A line's total is what was paid for it: after discounts, with tax.

use rust_decimal::Decimal;
use serde_json::Value;

use super::customers;
use crate::sources::json;
use crate::types::records::{LineRecord, OrderRecord, OrderStatus};
use crate::types::{Currency, Error, Money, Result, Timestamp};

/// What an order's refunds need of it.
pub struct Context {
    pub currency: Currency,
    pub shop: Option<Rate>,
    pub edited: Timestamp,
    pub status_id: u64,
}

/// The store's own currency, and how much of the order's one unit of it buys.
#[derive(Clone, Copy)]
pub struct Rate {
    currency: Currency,
    rate: Decimal,
}

impl Rate {
    /// An amount of the order in the store's currency; `None` when it cannot be reckoned.
    pub fn of(self, minor: i64, from: Currency) -> Option<Money> {
        let amount = from.to_decimal(minor).checked_div(self.rate)?;
        Some(Money::new(self.currency.to_minor(amount).ok()?, self.currency))
    }
}

pub fn context(v: &Value) -> Result<Context> {
    let code = json::text(v, "default_currency_code").or_else(|| json::text(v, "currency_code"));
    let currency: Currency = code.ok_or_else(|| Error::bad_input("It does not say its currency."))?.parse()?;
    let shop = json::text(v, "store_default_currency_code").and_then(|c| c.parse().ok()).filter(|c| *c != currency);
    let rate = v.get("store_default_to_transactional_exchange_rate").and_then(|r| match r {
        Value::String(s) => s.trim().parse::<Decimal>().ok(),
        Value::Number(n) => n.to_string().parse().ok(),
        _ => None,
    });
    let edited = date(v, "date_modified").or_else(|| date(v, "date_created")).unwrap_or(Timestamp(0));
    let shop = shop.zip(rate.filter(|r| *r > Decimal::ZERO)).map(|(currency, rate)| Rate { currency, rate });
    Ok(Context { currency, shop, edited, status_id: json::id(v, "status_id").unwrap_or(0) })
}

/// `Thu, 20 Apr 2017 11:32:00 -0400`, as v2 writes it; ISO too, as v3 does.
pub fn date(v: &Value, key: &str) -> Option<Timestamp> {
    let text = json::text(v, key)?;
    let at = chrono::DateTime::parse_from_rfc2822(text).or_else(|_| chrono::DateTime::parse_from_rfc3339(text)).ok();
    at.map(|t| Timestamp(t.timestamp())).or_else(|| json::moment(text, crate::types::ShopZone::UTC))
}

/// Not an order (yet): somebody reached the payment page and left, or it was put into the archive.
pub fn is_none(v: &Value) -> bool {
    json::whole(v, "status_id") == Some(0) || v.get("is_deleted") == Some(&Value::Bool(true))
}

/// `products`: the order's products as the store lists them.
pub fn order(v: &Value, products: &[Value], coupons: Vec<String>) -> Result<OrderRecord> {
    let id = json::id(v, "id").ok_or_else(|| Error::bad_input("An order without an id."))?;
    let Context { currency, shop, .. } = context(v)?;
    let placed_at = date(v, "date_created").ok_or_else(|| Error::bad_input("It has no date."))?;
    // Without a total nothing can be counted on.
    if v.get("total_inc_tax").is_none_or(Value::is_null) {
        return Err(Error::bad_input("It has no total."));
    }
    let total = json::money(v, "total_inc_tax", currency)?;
    let empty = Value::Null;
    let billing = v.get("billing_address").unwrap_or(&empty);
    Ok(OrderRecord {
        external_id: id.to_string(),
        number: id.to_string(),
        buyer: customers::buyer(v, placed_at),
        placed_at,
        status: status(v),
        currency,
        total,
        discount: json::money(v, "discount_amount", currency)? + json::money(v, "coupon_discount", currency)?,
        shipping: json::money(v, "shipping_cost_inc_tax", currency)?,
        tax: json::money(v, "total_tax", currency)?,
        country: shipping_country(v).or_else(|| customers::country(billing, "country_iso2")),
        channel: json::text(v, "order_source").map(|s| if s == "www" { "online store".to_owned() } else { s.to_lowercase() }),
        coupons,
        lines: lines(products, currency)?,
        shop_total: shop.and_then(|rate| rate.of(total, currency)),
        landing: None,
        referrer: None,
    })
}

/// By number: a store can rename them, and translate them. One that is not known is judged by its payment.
fn status(v: &Value) -> OrderStatus {
    let paid = matches!(json::text(v, "payment_status"), Some("paid" | "captured" | "partially refunded"));
    match json::whole(v, "status_id").unwrap_or(-1) {
        // Pending, Awaiting Payment.
        1 | 7 => OrderStatus::Pending,
        // Shipped, Completed.
        2 | 10 => OrderStatus::Fulfilled,
        // Partially Shipped, Awaiting Pickup, Awaiting Shipment, Awaiting Fulfillment; Disputed and Partially Refunded
        // stay purchases: what went back is in their refunds.
        3 | 8 | 9 | 11 | 13 | 14 => OrderStatus::Paid,
        4 => OrderStatus::Refunded,
        5 => OrderStatus::Cancelled,
        6 => OrderStatus::Failed,
        // Manual Verification Required, and what the future brings.
        _ if json::text(v, "payment_status") == Some("refunded") => OrderStatus::Refunded,
        _ if paid => OrderStatus::Paid,
        _ => OrderStatus::Pending,
    }
}

fn shipping_country(v: &Value) -> Option<String> {
    let consignments = v.get("consignments")?;
    json::list(consignments, "shipping").iter().find_map(|s| customers::country(s, "country_iso2"))
}

/// The products that came with the order, in the order of their numbers; `None` when they did not come, or not all of
/// them (BigCommerce leaves some out here that it lists on their own).
pub fn embedded(v: &Value) -> Option<Vec<Value>> {
    let consignments = v.get("consignments")?;
    let mut found: Vec<Value> = Vec::new();
    for kind in ["shipping", "pickups", "downloads"] {
        found.extend(json::list(consignments, kind).iter().flat_map(|c| json::list(c, "line_items")).cloned());
    }
    let gifts = consignments.get("email").map(|e| json::list(e, "gift_certificates")).unwrap_or_default();
    found.extend(gifts.iter().flat_map(|g| json::list(g, "line_items")).cloned());
    let whole = found.iter().all(|l| json::id(l, "id").is_some());
    let mut numbers = std::collections::BTreeSet::new();
    found.retain(|l| numbers.insert(json::id(l, "id")));
    let pieces: i64 = found.iter().filter_map(|l| json::whole(l, "quantity")).sum();
    (whole && pieces >= json::whole(v, "items_total").unwrap_or(i64::MAX)).then_some(found)
}

fn lines(products: &[Value], currency: Currency) -> Result<Vec<LineRecord>> {
    let mut sorted: Vec<&Value> = products.iter().collect();
    sorted.sort_by_key(|l| json::id(l, "id").unwrap_or(u64::MAX));
    sorted.into_iter().zip(1u32..).map(|(l, line_no)| line(l, line_no, currency)).collect()
}

fn line(l: &Value, line_no: u32, currency: Currency) -> Result<LineRecord> {
    let total = if l.get("discounted_total_inc_tax").is_some_and(|t| !t.is_null()) {
        json::money(l, "discounted_total_inc_tax", currency)?
    } else {
        let off = json::list(l, "applied_discounts").iter().map(|d| json::money(d, "amount", currency)).sum::<Result<i64>>()?;
        json::money(l, "total_inc_tax", currency)? - off
    };
    Ok(LineRecord {
        line_no,
        product: json::id(l, "product_id").map(|n| n.to_string()),
        title: json::text(l, "name").map(json::plain),
        quantity: json::whole(l, "quantity").unwrap_or(0),
        total,
    })
}

/// The coupons that lowered a line's price.
pub fn coupons(products: &[Value]) -> Vec<String> {
    let mut found: Vec<String> =
        products.iter().flat_map(|l| json::list(l, "applied_discounts")).filter_map(|d| json::owned(d, "code")).collect();
    found.sort();
    found.dedup();
    found
}

#[cfg(test)]
#[path = "orders_tests.rs"]
mod tests;
