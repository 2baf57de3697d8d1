//! One member of an audience: what they are there, what they shall be, and what has to be done for it.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use specta::Type;

use super::mailchimp::lists::same_tag;
use crate::people::consent::TheirStatus;
use crate::store::ingest::normal_email;

/// What the platform says of one address.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    pub email: String,
    pub status: TheirStatus,
    pub fields: BTreeMap<String, Value>,
    pub tags: Vec<String>,
}

/// What the journal keeps of a member as they were before us; `status` is `None` when they were not there.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Before {
    pub status: Option<TheirStatus>,
    /// Those that the push can change.
    pub fields: BTreeMap<String, Value>,
    pub tags: Vec<String>,
}

/// What the member shall be.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct After {
    /// By merge tag, already in the audience's own types. What is not known is not here: nothing is ever emptied.
    pub fields: BTreeMap<String, Value>,
    pub tag: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    Add,
    Update,
    /// Only the tag is new to them.
    Tag,
    Unchanged,
    Blocked,
}

impl Action {
    pub const ALL: [Self; 5] = [Self::Add, Self::Update, Self::Tag, Self::Unchanged, Self::Blocked];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::Update => "update",
            Self::Tag => "tag",
            Self::Unchanged => "unchanged",
            Self::Blocked => "blocked",
        }
    }

    pub fn parse(s: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|a| a.as_str() == s)
    }
}

/// Everybody there, by address.
#[derive(Default)]
pub struct There(HashMap<String, Member>);

impl There {
    pub fn new(members: Vec<Member>) -> Self {
        let mut there = Self::default();
        there.learn(members);
        there
    }

    /// Newer news of some of them.
    pub fn learn(&mut self, members: Vec<Member>) {
        for m in members {
            self.0.insert(normal_email(&m.email), m);
        }
    }

    pub fn get(&self, email: &str) -> Option<&Member> {
        self.0.get(&normal_email(email))
    }
}

impl After {
    /// The fields that differ from what is there.
    pub fn changes(&self, there: Option<&Member>) -> BTreeMap<String, Value> {
        let same_there = |tag: &String, v: &Value| there.and_then(|m| m.fields.get(tag)).is_some_and(|old| same(old, v));
        self.fields.iter().filter(|(tag, v)| !same_there(tag, v)).map(|(tag, v)| (tag.clone(), v.clone())).collect()
    }

    pub fn needs_tag(&self, there: Option<&Member>) -> bool {
        self.tag.as_ref().is_some_and(|tag| !there.is_some_and(|m| m.tags.iter().any(|t| same_tag(t, tag))))
    }

    /// What has to be done for somebody who passed the door.
    pub fn action(&self, there: Option<&Member>) -> Action {
        if there.is_none() {
            Action::Add
        } else if !self.changes(there).is_empty() {
            Action::Update
        } else if self.needs_tag(there) {
            Action::Tag
        } else {
            Action::Unchanged
        }
    }

    /// The journal's memory of what is there now.
    pub fn remember(&self, there: Option<&Member>) -> Before {
        there.map_or_else(Before::default, |m| Before {
            status: Some(m.status),
            fields: self.fields.keys().map(|k| (k.clone(), m.fields.get(k).cloned().unwrap_or(Value::Null))).collect(),
            tags: m.tags.clone(),
        })
    }
}

/// Whether two values are one: platforms give numbers back as text and the other way round.
pub fn same(a: &Value, b: &Value) -> bool {
    let number = |v: &Value| v.as_f64().or_else(|| v.as_str().and_then(|s| s.trim().parse::<f64>().ok()));
    if a.is_number() || b.is_number() {
        return matches!((number(a), number(b)), (Some(x), Some(y)) if (x - y).abs() < 1e-9);
    }
    shown(a) == shown(b)
}

/// A value as a person reads it; what is not set is empty.
pub fn shown(v: &Value) -> String {
    match v {
        Value::Null => String::new(),
        Value::String(s) => s.clone(),
        // 104.0 reads 104.
        Value::Number(n) => n.as_f64().map_or_else(|| n.to_string(), |x| x.to_string()),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_the_same_is_left_alone() {
        let there = Member {
            email: "A@example.com".into(),
            status: TheirStatus::Subscribed,
            fields: [("ORDERS".into(), json!("3")), ("FNAME".into(), json!("Ana"))].into(),
            tags: vec!["vip".into()],
        };
        let mut after = After { fields: [("ORDERS".into(), json!(3)), ("FNAME".into(), json!("Ana"))].into(), tag: Some("VIP".into()) };
        assert_eq!(after.action(Some(&there)), Action::Unchanged);
        after.tag = Some("New".into());
        assert_eq!(after.action(Some(&there)), Action::Tag);
        after.fields.insert("LNAME".into(), json!("Lee"));
        assert_eq!(after.changes(Some(&there)), [("LNAME".to_owned(), json!("Lee"))].into());
        assert_eq!(after.action(None), Action::Add);
        assert_eq!(There::new(vec![there]).get(" a@EXAMPLE.com").map(|m| m.tags.len()), Some(1));
    }
}
