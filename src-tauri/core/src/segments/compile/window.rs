//! Days become moments here: a window's half-open span, in the shop's zone, never past the end of the day asked about.

use super::{AsOf, sql::Sql};
use crate::segments::values::Window;
use crate::types::Timestamp;

/// `[from, end)`; `from` is `None` without a lower edge. Empty when `from >= end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub from: Option<Timestamp>,
    pub end: Timestamp,
}

impl Span {
    pub fn of(window: Window, as_of: AsOf) -> Self {
        let AsOf { day: today, zone } = as_of;
        let start = |day| Some(zone.start_of(day));
        let (from, end) = match window {
            Window::Ever => (None, as_of.end()),
            Window::LastDays { days } => (start(today.minus_days(days.saturating_sub(1))), as_of.end()),
            Window::LastWeeks { weeks } => (start(today.minus_days(weeks.saturating_mul(7).saturating_sub(1))), as_of.end()),
            Window::LastMonths { months } => (start(today.minus_months(months).plus_days(1)), as_of.end()),
            Window::OverDaysAgo { days } => (None, zone.start_of(today.minus_days(days))),
            Window::DaysAgo { from, to } => (start(today.minus_days(from.max(to))), zone.end_of(today.minus_days(from.min(to)))),
            Window::Before { day } => (None, zone.start_of(day)),
            Window::After { day } => (Some(zone.end_of(day)), as_of.end()),
            Window::Between { from, to } => (start(from.min(to)), zone.end_of(from.max(to))),
            Window::SameDayLastYear { around } => {
                let then = today.minus_months(12);
                (start(then.minus_days(around)), zone.end_of(then.plus_days(around)))
            }
        };
        Self { from, end: end.min(as_of.end()) }
    }

    pub fn holds(self, at: Timestamp) -> bool {
        self.from.is_none_or(|from| at >= from) && at < self.end
    }

    /// `expr >= from AND expr < end`.
    pub fn sql(self, expr: &str, sql: &mut Sql) -> String {
        let lower = self.from.map(|from| format!("{expr} >= {} AND ", sql.bind(from))).unwrap_or_default();
        format!("{lower}{expr} < {}", sql.bind(self.end))
    }
}
