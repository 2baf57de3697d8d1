//! What is missing in a condition, or does not fit: in one sentence, so that an editor can say it beside the condition.
//!
//! A condition with a problem says nothing yet; a segment is saved or exported only without any (`Segment::check`).

use super::condition::{Field, OrderMeasure, Profile};
use super::definition::{Node, Segment};
use super::parse::{capital, place};
use super::values::{Scores, Test, Window};
use crate::types::{Error, Result};

/// What kind of value a field holds; it decides which tests fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    Text,
    Tag,
    Day,
    Birthday,
    Flag,
}

impl Field {
    pub fn kind(&self) -> FieldKind {
        match self {
            Self::Tag => FieldKind::Tag,
            Self::Created => FieldKind::Day,
            Self::Birthday => FieldKind::Birthday,
            Self::Registered => FieldKind::Flag,
            _ => FieldKind::Text,
        }
    }
}

impl Segment {
    /// Refuses what is not finished, naming the place.
    pub fn check(&self) -> Result<()> {
        let mut found = None;
        self.walk(&mut |path, node| {
            if found.is_none()
                && let Some(what) = node.problem()
            {
                found = Some(format!("{}: {what}", capital(&place(path))));
            }
        });
        found.map_or(Ok(()), |sentence| Err(Error::bad_input(sentence)))
    }
}

impl Node {
    /// What this one condition lacks; `None` when it can be asked. Groups never lack anything.
    pub fn problem(&self) -> Option<&'static str> {
        match self {
            Self::Group(_) | Self::Segment(_) => None,
            Self::Profile(p) => profile(p),
            Self::Orders(o) => match o.measure {
                OrderMeasure::First { when } | OrderMeasure::Last { when } => window(when).or(window(o.window)),
                _ => window(o.window),
            },
            Self::OrderLines(l) => window(l.window),
            Self::Refunds(r) => window(r.window),
            Self::EmailEvents(e) => window(e.window),
            Self::AbandonedCarts(c) => window(c.window),
            Self::Consent(c) if c.states.is_empty() => Some("choose what people said."),
            Self::Consent(c) => window(c.since),
            Self::Rfm(x) if x.names.is_empty() && x.r.is_none() && x.f.is_none() && x.m.is_none() => {
                Some("choose at least one kind of buyer.")
            }
            Self::Rfm(x) if [x.r, x.f, x.m].iter().flatten().any(|s| !in_range(*s)) => Some("RFM scores go from 1 to 5."),
            Self::Rfm(_) => None,
            Self::Lifecycle(l) if l.stages.is_empty() => Some("choose at least one stage."),
            Self::Lifecycle(_) => None,
            Self::People(p) if p.ids.is_empty() => Some("choose at least one person."),
            Self::People(_) => None,
        }
    }
}

fn in_range(s: Scores) -> bool {
    (1..=5).contains(&s.from) && (1..=5).contains(&s.to)
}

fn window(w: Window) -> Option<&'static str> {
    matches!(w, Window::LastDays { days: 0 }).then_some("“the last 0 days” is no time at all; 1 day is today.")
}

fn profile(p: &Profile) -> Option<&'static str> {
    use FieldKind as K;
    if matches!(&p.field, Field::Custom(name) if name.trim().is_empty()) {
        return Some("choose a field.");
    }
    match (&p.is, p.field.kind()) {
        (Test::IsSet | Test::IsNotSet, K::Text | K::Tag | K::Birthday) => None,
        (
            Test::Is { value }
            | Test::IsNot { value, .. }
            | Test::Contains { value }
            | Test::NotContains { value, .. }
            | Test::StartsWith { value }
            | Test::EndsWith { value },
            K::Text | K::Tag,
        ) => value.trim().is_empty().then_some("say what it is compared with."),
        (Test::OneOf { values } | Test::NotOneOf { values, .. }, K::Text | K::Tag) => {
            values.iter().all(|v| v.trim().is_empty()).then_some("choose at least one.")
        }
        (Test::Within { window: w }, K::Day) => window(*w),
        (Test::ComingUp { days }, K::Birthday) => (*days > 366).then_some("a birthday is never more than 366 days away."),
        (Test::Yes | Test::No, K::Flag) => None,
        _ => Some("this question does not fit this field."),
    }
}
