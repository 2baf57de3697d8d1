//! A part of a table: the rows of `PEOPLE` neighbouring persons, by person, then moment, then id, one array a column.
//!
//! Parts are what is shared between threads, looked at between two questions "shall I stop?", and replaced when a sync
//! touched somebody in them.

use std::ops::Range;

use super::codes::{Amounts, Codes};

/// How many persons a part holds.
pub const PEOPLE: usize = 4096;

/// Moments are seconds from 1950-01-01 UTC on in 32 bits, to 2086; what lies outside counts as the first or last of them.
const EPOCH: i64 = -631_152_000;
/// Stands for "never".
pub const NEVER: u32 = u32::MAX;

pub fn moment(utc: i64) -> u32 {
    u32::try_from(utc.saturating_sub(EPOCH).clamp(0, i64::from(NEVER) - 1)).unwrap_or(0)
}

pub fn utc(moment: u32) -> i64 {
    i64::from(moment) + EPOCH
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Where each person's rows begin; one more than there are persons.
    pub offsets: Vec<u32>,
    pub at: Vec<u32>,
    pub kind: Vec<u8>,
    pub codes: Vec<Codes>,
    pub amount: Amounts,
    pub other: Codes,
    pub lines: Option<Lines>,
}

/// Lines with products, in the order of their rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lines {
    /// Where each row's lines begin; one more than there are rows.
    pub offsets: Vec<u32>,
    /// 0: none.
    pub product: Codes,
    pub quantity: Amounts,
    pub amount: Amounts,
}

fn at(offsets: &[u32], i: usize) -> usize {
    offsets.get(i).or(offsets.last()).map_or(0, |x| *x as usize)
}

impl Part {
    /// The rows of the persons at these places.
    pub fn rows(&self, people: &Range<usize>) -> Range<usize> {
        at(&self.offsets, people.start)..at(&self.offsets, people.end)
    }

    pub fn rows_of(&self, person: usize) -> Range<usize> {
        at(&self.offsets, person)..at(&self.offsets, person + 1)
    }
}

impl Lines {
    pub fn of_rows(&self, rows: &Range<usize>) -> Range<usize> {
        at(&self.offsets, rows.start)..at(&self.offsets, rows.end)
    }
}

impl Part {
    /// Without rows, of a kind with so many texts.
    pub fn empty(texts: usize, with_lines: bool) -> Self {
        let none = || Codes::of(&[]);
        Self {
            offsets: Vec::new(),
            at: Vec::new(),
            kind: Vec::new(),
            codes: (0..texts).map(|_| none()).collect(),
            amount: Amounts::None,
            other: none(),
            lines: with_lines.then(|| Lines { offsets: vec![0], product: none(), quantity: Amounts::None, amount: Amounts::None }),
        }
    }
}
