//! Columns brought up to date say what columns read anew say, and so do the answers kept from before.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::Columns;
use super::part::PEOPLE;
use crate::segments::property::case::{AnyCase, Case};
use crate::segments::property::fill;
use crate::segments::{Engine, Segment};
use crate::store::columns::Kind;
use crate::store::{Area, Store};
use crate::types::Day;

/// Every row of every person, in words.
fn told(columns: &Columns) -> Vec<String> {
    let mut out = Vec::new();
    for kind in Kind::ALL {
        for i in 0..columns.parts() {
            let part = columns.part(kind, i).unwrap();
            for place in 0..PEOPLE {
                for row in part.rows_of(place) {
                    let dicts = &columns.table(kind).dicts;
                    let texts: Vec<_> = part.codes.iter().zip(dicts.iter()).map(|(c, d)| d.text(c.get(row)).unwrap_or("")).collect();
                    let lines: Vec<_> = part
                        .lines
                        .iter()
                        .flat_map(|l| l.of_rows(&(row..row + 1)).map(|i| (l.product.get(i), l.quantity.get(i), l.amount.get(i))))
                        .collect();
                    let numbers = (part.at[row], part.kind[row], part.amount.get(row), part.other.get(row));
                    out.push(format!("{kind:?} {} {numbers:?} {texts:?} {lines:?}", i * PEOPLE + place));
                }
            }
        }
    }
    out
}

#[test]
fn what_is_brought_up_to_date_is_what_is_read_anew() {
    let run = || {
        let mut runner = TestRunner::new(Config { cases: 40, failure_persistence: None, max_shrink_iters: 300, ..Config::default() });
        runner.run(&AnyCase(12), |case| later(&case)).unwrap();
    };
    // Trees nest deeply, and an unoptimised build spends much stack on each.
    std::thread::Builder::new().stack_size(64 << 20).spawn(run).unwrap().join().unwrap();
}

fn later(case: &Case) -> Result<(), TestCaseError> {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(&dir.path().join("shop.db"), None).unwrap();
    fill::open(&store, case.place, &case.saved);
    fill::fill(&store, case.place, &case.writes);
    let engine = Engine::default();
    let ask = |engine: &Engine| -> Vec<Vec<u32>> {
        let ask = |(root, day): &(crate::segments::Node, Day)| {
            engine.evaluate_draft(&store, &Segment::new(root.clone()), *day).unwrap().set.iter().collect()
        };
        case.questions.iter().map(ask).collect()
    };
    for (step, writes) in std::iter::once(&[][..]).chain(case.later.chunks(4)).enumerate() {
        fill::fill(&store, case.place, writes);
        let kept = store.read(|r| engine.columns(r)).unwrap();
        let read = store.read(Columns::read).unwrap();
        prop_assert_eq!(told(&kept), told(&read), "step {}", step);
        prop_assert_eq!(&kept.catalogue, &read.catalogue);
        prop_assert_eq!(ask(&engine), ask(&Engine::default()), "step {}", step);
    }
    Ok(())
}

/// A write that touched one person's emails asks nobody else, and nothing about orders.
#[test]
fn a_write_leaves_alone_what_it_did_not_touch() {
    use crate::store::change::Touched;
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(&dir.path().join("shop.db"), None).unwrap();
    store
        .write(Area::Data, |w| {
            for id in 1..=3u32 {
                w.execute("INSERT INTO person (id, created_at) VALUES (?1, 1)", &[id.into()])?;
            }
            Ok(())
        })
        .unwrap();
    let engine = Engine::default();
    let before = store.read(|r| engine.columns(r)).unwrap();
    // The write says less than it does: what it did not say stays unseen. That is why the door for writes must be told.
    store
        .write(Area::Data, |w| {
            w.execute("INSERT INTO source (id, kind, name, created_at) VALUES (1, 'file', 'f', 0)", &[])?;
            for id in 1..=2u32 {
                w.execute(
                    "INSERT INTO email_event (source_id, external_id, person_id, kind, at) VALUES (1, ?1, ?1, 2, 9)",
                    &[id.to_string().into()],
                )?;
                w.execute(
                    "INSERT INTO refund (source_id, external_id, person_id, at, currency, amount) VALUES (1, ?1, ?1, 9, 'EUR', 5)",
                    &[id.to_string().into()],
                )?;
            }
            w.note(Touched::EMAILS, [2]);
            Ok(())
        })
        .unwrap();
    let after = store.read(|r| engine.columns(r)).unwrap();
    let rows = |c: &Columns, kind| c.part(kind, 0).unwrap().at.len();
    assert_eq!((rows(&after, Kind::Emails), rows(&after, Kind::Refunds)), (1, 0));
    assert!(std::sync::Arc::ptr_eq(&before.table(Kind::Orders).parts[0], &after.table(Kind::Orders).parts[0]));
    // A write that says nothing is believed to have touched everything.
    store.write(Area::Data, |_| Ok(())).unwrap();
    let all = store.read(|r| engine.columns(r)).unwrap();
    assert_eq!((rows(&all, Kind::Emails), rows(&all, Kind::Refunds)), (2, 2));
}
