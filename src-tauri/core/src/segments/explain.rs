//! Why is this person in, or not: the tree in words, with true or false at every node.
//!
//! It asks the engine's sets, so it can never disagree with them; `proof` adds the rows and figures behind each answer,
//! `ahead` the day on which it will change.

use serde::Serialize;
use specta::Type;

use super::ahead;
use super::definition::{Match, Node, Segment};
use super::describe::describe_node;
use super::engine::Evaluation;
use super::names::Names;
use super::parse::capital;
use super::proof::{Proof, proof};
use crate::store::Reader;
use crate::types::{Day, PersonId, Result};

#[derive(Debug, Clone, Serialize, Type)]
pub struct Explained {
    /// The places of the children to take from the root.
    pub path: Vec<u32>,
    /// Whether it holds for the person; `None`: it says nothing (yet).
    pub holds: Option<bool>,
    /// "Bought at least twice in the last 90 days", or "All of these" for a group.
    pub text: String,
    /// The rows and the figure behind it, of a condition about what people did.
    pub proof: Option<Proof>,
    /// The day on which the answer will be another if nothing else happens (within 400 days); `None`: it stays, or nobody can tell.
    pub changes_on: Option<Day>,
    pub children: Vec<Explained>,
}

/// The person's answers in an evaluation of this very segment, at the same snapshot.
pub fn explain(reader: &Reader<'_>, segment: &Segment, evaluation: &Evaluation, names: &Names, person: PersonId) -> Result<Explained> {
    let holds: Vec<Option<bool>> = evaluation.nodes.iter().map(|n| n.set.as_ref().map(|s| s.contains(person.0))).collect();
    let changes = ahead::changes(reader, &segment.root, &evaluation.base, person, &holds)?;
    let mut answers = holds.into_iter().zip(changes);
    let walk = Walk { reader, evaluation, names, person };
    walk.node(&segment.root, &mut Vec::new(), &mut answers)
}

struct Walk<'a> {
    reader: &'a Reader<'a>,
    evaluation: &'a Evaluation,
    names: &'a Names,
    person: PersonId,
}

impl Walk<'_> {
    /// Walks in the order in which the engine wrote its nodes: parents first.
    fn node(&self, n: &Node, path: &mut Vec<usize>, answers: &mut dyn Iterator<Item = (Option<bool>, Option<Day>)>) -> Result<Explained> {
        let (holds, changes_on) = answers.next().unwrap_or_default();
        let proof = if holds.is_some() { proof(self.reader, n, &self.evaluation.base, self.names, self.person)? } else { None };
        let mut children = Vec::new();
        for (i, child) in n.children().iter().enumerate() {
            path.push(i);
            children.push(self.node(child, path, answers)?);
            path.pop();
        }
        let path = path.iter().map(|i| u32::try_from(*i).unwrap_or(u32::MAX)).collect();
        Ok(Explained { path, holds, text: node_text(n, self.names), proof, changes_on, children })
    }
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
