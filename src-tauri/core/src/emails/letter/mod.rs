//! A compiled email: a tree of fixed text, fields to fill in, and choices; the same for every reader of a language.
//!
//! `compile` makes it, `render` fills it in for one reader, `open` writes it with its variables left open (as one
//! Liquid template, or for a sender's merge tags). Start at `Letter`.

pub mod open;

use super::block::ReviewPick;
use super::definition::{EmailAudience, Tracking};
use super::liquid::{Field, Placed};
use super::reader::AudienceKey;
use super::shelf::{LeaveOut, ProductRule};
use crate::types::{CouponPoolId, ProductId};

/// What can be written of the product, line, review or code at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    Title,
    Price,
    /// What it cost before.
    Was,
    /// Its page, with tracking; the shop's when it has none.
    Link,
    Image,
    Quantity,
    /// Of the cart or the order.
    Total,
    /// Where the cart is taken up again.
    Back,
    Code,
    Stars,
    Words,
    Who,
    /// The product that a review is about.
    About,
}

impl Key {
    pub const ALL: [(Self, &'static str); 13] = [
        (Self::Title, "title"),
        (Self::Price, "price"),
        (Self::Was, "was"),
        (Self::Link, "link"),
        (Self::Image, "image"),
        (Self::Quantity, "quantity"),
        (Self::Total, "total"),
        (Self::Back, "back"),
        (Self::Code, "code"),
        (Self::Stars, "stars"),
        (Self::Words, "words"),
        (Self::Who, "who"),
        (Self::About, "about"),
    ];

    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(k, _)| *k == self).map_or("", |(_, n)| n)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    Fixed(String),
    /// A field of the letter, by its number.
    Field(usize),
    /// Of what is at hand, escaped for its place.
    Value(Key),
    /// Only when what is at hand has it.
    When(Key, Vec<Node>),
    /// A block, by its number: the alternative that was chosen, or nothing.
    Block(usize),
    /// Products in rows, by the number in each row (from 1).
    Rows(Vec<Vec<Node>>),
    /// One of a row, by its place.
    Cell(usize, Vec<Node>),
    /// Again for each product or line.
    Each(Vec<Node>),
    Subject,
    Preheader,
}

/// What an alternative must have of the shelf; without it the block is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Needs {
    Nothing,
    Products { rule: ProductRule, count: usize, leave_out: LeaveOut, fill_with: Option<ProductRule> },
    Product(ProductId),
    Cart,
    LastOrder,
    Review { pick: ReviewPick, least_stars: u8 },
    Code(CouponPoolId),
    Same(String),
}

/// Some of the readers, with the key by which their people are found: made once, not for each reader.
pub struct ForSome {
    pub audience: EmailAudience,
    pub key: AudienceKey,
}

impl From<EmailAudience> for ForSome {
    fn from(audience: EmailAudience) -> Self {
        Self { key: AudienceKey::of(&audience), audience }
    }
}

/// One thing that a block can come to.
pub struct Alternative {
    /// The variant's; none: the default.
    pub id: Option<String>,
    pub only_for: Option<ForSome>,
    pub noun: &'static str,
    pub needs: Needs,
    pub html: Vec<Node>,
    pub text: Vec<Node>,
    /// The blocks within it, by number, in reading order.
    pub inner: Vec<usize>,
}

pub struct LetterBlock {
    pub id: String,
    pub noun: &'static str,
    pub only_for: Option<ForSome>,
    /// Variants in the order in which they are tried, the default last.
    pub alternatives: Vec<Alternative>,
}

/// What the inbox shows.
pub struct Head {
    /// The variant's; none: the default.
    pub id: Option<String>,
    pub only_for: Option<ForSome>,
    pub subject: Field,
    pub preheader: Field,
}

/// A sentence about the email itself.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Problem {
    /// The block (by its number); none: at the head.
    pub block: Option<usize>,
    /// The text's place (see `texts`).
    pub field: Option<String>,
    /// Line and column within the field, from 1, where they are known.
    pub at: Option<(u32, u32)>,
    pub sentence: String,
}

/// A compiled email, in one language.
pub struct Letter {
    /// Variants in the order in which they are tried, the default last.
    pub heads: Vec<Head>,
    /// The whole HTML.
    pub html: Vec<Node>,
    /// The whole plain text.
    pub text: Vec<Node>,
    /// Every block in reading order, those within others after the one around them.
    pub blocks: Vec<LetterBlock>,
    /// The blocks that stand in no other.
    pub top: Vec<usize>,
    pub fields: Vec<Field>,
    /// What each field was made of.
    pub sources: Vec<Vec<Placed>>,
    /// What cannot be filled in for anybody. An email with one of these is not saved.
    pub problems: Vec<Problem>,
    /// Variables that do not exist (with their block); they are empty for everybody.
    pub unknown: Vec<(Option<usize>, String)>,
    pub tracking: Option<Tracking>,
    /// The same as they stand in an address; empty when there is none.
    pub parameters: String,
    /// Whether any Liquid of it asks for the products of a block.
    pub reads_products: bool,
    /// The shop's page; empty when it has none.
    pub website: String,
    pub from_name: String,
    /// Such as "en".
    pub language: String,
}
