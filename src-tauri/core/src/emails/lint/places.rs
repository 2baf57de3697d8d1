//! Every text and every address of an email with a name, so that a lint can point at it and a fix can change it.
//!
//! Texts have the names that `texts` gives them; an address is its owner and field (`go.href`), a translation its
//! language before the text's name (`de:greeting.text`). Start with `each`.

use super::super::block::BlockContent;
use super::super::definition::{Email, EmailBlock};
use super::super::texts;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Subject,
    Preheader,
    Words,
    /// A text block's small HTML.
    Rich,
    /// What a picture shows.
    Alt,
    Link,
    /// A picture's address.
    Source,
    Mjml,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub name: String,
    pub block: Option<String>,
    pub kind: Kind,
    /// As a sentence's beginning: "The subject", "The button “Go”".
    pub label: String,
    pub text: String,
}

pub(super) fn all(email: &Email) -> Vec<Place> {
    let mut out = Vec::new();
    let mut copy = email.clone();
    each(&mut copy, &mut |place, text| out.push(Place { text: text.clone(), ..place }));
    out
}

/// Calls `f` with each place (its `text` empty) and the text in it, which it may change.
pub(super) fn each(email: &mut Email, f: &mut dyn FnMut(Place, &mut String)) {
    let mut known: Vec<(String, Option<String>, Kind, String)> = Vec::new();
    texts::each(email, &mut |t| {
        let (kind, label) = match t.field {
            "subject" => (Kind::Subject, "The subject".to_owned()),
            "preheader" => (Kind::Preheader, "The preheader".to_owned()),
            "html" => (Kind::Rich, "The text".to_owned()),
            "alt" => (Kind::Alt, "What the picture shows".to_owned()),
            "source" => (Kind::Mjml, "The MJML".to_owned()),
            "label" | "button" => (Kind::Words, "The button".to_owned()),
            "title" => (Kind::Words, "The offer’s title".to_owned()),
            _ => (Kind::Words, format!("The {}", t.label.to_lowercase())),
        };
        let name = t.name();
        known.push((name.clone(), t.block.map(str::to_owned), kind, label.clone()));
        f(Place { name, block: t.block.map(str::to_owned), kind, label, text: String::new() }, t.text);
    });
    for (language, words) in &mut email.translations {
        for (name, text) in words {
            let Some((_, block, kind, label)) = known.iter().find(|(n, ..)| n == name) else { continue };
            let label = format!("{label} ({language})");
            f(Place { name: format!("{language}:{name}"), block: block.clone(), kind: *kind, label, text: String::new() }, text);
        }
    }
    addresses(&mut email.blocks, f);
}

fn addresses(all: &mut [EmailBlock], f: &mut dyn FnMut(Place, &mut String)) {
    for block in all {
        of_content(&block.id, &block.id, &mut block.content, f);
        for v in &mut block.variants {
            of_content(&v.id, &block.id, &mut v.content, f);
        }
    }
}

fn of_content(owner: &str, block: &str, content: &mut BlockContent, f: &mut dyn FnMut(Place, &mut String)) {
    let mut say = |field: &str, kind: Kind, label: String, text: &mut String| {
        f(Place { name: format!("{owner}.{field}"), block: Some(block.to_owned()), kind, label, text: String::new() }, text);
    };
    match content {
        BlockContent::Button { label, href, .. } => say("href", Kind::Link, format!("The link of the button “{}”", label.trim()), href),
        BlockContent::Image { src, href, .. } => {
            say("src", Kind::Source, "The picture’s address".to_owned(), src);
            if let Some(href) = href.as_mut().filter(|h| !h.trim().is_empty()) {
                say("href", Kind::Link, "The picture’s link".to_owned(), href);
            }
        }
        BlockContent::Cart { button: Some(_), href: Some(href) } | BlockContent::Offer { button: Some(_), href: Some(href), .. } => {
            say("href", Kind::Link, "The button’s link".to_owned(), href);
        }
        BlockContent::Columns { cells, .. } => cells.iter_mut().for_each(|cell| addresses(cell, f)),
        _ => {}
    }
}

/// The text as a reader would roughly see it: no tags of HTML, no Liquid; an output stands as its fallback, or as `…`.
pub(super) fn seen(place: &Place) -> String {
    let mut out = String::new();
    let mut rest = place.text.as_str();
    while let Some(at) = rest.find("{%").into_iter().chain(rest.find("{{")).min() {
        out.push_str(&rest[..at]);
        let output = rest[at..].starts_with("{{");
        let Some(end) = rest[at..].find(if output { "}}" } else { "%}" }) else {
            rest = "";
            break;
        };
        if output {
            out.push_str(fallback(&rest[at + 2..at + end]).unwrap_or("…"));
        }
        rest = &rest[at + end + 2..];
    }
    out.push_str(rest);
    match place.kind {
        Kind::Rich | Kind::Mjml => without_tags(&out),
        _ => out,
    }
}

/// The words of `default: '…'` in an output.
pub(super) fn fallback(inner: &str) -> Option<&str> {
    let after = inner.split_once("default")?.1.trim_start().strip_prefix(':')?.trim_start();
    let quote = after.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
    after[1..].split(quote).next()
}

fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        let Some(end) = rest[at..].find('>') else { break };
        if !matches!(rest[at + 1..].chars().next(), Some('b' | 'i' | 'u' | 'a' | '/')) {
            out.push(' ');
        }
        rest = &rest[at + end + 1..];
    }
    if !rest.contains('<') {
        out.push_str(rest);
    }
    super::super::html::decode(&out)
}
