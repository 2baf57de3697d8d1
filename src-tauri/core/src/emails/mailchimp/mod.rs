//! An email for Mailchimp: its variables as merge tags, and a list of what merge tags cannot say.
//!
//! The email itself is rewritten (`adapted`), so that what comes out has no Liquid and nothing that depends on a
//! reader; compiling and rendering it is the usual way. What cannot be translated is never dropped without a word: each
//! has its place, what it was, and what stands there instead. `words` translates one text, `only_for` a condition.
//!
//! The tags are those of Mailchimp's classic merge tags: `*|FNAME|*`, `*|IF:COUNTRY=DE|*…*|ELSE:|*…*|END:IF|*`,
//! `*|DATE:F j, Y|*`, `*|UPPER:…|*`, `*|URL:…|*` within an address. Around whole blocks they stand in comments of the
//! HTML, as in Mailchimp's own templates: between the rows of a table nothing else may stand. A block of the kind MJML
//! carries each (see `Desk::tag`), so that compiling knows nothing of them; `finished` makes comments of them.

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
use only_for::Said;
use words::Stands;

/// Around a tag that stands between blocks, until it is a comment; letters that nobody writes.
const OPEN: char = '\u{e002}';
const CLOSE: char = '\u{e003}';
/// Longer subjects and previews are not taken there, tags counted.
const LONGEST_HEAD: usize = 150;

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
    /// In which it is written, such as "de".
    pub language: &'a str,
    /// The audience's merge tag for a code of everybody's own, once it has one.
    pub codes: Option<&'a str>,
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
    tags: u32,
}

/// The email with merge tags for its variables, and what could not be translated, in reading order. Saved blocks must
/// have been put in their places, and the language chosen. What is made of it still wants `finished`.
pub fn adapted(email: &Email, facts: &Facts<'_>) -> (Email, Vec<Untranslated>) {
    let mut desk = Desk { facts, lost: Vec::new(), tags: 0 };
    let mut out = email.clone();
    out.translations.clear();
    out.head_variants.clear();
    (out.subject, out.preheader) = desk.head(email);
    out.blocks = desk.blocks(&email.blocks, "");
    (out, desk.lost)
}

/// The finished HTML: tags between blocks as comments, and signs within tags as Mailchimp reads them.
pub fn finished_html(html: &str) -> String {
    tags_as_written(html).replace(OPEN, "<!-- ").replace(CLOSE, " -->")
}

/// The finished plain text: a tag between blocks leaves no line of its own.
pub fn finished_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (i, part) in tags_as_written(text).split(CLOSE).enumerate() {
        out.push_str(if i == 0 { part } else { part.trim_start_matches('\n') });
    }
    out.replace(OPEN, "")
}

/// Tags whose signs were written as HTML, as tags again: Mailchimp reads `>=`, not `&gt;=`.
fn tags_as_written(text: &str) -> String {
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

    fn words(&mut self, place: &str, block: Option<&str>, text: &str, stands: Stands) -> String {
        let done = words::translated(text, self.facts, stands);
        for lost in done.lost {
            self.lose(place, block, &lost.what, lost.why, &lost.instead);
        }
        done.text
    }

    /// Subject and preheader; their variants as conditions within them.
    fn head(&mut self, email: &Email) -> (String, String) {
        let variants: Result<Vec<_>, _> =
            email.head_variants.iter().map(|v| self.asked(&v.only_for)?.chain().ok_or(TWO_AT_ONCE).map(|c| (c, v))).collect();
        let subject = self.words("Subject", None, &email.subject, Stands::Plain);
        let preheader = self.words("Preheader", None, &email.preheader, Stands::Plain);
        let why = match variants {
            Ok(variants) if variants.is_empty() => return (subject, preheader),
            Ok(variants) => {
                let told = self.lost.len();
                let (mut subjects, mut preheaders) = (Vec::new(), Vec::new());
                for (conditions, v) in variants {
                    let one = self.words("Subject", None, &v.subject, Stands::Plain);
                    let after = self.words("Preheader", None, &v.preheader, Stands::Plain);
                    for condition in conditions {
                        subjects.push((condition.clone(), one.clone()));
                        preheaders.push((condition, after.clone()));
                    }
                }
                let all = (chained(&subjects, &subject), chained(&preheaders, &preheader));
                if all.0.chars().count() <= LONGEST_HEAD && all.1.chars().count() <= LONGEST_HEAD {
                    return all;
                }
                self.lost.truncate(told);
                "with its conditions it has more than the 150 letters that Mailchimp takes"
            }
            Err(why) => why,
        };
        for v in &email.head_variants {
            let what = format!("the subject “{}” for {}", v.subject, self.named(&v.only_for));
            self.lose("Subject", None, &what, why, &format!("everybody reads “{}”", email.subject));
        }
        (subject, preheader)
    }

    fn blocks(&mut self, blocks: &[EmailBlock], within: &str) -> Vec<EmailBlock> {
        let mut out = Vec::new();
        for (i, block) in blocks.iter().enumerate() {
            let place = format!("{within}Block {} ({})", i + 1, block.content.noun());
            out.extend(self.block(block, &place));
        }
        out
    }

    /// A tag between blocks.
    fn tag(&mut self, tag: &str) -> EmailBlock {
        self.tags += 1;
        let source = format!("<mj-raw>{OPEN}*|{}|*{CLOSE}</mj-raw>", html::escape(tag));
        EmailBlock::new(format!("tag-{}", self.tags), BlockContent::Mjml { source })
    }

    /// `IF a`, its blocks, `ELSEIF b`, its blocks …, `ELSE`, the others, `END:IF`.
    fn chain(&mut self, links: Vec<(String, Vec<EmailBlock>)>, otherwise: Option<Vec<EmailBlock>>) -> Vec<EmailBlock> {
        let mut out = Vec::new();
        for (i, (condition, blocks)) in links.into_iter().enumerate() {
            out.push(self.tag(&format!("{}{condition}", if i == 0 { "" } else { "ELSE" })));
            out.extend(blocks);
        }
        if let Some(blocks) = otherwise {
            out.push(self.tag("ELSE:"));
            out.extend(blocks);
        }
        out.push(self.tag("END:IF"));
        out
    }

    fn block(&mut self, block: &EmailBlock, place: &str) -> Vec<EmailBlock> {
        let only_for = match &block.only_for {
            None => None,
            Some(audience) => match self.asked(audience) {
                Ok(said) => Some(said),
                Err(why) => {
                    let what = format!("only for {}", self.named(audience));
                    self.lose(place, Some(&block.id), &what, why, "nothing: the block is left out");
                    return Vec::new();
                }
            },
        };
        let inner = self.alternatives(block, place);
        match only_for {
            _ if inner.is_empty() => inner,
            None => inner,
            Some(Said::Any(all)) => {
                let links = all.into_iter().map(|c| (c, inner.clone())).collect();
                self.chain(links, None)
            }
            Some(Said::All(all)) => all.into_iter().rev().fold(inner, |inner, c| self.chain(vec![(c, inner)], None)),
        }
    }

    /// The block's variants, one after the other, and what everybody else gets.
    fn alternatives(&mut self, block: &EmailBlock, place: &str) -> Vec<EmailBlock> {
        let one = |id: &str, content: Option<BlockContent>| content.map(|c| EmailBlock::new(id, c)).into_iter().collect::<Vec<_>>();
        let asked: Result<Vec<_>, _> =
            block.variants.iter().map(|v| self.asked(&v.only_for)?.chain().ok_or(TWO_AT_ONCE).map(|c| (c, v))).collect();
        let links = match asked {
            Ok(variants) => {
                let mut links = Vec::new();
                for (conditions, v) in variants {
                    let content = one(&v.id, self.content(&v.content, &block.id, place));
                    links.extend(conditions.into_iter().map(|c| (c, content.clone())));
                }
                links
            }
            Err(why) => {
                for v in &block.variants {
                    let what = format!("a variant for {}", self.named(&v.only_for));
                    self.lose(place, Some(&block.id), &what, why, "what everybody else gets");
                }
                Vec::new()
            }
        };
        let otherwise = one(&block.id, self.content(&block.content, &block.id, place));
        if links.is_empty() { otherwise } else { self.chain(links, Some(otherwise)) }
    }

    fn asked(&self, audience: &EmailAudience) -> Result<Said, &'static str> {
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
            BlockContent::Offer { code: code @ OfferCode::Own { .. }, .. } => match self.facts.codes {
                Some(tag) => *code = OfferCode::Same { code: format!("*|{tag}|*") },
                None => {
                    let why = "codes of everybody’s own stay with Regulars until your audience has a merge field for them";
                    self.lose(place, Some(id), "a code of the reader’s own", why, "the offer without a code");
                    *code = OfferCode::None;
                }
            },
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
        texts::each_of(&mut content, &mut |text, rich| {
            *text = self.words(place, Some(id), text, if rich { Stands::Rich } else { Stands::Plain });
        });
        for address in addresses(&mut content) {
            *address = self.words(place, Some(id), address, Stands::Address);
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

const TWO_AT_ONCE: &str = "one of several choices can ask for one thing only there, and this asks for two at once";

fn addresses(content: &mut BlockContent) -> Vec<&mut String> {
    match content {
        BlockContent::Image { src, href, .. } => std::iter::once(src).chain(href.as_mut()).collect(),
        BlockContent::Button { href, .. } => vec![href],
        BlockContent::Cart { href, .. } | BlockContent::Offer { href, .. } => href.as_mut().into_iter().collect(),
        _ => Vec::new(),
    }
}

/// `*|IF:a|*…*|ELSEIF:b|*…*|ELSE:|*…*|END:IF|*`, or only the words where they are the same for all.
fn chained(all: &[(String, String)], otherwise: &str) -> String {
    if all.iter().all(|(_, words)| words == otherwise) {
        return otherwise.to_owned();
    }
    let one = |(i, (condition, words)): (usize, &(String, String))| format!("*|{}{condition}|*{words}", if i == 0 { "" } else { "ELSE" });
    let links: String = all.iter().enumerate().map(one).collect();
    format!("{links}*|ELSE:|*{otherwise}*|END:IF|*")
}

#[cfg(test)]
mod tests;
