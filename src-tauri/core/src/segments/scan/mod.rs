//! Questions to the columns: a condition is compiled once and then held against the people, part by part.
//!
//! Start with `Condition` and `everybody`. `rows` picks rows, `figure` makes a number of them; `activity`, `sequence`,
//! `versus`, `consent` and `profile` are conditions over them. `ranks` compares people with each other and so cannot be
//! asked of one alone.

pub mod activity;
pub mod consent;
pub mod days;
pub mod figure;
pub mod kept;
pub mod profile;
pub mod ranks;
pub mod rows;
pub mod sequence;
pub mod share;
pub mod stats;
pub mod versus;
pub mod work;

use std::ops::Range;

use roaring::RoaringBitmap;

use super::columns::Columns;
use super::columns::part::{PEOPLE, moment};
use super::window::AsOf;
use crate::store::columns::Kind;
use crate::types::{Currency, Result, Timestamp};
use work::Stop;

/// What is asked about.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    pub as_of: AsOf,
    /// Rows from here on do not exist: the end of that day, or an earlier one's, for "if nothing else happens".
    pub until: Timestamp,
    /// The shop's.
    pub currency: Currency,
}

/// What can be said of each person from their own rows.
pub trait Condition: Sync {
    /// Calls `hold` with the place of everyone at these places of the part for whom it holds. Whether somebody is known
    /// at all is not its business.
    fn scan(&self, columns: &Columns, part: usize, people: Range<usize>, hold: &mut dyn FnMut(usize));
}

const WORDS: usize = PEOPLE / 64;

/// Everyone for whom it holds.
pub fn everybody(columns: &Columns, condition: &dyn Condition, stop: Stop<'_>) -> Result<RoaringBitmap> {
    let parts = work::parts(columns.parts(), stop, |part| {
        let mut words = [0u64; WORDS];
        condition.scan(columns, part, 0..PEOPLE, &mut |person| {
            if let Some(w) = words.get_mut(person / 64) {
                *w |= 1 << (person % 64);
            }
        });
        words
    })?;
    Ok(assembled(&parts))
}

/// One bit a person, part by part.
fn assembled(parts: &[[u64; WORDS]]) -> RoaringBitmap {
    let bytes: Vec<u8> = parts.iter().flatten().flat_map(|w| w.to_le_bytes()).collect();
    RoaringBitmap::from_lsb0_bytes(0, &bytes)
}

/// Those of these people for whom it holds.
pub fn some(columns: &Columns, condition: &dyn Condition, people: &RoaringBitmap) -> RoaringBitmap {
    people.iter().filter(|id| one(columns, condition, *id)).collect()
}

pub fn one(columns: &Columns, condition: &dyn Condition, person: u32) -> bool {
    let (part, place) = (person as usize / PEOPLE, person as usize % PEOPLE);
    let mut holds = false;
    condition.scan(columns, part, place..place + 1, &mut |_| holds = true);
    holds
}

/// Who was known before this moment.
pub struct Known(u32);

impl Known {
    pub fn before(end: Timestamp) -> Self {
        Self(moment(end.0))
    }
}

impl Condition for Known {
    fn scan(&self, columns: &Columns, part: usize, people: Range<usize>, hold: &mut dyn FnMut(usize)) {
        let Some(part) = columns.part(Kind::People, part) else { return };
        for person in people {
            if part.rows_of(person).any(|row| part.at.get(row).is_some_and(|at| *at < self.0)) {
                hold(person);
            }
        }
    }
}
