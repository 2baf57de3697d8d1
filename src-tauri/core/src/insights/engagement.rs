//! How a person has met our emails lately: its names.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use specta::Type;

/// Every person is at exactly one level on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Type, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Engagement {
    Clicks,
    Opens,
    Fading,
    Asleep,
    NeverMailed,
}
