//! What a careful colleague would say about an email before it goes out, with a remedy where there is one.
//!
//! One small file a family of lints; each is a pure function from the email (`about_the_email`) or from one reader's
//! finished mail (`about_the_mail`). What differs between readers is the business of `check`. Nothing here reads the
//! shop's file or changes an email: `fix::apply` does the latter. Start with `about_the_email`.

mod capitals;
mod colour;
mod contrast;
mod dates;
pub mod fix;
mod head;
mod legal;
mod links;
mod liquid;
mod offers;
mod pictures;
mod places;
mod raw;
mod spam;
mod support;
mod translations;
mod weight;

#[cfg(test)]
mod tests;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::brand::Brand;
use super::check::CheckLevel;
use super::definition::Email;
use crate::types::Day;
pub use fix::{BrandPart, Fix};
use places::Place;
pub use weight::{FinishedMail, GMAIL_CUTS, SENDERS_SHARE};

/// Which lint it is; its family and meaning never change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, Type)]
#[serde(rename_all = "snake_case")]
pub enum LintId {
    SubjectMissing,
    SubjectLong,
    SubjectShort,
    PreheaderMissing,
    PreheaderLong,
    PreheaderShort,
    PreheaderRepeats,
    Capitals,
    ExclamationMarks,
    Emoji,
    SpamPhrase,
    LinkEmpty,
    LinkInsecure,
    LinkPlaceholder,
    LinkBroken,
    LinkUnreachable,
    TrackingMissing,
    WebsiteMissing,
    ButtonWithoutWords,
    PictureMissing,
    AltMissing,
    AltIsFileName,
    Contrast,
    ContrastDark,
    UnsubscribeMissing,
    AddressMissing,
    GenericFontMissing,
    Liquid,
    UnknownVariable,
    StarterWords,
    PastDate,
    SavedBlockMissing,
    SegmentMissing,
    TranslationMissing,
    TranslationStale,
    UnsupportedCss,
    UnsupportedHtml,
    UnsupportedPicture,
    TooHeavy,
    PictureOnly,
    NoPlainText,
}

/// Something to say about an email, or about one reader's mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct Lint {
    pub id: LintId,
    pub level: CheckLevel,
    /// The block's id, where it stands in one.
    pub block: Option<String>,
    /// The text's name (see `texts`; an address has one, too), or `brand.` and a setting of the shop's look.
    pub place: Option<String>,
    /// Within the place's text, from 1, where it is known.
    pub line: Option<u32>,
    /// From 1, in letters.
    pub column: Option<u32>,
    pub sentence: String,
    pub fix: Option<Remedy>,
}

/// A change that mends it, and the words of its button.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct Remedy {
    pub label: String,
    pub change: Fix,
}

/// What lints ask beside the email.
pub struct Desk<'a> {
    pub brand: &'a Brand,
    pub today: Day,
    /// Is there such a saved block?
    pub saved_block: &'a dyn Fn(crate::types::DocumentId) -> bool,
    /// The name of a segment; none: it was deleted.
    pub segment: &'a dyn Fn(crate::types::DocumentId) -> bool,
}

/// Everything there is to say about the email itself, the worst first.
pub fn about_the_email(email: &Email, desk: &Desk<'_>) -> Vec<Lint> {
    let places = places::all(email);
    let mut out = Vec::new();
    head::lints(email, &places, &mut out);
    capitals::lints(&places, &mut out);
    spam::lints(&places, &mut out);
    links::lints(email, desk.brand, &places, &mut out);
    pictures::lints(&places, &mut out);
    contrast::lints(desk.brand, &mut out);
    legal::lints(desk.brand, &mut out);
    liquid::lints(&places, &mut out);
    raw::lints(&places, desk.brand, &mut out);
    offers::lints(email, desk, &mut out);
    translations::lints(email, &mut out);
    support::lints(&places, &mut out);
    dates::lints(&places, desk.today, &mut out);
    sorted(&mut out);
    out
}

/// What one reader's finished mail is like: its weight, its words beside its pictures, its way out.
pub fn about_the_mail(mail: &FinishedMail<'_>) -> Vec<Lint> {
    let mut out = Vec::new();
    weight::lints(mail, &mut out);
    legal::way_out(mail.html, &mut out);
    sorted(&mut out);
    out
}

/// The worst first; among equals by kind, then in reading order.
pub fn sorted(lints: &mut [Lint]) {
    lints.sort_by_key(|l| (l.level, l.id));
}

impl Lint {
    fn at(place: &Place, id: LintId, level: CheckLevel, sentence: impl Into<String>) -> Self {
        let lint = Self::overall(id, level, sentence);
        Self { block: place.block.clone(), place: Some(place.name.clone()), ..lint }
    }

    fn overall(id: LintId, level: CheckLevel, sentence: impl Into<String>) -> Self {
        Self { id, level, block: None, place: None, line: None, column: None, sentence: sentence.into(), fix: None }
    }

    fn with(mut self, label: impl Into<String>, change: Fix) -> Self {
        self.fix = Some(Remedy { label: label.into(), change });
        self
    }
}
