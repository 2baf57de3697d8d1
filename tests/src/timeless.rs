//! A shop's file and a connected source around it, whose waiting takes no time: for tests of any platform.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use regulars_core::api::{App, Parts, connections};
use regulars_core::host::{Http, MemoryKeychain, NoMail, NoSleep, Secret, SystemChance};
use regulars_core::sources::platform::{Login, of_kind};
use regulars_core::sources::{Outside, Source};
use regulars_core::sync::pull::{Pulled, Target, pull};
use regulars_core::types::{Progress, Result, SourceId};

use crate::world::Moving;
use crate::{contents, digest};

/// Tables that tell of the runs, and so of how often it was stopped, not of the shop.
const OF_RUNS: [&str; 3] = ["run", "refusal", "cursor"];

pub struct House {
    pub dir: tempfile::TempDir,
    pub app: Arc<App>,
    pub id: SourceId,
    pub clock: Moving,
    /// The time that was waited.
    pub sleeper: Arc<NoSleep>,
    http: Arc<dyn Http>,
    kind: &'static str,
    login: Login,
    settings: serde_json::Value,
}

impl House {
    /// A new file with the source connected, nothing read yet.
    ///
    /// # Errors
    /// Those of the platform's test.
    ///
    /// # Panics
    /// When no file can be made.
    pub fn connected(kind: &'static str, http: Arc<dyn Http>, login: Login, clock: &Moving, sleeper: Arc<NoSleep>) -> Result<Self> {
        let dir = tempfile::tempdir().expect("a folder");
        let parts = Parts {
            clock: Arc::new(clock.clone()),
            http: http.clone(),
            keychain: Arc::new(MemoryKeychain::default()),
            mail: Arc::new(NoMail),
            events: Arc::new(|_| {}),
        };
        let app = Arc::new(App::open(&dir.path().join("shop.db"), parts)?);
        let id = connections::add(&app, kind, &login, true)?.id;
        let mut house = Self { dir, app, id, clock: clock.clone(), sleeper, http, kind, login, settings: serde_json::Value::Null };
        house.settings = of_kind(kind)?.find(&house.outside(), &house.login)?.settings;
        Ok(house)
    }

    fn outside(&self) -> Outside {
        Outside {
            http: self.http.clone(),
            clock: Arc::new(self.clock.clone()),
            sleeper: self.sleeper.clone(),
            // A nonce is good for one use, also across houses of one shop.
            chance: Arc::new(SystemChance),
        }
    }

    /// # Errors
    /// For settings that cannot be read.
    pub fn source(&self) -> Result<Box<dyn Source>> {
        of_kind(self.kind)?.open(self.outside(), &self.settings, &self.login.secrets)
    }

    /// # Errors
    /// The platform's.
    pub fn try_sync(&self, watch: &Progress) -> Result<Pulled> {
        let target = Target { source: self.id, label: "shop" };
        pull(&self.app.store(), &target, self.source()?.as_ref(), &self.clock, watch)
    }

    /// # Panics
    /// When it fails.
    pub fn sync(&self) -> Pulled {
        self.try_sync(&Progress::silent()).unwrap_or_else(|e| panic!("{}: {:?}", e.message, e.cause))
    }

    /// # Panics
    /// When the file cannot be read.
    pub fn number(&self, sql: &str) -> i64 {
        self.app.store().read(|r| r.number(sql, &[])).expect("a number")
    }

    /// # Panics
    /// When the file cannot be read.
    pub fn contents(&self) -> Vec<String> {
        contents::of(&self.app.store()).expect("the contents")
    }

    /// # Panics
    /// When the file cannot be read.
    pub fn digest(&self) -> Vec<(String, i64, u64)> {
        digest::of(&self.app.store(), &OF_RUNS).expect("a digest")
    }

    pub fn pass(&self, seconds: i64) {
        self.clock.0.fetch_add(seconds, Ordering::Relaxed);
    }

    /// Whether a secret is anywhere in the folder.
    ///
    /// # Panics
    /// When the folder cannot be read.
    pub fn holds_secret(&self, secret: &Secret) -> bool {
        let planted = secret.reveal().as_bytes();
        std::fs::read_dir(self.dir.path()).expect("the folder").any(|entry| {
            let path = entry.expect("an entry").path();
            path.is_file() && std::fs::read(path).expect("a file").windows(planted.len()).any(|w| w == planted)
        })
    }
}
