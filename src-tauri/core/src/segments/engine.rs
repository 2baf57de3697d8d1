//! The engine: asks a definition of the store as of a day, and remembers what each condition gave.
//!
//! Start with `evaluate` (strict: for exports, counts, other rooms) or `evaluate_draft` (for an editor: unfinished
//! conditions are passed over and say why). One engine serves one open shop; `clear` it when another is opened.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use roaring::RoaringBitmap;

use super::base::Base;
use super::cache::Cache;
use super::columns::Columns;
use super::definition::Segment;
use super::evaluate::Session;
use super::keeper::Keeper;
use super::scan::work::Stop;
use super::window::AsOf;
use crate::store::{Reader, Store};
use crate::types::{Day, PersonId, Result};

/// One node's answer.
#[derive(Debug, Clone)]
pub struct NodeSet {
    /// The places of the children to take from the root.
    pub path: Vec<usize>,
    /// `None`: it says nothing (yet).
    pub set: Option<Arc<RoaringBitmap>>,
    /// For a negative test of a field: how many people have no value there.
    pub unset: Option<u64>,
    /// What the person should know: what is missing, or that there is not enough data.
    pub note: Option<String>,
}

pub struct Evaluation {
    pub as_of: AsOf,
    /// Who is in.
    pub set: Arc<RoaringBitmap>,
    /// Everyone known on that day.
    pub base: Arc<Base>,
    /// Parents before children, in the order of the tree.
    pub nodes: Vec<NodeSet>,
}

#[derive(Default)]
pub struct Engine {
    cache: Mutex<Cache>,
    keeper: Keeper,
    newest: AtomicU64,
}

impl Engine {
    /// # Errors
    /// `BadInput` for an unfinished condition or segments that lead back to themselves, `NotFound` for a missing one.
    pub fn evaluate(&self, store: &Store, segment: &Segment, as_of: Day) -> Result<Evaluation> {
        store.read(|r| self.evaluate_in(r, segment, as_of))
    }

    /// The same within a snapshot that the caller has open.
    pub fn evaluate_in(&self, reader: &Reader<'_>, segment: &Segment, as_of: Day) -> Result<Evaluation> {
        self.run(reader, segment, as_of, None, false, &|| false)
    }

    /// As `evaluate_in`, for one person: the sets say nothing of anybody else, and most conditions ask nobody else.
    pub fn evaluate_one(&self, reader: &Reader<'_>, segment: &Segment, as_of: Day, person: PersonId) -> Result<Evaluation> {
        self.run(reader, segment, as_of, Some(person.0), false, &|| false)
    }

    /// For an editor: the newest call wins, and an older one that is still at work ends with `Cancelled`.
    pub fn evaluate_draft(&self, store: &Store, segment: &Segment, as_of: Day) -> Result<Evaluation> {
        let mine = self.newest.fetch_add(1, Ordering::SeqCst) + 1;
        store.read(|r| self.run(r, segment, as_of, None, true, &|| self.newest.load(Ordering::SeqCst) != mine))
    }

    /// Who is known on that day, and their sums.
    pub fn base(&self, reader: &Reader<'_>, as_of: Day) -> Result<Arc<Base>> {
        self.base_or_stop(reader, as_of, &|| false)
    }

    /// The shop's rows as columns, at the reader's snapshot.
    pub fn columns(&self, reader: &Reader<'_>) -> Result<Arc<Columns>> {
        self.keeper.columns(reader, &|| false)
    }

    fn base_or_stop(&self, reader: &Reader<'_>, as_of: Day, stop: Stop<'_>) -> Result<Arc<Base>> {
        let shop = reader.shop()?;
        let as_of = AsOf { day: as_of, zone: shop.zone };
        let columns = self.keeper.columns(reader, stop)?;
        let known = self.lock().base(as_of);
        let known = known.filter(|b| b.asked.currency == shop.currency);
        let base = match known {
            Some(base) if base.columns.revision == columns.revision => return Ok(base),
            Some(base) => {
                let touched = self.keeper.between(base.columns.revision, columns.revision);
                touched.and_then(|(areas, _)| base.at(&columns, areas))
            }
            None => None,
        };
        let base = Arc::new(match base {
            Some(base) => base,
            None => Base::new(as_of, shop.currency, columns, stop)?,
        });
        self.lock().keep_base(&base);
        Ok(base)
    }

    /// Forgets everything; when another shop is opened.
    pub fn clear(&self) {
        *self.lock() = Cache::default();
        self.keeper.clear();
    }

    /// Forgets what conditions gave, and nothing else; for whoever measures how long a first answer takes.
    pub fn forget_answers(&self) {
        self.lock().forget_answers();
    }

    fn run(
        &self,
        reader: &Reader<'_>,
        segment: &Segment,
        as_of: Day,
        only: Option<u32>,
        draft: bool,
        stop: Stop<'_>,
    ) -> Result<Evaluation> {
        let base = self.base_or_stop(reader, as_of, stop)?;
        let mut session = Session {
            reader,
            cache: &self.cache,
            keeper: &self.keeper,
            base: base.clone(),
            stop,
            draft,
            trail: Vec::new(),
            segments: HashMap::new(),
            only,
        };
        let mut nodes = Vec::new();
        let set = session.node(&segment.root, &mut Vec::new(), &mut nodes)?;
        Ok(Evaluation { as_of: base.as_of, set: set.unwrap_or_else(|| base.everyone.clone()), base, nodes })
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Cache> {
        self.cache.lock().unwrap_or_else(PoisonError::into_inner)
    }

    #[cfg(test)]
    pub(super) fn kept(&self) -> usize {
        self.lock().len()
    }
}
