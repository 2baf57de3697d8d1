//! Who came into a segment and who went out of it since a day; and who will, if nobody does anything.

use roaring::RoaringBitmap;
use serde::Serialize;
use specta::Type;

use super::answer::{PersonLine, lines};
use super::{App, Which, ask, day, people};
use crate::segments::Evaluation;
use crate::store::Reader;
use crate::types::{Day, PersonId, Result};

/// People listed on each side; their number says how many there are.
const LISTED: usize = 50;

/// Some of the people of a change, those who spent most first.
#[derive(Debug, Clone, Serialize, Type)]
pub struct Movers {
    pub people: u32,
    /// At most fifty.
    pub listed: Vec<PersonLine>,
}

#[derive(Debug, Clone, Serialize, Type)]
pub struct Change {
    pub since: Day,
    pub as_of: Day,
    pub before: u32,
    pub now: u32,
    pub entered: Movers,
    /// Of those who entered, how many the shop did not know before.
    pub newcomers: u32,
    pub left: Movers,
    /// Who will be out in as many days if nobody does anything; `None` when asked about a past day.
    pub leaving: Option<Movers>,
    /// Who will be in by then.
    pub coming: Option<Movers>,
}

/// From `days` before the day to the day itself; 7 is a week.
pub fn change(app: &App, which: &Which, as_of: Option<Day>, days: u32) -> Result<Change> {
    let to = day(app, as_of)?;
    let since = to.minus_days(days.max(1));
    let (_, before) = ask(app, which, Some(since))?;
    let (_, now) = ask(app, which, Some(to))?;
    // No rows lie after today, so that a later day tells what time alone will do.
    let later = if to >= app.today()? { Some(ask(app, which, Some(to.plus_days(days.max(1))))?.1) } else { None };
    let entered = &*now.set - &*before.set;
    app.store().read(|r| {
        let side = |set: &RoaringBitmap| movers(r, &now, set);
        Ok(Change {
            since,
            as_of: to,
            before: people(before.set.len()),
            now: people(now.set.len()),
            newcomers: people(entered.len() - entered.intersection_len(&before.base.everyone)),
            entered: side(&entered)?,
            left: side(&(&*before.set - &*now.set))?,
            leaving: later.as_ref().map(|l| side(&(&*now.set - &*l.set))).transpose()?,
            coming: later.as_ref().map(|l| side(&(&*l.set - &*now.set))).transpose()?,
        })
    })
}

/// The people of a set as they stand in an evaluation.
pub(super) fn movers(reader: &Reader<'_>, e: &Evaluation, set: &RoaringBitmap) -> Result<Movers> {
    let mut ids: Vec<u32> = set.iter().collect();
    ids.sort_by_key(|id| std::cmp::Reverse(e.base.stats_of(PersonId(*id)).map_or(0, |s| s.spent)));
    ids.truncate(LISTED);
    Ok(Movers { people: people(set.len()), listed: lines(reader, e, &ids)? })
}
