//! Where to go on among members that are being changed while they are read, so that nobody is lost.
//!
//! The first pass goes down from the newest change, later ones go up from where the last one began. Both go by the
//! moment of the last change, never by page numbers over the moving list: each page's bound is the last moment of the
//! page before, so the border's second is read twice, which does no harm. Whether Mailchimp's bounds include the second they
//! name is nowhere said, so all of this holds either way. Only when one second fills more than a page (an import)
//! is that second read by offset; whoever leaves it meanwhile moves the others up, and so the offset goes back by as many.
//!
//! Pure: it makes parameters and takes in what came. Tested below against a changing list.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::types::Timestamp;

/// The most a page may hold.
pub const COUNT: usize = 1000;
/// Each later pass begins this many seconds earlier: what was being saved then may have appeared late.
const OVERLAP: i64 = 300;
/// At most this many rows are remembered to tell what is new from what is read again.
const REMEMBERED: usize = 2000;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Walk {
    /// Everything changed before this UTC second has been read.
    mark: i64,
    /// Rows near the mark, or at the border of the page before, by key and second.
    recent: BTreeMap<String, i64>,
    at: At,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum At {
    Down { began: Option<i64>, before: Option<i64>, tie: Option<Tie> },
    Up { began: Option<i64>, after: i64, tie: Option<Tie> },
    Rest,
}

/// One second that is read by offset.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Tie {
    second: i64,
    offset: u64,
    total: Option<u64>,
    /// How often it went back.
    back: u8,
}

impl Tie {
    fn at(second: i64) -> Self {
        Self { second, offset: 0, total: None, back: 0 }
    }
}

/// Going back oftener means that the total is no total.
const BACK: u8 = 200;

pub struct Seen<'a> {
    /// Key and moment of the last change, in the answer's order.
    pub rows: &'a [(String, Option<i64>)],
    pub total: Option<u64>,
    pub date: Timestamp,
}

#[derive(Debug, PartialEq)]
pub struct Step {
    pub fresh: u64,
    pub left: Option<u64>,
    pub more: bool,
}

impl Default for Walk {
    fn default() -> Self {
        Self { mark: 0, recent: BTreeMap::new(), at: At::Down { began: None, before: None, tie: None } }
    }
}

impl Walk {
    /// A new pass, if the last one came to its end.
    pub fn resume(&mut self) {
        if self.at == At::Rest {
            self.at = At::Up { began: None, after: self.mark - OVERLAP, tie: None };
        }
    }

    pub fn params(&self) -> Vec<(&'static str, String)> {
        let utc = |t: i64| Timestamp(t).to_utc().format("%Y-%m-%dT%H:%M:%S+00:00").to_string();
        let (dir, since, before, offset) = match self.at {
            At::Down { tie: Some(t), .. } => ("DESC", Some(t.second - 2), Some(t.second + 1), t.offset),
            At::Up { tie: Some(t), .. } => ("ASC", Some(t.second - 2), Some(t.second + 2), t.offset),
            At::Down { before, .. } => ("DESC", None, before, 0),
            At::Up { after, .. } => ("ASC", Some(after), None, 0),
            At::Rest => ("ASC", None, None, 0),
        };
        let mut p = vec![("count", COUNT.to_string()), ("sort_field", "last_changed".to_owned()), ("sort_dir", dir.to_owned())];
        p.push(("offset", offset.to_string()));
        p.extend(since.map(|t| ("since_last_changed", utc(t))));
        p.extend(before.map(|t| ("before_last_changed", utc(t))));
        p
    }

    /// # Errors
    /// What is odd about a page that does not keep to what was asked for; it would never come to an end.
    pub fn take(&mut self, seen: &Seen<'_>) -> Result<Step, &'static str> {
        let fresh = seen.rows.iter().filter(|(key, t)| t.is_none_or(|t| !self.remembers(key, t))).count() as u64;
        let n = seen.rows.len() as u64;
        let times = || seen.rows.iter().filter_map(|(_, t)| *t);
        let full = seen.total.map_or(seen.rows.len() >= COUNT, |t| n < t) && n > 0;
        let (low, high) = (times().min(), times().max());
        if full && low.is_none() {
            return Err("members come without the time of their last change");
        }
        let mut left = None;
        let at = match self.at {
            At::Down { began, before, tie: None } => {
                let began = Some(began.unwrap_or(seen.date.0));
                if before.is_some_and(|b| high.is_some_and(|t| t > b)) {
                    return Err("members come that are newer than what was asked for");
                }
                left = seen.total.map(|t| t.saturating_sub(n));
                match low {
                    Some(t) if full && before.is_none_or(|b| t + 1 < b) => At::Down { began, before: Some(t + 1), tie: None },
                    Some(second) if full => At::Down { began, before, tie: Some(Tie::at(second)) },
                    _ => At::Rest,
                }
            }
            At::Up { began, after, tie: None } => {
                let began = Some(began.unwrap_or(seen.date.0));
                if low.is_some_and(|t| t < after - 1) {
                    return Err("members come that are older than what was asked for");
                }
                left = seen.total.map(|t| t.saturating_sub(n));
                match high {
                    Some(t) if full && t - 1 > after => At::Up { began, after: t - 1, tie: None },
                    Some(second) if full => At::Up { began, after, tie: Some(Tie::at(second)) },
                    _ => At::Rest,
                }
            }
            At::Down { began, before, tie: Some(tie) } => match tie.next(n, seen.total)? {
                Some(tie) => At::Down { began, before, tie: Some(tie) },
                None => At::Down { began, before: Some(tie.second - 1), tie: None },
            },
            At::Up { began, after, tie: Some(tie) } => match tie.next(n, seen.total)? {
                Some(tie) => At::Up { began, after, tie: Some(tie) },
                None => At::Up { began, after: tie.second + 1, tie: None },
            },
            At::Rest => At::Rest,
        };
        self.remember(seen, at, low);
        self.at = at;
        Ok(Step { fresh, left, more: at != At::Rest })
    }

    fn remembers(&self, key: &str, t: i64) -> bool {
        self.recent.get(key) == Some(&t)
    }

    fn remember(&mut self, seen: &Seen<'_>, next: At, low: Option<i64>) {
        let began = match self.at {
            At::Down { began, .. } | At::Up { began, .. } => began.unwrap_or(seen.date.0),
            At::Rest => self.mark,
        };
        if next == At::Rest {
            self.mark = began;
        }
        let border = low.filter(|_| matches!(next, At::Down { .. }));
        let near = |t: i64| t >= began - OVERLAP || border == Some(t);
        self.recent.retain(|_, t| near(*t));
        self.recent.extend(seen.rows.iter().filter_map(|(k, t)| Some((k.clone(), t.filter(|t| near(*t))?))));
        while self.recent.len() > REMEMBERED {
            self.recent.pop_first();
        }
    }
}

impl Tie {
    /// `None`: the second has been read.
    fn next(self, rows: u64, total: Option<u64>) -> Result<Option<Self>, &'static str> {
        let shrunk = self.total.zip(total).map_or(0, |(before, now)| before.saturating_sub(now));
        if shrunk > 0 && self.back == BACK {
            return Err("the number of members changes with every page");
        }
        if shrunk > 0 {
            // Somebody left whom this page's place was reckoned with: so it is read again, further up.
            return Ok(Some(Self { offset: self.offset.saturating_sub(shrunk), total, back: self.back + 1, ..self }));
        }
        let offset = self.offset + rows;
        let more = rows > 0 && total.map_or(rows >= COUNT as u64, |t| offset < t);
        Ok(more.then_some(Self { offset, total, ..self }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Members by key and second; bounds that include what they name, or not.
    struct List {
        rows: Vec<(String, i64)>,
        inclusive: bool,
        now: i64,
    }

    impl List {
        fn page(&self, params: &[(&'static str, String)]) -> (Vec<(String, Option<i64>)>, u64) {
            let get = |n: &str| params.iter().find(|(k, _)| *k == n).map(|(_, v)| v.as_str());
            let time = |n: &str| get(n).and_then(|v| chrono::DateTime::parse_from_rfc3339(v).ok()).map(|t| t.timestamp());
            let slack = i64::from(self.inclusive);
            let mut rows: Vec<_> = self
                .rows
                .iter()
                .filter(|(_, t)| time("since_last_changed").is_none_or(|s| *t > s - slack))
                .filter(|(_, t)| time("before_last_changed").is_none_or(|b| *t < b + slack))
                .cloned()
                .collect();
            rows.sort_by(|a, b| (a.1, &a.0).cmp(&(b.1, &b.0)));
            if get("sort_dir") == Some("DESC") {
                rows.reverse();
            }
            let total = rows.len() as u64;
            let offset = get("offset").and_then(|o| o.parse().ok()).unwrap_or(0);
            (rows.into_iter().skip(offset).take(COUNT).map(|(k, t)| (k, Some(t))).collect(), total)
        }
    }

    fn pass(
        walk: &mut Walk,
        list: &mut List,
        mut meanwhile: impl FnMut(&mut List, usize),
    ) -> (std::collections::BTreeSet<(String, i64)>, u64) {
        walk.resume();
        let mut read = std::collections::BTreeSet::new();
        let mut fresh = 0;
        for n in 0.. {
            assert!(n < 200, "it does not end");
            let (rows, total) = list.page(&walk.params());
            let step = walk.take(&Seen { rows: &rows, total: Some(total), date: Timestamp(list.now) }).unwrap();
            fresh += step.fresh;
            read.extend(rows.into_iter().filter_map(|(k, t)| Some((k, t?))));
            if !step.more {
                break;
            }
            meanwhile(list, n);
            // A kill between two pages: only what the cursor says goes on.
            *walk = serde_json::from_str(&serde_json::to_string(walk).unwrap()).unwrap();
        }
        (read, fresh)
    }

    #[test]
    fn everybody_is_read_whatever_changes_meanwhile_and_however_many_share_a_second() {
        for inclusive in [true, false] {
            for same_second in [1, 1000, 2600] {
                let rows = (0..3300)
                    .map(|n| (format!("m{n:05}"), 1_700_000_000 + (n / same_second) * 3 + i64::from(n % 2 == 0 && same_second < 2)));
                let mut list = List { rows: rows.collect(), inclusive, now: 1_790_000_000 };
                let mut walk = Walk::default();
                let before: std::collections::BTreeSet<_> = list.rows.iter().map(|r| r.0.clone()).collect();
                let (mut read, _) = pass(&mut walk, &mut list, |l, n| {
                    l.now += 7;
                    // Some change, and so leave their place; others arrive.
                    for i in 0..5 {
                        let at = (n * 977 + i * 613) % l.rows.len();
                        l.rows[at].1 = l.now;
                    }
                    let now = l.now;
                    l.rows.push((format!("new{n}"), now));
                });
                list.now += 60;
                read.extend(pass(&mut walk, &mut list, |_, _| {}).0);
                assert!(list.rows.iter().all(|r| read.contains(r)), "inclusive {inclusive}, {same_second} a second");
                assert!(before.iter().all(|k| read.iter().any(|(r, _)| r == k)));
                list.now += 1000;
                assert_eq!(pass(&mut walk, &mut list, |_, _| {}).1, 0, "nothing new, and nothing taken for new");
            }
        }
    }

    #[test]
    fn a_page_that_is_repeated_for_ever_ends_as_an_error() {
        let rows: Vec<_> = (0..COUNT).map(|n| (n.to_string(), Some(1_700_000_000 + n as i64))).collect();
        let mut walk = Walk::default();
        let mut odd = None;
        for _ in 0..50 {
            match walk.take(&Seen { rows: &rows, total: Some(1_000_000), date: Timestamp(1_790_000_000) }) {
                Ok(step) => assert!(step.more),
                Err(e) => {
                    odd = Some(e);
                    break;
                }
            }
        }
        assert!(odd.is_some());
    }

    #[test]
    fn a_member_from_the_future_hides_nobody() {
        let mut list = List { rows: vec![("a".into(), 1_800_000_000), ("b".into(), 1_700_000_000)], inclusive: false, now: 1_790_000_000 };
        let mut walk = Walk::default();
        pass(&mut walk, &mut list, |_, _| {});
        list.now += 5000;
        list.rows.push(("c".into(), list.now - 100));
        assert!(pass(&mut walk, &mut list, |_, _| {}).0.contains(&("c".to_owned(), list.now - 100)));
    }
}
