//! All counted orders as plain arrays, for what insights computes over time.

use super::Reader;
use super::stats::REFUND_COUNTS;
use crate::types::{PersonId, Result, Timestamp};

/// Orders (or refunds) of one quarter of an hour, added up: fine enough for every time zone's midnight, and few.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Takings {
    /// The quarter's first second.
    pub at: Timestamp,
    pub orders: i64,
    /// In the shop's minor units; orders without a known rate are left out of it.
    pub amount: i64,
    /// Orders without a known rate.
    pub unpriced: i64,
}

impl Reader<'_> {
    /// What came in before `end` (exclusive), anonymous orders too, oldest first.
    pub fn takings(&self, end: Timestamp) -> Result<Vec<Takings>> {
        self.quarters(
            "SELECT placed_at / 900 * 900, count(*), coalesce(sum(total_shop), 0), sum(total_shop IS NULL)
             FROM orders WHERE counts = 1 AND placed_at < ?1 GROUP BY 1 ORDER BY 1",
            end,
        )
    }

    /// What went back of counted orders before `end` (exclusive), oldest first; `orders` counts refunds.
    pub fn givings_back(&self, end: Timestamp) -> Result<Vec<Takings>> {
        self.quarters(
            &format!(
                "SELECT at / 900 * 900, count(*), coalesce(sum(amount_shop), 0), sum(amount_shop IS NULL)
                 FROM refund r WHERE at < ?1 AND {REFUND_COUNTS} GROUP BY 1 ORDER BY 1"
            ),
            end,
        )
    }

    fn quarters(&self, sql: &str, end: Timestamp) -> Result<Vec<Takings>> {
        self.rows(sql, &[end.into()], |r| Ok(Takings { at: r.at(0)?, orders: r.get(1)?, amount: r.get(2)?, unpriced: r.get(3)? }))
    }

    /// Every person's counted orders before `end` (exclusive), by person and then by time.
    pub fn order_moments(&self, end: Timestamp) -> Result<Vec<(PersonId, Timestamp)>> {
        self.rows(
            "SELECT person_id, placed_at FROM orders WHERE person_id IS NOT NULL AND counts = 1 AND placed_at < ?1
             ORDER BY person_id, placed_at",
            &[end.into()],
            |r| Ok((r.person(0)?, r.at(1)?)),
        )
    }
}
