//! A segment as it is saved: a versioned tree of groups and conditions.
//!
//! ```json
//! { "version": 2, "root": { "type": "group", "match": "all", "children": [
//!   { "type": "activity", "what": "orders", "measure": { "of": "count", "compare": { "op": "at_least", "value": 2 } },
//!     "window": { "kind": "last_days", "days": 90 } },
//!   { "type": "profile", "field": "country", "is": { "op": "is", "value": "DE" } } ] } }
//! ```
//!
//! `regulars-cli schema segment` prints the whole language. Reading one is the business of `parse.rs`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::activity::{Activity, Sequence, Versus};
use super::condition::{
    Consent, EngagementIs, Exported, HandPicked, InArm, InSegment, Interests, LifecycleIs, OnList, Predicted, Profile, RandomShare, RfmIs,
};

/// The language's version that this Regulars writes.
pub const VERSION: u32 = 2;
/// Groups within groups. JSON itself ends at 128 levels, and a group takes two.
pub const MAX_DEPTH: usize = 50;
pub const MAX_NODES: usize = 1_000;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Segment {
    /// 2; a definition of version 1 is read, too.
    pub version: u32,
    pub root: Node,
}

/// How a group joins its children. A group without children says nothing and is passed over; one that stands alone
/// holds everyone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Match {
    All,
    Any,
    /// Everyone whom none of the children holds.
    None,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Group {
    #[serde(rename = "match")]
    pub matching: Match,
    pub children: Vec<Node>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Node {
    Group(Group),
    Profile(Profile),
    Consent(Consent),
    Rfm(RfmIs),
    Lifecycle(LifecycleIs),
    Activity(Box<Activity>),
    Sequence(Sequence),
    Versus(Box<Versus>),
    Predicted(Predicted),
    Engagement(EngagementIs),
    Interests(Interests),
    Arm(InArm),
    Exported(Exported),
    Random(RandomShare),
    List(OnList),
    Segment(InSegment),
    People(HandPicked),
}

/// The language as a JSON Schema, for other programs that write definitions.
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Segment).to_value()
}

impl Segment {
    pub fn new(root: Node) -> Self {
        Self { version: VERSION, root }
    }

    /// All of these conditions.
    pub fn all(children: Vec<Node>) -> Self {
        Self::new(Node::group(Match::All, children))
    }

    /// Everyone the shop knows.
    pub fn everyone() -> Self {
        Self::all(Vec::new())
    }

    /// Visits every node with its path: the places of the children to take from the root.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(&[usize], &'a Node)) {
        fn go<'a>(node: &'a Node, path: &mut Vec<usize>, visit: &mut dyn FnMut(&[usize], &'a Node)) {
            visit(path, node);
            for (i, child) in node.children().iter().enumerate() {
                path.push(i);
                go(child, path, visit);
                path.pop();
            }
        }
        go(&self.root, &mut Vec::new(), visit);
    }
}

impl Node {
    pub fn group(matching: Match, children: Vec<Node>) -> Self {
        Self::Group(Group { matching, children })
    }

    /// The children of a group; a condition has none.
    pub fn children(&self) -> &[Node] {
        match self {
            Self::Group(g) => &g.children,
            _ => &[],
        }
    }

    /// A group in which there is no condition at any depth.
    pub fn says_nothing(&self) -> bool {
        matches!(self, Self::Group(g) if g.children.iter().all(Node::says_nothing))
    }

    /// The condition in one fixed spelling, as the key under which its answer is kept.
    pub fn canonical(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}
