//! Days become moments here: the day asked about, and a window's half-open span in the shop's zone, never past its end.

use super::values::Window;
use crate::types::{Day, ShopZone, Timestamp};

/// The day that is asked about, and where its edges lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AsOf {
    pub day: Day,
    pub zone: ShopZone,
}

impl AsOf {
    /// The first moment that is no longer known on that day.
    pub fn end(self) -> Timestamp {
        self.zone.end_of(self.day)
    }
}

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
}

/// `MM-DD` of today and the `days` days after it, those born on 29 February on the 28th of short years.
pub fn anniversaries(today: Day, days: u32) -> Vec<String> {
    let mut out = Vec::new();
    for i in 0..=days.min(366) {
        let day = today.plus_days(i).to_string();
        let short_year = Day::new(today.plus_days(i).year(), 2, 29).is_err();
        if short_year && day.ends_with("02-28") {
            out.push("02-29".to_owned());
        }
        out.extend(day.get(5..).map(str::to_owned));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn berlin() -> AsOf {
        AsOf { day: Day::new(2026, 11, 18).unwrap(), zone: ShopZone::parse("Europe/Berlin").unwrap() }
    }

    /// The last 2 days on the day after clocks went forward begin 23 + 24 hours before its end.
    #[test]
    fn windows_walk_across_a_change_of_clocks() {
        let monday = AsOf { day: Day::new(2026, 3, 30).unwrap(), ..berlin() };
        let hours = |w| {
            let span = Span::of(w, monday);
            (span.end.0 - span.from.unwrap().0) / 3600
        };
        assert_eq!(hours(Window::LastDays { days: 1 }), 24);
        assert_eq!(hours(Window::LastDays { days: 2 }), 47);
        assert_eq!(hours(Window::DaysAgo { from: 1, to: 1 }), 23);
        let sunday = Day::new(2026, 3, 29).unwrap();
        assert_eq!(hours(Window::Between { from: sunday, to: sunday }), 23);
        assert_eq!(Span::of(Window::Before { day: sunday }, monday).end, Timestamp(monday.zone.start_of(sunday).0));
    }

    #[test]
    fn no_window_reaches_past_the_day_asked_about() {
        let d = |y, m, d| Day::new(y, m, d).unwrap();
        for w in [
            Window::Ever,
            Window::After { day: d(2026, 1, 1) },
            Window::Before { day: d(2030, 1, 1) },
            Window::Between { from: d(2027, 1, 1), to: d(2028, 1, 1) },
        ] {
            assert!(Span::of(w, berlin()).end <= berlin().end());
        }
    }

    #[test]
    fn birthdays_on_29_february_are_kept_on_the_28th_in_short_years() {
        let d = |y, m, d| Day::new(y, m, d).unwrap();
        assert_eq!(anniversaries(d(2026, 2, 27), 2), ["02-27", "02-29", "02-28", "03-01"]);
        assert_eq!(anniversaries(d(2028, 2, 28), 1), ["02-28", "02-29"]);
        assert_eq!(anniversaries(d(2026, 12, 31), 1), ["12-31", "01-01"]);
    }
}
