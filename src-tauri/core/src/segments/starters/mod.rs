//! Twenty-four ready segments, tuned by the shop's own numbers: what each is for, and why its number is what it is.
//!
//! `Facts` are the shop's figures, `starters` makes the segments of them; one file a family. Where the data for one is
//! missing, it says so. Counting is `api`'s business.

mod close;
pub mod facts;
mod habits;
mod mail;
pub(crate) mod nodes;
mod rhythm;
mod slipping;
mod standing;

#[cfg(test)]
mod tests;

use serde::Serialize;
use specta::Type;

use super::definition::{Node, Segment};
use facts::Facts;

/// Where a ready segment stands in the gallery.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
#[serde(rename = "StarterFamily")]
pub enum Family {
    Standing,
    Slipping,
    Habits,
    Close,
    Mail,
}

impl Family {
    /// As it is said to a person.
    pub fn label(self) -> &'static str {
        match self {
            Self::Standing => "Where they stand",
            Self::Slipping => "Slipping away",
            Self::Habits => "How they buy",
            Self::Close => "Close to buying",
            Self::Mail => "Emails, dates and places",
        }
    }
}

#[derive(Debug, Clone)]
pub struct Starter {
    pub family: Family,
    pub name: &'static str,
    /// What it is good for.
    pub purpose: &'static str,
    /// Why its number is what it is in this shop.
    pub why: String,
    /// What the shop would have to know first; `None`: it can be counted.
    pub missing: Option<&'static str>,
    /// Among the few to begin with.
    pub featured: bool,
    pub segment: Segment,
}

fn starter(family: Family, name: &'static str, purpose: &'static str) -> Starter {
    Starter { family, name, purpose, why: String::new(), missing: None, featured: false, segment: Segment::everyone() }
}

impl Starter {
    fn because(mut self, why: String) -> Self {
        self.why = why;
        self
    }

    fn with(mut self, all: Vec<Node>) -> Self {
        self.segment = Segment::all(all);
        self
    }

    fn needs(mut self, there: bool, missing: &'static str) -> Self {
        self.missing = (!there).then_some(missing);
        self
    }

    fn featured(mut self) -> Self {
        self.featured = true;
        self
    }
}

/// All of them, family by family.
pub fn starters(facts: &Facts) -> Vec<Starter> {
    let t = rhythm::Thresholds::of(facts);
    [
        standing::starters(facts, &t),
        slipping::starters(facts, &t),
        habits::starters(facts),
        close::starters(facts, &t),
        mail::starters(facts),
    ]
    .concat()
}
