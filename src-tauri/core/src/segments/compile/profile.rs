//! Profile fields. Empty text counts as unset; letters A to Z are compared without case.

use super::window::Span;
use super::{AsOf, Statement, sql::Sql};
use crate::segments::condition::{Field, Profile};
use crate::segments::values::{Test, Unset};
use crate::types::Day;

pub fn compile(p: &Profile, as_of: AsOf) -> Statement {
    let mut sql = Sql::default();
    if p.field == Field::Tag {
        return tag(&p.is, sql);
    }
    let holds = match &p.is {
        Test::Within { window } => Span::of(*window, as_of).sql("p.created_at", &mut sql),
        Test::ComingUp { days } => {
            let days = anniversaries(as_of.day, *days);
            format!("substr(p.birthday, 6, 5) IN {}", sql.list(&days))
        }
        Test::Yes => "p.registered = 1".to_owned(),
        Test::No => "p.registered = 0".to_owned(),
        Test::IsSet => format!("{} IS NOT NULL", value(&p.field, &mut sql)),
        Test::IsNotSet => format!("{} IS NULL", value(&p.field, &mut sql)),
        test => {
            let v = format!("lower({})", value(&p.field, &mut sql));
            let positive = text(&v, test, &mut sql);
            match test.unset() {
                None => positive,
                Some(Unset::Exclude) => format!("NOT ({positive})"),
                // NULL makes the comparison neither true nor false.
                Some(Unset::Include) => format!("({positive}) IS NOT TRUE"),
            }
        }
    };
    sql.done(format!("SELECT p.id FROM person p WHERE {holds}"))
}

/// Tags: a positive test holds when any of them fits, a negative one when none does; without tags is "unset".
fn tag(test: &Test, mut sql: Sql) -> Statement {
    const ANY: &str = "SELECT t.person_id FROM person_tag t";
    let out = match test {
        Test::IsSet | Test::IsNotSet => ANY.to_owned(),
        test => {
            let positive = text("lower(t.tag)", test, &mut sql);
            match test.unset() {
                Some(Unset::Exclude) => format!("{ANY} GROUP BY t.person_id HAVING NOT max({positive})"),
                _ => format!("{ANY} WHERE {positive}"),
            }
        }
    };
    let complement = matches!(test, Test::IsNotSet) || test.unset() == Some(Unset::Include);
    Statement { complement, ..sql.done(out) }
}

/// The positive half of a test over `v`, an expression of lower-cased text.
fn text(v: &str, test: &Test, sql: &mut Sql) -> String {
    match test {
        Test::Is { value } | Test::IsNot { value, .. } => format!("{v} = {}", sql.bind(lower(value))),
        Test::OneOf { values } | Test::NotOneOf { values, .. } => format!("{v} IN {}", sql.text_list(values)),
        Test::Contains { value } | Test::NotContains { value, .. } => format!("instr({v}, {}) > 0", sql.bind(lower(value))),
        Test::StartsWith { value } => {
            let place = sql.bind(lower(value));
            format!("substr({v}, 1, length({place})) = {place}")
        }
        Test::EndsWith { value } => {
            let place = sql.bind(lower(value));
            format!("length({v}) >= length({place}) AND substr({v}, -length({place})) = {place}")
        }
        // The others are no tests of text; `problem` has said so before anybody asks.
        _ => "FALSE".to_owned(),
    }
}

/// As SQLite's `lower` does: A to Z alone.
fn lower(s: &str) -> String {
    s.to_ascii_lowercase()
}

/// The field as an expression that is NULL when it is unset.
fn value(field: &Field, sql: &mut Sql) -> String {
    let column = match field {
        Field::Country => "country",
        Field::Region => "region",
        Field::City => "city",
        Field::Postcode => "postcode",
        Field::Language => "language",
        Field::Email => "email",
        Field::FirstName => "first_name",
        Field::LastName => "last_name",
        Field::Phone => "phone",
        Field::Birthday => "birthday",
        Field::Created => return "nullif(p.created_at, 0)".to_owned(),
        Field::Registered => return "p.registered".to_owned(),
        Field::Tag => return "NULL".to_owned(),
        Field::Custom(name) => {
            return format!("(SELECT nullif(f.value, '') FROM person_field f WHERE f.person_id = p.id AND f.name = {})", sql.bind(name));
        }
    };
    format!("nullif(p.{column}, '')")
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
