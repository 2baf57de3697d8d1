//! WooCommerce from version 7 to 10, over the old order tables and the new ones: first syncs, changes, deletions, kills.

use std::sync::atomic::Ordering;
use std::time::Duration;

use regulars_tests::contents;
use regulars_tests::woocommerce::house::{Gone, fresh_copy};
use regulars_tests::woocommerce::world::{Moving, NOW, clock, look};
use regulars_tests::woocommerce::{Fault, House, InProcess, KEY, Permission, SECRET, Shop, Version};
use serde_json::json;

fn assert_same(a: &[String], b: &[String], what: &str) {
    assert!(a == b, "{what}: {} and {} lines differ: {:#?}", a.len(), b.len(), contents::difference(a, b));
}

fn follow(http: &InProcess, clock: &Moving) {
    clock.0.store(http.with(|s| s.now()), Ordering::Relaxed);
}

#[test]
fn every_version_is_read_whole_and_kept_up_to_date() {
    for version in Version::ALL {
        let clock = clock();
        let http = InProcess::new(Shop::seeded_as(17, 25, 120, NOW, version));
        let h = House::new(&http, &clock);
        let sum = h.sync();
        assert_eq!((sum.refused, h.number("SELECT count(*) FROM orders")), (0, 120), "{version:?}");
        let refunds =
            http.with(|s| s.refunds.values().map(|r| r["amount"].as_str().unwrap().replace('.', "").parse::<i64>().unwrap()).sum::<i64>());
        let own = "SELECT sum(CASE currency WHEN 'KWD' THEN amount / 10 WHEN 'JPY' THEN amount * 100 ELSE amount END) FROM refund";
        let off = (h.number(own) - refunds).abs();
        assert!(refunds > 0 && off < 600, "{version:?}: only yen are rounded, {off}");
        http.with(|s| s.live(1));
        follow(&http, &clock);
        h.sync();
        let gone = Gone::of(&h, &http);
        assert_same(&gone.without(h.contents()), &gone.without(fresh_copy(&http, &clock)), &format!("{version:?}, a day later"));
        let before = h.contents();
        http.with(|s| s.pass(3600));
        follow(&http, &clock);
        assert_eq!(h.sync().read, 0, "{version:?}");
        assert_same(&before, &h.contents(), &format!("{version:?}, unchanged"));
    }
}

/// The first day brings a sweep with it: it must not bring what it is not asked for.
#[test]
fn a_sweep_finds_what_was_deleted_and_nothing_else_once_a_day() {
    let clock = clock();
    let http = InProcess::new(Shop::seeded(5, 60, 450, NOW));
    let h = House::new(&http, &clock);
    h.sync();
    let before = h.contents();
    let (order, refund, account, review) = http.with(|s| {
        let order = *s.orders.iter().find(|(_, o)| o["status"] == "completed").unwrap().0;
        let refund = *s.refunds.iter().find(|(_, r)| r["parent_id"] != order).unwrap().0;
        let account = *s.customers.keys().next_back().unwrap();
        let review = *s.reviews.iter().find(|(_, r)| r["status"] == "approved" && r["reviewer_email"] != "").unwrap().0;
        s.delete_order(order);
        s.delete_refund(refund);
        s.delete_account(account);
        s.delete_review(review);
        s.pass(3600);
        (order, refund, account, review)
    });
    follow(&http, &clock);
    assert_eq!(h.sync().read, 0);
    assert_same(&before, &h.contents(), "an hour later nobody looked for deletions");
    let asked = h.http.requests();
    http.with(|s| s.pass(86_400));
    follow(&http, &clock);
    h.sync();
    let sweep = h.http.requests() - asked;
    assert!(sweep <= 20, "{sweep} requests: five pages of orders, their refunds, and a page or two of the rest");
    let there = |sql: String| h.number(&sql);
    assert_eq!(there(format!("SELECT counts FROM orders WHERE external_id = '{order}'")), 0);
    assert_eq!(there(format!("SELECT count(*) FROM refund WHERE external_id = '{refund}'")), 0);
    assert_eq!(there(format!("SELECT count(*) FROM person_key WHERE kind = 'customer' AND key = '{account}'")), 0);
    assert_eq!(there(format!("SELECT count(*) FROM review WHERE external_id = '{review}'")), 0);
    let gone = Gone::of(&h, &http);
    assert_same(&gone.without(h.contents()), &gone.without(fresh_copy(&http, &clock)), "a day later");
    let asked = h.http.requests();
    assert_eq!(h.sync().read, 0);
    assert_eq!(h.http.requests() - asked, 6, "one page of each stream");
}

#[test]
fn a_shop_that_was_cleared_is_doubted_and_one_that_answers_nothing_is_not_believed() {
    let clock = clock();
    let http = InProcess::new(Shop::seeded(5, 30, 120, NOW));
    let h = House::new(&http, &clock);
    h.sync();
    let before = h.contents();
    http.with(|s| {
        let all: Vec<u64> = s.orders.keys().copied().collect();
        all.into_iter().for_each(|id| s.delete_order(id));
        s.pass(90_000);
    });
    follow(&http, &clock);
    let run = h.sync().run;
    assert_same(&before, &h.contents(), "too many to believe");
    let warned = h.number(&format!("SELECT json_array_length(detail, '$.warnings') FROM run WHERE id = {run}"));
    assert_eq!(warned, 1);
}

#[test]
fn stopped_after_any_request_and_gone_on_it_ends_the_same() {
    let sim = || InProcess::new(Shop::seeded(9, 8, 115, NOW));
    let clock = clock();
    let whole = House::new(&sim(), &clock);
    whole.sync();
    let (requests, wanted) = (whole.http.requests() as u64, whole.digest());
    assert!(requests >= 12, "{requests}");
    for k in 0..requests {
        let h = House::new(&sim(), &clock);
        h.http.die_after(Some(k));
        assert!(h.try_sync().is_err());
        h.http.die_after(None);
        h.sync();
        assert_eq!(h.digest(), wanted, "stopped after {k} of {requests}");
    }
}

#[test]
fn stopped_in_a_sync_of_changes_and_in_a_sweep_it_ends_the_same() {
    let clock = clock();
    let sim = || InProcess::new(Shop::seeded(9, 8, 115, NOW));
    let (mut k, mut wanted) = (None, None);
    loop {
        clock.0.store(NOW, Ordering::Relaxed);
        let http = sim();
        let h = House::new(&http, &clock);
        h.sync();
        http.with(|s| s.live(1));
        follow(&http, &clock);
        h.http.die_after(k);
        let stopped = h.try_sync().is_err();
        h.http.die_after(None);
        if stopped {
            h.sync();
        }
        match &wanted {
            None => wanted = Some(h.contents()),
            Some(wanted) => assert_same(wanted, &h.contents(), &format!("stopped after {k:?}")),
        }
        if k.is_some() && !stopped {
            break;
        }
        k = Some(k.map_or(0, |k| k + 1));
    }
    assert!(k.is_some_and(|k| k > 12), "{k:?}");
}

/// Ten at once and five a second, whatever happens.
#[test]
fn the_pace_is_kept() {
    let clock = clock();
    let http = InProcess::new(Shop::seeded(5, 60, 450, NOW));
    let h = House::new(&http, &clock);
    h.sync();
    let times = h.http.times.lock().unwrap().clone();
    assert!(times.len() > 20);
    for (i, from) in times.iter().enumerate() {
        for (n, to) in times[i..].iter().enumerate() {
            let allowed = 10.0 + 5.0 * (*to - *from).as_secs_f64();
            assert!((n + 1) as f64 <= allowed + 0.01, "{} requests within {:?}", n + 1, *to - *from);
        }
    }
    assert!(*times.last().unwrap() < Duration::from_secs(times.len() as u64 / 5));
}

#[test]
fn an_order_that_could_not_be_read_is_asked_for_again() {
    let clock = clock();
    let http = InProcess::new(Shop::seeded(5, 10, 60, NOW));
    let id = http.with(|s| {
        let (id, o) = s.orders.iter_mut().nth(20).unwrap();
        o["currency"] = json!("");
        *id
    });
    let h = House::new(&http, &clock);
    assert_eq!(h.sync().refused, 1);
    http.with(|s| s.orders.get_mut(&id).unwrap()["currency"] = json!("USD"));
    assert_eq!(h.sync().refused, 0);
    assert_same(&h.contents(), &fresh_copy(&http, &clock), "mended at the shop without a stamp");
}

/// Subfolder, plain permalinks, a stripped header and a shop that believes to be on http, each through a whole sync.
#[test]
fn wherever_the_shop_is_the_same_comes_in() {
    let clock = clock();
    let copy = |address: &str, change: &dyn Fn(&mut Shop)| {
        let mut shop = Shop::seeded(5, 20, 120, NOW);
        change(&mut shop);
        let h = House::at(address, &InProcess::new(shop), &clock);
        h.sync();
        h.contents()
    };
    let wanted = copy("shop.example", &|_| {});
    for (what, address, change) in [
        ("a folder", "shop.example/laden", &(|s: &mut Shop| s.folder = "/laden".to_owned()) as &dyn Fn(&mut Shop)),
        ("plain permalinks", "shop.example", &|s| s.pretty = false),
        ("plain permalinks in a folder", "shop.example/laden", &|s| (s.pretty, s.folder) = (false, "/laden".to_owned())),
        ("a stripped header", "shop.example", &|s| s.faults = vec![Fault::StripsHeader]),
        ("a proxy before http", "shop.example", &|s| s.faults = vec![Fault::BelievesHttp]),
        ("http on this machine", "http://127.0.0.1:8080", &|_| {}),
    ] {
        assert_same(&copy(address, change), &wanted, what);
    }
}

#[test]
fn a_refused_key_is_told_apart_in_any_language() {
    let bad_key = "ck_00000000000000000000000000000000000000ff";
    for language in ["en", "de", "ja"] {
        for (what, address, key, secret, change, words) in [
            ("unknown", "shop.example", bad_key, SECRET, &(|_: &mut Shop| {}) as &dyn Fn(&mut Shop), "does not know this key"),
            ("wrong secret", "shop.example", KEY, "cs_wrong", &|_| {}, "secret does not belong"),
            ("may not read", "shop.example", KEY, SECRET, &|s| s.permission = Permission::Write, "may not read"),
            ("unknown, signed", "127.0.0.1", bad_key, SECRET, &|_| {}, "does not know this key"),
            ("wrong secret, signed", "127.0.0.1", KEY, "cs_wrong", &|_| {}, "could not verify the signature"),
            ("may not read, signed", "127.0.0.1", KEY, SECRET, &|s| s.permission = Permission::Write, "may not read"),
            ("a clock that is off", "127.0.0.1", KEY, SECRET, &|s| s.pass(-7200), "differ by 120 minutes"),
        ] {
            let mut shop = Shop::seeded(1, 3, 5, NOW);
            shop.language = language;
            change(&mut shop);
            let e = look(&InProcess::new(shop), address, key, secret).err().unwrap();
            assert!(e.message.contains(words), "{language}, {what}: {}", e.message);
            assert!(!format!("{e:?}").contains(SECRET));
        }
    }
}
