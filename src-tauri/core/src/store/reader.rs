//! What an email can say about who reads it, as of a moment, and who bought which product.

use super::{Reader, Row};
use crate::types::{Currency, Money, PersonId, ProductId, Result, Timestamp};

/// One person as an email sees them. Amounts are minor units of the shop's currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmailReaderRow {
    pub person: PersonId,
    pub email: Option<String>,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub country: Option<String>,
    pub city: Option<String>,
    pub language: Option<String>,
    /// Counted orders.
    pub orders: i64,
    /// What they spent, before refunds.
    pub spent: i64,
    /// The same in the one currency in which all their orders were paid; none: in several, or they have none.
    pub paid: Option<Money>,
    pub last_order_at: Option<Timestamp>,
}

/// One counted purchase of a product by a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Purchase {
    pub product: ProductId,
    pub person: PersonId,
    pub at: Timestamp,
}

const READER: &str = "SELECT p.id, p.email, p.first_name, p.last_name, p.country, p.city, p.language,
    count(o.id), coalesce(sum(o.total_shop), 0), max(o.placed_at),
    CASE WHEN min(o.currency) = max(o.currency) THEN min(o.currency) END, coalesce(sum(o.total), 0)
  FROM person p LEFT JOIN orders o ON o.person_id = p.id AND o.counts = 1 AND o.placed_at < ?1";

fn reader_row(r: &Row<'_>) -> Result<EmailReaderRow> {
    let currency = r.get::<Option<String>>(10)?.and_then(|c| c.parse::<Currency>().ok());
    let paid: i64 = r.get(11)?;
    Ok(EmailReaderRow {
        person: r.person(0)?,
        email: r.get(1)?,
        first_name: r.get(2)?,
        last_name: r.get(3)?,
        country: r.get(4)?,
        city: r.get(5)?,
        language: r.get(6)?,
        orders: r.get(7)?,
        spent: r.get(8)?,
        paid: currency.map(|c| Money::new(paid, c)),
        last_order_at: r.maybe_at(9)?,
    })
}

impl Reader<'_> {
    /// One person with their orders before `end` (exclusive).
    pub fn email_reader(&self, id: PersonId, end: Timestamp) -> Result<Option<EmailReaderRow>> {
        self.first(&format!("{READER} WHERE p.id = ?2 GROUP BY p.id"), &[end.into(), id.into()], reader_row)
    }

    /// Everybody, by id, one at a time.
    pub fn each_email_reader(&self, end: Timestamp, mut f: impl FnMut(EmailReaderRow) -> Result<()>) -> Result<()> {
        self.each(&format!("{READER} GROUP BY p.id ORDER BY p.id"), &[end.into()], |r| f(reader_row(r)?))
    }

    /// Those with ids from `first` to `last`, as two threads share the people out, each in a read of its own.
    pub fn each_email_reader_between(
        &self,
        first: PersonId,
        last: PersonId,
        end: Timestamp,
        mut f: impl FnMut(EmailReaderRow) -> Result<()>,
    ) -> Result<()> {
        let params = [end.into(), first.into(), last.into()];
        self.each(&format!("{READER} WHERE p.id BETWEEN ?2 AND ?3 GROUP BY p.id ORDER BY p.id"), &params, |r| f(reader_row(r)?))
    }

    /// The largest id of a person; 0 when there is nobody.
    pub fn last_person(&self) -> Result<PersonId> {
        Ok(PersonId(u32::try_from(self.number("SELECT max(id) FROM person", &[])?).unwrap_or(0)))
    }

    /// Every product a person got in a counted order before `end` (exclusive); anonymous orders are nobody's.
    pub fn each_purchase(&self, end: Timestamp, mut f: impl FnMut(Purchase) -> Result<()>) -> Result<()> {
        self.each(
            "SELECT l.product_id, o.person_id, o.placed_at FROM orders o JOIN order_line l ON l.order_id = o.id
             WHERE o.counts = 1 AND o.placed_at < ?1 AND o.person_id IS NOT NULL AND l.product_id IS NOT NULL AND l.quantity > 0",
            &[end.into()],
            |r| f(Purchase { product: ProductId(r.get(0)?), person: r.person(1)?, at: r.at(2)? }),
        )
    }
}
