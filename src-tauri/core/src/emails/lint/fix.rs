//! The changes that mend what a lint found, as data: shown as a button, applied as an edit that can be undone.
//!
//! `apply` is pure and only ever changes the email; a colour of the shop's look is changed in the brand by whoever
//! asked (`apply_to_brand`), because it changes every email.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::super::block::BlockContent;
use super::super::brand::Brand;
use super::super::definition::{Email, EmailBlock, Tracking};
use super::places;
use crate::types::{Day, Error, Result};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Fix {
    /// In the text of a place, one for the other wherever it stands.
    Replace {
        place: String,
        from: String,
        to: String,
    },
    /// A variable's name in a place, for another.
    Rename {
        place: String,
        from: String,
        to: String,
    },
    /// The whole text of a place.
    Write {
        place: String,
        text: String,
    },
    /// Gives a variable a fallback where it has none: in the block, or at the email's head.
    Fallback {
        block: Option<String>,
        variable: String,
        words: String,
    },
    /// What is added to the links.
    Track {
        tracking: Tracking,
    },
    /// The last day on which an offer holds.
    OfferUntil {
        block: String,
        until: Day,
    },
    RemoveBlock {
        block: String,
    },
    /// A colour of the shop's look, for every email.
    BrandColour {
        part: BrandPart,
        colour: String,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, Type)]
#[serde(rename_all = "snake_case")]
pub enum BrandPart {
    Accent,
    Ink,
}

fn moved_on() -> Error {
    Error::bad_input("The email has changed since this was found; it has been read again.")
}

/// The email with the fix.
///
/// # Errors
/// `BadInput` when what it would change is no longer there, or when it is a change of the brand.
pub fn apply(email: &Email, fix: &Fix) -> Result<Email> {
    let mut out = email.clone();
    let mut done = false;
    match fix {
        Fix::Replace { place, from, to } => places::each(&mut out, &mut |at, text| {
            if at.name == *place && !from.is_empty() && text.contains(from.as_str()) {
                *text = text.replace(from.as_str(), to);
                done = true;
            }
        }),
        Fix::Rename { place, from, to } => places::each(&mut out, &mut |at, text| {
            let better = if at.name == *place { renamed(text, from, to) } else { None };
            if let Some(better) = better {
                *text = better;
                done = true;
            }
        }),
        Fix::Write { place, text: words } => places::each(&mut out, &mut |at, text| {
            if at.name == *place {
                text.clone_from(words);
                done = true;
            }
        }),
        Fix::Fallback { block, variable, words } => places::each(&mut out, &mut |at, text| {
            if at.block == *block
                && let Some(better) = with_fallback(text, variable, words)
            {
                *text = better;
                done = true;
            }
        }),
        Fix::Track { tracking } => {
            out.tracking = Some(tracking.clone());
            done = true;
        }
        Fix::OfferUntil { block, until } => each_content(&mut out.blocks, &mut |owner, content| {
            if let BlockContent::Offer { until: old, .. } = content
                && owner == block
            {
                *old = Some(*until);
                done = true;
            }
        }),
        Fix::RemoveBlock { block } => done = remove(&mut out.blocks, block),
        Fix::BrandColour { .. } => {
            return Err(Error::bad_input("This is a colour of the shop’s look; it is changed under “Look and address”."));
        }
    }
    if done { Ok(out) } else { Err(moved_on()) }
}

/// The brand with the fix; unchanged by one that is about an email.
pub fn apply_to_brand(brand: &Brand, fix: &Fix) -> Brand {
    let mut out = brand.clone();
    if let Fix::BrandColour { part, colour } = fix {
        *match part {
            BrandPart::Accent => &mut out.accent,
            BrandPart::Ink => &mut out.ink,
        } = colour.clone();
    }
    out
}

/// Whole names only: `first_nam` is not the beginning of `first_name`.
fn renamed(text: &str, from: &str, to: &str) -> Option<String> {
    let part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    for (at, _) in text.match_indices(from).filter(|_| !from.is_empty()) {
        let end = at + from.len();
        if !text[..at].chars().next_back().is_some_and(part) && !text[end..].chars().next().is_some_and(part) {
            out.push_str(&text[copied..at]);
            out.push_str(to);
            copied = end;
        }
    }
    out.push_str(&text[copied..]);
    (copied > 0).then_some(out)
}

/// `{{ x }}` becomes `{{ x | default: '…' }}`, first in the row, so that other filters get it, too.
fn with_fallback(text: &str, variable: &str, words: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len() + 24);
    let mut rest = text;
    let mut changed = false;
    while let Some(at) = rest.find("{{") {
        let Some(end) = rest[at..].find("}}") else { break };
        let inner = &rest[at + 2..at + end];
        out.push_str(&rest[..at + 2]);
        let name = inner.trim_start_matches('-').split('|').next().unwrap_or("").trim_end_matches('-').trim();
        match name == variable && places::fallback(inner).is_none() {
            true => {
                let after = inner.find(variable).map_or(0, |i| i + variable.len());
                let quoted = words.replace('\'', "’");
                out.push_str(&format!("{} | default: '{quoted}'{}", &inner[..after], &inner[after..]));
                changed = true;
            }
            false => out.push_str(inner),
        }
        out.push_str("}}");
        rest = &rest[at + end + 2..];
    }
    out.push_str(rest);
    changed.then_some(out)
}

fn each_content(blocks: &mut [EmailBlock], f: &mut dyn FnMut(&str, &mut BlockContent)) {
    for block in blocks {
        let EmailBlock { id, content, variants, .. } = block;
        let mut one = |owner: &str, content: &mut BlockContent| {
            f(owner, content);
            if let BlockContent::Columns { cells, .. } = content {
                cells.iter_mut().for_each(|cell| each_content(cell, f));
            }
        };
        one(id, content);
        variants.iter_mut().for_each(|v| one(&v.id, &mut v.content));
    }
}

fn remove(blocks: &mut Vec<EmailBlock>, id: &str) -> bool {
    let before = blocks.len();
    blocks.retain(|b| b.id != id);
    let mut done = blocks.len() < before;
    for block in blocks {
        let variants = block.variants.len();
        block.variants.retain(|v| v.id != id);
        done |= block.variants.len() < variants;
        for content in std::iter::once(&mut block.content).chain(block.variants.iter_mut().map(|v| &mut v.content)) {
            if let BlockContent::Columns { cells, .. } = content {
                for cell in cells {
                    done |= remove(cell, id);
                }
            }
        }
    }
    done
}
