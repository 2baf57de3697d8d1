//! BigCommerce against the simulator: the test's words, first and later syncs, stopping anywhere, the shared quota.

#![expect(clippy::unwrap_used, reason = "a test may stop where it cannot go on")]

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use regulars_core::host::{NoSleep, Secret, Sleeper};
use regulars_core::sources::platform::{Found, Login, of_kind};
use regulars_core::types::{Code, Error, Progress};
use regulars_tests::bigcommerce::shop::Quota;
use regulars_tests::bigcommerce::{HASH, InProcess, Shop, TOKEN};
use regulars_tests::case;
use regulars_tests::house::assert_same;
use regulars_tests::timeless::House;
use regulars_tests::world::{Moving, NOW, clock, outside};

const KIND: &str = "bigcommerce";

fn login(store: &str, token: &str) -> Login {
    case::login(&[("store", store)], &[("token", token)])
}

fn house(http: &InProcess, clock: &Moving) -> House {
    House::connected(KIND, Arc::new(http.clone()), login(HASH, TOKEN), clock, Arc::default()).unwrap()
}

fn fresh_copy(http: &InProcess, clock: &Moving) -> Vec<String> {
    let h = house(http, clock);
    h.sync();
    h.contents()
}

fn look(shop: Shop, store: &str, token: &str) -> Result<Found, Error> {
    of_kind(KIND).unwrap().find(&outside(&InProcess::new(shop), &clock()), &login(store, token))
}

fn with(change: impl FnOnce(&mut Shop)) -> Shop {
    let mut shop = Shop::seeded(1, 3, 5, NOW);
    change(&mut shop);
    shop
}

#[test]
fn a_store_is_found_at_whatever_people_type() {
    let all = with(|_| {}).orders.len() as u64;
    for typed in [
        HASH,
        &format!("https://api.bigcommerce.com/stores/{HASH}/v3/"),
        &format!("https://store-{HASH}.mybigcommerce.com/manage/dashboard"),
    ] {
        let found = look(with(|_| {}), typed, TOKEN).unwrap();
        assert_eq!((found.name.as_str(), found.zone.map(|z| z.name())), ("Corner Coffee & Tea", Some("America/Chicago")), "{typed}");
        assert_eq!(found.counts, [("orders", all), ("customers", 3), ("products", 25)]);
    }
}

#[test]
fn each_cause_has_a_name_and_a_way_out() {
    let cause = |change: fn(&mut Shop), store: &str, token: &str| {
        let e = look(with(change), store, token).unwrap_err();
        assert!(!format!("{e:?}").contains(TOKEN), "{e:?}");
        (e.code, e.message)
    };
    for (shop, store, token, code, words) in [
        ((|_| {}) as fn(&mut Shop), "my store", TOKEN, Code::BadInput, &["not a store hash", "/stores/"] as &[&str]),
        (|_| {}, HASH, "wrong", Code::Unauthorised, &["does not accept this token", "store hash"]),
        (|_| {}, "other1", TOKEN, Code::Unauthorised, &["does not accept this token", "same store"]),
        (|s| s.lacks = vec!["v2/store"], HASH, TOKEN, Code::Unauthorised, &["the right “Information & Settings: read-only”"]),
        (
            |s| s.lacks = vec!["v3/customers", "v3/orders/payment_actions"],
            HASH,
            TOKEN,
            Code::Unauthorised,
            &["the rights “Order Transactions: read-only”, “Customers: read-only”", "make a new API account"],
        ),
        (|s| s.lacks = vec!["v2/orders"], HASH, TOKEN, Code::Unauthorised, &["“Orders: read-only”"]),
        (|s| s.lacks = vec!["v3/catalog"], HASH, TOKEN, Code::Unauthorised, &["“Products: read-only”"]),
    ] {
        let (found, sentence) = cause(shop, store, token);
        assert_eq!(found, code, "{sentence}");
        for word in words {
            assert!(sentence.contains(word), "{sentence}");
        }
    }
    let far = case::login(&[("store", HASH), ("address", "https://evil.example")], &[("token", TOKEN)]);
    let e = of_kind(KIND).unwrap().find(&outside(&InProcess::new(with(|_| {})), &clock()), &far).unwrap_err();
    assert_eq!(e.code, Code::Refused);
}

/// In cents of the store's dollar, reckoned apart from the program.
fn in_dollars(total: &str, currency: &str) -> i64 {
    let hundredths: i64 = total.replace('.', "").parse::<i64>().unwrap() / 100;
    match currency {
        "USD" => hundredths,
        "EUR" => (hundredths * 10 + 4) / 8,
        "JPY" => (hundredths + 75) / 150,
        other => panic!("{other}"),
    }
}

#[test]
fn the_first_sync_holds_what_the_store_holds() {
    let clock = clock();
    let http = InProcess::new(Shop::seeded(7, 300, 900, NOW));
    let h = house(&http, &clock);
    let sum = h.sync();
    assert_eq!(sum.refused, 0);
    let text = |v: &serde_json::Value| v.as_str().unwrap().to_owned();
    let (orders, counted, revenue, people, lines, pieces, refunded, codes) = http.with(|s| {
        let real: Vec<_> = s.orders.values().filter(|o| o.head["status_id"] != 0).collect();
        let counts = |status: u64| matches!(status, 2 | 3 | 4 | 8 | 9 | 10 | 11 | 13 | 14);
        let paid: Vec<_> = real.iter().filter(|o| counts(o.head["status_id"].as_u64().unwrap())).collect();
        let revenue: i64 = paid.iter().map(|o| in_dollars(&text(&o.head["total_inc_tax"]), &text(&o.head["default_currency_code"]))).sum();
        let email = |o: &serde_json::Value| text(&o["billing_address"]["email"]).to_lowercase();
        let mut people: BTreeSet<String> = s.customers.values().map(|c| text(&c["email"])).collect();
        people.extend(s.subscribers.values().map(|c| text(&c["email"])));
        people.extend(real.iter().map(|o| email(&o.head)).filter(|e| !e.is_empty()));
        let money_back = s.refunds.values().filter(|r| r["payments"][0]["is_declined"] == false).count();
        let refunded_ids: BTreeSet<u64> =
            s.refunds.values().filter(|r| r["payments"][0]["is_declined"] == false).map(|r| r["order_id"].as_u64().unwrap()).collect();
        let by_hand = s.orders.iter().filter(|(id, o)| o.head["status_id"] == 4 && !refunded_ids.contains(id)).count();
        assert!(by_hand > 3 && money_back > 10 && s.refunds.len() > money_back, "the seed makes all kinds");
        assert!(real.iter().filter(|o| !o.brings).count() > 20);
        (
            real.len() as i64,
            paid.len() as i64,
            revenue,
            people.len() as i64,
            real.iter().map(|o| o.products.len() as i64).sum::<i64>(),
            real.iter().flat_map(|o| &o.products).map(|l| l["quantity"].as_i64().unwrap()).sum::<i64>(),
            (money_back + by_hand) as i64,
            real.iter().filter(|o| !o.coupons.is_empty()).count() as i64,
        )
    });
    assert_eq!(h.number("SELECT count(*) FROM orders"), orders);
    assert_eq!(h.number("SELECT count(*) FROM orders WHERE counts = 1"), counted);
    assert_eq!(h.number("SELECT sum(total_shop) FROM orders WHERE counts = 1"), revenue);
    assert_eq!(h.number("SELECT count(*) FROM person"), people);
    assert_eq!(h.number("SELECT count(*) FROM order_line"), lines);
    assert_eq!(h.number("SELECT sum(quantity) FROM order_line"), pieces);
    assert_eq!(h.number("SELECT count(*) FROM refund WHERE order_id IS NOT NULL"), refunded);
    assert_eq!(h.number("SELECT count(*) FROM orders WHERE coupons IN ('WELCOME', 'SITEWIDE')"), codes);
    assert_eq!(
        h.number("SELECT count(*) FROM orders WHERE currency <> 'USD' AND rate_origin = 'source'"),
        h.number("SELECT count(*) FROM orders WHERE currency <> 'USD'")
    );
    assert_eq!(h.number("SELECT count(*) FROM orders WHERE country = 'FR'"), orders, "where it was sent to");
    assert_eq!(h.number("SELECT count(*) FROM product WHERE price IS NOT NULL"), 25);
    assert!(h.number("SELECT count(*) FROM product_variant") >= 4);
    // A line's total is after discounts: with shipping they are what was paid, but for coupons on whole orders.
    assert_eq!(
        h.number(
            "SELECT count(*) FROM orders o WHERE coupons IS NOT 'SITEWIDE'
               AND total <> shipping + (SELECT sum(total) FROM order_line l WHERE l.order_id = o.id)"
        ),
        0
    );
    let shop = h.app.shop().unwrap();
    assert_eq!((shop.name.as_str(), shop.currency.as_str(), shop.zone.name()), ("Corner Coffee & Tea", "USD", "America/Chicago"));
}

#[test]
fn consent_is_what_the_store_says_and_no_more() {
    let clock = clock();
    let http = InProcess::new(Shop::seeded(7, 60, 120, NOW));
    http.with(|s| {
        s.subscribe("only-a-subscriber@shop.example", true, NOW - 5000);
        s.subscribe("left@shop.example", false, NOW - 4000);
    });
    let h = house(&http, &clock);
    h.sync();
    let said = |email: &str, state: &str, at: i64| {
        h.number(&format!(
            "SELECT count(*) FROM consent c JOIN person p ON p.id = c.person_id WHERE p.email = '{email}' AND state = '{state}' AND at = {at}"
        ))
    };
    assert_eq!(
        (said("only-a-subscriber@shop.example", "subscribed", NOW - 5000), said("left@shop.example", "unsubscribed", NOW - 4000)),
        (1, 1)
    );
    let silent = http.with(|s| {
        let spoken: BTreeSet<String> = s
            .subscribers
            .values()
            .map(|c| c["email"].as_str().unwrap().to_owned())
            .chain(
                s.orders
                    .values()
                    .filter(|o| o.head["is_email_opt_in"] == true)
                    .map(|o| o.head["billing_address"]["email"].as_str().unwrap().to_owned()),
            )
            .collect();
        s.orders
            .values()
            .map(|o| o.head["billing_address"]["email"].as_str().unwrap().to_owned())
            .find(|e| !e.is_empty() && !spoken.contains(e))
            .unwrap()
    });
    let words = h.number(&format!("SELECT count(*) FROM consent c JOIN person p ON p.id = c.person_id WHERE p.email = '{silent}'"));
    assert_eq!(words, 0, "buying is no yes");
}

#[test]
fn later_syncs_after_any_changes_equal_a_fresh_one() {
    let clock = clock();
    let http = InProcess::new(Shop::seeded(11, 90, 430, NOW));
    let h = house(&http, &clock);
    h.sync();
    for day in 0..4 {
        http.with(|s| s.live(day));
        clock.0.store(http.with(|s| s.clock), Ordering::Relaxed);
        assert!(h.sync().read >= 300, "the bulk edit alone is more than a page");
        assert_same(&h.contents(), &fresh_copy(&http, &clock));
    }
}

#[test]
fn a_sync_with_nothing_new_finds_nothing_and_asks_little() {
    let clock = clock();
    let http = InProcess::new(Shop::seeded(3, 60, 350, NOW));
    let h = house(&http, &clock);
    h.sync();
    let before = (h.contents(), http.requests());
    h.pass(900);
    assert_eq!(h.sync().read, 0);
    assert_same(&before.0, &h.contents());
    assert_eq!(http.requests() - before.1, 5, "the categories' names, and a page each of products, accounts, subscribers and orders");
}

#[test]
fn what_was_deleted_or_archived_is_found_within_a_day_and_comes_back() {
    let clock = clock();
    let http = InProcess::new(Shop::seeded(5, 40, 320, NOW));
    let h = house(&http, &clock);
    h.sync();
    let whole = h.contents();
    let (refunded, product, customer) = http.with(|s| {
        let refunded = s.refunds.values().find(|r| r["payments"][0]["is_declined"] == false).unwrap()["order_id"].as_u64().unwrap();
        s.archive(refunded, true);
        let customer = *s.customers.keys().next().unwrap();
        let sold: BTreeSet<u64> = s.orders.values().flat_map(|o| &o.products).filter_map(|l| l["product_id"].as_u64()).collect();
        let product = *s.products.keys().find(|id| sold.contains(id)).unwrap();
        (refunded, s.products.remove_entry(&product).unwrap(), s.customers.remove_entry(&customer).unwrap())
    });
    let state = || {
        let order = format!("SELECT count(*) FROM orders WHERE external_id = '{refunded}' AND counts = 1");
        let refund = format!("SELECT count(*) FROM refund r JOIN orders o ON o.id = r.order_id WHERE o.external_id = '{refunded}'");
        let stock = format!("SELECT in_stock FROM product WHERE external_id = '{}'", product.0);
        let account = format!("SELECT count(*) FROM person_key WHERE kind = 'account' AND key = '{}'", customer.0);
        (h.number(&order), h.number(&refund), h.number(&stock), h.number(&account))
    };
    h.pass(3600);
    h.sync();
    assert_eq!((state().0, state().3), (1, 1), "not yet: that would be a look at everything each time");
    h.pass(86_400);
    http.with(|s| s.clock = NOW + 90_000);
    assert_eq!(h.sync().read, 0);
    assert_eq!(state(), (0, 0, 0, 0));
    http.with(|s| {
        s.pass(60);
        s.archive(refunded, false);
        for (what, id) in [(&product.1, product.0), (&customer.1, customer.0)] {
            let mut back = what.clone();
            back["date_modified"] = serde_json::json!(regulars_tests::bigcommerce::shop::iso(s.clock));
            if id == product.0 {
                s.products.insert(id, back)
            } else {
                s.customers.insert(id, back)
            };
        }
    });
    h.sync();
    assert_same(&whole, &h.contents());
}

#[test]
fn stopped_after_any_request_it_goes_on_to_the_same() {
    let clock = clock();
    let http = InProcess::new(Shop::seeded(9, 25, 60, NOW));
    let undisturbed = house(&http, &clock);
    let start = http.requests();
    undisturbed.sync();
    let all = http.requests() - start;
    assert!(all >= 8, "{all}");
    let wanted = undisturbed.digest();
    for k in 1..=all {
        let h = house(&http, &clock);
        let watch = Progress::silent();
        let (stop, from) = (watch.clone(), http.requests());
        http.before_each(Some(Box::new(move |n| {
            if n >= from + k {
                stop.cancel();
            }
            // Half of them lose the answer too, as a cut connection does.
            if n == from + k && k % 2 == 0 { Err(Error::new(Code::Network, "gone")) } else { Ok(()) }
        })));
        let stopped = h.try_sync(&watch);
        http.before_each(None);
        assert!(stopped.is_err() || k == all, "{k}");
        h.sync();
        assert_eq!(h.digest(), wanted, "stopped after {k} of {all}");
    }
}

#[test]
fn the_stores_quota_is_kept_whoever_else_uses_it() {
    let clock = clock();
    let sleeper = Arc::new(NoSleep::default());
    let http = InProcess::new(Shop::seeded(7, 300, 900, NOW));
    http.with(|s| {
        for o in s.orders.values_mut() {
            o.brings = false;
        }
        s.quota = Some(Quota::new(sleeper.clone(), 60));
    });
    let h = House::connected(KIND, Arc::new(http.clone()), login(HASH, TOKEN), &clock, sleeper.clone()).unwrap();
    h.sync();
    let (violations, asked) = (http.with(|s| s.quota.as_ref().unwrap().violations), http.requests());
    assert!(asked > 800, "an order at a time: {asked}");
    assert_eq!(violations, 0);
    // 60 in 30 seconds, a tenth left to the others, a sixth taken by them: close to what is allowed, not far below it.
    let seconds = sleeper.elapsed().as_secs();
    assert!((asked as u64 / 2..asked as u64).contains(&seconds), "{asked} requests in {seconds} s");
    // Somebody else uses it up: it waits until the reset and goes on.
    http.with(|s| {
        let q = s.quota.as_mut().unwrap();
        (q.left, q.others_every) = (0, 2);
    });
    h.sync();
    assert!(http.with(|s| s.quota.as_ref().unwrap().violations) <= 1);
}

#[test]
fn a_row_that_cannot_be_read_is_refused_with_its_reason_and_the_others_are_stored() {
    let clock = clock();
    let http = InProcess::new(Shop::seeded(3, 10, 60, NOW));
    let real = http.with(|s| {
        let ids: Vec<u64> = s.orders.iter().filter(|(_, o)| o.head["status_id"] == 10).map(|(id, _)| *id).collect();
        s.orders.get_mut(&ids[0]).unwrap().head["total_inc_tax"] = serde_json::json!("12,50");
        s.orders.get_mut(&ids[1]).unwrap().head["default_currency_code"] = serde_json::json!("");
        s.orders.get_mut(&ids[1]).unwrap().head["currency_code"] = serde_json::json!("");
        s.orders.values().filter(|o| o.head["status_id"] != 0).count() as i64
    });
    let h = house(&http, &clock);
    let sum = h.sync();
    assert_eq!((sum.refused, h.number("SELECT count(*) FROM orders")), (2, real - 2));
}

#[test]
fn the_token_is_in_a_header_alone_and_never_in_the_file() {
    let clock = clock();
    let http = InProcess::new(Shop::seeded(3, 10, 60, NOW));
    let h = house(&http, &clock);
    h.sync();
    http.with(|s| s.lacks = vec!["v2/orders"]);
    let e = h.try_sync(&Progress::silent()).unwrap_err();
    assert!(e.code == Code::Unauthorised && e.message.contains("required scope") && !format!("{e:?}").contains(TOKEN), "{e:?}");
    assert!(!h.holds_secret(&Secret::new(TOKEN)));
    let asked = http.asked.lock().unwrap();
    assert!(asked.iter().all(|(url, headers)| url.starts_with("https://api.bigcommerce.com/stores/")
        && !url.contains(TOKEN)
        && headers.iter().all(|(n, v)| n == "X-Auth-Token" || !v.contains(TOKEN))));
}
