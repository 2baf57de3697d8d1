//! "Did A, then B within so many days, and not C in between", of each person.
//!
//! For each row of a step the latest fitting row before it is enough to look at: any earlier one is further away in days
//! and has more in between.

use std::ops::Range;
use std::sync::Arc;

use super::days::Days;
use super::rows::{Picked, Rows};
use super::{Asked, Condition};
use crate::segments::activity::Sequence;
use crate::segments::columns::Columns;
use crate::segments::values::Window;

pub struct Follows {
    steps: Vec<StepRows>,
    days: Arc<Days>,
    /// The number of the day asked about.
    today: i64,
}

pub struct StepRows {
    pub rows: Rows,
    within: Option<i64>,
    without: Option<Rows>,
    absent: bool,
}

impl Follows {
    pub fn new(s: &Sequence, asked: Asked, columns: &Columns) -> Self {
        let steps = s.steps.iter().enumerate().map(|(i, step)| {
            let window = if i == 0 { s.window } else { Window::Ever };
            StepRows {
                rows: Rows::new(step.what, &step.filter, window, asked, columns),
                within: step.within_days.map(i64::from),
                without: step.without.as_ref().map(|w| Rows::new(w.what, &w.filter, Window::Ever, asked, columns)),
                absent: step.absent,
            }
        });
        let days = Days::of(asked.as_of.zone);
        Self { steps: steps.collect(), today: days.number_of(asked.as_of.day), days }
    }

    /// The same as of another day.
    pub fn aim(&mut self, s: &Sequence, asked: Asked) {
        let windows = std::iter::once(s.window).chain(std::iter::repeat(Window::Ever));
        for (step, window) in self.steps.iter_mut().zip(windows) {
            step.rows.aim(window, asked);
            if let Some(without) = &mut step.without {
                without.aim(Window::Ever, asked);
            }
        }
        self.today = self.days.number_of(asked.as_of.day);
    }

    pub fn steps(&self) -> &[StepRows] {
        &self.steps
    }
}

impl Condition for Follows {
    fn scan(&self, columns: &Columns, part: usize, people: Range<usize>, hold: &mut dyn FnMut(usize)) {
        let pick = |rows: &Rows| columns.part(rows.kind, part).map(|part| rows.pick(part, &people));
        let mut steps: Vec<(Picked<'_>, Option<Picked<'_>>)> = Vec::with_capacity(self.steps.len());
        for step in &self.steps {
            let Some(picked) = pick(&step.rows) else { return };
            if !picked.any && !step.absent {
                return;
            }
            steps.push((picked, step.without.as_ref().and_then(pick)));
        }
        let Some(((first, _), later)) = steps.split_first() else { return };
        let (mut reached, mut next, mut between, mut candidates) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for person in people.clone() {
            first.moments(person, &mut reached);
            let mut held = !reached.is_empty();
            for ((picked, without), step) in later.iter().zip(self.steps.iter().skip(1)) {
                if reached.is_empty() {
                    break;
                }
                picked.moments(person, &mut candidates);
                if step.absent {
                    held = self.stays_away(step, &reached, &candidates);
                    continue;
                }
                match without {
                    Some(without) => without.moments(person, &mut between),
                    None => between.clear(),
                }
                self.next(step, &reached, &candidates, &between, &mut next);
                std::mem::swap(&mut reached, &mut next);
                held = !reached.is_empty();
            }
            if held && !reached.is_empty() {
                hold(person);
            }
        }
    }
}

impl Follows {
    /// Those of the `candidates` that can follow one of the `reached`. All lists are in order.
    fn next(&self, step: &StepRows, reached: &[u32], candidates: &[u32], between: &[u32], out: &mut Vec<u32>) {
        out.clear();
        for b in candidates {
            let Some(a) = reached.partition_point(|a| a < b).checked_sub(1).and_then(|i| reached.get(i)) else { continue };
            let soon = step.within.is_none_or(|days| self.days.number(*b) - self.days.number(*a) <= days);
            let free = between.get(between.partition_point(|c| c <= a)).is_none_or(|c| c >= b);
            if soon && free {
                out.push(*b);
            }
        }
    }

    /// Whether one of the `reached` was followed by none of the `candidates` in time, and that time is over.
    fn stays_away(&self, step: &StepRows, reached: &[u32], candidates: &[u32]) -> bool {
        reached.iter().any(|a| {
            let next = candidates.get(candidates.partition_point(|b| b <= a));
            match step.within {
                None => next.is_none(),
                Some(days) => {
                    self.today - self.days.number(*a) >= days && next.is_none_or(|b| self.days.number(*b) - self.days.number(*a) > days)
                }
            }
        })
    }
}
