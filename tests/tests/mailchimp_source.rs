//! Mailchimp as a source, against the simulator: first and later syncs, stops anywhere, keys and rights.

#![expect(clippy::unwrap_used, reason = "a test may stop where it cannot go on")]

use std::collections::BTreeSet;
use std::sync::atomic::Ordering;

use regulars_core::api::connections;
use regulars_core::sources::platform::{self, Login};
use regulars_core::types::{Code, Error, Progress};
use regulars_tests::case;
use regulars_tests::house::{House, assert_same};
use regulars_tests::mailchimp::state::hash;
use regulars_tests::mailchimp::{Fault, InProcess, KEY, Mailchimp, Status};
use regulars_tests::world::{Moving, NOW, clock, outside};

fn login(audience: &str) -> Login {
    case::login(&[("address", "127.0.0.1:9"), ("audience", audience)], &[("key", KEY)])
}

fn house(http: &InProcess, clock: &Moving) -> House {
    House::new(http.clone(), clock, "mailchimp", &login(""))
}

fn seeded(people: u64, campaigns: u64) -> InProcess {
    InProcess::new(Mailchimp::seeded(7, people, campaigns, NOW))
}

fn fresh_copy(http: &InProcess, clock: &Moving) -> Vec<String> {
    let h = house(http, clock);
    h.sync();
    h.contents()
}

/// What the account holds, counted without anything of ours.
struct Counted {
    people: i64,
    accounts: i64,
    sent: i64,
    of_action: [(&'static str, i64, i64); 3],
    left: i64,
    complained: i64,
}

fn counted(sim: &Mailchimp) -> Counted {
    let members = sim.lists.iter().flat_map(|l| l.members.values());
    let recipients = || sim.campaigns.iter().flat_map(|c| c.recipients.iter().map(move |r| (c, r)));
    let mut emails: BTreeSet<&str> = members.clone().map(|m| m.email.as_str()).collect();
    emails.extend(recipients().map(|(_, r)| r.email.as_str()));
    let of = |what: &str| {
        let all = recipients().flat_map(|(c, r)| r.activity.iter().map(move |a| (&c.id, &r.email, a.0, a.1, &a.2)));
        all.filter(|a| a.2 == what).collect::<BTreeSet<_>>().len() as i64
    };
    Counted {
        people: emails.len() as i64,
        accounts: members.count() as i64,
        sent: recipients().filter(|(c, _)| c.kind == "regular").count() as i64,
        of_action: [("open", 2, of("open")), ("click", 3, of("click")), ("bounce", 4, of("bounce"))],
        left: sim.campaigns.iter().map(|c| c.unsubscribed.len() as i64).sum(),
        complained: sim.campaigns.iter().map(|c| c.complaints.len() as i64).sum(),
    }
}

fn assert_counted(h: &House, http: &InProcess) {
    let c = http.with(|s| counted(s));
    let events = |kind: i64| h.number(&format!("SELECT count(*) FROM email_event WHERE kind = {kind}"));
    assert_eq!(h.number("SELECT count(*) FROM person_key WHERE kind = 'account'"), c.accounts);
    assert_eq!(events(1), c.sent);
    for (what, kind, wanted) in c.of_action {
        assert!(wanted > 3, "the seed has {what}");
        assert_eq!(events(kind), wanted, "{what}");
    }
    assert_eq!((events(5), events(6)), (c.complained, c.left));
    assert!(c.left > 3 && c.complained > 0);
}

#[test]
fn the_first_sync_holds_what_the_account_holds() {
    let (clock, http) = (clock(), seeded(260, 16));
    let h = house(&http, &clock);
    let sum = h.sync();
    assert_counted(&h, &http);
    assert_eq!((h.number("SELECT count(*) FROM person"), sum.refused), (http.with(|s| counted(s).people), 0));
    // Each member's last word, as Mailchimp says it: an open yes only where an audience says subscribed and none says no later.
    let store = h.app.store();
    let standing = store.read(|r| r.email_standings(regulars_core::types::Timestamp(NOW + 10))).unwrap();
    let subscribed: BTreeSet<String> =
        standing.iter().filter(|s| s.state.is_some_and(|s| s.as_str() == "subscribed")).filter_map(|s| s.email.clone()).collect();
    let (only_yes, some_no): (BTreeSet<String>, BTreeSet<String>) = http.with(|s| {
        let members = || s.lists.iter().flat_map(|l| l.members.values());
        let no: BTreeSet<String> =
            members().filter(|m| !matches!(m.status, Status::Subscribed | Status::Transactional)).map(|m| m.email.clone()).collect();
        let yes = members().filter(|m| m.status == Status::Subscribed).map(|m| m.email.clone()).filter(|e| !no.contains(e)).collect();
        (yes, no)
    });
    let said_no_in_a_mail: BTreeSet<String> =
        http.with(|s| s.campaigns.iter().flat_map(|c| c.unsubscribed.iter().chain(&c.complaints)).map(|(e, _)| e.clone()).collect());
    assert!(only_yes.len() > 100 && some_no.len() > 60);
    assert!(only_yes.iter().filter(|e| !said_no_in_a_mail.contains(*e)).all(|e| subscribed.contains(e)));
    let only_in_one =
        http.with(|s| some_no.iter().filter(|e| s.lists.iter().filter(|l| l.members.contains_key(&hash(e))).count() == 1).count());
    assert!(
        only_in_one > 50
            && subscribed
                .iter()
                .filter(|e| some_no.contains(*e))
                .all(|e| http.with(|s| s.lists.iter().all(|l| l.members.contains_key(&hash(e)))))
    );
    assert_eq!(
        h.number("SELECT count(*) FROM consent WHERE method = 'archived' AND state = 'unsubscribed'"),
        http.with(|s| {
            s.lists
                .iter()
                .flat_map(|l| l.members.values())
                .filter(|m| m.status == Status::Archived)
                .map(|m| (&m.email, m.last_changed))
                .collect::<BTreeSet<_>>()
                .len() as i64
        })
    );
}

#[test]
fn later_syncs_after_any_changes_equal_a_fresh_one() {
    let (clock, http) = (clock(), seeded(160, 9));
    let h = house(&http, &clock);
    h.sync();
    for day in 1..5 {
        http.with(|s| s.live(day));
        clock.0.store(http.with(|s| s.now), Ordering::Relaxed);
        assert!(h.sync().read > 20);
        assert_counted(&h, &http);
        // Who was deleted for good told things that a fresh copy cannot know.
        let gone: BTreeSet<String> = http.with(|s| {
            let of = |e: &String| s.lists.iter().any(|l| l.forgotten.contains(&hash(e)));
            s.campaigns.iter().flat_map(|c| c.recipients.iter().map(|r| r.email.clone())).filter(of).map(|e| format!("'{e}'")).collect()
        });
        let about_gone = |l: &String| {
            let mut words = l.split(' ');
            matches!(words.next(), Some("person:" | "consent:" | "field:" | "tag:")) && words.next().is_some_and(|e| gone.contains(e))
        };
        let kept: Vec<String> = h.contents().into_iter().filter(|l| !about_gone(l)).collect();
        assert!(kept.len() > 1500 && gone.len() < 40, "most of it is compared");
        assert_same(&kept, &fresh_copy(&http, &clock).into_iter().filter(|l| !about_gone(l)).collect::<Vec<_>>());
    }
    assert!(http.with(|s| s.lists.iter().map(|l| l.forgotten.len()).sum::<usize>()) > 3, "some were deleted for good");
}

#[test]
fn a_sync_with_nothing_new_finds_nothing_and_asks_little() {
    let (clock, http) = (clock(), seeded(120, 12));
    let h = house(&http, &clock);
    h.sync();
    let before = (h.contents(), h.requests());
    assert_eq!(h.sync().read, 0);
    assert_same(&before.0, &h.contents());
    assert_eq!(h.requests() - before.1, 6, "the audiences, each for members and archived ones, and the campaigns' figures");
}

#[test]
fn stopped_at_any_request_it_goes_on_and_ends_the_same() {
    let (clock, quiet) = (clock(), seeded(40, 5));
    let whole = house(&quiet, &clock);
    let begun = whole.requests();
    whole.sync();
    let (requests, wanted) = (whole.requests() - begun, whole.digest());
    assert!(requests >= 10, "{requests}");
    for n in 1..=requests {
        let http = seeded(40, 5);
        let h = house(&http, &clock);
        assert!(h.stopped_sync(n), "stopped at {n}");
        h.sync();
        assert_eq!(h.digest(), wanted, "stopped at {n}");
    }
}

#[test]
fn one_audience_alone_can_be_read() {
    let (clock, http) = (clock(), seeded(120, 12));
    let h = House::new(http.clone(), &clock, "mailchimp", &login("tea CLUB"));
    h.sync();
    let (members, sent) = http.with(|s| {
        let list = &s.lists[1];
        let of = s.campaigns.iter().filter(|c| c.list == list.id && c.kind == "regular");
        (list.members.len() as i64, of.map(|c| c.recipients.len() as i64).sum::<i64>())
    });
    assert_eq!(h.number("SELECT count(*) FROM person_key WHERE kind = 'account'"), members);
    assert_eq!(h.number("SELECT count(*) FROM email_event WHERE kind = 1"), sent);
}

#[test]
fn a_great_import_in_one_second_and_a_member_who_moves_are_read_whole() {
    let clock = clock();
    let http = InProcess::new({
        let mut s = Mailchimp::new();
        s.now = NOW - 5000;
        s.add_list("a1b2c3d4e5", "Newsletter", false);
        for n in 0..2300 {
            s.put("a1b2c3d4e5", &format!("p{n}@example.com"), Status::Subscribed, serde_json::Map::new());
        }
        s.now = NOW - 10;
        s
    });
    let h = house(&http, &clock);
    h.sync();
    assert_eq!(h.number("SELECT count(*) FROM person"), 2300);
    // An address that changes is the same person.
    http.with(|s| {
        let list = s.list_mut("a1b2c3d4e5").unwrap();
        let mut m = list.members.remove(&hash("p7@example.com")).unwrap();
        m.email = "seven@example.com".into();
        list.members.insert(hash("seven@example.com"), m);
        let now = s.now;
        s.edit("a1b2c3d4e5", "seven@example.com", |m| m.last_changed = now);
    });
    assert_eq!(h.sync().read, 1);
    assert_eq!(h.number("SELECT count(*) FROM person"), 2300);
    assert_eq!(h.number("SELECT count(*) FROM person WHERE email = 'seven@example.com'"), 1);
}

#[test]
fn who_is_deleted_for_good_is_found_the_next_day_but_never_half_the_list() {
    let (clock, http) = (clock(), InProcess::new(Mailchimp::seeded(7, 120, 0, NOW)));
    let h = house(&http, &clock);
    h.sync();
    let all = h.number("SELECT count(*) FROM person");
    let list = http.with(|s| s.lists[0].id.clone());
    let emails: Vec<String> = http.with(|s| s.lists[0].members.values().map(|m| m.email.clone()).collect());
    let only_here: Vec<&String> = emails.iter().filter(|e| http.with(|s| s.member(&s.lists[1].id, e).is_none())).collect();
    http.with(|s| s.delete_for_good(&list, only_here[0]));
    h.sync();
    assert_eq!(h.number("SELECT count(*) FROM person"), all, "not before a day has passed");
    clock.0.fetch_add(90_000, Ordering::Relaxed);
    h.sync();
    assert_eq!(h.number("SELECT count(*) FROM person"), all - 1);
    for e in &only_here[1..60] {
        http.with(|s| s.delete_for_good(&list, e));
    }
    clock.0.fetch_add(90_000, Ordering::Relaxed);
    h.sync();
    assert_eq!(h.number("SELECT count(*) FROM person"), all - 1, "so many at once are not believed");
}

// ---- Keys and rights.

fn cause(http: &InProcess, login: &Login) -> Error {
    let e = platform::of_kind("mailchimp").unwrap().find(&outside(http, &clock()), login).unwrap_err();
    assert!(!format!("{e:?}").contains(KEY), "{e:?}");
    e
}

#[test]
fn the_test_names_what_is_there_and_what_is_wrong() {
    let http = seeded(60, 3);
    let find = |l: &Login| platform::of_kind("mailchimp").unwrap().find(&outside(&http, &clock()), l).unwrap();
    let found = find(&login(""));
    assert_eq!((found.name.as_str(), found.counts[1], found.notes.len()), ("The simulated shop", ("audiences", 2), 0));
    assert_eq!(found.zone.map(|z| z.name()), Some("Europe/Berlin"));
    assert_eq!(find(&login("Tea club")).name, "The simulated shop, Tea club");
    assert_ne!(found.identity, find(&login("Tea club")).identity);
    let e = cause(&http, &login("Coffee"));
    assert!(e.code == Code::BadInput && e.message.contains("“Coffee”") && e.message.contains("“Tea club”"), "{}", e.message);
    let wrong = case::login(&[("address", "127.0.0.1:9")], &[("key", "00000000000000000000000000000000-us6")]);
    let e = cause(&http, &wrong);
    assert!(e.code == Code::Unauthorised && e.message.contains("does not accept this API key"), "{}", e.message);
    let e = cause(&http, &case::login(&[], &[("key", "no-ending")]));
    assert!(e.code == Code::BadInput && e.message.contains("-us21"), "{}", e.message);
    let e = cause(&http, &case::login(&[("address", "mailchimp.evil.example")], &[("key", KEY)]));
    assert!(e.code == Code::BadInput && e.message.contains("Only an address of this machine"), "{}", e.message);
    http.with(|s| s.no_reports = true);
    assert!(find(&login("")).notes[0].contains("may not see reports"));
}

#[test]
fn overload_is_waited_out_and_what_the_other_side_says_never_repeats_the_key() {
    let http = seeded(30, 2);
    let open = || {
        let settings = serde_json::json!({ "base": "http://127.0.0.1:9/3.0", "audience": null });
        let platform = platform::of_kind("mailchimp").unwrap();
        platform.open(outside(&http, &clock()), &settings, &login("").secrets).unwrap()
    };
    for fault in [Fault::TooMany, Fault::Bare403, Fault::BreakBefore] {
        http.with(|s| s.faults.extend([fault, fault]));
        assert!(open().page("members", None, &Progress::silent()).is_ok(), "{fault:?}");
    }
    http.with(|s| s.faults.extend([Fault::Bare403; 9]));
    let e = open().page("members", None, &Progress::silent()).unwrap_err();
    assert!(e.code == Code::Busy && e.message.contains("overloaded"), "{}", e.message);
    http.with(|s| s.faults.clear());
}

#[test]
fn the_key_is_in_the_keychain_and_nowhere_in_the_file() {
    let (clock, http) = (clock(), seeded(30, 2));
    let h = house(&http, &clock);
    h.sync();
    assert!(connections::test_again(&h.app, h.source).is_ok());
    let mut files = 0;
    for entry in std::fs::read_dir(h.dir.path()).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        assert!(!bytes.windows(KEY.len()).any(|w| w == KEY.as_bytes()));
        files += 1;
    }
    assert!(files > 0);
}
