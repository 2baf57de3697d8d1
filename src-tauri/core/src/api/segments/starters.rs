//! The gallery: the ready segments, tuned to this shop and counted, in one call.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use serde::Serialize;
use specta::Type;

use super::{App, people};
use crate::segments::names::Names;
use crate::segments::starters::facts::Facts;
use crate::segments::starters::{Family, Starter, starters as all};
use crate::segments::{Segment, describe};
use crate::store::{Area, Reader};
use crate::types::{Code, Day, Error, Result};

/// A ready segment to begin with.
#[derive(Debug, Clone, Serialize, Type)]
pub struct StarterCard {
    pub name: String,
    pub family: Family,
    /// The family as it is said to a person.
    pub family_label: String,
    /// What it is good for.
    pub purpose: String,
    /// Why its number is what it is in this shop.
    pub why: String,
    pub sentence: String,
    /// `None`: the shop does not know what it would take to count; `note` says what.
    pub count: Option<u32>,
    /// What is missing, or why the count may mean little.
    pub note: Option<String>,
    /// Among the few to begin with.
    pub featured: bool,
    pub definition: Segment,
}

/// The figures of one shop, one state of its data and one day; newer ones replace them.
#[derive(Default)]
pub struct FactsKept(Mutex<Option<Kept>>);

struct Kept {
    file: PathBuf,
    revision: i64,
    day: Day,
    facts: Arc<Facts>,
}

/// All of them, family by family.
pub fn starters(app: &App) -> Result<Vec<StarterCard>> {
    let day = app.today()?;
    app.store().read(|r| {
        let facts = facts(app, r, day)?;
        all(&facts).into_iter().map(|s| card(app, r, s, day)).collect()
    })
}

fn facts(app: &App, r: &Reader<'_>, day: Day) -> Result<Arc<Facts>> {
    let (file, revision) = (app.store().path().to_owned(), r.revision(Area::Data)?);
    let kept = || app.starters.0.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(k) = kept().as_ref().filter(|k| k.revision == revision && k.day == day && k.file == file) {
        return Ok(Arc::clone(&k.facts));
    }
    let base = app.segments.base(r, day)?;
    let facts = Arc::new(Facts::read(r, base.as_of, base.stats(), base.lifecycle())?);
    *kept() = Some(Kept { file, revision, day, facts: Arc::clone(&facts) });
    Ok(facts)
}

fn card(app: &App, r: &Reader<'_>, s: Starter, day: Day) -> Result<StarterCard> {
    let (count, note) = match s.missing {
        Some(missing) => (None, Some(missing.to_owned())),
        None => match app.segments.evaluate_in(r, &s.segment, day) {
            Ok(e) => (Some(people(e.set.len())), e.nodes.into_iter().find_map(|n| n.note)),
            Err(e) if e.code == Code::Cancelled => return Err(e),
            // One that cannot be counted is no reason to show none.
            Err(Error { message, .. }) => (None, Some(message)),
        },
    };
    Ok(StarterCard {
        name: s.name.to_owned(),
        family: s.family,
        family_label: s.family.label().to_owned(),
        purpose: s.purpose.to_owned(),
        why: s.why,
        sentence: describe::describe(&s.segment, &Names::find(r, &s.segment)?),
        count,
        note,
        featured: s.featured,
        definition: s.segment,
    })
}
