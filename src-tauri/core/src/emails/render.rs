//! A compiled email filled in for one reader: subject, preheader, HTML, plain text, and why each block is there.
//!
//! Pure: it is given the reader, the groups they may be in and the products they may be shown. Reading those from the
//! shop is the business of `api::emails`.

use std::sync::Arc;

use liquid_core::model::{Object, Value};
use serde::Serialize;
use specta::Type;

use super::compile::{Chunk, Letter, LetterBlock};
use super::data::products;
use super::definition::EmailAudience;
use super::html;
use super::liquid::Note;
use super::reader::{Ask, AudienceKey, Group, Picks, ProductView, Sheet};
use super::shelf::LeaveOut;
use crate::types::{Currency, ProductId};

/// Why a block is there, or is not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct BlockOutcome {
    pub id: String,
    pub noun: String,
    pub shown: bool,
    /// The variant this reader gets; none: the default, or nothing.
    pub variant: Option<String>,
    /// In plain words: "Is in “VIPs”, so the variant for them".
    pub why: String,
    /// How it begins, for this reader; empty when it is not shown.
    pub words: String,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rendered {
    pub subject: String,
    pub preheader: String,
    pub html: String,
    pub text: String,
    pub blocks: Vec<BlockOutcome>,
    /// What was empty, fell back or failed, with its block (none: subject or preheader).
    pub notes: Vec<(Option<usize>, Note)>,
    /// Products found and wished for, by block.
    pub suggested: Vec<(usize, usize, usize)>,
    /// What was chosen and why, by block; only when the sheet asks for it.
    pub picks: Vec<(usize, Picks)>,
}

pub fn render(letter: &Letter, sheet: &Sheet<'_>) -> Rendered {
    let mut data = sheet.data.clone();
    for (_, name) in &letter.unknown {
        make_empty(&mut data, name);
    }
    let mut out = Rendered::default();
    let mut shown: Vec<ProductId> = Vec::new();
    let mut chosen: Vec<Option<Vec<Arc<ProductView>>>> = Vec::new();
    for (i, block) in letter.blocks.iter().enumerate() {
        chosen.push(block.products.as_ref().map(|(rule, count)| {
            let ask = Ask { rule, count: *count, leave_out: LeaveOut::default(), fill_with: None, shown: &shown, told: sheet.told };
            let picks = sheet.shelf.products(&ask);
            let views: Vec<_> = picks.chosen.iter().map(|p| Arc::clone(&p.product)).collect();
            shown.extend(views.iter().map(|v| v.id));
            if sheet.told {
                out.picks.push((i, picks));
            }
            views
        }));
    }
    if let Some(first) = chosen.iter().flatten().next() {
        data.insert("products".into(), products(first));
    }
    let mut page = Page { letter, data: &data, currency: sheet.currency, notes: Vec::new() };
    letter.subject.fill(&data, sheet.currency, &mut page.notes, &mut out.subject);
    letter.preheader.fill(&data, sheet.currency, &mut page.notes, &mut out.preheader);
    out.subject = one_line(&out.subject);
    out.preheader = one_line(&out.preheader);
    out.notes.extend(page.notes.drain(..).map(|n| (None, n)));
    page.chunks(&letter.head, &[], &mut out.html);
    // The head repeats the subject and the preheader.
    page.notes.clear();
    let mut text = String::new();
    for (i, block) in letter.blocks.iter().enumerate() {
        let views = chosen.get(i).and_then(Option::as_deref);
        let mut outcome = outcome(block, sheet, views);
        if let (Some((_, wished)), Some(views)) = (block.products.as_ref(), views) {
            out.suggested.push((i, views.len(), *wished));
        }
        if outcome.shown {
            let begins = text.len();
            let views = views.unwrap_or(&[]);
            let layout = block.layouts.get(views.len().saturating_sub(1)).map_or(&[][..], Vec::as_slice);
            page.chunks(layout, views, &mut out.html);
            let said = page.notes.len();
            for field in &block.text {
                field.fill(&data, sheet.currency, &mut page.notes, &mut text);
            }
            // The plain text says the same again.
            page.notes.truncate(said);
            product_lines(views, &mut text);
            outcome.words = beginning(text[begins..].trim_start_matches("- "));
            text.push_str("\n\n");
            out.notes.extend(page.notes.drain(..).map(|n| (Some(i), n)));
        }
        out.blocks.push(outcome);
    }
    page.chunks(&letter.foot, &[], &mut out.html);
    text.push_str(&letter.foot_text);
    out.text = tidy(&text);
    out
}

struct Page<'a> {
    letter: &'a Letter,
    data: &'a Object,
    currency: Currency,
    notes: Vec<Note>,
}

impl Page<'_> {
    fn chunks(&mut self, chunks: &[Chunk], views: &[Arc<ProductView>], out: &mut String) {
        for chunk in chunks {
            match chunk {
                Chunk::Fixed(text) => out.push_str(text),
                Chunk::Slot(n) => {
                    if let Some(field) = self.letter.slots.get(*n) {
                        field.fill(self.data, self.currency, &mut self.notes, out);
                    }
                }
                Chunk::Product(n) => {
                    if let Some(view) = views.get(*n) {
                        product_cell(view, self.letter, out);
                    }
                }
            }
        }
    }
}

fn outcome(block: &LetterBlock, sheet: &Sheet<'_>, views: Option<&[Arc<ProductView>]>) -> BlockOutcome {
    let group = |audience: &EmailAudience| sheet.groups.get(&AudienceKey::of(audience)).unwrap_or(&Group::Gone);
    let person = sheet.person.map_or(u32::MAX, |p| p.0);
    let (mut shown, mut why) = match block.only_for.as_ref().map(group) {
        None => (true, "For everybody".to_owned()),
        Some(Group::People { name, people, .. }) if people.contains(person) => (true, format!("Is in “{name}”")),
        Some(Group::People { name, .. }) => (false, format!("Is not in “{name}”")),
        Some(Group::Gone) => (false, "Its segment was deleted, so nobody sees it. Choose another segment, or everybody".to_owned()),
        Some(Group::Broken { name, why }) => (false, format!("“{name}” cannot be counted, so nobody sees it: {why}")),
    };
    if shown && views.is_some_and(<[_]>::is_empty) {
        shown = false;
        why = "There is no product left to suggest, so the block is left out".to_owned();
    }
    BlockOutcome { id: block.id.clone(), noun: block.noun.to_owned(), shown, variant: None, why, words: String::new() }
}

fn link(view: &ProductView, letter: &Letter) -> Option<String> {
    let own = view.url.as_deref().filter(|u| html::safe_picture(u));
    own.or(Some(letter.website.as_str()).filter(|w| html::safe_link(w))).map(html::escape)
}

fn product_cell(view: &ProductView, letter: &Letter, out: &mut String) {
    let title = html::escape(&view.title);
    let open =
        link(view, letter).map(|to| format!("<a href=\"{to}\" target=\"_blank\" style=\"color:{};text-decoration:none\">", letter.accent));
    let close = if open.is_some() { "</a>" } else { "" };
    let open = open.unwrap_or_default();
    if let Some(src) = view.image_url.as_deref().filter(|u| html::safe_picture(u)) {
        out.push_str(&format!(
            "{open}<img src=\"{}\" alt=\"{title}\" width=\"160\" style=\"display:block;width:100%;max-width:240px;height:auto;border:0;border-radius:6px;margin:0 0 8px\" />{close}",
            html::escape(src)
        ));
    }
    out.push_str(&format!("{open}<b>{title}</b>{close}"));
    if let Some(price) = view.price {
        out.push_str(&format!("<br />{}", html::escape(&price.to_string())));
    }
}

fn product_lines(views: &[Arc<ProductView>], out: &mut String) {
    for view in views {
        out.push_str("- ");
        out.push_str(&view.title.replace(char::is_control, " "));
        if let Some(price) = view.price {
            out.push_str(&format!(", {price}"));
        }
        if let Some(url) = view.url.as_deref().filter(|u| html::safe_picture(u)) {
            out.push_str(&format!(": {url}"));
        }
        out.push('\n');
    }
}

/// A name that does not exist is nothing rather than an error.
fn make_empty(data: &mut Object, name: &str) {
    let (first, rest) = name.split_once('.').map_or((name, None), |(f, r)| (f, Some(r)));
    let Some(rest) = rest else {
        data.entry(first.to_owned()).or_insert(Value::Nil);
        return;
    };
    let entry = data.entry(first.to_owned()).or_insert_with(|| Value::Object(Object::new()));
    if matches!(entry, Value::Nil) {
        *entry = Value::Object(Object::new());
    }
    if let Value::Object(inner) = entry {
        make_empty(inner, rest);
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first words, on one line.
fn beginning(text: &str) -> String {
    const LETTERS: usize = 90;
    let line = one_line(text.get(..text.floor_char_boundary(LETTERS * 6)).unwrap_or(text));
    match line.char_indices().nth(LETTERS) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}

/// At most one empty line in a row, no spaces at the ends of lines.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut empty = 0;
    for line in text.lines().map(str::trim_end) {
        empty = if line.is_empty() { empty + 1 } else { 0 };
        if empty <= 1 && !(out.is_empty() && line.is_empty()) {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}
