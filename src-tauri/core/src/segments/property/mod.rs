//! The engine against a second, naive evaluator on random trees over random shops: sets, sentences, explanations, and
//! that an engine which has answered before says the same as a new one after further writes.
//!
//! `SHOPS` × `QUESTIONS` by default, always the same ones, so that a failure is one that everybody sees;
//! `REGULARS_PROPERTY_SHOPS=2000` asks other ones on every run. What differs is shrunk by proptest.
//!
//! Start with `compare`; `case` is what it gets (`shop`, `things`, `fill` make shops, `tree` and `asked` make trees), `naive`
//! answers (`did`, `field`, `span`, `rows`), and `wanted` says what must have been exercised.

mod asked;
pub(super) mod case;
mod dice;
mod did;
mod field;
pub(super) mod fill;
mod naive;
mod rows;
mod seen;
mod shop;
mod span;
mod things;
mod tree;
mod wanted;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use super::definition::Segment;
use super::engine::Engine;
use super::names::Names;
use super::{Node, describe, explain};
use crate::store::Store;
use crate::types::{Day, PersonId};
use seen::Seen;

const SHOPS: u32 = 64;
const QUESTIONS: usize = 60;

#[test]
fn the_engine_agrees_with_plain_loops_over_rows() {
    let long = std::env::var("REGULARS_PROPERTY_SHOPS").ok().and_then(|n| n.parse().ok());
    // Trees nest deeply, and an unoptimised build spends much stack on each.
    let run = move || compare(long);
    std::thread::Builder::new().stack_size(64 << 20).spawn(run).unwrap().join().unwrap();
}

fn compare(long: Option<u32>) {
    let run = |cases: u32, seed: Option<u8>, seen: &Seen| {
        let config = Config { cases, failure_persistence: None, max_shrink_iters: 3_000, ..Config::default() };
        let mut runner = match seed {
            None => TestRunner::new(config),
            Some(seed) => TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32])),
        };
        runner.run(&case::AnyCase(QUESTIONS), |case| held_against(&case, seen)).unwrap();
    };
    let seen = Seen::default();
    run(long.unwrap_or(SHOPS), long.is_none().then_some(0), &seen);
    let missing = || seen.missing(&wanted::all(), wanted::all_corners());
    // What is rare gets some more shops; what is never reached fails.
    for seed in 1..=8 {
        if missing().is_empty() {
            return;
        }
        run(SHOPS / 8, Some(seed), &seen);
    }
    assert!(missing().is_empty(), "never exercised both ways:\n{}", missing().join("\n"));
}

fn held_against(case: &case::Case, seen: &Seen) -> Result<(), TestCaseError> {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(&dir.path().join("shop.db"), None).unwrap();
    fill::open(&store, case.place, &case.saved);
    fill::fill(&store, case.place, &case.writes);
    let engine = Engine::default();
    let rows = store.read(rows::Rows::read).unwrap();
    wanted::corners(&rows, &store, seen);
    for (root, day) in &case.questions {
        let wanted = naive::people(&rows, &case.saved, root, *day, seen);
        same("new", &engine, &store, root, *day, &wanted)?;
        // A second asking comes from what was kept, and must not differ.
        same("asked again", &engine, &store, root, *day, &wanted)?;
        told(&engine, &store, root, *day, &wanted)?;
    }
    if case.later.is_empty() {
        return Ok(());
    }
    fill::fill(&store, case.place, &case.later);
    let rows = store.read(rows::Rows::read).unwrap();
    let fresh = Engine::default();
    for (root, day) in &case.questions {
        let wanted = naive::people(&rows, &case.saved, root, *day, seen);
        same("new, after more writes", &fresh, &store, root, *day, &wanted)?;
        same("that answered before more writes", &engine, &store, root, *day, &wanted)?;
    }
    Ok(())
}

fn same(which: &str, engine: &Engine, store: &Store, root: &Node, day: Day, wanted: &[u32]) -> Result<(), TestCaseError> {
    let got = engine.evaluate_draft(store, &Segment::new(root.clone()), day);
    let got = got.map_err(|e| TestCaseError::fail(format!("{}: {}", e.message, serde_json::to_string(root).unwrap())))?;
    let found: Vec<u32> = got.set.iter().collect();
    prop_assert_eq!(&found[..], wanted, "engine (left) {} as of {}: {}", which, day, serde_json::to_string(root).unwrap());
    Ok(())
}

/// The sentence is never empty, and what is explained of a person is what the sets say.
fn told(engine: &Engine, store: &Store, root: &Node, day: Day, wanted: &[u32]) -> Result<(), TestCaseError> {
    let segment = Segment::new(root.clone());
    let names = store.read(|r| Names::find(r, &segment)).unwrap();
    let sentence = describe::describe(&segment, &names);
    prop_assert!(sentence.ends_with('.') && sentence.len() > 5, "{sentence}");
    let mut empty = Vec::new();
    segment.walk(&mut |_, n| {
        let says = describe::describe_node(n, &names);
        if says.as_ref().is_some_and(|s| !s.trim().is_empty()) == says_nothing(n) {
            empty.push(serde_json::to_string(n).unwrap());
        }
    });
    prop_assert!(empty.is_empty(), "without words: {empty:?}");
    let again = Segment::parse(&serde_json::to_value(&segment).unwrap()).ok();
    prop_assert_eq!(again.as_ref(), Some(&segment), "does not come back from JSON");
    let got = engine.evaluate_draft(store, &segment, day).unwrap();
    for person in got.base.everyone.iter().step_by(5).take(4) {
        let told = store.read(|r| explain::explain(r, &segment, &got, &names, PersonId(person))).unwrap();
        let holds = told.holds.unwrap_or(true);
        prop_assert_eq!(holds, wanted.contains(&person), "person {} as of {}: {}", person, day, serde_json::to_string(root).unwrap());
    }
    Ok(())
}

/// No condition in it that could be asked.
fn says_nothing(n: &Node) -> bool {
    match n {
        Node::Group(g) => g.children.iter().all(says_nothing),
        leaf => leaf.problem().is_some(),
    }
}
