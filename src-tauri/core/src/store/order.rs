//! Orders, their lines and refunds, as they are read.

use super::stats::REFUND_COUNTS;
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
    /// The source's name.
    pub source: String,
    /// The source's own.
    pub external_id: String,
}

/// One line of an order.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemRow {
    /// `None`: a line without a product.
    pub title: Option<String>,
    pub quantity: i64,
    /// In the order's currency.
    pub total: i64,
    pub currency: Currency,
}

/// One person's purchases in one currency, in its minor units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CurrencySums {
    pub currency: Currency,
    pub orders: i64,
    pub spent: i64,
    pub refunded: i64,
    pub items: i64,
    /// Orders whose amount is not known in the shop's currency.
    pub unpriced: i64,
}

impl Reader<'_> {
    /// A page of one person's orders, newest first, each with what was refunded of it in its currency.
    pub fn orders_page(&self, person: PersonId, offset: u32, limit: u32) -> Result<Vec<(OrderRow, i64)>> {
        self.rows(
            "SELECT o.id, o.number, o.placed_at, o.status, o.counts, o.currency, o.total, o.total_shop,
                    (SELECT coalesce(sum(l.quantity), 0) FROM order_line l WHERE l.order_id = o.id),
                    s.name, o.external_id,
                    (SELECT coalesce(sum(f.amount), 0) FROM refund f WHERE f.order_id = o.id AND f.currency = o.currency)
             FROM orders o JOIN source s ON s.id = o.source_id WHERE o.person_id = ?1 ORDER BY o.placed_at DESC, o.id DESC LIMIT ?2 OFFSET ?3",
            &[person.into(), limit.into(), offset.into()],
            |r| Ok((order_row(r)?, r.get(11)?)),
        )
    }

    /// All of them, those that are no purchase too.
    pub fn order_count(&self, person: PersonId) -> Result<i64> {
        self.number("SELECT count(*) FROM orders WHERE person_id = ?1", &[person.into()])
    }

    pub fn order_items(&self, order: OrderId) -> Result<Vec<ItemRow>> {
        self.rows(
            "SELECT t.title, l.quantity, l.total, o.currency FROM order_line l JOIN orders o ON o.id = l.order_id
             LEFT JOIN product t ON t.id = l.product_id WHERE l.order_id = ?1 ORDER BY l.line_no",
            &[order.into()],
            |r| Ok(ItemRow { title: r.get(0)?, quantity: r.get(1)?, total: r.get(2)?, currency: r.currency(3)? }),
        )
    }

    /// One person's counted orders and refunds by the currency they were paid in, most orders first.
    pub fn currency_sums(&self, person: PersonId) -> Result<Vec<CurrencySums>> {
        self.rows(
            &format!(
                "SELECT currency, sum(orders), sum(spent), sum(refunded), sum(items), sum(unpriced) FROM (
               SELECT o.currency, 1 AS orders, o.total AS spent, 0 AS refunded,
                      (SELECT coalesce(sum(l.quantity), 0) FROM order_line l WHERE l.order_id = o.id) AS items,
                      o.total_shop IS NULL AS unpriced
               FROM orders o WHERE o.person_id = ?1 AND o.counts = 1
               UNION ALL
               SELECT r.currency, 0, 0, r.amount, 0, 0 FROM refund r WHERE r.person_id = ?1 AND {REFUND_COUNTS})
             GROUP BY currency ORDER BY 2 DESC, 1"
            ),
            &[person.into()],
            |r| {
                Ok(CurrencySums {
                    currency: r.currency(0)?,
                    orders: r.get(1)?,
                    spent: r.get(2)?,
                    refunded: r.get(3)?,
                    items: r.get(4)?,
                    unpriced: r.get(5)?,
                })
            },
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
        source: r.get(9)?,
        external_id: r.get(10)?,
    })
}
