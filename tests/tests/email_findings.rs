//! What the check of everybody finds in a whole shop: pools that do not go round, products shown twice, subjects that
//! nobody gets, languages without a translation; and that it can be stopped.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use std::sync::Arc;

use regulars_core::api::{App, Parts, coupons, emails};
use regulars_core::demo;
use regulars_core::emails::Email;
use regulars_core::emails::check::{CheckFinding, CheckLevel, CheckReport};
use regulars_core::host::{MemoryKeychain, NoMail, SystemHttp};
use regulars_core::types::{DocumentId, FixedClock, PersonId, Progress, Timestamp};
use serde_json::{Value, json};

const NOW: Timestamp = Timestamp(1_795_168_800);

fn demo() -> (tempfile::TempDir, Arc<App>) {
    let dir = tempfile::tempdir().unwrap();
    let parts = Parts {
        clock: Arc::new(FixedClock(NOW)),
        http: Arc::new(SystemHttp::new().unwrap()),
        keychain: Arc::new(MemoryKeychain::default()),
        mail: Arc::new(NoMail),
        events: Arc::new(|_| {}),
    };
    let app = App::open(&dir.path().join("demo.db"), parts).unwrap();
    demo::fill(&app.store(), demo::SEED, NOW, &Progress::silent()).unwrap();
    (dir, Arc::new(app))
}

fn email(changes: &Value) -> Email {
    let mut body = json!({ "version": 2, "subject": "Hello", "preheader": "A word from the shop", "blocks": [] });
    for (key, value) in changes.as_object().unwrap() {
        body[key] = value.clone();
    }
    Email::read(&body).unwrap()
}

fn found<'r>(report: &'r CheckReport, key: &str) -> &'r CheckFinding {
    report.findings.iter().find(|f| f.key.contains(key)).unwrap_or_else(|| panic!("{key}: {:#?}", report.findings))
}

#[test]
fn a_pool_too_small_is_said_until_there_are_enough_codes_or_everybody_has_theirs() {
    let (dir, app) = demo();
    let file = dir.path().join("spring.csv");
    let import = |from: usize, n: usize| {
        let lines: String = (from..from + n).map(|i| format!("S-{i}\n")).collect();
        std::fs::write(&file, lines).unwrap();
        coupons::import(&app, &file.to_string_lossy(), Some("Spring")).unwrap().pool
    };
    let people = emails::check(&app, &email(&json!({})), emails::CheckWho::default()).unwrap().people;
    let pool = import(0, 30);
    let offer = json!({ "blocks": [{ "id": "offer", "content": { "kind": "offer", "title": "10 %", "code": { "kind": "own", "pool": pool.id } } }] });
    let email = email(&offer);
    let id = DocumentId(70);
    let check = || emails::check_of(&app, id, &email, emails::CheckWho::default()).unwrap();
    let short = found(&check(), "codes:").clone();
    assert_eq!((short.level, short.block.as_deref(), short.people), (CheckLevel::Problem, Some("offer"), Some(people - 30)));
    assert!(short.sentence.contains("would get a code of “Spring” in block 1 (offer), 30 are left: "), "{}", short.sentence);
    assert_eq!(short.examples.len(), 3, "each opens the preview of somebody who would get none");

    // Ten have theirs: ten fewer are wanted, ten fewer are left. For another email they would be handed another one.
    let ten: Vec<PersonId> = (1..=10).map(PersonId).collect();
    coupons::hand_out(&app, pool.id, &ten, &coupons::for_email(id), false).unwrap();
    let after = found(&check(), "codes:").clone();
    assert_eq!(after.people, Some(people - 30), "{}", after.sentence);
    assert!(after.sentence.contains("20 are left"), "{}", after.sentence);
    let other = emails::check_of(&app, DocumentId(71), &email, emails::CheckWho::default()).unwrap();
    assert_eq!(found(&other, "codes:").people, Some(people - 20));

    import(30, people as usize - 30);
    assert!(check().findings.iter().all(|f| !f.key.contains("codes:")), "now they go round");
    coupons::delete(&app, pool.id).unwrap();
    assert!(found(&check(), "codes:").sentence.contains("none is left"));
}

#[test]
fn the_same_product_twice_is_found_across_grids_and_single_products() {
    let (_dir, app) = demo();
    let grid = |id: &str, again: bool| {
        json!({ "id": id, "content": { "kind": "products", "rule": { "by": "best_sellers" }, "count": 3,
            "leave_out": { "bought": { "kind": "no" }, "out_of_stock": false, "no_picture": false, "already_here": !again } } })
    };
    let check = |blocks: Value| emails::check(&app, &email(&json!({ "blocks": blocks })), emails::CheckWho::default()).unwrap();
    let twice = |report: &CheckReport| {
        report.findings.iter().find(|f| f.key.ends_with("twice")).map(|f| (f.block.clone().unwrap(), f.people.unwrap()))
    };
    let report = check(json!([grid("one", true), grid("two", true)]));
    assert_eq!(twice(&report), Some(("two".to_owned(), report.people)), "{:#?}", report.findings);
    let example = &found(&report, "twice").examples[0];
    let seen =
        emails::preview(&app, &email(&json!({ "blocks": [grid("one", true), grid("two", true)] })), &emails::Sight::of(example.person))
            .unwrap();
    assert_eq!(seen.products[0].suggestions.chosen[0].product, seen.products[1].suggestions.chosen[0].product, "as its first person sees");
    assert_eq!(twice(&check(json!([grid("one", false), grid("two", false)]))), None);

    // What stands in the last order is in the email, too: a grid that shows nothing twice leaves it out.
    let last = json!({ "id": "last", "content": { "kind": "last_order", "prices": true } });
    let report = check(json!([last, grid("one", true)]));
    assert!(twice(&report).is_some_and(|(block, n)| block == "one" && n > 0 && n < report.people), "{:#?}", report.findings);
    assert_eq!(twice(&check(json!([last, grid("one", false)]))), None);
    let product = seen.products[0].suggestions.chosen[0].product;
    let single = json!({ "id": "single", "content": { "kind": "product", "pick": { "by": "product", "product": product } } });
    let report = check(json!([grid("one", true), single]));
    assert_eq!(twice(&report), Some(("single".to_owned(), report.people)));
}

#[test]
fn subjects_that_nobody_gets_the_longest_one_the_heaviest_mail_and_a_missing_language_are_told() {
    let (_dir, app) = demo();
    let everybody = json!({ "condition": { "version": 2, "root": { "type": "group", "match": "all", "children": [] } } });
    let email = email(&json!({
        "subject": "{{ person.first_name | default: 'Friend' }}, and then so many words more that no phone shows all of them",
        "head_variants": [{ "id": "all", "only_for": everybody, "subject": "For {{ person.first_name }}" },
            { "id": "never", "only_for": everybody, "subject": "Never read" }],
    }));
    let report = emails::check(&app, &email, emails::CheckWho::default()).unwrap();
    let heads: Vec<&str> = report.findings.iter().filter(|f| f.key.starts_with(":head")).map(|f| f.key.as_str()).collect();
    assert_eq!(heads, [":head", ":head:never"]);
    assert!(found(&report, ":head:never").sentence.contains("variant 2 of the subject"));
    let longest = report.longest_subject.unwrap();
    let seen = emails::preview(&app, &email, &emails::Sight::of(longest.example.person)).unwrap();
    assert_eq!(seen.subject.chars().count(), longest.value as usize);
    let heaviest = report.heaviest.unwrap();
    assert!(heaviest.value > 1_000 && !heaviest.example.name.is_empty());

    let mut plain = email.clone();
    plain.head_variants.clear();
    let report = emails::check(&app, &plain, emails::CheckWho::default()).unwrap();
    let long = found(&report, "long_subject");
    assert_eq!((long.level, long.people), (CheckLevel::Hint, Some(report.people)));
    assert!(report.findings.iter().all(|f| !f.key.starts_with(":head")));
    let language = found(&report, "language:");
    assert_eq!((language.level, language.key.as_str()), (CheckLevel::Hint, ":language:"), "said once for all languages");
    plain.translations.insert("xx".to_owned(), [("subject".to_owned(), "X".to_owned())].into());
    let report = emails::check(&app, &plain, emails::CheckWho::default()).unwrap();
    let missed = found(&report, "language:");
    assert_eq!(missed.level, CheckLevel::Warning, "where there are others, one is missed");
    let code = missed.key.rsplit(':').next().unwrap().to_owned();
    plain.translations.insert(code.clone(), [("subject".to_owned(), "Y".to_owned())].into());
    let report = emails::check(&app, &plain, emails::CheckWho::default()).unwrap();
    assert!(report.findings.iter().all(|f| f.key != format!(":language:{code}")));
    let levels: Vec<CheckLevel> = report.findings.iter().map(|f| f.level).collect();
    assert!(levels.is_sorted(), "the worst first");
}

#[test]
fn a_check_can_be_stopped_and_the_last_one_is_kept() {
    let (_dir, app) = demo();
    let id = DocumentId(7);
    let good = email(&json!({ "subject": "Good" }));
    let all = emails::CheckWho::default();
    let done = |task: u32| loop {
        let state = app.tasks.list().into_iter().find(|t| t.id == task).unwrap();
        if state.phase != regulars_core::api::tasks::TaskPhase::Running {
            return state;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    };
    done(emails::start_check(&app, id, "Good", good.clone(), all).unwrap());
    let before = emails::last_check(&app, id, &good).unwrap().unwrap();

    // Heavy enough to be stopped on its way.
    let grid = |n: usize| json!({ "id": format!("g{n}"), "content": { "kind": "products", "rule": { "by": "for_you" }, "count": 12 } });
    let heavy = email(&json!({ "subject": "Heavy", "blocks": (0..60).map(grid).collect::<Vec<_>>() }));
    let task = emails::start_check(&app, id, "Heavy", heavy.clone(), all).unwrap();
    app.tasks.cancel(task).unwrap();
    let state = done(task);
    assert_eq!(state.phase, regulars_core::api::tasks::TaskPhase::Cancelled, "{state:?}");
    let kept = emails::last_check(&app, id, &good).unwrap().unwrap();
    assert_eq!((kept.report, kept.stale), (before.report, None), "the last good check stays");
}
