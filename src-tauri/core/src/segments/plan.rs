//! What each kind of condition is answered from, and which writes can change its answer.

use super::activity::{Activity, Measure, RowFilter, Step, What};
use super::columns::{Columns, area};
use super::condition::{Field, Profile};
use super::definition::Node;
use super::scan::activity::Does;
use super::scan::consent::Said;
use super::scan::rows::kind;
use super::scan::sequence::Follows;
use super::scan::share::Share;
use super::scan::versus::Against;
use super::scan::{Asked, Condition, profile};
use super::values::{Number, Test, Window};
use crate::store::change::Touched;

pub enum Plan {
    /// Each person by their own rows in the columns.
    Own(Box<dyn Condition>),
    /// A number of each person, by their own rows, that is compared: with a value, or with everybody else's. With the
    /// words that say which number.
    Numbers(Box<Does>, String),
    /// Texts that have no columns: from the store, person by person.
    Texts,
    /// From what insights make of everybody.
    Insights,
    /// One look into the store's tables of exports, experiments and lists.
    Journal,
}

pub fn plan(node: &Node, asked: Asked, columns: &Columns) -> Plan {
    let does = |a: &Activity| Plan::Numbers(Box::new(Does::new(a, asked, columns)), number_of(a));
    match node {
        Node::Activity(a) => does(a),
        Node::Sequence(s) => Plan::Own(Box::new(Follows::new(s, asked, columns))),
        Node::Versus(v) => Plan::Own(Box::new(Against::new(v, asked, columns))),
        Node::Consent(c) => Plan::Own(Box::new(Said::new(c, asked, columns))),
        Node::Random(r) => Plan::Own(Box::new(Share::new(r))),
        Node::Profile(p) => profile::compile(p, asked, columns).map_or(Plan::Texts, |c| Plan::Own(Box::new(c))),
        Node::Arm(_) | Node::Exported(_) | Node::List(_) => Plan::Journal,
        _ => Plan::Insights,
    }
}

/// An activity without what its number is compared with: those that differ in nothing else have the same.
fn number_of(a: &Activity) -> String {
    let (compare, when) = (Number::AtLeast { value: 0 }, Window::Ever);
    let measure = match a.measure {
        Measure::Count { .. } => Measure::Count { compare },
        Measure::Sum { number, .. } => Measure::Sum { number, compare },
        Measure::Average { number, .. } => Measure::Average { number, compare },
        Measure::Smallest { number, .. } => Measure::Smallest { number, compare },
        Measure::Largest { number, .. } => Measure::Largest { number, compare },
        Measure::Products { .. } => Measure::Products { compare },
        Measure::First { .. } => Measure::First { when },
        Measure::Last { .. } => Measure::Last { when },
        Measure::Nth { n, .. } => Measure::Nth { n, when },
        Measure::Gap { which, .. } => Measure::Gap { which, compare },
        Measure::Overdue { .. } => Measure::Overdue { percent: 0 },
    };
    serde_json::to_string(&Activity { measure, ..a.clone() }).unwrap_or_default()
}

/// The kinds of rows whose change can change the answer.
pub fn made_of(node: &Node) -> Touched {
    let rows = |what: What, filter: &RowFilter| {
        let kind = area(kind(what));
        let products =
            !filter.categories.is_empty() || !filter.product_tags.is_empty() || filter.price.is_some() || !filter.products.is_empty();
        if products { kind.and(Touched::PRODUCTS) } else { kind }
    };
    let step = |s: &Step| {
        let own = rows(s.what, &s.filter);
        s.without.as_ref().map_or(own, |w| own.and(rows(w.what, &w.filter)))
    };
    let own = match node {
        Node::Activity(a) => rows(a.what, &a.filter),
        Node::Sequence(s) => s.steps.iter().map(step).fold(Touched::default(), Touched::and),
        Node::Versus(v) => rows(v.left.what, &v.left.filter).and(rows(v.right.what, &v.right.filter)),
        Node::Consent(_) => Touched::CONSENT,
        Node::Profile(_) | Node::Random(_) => Touched::default(),
        _ => Touched::ALL,
    };
    // Who is known is part of every answer.
    own.and(Touched::PEOPLE)
}

/// Whether a write of somebody's rows can only change the answer for them.
pub fn person_by_person(node: &Node) -> bool {
    let ranks = |n: Option<Number>| n.is_some_and(Number::ranks);
    match node {
        Node::Activity(a) => !ranks(a.measure.compare()),
        Node::Sequence(_) | Node::Versus(_) | Node::Consent(_) | Node::Random(_) | Node::Profile(_) => true,
        _ => false,
    }
}

/// The fields whose texts a test compares: its own, and another one.
pub fn fields(p: &Profile) -> (&Field, Option<&Field>) {
    match &p.is {
        Test::SameAs { field } | Test::NotSameAs { field, .. } => (&p.field, Some(field)),
        _ => (&p.field, None),
    }
}
