//! An email made ready once, to be filled in for each reader: MJML becomes HTML, and the HTML is cut into what is
//! fixed, what is filled in, and the blocks that some readers do not get.
//!
//! Nothing here depends on a reader. What is wrong with the email is kept as sentences; the rest still works, so that
//! a preview never goes blank over one typing mistake. `Letters` remembers what was compiled last, by content.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

use mrml::prelude::parser::ParserOptions;
use mrml::prelude::render::RenderOptions;

use super::brand::Brand;
use super::data::VARIABLES;
use super::definition::{BlockContent, Email, EmailAudience};
use super::liquid::{Field, names};
use super::mjml::{Skeleton, TOKEN, TOKEN_END, skeleton};
use super::shelf::ProductRule;
use crate::types::{Error, Result};

/// A stretch of the finished HTML.
#[derive(Debug, PartialEq, Eq)]
pub enum Chunk {
    Fixed(String),
    /// A field, by its number.
    Slot(usize),
    /// A product of the block, by its place.
    Product(usize),
}

pub struct LetterBlock {
    pub id: String,
    pub noun: &'static str,
    pub only_for: Option<EmailAudience>,
    pub products: Option<(ProductRule, usize)>,
    /// One layout, or for products one for each number from 1.
    pub layouts: Vec<Vec<Chunk>>,
    pub text: Vec<Field>,
}

/// A sentence about the email itself, at a block (by its number) or at its head.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Problem {
    pub block: Option<usize>,
    pub sentence: String,
}

/// A compiled email.
pub struct Letter {
    pub subject: Field,
    pub preheader: Field,
    pub head: Vec<Chunk>,
    pub blocks: Vec<LetterBlock>,
    pub foot: Vec<Chunk>,
    pub slots: Vec<Field>,
    /// What cannot be filled in for anybody. An email with one of these is not saved.
    pub problems: Vec<Problem>,
    /// Variables that do not exist (with their block); they are empty for everybody.
    pub unknown: Vec<(Option<usize>, String)>,
    pub accent: String,
    pub website: String,
    pub foot_text: String,
    pub from_name: String,
}

/// # Errors
/// `Internal` when MJML refuses what we wrote; nothing an author writes gets that far.
pub fn compile(email: &Email, brand: &Brand, shop: &str) -> Result<Letter> {
    brand.check()?;
    let Skeleton { mjml, slots, texts, problems, subject, preheader, liquid } = skeleton(email, brand, shop);
    let html = to_html(&mjml)?;
    let mut parts = cut(&html);
    let mut blocks: Vec<LetterBlock> = email
        .blocks
        .iter()
        .zip(texts)
        .map(|(b, text)| LetterBlock {
            id: b.id.clone(),
            noun: b.content.noun(),
            only_for: b.only_for.clone(),
            products: match &b.content {
                BlockContent::Products { rule, count, .. } => Some((rule.clone(), usize::from(*count))),
                _ => None,
            },
            layouts: Vec::new(),
            text,
        })
        .collect();
    for (block, layout) in parts.blocks.drain(..) {
        if let Some(b) = blocks.get_mut(block) {
            b.layouts.push(layout);
        }
    }
    let mut unknown = Vec::new();
    for (block, pieces) in &liquid {
        for name in names::read(pieces) {
            if !exists(&name) && !unknown.contains(&(*block, name.clone())) {
                unknown.push((*block, name));
            }
        }
    }
    let address = brand.postal_address.trim();
    Ok(Letter {
        subject,
        preheader,
        head: parts.head,
        blocks,
        foot: parts.foot,
        slots,
        problems: problems.into_iter().map(|(block, sentence)| Problem { block, sentence }).collect(),
        unknown,
        accent: brand.accent.clone(),
        website: brand.website.clone(),
        foot_text: format!(
            "---\nYou receive this letter from {shop} because you asked to hear from us.\nUnsubscribe: *|UNSUB|*\n{address}"
        ),
        from_name: email.from_name.as_deref().map(str::trim).filter(|n| !n.is_empty()).unwrap_or(shop).to_owned(),
    })
}

pub(super) fn exists(name: &str) -> bool {
    VARIABLES.iter().any(|(known, _)| *known == name) || matches!(name, "person" | "last_order" | "shop" | "products.size")
}

pub(super) fn to_html(mjml: &str) -> Result<String> {
    let broken = |e: String| Error::internal("This email could not be laid out. Please tell us which blocks it has.").caused_by(e);
    let parsed = mrml::parse_with_options(mjml, &ParserOptions::default()).map_err(|e| broken(e.to_string()))?;
    // No fonts from the web: a mail loads nothing that its author did not put there.
    let options = RenderOptions { fonts: HashMap::new(), ..RenderOptions::default() };
    parsed.element.render(&options).map_err(|e| broken(e.to_string()))
}

#[derive(Default)]
struct Parts {
    head: Vec<Chunk>,
    blocks: Vec<(usize, Vec<Chunk>)>,
    foot: Vec<Chunk>,
}

/// Cuts the HTML at the skeleton's tokens.
fn cut(html: &str) -> Parts {
    let mut parts = Parts::default();
    let mut chunks = Vec::new();
    let mut place: Option<usize> = None;
    let mut rest = html;
    while let Some(at) = rest.find(TOKEN) {
        push_fixed(&mut chunks, &rest[..at]);
        let token = &rest[at + TOKEN.len()..];
        let Some(end) = token.find(TOKEN_END) else { break };
        rest = &token[end + TOKEN_END.len_utf8()..];
        let (kind, number) = token[..end].split_at(1);
        match kind {
            "S" => chunks.extend(number.parse().ok().map(Chunk::Slot)),
            "P" => chunks.extend(number.parse().ok().map(Chunk::Product)),
            _ => {
                close(&mut parts, place, std::mem::take(&mut chunks));
                place = Some(number.split('V').next().and_then(|b| b.parse().ok()).unwrap_or(usize::MAX));
            }
        }
    }
    push_fixed(&mut chunks, rest);
    parts.foot = chunks;
    parts
}

fn close(parts: &mut Parts, place: Option<usize>, chunks: Vec<Chunk>) {
    match place {
        None => parts.head = chunks,
        Some(block) => parts.blocks.push((block, chunks)),
    }
}

fn push_fixed(chunks: &mut Vec<Chunk>, text: &str) {
    if !text.is_empty() {
        chunks.push(Chunk::Fixed(text.to_owned()));
    }
}

/// The letters compiled last, by their content: stepping through readers compiles nothing.
#[derive(Default)]
pub struct Letters(Mutex<Vec<(u64, Arc<Letter>)>>);

const KEPT: usize = 8;

impl Letters {
    pub fn get(&self, email: &Email, brand: &Brand, shop: &str) -> Result<Arc<Letter>> {
        let mut hasher = DefaultHasher::new();
        format!("{email:?}{brand:?}{shop}").hash(&mut hasher);
        let key = hasher.finish();
        let found = |kept: &Vec<(u64, Arc<Letter>)>| kept.iter().find(|(k, _)| *k == key).map(|(_, l)| Arc::clone(l));
        if let Some(letter) = found(&self.0.lock().unwrap_or_else(PoisonError::into_inner)) {
            return Ok(letter);
        }
        let letter = Arc::new(compile(email, brand, shop)?);
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT {
            kept.remove(0);
        }
        kept.push((key, Arc::clone(&letter)));
        Ok(letter)
    }
}
