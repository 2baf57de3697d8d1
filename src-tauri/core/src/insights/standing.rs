//! Where everybody stands on a day: sums, RFM and stages, computed once and kept while the shop's data stays the same.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use super::lifecycle::{Lifecycle, lifecycle};
use super::rfm::{Rfm, rfm};
use crate::store::stats::PersonStats;
use crate::store::{Area, Store};
use crate::types::{Day, Result};

pub struct Standing {
    /// By id; orders up to the end of the day.
    pub stats: Vec<PersonStats>,
    pub rfm: Rfm,
    pub lifecycle: Lifecycle,
}

/// The last day that was asked for.
#[derive(Default)]
pub struct Standings(Mutex<Option<Kept>>);

struct Kept {
    file: PathBuf,
    revision: i64,
    as_of: Day,
    standing: Arc<Standing>,
}

impl Standings {
    pub fn of(&self, store: &Store, as_of: Day) -> Result<Arc<Standing>> {
        let revision = store.revision(Area::Data)?;
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(k) = kept.as_ref().filter(|k| k.revision == revision && k.as_of == as_of && k.file == store.path()) {
            return Ok(k.standing.clone());
        }
        let standing = Arc::new(store.read(|r| {
            let zone = r.shop()?.zone;
            let stats = r.stats_before(zone.end_of(as_of))?;
            Ok(Standing { rfm: rfm(&stats, as_of, zone), lifecycle: lifecycle(&stats, as_of, zone), stats })
        })?);
        *kept = Some(Kept { file: store.path().to_owned(), revision, as_of, standing: standing.clone() });
        Ok(standing)
    }
}
