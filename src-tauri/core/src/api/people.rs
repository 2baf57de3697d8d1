//! The room People: the list, one person, their history and their rights.

mod outlook;
mod trace;

use std::path::Path;

use serde::{Deserialize, Serialize};
use specta::Type;

use super::App;
use crate::insights::lifecycle::Stage;
use crate::insights::rfm::RfmName;
use crate::insights::words;
use crate::people::list::{PeopleSort, Query};
use crate::people::privacy::{self, Erased};
use crate::people::timeline::{self, TimelineEntry};
use crate::people::view::{self, ListedPerson, OrderItem, PersonOrder, PersonView};
use crate::store::Area;
use crate::store::ingest::normal_email;
use crate::types::{Error, OrderId, PersonId, Result};

pub use outlook::{PersonOutlook, outlook};
pub use trace::{OrderTrace, Reckoned, RefundTrace, order_address, trace};

/// A page never holds more rows than this.
pub const MOST: u32 = 200;

/// Whom to find, and in which order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct PeopleQuery {
    /// Words of a name, address, city or customer number; all must be found, in any order. "" finds everybody.
    pub text: String,
    pub sort: PeopleSort,
    pub descending: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct PeoplePage {
    /// How many people the query finds in all.
    pub total: u32,
    pub rows: Vec<PersonRow>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct PersonRow {
    pub person: ListedPerson,
    /// The RFM name as it is said; `None`: never bought, or too few buyers to tell.
    pub rfm: Option<String>,
}

/// One person's page.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct PersonPage {
    pub person: PersonView,
    pub rfm: Option<RfmView>,
    pub stage: Option<StageView>,
    /// Why there is no stage, where there is none.
    pub no_stage: Option<String>,
}

/// How they compare with the shop's other buyers, today.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct RfmView {
    pub name: RfmName,
    pub label: String,
    pub meaning: String,
    /// 1 (lowest fifth) to 5.
    pub r: u8,
    pub f: u8,
    pub m: u8,
    /// How recently, how often, for how much.
    pub sentences: [String; 3],
}

#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct StageView {
    pub stage: Stage,
    pub label: String,
    pub meaning: String,
}

/// Who stands before and after somebody in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct Neighbours {
    pub previous: Option<PersonId>,
    pub next: Option<PersonId>,
    /// From 1; `None` when the list does not hold them.
    pub place: Option<u32>,
    pub total: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct OrdersPage {
    pub total: i64,
    pub rows: Vec<PersonOrder>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct TimelinePage {
    pub total: i64,
    pub entries: Vec<TimelineEntry>,
}

pub fn list(app: &App, query: &PeopleQuery, offset: u32, limit: u32) -> Result<PeoplePage> {
    let store = app.store();
    let ids = app.lists.ids(&store, &wanted(query))?;
    let standing = app.standings.of(&store, app.today()?)?;
    let page = ids.iter().skip(offset as usize).take(limit.min(MOST) as usize);
    let rows = store.read(|r| {
        let shop = r.shop()?.currency;
        let mut rows = Vec::new();
        for id in page.map(|id| PersonId(*id)) {
            // Whoever was erased since the ids were found is simply not shown.
            if let Some(row) = r.listed_row(id)? {
                let rfm = standing.rfm.of(id).map(|p| p.name.label().to_owned());
                rows.push(PersonRow { person: ListedPerson::new(row, shop), rfm });
            }
        }
        Ok(rows)
    })?;
    Ok(PeoplePage { total: total(&ids), rows })
}

pub fn neighbours(app: &App, query: &PeopleQuery, id: PersonId) -> Result<Neighbours> {
    let ids = app.lists.ids(&app.store(), &wanted(query))?;
    let at = ids.iter().position(|x| *x == id.0);
    let there = |i: Option<usize>| i.and_then(|i| ids.get(i)).map(|id| PersonId(*id));
    Ok(Neighbours {
        previous: there(at.and_then(|i| i.checked_sub(1))),
        next: there(at.map(|i| i + 1)),
        place: at.and_then(|i| u32::try_from(i + 1).ok()),
        total: total(&ids),
    })
}

pub fn get(app: &App, id: PersonId) -> Result<PersonPage> {
    let store = app.store();
    let person = store.read(|r| view::person(r, id))?;
    let standing = app.standings.of(&store, app.today()?)?;
    let rfm = standing.rfm.of(id).map(|p| RfmView {
        name: p.name,
        label: p.name.label().to_owned(),
        meaning: words::rfm_meaning(p.name).to_owned(),
        r: p.r,
        f: p.f,
        m: p.m,
        sentences: words::rfm_sentences(p),
    });
    let stage = standing.lifecycle.of(id).map(|stage| StageView {
        stage,
        label: stage.label().to_owned(),
        meaning: words::stage_meaning(stage, standing.lifecycle.rhythm.as_ref()),
    });
    let no_stage = if stage.is_none() { standing.lifecycle.not_enough() } else { None };
    Ok(PersonPage { person, rfm, stage, no_stage })
}

pub fn orders(app: &App, id: PersonId, offset: u32, limit: u32) -> Result<OrdersPage> {
    let (total, rows) = app.store().read(|r| view::orders(r, id, offset, limit.min(MOST)))?;
    Ok(OrdersPage { total, rows })
}

pub fn items(app: &App, order: OrderId) -> Result<Vec<OrderItem>> {
    app.store().read(|r| view::items(r, order))
}

pub fn timeline(app: &App, id: PersonId, offset: u32, limit: u32) -> Result<TimelinePage> {
    let (total, entries) = app.store().read(|r| timeline::timeline(r, id, offset, limit.min(MOST)))?;
    Ok(TimelinePage { total, entries })
}

/// Somebody by what a person at the terminal knows: an address, a customer number at a source, or `#` and the number
/// here (the `#` may be left out where nobody has that customer number).
pub fn named(app: &App, who: &str) -> Result<PersonId> {
    let who = who.trim();
    app.store().read(|r| {
        let here = |text: &str| match text.parse().map(PersonId) {
            Ok(id) => Ok(r.person(id)?.map(|_| id)),
            Err(_) => Ok(None),
        };
        let found = match who.strip_prefix('#') {
            Some(id) => here(id)?,
            None => match r.person_by_key("email", 0, &normal_email(who))? {
                Some(id) => Some(id),
                None => match r.people_by_number(who)?.as_slice() {
                    [] => here(who)?,
                    [one] => Some(*one),
                    several => {
                        let all: Vec<String> = several.iter().map(|id| format!("#{id}")).collect();
                        return Err(Error::bad_input(format!("The customer number {who} could be {}. Say which.", all.join(" or "))));
                    }
                },
            },
        };
        found.ok_or_else(|| Error::not_found(format!("There is nobody known as “{who}”. `people list` searches parts of names.")))
    })
}

/// Everything about one person as one JSON object; that it was read is noted.
pub fn export(app: &App, id: PersonId) -> Result<serde_json::Value> {
    let store = app.store();
    let now = app.now();
    let out = store.read(|r| privacy::export(r, id, now))?;
    store.write(Area::House, |w| w.audit("person_exported", &serde_json::json!({ "person": id }).to_string(), now))?;
    Ok(out)
}

/// As `export`, into a file.
pub fn export_to(app: &App, id: PersonId, file: &Path) -> Result<()> {
    let text = serde_json::to_string_pretty(&export(app, id)?)
        .map_err(|e| Error::internal("The copy could not be written as JSON.").caused_by(e))?;
    std::fs::write(file, text).map_err(|e| Error::file("write", file, e))
}

/// Forgets somebody for good. Orders and refunds stay as nobody's.
pub fn erase(app: &App, id: PersonId) -> Result<Erased> {
    let done = privacy::erase(&app.store(), id, app.now())?;
    app.changed();
    Ok(done)
}

fn wanted(q: &PeopleQuery) -> Query {
    Query { text: q.text.trim().to_owned(), sort: q.sort, descending: q.descending, within: None }
}

fn total(ids: &[u32]) -> u32 {
    u32::try_from(ids.len()).unwrap_or(u32::MAX)
}
