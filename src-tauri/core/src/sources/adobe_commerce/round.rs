//! Reading a list whole once a day, and in between only what changed.
//!
//! Magento does not tell what was deleted, nor does a product's or an account's time of change move when its stock, its
//! address or its newsletter state does. So once a day all is read again, newest first; whatever is known and not listed
//! is gone. The first round of all has nothing to look for.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::few;
use crate::sources::Page;
use crate::sources::keyset::{Ask, Keyset, Seen, Stuck};
use crate::types::Timestamp;
use crate::types::records::{Kind, Record, Sweep};

const A_DAY: i64 = 86_400;

#[derive(Default, Serialize, Deserialize)]
pub struct Round {
    walk: Option<Keyset>,
    /// When the last whole round began, by our clock; 0 before the first has ended.
    whole_at: i64,
    /// Whether a whole round after the first is under way.
    again: bool,
    begun: bool,
    /// The highest number of any round that has ended, and of this one.
    known: u64,
    top: u64,
    /// Numbers that the caller wants to remember (`few`).
    memo: String,
}

impl Round {
    pub fn resume(cursor: Option<&str>, now: Timestamp) -> Self {
        let mut me = cursor.and_then(|c| serde_json::from_str::<Self>(c).ok()).unwrap_or_default();
        // A clock that was set back is as good as a day.
        if me.whole_at > 0 && !me.again && (now.0 - me.whole_at).abs() >= A_DAY {
            (me.walk, me.again, me.begun, me.whole_at) = (None, true, false, now.0);
        }
        if me.whole_at == 0 {
            me.whole_at = now.0;
        }
        me.walk = Some(Keyset::resume(me.walk.take()));
        me
    }

    pub fn ask(&self) -> Ask {
        self.walk.as_ref().map_or(Ask::Below(None), Keyset::ask)
    }

    /// Whether an earlier round has read this row.
    pub fn knows(&self, number: u64) -> bool {
        number <= self.known
    }

    pub fn memo(&self) -> BTreeSet<u64> {
        few::unpack(&self.memo)
    }

    pub fn remember(&mut self, numbers: &BTreeSet<u64>) {
        self.memo = few::pack(numbers);
    }

    /// The page to be filled with records, its steps of looking for what is gone among them.
    pub fn take(&mut self, kind: Kind, seen: &Seen<'_>, left: u64) -> Result<Page, Stuck> {
        let Some(walk) = &mut self.walk else { return Err(Stuck) };
        let step = walk.take(seen)?;
        self.top = seen.rows.iter().map(|(id, _)| *id).max().unwrap_or(0).max(self.top);
        let mut page = Page { fresh: step.fresh, left: Some(left), more: step.more, ..Page::default() };
        if self.again {
            // Only what changed within the day is news.
            page.fresh = seen.rows.iter().filter(|(_, at)| at.is_none_or(|t| t.0 >= self.whole_at - A_DAY)).count() as u64;
            if !self.begun {
                page.records.push(Record::Sweep(Sweep::Begin(kind)));
            }
            self.begun = true;
            page.records
                .push(Record::Sweep(Sweep::Seen(kind, seen.rows.iter().filter(|(id, _)| *id > 0).map(|(id, _)| id.to_string()).collect())));
        }
        Ok(page)
    }

    /// After the page's own records.
    pub fn end(&mut self, kind: Kind, page: &mut Page) {
        if self.again && !page.more {
            page.records.push(Record::Sweep(Sweep::End(kind)));
            self.again = false;
        }
        if !page.more {
            self.known = self.top.max(self.known);
        }
        page.cursor = serde_json::to_string(&self).unwrap_or_default();
    }
}
