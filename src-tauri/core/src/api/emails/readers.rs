//! Who an email is looked at as: searching readers, the next and the one before. Whose letter differs most is in
//! `surprising`.

use std::sync::Arc;

use serde::Serialize;
use specta::Type;

use super::super::App;
use super::room::people_of;
use crate::people::list::{PeopleSort, Query};
use crate::store::reader::EmailReaderRow;
use crate::store::setting::Shop;
use crate::types::records::ConsentState;
use crate::types::{Day, DocumentId, Error, Money, PersonId, Result};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct ReaderCard {
    pub id: PersonId,
    pub name: String,
    pub email: Option<String>,
    pub country: Option<String>,
    pub city: Option<String>,
    pub language: Option<String>,
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
    /// What that person said to email, as of now; `None`: they never said anything.
    pub consent: Option<ConsentState>,
    pub previous: Option<PersonId>,
    pub next: Option<PersonId>,
    /// The first few, for a list of what was searched.
    pub first: Vec<ReaderCard>,
}

/// The readers that match, in the order in which the shop came to know them, and where `at` stands among them (the
/// first of them when nobody is asked for). What is searched: words of names, addresses, cities, customer numbers.
pub fn people(app: &App, search: &str, segment: Option<DocumentId>, at: Option<PersonId>) -> Result<ReaderStep> {
    const FIRST: usize = 8;
    let as_of = app.today()?;
    let ids = wanted(app, search, segment)?;
    let there = |i: usize| ids.get(i).copied().map(PersonId);
    let person = at.or_else(|| there(0));
    let position = person.and_then(|p| ids.iter().position(|id| *id == p.0));
    app.store().read(|r| {
        let shop = r.shop()?;
        let end = shop.zone.end_of(as_of);
        let card_of = |id: PersonId| -> Result<Option<ReaderCard>> { Ok(r.email_reader(id, end)?.map(|row| card(&row, &shop))) };
        let mut first = Vec::new();
        for id in ids.iter().take(FIRST) {
            first.extend(card_of(PersonId(*id))?);
        }
        let said = person.map(|p| r.consent_now(p)).transpose()?.unwrap_or_default();
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Ok(ReaderStep {
            total: count(ids.len()),
            position: position.map(count),
            person: person.map(card_of).transpose()?.flatten(),
            consent: said.into_iter().find(|(channel, ..)| channel == "email").map(|(_, state, _)| state),
            previous: position.and_then(|i| i.checked_sub(1)).and_then(there),
            next: there(position.map_or(0, |i| i + 1)).filter(|p| Some(*p) != person),
            first,
        })
    })
}

/// The ids of those who match; the last few answers are remembered until the shop's data changes.
pub(super) fn wanted(app: &App, search: &str, segment: Option<DocumentId>) -> Result<Arc<Vec<u32>>> {
    let within = segment.map(|id| people_of(app, id, app.today()?)).transpose()?;
    let query = Query { text: search.trim().to_owned(), sort: PeopleSort::Created, descending: false, within };
    app.lists.ids(&app.store(), &query)
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
        city: r.city.clone(),
        language: r.language.clone(),
        orders: r.orders,
        spent: Money::new(r.spent, shop.currency),
        last_order: r.last_order_at.map(|at| shop.zone.day_of(at)),
    }
}
