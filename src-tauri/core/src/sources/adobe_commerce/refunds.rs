//! A credit memo: what was given back of an order.

use serde_json::Value;

use super::customers::date;
use super::orders::{currency, in_base, paid};
use crate::sources::json;
use crate::types::records::{LineRecord, RefundRecord};
use crate::types::{Error, Result};

pub const FIELDS: &str = "entity_id,order_id,state,created_at,updated_at,order_currency_code,base_currency_code,grand_total,base_grand_total,\
items[entity_id,order_item_id,product_id,sku,name,qty,price,base_price,base_cost,row_total,row_total_incl_tax,tax_amount,\
discount_tax_compensation_amount,weee_tax_applied_row_amount,discount_amount]";

const CANCELLED: i64 = 3;

/// It was made, and taken back.
pub fn is_cancelled(v: &Value) -> bool {
    json::whole(v, "state") == Some(CANCELLED)
}

pub fn refund(v: &Value) -> Result<RefundRecord> {
    let id = json::id(v, "entity_id").ok_or_else(|| Error::bad_input("A credit memo without an id."))?;
    let currency = currency(v, "order_currency_code")?;
    let rows = json::list(v, "items").iter().filter(|i| i.get("row_total").is_some_and(|r| !r.is_null()));
    let lines = rows
        .zip(1u32..)
        .map(|(item, line_no)| {
            Ok(LineRecord {
                line_no,
                product: json::id(item, "product_id").map(|n| n.to_string()),
                title: json::text(item, "name").map(json::plain),
                quantity: json::whole(item, "qty").unwrap_or(0),
                total: paid(item, currency)?,
            })
        })
        .collect::<Result<Vec<_>>>()?;
    Ok(RefundRecord {
        external_id: id.to_string(),
        order_external_id: json::id(v, "order_id").map(|n| n.to_string()),
        buyer: None,
        at: date(v, "created_at").ok_or_else(|| Error::bad_input("It has no date."))?,
        currency,
        amount: json::money(v, "grand_total", currency)?.abs(),
        shop_amount: in_base(v, currency, "base_grand_total")?,
        reason: None,
        lines,
    })
}
