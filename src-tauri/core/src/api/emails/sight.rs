//! How somebody looks at an email: as whom, with which choices forced, in which language, with or without pictures,
//! by which light. Only the question; `preview` answers it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::emails::frame::{Light, Look};
use crate::emails::reader::{AudienceKey, Forced};
use crate::store::reader::EmailReaderRow;
use crate::types::{PersonId, Timestamp};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct Sight {
    pub reader: SightReader,
    /// By block id: `default`, `hidden` or the id of one of its variants.
    #[serde(default)]
    pub forced: BTreeMap<String, String>,
    /// A variant of the subject, or `default`.
    #[serde(default)]
    pub head: Option<String>,
    /// Instead of the reader's language.
    #[serde(default)]
    pub language: Option<String>,
    #[serde(default)]
    pub pictures: SightPictures,
    #[serde(default)]
    pub scheme: SightScheme,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum SightReader {
    Person { id: PersonId },
    MadeUp(MadeUpReader),
}

/// Somebody who is not in the shop's file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(default, deny_unknown_fields)]
pub struct MadeUpReader {
    pub first_name: String,
    pub last_name: String,
    pub email: String,
    pub city: String,
    /// Two letters.
    pub country: String,
    pub language: String,
    pub orders: u32,
    /// Minor units of the shop's currency.
    #[specta(type = i32)]
    pub spent: i64,
    /// Days since the last order; none: never ordered.
    pub last_order_days: Option<u32>,
    /// The keys (see `BranchAudience`) of the audiences they count as being in.
    pub in_audiences: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum SightPictures {
    /// Nothing is fetched; a quiet card stands in each one's place. Pictures of the shop's own file are shown.
    #[default]
    Blocked,
    /// As a mail program with pictures turned off: only what they show, in words.
    Off,
    /// The core fetches them.
    Load,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum SightScheme {
    #[default]
    Light,
    /// The dark colours that the letter declares.
    Dark,
    /// Roughly what mail programs do that turn colours round by themselves.
    Inverted,
}

impl MadeUpReader {
    /// `now`: the end of the day on which they read it.
    pub(super) fn row(&self, now: Timestamp) -> EmailReaderRow {
        let text = |t: &String| Some(t.trim().to_owned()).filter(|t| !t.is_empty());
        EmailReaderRow {
            person: PersonId(0),
            email: text(&self.email),
            first_name: text(&self.first_name),
            last_name: text(&self.last_name),
            country: text(&self.country),
            city: text(&self.city),
            language: text(&self.language),
            orders: self.orders.into(),
            spent: self.spent,
            paid: None,
            last_order_at: self.last_order_days.map(|d| now.plus_secs(-i64::from(d) * 86_400 - 43_200)),
        }
    }
}

impl Sight {
    pub(super) fn forced(&self) -> Forced {
        let member_of = match &self.reader {
            SightReader::MadeUp(m) => Some(m.in_audiences.iter().cloned().map(AudienceKey).collect()),
            SightReader::Person { .. } => None,
        };
        Forced { blocks: self.forced.clone(), head: self.head.clone(), member_of }
    }

    pub(super) fn look(&self) -> Look {
        let light = match self.scheme {
            SightScheme::Light => Light::Day,
            SightScheme::Dark => Light::Night,
            SightScheme::Inverted => Light::Turned,
        };
        Look { light, words_only: self.pictures == SightPictures::Off }
    }

    /// As this person, with nothing forced.
    pub fn of(id: PersonId) -> Self {
        Self {
            reader: SightReader::Person { id },
            forced: BTreeMap::new(),
            head: None,
            language: None,
            pictures: SightPictures::Blocked,
            scheme: SightScheme::Light,
        }
    }

    pub fn with_pictures(mut self) -> Self {
        self.pictures = SightPictures::Load;
        self
    }
}
