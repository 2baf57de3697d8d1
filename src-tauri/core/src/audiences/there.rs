//! What every platform that we export to has in one form or another: an account, audiences, their fields, tags.
//!
//! Plain shapes without behaviour of a platform's own; the platforms fill them (`line.rs`).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use specta::Type;

use crate::people::consent::Reason;
use crate::store::ingest::normal_email;

/// The account behind a key.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Account {
    pub id: String,
    pub name: String,
}

/// An audience there: a list, a folder of people, or the shop's own customers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Audience {
    pub id: String,
    pub name: String,
    /// Subscribed people there.
    pub members: i64,
    /// New people get a mail that asks them to confirm first.
    pub double_opt_in: bool,
}

/// A field of an audience that a value can be sent for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct MergeField {
    /// `FNAME`; how long it may be and of which letters is the platform's own rule.
    pub tag: String,
    pub name: String,
    /// `text`, `number`, `date`, `address` …
    pub kind: String,
    pub required: bool,
}

/// Values by merge tag, in the audience's own types.
pub type Fields = BTreeMap<String, Value>;

/// A tag that exists there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    pub id: String,
    pub name: String,
}

/// What is sent for one person besides the address.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sent {
    pub fields: Fields,
    /// As BCP 47 writes it, `de` or `pt-BR`; the platform turns it into its own.
    pub language: Option<String>,
}

/// How newcomers are received.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Welcome {
    Subscribed,
    /// The audience asks for double opt-in: the platform sends a mail in which they confirm.
    Confirm,
}

/// Why one person of a batch was refused; the batch itself was a success.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Lower-case.
    pub email: String,
    /// Set when it is one that the door knows and that will not pass by itself.
    pub reason: Option<Reason>,
    pub sentence: String,
}

impl Refusal {
    pub fn new(email: &str, reason: Option<Reason>, sentence: String) -> Self {
        Self { email: normal_email(email), reason, sentence }
    }
}

/// `VIP` and `vip` are the same tag on every platform that we know.
pub fn same_tag(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}
