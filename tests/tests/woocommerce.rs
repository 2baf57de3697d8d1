//! WooCommerce against the simulator: finding the shop, or naming the cause. Syncs are in `woocommerce_sync.rs`, kills
//! and real programs in `woocommerce_cli.rs`.

#![expect(clippy::unwrap_used, reason = "a test may stop where it cannot go on")]

use std::sync::Arc;

use regulars_core::host::{Secret, SystemHttp};
use regulars_core::sources::Outside;
use regulars_core::sources::woocommerce::{Auth, Login, find};
use regulars_core::types::{Code, Progress};
use regulars_tests::woocommerce::Server;
use regulars_tests::woocommerce::{Fault, InProcess, KEY, Permission, SECRET, Shop};

use regulars_tests::woocommerce::world::{clock, look, outside, with};

fn cause(shop: Shop, address: &str, key: &str, secret: &str) -> (Code, String) {
    let e = look(&InProcess::new(shop), address, key, secret).err().unwrap();
    assert!(!e.message.contains(SECRET) && !format!("{e:?}").contains(SECRET), "{e:?}");
    (e.code, e.message)
}

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
