//! The journeys room, as the window and the terminal call it.

use serde::Serialize;
use specta::Type;

use super::App;
use super::documents::DocumentKind;
use crate::journeys::map::{Places, movement};
use crate::journeys::{Journey, builtin};
use crate::segments::names::Names;
use crate::segments::{Segment, describe};
use crate::store::Reader;
use crate::types::{Day, DocumentId, Error, Result};

/// How far back the map looks for who moved, in days.
pub const DAYS: u32 = 30;

/// The name of the journey that nobody has edited yet.
pub const BUILT_IN: &str = "The customers’ way";

/// One stage on the map. For each: people = stayed + all moves into it + arrived.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct MapStage {
    pub name: String,
    pub note: String,
    /// Who is there, in a sentence.
    pub sentence: String,
    pub definition: Segment,
    pub people: u32,
    /// Of everyone, from 0 to 1; `None` when the shop knows nobody.
    pub share: Option<f64>,
    /// How many were there on the earlier day.
    pub before: u32,
    /// There on both days.
    pub stayed: u32,
    /// There now, and new to the shop since the earlier day.
    pub arrived: u32,
    /// There on the earlier day, and further on now.
    pub moved_on: u32,
    /// There on the earlier day, and in an earlier stage now.
    pub moved_back: u32,
}

/// People who went from one stage to another between the two days; the numbers are places in `stages`, `None` is no stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
pub struct Move {
    pub from: Option<u32>,
    pub to: Option<u32>,
    pub people: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct JourneyMap {
    /// `None`: the built-in journey.
    pub id: Option<DocumentId>,
    pub name: String,
    pub as_of: Day,
    /// The earlier day that movement is counted from.
    pub since: Day,
    /// Everyone the shop knew on the day.
    pub everyone: u32,
    pub stages: Vec<MapStage>,
    /// Only where somebody moved.
    pub moves: Vec<Move>,
    /// People whom more than one stage's definition holds; each is counted in the furthest. 0 for the built-in journey.
    pub overlapping: u32,
    /// People whom no stage holds. 0 for the built-in journey.
    pub nowhere: u32,
}

/// A journey in the list.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct JourneyRow {
    /// `None`: the built-in one.
    pub id: Option<DocumentId>,
    pub name: String,
    pub stages: Vec<String>,
}

/// The built-in journey first, then the saved ones by name.
pub fn list(app: &App) -> Result<Vec<JourneyRow>> {
    let names = |j: &Journey| j.stages.iter().map(|s| s.name.clone()).collect();
    let mut out = vec![JourneyRow { id: None, name: BUILT_IN.to_owned(), stages: names(&builtin::journey()) }];
    for row in app.store().read(|r| r.documents(DocumentKind::Journey.as_str()))? {
        let stages = read(&row.body).map(|j| names(&j)).unwrap_or_default();
        out.push(JourneyRow { id: Some(row.id), name: row.name, stages });
    }
    Ok(out)
}

/// A journey's name and definition: the saved one of that number, or the built-in one.
///
/// # Errors
/// `NotFound` when there is none of that number.
pub fn load(app: &App, id: Option<DocumentId>) -> Result<(String, Journey)> {
    app.store().read(|r| load_in(r, id))
}

/// The map as of a day (today when `None`), with the movement of the last `DAYS` days.
///
/// # Errors
/// `NotFound` for a missing journey, `BadInput` for a stage that cannot be asked (it names the stage).
pub fn map(app: &App, id: Option<DocumentId>, as_of: Option<Day>) -> Result<JourneyMap> {
    let as_of = as_of.map_or_else(|| app.today(), Ok)?;
    let since = as_of.minus_days(DAYS);
    // One snapshot for both days, so that a sync in between moves nobody.
    app.store().read(|r| {
        let (name, journey) = load_in(r, id)?;
        let now = places(app, r, &journey, as_of)?;
        let before = places(app, r, &journey, since)?;
        let moved = movement(&before, &now);
        let left = |i: usize, on: bool| -> u64 {
            let further = |to: usize| if on { to > i } else { to < i };
            moved.moves.iter().filter(|m| m.from == Some(i) && m.to.is_some_and(further)).map(|m| m.people).sum()
        };
        let everyone = now.everyone.len();
        let mut stages = Vec::with_capacity(journey.stages.len());
        for (i, stage) in journey.stages.into_iter().enumerate() {
            let count = |sets: &[roaring::RoaringBitmap]| sets.get(i).map_or(0, roaring::RoaringBitmap::len);
            let number = |numbers: &[u64]| short(numbers.get(i).copied().unwrap_or(0));
            let here = count(&now.stages);
            stages.push(MapStage {
                sentence: describe::describe(&stage.definition, &Names::find(r, &stage.definition)?),
                name: stage.name,
                note: stage.note,
                definition: stage.definition,
                people: short(here),
                share: (everyone > 0).then(|| here as f64 / everyone as f64),
                before: short(count(&before.stages)),
                stayed: number(&moved.stayed),
                arrived: number(&moved.arrived),
                moved_on: short(left(i, true)),
                moved_back: short(left(i, false)),
            });
        }
        let place = |at: Option<usize>| at.map(|i| short(i as u64));
        let moves = moved.moves.iter().map(|m| Move { from: place(m.from), to: place(m.to), people: short(m.people) }).collect();
        Ok(JourneyMap {
            id,
            name,
            as_of,
            since,
            everyone: short(everyone),
            stages,
            moves,
            overlapping: short(now.overlapping),
            nowhere: short(now.nowhere.len()),
        })
    })
}

fn places(app: &App, reader: &Reader<'_>, journey: &Journey, day: Day) -> Result<Places> {
    let base = app.segments.base(reader, day)?;
    let mut sets = Vec::with_capacity(journey.stages.len());
    for stage in &journey.stages {
        let evaluation = app.segments.evaluate_in(reader, &stage.definition, day);
        sets.push(evaluation.map_err(|e| Error::new(e.code, format!("In the stage “{}”: {}", stage.name, e.message)))?.set);
    }
    Ok(Places::new(&base.everyone, &sets.iter().map(AsRef::as_ref).collect::<Vec<_>>()))
}

fn load_in(reader: &Reader<'_>, id: Option<DocumentId>) -> Result<(String, Journey)> {
    let Some(id) = id else { return Ok((BUILT_IN.to_owned(), builtin::journey())) };
    let row = reader.document(DocumentKind::Journey.as_str(), id)?;
    let row = row.ok_or_else(|| Error::not_found(format!("There is no journey with the number {id} (any more).")))?;
    let journey = read(&row.body).map_err(|e| Error::new(e.code, format!("The saved journey “{}”: {}", row.name, e.message)))?;
    Ok((row.name, journey))
}

fn read(body: &str) -> Result<Journey> {
    let value = serde_json::from_str(body).map_err(|e| Error::internal("A saved journey cannot be read any more.").caused_by(e))?;
    Journey::parse(&value)
}

fn short(n: u64) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
