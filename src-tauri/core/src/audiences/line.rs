//! An open line to one account of a platform that we export to: what is there, and the ways in for who passed the door.
//!
//! It decides nothing about people: `subscribe` takes only `Cleared<New>`, `update` only `Cleared<Known>`, and whatever
//! takes something back only `Cleared<Back>`, and no platform ever sends a status for somebody who is there already.
//! It does not know the database. What a platform cannot do it says in `can`; `plan` does not ask for it then. Each
//! call takes at most `limits().batch` people and can be repeated without harm.

use chrono::{DateTime, Utc};
use serde::Serialize;
use specta::Type;

use super::member::Member;
use super::there::{Audience, MergeField, Refusal, Sent, Tag, Welcome};
use crate::host::sleep::Sleeper;
use crate::people::consent::{Back, Cleared, Known, New, Pass};
use crate::types::{Progress, Result};

/// What a platform can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub struct Can {
    /// It knows tags that can be put on and taken off.
    pub tags: bool,
    /// It keeps a language for each person.
    pub language: bool,
    /// What was sent can be taken back.
    pub undo: bool,
}

/// How much a platform takes at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// People a call.
    pub batch: usize,
    /// Calls at the same time.
    pub connections: usize,
}

pub trait Line: Send + Sync {
    /// `mailchimp`: as the journal and the keychain name it; never renamed.
    fn kind(&self) -> &'static str;
    /// `Mailchimp`: as sentences name it.
    fn name(&self) -> &'static str;
    fn can(&self) -> Can;
    fn limits(&self) -> Limits;
    fn sleeper(&self) -> &dyn Sleeper;
    /// The platform's word for a language, from one such as `de` or `pt-BR`.
    fn language(&self, tag: &str) -> Option<String>;

    fn audiences(&self, progress: &Progress) -> Result<Vec<Audience>>;
    fn merge_fields(&self, progress: &Progress, audience: &str) -> Result<Vec<MergeField>>;
    fn make_field(&self, progress: &Progress, audience: &str, field: &MergeField) -> Result<()>;
    /// The tag there, whatever the case of its letters.
    fn find_tag(&self, progress: &Progress, audience: &str, name: &str) -> Result<Option<Tag>>;
    /// Makes the tag, without anybody in it.
    fn make_tag(&self, progress: &Progress, audience: &str, name: &str) -> Result<Tag>;

    /// Everybody there, with `since` only who changed after it; also the moment (of the server's clock) to give next.
    /// Everybody whose standing is a no must be among them.
    fn members(&self, progress: &Progress, audience: &str, since: Option<DateTime<Utc>>) -> Result<(Vec<Member>, Option<DateTime<Utc>>)>;

    /// People who are not there yet, with their tags. Somebody who turned up meanwhile is refused, not changed.
    fn subscribe(
        &self,
        progress: &Progress,
        audience: &str,
        welcome: Welcome,
        tags: &[Tag],
        who: &[(Cleared<New>, Sent)],
    ) -> Result<Vec<Refusal>>;
    /// People who are subscribed there. Somebody who vanished meanwhile is not subscribed by it.
    fn update(&self, progress: &Progress, audience: &str, who: &[(Cleared<Known>, Sent)]) -> Result<Vec<Refusal>>;
    fn put_tag(&self, progress: &Progress, audience: &str, tag: &Tag, who: &[&Pass]) -> Result<Vec<Refusal>>;

    fn take_tag(&self, progress: &Progress, audience: &str, tag: &Tag, who: &[&Cleared<Back>]) -> Result<Vec<Refusal>>;
    /// Fields as they were before us; an empty value empties the field.
    fn restore(&self, progress: &Progress, audience: &str, who: &[(Cleared<Back>, Sent)]) -> Result<Vec<Refusal>>;
    /// Takes people out whom we brought.
    fn remove(&self, progress: &Progress, audience: &str, who: &[&Cleared<Back>]) -> Result<Vec<Refusal>>;
    /// A tag that we made and that nobody has any more.
    fn drop_tag(&self, progress: &Progress, audience: &str, tag: &Tag) -> Result<()>;
    /// A field that we made and that holds nothing of anybody any more.
    fn drop_field(&self, progress: &Progress, audience: &str, tag: &str) -> Result<()>;
}
