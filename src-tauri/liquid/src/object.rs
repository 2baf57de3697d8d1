//! Names with values, in the order in which they were put there.
//!
//! A reader's data has a handful of names, and looking along a short list beats hashing; a long list gets an index.

use std::collections::HashMap;

use crate::text::Text;
use crate::value::Value;

/// Longer lists are looked up by their index.
const SHORT: usize = 12;

#[derive(Clone, Debug, Default)]
pub struct Object {
    entries: Vec<(Text, Value)>,
    index: HashMap<Text, usize>,
}

impl Object {
    pub fn new() -> Self {
        Self::default()
    }

    fn position(&self, name: &str) -> Option<usize> {
        if self.index.is_empty() { self.entries.iter().position(|(k, _)| k.as_str() == name) } else { self.index.get(name).copied() }
    }

    pub fn get(&self, name: &str) -> Option<&Value> {
        self.position(name).and_then(|i| self.entries.get(i)).map(|(_, v)| v)
    }

    pub fn get_mut(&mut self, name: &str) -> Option<&mut Value> {
        self.position(name).and_then(|i| self.entries.get_mut(i)).map(|(_, v)| v)
    }

    /// Puts it there, in the place of what had that name.
    pub fn insert(&mut self, name: impl Into<Text>, value: impl Into<Value>) {
        let (name, value) = (name.into(), value.into());
        if let Some(at) = self.get_mut(&name) {
            *at = value;
            return;
        }
        if !self.index.is_empty() {
            self.index.insert(name.clone(), self.entries.len());
        }
        self.entries.push((name, value));
        if self.entries.len() > SHORT && self.index.is_empty() {
            self.index = self.entries.iter().enumerate().map(|(i, (k, _))| (k.clone(), i)).collect();
        }
    }

    /// Keeps its memory.
    pub fn clear(&mut self) {
        self.entries.clear();
        self.index.clear();
    }

    pub fn len(&self) -> usize {
        self.entries.len()
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = (&Text, &Value)> {
        self.entries.iter().map(|(k, v)| (k, v))
    }
}

impl<K: Into<Text>, V: Into<Value>> FromIterator<(K, V)> for Object {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut out = Self::new();
        for (name, value) in entries {
            out.insert(name, value);
        }
        out
    }
}
