//! Blocks to MJML, and beside it to plain text: only the skeleton. Not one word of the author's or a reader's passes
//! through MJML.
//!
//! mrml escapes attributes as Rust strings and reads words as markup, so every word, address and Liquid piece is a
//! slot: a token of plain letters, put back into the finished HTML by `compile`. Marks of the same letters say where a
//! block, one of its alternatives, a row or a product begins and ends. Start at `skeleton`; `blocks`, `goods` and
//! `offers` draw the kinds, `raw` reads an author's own MJML, `marks` writes tokens, `slots` what goes into them.

mod blocks;
pub(super) mod colours;
mod goods;
mod marks;
mod offers;
mod raw;
mod slots;
mod style;

pub use marks::{TOKEN, TOKEN_END, Twin};
pub use raw::kept_element;
pub use style::DARK_QUERY;

use colours::Palette;
pub(super) use slots::{parameters, tracked_with};

use std::collections::BTreeMap;

use super::brand::Brand;
use super::definition::{BlockContent, Email, EmailAudience, EmailBlock};
use super::html;
use super::letter::{Needs, Problem};
use super::liquid::split::Piece;
use super::liquid::{Field, Place, Placed};
use super::words::{self, Words};
use crate::types::DocumentId;

/// Saved blocks by their number; one that is not here was deleted.
pub type Shared = BTreeMap<DocumentId, EmailBlock>;

/// How deep saved blocks may hold others.
const DEEPEST: usize = 5;

pub struct DrawnAlternative {
    pub id: Option<String>,
    pub only_for: Option<EmailAudience>,
    pub noun: &'static str,
    pub needs: Needs,
    pub inner: Vec<usize>,
}

pub struct DrawnBlock {
    pub id: String,
    pub noun: &'static str,
    pub only_for: Option<EmailAudience>,
    pub alternatives: Vec<DrawnAlternative>,
}

pub struct DrawnHead {
    pub id: Option<String>,
    pub only_for: Option<EmailAudience>,
    pub subject: Field,
    pub preheader: Field,
}

/// The skeleton, and what goes into its slots.
#[derive(Default)]
pub struct Skeleton {
    pub mjml: String,
    pub text: String,
    pub slots: Vec<Vec<Placed>>,
    pub heads: Vec<DrawnHead>,
    pub blocks: Vec<DrawnBlock>,
    pub top: Vec<usize>,
    pub problems: Vec<Problem>,
    /// The pieces of every field, for finding variables: the block, and its Liquid.
    pub liquid: Vec<(Option<usize>, Vec<Piece>)>,
}

/// Where a block stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spot {
    /// Across the letter.
    Letter,
    /// In a column so many pixels wide.
    Column(u32),
}

pub(super) struct Writer<'a> {
    brand: &'a Brand,
    palette: Palette,
    words: &'static Words,
    email: &'a Email,
    shared: &'a Shared,
    out: Skeleton,
    block: Option<usize>,
    /// Before the ids of what stands in a saved block.
    prefix: String,
    /// The id of the block or variant whose fields are read.
    owner: String,
    /// The saved blocks around this one.
    within: Vec<DocumentId>,
}

/// `shop` is the shop's name, `language` that of `email`'s words.
pub fn skeleton(email: &Email, brand: &Brand, shop: &str, language: &str, shared: &Shared) -> Skeleton {
    let mut w = Writer {
        brand,
        palette: Palette::of(brand),
        words: words::of(language),
        email,
        shared,
        out: Skeleton::default(),
        block: None,
        prefix: String::new(),
        owner: String::new(),
        within: Vec::new(),
    };
    w.heads();
    let preview = if w.has_preheader() { format!("{}{}", marks::PREHEADER, w.written(style::AFTER_PREHEADER)) } else { String::new() };
    let mut top = Vec::new();
    let (head, body, foot) = (w.head(shop), w.all(&email.blocks, Spot::Letter, &mut top), w.foot(shop));
    let (ground, paper) = (&w.palette.ground, &w.palette.paper);
    let mjml = format!(
        "<mjml lang=\"{}\" dir=\"{}\"><mj-head><mj-title>{}</mj-title><mj-preview>{preview}</mj-preview>{}</mj-head>\
         <mj-body background-color=\"{ground}\" width=\"600px\" css-class=\"rg-ground\">{}{}\
         <mj-section background-color=\"{paper}\" css-class=\"rg-paper\" padding=\"0\" border-radius=\"0 0 8px 8px\"><mj-column><mj-spacer height=\"28px\" /></mj-column></mj-section>\
         {}</mj-body></mjml>",
        language_tag(language),
        words::direction(language),
        marks::SUBJECT,
        style::head(&w.palette),
        head,
        body.mjml,
        foot.mjml
    );
    w.out.mjml = mjml;
    w.out.text = body.text + &foot.text;
    w.out.top = top;
    w.out
}

/// Only what a language's name may hold.
fn language_tag(language: &str) -> String {
    let tag: String = language.trim().replace('_', "-").chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(20).collect();
    if tag.is_empty() { "en".to_owned() } else { tag }
}

impl Writer<'_> {
    fn heads(&mut self) {
        let variants = self.email.head_variants.iter().map(|v| (Some(v.id.clone()), Some(v.only_for.clone()), &v.subject, &v.preheader));
        let all: Vec<_> = variants.chain([(None, None, &self.email.subject, &self.email.preheader)]).collect();
        for (id, only_for, subject, preheader) in all {
            self.owner = id.clone().unwrap_or_default();
            let subject = self.field(subject, "The subject", "subject", Place::Text);
            let preheader = self.field(preheader, "The preheader", "preheader", Place::Text);
            self.out.heads.push(DrawnHead { id, only_for, subject, preheader });
        }
    }

    fn has_preheader(&self) -> bool {
        let mut all = self.email.head_variants.iter().map(|v| &v.preheader).chain([&self.email.preheader]);
        all.any(|p| !p.trim().is_empty())
    }

    fn head(&mut self, shop: &str) -> String {
        let face = self.brand.heading_face.stack();
        let Brand { website, logo_text, .. } = self.brand;
        let words = html::escape(if logo_text.trim().is_empty() { shop } else { logo_text.trim() });
        let (ink, paper) = (self.palette.ink.clone(), self.palette.paper.clone());
        let shown = match self.brand.logo {
            Some(picture) => format!(
                "<img src=\"picture:{picture}\" alt=\"{words}\" height=\"44\" style=\"display:inline-block;border:0;height:44px;width:auto;max-width:280px;\
                 font-size:20px;color:{ink}\" />"
            ),
            None => words,
        };
        let shown = match html::safe_link(website) {
            true => format!(
                "<a href=\"{}\" target=\"_blank\" class=\"rg-plain\" style=\"color:{ink};text-decoration:none\">{shown}</a>",
                html::escape(&slots::tracked(website, self.email.tracking.as_ref()))
            ),
            false => shown,
        };
        let slot = self.written(&shown);
        format!(
            "<mj-section padding=\"0\"><mj-column><mj-spacer height=\"24px\" /></mj-column></mj-section>\
             <mj-section background-color=\"{paper}\" css-class=\"rg-paper\" padding=\"34px 0 10px\" border-radius=\"8px 8px 0 0\"><mj-column>\
             <mj-text align=\"center\" css-class=\"rg-ink\" font-family=\"{face}\" font-size=\"21px\" letter-spacing=\"0.4px\" color=\"{ink}\" \
             line-height=\"1.3\">{slot}</mj-text></mj-column></mj-section>"
        )
    }

    fn foot(&mut self, shop: &str) -> Twin {
        let face = self.brand.text_face.stack();
        let address = self.brand.postal_address.trim();
        let Words { why, unsubscribe, .. } = self.words;
        let soft = self.palette.soft.clone();
        let slot = self.written(&format!(
            "{}<br /><a href=\"*|UNSUB|*\" target=\"_blank\" style=\"color:{soft}\">{unsubscribe}</a>{}{}",
            html::escape(&why.replace("{shop}", shop)),
            if address.is_empty() { "" } else { "<br /><br />" },
            html::escape(address).replace('\n', "<br />"),
        ));
        let text = format!("---\n{}\n{unsubscribe}: *|UNSUB|*\n{address}", why.replace("{shop}", shop));
        Twin {
            mjml: format!(
                "<mj-section padding=\"22px 0 40px\"><mj-column><mj-text align=\"center\" css-class=\"rg-soft rg-pad\" font-family=\"{face}\" \
                 font-size=\"12px\" line-height=\"1.6\" color=\"{soft}\" padding=\"0 36px\">{slot}</mj-text></mj-column></mj-section>"
            ),
            text: self.written(&text),
        }
    }

    /// Blocks one after the other; their numbers go into `inner`.
    fn all(&mut self, blocks: &[EmailBlock], spot: Spot, inner: &mut Vec<usize>) -> Twin {
        let mut out = Twin::default();
        for block in blocks {
            out.push(self.one(block, spot, inner));
        }
        out
    }

    fn one(&mut self, block: &EmailBlock, spot: Spot, inner: &mut Vec<usize>) -> Twin {
        let number = self.out.blocks.len();
        inner.push(number);
        self.out.blocks.push(DrawnBlock {
            id: format!("{}{}", self.prefix, block.id),
            noun: block.content.noun(),
            only_for: block.only_for.clone(),
            alternatives: Vec::new(),
        });
        let (around, outer) = (self.block.replace(number), std::mem::take(&mut self.owner));
        let variants = block.variants.iter().map(|v| (Some(&v.id), Some(&v.only_for), &v.content));
        let mut out = Twin::default();
        for (k, (id, only_for, content)) in variants.chain([(None, None, &block.content)]).enumerate() {
            self.owner = format!("{}{}", self.prefix, id.unwrap_or(&block.id));
            let mut within = Vec::new();
            let (needs, drawn) = self.content(content, spot, &mut within);
            out.push(drawn.marked('A', k));
            if let Some(b) = self.out.blocks.get_mut(number) {
                let (id, only_for) = (id.cloned(), only_for.cloned());
                b.alternatives.push(DrawnAlternative { id, only_for, noun: content.noun(), needs, inner: within });
            }
        }
        self.block = around;
        self.owner = outer;
        out.marked('B', number)
    }

    /// A saved block in the place of this one.
    fn saved(&mut self, id: DocumentId, spot: Spot, inner: &mut Vec<usize>) -> Twin {
        if self.within.contains(&id) {
            self.problem("", None, "this saved block holds itself, so it is left out here");
            return Twin::default();
        }
        if self.within.len() >= DEEPEST {
            self.problem("", None, &format!("saved blocks stand in each other more than {DEEPEST} deep"));
            return Twin::default();
        }
        let Some(block) = self.shared.get(&id) else {
            self.problem("", None, "this saved block was deleted, so nothing stands here; choose another one, or remove the block");
            return Twin::default();
        };
        let too_wide =
            block.contents().any(|c| matches!(c, BlockContent::Columns { .. } | BlockContent::Products { .. } | BlockContent::Mjml { .. }));
        if spot != Spot::Letter && too_wide {
            self.problem("", None, "this saved block is too wide for a column");
            return Twin::default();
        }
        let prefix = format!("{}/", self.out.blocks.get(self.block.unwrap_or(usize::MAX)).map_or("", |b| b.id.as_str()));
        let before = std::mem::replace(&mut self.prefix, prefix);
        self.within.push(id);
        let out = self.one(block, spot, inner);
        self.within.pop();
        self.prefix = before;
        out
    }
}
