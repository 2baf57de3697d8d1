//! The texts of an email and their translations: every text has a place with a name of its own, so that a language can
//! stand beside another and what is missing can be named.
//!
//! Names: `subject`, `preheader`, and for a block or a variant its id and the field, as in `greeting.text`. Addresses and
//! codes are no texts; a translated email is the same email with other words in it. Start at `texts`.

use serde::Serialize;
use specta::Type;

use super::block::BlockContent;
use super::definition::{Email, EmailBlock};

/// One text, as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct EmailText {
    /// Its name, e.g. `greeting.text`.
    pub place: String,
    /// The block in which it stands; none: at the email's head.
    pub block: Option<String>,
    /// What a person calls it, e.g. "Heading".
    pub label: String,
    pub text: String,
    /// Changes when the text does: kept with a translation of it (`Email::translated_from`).
    pub mark: String,
    /// Holds a text block's small HTML.
    pub rich: bool,
}

/// All texts in reading order; empty ones are left out.
pub fn texts(email: &Email) -> Vec<EmailText> {
    let mut out = Vec::new();
    let mut copy = email.clone();
    each(&mut copy, &mut |t: Place<'_>| {
        if !t.text.trim().is_empty() {
            out.push(EmailText {
                place: t.name(),
                block: t.block.map(str::to_owned),
                label: t.label.to_owned(),
                text: t.text.clone(),
                mark: mark(t.text),
                rich: t.field == "html",
            });
        }
    });
    out
}

/// The email in a language: what is not translated stays as it was written.
pub fn translated(email: &Email, language: &str) -> Email {
    let mut out = email.clone();
    let Some(words) = email.translations.get(language) else { return out };
    each(&mut out, &mut |t: Place<'_>| {
        if let Some(said) = words.get(&t.name()).filter(|w| !w.trim().is_empty()) {
            t.text.clone_from(said);
        }
    });
    out
}

/// The texts that a language has no translation of.
pub fn missing(email: &Email, language: &str) -> Vec<EmailText> {
    let words = email.translations.get(language);
    let said = |place: &str| words.and_then(|w| w.get(place)).is_some_and(|w| !w.trim().is_empty());
    texts(email).into_iter().filter(|t| !said(&t.place)).collect()
}

/// The texts that have changed since they were translated, of those that have a translation.
pub fn stale(email: &Email, language: &str) -> Vec<EmailText> {
    let (Some(words), Some(from)) = (email.translations.get(language), email.translated_from.get(language)) else { return Vec::new() };
    let said = |place: &str| words.get(place).is_some_and(|w| !w.trim().is_empty());
    texts(email).into_iter().filter(|t| said(&t.place) && from.get(&t.place).is_some_and(|mark| *mark != t.mark)).collect()
}

/// Of a text's words; spaces around them and between them do not count. FNV-1a of 64 bits: it keeps its meaning in saved
/// emails, so it must never change.
fn mark(text: &str) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for (i, word) in text.split_whitespace().enumerate() {
        let space: &[u8] = if i == 0 { b"" } else { b" " };
        for byte in space.iter().chain(word.as_bytes()) {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    format!("{hash:016x}")
}

/// Each text of one block's content, not of what stands in its columns, and whether it is a text block's small HTML.
pub(super) fn each_of(block: &mut BlockContent, f: &mut dyn FnMut(&mut String, bool)) {
    content("", "", block, &mut |t: Place<'_>| f(t.text, t.field == "html"));
}

pub(super) struct Place<'a> {
    /// The block's or variant's id; none at the head.
    owner: Option<&'a str>,
    pub(super) block: Option<&'a str>,
    pub(super) field: &'static str,
    pub(super) label: &'static str,
    pub(super) text: &'a mut String,
}

impl Place<'_> {
    pub(super) fn name(&self) -> String {
        self.owner.map_or_else(|| self.field.to_owned(), |o| format!("{o}.{}", self.field))
    }
}

pub(super) fn each(email: &mut Email, f: &mut dyn FnMut(Place<'_>)) {
    f(Place { owner: None, block: None, field: "subject", label: "Subject", text: &mut email.subject });
    f(Place { owner: None, block: None, field: "preheader", label: "Preheader", text: &mut email.preheader });
    for v in &mut email.head_variants {
        f(Place { owner: Some(&v.id), block: None, field: "subject", label: "Subject", text: &mut v.subject });
        f(Place { owner: Some(&v.id), block: None, field: "preheader", label: "Preheader", text: &mut v.preheader });
    }
    blocks(&mut email.blocks, f);
}

fn blocks(all: &mut [EmailBlock], f: &mut dyn FnMut(Place<'_>)) {
    for block in all {
        content(&block.id, &block.id, &mut block.content, f);
        for v in &mut block.variants {
            content(&v.id, &block.id, &mut v.content, f);
        }
    }
}

fn content(owner: &str, block: &str, content: &mut BlockContent, f: &mut dyn FnMut(Place<'_>)) {
    let mut say = |field: &'static str, label: &'static str, text: &mut String| {
        f(Place { owner: Some(owner), block: Some(block), field, label, text })
    };
    match content {
        BlockContent::Heading { text, .. } => say("text", "Heading", text),
        BlockContent::Text { html, .. } => say("html", "Text", html),
        BlockContent::Image { alt, .. } => say("alt", "What the picture shows", alt),
        BlockContent::Button { label, .. } => say("label", "Button", label),
        BlockContent::Products { button: Some(b), .. } | BlockContent::Cart { button: Some(b), .. } => say("button", "Button", b),
        BlockContent::LastOrder { button: Some(b), .. } => say("button", "Button", b),
        BlockContent::Product { text, button, .. } => {
            say("text", "Words beside the product", text);
            if let Some(b) = button {
                say("button", "Button", b);
            }
        }
        BlockContent::Offer { title, text, button, .. } => {
            say("title", "The offer", title);
            say("text", "Words of the offer", text);
            if let Some(b) = button {
                say("button", "Button", b);
            }
        }
        BlockContent::Mjml { source } => say("source", "MJML", source),
        BlockContent::Columns { cells, .. } => {
            for cell in cells {
                blocks(cell, f);
            }
        }
        BlockContent::Divider {}
        | BlockContent::Spacer { .. }
        | BlockContent::Social { .. }
        | BlockContent::Products { .. }
        | BlockContent::Cart { .. }
        | BlockContent::LastOrder { .. }
        | BlockContent::Review { .. }
        | BlockContent::Saved { .. } => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_language_stands_beside_another_and_what_is_missing_is_named() {
        let email = Email::read(&json!({ "version": 2, "subject": "Hello", "translations": { "de": { "subject": "Hallo", "go.label": "Los", "in.text": " " } },
            "blocks": [
                { "id": "two", "content": { "kind": "columns", "cells": [[{ "id": "in", "content": { "kind": "heading", "text": "Warm" } }], []] } },
                { "id": "go", "content": { "kind": "button", "label": "Go", "href": "https://shop.example" } } ] }))
        .unwrap();
        let names: Vec<String> = texts(&email).into_iter().map(|t| t.place).collect();
        assert_eq!(names, ["subject", "in.text", "go.label"]);
        let german = translated(&email, "de");
        assert_eq!((german.subject.as_str(), texts(&german)[2].text.as_str()), ("Hallo", "Los"));
        assert_eq!(missing(&email, "de").iter().map(|t| t.place.as_str()).collect::<Vec<_>>(), ["in.text"]);
        assert_eq!(missing(&email, "fr").len(), 3);
        assert_eq!(translated(&email, "fr"), email);
    }

    #[test]
    fn a_translation_is_old_when_the_words_changed_after_it() {
        let mut email = Email::read(&json!({ "version": 2, "subject": "Hello you", "preheader": "A word",
            "translations": { "de": { "subject": "Hallo du", "preheader": "Ein Wort" }, "fr": { "subject": "Salut" } }, "blocks": [] }))
        .unwrap();
        assert_eq!(stale(&email, "de"), [], "without a mark it counts as up to date");
        let marks = texts(&email).into_iter().map(|t| (t.place, t.mark)).collect();
        email.translated_from.insert("de".to_owned(), marks);
        assert_eq!(stale(&email, "de"), []);
        email.subject = " Hello  you ".to_owned();
        assert_eq!(stale(&email, "de"), [], "spaces do not count");
        email.subject = "Hello, you".to_owned();
        assert_eq!(stale(&email, "de").iter().map(|t| t.place.as_str()).collect::<Vec<_>>(), ["subject"]);
        assert_eq!(stale(&email, "fr"), []);
        email.translations.insert("de".to_owned(), [("subject".to_owned(), " ".to_owned())].into());
        assert_eq!(stale(&email, "de"), [], "what is missing is not old");
        // Saved emails hold it.
        assert_eq!(mark("Hello you"), "c8beaa76e475a840");
    }
}
