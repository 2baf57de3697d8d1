//! One condition as a phrase after "who", positive or negative.

use super::filters::{op, quoted};
use super::words::{count, not_among, people, window};
use super::{figures, rows, standing};
use crate::segments::condition::{Consent, ConsentIs, Field, Profile, RfmIs};
use crate::segments::definition::Node;
use crate::segments::names::{Names, or};
use crate::segments::values::{Scores, Test, Unset, Window};
use crate::types::records::Channel;

/// The phrase of one condition. Groups have none of their own.
pub fn phrase(node: &Node, names: &Names, negative: bool) -> String {
    match node {
        Node::Group(_) => String::new(),
        Node::Activity(a) => rows::activity(a, names, negative),
        Node::Sequence(s) => rows::sequence(s, names, negative),
        Node::Versus(v) => figures::versus(v, names, negative),
        Node::Predicted(p) => standing::predicted(p, names, negative),
        Node::Engagement(e) => standing::engagement(e, negative),
        Node::Interests(i) => standing::interests(i, negative),
        Node::Arm(a) => standing::arm(a, names, negative),
        Node::Exported(e) => standing::exported(e, names, negative),
        Node::Random(r) => standing::random(r, negative),
        Node::List(l) => standing::list(l, names, negative),
        Node::Profile(p) => profile(p, negative),
        Node::Consent(c) => consent(c, negative),
        Node::Rfm(x) => rfm(x, negative),
        Node::Lifecycle(l) => {
            let stages: Vec<String> = l.stages.iter().map(|s| format!("“{}”", s.label())).collect();
            format!("are {}at the stage {}", not(negative), or(&stages))
        }
        Node::Segment(s) => format!("are {}in the segment {}", not(negative), names.segment(s.id)),
        Node::People(p) if p.ids.len() == 1 => format!("are {}the {}", not(negative), people(1)),
        Node::People(p) => format!("are {}among {}", not(negative), people(p.ids.len())),
    }
}

fn not(negative: bool) -> &'static str {
    if negative { "not " } else { "" }
}

/// The country's English name; a code that is no country's stays as it is.
pub fn country(code: &str) -> String {
    crate::sources::countries::name(code.trim()).map_or_else(|| code.to_uppercase(), str::to_owned)
}

fn profile(p: &Profile, negative: bool) -> String {
    match (&p.field, &p.is) {
        (Field::Created, Test::Within { window: w }) => not_among(
            negative,
            if *w == Window::Ever { "are known to the shop".to_owned() } else { format!("first became known{}", window(*w)) },
        ),
        (Field::Created, Test::ComingUp { days }) => not_among(negative, format!("have their anniversary with the shop {}", soon(*days))),
        (Field::Custom(name), Test::ComingUp { days }) => not_among(negative, format!("have “{name}” coming up {}", soon(*days))),
        (Field::Custom(name), Test::Within { window: w }) => not_among(negative, format!("have a day in “{name}” that lies{}", window(*w))),
        (Field::Birthday, Test::ComingUp { days: 0 }) => not_among(negative, "have their birthday today".to_owned()),
        (Field::Birthday, Test::ComingUp { days }) => {
            not_among(negative, format!("have their birthday within {}", count(i64::from(*days), "day", "days")))
        }
        (Field::Registered, test) => format!("have {} account", if (*test == Test::Yes) == negative { "no" } else { "an" }),
        (Field::Tag, test) => tag(test, negative),
        (field, test) => text(field, test, negative),
    }
}

fn soon(days: u32) -> String {
    if days == 0 { "today".to_owned() } else { format!("within {}", count(i64::from(days), "day", "days")) }
}

fn tag(test: &Test, negative: bool) -> String {
    let (what, test_negative) = match test {
        Test::Is { value } | Test::IsNot { value, .. } => (format!("tagged “{value}”"), test.unset().is_some()),
        Test::OneOf { values } | Test::NotOneOf { values, .. } => (format!("tagged {}", quoted(values)), test.unset().is_some()),
        Test::Contains { value } | Test::NotContains { value, .. } => {
            (format!("tagged with something that contains “{value}”"), test.unset().is_some())
        }
        Test::StartsWith { value } => (format!("tagged with something that starts with “{value}”"), false),
        Test::EndsWith { value } => (format!("tagged with something that ends with “{value}”"), false),
        Test::Matches { pattern } | Test::NotMatches { pattern, .. } => {
            (format!("tagged with something that matches the pattern “{pattern}”"), test.unset().is_some())
        }
        Test::Number { compare, value } => (format!("tagged with a number that is {} {}", op(*compare), value.trim()), false),
        Test::IsNotSet => return if negative { "have a tag".to_owned() } else { "have no tag".to_owned() },
        _ => return if negative { "have no tag".to_owned() } else { "have a tag".to_owned() },
    };
    match (test_negative, test.unset(), negative) {
        (false, _, n) => format!("are {}{what}", not(n)),
        (true, Some(Unset::Exclude), n) => not_among(n, format!("have tags but are not {what}")),
        (true, _, n) => format!("are {}{what}", not(!n)),
    }
}

/// "live in Germany" for places, "have a city that is …" for the rest.
fn text(field: &Field, test: &Test, negative: bool) -> String {
    let name = field_name(field);
    let article = if name.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    let values: Option<Vec<String>> = match test {
        Test::Is { value } | Test::IsNot { value, .. } => Some(vec![value.clone()]),
        Test::OneOf { values } | Test::NotOneOf { values, .. } => Some(values.iter().filter(|v| !v.trim().is_empty()).cloned().collect()),
        _ => None,
    };
    let positive = match (field, test, &values) {
        (Field::Country, _, Some(v)) => ("live in", "do not live in", or(&v.iter().map(|c| country(c)).collect::<Vec<_>>())),
        (Field::City | Field::Region, _, Some(v)) => ("live in", "do not live in", or(v)),
        (Field::Language, _, Some(v)) => ("read", "do not read", quoted(v)),
        (_, _, Some(v)) => ("have", "do not have", format!("{} as {name}", quoted(v))),
        (_, Test::Contains { value } | Test::NotContains { value, .. }, _) => {
            ("have", "do not have", format!("{article} {name} that contains “{value}”"))
        }
        (_, Test::StartsWith { value }, _) => ("have", "do not have", format!("{article} {name} that starts with “{value}”")),
        (_, Test::EndsWith { value }, _) => ("have", "do not have", format!("{article} {name} that ends with “{value}”")),
        (_, Test::Matches { pattern } | Test::NotMatches { pattern, .. }, _) => {
            ("have", "do not have", format!("{article} {name} that matches the pattern “{pattern}”"))
        }
        (_, Test::Number { compare, value }, _) => {
            ("have", "do not have", format!("{article} {name} of {} {}", op(*compare), value.trim()))
        }
        (_, Test::SameAs { field: other } | Test::NotSameAs { field: other, .. }, _) => {
            ("have", "do not have", format!("the same {name} as {}", field_name(other)))
        }
        (_, Test::IsNotSet, _) => return if negative { format!("have {article} {name}") } else { format!("have no {name}") },
        _ => return if negative { format!("have no {name}") } else { format!("have {article} {name}") },
    };
    let (does, does_not, what) = positive;
    match (test.unset(), negative) {
        (None, false) | (Some(Unset::Include), true) => format!("{does} {what}"),
        (None, true) | (Some(Unset::Include), false) => format!("{does_not} {what}"),
        (Some(Unset::Exclude), false) => format!("have {article} {name} but {does_not} {what}"),
        (Some(Unset::Exclude), true) => format!("{does} {what} or have no {name}"),
    }
}

fn field_name(field: &Field) -> String {
    match field {
        Field::Country => "country",
        Field::Region => "region",
        Field::City => "city",
        Field::Postcode => "postcode",
        Field::Language => "language",
        Field::Email => "email address",
        Field::FirstName => "first name",
        Field::LastName => "last name",
        Field::Phone => "phone number",
        Field::Tag => "tag",
        Field::Created => "first day",
        Field::Birthday => "birthday",
        Field::Registered => "account",
        Field::Custom(name) => return format!("“{name}”"),
    }
    .to_owned()
}

fn consent(c: &Consent, negative: bool) -> String {
    let channel = match c.channel {
        Channel::Email => "email",
        Channel::Sms => "text messages",
    };
    let since = window(c.since);
    let one = |s: &ConsentIs| match s {
        ConsentIs::Subscribed => format!("are subscribed to {channel}"),
        ConsentIs::Unsubscribed => format!("are unsubscribed from {channel}"),
        ConsentIs::Pending => format!("have yet to confirm {channel}"),
        ConsentIs::Cleaned => format!("cannot be reached by {channel}"),
        ConsentIs::Unknown => format!("never said anything about {channel}"),
    };
    let by = if c.sources.is_empty() { String::new() } else { format!(" by {}", quoted(&c.sources)) };
    let said = if since.is_empty() && by.is_empty() { since } else { format!(" (said{by}{since})") };
    match (c.states.as_slice(), negative) {
        ([ConsentIs::Subscribed], true) => format!("are not subscribed to {channel}{said}"),
        ([ConsentIs::Unsubscribed], true) => format!("are not unsubscribed from {channel}{said}"),
        (states, false) => format!("{}{said}", or(&states.iter().map(one).collect::<Vec<_>>())),
        (states, true) => not_among(true, format!("{}{said}", or(&states.iter().map(one).collect::<Vec<_>>()))),
    }
}

fn rfm(x: &RfmIs, negative: bool) -> String {
    let score = |s: Scores| if s.from == s.to { s.from.to_string() } else { format!("{} to {}", s.from.min(s.to), s.from.max(s.to)) };
    let mut scores = Vec::new();
    scores.extend(x.r.map(|s| format!("recency {}", score(s))));
    scores.extend(x.f.map(|s| format!("frequency {}", score(s))));
    scores.extend(x.m.map(|s| format!("money {}", score(s))));
    let scores = crate::segments::names::and(&scores);
    let names: Vec<String> = x.names.iter().map(|n| format!("“{}”", n.label())).collect();
    match (names.is_empty(), scores.is_empty()) {
        (false, true) => {
            let groups = if names.len() == 1 { "group" } else { "groups" };
            format!("{} to the RFM {groups} {}", if negative { "do not belong" } else { "belong" }, or(&names))
        }
        (true, _) => not_among(negative, format!("score {scores}")),
        (false, false) => not_among(negative, format!("belong to the RFM groups {} and score {scores}", or(&names))),
    }
}
