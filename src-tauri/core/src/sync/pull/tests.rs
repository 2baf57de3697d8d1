//! The loop against a source of made-up pages.

use std::sync::Mutex;

use super::*;
use crate::sources::{Refused, Stream};
use crate::types::records::{CustomerRecord, Record};
use crate::types::{FixedClock, Timestamp};

/// Ten people in pages of three; fails when it is asked for a page it was told to fail at.
struct Ten {
    fail_at: Mutex<Option<u64>>,
}

impl Source for Ten {
    fn streams(&self) -> &'static [Stream] {
        &[Stream { name: "people", words: "Reading people" }]
    }

    fn page(&self, _: &str, cursor: Option<&str>, _: &Progress) -> Result<Page> {
        let from: u64 = cursor.and_then(|c| c.parse().ok()).unwrap_or(0);
        if *self.fail_at.lock().unwrap() == Some(from) {
            return Err(Error::new(Code::Network, "gone"));
        }
        let to = (from + 3).min(10);
        let records = (from..to)
            .map(|n| Record::Customer(CustomerRecord { external_id: Some(n.to_string()), ..CustomerRecord::default() }))
            .collect();
        let refused = if from == 0 { vec![Refused { reason: "odd".into(), raw: "{}".into() }] } else { Vec::new() };
        Ok(Page { records, refused, fresh: to - from, left: Some(10 - to), cursor: to.to_string(), more: to < 10, ..Page::default() })
    }
}

fn store() -> (tempfile::TempDir, Store, SourceId) {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(&dir.path().join("shop.db"), None).unwrap();
    let id = store.write(Area::House, |w| w.add_source("woocommerce", "Shop", "{}", Timestamp(1))).unwrap();
    (dir, store, id)
}

#[test]
fn a_failure_keeps_the_pages_before_it_and_the_next_sync_goes_on_after_them() {
    let (_dir, store, id) = store();
    let ten = Ten { fail_at: Mutex::new(Some(6)) };
    let target = Target { source: id, label: "shop.example" };
    let clock = FixedClock(Timestamp(100));
    assert_eq!(pull(&store, &target, &ten, &clock, &Progress::silent()).unwrap_err().code, Code::Network);
    assert_eq!(store.read(|r| r.person_count()).unwrap(), 6);
    let run = store.read(|r| r.runs(1)).unwrap().remove(0);
    assert_eq!((run.state.as_str(), run.read, run.refused, run.message.as_deref()), ("failed", 6, 1, Some("gone")));
    assert_eq!(store.read(|r| r.refusals(run.id)).unwrap().len(), 1);
    *ten.fail_at.lock().unwrap() = None;
    let sum = pull(&store, &target, &ten, &clock, &Progress::silent()).unwrap();
    assert_eq!((sum.read, sum.stored, sum.refused), (4, 4, 0));
    assert_eq!(store.read(|r| r.person_count()).unwrap(), 10);
}

#[test]
fn stopping_is_between_pages_and_a_run_that_was_killed_is_closed_by_the_next() {
    let (_dir, store, id) = store();
    let ten = Ten { fail_at: Mutex::new(None) };
    let target = Target { source: id, label: "shop.example" };
    let clock = FixedClock(Timestamp(100));
    store.write(Area::House, |w| w.start_run(id, "sync", "killed", "{}", Timestamp(50))).unwrap();
    let progress = Progress::silent();
    progress.cancel();
    assert_eq!(pull(&store, &target, &ten, &clock, &progress).unwrap_err().code, Code::Cancelled);
    let runs = store.read(|r| r.runs(2)).unwrap();
    assert_eq!((runs[0].state.as_str(), runs[1].state.as_str()), ("cancelled", "failed"));
    assert!(runs[1].message.as_deref().unwrap().contains("interrupted"));
}

/// Two pages that lead to each other.
struct Round;

impl Source for Round {
    fn streams(&self) -> &'static [Stream] {
        &[Stream { name: "people", words: "Reading people" }]
    }

    fn page(&self, _: &str, cursor: Option<&str>, _: &Progress) -> Result<Page> {
        let next = if cursor == Some("a") { "b" } else { "a" };
        Ok(Page { fresh: 1, cursor: next.to_owned(), more: true, ..Page::default() })
    }
}

#[test]
fn pages_that_lead_in_a_circle_end_with_a_sentence() {
    let (_dir, store, id) = store();
    let e =
        pull(&store, &Target { source: id, label: "shop.example" }, &Round, &FixedClock(Timestamp(100)), &Progress::silent()).unwrap_err();
    assert!(e.code == Code::Unexpected && e.message.contains("again and again"), "{}", e.message);
}
