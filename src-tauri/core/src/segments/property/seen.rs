//! What was really exercised: for every branch of the language, how often it came out true and how often false. A
//! generator that never reaches one must fail.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Default)]
pub struct Seen {
    branches: RefCell<BTreeMap<String, [u64; 2]>>,
    /// What some shop had.
    corners: RefCell<BTreeSet<&'static str>>,
}

impl Seen {
    pub fn note(&self, what: impl Into<String>, holds: bool) {
        self.branches.borrow_mut().entry(what.into()).or_default()[usize::from(holds)] += 1;
    }

    pub fn corner(&self, what: &'static str) {
        self.corners.borrow_mut().insert(what);
    }

    /// Of the wanted ones those that never came out true, or never false.
    pub fn missing(&self, wanted: &[String], corners: impl Iterator<Item = &'static str>) -> Vec<String> {
        let seen = self.branches.borrow();
        let of = |w: &String| seen.get(w).copied().unwrap_or_default();
        let one_sided = wanted.iter().filter(|w| of(w).contains(&0));
        let mut out: Vec<String> = one_sided.map(|w| format!("{w}: false {}, true {}", of(w)[0], of(w)[1])).collect();
        out.extend(corners.filter(|c| !self.corners.borrow().contains(c)).map(|c| format!("no shop had {c}")));
        out
    }
}
