//! A condition becomes exactly one parameterised SQL statement that gives person ids.
//!
//! No statement reads a clock: the edges of days arrive as parameters, computed in the shop's zone (`window.rs`).
//! Statements need not limit themselves to the people known on that day; the engine does, once. Start with `compile`.
//! RFM, lifecycle, other segments and hand-picked people are no statements: the engine answers them.

mod activity;
mod consent;
mod profile;
mod sql;
mod window;

#[cfg(test)]
mod tests;

use super::definition::Node;
use crate::store::Value;
use crate::types::{Day, ShopZone, Timestamp};
pub use window::Span;

/// The day that is asked about, and where its edges lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AsOf {
    pub day: Day,
    pub zone: ShopZone,
}

impl AsOf {
    /// The first moment that is no longer known on that day.
    pub fn end(self) -> Timestamp {
        self.zone.end_of(self.day)
    }
}

/// One statement. Its only column is a person's id; ids may repeat.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    pub sql: String,
    pub params: Vec<Value>,
    /// The condition holds for everybody whom the statement does NOT give: so that "0 orders" asks for those with
    /// some instead of going through everyone.
    pub complement: bool,
}

/// `None` for groups and for what the engine answers without SQL.
pub fn compile(node: &Node, as_of: AsOf) -> Option<Statement> {
    match node {
        Node::Profile(p) => Some(profile::compile(p, as_of)),
        Node::Orders(o) => Some(activity::orders(o, as_of)),
        Node::OrderLines(l) => Some(activity::order_lines(l, as_of)),
        Node::Refunds(r) => Some(activity::refunds(r, as_of)),
        Node::EmailEvents(e) => Some(activity::email_events(e, as_of)),
        Node::AbandonedCarts(c) => Some(activity::abandoned_carts(c, as_of)),
        Node::Consent(c) => Some(consent::compile(c, as_of)),
        Node::Activity(_)
        | Node::Sequence(_)
        | Node::Versus(_)
        | Node::Predicted(_)
        | Node::Engagement(_)
        | Node::Interests(_)
        | Node::Arm(_)
        | Node::Exported(_)
        | Node::Random(_)
        | Node::List(_) => None,
        Node::Group(_) | Node::Rfm(_) | Node::Lifecycle(_) | Node::Segment(_) | Node::People(_) => None,
    }
}
