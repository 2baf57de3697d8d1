//! A random share of everyone, by a hash of the person: always the same people for the same word.

use std::ops::Range;

use sha2::{Digest, Sha256};

use super::Condition;
use crate::segments::columns::Columns;
use crate::segments::columns::part::PEOPLE;
use crate::segments::condition::RandomShare;

pub struct Share {
    /// The length of the word and the word, hashed once.
    start: Sha256,
    /// Of 10,000.
    below: u64,
}

impl Share {
    pub fn new(r: &RandomShare) -> Self {
        let salt = r.salt.as_bytes();
        let start = Sha256::new().chain_update((salt.len() as u64).to_be_bytes()).chain_update(salt);
        Self { start, below: u64::from(r.percent) * 100 }
    }

    pub fn holds(&self, id: u32) -> bool {
        let hash = self.start.clone().chain_update(id.to_string()).finalize();
        let first = hash.iter().take(8).fold(0u64, |sum, byte| sum << 8 | u64::from(*byte));
        first % 10_000 < self.below
    }
}

impl Condition for Share {
    fn scan(&self, _: &Columns, part: usize, people: Range<usize>, hold: &mut dyn FnMut(usize)) {
        for person in people {
            if self.holds((part * PEOPLE + person) as u32) {
                hold(person);
            }
        }
    }
}
