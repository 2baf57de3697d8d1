//! Klaviyo as a source, against the simulator: first and later syncs, stops anywhere, limits, keys and rights.

#![expect(clippy::unwrap_used, reason = "a test may stop where it cannot go on")]

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use regulars_core::api::connections;
use regulars_core::host::{NoSleep, Sleeper};
use regulars_core::sources::Source;
use regulars_core::sources::platform::{self, Login};
use regulars_core::types::{Code, Error, Progress, Timestamp};
use regulars_tests::case;
use regulars_tests::house::{House, assert_same};
use regulars_tests::klaviyo::{InProcess, KEY, Klaviyo};
use regulars_tests::world::{Moving, NOW, clock, outside};

fn login(orders: bool) -> Login {
    let orders = if orders { "yes" } else { "" };
    case::login(&[("address", "127.0.0.1:9"), ("orders", orders)], &[("key", KEY)])
}

fn house(http: &InProcess, clock: &Moving, orders: bool) -> House {
    House::new(http.clone(), clock, "klaviyo", &login(orders))
}

fn seeded(people: u64) -> InProcess {
    InProcess::new(Klaviyo::seeded(7, people, NOW))
}

fn of_metric(http: &InProcess, metric: &str) -> i64 {
    http.with(|s| s.events.iter().filter(|e| e.metric == metric).count() as i64)
}

fn assert_counted(h: &House, http: &InProcess, orders: bool) {
    assert_eq!(h.number("SELECT count(*) FROM person_key WHERE kind = 'account'"), http.with(|s| s.profiles.len() as i64));
    for (metric, sql) in [
        ("Received Email", "email_event WHERE kind = 1"),
        ("Opened Email", "email_event WHERE kind = 2"),
        ("Clicked Email", "email_event WHERE kind = 3 AND link IS NOT NULL"),
        ("Bounced Email", "email_event WHERE kind = 4"),
        ("Viewed Product", "product_view WHERE product_id IS NOT NULL"),
        ("Submitted Search", "search"),
        ("Added to Cart", "event WHERE name = 'Added to Cart'"),
        ("Started Checkout", "event WHERE name = 'Started Checkout'"),
        ("Store Visited", "event WHERE name = 'Store Visited'"),
    ] {
        let wanted = of_metric(http, metric);
        assert!(wanted > 5, "the seed has {metric}");
        assert_eq!(h.number(&format!("SELECT count(*) FROM {sql}")), wanted, "{metric}");
    }
    let cents = |e: &regulars_tests::klaviyo::Event| (e.properties["$value"].as_f64().unwrap() * 100.0).round() as i64;
    let (placed, revenue, given_back) = http.with(|s| {
        let of = |metric: &'static str| s.events.iter().filter(move |e| e.metric == metric);
        let number = |e: &regulars_tests::klaviyo::Event| e.properties["OrderId"].as_str().unwrap().to_owned();
        let cancelled: BTreeSet<String> = of("Cancelled Order").map(number).collect();
        let counts = |e: &&regulars_tests::klaviyo::Event| !cancelled.contains(&number(e));
        assert!(cancelled.len() > 2);
        (
            of("Placed Order").count() as i64,
            of("Placed Order").filter(counts).map(cents).sum::<i64>(),
            of("Refunded Order").filter(counts).map(cents).sum::<i64>(),
        )
    });
    if orders {
        assert_eq!(h.number("SELECT count(*) FROM orders"), placed);
        assert_eq!(h.number("SELECT sum(total_shop) FROM orders WHERE counts = 1"), revenue);
        assert_eq!(h.number("SELECT sum(r.amount_shop) FROM refund r JOIN orders o ON o.id = r.order_id WHERE o.counts = 1"), given_back);
        assert_eq!(h.number("SELECT sum(total) FROM order_line"), placed * 2403);
    } else {
        assert_eq!(h.number("SELECT count(*) FROM orders"), 0, "orders come in only when their owner says so");
    }
}

/// By the account's own words: who may not be written to, and who said yes.
fn assert_consent(h: &House, http: &InProcess) {
    let store = h.app.store();
    let standings = store.read(|r| r.email_standings(Timestamp(i64::MAX))).unwrap();
    let of = |state: &str| -> BTreeSet<String> {
        standings.iter().filter(|s| s.state.is_some_and(|x| x.as_str() == state)).filter_map(|s| s.email.clone()).collect()
    };
    let wanted: BTreeSet<String> = http.with(|s| {
        let open = s.profiles.values().filter(|p| p.consent.0 == "SUBSCRIBED" && p.suppression.is_empty() && !p.email.is_empty());
        open.map(|p| p.email.clone()).collect()
    });
    let known: BTreeSet<String> = http.with(|s| s.profiles.values().map(|p| p.email.clone()).collect());
    let open: BTreeSet<String> = of("subscribed").into_iter().filter(|e| known.contains(e)).collect();
    assert!(wanted.len() > 30);
    assert_eq!(open, wanted);
}

#[test]
fn the_first_sync_holds_what_the_account_holds() {
    let (clock, http) = (clock(), seeded(260));
    let h = house(&http, &clock, true);
    let sum = h.sync();
    assert_eq!(sum.refused, 0);
    assert_counted(&h, &http, true);
    assert_consent(&h, &http);
    let sms = http.with(|s| s.profiles.values().filter(|p| p.sms.0 == "SUBSCRIBED").count() as i64);
    assert_eq!(h.number("SELECT count(*) FROM consent WHERE channel = 'sms' AND state = 'subscribed'"), sms);
    let shop = h.app.shop().unwrap();
    assert_eq!((shop.name.as_str(), shop.currency.as_str(), shop.zone.name()), ("The simulated shop", "EUR", "Europe/Berlin"));
    let without = house(&http, &clock, false);
    without.sync();
    assert_counted(&without, &http, false);
}

#[test]
fn later_syncs_after_any_changes_equal_a_fresh_one() {
    let (clock, http) = (clock(), seeded(160));
    let h = house(&http, &clock, true);
    h.sync();
    let mut gone: BTreeSet<String> = BTreeSet::new();
    for day in 1..5 {
        let before: Vec<_> = http.with(|s| s.profiles.values().cloned().collect());
        http.with(|s| s.live(day));
        clock.0.store(http.with(|s| s.now), Ordering::Relaxed);
        gone.extend(before.iter().filter(|p| http.with(|s| !s.profiles.contains_key(&p.id))).map(|p| format!("'{}'", p.email)));
        assert!(h.sync().read > 20);
        assert_consent(&h, &http);
        // What somebody did who is deleted since is kept as history, as is what it told of them.
        gone.remove("''");
        gone.insert("NULL".to_owned());
        let about_gone = |l: &String| gone.iter().any(|e| l.split(" · ").any(|w| w.rsplit(": ").next() == Some(e)));
        let whose = |l: &String| !l.starts_with("product:") && !l.starts_with("line:") && !l.starts_with("refund:");
        let lines = |all: Vec<String>| all.into_iter().filter(|l| whose(l) && !about_gone(l)).collect::<Vec<_>>();
        let copy = house(&http, &clock, true);
        copy.sync();
        assert_counted(&copy, &http, true);
        let (kept, fresh) = (lines(h.contents()), lines(copy.contents()));
        assert!(kept.len() > 600, "most of it is compared");
        assert_same(&kept, &fresh);
    }
    assert!(gone.len() > 3, "some were deleted");
}

#[test]
fn a_sync_with_nothing_new_finds_nothing_and_asks_little() {
    let (clock, http) = (clock(), seeded(120));
    let h = house(&http, &clock, true);
    h.sync();
    h.sync();
    let before = (h.contents(), h.requests());
    assert_eq!(h.sync().read, 0);
    assert_same(&before.0, &h.contents());
    assert_eq!(h.requests() - before.1, 7, "profiles, suppressions, metrics, three kinds of orders, events");
}

#[test]
fn stopped_at_any_request_it_goes_on_and_ends_the_same() {
    for stale in [false, true] {
        let (clock, quiet) = (clock(), seeded(330));
        let whole = house(&quiet, &clock, true);
        let begun = whole.requests();
        whole.sync();
        let (requests, wanted, contents) = (whole.requests() - begun, whole.digest(), whole.contents());
        assert!(requests >= 9, "{requests}");
        for n in 1..=requests {
            let http = seeded(330);
            let h = house(&http, &clock, true);
            assert!(h.stopped_sync(n), "stopped at {n}");
            if stale {
                // It was broken off so long ago that Klaviyo does not know its cursors any more.
                http.with(|s| s.epoch += 1);
            }
            h.sync();
            assert_same(&h.contents(), &contents);
            assert!(stale || h.digest() == wanted, "stopped at {n}");
        }
    }
}

/// Reads a stream to its end, and counts its pages.
fn drain(source: &dyn Source, stream: &str) -> Result<(u64, String), Error> {
    let (mut cursor, mut pages) = (None, 0);
    loop {
        let page = source.page(stream, cursor.as_deref(), &Progress::silent())?;
        pages += 1;
        if !page.more {
            return Ok((pages, page.cursor));
        }
        assert!(pages < 10_000, "it does not end");
        cursor = Some(page.cursor);
    }
}

fn source(http: &InProcess, sleeper: Arc<dyn Sleeper>) -> Box<dyn Source> {
    let settings = serde_json::json!({ "base": "http://127.0.0.1:9", "currency": "EUR", "orders": true, "events": true });
    let outside = regulars_core::sources::Outside { sleeper, ..outside(http, &clock()) };
    platform::of_kind("klaviyo").unwrap().open(outside, &settings, &login(true).secrets).unwrap()
}

#[test]
fn the_limits_of_each_endpoint_are_never_passed() {
    for used_by_others in [0, 640] {
        let http = InProcess::new(Klaviyo::seeded(3, 30, NOW));
        http.with(|s| {
            // Many profiles, so that a minute's requests are not enough.
            let one = s.profiles.values().next().unwrap().clone();
            s.page_cap = 5;
            for n in 0..if used_by_others == 0 { 4_500 } else { 1_200 } {
                let id = format!("01M{n:06}");
                s.profiles.insert(id.clone(), regulars_tests::klaviyo::Profile { id, email: format!("m{n}@example.com"), ..one.clone() });
            }
        });
        let sleeper: Arc<dyn Sleeper> = Arc::new(NoSleep::default());
        http.with(|s| (s.limits, s.used_by_others) = (Some(sleeper.clone()), used_by_others));
        // Ids only: it is quicker, and the limits are the same.
        let gone = serde_json::json!({ "done_at": 1, "at": "rest" }).to_string();
        let source = source(&http, sleeper.clone());
        let (mut cursor, mut pages) = (gone, 0);
        loop {
            let page = source.page("gone", Some(&cursor), &Progress::silent()).unwrap();
            cursor = page.cursor;
            pages += 1;
            if !page.more {
                break;
            }
        }
        assert!(pages > 200);
        assert_eq!(http.with(|s| s.violations), 0, "{used_by_others} used by others");
        let asked = http.with(|s| s.asked.iter().filter(|(e, _)| e == "profiles").map(|(_, t)| *t).collect::<Vec<_>>());
        for (from, at) in asked.iter().enumerate() {
            let within = |d: u64| asked[from..].iter().take_while(|t| **t < *at + Duration::from_secs(d)).count();
            assert!(within(1) <= 75 && within(60) <= 700, "any second and any minute, not only the clock's");
        }
    }
}

#[test]
fn a_page_that_comes_for_ever_and_a_firewall_end_in_a_sentence() {
    use regulars_core::host::{Http, HttpRequest, HttpResponse};
    #[derive(Clone)]
    struct Same(Arc<std::sync::atomic::AtomicU64>, u16);
    impl Http for Same {
        fn send(&self, _: &HttpRequest) -> Result<HttpResponse, Error> {
            let n = self.0.fetch_add(1, Ordering::Relaxed);
            let body = serde_json::json!({ "data": [{ "type": "profile", "id": "A", "attributes": { "updated": "2026-01-01T00:00:00Z" } }],
                "links": { "next": format!("https://a.klaviyo.com/api/profiles/?page%5Bcursor%5D=c{n}") } });
            let body = if self.1 == 200 { body.to_string() } else { "<html><title>Just a moment</title></html>".to_owned() };
            Ok(HttpResponse { status: self.1, headers: Vec::new(), body: body.into_bytes() })
        }
    }
    let open = |status| {
        let settings = serde_json::json!({ "base": "http://127.0.0.1:9", "currency": "EUR", "orders": false, "events": true });
        let out = outside(&Same(Arc::default(), status), &clock());
        platform::of_kind("klaviyo").unwrap().open(out, &settings, &login(false).secrets).unwrap()
    };
    for stream in ["profiles", "events"] {
        let e = drain(open(200).as_ref(), stream).unwrap_err();
        assert!(e.code == Code::Unexpected && e.message.contains("again and again"), "{}", e.message);
    }
    let e = drain(open(403).as_ref(), "profiles").unwrap_err();
    assert!(e.code == Code::Busy && e.message.contains("firewall"), "{}", e.message);
}

// ---- Keys and rights.

fn cause(http: &InProcess, login: &Login) -> Error {
    let e = platform::of_kind("klaviyo").unwrap().find(&outside(http, &clock()), login).unwrap_err();
    assert!(!format!("{e:?}").contains(KEY), "{e:?}");
    e
}

#[test]
fn the_test_names_every_right_that_is_missing() {
    let http = seeded(20);
    let find = || platform::of_kind("klaviyo").unwrap().find(&outside(&http, &clock()), &login(false));
    let found = find().unwrap();
    assert_eq!((found.name.as_str(), found.currency.map(|c| c.to_string()).as_deref()), ("The simulated shop", Some("EUR")));
    assert_eq!((found.zone.map(|z| z.name()), found.notes.len()), (Some("Europe/Berlin"), 0));
    let e = cause(&http, &case::login(&[("address", "127.0.0.1:9")], &[("key", "AbC123")]));
    assert!(e.code == Code::BadInput && e.message.contains("pk_"), "{}", e.message);
    let e = cause(&http, &case::login(&[("address", "127.0.0.1:9")], &[("key", "pk_wrong")]));
    assert!(e.code == Code::Unauthorised && e.message.contains("does not accept this key"), "{}", e.message);
    let e = cause(&http, &case::login(&[("address", "klaviyo.evil.example")], &[("key", KEY)]));
    assert!(e.code == Code::BadInput && e.message.contains("Only an address of this machine"), "{}", e.message);
    http.with(|s| s.scopes = ["accounts:read", "events:read"].into());
    let e = cause(&http, &login(false));
    assert!(e.code == Code::Unauthorised && e.message.contains("profiles:read") && e.message.contains("metrics:read"), "{}", e.message);
    http.with(|s| s.scopes = ["accounts:read", "profiles:read", "events:read"].into());
    let note = find().unwrap().notes.remove(0);
    assert!(note.contains("metrics:read") && note.contains("will not come in"), "{note}");
    // And then nothing of it is asked for.
    let h = house(&http, &clock(), true);
    h.sync();
    assert_eq!((h.number("SELECT count(*) FROM event"), h.number("SELECT count(*) FROM person")), (0, 20));
    http.with(|s| s.scopes.clear());
    let e = connections::sync(&h.app, h.source, &Progress::silent()).unwrap_err();
    assert!(e.code == Code::Unauthorised && e.message.contains("profiles:read"), "{}", e.message);
}

#[test]
fn the_key_is_in_the_keychain_and_nowhere_in_the_file() {
    let (clock, http) = (clock(), seeded(30));
    let h = house(&http, &clock, false);
    h.sync();
    for entry in std::fs::read_dir(h.dir.path()).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        assert!(!bytes.windows(KEY.len()).any(|w| w == KEY.as_bytes()));
    }
}
