//! An email for Mailchimp: its variables as merge tags, and a list of what merge tags cannot say.
//!
//! The email itself is rewritten (`adapted`), so that what comes out has no Liquid and nothing that depends on a
//! reader; compiling and rendering it is the usual way. What cannot be translated is never dropped without a word: each
//! has its place, what it was, and what stands there instead. `words` translates one text, `only_for` a condition.
//!
//! The tags are those of Mailchimp's classic merge tags: `*|FNAME|*`, `*|IF:COUNTRY=DE|*…*|ELSE:|*…*|END:IF|*`, `*|DATE:…|*`.

mod only_for;
mod words;

use std::collections::BTreeMap;

use serde::Serialize;
use specta::Type;

use super::block::{BlockContent, OfferCode, ProductPick, ReviewPick};
use super::definition::{Email, EmailAudience, EmailBlock};
use super::shelf::{Bought, ProductRule};
use super::{html, texts};
use crate::segments::definition::Segment;
use crate::types::DocumentId;

/// Something that merge tags cannot say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct Untranslated {
    /// Such as "Block 3 (text)" or "Subject".
    pub place: String,
    /// The block's id; none: at the head.
    pub block: Option<String>,
    /// As it is written, or in words.
    pub what: String,
    pub why: String,
    /// What stands there instead.
    pub instead: String,
}

/// What is known of the shop and of the audience there.
pub struct Facts<'a> {
    /// The audience's merge tag for each variable, such as `person.country` → `COUNTRY`.
    pub tags: BTreeMap<&'static str, String>,
    pub shop_name: &'a str,
    pub website: &'a str,
    /// Such as "EUR".
    pub currency: &'a str,
    /// A saved segment's name and definition; none: it was deleted.
    pub segment: &'a dyn Fn(DocumentId) -> Option<(String, Segment)>,
}

/// The fields that every audience has.
pub fn usual_tags() -> BTreeMap<&'static str, String> {
    let all =
        [("person.first_name", "FNAME"), ("person.last_name", "LNAME"), ("person.email", "EMAIL"), ("person.language", "MC_LANGUAGE")];
    all.into_iter().map(|(name, tag)| (name, tag.to_owned())).collect()
}

struct Desk<'a> {
    facts: &'a Facts<'a>,
    lost: Vec<Untranslated>,
}

/// The email with merge tags for its variables, and what could not be translated, in reading order. Saved blocks must
/// have been put in their places, and the language chosen.
pub fn adapted(email: &Email, facts: &Facts<'_>) -> (Email, Vec<Untranslated>) {
    let mut desk = Desk { facts, lost: Vec::new() };
    let mut out = email.clone();
    out.translations.clear();
    out.subject = desk.words("Subject", None, &email.subject, false);
    out.preheader = desk.words("Preheader", None, &email.preheader, false);
    for v in out.head_variants.drain(..) {
        let what = format!("the subject “{}” for some readers", v.subject);
        desk.lose("Subject", None, &what, "a subject cannot be chosen by a segment there", &format!("everybody reads “{}”", email.subject));
    }
    out.blocks = desk.blocks(&email.blocks, "");
    (out, desk.lost)
}

/// Tags whose signs were written as HTML, as tags again: Mailchimp reads `>=`, not `&gt;=`.
pub fn tags_as_written(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("*|") {
        let Some(end) = rest[at + 2..].find("|*").map(|e| at + 2 + e + 2) else { break };
        out.push_str(&rest[..at]);
        let tag = &rest[at..end];
        if tag.contains('<') {
            out.push_str(tag)
        } else {
            out.push_str(&html::decode(tag))
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

impl Desk<'_> {
    fn lose(&mut self, place: &str, block: Option<&str>, what: &str, why: &str, instead: &str) {
        self.lost.push(Untranslated {
            place: place.to_owned(),
            block: block.map(str::to_owned),
            what: what.to_owned(),
            why: why.to_owned(),
            instead: instead.to_owned(),
        });
    }

    fn words(&mut self, place: &str, block: Option<&str>, text: &str, rich: bool) -> String {
        let done = words::translated(text, self.facts, rich);
        for lost in done.lost {
            self.lose(place, block, &lost.what, lost.why, &lost.instead);
        }
        done.text
    }

    fn blocks(&mut self, blocks: &[EmailBlock], within: &str) -> Vec<EmailBlock> {
        let mut out = Vec::new();
        for (i, block) in blocks.iter().enumerate() {
            let place = format!("{within}Block {} ({})", i + 1, block.content.noun());
            out.extend(self.block(block, &place));
        }
        out
    }

    fn block(&mut self, block: &EmailBlock, place: &str) -> Option<EmailBlock> {
        let id = Some(block.id.as_str());
        let content = self.content(&block.content, &block.id, place)?;
        let content = self.variants(block, content, place);
        let content = match &block.only_for {
            None => content,
            Some(audience) => match (self.condition(audience), wrapped(&content, "", "")) {
                (Ok(c), Some(_)) => wrapped(&content, &format!("*|IF:{c}|*"), "*|END:IF|*")?,
                (Ok(_), None) => {
                    let why = "only the words of a text or a heading can stand within a condition there";
                    self.lose(place, id, &format!("only for {}", self.named(audience)), why, "nothing: the block is left out");
                    return None;
                }
                (Err(why), _) => {
                    self.lose(place, id, &format!("only for {}", self.named(audience)), why, "nothing: the block is left out");
                    return None;
                }
            },
        };
        Some(EmailBlock { id: block.id.clone(), only_for: None, variants: Vec::new(), content })
    }

    /// Variants of a text or a heading become conditions within it, where all of them can be said.
    fn variants(&mut self, block: &EmailBlock, default: BlockContent, place: &str) -> BlockContent {
        if block.variants.is_empty() {
            return default;
        }
        let mut said = String::new();
        for (i, v) in block.variants.iter().enumerate() {
            let words = words_of(&v.content).filter(|_| v.content.noun() == default.noun());
            let condition = self.condition(&v.only_for);
            let (Ok(c), Some((text, rich))) = (&condition, words) else {
                let why = condition.err().unwrap_or("only texts and headings can differ by a condition there");
                for v in &block.variants {
                    self.lose(
                        place,
                        Some(&block.id),
                        &format!("a variant for {}", self.named(&v.only_for)),
                        why,
                        "what everybody else gets",
                    );
                }
                return default;
            };
            let text = self.words(place, Some(&block.id), text, rich);
            said.push_str(&format!("*|{}:{c}|*{text}", if i == 0 { "IF" } else { "ELSEIF" }));
        }
        wrapped(&default, &format!("{said}*|ELSE:|*"), "*|END:IF|*").unwrap_or(default)
    }

    fn condition(&self, audience: &EmailAudience) -> Result<String, &'static str> {
        match audience {
            EmailAudience::Condition { condition } => only_for::condition(condition, &self.facts.tags),
            EmailAudience::Segment { segment } => match (self.facts.segment)(*segment) {
                Some((_, definition)) => only_for::condition(&definition, &self.facts.tags),
                None => Err("its segment was deleted"),
            },
        }
    }

    fn named(&self, audience: &EmailAudience) -> String {
        match audience {
            EmailAudience::Condition { .. } => "people of a condition".to_owned(),
            EmailAudience::Segment { segment } => {
                (self.facts.segment)(*segment).map_or_else(|| "a deleted segment".to_owned(), |(name, _)| format!("“{name}”"))
            }
        }
    }

    /// The block without what depends on a reader; none: it is left out.
    fn content(&mut self, content: &BlockContent, id: &str, place: &str) -> Option<BlockContent> {
        let mut content = content.clone();
        let gone = "nothing: the block is left out";
        let each = "it is chosen for each reader, and Mailchimp does not know what";
        match &mut content {
            BlockContent::Products { rule, leave_out, fill_with, .. } => {
                let (for_each, name) = rule_of(rule);
                if for_each {
                    self.lose(place, Some(id), &format!("products: {name}"), each, gone);
                    return None;
                }
                if leave_out.bought != (Bought::No {}) {
                    let instead = "the same products for everybody, as of today";
                    self.lose(place, Some(id), "leaving out what the reader has bought", each, instead);
                }
                leave_out.bought = Bought::No {};
                *fill_with = fill_with.take().filter(|r| !rule_of(r).0);
            }
            BlockContent::Product { pick: ProductPick::Rule { rule }, leave_out, .. } => {
                let (for_each, name) = rule_of(rule);
                if for_each {
                    self.lose(place, Some(id), &format!("a product: {name}"), each, gone);
                    return None;
                }
                leave_out.bought = Bought::No {};
            }
            BlockContent::Cart { .. } | BlockContent::LastOrder { .. } => {
                let what = format!("the reader’s {}", content.noun());
                self.lose(place, Some(id), &what, each, gone);
                return None;
            }
            BlockContent::Review { from: ReviewPick::Shown {}, .. } => {
                self.lose(place, Some(id), "a review of what the reader is shown", each, gone);
                return None;
            }
            BlockContent::Offer { code: code @ OfferCode::Own { .. }, .. } => {
                let why = "codes of which each is handed out once stay with Regulars";
                self.lose(place, Some(id), "a code of the reader’s own", why, "the offer without a code");
                *code = OfferCode::None;
            }
            BlockContent::Saved { .. } => {
                self.lose(place, Some(id), "a saved block", "it could not be found", gone);
                return None;
            }
            BlockContent::Columns { cells, .. } => {
                let inner: Vec<Vec<EmailBlock>> =
                    cells.iter().enumerate().map(|(n, cell)| self.blocks(cell, &format!("{place}, column {}, ", n + 1))).collect();
                *cells = inner;
                return Some(content);
            }
            _ => {}
        }
        texts::each_of(&mut content, &mut |text, rich| *text = self.words(place, Some(id), text, rich));
        for address in addresses(&mut content) {
            *address = self.words(place, Some(id), address, false);
        }
        Some(content)
    }
}

/// Whether it is another choice for each reader, and in words.
fn rule_of(rule: &ProductRule) -> (bool, &'static str) {
    match rule {
        ProductRule::ForYou {} => (true, "recommended for the reader"),
        ProductRule::Again {} => (true, "bought before"),
        ProductRule::Viewed { .. } => (true, "looked at"),
        ProductRule::LeftInCart {} => (true, "left in the cart"),
        ProductRule::ReplenishmentDue {} => (true, "due again"),
        ProductRule::BestSellers { .. } => (false, "best sellers"),
        ProductRule::NewArrivals { .. } => (false, "new arrivals"),
        ProductRule::Category { .. } => (false, "of a category"),
        ProductRule::Chosen { .. } => (false, "chosen by hand"),
    }
}

fn addresses(content: &mut BlockContent) -> Vec<&mut String> {
    match content {
        BlockContent::Image { src, href, .. } => std::iter::once(src).chain(href.as_mut()).collect(),
        BlockContent::Button { href, .. } => vec![href],
        BlockContent::Cart { href, .. } | BlockContent::Offer { href, .. } => href.as_mut().into_iter().collect(),
        _ => Vec::new(),
    }
}

/// The words of what can stand within a condition, and whether they are HTML.
fn words_of(content: &BlockContent) -> Option<(&str, bool)> {
    match content {
        BlockContent::Heading { text, .. } => Some((text, false)),
        BlockContent::Text { html, .. } => Some((html, true)),
        _ => None,
    }
}

fn wrapped(content: &BlockContent, before: &str, after: &str) -> Option<BlockContent> {
    let mut content = content.clone();
    match &mut content {
        BlockContent::Heading { text, .. } => *text = format!("{before}{text}{after}"),
        BlockContent::Text { html, .. } => *html = format!("{before}{html}{after}"),
        _ => return None,
    }
    Some(content)
}

#[cfg(test)]
mod tests;
