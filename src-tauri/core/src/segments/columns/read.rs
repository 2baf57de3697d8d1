//! From rows to parts: rows are read once in the order of their ids, put by part, and sorted there by (person, moment).

use std::collections::BTreeMap;

use super::codes::{Amounts, Codes, UNKNOWN};
use super::dict::Dict;
use super::part::{Lines, NEVER, PEOPLE, Part, moment};
use crate::store::Reader;
use crate::store::columns::Kind;
use crate::types::Result;

/// Rows of one part as they come in. Columns that the kind does not have stay empty.
#[derive(Default)]
struct Stage {
    person: Vec<u16>,
    at: Vec<u32>,
    kind: Vec<u8>,
    codes: Vec<Vec<u32>>,
    amount: Vec<i64>,
    other: Vec<u32>,
    line_row: Vec<u32>,
    product: Vec<u32>,
    quantity: Vec<i64>,
    line_amount: Vec<i64>,
}

/// The rows of a kind, of everybody or of the people with these ids (a JSON list), by part; parts without any are left out.
pub fn read(reader: &Reader<'_>, kind: Kind, people: Option<&str>, dicts: &mut [Dict]) -> Result<BTreeMap<usize, Part>> {
    let mut stages: BTreeMap<usize, Stage> = BTreeMap::new();
    // Where each row with lines went, by its id: (id, part, row).
    let mut placed: Vec<(i64, u32, u32)> = Vec::new();
    let (amounts, others) = (kind.has_lines(), matches!(kind, Kind::Carts | Kind::Views | Kind::Reviews));
    reader.each_column_row(kind, people, |r| {
        let person = r.person(1)?.0 as usize;
        let (part, place) = (person / PEOPLE, person % PEOPLE);
        let stage = stages.entry(part).or_insert_with(|| Stage { codes: vec![Vec::new(); dicts.len()], ..Stage::default() });
        if kind.has_lines() {
            placed.push((r.get(0)?, part as u32, stage.at.len() as u32));
        }
        stage.person.push(place as u16);
        let at = r.get(2)?;
        // Nobody said since when the shop knows them: before all days.
        stage.at.push(if kind == Kind::People && at == 0 { 0 } else { moment(at) });
        stage.kind.push(r.get::<i64>(3)?.clamp(0, 255) as u8);
        if amounts {
            stage.amount.push(r.get::<Option<i64>>(4)?.unwrap_or(UNKNOWN));
        }
        if others {
            let other = r.get::<Option<i64>>(5)?;
            stage.other.push(match kind {
                Kind::Carts => other.map_or(NEVER, moment),
                _ => product(other),
            });
        }
        for ((codes, dict), i) in stage.codes.iter_mut().zip(dicts.iter_mut()).zip(6..) {
            codes.push(dict.code(r.text(i)?));
        }
        Ok(())
    })?;
    let mut next = placed.iter().peekable();
    reader.each_column_line(kind, people, |r| {
        let row: i64 = r.get(0)?;
        while next.next_if(|(id, ..)| *id < row).is_some() {}
        let Some((_, part, place)) = next.peek().filter(|(id, ..)| *id == row) else { return Ok(()) };
        let Some(stage) = stages.get_mut(&(*part as usize)) else { return Ok(()) };
        stage.line_row.push(*place);
        stage.product.push(product(r.get(1)?));
        stage.quantity.push(r.get(2)?);
        stage.line_amount.push(r.get::<Option<i64>>(3)?.unwrap_or(UNKNOWN));
        Ok(())
    })?;
    drop(placed);
    // One part after the other, so that never all of them are there twice.
    Ok(std::iter::from_fn(|| stages.pop_first()).map(|(i, stage)| (i, stage.sorted(kind.has_lines()))).collect())
}

/// Product ids are small; what is not is no product that a filter could name.
fn product(id: Option<i64>) -> u32 {
    id.and_then(|id| u32::try_from(id).ok()).unwrap_or(0)
}

impl Stage {
    fn sorted(self, with_lines: bool) -> Part {
        let key = |i: &u32| (self.person.get(*i as usize), self.at.get(*i as usize));
        let mut order: Vec<u32> = (0..self.at.len() as u32).collect();
        // Stable: equal moments stay in the order of their ids.
        order.sort_by_key(key);
        let mut offsets = vec![0u32; PEOPLE + 1];
        for p in &self.person {
            if let Some(n) = offsets.get_mut(usize::from(*p) + 1) {
                *n += 1;
            }
        }
        sum_up(&mut offsets);
        let lines = with_lines.then(|| self.lines(&order));
        Part {
            offsets,
            at: taken(&self.at, &order),
            kind: taken(&self.kind, &order),
            codes: self.codes.iter().map(|c| Codes::of(&taken(c, &order))).collect(),
            amount: Amounts::of(&taken(&self.amount, &order)),
            other: Codes::of(&taken(&self.other, &order)),
            lines,
        }
    }

    fn lines(&self, order: &[u32]) -> Lines {
        // Where each row goes, then how many lines each place has, then each line's place.
        let mut to = vec![0u32; order.len()];
        for (place, row) in order.iter().enumerate() {
            if let Some(t) = to.get_mut(*row as usize) {
                *t = place as u32;
            }
        }
        let place = |line: &u32| self.line_row.get(*line as usize).and_then(|row| to.get(*row as usize)).copied().unwrap_or(0);
        let mut lines: Vec<u32> = (0..self.line_row.len() as u32).collect();
        lines.sort_by_key(place);
        let mut offsets = vec![0u32; order.len() + 1];
        for line in &lines {
            if let Some(n) = offsets.get_mut(place(line) as usize + 1) {
                *n += 1;
            }
        }
        sum_up(&mut offsets);
        Lines {
            offsets,
            product: Codes::of(&taken(&self.product, &lines)),
            quantity: Amounts::of(&taken(&self.quantity, &lines)),
            amount: Amounts::of(&taken(&self.line_amount, &lines)),
        }
    }
}

/// Counts to beginnings.
fn sum_up(offsets: &mut [u32]) {
    let mut sum = 0;
    for n in offsets {
        sum += *n;
        *n = sum;
    }
}

fn taken<T: Copy>(values: &[T], order: &[u32]) -> Vec<T> {
    if values.is_empty() { Vec::new() } else { order.iter().filter_map(|i| values.get(*i as usize).copied()).collect() }
}
