//! How many people each condition takes away from what was left before it, or adds to it: the steps of a funnel.
//!
//! A group begins with those who were left when its turn came, so that the steps inside it add up to its own: in "all"
//! and "none" a child takes people away from what is left, in "any" it adds people who were not in yet. Pure set algebra
//! over an evaluation; it evaluates nothing.

use roaring::RoaringBitmap;
use serde::Serialize;
use specta::Type;

use super::definition::{Match, Node, Segment};
use super::engine::Evaluation;

/// What one node does to those who reach it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename = "FunnelStep")]
pub struct Step {
    /// Whether it adds people (a part of an "any" group) or takes them away.
    pub adds: bool,
    pub people: u32,
    /// How many there were before it: left over, or not in yet.
    pub before: u32,
}

/// A step for each node in the order of the tree; `None` for the root and for what says nothing (yet).
pub fn steps(segment: &Segment, e: &Evaluation) -> Vec<Option<Step>> {
    let mut sets = e.nodes.iter().map(|n| n.set.as_deref());
    let mut out = vec![None];
    sets.next();
    children(&segment.root, &e.base.everyone, &mut sets, &mut out);
    out
}

fn children<'a>(
    node: &Node,
    reach: &RoaringBitmap,
    sets: &mut impl Iterator<Item = Option<&'a RoaringBitmap>>,
    out: &mut Vec<Option<Step>>,
) {
    let Node::Group(group) = node else { return };
    // Those who are still in play: left in ("all", "none"), or not in yet ("any").
    let mut left = reach.clone();
    for child in &group.children {
        let set = sets.next().flatten();
        out.push(set.map(|set| {
            let in_it = left.intersection_len(set);
            let people = if group.matching == Match::All { left.len() - in_it } else { in_it };
            Step { adds: group.matching == Match::Any, people: small(people), before: small(left.len()) }
        }));
        children(child, &left, sets, out);
        match (set, group.matching) {
            (None, _) => {}
            (Some(set), Match::All) => left &= set,
            (Some(set), Match::Any | Match::None) => left -= set,
        }
    }
}

fn small(n: u64) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
