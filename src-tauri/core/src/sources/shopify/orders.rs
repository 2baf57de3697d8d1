//! An order, as the customer paid it: amounts in the currency they saw, the shop's own currency beside it.
//!
//! An edited order says what was received for it; what was taken out of it is not among its lines. A cancelled order, a
//! test and one that nobody paid are kept and counted in no figure.

use serde_json::Value;

use super::{customers, gid, refunds};
use crate::sources::json;
use crate::types::records::{LineRecord, OrderRecord, OrderStatus, Record};
use crate::types::{Currency, Error, Money, Result};

/// The order, its refunds, and which refunds it has: in the order in which they are to be stored.
///
/// # Errors
/// `BadInput` for one that cannot be understood.
pub fn records(v: &Value) -> Result<Vec<Record>> {
    let order = order(v)?;
    let refunds = refunds::of(v, &order)?;
    let ids = refunds.iter().map(|r| r.external_id.clone()).collect();
    let mut out = Vec::with_capacity(refunds.len() + 2);
    let all = Record::RefundsOf { order: order.external_id.clone(), refunds: ids };
    out.push(Record::Order(order));
    out.extend(refunds.into_iter().map(Record::Refund));
    out.push(all);
    Ok(out)
}

fn order(v: &Value) -> Result<OrderRecord> {
    let external_id = gid::required(v, "An order")?;
    let placed_at = customers::moment(v, "processedAt")
        .or_else(|| customers::moment(v, "createdAt"))
        .ok_or_else(|| Error::bad_input("It does not say when it was placed."))?;
    let shop = currency(v, "currencyCode")?;
    let own = if json::text(v, "presentmentCurrencyCode").is_some() { currency(v, "presentmentCurrencyCode")? } else { shop };
    let status = status(v);
    let edited = is_edited(v);
    // Before returns, removed lines are in the total; what was received for an edited order is what was paid for it.
    let received = edited && status.counts() && amount(v, "totalReceivedSet", PRESENTMENT, own)? > 0;
    let total = if received { "totalReceivedSet" } else { "totalPriceSet" };
    if v.get(total).is_none_or(Value::is_null) {
        return Err(Error::bad_input("It does not say its total."));
    }
    Ok(OrderRecord {
        number: json::text(v, "name").map_or_else(|| external_id.clone(), |n| n.trim_start_matches('#').to_owned()),
        buyer: customers::buyer(v),
        placed_at,
        status,
        currency: own,
        total: amount(v, total, PRESENTMENT, own)?,
        discount: amount(v, "totalDiscountsSet", PRESENTMENT, own)?,
        shipping: amount(v, "totalShippingPriceSet", PRESENTMENT, own)?,
        tax: amount(v, "totalTaxSet", PRESENTMENT, own)?,
        country: v.get("displayAddress").and_then(customers::country),
        channel: channel(v),
        coupons: customers::words(v, "discountCodes"),
        lines: lines(v, own)?.into_iter().map(|l| l.record).filter(|l| l.quantity != 0).collect(),
        shop_total: Some(Money::new(amount(v, total, SHOP, shop)?, shop)),
        landing: visit(v, "firstVisit").and_then(|f| json::owned(f, "landingPage")),
        referrer: visit(v, "firstVisit").and_then(|f| json::owned(f, "referrerUrl")),
        external_id,
    })
}

pub const PRESENTMENT: &str = "presentmentMoney";
pub const SHOP: &str = "shopMoney";

/// An amount of a money bag, in minor units; 0 where there is none.
pub fn amount(v: &Value, key: &str, side: &str, currency: Currency) -> Result<i64> {
    match v.get(key).and_then(|bag| bag.get(side)) {
        Some(money) => json::money(money, "amount", currency),
        None => Ok(0),
    }
}

pub fn currency(v: &Value, key: &str) -> Result<Currency> {
    json::text(v, key).ok_or_else(|| Error::bad_input("It does not say its currency."))?.parse()
}

pub fn is_edited(v: &Value) -> bool {
    v.get("edited").and_then(Value::as_bool).unwrap_or(false)
}

fn status(v: &Value) -> OrderStatus {
    if v.get("test").and_then(Value::as_bool).unwrap_or(false) {
        return OrderStatus::Failed;
    }
    if customers::moment(v, "cancelledAt").is_some() {
        return OrderStatus::Cancelled;
    }
    let paid = if json::text(v, "displayFulfillmentStatus") == Some("FULFILLED") { OrderStatus::Fulfilled } else { OrderStatus::Paid };
    match json::text(v, "displayFinancialStatus") {
        Some("PAID" | "PARTIALLY_REFUNDED") => paid,
        Some("REFUNDED") => OrderStatus::Refunded,
        Some("VOIDED") => OrderStatus::Cancelled,
        Some("EXPIRED") => OrderStatus::Failed,
        // Nothing to pay is paid.
        None if amount_is_zero(v) => paid,
        _ => OrderStatus::Pending,
    }
}

fn amount_is_zero(v: &Value) -> bool {
    let zero = |t: &Value| json::text(t, "amount").is_some_and(|a| a.chars().all(|c| matches!(c, '0' | '.')));
    v.get("totalPriceSet").and_then(|s| s.get(SHOP)).is_some_and(zero)
}

/// Where the buyer came from last, as the shop's own attribution says; else by which way the order came in.
fn channel(v: &Value) -> Option<String> {
    let last = visit(v, "lastVisit");
    let tagged = last.and_then(|l| l.get("utmParameters")).and_then(|u| json::text(u, "source"));
    let source = last.and_then(|l| json::text(l, "source")).filter(|s| !s.to_ascii_lowercase().contains("unknown"));
    let handle = v.get("attribution").and_then(|a| json::text(a, "handle"));
    tagged.or(source).or(handle).or_else(|| json::text(v, "sourceName")).map(str::to_lowercase)
}

fn visit<'a>(v: &'a Value, which: &str) -> Option<&'a Value> {
    v.get("customerJourneySummary")?.get(which).filter(|x| x.is_object())
}

/// A line, and what its refunds need of it.
pub struct Line {
    pub gid: String,
    pub record: LineRecord,
    /// Units that are not with the customer any more, or never were: given back, or taken out of the order.
    pub gone: i64,
}

/// With tax, all discounts taken off.
pub fn lines(v: &Value, currency: Currency) -> Result<Vec<Line>> {
    let taxed = v.get("taxesIncluded").and_then(Value::as_bool).unwrap_or(false);
    // Taken out of an order that gave nothing back: not bought.
    let taken_out = is_edited(v) && gid::nodes(v, "refunds").is_empty();
    let mut out = Vec::new();
    for (l, line_no) in gid::nodes(v, "lineItems").into_iter().zip(1u32..) {
        let mut total = amount(l, "originalTotalSet", PRESENTMENT, currency)?;
        for discount in json::list(l, "discountAllocations") {
            total -= amount(discount, "allocatedAmountSet", PRESENTMENT, currency)?;
        }
        for tax in json::list(l, "taxLines").iter().filter(|_| !taxed) {
            total += amount(tax, "priceSet", PRESENTMENT, currency)?;
        }
        let quantity = json::whole(l, "quantity").unwrap_or(0);
        let left = json::whole(l, "currentQuantity").unwrap_or(quantity).clamp(0, quantity.max(0));
        let (quantity, total, gone) = if taken_out { (left, share(total, left, quantity), 0) } else { (quantity, total, quantity - left) };
        out.push(Line {
            gid: json::owned(l, "id").unwrap_or_default(),
            record: LineRecord {
                line_no,
                product: l.get("product").and_then(|p| gid::of(p, "id")),
                title: json::text(l, "title").map(json::plain),
                quantity,
                total,
            },
            gone,
        });
    }
    Ok(out)
}

/// `part` of `whole` units' amount, to the nearest minor unit.
pub fn share(amount: i64, part: i64, whole: i64) -> i64 {
    if whole <= 0 {
        return 0;
    }
    let (a, p, w) = (i128::from(amount), i128::from(part), i128::from(whole));
    i64::try_from((2 * a * p + w).div_euclid(2 * w)).unwrap_or(0)
}

#[cfg(test)]
#[path = "orders_tests.rs"]
mod tests;
