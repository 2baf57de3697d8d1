//! Where everybody stands on a day: sums, RFM and stages, and apart from them what is expected of everybody; computed
//! once and kept while the shop's data stays the same.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use super::lifecycle::{Lifecycle, lifecycle};
use super::rfm::{Rfm, rfm};
use super::value::check::{Check, check};
use super::value::{Bought, Values, value};
use crate::store::stats::PersonStats;
use crate::store::{Area, Reader, Store};
use crate::types::{Day, Result, ShopZone, Timestamp};

pub struct Standing {
    /// By id; orders up to the end of the day.
    pub stats: Vec<PersonStats>,
    pub rfm: Rfm,
    pub lifecycle: Lifecycle,
}

/// The last day that was asked for.
#[derive(Default)]
pub struct Standings {
    standing: Mutex<Option<Kept<Standing>>>,
    values: Mutex<Option<Kept<Values>>>,
    check: Mutex<Option<Kept<Option<Check>>>>,
}

struct Kept<T> {
    file: PathBuf,
    revision: i64,
    as_of: Day,
    what: Arc<T>,
}

impl Standings {
    pub fn of(&self, store: &Store, as_of: Day) -> Result<Arc<Standing>> {
        kept(&self.standing, store, as_of, |r, zone| {
            let stats = r.stats_before(zone.end_of(as_of))?;
            Ok(Standing { rfm: rfm(&stats, as_of, zone), lifecycle: lifecycle(&stats, as_of, zone), stats })
        })
    }

    /// What is expected of everybody.
    pub fn values(&self, store: &Store, as_of: Day) -> Result<Arc<Values>> {
        kept(&self.values, store, as_of, |r, zone| Ok(value(bought(r, zone.end_of(as_of))?, as_of, zone)))
    }

    /// How well the same would have done on the shop's past; `None` where that is too short.
    pub fn check(&self, store: &Store, as_of: Day) -> Result<Arc<Option<Check>>> {
        kept(&self.check, store, as_of, |r, zone| Ok(check(bought(r, zone.end_of(as_of))?.iter().copied(), as_of, zone)))
    }
}

fn bought(r: &Reader<'_>, end: Timestamp) -> Result<Vec<Bought>> {
    let mut out = Vec::new();
    r.each_bought(end, |person, at, amount| out.push(Bought { person, at, amount }))?;
    Ok(out)
}

fn kept<T>(
    place: &Mutex<Option<Kept<T>>>,
    store: &Store,
    as_of: Day,
    make: impl FnOnce(&Reader<'_>, ShopZone) -> Result<T>,
) -> Result<Arc<T>> {
    let revision = store.revision(Area::Data)?;
    let mut kept = place.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(k) = kept.as_ref().filter(|k| k.revision == revision && k.as_of == as_of && k.file == store.path()) {
        return Ok(k.what.clone());
    }
    let what = Arc::new(store.read(|r| make(r, r.shop()?.zone))?);
    *kept = Some(Kept { file: store.path().to_owned(), revision, as_of, what: what.clone() });
    Ok(what)
}
