//! The bench's twelve questions on a small made shop: our answers against its hand-written SQL, asked of SQLite here.
//!
//! Also a second opinion on the engine by somebody who never saw it; edges of days are worked out with chrono alone.

#![expect(clippy::unwrap_used, reason = "a test may stop where it cannot go on")]

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use chrono::{Days, NaiveDate, TimeZone};
use regulars_core::store::{Area, Store};
use regulars_tests::binaries::cli;
use serde_json::Value;
use sha2::{Digest, Sha256};

const PEOPLE: &str = "3000";

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 20).unwrap()
}

fn number(day: NaiveDate) -> i64 {
    (day - NaiveDate::default()).num_days()
}

fn day_of(at: i64) -> i64 {
    number(chrono_tz::Europe::Berlin.timestamp_opt(at, 0).unwrap().date_naive())
}

/// `{day:-89}` is the first moment of that day, `{date:-89}` its number, `{md:-89}` its month and day.
fn filled(sql: &str) -> String {
    let mut out = String::new();
    let mut rest = sql;
    while let Some((before, after)) = rest.split_once('{') {
        let (place, next) = after.split_once('}').unwrap();
        let (what, days) = place.split_once(':').unwrap();
        let days: i64 = days.parse().unwrap();
        let step = Days::new(days.unsigned_abs());
        let day = if days < 0 { today() - step } else { today() + step };
        out.push_str(before);
        out.push_str(&match what {
            "day" => day.and_hms_opt(0, 0, 0).unwrap().and_local_timezone(chrono_tz::Europe::Berlin).unwrap().timestamp().to_string(),
            "date" => number(day).to_string(),
            _ => day.format("%m-%d").to_string(),
        });
        rest = next;
    }
    out + rest
}

/// The columns that the SQL has beyond ours: the day in the shop's zone.
fn add_days(store: &Store) {
    for (table, at, day) in [("orders", "placed_at", "placed_day"), ("product_view", "at", "at_day")] {
        store
            .write(Area::Data, |w| {
                w.execute(&format!("ALTER TABLE {table} ADD COLUMN {day} INTEGER"), &[])?;
                let rows = w.rows(&format!("SELECT id, {at} FROM {table}"), &[], |r| Ok((r.get::<i64>(0)?, r.get::<i64>(1)?)))?;
                for (id, at) in rows {
                    w.execute(&format!("UPDATE {table} SET {day} = ?2 WHERE id = ?1"), &[id.into(), day_of(at).into()])?;
                }
                Ok(())
            })
            .unwrap();
    }
}

#[test]
fn the_benchs_questions_have_the_answers_of_hand_written_sql() {
    let dir = tempfile::tempdir().unwrap();
    let done = Command::new(cli())
        .args(["--json", "bench", "segments", "--only-ours", "--people", PEOPLE, "--dir"])
        .arg(dir.path())
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let said: Value = serde_json::from_slice(&done.stdout).unwrap();
    let ours: BTreeMap<&str, &Value> = said["answers"].as_array().unwrap().iter().map(|a| (a["name"].as_str().unwrap(), a)).collect();
    assert_eq!(ours.len(), 12);

    let file =
        std::fs::read_dir(dir.path()).unwrap().map(|e| e.unwrap().path()).find(|p| p.extension().is_some_and(|e| e == "db")).unwrap();
    let store = Store::open(&file, None).unwrap();
    add_days(&store);
    let questions = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src-tauri/cli/src/bench/segments");
    let mut with_people = 0;
    for (name, answer) in ours {
        let sql = std::fs::read_to_string(questions.join(format!("{name}.sql"))).unwrap();
        let mut ids = store.read(|r| r.rows(&filled(&sql), &[], |row| row.get::<u32>(0))).unwrap();
        ids.sort_unstable();
        let digest: String =
            Sha256::digest(ids.iter().flat_map(|id| id.to_le_bytes()).collect::<Vec<_>>()).iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!((answer["people"].as_u64().unwrap(), answer["digest"].as_str().unwrap()), (ids.len() as u64, digest.as_str()), "{name}");
        with_people += usize::from(!ids.is_empty());
    }
    assert!(with_people >= 11, "only {with_people} questions have anybody in them: they would agree whatever the engine did");
}
