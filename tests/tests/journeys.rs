//! The map over the core's public face: the six stages divide any shop, on any day, without rest and without overlap.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use proptest::prelude::*;
use regulars_core::api::documents::{self, DocumentKind};
use regulars_core::api::{App, Parts, journeys};
use regulars_core::host::{MemoryKeychain, NoMail, SystemHttp};
use regulars_core::journeys::builtin;
use regulars_core::segments::Engine;
use regulars_core::store::{Area, ingest::Ingest};
use regulars_core::types::records::{CartRecord, CustomerRecord, EmailEventKind, EmailEventRecord, OrderRecord, OrderStatus, Record};
use regulars_core::types::{Currency, Day, FixedClock, Timestamp};
use regulars_tests::binaries::cli;
use serde_json::Value;

const NOW: i64 = 1_795_007_200; // 2026-11-18
const DAY: i64 = 86_400;

fn app(dir: &Path) -> App {
    let parts = Parts {
        clock: Arc::new(FixedClock(Timestamp(NOW))),
        http: Arc::new(SystemHttp::new().unwrap()),
        keychain: Arc::new(MemoryKeychain::default()),
        mail: Arc::new(NoMail),
        events: Arc::new(|_| {}),
    };
    App::open(&dir.join("shop.db"), parts).unwrap()
}

/// What happened, how long ago (in hours), to whom.
type Happening = (u8, u32, u32);

fn buyer(person: u32) -> CustomerRecord {
    CustomerRecord {
        external_id: Some(person.to_string()),
        email: Some(format!("p{person}@example.com")),
        created_at: Some(Timestamp(NOW - 500 * DAY + i64::from(person % 40) * 12 * DAY)),
        ..CustomerRecord::default()
    }
}

fn record(i: usize, (what, hours, person): Happening) -> Record {
    let at = Timestamp(NOW - i64::from(hours) * 3600);
    let (id, currency, person) = (i.to_string(), Currency::EUR, buyer(person));
    let email = |kind| {
        Record::EmailEvent(EmailEventRecord { external_id: id.clone(), person: person.clone(), kind, at, campaign: None, link: None })
    };
    match what {
        0..=3 => Record::Order(OrderRecord {
            shop_total: None,
            landing: None,
            referrer: None,
            external_id: id.clone(),
            number: id,
            buyer: Some(person),
            placed_at: at,
            status: if what == 3 { OrderStatus::Cancelled } else { OrderStatus::Paid },
            currency,
            total: 1000,
            discount: 0,
            shipping: 0,
            tax: 0,
            country: None,
            channel: None,
            coupons: Vec::new(),
            lines: Vec::new(),
        }),
        4 | 5 => Record::Cart(CartRecord {
            external_id: id,
            buyer: person,
            at,
            currency,
            total: 500,
            order_external_id: None,
            lines: Vec::new(),
        }),
        6 => email(EmailEventKind::Opened),
        7 => email(EmailEventKind::Clicked),
        _ => Record::Customer(person),
    }
}

fn fill(app: &App, happenings: &[Happening]) {
    app.store()
        .write(Area::Data, |w| {
            let source = w.add_source("file", "test", "{}", Timestamp(0))?;
            let mut ingest = Ingest::new(w, source)?;
            happenings.iter().enumerate().try_for_each(|(i, h)| ingest.record(&record(i, *h)))?;
            ingest.finish()
        })
        .unwrap();
}

fn day(back: u32) -> Day {
    "2026-11-18".parse::<Day>().unwrap().minus_days(back)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_six_stages_divide_everybody(
        happenings in proptest::collection::vec((0u8..9, 0u32..480 * 24, 0u32..40), 1..160),
        back in 0u32..420,
    ) {
        let dir = tempfile::tempdir().unwrap();
        let app = app(dir.path());
        fill(&app, &happenings);
        let (engine, store) = (Engine::default(), app.store());
        let stages: Vec<_> =
            builtin::journey().stages.iter().map(|s| engine.evaluate(&store, &s.definition, day(back)).unwrap()).collect();
        let everyone = &stages[0].base.everyone;
        for person in everyone.iter() {
            let held: Vec<usize> = stages.iter().enumerate().filter(|(_, s)| s.set.contains(person)).map(|(i, _)| i).collect();
            prop_assert_eq!(held.len(), 1, "person {} is in the stages {:?} {} days ago", person, held, back);
        }
        let map = journeys::map(&app, None, Some(day(back))).unwrap();
        prop_assert_eq!((map.overlapping, map.nowhere, u64::from(map.everyone)), (0, 0, everyone.len()));
        for (i, stage) in map.stages.iter().enumerate() {
            let came: u32 = map.moves.iter().filter(|m| m.to == Some(i as u32)).map(|m| m.people).sum();
            prop_assert_eq!(stage.people, stage.stayed + came + stage.arrived);
            let left: u32 = map.moves.iter().filter(|m| m.from == Some(i as u32)).map(|m| m.people).sum();
            prop_assert_eq!(stage.before, stage.stayed + left);
            prop_assert_eq!(left, stage.moved_on + stage.moved_back);
        }
    }
}

/// One person, and the name of the stage they are in.
fn stage_of(happenings: &[Happening]) -> String {
    let dir = tempfile::tempdir().unwrap();
    let app = app(dir.path());
    fill(&app, happenings);
    let map = journeys::map(&app, None, None).unwrap();
    map.stages.into_iter().find(|s| s.people == 1).unwrap().name
}

#[test]
fn people_stand_where_a_shopkeeper_would_put_them() {
    let days = |n: u32| n * 24;
    let (order, cart, opened, known) = (0, 4, 6, 8);
    assert_eq!(stage_of(&[(known, 0, 1)]), "Awareness");
    assert_eq!(stage_of(&[(opened, days(20), 1)]), "Consideration");
    assert_eq!(stage_of(&[(opened, days(120), 1)]), "Awareness");
    assert_eq!(stage_of(&[(cart, days(3), 1), (opened, days(3), 1)]), "Decision");
    assert_eq!(stage_of(&[(cart, days(3), 1), (order, days(2), 1)]), "Purchase");
    assert_eq!(stage_of(&[(order, days(60), 1)]), "Post-purchase");
    assert_eq!(stage_of(&[(order, days(60), 1), (cart, days(1), 1)]), "Decision");
    assert_eq!(stage_of(&[(order, days(2), 1), (order, days(90), 1), (order, days(300), 1)]), "Loyalty");
    // Whoever has not bought for a year begins again.
    assert_eq!(stage_of(&[(order, days(400), 1), (order, days(420), 1), (order, days(440), 1)]), "Awareness");
    assert_eq!(stage_of(&[(order, days(400), 1), (opened, days(5), 1)]), "Consideration");
}

#[test]
fn an_edited_journey_is_kept_and_says_whom_it_forgets() {
    let dir = tempfile::tempdir().unwrap();
    let app = app(dir.path());
    fill(&app, &[(8, 0, 1), (6, 24, 2), (0, 24, 3)]);
    let mut journey = builtin::journey();
    journey.stages.remove(0);
    journey.stages[0].definition = regulars_core::segments::Segment::everyone();
    let saved = documents::save(&app, DocumentKind::Journey, None, "Ours", &serde_json::to_value(&journey).unwrap()).unwrap();
    let map = journeys::map(&app, Some(saved.id), None).unwrap();
    assert_eq!((map.name.as_str(), map.overlapping, map.nowhere), ("Ours", 1, 0));
    assert_eq!(map.stages.iter().map(|s| s.people).collect::<Vec<_>>(), [2, 0, 1, 0, 0]);
    let mut broken = serde_json::to_value(&journey).unwrap();
    broken["stages"][0]["name"] = "".into();
    assert_eq!(documents::save(&app, DocumentKind::Journey, None, "Bad", &broken).unwrap_err().message, "Stage 1 has no name.");
}

#[test]
fn the_terminal_shows_the_map_of_the_demo_shop() {
    let dir = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let out = Command::new(cli()).current_dir(dir.path()).args(arguments).output().unwrap();
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        out.stdout
    };
    run(&["demo"]);
    let map: Value = serde_json::from_slice(&run(&["journey", "map", "--json"])).unwrap();
    let counts: Vec<u64> = map["stages"].as_array().unwrap().iter().map(|s| s["people"].as_u64().unwrap()).collect();
    assert_eq!(counts.iter().sum::<u64>(), map["everyone"].as_u64().unwrap());
    assert!(counts.iter().all(|n| *n > 0), "every stage of the demo shop has somebody: {counts:?}");
    assert!(String::from_utf8(run(&["journey", "map"])).unwrap().contains("Post-purchase"));
    std::fs::write(dir.path().join("j.json"), run(&["journey", "show"])).unwrap();
    run(&["journey", "save", "j.json", "--name", "Ours"]);
    assert!(String::from_utf8(run(&["journey", "list"])).unwrap().contains("Ours"));
}
