//! Shopify against the simulator: opening the shop, or naming the cause. Syncs are in `shopify_sync.rs`.

#![expect(clippy::unwrap_used, reason = "a test may stop where it cannot go on")]

use regulars_core::sources::platform::Login;
use regulars_core::types::Code;
use regulars_tests::case::login;
use regulars_tests::shopify::world::{by_client, by_token, look};
use regulars_tests::shopify::{CLIENT_ID, CLIENT_SECRET, DOMAIN, Data, Fault, HOST, InProcess, Shop, TOKEN};
use regulars_tests::world::NOW;

fn with(change: impl FnOnce(&mut Shop)) -> InProcess {
    let mut shop = Shop::seeded(1, 5, 12, NOW);
    change(&mut shop);
    InProcess::new(shop)
}

fn cause(http: &InProcess, login: &Login) -> (Code, String) {
    let e = look(http, login).unwrap_err();
    for secret in [TOKEN, CLIENT_SECRET] {
        assert!(!e.message.contains(secret) && !format!("{e:?}").contains(secret), "{e:?}");
    }
    (e.code, e.message)
}

#[test]
fn a_shop_opens_at_whatever_people_type_with_either_access() {
    for typed in
        [HOST, "corner-coffee", "https://admin.shopify.com/store/corner-coffee/orders", "https://corner-coffee.myshopify.com/admin", DOMAIN]
    {
        for login in [by_token(typed), by_client(typed)] {
            let found = look(&with(|_| {}), &login).unwrap();
            assert_eq!((found.name.as_str(), found.identity.as_str()), ("Corner Coffee & Tea", HOST), "{typed}");
            assert_eq!(found.counts, [("orders", 12), ("customers", 5), ("products", 60)]);
            assert_eq!((found.currency.unwrap().as_str(), found.zone.unwrap().name()), ("USD", "America/New_York"));
            assert!(found.notes.is_empty() && !found.settings.to_string().contains("canary"));
        }
    }
}

#[test]
fn only_the_shop_itself_is_sent_a_key() {
    let http = with(|_| {});
    look(&http, &by_client(DOMAIN)).unwrap();
    for (url, headers) in http.asked.lock().unwrap().iter() {
        let secret = headers.iter().any(|(n, v)| n.eq_ignore_ascii_case("x-shopify-access-token") || v.contains("canary"));
        assert!(!secret || url.starts_with(&format!("https://{HOST}/")), "{url}");
    }
}

#[test]
fn wrong_names_and_domains_are_told_apart() {
    let said = |typed: &str| cause(&with(|_| {}), &by_token(typed));
    let (code, words) = said("another-shop");
    assert!(code == Code::NotFound && words.contains("There is no Shopify shop at another-shop.myshopify.com"), "{words}");
    let (code, words) = said("bakery.example");
    assert!(code == Code::BadInput && words.contains("bakery.example does not lead to a Shopify shop"), "{words}");
    assert_eq!(said("my shop").0, Code::BadInput);
}

#[test]
fn every_reason_why_the_key_does_not_open_is_named() {
    let token = by_token(HOST);
    let (code, words) = cause(&with(|s| s.token_revoked = true), &token);
    assert!(code == Code::Unauthorised && words.contains("does not accept this access"), "{words}");
    let of = |id: &str, secret: &str| login(&[("address", HOST), ("client_id", id)], &[("client_secret", secret)]);
    let (_, words) = cause(&with(|_| {}), &of("unknown", CLIENT_SECRET));
    assert!(words.contains("knows no app with this client ID"), "{words}");
    let (_, words) = cause(&with(|_| {}), &of(CLIENT_ID, "shpss_wrong"));
    assert!(words.contains("does not accept this client secret"), "{words}");
    let (_, words) = cause(&with(|s| s.installed = false), &by_client(HOST));
    assert!(words.contains("not installed"), "{words}");
    let (_, words) = cause(&with(|_| {}), &login(&[("address", HOST)], &[("token", CLIENT_SECRET)]));
    assert!(words.contains("client secret, not an access token"), "{words}");
    let (_, words) = cause(&with(|s| s.frozen = true), &token);
    assert!(words.contains("frozen"), "{words}");
    let (_, words) = cause(&with(|s| s.faults = vec![Fault::Page(503, "Maintenance")]), &token);
    assert!(words.contains("maintenance"), "{words}");
    let (_, words) = cause(&with(|s| s.faults = vec![Fault::Page(200, "Sign in to the hotel's network")]), &token);
    assert!(words.contains("something else than data"), "{words}");
}

#[test]
fn missing_rights_are_named_with_what_will_not_come_in() {
    let token = by_token(HOST);
    let (code, words) = cause(&with(|s| s.scopes = vec!["read_orders", "read_products"]), &token);
    assert!(code == Code::Unauthorised && words.contains("read_customers is missing"), "{words}");
    let found = look(&with(|s| s.scopes = vec!["read_orders", "read_products", "write_customers"]), &token);
    assert!(found.is_err(), "the simulator wants the right itself");
    let found = look(&with(|s| s.scopes.retain(|s| *s != "read_all_orders")), &token).unwrap();
    assert!(found.notes[0].contains("older than 60 days"), "{:?}", found.notes);
    for data in [Data::None, Data::Nameless] {
        let (code, words) = cause(&with(|s| s.data = data), &token);
        assert!(code == Code::Unauthorised && words.contains("Protected customer data"), "{words}");
    }
}
