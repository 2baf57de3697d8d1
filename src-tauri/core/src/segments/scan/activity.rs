//! "Has what, where …, with a measure, within a window", of each person.

use std::ops::Range;
use std::sync::Arc;

use super::days::Days;
use super::figure::{Measurer, Of};
use super::rows::Rows;
use super::{Asked, Condition};
use crate::segments::activity::{Activity, Measure};
use crate::segments::columns::Columns;
use crate::segments::columns::part::moment;
use crate::segments::values::{Number, Window};
use crate::segments::window::Span;

pub struct Does {
    pub rows: Rows,
    pub asks: Asks,
    pub days: Arc<Days>,
}

pub enum Asks {
    Figure(Of, Number),
    /// Of the n-th row (`None`: the last): its moment lies in `[from, end)`.
    Moment(Option<usize>, u32, u32),
    /// Percent, and the number of the day asked about.
    Overdue(u32, i64),
}

impl Does {
    pub fn new(a: &Activity, asked: Asked, columns: &Columns) -> Self {
        let rows = Rows::new(a.what, &a.filter, a.window, asked, columns);
        let days = Days::of(asked.as_of.zone);
        Self { rows, asks: asks(a.measure, asked, &days), days }
    }

    /// The same as of another day.
    pub fn aim(&mut self, a: &Activity, asked: Asked) {
        self.rows.aim(a.window, asked);
        self.asks = asks(a.measure, asked, &self.days);
    }
}

fn asks(measure: Measure, asked: Asked, days: &Days) -> Asks {
    let moment_in = |n, when: Window| {
        let span = Span::of(when, asked.as_of);
        Asks::Moment(n, span.from.map_or(0, |t| moment(t.0)), moment(span.end.0))
    };
    match measure {
        Measure::First { when } => moment_in(Some(0), when),
        Measure::Last { when } => moment_in(None, when),
        // There is no row before the first.
        Measure::Nth { n, when } => moment_in(Some((n as usize).checked_sub(1).unwrap_or(usize::MAX)), when),
        Measure::Overdue { percent } => Asks::Overdue(percent, days.number_of(asked.as_of.day)),
        m => Asks::Figure(of(m).unwrap_or(Of::Count), m.compare().unwrap_or(Number::AtLeast { value: 1 })),
    }
}

/// The figure that a measure compares, where it compares one.
pub fn of(m: Measure) -> Option<Of> {
    Some(match m {
        Measure::Count { .. } => Of::Count,
        Measure::Sum { number, .. } => Of::Sum(number),
        Measure::Average { number, .. } => Of::Average(number),
        Measure::Smallest { number, .. } => Of::Smallest(number),
        Measure::Largest { number, .. } => Of::Largest(number),
        Measure::Products { .. } => Of::Products,
        Measure::Gap { which, .. } => Of::Gap(which),
        Measure::First { .. } | Measure::Last { .. } | Measure::Nth { .. } | Measure::Overdue { .. } => return None,
    })
}

impl Condition for Does {
    fn scan(&self, columns: &Columns, part: usize, people: Range<usize>, hold: &mut dyn FnMut(usize)) {
        let Some(part) = columns.part(self.rows.kind, part) else { return };
        let picked = self.rows.pick(part, &people);
        if !picked.any {
            if let Asks::Figure(of, compare) = self.asks
                && of.of_nothing().is_some_and(|f| f.fits(compare))
            {
                people.for_each(hold);
            }
            return;
        }
        let mut measurer = Measurer::default();
        for person in people {
            let holds = match self.asks {
                Asks::Figure(of, compare) => measurer.figure(&picked, person, of, &self.days).0.is_some_and(|f| f.fits(compare)),
                Asks::Moment(n, from, end) => measurer.nth(&picked, person, n).is_some_and(|at| at >= from && at < end),
                Asks::Overdue(percent, today) => measurer.overdue(&picked, person, percent, today, &self.days),
            };
            if holds {
                hold(person);
            }
        }
    }
}
