//! Which tags and filters a template may use.
//!
//! `Language::standard()` is Shopify's. A product adds its own filters (and tags that print something), replaces
//! standard ones by the same name, and takes away what has no place there.

use std::collections::BTreeMap;

use crate::filters;
use crate::render::Context;
use crate::text::Text;
use crate::value::Value;

/// What a filter does: its input, its arguments, what it may know; an error is the end of a sentence.
pub type Run = fn(&Value, &Args<'_>, &mut Context<'_>) -> Result<Value, String>;

/// A filter, or a tag that prints something (its input is then nil).
#[derive(Clone, Copy, Debug)]
pub struct Filter {
    pub name: &'static str,
    /// How many values after the colon it needs, and takes.
    pub least: usize,
    pub most: usize,
    pub keywords: &'static [&'static str],
    pub run: Run,
    /// It takes text that was written for a place as it is, rather than as plain text.
    pub keeps_written: bool,
}

impl Filter {
    pub const fn new(name: &'static str, least: usize, most: usize, run: Run) -> Self {
        Self { name, least, most, keywords: &[], run, keeps_written: false }
    }

    pub(crate) fn accepts<T>(&self, given: usize, named: &[(Text, T)]) -> Result<(), String> {
        if let Some((name, _)) = named.iter().find(|(n, _)| !self.keywords.contains(&n.as_str())) {
            return Err(format!("“{}” takes no “{name}:”.", self.name));
        }
        if (self.least..=self.most).contains(&given) {
            return Ok(());
        }
        Err(match (self.least, self.most) {
            (0, 0) => format!("“{}” takes nothing after it.", self.name),
            (1, 1) => format!("“{}” takes one value after a colon.", self.name),
            (a, b) if a == b => format!("“{}” takes {a} values after a colon.", self.name),
            (0, b) => format!("“{}” takes at most {b} value{} after a colon.", self.name, if b == 1 { "" } else { "s" }),
            (a, b) => format!("“{}” takes {a} to {b} values after a colon.", self.name),
        })
    }
}

/// The values given to a filter.
#[derive(Clone, Copy)]
pub struct Args<'a> {
    pub positional: &'a [Value],
    pub named: &'a [(Text, Value)],
}

impl Args<'_> {
    pub fn get(&self, i: usize) -> Option<&Value> {
        self.positional.get(i)
    }

    /// nil where it is not given.
    pub fn value(&self, i: usize) -> &Value {
        self.get(i).unwrap_or(&crate::value::NIL)
    }

    pub fn text(&self, i: usize) -> Text {
        self.value(i).to_text()
    }

    pub fn named(&self, name: &str) -> Option<&Value> {
        self.named.iter().find(|(n, _)| n.as_str() == name).map(|(_, v)| v)
    }
}

/// How long and deep a template may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseLimits {
    /// Bytes of the source.
    pub length: usize,
    /// Tags within tags.
    pub depth: usize,
}

impl Default for ParseLimits {
    fn default() -> Self {
        Self { length: 1_000_000, depth: 48 }
    }
}

/// The language's own tags.
pub(crate) const TAGS: [&str; 23] = [
    "#",
    "assign",
    "break",
    "capture",
    "case",
    "comment",
    "continue",
    "cycle",
    "decrement",
    "doc",
    "echo",
    "for",
    "if",
    "ifchanged",
    "include",
    "increment",
    "liquid",
    "raw",
    "render",
    "tablerow",
    "unless",
    "else",
    "elsif",
];

#[derive(Clone, Debug)]
pub struct Language {
    filters: BTreeMap<&'static str, Filter>,
    tags: BTreeMap<&'static str, Filter>,
    without: Vec<&'static str>,
    pub limits: ParseLimits,
}

impl Language {
    /// All of Shopify's standard tags and filters.
    pub fn standard() -> Self {
        let filters = filters::standard().map(|f| (f.name, f)).collect();
        Self { filters, tags: BTreeMap::new(), without: Vec::new(), limits: ParseLimits::default() }
    }

    /// Adds a filter, in the place of one of that name.
    pub fn add_filter(&mut self, filter: Filter) {
        self.filters.insert(filter.name, filter);
    }

    /// Adds a tag: `{% name a, b %}` prints what `{{ nil | name: a, b }}` would.
    pub fn add_tag(&mut self, tag: Filter) {
        self.tags.insert(tag.name, tag);
    }

    /// Takes a standard tag away; who uses it is told that it does not exist.
    pub fn remove_tag(&mut self, name: &'static str) {
        self.without.push(name);
    }

    pub(crate) fn filter(&self, name: &str) -> Option<Filter> {
        self.filters.get(name).copied()
    }

    pub(crate) fn tag(&self, name: &str) -> Option<Filter> {
        self.tags.get(name).copied()
    }

    pub(crate) fn has_own_tag(&self, name: &str) -> bool {
        TAGS.contains(&name) && !self.without.contains(&name)
    }

    pub(crate) fn unknown_filter(&self, name: &str) -> String {
        unknown("filter", name, self.filters.keys().copied())
    }

    pub(crate) fn unknown_tag(&self, name: &str) -> String {
        let own = TAGS.iter().copied().filter(|t| self.has_own_tag(t) && t.len() > 1);
        unknown("tag", name, own.chain(self.tags.keys().copied()))
    }
}

fn unknown(what: &str, name: &str, known: impl Iterator<Item = &'static str>) -> String {
    // A name longer than any of ours is no misspelling of one, and comparing it would cost its length squared.
    let near = (name.len() <= 40).then(|| known.map(|k| (strsim::osa_distance(k, name), k)).min()).flatten();
    match near {
        Some((distance, near)) if distance <= 1 + name.len() / 4 => {
            format!("There is no {what} “{name}”. Did you mean “{near}”?")
        }
        _ => format!("There is no {what} “{}”.", crate::number::short(name)),
    }
}
