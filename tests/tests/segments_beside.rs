//! What stands beside a segment, over the public face: its size by week, who came and went, overlaps, the last export.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use std::path::Path;
use std::sync::Arc;

use regulars_core::api::documents::{self, DocumentKind};
use regulars_core::api::segments::{self, Which};
use regulars_core::api::{App, Parts};
use regulars_core::charts::Skin;
use regulars_core::demo;
use regulars_core::host::{MemoryKeychain, NoMail, SystemHttp};
use regulars_core::segments::Segment;
use regulars_core::store::Area;
use regulars_core::store::journal::PushMemberRow;
use regulars_core::types::records::Record;
use regulars_core::types::{Code, DocumentId, FixedClock, PersonId, Progress, Timestamp};
use regulars_tests::shop::{fill, person};
use serde_json::{Value, json};

/// 2026-11-20 10:00 UTC.
const NOW: Timestamp = Timestamp(1_795_168_800);
const DAY: i64 = 86_400;

/// People with the numbers 1, 2 …, who became known so many days ago.
fn shop(dir: &Path, known_days_ago: &[i64]) -> App {
    let file = dir.join("shop.db");
    let records: Vec<Record> = known_days_ago
        .iter()
        .enumerate()
        .map(|(i, days)| {
            let mut p = person(i, &format!("p{i}@example.com"), None);
            p.created_at = Some(NOW.plus_secs(-days * DAY));
            Record::Customer(p)
        })
        .collect();
    fill(&file, &records);
    let parts = Parts {
        clock: Arc::new(FixedClock(NOW)),
        http: Arc::new(SystemHttp::new().unwrap()),
        keychain: Arc::new(MemoryKeychain::default()),
        mail: Arc::new(NoMail),
        events: Arc::new(|_| {}),
    };
    App::open(&file, parts).unwrap()
}

fn definition(root: Value) -> Which {
    Which::Definition { definition: Segment::parse(&json!({ "version": 1, "root": root })).unwrap() }
}

/// Became known in the last 14 days.
fn newcomers() -> Which {
    definition(json!({ "type": "profile", "field": "created", "is": { "op": "within", "window": { "kind": "last_days", "days": 14 } } }))
}

fn save(app: &App, name: &str, ids: &[u32]) -> DocumentId {
    let body = json!({ "version": 1, "root": { "type": "people", "ids": ids } });
    documents::save(app, DocumentKind::Segment, None, name, &body).unwrap().id
}

fn ids(movers: &segments::Movers) -> Vec<u32> {
    let mut ids: Vec<u32> = movers.listed.iter().map(|p| p.id.0).collect();
    ids.sort_unstable();
    assert_eq!(ids.len(), movers.people as usize);
    ids
}

#[test]
fn who_came_and_went_this_week_and_who_will() {
    let dir = tempfile::tempdir().unwrap();
    let app = shop(dir.path(), &[3, 9, 12, 16, 40]);
    let c = segments::change(&app, &newcomers(), None, 7).unwrap();
    assert_eq!((c.before, c.now, c.newcomers), (3, 3, 1));
    assert_eq!((ids(&c.entered), ids(&c.left)), (vec![1], vec![4]));
    assert_eq!((ids(&c.leaving.unwrap()), ids(&c.coming.unwrap())), (vec![2, 3], vec![]));
    let past = segments::change(&app, &newcomers(), Some("2026-11-13".parse().unwrap()), 7).unwrap();
    assert!(past.leaving.is_none() && past.now == 3, "what happened after a past day is no forecast");
}

#[test]
fn the_size_of_each_week_is_that_weeks_count() {
    let dir = tempfile::tempdir().unwrap();
    let app = shop(dir.path(), &[3, 9, 12, 16, 40, 200]);
    let points = segments::history(&app, &newcomers(), None).unwrap();
    assert_eq!(points.len(), 29, "from the first week in which somebody was known");
    let last: Vec<(String, u32, u32)> = points[26..].iter().map(|p| (p.day.to_string(), p.people, p.of)).collect();
    assert_eq!(last, [("2026-11-06".into(), 1, 3), ("2026-11-13".into(), 3, 5), ("2026-11-20".into(), 3, 6)]);
    let parts: Vec<_> =
        [(0, 30), (30, 51), (51, 99)].iter().flat_map(|(a, b)| segments::sizes(&app, &newcomers(), None, *a, *b).unwrap()).collect();
    assert_eq!((parts.len(), &parts[23..]), (52, &points[..]), "the weeks can be asked for in parts");
    let chart = segments::history_chart(&points, Skin::Window).unwrap();
    assert_eq!(chart.description, "3 people; 28 weeks ago there was 1.");
    assert!(chart.svg.contains("var(--chart-1"));
}

#[test]
fn overlaps_are_parts_that_open_as_segments() {
    let dir = tempfile::tempdir().unwrap();
    let app = shop(dir.path(), &[50; 10]);
    let a = save(&app, "A “one” 🕯", &[1, 2, 3, 4, 5]);
    let b = save(&app, "B", &[4, 5, 6]);
    save(&app, "Far away", &[9]);
    let drafted = definition(json!({ "type": "people", "ids": [3, 4, 5, 7] }));
    let o = segments::overlaps(&app, &drafted, None, Some(&[a, b]), None).unwrap();
    let names: Vec<(&str, u32, u32)> = o.sets.iter().map(|s| (s.name.as_str(), s.people, s.with_first)).collect();
    assert_eq!(names, [("This segment", 4, 4), ("A “one” 🕯", 5, 3), ("B", 3, 2)]);
    assert_eq!((o.of, o.in_none), (10, 3));
    let parts: Vec<(Vec<bool>, u32)> = o.parts.iter().map(|p| (p.within.clone(), p.people)).collect();
    assert_eq!(parts[..2], [(vec![false, true, false], 2), (vec![true, true, true], 2)]);
    for part in &o.parts {
        let opened = segments::count(&app, &Which::Definition { definition: part.definition.clone() }, None).unwrap();
        assert_eq!(opened.total, part.people, "{:?}", part.within);
    }
    let chosen = segments::overlaps(&app, &Which::Saved { id: a }, None, None, None).unwrap();
    let names: Vec<&str> = chosen.sets.iter().map(|s| s.name.as_str()).collect();
    assert_eq!(names, ["A “one” 🕯", "B", "Far away"], "itself is not compared with itself");
    let many: Vec<DocumentId> = (0..6).map(|i| save(&app, &format!("S{i}"), &[1])).collect();
    let refused = segments::overlaps(&app, &drafted, None, Some(&many), None).unwrap_err();
    assert_eq!(refused.code, Code::BadInput);
    let missing = segments::overlaps(&app, &drafted, None, Some(&[DocumentId(99)]), None).unwrap_err();
    assert!(missing.message.contains("no segment with the number 99"), "{}", missing.message);
}

/// A push of the segment by hand, as the audiences room writes it down.
fn push(app: &App, segment: DocumentId, audience: &str, members: &[(u32, &str, &str)]) {
    let plan = json!({
        "version": 1, "segment": segment, "group": "G", "account": { "id": "a", "name": "Account" },
        "audience": { "id": audience, "name": audience.to_uppercase(), "members": 1, "double_opt_in": false },
        "tag": null, "fields": [], "new_fields": [], "new_tag": false, "required": [] });
    let row = |(person, action, state): &(u32, &str, &str)| PushMemberRow {
        person: PersonId(*person),
        email: format!("p{person}@example.com"),
        action: (*action).to_owned(),
        reason: None,
        before: None,
        after: None,
        state: (*state).to_owned(),
        error: None,
    };
    app.store()
        .write(Area::House, |w| {
            let id = w.start_push("mailchimp", audience, &plan.to_string(), None, NOW.plus_secs(-DAY))?;
            members.iter().try_for_each(|m| w.put_push_member(id, &row(m)))?;
            w.set_push_state(id, "done", None, Some(NOW))
        })
        .unwrap();
}

#[test]
fn what_changed_since_the_last_export() {
    let dir = tempfile::tempdir().unwrap();
    let app = shop(dir.path(), &[50; 8]);
    let id = save(&app, "G", &[1, 2, 3, 4]);
    let since = |which: &Which| segments::since_export(&app, id, which).unwrap();
    assert!(since(&Which::Saved { id }).is_empty(), "never exported");
    push(&app, id, "letter", &[(1, "add", "done")]);
    push(&app, id, "letter", &[(1, "unchanged", "done"), (2, "blocked", "done"), (5, "add", "done"), (6, "add", "failed")]);
    push(&app, DocumentId(id.0 + 1), "letter", &[(7, "add", "done")]);
    let got = since(&Which::Saved { id });
    assert_eq!(got.len(), 1, "one audience, its last export");
    let e = &got[0];
    assert_eq!((e.audience.as_str(), e.people_then, e.sent, e.now), ("LETTER", 4, 2, 4));
    assert_eq!((ids(&e.entered), ids(&e.left)), (vec![3, 4], vec![5]), "who was blocked then is not new; who was refused is not there");
    push(&app, id, "second", &[(1, "add", "done")]);
    let edited = since(&definition(json!({ "type": "people", "ids": [1] })));
    let audiences: Vec<(&str, u32)> = edited.iter().map(|e| (e.audience.as_str(), e.left.people)).collect();
    assert_eq!(audiences, [("SECOND", 0), ("LETTER", 1)], "as it is being edited, the newest audience first");
}

#[test]
fn the_gallery_is_counted_in_the_demo_shop_and_says_what_is_missing_in_an_empty_one() {
    let dir = tempfile::tempdir().unwrap();
    let app = shop(dir.path(), &[]);
    let empty = segments::starters(&app).unwrap();
    assert_eq!(empty.len(), 24);
    assert!(empty.iter().all(|s| s.count.unwrap_or(0) == 0), "nobody is in any of them");
    let missing: Vec<&str> = empty.iter().filter(|s| s.count.is_none()).map(|s| s.name.as_str()).collect();
    assert!(missing.contains(&"Browsed, not bought") && missing.contains(&"Birthday soon"), "{missing:?}");

    demo::fill(&app.store(), demo::SEED, NOW, &Progress::silent()).unwrap();
    let cards = segments::starters(&app).unwrap();
    let shown: Vec<String> =
        cards.iter().map(|s| format!("{:?} {}: {} [{}]", s.count, s.name, s.sentence, s.note.as_ref().unwrap_or(&s.why))).collect();
    let shown = shown.join("\n");
    for s in &cards {
        let Some(count) = s.count else { continue };
        let which = Which::Definition { definition: s.definition.clone() };
        assert_eq!(segments::count(&app, &which, None).unwrap().total, count, "{}", s.name);
        assert!(s.sentence.starts_with("People who "), "{shown}");
    }
    let people = |name: &str| cards.iter().find(|s| s.name == name).and_then(|s| s.count).unwrap_or_else(|| panic!("{name}\n{shown}"));
    assert!(people("At risk") > 0 && people("Lapsed") > 0 && people("Returning") > people("Loyal"), "{shown}");
    assert!(people("Never bought") > 0 && people("VIP") > 0 && people("VIP") < people("Loyal"), "{shown}");
    let telling = cards.iter().filter(|s| s.count.is_some_and(|n| n > 0)).count();
    assert!(telling >= 20, "most of the gallery says something about the demo\n{shown}");
}
