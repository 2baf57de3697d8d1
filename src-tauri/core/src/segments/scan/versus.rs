//! One figure of a person against another of theirs.

use std::ops::Range;
use std::sync::Arc;

use super::days::Days;
use super::figure::{Figure, Measurer, Of};
use super::rows::Rows;
use super::{Asked, Condition};
use crate::segments::activity::{Figure as Words, Relation, Versus};
use crate::segments::columns::Columns;

pub struct Against {
    left: Side,
    right: Side,
    compare: Relation,
    percent: i128,
    days: Arc<Days>,
}

struct Side {
    rows: Rows,
    of: Of,
}

impl Side {
    fn new(f: &Words, asked: Asked, columns: &Columns) -> Self {
        Self { rows: Rows::new(f.what, &f.filter, f.window, asked, columns), of: f.measure.into() }
    }

    /// The figure of each person, in their order.
    fn figures(&self, columns: &Columns, part: usize, people: &Range<usize>, days: &Days) -> Vec<Option<Figure>> {
        let Some(part) = columns.part(self.rows.kind, part) else { return Vec::new() };
        let picked = self.rows.pick(part, people);
        if !picked.any {
            return vec![self.of.of_nothing(); people.len()];
        }
        let mut measurer = Measurer::default();
        people.clone().map(|person| measurer.figure(&picked, person, self.of, days).0).collect()
    }
}

impl Against {
    pub fn new(v: &Versus, asked: Asked, columns: &Columns) -> Self {
        Self {
            left: Side::new(&v.left, asked, columns),
            right: Side::new(&v.right, asked, columns),
            compare: v.compare,
            percent: v.percent.into(),
            days: Days::of(asked.as_of.zone),
        }
    }

    /// The same as of another day.
    pub fn aim(&mut self, v: &Versus, asked: Asked) {
        self.left.rows.aim(v.left.window, asked);
        self.right.rows.aim(v.right.window, asked);
    }

    pub fn rows(&self) -> [&Rows; 2] {
        [&self.left.rows, &self.right.rows]
    }

    /// Both figures of one person.
    pub fn both(&self, columns: &Columns, part: usize, place: usize) -> [Option<Figure>; 2] {
        let one = place..place + 1;
        [&self.left, &self.right].map(|side| side.figures(columns, part, &one, &self.days).first().copied().flatten())
    }

    fn holds(&self, left: Figure, right: Figure) -> bool {
        // a/b × 100 against c/d × percent.
        let (a, b) = (i128::from(left.over), i128::from(left.under));
        let (c, d) = (i128::from(right.over), i128::from(right.under));
        let order = (a * 100).saturating_mul(d).cmp(&(c * self.percent).saturating_mul(b));
        match self.compare {
            Relation::MoreThan => order.is_gt(),
            Relation::AtLeast => order.is_ge(),
            Relation::Equal => order.is_eq(),
            Relation::AtMost => order.is_le(),
            Relation::LessThan => order.is_lt(),
        }
    }
}

impl Condition for Against {
    fn scan(&self, columns: &Columns, part: usize, people: Range<usize>, hold: &mut dyn FnMut(usize)) {
        let left = self.left.figures(columns, part, &people, &self.days);
        let right = self.right.figures(columns, part, &people, &self.days);
        for ((person, l), r) in people.zip(left).zip(right) {
            if let (Some(l), Some(r)) = (l, r)
                && self.holds(l, r)
            {
                hold(person);
            }
        }
    }
}
