//! Where a stream of orders or products stands: its walk, and between two walks, once a day, a sweep over everything that
//! is there, to find what was deleted for good.
//!
//! A sweep is due a day after the first walk ended or the last sweep did, by the shop's clock. It goes down the same list;
//! its place is kept with each page, so it can be stopped and gone on with like any other reading.

use serde::{Deserialize, Serialize};

use super::down::{Down, Listed, Stuck};
use super::walk::Walk;
use crate::types::Timestamp;

const A_DAY: i64 = 86_400;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    #[serde(flatten)]
    pub walk: Walk,
    #[serde(default)]
    pub sweep: Sweeping,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Sweeping {
    /// When the last one ended; 0: the first walk has not ended yet.
    last: i64,
    down: Option<Down>,
    /// The highest number at the last sweep (or the very first page): refunds above it have come since.
    pub known: u64,
    /// The highest number that this sweep began with.
    pub top: u64,
}

impl Kept {
    pub fn resume(cursor: Option<&str>) -> Self {
        let mut kept = cursor.and_then(|c| serde_json::from_str::<Self>(c).ok()).unwrap_or_default();
        if kept.sweep.down.is_none() {
            kept.walk.begin();
        }
        kept
    }

    pub fn cursor(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// After a page of the walk: whether there is more to read now. Begins a sweep when one is due.
    pub fn goes_on(&mut self, date: Timestamp) -> bool {
        if !self.walk.is_at_rest() {
            return true;
        }
        if self.sweep.last == 0 {
            self.sweep.last = date.0;
        } else if (date.0 - self.sweep.last).abs() >= A_DAY {
            self.sweep.down = Some(Down::default());
        }
        self.sweep.down.is_some()
    }
}

impl Sweeping {
    /// The place in the list, while a sweep is under way.
    pub fn place(&self) -> Option<Down> {
        self.down
    }

    /// After a page of the sweep: whether it goes on.
    ///
    /// # Errors
    /// When the list does not move on, or a row of it cannot be told: then nothing may be taken for gone.
    pub fn take(&mut self, page: &Listed<'_>, date: Timestamp) -> Result<bool, Stuck> {
        if page.ids.contains(&0) {
            return Err(Stuck::NoNumbers);
        }
        let Some(down) = self.down else { return Ok(false) };
        if down.is_start() {
            self.top = page.ids.iter().copied().max().unwrap_or(0).max(self.known);
        }
        self.down = down.next(page)?;
        if self.down.is_none() {
            (self.last, self.known) = (date.0, self.top);
        }
        Ok(self.down.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sweep_is_due_a_day_after_the_first_walk_and_then_once_a_day() {
        let mut kept = Kept::default();
        let day = Timestamp(1_795_000_000);
        assert!(!kept.goes_on(day), "everything has just been read");
        assert!(!kept.goes_on(day.plus_secs(A_DAY - 1)));
        assert!(kept.goes_on(day.plus_secs(A_DAY)) && kept.sweep.place().is_some());
        let resumed = Kept::resume(Some(&kept.cursor()));
        assert_eq!(resumed, kept, "gone on with, not begun anew");
        assert!(!kept.sweep.take(&Listed { ids: &[7, 5], total: Some(2) }, day.plus_secs(A_DAY + 5)).unwrap());
        assert_eq!(kept.sweep.known, 7);
        assert!(!kept.goes_on(day.plus_secs(A_DAY + 3600)));
        // A clock that was a year ahead is set back: the next sweep does not wait a year.
        assert!(kept.goes_on(day.plus_secs(-A_DAY * 365)));
    }

    #[test]
    fn a_list_with_an_unknown_row_condemns_nobody() {
        let mut kept = Kept { sweep: Sweeping { last: 1, ..Sweeping::default() }, ..Kept::default() };
        kept.goes_on(Timestamp(A_DAY * 2));
        assert!(kept.sweep.take(&Listed { ids: &[7, 0], total: Some(2) }, Timestamp(A_DAY * 2)).is_err());
        assert!(kept.sweep.place().is_some());
    }

    #[test]
    fn a_cursor_of_the_version_before_goes_on() {
        let old = r#"{"mark":1795000000,"recent":[[7,1795000000]],"at":"rest"}"#;
        let kept = Kept::resume(Some(old));
        assert!(!kept.walk.is_start() && kept.sweep.place().is_none());
    }
}
