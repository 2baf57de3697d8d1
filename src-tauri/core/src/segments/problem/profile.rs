//! What is missing in, or does not fit, a test of a person's field or of an event's property.

use std::borrow::Cow;
use std::str::FromStr;

use rust_decimal::Decimal;

use super::super::condition::{Field, Profile};
use super::super::pattern;
use super::super::values::Test;
use super::{FieldKind, window};

type Problem = Option<Cow<'static, str>>;

pub fn profile(p: &Profile) -> Problem {
    use FieldKind as K;
    if matches!(&p.field, Field::Custom(name) if name.trim().is_empty()) {
        return Some("choose a field.".into());
    }
    let custom = matches!(p.field, Field::Custom(_));
    match (&p.is, p.field.kind()) {
        (Test::IsSet | Test::IsNotSet, K::Text | K::Tag | K::Birthday) => None,
        (Test::SameAs { field } | Test::NotSameAs { field, .. }, K::Text) => {
            if field.kind() != K::Text {
                Some("only fields with text in them can be compared with each other.".into())
            } else if *field == p.field {
                Some("a field is always the same as itself; choose another.".into())
            } else {
                matches!(field, Field::Custom(name) if name.trim().is_empty()).then(|| "choose a field.".into())
            }
        }
        (Test::Within { window: w }, K::Day) => window(*w),
        (Test::Within { window: w }, K::Text) if custom => window(*w),
        (Test::ComingUp { days }, K::Birthday | K::Day) => coming_up(*days),
        (Test::ComingUp { days }, K::Text) if custom => coming_up(*days),
        (Test::Yes | Test::No, K::Flag) => None,
        (Test::Within { .. } | Test::ComingUp { .. } | Test::Yes | Test::No | Test::SameAs { .. } | Test::NotSameAs { .. }, _) => UNFIT,
        (test, K::Text | K::Tag) => text(test),
        _ => UNFIT,
    }
}

const UNFIT: Problem = Some(Cow::Borrowed("this question does not fit this field."));

fn coming_up(days: u32) -> Problem {
    (days > 366).then(|| "a day that comes every year is never more than 366 days away.".into())
}

/// A test of plain text: of a field, a tag, an event's property.
pub fn text(test: &Test) -> Problem {
    match test {
        Test::IsSet | Test::IsNotSet => None,
        Test::Is { value }
        | Test::IsNot { value, .. }
        | Test::Contains { value }
        | Test::NotContains { value, .. }
        | Test::StartsWith { value }
        | Test::EndsWith { value } => value.trim().is_empty().then(|| "say what it is compared with.".into()),
        Test::OneOf { values } | Test::NotOneOf { values, .. } => {
            values.iter().all(|v| v.trim().is_empty()).then(|| "choose at least one.".into())
        }
        Test::Matches { pattern: p } | Test::NotMatches { pattern: p, .. } => pattern::compile(p).err().map(Cow::Owned),
        Test::Number { value, .. } => {
            Decimal::from_str(value.trim()).is_err().then(|| "say a number to compare with, such as 12 or 12.50.".into())
        }
        Test::SameAs { .. } | Test::NotSameAs { .. } | Test::Within { .. } | Test::ComingUp { .. } | Test::Yes | Test::No => UNFIT,
    }
}
