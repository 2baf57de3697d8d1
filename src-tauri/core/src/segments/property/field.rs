//! Tests of fields and properties once more: every value compared by itself.

use regex::RegexBuilder;

use super::naive::Question;
use super::rows::Person;
use super::span::within;
use crate::segments::condition::Field;
use crate::segments::values::{NumberOp, Test, Unset};
use crate::types::Day;

impl Question<'_> {
    pub fn profile(&self, field: &Field, test: &Test, p: &Person) -> bool {
        match (field, test) {
            (Field::Registered, _) => (*test == Test::Yes) == p.registered,
            (Field::Created, Test::Within { window }) => within(self.rows.day(p.created), *window, self.day),
            (Field::Created, Test::ComingUp { days }) => p.created != 0 && comes_up(self.rows.day(p.created), self.day, *days),
            (_, Test::Within { window }) => days(&values(field, p)).any(|d| within(d, *window, self.day)),
            (_, Test::ComingUp { days: n }) => days(&values(field, p)).any(|d| comes_up(d, self.day, *n)),
            (_, Test::SameAs { field: other }) => same(field, other, p).unwrap_or(false),
            (_, Test::NotSameAs { field: other, unset }) => same(field, other, p).map_or(*unset == Unset::Include, |same| !same),
            _ => text(&values(field, p), test),
        }
    }
}

fn values(field: &Field, p: &Person) -> Vec<String> {
    let column = |i: usize| p.text[i].clone().into_iter().collect();
    match field {
        Field::Country => column(0),
        Field::Region => column(1),
        Field::City => column(2),
        Field::Postcode => column(3),
        Field::Language => column(4),
        Field::Email => column(5),
        Field::FirstName => column(6),
        Field::LastName => column(7),
        Field::Phone => column(8),
        Field::Birthday => column(9),
        Field::Tag => p.tags.clone(),
        Field::Custom(name) => p.fields.iter().filter(|(n, _)| n == name).map(|(_, v)| v.clone()).collect(),
        Field::Created | Field::Registered => vec![],
    }
}

/// `None` when either is empty.
fn same(a: &Field, b: &Field, p: &Person) -> Option<bool> {
    let of = |f: &Field| values(f, p).into_iter().find(|v| !v.is_empty());
    Some(of(a)?.to_lowercase() == of(b)?.to_lowercase())
}

/// Whether any of the values passes, or none of them for a negative test.
pub fn text(values: &[String], test: &Test) -> bool {
    let values: Vec<&String> = values.iter().filter(|v| !v.is_empty()).collect();
    let low = |s: &str| s.to_lowercase();
    let any = |f: &dyn Fn(&str) -> bool| values.iter().any(|v| f(v));
    let negative = |fits: bool, unset: Unset| if values.is_empty() { unset == Unset::Include } else { !fits };
    let found = |pattern: &str| {
        let pattern = RegexBuilder::new(pattern).case_insensitive(true).build().unwrap();
        any(&|v| pattern.is_match(v))
    };
    match test {
        Test::Is { value } => any(&|v| low(v) == low(value)),
        Test::IsNot { value, unset } => negative(any(&|v| low(v) == low(value)), *unset),
        Test::OneOf { values: w } => any(&|v| w.iter().any(|w| low(w) == low(v))),
        Test::NotOneOf { values: w, unset } => negative(any(&|v| w.iter().any(|w| low(w) == low(v))), *unset),
        Test::Contains { value } => any(&|v| low(v).contains(&low(value))),
        Test::NotContains { value, unset } => negative(any(&|v| low(v).contains(&low(value))), *unset),
        Test::StartsWith { value } => any(&|v| low(v).starts_with(&low(value))),
        Test::EndsWith { value } => any(&|v| low(v).ends_with(&low(value))),
        Test::Matches { pattern } => found(pattern),
        Test::NotMatches { pattern, unset } => negative(found(pattern), *unset),
        Test::Number { compare, value } => any(&|v| {
            let Some(order) = decimal(v).zip(decimal(value)).map(|(a, b)| a.cmp(&b)) else { return false };
            match compare {
                NumberOp::AtLeast => order.is_ge(),
                NumberOp::AtMost => order.is_le(),
                NumberOp::Exactly => order.is_eq(),
                NumberOp::Not => order.is_ne(),
                NumberOp::MoreThan => order.is_gt(),
                NumberOp::LessThan => order.is_lt(),
            }
        }),
        Test::IsSet => !values.is_empty(),
        Test::IsNotSet => values.is_empty(),
        Test::SameAs { .. } | Test::NotSameAs { .. } | Test::Within { .. } | Test::ComingUp { .. } | Test::Yes | Test::No => {
            unreachable!("refused by `problem`")
        }
    }
}

/// In billionths: a sign, digits, a point, digits.
fn decimal(text: &str) -> Option<i128> {
    let text = text.trim();
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if (whole.is_empty() && part.is_empty()) || !all_digits(whole) || !all_digits(part) || part.len() > 9 || whole.len() > 20 {
        return None;
    }
    let number = |s: &str| if s.is_empty() { Some(0) } else { s.parse::<i128>().ok() };
    Some(sign * (number(whole)? * 1_000_000_000 + number(&format!("{part:0<9}"))?))
}

fn days(values: &[String]) -> impl Iterator<Item = Day> {
    values.iter().filter_map(|v| {
        let v = v.trim();
        let shape = v.len() == 10 && v.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
        if !shape {
            return None;
        }
        Day::new(v[..4].parse().ok()?, v[5..7].parse().ok()?, v[8..].parse().ok()?).ok()
    })
}

/// Whether its date comes today or within so many days; the 29th of February on the 28th of short years.
fn comes_up(d: Day, today: Day, days: u32) -> bool {
    (0..=days).any(|i| {
        let on = today.plus_days(i);
        let (on_date, date) = (on.to_string()[5..].to_owned(), d.to_string()[5..].to_owned());
        let short = Day::new(on.year(), 2, 29).is_err();
        on_date == date || (short && on_date == "02-28" && date == "02-29")
    })
}
