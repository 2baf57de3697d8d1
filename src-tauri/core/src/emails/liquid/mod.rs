//! Liquid as shops know it, for one field of one email: written once, filled in for each reader. The language itself
//! is the crate `regulars-liquid`; here is what is the shop's own.
//!
//! - `Field`: text and Liquid with the place of each piece, read once. It may be long (a whole block's HTML); only the
//!   author's Liquid is bounded, by `split`.
//! - `Filling`: one reader's email under way. Fields filled in through the same `Filling` share their variables (an
//!   `assign` in one is known in the next); `start_over` forgets those, and `set` changes the data between blocks
//!   (`products`). `Field::fill` is a `Filling` for one field alone.
//! - `Place` and `desk`: a value is escaped for the place it stands in. Nothing that an author writes turns that off.
//! - `filters` and `tongue`: money and dates as the reader writes them.
//!
//! The field's own words are never read as Liquid, and a reader's data never is. What fails at one output is empty and
//! noted, and the rest goes on; a field that hits a limit comes out empty. Nothing panics, nothing hangs.

mod desk;
mod filters;
pub mod mistake;
pub mod names;
pub mod split;
pub(super) mod tongue;

use std::sync::OnceLock;

use regulars_liquid::{Language, Limits, Object, Part, Scope, Settings, Template, Value};

use crate::types::Currency;
use desk::Desk;
use split::Piece;

/// Where a value stands, and so how it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Text or a quoted attribute of HTML.
    Html,
    /// Plain text: a subject, the text part.
    Text,
    /// The beginning of an address: the value is the address.
    Link,
    /// Within an address: the value is percent-encoded.
    LinkPart,
}

/// A piece of a field on its way to its place; text is already written for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Placed {
    Written(String),
    Liquid(Piece, Place),
}

/// What became of a field's values for one reader.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Note {
    /// This came out empty: the expression, e.g. `person.city`.
    Empty(String),
    /// The fallback was used for this.
    Fallback(String),
    /// Something could not be filled in, and why: the end of a sentence.
    Failed(String),
}

/// A field ready to be filled in.
pub struct Field {
    kind: Kind,
}

enum Kind {
    Fixed(String),
    Liquid(Box<Template>),
}

/// What one field may cost. A letter of 12 blocks takes some hundred steps.
const LIMITS: Limits = Limits { output: 400_000, made: 2_000_000, value: 10_000, steps: 50_000, depth: 60 };

impl Field {
    pub fn fixed(text: impl Into<String>) -> Self {
        Self { kind: Kind::Fixed(text.into()) }
    }

    /// # Errors
    /// What is wrong with its Liquid, as a sentence's end, for the person who wrote it.
    pub fn new(pieces: Vec<Placed>) -> Result<Self, String> {
        if !pieces.iter().any(|p| matches!(p, Placed::Liquid(..))) {
            let text = pieces.into_iter().map(|p| if let Placed::Written(t) = p { t } else { String::new() }).collect::<String>();
            return Ok(Self::fixed(text));
        }
        let parts: Vec<Part<'_>> = pieces
            .iter()
            .map(|piece| match piece {
                Placed::Written(text) | Placed::Liquid(Piece::Text(text), _) => Part::Text(text),
                Placed::Liquid(piece, place) => part(piece, *place),
            })
            .collect();
        let template = Template::from_parts(&parts, language()).map_err(|e| sentence_end(&e.sentence))?;
        Ok(Self { kind: Kind::Liquid(Box::new(template)) })
    }

    /// Fills it in alone. `notes` gets what was empty, came from a fallback or failed.
    pub fn fill(&self, data: &Object, currency: Currency, notes: &mut Vec<Note>, out: &mut String) {
        match &self.kind {
            Kind::Fixed(text) => out.push_str(text),
            Kind::Liquid(_) => Filling::new(data.clone(), currency).fill(self, notes, out),
        }
    }
}

fn part(piece: &Piece, place: Place) -> Part<'_> {
    let place = place as u32;
    match piece {
        Piece::Text(text) => Part::Text(text),
        Piece::Output(inner, before, after) => Part::Output { inner, trim: (*before, *after), place },
        Piece::Tag(inner, before, after) => Part::Tag { inner, trim: (*before, *after), place },
    }
}

/// "There is no tag “x”." to "there is no tag “x”".
fn sentence_end(sentence: &str) -> String {
    let sentence = match sentence.split_once(". Did you mean") {
        Some((said, meant)) => format!("{said} (did you mean{meant})"),
        None => sentence.trim_end_matches('.').to_owned(),
    };
    let mut letters = sentence.chars();
    letters.next().map(|c| c.to_lowercase().collect::<String>() + letters.as_str()).unwrap_or_default()
}

/// One reader's email being filled in, field after field.
pub struct Filling {
    scope: Scope,
    desk: Desk,
}

impl Filling {
    /// Dates and money are written in the language of `person.language`, unless `in_language` says otherwise.
    pub fn new(data: Object, currency: Currency) -> Self {
        let language = data.get("person").map(|p| p.member("language").to_text()).unwrap_or_else(|| "".into());
        let today = data.get("today").cloned().unwrap_or_default();
        Self { desk: Desk::new(currency, tongue::of(&language), today), scope: Scope::new(data) }
    }

    /// The email's own language, such as `de`; what we do not know is written as in English.
    #[must_use]
    pub fn in_language(mut self, language: &str) -> Self {
        self.desk.tongue = tongue::of(language);
        self
    }

    pub fn data(&self) -> &Object {
        &self.scope.globals
    }

    /// Changes the data for the fields to come.
    pub fn set(&mut self, name: &'static str, value: impl Into<Value>) {
        self.scope.globals.insert(name, value);
    }

    /// Forgets what fields assigned, captured and counted.
    pub fn start_over(&mut self) {
        self.scope.reset();
    }

    /// Appends the field. `notes` gets what was empty, came from a fallback or failed, each once.
    pub fn fill(&mut self, field: &Field, notes: &mut Vec<Note>, out: &mut String) {
        let template = match &field.kind {
            Kind::Fixed(text) => return out.push_str(text),
            Kind::Liquid(template) => template,
        };
        let begins = out.len();
        let settings = Settings { limits: LIMITS, ..Settings::default() };
        let result = template.render(&mut self.scope, &mut self.desk, &settings, out);
        if let Err(error) = result {
            out.truncate(begins);
            self.desk.note(Note::Failed(error.sentence));
        }
        notes.append(&mut self.desk.notes);
    }
}

pub(crate) fn language() -> &'static Language {
    static LANGUAGE: OnceLock<Language> = OnceLock::new();
    LANGUAGE.get_or_init(|| {
        let mut language = Language::standard();
        filters::OURS.into_iter().for_each(|f| language.add_filter(f));
        // There are no files; shared blocks are put in before.
        language.remove_tag("render");
        language.remove_tag("include");
        language
    })
}

#[cfg(test)]
mod tests;
