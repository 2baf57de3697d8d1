//! An email written out for each of its readers: codes are handed out once, by nothing but this, and to nobody who said no.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use regulars_core::store::{Area, Store};
use regulars_core::types::records::{ConsentState, Record};
use regulars_core::types::{Currency, Timestamp};
use regulars_tests::binaries::cli;
use regulars_tests::shop::{fill, order, person};
use serde_json::{Value, json};

fn run(db: &Path, args: &[&str]) -> Result<Value, String> {
    let done = Command::new(cli()).arg("--db").arg(db).arg("--json").args(args).output().unwrap();
    if done.status.success() {
        Ok(serde_json::from_slice(&done.stdout).unwrap_or(Value::Null))
    } else {
        Err(String::from_utf8_lossy(&done.stderr).into_owned())
    }
}

fn rows(file: &Path) -> Vec<Vec<String>> {
    let mut all = csv::ReaderBuilder::new().has_headers(false).from_path(file).unwrap();
    all.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn codes_go_out_once_and_only_to_whoever_may_be_mailed() {
    let dir = tempfile::tempdir().unwrap();
    let db = dir.path().join("shop.db");
    let said = |n: usize, state: ConsentState| Record::Customer(person(n, &format!("p{n}@example.com"), Some(state)));
    fill(
        &db,
        &[
            said(1, ConsentState::Subscribed),
            said(2, ConsentState::Subscribed),
            said(3, ConsentState::Unsubscribed),
            said(4, ConsentState::Subscribed),
        ],
    );
    let codes = dir.path().join("codes.csv");
    std::fs::write(&codes, "A-1\nA-2\n").unwrap();
    run(&db, &["coupon", "import", codes.to_str().unwrap(), "--pool", "Autumn"]).unwrap();
    // Whoever is called First 4 sees no offer, so no code of theirs is used up.
    let four = json!({ "version": 2, "root": { "type": "group", "match": "none", "children": [
        { "type": "profile", "field": "first_name", "is": { "op": "is", "value": "First 4" } } ] } });
    let email = json!({ "version": 2, "subject": "=Hi {{ person.first_name }}", "blocks": [
        { "id": "o", "only_for": { "condition": four }, "content": { "kind": "offer", "title": "10 %", "code": { "kind": "own", "pool": 1 } } } ] });
    let file = dir.path().join("email.json");
    std::fs::write(&file, email.to_string()).unwrap();
    run(&db, &["email", "save", "Autumn letter", file.to_str().unwrap()]).unwrap();
    let out = dir.path().join("out");
    std::fs::create_dir(&out).unwrap();
    let out = out.to_str().unwrap();
    let given = || run(&db, &["coupon", "show", "Autumn"]).unwrap()["pool"]["given"].as_u64().unwrap();

    // Neither a look nor a plan hands anything out.
    run(&db, &["email", "render", "Autumn letter", "--person", "p1@example.com"]).unwrap();
    run(&db, &["email", "check", "Autumn letter"]).unwrap();
    let plan = run(&db, &["email", "export-everybody", "Autumn letter", "--dry-run"]).unwrap();
    assert_eq!((&plan["people"], &plan["may_not"]), (&json!(3), &json!(1)));
    assert_eq!(plan["pools"][0]["new"], 2);
    assert_eq!((plan["pools"][0]["left"].clone(), plan["pools"][0]["missing"].clone(), given()), (json!(0), json!(0), 0));

    let done = run(&db, &["email", "export-everybody", "Autumn letter", "--letters", "-o", out]).unwrap();
    assert_eq!((&done["people"], &done["letters"], given()), (&json!(3), &json!(3), 2));
    let folder = Path::new(done["path"].as_str().unwrap()).to_owned();
    let list = rows(&folder.join("readers.csv"));
    assert_eq!(list[0], ["email", "first name", "last name", "language", "CODE", "subject", "letter"]);
    let held: BTreeSet<&str> = list[1..].iter().map(|r| r[4].as_str()).collect();
    assert_eq!(held, BTreeSet::from(["", "A-1", "A-2"]));
    assert!(!list.iter().any(|r| r[0] == "p3@example.com"));
    assert_eq!(list[1][5], "'=Hi First 1", "no spreadsheet takes it for a formula");
    let letter = std::fs::read_to_string(folder.join(&list[1][6])).unwrap();
    assert!(letter.contains(&list[1][4]) && !letter.contains(&list[2][4]));

    // Again: the same codes, and no new ones.
    let again = run(&db, &["email", "export-everybody", "Autumn letter", "-o", out]).unwrap();
    let same = rows(&Path::new(again["path"].as_str().unwrap()).join("readers.csv"));
    assert!(same[1..].iter().zip(&list[1..]).all(|(a, b)| a[4] == b[4]) && same[0].len() == 6 && given() == 2);
    assert_ne!(again["path"], done["path"], "nothing is written over");

    // Another email wants others, and there are none: nothing is written, nothing handed out.
    run(&db, &["email", "save", "Second letter", file.to_str().unwrap()]).unwrap();
    let refused = run(&db, &["email", "export-everybody", "Second letter", "-o", out]).unwrap_err();
    assert!(
        refused.starts_with("“Autumn” has 0 codes left, and 2 are more needed.") || refused.contains("Nothing was handed out"),
        "{refused}"
    );
    assert!(given() == 2 && !Path::new(out).join("Second letter").exists());
}

#[test]
fn what_somebody_paid_stands_in_their_own_currency_and_prices_in_the_letters_language() {
    let dir = tempfile::tempdir().unwrap();
    let db = dir.path().join("shop.db");
    let (one, two) = (person(1, "one@example.com", None), person(2, "two@example.com", None));
    let mut dollars = order(1, &one);
    dollars.currency = "USD".parse().unwrap();
    let mut mixed = order(3, &two);
    mixed.currency = "USD".parse().unwrap();
    fill(&db, &[Record::Order(dollars), Record::Order(order(2, &two)), Record::Order(mixed)]);
    let store = Store::open(&db, None).unwrap();
    assert_eq!(store.read(|r| r.shop()).unwrap().currency, Currency::EUR);
    let email = json!({ "version": 2, "subject": "{{ person.paid | money }} / {{ 5000 | money }} / {{ person.paid.currency }}", "language": "de", "blocks": [] });
    store.write(Area::Documents, |w| w.create_document("email", "Paid", &email.to_string(), Timestamp(1))).unwrap();
    drop(store);
    let subject = |who: &str| {
        let p = run(&db, &["email", "render", "Paid", "--person", who]).unwrap();
        p["subject"].as_str().unwrap().replace('\u{a0}', " ")
    };
    assert_eq!(subject("one@example.com"), "25,00 $ / 50,00 € / USD");
    assert_eq!(subject("two@example.com"), "25,00 € / 50,00 € / EUR", "two currencies are not added up: the shop's, as far as it is known");
    let made_up =
        run(&db, &["email", "render", "Paid", "--made-up", "first_name=Ada", "--made-up", "spent=12.50", "--language", "de"]).unwrap();
    assert_eq!(made_up["subject"].as_str().unwrap().replace('\u{a0}', " "), "12,50 € / 50,00 € / EUR");
    assert_eq!(made_up["made_up"], true);
    assert!(run(&db, &["email", "render", "Paid", "--made-up", "shoe=42"]).unwrap_err().contains("There is no fact “shoe”"));
}
