//! What is missing in a condition, or does not fit: in one sentence, so that an editor can say it beside the condition.
//!
//! A condition with a problem says nothing yet; a segment is saved or exported only without any (`Segment::check`).

mod activity;
mod profile;

use std::borrow::Cow;

use super::condition::{Expected, Field};
use super::definition::{Node, Segment};
use super::parse::{capital, place};
use super::values::{Scores, Window};
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
    pub fn problem(&self) -> Option<Cow<'static, str>> {
        match self {
            Self::Group(_) | Self::Segment(_) | Self::List(_) => None,
            Self::Activity(a) => activity::activity(a),
            Self::Sequence(s) => activity::sequence(s),
            Self::Versus(v) => activity::versus(v),
            Self::Predicted(p) if p.of != Expected::Value && p.compare.ranks() => Some("only the expected spend can be ranked.".into()),
            Self::Predicted(_) => None,
            Self::Engagement(e) if e.levels.is_empty() => Some("choose at least one level.".into()),
            Self::Engagement(_) => None,
            Self::Interests(i) if i.categories.iter().all(|c| c.trim().is_empty()) => Some("choose at least one category.".into()),
            Self::Interests(i) if !(1..=3).contains(&i.among) => Some("favourites go from the first 1 to the first 3.".into()),
            Self::Interests(_) => None,
            Self::Arm(_) => None,
            Self::Exported(e) => window(e.window),
            Self::Random(r) if !(1..=99).contains(&r.percent) => Some("a random share goes from 1 to 99 percent.".into()),
            Self::Random(_) => None,
            Self::Profile(p) => profile::profile(p),
            Self::Consent(c) if c.states.is_empty() => Some("choose what people said.".into()),
            Self::Consent(c) => window(c.since),
            Self::Rfm(x) if x.names.is_empty() && x.r.is_none() && x.f.is_none() && x.m.is_none() => {
                Some("choose at least one kind of buyer.".into())
            }
            Self::Rfm(x) if [x.r, x.f, x.m].iter().flatten().any(|s| !in_range(*s)) => Some("RFM scores go from 1 to 5.".into()),
            Self::Rfm(_) => None,
            Self::Lifecycle(l) if l.stages.is_empty() => Some("choose at least one stage.".into()),
            Self::Lifecycle(_) => None,
            Self::People(p) if p.ids.is_empty() => Some("choose at least one person.".into()),
            Self::People(_) => None,
        }
    }
}

fn in_range(s: Scores) -> bool {
    (1..=5).contains(&s.from) && (1..=5).contains(&s.to)
}

fn window(w: Window) -> Option<Cow<'static, str>> {
    match w {
        Window::LastDays { days: 0 } => Some("“the last 0 days” is no time at all; 1 day is today.".into()),
        Window::LastWeeks { weeks: 0 } => Some("“the last 0 weeks” is no time at all.".into()),
        Window::LastMonths { months: 0 } => Some("“the last 0 months” is no time at all.".into()),
        _ => None,
    }
}
