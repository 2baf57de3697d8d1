//! A segment as the condition of merge tags, where they can ask it: fields that the audience has, compared with a value.
//!
//! A tag asks one thing. Several that must all hold are tags within each other (`Said::All`); several of which one must
//! hold are one after the other, each with the same words (`Said::Any`). Nothing else can be said.

use std::collections::BTreeMap;

use crate::segments::activity::{Measure, What};
use crate::segments::condition::{Field, Profile};
use crate::segments::definition::{Match, Node, Segment};
use crate::segments::values::{Number, Test, Unset, Window};

const NO: &str = "merge tags cannot ask for this segment; send it to its people as a campaign of its own";
const UNKNOWN: &str = "the audience there has no field for it; export it as a merge field first";
/// The same words stand there once for each; more would be no mail any more.
const MOST_TIMES: usize = 8;

/// Such as `IF:COUNTRY=DE` or `IFNOT:FNAME`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Said {
    All(Vec<String>),
    Any(Vec<String>),
}

impl Said {
    /// As links of a chain: the same words under each; none where it takes tags within tags.
    pub(super) fn chain(self) -> Option<Vec<String>> {
        match self {
            Self::Any(all) => Some(all),
            Self::All(all) if all.len() == 1 => Some(all),
            Self::All(_) => None,
        }
    }
}

type Tags = BTreeMap<&'static str, String>;

pub(super) fn condition(segment: &Segment, tags: &Tags) -> Result<Said, &'static str> {
    let said = asked(&segment.root, false, tags)?;
    match &said {
        Said::All(all) | Said::Any(all) if all.is_empty() || all.len() > MOST_TIMES => Err(NO),
        _ => Ok(said),
    }
}

fn asked(node: &Node, not: bool, tags: &Tags) -> Result<Said, &'static str> {
    match node {
        Node::Group(group) => {
            let turned = not != (group.matching == Match::None);
            match group.children.as_slice() {
                [] => Err(NO),
                [one] => asked(one, turned, tags),
                all => {
                    // "Not all of these" is "not this, or not that"; "none" is "not this, and not that".
                    let every = (group.matching == Match::Any) == not;
                    let parts = all.iter().map(|n| asked(n, turned, tags)).collect::<Result<Vec<_>, _>>()?;
                    let mut out = Vec::new();
                    for part in parts {
                        match (every, part) {
                            (true, Said::All(all)) => out.extend(all),
                            (true, Said::Any(mut all)) | (false, Said::All(mut all)) if all.len() == 1 => out.append(&mut all),
                            (false, Said::Any(all)) => out.extend(all),
                            _ => return Err(NO),
                        }
                    }
                    Ok(if every { Said::All(out) } else { Said::Any(out) })
                }
            }
        }
        Node::Profile(p) => profile(p, not, tags),
        Node::Activity(a) if a.what == What::Orders && a.filter.is_empty() && a.window == Window::Ever => match a.measure {
            Measure::Count { compare } => number(tags.get("person.orders").ok_or(UNKNOWN)?, compare, not),
            _ => Err(NO),
        },
        _ => Err(NO),
    }
}

fn profile(p: &Profile, not: bool, tags: &Tags) -> Result<Said, &'static str> {
    let variable = match &p.field {
        Field::Country => "person.country",
        Field::City => "person.city",
        Field::Language => "person.language",
        Field::FirstName => "person.first_name",
        Field::LastName => "person.last_name",
        Field::Email => "person.email",
        _ => return Err(NO),
    };
    let tag = tags.get(variable).ok_or(UNKNOWN)?;
    let is = |values: &[String], sign: &str| -> Result<Vec<String>, &'static str> {
        let one = |v: &String| super::words::can_be_compared(v).then(|| format!("IF:{tag}{sign}{v}")).ok_or(NO);
        values.iter().map(one).collect()
    };
    let one = std::slice::from_ref;
    let (values, negative, unset) = match &p.is {
        Test::Is { value } => (one(value), false, Unset::Include),
        Test::OneOf { values } => (values.as_slice(), false, Unset::Include),
        Test::IsNot { value, unset } => (one(value), true, *unset),
        Test::NotOneOf { values, unset } => (values.as_slice(), true, *unset),
        Test::IsSet | Test::IsNotSet => {
            let there = (p.is == Test::IsSet) != not;
            return Ok(Said::All(vec![format!("{}:{tag}", if there { "IF" } else { "IFNOT" })]));
        }
        _ => return Err(NO),
    };
    match (negative != not, unset) {
        (false, Unset::Include) => Ok(Said::Any(is(values, "=")?)),
        (true, Unset::Include) => Ok(Said::All(is(values, "!=")?)),
        (true, Unset::Exclude) => Ok(Said::All([vec![format!("IF:{tag}")], is(values, "!=")?].concat())),
        (false, Unset::Exclude) => Err(NO),
    }
}

fn number(tag: &str, compare: Number, not: bool) -> Result<Said, &'static str> {
    let (sign, turned, value) = match compare {
        Number::AtLeast { value } => (" >= ", " < ", value),
        Number::AtMost { value } => (" <= ", " > ", value),
        Number::MoreThan { value } => (" > ", " <= ", value),
        Number::LessThan { value } => (" < ", " >= ", value),
        Number::Exactly { value } => ("=", "!=", value),
        Number::Not { value } => ("!=", "=", value),
        Number::Between { from, to } if !not => {
            let (from, to) = (from.min(to), from.max(to));
            return Ok(Said::All(vec![format!("IF:{tag} >= {from}"), format!("IF:{tag} <= {to}")]));
        }
        _ => return Err(NO),
    };
    Ok(Said::All(vec![format!("IF:{tag}{}{value}", if not { turned } else { sign })]))
}
