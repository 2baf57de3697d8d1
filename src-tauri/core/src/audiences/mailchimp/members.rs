//! Members: reading who is there, and sending those who passed the door.
//!
//! Nothing here ever sends `status`. New people are sent with `status_if_new` and `update_existing: false`, so that
//! somebody who turned up there meanwhile is refused, not changed. Known people are sent with `update_existing: true`
//! and `status_if_new: unsubscribed`: should they have vanished meanwhile, an update can never subscribe them.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::client::{Client, segment};
use super::lists::text;
use crate::audiences::member::Member;
use crate::audiences::there::{Refusal, Sent, Tag, Welcome};
use crate::people::consent::{Back, Cleared, Known, New, Pass, Reason, TheirStatus};
use crate::types::{Progress, Result};

/// The most that one bulk call takes.
pub const BATCH: usize = 500;

const READ: &str = "members.email_address,members.status,members.merge_fields,members.tags,members.language,total_items";

impl Client {
    /// Everybody there, the archived among them, whom Mailchimp leaves out unless asked. With `since`, only who changed
    /// since then. The moment returned is the server's at the start: give it as the next `since`.
    pub fn members(&self, progress: &Progress, list: &str, since: Option<DateTime<Utc>>) -> Result<(Vec<Member>, Option<DateTime<Utc>>)> {
        let path = format!("/lists/{}/members", segment(list));
        let since = since.map(|t| t.format("%Y-%m-%dT%H:%M:%S+00:00").to_string());
        let now = self.get(progress, "/ping", &[])?.date;
        let mut out = Vec::new();
        for status in [None, Some("archived")] {
            let mut query: Vec<(&str, &str)> = Vec::new();
            query.extend(since.as_deref().map(|s| ("since_last_changed", s)));
            query.extend(status.map(|s| ("status", s)));
            out.extend(self.pages(progress, &path, "members", READ, &query, member)?);
        }
        Ok((out, now))
    }

    /// At most `BATCH` people who are not there yet.
    /// Their tags come along: for new people that works, and person and tags arrive together or not at all.
    pub fn add(
        &self,
        progress: &Progress,
        list: &str,
        welcome: Welcome,
        tags: &[Tag],
        who: &[(Cleared<New>, Sent)],
    ) -> Result<Vec<Refusal>> {
        let status = match welcome {
            Welcome::Subscribed => "subscribed",
            Welcome::Confirm => "pending",
        };
        let names: Vec<&str> = tags.iter().map(|t| t.name.as_str()).collect();
        let one = |(pass, sent): &(Cleared<New>, Sent)| {
            let mut member = body(pass.email(), status, sent);
            if !names.is_empty() {
                member["tags"] = json!(names);
            }
            member
        };
        self.bulk(progress, list, &[], who.iter().map(one).collect(), false)
    }

    /// At most `BATCH` people who are subscribed there.
    pub fn change(&self, progress: &Progress, list: &str, who: &[(Cleared<Known>, Sent)]) -> Result<Vec<Refusal>> {
        self.bulk(progress, list, &[], who.iter().map(|(pass, sent)| body(pass.email(), "unsubscribed", sent)).collect(), true)
    }

    /// At most `BATCH` people whose fields become what they were.
    pub fn change_back(&self, progress: &Progress, list: &str, who: &[(Cleared<Back>, Sent)]) -> Result<Vec<Refusal>> {
        let one = |(pass, sent): &(Cleared<Back>, Sent)| {
            // To this API an empty text is what empties a field; `null` is refused.
            let fields = sent.fields.iter().map(|(k, v)| (k.clone(), if v.is_null() { json!("") } else { v.clone() })).collect();
            body(pass.email(), "unsubscribed", &Sent { fields, language: sent.language.clone() })
        };
        // A field that was empty may be one that the audience demands: it was empty before us.
        self.bulk(progress, list, &[("skip_merge_validation", "true")], who.iter().map(one).collect(), true)
    }

    /// Puts a tag on at most `BATCH` people, or takes it off. Tags in the calls above are ignored for people who are there already.
    pub fn set_tag(&self, progress: &Progress, list: &str, tag: &Tag, on: bool, who: &[&Pass]) -> Result<Vec<Refusal>> {
        if who.is_empty() {
            return Ok(Vec::new());
        }
        let emails: Vec<&str> = who.iter().map(|p| p.email()).collect();
        let name = if on { "members_to_add" } else { "members_to_remove" };
        let path = format!("/lists/{}/segments/{}", segment(list), segment(&tag.id));
        let answer = self.post(progress, &path, &json!({ name: emails }))?.json;
        let mut out = Vec::new();
        for e in errors(&answer) {
            let said = text(e, "error");
            for email in e.get("email_addresses").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default() {
                out.push(refusal(email.as_str().unwrap_or_default(), &said));
            }
        }
        Ok(out)
    }

    fn bulk(
        &self,
        progress: &Progress,
        list: &str,
        query: &[(&str, &str)],
        members: Vec<Value>,
        update_existing: bool,
    ) -> Result<Vec<Refusal>> {
        if members.is_empty() {
            return Ok(Vec::new());
        }
        let body = json!({ "members": members, "update_existing": update_existing });
        let answer = self.post_with(progress, &format!("/lists/{}", segment(list)), query, &body)?.json;
        // A 200 all the same: who was refused stands inside.
        Ok(errors(&answer)
            .iter()
            .map(|e| {
                let field = text(e, "field");
                let said = text(e, "error");
                refusal(
                    &text(e, "email_address"),
                    &if field.is_empty() { said } else { format!("{said} ({field}: {})", text(e, "field_message")) },
                )
            })
            .collect())
    }
}

fn errors(answer: &Value) -> &[Value] {
    answer.get("errors").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

fn body(email: &str, status_if_new: &str, sent: &Sent) -> Value {
    let mut member = json!({ "email_address": email, "status_if_new": status_if_new, "merge_fields": sent.fields });
    if let Some(language) = &sent.language {
        member["language"] = json!(language);
    }
    member
}

fn member(v: &Value) -> Member {
    Member {
        email: text(v, "email_address"),
        status: match text(v, "status").as_str() {
            "subscribed" => TheirStatus::Subscribed,
            "unsubscribed" => TheirStatus::Unsubscribed,
            "cleaned" => TheirStatus::Cleaned,
            "pending" => TheirStatus::Pending,
            "archived" => TheirStatus::Archived,
            "transactional" => TheirStatus::Transactional,
            _ => TheirStatus::Unknown,
        },
        fields: v
            .get("merge_fields")
            .and_then(Value::as_object)
            .map(|o| o.iter().map(|(k, v)| (k.clone(), v.clone())).collect())
            .unwrap_or_default(),
        tags: v.get("tags").and_then(Value::as_array).map(|tags| tags.iter().map(|t| text(t, "name")).collect()).unwrap_or_default(),
        language: Some(text(v, "language")).filter(|l| !l.is_empty()),
    }
}

/// Mailchimp's words for one member, in ours where they are known.
fn refusal(email: &str, said: &str) -> Refusal {
    let low = said.to_lowercase();
    let reason = if low.contains("compliance state") {
        Some(Reason::ComplianceThere)
    } else if low.contains("forgotten") || low.contains("permanently deleted") {
        Some(Reason::ForgottenThere)
    } else if low.contains("fake or invalid") || low.contains("valid email address") {
        Some(Reason::InvalidAddress)
    } else {
        None
    };
    let sentence = match reason {
        Some(Reason::InvalidAddress) => "Mailchimp takes this address for made up or mistyped.".to_owned(),
        Some(r) => r.sentence(super::NAME),
        None if low.contains("already a list member") => "They turned up in Mailchimp meanwhile and were left as they are.".to_owned(),
        None if said.is_empty() => "Mailchimp refused without giving a reason.".to_owned(),
        None => format!("Mailchimp refused: “{}”.", said.trim_end_matches('.')),
    };
    Refusal::new(email, reason, sentence)
}
