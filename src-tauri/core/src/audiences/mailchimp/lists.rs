//! Audiences ("lists" in the API), their merge fields, and tags (which are static segments).

use serde_json::{Value, json};

use super::client::{Client, segment};
use crate::audiences::there::{Account, Audience, MergeField, Tag, same_tag};
use crate::types::{Code, Error, Progress, Result};

/// The most a page may hold.
const PAGE: usize = 1000;

impl Client {
    /// Whether the key works, and whose it is.
    pub fn account(&self, progress: &Progress) -> Result<Account> {
        let elsewhere = || Error::new(Code::Unexpected, "This address answers, but not as Mailchimp's API does. It should end with /3.0.");
        let root = match self.get(progress, "/", &[("fields", "account_id,account_name")]) {
            Err(e) if e.code == Code::NotFound => return Err(elsewhere().caused_by(e)),
            other => other?.json,
        };
        let id = text(&root, "account_id");
        if id.is_empty() {
            return Err(elsewhere());
        }
        Ok(Account { id, name: text(&root, "account_name") })
    }

    pub fn audiences(&self, progress: &Progress) -> Result<Vec<Audience>> {
        let fields = "lists.id,lists.name,lists.double_optin,lists.stats.member_count,total_items";
        self.pages(progress, "/lists", "lists", fields, &[], |v| Audience {
            id: text(v, "id"),
            name: text(v, "name"),
            members: v.pointer("/stats/member_count").and_then(Value::as_i64).unwrap_or(0),
            double_opt_in: flag(v, "double_optin"),
        })
    }

    pub fn merge_fields(&self, progress: &Progress, list: &str) -> Result<Vec<MergeField>> {
        let fields = "merge_fields.tag,merge_fields.name,merge_fields.type,merge_fields.required,total_items";
        self.pages(progress, &format!("/lists/{}/merge-fields", segment(list)), "merge_fields", fields, &[], |v| MergeField {
            tag: text(v, "tag"),
            name: text(v, "name"),
            kind: text(v, "type"),
            required: flag(v, "required"),
        })
    }

    pub fn create_merge_field(&self, progress: &Progress, list: &str, field: &MergeField) -> Result<()> {
        let body = json!({ "tag": field.tag, "name": field.name, "type": field.kind, "required": false, "public": false });
        self.post(progress, &format!("/lists/{}/merge-fields", segment(list)), &body).map(|_| ())
    }

    /// The tag there, whatever the case of its letters; `None` when the audience has no such tag.
    pub fn tag_named(&self, progress: &Progress, list: &str, name: &str) -> Result<Option<Tag>> {
        let path = format!("/lists/{}/segments", segment(list));
        let all = self.pages(progress, &path, "segments", "segments.id,segments.name,total_items", &[("type", "static")], |v| {
            v.get("id").and_then(Value::as_i64).map(|id| Tag { id: id.to_string(), name: text(v, "name") })
        })?;
        Ok(all.into_iter().flatten().find(|t| same_tag(&t.name, name)))
    }

    /// Makes the tag, without anybody in it.
    pub fn create_tag(&self, progress: &Progress, list: &str, name: &str) -> Result<Tag> {
        let made = self.post(progress, &format!("/lists/{}/segments", segment(list)), &json!({ "name": name, "static_segment": [] }))?;
        let id = made.json.get("id").and_then(Value::as_i64);
        let id = id.ok_or_else(|| Error::new(Code::Unexpected, "Mailchimp did not say which tag it made."))?;
        Ok(Tag { id: id.to_string(), name: name.to_owned() })
    }

    pub fn delete_tag(&self, progress: &Progress, list: &str, tag: &Tag) -> Result<()> {
        gone_is_fine(self.delete(progress, &format!("/lists/{}/segments/{}", segment(list), segment(&tag.id))))
    }

    /// Deletes the field with all that it holds.
    pub fn delete_merge_field(&self, progress: &Progress, list: &str, tag: &str) -> Result<()> {
        let path = format!("/lists/{}/merge-fields", segment(list));
        let fields = "merge_fields.merge_id,merge_fields.tag,total_items";
        let all =
            self.pages(progress, &path, "merge_fields", fields, &[], |v| (text(v, "tag"), v.get("merge_id").and_then(Value::as_i64)))?;
        match all.into_iter().find(|(t, _)| t == tag) {
            Some((_, Some(id))) => gone_is_fine(self.delete(progress, &format!("{path}/{id}"))),
            _ => Ok(()),
        }
    }

    /// Reads a collection to its end, a thousand at a time.
    pub(super) fn pages<T>(
        &self,
        progress: &Progress,
        path: &str,
        name: &str,
        fields: &str,
        query: &[(&str, &str)],
        map: impl Fn(&Value) -> T,
    ) -> Result<Vec<T>> {
        let mut out = Vec::new();
        let count = PAGE.to_string();
        for page in 0.. {
            let offset = (page * PAGE).to_string();
            let mut q = vec![("fields", fields), ("count", count.as_str()), ("offset", offset.as_str())];
            q.extend_from_slice(query);
            let answer = self.get(progress, path, &q)?.json;
            let items = answer
                .get(name)
                .and_then(Value::as_array)
                .ok_or_else(|| Error::new(Code::Unexpected, format!("Mailchimp's answer has no “{name}”. Is the address right?")))?;
            out.extend(items.iter().map(&map));
            let total = answer.get("total_items").and_then(Value::as_u64);
            if items.len() < PAGE && total.is_none_or(|t| out.len() as u64 >= t) || items.is_empty() {
                break;
            }
        }
        Ok(out)
    }
}

/// What is not there any more need not be deleted.
pub(super) fn gone_is_fine(answer: Result<super::client::Answer>) -> Result<()> {
    match answer {
        Err(e) if e.code != Code::NotFound => Err(e),
        _ => Ok(()),
    }
}

pub(super) fn text(v: &Value, name: &str) -> String {
    v.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn flag(v: &Value, name: &str) -> bool {
    v.get(name).and_then(Value::as_bool).unwrap_or(false)
}
