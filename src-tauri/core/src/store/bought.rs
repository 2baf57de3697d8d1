//! What people bought and did with emails, as plain rows for insights: only purchases, only of known people, oldest first.

use super::{Reader, Row};
use crate::types::records::EmailEventKind;
use crate::types::{PersonId, ProductId, Result, Timestamp};

/// Pieces of a product that a person got in one line of a purchase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pieces {
    pub person: PersonId,
    pub product: ProductId,
    pub pieces: i64,
}

const PIECES: &str = "SELECT o.person_id, l.product_id, l.quantity FROM orders o JOIN order_line l ON l.order_id = o.id
  WHERE o.counts = 1 AND o.placed_at < ?1 AND l.product_id IS NOT NULL AND l.quantity > 0";

fn pieces(r: &Row<'_>) -> Result<Pieces> {
    Ok(Pieces { person: r.person(0)?, product: ProductId(r.get(1)?), pieces: r.get(2)? })
}

impl Reader<'_> {
    /// Every purchase before `end` (exclusive), by person and then by time: when, and its amount in the shop's minor
    /// units (`None`: no rate is known).
    pub fn each_bought(&self, end: Timestamp, mut f: impl FnMut(PersonId, Timestamp, Option<i64>)) -> Result<()> {
        self.each(
            "SELECT person_id, placed_at, total_shop FROM orders WHERE person_id IS NOT NULL AND counts = 1 AND placed_at < ?1
             ORDER BY person_id, placed_at",
            &[end.into()],
            |r| {
                f(r.person(0)?, r.at(1)?, r.get(2)?);
                Ok(())
            },
        )
    }

    /// Every line with a product of a purchase before `end` (exclusive), by person.
    pub fn each_piece(&self, end: Timestamp, mut f: impl FnMut(Pieces)) -> Result<()> {
        self.each(&format!("{PIECES} AND o.person_id IS NOT NULL ORDER BY o.person_id"), &[end.into()], |r| {
            f(pieces(r)?);
            Ok(())
        })
    }

    /// The same of one person.
    pub fn pieces_of(&self, person: PersonId, end: Timestamp) -> Result<Vec<Pieces>> {
        self.rows(&format!("{PIECES} AND o.person_id = ?2"), &[end.into(), person.into()], pieces)
    }

    /// Every product's categories, by name.
    pub fn categories_by_product(&self) -> Result<Vec<(ProductId, String)>> {
        self.rows("SELECT product_id, category FROM product_category ORDER BY category", &[], |r| Ok((ProductId(r.get(0)?), r.get(1)?)))
    }

    /// What a mailing service told of one person before `end` (exclusive).
    pub fn email_signs_of(&self, person: PersonId, end: Timestamp) -> Result<Vec<(Timestamp, EmailEventKind)>> {
        let rows = self.rows("SELECT at, kind FROM email_event WHERE person_id = ?1 AND at < ?2", &[person.into(), end.into()], |r| {
            Ok((r.at(0)?, EmailEventKind::from_code(r.get(1)?)))
        })?;
        Ok(rows.into_iter().filter_map(|(at, kind)| Some((at, kind?))).collect())
    }
}
