//! A filter of rows, compiled once into look-ups, then held against a part column by column.

use std::ops::Range;

use super::Asked;
use crate::segments::activity::{RowFilter, What};
use crate::segments::columns::codes::{Amounts, Codes};
use crate::segments::columns::part::{Lines, Part, moment};
use crate::segments::columns::{Columns, catalogue::Catalogue};
use crate::segments::texts::Holds;
use crate::segments::values::{Number, Window};
use crate::segments::window::Span;
use crate::store::columns::Kind;
use crate::types::records::OrderStatus;

/// Which rows are meant.
pub struct Rows {
    pub kind: Kind,
    /// The rows' lines are the rows.
    pub lines: bool,
    /// `[from, end)`
    from: u32,
    end: u32,
    checks: Vec<Check>,
    line_checks: Vec<LineCheck>,
}

enum Check {
    /// By the kind's byte.
    Kind(Box<[bool; 256]>),
    /// By the code of the text at this place.
    Code(usize, Vec<bool>),
    Amount(Number),
    /// By `other`: a product.
    Other(Vec<bool>),
    /// A moment in `other`, not before this one.
    NotBefore(u32),
    HasLine(Vec<bool>),
}

enum LineCheck {
    Product(Vec<bool>),
    Amount(Number),
    /// The amount against so much for each piece.
    Price(Number),
}

/// The table that rows of this sort lie in.
pub fn kind(what: What) -> Kind {
    match what {
        What::Orders | What::OrderLines => Kind::Orders,
        What::Refunds => Kind::Refunds,
        What::Carts | What::AbandonedCarts => Kind::Carts,
        What::Emails => Kind::Emails,
        What::Views => Kind::Views,
        What::Searches => Kind::Searches,
        What::Reviews => Kind::Reviews,
        What::Events => Kind::Events,
    }
}

impl Rows {
    pub fn new(what: What, filter: &RowFilter, window: Window, asked: Asked, columns: &Columns) -> Self {
        let kind = kind(what);
        let mut out = Self { kind, lines: what == What::OrderLines, from: 0, end: 0, checks: Vec::new(), line_checks: Vec::new() };
        out.aim(window, asked);
        if what == What::AbandonedCarts {
            out.checks.push(Check::NotBefore(moment(asked.until.0)));
        }
        out.texts(filter, columns, asked);
        out.kinds(filter);
        out.products(filter, columns, asked);
        out
    }

    /// The same rows as of another day.
    pub fn aim(&mut self, window: Window, asked: Asked) {
        let span = Span::of(window, asked.as_of);
        self.from = span.from.map_or(0, |t| moment(t.0));
        self.end = moment(span.end.min(asked.until).0);
    }

    fn texts(&mut self, f: &RowFilter, columns: &Columns, asked: Asked) {
        let dicts = &columns.table(self.kind).dicts;
        let mut one_of = |place: usize, of: Kind, words: &[String], test: &dyn Fn(&[String], &str) -> bool| {
            if self.kind == of
                && !words.is_empty()
                && let Some(dict) = dicts.get(place)
            {
                let words: Vec<String> = words.iter().filter(|w| !w.trim().is_empty()).map(|w| w.to_lowercase()).collect();
                self.checks.push(Check::Code(place, dict.allow(false, |text| test(&words, &text.to_lowercase()))));
            }
        };
        let is = |words: &[String], text: &str| words.iter().any(|w| w == text);
        let contains = |words: &[String], text: &str| words.iter().any(|w| text.contains(w.as_str()));
        one_of(0, Kind::Orders, &f.countries, &is);
        one_of(1, Kind::Orders, &f.channels, &is);
        // Codes are kept side by side, with commas between them.
        one_of(2, Kind::Orders, &f.coupons, &|words, text| text.split(',').any(|c| is(words, c)));
        one_of(0, Kind::Emails, &f.campaigns, &is);
        one_of(1, Kind::Emails, &f.links, &contains);
        one_of(0, Kind::Searches, &f.terms, &contains);
        one_of(0, Kind::Events, &f.names, &is);
        if self.kind == Kind::Events
            && !f.properties.is_empty()
            && let Some(dict) = dicts.get(1)
        {
            let tests: Vec<(&str, Holds)> = f.properties.iter().map(|p| (p.name.as_str(), Holds::new(&p.is, asked.as_of))).collect();
            let holds = |text: &str| {
                let all: serde_json::Map<String, serde_json::Value> = serde_json::from_str(text).unwrap_or_default();
                tests.iter().all(|(name, test)| match all.get(*name) {
                    Some(serde_json::Value::String(text)) => test.of(Some(text)),
                    Some(v @ (serde_json::Value::Number(_) | serde_json::Value::Bool(_))) => test.of(Some(&v.to_string())),
                    _ => test.of(None),
                })
            };
            self.checks.push(Check::Code(1, dict.allow(holds("{}"), holds)));
        }
    }

    fn kinds(&mut self, f: &RowFilter) {
        let mut allow = |holds: &dyn Fn(u8) -> bool| {
            let mut table = Box::new([false; 256]);
            for (x, kind) in table.iter_mut().zip(0u8..=255) {
                *x = holds(kind);
            }
            self.checks.push(Check::Kind(table));
        };
        match self.kind {
            Kind::Orders => {
                let places: Vec<usize> = f.statuses.iter().filter_map(|s| OrderStatus::ALL.iter().position(|x| x == s)).collect();
                allow(&|kind| {
                    let fits = if f.statuses.is_empty() { kind & 16 != 0 } else { places.contains(&usize::from(kind & 15)) };
                    fits && f.discounted.is_none_or(|wanted| wanted == (kind & 32 != 0))
                });
            }
            Kind::Emails if !f.kinds.is_empty() => allow(&|kind| f.kinds.iter().any(|k| k.code() == i64::from(kind))),
            Kind::Reviews => {
                if let Some(compare) = f.rating {
                    allow(&|kind| kind > 0 && compare.holds(kind.into()));
                }
            }
            _ => {}
        }
    }

    fn products(&mut self, f: &RowFilter, columns: &Columns, asked: Asked) {
        let c: &Catalogue = &columns.catalogue;
        let mut sets = Vec::new();
        if !f.products.is_empty() {
            sets.push(c.these(f.products.iter().filter_map(|p| u32::try_from(p.0).ok())));
        }
        if !f.categories.is_empty() {
            sets.push(c.in_categories(&f.categories));
        }
        if !f.product_tags.is_empty() {
            sets.push(c.with_tags(&f.product_tags));
        }
        for set in sets {
            if self.lines {
                self.line_checks.push(LineCheck::Product(set));
            } else if self.kind.has_lines() {
                self.checks.push(Check::HasLine(set));
            } else if matches!(self.kind, Kind::Views | Kind::Reviews) {
                self.checks.push(Check::Other(set));
            }
        }
        if let Some(compare) = f.price {
            if self.lines {
                self.line_checks.push(LineCheck::Price(compare));
            } else if self.kind == Kind::Views {
                self.checks.push(Check::Other(c.priced(compare, asked.currency)));
            }
        }
        if let Some(compare) = f.amount {
            if self.lines {
                self.line_checks.push(LineCheck::Amount(compare));
            } else if self.kind.has_lines() {
                self.checks.push(Check::Amount(compare));
            }
        }
    }

    /// The rows of the persons at these places of a part, those that are meant marked.
    pub fn pick<'a>(&self, part: &'a Part, people: &Range<usize>) -> Picked<'a> {
        let rows = part.rows(people);
        let mut mask: Vec<u8> =
            part.at.get(rows.clone()).unwrap_or(&[]).iter().map(|at| u8::from(*at >= self.from) & u8::from(*at < self.end)).collect();
        for check in &self.checks {
            if mask.iter().all(|m| *m == 0) {
                break;
            }
            check.keep(part, &rows, &mut mask);
        }
        match part.lines.as_ref().filter(|_| self.lines) {
            None => Picked { part, lines: None, first: rows.start, any: mask.contains(&1), mask },
            Some(lines) => self.pick_lines(part, lines, &rows, &mask),
        }
    }

    fn pick_lines<'a>(&self, part: &'a Part, lines: &'a Lines, rows: &Range<usize>, row_mask: &[u8]) -> Picked<'a> {
        let range = lines.of_rows(rows);
        let mut mask = vec![0u8; range.len()];
        if row_mask.contains(&1) {
            let bounds = lines.offsets.get(rows.start..).unwrap_or(&[]).windows(2);
            for (m, bound) in row_mask.iter().zip(bounds) {
                if let (1, [from, to]) = (*m, bound)
                    && let Some(of_row) = mask.get_mut(*from as usize - range.start..*to as usize - range.start)
                {
                    of_row.fill(1);
                }
            }
            for check in &self.line_checks {
                check.keep(lines, range.start, &mut mask);
            }
        }
        Picked { part, lines: Some(lines), first: range.start, any: mask.contains(&1), mask }
    }
}

impl Check {
    fn keep(&self, part: &Part, rows: &Range<usize>, mask: &mut [u8]) {
        match self {
            Self::Kind(allowed) => {
                for (m, kind) in mask.iter_mut().zip(part.kind.get(rows.start..).unwrap_or(&[])) {
                    *m &= u8::from(allowed.get(usize::from(*kind)).copied().unwrap_or(false));
                }
            }
            Self::Code(place, allowed) => keep(part.codes.get(*place), rows.start, mask, allowed),
            Self::Other(allowed) => part.other.keep(rows.start, mask, allowed),
            Self::Amount(compare) => each(mask, rows.start, |i| part.amount.get(i).is_some_and(|n| compare.holds(n))),
            Self::NotBefore(end) => each(mask, rows.start, |i| part.other.get(i) >= *end),
            Self::HasLine(allowed) => {
                let Some(lines) = &part.lines else { return mask.fill(0) };
                let fits = |line| allowed.get(lines.product.get(line) as usize).copied().unwrap_or(false);
                each(mask, rows.start, |i| lines.of_rows(&(i..i + 1)).any(fits));
            }
        }
    }
}

impl LineCheck {
    fn keep(&self, lines: &Lines, from: usize, mask: &mut [u8]) {
        match self {
            Self::Product(allowed) => lines.product.keep(from, mask, allowed),
            Self::Amount(compare) => each(mask, from, |i| lines.amount.get(i).is_some_and(|n| compare.holds(n))),
            Self::Price(compare) => each(mask, from, |i| match (lines.amount.get(i), lines.quantity.get(i)) {
                (Some(_), Some(0)) | (None, _) | (_, None) => false,
                (Some(amount), Some(pieces)) if pieces < 0 => {
                    super::figure::fits(*compare, amount.saturating_neg(), pieces.saturating_neg())
                }
                (Some(amount), Some(pieces)) => super::figure::fits(*compare, amount, pieces),
            }),
        }
    }
}

fn keep(codes: Option<&Codes>, from: usize, mask: &mut [u8], allowed: &[bool]) {
    match codes {
        Some(codes) => codes.keep(from, mask, allowed),
        None => mask.fill(0),
    }
}

/// Asks only about what is still in.
fn each(mask: &mut [u8], from: usize, holds: impl Fn(usize) -> bool) {
    for (m, i) in mask.iter_mut().zip(from..) {
        if *m == 1 {
            *m = u8::from(holds(i));
        }
    }
}

/// Rows (or lines) of some neighbouring persons, the meant ones marked.
pub struct Picked<'a> {
    pub part: &'a Part,
    pub lines: Option<&'a Lines>,
    /// The place in the part of the mask's first.
    pub first: usize,
    pub mask: Vec<u8>,
    pub any: bool,
}

impl Picked<'_> {
    /// The places of the person's rows (or lines) in the part.
    pub fn of(&self, person: usize) -> Range<usize> {
        let rows = self.part.rows_of(person);
        self.lines.map_or(rows.clone(), |l| l.of_rows(&rows))
    }

    /// The marked ones of them.
    pub fn marked(&self, range: Range<usize>) -> impl Iterator<Item = usize> {
        let from = range.start;
        let mask = self.mask.get(range.start - self.first..range.end - self.first).unwrap_or(&[]);
        mask.iter().zip(from..).filter(|(m, _)| **m == 1).map(|(_, i)| i)
    }

    pub fn count(&self, range: &Range<usize>) -> i64 {
        let mask = self.mask.get(range.start - self.first..range.end - self.first).unwrap_or(&[]);
        i64::from(mask.iter().map(|m| u32::from(*m)).sum::<u32>())
    }

    /// The moments of the person's marked rows, in their order.
    pub fn moments(&self, person: usize, out: &mut Vec<u32>) {
        out.clear();
        let at = |row: usize| self.part.at.get(row).copied();
        match self.lines {
            None => out.extend(self.marked(self.part.rows_of(person)).filter_map(at)),
            Some(lines) => {
                for row in self.part.rows_of(person) {
                    let n = self.count(&lines.of_rows(&(row..row + 1)));
                    out.extend((0..n).filter_map(|_| at(row)));
                }
            }
        }
    }

    pub fn amounts(&self) -> &Amounts {
        self.lines.map_or(&self.part.amount, |l| &l.amount)
    }
}
