//! An email as it is written: subject, preheader, blocks, what some readers get instead, and translations. Its name is
//! the document's.
//!
//! This is the saved and published form (`regulars-cli schema email`). It holds no HTML but the small safe subset of a
//! text block, no colours (those are the shop's, see `brand`) and nothing of any reader. What a block holds is in
//! `block`, how older forms are read in `older`, its texts and their translations in `texts`, what Liquid in it means in
//! `liquid`; start reading at `Email`.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use specta::Type;

pub use super::block::BlockContent;
use super::block::{MOST_COLUMNS, MOST_PRODUCTS};
use super::older;
use crate::segments::Segment;
use crate::types::{DocumentId, Error, Result};

pub const VERSION: u32 = 2;
const MOST_BLOCKS: usize = 100;
const MOST_VARIANTS: usize = 20;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type)]
#[serde(deny_unknown_fields)]
pub struct Email {
    /// The version of this form: 2; version 1 is read, too.
    pub version: u32,
    /// What the inbox shows first. Liquid is filled in for each reader.
    pub subject: String,
    /// What the inbox shows after the subject. Liquid is filled in.
    #[serde(default)]
    pub preheader: String,
    /// Who it comes from; the shop's name when it is not given.
    #[serde(default)]
    pub from_name: Option<String>,
    /// Other subjects and preheaders for some readers; the first that fits is taken, else the ones above.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub head_variants: Vec<HeadVariant>,
    /// The language in which it is written (such as "en"); the brand's when it is not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// By language, then by place (see `texts`): what stands there instead.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub translations: BTreeMap<String, BTreeMap<String, String>>,
    /// By language, then by place: the mark (see `texts`) of the words from which it was translated, so that a
    /// translation is known to be old when they change. Without one it counts as up to date.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub translated_from: BTreeMap<String, BTreeMap<String, String>>,
    /// What is added to the links, so that visits can be told apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tracking: Option<Tracking>,
    pub blocks: Vec<EmailBlock>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type)]
#[serde(deny_unknown_fields)]
pub struct HeadVariant {
    /// Unique within the email.
    pub id: String,
    pub only_for: EmailAudience,
    pub subject: String,
    #[serde(default)]
    pub preheader: String,
}

/// Google's utm_ parameters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type)]
#[serde(deny_unknown_fields)]
pub struct Tracking {
    pub source: String,
    pub medium: String,
    pub campaign: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type)]
#[serde(deny_unknown_fields)]
pub struct EmailBlock {
    /// Unique within the email; it never changes while the block lives.
    pub id: String,
    /// Shown only to these people; to everybody when it is not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only_for: Option<EmailAudience>,
    /// What some readers get instead; the first that fits is taken, else `content`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub variants: Vec<BlockVariant>,
    /// What everybody else gets.
    pub content: BlockContent,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type)]
#[serde(deny_unknown_fields)]
pub struct BlockVariant {
    /// Unique within the email, among blocks, too.
    pub id: String,
    pub only_for: EmailAudience,
    pub content: BlockContent,
}

/// Some of the readers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type)]
#[serde(untagged)]
pub enum EmailAudience {
    Segment {
        /// The number of a saved segment.
        #[schemars(with = "i64")]
        segment: DocumentId,
    },
    Condition {
        /// A segment of this email's own.
        condition: Box<Segment>,
    },
}

/// The published form of an email (JSON Schema).
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Email).to_value()
}

impl EmailBlock {
    pub fn new(id: impl Into<String>, content: BlockContent) -> Self {
        Self { id: id.into(), only_for: None, variants: Vec::new(), content }
    }

    /// Everything it can come to: the default first.
    pub fn contents(&self) -> impl Iterator<Item = &BlockContent> {
        std::iter::once(&self.content).chain(self.variants.iter().map(|v| &v.content))
    }
}

impl Email {
    pub fn new(subject: impl Into<String>, preheader: impl Into<String>, blocks: Vec<EmailBlock>) -> Self {
        Self {
            version: VERSION,
            subject: subject.into(),
            preheader: preheader.into(),
            from_name: None,
            head_variants: Vec::new(),
            language: None,
            translations: BTreeMap::new(),
            translated_from: BTreeMap::new(),
            tracking: None,
            blocks,
        }
    }

    /// Reads a saved or typed email (an older form, too) and says where it cannot be one. Liquid is judged by `compile`.
    pub fn read(body: &serde_json::Value) -> Result<Self> {
        let email: Self = serde_json::from_value(older::brought_up(body))
            .map_err(|e| Error::bad_input(format!("This is not an email as Regulars writes it: {e}.")).caused_by(e))?;
        if email.version != VERSION {
            return Err(Error::bad_input(format!(
                "This email has the form {}, but this version of Regulars writes form {VERSION}. A newer Regulars can open it.",
                email.version
            )));
        }
        let mut ids = Ids::default();
        for v in &email.head_variants {
            ids.take("The subject", &v.id)?;
        }
        if email.head_variants.len() > MOST_VARIANTS {
            return Err(Error::bad_input(format!("A subject may have at most {MOST_VARIANTS} variants.")));
        }
        check_blocks(&email.blocks, "", &mut ids)?;
        Ok(email)
    }

    /// Every block, those in columns, too, in reading order.
    pub fn each_block<'a>(&'a self, f: &mut dyn FnMut(&'a EmailBlock)) {
        fn walk<'a>(blocks: &'a [EmailBlock], f: &mut dyn FnMut(&'a EmailBlock)) {
            for block in blocks {
                f(block);
                for content in block.contents() {
                    if let BlockContent::Columns { cells, .. } = content {
                        cells.iter().for_each(|cell| walk(cell, f));
                    }
                }
            }
        }
        walk(&self.blocks, f);
    }
}

/// Judges the blocks of a saved block, as those of an email.
pub fn check_saved(block: &EmailBlock) -> Result<()> {
    check_blocks(std::slice::from_ref(block), "", &mut Ids::default())
}

#[derive(Default)]
struct Ids(BTreeSet<String>);

impl Ids {
    fn take(&mut self, place: &str, id: &str) -> Result<()> {
        if id.is_empty() || id.len() > 40 || !id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_') {
            return Err(Error::bad_input(format!("{place}: its id must be 1 to 40 letters, digits, - or _.")));
        }
        if !self.0.insert(id.to_owned()) {
            return Err(Error::bad_input(format!("{place}: the id “{id}” is used twice.")));
        }
        Ok(())
    }
}

fn check_blocks(blocks: &[EmailBlock], within: &str, ids: &mut Ids) -> Result<()> {
    for (i, block) in blocks.iter().enumerate() {
        let place = format!("{within}Block {} ({})", i + 1, block.content.noun());
        ids.take(&place, &block.id)?;
        if ids.0.len() > MOST_BLOCKS * 4 || blocks.len() > MOST_BLOCKS {
            return Err(Error::bad_input(format!("An email may have at most {MOST_BLOCKS} blocks.")));
        }
        if block.variants.len() > MOST_VARIANTS {
            return Err(Error::bad_input(format!("{place}: it may have at most {MOST_VARIANTS} variants.")));
        }
        for v in &block.variants {
            ids.take(&place, &v.id)?;
        }
        for content in block.contents() {
            check_content(content, &place, within.is_empty(), ids)?;
        }
    }
    Ok(())
}

fn check_content(content: &BlockContent, place: &str, top: bool, ids: &mut Ids) -> Result<()> {
    let refuse = |why: String| Err(Error::bad_input(format!("{place}: {why}")));
    match content {
        BlockContent::Products { count, .. } if !(1..=MOST_PRODUCTS).contains(count) => {
            refuse(format!("between 1 and {MOST_PRODUCTS} products can be shown, not {count}."))
        }
        BlockContent::Spacer { height } if !(4..=120).contains(height) => {
            refuse(format!("its height must be 4 to 120 pixels, not {height}."))
        }
        BlockContent::Image { width: Some(width), .. } if !(10..=100).contains(width) => {
            refuse(format!("its width must be 10 to 100 percent, not {width}."))
        }
        BlockContent::Review { least_stars, .. } if !(1..=5).contains(least_stars) => {
            refuse(format!("stars go from 1 to 5, not {least_stars}."))
        }
        BlockContent::Columns { .. } | BlockContent::Products { .. } | BlockContent::Mjml { .. } if !top => {
            refuse("it cannot stand in a column.".to_owned())
        }
        BlockContent::Columns { cells, .. } => {
            if !(2..=MOST_COLUMNS).contains(&cells.len()) {
                return refuse(format!("there can be 2 to {MOST_COLUMNS} columns, not {}.", cells.len()));
            }
            for (n, cell) in cells.iter().enumerate() {
                check_blocks(cell, &format!("{place}, column {}, ", n + 1), ids)?;
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn reads_what_it_writes_and_names_the_place_of_a_mistake() {
        let body = json!({
            "version": 2, "subject": "Hi", "blocks": [
                { "id": "a", "content": { "kind": "heading", "text": "Hello" } },
                { "id": "b", "only_for": { "segment": 7 }, "content": { "kind": "products", "rule": { "by": "for_you" }, "count": 3 } },
                { "id": "c", "content": { "kind": "columns", "cells": [[], [{ "id": "d", "content": { "kind": "divider" } }]] },
                  "variants": [{ "id": "e", "only_for": { "condition": { "version": 2, "root": { "type": "group", "match": "all", "children": [] } } },
                    "content": { "kind": "spacer", "height": 12 } }] },
            ]
        });
        let email = Email::read(&body).unwrap();
        assert_eq!(Email::read(&serde_json::to_value(&email).unwrap()).unwrap(), email);
        assert!(matches!(email.blocks[2].variants[0].only_for, EmailAudience::Condition { .. }));
        let mut all = Vec::new();
        email.each_block(&mut |b| all.push(b.id.as_str()));
        assert_eq!(all, ["a", "b", "c", "d"]);
        let refused = |change: &dyn Fn(&mut serde_json::Value)| {
            let mut b = body.clone();
            change(&mut b);
            Email::read(&b).unwrap_err().message
        };
        assert!(refused(&|b| b["blocks"][1]["content"]["count"] = json!(13)).starts_with("Block 2 (products): between 1 and 12"));
        assert!(refused(&|b| b["blocks"][1]["id"] = json!("a")).contains("used twice"));
        assert!(refused(&|b| b["blocks"][2]["variants"][0]["id"] = json!("d")).contains("used twice"));
        assert!(refused(&|b| b["blocks"][0]["content"]["color"] = json!("red")).contains("unknown field"));
        assert!(refused(&|b| b["version"] = json!(3)).contains("newer Regulars"));
        let inside = json!({ "kind": "mjml", "source": "" });
        assert!(
            refused(&|b| b["blocks"][2]["content"]["cells"][1][0]["content"] = inside.clone())
                .starts_with("Block 3 (columns), column 2, Block 1 (MJML)")
        );
    }
}
