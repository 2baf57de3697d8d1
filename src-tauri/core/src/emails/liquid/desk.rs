//! Where values reach the page: escapes each for its place, and notes what came out empty or from a fallback.

use std::any::Any;
use std::borrow::Cow;

use regulars_liquid::{Observer, Output, RenderError, Text, Value, Written};

use super::super::html;
use super::tongue::Tongue;
use super::{Note, Place};
use crate::types::Currency;

pub struct Desk {
    pub currency: Currency,
    pub tongue: &'static Tongue,
    /// What `"now" | date` is.
    pub today: Value,
    pub notes: Vec<Note>,
}

impl Desk {
    pub fn new(currency: Currency, tongue: &'static Tongue, today: Value) -> Self {
        Self { currency, tongue, today, notes: Vec::new() }
    }

    /// Each once: a loop says the same many times.
    pub fn note(&mut self, note: Note) {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }
}

impl Place {
    pub fn of(number: u32) -> Self {
        match number {
            n if n == Self::Text as u32 => Self::Text,
            n if n == Self::Link as u32 => Self::Link,
            n if n == Self::LinkPart as u32 => Self::LinkPart,
            _ => Self::Html,
        }
    }

    /// Whether there is nothing in it.
    fn write(self, text: &str, out: &mut String) -> bool {
        match self {
            Self::Html => html::escape_into(text, out),
            // One line, and nothing that could begin another header.
            Self::Text => out.extend(text.chars().map(|c| if c.is_control() { ' ' } else { c })),
            Self::LinkPart => out.push_str(&html::percent(text)),
            Self::Link if html::safe_link(text) => html::escape_into(text, out),
            Self::Link => out.push('#'),
        }
        text.trim().is_empty()
    }
}

/// An expression that names data; a literal that is empty is meant to be.
fn names_data(expression: &str) -> bool {
    expression.starts_with(|c: char| c.is_alphabetic() || c == '_' || c == '[') && expression != "raw"
}

impl Observer for Desk {
    fn write(&mut self, output: &Output, value: &Value, fell_back: bool, out: &mut String) {
        let place = Place::of(output.place);
        let empty = match value {
            Value::Written(written) if Place::of(written.place) == place => {
                out.push_str(&written.text);
                written.text.trim().is_empty()
            }
            Value::Written(written) => place.write(&self.plain(written), out),
            Value::Str(text) => place.write(text, out),
            value => place.write(&value.to_text(), out),
        };
        if (empty || fell_back) && names_data(&output.expression) {
            let name = output.expression.clone();
            self.note(if empty { Note::Empty(name) } else { Note::Fallback(name) });
        }
    }

    fn failed(&mut self, error: RenderError) {
        self.note(Note::Failed(error.sentence));
    }

    fn plain(&self, written: &Written) -> Text {
        match Place::of(written.place) {
            Place::Text => written.text.clone(),
            Place::Html | Place::Link | Place::LinkPart => {
                let text = &written.text;
                let text = if text.contains("<br />") { Cow::Owned(text.replace("<br />", "")) } else { Cow::Borrowed(text.as_str()) };
                html::decode(&text).into()
            }
        }
    }

    fn desk(&mut self) -> Option<&mut dyn Any> {
        Some(self)
    }
}
