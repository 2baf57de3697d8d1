//! Segments over the public face and the terminal: counts against SQL written by hand on the raw rows, and every
//! verb of `regulars-cli segment` on a file of its own.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use std::path::Path;
use std::process::{Command, Output, Stdio};

use rand::{RngExt, SeedableRng};
use regulars_core::segments::{Engine, Segment};
use regulars_core::store::{Area, Store, ingest::Ingest};
use regulars_core::types::records::{
    CustomerRecord, EmailEventKind, EmailEventRecord, LineRecord, OrderRecord, OrderStatus, ProductRecord, Record,
};
use regulars_core::types::{Currency, Day, Timestamp};
use serde_json::{Value, json};

/// 2026-06-30 22:00 UTC is midnight in Berlin: the end of 30 June there.
const END: i64 = 1_782_856_800;
const DAY: i64 = 86_400;

/// 300 people with up to eight orders each over two years, seeded.
fn shop(file: &Path) -> Store {
    let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(7);
    let store = Store::open(file, None).unwrap();
    store.write(Area::House, |w| w.set_setting("shop.zone", "Europe/Berlin")).unwrap();
    let mut records = Vec::new();
    for p in 0..6 {
        let categories = vec![if p % 2 == 0 { "Candles" } else { "Soap" }.to_owned()];
        records.push(Record::Product(ProductRecord { external_id: format!("p{p}"), categories, ..ProductRecord::default() }));
    }
    for i in 0..300u32 {
        let buyer = CustomerRecord {
            external_id: Some(format!("c{i}")),
            email: Some(format!("person{i}@example.com")),
            country: [Some("DE"), Some("AT"), None][rng.random_range(0..3)].map(str::to_owned),
            created_at: Some(Timestamp(END - 800 * DAY)),
            ..CustomerRecord::default()
        };
        records.push(Record::Customer(buyer.clone()));
        for n in 0..rng.random_range(0..8) {
            let line =
                |line_no| LineRecord { line_no, product: Some(format!("p{}", (i + line_no) % 6)), title: None, quantity: 2, total: 500 };
            records.push(Record::Order(OrderRecord {
                shop_total: None,
                landing: None,
                referrer: None,
                external_id: format!("o{i}-{n}"),
                number: format!("{i}-{n}"),
                buyer: if n == 5 { None } else { Some(buyer.clone()) },
                placed_at: Timestamp(END - rng.random_range(0..700 * DAY)),
                status: if rng.random_range(0..10) == 0 { OrderStatus::Cancelled } else { OrderStatus::Paid },
                currency: Currency::EUR,
                total: rng.random_range(500..20_000),
                discount: 0,
                shipping: 0,
                tax: 0,
                country: None,
                channel: None,
                coupons: vec![],
                lines: (1..=rng.random_range(1..4)).map(line).collect(),
            }));
        }
        if i % 3 == 0 {
            let at = Timestamp(END - rng.random_range(0..60 * DAY));
            let event = EmailEventRecord {
                external_id: format!("e{i}"),
                person: buyer,
                kind: EmailEventKind::Opened,
                at,
                campaign: None,
                link: None,
            };
            records.push(Record::EmailEvent(event));
        }
    }
    store
        .write(Area::Data, |w| {
            let source = w.add_source("file", "test", "{}", Timestamp(0))?;
            let mut ingest = Ingest::new(w, source)?;
            records.iter().try_for_each(|r| ingest.record(r))?;
            ingest.finish()
        })
        .unwrap();
    store
}

fn orders(measure: Value, filter: Value, window: Value) -> Value {
    json!({"type": "orders", "measure": measure, "filter": filter, "window": window})
}

fn count(op: &str, value: i64) -> Value {
    json!({"of": "count", "compare": {"op": op, "value": value}})
}

#[test]
fn counts_agree_with_sql_written_by_hand_on_the_raw_rows() {
    let dir = tempfile::tempdir().unwrap();
    let store = shop(&dir.path().join("shop.db"));
    let engine = Engine::default();
    let day: Day = "2026-06-30".parse().unwrap();
    let ever = json!({"kind": "ever"});
    // Berlin is two hours ahead in summer on both edges of these windows.
    let since = |days: i64| END - days * DAY;
    let cases = [
        (
            orders(count("at_least", 2), json!({}), json!({"kind": "last_days", "days": 60})),
            format!("SELECT count(*) FROM (SELECT person_id FROM orders WHERE person_id > 0 AND status IN ('paid','fulfilled','refunded') AND placed_at >= {} AND placed_at < {END} GROUP BY person_id HAVING count(*) >= 2)", since(60)),
        ),
        (
            orders(count("exactly", 0), json!({}), ever.clone()),
            "SELECT count(*) FROM person WHERE id NOT IN (SELECT person_id FROM orders WHERE person_id IS NOT NULL AND status = 'paid')".to_owned(),
        ),
        (
            orders(json!({"of": "spent", "compare": {"op": "more_than", "value": 30_000}}), json!({"categories": ["Candles"]}), ever.clone()),
            "SELECT count(*) FROM (SELECT o.person_id, sum(o.total) s FROM orders o WHERE o.person_id > 0 AND o.status = 'paid' AND EXISTS (SELECT 1 FROM order_line l JOIN product p ON p.id = l.product_id WHERE l.order_id = o.id AND p.external_id IN ('p0','p2','p4')) GROUP BY 1 HAVING s > 30000)".to_owned(),
        ),
        (
            orders(json!({"of": "last", "when": {"kind": "over_days_ago", "days": 90}}), json!({}), ever.clone()),
            format!("SELECT count(*) FROM (SELECT person_id, max(placed_at) m FROM orders WHERE person_id > 0 AND status = 'paid' GROUP BY 1) WHERE m < {}", since(91)),
        ),
        (
            json!({"type": "group", "match": "all", "children": [
                {"type": "profile", "field": "country", "is": {"op": "is_not", "value": "DE"}},
                {"type": "group", "match": "none", "children": [
                    {"type": "email_events", "event": "opened", "count": {"op": "at_least", "value": 1}, "window": {"kind": "last_days", "days": 30}}]}]}),
            format!("SELECT count(*) FROM person p WHERE (country IS NULL OR country <> 'DE') AND NOT EXISTS (SELECT 1 FROM email_event e WHERE e.person_id = p.id AND e.kind = 2 AND e.at >= {})", since(30)),
        ),
        (
            json!({"type": "order_lines", "measure": {"of": "products", "compare": {"op": "at_least", "value": 3}}}),
            "SELECT count(*) FROM (SELECT o.person_id FROM orders o JOIN order_line l ON l.order_id = o.id WHERE o.person_id > 0 AND o.status = 'paid' GROUP BY 1 HAVING count(DISTINCT l.product_id) >= 3)".to_owned(),
        ),
    ];
    for (root, sql) in cases {
        let segment = Segment::parse(&json!({"version": 1, "root": root})).unwrap();
        let got = engine.evaluate(&store, &segment, day).unwrap().set.len();
        let wanted = store.read(|r| r.number(&sql, &[])).unwrap();
        assert_eq!(i64::try_from(got).unwrap(), wanted, "{root}\n{sql}");
        assert!(wanted > 0 && wanted < 300, "a count of {wanted} shows nothing: {root}");
    }
}

fn cli(db: &Path, words: &[&str], input: Option<&str>) -> Output {
    use std::io::Write;
    let mut command = Command::new(regulars_tests::binaries::cli());
    command.arg("--db").arg(db).args(words).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    if let Some(text) = input {
        child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    }
    child.wait_with_output().unwrap()
}

fn answer(out: &Output) -> Value {
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    serde_json::from_slice(&out.stdout).unwrap()
}

fn refusal(out: &Output) -> String {
    assert_eq!(out.status.code(), Some(1));
    String::from_utf8_lossy(&out.stderr).trim().to_owned()
}

#[test]
fn every_verb_of_the_terminal() {
    let dir = tempfile::tempdir().unwrap();
    let db = dir.path().join("shop.db");
    drop(shop(&db));
    let twice = json!({"version": 1, "root": orders(count("at_least", 2), json!({}), json!({"kind": "ever"}))}).to_string();
    let run = |words: &[&str], input: Option<&str>| cli(&db, &[&["--json", "segment"], words].concat(), input);

    let counted = answer(&run(&["count", "-", "--as-of", "2026-06-30"], Some(&twice)));
    assert_eq!(counted["of"], 300);
    assert_eq!(counted["sentence"], "People who bought at least twice.");
    let total = counted["total"].as_u64().unwrap();
    assert!(counted["sample"].as_array().unwrap().len() == 10 && total > 10);

    let saved = answer(&run(&["save", "Came back “twice” 🕯", "-"], Some(&twice)));
    let number = saved["id"].to_string();
    assert!(refusal(&run(&["save", "Came back “twice” 🕯", "-"], Some(&twice))).contains("already a segment called"));
    assert_eq!(answer(&run(&["list", "--as-of", "2026-06-30"], None))[0]["count"], counted["total"]);
    assert_eq!(answer(&run(&["describe", &number], None)), "People who bought at least twice.");

    let members =
        answer(&run(&["members", "Came back “twice” 🕯", "--as-of", "2026-06-30", "--sort", "spent", "--descending", "--limit", "3"], None));
    assert_eq!(members["total"], counted["total"]);
    let spent: Vec<i64> = members["people"].as_array().unwrap().iter().map(|p| p["spent"]["minor"].as_i64().unwrap()).collect();
    assert!(spent.len() == 3 && spent.is_sorted_by(|a, b| a >= b));

    let email = members["people"][0]["email"].as_str().unwrap();
    let why = answer(&run(&["explain", &number, email, "--as-of", "2026-06-30"], None));
    assert_eq!((&why["is_in"], &why["tree"]["holds"]), (&json!(true), &json!(true)));

    let overlap = answer(&run(&["overlap", &number, &number, "--as-of", "2026-06-30"], None));
    assert_eq!((&overlap["both"], &overlap["only_first"]), (&counted["total"], &json!(0)));

    answer(&run(&["delete", &number], None));
    assert!(refusal(&run(&["count", &number], None)).contains("no saved segment"));
    answer(&run(&["restore", &number], None));
    assert!(cli(&db, &["segment", "count", &number], None).status.success());
    assert_eq!(answer(&run(&["starters"], None)).as_array().unwrap().len(), 24);
}

#[test]
fn bad_definitions_are_refused_in_one_sentence_with_the_place() {
    let dir = tempfile::tempdir().unwrap();
    let db = dir.path().join("shop.db");
    drop(shop(&db));
    let save = |root: Value| refusal(&cli(&db, &["segment", "save", "x", "-"], Some(&json!({"version": 1, "root": root}).to_string())));
    let group = |children: Vec<Value>| json!({"type": "group", "match": "all", "children": children});
    assert!(save(group(vec![json!({"type": "segment", "id": 99})])).contains("The 1st condition: there is no segment with the number 99"));
    let product = orders(count("at_least", 1), json!({"products": [4711]}), json!({"kind": "ever"}));
    assert!(save(group(vec![product])).contains("The 1st condition: there is no product with the number 4711"));
    assert!(save(group(vec![json!({"type": "lifecycle", "stages": []})])).contains("choose at least one stage"));
    assert!(save(group(vec![json!({"type": "people", "ids": [1]}); 5_000])).contains("more than 1000 conditions"));
    assert!(refusal(&cli(&db, &["segment", "count", "-"], Some("{"))).contains("not JSON"));
    let listed = cli(&db, &["--json", "segment", "list"], None);
    assert_eq!(answer(&listed), json!([]), "nothing half-saved");
    let schema = cli(&db, &["schema", "segment"], None);
    assert_eq!(answer(&schema)["title"], "Segment");
}
