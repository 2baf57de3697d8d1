//! What the ready segments are tuned by: a year's purchases, the categories' buyers, where people live, what is known at all.

use super::stats::REFUND_COUNTS;
use super::{Reader, Value};
use crate::types::{Result, Timestamp};

/// One purchase of a known person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Purchased {
    pub person: u32,
    /// Minor units of the shop's currency; `None`: its currency has no known rate.
    pub amount: Option<i64>,
    /// It had a discount or a coupon.
    pub discounted: bool,
}

/// Which kinds of rows the shop has at all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Has {
    pub carts: bool,
    pub views: bool,
    pub refunds: bool,
    pub birthdays: bool,
    pub consent: bool,
    /// Emails opened or clicked.
    pub reactions: bool,
}

impl Reader<'_> {
    /// Purchases from `from` to before `end`, in no particular order.
    pub fn each_purchase_between(&self, from: Timestamp, end: Timestamp, mut f: impl FnMut(Purchased) -> Result<()>) -> Result<()> {
        self.each(
            "SELECT person_id, total_shop, discount > 0 OR coalesce(coupons, '') <> '' FROM orders
             WHERE counts = 1 AND person_id IS NOT NULL AND placed_at >= ?1 AND placed_at < ?2",
            &[from.into(), end.into()],
            |r| f(Purchased { person: r.get(0)?, amount: r.get(1)?, discounted: r.get(2)? }),
        )
    }

    /// The category that most people bought from in these days; of equals the first by name.
    pub fn favourite_category(&self, from: Timestamp, end: Timestamp) -> Result<Option<String>> {
        self.first(
            "SELECT c.category, count(DISTINCT x.person_id) AS n
             FROM (SELECT DISTINCT o.person_id, l.product_id FROM orders o JOIN order_line l ON l.order_id = o.id
                   WHERE o.counts = 1 AND o.person_id IS NOT NULL AND o.placed_at >= ?1 AND o.placed_at < ?2) x
             JOIN product_category c ON c.product_id = x.product_id
             WHERE trim(c.category) <> '' GROUP BY c.category ORDER BY n DESC, c.category LIMIT 1",
            &[from.into(), end.into()],
            |r| r.get(0),
        )
    }

    /// How many of their purchases held something of the category, for each of its buyers.
    pub fn orders_with_category(&self, category: &str, end: Timestamp) -> Result<Vec<i64>> {
        self.rows(
            "SELECT count(DISTINCT o.id) FROM product_category c JOIN order_line l ON l.product_id = c.product_id
             JOIN orders o ON o.id = l.order_id
             WHERE c.category = ?1 AND o.counts = 1 AND o.person_id IS NOT NULL AND o.placed_at < ?2 GROUP BY o.person_id",
            &[category.into(), end.into()],
            |r| r.get(0),
        )
    }

    /// Where most people live, and how many; of equals the first by name.
    pub fn commonest_city(&self) -> Result<Option<(String, i64)>> {
        self.commonest("SELECT city, count(*) AS n FROM person WHERE trim(city) <> '' GROUP BY city ORDER BY n DESC, city LIMIT 1")
    }

    pub fn commonest_region(&self) -> Result<Option<(String, i64)>> {
        self.commonest("SELECT region, count(*) AS n FROM person WHERE trim(region) <> '' GROUP BY region ORDER BY n DESC, region LIMIT 1")
    }

    fn commonest(&self, sql: &str) -> Result<Option<(String, i64)>> {
        self.first(sql, &[], |r| Ok((r.get(0)?, r.get(1)?)))
    }

    /// How many people became known from each of these moments on, to before `end`.
    pub fn known_since(&self, from: &[Timestamp], end: Timestamp) -> Result<Vec<i64>> {
        let count = |at: &Timestamp| {
            self.number("SELECT count(*) FROM person WHERE created_at >= ?1 AND created_at < ?2", &[(*at).into(), end.into()])
        };
        from.iter().map(count).collect()
    }

    pub fn has(&self) -> Result<Has> {
        let any = |sql: &str, params: &[Value]| Ok::<_, crate::types::Error>(self.number(&format!("SELECT EXISTS ({sql})"), params)? > 0);
        Ok(Has {
            carts: any("SELECT 1 FROM cart", &[])?,
            views: any("SELECT 1 FROM product_view", &[])?,
            refunds: any(&format!("SELECT 1 FROM refund r WHERE {REFUND_COUNTS}"), &[])?,
            birthdays: any("SELECT 1 FROM person WHERE birthday <> ''", &[])?,
            consent: any("SELECT 1 FROM consent WHERE channel = 'email'", &[])?,
            reactions: any("SELECT 1 FROM email_event WHERE kind IN (2, 3)", &[])?,
        })
    }
}
