//! Conditions in few words, for the ready segments.

use crate::segments::activity::{
    Activity, Did, Figure, FigureMeasure, Measure, Relation, RowFilter, RowNumber, Sequence, Step, Versus, What,
};
use crate::segments::condition::{Consent, ConsentIs};
use crate::segments::definition::{Match, Node};
use crate::segments::values::{Number, Window};
use crate::types::records::Channel;

pub const SOME: Number = Number::AtLeast { value: 1 };
pub const NONE: Number = Number::Exactly { value: 0 };

pub fn last_days(days: u32) -> Window {
    Window::LastDays { days }
}

pub fn did(what: What, measure: Measure, filter: RowFilter, window: Window) -> Node {
    Node::Activity(Box::new(Activity { what, measure, filter, window }))
}

/// So many orders in that stretch.
pub fn orders(compare: Number, window: Window) -> Node {
    orders_with(compare, RowFilter::default(), window)
}

pub fn orders_with(compare: Number, filter: RowFilter, window: Window) -> Node {
    did(What::Orders, Measure::Count { compare }, filter, window)
}

/// So much spent in that stretch.
pub fn spent(compare: Number, window: Window) -> Node {
    did(What::Orders, Measure::Sum { number: RowNumber::Amount, compare }, RowFilter::default(), window)
}

/// The last order lies in that stretch.
pub fn last_order(when: Window) -> Node {
    did(What::Orders, Measure::Last { when }, RowFilter::default(), Window::Ever)
}

/// Quiet for more than so many percent of their own usual gap between orders.
pub fn overdue(percent: u32) -> Node {
    did(What::Orders, Measure::Overdue { percent }, RowFilter::default(), Window::Ever)
}

/// Did that lately, and has not ordered since.
pub fn then_no_order(what: What, days: u32) -> Node {
    let step = |what, absent| Step { what, filter: RowFilter::default(), within_days: None, without: None, absent };
    Node::Sequence(Sequence { steps: vec![step(what, false), step(What::Orders, true)], window: last_days(days) })
}

pub fn figure(Did { what, filter }: Did, measure: FigureMeasure, window: Window) -> Figure {
    Figure { what, measure, filter, window }
}

pub fn versus(left: Figure, compare: Relation, percent: u32, right: Figure) -> Node {
    Node::Versus(Box::new(Versus { left, compare, percent, right }))
}

pub fn subscribed() -> Node {
    Node::Consent(Consent { channel: Channel::Email, states: vec![ConsentIs::Subscribed], since: Window::Ever, sources: Vec::new() })
}

pub fn not(node: Node) -> Node {
    Node::group(Match::None, vec![node])
}

pub fn of_category(name: &str) -> RowFilter {
    let categories = if name.is_empty() { Vec::new() } else { vec![name.to_owned()] };
    RowFilter { categories, ..RowFilter::default() }
}
