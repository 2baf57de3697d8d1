//! A test of a text, compiled once and then asked of many texts. Empty counts as unset; letters are compared folded by
//! Rust's `to_lowercase`, in every alphabet. Fields and events' properties are tested alike.

use rust_decimal::Decimal;

use super::pattern;
use super::values::{NumberOp, Test, Unset};
use super::window::{AsOf, Span, anniversaries};
use crate::types::Day;

/// Of a text that is set.
type Positive = Box<dyn Fn(&str) -> bool + Send + Sync>;

pub struct Holds {
    positive: Positive,
    pub negated: bool,
    /// What it says of nothing.
    pub unset: bool,
}

impl Holds {
    pub fn new(test: &Test, as_of: AsOf) -> Self {
        let fold = |s: &str| s.to_lowercase();
        let list =
            |values: &[String]| -> Vec<String> { values.iter().filter(|v| !v.trim().is_empty()).map(|v| v.to_lowercase()).collect() };
        let positive: Positive = match test {
            Test::Is { value } | Test::IsNot { value, .. } => {
                let value = fold(value);
                Box::new(move |t| t.to_lowercase() == value)
            }
            Test::OneOf { values } | Test::NotOneOf { values, .. } => {
                let values = list(values);
                Box::new(move |t| values.contains(&t.to_lowercase()))
            }
            Test::Contains { value } | Test::NotContains { value, .. } => {
                let value = fold(value);
                Box::new(move |t| t.to_lowercase().contains(&value))
            }
            Test::StartsWith { value } => {
                let value = fold(value);
                Box::new(move |t| t.to_lowercase().starts_with(&value))
            }
            Test::EndsWith { value } => {
                let value = fold(value);
                Box::new(move |t| t.to_lowercase().ends_with(&value))
            }
            // One that does not compile was refused by `problem` before anybody asks.
            Test::Matches { pattern } | Test::NotMatches { pattern, .. } => match pattern::compile(pattern) {
                Ok(regex) => Box::new(move |t| regex.is_match(t)),
                Err(_) => Box::new(|_| false),
            },
            Test::Number { compare, value } => number(*compare, value),
            Test::Within { window } => {
                let (span, zone) = (Span::of(*window, as_of), as_of.zone);
                Box::new(move |t| day(t).is_some_and(|day| span.holds(zone.start_of(day))))
            }
            Test::ComingUp { days } => {
                let days = anniversaries(as_of.day, *days);
                Box::new(move |t| day(t).is_some() && t.trim().get(5..).is_some_and(|d| days.iter().any(|x| x == d)))
            }
            Test::IsSet | Test::IsNotSet => Box::new(|_| true),
            // The others are no tests of one text; `problem` has said so before anybody asks.
            Test::SameAs { .. } | Test::NotSameAs { .. } | Test::Yes | Test::No => Box::new(|_| false),
        };
        let negated = test.unset().is_some() || matches!(test, Test::IsNotSet);
        let unset = test.unset() == Some(Unset::Include) || matches!(test, Test::IsNotSet);
        Self { positive, negated, unset }
    }

    pub fn of(&self, text: Option<&str>) -> bool {
        match text.filter(|t| !t.is_empty()) {
            None => self.unset,
            Some(t) => (self.positive)(t) != self.negated,
        }
    }

    /// Whether its positive half holds of a text that is set.
    pub fn fits(&self, text: &str) -> bool {
        (self.positive)(text)
    }
}

/// Exactly `YYYY-MM-DD`, blanks around it aside; `2026-3-9` is not.
fn day(text: &str) -> Option<Day> {
    let text = text.trim();
    text.parse::<Day>().ok().filter(|d| d.to_string() == text)
}

fn number(compare: NumberOp, value: &str) -> Positive {
    let Ok(value) = value.trim().parse::<Decimal>() else { return Box::new(|_| false) };
    Box::new(move |t| {
        !t.contains('_')
            && t.trim().parse::<Decimal>().is_ok_and(|n| match compare {
                NumberOp::AtLeast => n >= value,
                NumberOp::AtMost => n <= value,
                NumberOp::Exactly => n == value,
                NumberOp::Not => n != value,
                NumberOp::MoreThan => n > value,
                NumberOp::LessThan => n < value,
            })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::ShopZone;

    fn test(json: serde_json::Value) -> Holds {
        let as_of = AsOf { day: Day::new(2026, 11, 18).unwrap(), zone: ShopZone::parse("Europe/Berlin").unwrap() };
        Holds::new(&serde_json::from_value(json).unwrap(), as_of)
    }

    #[test]
    fn letters_of_every_alphabet_are_folded_and_nothing_is_unset() {
        use serde_json::json;
        let koeln = [Some("KÖLN"), Some("Kölnisch"), None, Some("")];
        assert_eq!(
            [Some("KÖLN"), Some("x"), None, Some("")].map(|t| test(json!({"op": "is", "value": "köln"})).of(t)),
            [true, false, false, false]
        );
        assert_eq!(koeln.map(|t| test(json!({"op": "is_not", "value": "köln"})).of(t)), [false, true, true, true]);
        assert_eq!(koeln.map(|t| test(json!({"op": "is_not", "value": "köln", "unset": "exclude"})).of(t)), [false, true, false, false]);
        assert_eq!(koeln.map(|t| test(json!({"op": "is_not_set"})).of(t)), [false, false, true, true]);
    }

    #[test]
    fn numbers_days_and_patterns() {
        use serde_json::json;
        let t = test(json!({"op": "number", "compare": "at_least", "value": "12.50"}));
        assert_eq!(["12.5", " 13 ", "12,50", "twelve"].map(|x| t.of(Some(x))), [true, true, false, false]);
        let t = test(json!({"op": "coming_up", "days": 1}));
        assert_eq!(["1990-11-19", "1990-11-20", "19.11.1990"].map(|x| t.of(Some(x))), [true, false, false]);
        let t = test(json!({"op": "not_matches", "pattern": "^a+$"}));
        assert_eq!([Some("AAA"), Some("ab"), None].map(|x| t.of(x)), [false, true, true]);
    }
}
