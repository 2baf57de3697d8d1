//! What was answered before, by (canonical condition, day, zone), each with the revision it was answered at.
//!
//! Nothing is dropped when the data changes: whoever asks at a later revision is told what was known, and from when, and
//! brings it up to date with what was touched since (`evaluate`). A saved segment changes nothing here, because its
//! conditions are what is kept, not its name.

use std::collections::HashMap;
use std::sync::Arc;

use roaring::RoaringBitmap;

use super::base::Base;
use super::scan::kept::Kept;
use super::window::AsOf;
use crate::types::Day;

/// Bytes of sets.
const MOST_BYTES: usize = 128 << 20;
/// Bytes of numbers: in a shop of a million people, some two dozen of them.
const MOST_NUMBERS: usize = 96 << 20;
const MOST_DAYS: usize = 60;
/// In a large shop what is known of a day takes room.
const MOST_LARGE_DAYS: usize = 4;
const LARGE: u64 = 100_000;

type DayKey = (Day, &'static str);

#[derive(Default)]
pub struct Cache {
    bases: HashMap<DayKey, Arc<Base>>,
    sets: HashMap<(DayKey, String), Entry>,
    bytes: usize,
    /// The numbers that thresholds were last held against, the oldest first.
    numbers: Vec<Numbers>,
    uses: u64,
}

/// Everybody's numbers of an activity, of one revision of the data.
struct Numbers {
    revision: i64,
    place: (DayKey, String),
    kept: Arc<Kept>,
}

#[derive(Clone)]
pub struct Entry {
    /// Of the data, and of what else it was asked of (exports, experiments).
    pub revision: (i64, i64),
    pub set: Arc<RoaringBitmap>,
    used: u64,
    bytes: usize,
}

fn key(as_of: AsOf) -> DayKey {
    (as_of.day, as_of.zone.name())
}

impl Cache {
    /// Of whatever revision.
    pub fn base(&self, as_of: AsOf) -> Option<Arc<Base>> {
        self.bases.get(&key(as_of)).cloned()
    }

    pub fn keep_base(&mut self, base: &Arc<Base>) {
        let most = if base.everyone.len() > LARGE { MOST_LARGE_DAYS } else { MOST_DAYS };
        if self.bases.len() >= most {
            let revision = base.columns.revision;
            self.bases.retain(|_, b| b.columns.revision == revision);
            if self.bases.len() >= most {
                self.bases.clear();
            }
        }
        self.bases.insert(key(base.as_of), base.clone());
    }

    pub fn set(&mut self, as_of: AsOf, condition: &str) -> Option<Entry> {
        self.uses += 1;
        let entry = self.sets.get_mut(&(key(as_of), condition.to_owned()))?;
        entry.used = self.uses;
        Some(entry.clone())
    }

    /// Unless what is there is newer.
    pub fn keep_set(&mut self, revision: (i64, i64), as_of: AsOf, condition: String, set: &Arc<RoaringBitmap>) {
        let place = (key(as_of), condition);
        let before = self.sets.get(&place);
        if before.is_some_and(|e| e.revision > revision) {
            return;
        }
        let bytes = set.serialized_size() + place.1.len() + 200;
        self.bytes = (self.bytes + bytes).saturating_sub(before.map_or(0, |e| e.bytes));
        self.uses += 1;
        self.sets.insert(place, Entry { revision, set: set.clone(), used: self.uses, bytes });
        if self.bytes > MOST_BYTES {
            self.make_room();
        }
    }

    /// Drops what was not used for longest, until half of the room is free.
    fn make_room(&mut self) {
        let mut by_use: Vec<(u64, usize)> = self.sets.values().map(|e| (e.used, e.bytes)).collect();
        by_use.sort_unstable();
        let mut left = self.bytes;
        let mut edge = 0;
        for (used, bytes) in by_use {
            if left <= MOST_BYTES / 2 {
                break;
            }
            left -= bytes;
            edge = used;
        }
        self.sets.retain(|_, e| e.used > edge);
        self.bytes = left;
    }

    pub fn numbers(&mut self, revision: i64, as_of: AsOf, number: &str) -> Option<Arc<Kept>> {
        let fits = |n: &Numbers| n.revision == revision && n.place.0 == key(as_of) && n.place.1 == number;
        let at = self.numbers.iter().position(fits)?;
        let found = self.numbers.remove(at);
        let kept = found.kept.clone();
        self.numbers.push(found);
        Some(kept)
    }

    pub fn keep_numbers(&mut self, revision: i64, as_of: AsOf, number: String, kept: &Arc<Kept>) {
        self.numbers.retain(|n| n.revision >= revision);
        self.numbers.push(Numbers { revision, place: (key(as_of), number), kept: kept.clone() });
        let mut bytes: usize = self.numbers.iter().map(|n| n.kept.bytes()).sum();
        while bytes > MOST_NUMBERS && self.numbers.len() > 1 {
            bytes -= self.numbers.remove(0).kept.bytes();
        }
    }

    /// Sets and numbers.
    pub fn forget_answers(&mut self) {
        self.sets.clear();
        self.numbers.clear();
        self.bytes = 0;
    }

    #[cfg(test)]
    pub fn len(&self) -> usize {
        self.sets.len()
    }
}
