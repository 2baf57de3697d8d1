//! One person's rows become one figure: how many, how much, on average, how far apart.
//!
//! Figures are fractions of whole numbers, so that "exactly €20 on average" is exactly that.

use std::cmp::Ordering;

use super::days::Days;
use super::rows::Picked;
use crate::segments::activity::{FigureMeasure, RowNumber, WhichGap};
use crate::segments::values::Number;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    Count,
    Sum(RowNumber),
    Average(RowNumber),
    Smallest(RowNumber),
    Largest(RowNumber),
    Products,
    Gap(WhichGap),
}

impl From<FigureMeasure> for Of {
    fn from(m: FigureMeasure) -> Self {
        match m {
            FigureMeasure::Count => Self::Count,
            FigureMeasure::Sum { number } => Self::Sum(number),
            FigureMeasure::Average { number } => Self::Average(number),
            FigureMeasure::Smallest { number } => Self::Smallest(number),
            FigureMeasure::Largest { number } => Self::Largest(number),
            FigureMeasure::Products => Self::Products,
        }
    }
}

/// `over / under`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figure {
    pub over: i64,
    /// At least 1.
    pub under: i64,
}

impl Figure {
    pub const ZERO: Self = Self { over: 0, under: 1 };

    pub fn whole(n: i64) -> Self {
        Self { over: n, under: 1 }
    }

    pub fn compare(self, other: Self) -> Ordering {
        (i128::from(self.over) * i128::from(other.under)).cmp(&(i128::from(other.over) * i128::from(self.under)))
    }

    pub fn fits(self, compare: Number) -> bool {
        fits(compare, self.over, self.under)
    }
}

/// Whether `over` stands so to the compared values × `under`.
pub fn fits(compare: Number, over: i64, under: i64) -> bool {
    if under == 1 {
        return compare.holds(over);
    }
    let to = |value: i64| i128::from(over).cmp(&(i128::from(value) * i128::from(under)));
    match compare {
        Number::AtLeast { value } => to(value).is_ge(),
        Number::AtMost { value } => to(value).is_le(),
        Number::Exactly { value } => to(value).is_eq(),
        Number::Not { value } => to(value).is_ne(),
        Number::MoreThan { value } => to(value).is_gt(),
        Number::LessThan { value } => to(value).is_lt(),
        Number::Between { from, to: end } => to(from.min(end)).is_ge() && to(from.max(end)).is_le(),
        // Nothing that one value alone could have; see `ranks`.
        Number::Top { .. } | Number::Bottom { .. } => false,
    }
}

impl Of {
    /// Whether somebody without rows has it (it is nought).
    pub fn of_nothing(self) -> Option<Figure> {
        matches!(self, Self::Count | Self::Sum(_) | Self::Products).then_some(Figure::ZERO)
    }
}

/// Works on one part after another; keeps room that is used again for each person.
#[derive(Default)]
pub struct Measurer {
    products: Vec<u32>,
    moments: Vec<u32>,
}

impl Measurer {
    /// The person's figure; `None` when they have none. The second: whether they have any row.
    pub fn figure(&mut self, picked: &Picked<'_>, person: usize, of: Of, days: &Days) -> (Option<Figure>, bool) {
        let range = picked.of(person);
        let rows = picked.count(&range);
        if rows == 0 {
            return (of.of_nothing(), false);
        }
        let figure = match of {
            Of::Count => Some(Figure::whole(rows)),
            Of::Sum(n) => Some(Figure::whole(picked.numbers(n, range).fold(0, i64::saturating_add))),
            Of::Average(n) => {
                let (sum, count) = picked.numbers(n, range).fold((0i64, 0i64), |(sum, count), x| (sum.saturating_add(x), count + 1));
                (count > 0).then_some(Figure { over: sum, under: count })
            }
            Of::Smallest(n) => picked.numbers(n, range).min().map(Figure::whole),
            Of::Largest(n) => picked.numbers(n, range).max().map(Figure::whole),
            Of::Products => Some(Figure::whole(self.products(picked, range))),
            Of::Gap(which) => self.gap(picked, person, which, days),
        };
        (figure, true)
    }

    fn products(&mut self, picked: &Picked<'_>, range: std::ops::Range<usize>) -> i64 {
        self.products.clear();
        for row in picked.marked(range) {
            picked.each_product(row, |p| self.products.push(p));
        }
        self.products.sort_unstable();
        self.products.dedup();
        i64::try_from(self.products.len()).unwrap_or(i64::MAX)
    }

    fn gap(&mut self, picked: &Picked<'_>, person: usize, which: WhichGap, days: &Days) -> Option<Figure> {
        picked.moments(person, &mut self.moments);
        let gaps = self.moments.windows(2).filter_map(|w| Some(days.number(*w.get(1)?) - days.number(*w.first()?)));
        match which {
            WhichGap::Longest => gaps.max().map(Figure::whole),
            WhichGap::Shortest => gaps.min().map(Figure::whole),
            WhichGap::Average => {
                let (over, n) = self.usual(days)?;
                Some(Figure { over, under: n })
            }
        }
    }

    /// Days from the first to the last of the moments, and how many gaps there are.
    fn usual(&self, days: &Days) -> Option<(i64, i64)> {
        let (first, last) = (self.moments.first()?, self.moments.last()?);
        let gaps = i64::try_from(self.moments.len()).ok()? - 1;
        (gaps > 0).then(|| (days.number(*last) - days.number(*first), gaps))
    }

    /// Whether the days since the last row (to day number `today`) are more than so many percent of their usual gap.
    pub fn overdue(&mut self, picked: &Picked<'_>, person: usize, percent: u32, today: i64, days: &Days) -> bool {
        self.late(picked, person, today, days).is_some_and(|f| i128::from(f.over) * 100 > i128::from(percent) * i128::from(f.under))
    }

    /// The days since the last row (to day number `today`) as a multiple of their usual gap. `None`: they have none, or
    /// one of nought days.
    pub fn late(&mut self, picked: &Picked<'_>, person: usize, today: i64, days: &Days) -> Option<Figure> {
        picked.moments(person, &mut self.moments);
        let ((whole, gaps), last) = (self.usual(days)?, self.moments.last()?);
        (whole > 0).then(|| Figure { over: (today - days.number(*last)).saturating_mul(gaps), under: whole })
    }

    /// The moment of the person's n-th row from the front (0: first) or the last one.
    pub fn nth(&mut self, picked: &Picked<'_>, person: usize, n: Option<usize>) -> Option<u32> {
        picked.moments(person, &mut self.moments);
        n.map_or(self.moments.last(), |n| self.moments.get(n)).copied()
    }
}

impl Picked<'_> {
    /// The numbers of the marked rows among these; rows without one are passed over.
    pub fn numbers(&self, of: RowNumber, range: std::ops::Range<usize>) -> impl Iterator<Item = i64> {
        self.marked(range).filter_map(move |i| self.number(of, i))
    }

    pub fn number(&self, of: RowNumber, i: usize) -> Option<i64> {
        match of {
            RowNumber::Amount => self.amounts().get(i),
            RowNumber::Quantity => self.lines.and_then(|l| l.quantity.get(i)),
            RowNumber::Rating => self.part.kind.get(i).filter(|k| **k > 0).map(|k| i64::from(*k)),
        }
    }

    /// The products of a row (or of its lines).
    pub fn each_product(&self, i: usize, mut f: impl FnMut(u32)) {
        let mut known = |p: u32| {
            if p > 0 {
                f(p);
            }
        };
        match (self.lines, &self.part.lines) {
            (Some(lines), _) => known(lines.product.get(i)),
            (None, Some(lines)) => lines.of_rows(&(i..i + 1)).for_each(|line| known(lines.product.get(line))),
            (None, None) => known(self.part.other.get(i)),
        }
    }
}
