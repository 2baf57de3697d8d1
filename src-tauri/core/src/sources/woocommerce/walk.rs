//! Passes over a list that changes while it is read, so that nothing is lost.
//!
//! The first pass reads everything, newest first (`down`). Later ones read what was modified since, in the same order of
//! ids: not by the moment of modification, because that order moves under the reading, ties when a thousand rows are
//! edited at once, and in WordPress's old tables follows the shop's wall clock, which repeats an hour in autumn. What is
//! modified during a pass is found by the next one. Reading twice does no harm, because storing is an upsert.
//!
//! A pass begins from the last modification seen, never from a clock that could be ahead, and 300 s before it (what was
//! being saved then may have appeared late), until a later pass has found nothing new there. Rows can be put down to be
//! asked for by number: at once (`soon`: what needs more than a list gives), or at the next sync (`later`: what could not
//! be understood).
//!
//! Pure: it makes parameters and takes in what came. Tested against a changing list below.

use serde::{Deserialize, Serialize};

use super::down::{Down, Listed, PER_PAGE, Stuck};
use crate::types::Timestamp;

const OVERLAP: i64 = 300;
/// What a pass that began so many seconds after the last modification found is all there is of it.
const SETTLED: i64 = 900;
/// At most this many rows are remembered to tell what is new from what is read again.
const REMEMBERED: usize = 5000;
/// At most this many rows wait to be asked for by number; the others wait until they are edited.
const WAITING: usize = 5000;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Walk {
    /// The last modification seen, a UTC second.
    mark: i64,
    /// When the pass began that moved it, by the shop's clock.
    #[serde(default)]
    marked_at: i64,
    /// All that was modified up to the mark has been read.
    #[serde(default)]
    settled: bool,
    /// Rows near the mark by id and second of modification.
    recent: Vec<(u64, i64)>,
    #[serde(default)]
    soon: Vec<u64>,
    #[serde(default)]
    later: Vec<u64>,
    at: At,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum At {
    Pass {
        /// Of what was modified after this; `None`: of everything.
        after: Option<i64>,
        down: Down,
        /// By the shop's clock.
        began: Option<i64>,
        /// Whether it found anything new so far.
        found: bool,
    },
    #[default]
    Rest,
}

/// What to ask for next.
#[derive(Debug, PartialEq)]
pub enum Ask {
    Page(Vec<(&'static str, String)>),
    These(Vec<u64>),
}

/// A page as the shop answered it.
pub struct Seen<'a> {
    /// Id (0: none) and moment of modification, in the answer's order.
    pub rows: &'a [(u64, Option<Timestamp>)],
    pub total: Option<u64>,
    /// The shop's clock, or a safe guess of it.
    pub date: Timestamp,
}

#[derive(Debug, PartialEq)]
pub struct Step {
    /// Of each row: whether no page before it, and no earlier pass, held it in this state.
    pub fresh: Vec<bool>,
    pub left: Option<u64>,
}

impl Walk {
    /// From a stored cursor; an unreadable one (of another version) starts all over, which loses nothing.
    pub fn resume(cursor: Option<&str>) -> Self {
        let mut walk = cursor.and_then(|c| serde_json::from_str::<Self>(c).ok()).unwrap_or_default();
        walk.begin();
        walk
    }

    /// Begins a pass, unless one is under way.
    pub fn begin(&mut self) {
        if self.at == At::Rest {
            self.soon.append(&mut self.later);
            let overlap = if self.settled { 0 } else { OVERLAP };
            self.at = At::Pass { after: (self.mark > 0).then_some(self.mark - overlap), down: Down::default(), began: None, found: false };
        }
    }

    pub fn cursor(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    pub fn is_at_rest(&self) -> bool {
        self.at == At::Rest && self.soon.is_empty()
    }

    /// Whether nothing of the first pass has been read yet.
    pub fn is_start(&self) -> bool {
        matches!(self.at, At::Pass { after: None, down, .. } if down.is_start())
    }

    /// `at_most`: rows asked for by number at once.
    pub fn ask(&self, at_most: usize) -> Ask {
        if !self.soon.is_empty() {
            return Ask::These(self.soon.iter().copied().take(at_most).collect());
        }
        let (after, offset) = match self.at {
            At::Pass { after, down, .. } => (after, down.offset()),
            At::Rest => (None, 0),
        };
        let mut p = vec![
            ("per_page", PER_PAGE.to_string()),
            ("order", "desc".to_owned()),
            ("orderby", "id".to_owned()),
            ("offset", offset.to_string()),
        ];
        if let Some(after) = after {
            let utc = Timestamp(after).to_utc().format("%Y-%m-%dT%H:%M:%S").to_string();
            p.extend([("modified_after", utc), ("dates_are_gmt", "true".to_owned())]);
        }
        Ask::Page(p)
    }

    /// Takes in the page that was asked for.
    pub fn take(&mut self, seen: &Seen<'_>) -> Result<Step, Stuck> {
        let At::Pass { after, down, began, found } = self.at else { return Ok(Step { fresh: vec![false; seen.rows.len()], left: None }) };
        let began = began.unwrap_or(seen.date.0);
        let fresh: Vec<bool> = seen
            .rows
            .iter()
            .map(|(id, at)| match after {
                None => down.is_new(*id),
                Some(_) => at.is_none_or(|t| !self.recent.contains(&(*id, t.0))),
            })
            .collect();
        let ids: Vec<u64> = seen.rows.iter().map(|(id, _)| *id).collect();
        let next = down.next(&Listed { ids: &ids, total: seen.total })?;
        // Of more than can be remembered nobody knows whether they are new: then only the mark tells.
        let found = found || (self.recent.len() < REMEMBERED && fresh.contains(&true));
        self.remember(seen, began);
        let left = match next {
            Some(down) => seen.total.map(|t| t.saturating_sub(down.offset() + 1)),
            None => {
                if after.is_some() && !found && began - self.marked_at >= SETTLED {
                    self.settled = true;
                    self.recent.retain(|(_, t)| *t > self.mark);
                }
                Some(0)
            }
        };
        self.at = next.map_or(At::Rest, |down| At::Pass { after, down, began: Some(began), found });
        self.forget();
        Ok(Step { fresh, left })
    }

    /// Takes in what was asked for by number; what did not come is not there.
    pub fn took(&mut self, asked: &[u64], seen: &Seen<'_>) {
        self.soon.retain(|id| !asked.contains(id));
        self.keep(seen);
    }

    pub fn ask_soon(&mut self, ids: impl IntoIterator<Item = u64>) {
        ids.into_iter().filter(|id| *id > 0).take(WAITING.saturating_sub(self.soon.len())).for_each(|id| self.soon.push(id));
    }

    pub fn ask_later(&mut self, id: u64) {
        if id > 0 && self.later.len() < WAITING && !self.later.contains(&id) {
            self.later.push(id);
        }
    }

    /// A date in the future (a wrong clock) must not hide what comes before it: the mark never passes the pass's beginning.
    fn remember(&mut self, seen: &Seen<'_>, began: i64) {
        let last = seen.rows.iter().filter_map(|(_, t)| *t).map(|t| t.0.min(began)).max().unwrap_or(0);
        if last > self.mark {
            (self.mark, self.marked_at, self.settled) = (last, began, false);
        }
        self.keep(seen);
    }

    fn keep(&mut self, seen: &Seen<'_>) {
        for row in seen.rows.iter().filter_map(|(id, t)| t.map(|t| (*id, t.0))) {
            if !self.recent.contains(&row) {
                self.recent.push(row);
            }
        }
        self.forget();
    }

    /// What no pass will read again: that before the mark, and while a pass lasts that before its own beginning.
    fn forget(&mut self) {
        let floor = match self.at {
            At::Pass { after: Some(after), .. } => after.min(self.mark - OVERLAP),
            _ => self.mark - OVERLAP,
        };
        self.recent.retain(|(_, t)| *t >= floor);
        let surplus = self.recent.len().saturating_sub(REMEMBERED);
        self.recent.drain(..surplus);
    }
}

#[cfg(test)]
mod tests;
