//! A compiled email filled in for one reader: subject, preheader, HTML, plain text, and why each block is there.
//!
//! Pure: it is given the reader, the groups they may be in and a shelf to choose from. `choose` decides block by block,
//! `page` writes, into text or onto the scales of `sink`; `goods` is what a block shows of the shelf. Start at `render`;
//! `weigh` is the same for whoever only counts.

mod choose;
mod goods;
mod opened;
mod page;
mod sink;

use serde::Serialize;
use specta::Type;

use super::letter::Letter;
use super::liquid::Note;
use super::reader::{Picks, Sheet};
use crate::types::{CouponPoolId, ProductId};
use choose::Chooser;
use page::Page;
use sink::{Sink, Weight};

pub use choose::{choice_of, codes_wanted, head_of};
pub use opened::opened;

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
    /// Bytes of the HTML, also where it was only measured.
    pub size: usize,
    /// The variant of the subject this reader gets; none: the default.
    pub head: Option<String>,
    /// Every block in reading order, those within others, too.
    pub blocks: Vec<BlockOutcome>,
    /// What was empty, fell back or failed, with its block (none: subject or preheader).
    pub notes: Vec<(Option<usize>, Note)>,
    /// Products found and wished for, by block.
    pub suggested: Vec<(usize, usize, usize)>,
    /// Every product that is shown, with its block, in reading order: suggested, chosen, in the cart, in the last order.
    pub products: Vec<(usize, ProductId)>,
    /// The pools of which they would get a code, whether or not there is one, with the block.
    pub codes: Vec<(usize, CouponPoolId)>,
    /// What was chosen and why, by block; only when the sheet asks for it.
    pub picks: Vec<(usize, Picks)>,
    /// Where each block stands in the HTML, in bytes, the inner ones before the one around them; only when the sheet asks
    /// to be told. Nothing of it is in the HTML itself.
    pub places: Vec<(usize, std::ops::Range<usize>)>,
}

/// Fills the letter in. In the HTML a picture of the shop's own file stands as `picture:` and its number; whoever sends
/// or shows the letter puts something in its place.
pub fn render(letter: &Letter, sheet: &Sheet<'_>) -> Rendered {
    let mut html = String::with_capacity(60_000);
    let (mut out, mut page) = begun(letter, sheet, true, &mut html);
    out.size = html.len();
    out.html = html;
    out.places = std::mem::take(&mut page.places);
    page.start_over();
    let mut text = String::with_capacity(4_000);
    page.nodes(&letter.text, page::Form::Text, &mut text);
    // The plain text says the same again, so its notes are dropped.
    for (n, words) in page.begins.drain(..) {
        if let Some(block) = out.blocks.get_mut(n) {
            block.words = words;
        }
    }
    out.text = page::tidy(&text);
    out
}

/// Only the HTML, appended.
pub fn html(letter: &Letter, sheet: &Sheet<'_>, out: &mut String) {
    begun(letter, sheet, false, out);
}

/// What a check asks, and no more: as `render`, but the HTML is measured and not written, there is no plain text, and
/// nothing is said in words (no `html`, `text`; of the blocks only what is shown).
pub fn weigh(letter: &Letter, sheet: &Sheet<'_>) -> Rendered {
    let mut weight = Weight::new();
    let (mut out, _) = begun(letter, sheet, false, &mut weight);
    out.size = weight.bytes;
    out
}

/// Everything up to the HTML.
fn begun<'a>(letter: &'a Letter, sheet: &'a Sheet<'a>, told: bool, html: &mut impl Sink) -> (Rendered, Page<'a>) {
    let mut out = Rendered::default();
    let chosen = Chooser::new(letter, sheet, told).run(&mut out);
    let mut page = Page::new(letter, sheet, chosen);
    let head = head_of(letter, sheet);
    if let Some(head) = letter.heads.get(head) {
        out.head.clone_from(&head.id);
        let (subject, preheader) = (page.line(&head.subject), page.line(&head.preheader));
        out.subject.clone_from(&subject);
        out.preheader.clone_from(&preheader);
        page.head = (subject, preheader);
        out.notes.append(&mut page.notes);
    }
    page.nodes(&letter.html, page::Form::Html, html);
    out.notes.append(&mut page.notes);
    (out, page)
}
