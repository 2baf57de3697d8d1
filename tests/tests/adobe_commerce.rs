//! Adobe Commerce against the simulator: the test's words, first and later syncs, stopping anywhere, what is gone.

#![expect(clippy::unwrap_used, reason = "a test may stop where it cannot go on")]

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use regulars_core::host::Secret;
use regulars_core::sources::platform::{Found, Login, of_kind};
use regulars_core::types::{Code, Error, Progress};
use regulars_tests::case;
use regulars_tests::house::assert_same;
use regulars_tests::magento::{CONSUMER, InProcess, SECRETS, Shop};
use regulars_tests::timeless::House;
use regulars_tests::world::{Moving, NOW, clock, outside};

const KIND: &str = "adobe_commerce";

fn login(address: &str, consumer: &str, secrets: &[(&str, &str)]) -> Login {
    case::login(&[("address", address), ("consumer_key", consumer)], secrets)
}

fn house(http: &InProcess, clock: &Moving) -> House {
    House::connected(KIND, Arc::new(http.clone()), login("shop.example", CONSUMER, &SECRETS), clock, Arc::default()).unwrap()
}

fn fresh_copy(http: &InProcess, clock: &Moving) -> Vec<String> {
    let h = house(http, clock);
    h.sync();
    h.contents()
}

/// Time passes here and there.
fn pass(h: &House, http: &InProcess, seconds: i64) {
    h.pass(seconds);
    http.with(|s| s.pass(seconds));
}

fn look(shop: Shop, login: &Login) -> Result<Found, Error> {
    of_kind(KIND).unwrap().find(&outside(&InProcess::new(shop), &clock()), login)
}

fn with(change: impl FnOnce(&mut Shop)) -> Shop {
    let mut shop = Shop::seeded(1, 3, 5, NOW);
    change(&mut shop);
    shop
}

#[test]
fn a_shop_is_found_at_whatever_people_type() {
    for typed in ["shop.example", "https://shop.example/rest/V1/", "https://shop.example/index.php/admin_x1/", "http://127.0.0.1:81"] {
        let found = look(with(|_| {}), &login(typed, CONSUMER, &SECRETS)).unwrap();
        assert_eq!((found.currency.unwrap().as_str(), found.zone.map(|z| z.name())), ("EUR", Some("Europe/Berlin")), "{typed}");
        assert_eq!(found.counts, [("orders", 5), ("customers", 3), ("products", 40)]);
        assert!(found.notes.is_empty());
    }
    let found = look(with(|s| s.lacks = vec!["Magento_InventoryApi::source"]), &login("shop.example", CONSUMER, &SECRETS)).unwrap();
    assert!(found.notes[0].contains("stock"), "{:?}", found.notes);
}

#[test]
fn each_cause_has_a_name_and_a_way_out() {
    let wrong = |n: usize| {
        let mut secrets = SECRETS;
        secrets[n].1 = "wrong";
        secrets
    };
    type Case<'a> = (fn(&mut Shop), Login, Code, &'a [&'a str]);
    let right = || login("shop.example", CONSUMER, &SECRETS);
    let cases: [Case<'_>; 11] = [
        (|_| {}, login("shop.example", "nobody", &SECRETS), Code::Unauthorised, &["does not know this consumer key"]),
        (|_| {}, login("shop.example", CONSUMER, &wrong(0)), Code::Unauthorised, &["could not verify our signature", "secrets"]),
        (|_| {}, login("shop.example", CONSUMER, &wrong(1)), Code::Unauthorised, &["does not know this access token", "active"]),
        (|_| {}, login("shop.example", CONSUMER, &wrong(2)), Code::Unauthorised, &["could not verify our signature"]),
        (|s| s.own_host = Some("www.shop.example".into()), right(), Code::Unauthorised, &["Base URLs", "www"]),
        (|s| s.clock -= 3600, right(), Code::Unauthorised, &["clocks", "60 minutes"]),
        (|s| s.lacks = vec!["Magento_Backend::store"], right(), Code::Unauthorised, &["the resource “Stores → Settings → All Stores”"]),
        (
            |s| s.lacks = vec!["Magento_Sales::sales_creditmemo", "Magento_Customer::customer"],
            right(),
            Code::Unauthorised,
            &["the resources “Sales → Operations → Credit Memos”, “Customers → All Customers”", "Reauthorize"],
        ),
        (|_| {}, login("https://shop.example/laden/", CONSUMER, &SECRETS), Code::NotFound, &["No Magento answers", "folder"]),
        (|_| {}, login("http://shop.example", CONSUMER, &SECRETS), Code::Refused, &["unencrypted"]),
        (|_| {}, login("my shop", CONSUMER, &SECRETS), Code::BadInput, &["not a web address"]),
    ];
    for (change, login, code, words) in cases {
        let e = look(with(change), &login).unwrap_err();
        assert!(SECRETS.iter().all(|(_, s)| !format!("{e:?}").contains(s)), "{e:?}");
        assert_eq!(e.code, code, "{}", e.message);
        for word in words {
            assert!(e.message.contains(word), "{}", e.message);
        }
    }
}

#[test]
fn the_first_sync_holds_what_the_shop_holds() {
    let clock = clock();
    let http = InProcess::new(Shop::seeded(7, 230, 640, NOW));
    let h = house(&http, &clock);
    let sum = h.sync();
    assert_eq!(sum.refused, 0);
    let cents = |v: &serde_json::Value| (v.as_f64().unwrap() * 100.0).round() as i64;
    let (orders, counted, revenue, people, top, pieces, memos, back) = http.with(|s| {
        let counts = |o: &&serde_json::Value| matches!(o["state"].as_str().unwrap(), "complete" | "processing" | "closed" | "holded");
        let paid: Vec<_> = s.orders.values().filter(counts).collect();
        let email = |o: &serde_json::Value| o["customer_email"].as_str().unwrap().to_owned();
        let mut people: BTreeSet<String> = s.customers.values().map(|c| c["email"].as_str().unwrap().to_owned()).collect();
        people.extend(s.orders.values().map(email));
        let top: Vec<_> =
            s.orders.values().flat_map(|o| o["items"].as_array().unwrap()).filter(|i| i.get("parent_item_id").is_none()).collect();
        (
            s.orders.len() as i64,
            paid.len() as i64,
            paid.iter().map(|o| cents(&o["base_grand_total"])).sum::<i64>(),
            people.len() as i64,
            top.len() as i64,
            top.iter().map(|i| i["qty_ordered"].as_i64().unwrap()).sum::<i64>(),
            s.memos.len() as i64,
            s.memos.values().map(|m| cents(&m["base_grand_total"])).sum::<i64>(),
        )
    });
    assert!(
        memos > 20 && top < http.with(|s| s.orders.values().map(|o| o["items"].as_array().unwrap().len() as i64).sum()),
        "the seed makes all kinds"
    );
    assert_eq!(h.number("SELECT count(*) FROM orders"), orders);
    assert_eq!(h.number("SELECT count(*) FROM orders WHERE counts = 1"), counted);
    assert_eq!(h.number("SELECT sum(total_shop) FROM orders WHERE counts = 1"), revenue);
    assert_eq!(h.number("SELECT count(*) FROM person"), people);
    assert_eq!((h.number("SELECT count(*) FROM order_line"), h.number("SELECT sum(quantity) FROM order_line")), (top, pieces));
    assert_eq!(
        (h.number("SELECT count(*) FROM refund WHERE order_id IS NOT NULL"), h.number("SELECT sum(amount_shop) FROM refund")),
        (memos, back)
    );
    assert_eq!(
        h.number("SELECT count(*) FROM orders o WHERE total <> shipping + (SELECT sum(total) FROM order_line l WHERE l.order_id = o.id)"),
        0,
        "each thing counts once, for what was paid for it"
    );
    assert_eq!(h.number("SELECT count(*) FROM product"), 40);
    assert_eq!(h.number("SELECT count(*) FROM product_variant"), 16);
    assert_eq!(h.number("SELECT count(*) FROM product WHERE price IS NULL OR price = 0"), 0);
    let subscribed = http.with(|s| s.customers.values().filter(|c| c["extension_attributes"]["is_subscribed"] == true).count() as i64);
    assert_eq!(h.number("SELECT count(*) FROM consent"), subscribed, "a “no” that nobody said is not recorded");
    let shop = h.app.shop().unwrap();
    assert_eq!((shop.currency.as_str(), shop.zone.name()), ("EUR", "Europe/Berlin"));
}

#[test]
fn orders_come_newest_first_and_no_page_is_asked_for_by_number() {
    let http = InProcess::new(Shop::seeded(7, 10, 320, NOW));
    let h = house(&http, &clock());
    let source = h.source().unwrap();
    let first = source.page("orders", None, &Progress::silent()).unwrap();
    let newest = http.with(|s| *s.orders.keys().next_back().unwrap());
    let ids: Vec<u64> = first
        .records
        .iter()
        .filter_map(|r| match r {
            regulars_core::types::records::Record::Order(o) => o.external_id.parse().ok(),
            _ => None,
        })
        .collect();
    assert!(first.more && first.left == Some(220) && ids[0] == newest && ids.is_sorted_by(|a, b| a > b));
    h.sync();
    assert!(http.asked.lock().unwrap().iter().all(|(url, _)| !url.contains("currentPage%5D=") || url.contains("currentPage%5D=1&")));
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
        assert!(h.sync().read >= 150, "the bulk edit alone is more than a page");
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
    pass(&h, &http, 900);
    assert_eq!(h.sync().read, 0);
    assert_same(&before.0, &h.contents());
    assert_eq!(http.requests() - before.1, 5, "the categories' names, and a page each of products, accounts, orders and credit memos");
}

#[test]
fn a_subscription_that_ends_without_a_trace_is_a_no_from_the_day_it_was_seen() {
    let clock = clock();
    let http = InProcess::new(Shop::seeded(3, 60, 20, NOW));
    let h = house(&http, &clock);
    h.sync();
    let of = |yes: bool| {
        http.with(|s| s.customers.iter().find(|(_, c)| c["extension_attributes"]["is_subscribed"] == yes).map(|(id, _)| *id).unwrap())
    };
    let (leaves, joins) = (of(true), of(false));
    http.with(|s| {
        s.set_subscribed(leaves, false);
        s.set_subscribed(joins, true);
    });
    let last = |id: u64| {
        let sql = format!(
            "SELECT CASE state WHEN 'subscribed' THEN at ELSE -at END FROM consent c JOIN person_key k ON k.person_id = c.person_id
             WHERE k.kind = 'account' AND k.key = '{id}' ORDER BY at DESC, c.id DESC LIMIT 1"
        );
        h.number(&sql)
    };
    pass(&h, &http, 86_400);
    h.sync();
    assert_eq!((last(leaves), last(joins)), (-(NOW + 86_400), NOW + 86_400));
    http.with(|s| s.set_subscribed(leaves, true));
    pass(&h, &http, 86_400);
    h.sync();
    assert_eq!(last(leaves), NOW + 2 * 86_400, "and comes back");
}

#[test]
fn what_was_deleted_is_found_within_a_day_and_a_credit_memo_can_be_taken_back() {
    let clock = clock();
    let http = InProcess::new(Shop::seeded(5, 140, 320, NOW));
    let h = house(&http, &clock);
    h.sync();
    let (order, product, customer, memo) = http.with(|s| {
        let refunded: BTreeSet<u64> = s.memos.values().filter_map(|m| m["order_id"].as_u64()).collect();
        let order = *s.orders.iter().find(|(id, o)| o["state"] == "complete" && !refunded.contains(id)).unwrap().0;
        s.orders.remove(&order);
        let customer = *s.customers.keys().next().unwrap();
        s.customers.remove(&customer);
        let product = s.products.iter().find(|(_, p)| p["type_id"] == "simple" && p["visibility"] == 4).map(|(id, _)| *id).unwrap();
        s.products.remove(&product);
        let memo = *s.memos.keys().next().unwrap();
        s.pass(4000);
        s.cancel_memo(memo);
        (order, product, customer, memo)
    });
    let state = || {
        (
            h.number(&format!("SELECT count(*) FROM orders WHERE external_id = '{order}' AND counts = 1")),
            h.number(&format!("SELECT count(*) FROM product WHERE external_id = '{product}' AND in_stock IS NOT 0")),
            h.number(&format!("SELECT count(*) FROM person_key WHERE kind = 'account' AND key = '{customer}'")),
            h.number(&format!("SELECT count(*) FROM refund WHERE external_id = '{memo}'")),
        )
    };
    h.pass(4100);
    h.sync();
    assert_eq!(state().3, 0, "a credit memo that was taken back is in the list of changes");
    assert_eq!((state().0, state().2), (1, 1));
    h.pass(86_400);
    http.with(|s| s.pass(86_400));
    h.sync();
    assert_eq!(state(), (0, 0, 0, 0));
}

#[test]
fn stopped_after_any_request_it_goes_on_to_the_same() {
    let clock = clock();
    let http = InProcess::new(Shop::seeded(9, 25, 130, NOW));
    let undisturbed = house(&http, &clock);
    let start = http.requests();
    undisturbed.sync();
    let all = http.requests() - start;
    assert!(all >= 7, "{all}");
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
fn a_row_that_cannot_be_read_is_refused_with_its_reason_and_the_others_are_stored() {
    let clock = clock();
    let http = InProcess::new(Shop::seeded(3, 10, 60, NOW));
    http.with(|s| {
        let ids: Vec<u64> = s.orders.keys().copied().collect();
        s.orders.get_mut(&ids[0]).unwrap()["order_currency_code"] = serde_json::json!("");
        s.orders.get_mut(&ids[1]).unwrap()["created_at"] = serde_json::json!("0000-00-00 00:00:00");
    });
    let h = house(&http, &clock);
    let sum = h.sync();
    assert_eq!((sum.refused, h.number("SELECT count(*) FROM orders")), (2, 58));
}

#[test]
fn no_secret_travels_or_is_in_the_file() {
    let http = InProcess::new(Shop::seeded(3, 10, 60, NOW));
    let h = house(&http, &clock());
    h.sync();
    http.with(|s| s.revoked = true);
    let e = h.try_sync(&Progress::silent()).unwrap_err();
    assert!(e.code == Code::Unauthorised && e.message.contains("access token"), "{}", e.message);
    for (name, secret) in SECRETS {
        assert!(!h.holds_secret(&Secret::new(secret)) && !format!("{e:?}").contains(secret), "{name}");
    }
    let asked = http.asked.lock().unwrap();
    for (name, secret) in SECRETS.iter().filter(|(name, _)| *name != "token") {
        assert!(
            asked.iter().all(|(url, headers)| !url.contains(secret) && headers.iter().all(|(_, v)| !v.contains(secret))),
            "{name} stays here"
        );
    }
}
