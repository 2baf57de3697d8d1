//! A shop's file beside the simulated shop, synced by the platform and the loop themselves: nothing waits, and the time that
//! would have been waited can be looked at.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use regulars_core::host::{Http, HttpRequest, HttpResponse, NoSleep, Sleeper};
use regulars_core::sources::Outside;
use regulars_core::sources::platform::{Found, Login, of_kind};
use regulars_core::store::{Area, Store};
use regulars_core::sync::pull::{Pulled, Target, pull};
use regulars_core::types::{Code, Error, Progress, Result, SourceId, Timestamp};

use super::{InProcess, KEY, SECRET};
use crate::world::{Counting, Moving};
use crate::{case, contents, digest};

pub struct House {
    _dir: tempfile::TempDir,
    pub store: Store,
    pub id: SourceId,
    pub http: Watched,
    clock: Moving,
    sleeper: Arc<NoSleep>,
    chance: Arc<Counting>,
    found: Found,
}

/// The simulator, which notes when it was asked, and can die.
#[derive(Clone)]
pub struct Watched {
    inner: InProcess,
    sleeper: Arc<NoSleep>,
    /// When each request came, by the waited time.
    pub times: Arc<Mutex<Vec<Duration>>>,
    /// So many more requests are answered.
    left: Arc<Mutex<Option<u64>>>,
}

impl Watched {
    pub fn die_after(&self, requests: Option<u64>) {
        *self.left.lock().unwrap_or_else(PoisonError::into_inner) = requests;
    }

    pub fn requests(&self) -> usize {
        self.times.lock().unwrap_or_else(PoisonError::into_inner).len()
    }
}

impl Http for Watched {
    fn send(&self, request: &HttpRequest) -> Result<HttpResponse> {
        if let Some(left) = self.left.lock().unwrap_or_else(PoisonError::into_inner).as_mut() {
            if *left == 0 {
                return Err(Error::new(Code::Cancelled, "killed"));
            }
            *left -= 1;
        }
        self.times.lock().unwrap_or_else(PoisonError::into_inner).push(self.sleeper.elapsed());
        self.inner.send(request)
    }
}

pub fn login(address: &str) -> Login {
    case::login(&[("address", address), ("key", KEY), ("consent_field", "marketing_opt_in")], &[("secret", SECRET)])
}

impl House {
    /// # Panics
    /// When the shop cannot be found or the file not be made.
    pub fn new(http: &InProcess, clock: &Moving) -> Self {
        Self::at("shop.example", http, clock)
    }

    /// # Panics
    /// As `new`.
    pub fn at(address: &str, http: &InProcess, clock: &Moving) -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        let store = Store::open(&dir.path().join("shop.db"), None).expect("a file");
        let sleeper = Arc::new(NoSleep::default());
        let http = Watched { inner: http.clone(), sleeper: sleeper.clone(), times: Arc::default(), left: Arc::default() };
        let chance = Arc::new(Counting::default());
        let outside =
            Outside { http: Arc::new(http.clone()), clock: Arc::new(clock.clone()), sleeper: sleeper.clone(), chance: chance.clone() };
        let found = of_kind("woocommerce").and_then(|p| p.find(&outside, &login(address))).expect("a shop");
        let id = store
            .write(Area::House, |w| {
                w.set_setting("shop.currency", found.currency.map_or("USD", |c| if c.as_str() == "USD" { "USD" } else { "EUR" }))?;
                w.set_setting("shop.zone", "Europe/Berlin")?;
                w.add_source("woocommerce", &found.name, "{}", Timestamp(0))
            })
            .expect("a source");
        http.times.lock().unwrap_or_else(PoisonError::into_inner).clear();
        Self { _dir: dir, store, id, http, clock: clock.clone(), sleeper, chance, found }
    }

    /// A new source each time, as after a start of the program.
    ///
    /// # Errors
    /// Those of the sync.
    pub fn try_sync(&self) -> Result<Pulled> {
        let outside = Outside {
            http: Arc::new(self.http.clone()),
            clock: Arc::new(self.clock.clone()),
            sleeper: self.sleeper.clone(),
            chance: self.chance.clone(),
        };
        let source = of_kind("woocommerce")?.open(outside, &self.found.settings, &login("").secrets)?;
        pull(&self.store, &Target { source: self.id, label: "shop.example" }, source.as_ref(), &self.clock, &Progress::silent())
    }

    /// # Panics
    /// When it fails.
    pub fn sync(&self) -> Pulled {
        self.try_sync().expect("a sync")
    }

    /// # Panics
    /// For SQL that is none.
    pub fn number(&self, sql: &str) -> i64 {
        self.store.read(|r| r.number(sql, &[])).expect("a number")
    }

    /// # Panics
    /// When the file cannot be read.
    pub fn contents(&self) -> Vec<String> {
        contents::of(&self.store).expect("contents")
    }

    /// Of all but the runs, which tell of each try.
    ///
    /// # Panics
    /// When the file cannot be read.
    pub fn digest(&self) -> Vec<(String, i64, u64)> {
        digest::of(&self.store, &["run", "refusal"]).expect("a digest")
    }
}

/// What a file holds that never saw anything but the shop of now.
pub fn fresh_copy(http: &InProcess, clock: &Moving) -> Vec<String> {
    let h = House::new(http, clock);
    h.sync();
    h.contents()
}

/// What a fresh copy cannot know, because it has never seen it: orders in the bin or deleted (kept as cancelled) with what
/// they told of their buyers, removed products, deleted accounts, and who wrote nothing but a review that is gone.
#[derive(Default)]
pub struct Gone {
    orders: BTreeSet<String>,
    products: BTreeSet<String>,
    people: BTreeSet<String>,
}

impl Gone {
    /// # Panics
    /// When the file cannot be read.
    pub fn of(h: &House, http: &InProcess) -> Self {
        let mut gone = http.with(|s| Self {
            orders: s
                .orders
                .values()
                .filter(|o| o["status"] == "trash")
                .map(|o| o["id"].to_string())
                .chain(s.deleted.orders.iter().map(u64::to_string))
                .collect(),
            products: s
                .products
                .values()
                .filter(|p| p["status"] == "trash")
                .map(|p| p["id"].to_string())
                .chain(s.deleted.products.iter().map(u64::to_string))
                .collect(),
            people: s
                .deleted
                .accounts
                .iter()
                .chain(&s.deleted.reviewers)
                .cloned()
                .chain(
                    s.reviews
                        .values()
                        .filter(|r| r["status"] != "approved")
                        .filter_map(|r| r["reviewer_email"].as_str().map(str::to_lowercase)),
                )
                .collect(),
        });
        let numbers = gone.orders.iter().map(|o| format!("'{o}'")).collect::<Vec<_>>().join(", ");
        let sql =
            format!("SELECT DISTINCT lower(p.email) FROM orders o JOIN person p ON p.id = o.person_id WHERE o.external_id IN ({numbers})");
        gone.people.extend(h.store.read(|r| r.rows(&sql, &[], |row| row.get::<String>(0))).expect("their buyers"));
        gone
    }

    pub fn is_about(&self, line: &str) -> bool {
        let first = line.split(' ').nth(1).unwrap_or("").trim_matches('\'').replace("''", "'");
        match line.split(':').next() {
            Some("order" | "line") => self.orders.contains(&first),
            Some("product" | "variant") => self.products.contains(&first),
            Some("person" | "consent") => self.people.contains(&first),
            _ => false,
        }
    }

    pub fn without(&self, lines: Vec<String>) -> Vec<String> {
        lines.into_iter().filter(|l| !self.is_about(l)).collect()
    }
}
