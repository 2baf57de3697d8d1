//! Where to go on in a list that can only be read by page numbers: the newsletter's subscribers, whose order cannot be
//! chosen. A row that is deleted meanwhile moves the later ones forward; the list's total tells, and then the page before
//! is read again.

use serde::{Deserialize, Serialize};

use crate::types::Timestamp;

const OVERLAP: i64 = 300;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Pages {
    /// Everything changed before this second has been read; 0 before the first pass has ended.
    mark: i64,
    /// From 1; 0 at rest.
    page: u64,
    total: Option<u64>,
    began: i64,
}

impl Pages {
    pub fn resume(cursor: Option<&str>) -> Self {
        let mut me = cursor.and_then(|c| serde_json::from_str::<Self>(c).ok()).unwrap_or_default();
        me.page = me.page.max(1);
        me
    }

    pub fn page(&self) -> u64 {
        self.page
    }

    /// Only what changed since then; `None`: all.
    pub fn since(&self) -> Option<Timestamp> {
        (self.mark > 0).then_some(Timestamp(self.mark - OVERLAP))
    }

    /// Whether a row that changed then is new to us.
    pub fn is_fresh(&self, changed: Option<Timestamp>) -> bool {
        changed.is_none_or(|t| t.0 >= self.mark)
    }

    /// Whether there is more to read now. `total`: rows of the whole question.
    pub fn take(&mut self, rows: u64, limit: u64, total: Option<u64>, date: Timestamp) -> bool {
        if self.page == 1 && self.total.is_none() {
            self.began = date.0;
        }
        let shrunk = self.total.zip(total).is_some_and(|(before, now)| now < before);
        let more = rows > 0 && total.map_or(rows >= limit, |t| self.page * limit < t);
        self.page = match (shrunk, more) {
            (true, _) if self.page > 1 => self.page - 1,
            (_, true) => self.page + 1,
            _ => 0,
        };
        self.total = total;
        if self.page == 0 {
            *self = Self { mark: self.began.max(self.mark), ..Self::default() };
        }
        self.page > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_that_shrinks_is_read_again_from_the_page_before() {
        let mut p = Pages::resume(None);
        assert!(p.since().is_none() && p.take(10, 10, Some(25), Timestamp(1000)));
        assert!(p.take(10, 10, Some(25), Timestamp(1001)));
        assert!(p.take(4, 10, Some(24), Timestamp(1002)));
        assert_eq!(p.page(), 2);
        assert!(p.take(10, 10, Some(24), Timestamp(1003)) && !p.take(4, 10, Some(24), Timestamp(1004)));
        let p = Pages::resume(Some(&serde_json::to_string(&p).unwrap()));
        assert_eq!((p.page(), p.since()), (1, Some(Timestamp(1000 - OVERLAP))));
        assert!(p.is_fresh(Some(Timestamp(1000))) && !p.is_fresh(Some(Timestamp(999))));
    }
}
