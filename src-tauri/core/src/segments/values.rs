//! The small parts that conditions are made of: comparing a number, a window of days, a test of a profile field.
//!
//! Windows are calendar days in the shop's time zone; `window.rs` turns their edges into moments.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::condition::Field;
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
    /// Among those who have such rows at all: the highest so many percent (1 to 100), with all that are equal to the
    /// lowest of them.
    Top {
        percent: u32,
    },
    /// The lowest so many percent, with all that are equal to the highest of them.
    Bottom {
        percent: u32,
    },
}

impl Number {
    /// Top and bottom compare people with each other, not with a value.
    pub fn ranks(self) -> bool {
        matches!(self, Self::Top { .. } | Self::Bottom { .. })
    }

    /// Whether a value passes. A rank is nothing that one value alone could have: never.
    pub fn holds(self, n: i64) -> bool {
        match self {
            Self::AtLeast { value } => n >= value,
            Self::AtMost { value } => n <= value,
            Self::Exactly { value } => n == value,
            Self::Not { value } => n != value,
            Self::MoreThan { value } => n > value,
            Self::LessThan { value } => n < value,
            Self::Between { from, to } => n >= from.min(to) && n <= from.max(to),
            Self::Top { .. } | Self::Bottom { .. } => false,
        }
    }
}

/// A stretch of days up to the day asked about; every end that is named belongs to it, and no later day ever does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Type, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Window {
    #[default]
    Ever,
    /// Today and the days before it, `days` in all; 1 is today.
    LastDays {
        days: u32,
    },
    /// Seven days each; 1 is today and the six days before.
    LastWeeks {
        weeks: u32,
    },
    /// From the day after the same date so many months ago (or that month's last day) to today.
    LastMonths {
        months: u32,
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
    /// The same date twelve months ago (or that month's last day), and so many days before and after it.
    SameDayLastYear {
        around: u32,
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

/// How a decimal number is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NumberOp {
    AtLeast,
    AtMost,
    Exactly,
    Not,
    MoreThan,
    LessThan,
}

/// A test of a profile field or an event's property. Text is compared without regard to case, in every alphabet: both sides
/// as `str::to_lowercase` gives them. An empty text, or an empty tag, is none.
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
    /// A regular expression found anywhere in the text as it is written; the case of letters does not matter. At most 500
    /// characters.
    Matches {
        pattern: String,
    },
    NotMatches {
        pattern: String,
        #[serde(default)]
        unset: Unset,
    },
    /// For fields with a number in them; `value` is a decimal number such as `12.50` or `-3`. What is no number (with or
    /// without blanks around it, but without a sign for thousands) never passes, not even `not`.
    Number {
        compare: NumberOp,
        value: String,
    },
    /// Both fields have the same text.
    SameAs {
        field: Field,
    },
    NotSameAs {
        field: Field,
        /// When either of the two is empty.
        #[serde(default)]
        unset: Unset,
    },
    IsSet,
    IsNotSet,
    /// For days (and texts that are a day of the form YYYY-MM-DD, blanks around it aside): the field's day lies in the
    /// window. What is no day never passes.
    Within {
        window: Window,
    },
    /// For days that come again every year: the next one is today or at most `days` days away. Born on 29 February counts as the 28th in short years.
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
            Self::IsNot { unset, .. }
            | Self::NotOneOf { unset, .. }
            | Self::NotContains { unset, .. }
            | Self::NotMatches { unset, .. }
            | Self::NotSameAs { unset, .. } => Some(*unset),
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
