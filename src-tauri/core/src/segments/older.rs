//! The conditions of the language's first version, said in the words of the second.

use super::activity::{Activity, Measure, RowFilter, RowNumber, What};
use super::condition::{AmountMeasure, Filter, LineMeasure, OrderMeasure};
use super::definition::Node;

/// `None`: it is none of them.
pub fn activity(node: &Node) -> Option<Activity> {
    let amount = |m: AmountMeasure| match m {
        AmountMeasure::Count { compare } => Measure::Count { compare },
        AmountMeasure::Amount { compare } => Measure::Sum { number: RowNumber::Amount, compare },
    };
    Some(match node {
        Node::Orders(o) => {
            let number = RowNumber::Amount;
            let measure = match o.measure {
                OrderMeasure::Count { compare } => Measure::Count { compare },
                OrderMeasure::Spent { compare } => Measure::Sum { number, compare },
                OrderMeasure::Average { compare } => Measure::Average { number, compare },
                OrderMeasure::Largest { compare } => Measure::Largest { number, compare },
                OrderMeasure::First { when } => Measure::First { when },
                OrderMeasure::Last { when } => Measure::Last { when },
            };
            Activity { what: What::Orders, measure, filter: of_orders(&o.filter), window: o.window }
        }
        Node::OrderLines(l) => {
            let measure = match l.measure {
                LineMeasure::Quantity { compare } => Measure::Sum { number: RowNumber::Quantity, compare },
                LineMeasure::Lines { compare } => Measure::Count { compare },
                LineMeasure::Products { compare } => Measure::Products { compare },
            };
            Activity { what: What::OrderLines, measure, filter: of_orders(&l.filter), window: l.window }
        }
        Node::Refunds(r) => Activity { what: What::Refunds, measure: amount(r.measure), filter: RowFilter::default(), window: r.window },
        Node::EmailEvents(e) => Activity {
            what: What::Emails,
            measure: Measure::Count { compare: e.count },
            filter: RowFilter { kinds: vec![e.event], campaigns: e.campaigns.clone(), ..RowFilter::default() },
            window: e.window,
        },
        Node::AbandonedCarts(c) => Activity {
            what: What::AbandonedCarts,
            measure: amount(c.measure),
            filter: RowFilter { products: c.products.clone(), categories: c.categories.clone(), ..RowFilter::default() },
            window: c.window,
        },
        _ => return None,
    })
}

fn of_orders(f: &Filter) -> RowFilter {
    RowFilter {
        products: f.products.clone(),
        categories: f.categories.clone(),
        countries: f.countries.clone(),
        channels: f.channels.clone(),
        coupons: f.coupons.clone(),
        statuses: f.statuses.clone(),
        ..RowFilter::default()
    }
}
