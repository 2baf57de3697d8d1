//! Order among saved segments through the terminal: folders, the archive, versions, and a segment's way from one shop
//! to another as a file.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};

const NAME: &str = "🕯 “Fans” of 'Wick' שלום";

fn cli(db: &Path, words: &[&str]) -> Output {
    Command::new(regulars_tests::binaries::cli()).arg("--db").arg(db).args(words).output().unwrap()
}

fn answer(db: &Path, words: &[&str]) -> Value {
    let out = cli(db, &[&["--json", "segment"], words].concat());
    assert!(out.status.success(), "{words:?}: {}", String::from_utf8_lossy(&out.stderr));
    serde_json::from_slice(&out.stdout).unwrap()
}

fn refusal(db: &Path, words: &[&str]) -> String {
    let out = cli(db, &[&["segment"], words].concat());
    assert_eq!(out.status.code(), Some(1), "{words:?}");
    String::from_utf8_lossy(&out.stderr).trim().to_owned()
}

fn names(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|s| s["name"].as_str().unwrap()).collect()
}

fn demo(dir: &Path) -> std::path::PathBuf {
    let db = dir.join("shop.db");
    let made = cli(&db, &["demo"]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    db
}

#[test]
fn folders_the_archive_and_versions() {
    let dir = tempfile::tempdir().unwrap();
    let db = demo(dir.path());
    let file = dir.path().join("d.json");
    let write = |stage: &str| {
        std::fs::write(&file, json!({"version":1,"root":{"type":"lifecycle","stages":[stage]}}).to_string()).unwrap();
        file.to_str().unwrap().to_owned()
    };
    let id = answer(&db, &["save", NAME, &write("new")])["id"].to_string();
    answer(&db, &["save", NAME, &write("lapsed"), "--replace"]);

    // An archived one is out of the list and goes on working where it is used.
    std::fs::write(&file, json!({"version":1,"root":{"type":"segment","id":id.parse::<i64>().unwrap()}}).to_string()).unwrap();
    answer(&db, &["save", "Uses it", file.to_str().unwrap()]);
    answer(&db, &["move", NAME, "Uses it", "--folder", "Spring"]);
    assert_eq!(names(&answer(&db, &["list", "--folder", "spring"])).len(), 2);
    answer(&db, &["archive", &id]);
    assert_eq!(names(&answer(&db, &["list", "--folder", "Spring"])), ["Uses it"]);
    assert_eq!(names(&answer(&db, &["list", "--archived", "--search", "FANS wick"])), [NAME]);
    assert_eq!(answer(&db, &["count", "Uses it"])["total"], answer(&db, &["count", &id])["total"]);
    answer(&db, &["archive", NAME, "--back"]);

    assert_eq!(answer(&db, &["folders", "--rename", "Spring", "--to", "May"])[0]["name"], "May");
    assert_eq!(answer(&db, &["folders", "--delete", "May"]), json!([]));
    assert!(names(&answer(&db, &["list"])).contains(&NAME), "what was in the folder stays");
    assert!(refusal(&db, &["list", "--folder", "May"]).contains("no folder “May”"));

    let versions = answer(&db, &["versions", NAME]);
    assert_eq!(versions[0]["added"].as_array().unwrap().len(), 1);
    let first = answer(&db, &["versions", &id])[1]["sentence"].clone();
    answer(&db, &["restore", NAME, "--version", "1"]);
    assert_eq!(answer(&db, &["describe", &id]), first);
    assert_eq!(answer(&db, &["versions", &id]).as_array().unwrap().len(), 3, "the way back is a version too");
    assert!(refusal(&db, &["restore", &id, "--version", "9"]).contains("no version 9"));
}

#[test]
fn a_segment_travels_as_a_file() {
    let dir = tempfile::tempdir().unwrap();
    let db = demo(dir.path());
    let file = dir.path().join("shared.json");
    let path = file.to_str().unwrap();
    let bought = json!({"type":"orders","measure":{"of":"count","compare":{"op":"at_least","value":1}},"filter":{"products":[2]}});
    std::fs::write(&file, json!({"version":1,"root":bought}).to_string()).unwrap();
    let number = answer(&db, &["save", NAME, path])["id"].to_string();
    let shared = cli(&db, &["segment", "show", &number]);
    assert!(shared.status.success());
    std::fs::write(&file, &shared.stdout).unwrap();
    assert_eq!(answer(&db, &["count", path])["total"], answer(&db, &["count", &number])["total"]);

    // A shop without the product says which one is missing, and saves nothing.
    let empty = dir.path().join("empty/shop.db");
    let said = refusal(&empty, &["save", "x", path]);
    assert!(
        said.starts_with("“shared.json” cannot be used. The whole segment: the product “") && said.ends_with("is not in this shop."),
        "{said}"
    );
    assert_eq!(answer(&empty, &["list"]), json!([]));
}
