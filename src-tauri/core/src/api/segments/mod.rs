//! The segments room: live answers for the editor, saved segments with their counts, members, overlap, explanation.
//!
//! Saving, deleting and bringing back go through `documents`. Start with `evaluate` (a draft, for the editor) and
//! `load` (a saved or given definition, for everybody else).

mod answer;
mod change;
pub mod chosen;
mod history;
mod offers;
mod overlaps;
mod profile;
pub mod share;
mod since_export;
mod starters;
pub mod versions;
mod vocabulary;

use serde::{Deserialize, Serialize};
use specta::Type;

use super::App;
use crate::segments::explain::Explained;
use crate::segments::names::Names;
use crate::segments::{self, Evaluation, Segment, describe, saved};
use crate::store::Reader;
use crate::types::{Day, DocumentId, Error, FolderId, Money, PersonId, Result, Timestamp};

pub use answer::{Members, NodeCount, Order, PersonLine, SegmentAnswer, SortBy};
pub use change::{Change, Movers, change};
pub use history::{history, history_chart, sizes};
pub(super) use offers::OffersKept;
pub use overlaps::{OverlapPart, OverlapSet, Overlaps, overlaps};
pub use profile::{Liking, Profile, Worth, profile};
pub use since_export::{SinceExport, since_export};
pub(super) use starters::FactsKept;
pub use starters::{StarterCard, starters};
pub use vocabulary::{ProductHit, Vocabulary, products, vocabulary};

/// A saved segment, or a definition that is not saved.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum Which {
    Saved { id: DocumentId },
    Definition { definition: Segment },
}

/// The definition and, if it is saved, its name.
pub fn load(reader: &Reader<'_>, which: &Which) -> Result<(Option<String>, Segment)> {
    match which {
        Which::Saved { id } => {
            let (name, segment) = saved::find(reader, *id)?
                .ok_or_else(|| Error::not_found(format!("There is no segment with the number {id} (any more).")))?;
            Ok((Some(name), segment))
        }
        Which::Definition { definition } => Ok((None, definition.clone())),
    }
}

/// Who is in, as of a day (today when `None`); strict: for every room but the editor.
pub fn ask(app: &App, which: &Which, as_of: Option<Day>) -> Result<(Segment, Evaluation)> {
    let day = day(app, as_of)?;
    app.store().read(|r| {
        let (_, segment) = load(r, which)?;
        segment.check()?;
        let evaluation = app.segments.evaluate_in(r, &segment, day)?;
        Ok((segment, evaluation))
    })
}

pub(super) fn day(app: &App, as_of: Option<Day>) -> Result<Day> {
    as_of.map_or_else(|| app.today(), Ok)
}

/// The editor's live answer: counts under every node, the sentence, ten people. A newer call ends an older one.
pub fn evaluate(app: &App, definition: &Segment, as_of: Option<Day>) -> Result<SegmentAnswer> {
    let store = app.store();
    let evaluation = app.segments.evaluate_draft(&store, definition, day(app, as_of)?)?;
    store.read(|r| answer::answer(r, definition, &evaluation))
}

/// The same for a finished definition, with refusals instead of notes.
pub fn count(app: &App, which: &Which, as_of: Option<Day>) -> Result<SegmentAnswer> {
    let (segment, evaluation) = ask(app, which, as_of)?;
    app.store().read(|r| answer::answer(r, &segment, &evaluation))
}

/// A page of the people in it.
pub fn members(app: &App, which: &Which, as_of: Option<Day>, page: &Order) -> Result<Members> {
    let (_, evaluation) = ask(app, which, as_of)?;
    app.store().read(|r| answer::members(r, &evaluation, page))
}

/// A saved segment in the list.
#[derive(Debug, Clone, Serialize, Type)]
pub struct SegmentRow {
    pub id: DocumentId,
    pub name: String,
    pub sentence: String,
    /// `None` when it cannot be counted; `problem` says why.
    pub count: Option<u32>,
    pub of: u32,
    pub problem: Option<String>,
    pub updated_at: Timestamp,
    pub folder: Option<FolderId>,
    /// Out of the way; it goes on working wherever it is used.
    pub archived: bool,
}

/// All saved segments with their counts, by name. One that cannot be read or counted is listed with the reason.
pub fn list(app: &App, as_of: Option<Day>) -> Result<Vec<SegmentRow>> {
    let day = day(app, as_of)?;
    app.store().read(|r| {
        let of = people(app.segments.base(r, day)?.everyone.len());
        let rows = r.documents(saved::KIND)?;
        rows.into_iter()
            .map(|row| {
                let segment = Segment::parse_text(&row.body);
                let sentence =
                    segment.as_ref().ok().map(|s| Ok(describe::describe(s, &Names::find(r, s)?))).transpose()?.unwrap_or_default();
                let counted = segment.and_then(|s| app.segments.evaluate_in(r, &s, day));
                let (count, problem) = match counted {
                    Ok(e) => (Some(people(e.set.len())), None),
                    Err(e) => (None, Some(e.message)),
                };
                let (folder, archived) = (row.folder, row.archived_at.is_some());
                Ok(SegmentRow { id: row.id, name: row.name, sentence, count, of, problem, updated_at: row.updated_at, folder, archived })
            })
            .collect()
    })
}

pub(super) fn people(n: u64) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// How two segments lie to each other.
#[derive(Debug, Clone, Serialize, Type)]
pub struct Overlap {
    pub first: u32,
    pub second: u32,
    pub both: u32,
    pub only_first: u32,
    pub only_second: u32,
    pub of: u32,
}

pub fn overlap(app: &App, first: &Which, second: &Which, as_of: Option<Day>) -> Result<Overlap> {
    let (_, a) = ask(app, first, as_of)?;
    let (_, b) = ask(app, second, as_of)?;
    let both = a.set.intersection_len(&b.set);
    Ok(Overlap {
        first: people(a.set.len()),
        second: people(b.set.len()),
        both: people(both),
        only_first: people(a.set.len() - both),
        only_second: people(b.set.len() - both),
        of: people(a.base.everyone.len()),
    })
}

/// Why one person is in a segment, or not.
#[derive(Debug, Clone, Serialize, Type)]
pub struct Explanation {
    pub person: PersonId,
    pub is_in: bool,
    pub sentence: String,
    pub tree: Explained,
}

pub fn explain(app: &App, which: &Which, person: PersonId, as_of: Option<Day>) -> Result<Explanation> {
    let day = day(app, as_of)?;
    app.store().read(|r| {
        let (_, segment) = load(r, which)?;
        segment.check()?;
        let evaluation = app.segments.evaluate_one(r, &segment, day, person)?;
        if !evaluation.base.everyone.contains(person.0) {
            return Err(Error::not_found(format!("The shop did not know a person with the number {person} on {day}.")));
        }
        let names = Names::find(r, &segment)?;
        Ok(Explanation {
            person,
            is_in: evaluation.set.contains(person.0),
            sentence: describe::describe(&segment, &names),
            tree: segments::explain::explain(r, &segment, &evaluation, &names, person)?,
        })
    })
}

/// The sentence alone.
pub fn sentence(app: &App, definition: &Segment) -> Result<String> {
    app.store().read(|r| Ok(describe::describe(definition, &Names::find(r, definition)?)))
}

/// The sentence of a saved body, perhaps unfinished.
pub fn said(app: &App, body: &serde_json::Value) -> Result<String> {
    sentence(app, &Segment::parse(body)?)
}

/// Refuses what must not be saved: unfinished, missing or circular. `own` is the number it is saved under.
pub fn check(app: &App, body: &serde_json::Value, own: Option<DocumentId>, name: &str) -> Result<()> {
    let segment = Segment::parse(body)?;
    segment.check()?;
    app.store().read(|r| {
        segments::names::check_products(r, &segment)?;
        segments::names::check_fields(r, &segment)?;
        saved::check_links(r, &segment, own.map(|id| (id, name)))
    })
}

/// An amount of the open shop.
pub(super) fn money(app_currency: crate::types::Currency, minor: i64) -> Money {
    Money::new(minor, app_currency)
}
