//! Stopped anywhere, every platform's sync goes on and ends with the very file of an undisturbed one, ids included.
//!
//! In process, after each single request: as a kill between two pages, a lost network or a laptop that fell asleep leaves
//! it (a page is one transaction, so a kill within one leaves what a kill before it leaves; `woocommerce_cli.rs` kills
//! the real program in the middle of both). And with a disk that is full.

#![expect(clippy::unwrap_used, reason = "a test may stop where it cannot go on")]

use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use regulars_core::host::{Http, HttpRequest, HttpResponse, NoSleep};
use regulars_core::sources::Outside;
use regulars_core::sources::platform::{Found, Secrets, of_kind};
use regulars_core::store::{Area, Store};
use regulars_core::sync::pull::{Target, pull};
use regulars_core::types::{Code, Error, Progress, Result, SourceId, Timestamp};
use regulars_tests::case::{self, Case};
use regulars_tests::woocommerce::{KEY, SECRET, Server};
use regulars_tests::world::{Counting, NOW, clock};
use regulars_tests::{binaries, digest};

/// How often it was tried differs; everything else must not.
const TRIES: [&str; 2] = ["run", "refusal"];

/// Lets so many requests through, and none after them.
#[derive(Clone)]
struct Fuse {
    sim: Arc<dyn Http>,
    left: Arc<AtomicU64>,
    asked: Arc<AtomicU64>,
}

impl Http for Fuse {
    fn send(&self, request: &HttpRequest) -> Result<HttpResponse> {
        if self.left.load(Ordering::Relaxed) == 0 {
            return Err(Error::new(Code::Network, "The network is gone."));
        }
        self.left.fetch_sub(1, Ordering::Relaxed);
        self.asked.fetch_add(1, Ordering::Relaxed);
        self.sim.send(request)
    }
}

struct Place<'a> {
    case: &'a Case,
    fuse: Fuse,
    chance: Arc<Counting>,
    found: Found,
    secrets: Secrets,
}

impl<'a> Place<'a> {
    fn new(case: &'a Case) -> Self {
        let fuse = Fuse { sim: (case.sim)(), left: Arc::new(AtomicU64::new(u64::MAX)), asked: Arc::default() };
        let (login, chance) = ((case.login)(case.address), Arc::new(Counting::default()));
        let found =
            of_kind(case.kind).unwrap().find(&outside(&fuse, &chance), &login).unwrap_or_else(|e| panic!("{}: {}", case.kind, e.message));
        Self { case, fuse, chance, found, secrets: login.secrets }
    }

    fn sync(&self, store: &Store, id: SourceId, requests: u64) -> Result<u64> {
        self.fuse.left.store(requests, Ordering::Relaxed);
        self.fuse.asked.store(0, Ordering::Relaxed);
        let source = of_kind(self.case.kind)?.open(outside(&self.fuse, &self.chance), &self.found.settings, &self.secrets)?;
        pull(store, &Target { source: id, label: "shop" }, source.as_ref(), &clock(), &Progress::silent())?;
        Ok(self.fuse.asked.load(Ordering::Relaxed))
    }
}

fn outside(fuse: &Fuse, chance: &Arc<Counting>) -> Outside {
    Outside { http: Arc::new(fuse.clone()), clock: Arc::new(clock()), sleeper: Arc::new(NoSleep::default()), chance: chance.clone() }
}

fn shop(dir: &Path, name: &str, found: &Found, kind: &str) -> (Store, SourceId) {
    let store = Store::open(&dir.join(name), None).unwrap();
    let id = store
        .write(Area::House, |w| {
            if let Some(c) = found.currency {
                w.set_setting("shop.currency", c.as_str())?;
            }
            w.add_source(kind, "Shop", "{}", Timestamp(NOW))
        })
        .unwrap();
    (store, id)
}

fn stopped_everywhere(case: &Case) -> u64 {
    let dir = tempfile::tempdir().unwrap();
    let place = Place::new(case);
    let (store, id) = shop(dir.path(), "whole.db", &place.found, case.kind);
    let requests = place.sync(&store, id, u64::MAX).unwrap();
    let wanted = digest::of(&store, &TRIES).unwrap();
    let mut points = 0;
    for k in 0..requests {
        let name = format!("stopped-{k}.db");
        // The platform is as it was: what an earlier run began there (a bulk operation) is not.
        let place = Place::new(case);
        let (store, id) = shop(dir.path(), &name, &place.found, case.kind);
        assert_eq!(place.sync(&store, id, k).unwrap_err().code, Code::Network, "{}, after {k} requests", case.kind);
        drop(store);
        // As the next start finds it; stopped a second time a little later.
        let store = Store::open(&dir.path().join(&name), None).unwrap();
        let _ = place.sync(&store, id, 1 + k % 3);
        place.sync(&store, id, u64::MAX).unwrap_or_else(|e| panic!("{}, after {k} requests: {}", case.kind, e.message));
        let held = digest::of(&store, &TRIES).unwrap();
        let other: Vec<_> = held.iter().zip(&wanted).filter(|(a, b)| a != b).collect();
        assert!(other.is_empty(), "{}, stopped after {k} of {requests} requests: {other:?}", case.kind);
        points += 2;
        drop(store);
        let _ = std::fs::remove_file(dir.path().join(&name));
    }
    let bytes = std::fs::read(dir.path().join("whole.db")).unwrap();
    for secret in place.secrets.0.values() {
        let secret = secret.reveal().as_bytes();
        assert!(!bytes.windows(secret.len()).any(|w| w == secret), "{}: a secret is in the file", case.kind);
    }
    points
}

fn stopped_after_any_request_it_goes_on_to_the_same_file(kind: &str) {
    let all = case::all();
    let points = stopped_everywhere(all.iter().find(|c| c.kind == kind).unwrap_or_else(|| panic!("tests/src/case.rs has no {kind}")));
    println!("{kind}: stopped at {points} points, the same file after each");
}

regulars_tests::for_each_platform!(stopped_after_any_request_it_goes_on_to_the_same_file);

/// A limit on the size of files stands in for a full disk: a write fails in the middle.
#[cfg(unix)]
#[test]
fn a_full_disk_is_named_loses_nothing_and_the_next_sync_goes_on() {
    use regulars_core::types::{Clock, SystemClock};
    regulars_tests::recorder::off();
    let mut sold = regulars_tests::woocommerce::Shop::seeded(21, 150, 520, SystemClock.now().0);
    sold.set_clock(None);
    let server = Server::start(sold, std::time::Duration::ZERO);
    let dir = tempfile::tempdir().unwrap();
    let run = |db: &Path, kib: Option<u32>, args: &[&str]| {
        let limit = kib.map_or_else(String::new, |k| format!("trap '' XFSZ; ulimit -f {k}; "));
        let mut command = Command::new("bash");
        command.args(["-c", &format!("{limit}exec \"$0\" --db \"$@\""), binaries::cli().to_str().unwrap(), db.to_str().unwrap()]);
        command.args(args).env("REGULARS_SECRET_WOOCOMMERCE", SECRET).env("REGULARS_SECRET_WOOCOMMERCE_1", SECRET);
        let out = command.output().unwrap();
        (out.status.code(), String::from_utf8_lossy(&out.stderr).into_owned())
    };
    let add = ["source", "add", "woocommerce", "--address", &server.address, "--key", KEY, "--no-keychain"];
    let connect = |db: &Path| assert_eq!(run(db, None, &add).0, Some(0));
    let whole = dir.path().join("whole.db");
    connect(&whole);
    assert_eq!(run(&whole, None, &["sync"]).0, Some(0));
    let holds = |db: &Path| digest::of(&Store::open(db, None).unwrap(), &["run", "refusal", "source", "cursor", "setting"]).unwrap();
    let mut full = 0;
    for kib in [420, 500, 640, 800, 1000] {
        let db = dir.path().join(format!("full-{kib}.db"));
        connect(&db);
        let (code, said) = run(&db, Some(kib), &["sync"]);
        if code != Some(0) {
            full += 1;
            assert!(code == Some(1) && said.contains("disk") && said.contains("Nothing was lost"), "{kib} KiB: {code:?} {said}");
        }
        assert_eq!(run(&db, None, &["sync"]).0, Some(0));
        assert_eq!(holds(&db), holds(&whole), "{kib} KiB");
    }
    assert!(full >= 3, "the disk was full {full} times");
}
