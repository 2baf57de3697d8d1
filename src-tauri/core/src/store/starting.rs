//! How much a shop has of what the ready emails need: carts, looks, reviews, birthdays, codes.

use super::Reader;
use crate::types::{Result, Timestamp};

/// Numbers of people where nothing else is said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct EmailNeeds {
    /// Left a cart that is no order; of these since `week`.
    pub carts: i64,
    pub carts_lately: i64,
    /// Looked at a product; of these since `month`.
    pub views: i64,
    pub views_lately: i64,
    /// Ordered; of these more than once.
    pub buyers: i64,
    pub returning: i64,
    /// Bought one product in two orders or more.
    pub repeats: i64,
    /// Reviews of four stars or more that have words.
    pub reviews: i64,
    pub birthdays: i64,
    /// Born in this month of the year.
    pub birthdays_now: i64,
    /// Codes from files that nobody has yet.
    pub codes: i64,
    /// Products whose first day is known; of these since `season`.
    pub dated: i64,
    pub arrivals: i64,
    pub products: i64,
    pub out_of_stock: i64,
}

/// Since when something is "lately", and up to when anything is known.
#[derive(Debug, Clone, Copy)]
pub struct Lately {
    pub week: Timestamp,
    pub month: Timestamp,
    pub season: Timestamp,
    /// Exclusive.
    pub end: Timestamp,
}

impl Reader<'_> {
    /// `month` is that of the birthdays, as in "11".
    pub fn email_needs(&self, lately: Lately, month: &str) -> Result<EmailNeeds> {
        let end = lately.end;
        let since = |sql: &str, at: Timestamp| self.number(sql, &[end.into(), at.into()]);
        let so_far = |sql: &str| self.number(sql, &[end.into()]);
        let carts = "SELECT count(DISTINCT person_id) FROM cart WHERE order_id IS NULL AND at < ?1";
        let views = "SELECT count(DISTINCT person_id) FROM product_view WHERE at < ?1";
        let buyers = "SELECT count(*) FROM (SELECT 1 FROM orders WHERE counts = 1 AND person_id IS NOT NULL AND placed_at < ?1
                      GROUP BY person_id HAVING count(*) >= ";
        Ok(EmailNeeds {
            carts: so_far(carts)?,
            carts_lately: since(&format!("{carts} AND at >= ?2"), lately.week)?,
            views: so_far(views)?,
            views_lately: since(&format!("{views} AND at >= ?2"), lately.month)?,
            buyers: so_far(&format!("{buyers} 1)"))?,
            returning: so_far(&format!("{buyers} 2)"))?,
            repeats: so_far(
                "SELECT count(DISTINCT person_id) FROM (SELECT o.person_id FROM orders o JOIN order_line l ON l.order_id = o.id
                 WHERE o.counts = 1 AND o.person_id IS NOT NULL AND l.product_id IS NOT NULL AND o.placed_at < ?1
                 GROUP BY o.person_id, l.product_id HAVING count(DISTINCT o.id) >= 2)",
            )?,
            reviews: so_far("SELECT count(*) FROM review WHERE rating >= 4 AND trim(coalesce(body, '')) <> '' AND at < ?1")?,
            birthdays: self.number("SELECT count(*) FROM person WHERE birthday <> ''", &[])?,
            birthdays_now: self.number("SELECT count(*) FROM person WHERE birthday LIKE '%-' || ?1 || '-__'", &[month.into()])?,
            codes: self.number(
                "SELECT count(*) FROM coupon_code c JOIN coupon_pool p ON p.id = c.pool_id WHERE c.given_at IS NULL AND p.deleted_at IS NULL",
                &[],
            )?,
            dated: so_far("SELECT count(*) FROM product WHERE created_at < ?1")?,
            arrivals: since("SELECT count(*) FROM product WHERE created_at < ?1 AND created_at >= ?2", lately.season)?,
            products: self.number("SELECT count(*) FROM product", &[])?,
            out_of_stock: self.number("SELECT count(*) FROM product WHERE in_stock = 0", &[])?,
        })
    }
}
