//! What was answered before, by (canonical condition, day, zone), for one revision of the shop's data.
//!
//! A write to the data makes a new revision and drops everything; a saved segment changes nothing here, because its
//! conditions are what is kept, not its name.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use roaring::RoaringBitmap;

use super::compile::AsOf;
use crate::insights::lifecycle::{Lifecycle, lifecycle};
use crate::insights::rfm::{Rfm, rfm};
use crate::store::stats::PersonStats;
use crate::types::{Day, PersonId};

const MOST_SETS: usize = 4_000;
const MOST_DAYS: usize = 60;

/// The shop as of one day: who is known, what they bought, and what insights make of it.
pub struct Base {
    pub as_of: AsOf,
    pub everyone: Arc<RoaringBitmap>,
    /// Sums of orders up to that day, by person id.
    pub stats: Vec<PersonStats>,
    rfm: OnceLock<Rfm>,
    lifecycle: OnceLock<Lifecycle>,
}

impl Base {
    pub fn new(as_of: AsOf, stats: Vec<PersonStats>) -> Self {
        let everyone = Arc::new(stats.iter().map(|s| s.person.0).collect());
        Self { as_of, everyone, stats, rfm: OnceLock::new(), lifecycle: OnceLock::new() }
    }

    pub fn rfm(&self) -> &Rfm {
        self.rfm.get_or_init(|| rfm(&self.stats, self.as_of.day, self.as_of.zone))
    }

    pub fn lifecycle(&self) -> &Lifecycle {
        self.lifecycle.get_or_init(|| lifecycle(&self.stats, self.as_of.day, self.as_of.zone))
    }

    pub fn stats_of(&self, person: PersonId) -> Option<&PersonStats> {
        self.stats.binary_search_by_key(&person, |s| s.person).ok().and_then(|i| self.stats.get(i))
    }
}

type DayKey = (Day, &'static str);

#[derive(Default)]
pub struct Cache {
    revision: i64,
    bases: HashMap<DayKey, Arc<Base>>,
    sets: HashMap<(DayKey, String), (u64, Arc<RoaringBitmap>)>,
    uses: u64,
}

fn key(as_of: AsOf) -> DayKey {
    (as_of.day, as_of.zone.name())
}

impl Cache {
    /// Drops what an older revision left. `false` when the asker itself looks at an older one: then nothing is kept.
    fn is_at(&mut self, revision: i64) -> bool {
        if revision > self.revision {
            *self = Self { revision, ..Self::default() };
        }
        revision == self.revision
    }

    pub fn base(&mut self, revision: i64, as_of: AsOf) -> Option<Arc<Base>> {
        if self.is_at(revision) { self.bases.get(&key(as_of)).cloned() } else { None }
    }

    pub fn keep_base(&mut self, revision: i64, base: &Arc<Base>) {
        if self.is_at(revision) {
            if self.bases.len() >= MOST_DAYS {
                self.bases.clear();
            }
            self.bases.insert(key(base.as_of), base.clone());
        }
    }

    pub fn set(&mut self, revision: i64, as_of: AsOf, condition: &str) -> Option<Arc<RoaringBitmap>> {
        if !self.is_at(revision) {
            return None;
        }
        self.uses += 1;
        let (used, set) = self.sets.get_mut(&(key(as_of), condition.to_owned()))?;
        *used = self.uses;
        Some(set.clone())
    }

    pub fn keep_set(&mut self, revision: i64, as_of: AsOf, condition: String, set: &Arc<RoaringBitmap>) {
        if !self.is_at(revision) {
            return;
        }
        if self.sets.len() >= MOST_SETS {
            // The half that was not used for longest.
            let middle = self.uses.saturating_sub(self.uses / 2);
            self.sets.retain(|_, (used, _)| *used > middle);
            if self.sets.len() >= MOST_SETS {
                self.sets.clear();
            }
        }
        self.uses += 1;
        self.sets.insert((key(as_of), condition), (self.uses, set.clone()));
    }

    pub fn forget_sets(&mut self) {
        self.sets.clear();
    }

    #[cfg(test)]
    pub fn len(&self) -> usize {
        self.sets.len()
    }
}
