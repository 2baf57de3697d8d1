//! Everybody's last cart or last order in two flat arrays: read in one pass, kept for a state of the data and a day, so
//! that an email read as a hundred thousand people asks the file for none of them.

use crate::store::shelf::BasketLine;
use crate::types::{Currency, Day, PersonId, ProductId, ShopZone};

#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    pub(super) product: ProductId,
    pub(super) quantity: i64,
    /// Minor units of the basket's currency, of the whole line.
    pub(super) total: i64,
}

#[derive(Debug, Clone, Copy)]
struct Head {
    person: PersonId,
    begins: usize,
    day: Day,
    currency: Option<Currency>,
}

/// By person.
#[derive(Debug, Default)]
pub struct Baskets {
    heads: Vec<Head>,
    lines: Vec<Line>,
}

/// One person's.
pub(super) struct Held<'a> {
    pub(super) day: Day,
    pub(super) currency: Option<Currency>,
    pub(super) lines: &'a [Line],
}

impl Baskets {
    /// Lines come by person.
    pub(super) fn add(&mut self, zone: ShopZone, line: BasketLine) {
        if self.heads.last().is_none_or(|h| h.person != line.person) {
            let head = Head { person: line.person, begins: self.lines.len(), day: zone.day_of(line.at), currency: line.currency };
            self.heads.push(head);
        }
        self.lines.push(Line { product: line.product, quantity: line.quantity, total: line.total });
    }

    pub(super) fn of(&self, person: PersonId) -> Option<Held<'_>> {
        let at = self.heads.binary_search_by_key(&person, |h| h.person).ok()?;
        let head = self.heads.get(at)?;
        let ends = self.heads.get(at + 1).map_or(self.lines.len(), |h| h.begins);
        Some(Held { day: head.day, currency: head.currency, lines: self.lines.get(head.begins..ends)? })
    }
}
