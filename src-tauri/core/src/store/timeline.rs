//! Everything that happened with one person, from all tables in one order.

use super::Reader;
use crate::types::{Currency, PersonId, Result, Timestamp};

/// One thing that happened; which fields are filled depends on `kind`, see `SQL`.
#[derive(Debug, Clone, PartialEq)]
pub struct Happening {
    pub at: Timestamp,
    /// One of `KINDS`.
    pub kind: &'static str,
    pub id: i64,
    pub text: Option<String>,
    pub other: Option<String>,
    pub more: Option<String>,
    pub most: Option<String>,
    pub amount: i64,
    pub currency: Option<Currency>,
    /// Items of an order or cart; the code of an email event; a review's stars (0: none).
    pub count: i64,
}

const KINDS: [&str; 9] = ["order", "refund", "cart", "view", "search", "review", "event", "email", "consent"];

/// Within one second: the later of `KINDS` above the earlier, then the newest row first.
const SQL: &str = "
    SELECT placed_at AS at, 0 AS kind, id, number, status, (SELECT s.name FROM source s WHERE s.id = orders.source_id), external_id, total,
           currency,
           (SELECT coalesce(sum(l.quantity), 0) FROM order_line l WHERE l.order_id = orders.id)
    FROM orders WHERE person_id = ?1
    UNION ALL
    SELECT at, 1, id, (SELECT o.number FROM orders o WHERE o.id = refund.order_id), reason,
           (SELECT s.name FROM source s WHERE s.id = refund.source_id), external_id, amount, currency, 0
    FROM refund WHERE person_id = ?1
    UNION ALL
    SELECT at, 2, id, (SELECT o.number FROM orders o WHERE o.id = cart.order_id), NULL, NULL, NULL, total, currency,
           (SELECT coalesce(sum(l.quantity), 0) FROM cart_line l WHERE l.cart_id = cart.id)
    FROM cart WHERE person_id = ?1
    UNION ALL
    SELECT at, 3, id, (SELECT t.title FROM product t WHERE t.id = product_view.product_id), NULL, NULL, NULL, 0, NULL, 0
    FROM product_view WHERE person_id = ?1
    UNION ALL
    SELECT at, 4, id, words, NULL, NULL, NULL, 0, NULL, 0 FROM search WHERE person_id = ?1
    UNION ALL
    SELECT at, 5, id, (SELECT t.title FROM product t WHERE t.id = review.product_id), title, body, NULL, 0, NULL, coalesce(rating, 0)
    FROM review WHERE person_id = ?1
    UNION ALL
    SELECT at, 6, id, name, properties, NULL, NULL, 0, NULL, 0 FROM event WHERE person_id = ?1
    UNION ALL
    SELECT at, 7, id, campaign, link, NULL, NULL, 0, NULL, kind FROM email_event WHERE person_id = ?1
    UNION ALL
    SELECT at, 8, id, channel, state, source, method, 0, NULL, 0 FROM consent WHERE person_id = ?1
    ORDER BY 1 DESC, 2 DESC, 3 DESC LIMIT ?2 OFFSET ?3";

impl Reader<'_> {
    pub fn timeline(&self, person: PersonId, offset: u32, limit: u32) -> Result<Vec<Happening>> {
        self.rows(SQL, &[person.into(), limit.into(), offset.into()], |r| {
            Ok(Happening {
                at: r.at(0)?,
                kind: KINDS.get(r.get::<u32>(1)? as usize).copied().unwrap_or("consent"),
                id: r.get(2)?,
                text: r.get(3)?,
                other: r.get(4)?,
                more: r.get(5)?,
                most: r.get(6)?,
                amount: r.get(7)?,
                currency: r.get::<Option<String>>(8)?.and_then(|c| c.parse().ok()),
                count: r.get(9)?,
            })
        })
    }

    pub fn timeline_count(&self, person: PersonId) -> Result<i64> {
        self.number(
            "SELECT (SELECT count(*) FROM orders WHERE person_id = ?1) + (SELECT count(*) FROM refund WHERE person_id = ?1)
                  + (SELECT count(*) FROM cart WHERE person_id = ?1) + (SELECT count(*) FROM email_event WHERE person_id = ?1)
                  + (SELECT count(*) FROM product_view WHERE person_id = ?1) + (SELECT count(*) FROM search WHERE person_id = ?1)
                  + (SELECT count(*) FROM review WHERE person_id = ?1) + (SELECT count(*) FROM event WHERE person_id = ?1)
                  + (SELECT count(*) FROM consent WHERE person_id = ?1)",
            &[person.into()],
        )
    }
}
