//! What every test against the simulated Shopify needs around it: a file, a source and a time that passes by sleeping.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use regulars_core::host::{Http, NoSleep, Sleeper};
use regulars_core::sources::platform::{Found, Login, Platform, Secrets};
use regulars_core::sources::shopify::ShopifyPlatform;
use regulars_core::sources::{Outside, Source};
use regulars_core::store::{Area, Store};
use regulars_core::sync::pull::{Pulled, Target, pull};
use regulars_core::types::{Error, Progress, Result, SourceId, Timestamp};

use super::{CLIENT_ID, CLIENT_SECRET, HOST, InProcess, Shop, TOKEN};
use crate::case::login;
use crate::world::{Counting, Moving, clock};
use crate::{contents, digest};

/// A shop's file, and the shop that is read into it.
pub struct House {
    pub store: Store,
    pub http: InProcess,
    pub clock: Moving,
    pub sleeper: Arc<NoSleep>,
    pub source: SourceId,
    found: Found,
    secrets: Secrets,
    _dir: tempfile::TempDir,
}

/// With an access token.
pub fn by_token(address: &str) -> Login {
    login(&[("address", address)], &[("token", TOKEN)])
}

/// With client credentials.
pub fn by_client(address: &str) -> Login {
    login(&[("address", address), ("client_id", CLIENT_ID)], &[("client_secret", CLIENT_SECRET)])
}

pub fn outside(http: impl Http + 'static, clock: &Moving, sleeper: &Arc<NoSleep>) -> Outside {
    Outside { http: Arc::new(http), clock: Arc::new(clock.clone()), sleeper: sleeper.clone(), chance: Arc::new(Counting::default()) }
}

/// The Test button.
///
/// # Errors
/// What the platform says.
pub fn look(http: &InProcess, login: &Login) -> Result<Found, Error> {
    let sleeper = Arc::new(NoSleep::default());
    http.with(|s| s.time = sleeper.clone());
    ShopifyPlatform.find(&outside(http.clone(), &clock(), &sleeper), login)
}

impl House {
    pub fn of(shop: Shop) -> Self {
        Self::reading(&InProcess::new(shop))
    }

    /// # Panics
    /// When the shop does not open or the file cannot be made.
    pub fn reading(http: &InProcess) -> Self {
        Self::by(http, &by_token(HOST))
    }

    /// # Panics
    /// When the shop does not open or the file cannot be made.
    pub fn by(http: &InProcess, login: &Login) -> Self {
        let (clock, sleeper) = (clock(), Arc::new(NoSleep::default()));
        clock.0.store(http.with(|s| s.now()), Ordering::Relaxed);
        http.with(|s| {
            s.time = sleeper.clone();
            s.level_at = std::time::Duration::ZERO;
        });
        let found = ShopifyPlatform.find(&outside(http.clone(), &clock, &sleeper), login).expect("the shop opens");
        let dir = tempfile::tempdir().expect("a folder");
        let store = Store::open(&dir.path().join("shop.db"), None).expect("a file");
        let source = store
            .write(Area::House, |w| {
                w.set_setting("shop.currency", "USD")?;
                w.add_source("shopify", "Corner Coffee", "{}", Timestamp(0))
            })
            .expect("a source");
        Self { store, http: http.clone(), clock, sleeper, source, found, secrets: login.secrets.clone(), _dir: dir }
    }

    pub fn opened(&self, http: impl Http + 'static) -> Box<dyn Source> {
        let outside = outside(http, &self.clock, &self.sleeper);
        ShopifyPlatform.open(outside, &self.found.settings, &self.secrets).expect("it opens")
    }

    /// # Errors
    /// Those of `pull`.
    pub fn try_sync(&self, http: impl Http + 'static) -> Result<Pulled> {
        let target = Target { source: self.source, label: HOST };
        pull(&self.store, &target, self.opened(http).as_ref(), &self.clock, &Progress::silent())
    }

    /// # Panics
    /// When it fails.
    pub fn sync(&self) -> Pulled {
        self.clock.0.store(self.http.with(|s| s.now()), Ordering::Relaxed);
        // Another house may have read the shop by another time.
        self.http.with(|s| (s.time, s.level_at) = (self.sleeper.clone(), self.sleeper.elapsed()));
        self.try_sync(self.http.clone()).expect("a sync")
    }

    /// # Panics
    /// When the file cannot be read.
    pub fn number(&self, sql: &str) -> i64 {
        self.store.read(|r| r.number(sql, &[])).expect("a number")
    }

    /// # Panics
    /// When the file cannot be read.
    pub fn contents(&self) -> Vec<String> {
        contents::of(&self.store).expect("contents")
    }

    /// All of the file but what tells of how it was read.
    ///
    /// # Panics
    /// When the file cannot be read.
    pub fn digest(&self) -> Vec<(String, i64, u64)> {
        digest::of(&self.store, &["run", "refusal", "warning", "cursor"]).expect("a digest")
    }

    /// What the latest run was warned of.
    ///
    /// # Panics
    /// When the file cannot be read.
    pub fn texts(&self, sql: &str) -> Vec<String> {
        self.store.read(|r| r.rows(sql, &[], |row| row.get::<String>(0))).expect("texts")
    }

    pub fn file(&self) -> &Path {
        self._dir.path()
    }
}
