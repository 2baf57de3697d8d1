//! The open shop and what the core was given to work with.
//!
//! A data folder holds up to two shops, each one file: the owner's own (`shop.db`) and the demo (`demo.db`). They
//! never mix, so the demo is removed by deleting its file.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use serde::Serialize;
use specta::Type;

use super::tasks::{TaskState, Tasks};
use crate::host::{Http, Keychain, Mail};
use crate::insights::standing::Standings;
use crate::people::list::Lists;
use crate::segments::Engine;
use crate::store::{Store, setting::Shop};
use crate::types::{Clock, Day, Error, Result, SourceId, Timestamp};

/// What the window is told without asking.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    /// A long task moved on, or ended.
    Task { task: Box<TaskState> },
    /// What is on screen may be out of date.
    Changed,
    /// Something in the background needs its owner, and nothing goes on with it until they look.
    Attention { source: SourceId, name: String, message: String },
}

/// The outside world, passed in.
pub struct Parts {
    pub clock: Arc<dyn Clock>,
    pub http: Arc<dyn Http>,
    pub mail: Arc<dyn Mail>,
    pub keychain: Arc<dyn Keychain>,
    pub events: Arc<dyn Fn(Event) + Send + Sync>,
}

pub struct App {
    pub parts: Parts,
    pub tasks: Tasks,
    /// Remembers what each condition of a segment gave.
    pub segments: Engine,
    /// The lists of people that were looked at last.
    pub lists: Lists,
    /// Where everybody stood on the day that was looked at last.
    pub standings: Standings,
    /// Where files that the app writes for people go (refused rows, previews, charts).
    pub data_dir: PathBuf,
    /// What the rooms keep at hand; all of it can be computed again.
    pub(super) shelf: super::recommend::Kept<crate::insights::recommend::Shelf>,
    pub(super) emails: super::emails::Desk,
    pub(super) offers: super::segments::OffersKept,
    pub(super) starters: super::segments::FactsKept,
    store: RwLock<Arc<Store>>,
}

impl App {
    /// Opens the shop in `file`; its folder is the data folder.
    pub fn open(file: &Path, parts: Parts) -> Result<Self> {
        let data_dir = file.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_owned();
        std::fs::create_dir_all(&data_dir).map_err(|e| Error::file("make the folder", &data_dir, e))?;
        let store = Arc::new(Store::open(file, None)?);
        let tasks = Tasks::new(parts.events.clone());
        Ok(Self {
            parts,
            tasks,
            segments: Engine::default(),
            lists: Lists::default(),
            standings: Standings::default(),
            shelf: Default::default(),
            emails: Default::default(),
            offers: Default::default(),
            starters: Default::default(),
            data_dir,
            store: RwLock::new(store),
        })
    }

    pub fn store(&self) -> Arc<Store> {
        self.store.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Opens another shop in place of this one. Whoever calls sees to it that nothing long still writes to this one.
    pub(super) fn switch_to(&self, file: &Path) -> Result<()> {
        let store = Arc::new(Store::open(file, None)?);
        *self.store.write().unwrap_or_else(PoisonError::into_inner) = store;
        self.segments.clear();
        self.offers.clear();
        (self.parts.events)(Event::Changed);
        Ok(())
    }

    pub fn now(&self) -> Timestamp {
        self.parts.clock.now()
    }

    pub fn shop(&self) -> Result<Shop> {
        self.store().read(|r| r.shop())
    }

    /// Today, in the shop's time zone: the default of every "as of".
    pub fn today(&self) -> Result<Day> {
        Ok(self.shop()?.zone.day_of(self.now()))
    }

    /// Tells the window that what it shows may be out of date.
    pub fn changed(&self) {
        (self.parts.events)(Event::Changed);
    }
}
