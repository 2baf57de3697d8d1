//! Text that is cheap to copy: a literal of the program, or shared.

use std::borrow::Borrow;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// A string of which a copy costs no more than a counter.
#[derive(Clone)]
pub struct Text(Kind);

#[derive(Clone)]
enum Kind {
    Literal(&'static str),
    Shared(Arc<str>),
}

impl Text {
    pub const EMPTY: Self = Self(Kind::Literal(""));

    /// A copy of a text that does not live long enough.
    pub fn of(text: &str) -> Self {
        if text.is_empty() { Self::EMPTY } else { Self(Kind::Shared(text.into())) }
    }

    pub fn as_str(&self) -> &str {
        match &self.0 {
            Kind::Literal(text) => text,
            Kind::Shared(text) => text,
        }
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl Borrow<str> for Text {
    fn borrow(&self) -> &str {
        self.as_str()
    }
}

impl From<&'static str> for Text {
    fn from(text: &'static str) -> Self {
        Self(Kind::Literal(text))
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self(Kind::Shared(text.into()))
    }
}

impl From<Arc<str>> for Text {
    fn from(text: Arc<str>) -> Self {
        Self(Kind::Shared(text))
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Text {}

impl std::hash::Hash for Text {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
