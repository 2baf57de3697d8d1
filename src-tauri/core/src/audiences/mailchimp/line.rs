//! Mailchimp as a line that a push can be sent over.

use chrono::{DateTime, Utc};

use super::members::BATCH;
use super::{Client, NAME, TARGET};
use crate::audiences::line::{Can, Limits, Line};
use crate::audiences::member::Member;
use crate::audiences::there::{Audience, MergeField, Refusal, Sent, Tag, Welcome};
use crate::host::sleep::Sleeper;
use crate::people::consent::{Back, Cleared, Known, New, Pass};
use crate::types::{Progress, Result};

/// Mailchimp serves ten at a time for the whole account; two are left for the shop's own plugin.
const CONNECTIONS: usize = 8;

impl Line for Client {
    fn kind(&self) -> &'static str {
        TARGET
    }

    fn name(&self) -> &'static str {
        NAME
    }

    fn can(&self) -> Can {
        Can { tags: true, language: true, undo: true }
    }

    fn limits(&self) -> Limits {
        Limits { batch: BATCH, connections: CONNECTIONS }
    }

    fn sleeper(&self) -> &dyn Sleeper {
        Self::sleeper(self)
    }

    fn language(&self, tag: &str) -> Option<String> {
        let (base, region) = tag.split_once(['-', '_']).unwrap_or((tag, ""));
        let base = base.to_ascii_lowercase();
        let two = base.len() == 2 && base.bytes().all(|b| b.is_ascii_lowercase());
        // The three that Mailchimp keeps apart by country.
        let apart = matches!((base.as_str(), region.to_ascii_uppercase().as_str()), ("fr", "CA") | ("es", "ES") | ("pt", "PT"));
        two.then(|| if apart { format!("{base}_{}", region.to_ascii_uppercase()) } else { base })
    }

    fn audiences(&self, progress: &Progress) -> Result<Vec<Audience>> {
        Self::audiences(self, progress)
    }

    fn merge_fields(&self, progress: &Progress, audience: &str) -> Result<Vec<MergeField>> {
        Self::merge_fields(self, progress, audience)
    }

    fn make_field(&self, progress: &Progress, audience: &str, field: &MergeField) -> Result<()> {
        self.create_merge_field(progress, audience, field)
    }

    fn find_tag(&self, progress: &Progress, audience: &str, name: &str) -> Result<Option<Tag>> {
        self.tag_named(progress, audience, name)
    }

    fn make_tag(&self, progress: &Progress, audience: &str, name: &str) -> Result<Tag> {
        self.create_tag(progress, audience, name)
    }

    fn members(&self, progress: &Progress, audience: &str, since: Option<DateTime<Utc>>) -> Result<(Vec<Member>, Option<DateTime<Utc>>)> {
        Self::members(self, progress, audience, since)
    }

    fn subscribe(
        &self,
        progress: &Progress,
        audience: &str,
        welcome: Welcome,
        tags: &[Tag],
        who: &[(Cleared<New>, Sent)],
    ) -> Result<Vec<Refusal>> {
        self.add(progress, audience, welcome, tags, who)
    }

    fn update(&self, progress: &Progress, audience: &str, who: &[(Cleared<Known>, Sent)]) -> Result<Vec<Refusal>> {
        self.change(progress, audience, who)
    }

    fn put_tag(&self, progress: &Progress, audience: &str, tag: &Tag, who: &[&Pass]) -> Result<Vec<Refusal>> {
        self.set_tag(progress, audience, tag, true, who)
    }

    fn take_tag(&self, progress: &Progress, audience: &str, tag: &Tag, who: &[&Cleared<Back>]) -> Result<Vec<Refusal>> {
        let who: Vec<&Pass> = who.iter().map(|c| c.pass()).collect();
        self.set_tag(progress, audience, tag, false, &who)
    }

    fn restore(&self, progress: &Progress, audience: &str, who: &[(Cleared<Back>, Sent)]) -> Result<Vec<Refusal>> {
        self.change_back(progress, audience, who)
    }

    fn remove(&self, progress: &Progress, audience: &str, who: &[&Cleared<Back>]) -> Result<Vec<Refusal>> {
        self.archive(progress, audience, who)
    }

    fn drop_tag(&self, progress: &Progress, audience: &str, tag: &Tag) -> Result<()> {
        self.delete_tag(progress, audience, tag)
    }

    fn drop_field(&self, progress: &Progress, audience: &str, tag: &str) -> Result<()> {
        self.delete_merge_field(progress, audience, tag)
    }
}
