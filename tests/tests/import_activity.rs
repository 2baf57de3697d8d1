//! Events as JSON Lines, reviews as a table and lists of addresses, with the real terminal program: each line finds its
//! place or is refused by its number, read again nothing changes, and whoever was erased stays so.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use regulars_core::store::Store;
use regulars_tests::binaries::cli;
use regulars_tests::digest;
use serde_json::Value;

struct Shop(tempfile::TempDir);

impl Shop {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    fn run(&self, args: &[&str]) -> Output {
        Command::new(cli()).arg("--db").arg(self.0.path().join("shop.db")).args(args).output().unwrap()
    }

    fn json(&self, args: &[&str]) -> Value {
        let out = self.run(&[args, &["--json"]].concat());
        assert!(out.status.success(), "{args:?}: {}", String::from_utf8_lossy(&out.stderr));
        serde_json::from_slice(&out.stdout).unwrap()
    }

    fn import(&self, file: &Path) -> Value {
        self.json(&["import", file.to_str().unwrap()])[0].take()
    }

    fn store(&self) -> Store {
        Store::open(&self.0.path().join("shop.db"), None).unwrap()
    }

    fn number(&self, sql: &str) -> i64 {
        self.store().read(|r| r.number(sql, &[])).unwrap()
    }

    fn data(&self) -> Vec<(String, i64, u64)> {
        digest::of(&self.store(), &["run", "refusal", "audit", "suppression", "revision", "sqlite_sequence"]).unwrap()
    }
}

const EVENTS: &str = r#"{"type":"identify","userId":"u1","anonymousId":"anon-1","timestamp":"2026-03-01T10:00:00Z","traits":{"email":"ada@example.com","firstName":"Ada","plan":"gold"}}
{"type":"track","event":"Product Viewed","messageId":"m1","userId":"u1","timestamp":"2026-03-01T10:01:00Z","properties":{"product_id":"mug-1","name":"A mug","price":18.5,"currency":"EUR"}}
{"type":"track","event":"Products Searched","anonymousId":"anon-1","timestamp":"2026-03-01T10:02:00Z","properties":{"query":"red mug"}}
{"type":"track","event":"Store Visited","messageId":"m2","userId":"bo@example.com","timestamp":"2026-03-02T09:00:00Z","properties":{"city":"Kiel","by":{"bus":true}}}
{"type":"page","name":"Home","messageId":"m3","userId":"u1","timestamp":"2026-03-02T09:00:00Z","properties":{"path":"/"}}

{"type":"track","event":"Broken
{"type":"track","event":"Nobody","anonymousId":"anon-9","timestamp":"2026-03-02T09:00:00Z"}
{"type":"track","event":"Order Completed","messageId":"m4","userId":"u1","timestamp":"2026-03-03T09:00:00Z","properties":{"revenue":25}}
"#;

#[test]
fn events_find_their_place_and_broken_lines_are_refused_by_number() {
    let shop = Shop::new();
    let file = shop.file("events.jsonl", EVENTS);
    let dry = shop.json(&["import", file.to_str().unwrap(), "--dry-run"]);
    assert_eq!(dry[0]["mapping"]["kind"], "events");
    assert!(dry[0]["notes"].to_string().contains("counted twice"), "{}", dry[0]["notes"]);
    assert_eq!(shop.number("SELECT count(*) FROM person"), 0, "a look stores nothing");

    let s = shop.import(&file);
    let n = |key: &str| s[key].as_u64().unwrap();
    assert_eq!((n("read"), n("stored"), n("refused"), n("people")), (8, 6, 2, 2));
    assert_eq!((n("views"), n("searches"), n("events"), n("orders")), (1, 1, 3, 0));
    let refused = std::fs::read_to_string(s["refused_file"].as_str().unwrap()).unwrap();
    let lines: Vec<&str> = refused.lines().collect();
    assert!(lines[1].starts_with("7,The line is no JSON,"), "{refused}");
    assert!(lines[2].starts_with("8,\"Nobody is named"), "{refused}");

    assert_eq!(shop.number("SELECT count(*) FROM search s JOIN person p ON p.id = s.person_id WHERE p.email = 'ada@example.com'"), 1);
    assert_eq!(shop.number("SELECT count(*) FROM person_field WHERE name = 'plan' AND value = 'gold'"), 1);
    assert_eq!(shop.number("SELECT count(*) FROM product WHERE title = 'A mug' AND price = 1850"), 1);
    assert_eq!(shop.number("SELECT count(*) FROM event WHERE properties = '{\"by.bus\":\"true\",\"city\":\"Kiel\"}'"), 1);

    let before = shop.data();
    shop.import(&file);
    assert_eq!(shop.data(), before, "read again, nothing changes");

    // The same lines backwards, in a shop of their own, come to the same.
    let other = Shop::new();
    let backwards: Vec<&str> = EVENTS.lines().rev().collect();
    other.import(&other.file("events.jsonl", &backwards.join("\n")));
    for sql in [
        "SELECT count(*) FROM product_view v JOIN person p ON p.id = v.person_id WHERE p.email = 'ada@example.com' AND p.first_name = 'Ada'",
        "SELECT sum(at) FROM event",
        "SELECT count(*) FROM person",
        "SELECT sum(created_at) FROM person",
    ] {
        assert_eq!(other.number(sql), shop.number(sql), "{sql}");
    }

    assert!(shop.run(&["people", "erase", "ada@example.com", "--yes"]).status.success());
    shop.import(&file);
    assert_eq!(shop.number("SELECT count(*) FROM person"), 1, "who was erased does not come back");
    assert_eq!(shop.number("SELECT (SELECT count(*) FROM product_view) + (SELECT count(*) FROM search)"), 0);
}

#[test]
fn a_table_of_reviews_is_recognised_and_read() {
    let shop = Shop::new();
    let text = "title,body,rating,review_date,reviewer_name,reviewer_email,product_id,product_title\n\
                Lovely,\"Warm, and it lasts\",5,2026-05-01 10:00,Ada Lund,ada@example.com,mug-1,A mug\n\
                ,,4.0,2026-05-02,Bo,bo@example.com,mug-1,A mug\n\
                No,Nothing,9,2026-05-02,Cy,cy@example.com,mug-1,A mug\n\
                Empty,,,2026-05-02,Di,di@example.com,mug-1,A mug\n\
                Who,Good,5,2026-05-02,Somebody,,mug-1,A mug\n";
    let file = shop.file("reviews.csv", text);
    let s = shop.import(&file);
    assert_eq!((s["reviews"].as_u64(), s["refused"].as_u64(), s["people"].as_u64()), (Some(2), Some(3), Some(2)));
    let refused = std::fs::read_to_string(s["refused_file"].as_str().unwrap()).unwrap();
    for line in ["4,The rating is not 1 to 5", "5,The row has neither stars nor words", "6,The row says neither"] {
        assert!(refused.contains(line), "{line} is not in {refused}");
    }
    let ada = "SELECT count(*) FROM review r JOIN person p ON p.id = r.person_id JOIN product t ON t.id = r.product_id
               WHERE p.last_name = 'Lund' AND r.rating = 5 AND r.title = 'Lovely' AND r.body = 'Warm, and it lasts' AND t.title = 'A mug'";
    assert_eq!(shop.number(ada), 1);
    let before = shop.data();
    shop.import(&file);
    assert_eq!(shop.data(), before);
}

#[test]
fn a_list_of_addresses_names_whom_it_does_not_know() {
    let shop = Shop::new();
    shop.import(&shop.file("people.csv", "Email,First name\nada@example.com,Ada\nbo@example.com,Bo\n"));
    let file = shop.file("fair.txt", "Ada@example.com\nzoe@example.com\n\nnot an address\nada@example.com\n");
    let report = shop.json(&["people", "list-import", file.to_str().unwrap()]);
    let l = &report["list"];
    assert_eq!((l["name"].as_str(), l["lines"].as_i64(), l["people"].as_i64()), (Some("fair"), Some(4), Some(1)));
    assert_eq!((l["unknown"].as_i64(), l["refused"].as_i64()), (Some(1), Some(2)));
    let left: Vec<String> =
        report["left_off"].as_array().unwrap().iter().map(|x| format!("{} {} {}", x["line"], x["text"], x["reason"])).collect();
    assert_eq!(
        left,
        [
            r#"2 "zoe@example.com" "Nobody in the shop has this address""#,
            r#"4 "not an address" "This is no email address""#,
            r#"5 "ada@example.com" "The address stands in the file before""#
        ]
    );
    // Whoever turns up with the address joins; erased, they are gone from the list and its report.
    shop.import(&shop.file("more.csv", "Email,First name\nzoe@example.com,Zoe\n"));
    assert_eq!(shop.json(&["people", "lists"])[0]["people"], 2);
    assert!(shop.run(&["people", "erase", "zoe@example.com", "--yes"]).status.success());
    let again = shop.json(&["people", "list-import", file.to_str().unwrap()]);
    assert_eq!((again["list"]["id"].as_i64(), again["list"]["people"].as_i64()), (l["id"].as_i64(), Some(1)), "made anew, same number");
    assert!(!again.to_string().contains("zoe"), "{again}");
    assert!(again.to_string().contains("asked to be forgotten"));
    assert!(shop.run(&["people", "list-remove", "fair"]).status.success());
    assert_eq!(shop.run(&["people", "list-show", "fair"]).status.code(), Some(1));
}

#[test]
fn a_division_can_be_noted_down_and_the_first_one_counts() {
    let shop = Shop::new();
    let rows: String = (0..40).map(|i| format!("p{i}@example.com,yes\n")).collect();
    shop.import(&shop.file("people.csv", &format!("Email,Newsletter\n{rows}")));
    let everybody = shop.file("all.json", r#"{"version":1,"root":{"type":"group","match":"all","children":[]}}"#);
    let args = |extra: &[&'static str]| -> Vec<String> {
        let base = ["experiment", "assign", "Subject lines", everybody.to_str().unwrap(), "--variants", "plain,name"];
        base.into_iter().chain(extra.iter().copied()).map(str::to_owned).collect()
    };
    let run = |extra: &[&'static str]| {
        let args = args(extra);
        shop.run(&args.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let text = |out: &Output| String::from_utf8_lossy(&out.stderr).into_owned();
    let quiet = run(&[]);
    assert!(quiet.status.success(), "{}", text(&quiet));
    assert_eq!(shop.number("SELECT count(*) FROM exposure"), 0, "not unless it is wished");
    let noted = run(&["--record"]);
    assert!(text(&noted).contains("40 people were noted down"), "{}", text(&noted));
    assert_eq!(noted.stdout, quiet.stdout);
    assert_eq!(shop.number("SELECT count(*) FROM exposure WHERE arm IN ('plain', 'name')"), 40);
    assert_eq!(shop.number("SELECT count(*) FROM document WHERE kind = 'experiment' AND name = 'Subject lines'"), 1);
    assert!(text(&run(&["--record"])).contains("0 people were noted down"));
}
