//! Who an email is looked at as: searching readers, the next and the one before.

use serde::Serialize;
use specta::Type;

use super::super::App;
use super::room::people_of;
use crate::store::reader::EmailReaderRow;
use crate::store::setting::Shop;
use crate::types::{Day, DocumentId, Error, Money, PersonId, Result};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct ReaderCard {
    pub id: PersonId,
    pub name: String,
    pub email: Option<String>,
    pub country: Option<String>,
    pub orders: i64,
    pub spent: Money,
    pub last_order: Option<Day>,
}

/// One step through the readers of a segment, or of everybody.
#[derive(Debug, Clone, Serialize, Type)]
pub struct ReaderStep {
    pub total: u32,
    /// From 0; `None` when the person asked for is not among them.
    pub position: Option<u32>,
    pub person: Option<ReaderCard>,
    pub previous: Option<PersonId>,
    pub next: Option<PersonId>,
    /// The first few, for a list of what was searched.
    pub first: Vec<ReaderCard>,
}

/// The readers that match, and where `at` stands among them (the first of them when nobody is asked for).
pub fn people(app: &App, search: &str, segment: Option<DocumentId>, at: Option<PersonId>) -> Result<ReaderStep> {
    const FIRST: usize = 8;
    let as_of = app.today()?;
    let only = segment.map(|id| people_of(app, id, as_of)).transpose()?;
    app.store().read(|r| {
        let shop = r.shop()?;
        let end = shop.zone.end_of(as_of);
        let mut ids = r.people_like(search)?;
        if let Some(set) = &only {
            ids.retain(|id| set.contains(id.0));
        }
        let wanted = at.or_else(|| ids.first().copied());
        let place = wanted.map(|w| ids.binary_search(&w));
        let position = place.and_then(|p| p.ok());
        let after = match place {
            Some(Ok(i)) => i + 1,
            Some(Err(i)) => i,
            None => 0,
        };
        let before = position.or(place.and_then(|p| p.err())).and_then(|i| i.checked_sub(1));
        let card_of = |id: PersonId| -> Result<Option<ReaderCard>> { Ok(r.email_reader(id, end)?.map(|row| card(&row, &shop))) };
        let mut first = Vec::new();
        for id in ids.iter().take(FIRST) {
            first.extend(card_of(*id)?);
        }
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Ok(ReaderStep {
            total: count(ids.len()),
            position: position.map(count),
            person: wanted.map(card_of).transpose()?.flatten(),
            previous: before.and_then(|i| ids.get(i)).copied(),
            next: ids.get(after).copied(),
            first,
        })
    })
}

/// By number or address, as the terminal asks.
pub fn person_named(app: &App, which: &str) -> Result<PersonId> {
    let which = which.trim();
    let found = app.store().read(|r| match which.parse::<u32>() {
        Ok(id) => Ok(r.person(PersonId(id))?.map(|p| p.id)),
        Err(_) => r.person_by_key("email", 0, &which.to_lowercase()),
    })?;
    found.ok_or_else(|| Error::not_found(format!("There is nobody with the number or address “{which}”.")))
}

pub(super) fn name(r: &EmailReaderRow) -> String {
    let full = [r.first_name.as_deref(), r.last_name.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
    match (full.trim(), &r.email) {
        ("", Some(email)) => email.clone(),
        ("", None) => format!("Person {}", r.person),
        (full, _) => full.to_owned(),
    }
}

pub(super) fn card(r: &EmailReaderRow, shop: &Shop) -> ReaderCard {
    ReaderCard {
        id: r.person,
        name: name(r),
        email: r.email.clone(),
        country: r.country.clone(),
        orders: r.orders,
        spent: Money::new(r.spent, shop.currency),
        last_order: r.last_order_at.map(|at| shop.zone.day_of(at)),
    }
}
