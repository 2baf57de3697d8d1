//! Orders out of Klaviyo's events, for a shop whose orders are nowhere else that Regulars can read.
//!
//! Placed orders are read first, then what was given back of them and what was cancelled, so that each finds its order.

use super::events::{CANCELLED, Event, PLACED, REFUNDED};
use super::properties;
use crate::types::records::{Kind, LineRecord, OrderRecord, OrderStatus, Record, RefundRecord};
use crate::types::{Currency, Error, Result};

/// In the order in which they are read.
pub const METRICS: [&str; 3] = [PLACED, REFUNDED, CANCELLED];

/// # Errors
/// `BadInput` for an order without its number or value.
pub fn record(e: Event<'_>, account: Currency) -> Result<Record> {
    let v = e.properties;
    let number = properties::named(v, &["OrderId", "Order Number", "$event_id"]);
    let number = number.ok_or_else(|| Error::bad_input("It does not say which order it is (OrderId)."))?;
    if e.metric == CANCELLED {
        return Ok(Record::Gone { what: Kind::Order, external_id: number });
    }
    let currency = properties::currency(v, account);
    let money = |names: &[&str]| properties::money(v, names, currency);
    let total = money(&["$value", "Value", "Total Price"]).ok_or_else(|| Error::bad_input("Its value ($value) is no amount of money."))?;
    let lines = lines(v, currency);
    if e.metric == REFUNDED {
        return Ok(Record::Refund(RefundRecord {
            external_id: e.id,
            order_external_id: Some(number),
            buyer: Some(e.person),
            at: e.at,
            currency,
            amount: total.abs(),
            shop_amount: None,
            reason: properties::named(v, &["Reason"]),
            lines,
        }));
    }
    Ok(Record::Order(OrderRecord {
        external_id: number.clone(),
        number,
        buyer: Some(e.person),
        placed_at: e.at,
        status: OrderStatus::Paid,
        currency,
        total,
        discount: money(&["DiscountValue", "Total Discounts"]).unwrap_or(0).abs(),
        shipping: money(&["Shipping Cost", "Shipping"]).unwrap_or(0),
        tax: money(&["Tax", "Total Tax"]).unwrap_or(0),
        country: properties::field(v, &["ShippingAddress", "BillingAddress"])
            .and_then(|a| properties::named(a, &["CountryCode", "Country"]))
            .and_then(|c| crate::sources::countries::code(&c))
            .map(str::to_owned),
        channel: properties::named(v, &["Source Name", "Channel"]),
        coupons: properties::named(v, &["DiscountCode", "Discount Codes"])
            .map(|c| c.split(", ").map(str::to_owned).collect())
            .unwrap_or_default(),
        lines,
        shop_total: None,
        landing: None,
        referrer: None,
    }))
}

fn lines(v: &serde_json::Value, currency: Currency) -> Vec<LineRecord> {
    let items = properties::list(v, &["Items", "Line Items"]);
    let line = |(item, line_no): (&serde_json::Value, u32)| {
        let quantity = properties::whole(item, &["Quantity"]).unwrap_or(1);
        let whole = properties::money(item, &["RowTotal", "Line Total"], currency);
        let each = || properties::money(item, &["ItemPrice", "Price"], currency).map(|p| p.saturating_mul(quantity));
        LineRecord {
            line_no,
            product: properties::named(item, &["ProductID", "$product_id", "SKU"]),
            title: properties::named(item, &["ProductName", "Name", "Title"]),
            quantity,
            total: whole.or_else(each).unwrap_or(0),
        }
    };
    items.iter().zip(1..).map(line).collect()
}
