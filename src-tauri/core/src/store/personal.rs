//! All that the file holds about one person, table by table: read for a copy of their data, removed to forget them.
//!
//! `TABLES` must name every table that leads to a person; a test holds it against the schema, so that a new table
//! cannot be left out of either promise.

use serde_json::{Map, Value as Json};

use super::{Reader, Writer};
use crate::types::{PersonId, Result, SourceId};

/// A table with something about persons, what a copy of their data calls it, and how to find one person's rows.
pub struct Personal {
    pub table: &'static str,
    pub title: &'static str,
    /// `?1` is the person. Ordered.
    sql: &'static str,
}

const fn table(table: &'static str, title: &'static str, sql: &'static str) -> Personal {
    Personal { table, title, sql }
}

/// Lines come after what they belong to; `order_id`, `refund_id` and `cart_id` say to which.
pub const TABLES: [Personal; 20] = [
    table("person", "person", "SELECT * FROM person WHERE id = ?1"),
    table(
        "person_key",
        "known_by",
        "SELECT k.kind, s.name AS source, k.key FROM person_key k LEFT JOIN source s ON s.id = k.scope AND k.kind = 'customer'
         WHERE k.person_id = ?1 ORDER BY k.kind, k.scope, k.key",
    ),
    table("person_tag", "tags", "SELECT tag FROM person_tag WHERE person_id = ?1 ORDER BY tag"),
    table("person_field", "fields", "SELECT name, value FROM person_field WHERE person_id = ?1 ORDER BY name"),
    table("consent", "consent", "SELECT * FROM consent WHERE person_id = ?1 ORDER BY at, id"),
    table("orders", "orders", "SELECT * FROM orders WHERE person_id = ?1 ORDER BY placed_at, id"),
    table(
        "order_line",
        "order_lines",
        "SELECT l.*, t.title, o.currency FROM orders o JOIN order_line l ON l.order_id = o.id LEFT JOIN product t ON t.id = l.product_id
         WHERE o.person_id = ?1 ORDER BY o.placed_at, o.id, l.line_no",
    ),
    table("refund", "refunds", "SELECT * FROM refund WHERE person_id = ?1 ORDER BY at, id"),
    table(
        "refund_line",
        "refund_lines",
        "SELECT l.*, t.title, f.currency FROM refund f JOIN refund_line l ON l.refund_id = f.id LEFT JOIN product t ON t.id = l.product_id
         WHERE f.person_id = ?1 ORDER BY f.at, f.id, l.line_no",
    ),
    table("cart", "carts", "SELECT * FROM cart WHERE person_id = ?1 ORDER BY at, id"),
    table(
        "cart_line",
        "cart_lines",
        "SELECT l.*, t.title, c.currency FROM cart c JOIN cart_line l ON l.cart_id = c.id LEFT JOIN product t ON t.id = l.product_id
         WHERE c.person_id = ?1 ORDER BY c.at, c.id, l.line_no",
    ),
    table("email_event", "email_events", "SELECT * FROM email_event WHERE person_id = ?1 ORDER BY at, id"),
    table(
        "product_view",
        "views",
        "SELECT v.*, t.title FROM product_view v LEFT JOIN product t ON t.id = v.product_id WHERE v.person_id = ?1 ORDER BY v.at, v.id",
    ),
    table("search", "searches", "SELECT * FROM search WHERE person_id = ?1 ORDER BY at, id"),
    table(
        "review",
        "reviews",
        "SELECT v.*, t.title AS product FROM review v LEFT JOIN product t ON t.id = v.product_id WHERE v.person_id = ?1 ORDER BY v.at, v.id",
    ),
    table("event", "events", "SELECT * FROM event WHERE person_id = ?1 ORDER BY at, id"),
    table(
        "people_list_member",
        "lists",
        "SELECT l.name, l.file, l.created_at FROM people_list_member m JOIN people_list l ON l.id = m.list_id WHERE m.person_id = ?1
         ORDER BY l.name",
    ),
    table(
        "exposure",
        "tests",
        "SELECT d.name AS experiment, x.arm, x.at FROM exposure x JOIN document d ON d.id = x.experiment_id WHERE x.person_id = ?1
         ORDER BY x.at, x.experiment_id",
    ),
    table(
        "coupon_code",
        "coupons",
        "SELECT p.name AS pool, c.code, c.given_at, c.given_for FROM coupon_code c JOIN coupon_pool p ON p.id = c.pool_id
         WHERE c.person_id = ?1 ORDER BY c.given_at, c.pool_id, c.place",
    ),
    table(
        "push_member",
        "exports",
        "SELECT p.started_at, p.target, p.audience, m.* FROM push_member m JOIN push p ON p.id = m.push_id
         WHERE m.person_id = ?1 ORDER BY p.started_at, p.id",
    ),
];

/// Computed from the others, and deleted with the person; `moved` holds bare numbers until the end of the write that it
/// belongs to.
pub const DERIVED: [&str; 2] = ["moved", "person_stats"];

/// What forgetting somebody touched.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Forgotten {
    pub orders_kept: i64,
    pub refunds_kept: i64,
    pub carts: i64,
    pub email_events: i64,
    /// Views, searches, reviews and other events.
    pub activity: i64,
    pub consent: i64,
    pub refused_rows: i64,
    pub exports_blanked: i64,
}

impl Reader<'_> {
    pub fn personal_rows(&self, of: &Personal, person: PersonId) -> Result<Vec<Map<String, Json>>> {
        self.rows(of.sql, &[person.into()], |r| r.json())
    }

    /// Every address they are known by.
    pub fn person_emails(&self, person: PersonId) -> Result<Vec<String>> {
        self.rows(
            "SELECT key FROM person_key WHERE person_id = ?1 AND kind = 'email'
             UNION SELECT email FROM person WHERE id = ?1 AND email IS NOT NULL",
            &[person.into()],
            |r| r.get(0),
        )
    }

    /// Every customer number of theirs, with its source.
    pub fn person_numbers(&self, person: PersonId) -> Result<Vec<(SourceId, String)>> {
        self.rows("SELECT scope, key FROM person_key WHERE person_id = ?1 AND kind = 'customer'", &[person.into()], |r| {
            Ok((SourceId(r.get(0)?), r.get(1)?))
        })
    }
}

impl Writer<'_> {
    /// Deletes the person and all that is theirs. Orders and refunds stay, with their amounts, as nobody's.
    /// Their address is blanked in the journal of exports and removed from rows that an import or a list refused.
    pub fn forget_person(&self, person: PersonId, emails: &[String]) -> Result<Forgotten> {
        let id = [person.into()];
        let count = |table: &str| self.number(&format!("SELECT count(*) FROM {table} WHERE person_id = ?1"), &id);
        let mut out = Forgotten {
            orders_kept: count("orders")?,
            refunds_kept: count("refund")?,
            carts: count("cart")?,
            email_events: count("email_event")?,
            activity: count("product_view")? + count("search")? + count("review")? + count("event")?,
            consent: count("consent")?,
            ..Forgotten::default()
        };
        for email in emails {
            // Not LIKE: an address may hold an underscore, which would match others.
            out.refused_rows +=
                self.execute("DELETE FROM refusal WHERE instr(lower(raw), lower(?1)) > 0", &[email.into()]).map(|n| n as i64)?;
            self.execute("DELETE FROM people_list_rest WHERE instr(lower(address), lower(?1)) > 0", &[email.into()])?;
        }
        out.exports_blanked = self.execute(
            "UPDATE push_member SET email = '', before = NULL, after = NULL, error = NULL,
               action = CASE state WHEN 'done' THEN action ELSE 'blocked' END,
               reason = CASE state WHEN 'done' THEN reason ELSE 'suppressed' END,
               state = 'done'
             WHERE person_id = ?1",
            &id,
        )? as i64;
        self.execute("UPDATE refund SET reason = NULL WHERE person_id = ?1", &id)?;
        self.execute("DELETE FROM person WHERE id = ?1", &id)?;
        self.note(super::change::Touched::ALL, [person.0]);
        Ok(out)
    }
}
