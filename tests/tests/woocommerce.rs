//! WooCommerce against the simulator: finding the shop or naming the cause, first and later syncs, and what a file, a
//! log or an error must never hold. Kills and real programs are in `woocommerce_cli.rs`.

#![expect(clippy::unwrap_used, reason = "a test may stop where it cannot go on")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use regulars_core::api::connections;
use regulars_core::api::woocommerce::{self, WooLogin};
use regulars_core::api::{App, Parts};
use regulars_core::host::{Chance, Keychain, MemoryKeychain, NoSleep, Secret, SystemHttp};
use regulars_core::sources::Outside;
use regulars_core::sources::woocommerce::{Auth, Found, Login, find};
use regulars_core::types::{Clock, Code, Error, Progress, SourceId, Timestamp};
use regulars_tests::woocommerce::{Fault, InProcess, KEY, Permission, SECRET, Shop};
use regulars_tests::{contents, woocommerce::Server};

/// 2026-11-20 05:43:00 UTC.
const NOW: i64 = 1_795_153_380;

#[derive(Clone)]
struct Moving(Arc<AtomicI64>);

impl Clock for Moving {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::Relaxed))
    }
}

#[derive(Default)]
struct Counting(Mutex<u64>);

impl Chance for Counting {
    fn number(&self) -> u64 {
        let mut n = self.0.lock().unwrap();
        *n += 1;
        *n
    }
}

fn clock() -> Moving {
    Moving(Arc::new(AtomicI64::new(NOW)))
}

fn outside(http: &InProcess, clock: &Moving) -> Outside {
    Outside {
        http: Arc::new(http.clone()),
        clock: Arc::new(clock.clone()),
        sleeper: Arc::new(NoSleep),
        chance: Arc::new(Counting::default()),
    }
}

fn look(http: &InProcess, address: &str, key: &str, secret: &str) -> Result<Found, Error> {
    let secret = Secret::new(secret);
    find(&outside(http, &clock()), &Login { address, key, secret: &secret, allow_plain_http: false })
}

fn cause(shop: Shop, address: &str, key: &str, secret: &str) -> (Code, String) {
    let e = look(&InProcess::new(shop), address, key, secret).err().unwrap();
    assert!(!e.message.contains(SECRET) && !format!("{e:?}").contains(SECRET), "{e:?}");
    (e.code, e.message)
}

fn with(change: impl FnOnce(&mut Shop)) -> Shop {
    let mut shop = Shop::seeded(1, 3, 5, NOW);
    change(&mut shop);
    shop
}

// ---- The Test: the shop, or the cause.

#[test]
fn a_shop_is_found_at_whatever_people_type() {
    for (address, change) in [
        ("shop.example", None),
        ("https://shop.example/wp-json/wc/v3", None),
        ("https://shop.example/laden/", Some("/laden")),
        ("https://shop.example/laden/wp-admin/", Some("/laden")),
    ] {
        let found = look(&InProcess::new(with(|s| s.folder = change.unwrap_or("").to_owned())), address, KEY, SECRET).unwrap();
        assert_eq!((found.name.as_str(), found.version.as_deref(), found.orders), ("Corner Coffee & Tea", Some("10.0.2"), 5), "{address}");
        assert_eq!((found.client.auth, found.zone.map(|z| z.name())), (Auth::Header, Some("Europe/Berlin")));
    }
}

#[test]
fn a_shop_without_readable_links_is_read_through_its_query() {
    let http = InProcess::new(with(|s| s.pretty = false));
    let found = look(&http, "shop.example", KEY, SECRET).unwrap();
    assert_eq!(found.client.rest.to_text(), "https://shop.example/?rest_route=/");
}

#[test]
fn a_host_that_strips_the_header_gets_the_key_in_the_query_but_only_over_https() {
    let http = InProcess::new(with(|s| s.faults = vec![Fault::StripsHeader]));
    assert_eq!(look(&http, "shop.example", KEY, SECRET).unwrap().client.auth, Auth::Query);
    let http = InProcess::new(with(|s| s.faults = vec![Fault::StripsHeader]));
    assert_eq!(look(&http, "http://127.0.0.1:81", KEY, SECRET).unwrap().client.auth, Auth::Signed);
    assert!(
        http.asked.lock().unwrap().iter().all(|(url, headers)| !url.contains(SECRET) && headers.iter().all(|(n, _)| n != "Authorization"))
    );
}

#[test]
fn a_shop_that_believes_to_be_on_http_behind_a_proxy_gets_a_signature() {
    let http = InProcess::new(with(|s| s.faults = vec![Fault::BelievesHttp]));
    assert_eq!(look(&http, "shop.example", KEY, SECRET).unwrap().client.auth, Auth::Signed);
}

#[test]
fn plain_http_to_another_machine_needs_a_word() {
    let http = InProcess::new(with(|_| {}));
    let (code, sentence) = cause(with(|_| {}), "http://shop.example", KEY, SECRET);
    assert!(code == Code::Refused && sentence.contains("unencrypted"), "{sentence}");
    let secret = Secret::new(SECRET);
    let login = Login { address: "http://shop.example", key: KEY, secret: &secret, allow_plain_http: true };
    assert_eq!(find(&outside(&http, &clock()), &login).unwrap().client.auth, Auth::Signed);
}

#[test]
fn each_cause_has_a_name_and_a_way_out() {
    let page = |status, title| with(|s| s.faults = vec![Fault::Page(status, title)]);
    let bad_key = "ck_00000000000000000000000000000000000000ff";
    type Case<'a> = (&'a str, Shop, &'a str, &'a str, &'a str, Code, &'a [&'a str]);
    let cases: Vec<Case<'_>> = vec![
        (
            "no WordPress in this folder",
            with(|s| s.folder = "/shop".into()),
            "shop.example",
            KEY,
            SECRET,
            Code::NotFound,
            &["No WordPress", "folder"],
        ),
        ("no WooCommerce", with(|s| s.woocommerce = false), "shop.example", KEY, SECRET, Code::NotFound, &["WooCommerce is not active"]),
        ("an unknown key", with(|_| {}), "shop.example", bad_key, SECRET, Code::Unauthorised, &["does not know this key", "ck_"]),
        (
            "a revoked key",
            with(|s| s.key_revoked = true),
            "shop.example",
            KEY,
            SECRET,
            Code::Unauthorised,
            &["does not know this key", "revoked"],
        ),
        ("an unknown key, signed", with(|_| {}), "127.0.0.1", bad_key, SECRET, Code::Unauthorised, &["does not know this key"]),
        ("a wrong secret", with(|_| {}), "shop.example", KEY, "cs_wrong", Code::Unauthorised, &["secret does not belong"]),
        ("a wrong secret, signed", with(|_| {}), "127.0.0.1", KEY, "cs_wrong", Code::Unauthorised, &["could not verify the signature"]),
        (
            "write-only",
            with(|s| s.permission = Permission::Write),
            "shop.example",
            KEY,
            SECRET,
            Code::Unauthorised,
            &["may not read", "“Read”"],
        ),
        (
            "another address than the shop's own",
            with(|s| s.site = Some("other.example".into())),
            "localhost",
            KEY,
            SECRET,
            Code::Unauthorised,
            &["Site Address"],
        ),
        (
            "a firewall's page",
            page(403, "Wordfence &amp; Friends"),
            "shop.example",
            KEY,
            SECRET,
            Code::Unexpected,
            &["“Wordfence & Friends”", "security plugin"],
        ),
        ("a cache's page", page(200, "Corner Coffee"), "shop.example", KEY, SECRET, Code::Unexpected, &["“Corner Coffee”", "cache"]),
        ("maintenance", with(|s| s.faults = vec![Fault::Maintenance]), "shop.example", KEY, SECRET, Code::Busy, &["maintenance"]),
        ("too many requests", with(|s| s.faults = vec![Fault::TooMany("30")]), "shop.example", KEY, SECRET, Code::Busy, &["slow down"]),
        (
            "an error of its own",
            with(|s| s.faults = vec![Fault::Critical]),
            "shop.example",
            KEY,
            SECRET,
            Code::Unexpected,
            &["critical error"],
        ),
        (
            "another host",
            with(|s| s.faults = vec![Fault::Redirect("https://other.example".into())]),
            "shop.example",
            KEY,
            SECRET,
            Code::Unexpected,
            &["sends on to other.example"],
        ),
        ("swapped", with(|_| {}), "shop.example", SECRET, KEY, Code::BadInput, &["swapped"]),
        ("no key", with(|_| {}), "shop.example", "admin", SECRET, Code::BadInput, &["starts with ck_"]),
        ("no address", with(|_| {}), "my shop", KEY, SECRET, Code::BadInput, &["not a web address"]),
    ];
    for (what, shop, address, key, secret, code, words) in cases {
        let (found, sentence) = cause(shop, address, key, secret);
        assert_eq!(found, code, "{what}: {sentence}");
        for word in words {
            assert!(sentence.contains(word), "{what}: {sentence}");
        }
    }
}

#[test]
fn clocks_that_differ_are_named_with_by_how_much() {
    let shop = with(|s| s.pass(-3600));
    let (code, sentence) = cause(shop, "127.0.0.1", KEY, SECRET);
    assert!(code == Code::Unauthorised && sentence.contains("clocks") && sentence.contains("60 minutes"), "{sentence}");
}

#[test]
fn an_index_closed_to_strangers_does_not_keep_a_key_out() {
    let http = InProcess::new(with(|s| s.faults = vec![Fault::ClosedIndex]));
    assert_eq!(look(&http, "shop.example", KEY, SECRET).unwrap().orders, 5);
}

#[test]
fn no_host_no_answer_and_no_safe_connection_are_told_apart() {
    let real = Outside::new(Arc::new(SystemHttp::new().unwrap()), Arc::new(clock()));
    let ask = |address: &str| {
        let secret = Secret::new(SECRET);
        find(&real, &Login { address, key: KEY, secret: &secret, allow_plain_http: false }).err().unwrap()
    };
    let e = ask("http://127.0.0.1:1");
    assert!(e.code == Code::Network && e.message.contains("refused the connection"), "{}", e.message);
    let e = ask("https://no-such-host.invalid");
    assert!(e.code == Code::Network && e.message.contains("no host called"), "{} {:?}", e.message, e.cause);
    let server = Server::start(with(|_| {}), std::time::Duration::ZERO);
    let e = ask(&server.address.replace("http://", "https://"));
    assert!(e.code == Code::Network && e.message.contains("No safe connection"), "{} {:?}", e.message, e.cause);
}

#[test]
fn a_redirect_never_takes_the_key_along() {
    let http = InProcess::new(with(|_| {}));
    let found = look(&http, "shop.example", KEY, SECRET).unwrap();
    http.with(|s| s.faults = vec![Fault::Redirect("https://shop.example.evil.example".into())]);
    let e = found.client.get("wc/v3/orders", &[], &Progress::silent()).err().unwrap();
    assert!(e.message.contains("shop.example.evil.example") && e.message.contains("was not sent there"), "{}", e.message);
    assert!(http.asked.lock().unwrap().iter().all(|(url, _)| url.starts_with("https://shop.example/")));
}

// ---- Syncs.

struct House {
    dir: tempfile::TempDir,
    app: Arc<App>,
    http: InProcess,
    keychain: Arc<MemoryKeychain>,
}

fn house(http: &InProcess, clock: &Moving) -> House {
    let dir = tempfile::tempdir().unwrap();
    let keychain = Arc::new(MemoryKeychain::default());
    let parts =
        Parts { clock: Arc::new(clock.clone()), http: Arc::new(http.clone()), keychain: keychain.clone(), events: Arc::new(|_| {}) };
    let app = Arc::new(App::open(&dir.path().join("shop.db"), parts).unwrap());
    House { dir, app, http: http.clone(), keychain }
}

fn login() -> WooLogin {
    WooLogin { address: "shop.example".into(), key: KEY.into(), allow_plain_http: false, consent_field: Some("marketing_opt_in".into()) }
}

impl House {
    fn connect(&self) -> SourceId {
        woocommerce::add(&self.app, &login(), &Secret::new(SECRET), true).unwrap().id
    }

    fn sync(&self, id: SourceId) -> regulars_core::sync::pull::Pulled {
        connections::sync(&self.app, id, &Progress::silent()).unwrap()
    }

    fn number(&self, sql: &str) -> i64 {
        self.app.store().read(|r| r.number(sql, &[])).unwrap()
    }

    fn contents(&self) -> Vec<String> {
        contents::of(&self.app.store()).unwrap()
    }
}

fn fresh_copy(http: &InProcess, clock: &Moving) -> Vec<String> {
    let h = house(http, clock);
    let id = h.connect();
    h.sync(id);
    h.contents()
}

fn assert_same(a: &[String], b: &[String]) {
    assert!(a == b, "{} and {} lines differ: {:#?}", a.len(), b.len(), contents::difference(a, b));
}

#[test]
fn the_first_sync_holds_what_the_shop_holds() {
    let clock = clock();
    let http = InProcess::new(Shop::seeded(7, 120, 640, NOW));
    let h = house(&http, &clock);
    let id = h.connect();
    let sum = h.sync(id);
    let (orders, counted, revenue, refunds, anonymous, people) = http.with(|s| {
        let amount = |v: &serde_json::Value, digits: u32| {
            let cents: i64 = v.as_str().unwrap().replace('.', "").parse().unwrap();
            if digits == 2 { cents } else { unreachable!("only USD is in the shop's currency") }
        };
        let counts = |o: &&serde_json::Value| matches!(o["status"].as_str().unwrap(), "completed" | "processing" | "refunded" | "shipped");
        let email = |o: &serde_json::Value| o["billing"]["email"].as_str().unwrap().to_lowercase();
        let mut people: BTreeSet<String> =
            s.customers.values().filter(|c| c["role"] != "administrator").map(|c| c["email"].as_str().unwrap().to_lowercase()).collect();
        people.extend(s.orders.values().filter(|o| o["customer_id"] == 0 && !email(o).is_empty()).map(email));
        (
            s.orders.len() as i64,
            s.orders.values().filter(counts).count() as i64,
            s.orders.values().filter(counts).filter(|o| o["currency"] == "USD").map(|o| amount(&o["total"], 2)).sum::<i64>(),
            s.refunds.len() as i64,
            s.orders.values().filter(|o| o["customer_id"] == 0 && email(o).is_empty()).count() as i64,
            people.len() as i64,
        )
    });
    assert!(refunds > 5 && anonymous > 5, "the seed makes all kinds");
    assert_eq!(h.number("SELECT count(*) FROM orders"), orders);
    assert_eq!(h.number("SELECT count(*) FROM orders WHERE counts = 1"), counted);
    assert_eq!(h.number("SELECT sum(total_shop) FROM orders WHERE counts = 1"), revenue);
    assert_eq!(h.number("SELECT count(*) FROM refund WHERE order_id IS NOT NULL"), refunds);
    assert_eq!(h.number("SELECT count(*) FROM orders WHERE person_id IS NULL"), anonymous);
    assert_eq!(h.number("SELECT count(*) FROM person"), people);
    assert_eq!(h.number("SELECT count(*) FROM product WHERE price IS NOT NULL"), 40);
    let read: BTreeMap<_, _> = sum.streams.iter().map(|s| (s.name.as_str(), s.read)).collect();
    assert_eq!((read["orders"], read["customers"], read["products"]), (640, 121, 40));
    assert_eq!(sum.refused, 0);
    let shop = h.app.shop().unwrap();
    assert_eq!((shop.name.as_str(), shop.currency.as_str(), shop.zone.name()), ("Corner Coffee & Tea", "USD", "Europe/Berlin"));
}

#[test]
fn a_refund_has_its_own_date_whatever_the_shops_version() {
    let clock = clock();
    let new = InProcess::new(Shop::seeded(7, 20, 200, NOW));
    let old = InProcess::new({
        let mut s = Shop::seeded(7, 20, 200, NOW);
        s.refunds_route = false;
        s
    });
    assert_same(&fresh_copy(&new, &clock), &fresh_copy(&old, &clock));
}

#[test]
fn later_syncs_after_any_changes_equal_a_fresh_one() {
    let clock = clock();
    let http = InProcess::new(Shop::seeded(11, 90, 430, NOW));
    let h = house(&http, &clock);
    let id = h.connect();
    h.sync(id);
    for day in 0..4 {
        http.with(|s| s.live(day));
        clock.0.store(http.with(|s| s.now()), Ordering::Relaxed);
        let sum = h.sync(id);
        assert!(sum.read >= 150, "the bulk edit alone is more than a page");
        let gone: BTreeSet<String> =
            http.with(|s| s.orders.values().filter(|o| o["status"] == "trash").map(|o| format!("'{}'", o["id"])).collect());
        // A fresh copy has never seen what is in the bin; this one keeps it as cancelled, and what it told of its buyer.
        let buyers: BTreeSet<String> = h
            .app
            .store()
            .read(|r| {
                let sql = format!(
                    "SELECT DISTINCT lower(p.email) FROM orders o JOIN person p ON p.id = o.person_id WHERE o.external_id IN ({})",
                    gone.iter().cloned().collect::<Vec<_>>().join(", ")
                );
                r.rows(&sql, &[], |row| row.get::<String>(0))
            })
            .unwrap()
            .into_iter()
            .map(|e| format!("'{}'", e.replace('\'', "''")))
            .collect();
        let about_gone = |line: &String| {
            let first = line.split(' ').nth(1).unwrap_or("");
            match line.split(':').next() {
                Some("order" | "line") => gone.contains(first),
                Some("person" | "consent") => buyers.contains(first),
                _ => false,
            }
        };
        let kept = h.contents();
        assert!(kept.iter().filter(|l| about_gone(l) && l.starts_with("order")).all(|l| l.contains("'cancelled' · 0")));
        let compared: Vec<String> = kept.into_iter().filter(|l| !about_gone(l)).collect();
        assert!(compared.len() > 1000, "most of it is compared");
        assert_same(&compared, &fresh_copy(&http, &clock).into_iter().filter(|l| !about_gone(l)).collect::<Vec<_>>());
    }
}

#[test]
fn a_sync_with_nothing_new_finds_nothing_and_asks_little() {
    let clock = clock();
    let http = InProcess::new(Shop::seeded(3, 60, 350, NOW));
    let h = house(&http, &clock);
    let id = h.connect();
    h.sync(id);
    let before = (h.contents(), http.requests());
    assert_eq!(h.sync(id).read, 0);
    assert_same(&before.0, &h.contents());
    assert_eq!(http.requests() - before.1, 5, "one page of each stream");
}

#[test]
fn an_order_that_comes_back_from_the_bin_counts_again_with_its_refunds() {
    let clock = clock();
    let http = InProcess::new(Shop::seeded(5, 20, 120, NOW));
    let h = house(&http, &clock);
    let id = h.connect();
    h.sync(id);
    let before = h.contents();
    let order = http.with(|s| {
        let order = s.refunds.values().next().unwrap()["parent_id"].as_u64().unwrap();
        s.pass(600);
        let status = s.orders[&order]["status"].as_str().unwrap().to_owned();
        s.set_status(order, "trash");
        (order, status)
    });
    h.sync(id);
    assert_eq!(
        h.number(&format!("SELECT count(*) FROM refund r JOIN orders o ON o.id = r.order_id WHERE o.external_id = '{}'", order.0)),
        0
    );
    http.with(|s| {
        s.pass(600);
        s.set_status(order.0, &order.1);
    });
    h.sync(id);
    assert_same(&before, &h.contents());
}

#[test]
fn what_passes_is_waited_out_and_an_answer_that_breaks_off_is_asked_for_again() {
    for fault in [Fault::TooMany("2"), Fault::Maintenance, Fault::Critical, Fault::Torn, Fault::Cut] {
        let http = InProcess::new(Shop::seeded(3, 10, 250, NOW));
        let clock = clock();
        let found = look(&http, "shop.example", KEY, SECRET).unwrap();
        http.with(|s| (s.faults, s.faults_left) = (vec![fault.clone()], Some(2)));
        let answer = found.client.get("wc/v3/orders", &[], &Progress::silent());
        assert_eq!(answer.map(|a| a.total).map_err(|e| e.message), Ok(Some(250)), "{fault:?}");
        drop(clock);
    }
}

#[test]
fn a_row_that_cannot_be_read_is_refused_with_its_reason_and_the_others_are_stored() {
    let clock = clock();
    let http = InProcess::new(Shop::seeded(3, 10, 60, NOW));
    http.with(|s| {
        let id = *s.orders.keys().next().unwrap();
        s.orders.get_mut(&id).unwrap()["total"] = serde_json::json!("12,50");
        let id = *s.orders.keys().nth(1).unwrap();
        s.orders.get_mut(&id).unwrap()["currency"] = serde_json::json!("");
    });
    let h = house(&http, &clock);
    let id = h.connect();
    let sum = h.sync(id);
    assert_eq!((sum.refused, h.number("SELECT count(*) FROM orders")), (2, 58));
    let info = connections::get(&h.app, id).unwrap();
    let reasons = info.last.unwrap().reasons;
    assert!(reasons[0].contains("12,50") && reasons[1].contains("currency"), "{reasons:?}");
}

// ---- Keys, and leaving.

#[test]
fn the_secret_is_in_the_keychain_and_nowhere_in_the_file() {
    let clock = clock();
    let http = InProcess::new(Shop::seeded(3, 10, 60, NOW));
    let h = house(&http, &clock);
    let id = h.connect();
    h.sync(id);
    assert_eq!(h.keychain.get(&woocommerce::secret_name(id)).unwrap(), Some(Secret::new(SECRET)));
    http.with(|s| s.faults = vec![Fault::Page(200, SECRET)]);
    let e = connections::sync(&h.app, id, &Progress::silent()).unwrap_err();
    assert!(!format!("{e:?}").contains(SECRET), "not even when the other side says it");
    for name in ["shop.db", "shop.db-wal"] {
        if let Ok(bytes) = std::fs::read(h.dir.path().join(name)) {
            assert!(!bytes.windows(SECRET.len()).any(|w| w == SECRET.as_bytes()), "{name}");
        }
    }
}

#[test]
fn leaving_keeps_the_data_unless_asked_and_coming_back_goes_on() {
    let clock = clock();
    let http = InProcess::new(Shop::seeded(3, 30, 160, NOW));
    let h = house(&http, &clock);
    let id = h.connect();
    h.sync(id);
    let whole = h.contents();
    connections::remove(&h.app, id, false).unwrap();
    assert_eq!(h.keychain.get(&woocommerce::secret_name(id)).unwrap(), None);
    assert!(connections::sync(&h.app, id, &Progress::silent()).unwrap_err().message.contains("not connected any more"));
    assert!(!connections::get(&h.app, id).unwrap().connected);
    assert_same(&whole, &h.contents());
    assert_eq!(h.connect(), id, "the same shop is the same source");
    assert_eq!(h.sync(id).read, 0);
    assert_same(&whole, &h.contents());
    connections::remove(&h.app, id, true).unwrap();
    assert_eq!(h.contents(), Vec::<String>::new());
    assert!(connections::list(&h.app).unwrap().is_empty());
}

#[test]
fn a_missing_secret_is_named_and_the_demo_stays_apart() {
    let clock = clock();
    let http = InProcess::new(Shop::seeded(3, 3, 6, NOW));
    let h = house(&http, &clock);
    let id = h.connect();
    h.keychain.remove(&woocommerce::secret_name(id)).unwrap();
    let e = connections::sync_start(&h.app, id).unwrap_err();
    assert!(e.code == Code::Keychain && e.message.contains("REGULARS_SECRET_WOOCOMMERCE_1"), "{}", e.message);
    let _: &Path = h.dir.path();
    let _ = &h.http;
}
