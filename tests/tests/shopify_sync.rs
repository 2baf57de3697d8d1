//! Shopify against the simulator: first and later syncs, bulk operations that go wrong, and what never happens.

#![expect(clippy::unwrap_used, reason = "a test may stop where it cannot go on")]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use regulars_core::host::{Http, HttpRequest, HttpResponse, Sleeper};
use regulars_core::types::{Code, Error, Result};
use regulars_tests::contents;
use regulars_tests::shopify::shop::Kind;
use regulars_tests::shopify::world::{House, by_client};
use regulars_tests::shopify::{Fault, HOST, InProcess, Shop};
use regulars_tests::world::NOW;
use serde_json::Value;

fn assert_same(a: &[String], b: &[String]) {
    assert!(a == b, "{} and {} lines differ: {:#?}", a.len(), b.len(), contents::difference(a, b));
}

fn cents(v: &Value, side: &str) -> i64 {
    v[side]["amount"].as_str().unwrap().replace('.', "").parse().unwrap()
}

/// A shop that is read by bulk operations.
fn large(seed: u64) -> Shop {
    Shop::seeded(seed, 320, 640, NOW)
}

/// A shop that is read page by page.
fn small(seed: u64) -> Shop {
    Shop::seeded(seed, 40, 120, NOW)
}

fn holds_what_the_shop_holds(h: &House) {
    let counts = |o: &&Value| {
        o["test"] == false
            && o["cancelledAt"].is_null()
            && matches!(o["displayFinancialStatus"].as_str().unwrap(), "PAID" | "PARTIALLY_REFUNDED" | "REFUNDED")
    };
    let (orders, customers, products, carts) =
        h.http.with(|s| (s.all(Kind::Orders), s.all(Kind::Customers), s.all(Kind::Products), s.all(Kind::Carts)));
    let counted: Vec<&Value> = orders.iter().filter(counts).collect();
    let paid = |o: &Value, side: &str| cents(&o[if o["edited"] == true { "totalReceivedSet" } else { "totalPriceSet" }], side);
    assert_eq!(h.number("SELECT count(*) FROM orders"), orders.len() as i64);
    assert_eq!(h.number("SELECT count(*) FROM orders WHERE counts = 1"), counted.len() as i64);
    assert_eq!(h.number("SELECT sum(total_shop) FROM orders WHERE counts = 1"), counted.iter().map(|o| paid(o, "shopMoney")).sum::<i64>());
    assert_eq!(
        h.number("SELECT sum(total) FROM orders WHERE counts = 1"),
        counted.iter().map(|o| paid(o, "presentmentMoney")).sum::<i64>()
    );
    let refunds: Vec<&Value> = orders.iter().flat_map(|o| o["refunds"].as_array().unwrap()).collect();
    assert!(refunds.len() > 3 && orders.iter().any(|o| o["presentmentCurrencyCode"] == "EUR"), "the seed makes all kinds");
    assert_eq!(h.number("SELECT count(*) FROM refund WHERE order_id IS NOT NULL"), refunds.len() as i64);
    assert_eq!(
        h.number("SELECT sum(amount_shop) FROM refund"),
        refunds.iter().map(|r| cents(&r["totalRefundedSet"], "shopMoney")).sum::<i64>()
    );
    let units: i64 = refunds.iter().flat_map(|r| r["refundLineItems"].as_array().unwrap()).map(|l| l["quantity"].as_i64().unwrap()).sum();
    assert_eq!(h.number("SELECT sum(quantity) FROM refund_line"), units);
    let bought = |o: &Value| {
        let taken_out = o["edited"] == true && o["refunds"].as_array().unwrap().is_empty();
        o["lineItems"].as_array().unwrap().iter().filter(|l| !taken_out || l["currentQuantity"] != 0).count() as i64
    };
    assert_eq!(h.number("SELECT count(*) FROM order_line"), orders.iter().map(bought).sum::<i64>());
    let known = |v: &Value| v["defaultEmailAddress"]["emailAddress"].as_str().map(str::to_lowercase);
    let mut people: BTreeSet<String> = customers.iter().map(|c| known(c).unwrap_or_else(|| c["id"].to_string())).collect();
    people.extend(orders.iter().filter(|o| o["customer"].is_null()).filter_map(|o| o["email"].as_str().map(str::to_lowercase)));
    assert_eq!(h.number("SELECT count(*) FROM person"), people.len() as i64);
    assert_eq!(h.number("SELECT count(*) FROM product WHERE price IS NOT NULL"), products.len() as i64);
    let variants: usize = products.iter().map(|p| p["variants"].as_array().unwrap().len()).filter(|n| *n > 1).sum();
    assert_eq!(h.number("SELECT count(*) FROM product_variant"), variants as i64);
    let open = carts.iter().filter(|c| c["completedAt"].is_null() && !c["customer"].is_null()).count();
    assert_eq!(h.number("SELECT count(*) FROM cart"), open as i64);
    let said = |state: &str| customers.iter().filter(|c| c["defaultEmailAddress"]["marketingState"] == state).count() as i64;
    let last_word = "SELECT count(*) FROM consent c WHERE channel = 'email' AND state = 'STATE'
        AND at = (SELECT max(at) FROM consent d WHERE d.person_id = c.person_id AND d.channel = c.channel)";
    for (here, there) in [("subscribed", "SUBSCRIBED"), ("unsubscribed", "UNSUBSCRIBED"), ("pending", "PENDING"), ("cleaned", "INVALID")] {
        assert_eq!(h.number(&last_word.replace("STATE", here)), said(there), "{here}");
    }
    assert!(h.number("SELECT count(*) FROM consent WHERE channel = 'sms'") > 2);
}

#[test]
fn the_first_sync_holds_what_the_shop_holds_by_bulk_operations_and_by_pages() {
    for shop in [large(7), small(7)] {
        let h = House::of(shop);
        let sum = h.sync();
        assert_eq!(sum.refused, 0);
        let read: BTreeMap<_, _> = sum.streams.iter().map(|s| (s.name.as_str(), s.read)).collect();
        let orders = h.http.with(|s| s.orders.len()) as u64;
        assert_eq!((read["orders_new"] + read["orders"], read["products"]), (orders, 60));
        holds_what_the_shop_holds(&h);
        assert_eq!(h.http.with(|s| s.throttled), 0, "the rate was kept");
        assert_eq!(h.http.with(|s| s.operations.len()), if orders > 250 { 2 } else { 0 });
    }
}

#[test]
fn the_newest_orders_come_first() {
    let h = House::of(large(7));
    let stop = StopAfter::new(&h.http, 12);
    h.try_sync(stop).unwrap_err();
    let newest = h.http.with(|s| s.all(Kind::Orders).last().unwrap()["id"].as_str().unwrap().rsplit('/').next().unwrap().to_owned());
    assert_eq!(h.number(&format!("SELECT count(*) FROM orders WHERE external_id = '{newest}'")), 1);
}

#[test]
fn a_sync_with_nothing_new_finds_nothing_asks_little_and_writes_nothing() {
    for shop in [large(3), small(3)] {
        let h = House::of(shop);
        h.sync();
        let before = (h.contents(), h.http.requests(), h.number("SELECT value FROM revision WHERE area = 'data'"));
        assert_eq!(h.sync().read, 0);
        assert_same(&before.0, &h.contents());
        assert_eq!(
            (h.http.requests() - before.1, h.number("SELECT value FROM revision WHERE area = 'data'")),
            (5, before.2),
            "the rights, and one page of each stream"
        );
    }
}

#[test]
fn later_syncs_after_any_changes_equal_a_fresh_one() {
    for shop in [large(11), small(11)] {
        let h = House::of(shop);
        h.sync();
        for day in 0..4 {
            h.http.with(|s| s.live(day));
            assert!(h.sync().read > 80);
            holds_what_the_shop_holds(&h);
            let fresh = House::reading(&h.http);
            fresh.sync();
            assert_same(&h.contents(), &fresh.contents());
        }
    }
}

#[test]
fn what_a_search_finds_late_is_not_missed() {
    let h = House::of(small(5));
    h.http.with(|s| s.lag = 45);
    h.sync();
    for day in 0..3 {
        h.http.with(|s| s.live(day));
        let late: Vec<u64> = h.http.with(|s| {
            let ids: Vec<u64> = s.orders.ids().into_iter().take(4).collect();
            for id in &ids {
                s.change(Kind::Orders, *id, |o| o["sourceName"] = Value::String(format!("late-{day}")));
            }
            s.pass(10);
            ids
        });
        h.sync();
        h.http.with(|s| {
            s.cancel(late[0]);
            s.pass(200);
        });
        h.sync();
        let fresh = House::reading(&h.http);
        h.http.with(|s| s.lag = 0);
        fresh.sync();
        h.http.with(|s| s.lag = 45);
        assert_same(&h.contents(), &fresh.contents());
    }
}

/// Lets requests through until something is so, then fails.
struct Before<F>(InProcess, F);

impl<F: Fn(&mut Shop) -> bool + Send + Sync> Http for Before<F> {
    fn send(&self, request: &HttpRequest) -> Result<HttpResponse> {
        if self.0.with(|s| (self.1)(s)) {
            return Err(Error::new(Code::Internal, "stopped here"));
        }
        self.0.send(request)
    }
}

/// Lets so many requests through, then fails as a network does.
struct StopAfter {
    http: InProcess,
    left: AtomicUsize,
}

impl StopAfter {
    fn new(http: &InProcess, left: usize) -> Self {
        Self { http: http.clone(), left: AtomicUsize::new(left) }
    }
}

impl Http for StopAfter {
    fn send(&self, request: &HttpRequest) -> Result<HttpResponse> {
        let left = self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |n| n.checked_sub(1));
        if left.is_err() {
            return Err(Error::new(Code::Internal, "stopped here"));
        }
        self.http.send(request)
    }
}

#[test]
fn a_sync_that_is_stopped_after_any_request_goes_on_and_ends_the_same() {
    let make = || Shop::seeded(21, 260, 300, NOW);
    let whole = House::of(make());
    let opened = whole.http.requests();
    whole.sync();
    let (requests, wanted) = (whole.http.requests() - opened, whole.digest());
    assert!(requests > 25, "{requests}");
    for k in 0..requests {
        let h = House::of(make());
        h.try_sync(StopAfter::new(&h.http, k)).unwrap_err();
        h.sync();
        assert_eq!(h.digest(), wanted, "stopped after {k} of {requests}");
        assert_eq!(h.http.with(|s| s.operations.len()), 2, "a running operation is taken over, never doubled (stopped after {k})");
    }
}

#[test]
fn a_large_file_is_read_in_pieces_and_a_stop_between_them_loses_nothing() {
    let http = InProcess::new(Shop::seeded(4, 300, 4000, NOW));
    let h = House::reading(&http);
    let before = http.requests();
    h.sync();
    let pieces = http.asked.lock().unwrap().iter().filter(|(url, _)| url.contains("/files/")).count();
    assert!(pieces >= 4, "{pieces} pieces");
    holds_what_the_shop_holds(&h);
    let requests = http.requests() - before;
    let again = House::of(Shop::seeded(4, 300, 4000, NOW));
    for k in [requests / 2, requests / 3] {
        again.try_sync(StopAfter::new(&again.http, k)).unwrap_err();
    }
    again.sync();
    assert_eq!(again.digest(), h.digest());
}

// ---- Bulk operations that go wrong.

fn warnings(h: &House) -> String {
    h.texts("SELECT json_extract(detail, '$.warnings') FROM run WHERE json_extract(detail, '$.warnings') IS NOT NULL").join("\n")
}

#[test]
fn an_operation_that_fails_is_asked_for_anew_and_at_last_read_by_pages() {
    for (times, code, pages) in [(3, "INTERNAL_SERVER_ERROR", false), (9, "TIMEOUT", true)] {
        let h = House::of(large(5));
        h.http.with(|s| s.fail_operations = (times, code));
        h.sync();
        holds_what_the_shop_holds(&h);
        let by_pages = h.http.with(|s| s.operations.iter().all(|o| o.status != "COMPLETED"));
        assert_eq!(by_pages, pages, "{code}");
        let said = warnings(&h);
        assert!(said.contains("came to nothing") && said.contains("page by page") == pages, "{said}");
    }
}

#[test]
fn a_cancelled_operation_an_expired_file_and_an_old_address_are_told_apart() {
    let h = House::of(large(5));
    // Stopped when an operation has just been finished.
    let _ = h.try_sync(Before(h.http.clone(), |s: &mut Shop| s.operations.iter().any(|o| o.status == "COMPLETED")));
    h.http.with(|s| s.pass(8 * 86_400));
    let n = h.http.with(|s| s.operations.len());
    h.sync();
    assert!(h.http.with(|s| s.operations.len()) > n, "after seven days it is asked for anew");
    holds_what_the_shop_holds(&h);

    let h = House::of(large(6));
    let _ = h.try_sync(StopAfter::new(&h.http, 14));
    h.http.with(|s| {
        s.operations.iter_mut().for_each(|o| {
            if o.status != "COMPLETED" {
                o.status = "CANCELED"
            }
        })
    });
    h.sync();
    holds_what_the_shop_holds(&h);
}

#[test]
fn a_host_without_ranges_a_torn_file_and_a_full_queue_are_lived_with() {
    let h = House::of(large(5));
    h.http.with(|s| s.whole_files = true);
    h.sync();
    holds_what_the_shop_holds(&h);
    let h = House::of(large(5));
    h.http.with(|s| (s.faults, s.faults_left) = (vec![Fault::FileTorn], Some(2)));
    h.sync();
    holds_what_the_shop_holds(&h);
    let h = House::of(large(5));
    h.http.with(|s| s.most_operations = 0);
    let e = h.try_sync(h.http.clone()).unwrap_err();
    assert!(e.code == Code::Busy && e.message.contains("preparing other lists"), "{}", e.message);
    h.http.with(|s| s.most_operations = 1);
    h.sync();
    holds_what_the_shop_holds(&h);
}

// ---- Keeping to the rate, and waiting.

#[test]
fn the_rate_is_kept_before_it_bites_and_a_throttled_answer_is_waited_out() {
    let h = House::of(Shop::seeded(9, 240, 249, NOW));
    h.http.with(|s| s.throttle_next = 3);
    h.sync();
    assert_eq!(h.http.with(|s| s.throttled), 0);
    assert!(h.sleeper.elapsed().as_secs() > 20, "249 orders do not fit into the bucket at once: {:?}", h.sleeper.elapsed());
    holds_what_the_shop_holds(&h);
}

#[test]
fn what_passes_is_waited_out() {
    for fault in [Fault::TooMany("2"), Fault::Page(503, "Maintenance"), Fault::Internal, Fault::Torn] {
        let h = House::of(small(3));
        h.http.with(|s| (s.faults, s.faults_left) = (vec![fault.clone()], Some(2)));
        h.sync();
        holds_what_the_shop_holds(&h);
    }
}

#[test]
fn a_token_of_a_day_is_renewed_before_its_end_and_when_it_was_taken_back() {
    let http = InProcess::new(small(3));
    let h = House::by(&http, &by_client(HOST));
    http.with(|s| s.token_life = 7200);
    h.sync();
    let source = h.opened(http.clone());
    let watch = regulars_core::types::Progress::silent();
    source.page("gone", None, &watch).unwrap();
    source.page("products", None, &watch).unwrap();
    let handed = http.with(|s| s.tokens.len());
    h.sleeper.sleep(std::time::Duration::from_secs(3000));
    source.page("products", None, &watch).unwrap();
    assert_eq!(http.with(|s| s.tokens.len()), handed, "still good");
    h.sleeper.sleep(std::time::Duration::from_secs(700));
    source.page("products", None, &watch).unwrap();
    assert_eq!(http.with(|s| s.tokens.len()), handed + 1, "an hour before its end");
    http.with(|s| s.tokens.clear());
    source.page("products", None, &watch).unwrap();
    assert_eq!(http.with(|s| s.tokens.len()), 1, "taken back");
}

// ---- What is gone.

#[test]
fn what_is_gone_is_found_once_a_day() {
    for shop in [large(8), small(8)] {
        let h = House::of(shop);
        h.sync();
        let sums = || {
            (
                h.number("SELECT count(*) FROM orders WHERE status <> 'cancelled'"),
                h.number("SELECT count(*) FROM person_key WHERE kind = 'account'"),
            )
        };
        let before = sums();
        let open = h.http.with(|s| {
            let orders: Vec<u64> = s
                .all(Kind::Orders)
                .iter()
                .filter(|o| o["cancelledAt"].is_null() && o["test"] == false && o["displayFinancialStatus"] == "PAID")
                .take(3)
                .map(number)
                .collect();
            let people: Vec<u64> = s.customers.ids().into_iter().take(4).collect();
            orders.iter().for_each(|id| drop(s.orders.remove(*id)));
            people.iter().for_each(|id| drop(s.customers.remove(*id)));
            s.products.remove(8_000_005);
            s.pass(3600);
            orders.len() as i64
        });
        h.sync();
        assert_eq!(sums(), before, "not yet: it was just looked through");
        h.http.with(|s| s.pass(86_400));
        h.sync();
        assert_eq!(sums(), (before.0 - open, before.1 - 4));
        assert_eq!(h.number("SELECT count(*) FROM product WHERE external_id = '8000005' AND in_stock = 1"), 0);
        let asked = h.http.requests();
        h.sync();
        assert_eq!(h.http.requests() - asked, 5, "once a day is enough");
    }
}

fn number(v: &Value) -> u64 {
    v["id"].as_str().unwrap().rsplit('/').next().unwrap().parse().unwrap()
}

#[test]
fn an_app_that_sees_sixty_days_takes_nothing_older_for_gone_and_reads_it_when_it_may() {
    let shop = || {
        let mut s = large(8);
        s.scopes.retain(|x| *x != "read_all_orders");
        s
    };
    let h = House::of(shop());
    h.sync();
    let young = h.number("SELECT count(*) FROM orders");
    assert!((20..100).contains(&young), "{young}");
    h.http.with(|s| s.pass(30 * 86_400));
    h.sync();
    assert_eq!(
        h.number("SELECT count(*) FROM orders WHERE status <> 'cancelled'"),
        h.number("SELECT count(*) FROM orders WHERE status <> 'cancelled' OR 0")
    );
    let cancelled = h.number("SELECT count(*) FROM orders WHERE status = 'cancelled'");
    h.http.with(|s| s.pass(86_400));
    h.sync();
    assert_eq!(h.number("SELECT count(*) FROM orders WHERE status = 'cancelled'"), cancelled);
    h.http.with(|s| s.scopes.push("read_all_orders"));
    h.sync();
    holds_what_the_shop_holds(&h);
}

#[test]
fn a_right_that_is_lost_later_is_named_by_the_sync() {
    let h = House::of(small(3));
    h.sync();
    h.http.with(|s| s.scopes.retain(|x| *x != "read_customers"));
    let e = h.try_sync(h.http.clone()).unwrap_err();
    assert!(e.code == Code::Unauthorised && e.message.contains("read_customers"), "{}", e.message);
}

// ---- Rows and lists that are no good.

#[test]
fn a_row_that_cannot_be_read_is_refused_and_the_others_are_stored() {
    for mut shop in [large(3), small(3)] {
        let ids: Vec<u64> = shop.orders.ids().into_iter().skip(5).step_by(9).take(3).collect();
        shop.change_silently(Kind::Orders, ids[0], |o| o["totalPriceSet"]["presentmentMoney"]["amount"] = "12,50".into());
        shop.change_silently(Kind::Orders, ids[1], |o| o["currencyCode"] = "".into());
        shop.change_silently(Kind::Orders, ids[2], |o| o["lineItems"][0]["originalTotalSet"]["presentmentMoney"]["amount"] = true.into());
        let all = shop.orders.len() as i64;
        let h = House::of(shop);
        let sum = h.sync();
        assert_eq!((sum.refused, h.number("SELECT count(*) FROM orders")), (3, all - 3));
    }
}

#[test]
fn a_date_of_the_far_future_hides_nothing_later() {
    let mut shop = small(3);
    let id = shop.orders.ids()[3];
    shop.pass(90_000 * 40_000);
    shop.change(Kind::Orders, id, |_| {});
    shop.set_clock(Some(NOW));
    let h = House::of(shop);
    h.sync();
    h.http.with(|s| s.live(1));
    h.sync();
    holds_what_the_shop_holds(&h);
}

#[test]
fn no_secret_is_in_the_file_or_in_an_error() {
    let http = InProcess::new(small(3));
    let h = House::by(&http, &by_client(HOST));
    h.sync();
    http.with(|s| s.token_revoked = true);
    http.with(|s| s.tokens.clear());
    let e = h.try_sync(http.clone()).unwrap_err();
    assert!(e.code == Code::Unauthorised && !format!("{e:?}").contains("canary"), "{e:?}");
    h.store.tidy().unwrap();
    for entry in std::fs::read_dir(h.file()).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        assert!(!bytes.windows(6).any(|w| w == b"canary"));
    }
    let _: Arc<dyn Http> = Arc::new(http);
}
