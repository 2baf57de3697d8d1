//! The small parts that conditions are made of: comparing a number, a window of days, a test of a profile field.
//!
//! Windows are calendar days in the shop's time zone; `window.rs` in `compile` turns their edges into moments.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::types::Day;

/// How a number is compared. Nought is a number like any other: "at most 1" holds for those with none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type, JsonSchema)]
#[serde(tag = "op", rename_all = "snake_case", deny_unknown_fields)]
pub enum Number {
    AtLeast {
        value: i64,
    },
    AtMost {
        value: i64,
    },
    Exactly {
        value: i64,
    },
    Not {
        value: i64,
    },
    MoreThan {
        value: i64,
    },
    LessThan {
        value: i64,
    },
    /// Both ends belong to it; the order of the two does not matter.
    Between {
        from: i64,
        to: i64,
    },
}

impl Number {
    pub fn holds(self, n: i64) -> bool {
        match self {
            Self::AtLeast { value } => n >= value,
            Self::AtMost { value } => n <= value,
            Self::Exactly { value } => n == value,
            Self::Not { value } => n != value,
            Self::MoreThan { value } => n > value,
            Self::LessThan { value } => n < value,
            Self::Between { from, to } => n >= from.min(to) && n <= from.max(to),
        }
    }
}

/// A stretch of days up to the day asked about; every end that is named belongs to it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Type, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Window {
    #[default]
    Ever,
    /// Today and the days before it, `days` in all; 1 is today.
    LastDays {
        days: u32,
    },
    /// Longer ago than `days` days.
    OverDaysAgo {
        days: u32,
    },
    /// From so many to so many days ago; the order of the two does not matter.
    DaysAgo {
        from: u32,
        to: u32,
    },
    /// Earlier than that day.
    Before {
        day: Day,
    },
    /// Later than that day.
    After {
        day: Day,
    },
    Between {
        from: Day,
        to: Day,
    },
}

/// What a negative test does with people whose field is empty.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Type, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Unset {
    /// They are in: whoever has no country is not in Germany.
    #[default]
    Include,
    Exclude,
}

/// A test of a profile field. Text is compared without regard to the case of the letters A to Z.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type, JsonSchema)]
#[serde(tag = "op", rename_all = "snake_case", deny_unknown_fields)]
pub enum Test {
    Is {
        value: String,
    },
    IsNot {
        value: String,
        #[serde(default)]
        unset: Unset,
    },
    OneOf {
        values: Vec<String>,
    },
    NotOneOf {
        values: Vec<String>,
        #[serde(default)]
        unset: Unset,
    },
    Contains {
        value: String,
    },
    NotContains {
        value: String,
        #[serde(default)]
        unset: Unset,
    },
    StartsWith {
        value: String,
    },
    EndsWith {
        value: String,
    },
    IsSet,
    IsNotSet,
    /// For days: the field's day lies in the window.
    Within {
        window: Window,
    },
    /// For birthdays: the next one is today or at most `days` days away. Born on 29 February counts as the 28th in short years.
    ComingUp {
        days: u32,
    },
    /// For "has an account".
    Yes,
    No,
}

impl Test {
    /// For a negative test, what happens to people without a value.
    pub fn unset(&self) -> Option<Unset> {
        match self {
            Self::IsNot { unset, .. } | Self::NotOneOf { unset, .. } | Self::NotContains { unset, .. } => Some(*unset),
            _ => None,
        }
    }
}

/// Scores from 1 (lowest fifth) to 5, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scores {
    pub from: u8,
    pub to: u8,
}

impl Scores {
    pub fn holds(self, score: u8) -> bool {
        score >= self.from.min(self.to) && score <= self.from.max(self.to)
    }
}
