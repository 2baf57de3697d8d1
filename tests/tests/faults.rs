//! Every platform through everything that can go wrong on the way: over a real socket, each fault for ever and then mended,
//! and each fault for two answers only.
//!
//! In every cell: it ends by itself, says a plain sentence, loses nothing, doubles nothing, and no key travels elsewhere.
//! Prints the table platform × fault × after it was mended × result while it lasts (`cargo test --workspace --test faults -- --nocapture`).

#![expect(clippy::unwrap_used, reason = "a test may stop where it cannot go on")]

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use regulars_core::host::http::Limits;
use regulars_core::host::{NoSleep, SystemHttp};
use regulars_core::sources::platform::{Found, Platform, Secrets, of_kind};
use regulars_core::sources::{Outside, Source};
use regulars_core::store::{Area, Store};
use regulars_core::sync::pull::{Pulled, Target, pull};
use regulars_core::types::{Code, Error, Progress, SourceId, Timestamp};
use regulars_tests::case::{self, Case};
use regulars_tests::contents;
use regulars_tests::wire::{Fault, Wire};
use regulars_tests::world::{Counting, Moving, NOW, clock};

const FOR_EVER: u64 = u64::MAX;
struct Place<'a> {
    case: &'a Case,
    platform: &'static dyn Platform,
    wire: Wire,
    clock: Moving,
    /// One for all, so that no signature's nonce comes twice.
    chance: Arc<Counting>,
    found: Found,
    secrets: Secrets,
}

struct Shop {
    _dir: tempfile::TempDir,
    store: Store,
    id: SourceId,
}

impl<'a> Place<'a> {
    fn new(case: &'a Case) -> Self {
        let wire = Wire::before((case.sim)());
        let platform = of_kind(case.kind).unwrap();
        let login = (case.login)(&wire.address);
        let (clock, chance) = (clock(), Arc::new(Counting::default()));
        let found = platform
            .find(&outside(&clock, &chance, Duration::from_secs(20)), &login)
            .unwrap_or_else(|e| panic!("{}: {}", case.kind, e.message));
        Self { case, platform, wire, clock, chance, found, secrets: login.secrets }
    }

    fn shop(&self) -> Shop {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(&dir.path().join("shop.db"), None).unwrap();
        let id = store
            .write(Area::House, |w| {
                if let Some(c) = self.found.currency {
                    w.set_setting("shop.currency", c.as_str())?;
                }
                w.add_source(self.case.kind, "Shop", "{}", Timestamp(NOW))
            })
            .unwrap();
        Shop { _dir: dir, store, id }
    }

    fn source(&self, patience: Duration) -> Box<dyn Source> {
        self.platform.open(outside(&self.clock, &self.chance, patience), &self.found.settings, &self.secrets).unwrap()
    }

    fn sync(&self, shop: &Shop, patience: Duration) -> Result<Pulled, Error> {
        let source = self.source(patience);
        pull(&shop.store, &Target { source: shop.id, label: "shop" }, source.as_ref(), &self.clock, &Progress::silent())
    }

    fn says(&self, e: &Error) -> String {
        let all = format!("{} {:?}", e.message, e.cause);
        for secret in self.secrets.0.values() {
            assert!(!all.contains(secret.reveal()), "{}: a secret in “{all}”", self.case.kind);
        }
        assert!(e.message.ends_with(['.', '?', '!', '”']) && e.message.len() > 20, "{}: not a sentence: {}", self.case.kind, e.message);
        assert!(!matches!(e.code, Code::Internal | Code::BadInput), "{}: {:?} {}", self.case.kind, e.code, e.message);
        e.message.clone()
    }
}

fn outside(clock: &Moving, chance: &Arc<Counting>, patience: Duration) -> Outside {
    let limits = Limits { patience, ..Limits::default() };
    Outside {
        http: Arc::new(SystemHttp::within(limits, None).unwrap()),
        clock: Arc::new(clock.clone()),
        sleeper: Arc::new(NoSleep::default()),
        chance: chance.clone(),
    }
}

/// Everything but the file's own ids, which follow the order in which things came.
fn holds(shop: &Shop) -> Vec<String> {
    contents::of(&shop.store).unwrap()
}

fn assert_same(held: &[String], wanted: &[String], what: &str) {
    assert!(held == wanted, "{what}: {:#?}", contents::difference(held, wanted));
}

fn counts(shop: &Shop) -> Vec<(String, i64)> {
    let tables = ["person", "orders", "order_line", "refund", "product", "cart", "email_event", "product_view", "review", "event"];
    tables.iter().map(|t| ((*t).to_owned(), shop.store.read(|r| r.number(&format!("SELECT count(*) FROM {t}"), &[])).unwrap())).collect()
}

fn faults() -> Vec<(&'static str, Fault)> {
    let mut all: Vec<(&'static str, Fault)> = vec![
        ("401", Fault::Status(401)),
        ("403", Fault::Status(403)),
        ("404", Fault::Status(404)),
        ("408", Fault::Status(408)),
        ("409", Fault::Status(409)),
        ("422", Fault::Status(422)),
        ("429", Fault::Status(429)),
        ("429, retry after 2 s", Fault::RetryAfter(2)),
        ("429, retry after 2 h", Fault::RetryAfter(7200)),
        ("500", Fault::Status(500)),
        ("502 as a page", Fault::Page(502)),
        ("503", Fault::Status(503)),
        ("200 as a page", Fault::Page(200)),
        ("truncated JSON", Fault::Truncated),
        ("connection cut", Fault::Cut),
        ("slow drip", Fault::Drip),
        ("redirect elsewhere", Fault::Redirect),
        ("gzip bomb", Fault::Bomb),
    ];
    all.extend([
        ("wrong content type", Fault::WrongType),
        ("50 MB page", Fault::Large),
        ("duplicate in a page", Fault::Duplicate),
        ("a total that changes", Fault::Totals),
        ("a page for ever", Fault::SamePage),
    ]);
    all
}

fn patience(fault: &Fault) -> Duration {
    match fault {
        Fault::Drip => Duration::from_millis(700),
        _ => Duration::from_secs(30),
    }
}

fn matrix(case: &Case) -> Vec<[String; 4]> {
    let place = Place::new(case);
    let undisturbed = place.shop();
    place.wire.mend();
    place.sync(&undisturbed, Duration::from_secs(20)).unwrap();
    let requests = place.wire.asked();
    let wanted = holds(&undisturbed);
    assert!(wanted.len() > 100, "{}: the simulated shop is empty", case.kind);
    let mut table = Vec::new();
    let only = std::env::var("REGULARS_FAULT").ok();
    for (name, fault) in faults().into_iter().filter(|(name, _)| only.as_deref().is_none_or(|o| o == *name)) {
        let shop = place.shop();
        // Somewhere in the middle: some pages are in already.
        let times = if fault == Fault::Large { 1 } else { FOR_EVER };
        place.wire.spoil(fault.clone(), requests / 3 + 1, times);
        let result = place.sync(&shop, patience(&fault));
        assert!(place.wire.asked() < requests * 12 + 60, "{}, {name}: {} requests, {requests} would do", case.kind, place.wire.asked());
        let said = match &result {
            Ok(p) => format!("went through ({} read, {} refused)", p.read, p.refused),
            Err(e) => place.says(e),
        };
        place.wire.mend();
        place
            .sync(&shop, Duration::from_secs(20))
            .unwrap_or_else(|e| panic!("{}, {name}: not after it was mended: {}", case.kind, e.message));
        assert_same(&holds(&shop), &wanted, &format!("{}, {name}: after it was mended ({said})", case.kind));
        for ((table, n), (_, most)) in counts(&shop).into_iter().zip(counts(&undisturbed)) {
            assert!(n <= most, "{}, {name}: {n} rows in {table}, {most} would be right", case.kind);
        }
        table.push([case.kind.to_owned(), name.to_owned(), said, "the same".to_owned()]);
        assert_eq!(place.wire.visits(), Vec::<String>::new(), "{}, {name}: a request followed the redirect", case.kind);
        brief(&place, name, &fault, requests, &wanted);
    }
    table.push(rows_with_odd_fields(&place, requests));
    table.push(clocks(&place, &wanted));
    table
}

/// The same fault for two answers: what passes is waited out, and the result is the same.
fn brief(place: &Place<'_>, name: &str, fault: &Fault, requests: u64, wanted: &[String]) {
    let passing = matches!(
        fault,
        Fault::Status(408 | 429 | 500 | 503) | Fault::Page(502) | Fault::RetryAfter(2) | Fault::Cut | Fault::Drip | Fault::Truncated
    );
    if !passing {
        return;
    }
    let shop = place.shop();
    place.wire.spoil(fault.clone(), requests / 2 + 1, 2);
    let first = place.sync(&shop, patience(fault));
    place.wire.mend();
    let e = first.as_ref().err().map(|e| e.message.clone());
    assert!(first.is_ok(), "{}, {name}: two of them should be waited out: {e:?}", place.case.kind);
    assert_same(&holds(&shop), wanted, &format!("{}, {name} twice", place.case.kind));
}

/// Each field of a first row missing, of another type, null, in each page: the row is refused or read without it, and
/// all others are there.
fn rows_with_odd_fields(place: &Place<'_>, requests: u64) -> [String; 4] {
    let wanted = {
        let shop = place.shop();
        place.sync(&shop, Duration::from_secs(20)).unwrap();
        counts(&shop)
    };
    let (mut tried, mut through, mut refused, mut sentences) = (0, 0, 0, std::collections::BTreeSet::new());
    // All of them are many; each run takes some, and REGULARS_FAULTS_ALL=1 the whole.
    let all = std::env::var_os("REGULARS_FAULTS_ALL").is_some();
    for n in 0..if all { 40_usize } else { 21 } {
        let at = n as u64 * 7 % requests + 1;
        let kinds = [Fault::Without(n), Fault::OtherType(n), Fault::Null(n)];
        for fault in kinds.into_iter().skip(if all { 0 } else { n % 3 }).take(if all { 3 } else { 1 }) {
            tried += 1;
            let shop = place.shop();
            place.wire.spoil(fault.clone(), at, 1);
            match place.sync(&shop, Duration::from_secs(20)) {
                Ok(p) => {
                    through += 1;
                    refused += p.refused;
                }
                Err(e) => {
                    sentences.insert(place.says(&e));
                    place.wire.mend();
                    place.sync(&shop, Duration::from_secs(20)).unwrap();
                }
            }
            for ((table, n), (_, most)) in counts(&shop).into_iter().zip(&wanted) {
                // A product or a person that only a spoilt field names may be known under its other name.
                let slack = if table == "product" || table == "person" { 1 } else { 0 };
                assert!(n <= most + slack, "{}, {fault:?} at {at}: {n} rows in {table}, {most} would be right", place.case.kind);
                assert!(n * 10 >= most * 7 - 60, "{}, {fault:?} at {at}: only {n} rows in {table} of {most}", place.case.kind);
            }
        }
    }
    place.wire.mend();
    let said = format!(
        "{through} of {tried} went through with {refused} rows refused; else: {}",
        sentences.into_iter().collect::<Vec<_>>().join(" | ")
    );
    [place.case.kind.to_owned(), "a field missing, odd or null".to_owned(), said, "others kept".to_owned()]
}

/// This machine's clock is a day behind, a year ahead: the data is the same.
fn clocks(place: &Place<'_>, wanted: &[String]) -> [String; 4] {
    for off in [-86_400, 86_400, 365 * 86_400] {
        let shop = place.shop();
        place.clock.0.store(NOW + off, Ordering::Relaxed);
        let first = place.sync(&shop, Duration::from_secs(20));
        place.clock.0.store(NOW, Ordering::Relaxed);
        match first {
            // A signature needs the right time; then it says so.
            Err(e) => {
                place.says(&e);
                place.sync(&shop, Duration::from_secs(20)).unwrap();
            }
            Ok(_) => {
                place.sync(&shop, Duration::from_secs(20)).unwrap();
            }
        }
        assert_same(&holds(&shop), wanted, &format!("{}: clock off by {off} s", place.case.kind));
    }
    [place.case.kind.to_owned(), "a clock that is off".to_owned(), "went through, or said so".to_owned(), "the same".to_owned()]
}

fn through_every_fault(kind: &str) {
    let all = case::all();
    let table = matrix(all.iter().find(|c| c.kind == kind).unwrap_or_else(|| panic!("tests/src/case.rs has no {kind}")));
    for [platform, fault, said, after] in table {
        println!("{platform:<15} {fault:<29} {after:<10} {said}");
    }
}

regulars_tests::for_each_platform!(through_every_fault);
