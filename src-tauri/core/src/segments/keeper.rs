//! Keeps the columns of the open shop at hand, one version a revision, and knows what lay between two revisions.
//!
//! Whoever asks with a snapshot gets the columns of that very snapshot: kept ones, or the newest brought up to date by
//! the change log, or (too much happened, another shop) all read anew. One reads, others wait; who waits can be told to
//! stop.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::Duration;

use roaring::RoaringBitmap;

use super::columns::{Columns, together};
use super::scan::work::Stop;
use crate::store::change::{Change, Touched};
use crate::store::{Area, Reader};
use crate::types::{Error, Result};

/// Versions that are kept, for readers whose snapshot is a little older. They share nearly all of their parts.
const VERSIONS: usize = 3;
const MOST_CHANGES: usize = 2_000;

#[derive(Default)]
pub struct Keeper {
    kept: Mutex<Kept>,
    /// Held by whoever reads.
    reading: Mutex<()>,
}

#[derive(Default)]
struct Kept {
    /// Oldest first.
    versions: Vec<Arc<Columns>>,
    /// Every change after revision `since`, up to the newest version.
    changes: Vec<Change>,
    since: i64,
}

impl Keeper {
    pub fn clear(&self) {
        *lock(&self.kept) = Kept::default();
    }

    /// The columns of the reader's snapshot.
    pub fn columns(&self, reader: &Reader<'_>, stop: Stop<'_>) -> Result<Arc<Columns>> {
        let revision = reader.revision(Area::Data)?;
        let _reading = loop {
            if let Some(known) = lock(&self.kept).versions.iter().find(|c| c.revision == revision) {
                return Ok(known.clone());
            }
            match self.reading.try_lock() {
                Ok(guard) => break guard,
                Err(TryLockError::Poisoned(e)) => break e.into_inner(),
                Err(TryLockError::WouldBlock) if stop() => return Err(Error::cancelled()),
                Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(2)),
            }
        };
        let newest = lock(&self.kept).versions.last().cloned();
        if let Some(known) = newest.iter().find(|c| c.revision == revision) {
            return Ok(known.clone());
        }
        let changes = match &newest {
            Some(c) if c.revision < revision => reader.changes_since(c.revision)?,
            _ => None,
        };
        let refreshed = match (&newest, &changes) {
            (Some(c), Some(changes)) => c.refreshed(reader, changes)?,
            _ => None,
        };
        let fresh = Arc::new(match refreshed {
            Some(columns) => columns,
            None => Columns::read(reader)?,
        });
        let mut kept = lock(&self.kept);
        if newest.as_ref().is_none_or(|c| c.revision < revision) {
            kept.add(fresh.clone(), changes);
        }
        Ok(fresh)
    }

    /// What was touched after revision `from` up to `to`; `None`: it may be anything.
    pub fn between(&self, from: i64, to: i64) -> Option<(Touched, RoaringBitmap)> {
        let kept = lock(&self.kept);
        let newest = kept.versions.last()?.revision;
        if from < kept.since || from > to || to > newest {
            return None;
        }
        let changes: Vec<Change> = kept.changes.iter().filter(|c| c.revision > from && c.revision <= to).cloned().collect();
        together(&changes)
    }
}

impl Kept {
    fn add(&mut self, columns: Arc<Columns>, changes: Option<Vec<Change>>) {
        match changes {
            Some(changes) => {
                self.changes.extend(changes);
                let over = self.changes.len().saturating_sub(MOST_CHANGES);
                if let Some(last) = self.changes.drain(..over).next_back() {
                    self.since = last.revision;
                }
            }
            None => {
                self.changes.clear();
                self.since = columns.revision;
            }
        }
        self.versions.push(columns);
        if self.versions.len() > VERSIONS {
            self.versions.remove(0);
        }
    }
}

fn lock<T>(m: &Mutex<T>) -> MutexGuard<'_, T> {
    m.lock().unwrap_or_else(PoisonError::into_inner)
}
