//! WooCommerce through the real terminal program: killed at every point, watched for its secret, and with a keychain.

#![expect(clippy::unwrap_used, reason = "a test may stop where it cannot go on")]

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use regulars_core::store::Store;
use regulars_core::types::{Clock, SystemClock};
use regulars_tests::woocommerce::{KEY, SECRET, Server, Shop};
use regulars_tests::{binaries, contents};

fn shop(seed: u64, customers: u64, orders: u64) -> Shop {
    let mut shop = Shop::seeded(seed, customers, orders, SystemClock.now().0);
    // From here on it keeps this machine's time, as signatures want.
    shop.set_clock(None);
    shop
}

fn cli(db: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(binaries::cli());
    command.arg("--db").arg(db).args(args).env("REGULARS_SECRET_WOOCOMMERCE", SECRET).env("REGULARS_SECRET_WOOCOMMERCE_1", SECRET);
    command.env_remove("DBUS_SESSION_BUS_ADDRESS").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn run(mut command: Command) -> Output {
    let out = command.output().unwrap();
    assert!(!String::from_utf8_lossy(&out.stdout).contains(SECRET), "the secret was printed");
    assert!(!String::from_utf8_lossy(&out.stderr).contains(SECRET), "the secret was printed");
    out
}

fn well(command: Command) -> String {
    let out = run(command);
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).unwrap()
}

fn connect(db: &Path, address: &str) {
    well(cli(db, &["source", "add", "woocommerce", "--address", address, "--key", KEY, "--no-keychain"]));
}

fn holds(db: &Path) -> Vec<String> {
    contents::of(&Store::open(db, None).unwrap()).unwrap()
}

#[test]
fn a_sync_that_is_killed_anywhere_goes_on_and_ends_the_same() {
    let server = Server::start(shop(21, 50, 220), Duration::from_millis(4));
    let dir = tempfile::tempdir().unwrap();
    let whole = dir.path().join("whole.db");
    connect(&whole, &server.address);
    let before = server.with(|s| s.served);
    well(cli(&whole, &["sync", "--json"]));
    let requests = server.with(|s| s.served) - before;
    let wanted = holds(&whole);
    assert!(requests >= 12 && wanted.len() > 700, "{requests} requests, {} lines", wanted.len());
    for kill_after in 1..=requests {
        let db = dir.path().join(format!("killed-{kill_after}.db"));
        connect(&db, &server.address);
        let start = server.with(|s| s.served);
        let mut child = cli(&db, &["sync"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        while server.with(|s| s.served) < start + kill_after && child.try_wait().unwrap().is_none() {
            std::thread::sleep(Duration::from_micros(300));
        }
        // At another moment of the page each time: before, while and after it is stored.
        std::thread::sleep(Duration::from_millis(kill_after * 7 % 23));
        let _ = child.kill();
        child.wait().unwrap();
        well(cli(&db, &["sync"]));
        let held = holds(&db);
        assert!(held == wanted, "killed after {kill_after}: {:#?}", contents::difference(&held, &wanted));
    }
}

#[test]
fn no_secret_is_in_the_file_the_output_or_the_most_talkative_log() {
    let server = Server::start(shop(5, 10, 60), Duration::ZERO);
    let dir = tempfile::tempdir().unwrap();
    let db = dir.path().join("shop.db");
    let trace = |args: &[&str]| {
        let mut c = cli(&db, args);
        c.env("REGULARS_LOG", "trace");
        c
    };
    well(trace(&["source", "add", "woocommerce", "--address", &server.address, "--key", KEY, "--no-keychain"]));
    let out = run(trace(&["sync"]));
    assert!(out.status.success() && String::from_utf8_lossy(&out.stderr).contains("TRACE"), "the log was talkative");
    well(trace(&["source", "list"]));
    server.with(|s| s.key_revoked = true);
    let out = run(trace(&["sync"]));
    assert_eq!(out.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&out.stderr).contains("does not know this key"));
    for entry in std::fs::read_dir(dir.path()).unwrap() {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        assert!(!bytes.windows(SECRET.len()).any(|w| w == SECRET.as_bytes()), "{}", path.display());
    }
}

#[test]
fn results_are_json_and_mistakes_are_sentences() {
    let server = Server::start(shop(5, 10, 60), Duration::ZERO);
    let dir = tempfile::tempdir().unwrap();
    let db = dir.path().join("shop.db");
    connect(&db, &server.address);
    let json = |args: &[&str]| serde_json::from_str::<serde_json::Value>(&well(cli(&db, args))).unwrap();
    let found = json(&["source", "test", "1", "--json"]);
    assert_eq!((&found["name"], &found["version"]), (&"Corner Coffee & Tea".into(), &"10.0.2".into()));
    let reviews = server.with(|s| s.reviews.values().filter(|r| r["status"] == "approved").count());
    let counts: Vec<_> =
        found["counts"].as_array().unwrap().iter().map(|c| (c["what"].as_str().unwrap(), c["count"].as_u64().unwrap())).collect();
    assert_eq!(counts, [("orders", 60), ("customers", 11), ("products", 40), ("reviews", reviews as u64)]);
    assert_eq!(json(&["sync", "--json"])[0]["read"], 111 + reviews);
    let listed = json(&["source", "list", "--json"]);
    assert_eq!((&listed[0]["connected"], &listed[0]["last"]["state"]), (&true.into(), &"done".into()));
    assert!(!listed.to_string().contains("REGULARS"));
    let out = run(cli(&db, &["sync", "--source", "9"]));
    assert_eq!((out.status.code(), out.stdout.len()), (Some(1), 0));
    assert!(String::from_utf8_lossy(&out.stderr).contains("no source with the number 9"));
    well(cli(&db, &["source", "remove", "1", "--with-data"]));
    assert_eq!(holds(&db), Vec::<String>::new());
}

/// Needs gnome-keyring and dbus; says so when they are not there.
#[test]
fn a_real_keychain_keeps_the_secret_and_a_locked_or_missing_one_is_named() {
    let there = |tool: &str| Command::new("sh").args(["-c", &format!("command -v {tool}")]).output().is_ok_and(|o| o.status.success());
    if !there("dbus-run-session") || !there("gnome-keyring-daemon") {
        eprintln!("SKIPPED: gnome-keyring and dbus-run-session are needed for a test with a real keychain.");
        return;
    }
    let server = Server::start(shop(5, 10, 60), Duration::ZERO);
    let dir = tempfile::tempdir().unwrap();
    let db = dir.path().join("shop.db");
    // A session of its own: nothing of the machine's keychain is touched.
    let session = |unlock: &str, script: &str| {
        let mut c = Command::new("dbus-run-session");
        for (variable, name) in [("XDG_DATA_HOME", "data"), ("XDG_RUNTIME_DIR", "run"), ("XDG_CACHE_HOME", "cache")] {
            let folder = dir.path().join(name);
            std::fs::create_dir_all(&folder).unwrap();
            #[cfg(unix)]
            std::fs::set_permissions(&folder, std::os::unix::fs::PermissionsExt::from_mode(0o700)).unwrap();
            c.env(variable, folder);
        }
        // With a display the keychain would ask for its password there and wait for an answer.
        c.env_remove("DISPLAY");
        c.args(["--", "bash", "-c", &format!("{unlock}\n{script}")]);
        c.env("CLI", binaries::cli()).env("DB", &db).env("ADDRESS", &server.address).env("KEY", KEY);
        let mut child = c.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(format!("{SECRET}\n").as_bytes()).unwrap();
        let out = child.wait_with_output().unwrap();
        let text = format!("{}{}", String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr));
        assert!(!text.contains(SECRET));
        (out.status.success(), text)
    };
    let unlocked = "printf %s test-pass | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1";
    let (ok, text) = session(
        unlocked,
        "\"$CLI\" --db \"$DB\" source add woocommerce --address \"$ADDRESS\" --key \"$KEY\" && \"$CLI\" --db \"$DB\" sync",
    );
    assert!(ok && text.contains("60 orders"), "{text}");
    let (ok, text) = session(unlocked, "\"$CLI\" --db \"$DB\" source test 1");
    assert!(ok && text.contains("Found Corner Coffee & Tea"), "the secret outlives the session: {text}");
    // The daemon runs, but nobody unlocked it.
    let (ok, text) = session("gnome-keyring-daemon --start --components=secrets >/dev/null 2>&1", "timeout 20 \"$CLI\" --db \"$DB\" sync");
    assert!(!ok && text.contains("keychain is locked"), "{text}");
    let out = Command::new(binaries::cli())
        .arg("--db")
        .arg(&db)
        .arg("sync")
        .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
        .env_remove("XDG_RUNTIME_DIR")
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&out.stderr);
    assert!(out.status.code() == Some(1) && text.contains("no keychain that is running"), "{text}");
    let (ok, text) = session(unlocked, "\"$CLI\" --db \"$DB\" source remove 1 && \"$CLI\" --db \"$DB\" source list");
    assert!(ok && text.contains("not connected"), "{text}");
}
