//! Windows and comparisons once more: days counted one by one, fractions compared crosswise.

use crate::segments::values::{Number, Window};
use crate::types::Day;

/// Whether the day belongs to the window, asked as of `today`.
pub fn within(d: Day, window: Window, today: Day) -> bool {
    let ago = today.days_since(d);
    ago >= 0
        && match window {
            Window::Ever => true,
            Window::LastDays { days } => ago < i64::from(days),
            Window::LastWeeks { weeks } => ago < 7 * i64::from(weeks),
            Window::LastMonths { months } => month_earlier(today, months).is_none_or(|edge| d > edge),
            Window::OverDaysAgo { days } => ago > i64::from(days),
            Window::DaysAgo { from, to } => ago >= i64::from(from.min(to)) && ago <= i64::from(from.max(to)),
            Window::Before { day } => d < day,
            Window::After { day } => d > day,
            Window::Between { from, to } => (d >= from && d <= to) || (d >= to && d <= from),
            Window::SameDayLastYear { around } => {
                month_earlier(today, 12).is_some_and(|then| then.days_since(d).abs() <= i64::from(around))
            }
        }
}

/// The same date so many months earlier, or that month's last day; `None` before the year 1.
fn month_earlier(day: Day, months: u32) -> Option<Day> {
    let text = day.to_string();
    let (month, date): (i64, u32) = (text[5..7].parse().unwrap(), text[8..10].parse().unwrap());
    let n = i64::from(day.year()) * 12 + month - 1 - i64::from(months);
    let (year, month) = (n.div_euclid(12), n.rem_euclid(12) + 1);
    if year < 1 {
        return None;
    }
    (28..=date).rev().chain([date]).find_map(|date| Day::new(year as i32, month as u32, date).ok())
}

/// A number of a person: `num` / `den`, `den` above 0.
#[derive(Debug, Clone, Copy)]
pub struct Fraction {
    pub num: i128,
    pub den: i128,
}

impl Fraction {
    pub fn whole(n: i64) -> Self {
        Self { num: n.into(), den: 1 }
    }

    pub fn new(num: i64, den: i64) -> Option<Self> {
        let (num, den) = (i128::from(num), i128::from(den));
        match den {
            0 => None,
            d if d < 0 => Some(Self { num: -num, den: -d }),
            _ => Some(Self { num, den }),
        }
    }

    pub fn against(self, other: Self) -> std::cmp::Ordering {
        (self.num * other.den).cmp(&(other.num * self.den))
    }

    /// Never for a rank: that is not asked of one number.
    pub fn holds(self, n: Number) -> bool {
        let to = |value: i64| self.against(Self::whole(value));
        match n {
            Number::AtLeast { value } => to(value).is_ge(),
            Number::AtMost { value } => to(value).is_le(),
            Number::Exactly { value } => to(value).is_eq(),
            Number::Not { value } => to(value).is_ne(),
            Number::MoreThan { value } => to(value).is_gt(),
            Number::LessThan { value } => to(value).is_lt(),
            Number::Between { from, to: other } => (to(from).is_ge() && to(other).is_le()) || (to(from).is_le() && to(other).is_ge()),
            Number::Top { .. } | Number::Bottom { .. } => false,
        }
    }
}

/// Who is in a rank, by place: those of whom fewer than ⌈n × percent / 100⌉ others do strictly better.
pub fn ranked(values: &[Option<Fraction>], n: Number) -> Vec<bool> {
    let (percent, top) = match n {
        Number::Top { percent } => (percent, true),
        Number::Bottom { percent } => (percent, false),
        _ => return vec![false; values.len()],
    };
    let all: Vec<Fraction> = values.iter().copied().flatten().collect();
    let places = (all.len() * percent as usize).div_ceil(100);
    values
        .iter()
        .map(|v| {
            v.is_some_and(|v| {
                let better = all.iter().filter(|o| if top { o.against(v).is_gt() } else { o.against(v).is_lt() }).count();
                better < places
            })
        })
        .collect()
}
