//! Some people's rows put in the place of what a part had of them.

use std::ops::Range;

use roaring::RoaringBitmap;

use super::codes::{Amounts, Codes};
use super::part::{Lines, PEOPLE, Part};

/// Rows that follow each other, of the old part or the fresh one.
struct Run {
    fresh: bool,
    rows: Range<usize>,
}

impl Part {
    /// This part with the rows of the `touched` (ids; the part begins at `first`) as `fresh` has them.
    pub fn spliced(&self, fresh: &Part, first: u32, touched: &RoaringBitmap) -> Part {
        let mut offsets = Vec::with_capacity(PEOPLE + 1);
        let mut runs: Vec<Run> = Vec::new();
        let mut sum = 0;
        for (person, id) in (0..PEOPLE).zip(first..) {
            offsets.push(sum as u32);
            let is_fresh = touched.contains(id);
            let rows = if is_fresh { fresh } else { self }.rows_of(person);
            sum += rows.len();
            match runs.last_mut() {
                Some(run) if run.fresh == is_fresh && run.rows.end == rows.start => run.rows.end = rows.end,
                _ if rows.is_empty() => {}
                _ => runs.push(Run { fresh: is_fresh, rows }),
            }
        }
        offsets.push(sum as u32);
        let pick = |run: &Run| if run.fresh { fresh } else { self };
        let mut at = Vec::with_capacity(sum);
        let mut kind = Vec::with_capacity(sum);
        for run in &runs {
            at.extend_from_slice(pick(run).at.get(run.rows.clone()).unwrap_or(&[]));
            kind.extend_from_slice(pick(run).kind.get(run.rows.clone()).unwrap_or(&[]));
        }
        let codes = |of: &dyn Fn(&Part) -> Option<&Codes>| -> Codes {
            let mut out = Vec::with_capacity(sum);
            for run in &runs {
                if let Some(c) = of(pick(run)).filter(|c| !c.is_empty()) {
                    out.extend(run.rows.clone().map(|i| c.get(i)));
                }
            }
            Codes::of(&out)
        };
        Part {
            codes: (0..self.codes.len().max(fresh.codes.len())).map(|i| codes(&|p| p.codes.get(i))).collect(),
            amount: amounts(runs.iter().map(|r| (&pick(r).amount, r.rows.clone()))),
            other: codes(&|p| Some(&p.other)),
            lines: self.lines.as_ref().or(fresh.lines.as_ref()).map(|_| lines(&runs, &pick)),
            offsets,
            at,
            kind,
        }
    }
}

fn amounts<'a>(runs: impl Iterator<Item = (&'a Amounts, Range<usize>)>) -> Amounts {
    let mut out = Vec::new();
    for (amounts, rows) in runs {
        out.extend(rows.map(|i| amounts.raw(i)));
    }
    Amounts::of(&out)
}

fn lines<'a>(runs: &[Run], pick: &dyn Fn(&Run) -> &'a Part) -> Lines {
    let mut offsets = vec![0u32];
    let mut sum = 0u32;
    let mut product = Vec::new();
    let of = |run: &Run| pick(run).lines.as_ref().map(|l| (l, l.of_rows(&run.rows)));
    for run in runs {
        let Some((l, range)) = of(run) else { continue };
        for row in run.rows.clone() {
            sum += l.of_rows(&(row..row + 1)).len() as u32;
            offsets.push(sum);
        }
        product.extend(range.map(|i| l.product.get(i)));
    }
    Lines {
        offsets,
        product: Codes::of(&product),
        quantity: amounts(runs.iter().filter_map(of).map(|(l, range)| (&l.quantity, range))),
        amount: amounts(runs.iter().filter_map(of).map(|(l, range)| (&l.amount, range))),
    }
}
