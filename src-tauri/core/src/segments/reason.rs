//! Why somebody is in, in one short sentence: the first condition that holds for them through rows of theirs, and what
//! these rows come to ("3 orders in the last 90 days, the last on 3 March 2026"). Cheap: one person's rows a sentence.
//!
//! The whole answer, node by node, is `explain`'s.

use super::activity::{Activity, What};
use super::columns::part::{PEOPLE, utc};
use super::definition::{Match, Node, Segment};
use super::describe::describe_node;
use super::describe::words::{count, day, window};
use super::engine::Evaluation;
use super::names::Names;
use super::parse::capital;
use super::scan::rows::Rows;
use crate::types::{PersonId, Timestamp};

/// `None` for whoever is in without anything to show for it (everyone, or "none of these").
pub fn reason(segment: &Segment, e: &Evaluation, names: &Names, person: PersonId) -> Option<String> {
    let mut sets = e.nodes.iter().map(|n| n.set.as_ref().is_some_and(|s| s.contains(person.0)));
    let mut found = Found::default();
    look(&segment.root, &mut sets, false, &mut |node| {
        if found.rows.is_none() {
            found.rows = as_activity(node).and_then(|a| rows(&a, e, person));
        }
        if found.words.is_none() {
            found.words = describe_node(node, names);
        }
    });
    found.rows.or(found.words).map(|text| capital(&text))
}

#[derive(Default)]
struct Found {
    rows: Option<String>,
    words: Option<String>,
}

/// Visits the conditions that hold for the person and speak for them: not those under a "none", which speak against.
fn look<'a>(node: &'a Node, sets: &mut impl Iterator<Item = bool>, against: bool, visit: &mut impl FnMut(&'a Node)) {
    let holds = sets.next().unwrap_or(false);
    match node {
        Node::Group(g) => g.children.iter().for_each(|child| look(child, sets, against || g.matching == Match::None || !holds, visit)),
        leaf if holds && !against => visit(leaf),
        _ => {}
    }
}

fn as_activity(node: &Node) -> Option<Activity> {
    match node {
        Node::Activity(a) => Some((**a).clone()),
        _ => None,
    }
}

/// How many such rows there are, and when the last was; `None` without any.
fn rows(a: &Activity, e: &Evaluation, person: PersonId) -> Option<String> {
    let columns = &e.base.columns;
    let rows = Rows::new(a.what, &a.filter, a.window, e.base.asked, columns);
    let (part, place) = (person.0 as usize / PEOPLE, person.0 as usize % PEOPLE);
    let picked = rows.pick(columns.part(rows.kind, part)?, &(place..place + 1));
    let mut moments = Vec::new();
    picked.moments(place, &mut moments);
    let last = day(e.as_of.zone.day_of(Timestamp(utc(*moments.last()?))));
    let n = i64::try_from(moments.len()).unwrap_or(i64::MAX);
    let (one, many) = called(a.what);
    let when = window(a.window);
    Some(if n == 1 { format!("1 {one}{when}, on {last}") } else { format!("{}{when}, the last on {last}", count(n, one, many)) })
}

fn called(what: What) -> (&'static str, &'static str) {
    match what {
        What::Orders => ("order", "orders"),
        What::OrderLines => ("order line", "order lines"),
        What::Refunds => ("refund", "refunds"),
        What::Carts => ("cart", "carts"),
        What::AbandonedCarts => ("cart left behind", "carts left behind"),
        What::Emails => ("email", "emails"),
        What::Views => ("look at a product", "looks at products"),
        What::Searches => ("search", "searches"),
        What::Reviews => ("review", "reviews"),
        What::Events => ("event", "events"),
    }
}
