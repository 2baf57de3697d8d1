//! A tree in one plain English sentence: "People who bought at least twice in the last 90 days and live in Germany,
//! but are not subscribed to email."
//!
//! Each condition is a phrase after "who" (`phrase.rs`, `activity.rs`), in a positive and a negative form; groups join
//! phrases. "None of" says the negative forms; groups within groups stand in brackets, so that nothing is ambiguous.

mod deeds;
mod figures;
mod filters;
mod phrase;
mod rows;
mod standing;
pub(super) mod words;

#[cfg(test)]
mod tests;

use super::definition::{Group, Match, Node, Segment};
use super::names::{Names, and, or};

pub use phrase::phrase;

/// The whole segment, with a full stop. Unfinished conditions are passed over, as the engine does.
pub fn describe(segment: &Segment, names: &Names) -> String {
    match clause(&segment.root, names, false) {
        Some(text) => format!("People who {}.", text.text),
        None => "Everyone.".to_owned(),
    }
}

/// One node as a phrase after "who"; `None` when it says nothing (yet).
pub fn describe_node(node: &Node, names: &Names) -> Option<String> {
    clause(node, names, false).map(|c| c.text)
}

struct Clause {
    text: String,
    /// Has several parts, so that it needs brackets inside another.
    joined: bool,
}

impl Clause {
    fn inside(self) -> String {
        if self.joined { format!("({})", self.text) } else { self.text }
    }
}

fn clause(node: &Node, names: &Names, negative: bool) -> Option<Clause> {
    match node {
        Node::Group(g) => group(g, names, negative),
        leaf if leaf.problem().is_some() => None,
        leaf => Some(Clause { text: phrase(leaf, names, negative), joined: false }),
    }
}

/// "Not (a and b)" is said as "not a or not b", and so on: the negation is pushed down to the phrases.
fn group(g: &Group, names: &Names, negative: bool) -> Option<Clause> {
    let (with_and, inner_negative) = match (g.matching, negative) {
        (Match::All, false) => (true, false),
        (Match::Any, false) => (false, false),
        (Match::None, false) => (true, true),
        (Match::All, true) => (false, true),
        (Match::Any, true) => (true, true),
        (Match::None, true) => (false, false),
    };
    let said = |node: &Node| clause(node, names, inner_negative);
    // What "none of" says comes last, after a "but".
    let is_but =
        |node: &Node| with_and && !inner_negative && matches!(node, Node::Group(g) if g.matching == Match::None && !g.children.is_empty());
    let (buts, plain): (Vec<&Node>, Vec<&Node>) = g.children.iter().partition(|n| is_but(n));
    let plain: Vec<Clause> = plain.into_iter().filter_map(said).collect();
    let buts: Vec<Clause> = buts.into_iter().filter_map(said).collect();
    if plain.is_empty() || buts.is_empty() {
        return join(if plain.is_empty() { buts } else { plain }, with_and);
    }
    let (plain, buts) = (join(plain, true)?, join(buts, true)?);
    Some(Clause { text: format!("{}, but {}", plain.text, buts.text), joined: true })
}

fn join(mut clauses: Vec<Clause>, with_and: bool) -> Option<Clause> {
    if clauses.len() <= 1 {
        return clauses.pop();
    }
    let parts: Vec<String> = clauses.into_iter().map(Clause::inside).collect();
    Some(Clause { text: if with_and { and(&parts) } else { or(&parts) }, joined: true })
}
