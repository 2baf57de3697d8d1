//! The conditions of who a person is, what they said and how they are doing; what they did is in `activity`.
//!
//! Only the words of the language live here, as they are saved. What is missing or does not fit is said by
//! `problem.rs`, what they mean by `scan`, how they read by `describe`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::values::{Number, Scores, Test, Window};
use crate::insights::engagement::EngagementLevel;
use crate::insights::lifecycle::Stage;
use crate::insights::rfm::RfmName;
use crate::types::records::Channel;
use crate::types::{DocumentId, ListId, PersonId};

/// A field of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// ISO 3166-1 alpha-2, e.g. `DE`.
    Country,
    Region,
    City,
    Postcode,
    Language,
    Email,
    FirstName,
    LastName,
    Phone,
    /// A person can have many; a negative test holds when none of them fits.
    Tag,
    /// The day the shop first knew them. Where no source said (moment 0) it is before all other days, and has no anniversary.
    Created,
    Birthday,
    /// Has an account, not only an order or a subscription.
    Registered,
    /// A field that a source brought along, by its name there.
    Custom(String),
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    pub field: Field,
    pub is: Test,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ConsentIs {
    Subscribed,
    Unsubscribed,
    /// Asked, not yet confirmed.
    Pending,
    /// The address bounces for good.
    Cleaned,
    /// Nothing is known: never asked, never said.
    Unknown,
}

/// What a person last said on a channel; on the same second the most restrictive statement holds, whoever told it (and
/// when several told just that, each of them did).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Consent {
    pub channel: Channel,
    /// Any of these.
    pub states: Vec<ConsentIs>,
    /// When that statement was made. Who never said anything is in only with `ever`.
    #[serde(default)]
    pub since: Window,
    /// Who told it: any of these; empty: anybody. Who never said anything is in only without.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
}

/// All that is given must hold; people who never bought have no RFM.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RfmIs {
    /// Any of these names; empty: any.
    pub names: Vec<RfmName>,
    pub r: Option<Scores>,
    pub f: Option<Scores>,
    pub m: Option<Scores>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LifecycleIs {
    /// Any of these.
    pub stages: Vec<Stage>,
}

/// What is expected of a person, from what they and everyone known on that day bought up to it; nobody who never bought has
/// any. The spend's top and bottom are among those who have one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Expected {
    /// Spend in the next 365 days, minor units of the shop's currency.
    Value,
    /// Chance in whole percent that they will not come back.
    Churn,
    /// Days until the next order; below nought: overdue.
    NextOrder,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Predicted {
    pub of: Expected,
    pub compare: Number,
}

/// How a person has met our emails lately.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EngagementIs {
    /// Any of these.
    pub levels: Vec<EngagementLevel>,
}

/// Any of these categories is among the person's favourites, by pieces bought in purchases. Lines of no pieces, or of
/// fewer, are passed over; what was given back still counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Interests {
    pub categories: Vec<String>,
    /// Their first, their first two or their first three: 1 to 3.
    pub among: u8,
}

/// Who first got one of these variants of an experiment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InArm {
    pub experiment: DocumentId,
    /// Empty: any.
    #[serde(default)]
    pub arms: Vec<String>,
}

/// Who was added, updated or tagged by an export.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Exported {
    /// Any of these, by their id there or the name they had then; empty: any.
    pub audiences: Vec<String>,
    /// When the export began.
    pub window: Window,
}

/// A share of everyone, by a hash of the person: always the same people for the same word. SHA-256 over the word's length in
/// bytes (8 bytes, big-endian), the word, and the person's number in decimal digits; in is whose first 8 bytes (big-endian),
/// modulo 10,000, are less than `percent` × 100.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RandomShare {
    /// 1 to 99.
    pub percent: u32,
    /// Another word draws other people.
    #[serde(default)]
    pub salt: String,
}

/// The people of a list that was read from a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OnList {
    pub id: ListId,
}

/// The people of another saved segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InSegment {
    pub id: DocumentId,
}

/// Chosen by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HandPicked {
    pub ids: Vec<PersonId>,
}
