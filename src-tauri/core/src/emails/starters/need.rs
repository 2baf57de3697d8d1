//! What data a starter needs, and what a reader gets where it is missing.

use serde::Serialize;
use specta::Type;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum NeedKind {
    /// What people left in the cart.
    Carts,
    /// Looks at products.
    Views,
    /// Orders with what was in them.
    Orders,
    /// People who bought the same product again.
    Repeats,
    /// Reviews with words and stars.
    Reviews,
    Birthdays,
    /// A code that the till knows, or codes from a file.
    Code,
    /// A segment of the best customers.
    BestCustomers,
    /// When products came to the shelf.
    Arrivals,
    /// Products that the writer chooses by hand.
    Choice,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Need {
    pub kind: NeedKind,
    /// One sentence: what is different for a reader (or a shop) without it.
    pub without: &'static str,
    /// The sentence for the tests: blocks that are left out for such a reader …
    pub hides: &'static [&'static str],
    /// … and words that they read (in the subject or the text) instead.
    pub reads: &'static str,
}

impl Need {
    pub const fn new(kind: NeedKind, without: &'static str) -> Self {
        Self { kind, without, hides: &[], reads: "" }
    }

    pub const fn hides(mut self, blocks: &'static [&'static str]) -> Self {
        self.hides = blocks;
        self
    }

    pub const fn reads(mut self, words: &'static str) -> Self {
        self.reads = words;
        self
    }
}
