//! Where to go on in a list that grows while it is read, so that nothing is lost.
//!
//! The first pass goes down from the newest, later ones go up from where the last one began, with an overlap. Within a
//! pass Klaviyo's own cursor says where to go on; should Klaviyo not know it any more (a pass that was broken off last
//! week), the pass goes on from the last moment seen instead.
//!
//! Pure: it makes parameters and takes in what came.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::types::Timestamp;

/// What is nearer to the mark than this is remembered, to tell what is new from what is read again.
const NEAR: i64 = 300;
const REMEMBERED: usize = 2000;
/// Pages whose beginning is remembered: one that comes again would never end.
const BEGINNINGS: usize = 8;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Walk {
    /// What is older than this UTC second has been read.
    mark: i64,
    recent: BTreeMap<String, i64>,
    at: Option<Pass>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Pass {
    down: bool,
    began: Option<i64>,
    /// Down: only what is older; up: only what is newer. `None`: everything.
    bound: Option<i64>,
    cursor: Option<String>,
    /// The moment of the last row.
    last: Option<i64>,
    beginnings: Vec<String>,
}

pub struct Seen<'a> {
    /// Id and moment, in the answer's order.
    pub rows: &'a [(String, Option<i64>)],
    pub next: Option<String>,
    pub date: Timestamp,
}

#[derive(Debug, PartialEq)]
pub struct Step {
    pub fresh: u64,
    pub more: bool,
}

impl Walk {
    /// A walk that begins now, with nothing before it.
    pub fn from_now(now: Timestamp) -> Self {
        Self { mark: now.0, ..Self::default() }
    }

    /// When the last pass began; 0 before the end of the first.
    pub fn mark(&self) -> i64 {
        self.mark
    }

    /// A new pass, if the last one came to its end; it begins `overlap` seconds before the mark.
    pub fn resume(&mut self, overlap: i64) {
        if self.at.is_none() {
            let first = self.mark == 0;
            let bound = (!first).then_some(self.mark - overlap);
            self.at = Some(Pass { down: first, began: None, bound, cursor: None, last: None, beginnings: Vec::new() });
        }
    }

    /// `field`: what it goes by, `updated` or `datetime`. The filter is to be joined to any other.
    pub fn params(&self, field: &str) -> (String, Option<String>, Option<String>) {
        let Some(pass) = &self.at else { return (field.to_owned(), None, None) };
        let utc = |t: i64| Timestamp(t).to_utc().format("%Y-%m-%dT%H:%M:%SZ").to_string();
        let sort = if pass.down { format!("-{field}") } else { field.to_owned() };
        let operator = if pass.down { "less-than" } else { "greater-than" };
        (sort, pass.bound.map(|t| format!("{operator}({field},{})", utc(t))), pass.cursor.clone())
    }

    /// # Errors
    /// What is odd about a page that would never come to an end.
    pub fn take(&mut self, seen: &Seen<'_>) -> Result<Step, &'static str> {
        let Some(mut pass) = self.at.take() else { return Ok(Step { fresh: 0, more: false }) };
        let began = *pass.began.get_or_insert(seen.date.0);
        let new =
            |(key, t): &&(String, Option<i64>)| pass.down || t.is_none_or(|t| t >= self.mark - NEAR && self.recent.get(key) != Some(&t));
        let fresh = seen.rows.iter().filter(new).count() as u64;
        if let Some((first, _)) = seen.rows.first() {
            if seen.next.is_some() && pass.beginnings.contains(first) {
                return Err("the same page comes again and again");
            }
            pass.beginnings.push(first.clone());
            let surplus = pass.beginnings.len().saturating_sub(BEGINNINGS);
            pass.beginnings.drain(..surplus);
        }
        if seen.next.is_some() && seen.next == pass.cursor {
            return Err("the page after this one is this one");
        }
        pass.last = seen.rows.iter().rev().find_map(|(_, t)| *t).or(pass.last);
        pass.cursor.clone_from(&seen.next);
        self.recent.retain(|_, t| *t >= began - NEAR);
        self.recent.extend(seen.rows.iter().filter_map(|(k, t)| Some((k.clone(), t.filter(|t| *t >= began - NEAR)?))));
        while self.recent.len() > REMEMBERED {
            self.recent.pop_first();
        }
        let more = pass.cursor.is_some();
        if more {
            self.at = Some(pass);
        } else {
            self.mark = began;
        }
        Ok(Step { fresh, more })
    }

    /// Klaviyo does not know the cursor: on from the last moment seen. `false`: there was none, or it would not help.
    pub fn lose_cursor(&mut self) -> bool {
        let Some(pass) = &mut self.at else { return false };
        if pass.cursor.take().is_none() {
            return false;
        }
        let before = pass.bound;
        if let Some(last) = pass.last {
            pass.bound = Some(if pass.down { last + 1 } else { last - 1 });
        }
        pass.beginnings.clear();
        pass.last.is_none() || pass.bound != before
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(n: std::ops::Range<i64>) -> Vec<(String, Option<i64>)> {
        n.map(|n| (n.to_string(), Some(n))).collect()
    }

    #[test]
    fn down_at_first_then_up_and_nothing_is_new_twice() {
        let mut w = Walk::default();
        w.resume(60);
        assert_eq!(w.params("updated"), ("-updated".into(), None, None));
        let seen = |rows, next: Option<&str>, date| (rows, next.map(str::to_owned), Timestamp(date));
        let go = |w: &mut Walk, s: (Vec<(String, Option<i64>)>, Option<String>, Timestamp)| {
            w.take(&Seen { rows: &s.0, next: s.1, date: s.2 }).unwrap()
        };
        let newest: Vec<_> = rows(900..1000).into_iter().rev().collect();
        assert_eq!(go(&mut w, seen(newest, Some("c1"), 1000)), Step { fresh: 100, more: true });
        assert_eq!(w.params("updated").2.as_deref(), Some("c1"));
        assert_eq!(go(&mut w, seen(rows(10..20).into_iter().rev().collect(), None, 1005)), Step { fresh: 10, more: false });
        assert_eq!(w.mark(), 1000, "what came after the first page is for the next pass");
        w.resume(60);
        assert_eq!(w.params("updated"), ("updated".into(), Some("greater-than(updated,1970-01-01T00:15:40Z)".into()), None));
        assert_eq!(go(&mut w, seen(rows(941..1004), None, 1010)), Step { fresh: 4, more: false });
        w.resume(60);
        assert_eq!(go(&mut w, seen(rows(951..1004), None, 1010)), Step { fresh: 0, more: false });
    }

    #[test]
    fn a_cursor_that_is_not_known_any_more_is_replaced_by_the_last_moment() {
        let mut w = Walk::default();
        w.resume(60);
        assert!(!w.lose_cursor(), "there is none");
        w.take(&Seen { rows: &rows(900..1000).into_iter().rev().collect::<Vec<_>>(), next: Some("c".into()), date: Timestamp(1000) })
            .unwrap();
        assert!(w.lose_cursor());
        assert_eq!(w.params("updated").1.as_deref(), Some("less-than(updated,1970-01-01T00:15:01Z)"));
        // Where the same would be asked again, it is an error and no loop.
        w.take(&Seen { rows: &rows(900..901), next: Some("d".into()), date: Timestamp(1000) }).unwrap();
        assert!(!w.lose_cursor());
    }

    #[test]
    fn a_page_that_is_repeated_for_ever_ends_as_an_error() {
        let mut w = Walk::default();
        w.resume(60);
        let mut page = |n: u32| w.take(&Seen { rows: &rows(1..9), next: Some(format!("c{n}")), date: Timestamp(1000) });
        assert!(page(1).is_ok() && page(2).is_err());
    }
}
