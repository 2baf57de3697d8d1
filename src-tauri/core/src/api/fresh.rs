//! Keeping sources fresh: in the background on a schedule that the owner sets, held back after failures, paused on request.
//!
//! A breaker: after a failure that may pass (network, an overloaded shop) the background waits 5 minutes, then twice as
//! long each time, at most 6 hours; after one that only a person can mend (a key that is refused) it waits for them.
//! Whoever asks by hand is never held back. Start with `due`; `watch` is the thread that asks for it.

use std::sync::Arc;
use std::time::Duration;

use specta::Type;

use super::connections::{self, get, running};
use super::{App, Event};
use crate::host::{Chance, SystemChance};
use crate::sources::platform;
use crate::store::Area;
use crate::store::ingest::Ingest;
use crate::store::source::SourceRow;
use crate::sync::pull::Pulled;
use crate::types::records::Kind;
use crate::types::{Code, Error, Result, SourceId, Timestamp};

/// More often would ask a shop that has nothing new again and again.
const SOONEST: i64 = 5;
const A_WEEK: i64 = 7 * 24 * 60;
const FIRST_WAIT: i64 = 300;
const LONGEST_WAIT: i64 = 6 * 3600;
/// After so many failures in a row (about a day) it is more than a passing cloud.
const MANY: i64 = 8;
/// How often the background looks.
const LOOK: Duration = Duration::from_secs(20);

/// Why and how long the background leaves a source alone.
#[derive(Debug, Clone, PartialEq, serde::Serialize, Type)]
pub struct Held {
    /// The first failure.
    pub since: Timestamp,
    /// When it tries again; `None`: not before somebody mends it.
    pub until: Option<Timestamp>,
    pub failures: i64,
}

/// How often this source is read in the background; `None`: only when somebody asks.
///
/// # Errors
/// `BadInput` for less than 5 minutes or more than a week.
pub fn schedule(app: &App, id: SourceId, every_minutes: Option<u32>) -> Result<()> {
    let minutes = every_minutes.map(i64::from);
    if minutes.is_some_and(|m| !(SOONEST..=A_WEEK).contains(&m)) {
        return Err(Error::bad_input(format!(
            "A source can be read every {SOONEST} minutes at the soonest, and once a week at the latest."
        )));
    }
    platform::of_kind(&get(app, id)?.kind)?;
    app.store().write(Area::House, |w| w.set_schedule(id, minutes))?;
    app.changed();
    Ok(())
}

/// Stops reading after the page at hand, and leaves the source alone until `sync_start`.
pub fn pause(app: &App, id: SourceId) -> Result<()> {
    get(app, id)?;
    app.store().write(Area::House, |w| w.set_paused(id, true))?;
    if let Some(task) = running(app, id) {
        app.tasks.pause(task)?;
    }
    app.changed();
    Ok(())
}

/// Leaves it to the schedule (and to whoever asks) again.
pub fn resume(app: &App, id: SourceId) -> Result<()> {
    get(app, id)?;
    app.store().write(Area::House, |w| w.set_paused(id, false))?;
    app.changed();
    Ok(())
}

/// What the source did not list any more, and was not believed, is gone indeed.
///
/// # Errors
/// `NotFound` when nothing of this kind is in doubt.
pub fn believe(app: &App, id: SourceId, kind: &str) -> Result<()> {
    let kind = [Kind::Order, Kind::Customer, Kind::Product, Kind::Cart, Kind::Review]
        .into_iter()
        .find(|k| k.as_str() == kind)
        .ok_or_else(|| Error::bad_input(format!("“{kind}” is none of order, customer, product, cart and review.")))?;
    let now = app.now();
    app.store().write(Area::Data, |w| {
        if !w.doubts(id)?.iter().any(|d| d.kind == kind.as_str()) {
            return Err(Error::not_found("Nothing of this source is in doubt (any more)."));
        }
        let mut ingest = Ingest::new(w, id)?;
        ingest.believe(kind)?;
        ingest.finish()?;
        w.audit("source believed", &format!("{id}: {} that are gone there were removed", kind.as_str()), now)
    })?;
    app.changed();
    Ok(())
}

/// Notes what became of a sync, and says when somebody is needed.
pub(super) fn note(app: &App, row: &SourceRow, result: &Result<Pulled>) -> Result<()> {
    let now = app.now();
    match result {
        Ok(_) => {
            app.store().write(Area::House, |w| w.release_source(row.id))?;
            if let Some(doubt) = app.store().read(|r| r.doubts(row.id))?.first() {
                let message =
                    format!("{} of {} {}s are not listed any more. Are they really gone?", doubt.missing, doubt.known, doubt.kind);
                attention(app, row, message);
            }
        }
        Err(e) if e.code == Code::Cancelled => {}
        Err(e) => {
            let until = passes(e.code).then(|| now.plus_secs(pause_after(row.failures, SystemChance.number())));
            app.store().write(Area::House, |w| w.hold_source(row.id, now, until))?;
            let newly = row.held_since.is_none() || row.held_until.is_some();
            if (until.is_none() && newly) || row.failures + 1 == MANY {
                attention(app, row, e.message.clone());
            }
        }
    }
    Ok(())
}

fn attention(app: &App, row: &SourceRow, message: String) {
    (app.parts.events)(Event::Attention { source: row.id, name: row.name.clone(), message });
}

/// Whether waiting may help.
fn passes(code: Code) -> bool {
    matches!(code, Code::Network | Code::Busy | Code::Unexpected | Code::Store | Code::File | Code::Internal)
}

/// Seconds: 5 minutes, doubled with each failure before, between three quarters and five quarters of it.
fn pause_after(failures: i64, chance: u64) -> i64 {
    let whole = (FIRST_WAIT << failures.clamp(0, 10)).min(LONGEST_WAIT);
    whole * 3 / 4 + i64::try_from(chance % u64::try_from(whole / 2 + 1).unwrap_or(1)).unwrap_or(0)
}

/// When the background reads it next; `None`: not by itself.
pub(super) fn next_at(row: &SourceRow, last: Option<Timestamp>) -> Option<Timestamp> {
    let every = row.every_minutes.filter(|_| !row.paused)?;
    let wanted = last.map_or(row.created_at, |t| t.plus_secs(every * 60));
    match (row.held_since, row.held_until) {
        (Some(_), None) => None,
        (Some(_), Some(until)) => Some(wanted.max(until)),
        _ => Some(wanted),
    }
}

/// Sources whose time has come. Asked every few seconds, so it looks at nothing but the sources and their last runs.
pub fn due(app: &App) -> Result<Vec<SourceId>> {
    let now = app.now();
    let rows = app.store().read(|r| {
        let scheduled = r.sources()?.into_iter().filter(|s| s.every_minutes.is_some() && connections::is_connected(s));
        scheduled.map(|s| Ok((r.last_run(s.id, "sync", None)?.and_then(|run| run.finished_at), s))).collect::<Result<Vec<_>>>()
    })?;
    let come =
        |(last, row): &(Option<Timestamp>, SourceRow)| next_at(row, *last).is_some_and(|at| at <= now) && running(app, row.id).is_none();
    Ok(rows.iter().filter(|x| come(x)).map(|(_, row)| row.id).collect())
}

/// Starts a thread that reads what is due, as long as the app lives. A laptop that slept catches up when it wakes.
pub fn watch(app: &Arc<App>) {
    let app = Arc::downgrade(app);
    std::thread::spawn(move || {
        while let Some(app) = app.upgrade() {
            if let Err(e) = start_due(&app) {
                tracing::warn!(error = %e.message, "the background could not look for what is due");
            }
            drop(app);
            std::thread::sleep(LOOK);
        }
    });
}

/// A source that cannot even be started (its keychain is locked) is held as one that failed.
pub fn start_due(app: &Arc<App>) -> Result<()> {
    for id in due(app)? {
        if let Err(e) = connections::sync_start(app, id)
            && let Some(row) = app.store().read(|r| r.source(id))?
        {
            note(app, &row, &Err(e))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_a_bound_and_scatter() {
        assert_eq!((pause_after(0, 0), pause_after(1, 0), pause_after(40, 0)), (225, 450, 16_200));
        assert_eq!(pause_after(0, 150), 375);
        assert!((0..500).all(|c| (225..=375).contains(&pause_after(0, c))));
    }

    #[test]
    fn the_next_time_waits_for_the_breaker_and_for_people() {
        let at = |n| Some(Timestamp(n));
        let row = SourceRow {
            id: SourceId(1),
            kind: "woocommerce".into(),
            name: "Shop".into(),
            config: "{}".into(),
            created_at: Timestamp(100),
            every_minutes: Some(10),
            paused: false,
            failures: 0,
            held_since: None,
            held_until: None,
        };
        assert_eq!((next_at(&row, None), next_at(&row, at(1000))), (at(100), at(1600)));
        let held = SourceRow { held_since: at(1000), held_until: at(9000), ..row.clone() };
        assert_eq!(next_at(&held, at(1000)), at(9000));
        assert_eq!(next_at(&SourceRow { held_until: None, ..held }, at(1000)), None);
        assert_eq!(next_at(&SourceRow { paused: true, ..row.clone() }, at(1000)), None);
        assert_eq!(next_at(&SourceRow { every_minutes: None, ..row }, at(1000)), None);
    }
}
