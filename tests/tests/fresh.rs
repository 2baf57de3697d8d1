//! Kept fresh in the background: due by its schedule, held back after failures, paused on request, one reader at a time;
//! and a certificate of one's own.

#![expect(clippy::unwrap_used, reason = "a test may stop where it cannot go on")]

use std::process::{Command, Stdio};
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use regulars_core::api::{App, Event, Parts, connections, fresh};
use regulars_core::host::http::Limits;
use regulars_core::host::{Http, HttpRequest, Keychain, MemoryKeychain, NoMail, SystemHttp};
use regulars_core::types::{Clock, Code, Progress, SourceId, SystemClock};
use regulars_tests::woocommerce::{Fault, InProcess, KEY, SECRET, Server, Shop};
use regulars_tests::world::{Moving, NOW, clock};
use regulars_tests::{binaries, case};

struct House {
    _dir: tempfile::TempDir,
    app: Arc<App>,
    http: InProcess,
    clock: Moving,
    keychain: Arc<MemoryKeychain>,
    needs: Arc<Mutex<Vec<String>>>,
}

fn house() -> (House, SourceId) {
    let dir = tempfile::tempdir().unwrap();
    let (clock, http) = (clock(), InProcess::new(Shop::seeded(3, 10, 40, NOW)));
    let (keychain, needs) = (Arc::new(MemoryKeychain::default()), Arc::new(Mutex::new(Vec::new())));
    let heard = Arc::clone(&needs);
    let parts = Parts {
        clock: Arc::new(clock.clone()),
        http: Arc::new(http.clone()),
        keychain: keychain.clone(),
        mail: Arc::new(NoMail),
        events: Arc::new(move |event| {
            if let Event::Attention { message, .. } = event {
                heard.lock().unwrap().push(message);
            }
        }),
    };
    let app = Arc::new(App::open(&dir.path().join("shop.db"), parts).unwrap());
    let login = case::login(&[("address", "shop.example"), ("key", KEY)], &[("secret", SECRET)]);
    let id = connections::add(&app, "woocommerce", &login, true).unwrap().id;
    (House { _dir: dir, app, http, clock, keychain, needs }, id)
}

impl House {
    fn later(&self, minutes: i64) {
        self.clock.0.fetch_add(minutes * 60, Ordering::Relaxed);
        self.http.with(|s| s.pass(minutes * 60));
    }

    fn sync(&self, id: SourceId) -> Result<(), Code> {
        connections::sync(&self.app, id, &Progress::silent()).map(|_| ()).map_err(|e| e.code)
    }

    fn due(&self) -> Vec<SourceId> {
        fresh::due(&self.app).unwrap()
    }
}

#[test]
fn a_source_is_due_by_its_schedule_and_not_before() {
    let (h, id) = house();
    assert!(h.due().is_empty(), "nobody asked for it");
    for minutes in [0, 4, 100_000] {
        assert_eq!(fresh::schedule(&h.app, id, Some(minutes)).unwrap_err().code, Code::BadInput);
    }
    fresh::schedule(&h.app, id, Some(30)).unwrap();
    assert_eq!(h.due(), [id], "never read yet");
    h.sync(id).unwrap();
    assert!(h.due().is_empty());
    h.later(29);
    assert!(h.due().is_empty());
    h.later(1);
    assert_eq!(h.due(), [id]);
    fresh::start_due(&h.app).unwrap();
    for _ in 0..500 {
        if !h.app.tasks.any_running() {
            break;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    assert!(h.due().is_empty(), "it was read");
    fresh::schedule(&h.app, id, None).unwrap();
    h.later(10_000);
    assert!(h.due().is_empty());
}

#[test]
fn after_a_failure_that_may_pass_it_waits_longer_each_time_and_a_success_releases_it() {
    let (h, id) = house();
    fresh::schedule(&h.app, id, Some(5)).unwrap();
    h.sync(id).unwrap();
    h.http.with(|s| s.faults = vec![Fault::Redirect("https://elsewhere.example".into())]);
    let mut waits = Vec::new();
    for n in 1..=4 {
        h.later(60 * 8);
        let began = h.clock.0.load(Ordering::Relaxed);
        assert_eq!(h.sync(id), Err(Code::Unexpected));
        let held = connections::get(&h.app, id).unwrap().held.unwrap();
        assert_eq!(held.failures, n);
        waits.push(held.until.unwrap().0 - began);
        assert!(h.due().is_empty(), "held");
    }
    assert!((225..=375).contains(&waits[0]) && waits.windows(2).all(|w| w[1] > w[0]), "{waits:?}");
    let since = connections::get(&h.app, id).unwrap().held.unwrap().since;
    assert_eq!(since.0, NOW + 60 * 8 * 60, "since the first of them");
    h.later(60 * 8);
    assert_eq!(h.due(), [id], "tried again when its time has come");
    h.http.with(|s| s.faults.clear());
    h.sync(id).unwrap();
    assert_eq!(connections::get(&h.app, id).unwrap().held, None);
    assert!(h.needs.lock().unwrap().is_empty(), "nobody was needed");
}

#[test]
fn a_key_that_is_refused_waits_for_its_owner_and_says_so_once() {
    let (h, id) = house();
    fresh::schedule(&h.app, id, Some(5)).unwrap();
    h.sync(id).unwrap();
    h.http.with(|s| s.key_revoked = true);
    h.later(6);
    assert_eq!(h.sync(id), Err(Code::Unauthorised));
    let held = connections::get(&h.app, id).unwrap();
    assert!(held.held.as_ref().unwrap().until.is_none() && held.next_at.is_none());
    h.later(10_000);
    assert!(h.due().is_empty());
    assert_eq!(h.sync(id), Err(Code::Unauthorised));
    assert_eq!(h.needs.lock().unwrap().len(), 1);
    h.http.with(|s| s.key_revoked = false);
    h.sync(id).unwrap();
    h.later(6);
    assert_eq!(h.due(), [id]);
    // Cannot even be started.
    h.keychain.remove(&connections::secret_name("woocommerce", id)).unwrap();
    fresh::start_due(&h.app).unwrap();
    assert!(h.due().is_empty() && h.needs.lock().unwrap().len() == 2);
}

#[test]
fn paused_it_is_left_alone_until_somebody_goes_on() {
    let (h, id) = house();
    fresh::schedule(&h.app, id, Some(5)).unwrap();
    fresh::pause(&h.app, id).unwrap();
    assert!(h.due().is_empty() && connections::get(&h.app, id).unwrap().paused);
    let stop = Progress::silent();
    stop.pause();
    assert_eq!(connections::sync(&h.app, id, &stop).unwrap_err().code, Code::Cancelled);
    let info = connections::get(&h.app, id).unwrap();
    assert_eq!((info.last.unwrap().state.as_str(), info.held), ("paused", None));
    let task = connections::sync_start(&h.app, id).unwrap();
    assert!(!connections::get(&h.app, id).unwrap().paused && task > 0);
    for _ in 0..500 {
        if !h.app.tasks.any_running() {
            break;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(connections::get(&h.app, id).unwrap().last.unwrap().state, "done");
    fresh::pause(&h.app, id).unwrap();
    fresh::resume(&h.app, id).unwrap();
    h.later(5);
    assert_eq!(h.due(), [id]);
}

#[test]
fn one_source_has_one_reader_and_the_lock_goes_with_it() {
    let (h, id) = house();
    let created = h.app.store().read(|r| r.source(id)).unwrap().unwrap().created_at.0;
    let other = std::fs::File::create(h.app.data_dir.join(format!(".reading-{id}-{created}"))).unwrap();
    other.lock().unwrap();
    assert_eq!(h.sync(id), Err(Code::Busy));
    drop(other);
    h.sync(id).unwrap();
}

/// Needs the openssl program; says so when it is not there.
#[test]
fn a_certificate_of_ones_own_is_trusted_only_when_it_was_added() {
    let dir = tempfile::tempdir().unwrap();
    let script = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj '/CN=Our own authority' -keyout ca-key.pem -out ca.pem &&
        openssl req -newkey rsa:2048 -nodes -subj /CN=localhost -keyout key.pem -out request.pem &&
        printf 'subjectAltName=DNS:localhost\\nbasicConstraints=CA:FALSE\\n' > names &&
        openssl x509 -req -in request.pem -CA ca.pem -CAkey ca-key.pem -CAcreateserial -days 2 -extfile names -out cert.pem";
    let made = Command::new("bash").args(["-c", script]).current_dir(dir.path()).stderr(Stdio::null()).stdout(Stdio::null()).status();
    if !made.is_ok_and(|s| s.success()) {
        eprintln!("SKIPPED: the openssl program is needed for a server with a certificate of its own.");
        return;
    }
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let mut server = Command::new("openssl")
        .args(["s_server", "-quiet", "-www", "-key", "key.pem", "-cert", "cert.pem", "-accept", &port.to_string()])
        .current_dir(dir.path())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    for _ in 0..200 {
        if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
            break;
        }
        std::thread::sleep(Duration::from_millis(25));
    }
    let ask = |own: Option<&std::path::Path>| {
        let http = SystemHttp::within(Limits { patience: Duration::from_secs(10), ..Limits::default() }, own).unwrap();
        http.send(&HttpRequest::get(format!("https://localhost:{port}/")))
    };
    let stranger = ask(None);
    let known = ask(Some(&dir.path().join("ca.pem")));
    let _ = server.kill();
    let _ = server.wait();
    let e = stranger.unwrap_err();
    assert!(e.code == Code::Network && e.message.contains("No safe connection"), "{}", e.message);
    assert_eq!(known.map(|a| a.status).map_err(|e| format!("{} {:?}", e.message, e.cause)), Ok(200));
    std::fs::write(dir.path().join("empty.pem"), "nothing").unwrap();
    let e = SystemHttp::within(Limits::default(), Some(&dir.path().join("empty.pem"))).err().unwrap();
    assert!(e.code == Code::BadInput && e.message.contains("no certificate"), "{}", e.message);
}

/// Two shops over sockets, each answer a little slow: at some moment both have answered something and neither everything.
#[test]
fn two_sources_are_read_side_by_side() {
    let shop = |seed| {
        let mut shop = Shop::seeded(seed, 20, 260, SystemClock.now().0);
        shop.set_clock(None);
        Server::start(shop, Duration::from_millis(40))
    };
    let (one, other) = (shop(1), shop(2));
    let dir = tempfile::tempdir().unwrap();
    let cli = |args: &[&str]| {
        let mut c = Command::new(binaries::cli());
        c.arg("--db").arg(dir.path().join("shop.db")).args(args);
        for variable in ["", "_1", "_2"] {
            c.env(format!("REGULARS_SECRET_WOOCOMMERCE{variable}"), SECRET);
        }
        c.stdout(Stdio::null()).stderr(Stdio::null());
        c
    };
    for server in [&one, &other] {
        assert!(
            cli(&["source", "add", "woocommerce", "--address", &server.address, "--key", KEY, "--no-keychain"]).status().unwrap().success()
        );
    }
    let served = || (one.with(|s| s.served), other.with(|s| s.served));
    let start = served();
    let mut child = cli(&["sync"]).spawn().unwrap();
    let mut seen = Vec::new();
    while child.try_wait().unwrap().is_none() {
        seen.push(served());
        std::thread::sleep(Duration::from_millis(3));
    }
    assert!(child.wait().unwrap().success());
    let end = served();
    let both = |(a, b): &(u64, u64)| *a > start.0 && *b > start.1 && *a < end.0 && *b < end.1;
    assert!(seen.iter().any(both), "{start:?} … {end:?}");
}
