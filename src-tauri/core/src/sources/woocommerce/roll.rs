//! A list that cannot be asked for what changed: accounts and reviews.
//!
//! A short one is read again each time. A longer one is read whole once a day, and in between from the newest down to the
//! highest number known. A whole reading, at most once a day, also tells what is gone.

use serde::{Deserialize, Serialize};

use super::down::{Down, Listed, PER_PAGE, Stuck};
use crate::types::Timestamp;

const A_DAY: i64 = 86_400;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Roll {
    /// The highest number of any finished reading.
    highest: u64,
    /// When the last whole reading began, by our clock; 0: there was none.
    whole_at: i64,
    /// When a whole reading last told what is gone.
    #[serde(default)]
    swept_at: i64,
    began: i64,
    total: u64,
    #[serde(default)]
    top: u64,
    #[serde(default)]
    at: At,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum At {
    Whole {
        down: Down,
        sweeps: bool,
    },
    /// From the newest down to the highest known.
    Newest(Down),
    #[default]
    Rest,
}

/// What a page means.
#[derive(Debug, PartialEq)]
pub struct Read {
    /// It is the first, or the last, of a reading that tells what is gone; every one of them clears those it lists.
    pub begins_sweep: bool,
    pub sweeps: bool,
    pub ends_sweep: bool,
    /// Of each row: not read before in this reading.
    pub first: Vec<bool>,
    /// Of each row: besides, not known from an earlier one.
    pub new: Vec<bool>,
    pub left: Option<u64>,
    pub more: bool,
}

impl Roll {
    /// `few`: so many rows are read again each time.
    pub fn resume(cursor: Option<&str>, few: u64, now: Timestamp) -> Self {
        let mut me = cursor.and_then(|c| serde_json::from_str::<Self>(c).ok()).unwrap_or_default();
        if me.at == At::Rest {
            let since = |at: i64| (now.0 - at).abs() >= A_DAY;
            let whole = me.whole_at == 0 || me.total <= few || since(me.whole_at);
            let sweeps = me.whole_at != 0 && since(me.swept_at);
            me.at = if whole { At::Whole { down: Down::default(), sweeps } } else { At::Newest(Down::default()) };
            (me.began, me.top) = (now.0, 0);
        }
        me
    }

    pub fn cursor(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    pub fn params(&self) -> Vec<(&'static str, String)> {
        let offset = match self.at {
            At::Whole { down, .. } | At::Newest(down) => down.offset(),
            At::Rest => 0,
        };
        vec![("orderby", "id".to_owned()), ("order", "desc".to_owned()), ("offset", offset.to_string()), ("per_page", PER_PAGE.to_string())]
    }

    /// Whether a row was edited since the last whole reading, where it tells when.
    pub fn is_edited(&self, modified: Option<Timestamp>) -> bool {
        modified.is_some_and(|t| t.0 >= self.whole_at)
    }

    /// # Errors
    /// When the list does not move on, or tells not enough to say what is gone.
    pub fn take(&mut self, page: &Listed<'_>) -> Result<Read, Stuck> {
        let (down, sweeps) = match self.at {
            At::Whole { down, sweeps } => (down, sweeps),
            At::Newest(down) => (down, false),
            At::Rest => (Down::default(), false),
        };
        if sweeps && page.ids.contains(&0) {
            return Err(Stuck::NoNumbers);
        }
        let highest = self.highest;
        let first: Vec<bool> = page.ids.iter().map(|id| down.is_new(*id)).collect();
        let new = page.ids.iter().zip(&first).map(|(id, first)| *first && *id > highest).collect();
        self.top = page.ids.iter().copied().max().unwrap_or(0).max(self.top);
        let next = down.next(page)?;
        let (begins_sweep, ends_sweep) = (sweeps && down.is_start(), sweeps && next.is_none());
        match (self.at, next) {
            (At::Whole { sweeps, .. }, Some(down)) => self.at = At::Whole { down, sweeps },
            (At::Whole { .. }, None) => {
                let swept_at = if sweeps || self.whole_at == 0 { self.began } else { self.swept_at };
                let total = page.total.unwrap_or(u64::MAX);
                *self = Self { highest: self.top.max(highest), whole_at: self.began, swept_at, total, at: At::Rest, ..self.clone() };
            }
            (_, Some(down)) if !down.has_reached(highest) => self.at = At::Newest(down),
            _ => *self = Self { highest: self.top.max(highest), at: At::Rest, ..self.clone() },
        }
        let left = match next {
            Some(down) => page.total.map(|t| t.saturating_sub(down.offset() + 1)),
            None => Some(0),
        };
        Ok(Read { begins_sweep, sweeps, ends_sweep, first, new, left, more: self.at != At::Rest })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Timestamp = Timestamp(1_795_000_000);

    fn ids(from: u64, to: u64) -> Vec<u64> {
        (from..=to).rev().collect()
    }

    fn read_all(list: &[u64], cursor: Option<&str>, now: Timestamp) -> (String, u32, u64, bool) {
        let (mut cursor, mut asked, mut new, mut swept) = (cursor.map(str::to_owned), 0, 0, false);
        loop {
            let mut roll = Roll::resume(cursor.as_deref(), 100, now);
            let offset: usize = roll.params().iter().find(|(k, _)| *k == "offset").map(|(_, v)| v.parse().unwrap()).unwrap();
            let page: Vec<u64> = list.iter().copied().skip(offset).take(PER_PAGE).collect();
            let read = roll.take(&Listed { ids: &page, total: Some(list.len() as u64) }).unwrap();
            asked += 1;
            new += read.new.iter().filter(|n| **n).count() as u64;
            swept |= read.ends_sweep;
            cursor = Some(roll.cursor());
            if !read.more {
                return (cursor.unwrap(), asked, new, swept);
            }
        }
    }

    #[test]
    fn a_long_list_is_read_whole_once_a_day_and_only_the_new_ones_in_between() {
        let (cursor, asked, new, swept) = read_all(&ids(1, 500), None, DAY);
        assert_eq!((asked, new, swept), (6, 500, false), "nothing was known before, so nothing can be gone");
        let (cursor, asked, new, swept) = read_all(&ids(1, 530), Some(&cursor), DAY.plus_secs(3600));
        assert_eq!((asked, new, swept), (1, 30, false));
        let (cursor, asked, new, swept) = read_all(&ids(1, 530), Some(&cursor), DAY.plus_secs(7200));
        assert_eq!((asked, new, swept), (1, 0, false));
        let (cursor, _, new, swept) = read_all(&ids(1, 520), Some(&cursor), DAY.plus_secs(A_DAY));
        assert_eq!((new, swept), (0, true));
        let (_, asked, _, swept) = read_all(&ids(1, 520), Some(&cursor), DAY.plus_secs(A_DAY + 60));
        assert_eq!((asked, swept), (1, false));
    }

    #[test]
    fn a_short_list_is_read_each_time_and_swept_once_a_day() {
        let (cursor, asked, new, _) = read_all(&ids(1, 40), None, DAY);
        assert_eq!((asked, new), (1, 40));
        let (cursor, _, _, swept) = read_all(&ids(1, 39), Some(&cursor), DAY.plus_secs(60));
        assert!(!swept);
        assert!(read_all(&ids(1, 39), Some(&cursor), DAY.plus_secs(A_DAY)).3);
    }

    #[test]
    fn a_list_that_became_empty_tells_that_all_are_gone() {
        let (cursor, ..) = read_all(&ids(1, 3), None, DAY);
        assert!(read_all(&[], Some(&cursor), DAY.plus_secs(A_DAY)).3);
    }
}
