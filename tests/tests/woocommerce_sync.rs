//! WooCommerce against the simulator: first and later syncs, and what a file, a log or an error must never hold.

#![expect(clippy::unwrap_used, reason = "a test may stop where it cannot go on")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use regulars_core::api::connections;
use regulars_core::api::{App, Parts};
use regulars_core::host::{Keychain, MemoryKeychain, NoMail, Secret};
use regulars_core::sources::platform::{Login, Secrets};
use regulars_core::types::{Code, Progress, SourceId};
use regulars_tests::contents;
use regulars_tests::woocommerce::house::{Gone, fresh_copy};
use regulars_tests::woocommerce::{Fault, House, InProcess, KEY, SECRET, Shop};

use regulars_tests::woocommerce::world::{Moving, NOW, clock, look};

struct Shopkeeper {
    dir: tempfile::TempDir,
    app: Arc<App>,
    http: InProcess,
    keychain: Arc<MemoryKeychain>,
}

fn house(http: &InProcess, clock: &Moving) -> Shopkeeper {
    let dir = tempfile::tempdir().unwrap();
    let keychain = Arc::new(MemoryKeychain::default());
    let parts = Parts {
        clock: Arc::new(clock.clone()),
        http: Arc::new(http.clone()),
        keychain: keychain.clone(),
        mail: Arc::new(NoMail),
        events: Arc::new(|_| {}),
    };
    let app = Arc::new(App::open(&dir.path().join("shop.db"), parts).unwrap());
    Shopkeeper { dir, app, http: http.clone(), keychain }
}

fn login() -> Login {
    let entered = [("address", "shop.example"), ("key", KEY), ("consent_field", "marketing_opt_in")];
    Login {
        entered: entered.into_iter().map(|(k, v)| (k.to_owned(), v.to_owned())).collect(),
        secrets: Secrets([("secret".to_owned(), Secret::new(SECRET))].into()),
    }
}

impl Shopkeeper {
    fn connect(&self) -> SourceId {
        connections::add(&self.app, "woocommerce", &login(), true).unwrap().id
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

fn assert_same(a: &[String], b: &[String]) {
    assert!(a == b, "{} and {} lines differ: {:#?}", a.len(), b.len(), contents::difference(a, b));
}

#[test]
fn the_first_sync_holds_what_the_shop_holds() {
    let clock = clock();
    let http = InProcess::new(Shop::seeded(7, 120, 640, NOW));
    let h = House::new(&http, &clock);
    let sum = h.sync();
    let (orders, counted, revenue, refunds, anonymous, people) = http.with(|s| {
        let amount = |v: &serde_json::Value, digits: u32| {
            let cents: i64 = v.as_str().unwrap().replace('.', "").parse().unwrap();
            if digits == 2 { cents } else { unreachable!("only USD is in the shop's currency") }
        };
        let counts = |o: &&serde_json::Value| matches!(o["status"].as_str().unwrap(), "completed" | "processing" | "refunded" | "shipped");
        let email = |o: &serde_json::Value| o["billing"]["email"].as_str().unwrap().to_lowercase();
        let mut people: BTreeSet<String> =
            s.customers.values().filter(|c| c["role"] != "administrator").map(|c| c["email"].as_str().unwrap().to_lowercase()).collect();
        let approved = s.reviews.values().filter(|r| r["status"] == "approved");
        people.extend(approved.map(|r| r["reviewer_email"].as_str().unwrap().to_lowercase()).filter(|e| e.contains('@')));
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
    let (variants, reviews, placed) = http.with(|s| {
        let approved = |r: &&serde_json::Value| r["status"] == "approved" && r["reviewer_email"].as_str().unwrap().contains('@');
        let at = |o: &serde_json::Value| {
            chrono::NaiveDateTime::parse_from_str(o["date_created_gmt"].as_str().unwrap(), "%Y-%m-%dT%H:%M:%S").unwrap()
        };
        (
            s.variations.values().map(|v| v.len() as i64).sum::<i64>(),
            s.reviews.values().filter(approved).count() as i64,
            s.orders.values().map(|o| at(o).and_utc().timestamp()).sum::<i64>(),
        )
    });
    assert!(variants > 10 && reviews > 40, "the seed makes all kinds");
    assert_eq!(h.number("SELECT count(*) FROM product_variant WHERE price IS NOT NULL AND sku IS NOT NULL"), variants);
    assert_eq!(h.number("SELECT count(*) FROM review WHERE product_id IS NOT NULL"), reviews);
    assert_eq!(h.number("SELECT sum(placed_at) FROM orders"), placed, "not the shop's wall clock");
    assert!(h.number("SELECT count(*) FROM orders WHERE landing LIKE 'https://shop.example/sale/%'") > 50);
}

#[test]
fn later_syncs_after_any_changes_equal_a_fresh_one() {
    let clock = clock();
    let http = InProcess::new(Shop::seeded(11, 90, 430, NOW));
    let h = House::new(&http, &clock);
    h.sync();
    for day in 0..4 {
        http.with(|s| s.live(day));
        clock.0.store(http.with(|s| s.now()), Ordering::Relaxed);
        let sum = h.sync();
        assert!(sum.read >= 150, "the bulk edit alone is more than a page");
        let gone = Gone::of(&h, &http);
        let kept = h.contents();
        assert!(kept.iter().filter(|l| gone.is_about(l) && l.starts_with("order")).all(|l| l.contains("'cancelled' · 0")));
        let compared = gone.without(kept);
        assert!(compared.len() > 1000, "most of it is compared");
        assert_same(&compared, &gone.without(fresh_copy(&http, &clock)));
    }
}

#[test]
fn a_sync_with_nothing_new_finds_nothing_and_asks_little() {
    let clock = clock();
    let http = InProcess::new(Shop::seeded(3, 60, 350, NOW));
    let h = House::new(&http, &clock);
    h.sync();
    let before = (h.contents(), h.http.requests());
    assert_eq!(h.sync().read, 0);
    assert_same(&before.0, &h.contents());
    assert!(h.http.requests() - before.1 <= 8, "one page of each stream, and what the newest of its orders were given back");
    for _ in 0..3 {
        http.with(|s| s.pass(1000));
        clock.0.store(http.with(|s| s.now()), Ordering::Relaxed);
        assert_eq!(h.sync().read, 0);
    }
    let before = h.http.requests();
    assert_eq!(h.sync().read, 0);
    assert_eq!(h.http.requests() - before, 6, "one page of each stream");
}

#[test]
fn an_order_that_comes_back_from_the_bin_counts_again_with_its_refunds() {
    let clock = clock();
    let http = InProcess::new(Shop::seeded(5, 20, 120, NOW));
    let h = House::new(&http, &clock);
    h.sync();
    let before = h.contents();
    let order = http.with(|s| {
        let order = s.refunds.values().next().unwrap()["parent_id"].as_u64().unwrap();
        s.pass(600);
        let status = s.orders[&order]["status"].as_str().unwrap().to_owned();
        s.set_status(order, "trash");
        (order, status)
    });
    h.sync();
    assert_eq!(
        h.number(&format!("SELECT count(*) FROM refund r JOIN orders o ON o.id = r.order_id WHERE o.external_id = '{}'", order.0)),
        0
    );
    http.with(|s| {
        s.pass(600);
        s.set_status(order.0, &order.1);
    });
    h.sync();
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
    assert!(reasons[1].contains("12,50") && reasons[0].contains("currency"), "{reasons:?}");
}

// ---- Keys, and leaving.

#[test]
fn the_secret_is_in_the_keychain_and_nowhere_in_the_file() {
    let clock = clock();
    let http = InProcess::new(Shop::seeded(3, 10, 60, NOW));
    let h = house(&http, &clock);
    let id = h.connect();
    h.sync(id);
    assert_eq!(h.keychain.get(&connections::secret_name("woocommerce", id)).unwrap(), Some(Secret::new(SECRET)));
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
    assert_eq!(h.keychain.get(&connections::secret_name("woocommerce", id)).unwrap(), None);
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
    h.keychain.remove(&connections::secret_name("woocommerce", id)).unwrap();
    let e = connections::sync_start(&h.app, id).unwrap_err();
    assert!(e.code == Code::Keychain && e.message.contains("REGULARS_SECRET_WOOCOMMERCE_1"), "{}", e.message);
    let _: &Path = h.dir.path();
    let _ = &h.http;
}
