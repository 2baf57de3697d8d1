//! A shop's file with one platform connected to a simulator, for tests that sync it again and again.

use std::sync::{Arc, Mutex, PoisonError};

use regulars_core::api::{App, Parts, connections};
use regulars_core::host::{Http, HttpRequest, HttpResponse, MemoryKeychain, NoMail};
use regulars_core::sources::platform::Login;
use regulars_core::sync::pull::Pulled;
use regulars_core::types::{Progress, Result, SourceId};

use crate::world::Moving;
use crate::{contents, digest};

pub struct House {
    pub dir: tempfile::TempDir,
    pub app: Arc<App>,
    pub source: SourceId,
    tap: Arc<Tap>,
}

/// Counts requests, and stops the sync at one of them.
struct Tap {
    http: Arc<dyn Http>,
    state: Mutex<(u64, Option<(u64, Progress)>)>,
}

impl Http for Tap {
    fn send(&self, request: &HttpRequest) -> Result<HttpResponse> {
        {
            let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            state.0 += 1;
            if let Some((at, progress)) = &state.1
                && state.0 >= *at
            {
                progress.cancel();
            }
        }
        self.http.send(request)
    }
}

impl House {
    /// # Panics
    /// When the platform does not let us in.
    pub fn new(http: impl Http + 'static, clock: &Moving, kind: &str, login: &Login) -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        let tap = Arc::new(Tap { http: Arc::new(http), state: Mutex::new((0, None)) });
        let parts = Parts {
            clock: Arc::new(clock.clone()),
            http: tap.clone(),
            keychain: Arc::new(MemoryKeychain::default()),
            mail: Arc::new(NoMail),
            events: Arc::new(|_| {}),
        };
        let app = Arc::new(App::open(&dir.path().join("shop.db"), parts).expect("a shop"));
        let source = connections::add(&app, kind, login, true).unwrap_or_else(|e| panic!("{kind}: {e:?}")).id;
        Self { dir, app, source, tap }
    }

    /// # Panics
    /// When it fails.
    pub fn sync(&self) -> Pulled {
        connections::sync(&self.app, self.source, &Progress::silent()).unwrap_or_else(|e| panic!("{e:?}"))
    }

    /// A sync that is stopped at its n-th request; whether there were so many.
    pub fn stopped_sync(&self, n: u64) -> bool {
        let progress = Progress::silent();
        let at = self.requests() + n;
        self.tap.state.lock().unwrap_or_else(PoisonError::into_inner).1 = Some((at, progress.clone()));
        let _ = connections::sync(&self.app, self.source, &progress);
        self.tap.state.lock().unwrap_or_else(PoisonError::into_inner).1 = None;
        progress.is_cancelled()
    }

    pub fn requests(&self) -> u64 {
        self.tap.state.lock().unwrap_or_else(PoisonError::into_inner).0
    }

    /// # Panics
    /// When the question is wrong.
    pub fn number(&self, sql: &str) -> i64 {
        self.app.store().read(|r| r.number(sql, &[])).unwrap_or_else(|e| panic!("{sql}: {e:?}"))
    }

    /// # Panics
    /// When the file cannot be read.
    pub fn contents(&self) -> Vec<String> {
        contents::of(&self.app.store()).expect("the file can be read")
    }

    /// All that the file holds, ids included, but for the runs and cursors, which tell how it was read.
    ///
    /// # Panics
    /// When the file cannot be read.
    pub fn digest(&self) -> Vec<(String, i64, u64)> {
        digest::of(&self.app.store(), &["run", "cursor"]).expect("the file can be read")
    }
}

/// # Panics
/// When they differ; it tells the first differences.
pub fn assert_same(a: &[String], b: &[String]) {
    assert!(a == b, "{} and {} lines differ: {:#?}", a.len(), b.len(), contents::difference(a, b));
}
