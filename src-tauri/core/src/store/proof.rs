//! One person's rows as they are shown as proof, in the order in which conditions know them: by moment, then id.

use super::columns::Kind;
use super::{Reader, Row};
use crate::types::{PersonId, Result, Timestamp};

/// A row in its own words.
#[derive(Debug, Clone, PartialEq)]
pub struct ProofRow {
    pub at: Timestamp,
    /// An order's number, a campaign, words, an event's name.
    pub name: Option<String>,
    /// A product, a link.
    pub title: Option<String>,
    /// Minor units of the shop's currency.
    pub amount: Option<i64>,
    /// Pieces, stars, an email event's kind.
    pub number: Option<i64>,
}

impl Reader<'_> {
    /// All rows of a kind that a person has; `lines`: those of orders, in place of the orders.
    pub fn proof_rows(&self, kind: Kind, lines: bool, person: PersonId) -> Result<Vec<ProofRow>> {
        let sql = match (kind, lines) {
            (Kind::Orders, true) => {
                "SELECT o.placed_at, o.number, t.title, l.total_shop, l.quantity FROM orders o JOIN order_line l ON l.order_id = o.id
                 LEFT JOIN product t ON t.id = l.product_id WHERE o.person_id = ?1 ORDER BY o.placed_at, o.id, l.line_no"
            }
            (Kind::Orders, false) => {
                "SELECT placed_at, number, NULL, total_shop, NULL FROM orders WHERE person_id = ?1 ORDER BY placed_at, id"
            }
            (Kind::Refunds, _) => {
                // As `REFUND_COUNTS` says.
                "SELECT f.at, o.number, NULL, f.amount_shop, NULL FROM refund f LEFT JOIN orders o ON o.id = f.order_id
                 WHERE f.person_id = ?1 AND (o.id IS NULL OR o.counts = 1) ORDER BY f.at, f.id"
            }
            (Kind::Carts, _) => "SELECT at, NULL, NULL, total_shop, NULL FROM cart WHERE person_id = ?1 ORDER BY at, id",
            (Kind::Emails, _) => "SELECT at, campaign, link, NULL, kind FROM email_event WHERE person_id = ?1 ORDER BY at, id",
            (Kind::Views, _) => {
                "SELECT v.at, NULL, t.title, NULL, NULL FROM product_view v LEFT JOIN product t ON t.id = v.product_id
                 WHERE v.person_id = ?1 ORDER BY v.at, v.id"
            }
            (Kind::Searches, _) => "SELECT at, words, NULL, NULL, NULL FROM search WHERE person_id = ?1 ORDER BY at, id",
            (Kind::Reviews, _) => {
                "SELECT v.at, NULL, t.title, NULL, v.rating FROM review v LEFT JOIN product t ON t.id = v.product_id
                 WHERE v.person_id = ?1 ORDER BY v.at, v.id"
            }
            (Kind::Events, _) => "SELECT at, name, NULL, NULL, NULL FROM event WHERE person_id = ?1 ORDER BY at, id",
            (Kind::People | Kind::Tags | Kind::Consent, _) => return Ok(Vec::new()),
        };
        self.rows(sql, &[person.into()], row)
    }
}

fn row(r: &Row<'_>) -> Result<ProofRow> {
    Ok(ProofRow { at: r.at(0)?, name: r.get(1)?, title: r.get(2)?, amount: r.get(3)?, number: r.get(4)? })
}
