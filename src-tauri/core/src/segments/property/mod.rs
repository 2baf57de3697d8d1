//! The engine against a second, naive evaluator on random trees over random shops.
//!
//! 64 shops × 40 questions by default; `REGULARS_PROPERTY_SHOPS=2000` for a long run. What differs is shrunk by proptest.

mod naive;
pub(super) mod random;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::definition::Segment;
use super::engine::Engine;
use super::saved;
use crate::store::{Area, Store};
use crate::types::{Day, Timestamp};

const QUESTIONS: usize = 40;

#[test]
fn the_engine_agrees_with_plain_loops_over_rows() {
    let cases = std::env::var("REGULARS_PROPERTY_SHOPS").ok().and_then(|n| n.parse().ok()).unwrap_or(64);
    // Strategies nest deeply, and an unoptimised build spends much stack on each.
    let run = move || compare(cases);
    std::thread::Builder::new().stack_size(64 << 20).spawn(run).unwrap().join().unwrap();
}

fn compare(cases: u32) {
    let mut runner = TestRunner::new(Config { cases, failure_persistence: None, max_shrink_iters: 400, ..Config::default() });
    let questions = proptest::collection::vec((random::tree(), random::day()), QUESTIONS);
    let input = (random::shop(), random::saved(), questions);
    runner.run(&input, |(shop, saved, questions)| held_against(&shop, &saved, &questions)).unwrap();
}

fn held_against(shop: &random::Shop, saved: &[Segment], questions: &[(super::Node, Day)]) -> Result<(), TestCaseError> {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(&dir.path().join("shop.db"), None).unwrap();
    shop.fill(&store);
    store
        .write(Area::Documents, |w| {
            for (i, s) in saved.iter().enumerate() {
                w.create_document(saved::KIND, &format!("s{i}"), &serde_json::to_string(s).unwrap(), Timestamp(0))?;
            }
            Ok(())
        })
        .unwrap();
    let engine = Engine::default();
    let rows = store.read(naive::Rows::read).unwrap();
    for (root, day) in questions {
        let segment = Segment::new(root.clone());
        let wanted = naive::people(&rows, saved, root, *day);
        let got = engine.evaluate_draft(&store, &segment, *day).unwrap();
        let found: Vec<u32> = got.set.iter().collect();
        prop_assert_eq!(&found, &wanted, "as of {} {}", day, serde_json::to_string(root).unwrap());
        // A second asking comes from the cache and must not differ.
        let again: Vec<u32> = engine.evaluate_draft(&store, &segment, *day).unwrap().set.iter().collect();
        prop_assert_eq!(found, again);
    }
    Ok(())
}
