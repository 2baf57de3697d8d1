//! One member of an audience: what they are there, what they shall be, and what has to be done for it.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use specta::Type;

use super::there::same_tag;
use crate::people::consent::TheirStatus;
use crate::store::ingest::normal_email;

/// What the platform says of one address.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    pub email: String,
    pub status: TheirStatus,
    pub fields: BTreeMap<String, Value>,
    pub tags: Vec<String>,
    pub language: Option<String>,
}

/// What the journal keeps of a member as they were before us; `status` is `None` when they were not there.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Before {
    pub status: Option<TheirStatus>,
    /// Those that the push can change.
    pub fields: BTreeMap<String, Value>,
    pub tags: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

/// What the member shall be.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct After {
    /// By merge tag, already in the audience's own types. What is not known is not here: nothing is ever emptied.
    #[serde(default)]
    pub fields: BTreeMap<String, Value>,
    /// Journals of the first version kept one tag under `tag`.
    #[serde(default, alias = "tag", deserialize_with = "one_or_many")]
    pub tags: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Set when something of ours is taken back instead; the rest is empty then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawal: Option<Withdrawal>,
}

/// What is taken back from one member.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Withdrawal {
    /// By merge tag. A value that somebody changed since is left.
    pub fields: BTreeMap<String, Restore>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Restore>,
    /// Taken off.
    pub tags: Vec<String>,
    /// They were brought by us and are taken out.
    pub membership: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Restore {
    /// What we had set.
    pub ours: Value,
    /// `Null`: nothing was set.
    pub was: Value,
}

/// What has to be done for one member right now.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Deed {
    pub fields: BTreeMap<String, Value>,
    pub language: Option<String>,
    pub tags: Vec<String>,
    pub untag: Vec<String>,
    pub remove: bool,
}

pub(super) fn one_or_many<'de, D: Deserializer<'de>>(d: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Either {
        Many(Vec<String>),
        One(Option<String>),
    }
    Ok(match Either::deserialize(d)? {
        Either::Many(all) => all,
        Either::One(one) => one.into_iter().collect(),
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    Add,
    Update,
    /// Only a tag is new to them.
    Tag,
    /// Fields (and tags) become what they were before us.
    Restore,
    /// Only a tag is taken off.
    Untag,
    /// Taken out: they were brought by us.
    Remove,
    Unchanged,
    Blocked,
}

impl Action {
    pub const ALL: [Self; 8] =
        [Self::Add, Self::Update, Self::Tag, Self::Restore, Self::Untag, Self::Remove, Self::Unchanged, Self::Blocked];
    /// Those for which something is sent.
    pub const SENT: [Self; 6] = [Self::Add, Self::Update, Self::Tag, Self::Restore, Self::Untag, Self::Remove];

    pub fn is_sent(self) -> bool {
        Self::SENT.contains(&self)
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::Update => "update",
            Self::Tag => "tag",
            Self::Restore => "restore",
            Self::Untag => "untag",
            Self::Remove => "remove",
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
    /// What is left to do, given what is there.
    pub fn deed(&self, there: Option<&Member>) -> Deed {
        match (&self.withdrawal, there) {
            (Some(w), Some(m)) => w.deed(m),
            (Some(_), None) => Deed::default(),
            (None, _) => {
                let same_there = |tag: &String, v: &Value| there.and_then(|m| m.fields.get(tag)).is_some_and(|old| same(old, v));
                let fields = self.fields.iter().filter(|(tag, v)| !same_there(tag, v)).map(|(tag, v)| (tag.clone(), v.clone()));
                let language = self.language.clone().filter(|l| there.and_then(|m| m.language.as_ref()) != Some(l));
                let tags = self.tags.iter().filter(|tag| !there.is_some_and(|m| has_tag(&m.tags, tag)));
                Deed { fields: fields.collect(), language, tags: tags.cloned().collect(), ..Deed::default() }
            }
        }
    }

    /// What has to be done for somebody who passed the door.
    pub fn action(&self, there: Option<&Member>) -> Action {
        let deed = self.deed(there);
        match (&self.withdrawal, there) {
            (None, None) => Action::Add,
            (Some(_), _) if deed.remove => Action::Remove,
            (Some(_), _) if !deed.fields.is_empty() || deed.language.is_some() => Action::Restore,
            (Some(_), _) if !deed.untag.is_empty() => Action::Untag,
            (None, _) if !deed.fields.is_empty() || deed.language.is_some() => Action::Update,
            (None, _) if !deed.tags.is_empty() => Action::Tag,
            _ => Action::Unchanged,
        }
    }

    /// Whether a batch whose answer was never seen reached this member. Somebody who turned up by themselves is not ours:
    /// a newcomer without anything of ours on them is taken for such a one.
    pub fn arrived(&self, before: &Before, there: Option<&Member>) -> bool {
        let ours = !self.fields.is_empty() || !self.tags.is_empty();
        before.status.is_some() || (ours && there.is_some() && self.action(there) == Action::Unchanged)
    }

    /// The journal's memory of what is there now.
    pub fn remember(&self, there: Option<&Member>) -> Before {
        let keys = || self.fields.keys().chain(self.withdrawal.iter().flat_map(|w| w.fields.keys()));
        there.map_or_else(Before::default, |m| Before {
            status: Some(m.status),
            fields: keys().map(|k| (k.clone(), m.fields.get(k).cloned().unwrap_or(Value::Null))).collect(),
            tags: m.tags.clone(),
            language: m.language.clone(),
        })
    }
}

impl Withdrawal {
    /// What an undo of `after` gives back to a member who was `before`; nothing of it may be left to do.
    pub fn of(before: &Before, after: &After) -> Self {
        if before.status.is_none() {
            return Self { membership: true, ..Self::default() };
        }
        let was = |tag: &String| before.fields.get(tag).cloned().unwrap_or(Value::Null);
        let fields = after.fields.iter().filter(|(tag, v)| !same(&was(tag), v));
        let text = |l: Option<&String>| l.map_or(Value::Null, |l| Value::String(l.clone()));
        // No platform lets a language be emptied: where none was, ours stays.
        let language = after.language.as_ref().filter(|l| before.language.as_ref().is_some_and(|b| b != *l));
        Self {
            fields: fields.map(|(tag, v)| (tag.clone(), Restore { ours: v.clone(), was: was(tag) })).collect(),
            language: language.map(|l| Restore { ours: text(Some(l)), was: text(before.language.as_ref()) }),
            tags: after.tags.iter().filter(|tag| !has_tag(&before.tags, tag)).cloned().collect(),
            membership: false,
        }
    }

    fn deed(&self, m: &Member) -> Deed {
        if self.membership {
            return Deed { remove: true, ..Deed::default() };
        }
        let now = |tag: &String| m.fields.get(tag).unwrap_or(&Value::Null);
        let fields = self.fields.iter().filter(|(tag, r)| same(now(tag), &r.ours) && !same(now(tag), &r.was));
        let language = self.language.as_ref().filter(|r| m.language.as_deref() == r.ours.as_str()).and_then(|r| r.was.as_str());
        Deed {
            fields: fields.map(|(tag, r)| (tag.clone(), r.was.clone())).collect(),
            language: language.map(str::to_owned),
            untag: self.tags.iter().filter(|tag| has_tag(&m.tags, tag)).cloned().collect(),
            ..Deed::default()
        }
    }
}

pub fn has_tag(tags: &[String], tag: &str) -> bool {
    tags.iter().any(|t| same_tag(t, tag))
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
            language: Some("de".into()),
        };
        let mut after = After {
            fields: [("ORDERS".into(), json!(3)), ("FNAME".into(), json!("Ana"))].into(),
            tags: vec!["VIP".into()],
            ..After::default()
        };
        assert_eq!(after.action(Some(&there)), Action::Unchanged);
        after.tags = vec!["New".into()];
        assert_eq!(after.action(Some(&there)), Action::Tag);
        after.fields.insert("LNAME".into(), json!("Lee"));
        assert_eq!(after.deed(Some(&there)).fields, [("LNAME".to_owned(), json!("Lee"))].into());
        assert_eq!(after.action(None), Action::Add);
        assert_eq!(There::new(vec![there]).get(" a@EXAMPLE.com").map(|m| m.tags.len()), Some(1));
    }

    #[test]
    fn an_undo_gives_back_what_was_and_leaves_what_somebody_changed_since() {
        let before = Before {
            status: Some(TheirStatus::Subscribed),
            fields: [("A".into(), json!("1")), ("B".into(), Value::Null)].into(),
            tags: vec!["old".into()],
            language: None,
        };
        let after = After {
            fields: [("A".into(), json!("2")), ("B".into(), json!("x"))].into(),
            tags: vec!["Old".into(), "new".into()],
            ..After::default()
        };
        let back = After { withdrawal: Some(Withdrawal::of(&before, &after)), ..After::default() };
        let mut there = Member {
            email: "a@example.com".into(),
            status: TheirStatus::Subscribed,
            fields: after.fields.clone(),
            tags: vec!["old".into(), "new".into()],
            language: None,
        };
        let deed = back.deed(Some(&there));
        assert_eq!((deed.fields, deed.untag), ([("A".into(), json!("1")), ("B".into(), Value::Null)].into(), vec!["new".to_owned()]));
        there.fields.insert("A".into(), json!("changed by hand"));
        assert_eq!(back.deed(Some(&there)).fields, [("B".into(), Value::Null)].into());
        there.fields.insert("B".into(), json!(""));
        assert_eq!(back.action(Some(&there)), Action::Untag);
        there.tags.clear();
        assert_eq!(back.action(Some(&there)), Action::Unchanged);
        assert_eq!(back.action(None), Action::Unchanged);

        let brought = After { withdrawal: Some(Withdrawal::of(&Before::default(), &after)), ..After::default() };
        assert_eq!(brought.action(Some(&there)), Action::Remove);
    }

    #[test]
    fn a_journal_of_the_first_version_is_read() {
        let read = |text: &str| serde_json::from_str::<After>(text).unwrap().tags;
        assert_eq!(read(r#"{"fields":{},"tag":"vip"}"#), ["vip"]);
        assert!(read(r#"{"fields":{},"tag":null}"#).is_empty());
        assert_eq!(read(r#"{"fields":{},"tags":["a","b"]}"#), ["a", "b"]);
    }
}
