//! The terminal against a Mailchimp on loopback: dry run, push, kills at every request, secrets, per-member errors.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use regulars_core::types::records::{ConsentState, Record};
use regulars_tests::binaries::cli;
use regulars_tests::mailchimp::state::{Field, What, hash};
use regulars_tests::mailchimp::{KEY, Mailchimp, Server, Status};
use regulars_tests::shop::{fill, order, person};
use serde_json::{Value, json};

const LIST: &str = "list01";

struct Shop {
    dir: tempfile::TempDir,
}

impl Shop {
    fn new(records: &[Record]) -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        fill(&dir.path().join("shop.db"), records);
        Self { dir }
    }

    fn file(&self) -> PathBuf {
        self.dir.path().join("shop.db")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut c = Command::new(cli());
        c.arg("--db").arg(self.file()).args(arguments);
        c.env("REGULARS_SECRET_MAILCHIMP", KEY).env("REGULARS_LOG", "trace").env_remove("REGULARS_RECORD_DIR");
        c.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        c
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("the terminal runs")
    }

    /// Runs it, expects success, and reads its JSON.
    fn ok(&self, arguments: &[&str]) -> Value {
        let out = self.run(&[&["--json"], arguments].concat());
        assert!(out.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&out.stderr));
        serde_json::from_slice(&out.stdout).unwrap_or(Value::Null)
    }

    fn connect(&self, server: &Server) {
        let c = self.ok(&["audience", "connect", "--address", &server.address]);
        assert_eq!(c["account"]["id"], "sim0001");
    }
}

const WHOM: [&str; 10] =
    ["--segment", "everybody", "--audience", LIST, "--tag", "winback", "--field", "FNAME=first_name", "--field", "SPENT=spent"];

fn preview(shop: &Shop) -> Value {
    shop.ok(&[&["audience", "preview"], &WHOM[..]].concat())
}

/// 700 new people, 550 whose fields change, 20 who only need the tag, and one of each kind who said no.
fn people() -> (Vec<Record>, Mailchimp) {
    let mut sim = Mailchimp::new();
    sim.add_list(LIST, "The shop's letter", false);
    let spent = Field { id: 3, tag: "SPENT".into(), name: "Spent".into(), kind: "number".into(), required: false };
    sim.list_mut(LIST).expect("the list").fields.push(spent);
    let mut records = Vec::new();
    let mut add = |i: usize, consent, there: Option<(Status, &str)>| {
        let email = format!("p{i}@example.com");
        let p = person(i, &email, consent);
        if let Some((status, first)) = there {
            sim.put(LIST, &email, status, serde_json::Map::from_iter([("FNAME".into(), json!(first)), ("SPENT".into(), json!(25.0))]));
        }
        records.push(Record::Order(order(i, &p)));
        records.push(Record::Customer(p));
    };
    let yes = Some(ConsentState::Subscribed);
    (0..700).for_each(|i| add(i, yes, None));
    (700..1250).for_each(|i| add(i, yes, Some((Status::Subscribed, "Old"))));
    (1250..1270).for_each(|i| add(i, yes, Some((Status::Subscribed, &format!("First {i}")))));
    add(2000, None, None);
    add(2001, Some(ConsentState::Unsubscribed), None);
    add(2002, yes, Some((Status::Unsubscribed, "Old")));
    add(2003, yes, Some((Status::Cleaned, "Old")));
    add(2004, yes, Some((Status::Archived, "Old")));
    add(2005, Some(ConsentState::Pending), Some((Status::Subscribed, "Old")));
    (records, sim)
}

/// Nobody who said no was touched, and nobody came twice.
fn assert_clean(sim: &Mailchimp) {
    let said_no: std::collections::BTreeSet<String> = (2000..2006).map(|i| hash(&format!("p{i}@example.com"))).collect();
    let mut made = std::collections::BTreeSet::new();
    for c in sim.log.iter().filter(|c| c.by_api) {
        assert!(!said_no.contains(&c.hash), "{c:?}");
        assert!(!matches!(c.what, What::Status(..)), "{c:?}");
        if matches!(c.what, What::Created(_)) {
            assert!(made.insert(c.hash.clone()), "{c:?}: added twice");
        }
    }
}

#[test]
fn a_push_does_what_the_dry_run_said_and_the_next_one_has_nothing_to_do() {
    let (records, sim) = people();
    let (shop, server) = (Shop::new(&records), Server::start(sim, Duration::ZERO));
    shop.connect(&server);

    let dry = preview(&shop);
    let counts = |d: &Value| ["add", "update", "tag_only", "unchanged", "blocked", "failed"].map(|k| d[k].as_i64().unwrap_or(-1));
    assert_eq!(counts(&dry), [700, 550, 20, 0, 6, 0]);
    assert_eq!((&dry["new_tags"], &dry["new_fields"]), (&json!(["winback"]), &json!([])));
    assert!(server.with(|s| s.log.is_empty()), "a dry run changed something");

    let refused = shop.run(&[&["audience", "push"], &WHOM[..]].concat());
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("--yes"));
    assert!(server.with(|s| s.log.is_empty()), "a push without --yes changed something");

    let outcome = shop.ok(&[&["audience", "push", "--yes"], &WHOM[..]].concat());
    assert_eq!(
        outcome,
        json!({ "added": 700, "updated": 550, "tagged": 20, "restored": 0, "untagged": 0, "removed": 0, "unchanged": 0, "blocked": 6, "failed": 0 })
    );
    server.with(|s| assert_clean(s));
    let m = server.with(|s| s.member(LIST, "p700@example.com").cloned()).expect("a member");
    assert_eq!((m.fields["FNAME"].as_str(), m.fields["SPENT"].as_f64(), m.tags.len()), (Some("First 700"), Some(25.0), 1));

    assert_eq!(counts(&preview(&shop)), [0, 0, 0, 1270, 6, 0]);
    let history = shop.ok(&["audience", "history"]);
    assert_eq!((history[0]["state"].as_str(), history[0]["left"].as_i64()), (Some("done"), Some(0)));
}

#[test]
fn whom_mailchimp_refuses_is_in_the_journal_and_is_not_tried_again() {
    let yes = Some(ConsentState::Subscribed);
    let emails = ["fine@example.com", "left@example.com", "gone@example.com", "madeup@example.invalid"];
    let records: Vec<Record> = emails.iter().enumerate().map(|(i, e)| Record::Customer(person(i, e, yes))).collect();
    let mut sim = Mailchimp::new();
    sim.add_list(LIST, "Letter", false);
    let list = sim.list_mut(LIST).expect("the list");
    list.compliance.insert(hash("left@example.com"));
    list.forgotten.insert(hash("gone@example.com"));
    let (shop, server) = (Shop::new(&records), Server::start(sim, Duration::ZERO));
    shop.connect(&server);
    let outcome = shop.ok(&[&["audience", "push", "--yes"], &WHOM[..]].concat());
    assert_eq!((outcome["added"].as_i64(), outcome["failed"].as_i64()), (Some(1), Some(3)));

    let told = shop.run(&["audience", "history", "1"]);
    let told = String::from_utf8_lossy(&told.stdout).into_owned();
    for words in ["only they can come back", "will not take the address again", "made up or mistyped"] {
        assert!(told.contains(words), "{words}: {told}");
    }
    let again = preview(&shop);
    assert_eq!((again["add"].as_i64(), again["unchanged"].as_i64(), again["blocked"].as_i64()), (Some(1), Some(1), Some(2)));
}

#[test]
fn a_refused_key_and_a_wrong_address_say_what_to_do() {
    let (shop, server) = (Shop::new(&[]), Server::start(Mailchimp::new(), Duration::ZERO));
    let mut wrong = shop.command(&["audience", "connect", "--address", &server.address]);
    let out = wrong.env("REGULARS_SECRET_MAILCHIMP", "nonsense-us1").output().expect("it runs");
    assert!(String::from_utf8_lossy(&out.stderr).contains("does not accept this API key"), "{out:?}");
    let nothing = server.address.replace("/3.0", "/4.0");
    let out = shop.run(&["audience", "connect", "--address", &nothing]);
    assert!(String::from_utf8_lossy(&out.stderr).contains("should end with /3.0"), "{out:?}");
    let out = shop.run(&["audience", "lists"]);
    assert!(String::from_utf8_lossy(&out.stderr).contains("not connected"), "{out:?}");
    let out = shop.run(&["audience", "connect", "--address", "http://proxy.example/3.0"]);
    assert!(String::from_utf8_lossy(&out.stderr).contains("https://"), "{out:?}");
}

#[test]
fn the_key_is_in_no_file_and_no_line() {
    let (records, sim) = people();
    let (shop, server) = (Shop::new(&records[..200]), Server::start(sim, Duration::ZERO));
    shop.connect(&server);
    let csv = shop.dir.path().join("report.csv");
    let mut said = Vec::new();
    for arguments in [
        [&["audience", "preview", "--csv", csv.to_str().expect("a path")], &WHOM[..]].concat(),
        [&["audience", "push", "--yes"], &WHOM[..]].concat(),
        vec!["audience", "history"],
    ] {
        let out = shop.run(&arguments);
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        said.extend(out.stdout.into_iter().chain(out.stderr));
    }
    use base64::Engine;
    let secrets = [KEY.to_owned(), base64::engine::general_purpose::STANDARD.encode(format!("regulars:{KEY}"))];
    let mut places = vec![("its own words".to_owned(), said)];
    for entry in std::fs::read_dir(shop.dir.path()).expect("the folder").flatten() {
        places.push((entry.path().display().to_string(), std::fs::read(entry.path()).unwrap_or_default()));
    }
    assert!(places.iter().any(|(_, bytes)| contains(bytes, b"sim0001")), "the search finds nothing at all");
    for (place, bytes) in &places {
        assert!(secrets.iter().all(|s| !contains(bytes, s.as_bytes())), "the key is in {place}");
    }
}

fn contains(hay: &[u8], needle: &[u8]) -> bool {
    hay.windows(needle.len()).any(|w| w == needle)
}

/// Kills the push at each of its requests, before and after Mailchimp has carried it out, and goes on.
#[test]
fn a_kill_at_any_request_changes_nothing_in_the_end() {
    let (records, sim) = people();
    let quiet = Server::start(sim, Duration::ZERO);
    let template = Shop::new(&records);
    template.connect(&quiet);
    let begun = quiet.with(|s| s.requests);
    template.ok(&[&["audience", "push", "--yes"], &WHOM[..]].concat());
    let (wanted, requests) = quiet.with(|s| (s.end_state(), s.requests - begun));
    assert!(requests >= 20, "{requests} requests");

    let shop = Shop::new(&records);
    let pristine = shop.dir.path().join("pristine.db");
    std::fs::copy(shop.file(), &pristine).expect("a copy");
    let mut kills = 0;
    let mut journal_kills = 0;
    let points = (1..=requests).flat_map(|n| [(n, false), (n, true)]);
    for (request, carried_out) in points {
        for ending in ["shop.db-wal", "shop.db-shm"] {
            let _ = std::fs::remove_file(shop.dir.path().join(ending));
        }
        std::fs::copy(&pristine, shop.file()).expect("a copy");
        let server = Server::start(people().1, Duration::ZERO);
        shop.connect(&server);
        server.with(|s| s.freeze = Some((s.requests + request, carried_out)));
        let mut push =
            shop.command(&[&["audience", "push", "--yes"], &WHOM[..]].concat()).stderr(Stdio::null()).spawn().expect("it starts");
        wait_until(&mut push, || server.with(|s| s.frozen));
        push.kill().expect("killed");
        push.wait().expect("gone");
        kills += 1;
        server.with(|s| s.freeze = None);
        let unfinished = shop.ok(&["audience", "history"]).as_array().is_some_and(|h| h.iter().any(|p| p["left"] != 0));
        if unfinished {
            journal_kills += 1;
            shop.ok(&["audience", "resume"]);
        } else if server.with(|s| s.end_state() != wanted) {
            shop.ok(&[&["audience", "push", "--yes"], &WHOM[..]].concat());
        }
        server.with(|s| {
            assert!(s.end_state() == wanted, "killed at request {request}, carried out {carried_out}: another end");
            assert_clean(s);
        });
    }
    eprintln!("{kills} kills, {journal_kills} of them in the middle of a push: the same end each time");
    assert!(journal_kills > 20);
}

/// The audience as a person sees it: without the archived, and without fields that hold nothing.
fn visible(s: &Mailchimp) -> Vec<regulars_tests::mailchimp::state::List> {
    let mut lists = s.end_state();
    for l in &mut lists {
        l.members.retain(|_, m| m.status != Status::Archived);
        l.members.values_mut().for_each(|m| m.fields.retain(|_, v| v != ""));
    }
    lists
}

#[test]
fn an_undo_shows_what_it_does_and_leaves_the_audience_as_before() {
    let (records, sim) = people();
    let before = visible(&sim);
    let (shop, server) = (Shop::new(&records), Server::start(sim, Duration::ZERO));
    shop.connect(&server);
    let whom = [&WHOM[..], &["--field", "LASTORDER=last_order"]].concat();
    shop.ok(&[&["audience", "push", "--yes"], &whom[..]].concat());
    assert!(server.with(|s| visible(s) != before));
    let refused = shop.run(&["audience", "undo", "1"]);
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(refused.status.code() == Some(1) && said.contains("--yes"), "{said}");
    let begun = server.with(|s| s.log.len());

    let outcome = shop.ok(&["audience", "undo", "1", "--yes"]);
    assert_eq!([&outcome["removed"], &outcome["restored"], &outcome["untagged"], &outcome["blocked"]], [700, 570, 0, 0]);
    server.with(|s| {
        assert!(visible(s) == before, "the audience is another");
        assert!(s.list(LIST).is_some_and(|l| l.tags.is_empty() && l.fields.iter().all(|f| f.tag != "LASTORDER")));
        assert!(s.log[begun..].iter().all(|c| !matches!(c.what, What::Created(_))));
    });
    for (args, says) in [(["audience", "undo", "1"], "taken back already"), (["audience", "undo", "3"], "an undo itself")] {
        let out = shop.run(&args);
        assert!(String::from_utf8_lossy(&out.stderr).contains(says), "{args:?}: {}", String::from_utf8_lossy(&out.stderr));
    }
    let history = shop.ok(&["audience", "history"]);
    assert_eq!((&history[0]["undoes"], &history[1]["undone_by"]), (&json!(1), &history[0]["id"]));
    // Archived people are never brought back by us.
    let again = shop.ok(&[&["audience", "preview"], &whom[..]].concat());
    assert_eq!((again["add"].as_i64(), again["blocked"].as_i64()), (Some(0), Some(706)));
}

#[test]
fn an_undo_leaves_who_left_and_what_somebody_changed_since() {
    let yes = Some(ConsentState::Subscribed);
    let emails = ["new@example.com", "left@example.com", "known@example.com"];
    let records: Vec<Record> = emails.iter().enumerate().map(|(i, e)| Record::Customer(person(i, e, yes))).collect();
    let mut sim = Mailchimp::new();
    sim.add_list(LIST, "Letter", false);
    sim.put(LIST, "known@example.com", Status::Subscribed, serde_json::Map::from_iter([("FNAME".into(), json!("Old"))]));
    let (shop, server) = (Shop::new(&records), Server::start(sim, Duration::ZERO));
    shop.connect(&server);
    shop.ok(&["audience", "push", "--yes", "--segment", "everybody", "--audience", LIST]);
    server.with(|s| {
        s.person_becomes(LIST, "left@example.com", Status::Unsubscribed);
        let m = s.list_mut(LIST).and_then(|l| l.members.get_mut(&hash("known@example.com"))).expect("a member");
        m.fields.insert("FNAME".into(), json!("By hand"));
    });
    let told = shop.run(&["audience", "undo", "1"]);
    let told = String::from_utf8_lossy(&told.stdout).into_owned();
    assert!(told.contains("They unsubscribed in Mailchimp.") && told.contains("FNAME was changed there since and stays"), "{told}");
    shop.ok(&["audience", "undo", "1", "--yes"]);
    let member = |e: &str| server.with(|s| s.member(LIST, e).cloned()).expect("a member");
    assert_eq!(member("new@example.com").status, Status::Archived);
    assert_eq!(member("left@example.com").status, Status::Unsubscribed);
    let known = member("known@example.com");
    assert_eq!(
        (known.status, known.fields["FNAME"].as_str(), known.fields["LNAME"].as_str()),
        (Status::Subscribed, Some("By hand"), Some(""))
    );
}

fn wait_until(child: &mut Child, done: impl Fn() -> bool) {
    for _ in 0..2000 {
        if done() {
            return;
        }
        assert!(child.try_wait().expect("its state").is_none(), "it ended by itself");
        std::thread::sleep(Duration::from_millis(5));
    }
    panic!("it never came to that point");
}

#[test]
fn the_report_cannot_run_formulas() {
    let mut p = person(1, "a@example.com", Some(ConsentState::Subscribed));
    p.first_name = Some("=HYPERLINK(1)".into());
    let mut sim = Mailchimp::new();
    sim.add_list(LIST, "Letter", false);
    let (shop, server) = (Shop::new(&[Record::Customer(p)]), Server::start(sim, Duration::ZERO));
    shop.connect(&server);
    let csv: &Path = &shop.dir.path().join("report.csv");
    shop.ok(&[&["audience", "preview", "--csv", csv.to_str().expect("a path")], &WHOM[..]].concat());
    let text = std::fs::read_to_string(csv).expect("the report");
    assert!(text.contains(",'=HYPERLINK(1)") && !text.contains(",=HYPERLINK"), "{text}");
}
