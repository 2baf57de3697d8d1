//! Numbers, windows and plurals as they are said.

use crate::segments::values::{Number, Window};
use crate::types::Day;
use crate::types::money::grouped;

/// `1 day`, `1,200 days`.
pub fn count(n: i64, one: &str, many: &str) -> String {
    format!("{} {}", plain(n), if n == 1 { one } else { many })
}

pub fn plain(n: i64) -> String {
    format!("{}{}", if n < 0 { "−" } else { "" }, grouped(n.unsigned_abs()))
}

/// `once`, `twice`, `3 times`.
pub fn times(n: i64) -> String {
    match n {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        n => count(n, "time", "times"),
    }
}

/// `3 March 2026`.
pub fn day(d: Day) -> String {
    d.0.format("%-d %B %Y").to_string()
}

/// Follows a verb: `in the last 90 days`; empty for ever.
pub fn window(w: Window) -> String {
    let days = |n: u32| count(i64::from(n), "day", "days");
    match w {
        Window::Ever => String::new(),
        Window::LastDays { days: 1 } => " today".to_owned(),
        Window::LastDays { days: n } => format!(" in the last {}", days(n)),
        Window::LastWeeks { weeks: n } => format!(" in the last {}", count(i64::from(n), "week", "weeks")),
        Window::LastMonths { months: n } => format!(" in the last {}", count(i64::from(n), "month", "months")),
        Window::SameDayLastYear { around: 0 } => " on this day last year".to_owned(),
        Window::SameDayLastYear { around: n } => format!(" within {} of this day last year", days(n)),
        Window::OverDaysAgo { days: 0 } => " before today".to_owned(),
        Window::OverDaysAgo { days: n } => format!(" more than {} ago", days(n)),
        Window::DaysAgo { from, to } if from == to => format!(" exactly {} ago", days(from)),
        Window::DaysAgo { from, to } => format!(" between {} and {} ago", from.min(to), days(from.max(to))),
        Window::Before { day: d } => format!(" before {}", day(d)),
        Window::After { day: d } => format!(" after {}", day(d)),
        Window::Between { from, to } if from == to => format!(" on {}", day(from)),
        Window::Between { from, to } => format!(" between {} and {}", day(from.min(to)), day(from.max(to))),
    }
}

/// `at least 3`, with each number said by `say`.
pub fn compared(n: Number, say: impl Fn(i64) -> String) -> String {
    match n {
        Number::AtLeast { value } => format!("at least {}", say(value)),
        Number::AtMost { value } => format!("at most {}", say(value)),
        Number::Exactly { value } => format!("exactly {}", say(value)),
        Number::Not { value } => format!("anything but {}", say(value)),
        Number::MoreThan { value } => format!("more than {}", say(value)),
        Number::LessThan { value } => format!("less than {}", say(value)),
        Number::Between { from, to } => format!("{} to {}", say(from.min(to)), say(from.max(to))),
        // Ranks have phrases of their own.
        n @ (Number::Top { .. } | Number::Bottom { .. }) => format!("in the {}", share(n)),
    }
}

/// `top 10%`; empty for what is no rank.
pub fn share(n: Number) -> String {
    match n {
        Number::Top { percent } => format!("top {percent}%"),
        Number::Bottom { percent } => format!("bottom {percent}%"),
        _ => String::new(),
    }
}

/// `2nd`, `13th`.
pub fn ordinal_word(n: u32) -> String {
    crate::segments::parse::ordinal(usize::try_from(n).unwrap_or(usize::MAX))
}

/// What holds whenever `n` does not; `None` where it would take two comparisons.
pub fn opposite(n: Number) -> Option<Number> {
    Some(match n {
        Number::AtLeast { value } => Number::LessThan { value },
        Number::AtMost { value } => Number::MoreThan { value },
        Number::Exactly { value } => Number::Not { value },
        Number::Not { value } => Number::Exactly { value },
        Number::MoreThan { value } => Number::AtMost { value },
        Number::LessThan { value } => Number::AtLeast { value },
        Number::Between { .. } | Number::Top { .. } | Number::Bottom { .. } => return None,
    })
}

/// A count in its simplest words: at least one is "some", none at all is "none", fewer than 3 is "at most 2".
pub enum Amount {
    Some,
    None,
    Compared(Number),
}

pub fn amount(n: Number) -> Amount {
    match n {
        Number::AtLeast { value: 1 } | Number::MoreThan { value: 0 } | Number::Not { value: 0 } => Amount::Some,
        Number::LessThan { value: 1 } | Number::AtMost { value: 0 } | Number::Exactly { value: 0 } | Number::Between { from: 0, to: 0 } => {
            Amount::None
        }
        Number::LessThan { value } if value > 1 => Amount::Compared(Number::AtMost { value: value - 1 }),
        n => Amount::Compared(n),
    }
}

/// `at least twice`, `3 to 5 times`.
pub fn how_often(n: Number) -> String {
    match n {
        Number::Between { from, to } => format!("{} to {}", plain(from.min(to)), count(from.max(to), "time", "times")),
        Number::Not { value } => format!("any number of times but {}", plain(value)),
        n => compared(n, times),
    }
}

/// `at least 3 emails`, `2 to 4 emails`.
pub fn how_many(n: Number, one: &str, many: &str) -> String {
    match n {
        Number::Between { from, to } => format!("{} to {}", plain(from.min(to)), count(from.max(to), one, many)),
        Number::Not { value } => format!("any number of {many} but {}", plain(value)),
        n => compared(n, |v| count(v, one, many)),
    }
}

/// The number to say, and whether "are not among those who" must stand before it.
pub fn turned(n: Number, negative: bool) -> (Number, bool) {
    match (negative, opposite(n)) {
        (false, _) => (n, false),
        (true, Some(other)) => (other, false),
        (true, None) => (n, true),
    }
}

pub fn not_among(negative: bool, text: String) -> String {
    if negative { format!("are not among those who {text}") } else { text }
}

/// `12 people`, `1 person`.
pub fn people(n: usize) -> String {
    let n = i64::try_from(n).unwrap_or(i64::MAX);
    format!("{} hand-picked {}", plain(n), if n == 1 { "person" } else { "people" })
}
