//! Where to go on in a list that changes while it is read, so that nothing is lost.
//!
//! The first pass goes by id, whose order never changes. Rows that are deleted meanwhile move the later ones forward;
//! so each page begins with the last row of the one before, and when that is not there, it goes back. Later passes read what was modified since: never by page numbers over that moving
//! list, but from the last moment seen, again and again. The shop's dates have the grain of a second, so rows of the
//! border's second are read twice; only when a whole page shares one second (a bulk edit) is that second alone read
//! by pages, in the order of ids. Reading twice does no harm, because storing is an upsert.
//!
//! Pure: it makes parameters and takes in what came. Tested against a changing list below.

use serde::{Deserialize, Serialize};

use crate::types::Timestamp;

pub const PER_PAGE: usize = 100;

/// Each pass begins this many seconds before the last moment seen: what was being saved then may have appeared late.
const OVERLAP: i64 = 300;
/// At most this many rows are remembered to tell what is new from what is read again.
const REMEMBERED: usize = 2000;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Walk {
    /// Everything modified before this UTC second has been read.
    mark: i64,
    /// Rows near the mark by id and second of modification.
    recent: Vec<(u64, i64)>,
    at: At,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum At {
    All { by_id: ById, began: Option<i64> },
    Since { after: i64, tie: Option<Tie>, began: Option<i64> },
    Rest,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Tie {
    second: i64,
    by_id: ById,
}

/// A place in a list ordered by id.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct ById {
    offset: u64,
    /// Everything up to this id has been read.
    last: u64,
}

/// A page as the shop answered it.
pub struct Seen<'a> {
    /// Id and moment of modification, in the answer's order.
    pub rows: &'a [(u64, Option<Timestamp>)],
    pub total: Option<u64>,
    /// The shop's clock, or a safe guess of it.
    pub date: Timestamp,
}

#[derive(Debug, PartialEq)]
pub struct Step {
    pub fresh: u64,
    pub left: Option<u64>,
    pub more: bool,
}

impl Walk {
    /// Goes on from a stored cursor; an unreadable one (of another version) starts all over, which loses nothing.
    pub fn resume(cursor: Option<&str>) -> Self {
        let mut walk = cursor.and_then(|c| serde_json::from_str::<Self>(c).ok()).unwrap_or(Self {
            mark: 0,
            recent: Vec::new(),
            at: At::All { by_id: ById::default(), began: None },
        });
        if walk.at == At::Rest {
            walk.at = At::Since { after: walk.mark - OVERLAP, tie: None, began: None };
        }
        walk
    }

    pub fn cursor(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    pub fn params(&self) -> Vec<(&'static str, String)> {
        let utc = |t: i64| Timestamp(t).to_utc().format("%Y-%m-%dT%H:%M:%S").to_string();
        let mut p = vec![("per_page", PER_PAGE.to_string()), ("order", "asc".to_owned())];
        match self.at {
            At::All { by_id, .. } => p.extend([("orderby", "id".to_owned()), ("offset", by_id.offset.to_string())]),
            At::Since { after, tie: None, .. } => {
                p.extend([("orderby", "modified".to_owned()), ("modified_after", utc(after)), ("dates_are_gmt", "true".to_owned())]);
            }
            At::Since { tie: Some(tie), .. } => p.extend([
                ("orderby", "id".to_owned()),
                ("offset", tie.by_id.offset.to_string()),
                ("modified_after", utc(tie.second - 1)),
                ("modified_before", utc(tie.second + 1)),
                ("dates_are_gmt", "true".to_owned()),
            ]),
            At::Rest => {}
        }
        p
    }

    pub fn take(&mut self, seen: &Seen<'_>) -> Step {
        let fresh = match self.at {
            At::All { by_id, .. } => by_id.fresh(seen),
            _ => seen.rows.iter().filter(|(id, at)| at.is_none_or(|t| !self.recent.contains(&(*id, t.0)))).count() as u64,
        };
        let rows = seen.rows.len() as u64;
        let (at, left) = match self.at {
            At::All { by_id, began } => {
                let began = began.unwrap_or(seen.date.0);
                match by_id.next(seen) {
                    Some(by_id) => (At::All { by_id, began: Some(began) }, seen.total.map(|t| t.saturating_sub(by_id.offset + 1))),
                    None => {
                        self.mark = began;
                        (At::Rest, Some(0))
                    }
                }
            }
            At::Since { after, tie: None, began } => {
                let began = Some(began.unwrap_or(seen.date.0));
                let last = seen.rows.iter().rev().find_map(|(_, t)| *t).map(|t| t.0);
                let more = seen.total.map_or(seen.rows.len() >= PER_PAGE, |t| rows < t);
                let at = match last {
                    Some(last) if more && last - 1 > after => At::Since { after: last - 1, tie: None, began },
                    Some(second) if more => At::Since { after, tie: Some(Tie { second, by_id: ById::default() }), began },
                    _ => At::Rest,
                };
                (at, seen.total.map(|t| t.saturating_sub(rows)))
            }
            At::Since { after, tie: Some(tie), began } => {
                let at = match tie.by_id.next(seen) {
                    Some(by_id) => At::Since { after, tie: Some(Tie { by_id, ..tie }), began },
                    None => At::Since { after: tie.second, tie: None, began },
                };
                (at, None)
            }
            At::Rest => (At::Rest, None),
        };
        let began = match self.at {
            At::All { began, .. } | At::Since { began, .. } => began.unwrap_or(seen.date.0),
            At::Rest => self.mark,
        };
        self.remember(seen, began);
        self.at = at;
        Step { fresh, left, more: self.at != At::Rest }
    }

    /// `began`: when this pass started. A second that was not over then may still have grown after it was read, so
    /// the mark never passes it; nor does a date in the future (a wrong clock) hide what comes before it.
    fn remember(&mut self, seen: &Seen<'_>, began: i64) {
        let floor = match self.at {
            At::All { .. } => began,
            _ => {
                let last = seen.rows.iter().filter_map(|(_, t)| *t).map(|t| t.0.min(began)).max();
                self.mark = self.mark.max(last.unwrap_or(self.mark));
                self.mark
            }
        } - OVERLAP;
        for row in seen.rows.iter().filter_map(|(id, t)| t.map(|t| (*id, t.0))) {
            if !self.recent.contains(&row) {
                self.recent.push(row);
            }
        }
        self.recent.retain(|(_, t)| *t >= floor);
        let surplus = self.recent.len().saturating_sub(REMEMBERED);
        self.recent.drain(..surplus);
    }
}

impl ById {
    pub fn offset(self) -> u64 {
        self.offset
    }

    /// Whether this id has not been read yet.
    pub fn is_after(self, id: u64) -> bool {
        id > self.last
    }

    /// Rows that no page before this one held.
    pub fn fresh(self, seen: &Seen<'_>) -> u64 {
        seen.rows.iter().filter(|(id, _)| *id > self.last).count() as u64
    }

    /// Where to read after this page; `None` at the list's end.
    pub fn next(self, seen: &Seen<'_>) -> Option<Self> {
        let back = Self { offset: self.offset.saturating_sub(PER_PAGE as u64), ..self };
        let (Some((first, _)), Some((last, _))) = (seen.rows.first(), seen.rows.last()) else {
            // Past the end the shop answers 200 with nothing and a total of 0.
            return (self.offset > 0).then_some(back);
        };
        if self.offset > 0 && *first > self.last {
            return Some(back);
        }
        let rows = seen.rows.len() as u64;
        let end = self.offset + rows;
        let more = seen.total.map_or(rows >= PER_PAGE as u64, |t| end < t);
        // One row again, unless the shop gives one row at a time.
        more.then_some(Self { offset: if rows > 1 { end - 1 } else { end }, last: self.last.max(*last) })
    }
}

#[cfg(test)]
mod tests;
