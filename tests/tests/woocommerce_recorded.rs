//! The mapping and the simulator against recorded answers of a real shop (WooCommerce 10.0.2). The recordings are
//! reference data outside the project: without them each test says that it was skipped.

#![expect(clippy::unwrap_used, reason = "a test may stop where it cannot go on")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use regulars_core::host::{Http, HttpRequest};
use regulars_core::sources::woocommerce::{customer, order, product, refund};
use regulars_core::types::{Currency, ShopZone, Timestamp};
use regulars_tests::woocommerce::{InProcess, KEY, Permission, SECRET, Shop};
use serde_json::Value;

fn recordings() -> Option<PathBuf> {
    // Beside the project, or beside its main work tree.
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let found = ["../shared", "../../shared"].iter().map(|p| root.join(p).join("recordings/woocommerce")).find(|p| p.is_dir());
    if found.is_none() {
        eprintln!("SKIPPED: no recordings in ../shared/recordings/woocommerce.");
    }
    found
}

fn read(dir: &Path, name: &str) -> Value {
    serde_json::from_str(&std::fs::read_to_string(dir.join(format!("{name}.json"))).unwrap()).unwrap()
}

fn rows(dir: &Path, names: &[&str]) -> Vec<Value> {
    names.iter().flat_map(|n| read(dir, n)["body"].as_array().unwrap().clone()).collect()
}

/// In minor units, worked out from the text alone: 12.345 with two digits is 12.35.
fn minor(text: &str, digits: usize) -> i64 {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let padded = format!("{part:0<width$}", width = digits + 1);
    let kept: i64 = format!("{whole}{}", &padded[..digits]).parse().unwrap();
    kept + i64::from(padded.as_bytes()[digits] >= b'5')
}

#[test]
fn every_recorded_order_is_understood_and_its_sums_are_right() {
    let Some(dir) = recordings() else { return };
    let all =
        rows(&dir, &["orders-default-p001", "orders-modified-asc-p001", "orders-modified-asc-p002", "orders-trash-p001", "case-offset"]);
    let (mut guests, mut anonymous, mut refunds) = (0, 0, 0);
    for v in &all {
        let o = order(v, ShopZone::UTC, None).unwrap().unwrap();
        let digits = match o.currency.as_str() {
            "JPY" => 0,
            "KWD" => 3,
            _ => 2,
        };
        assert_eq!(o.total, minor(v["total"].as_str().unwrap(), digits), "{}", o.external_id);
        let fees: i64 = v["fee_lines"].as_array().unwrap().iter().map(|f| minor(f["total"].as_str().unwrap(), digits)).sum();
        let lines: i64 = o.lines.iter().map(|l| l.total).sum();
        // Each part is rounded on its own; only yen are sold in hundredths here.
        let parts = o.lines.len() as i64 + 2;
        let off = (lines + fees + o.shipping - o.total).abs();
        assert!(if digits == 0 { off <= parts } else { off == 0 }, "{}: {off}", o.external_id);
        assert_eq!(o.lines.len(), v["line_items"].as_array().unwrap().len());
        assert_eq!(o.placed_at.to_rfc3339().trim_end_matches('Z'), v["date_created_gmt"].as_str().unwrap());
        match &o.buyer {
            None => anonymous += 1,
            Some(b) if b.external_id.is_none() => guests += 1,
            Some(b) => assert_eq!(b.external_id.as_deref(), Some(v["customer_id"].to_string().as_str())),
        }
        assert!(o.buyer.iter().all(|b| b.consent.is_empty()), "nobody said anything about marketing");
        for r in v["refunds"].as_array().unwrap() {
            let r = refund(r, v["id"].as_u64().unwrap(), o.currency, ShopZone::UTC, Timestamp(0)).unwrap();
            assert!(r.amount > 0 && r.amount <= o.total);
            refunds += 1;
        }
    }
    assert_eq!((all.len(), guests + anonymous, anonymous, refunds), (317, 104, 2, 48));
}

#[test]
fn every_recorded_account_product_and_refund_is_understood() {
    let Some(dir) = recordings() else { return };
    let accounts = rows(&dir, &["customers-all-p001"]);
    let people: Vec<_> = accounts.iter().filter_map(|v| customer(v, ShopZone::UTC, Some("marketing_opt_in")).unwrap()).collect();
    assert_eq!(people.len(), 99, "all but the administrator");
    assert!(people.iter().all(|p| p.email.is_some() && p.country.is_some() && p.created_at.is_some()));
    // '' 28, '1' 26, 'yes' 23, 'no' 22.
    assert_eq!(people.iter().filter(|p| !p.consent.is_empty()).count(), 71);
    let products: Vec<_> = rows(&dir, &["products-p001"]).iter().map(|v| product(v, ShopZone::UTC, Some(Currency::USD)).unwrap()).collect();
    assert_eq!((products.len(), products.iter().filter(|p| p.price.is_some() && p.title.is_some()).count()), (60, 60));
    assert_eq!(
        products.iter().filter(|p| p.in_stock == Some(true)).count(),
        rows(&dir, &["products-p001"]).iter().filter(|v| v["status"] == "publish" && v["stock_status"] == "instock").count()
    );
    for v in rows(&dir, &["refunds-p001", "order-102-refunds"]) {
        let r = refund(&v, 1, Currency::USD, ShopZone::UTC, Timestamp(0)).unwrap();
        assert_eq!(
            (r.amount, r.at.to_rfc3339().trim_end_matches('Z')),
            (minor(v["amount"].as_str().unwrap(), 2), v["date_created_gmt"].as_str().unwrap())
        );
    }
}

/// The same questions to the simulator: same status, same header names, same error bodies.
#[test]
fn the_simulator_answers_as_the_recorded_shop_did() {
    let Some(dir) = recordings() else { return };
    let http = InProcess::new(Shop::seeded(1, 120, 240, 1_795_153_380));
    for (name, key, secret, permission) in [
        ("case-bad-date", KEY, SECRET, Permission::Read),
        ("case-bad-key", "ck_unknown", SECRET, Permission::Read),
        ("case-bad-secret", KEY, "cs_wrong", Permission::Read),
        ("case-bad-status", KEY, SECRET, Permission::Read),
        ("case-fields", KEY, SECRET, Permission::Read),
        ("case-no-auth", "", "", Permission::Read),
        ("case-no-route", KEY, SECRET, Permission::Read),
        ("case-order-404", KEY, SECRET, Permission::Read),
        ("case-page-past-end", KEY, SECRET, Permission::Read),
        ("case-per-page-101", KEY, SECRET, Permission::Read),
        ("case-write-only-key", KEY, SECRET, Permission::Write),
        ("orders-default-p001", KEY, SECRET, Permission::Read),
        ("orders-modified-asc-p001", KEY, SECRET, Permission::Read),
        ("customers-all-p001", KEY, SECRET, Permission::Read),
    ] {
        http.with(|s| s.permission = permission);
        let recorded = read(&dir, name);
        let url = recorded["request"]["url"].as_str().unwrap();
        let path = url.splitn(4, '/').nth(3).unwrap();
        let mut request = HttpRequest::get(format!("https://shop.example/{path}"));
        if !key.is_empty() {
            let pair = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, format!("{key}:{secret}"));
            request = request.with_header("Authorization", format!("Basic {pair}"));
        }
        let answer = http.send(&request).unwrap();
        assert_eq!(u64::from(answer.status), recorded["status"].as_u64().unwrap(), "{name}");
        let ours: BTreeSet<String> = answer.headers.iter().map(|(n, _)| n.to_lowercase()).collect();
        let theirs: BTreeSet<String> =
            recorded["headers"].as_array().unwrap().iter().map(|h| h[0].as_str().unwrap().to_lowercase()).collect();
        assert_eq!(ours, theirs, "{name}");
        let body: Value = serde_json::from_slice(&answer.body).unwrap();
        if recorded["body"].get("code").is_some() {
            assert_eq!(body, recorded["body"], "{name}");
        } else if let (Some(ours), Some(theirs)) = (body.as_array(), recorded["body"].as_array()) {
            assert_eq!(ours.is_empty(), theirs.is_empty(), "{name}");
            if let (Some(ours), Some(theirs)) = (ours.first(), theirs.first()) {
                let keys = |v: &Value| v.as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>();
                assert_eq!(keys(ours), keys(theirs), "{name}");
            }
        }
        if name == "case-page-past-end" {
            assert_eq!(answer.header("x-wp-total"), Some("0"));
        }
    }
}
