//! A place in a list of falling ids, newest first, that changes while it is read.
//!
//! Ids are given once and never change, so nothing is lost by dates that are edited, that tie, or that repeat an hour in
//! autumn. Shops only know "leave out the first n", so a page begins with the last row of the one before: what is new
//! pushes rows back and some are read twice; what is deleted pulls rows forward, the page then begins below the last row
//! read, and the reading goes back until the two meet. A list that never moves on (one page again and again, a page that is
//! empty where rows must be) ends in `Stuck`. The total is a hint and never the end: a full page is always followed.

use serde::{Deserialize, Serialize};

/// The most that WooCommerce gives.
pub const PER_PAGE: usize = 100;

/// What a page that brings nothing new costs of the patience, by what was done about it.
const PATIENCE: u16 = 2000;
const ASKED_AGAIN: u16 = 700;
const WENT_BACK: u16 = 100;
const WENT_ON: u16 = 1;

#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Down {
    offset: u64,
    /// Everything from this id upwards has been read.
    low: Option<u64>,
    /// How the page before began, and the total it named.
    before: Option<(u64, Option<u64>)>,
    idle: u16,
    /// The page before was not full, though the total promised more.
    thin: bool,
}

/// A page as the shop answered it: ids in its order, 0 for a row without one.
pub struct Listed<'a> {
    pub ids: &'a [u64],
    pub total: Option<u64>,
}

/// Why the reading cannot go on; for a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stuck {
    NoNumbers,
    NothingNew,
}

impl Stuck {
    pub fn words(self) -> &'static str {
        match self {
            Self::NoNumbers => "a list whose rows have no numbers",
            Self::NothingNew => "the same part of a list again and again",
        }
    }
}

impl Down {
    pub fn offset(self) -> u64 {
        self.offset
    }

    /// Nothing has been read yet.
    pub fn is_start(self) -> bool {
        self.low.is_none()
    }

    /// Whether this id lies below everything read so far.
    pub fn is_new(self, id: u64) -> bool {
        self.low.is_none_or(|low| id < low)
    }

    pub fn has_reached(self, id: u64) -> bool {
        self.low.is_some_and(|low| low <= id)
    }

    /// Where to read after this page; `None` at the list's end.
    pub fn next(self, page: &Listed<'_>) -> Result<Option<Self>, Stuck> {
        let numbered = || page.ids.iter().copied().filter(|id| *id > 0);
        let (Some(top), Some(low)) = (numbered().max(), numbered().min()) else {
            if !page.ids.is_empty() {
                return Err(Stuck::NoNumbers);
            }
            return if self.offset == 0 || self.thin { Ok(None) } else { self.back() };
        };
        let this = (page.ids.first().copied().unwrap_or(0), page.total);
        if self.offset > 0 && self.before == Some(this) {
            return self.tired(ASKED_AGAIN).map(Some);
        }
        if self.offset > 0 && self.low.is_some_and(|low| top < low) {
            return self.back();
        }
        let moved = if self.is_new(low) { Self { idle: 0, low: Some(low), ..self } } else { self.tired(WENT_ON)? };
        // A row that comes twice takes one place of the list.
        let rows = page.ids.iter().collect::<std::collections::BTreeSet<_>>().len() as u64;
        let full = rows >= PER_PAGE as u64;
        let promised = page.total.is_some_and(|t| t > self.offset + rows);
        // One row again, unless there is only one.
        let offset = self.offset + if rows > 1 { rows - 1 } else { rows };
        Ok((full || promised).then_some(Self { offset, before: Some(this), thin: !full, ..moved }))
    }

    /// A page back, twice as far each time, for many may have been deleted at once.
    fn back(self) -> Result<Option<Self>, Stuck> {
        let times = (self.idle / WENT_BACK).min(20);
        let offset = self.offset.saturating_sub((PER_PAGE as u64) << times);
        self.tired(WENT_BACK).map(|me| Some(Self { offset, before: None, thin: false, ..me }))
    }

    fn tired(self, by: u16) -> Result<Self, Stuck> {
        let idle = self.idle.saturating_add(by);
        if idle > PATIENCE { Err(Stuck::NothingNew) } else { Ok(Self { idle, ..self }) }
    }
}

/// A cursor as a new run takes it up: the patience that an earlier one lost is not held against the shop.
pub fn rested(cursor: &str) -> String {
    fn rest(v: &mut serde_json::Value) {
        if let Some(map) = v.as_object_mut() {
            if map.contains_key("idle") && map.contains_key("before") {
                map.insert("idle".to_owned(), 0.into());
                map.insert("before".to_owned(), serde_json::Value::Null);
            }
            map.values_mut().for_each(rest);
        }
    }
    let Ok(mut whole) = serde_json::from_str(cursor) else { return cursor.to_owned() };
    rest(&mut whole);
    whole.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(mut answer: impl FnMut(u64) -> (Vec<u64>, Option<u64>)) -> Result<(Vec<u64>, u32), Stuck> {
        let (mut at, mut seen, mut asked) = (Some(Down::default()), Vec::new(), 0);
        while let Some(down) = at {
            let (ids, total) = answer(down.offset());
            asked += 1;
            at = down.next(&Listed { ids: &ids, total })?;
            seen.extend(ids);
        }
        seen.sort_unstable();
        seen.dedup();
        Ok((seen, asked))
    }

    #[test]
    fn a_new_run_has_its_patience_back_and_keeps_its_place() {
        let tired = Down { offset: 198, low: Some(443), before: Some((542, Some(640))), idle: 1990, thin: false };
        let kept = serde_json::json!({ "at": { "pass": { "down": tired } }, "mark": 7 }).to_string();
        let again: serde_json::Value = serde_json::from_str(&rested(&kept)).unwrap();
        let down: Down = serde_json::from_value(again["at"]["pass"]["down"].clone()).unwrap();
        assert_eq!(down, Down { idle: 0, before: None, ..tired });
        assert_eq!((again["mark"].as_u64(), rested("not a cursor").as_str()), (Some(7), "not a cursor"));
    }

    #[test]
    fn a_row_that_comes_twice_in_a_page_moves_nothing() {
        let list: Vec<u64> = (1..=640).collect();
        let (seen, asked) = read(|o| {
            let mut ids = page(&list, o, PER_PAGE);
            ids.extend(ids.first().copied());
            (ids, Some(640))
        })
        .unwrap();
        assert!(seen == list && asked <= 10, "{asked}");
    }

    fn page(list: &[u64], offset: u64, at_most: usize) -> Vec<u64> {
        list.iter().rev().skip(offset as usize).take(at_most).copied().collect()
    }

    #[test]
    fn a_list_at_rest_is_read_once_whatever_its_total_says() {
        let list: Vec<u64> = (1..=640).collect();
        for total in [None, Some(640), Some(3), Some(100_000)] {
            let (seen, asked) = read(|o| (page(&list, o, PER_PAGE), total)).unwrap();
            assert_eq!(seen, list, "{total:?}");
            assert!(asked <= 10, "{total:?}: {asked}");
        }
        assert_eq!(read(|_| (vec![], Some(0))).unwrap(), (vec![], 1));
        assert_eq!(read(|o| (page(&[7], o, PER_PAGE), Some(1))).unwrap(), (vec![7], 1));
    }

    #[test]
    fn a_host_that_gives_smaller_pages_than_asked_for_is_read_whole() {
        let list: Vec<u64> = (1..=640).collect();
        assert_eq!(read(|o| (page(&list, o, 30), Some(640))).unwrap().0, list);
    }

    #[test]
    fn thousands_deleted_while_reading_are_gone_back_for() {
        let mut list: Vec<u64> = (1..=9_000).collect();
        let mut asked = 0;
        let (seen, pages) = read(|o| {
            asked += 1;
            if asked == 60 {
                list.retain(|id| *id < 4_000 || *id > 8_900);
            }
            (page(&list, o, PER_PAGE), Some(list.len() as u64))
        })
        .unwrap();
        assert!((1..4_000).all(|id| seen.binary_search(&id).is_ok()) && pages < 150, "{pages}");
    }

    #[test]
    fn what_never_moves_on_ends_by_itself() {
        let list: Vec<u64> = (1..=640).collect();
        assert_eq!(read(|_| (page(&list, 0, PER_PAGE), Some(640))), Err(Stuck::NothingNew));
        let mut total = 640;
        let shifting = read(|_| {
            total += 1;
            (page(&list, 0, PER_PAGE), Some(total))
        });
        assert_eq!(shifting, Err(Stuck::NothingNew));
        assert_eq!(read(|o| (if o == 0 { page(&list, 0, PER_PAGE) } else { vec![] }, Some(640))), Err(Stuck::NothingNew));
        assert_eq!(read(|_| (vec![0; 100], Some(640))), Err(Stuck::NoNumbers));
    }
}
