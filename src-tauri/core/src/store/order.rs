//! Orders, their lines and refunds, as they are read.

use super::{Reader, Row};
use crate::types::{Currency, OrderId, PersonId, Result, Timestamp};

#[derive(Debug, Clone, PartialEq)]
pub struct OrderRow {
    pub id: OrderId,
    pub number: String,
    pub placed_at: Timestamp,
    pub status: String,
    /// Whether it is a purchase.
    pub counts: bool,
    pub currency: Currency,
    pub total: i64,
    /// In the shop's currency; `None` when no rate is known.
    pub total_shop: Option<i64>,
    pub items: i64,
}

impl Reader<'_> {
    /// One person's orders, newest first.
    pub fn orders_of(&self, person: PersonId) -> Result<Vec<OrderRow>> {
        self.rows(
            "SELECT o.id, o.number, o.placed_at, o.status, o.counts, o.currency, o.total, o.total_shop,
                    (SELECT coalesce(sum(l.quantity), 0) FROM order_line l WHERE l.order_id = o.id)
             FROM orders o WHERE o.person_id = ?1 ORDER BY o.placed_at DESC, o.id DESC",
            &[person.into()],
            order_row,
        )
    }
}

fn order_row(r: &Row<'_>) -> Result<OrderRow> {
    Ok(OrderRow {
        id: OrderId(r.get(0)?),
        number: r.get(1)?,
        placed_at: r.at(2)?,
        status: r.get(3)?,
        counts: r.get(4)?,
        currency: r.currency(5)?,
        total: r.get(6)?,
        total_shop: r.get(7)?,
        items: r.get(8)?,
    })
}
