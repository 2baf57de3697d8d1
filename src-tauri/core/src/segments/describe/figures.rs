//! A person's figures as nouns ("spend", "average order"), and one against another.

use super::deeds::{Form, apart};
use super::words::{not_among, window};
use crate::segments::activity::{Figure, FigureMeasure, Measure, Relation, RowFilter, RowNumber, Versus, What};
use crate::segments::names::Names;

impl FigureMeasure {
    /// The measure without its comparison; `None` for those that are no single number.
    pub fn of(m: Measure) -> Option<Self> {
        Some(match m {
            Measure::Count { .. } => Self::Count,
            Measure::Sum { number, .. } => Self::Sum { number },
            Measure::Average { number, .. } => Self::Average { number },
            Measure::Smallest { number, .. } => Self::Smallest { number },
            Measure::Largest { number, .. } => Self::Largest { number },
            Measure::Products { .. } => Self::Products,
            _ => return None,
        })
    }
}

pub fn noun(what: What, m: FigureMeasure, f: &RowFilter, names: &Names) -> String {
    let (_, tail) = apart(what, f, names, Form::Did);
    let head = match (m, what) {
        (FigureMeasure::Count, w) => format!("number of {}", w.plural()),
        (FigureMeasure::Products, _) => "number of different products".to_owned(),
        (FigureMeasure::Sum { number: RowNumber::Quantity }, _) => "number of pieces".to_owned(),
        (FigureMeasure::Sum { number: RowNumber::Rating }, _) => "sum of stars".to_owned(),
        (FigureMeasure::Sum { .. }, What::Refunds) => "sum of refunds".to_owned(),
        (FigureMeasure::Sum { .. }, What::Carts | What::AbandonedCarts) => format!("value of {}", what.plural()),
        (FigureMeasure::Sum { .. }, _) => "spend".to_owned(),
        (FigureMeasure::Average { number }, w) => format!("average {}", one(w, number)),
        (FigureMeasure::Smallest { number }, w) => format!("smallest {}", one(w, number)),
        (FigureMeasure::Largest { number }, w) => format!("largest {}", one(w, number)),
    };
    let thing = match what {
        // Their tail says it already.
        What::OrderLines | What::Carts | What::AbandonedCarts | What::Emails => String::new(),
        What::Searches if !f.terms.is_empty() => format!(" for {}", super::filters::quoted(&f.terms)),
        What::Events if !f.names.is_empty() => format!(" {}", super::filters::quoted(&f.names)),
        _ => names.things(f, false).map(|t| format!(" with {t}")).unwrap_or_default(),
    };
    let did = if what == What::Emails && f.kinds.len() == 1 {
        let (verb, _) = apart(what, f, names, Form::Did);
        format!(" {}", verb.trim_start_matches("were "))
    } else {
        String::new()
    };
    format!("{head}{did}{thing}{tail}")
}

/// One row's number: "order", "rating".
pub fn one(what: What, number: RowNumber) -> &'static str {
    match (number, what) {
        (RowNumber::Rating, _) => "rating",
        (RowNumber::Quantity, _) => "number of pieces in an order line",
        (_, What::OrderLines) => "order line",
        (_, What::Refunds) => "refund",
        (_, What::Carts) => "cart",
        (_, What::AbandonedCarts) => "abandoned cart",
        _ => "order",
    }
}

/// "have a spend in the last 90 days of more than twice their spend between 91 and 180 days ago".
pub fn versus(v: &Versus, names: &Names, negative: bool) -> String {
    let relation = match v.compare {
        Relation::MoreThan => "more than",
        Relation::AtLeast => "at least",
        Relation::Equal => "exactly",
        Relation::AtMost => "at most",
        Relation::LessThan => "less than",
    };
    let times = match v.percent {
        100 => String::new(),
        50 => "half of ".to_owned(),
        200 => "twice ".to_owned(),
        p => format!("{p}% of "),
    };
    let say = |f: &Figure| format!("{}{}", noun(f.what, f.measure, &f.filter, names), window(f.window));
    let left = say(&v.left);
    let article = if left.starts_with('a') { "an" } else { "a" };
    not_among(negative, format!("have {article} {left} of {relation} {times}their {}", say(&v.right)))
}
