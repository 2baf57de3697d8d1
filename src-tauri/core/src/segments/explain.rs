//! Why is this person in, or not: the tree in words, with true or false at every node.
//!
//! It asks the engine's sets, so it can never disagree with them. The rows that prove each answer come with a later issue.

use serde::Serialize;
use specta::Type;

use super::definition::{Match, Node, Segment};
use super::describe::describe_node;
use super::engine::Evaluation;
use super::names::Names;
use super::parse::capital;
use crate::types::PersonId;

#[derive(Debug, Clone, Serialize, Type)]
pub struct Explained {
    /// The places of the children to take from the root.
    pub path: Vec<u32>,
    /// Whether it holds for the person; `None`: it says nothing (yet).
    pub holds: Option<bool>,
    /// "Bought at least twice in the last 90 days", or "All of these" for a group.
    pub text: String,
    pub children: Vec<Explained>,
}

/// The person's answers in an evaluation of this very segment.
pub fn explain(segment: &Segment, evaluation: &Evaluation, names: &Names, person: PersonId) -> Explained {
    let mut sets = evaluation.nodes.iter();
    node(&segment.root, &mut Vec::new(), names, &mut || sets.next().and_then(|n| n.set.as_ref().map(|s| s.contains(person.0))))
}

/// Walks in the order in which the engine wrote its nodes: parents first.
fn node(n: &Node, path: &mut Vec<usize>, names: &Names, next: &mut dyn FnMut() -> Option<bool>) -> Explained {
    let holds = next();
    let text = node_text(n, names);
    let mut children = Vec::new();
    for (i, child) in n.children().iter().enumerate() {
        path.push(i);
        children.push(node(child, path, names, next));
        path.pop();
    }
    Explained { path: path.iter().map(|i| u32::try_from(*i).unwrap_or(u32::MAX)).collect(), holds, text, children }
}

/// A node in words of its own: "Bought at least twice", or "All of these" for a group.
pub fn node_text(n: &Node, names: &Names) -> String {
    match n {
        Node::Group(g) => match g.matching {
            Match::All => "All of these".to_owned(),
            Match::Any => "Any of these".to_owned(),
            Match::None => "None of these".to_owned(),
        },
        leaf => describe_node(leaf, names).map_or_else(|| "Not finished yet".to_owned(), |t| capital(&t)),
    }
}
