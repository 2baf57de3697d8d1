//! An order. Decisions: what is sold in one of several ways stands in an order twice, as the product (parent) and as what
//! was picked (child); only the parent counts, and the line is of the product. A line's total is what was paid for it, by
//! Magento's own sum: row, tax and hidden tax, less the discount. Amounts are in the order's currency; `base_grand_total`
//! is the same in the shop's.

use serde_json::Value;

use super::customers::{self, date};
use crate::sources::json;
use crate::types::records::{LineRecord, OrderRecord, OrderStatus};
use crate::types::{Currency, Error, Money, Result};

/// Fields that are asked for: no IP address, no payment details, no comments ever leave the shop.
pub const FIELDS: &str = "entity_id,increment_id,state,status,hold_before_state,created_at,updated_at,order_currency_code,base_currency_code,\
grand_total,base_grand_total,total_paid,discount_amount,shipping_amount,shipping_tax_amount,shipping_incl_tax,tax_amount,coupon_code,store_name,\
customer_id,customer_is_guest,customer_email,customer_firstname,customer_lastname,\
billing_address[address_type,firstname,lastname,email,telephone,country_id,region,region_code,city,postcode],\
items[item_id,parent_item_id,product_id,product_type,sku,name,qty_ordered,row_total,row_total_incl_tax,tax_amount,\
discount_tax_compensation_amount,weee_tax_applied_row_amount,discount_amount]";

pub fn order(v: &Value) -> Result<OrderRecord> {
    let id = json::id(v, "entity_id").ok_or_else(|| Error::bad_input("An order without an id."))?;
    let currency = currency(v, "order_currency_code")?;
    let placed_at = date(v, "created_at").ok_or_else(|| Error::bad_input("It has no date."))?;
    if v.get("grand_total").is_none_or(Value::is_null) {
        return Err(Error::bad_input("It has no total."));
    }
    let empty = Value::Null;
    Ok(OrderRecord {
        external_id: id.to_string(),
        number: json::owned(v, "increment_id").unwrap_or_else(|| id.to_string()),
        buyer: customers::buyer(v),
        placed_at,
        status: status(v),
        currency,
        total: json::money(v, "grand_total", currency)?,
        discount: json::money(v, "discount_amount", currency)?.abs(),
        shipping: match v.get("shipping_incl_tax") {
            Some(s) if !s.is_null() => json::money(v, "shipping_incl_tax", currency)?,
            _ => json::money(v, "shipping_amount", currency)? + json::money(v, "shipping_tax_amount", currency)?,
        },
        tax: json::money(v, "tax_amount", currency)?,
        country: customers::country(v.get("billing_address").unwrap_or(&empty)),
        // “Main Website\nMain Website Store\nDefault Store View”: the view that it was bought in.
        channel: json::text(v, "store_name").and_then(|s| s.lines().last()).map(str::to_owned),
        coupons: json::owned(v, "coupon_code").into_iter().collect(),
        lines: lines(v, currency)?,
        shop_total: in_base(v, currency, "base_grand_total")?,
        landing: None,
        referrer: None,
    })
}

pub fn currency(v: &Value, key: &str) -> Result<Currency> {
    json::text(v, key).ok_or_else(|| Error::bad_input("It does not say its currency."))?.parse()
}

/// An amount in the shop's own currency, where that is not the order's.
pub fn in_base(v: &Value, own: Currency, key: &str) -> Result<Option<Money>> {
    let base = json::text(v, "base_currency_code").and_then(|c| c.parse::<Currency>().ok()).filter(|c| *c != own);
    match base {
        Some(c) if v.get(key).is_some_and(|a| !a.is_null()) => Ok(Some(Money::new(json::money(v, key, c)?, c))),
        _ => Ok(None),
    }
}

/// By `state`: the statuses beneath it are each shop's own words.
fn status(v: &Value) -> OrderStatus {
    let of = |state: Option<&str>| match state {
        Some("new" | "pending_payment" | "payment_review") => Some(OrderStatus::Pending),
        Some("processing") => Some(OrderStatus::Paid),
        Some("complete") => Some(OrderStatus::Fulfilled),
        Some("closed") => Some(OrderStatus::Refunded),
        Some("canceled") => Some(OrderStatus::Cancelled),
        _ => None,
    };
    let paid = v.get("total_paid").and_then(Value::as_f64).is_some_and(|paid| paid > 0.0);
    // On hold it is what it was before; a state that a module made is judged by payment.
    of(json::text(v, "state")).or_else(|| of(json::text(v, "hold_before_state"))).unwrap_or(if paid {
        OrderStatus::Paid
    } else {
        OrderStatus::Pending
    })
}

fn lines(v: &Value, currency: Currency) -> Result<Vec<LineRecord>> {
    let items = json::list(v, "items");
    let is_child = |i: &Value| json::id(i, "parent_item_id").is_some_and(|p| items.iter().any(|o| json::id(o, "item_id") == Some(p)));
    let mut top: Vec<&Value> = items.iter().filter(|i| !is_child(i)).collect();
    top.sort_by_key(|i| json::id(i, "item_id").unwrap_or(u64::MAX));
    top.into_iter().zip(1u32..).map(|(item, line_no)| line(item, items, line_no, currency)).collect()
}

fn line(item: &Value, all: &[Value], line_no: u32, currency: Currency) -> Result<LineRecord> {
    let mut total = paid(item, currency)?;
    // The discount of a bundle stands with what is in it.
    if json::text(item, "product_type") == Some("bundle") {
        for child in all.iter().filter(|c| json::id(c, "parent_item_id").is_some_and(|p| json::id(item, "item_id") == Some(p))) {
            total -= json::money(child, "discount_amount", currency)?;
        }
    }
    Ok(LineRecord {
        line_no,
        product: json::id(item, "product_id").map(|n| n.to_string()),
        title: json::text(item, "name").map(json::plain),
        quantity: json::whole(item, "qty_ordered").unwrap_or(0),
        total,
    })
}

/// Magento's own sum of a row.
pub fn paid(item: &Value, currency: Currency) -> Result<i64> {
    let of = |key: &str| json::money(item, key, currency);
    let row = if item.get("row_total").is_some_and(|r| !r.is_null()) {
        of("row_total")? + of("tax_amount")? + of("discount_tax_compensation_amount")? + of("weee_tax_applied_row_amount")?
    } else {
        of("row_total_incl_tax")?
    };
    Ok(row - of("discount_amount")?)
}

#[cfg(test)]
#[path = "orders_tests.rs"]
mod tests;
