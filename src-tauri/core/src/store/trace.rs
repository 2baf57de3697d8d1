//! Where an order and its refunds come from: the source, the number there, and how their amounts were reckoned.

use super::{Reader, Row};
use crate::types::{Currency, Day, OrderId, Result, SourceId, Timestamp};

/// An amount as it was paid and as it counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReckonedRow {
    pub minor: i64,
    pub currency: Currency,
    /// In the shop's currency; `None`: no rate is known.
    pub in_shop: Option<i64>,
    /// As `orders.rate_origin`.
    pub origin: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderOriginRow {
    pub source: SourceId,
    /// The source's own.
    pub external_id: String,
    pub number: String,
    pub placed_at: Timestamp,
    pub total: ReckonedRow,
    pub landing: Option<String>,
    pub referrer: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefundOriginRow {
    pub source: SourceId,
    pub external_id: String,
    pub at: Timestamp,
    pub amount: ReckonedRow,
}

impl Reader<'_> {
    pub fn order_origin(&self, order: OrderId) -> Result<Option<OrderOriginRow>> {
        self.first(
            "SELECT total, currency, total_shop, rate_origin, source_id, external_id, number, placed_at, landing, referrer
             FROM orders WHERE id = ?1",
            &[order.into()],
            |r| {
                Ok(OrderOriginRow {
                    total: reckoned(r)?,
                    source: SourceId(r.get(4)?),
                    external_id: r.get(5)?,
                    number: r.get(6)?,
                    placed_at: r.at(7)?,
                    landing: r.get(8)?,
                    referrer: r.get(9)?,
                })
            },
        )
    }

    /// The oldest first.
    pub fn refund_origins(&self, order: OrderId) -> Result<Vec<RefundOriginRow>> {
        self.rows(
            "SELECT amount, currency, amount_shop, rate_origin, source_id, external_id, at FROM refund WHERE order_id = ?1 ORDER BY at, id",
            &[order.into()],
            |r| Ok(RefundOriginRow { amount: reckoned(r)?, source: SourceId(r.get(4)?), external_id: r.get(5)?, at: r.at(6)? }),
        )
    }

    /// The rate by which an amount of this day is reckoned: its own day, millionths, and who says so.
    pub fn rate_on(&self, currency: Currency, day: Day) -> Result<Option<(String, i64, String)>> {
        self.first(
            "SELECT day, micro, origin FROM rate WHERE currency = ?1 AND day <= ?2 ORDER BY day DESC LIMIT 1",
            &[currency.into(), day.into()],
            |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)),
        )
    }
}

fn reckoned(r: &Row<'_>) -> Result<ReckonedRow> {
    Ok(ReckonedRow { minor: r.get(0)?, currency: r.currency(1)?, in_shop: r.get(2)?, origin: r.get(3)? })
}
