//! Where to go on in a list that can be asked by number and by when its rows changed, so that nothing is lost.
//!
//! The first pass goes downwards by number: newest first, and whatever is added or deleted meanwhile moves nothing. Later
//! passes read what changed since, always from the last moment seen and never by page numbers over a moving list. Dates
//! have the grain of a second, so the border's second is read twice; only when a whole page shares one second (a bulk
//! edit) is that second alone read by number. Reading twice does no harm, because storing is an upsert.
//!
//! Pure: it says what to ask and takes in what came. It knows no platform's parameters.

use serde::{Deserialize, Serialize};

use crate::types::Timestamp;

/// Each later pass begins this many seconds before the last moment seen: what was being saved then may have appeared late.
const OVERLAP: i64 = 300;
/// At most this many rows are remembered to tell what is new from what is read again.
const REMEMBERED: usize = 2000;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Keyset {
    /// Everything changed before this UTC second has been read.
    mark: i64,
    /// Rows near the mark by number and second of change.
    recent: Vec<(u64, i64)>,
    at: At,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum At {
    First { below: Option<u64>, began: Option<i64> },
    Since { from: i64, tie: Option<Tie>, began: Option<i64> },
    Rest,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Tie {
    second: i64,
    above: u64,
}

/// What to ask for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Ask {
    /// Numbers below this one, the highest first; `None`: from the top.
    Below(Option<u64>),
    /// Changed at this second or later, the longest ago first.
    Since(Timestamp),
    /// Changed from the first to the second of these seconds, both included, with a higher number, the lowest first.
    Within(Timestamp, Timestamp, u64),
}

/// A page as it came.
pub struct Seen<'a> {
    /// Number (0: none could be read) and moment of change, in the answer's order.
    pub rows: &'a [(u64, Option<Timestamp>)],
    /// Whether the question has more rows than these.
    pub more: bool,
    /// The other side's clock, or a safe guess of it.
    pub date: Timestamp,
}

#[derive(Debug, PartialEq)]
pub struct Step {
    /// Rows that no earlier page brought in the same state.
    pub fresh: u64,
    pub more: bool,
}

/// The page brought nothing further, though there is said to be more: going on would never end.
#[derive(Debug, PartialEq)]
pub struct Stuck;

impl Keyset {
    /// Goes on from a stored place; without one it starts at the top, which loses nothing.
    pub fn resume(kept: Option<Self>) -> Self {
        let mut me = kept.unwrap_or(Self { mark: 0, recent: Vec::new(), at: At::First { below: None, began: None } });
        if me.at == At::Rest {
            me.at = At::Since { from: me.mark - OVERLAP, tie: None, began: None };
        }
        me
    }

    /// At rest after everything before `mark` has been read in another way.
    pub fn read_until(mark: Timestamp) -> Self {
        Self { mark: mark.0, recent: Vec::new(), at: At::Rest }
    }

    pub fn ask(&self) -> Ask {
        match self.at {
            At::First { below, .. } => Ask::Below(below),
            At::Since { from, tie: None, .. } => Ask::Since(Timestamp(from)),
            At::Since { tie: Some(t), .. } => Ask::Within(Timestamp(t.second), Timestamp(t.second + 1), t.above),
            At::Rest => Ask::Since(Timestamp(self.mark)),
        }
    }

    /// # Errors
    /// `Stuck` for a page that is repeated, or a list that does not heed what was asked.
    pub fn take(&mut self, seen: &Seen<'_>) -> Result<Step, Stuck> {
        let first = matches!(self.at, At::First { .. });
        let fresh = seen.rows.iter().filter(|(id, at)| first || at.is_none_or(|t| !self.recent.contains(&(*id, t.0)))).count() as u64;
        let numbers = seen.rows.iter().map(|(id, _)| *id).filter(|id| *id > 0);
        let more = seen.more && !seen.rows.is_empty();
        let began = match self.at {
            At::First { began, .. } | At::Since { began, .. } => began.unwrap_or(seen.date.0),
            At::Rest => seen.date.0,
        };
        let at = match self.at {
            At::First { below, .. } if more => {
                let lowest = numbers.min().ok_or(Stuck)?;
                if below.is_some_and(|b| lowest >= b) {
                    return Err(Stuck);
                }
                // Nothing is below 1, and some platforms take “at most 0” for no limit at all.
                if lowest > 1 { At::First { below: Some(lowest), began: Some(began) } } else { At::Rest }
            }
            At::Since { from, tie: None, .. } if more => {
                let last = seen.rows.iter().rev().find_map(|(_, t)| *t).ok_or(Stuck)?.0;
                if last > from {
                    At::Since { from: last, tie: None, began: Some(began) }
                } else if last >= from - 1 {
                    At::Since { from, tie: Some(Tie { second: last, above: 0 }), began: Some(began) }
                } else {
                    return Err(Stuck);
                }
            }
            At::Since { from, tie: Some(tie), .. } => {
                let above = numbers.max().unwrap_or(0);
                match more {
                    true if above <= tie.above => return Err(Stuck),
                    true => At::Since { from, tie: Some(Tie { above, ..tie }), began: Some(began) },
                    // The tie's second and the one after it have been read whole.
                    false => At::Since { from: tie.second + 2, tie: None, began: Some(began) },
                }
            }
            _ => At::Rest,
        };
        self.remember(seen, began, first);
        if first && at == At::Rest {
            self.mark = began;
        }
        self.at = at;
        Ok(Step { fresh, more: self.at != At::Rest })
    }

    /// `began`: when this pass started. A second that was not over then may still have grown after it was read, so the
    /// mark never passes it; nor does a date in the future (a wrong clock) hide what comes before it.
    fn remember(&mut self, seen: &Seen<'_>, began: i64, first: bool) {
        let floor = if first {
            began
        } else {
            let last = seen.rows.iter().filter_map(|(_, t)| *t).map(|t| t.0.min(began)).max();
            self.mark = self.mark.max(last.unwrap_or(self.mark));
            self.mark
        } - OVERLAP;
        for row in seen.rows.iter().filter_map(|(id, t)| t.map(|t| (*id, t.0))) {
            if row.1 >= floor && !self.recent.contains(&row) {
                self.recent.push(row);
            }
        }
        self.recent.retain(|(_, t)| *t >= floor);
        let surplus = self.recent.len().saturating_sub(REMEMBERED);
        self.recent.drain(..surplus);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::prelude::*;

    use super::*;

    const PAGE: usize = 4;

    fn answer(rows: &BTreeMap<u64, i64>, ask: Ask, inclusive: bool) -> (Vec<(u64, Option<Timestamp>)>, bool) {
        // A platform whose “since” leaves out the very second is asked from a second earlier; both must lose nothing.
        let slack = i64::from(!inclusive);
        let mut all: Vec<(u64, i64)> = rows.iter().map(|(id, t)| (*id, *t)).collect();
        match ask {
            Ask::Below(b) => {
                all.retain(|(id, _)| b.is_none_or(|b| *id < b));
                all.sort_by_key(|(id, _)| std::cmp::Reverse(*id));
            }
            Ask::Since(t) => {
                all.retain(|(_, m)| *m >= t.0 - 1 + slack);
                all.sort_by_key(|(id, m)| (*m, id % 3));
            }
            Ask::Within(from, to, above) => {
                all.retain(|(id, m)| (from.0..=to.0).contains(m) && *id > above);
                all.sort_by_key(|(id, _)| *id);
            }
        }
        let more = all.len() > PAGE;
        all.truncate(PAGE);
        (all.into_iter().map(|(id, t)| (id, Some(Timestamp(t)))).collect(), more)
    }

    proptest! {
        /// Whatever is added, edited and deleted while it is read: after two passes everything is known in its last state.
        #[test]
        fn nothing_is_lost_in_a_moving_list(
            start in prop::collection::vec(0i64..40, 0..30),
            edits in prop::collection::vec((0u64..40, 0u8..3, 0i64..3), 0..40),
            inclusive in any::<bool>(),
        ) {
            let mut rows: BTreeMap<u64, i64> = start.iter().zip(1u64..).map(|(t, id)| (id, *t)).collect();
            let (mut now, mut next, mut known) = (1000i64, 100u64, BTreeMap::<u64, i64>::new());
            let mut edits = edits.into_iter();
            let mut kept: Option<Keyset> = None;
            for pass in 0..6 {
                let mut turns = 0;
                loop {
                    let mut walk = Keyset::resume(kept.take());
                    let (page, more) = answer(&rows, walk.ask(), inclusive);
                    known.extend(page.iter().map(|(id, t)| (*id, t.unwrap().0)));
                    let step = walk.take(&Seen { rows: &page, more, date: Timestamp(now) }).unwrap();
                    kept = Some(walk);
                    // Then nothing happens any more.
                    for (which, what, later) in edits.by_ref().take(usize::from(pass < 4)) {
                        now += later;
                        let ids: Vec<u64> = rows.keys().copied().collect();
                        match (what, ids.get(which as usize % ids.len().max(1))) {
                            (0, Some(id)) => { rows.insert(*id, now); }
                            (1, Some(id)) => { rows.remove(id); known.remove(id); }
                            _ => { next += 1; rows.insert(next, now); }
                        }
                    }
                    turns += 1;
                    prop_assert!(turns < 300, "it ends");
                    if !step.more { break; }
                }
                now += 10;
            }
            let known: BTreeMap<u64, i64> = known.into_iter().filter(|(id, _)| rows.contains_key(id)).collect();
            prop_assert_eq!(known, rows);
        }
    }

    #[test]
    fn the_first_pass_is_newest_first_and_reads_nothing_twice() {
        let rows: BTreeMap<u64, i64> = (1..=10).map(|id| (id, 5)).collect();
        let mut walk = Keyset::resume(None);
        let mut read = Vec::new();
        loop {
            let (page, more) = answer(&rows, walk.ask(), true);
            read.extend(page.iter().map(|(id, _)| *id));
            if !walk.take(&Seen { rows: &page, more, date: Timestamp(1000) }).unwrap().more {
                break;
            }
        }
        assert_eq!(read, (1..=10).rev().collect::<Vec<_>>());
        assert_eq!(read.iter().collect::<BTreeSet<_>>().len(), 10);
        assert_eq!(Keyset::resume(Some(walk)).ask(), Ask::Since(Timestamp(1000 - OVERLAP)));
    }

    #[test]
    fn a_page_that_is_repeated_ends_it() {
        let page: Vec<_> = (2..=5u64).map(|id| (id, Some(Timestamp(5)))).collect();
        let seen = Seen { rows: &page, more: true, date: Timestamp(1000) };
        let mut walk = Keyset::resume(None);
        walk.take(&seen).unwrap();
        assert_eq!(walk.take(&seen), Err(Stuck));
        let mut later = Keyset::resume(Some(Keyset::read_until(Timestamp(900))));
        assert_eq!(later.take(&seen), Err(Stuck), "far older than what was asked for");
        let mut nameless = Keyset::resume(None);
        assert_eq!(nameless.take(&Seen { rows: &[(0, None)], ..seen }), Err(Stuck));
    }
}
