//! What else must hold of a row, in words that follow the deed: " with the coupon “SPRING”", " with at least 4 stars".

use super::phrase::country;
use super::words::{compared, count};
use crate::segments::activity::{PropertyIs, RowFilter};
use crate::segments::names::{Names, and, or};
use crate::segments::values::{NumberOp, Test};

pub fn quoted(values: &[String]) -> String {
    or(&values.iter().filter(|v| !v.trim().is_empty()).map(|v| format!("“{v}”")).collect::<Vec<_>>())
}

/// Everything but the products, the campaign, the words searched for and the event's name, which belong to the deed.
pub fn conditions(f: &RowFilter, names: &Names) -> String {
    let mut out = String::new();
    if !f.statuses.is_empty() {
        let words: Vec<String> = f.statuses.iter().map(|s| s.as_str().to_owned()).collect();
        out.push_str(&format!(" in {} orders", or(&words)));
    }
    match f.discounted {
        Some(true) => out.push_str(" at a discount"),
        Some(false) => out.push_str(" at full price"),
        None => {}
    }
    if let Some(n) = f.price {
        out.push_str(&format!(" at a price of {}", compared(n, |v| names.money(v))));
    }
    if let Some(n) = f.amount {
        out.push_str(&format!(" worth {}", compared(n, |v| names.money(v))));
    }
    if let Some(n) = f.rating {
        out.push_str(&format!(" with {}", compared(n, |v| count(v, "star", "stars"))));
    }
    if !f.countries.is_empty() {
        let names: Vec<String> = f.countries.iter().map(|c| country(c)).collect();
        out.push_str(&format!(" with delivery to {}", or(&names)));
    }
    if !f.channels.is_empty() {
        out.push_str(&format!(" through {}", quoted(&f.channels)));
    }
    if !f.coupons.is_empty() {
        out.push_str(&format!(" with the coupon {}", quoted(&f.coupons)));
    }
    if !f.properties.is_empty() {
        let all: Vec<String> = f.properties.iter().map(property).collect();
        out.push_str(&format!(" where {}", and(&all)));
    }
    out
}

fn property(p: &PropertyIs) -> String {
    format!("“{}” {}", p.name, test(&p.is))
}

/// A test as it follows its field: `is “google”`, `contains “x”`, `is at least 5`.
pub fn test(t: &Test) -> String {
    match t {
        Test::Is { value } => format!("is “{value}”"),
        Test::IsNot { value, .. } => format!("is not “{value}”"),
        Test::OneOf { values } => format!("is {}", quoted(values)),
        Test::NotOneOf { values, .. } => format!("is not {}", quoted(values)),
        Test::Contains { value } => format!("contains “{value}”"),
        Test::NotContains { value, .. } => format!("does not contain “{value}”"),
        Test::StartsWith { value } => format!("starts with “{value}”"),
        Test::EndsWith { value } => format!("ends with “{value}”"),
        Test::Matches { pattern } => format!("matches the pattern “{pattern}”"),
        Test::NotMatches { pattern, .. } => format!("does not match the pattern “{pattern}”"),
        Test::Number { compare, value } => format!("is {} {}", op(*compare), value.trim()),
        Test::IsSet => "is known".to_owned(),
        Test::IsNotSet => "is not known".to_owned(),
        // Tests of days, flags and other fields have phrases of their own.
        Test::SameAs { .. } | Test::NotSameAs { .. } | Test::Within { .. } | Test::ComingUp { .. } | Test::Yes | Test::No => String::new(),
    }
}

pub fn op(op: NumberOp) -> &'static str {
    match op {
        NumberOp::AtLeast => "at least",
        NumberOp::AtMost => "at most",
        NumberOp::Exactly => "exactly",
        NumberOp::Not => "anything but",
        NumberOp::MoreThan => "more than",
        NumberOp::LessThan => "less than",
    }
}
