//! Liquid as shops know it, for one field of one block: written once, filled in for each reader.
//!
//! The field's own words never pass through Liquid's parser as anything but text, and a reader's data never passes
//! through it at all: values are looked up while rendering and escaped for the place they stand in. A field that
//! cannot be filled in comes out empty with a note; it never fails the email, never panics and never hangs (`split`
//! bounds it). Start with `Field::new`.

mod filters;
pub mod names;
pub mod split;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;

use liquid_core::model::Object;
use liquid_core::runtime::RuntimeBuilder;
use liquid_core::{Language, Renderable, Runtime, Template};
use liquid_lib::stdlib;

use crate::types::Currency;
use filters::Desk;
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

impl Place {
    fn filter(self) -> &'static str {
        match self {
            Self::Html => "rg_html",
            Self::Text => "rg_text",
            Self::Link => "rg_link",
            Self::LinkPart => "rg_part",
        }
    }
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
    /// The field could not be filled in, and why.
    Failed(String),
}

/// A field ready to be filled in.
pub struct Field {
    kind: Kind,
}

enum Kind {
    Fixed(String),
    Liquid { template: Template, outputs: Vec<String> },
}

/// No field of an email is longer than this once it is filled in.
const LONGEST_OUTPUT: usize = 200_000;

impl Field {
    pub fn fixed(text: impl Into<String>) -> Self {
        Self { kind: Kind::Fixed(text.into()) }
    }

    /// # Errors
    /// Liquid's complaint as a sentence's end, for the person who wrote it.
    pub fn new(pieces: Vec<Placed>) -> Result<Self, String> {
        if !pieces.iter().any(|p| matches!(p, Placed::Liquid(..))) {
            let text = pieces.into_iter().map(|p| if let Placed::Written(t) = p { t } else { String::new() }).collect::<String>();
            return Ok(Self::fixed(text));
        }
        let mut source = String::new();
        let mut outputs = Vec::new();
        for piece in pieces {
            let (open, inner, close, (before, after)) = match piece {
                // Braces can come together only where pieces meet: a reader would see them, Liquid must not.
                Placed::Written(text) => {
                    source.push_str(&text.replace("{{", "{\u{200b}{").replace("{%", "{\u{200b}%"));
                    if source.ends_with('{') {
                        source.push('\u{200b}');
                    }
                    continue;
                }
                Placed::Liquid(Piece::Output(inner, before, after), place) => {
                    let filtered = format!("{inner} | {}: {}", place.filter(), outputs.len());
                    outputs.push(inner.split('|').next().unwrap_or("").trim().to_owned());
                    ("{{", filtered, "}}", (before, after))
                }
                Placed::Liquid(Piece::Tag(inner, before, after), _) => ("{%", inner, "%}", (before, after)),
                Placed::Liquid(Piece::Text(_), _) => continue,
            };
            source.push_str(open);
            source.push_str(if before { "- " } else { " " });
            source.push_str(&inner);
            source.push_str(if after { " -" } else { " " });
            source.push_str(close);
        }
        let parsed = catch_unwind(|| liquid_core::parser::parse(&source, language()));
        let template = parsed.map_err(|_| "it could not be read".to_owned())?.map_err(|e| complaint(&e))?;
        Ok(Self { kind: Kind::Liquid { template: Template::new(template), outputs } })
    }

    /// Fills it in. `notes` gets what was empty, came from a fallback or failed.
    pub fn fill(&self, data: &Object, currency: Currency, notes: &mut Vec<Note>, out: &mut String) {
        let (template, outputs) = match &self.kind {
            Kind::Fixed(text) => {
                out.push_str(text);
                return;
            }
            Kind::Liquid { template, outputs } => (template, outputs),
        };
        let filled = catch_unwind(AssertUnwindSafe(|| {
            let runtime = RuntimeBuilder::new().set_globals(data).build();
            runtime.registers().get_mut::<Desk>().currency = Some(currency);
            let mut page = Bounded(Vec::with_capacity(256));
            let result = template.render_to(&mut page, &runtime);
            let desk = std::mem::take(&mut *runtime.registers().get_mut::<Desk>());
            (result, desk, page.0)
        }));
        let Ok((result, desk, page)) = filled else {
            notes.push(Note::Failed("it could not be filled in".to_owned()));
            return;
        };
        if let Err(e) = result {
            notes.push(Note::Failed(complaint(&e)));
            return;
        }
        let name = |i: &usize| outputs.get(*i).cloned().unwrap_or_default();
        notes.extend(desk.empty.iter().map(name).map(Note::Empty));
        notes.extend(desk.fallback.iter().map(name).map(Note::Fallback));
        out.push_str(&String::from_utf8_lossy(&page));
    }
}

struct Bounded(Vec<u8>);

impl std::io::Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.0.len() + bytes.len() > LONGEST_OUTPUT {
            return Err(std::io::Error::other("it grew too long"));
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Liquid's error in one line: its first words, and what it names.
fn complaint(e: &liquid_core::Error) -> String {
    let text = e.to_string();
    let mut lines = text.lines().map(str::trim).filter(|l| !l.is_empty());
    let first = lines.next().unwrap_or("").trim_start_matches("liquid: ").to_owned();
    let named = lines.find_map(|l| {
        ["requested variable=", "requested filter=", "requested index=", "cause="].iter().find_map(|k| l.strip_prefix(k).map(str::to_owned))
    });
    match named {
        Some(named) => format!("{first} “{named}”"),
        None => first,
    }
}

fn language() -> &'static Language {
    static LANGUAGE: OnceLock<Language> = OnceLock::new();
    LANGUAGE.get_or_init(|| {
        let mut l = Language::empty();
        macro_rules! add {
            ($to:ident: $($name:literal => $plugin:expr),* $(,)?) => {
                $(l.$to.register($name.to_owned(), $plugin.into());)*
            };
        }
        add!(blocks: "if" => stdlib::IfBlock, "unless" => stdlib::UnlessBlock, "case" => stdlib::CaseBlock,
            "for" => stdlib::ForBlock, "comment" => stdlib::CommentBlock);
        add!(tags: "assign" => stdlib::AssignTag, "break" => stdlib::BreakTag, "continue" => stdlib::ContinueTag);
        for ours in filters::OURS {
            l.filters.register(ours.name().to_owned(), ours.into());
        }
        add!(filters:
            "upcase" => stdlib::Upcase, "downcase" => stdlib::Downcase, "capitalize" => stdlib::Capitalize,
            "strip" => stdlib::Strip, "lstrip" => stdlib::Lstrip, "rstrip" => stdlib::Rstrip,
            "truncate" => stdlib::Truncate, "truncatewords" => stdlib::TruncateWords,
            "size" => stdlib::Size, "first" => stdlib::First, "last" => stdlib::Last,
            "plus" => stdlib::Plus, "minus" => stdlib::Minus, "times" => stdlib::Times,
            "divided_by" => stdlib::DividedBy, "round" => stdlib::Round);
        l
    })
}
