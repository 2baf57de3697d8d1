//! Emails to begin with, each one that a shop would really send: seventeen of them, by occasion.
//!
//! Each says which data it needs and what a reader gets where that is missing; the sentence is held to by a test, which
//! renders the email for somebody without it (`need`). Whom they suit is said by the segments and conditions in them.
//! How much of the data a shop has is the business of `api`. One file a family; start at `starters`.

mod after;
mod away;
mod carts;
mod days;
pub mod need;
mod news;
mod parts;
mod we_miss_you;
mod welcome;

use serde::Serialize;
use specta::Type;

use super::definition::Email;
use crate::types::DocumentId;
use need::Need;

pub use we_miss_you::{NAME as WE_MISS_YOU, we_miss_you};

/// What of a shop the starters are fitted to.
#[derive(Debug, Clone, Copy, Default)]
pub struct Fit {
    /// A segment of the best customers, where the shop has one.
    pub vips: Option<DocumentId>,
    /// It is known of some products when they came to the shelf.
    pub arrivals: bool,
}

/// When an email is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Occasion {
    Welcome,
    Almost,
    After,
    Away,
    Days,
    News,
}

impl Occasion {
    /// As it is said to a person.
    pub fn label(self) -> &'static str {
        match self {
            Self::Welcome => "When somebody is new",
            Self::Almost => "When they almost bought",
            Self::After => "After they bought",
            Self::Away => "When they stay away",
            Self::Days => "For a day, and for a few",
            Self::News => "News from the shelf",
        }
    }
}

pub struct Starter {
    /// Names it for programs; also what its links are tracked as.
    pub key: &'static str,
    pub occasion: Occasion,
    pub name: &'static str,
    /// What it says, and why.
    pub about: &'static str,
    /// Whom to send it to, and when.
    pub to: &'static str,
    pub needs: Vec<Need>,
    pub email: Email,
}

/// All of them, occasion by occasion.
pub fn starters(fit: &Fit) -> Vec<Starter> {
    [welcome::starters(), carts::starters(), after::starters(fit), away::starters(fit), days::starters(fit), news::starters(fit)]
        .into_iter()
        .flatten()
        .collect()
}
