//! The shape every platform's source has for `sync`: a few streams, each read page by page from a cursor.
//!
//! A cursor is the source's own text; nobody else reads it. It is stored in the same transaction as the page, so
//! a source must be able to go on from any cursor it ever handed out, and reading a page twice must do no harm.

use crate::types::records::Record;
use crate::types::{Progress, Result};

/// One kind of thing that is read in order, e.g. orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stream {
    /// Names its cursor in the store; never renamed.
    pub name: &'static str,
    /// What is being done, as a person would say it: "Reading orders".
    pub words: &'static str,
}

#[derive(Debug, Default)]
pub struct Page {
    /// In the order they are to be stored: an order before its refunds.
    pub records: Vec<Record>,
    pub refused: Vec<Refused>,
    /// Rows of this page that no earlier page (or sync) has brought in the same state.
    pub fresh: u64,
    /// Rows still to come after this page, as far as the source says.
    pub left: Option<u64>,
    /// Where to go on: at once when `more`, else at the next sync.
    pub cursor: String,
    pub more: bool,
    /// What a person should know of how it was read.
    pub notes: Vec<String>,
}

/// A row that cannot be understood. The others of its page are stored all the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Refused {
    pub reason: String,
    pub raw: String,
}

pub trait Source {
    /// In the order they are to be read.
    fn streams(&self) -> &'static [Stream];

    /// The next page of a stream; `cursor` is what an earlier page (or sync) left, `None` at the very first.
    fn page(&self, stream: &str, cursor: Option<&str>, watch: &Progress) -> Result<Page>;
}
