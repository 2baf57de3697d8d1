//! What a template computes with. Copies are cheap; nothing in a value is ever read as Liquid.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use crate::object::Object;
use crate::text::Text;

/// A value. `Empty` and `Blank` are the words `empty` and `blank`, which compare in their own way.
#[derive(Clone, Debug, Default)]
pub enum Value {
    #[default]
    Nil,
    Bool(bool),
    Int(i64),
    Float(f64),
    Str(Text),
    Array(Arc<Vec<Value>>),
    Object(Arc<Object>),
    /// Both ends belong to it; counted only as far as it is asked for.
    Range(i64, i64),
    Lookup(Arc<dyn Lookup>),
    /// What `capture` gathered in a template of parts: already written for a place.
    Written(Arc<Written>),
    Empty,
    Blank,
}

/// Text already written (escaped) for a place; the observer knows what that means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    pub text: Text,
    pub place: u32,
}

/// Something whose members are fetched only when a template asks for them.
pub trait Lookup: Send + Sync {
    /// The member of that name; `None`: there is no such member.
    fn get(&self, key: &str) -> Option<Value>;

    /// For loops over it and for its size.
    fn keys(&self) -> Vec<Text> {
        Vec::new()
    }

    /// What `{{ it }}` shows.
    fn text(&self) -> Text {
        Text::EMPTY
    }
}

impl fmt::Debug for dyn Lookup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Lookup")
    }
}

pub(crate) static NIL: Value = Value::Nil;

impl Value {
    pub fn list(items: Vec<Self>) -> Self {
        Self::Array(Arc::new(items))
    }

    /// `nil` and `false` are false; everything else is true, even `0` and `""`.
    pub fn is_true(&self) -> bool {
        !matches!(self, Self::Nil | Self::Bool(false))
    }

    pub fn is_nil(&self) -> bool {
        matches!(self, Self::Nil)
    }

    /// The text itself where it is text, without a copy.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Str(text) => Some(text),
            Self::Written(written) => Some(&written.text),
            _ => None,
        }
    }

    /// Nothing but emptiness: `nil`, `false`, `""`, spaces, an empty list.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Nil | Self::Bool(false) | Self::Blank | Self::Empty => true,
            v => v.as_str().map_or_else(|| v.is_empty(), |t| t.trim().is_empty()),
        }
    }

    /// A text, list or object with nothing in it.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Str(text) => text.is_empty(),
            Self::Written(written) => written.text.is_empty(),
            Self::Array(items) => items.is_empty(),
            Self::Object(object) => object.is_empty(),
            Self::Range(from, to) => from > to,
            _ => false,
        }
    }

    /// How many items or letters; `None` where the question makes no sense.
    pub fn size(&self) -> Option<i64> {
        let n = match self {
            Self::Str(text) => text.chars().count(),
            Self::Written(written) => written.text.chars().count(),
            Self::Array(items) => items.len(),
            Self::Object(object) => object.len(),
            Self::Lookup(lookup) => lookup.keys().len(),
            Self::Range(from, to) => return Some(range_len(*from, *to)),
            _ => return None,
        };
        i64::try_from(n).ok()
    }

    pub fn first(&self) -> Self {
        match self {
            Self::Array(items) => items.first().cloned().unwrap_or_default(),
            Self::Object(object) => object.iter().next().map(|(k, v)| pair(k, v)).unwrap_or_default(),
            Self::Range(from, to) if from <= to => Self::Int(*from),
            v => v.as_str().and_then(|t| t.chars().next()).map(|c| Self::from(c.to_string())).unwrap_or_default(),
        }
    }

    pub fn last(&self) -> Self {
        match self {
            Self::Array(items) => items.last().cloned().unwrap_or_default(),
            Self::Range(from, to) if from <= to => Self::Int(*to),
            v => v.as_str().and_then(|t| t.chars().next_back()).map(|c| Self::from(c.to_string())).unwrap_or_default(),
        }
    }

    /// A member by name: of an object, or `size`, `first` and `last`.
    pub fn member(&self, name: &str) -> Cow<'_, Self> {
        match self {
            Self::Object(object) => {
                if let Some(found) = object.get(name) {
                    return Cow::Borrowed(found);
                }
                if name == "last" {
                    return Cow::Borrowed(&NIL);
                }
            }
            Self::Lookup(lookup) => {
                if let Some(found) = lookup.get(name) {
                    return Cow::Owned(found);
                }
            }
            Self::Nil | Self::Bool(_) | Self::Int(_) | Self::Float(_) => return Cow::Borrowed(&NIL),
            _ => {}
        }
        Cow::Owned(match name {
            "size" => self.size().map_or(Self::Nil, Self::Int),
            "first" => self.first(),
            "last" => self.last(),
            _ => return Cow::Borrowed(&NIL),
        })
    }

    /// An item by number; negative numbers count from the end.
    pub fn item(&self, index: i64) -> Cow<'_, Self> {
        match self {
            Self::Array(items) => {
                let at = if index < 0 {
                    usize::try_from(-(index + 1)).ok().and_then(|back| items.len().checked_sub(back + 1))
                } else {
                    usize::try_from(index).ok()
                };
                at.and_then(|i| items.get(i)).map_or(Cow::Borrowed(&NIL), Cow::Borrowed)
            }
            Self::Range(from, to) => {
                let base = if index < 0 { to.saturating_add(1) } else { *from };
                let at = base.saturating_add(index);
                if (*from..=*to).contains(&at) { Cow::Owned(Self::Int(at)) } else { Cow::Borrowed(&NIL) }
            }
            _ => Cow::Borrowed(&NIL),
        }
    }

    /// A member by a computed key.
    pub fn at(&self, key: &Self) -> Cow<'_, Self> {
        match key {
            Self::Int(index) => self.item(*index),
            Self::Float(index) => self.item(*index as i64),
            key => key.as_str().map_or(Cow::Borrowed(&NIL), |name| self.member(name)),
        }
    }
}

pub(crate) fn pair(key: &Text, value: &Value) -> Value {
    Value::list(vec![Value::Str(key.clone()), value.clone()])
}

/// How many numbers a range has, both ends included.
pub(crate) fn range_len(from: i64, to: i64) -> i64 {
    if from > to { 0 } else { to.saturating_sub(from).saturating_add(1) }
}

impl From<bool> for Value {
    fn from(v: bool) -> Self {
        Self::Bool(v)
    }
}

impl From<i64> for Value {
    fn from(v: i64) -> Self {
        Self::Int(v)
    }
}

impl From<u32> for Value {
    fn from(v: u32) -> Self {
        Self::Int(v.into())
    }
}

impl From<f64> for Value {
    fn from(v: f64) -> Self {
        Self::Float(v)
    }
}

impl From<&'static str> for Value {
    fn from(v: &'static str) -> Self {
        Self::Str(v.into())
    }
}

impl From<String> for Value {
    fn from(v: String) -> Self {
        Self::Str(v.into())
    }
}

impl From<Text> for Value {
    fn from(v: Text) -> Self {
        Self::Str(v)
    }
}

impl From<Object> for Value {
    fn from(v: Object) -> Self {
        Self::Object(Arc::new(v))
    }
}

impl From<Vec<Value>> for Value {
    fn from(v: Vec<Value>) -> Self {
        Self::list(v)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(v: Option<T>) -> Self {
        v.map_or(Self::Nil, Into::into)
    }
}

/// Numbers that no whole number holds are floats.
impl From<&serde_json::Value> for Value {
    fn from(json: &serde_json::Value) -> Self {
        match json {
            serde_json::Value::Null => Self::Nil,
            serde_json::Value::Bool(b) => Self::Bool(*b),
            serde_json::Value::Number(n) => n.as_i64().map_or_else(|| n.as_f64().into(), Self::Int),
            serde_json::Value::String(text) => Self::Str(Text::of(text)),
            serde_json::Value::Array(items) => Self::list(items.iter().map(Self::from).collect()),
            serde_json::Value::Object(members) => members.iter().map(|(k, v)| (k.clone(), Self::from(v))).collect::<Object>().into(),
        }
    }
}
