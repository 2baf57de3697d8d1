//! Bringing in files, over the core's public face and with the real terminal program: figures that python agrees with,
//! nothing counted twice, nothing lost when it is stopped or killed.

#![allow(clippy::unwrap_used)] // unwrap is how a test fails

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use regulars_core::sources::files::{self, FileReading, ImportKind, ImportMapping, Known};
use regulars_core::store::Store;
use regulars_core::sync::import::{Import, ImportSummary, import};
use regulars_core::types::{Code, FixedClock, Progress, Timestamp};
use regulars_tests::{binaries, digest, import_fixture};
use serde_json::Value;

const NOW: FixedClock = FixedClock(Timestamp(1_795_000_000));

struct Shop {
    dir: tempfile::TempDir,
    store: Store,
}

impl Shop {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(&dir.path().join("shop.db"), None).unwrap();
        Self { dir, store }
    }

    fn import(&self, file: &Path, page_rows: u64, progress: &Progress) -> regulars_core::types::Result<ImportSummary> {
        let mapping = mapping(file);
        let what = Import { page_rows, ..Import::new(file, &mapping, self.dir.path()) };
        import(&self.store, &NOW, progress, &what)
    }

    fn data(&self) -> Vec<(String, i64, u64)> {
        digest::of(&self.store, &["run", "refusal"]).unwrap()
    }

    fn all(&self) -> Vec<(String, i64, u64)> {
        digest::of(&self.store, &[]).unwrap()
    }
}

fn mapping(file: &Path) -> ImportMapping {
    let plan = files::inspect(file, &FileReading::default(), &Known::default()).unwrap();
    assert!(plan.problems.is_empty(), "{:?}", plan.problems);
    plan.mapping
}

fn write(dir: &Path, name: &str, text: &str) -> std::path::PathBuf {
    let path = dir.join(name);
    std::fs::write(&path, text).unwrap();
    path
}

#[test]
fn python_counts_the_same() {
    let Ok(python) = Command::new("python3").arg("--version").output() else {
        eprintln!("skipped: python3 is not installed");
        return;
    };
    assert!(python.status.success());
    let shop = Shop::new();
    let text = import_fixture::order_lines(6_000, 7);
    let plain = write(shop.dir.path(), "year.csv", &text);
    let packed = shop.dir.path().join("year.csv.gz");
    let mut gz = flate2::write::GzEncoder::new(std::fs::File::create(&packed).unwrap(), flate2::Compression::fast());
    std::io::Write::write_all(&mut gz, text.as_bytes()).unwrap();
    gz.finish().unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("figures.py");
    let theirs = Command::new("python3").arg(&script).arg(&plain).output().unwrap();
    assert!(theirs.status.success(), "{}", String::from_utf8_lossy(&theirs.stderr));
    let theirs: Value = serde_json::from_slice(&theirs.stdout).unwrap();
    for (file, shop) in [(&plain, &shop), (&packed, &Shop::new())] {
        let s = shop.import(file, 500, &Progress::silent()).unwrap();
        let ours = serde_json::json!({
            "read": s.read, "stored": s.stored, "refused": s.refused, "orders": s.orders, "refunds": s.refunds,
            "anonymous_orders": s.anonymous_orders, "people": s.people, "revenue": s.revenue[0].minor, "refunded": s.refunded[0].minor,
        });
        assert_eq!(ours, theirs);
        assert!(s.refused > 20 && s.orders > 300 && s.refunds > 30, "the fixture has lost its quirks: {s:?}");
        assert_eq!(s.reasons.iter().map(|r| r.rows).sum::<i64>(), s.refused as i64);
        // What the store says by itself is the same.
        let counted = shop
            .store
            .read(|r| {
                Ok((
                    r.number("SELECT count(*) FROM orders", &[])? as u64,
                    r.number("SELECT count(*) FROM orders WHERE person_id IS NULL", &[])? as u64,
                    r.number("SELECT sum(total_shop) FROM orders", &[])?,
                    r.number("SELECT sum(amount_shop) FROM refund", &[])?,
                    r.person_count()? as u64,
                    r.number("SELECT sum(spent) FROM person_stats", &[])?
                        + r.number("SELECT sum(total_shop) FROM orders WHERE person_id IS NULL", &[])?,
                ))
            })
            .unwrap();
        let revenue = s.revenue[0].minor;
        assert_eq!(counted, (s.orders, s.anonymous_orders, revenue, s.refunded[0].minor, s.people, revenue));
        // The refused rows can be opened: as many as said, each with its line, its reason and its cells.
        let mut rows = csv::ReaderBuilder::new().flexible(true).from_path(s.refused_file.as_ref().unwrap()).unwrap();
        let rows: Vec<csv::StringRecord> = rows.records().map(|r| r.unwrap()).collect();
        assert_eq!(rows.len() as u64, s.refused);
        assert!(rows.iter().all(|r| r[0].parse::<u64>().unwrap() > 1 && !r[1].is_empty() && r.len() >= 10));
    }
}

#[test]
fn the_same_file_again_changes_nothing() {
    let shop = Shop::new();
    let file = write(shop.dir.path(), "year.csv", &import_fixture::order_lines(3_000, 11));
    let first = shop.import(&file, 400, &Progress::silent()).unwrap();
    let before = shop.data();
    assert!(before.iter().any(|(t, n, _)| t == "order_line" && *n > 2_000), "{before:?}");
    let second = shop.import(&file, 400, &Progress::silent()).unwrap();
    assert_eq!(shop.data(), before);
    assert_eq!((second.orders, second.people, second.refused, second.resumed), (first.orders, first.people, first.refused, false));
    // Nor does reading it in other portions, or under another name.
    let renamed = shop.dir.path().join("other.csv");
    std::fs::rename(&file, &renamed).unwrap();
    shop.import(&renamed, 1_000_000, &Progress::silent()).unwrap();
    assert_eq!(shop.data(), before);
}

#[test]
fn stopped_anywhere_it_goes_on_where_it_was() {
    let undisturbed = Shop::new();
    let file = write(undisturbed.dir.path(), "year.csv", &import_fixture::order_lines(3_000, 13));
    let whole = undisturbed.import(&file, 300, &Progress::silent()).unwrap();
    for stop_after in [1, 2, 5, 9] {
        let shop = Shop::new();
        let pages = std::sync::Arc::new(AtomicU64::new(0));
        let seen = pages.clone();
        let progress = Progress::new(move |_| {
            seen.fetch_add(1, Ordering::Relaxed);
        });
        let stop = progress.clone();
        let watcher = std::thread::spawn(move || {
            while pages.load(Ordering::Relaxed) < stop_after {
                std::thread::yield_now();
            }
            stop.cancel();
        });
        let stopped = shop.import(&file, 300, &progress);
        watcher.join().unwrap();
        // It may have been through already; then there is nothing to go on with.
        let Err(e) = stopped else { continue };
        assert_eq!(e.code, Code::Cancelled);
        let run = shop.store.read(|r| r.runs(1)).unwrap().remove(0);
        assert_eq!(run.state, "cancelled");
        assert!(run.stored < whole.stored as i64);
        let rest = shop.import(&file, 300, &Progress::silent()).unwrap();
        assert_eq!(rest.resumed, run.stored + run.refused > 0);
        assert_eq!(shop.all(), undisturbed.all());
        let figures =
            |s: &ImportSummary| (s.read, s.stored, s.refused, s.orders, s.refunds, s.people, s.revenue.clone(), s.reasons.clone());
        assert_eq!(figures(&rest), figures(&whole));
    }
}

/// The digest covers all tables, ids included: everything is numbered in the file's order, whatever happened on the way.
#[test]
fn killed_anywhere_nothing_is_lost_or_doubled() {
    let undisturbed = tempfile::tempdir().unwrap();
    let file = write(undisturbed.path(), "year.csv", &import_fixture::order_lines(12_000, 17));
    let start = |dir: &Path| {
        let mut import = Command::new(binaries::cli());
        import.arg("--db").arg(dir.join("shop.db")).args(["--json", "import", "--page-rows", "250"]).arg(&file);
        import.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let began = Instant::now();
    assert!(start(undisturbed.path()).wait().unwrap().success());
    let takes = began.elapsed();
    let wanted = {
        let store = Store::open(&undisturbed.path().join("shop.db"), None).unwrap();
        digest::of(&store, &[]).unwrap()
    };
    let mut killed = 0;
    for point in 0..10u32 {
        let dir = tempfile::tempdir().unwrap();
        let mut child = start(dir.path());
        if point < 4 {
            // Spread over the time it takes, whatever it is doing then.
            std::thread::sleep(takes * (point * 2 + 1) / 9);
        } else {
            // Right after so many rows are committed: in the middle of the next page.
            let rows = i64::from(point - 3) * 1_500;
            wait_for_rows(dir.path(), rows, takes * 20);
        }
        killed += u32::from(child.try_wait().unwrap().is_none());
        child.kill().unwrap();
        child.wait().unwrap();
        // Once more in the middle of going on.
        if point % 3 == 0 {
            let mut again = start(dir.path());
            std::thread::sleep(takes / 3);
            again.kill().unwrap();
            again.wait().unwrap();
        }
        let out = start(dir.path()).wait_with_output().unwrap();
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        let store = Store::open(&dir.path().join("shop.db"), None).unwrap();
        let found: Vec<_> = digest::of(&store, &[]).unwrap();
        // A kill between the end and the exit makes the next start a second, complete import: one more run, and no more.
        let runs = found.iter().find(|(t, _, _)| t == "run").map_or(0, |(_, n, _)| *n);
        let without_runs = |d: &[(String, i64, u64)]| {
            d.iter().filter(|(t, _, _)| runs == 1 || (t != "run" && t != "refusal")).cloned().collect::<Vec<_>>()
        };
        assert_eq!(without_runs(&found), without_runs(&wanted), "killed at point {point}");
    }
    assert!(killed >= 6, "only {killed} of 10 kills came while it ran");
}

fn wait_for_rows(dir: &Path, rows: i64, at_most: Duration) {
    let path = dir.join("shop.db");
    let began = Instant::now();
    let mut store = None;
    while began.elapsed() < at_most {
        if store.is_none() && path.exists() {
            store = Store::open(&path, None).ok();
        }
        let run = store.as_ref().and_then(|s| s.read(|r| r.runs(1)).ok()).and_then(|mut r| r.pop());
        if run.is_some_and(|r| r.state != "running" || r.stored >= rows) {
            return;
        }
        std::thread::sleep(Duration::from_millis(1));
    }
}

#[test]
fn consent_is_taken_from_a_column_that_says_so_and_from_nothing_else() {
    let shop = Shop::new();
    let text = "Email,First Name,Newsletter,Date Added,Tags\n\
                ann@example.com,Ann,yes,2026-01-05,\"vip, horeca\"\n\
                bob@example.com,Bob,no,2026-01-06,\n\
                cid@example.com,Cid,,2026-01-07,\n\
                dot@example.com,Dot,perhaps,2026-01-08,\n\
                not an address,Eve,yes,2026-01-09,\n";
    let file = write(shop.dir.path(), "people.csv", text);
    assert_eq!(mapping(&file).kind, ImportKind::People);
    let s = shop.import(&file, 1_000, &Progress::silent()).unwrap();
    assert_eq!((s.read, s.stored, s.refused, s.people), (5, 3, 2, 3));
    shop.import(&file, 1_000, &Progress::silent()).unwrap();
    let consents = shop
        .store
        .read(|r| {
            r.rows("SELECT p.email, c.state, c.at FROM person p JOIN consent c ON c.person_id = p.id ORDER BY p.id", &[], |row| {
                Ok((row.get::<String>(0)?, row.get::<String>(1)?, row.get::<i64>(2)?))
            })
        })
        .unwrap();
    let day = |d: i64| 1_767_571_200 + (d - 5) * 86_400;
    assert_eq!(
        consents,
        [("ann@example.com".into(), "subscribed".into(), day(5)), ("bob@example.com".into(), "unsubscribed".into(), day(6))]
    );
}

#[test]
fn shopify_orders_with_lines_that_only_name_their_order() {
    let shop = Shop::new();
    let text = "Name,Email,Financial Status,Paid at,Currency,Subtotal,Shipping,Taxes,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Refunded Amount\n\
                #1001,ann@example.com,paid,2024-05-01 10:00:00 +0000,USD,29.98,5.00,0.00,34.98,2024-05-01 09:58:12 +0000,2,Tee,9.99,TEE,0.00\n\
                #1001,,,,,,,,,,1,Mug,10.00,MUG,\n\
                #1002,bob@example.com,refunded,2024-05-02 10:00:00 +0000,USD,10.00,0.00,0.00,10.00,2024-05-02 09:58:12 +0000,1,Mug,10.00,MUG,4.00\n\
                #1003,bob@example.com,voided,,USD,10.00,0.00,0.00,10.00,2024-05-03 09:58:12 +0000,1,Mug,10.00,MUG,\n";
    let file = write(shop.dir.path(), "shopify.csv", text);
    let s = shop.import(&file, 1_000, &Progress::silent()).unwrap();
    assert_eq!((s.orders, s.other_orders, s.refunds, s.people, s.refused), (2, 1, 1, 2, 0));
    assert_eq!((s.revenue[0].minor, s.refunded[0].minor, s.revenue[0].currency.as_str()), (4498, 400, "USD"));
    let lines = shop.store.read(|r| r.number("SELECT count(*) FROM order_line", &[])).unwrap();
    assert_eq!(lines, 4);
    // The file's currency became the shop's, which had none.
    assert_eq!(shop.store.read(|r| r.shop()).unwrap().currency.as_str(), "USD");
}

#[test]
fn whatever_the_file_it_makes_sense_or_a_sentence() {
    let shop = Shop::new();
    let dir = shop.dir.path();
    for (name, text) in [
        ("empty.csv", ""),
        ("blank.csv", "\n\n\n"),
        ("nul.csv", "a,b,c\n\0,2,3\n"),
        ("no_header.csv", "1,2,3\n"),
        ("header_only.csv", "Invoice,Date,Total\n"),
        ("open_quote.csv", "Invoice,InvoiceDate,Total\n1,2026-01-01,\"5\n2,2026-01-01,5\n"),
        ("products.csv", "Handle,Title,Variant SKU,Variant Price\nmug,Mug,M,5\n"),
        ("mac.csv", "Email,First Name\rann@example.com,Ann\rbob@example.com,Bob\r"),
        ("list.json", "[\n {\n  \"email\": \"ann@example.com\"\n }\n]\n"),
        ("page.csv", "<!DOCTYPE html><html><body>Please log in</body></html>"),
        ("notes.txt", "Dear Ann,\n\nthis is a letter, and no table at all.\n"),
    ] {
        look_and_import(&shop, &write(dir, name, text));
    }
    std::fs::write(dir.join("noise.csv"), (0..5_000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect::<Vec<_>>()).unwrap();
    look_and_import(&shop, &dir.join("noise.csv"));
    std::fs::write(dir.join("half.csv.gz"), [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 75, 76]).unwrap();
    look_and_import(&shop, &dir.join("half.csv.gz"));
    std::fs::write(dir.join("book.xlsx"), b"PK\x03\x04....").unwrap();
    let e = files::inspect(&dir.join("book.xlsx"), &FileReading::default(), &Known::default()).unwrap_err();
    assert!(e.message.contains("zip archive, or a spreadsheet that breaks off"), "{}", e.message);
    assert_eq!(files::inspect(&dir.join("missing.csv"), &FileReading::default(), &Known::default()).unwrap_err().code, Code::File);
    assert!(files::inspect(dir, &FileReading::default(), &Known::default()).unwrap_err().message.contains("folder"));
    let mac = files::inspect(&dir.join("mac.csv"), &FileReading::default(), &Known::default()).unwrap();
    assert_eq!(mac.file.rows, Some(2));
}

#[test]
fn the_exports_kept_outside_the_project_make_sense_too() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/messy-csv");
    if !dir.exists() {
        eprintln!("skipped: {} is not there", dir.display());
        return;
    }
    let shop = Shop::new();
    let mut seen = 0;
    for folder in [dir.clone(), dir.join("csv-spectrum/csvs")] {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                look_and_import(&shop, &path);
                seen += 1;
            }
        }
    }
    assert!(seen > 25, "{seen}");
}

/// No panic, and either rows that add up or a sentence.
fn look_and_import(shop: &Shop, path: &Path) {
    let said = match files::inspect(path, &FileReading::default(), &Known::default()) {
        Err(e) => e.message,
        Ok(plan) if !plan.problems.is_empty() => {
            // What cannot be imported is refused at the door too.
            let what = Import::new(path, &plan.mapping, shop.dir.path());
            if plan.mapping.check().is_err() {
                assert!(import(&shop.store, &NOW, &Progress::silent(), &what).is_err());
            }
            plan.problems.join(" ")
        }
        Ok(plan) => {
            let what = Import::new(path, &plan.mapping, shop.dir.path());
            let s = import(&shop.store, &NOW, &Progress::silent(), &what).unwrap();
            assert_eq!(s.read, s.stored + s.refused, "{}", path.display());
            format!("{} rows, {} refused, {} orders, {} people.", s.read, s.refused, s.orders, s.people)
        }
    };
    eprintln!("{}: {said}", path.file_name().unwrap().to_string_lossy());
    assert!(said.ends_with(['.', '?']) && said.len() > 10, "{}: {said}", path.display());
}
