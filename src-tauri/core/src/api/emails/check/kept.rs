//! The checks that ran last, with everything that their findings can be asked, and by what they are known to be old.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Mutex, PoisonError};

use super::super::super::App;
use super::CheckWho;
use crate::emails::Email;
use crate::emails::check::{CheckReport, Tally};
use crate::store::Area;
use crate::types::{Day, DocumentId, Result};

const KEPT: usize = 6;

pub(in super::super) struct Kept {
    pub id: DocumentId,
    pub who: CheckWho,
    pub email: Email,
    pub state: State,
    pub as_of: Day,
    pub report: CheckReport,
    pub tally: Tally,
}

/// The latest check of each email.
#[derive(Default)]
pub struct KeptChecks(Mutex<Vec<Kept>>);

impl KeptChecks {
    pub(super) fn keep(&self, kept: Kept) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|k| k.id != kept.id);
        if all.len() >= KEPT {
            all.remove(0);
        }
        all.push(kept);
    }

    pub(super) fn of<T>(&self, id: DocumentId, f: impl FnOnce(&Kept) -> T) -> Option<T> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().find(|k| k.id == id).map(f)
    }
}

/// What a check depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct State {
    email: u64,
    data: i64,
    /// The shop's look, and the segments.
    house: i64,
}

impl State {
    pub(super) fn now(app: &App, email: &Email) -> Result<Self> {
        let mut hasher = DefaultHasher::new();
        format!("{email:?}").hash(&mut hasher);
        let (data, house) = app.store().read(|r| Ok((r.revision(Area::Data)?, r.revision(Area::House)?)))?;
        Ok(Self { email: hasher.finish(), data, house })
    }

    /// Why the earlier one no longer holds.
    pub(super) fn changed(&self, now: &Self) -> Option<String> {
        let why = match self {
            s if s.email != now.email => "The email has changed since it was checked.",
            s if s.data != now.data => "The shop’s data have changed since it was checked.",
            s if s.house != now.house => "Segments or settings may have changed since it was checked.",
            _ => return None,
        };
        Some(why.to_owned())
    }
}
