//! Phrases for activities: "bought “Soap” at least twice in the last 90 days", "are in the top 10% by what they spent".

use super::deeds::{Form, apart, deed, unit};
use super::figures::{noun, one};
use super::words::{Amount, amount, compared, count, how_many, how_often, not_among, ordinal_word, share, turned, window};
use crate::segments::activity::{Activity, FigureMeasure, Measure, RowNumber, Sequence, Step, What, WhichGap};
use crate::segments::names::Names;
use crate::segments::values::{Number, Window};

pub fn activity(a: &Activity, names: &Names, negative: bool) -> String {
    if let (Some(n), Some(figure)) = (a.measure.compare(), FigureMeasure::of(a.measure))
        && n.ranks()
    {
        let by = noun(a.what, figure, &a.filter, names);
        return format!("are {}in the {} by {by}{}", if negative { "not " } else { "" }, share(n), window(a.window));
    }
    match a.measure {
        Measure::Count { compare } => counted(a, compare, names, negative),
        Measure::Sum { number, compare } => {
            let (n, outer) = turned(compare, negative);
            not_among(outer, sum(a, number, n, names))
        }
        Measure::Average { number, compare } => not_among(negative, average(a, number, compare, names)),
        Measure::Smallest { number, compare } => not_among(negative, extreme(a, number, "smallest", compare, names)),
        Measure::Largest { number, compare } => not_among(negative, extreme(a, number, "largest", compare, names)),
        Measure::Products { compare } => {
            let (n, outer) = turned(compare, negative);
            let (word, _) = apart(a.what, &a.filter, names, Form::Did);
            let verb = if a.what == What::Refunds { "got money back for".to_owned() } else { word };
            let tail = of_things(a, names);
            not_among(outer, format!("{verb} {}{tail}{}", how_many(n, "different product", "different products"), window(a.window)))
        }
        Measure::First { when } => not_among(negative, format!("first {}{}{}", did(a, names), window(when), counting(a))),
        Measure::Last { when } => not_among(negative, format!("last {}{}{}", did(a, names), window(when), counting(a))),
        Measure::Nth { n, when } => {
            not_among(negative, format!("{} for the {} time{}{}", did(a, names), ordinal_word(n), window(when), counting(a)))
        }
        Measure::Gap { which, compare } => {
            let which = match which {
                WhichGap::Longest => "longest",
                WhichGap::Shortest => "shortest",
                WhichGap::Average => "average",
            };
            let between = noun_many(a, names);
            let days = compared(compare, |v| count(v, "day", "days"));
            not_among(negative, format!("have a {which} gap of {days} between {between}{}", window(a.window)))
        }
        Measure::Overdue { percent } => {
            let usual = match percent {
                100 => "their usual gap".to_owned(),
                200 => "twice their usual gap".to_owned(),
                p => format!("{}% of their usual gap", p),
            };
            not_among(negative, format!("have been quiet for more than {usual} between {}{}", noun_many(a, names), window(a.window)))
        }
    }
}

fn did(a: &Activity, names: &Names) -> String {
    deed(a.what, &a.filter, names, Form::Did)
}

/// Rows outside of the window are not counted: said where the window is not the sentence's own.
fn counting(a: &Activity) -> String {
    match a.window {
        Window::Ever => String::new(),
        w => format!(" (counting only {}{})", a.what.plural(), window(w)),
    }
}

fn noun_many(a: &Activity, names: &Names) -> String {
    let (_, tail) = apart(a.what, &a.filter, names, Form::Did);
    let thing = match a.what {
        What::Orders | What::Refunds | What::Views | What::Reviews => {
            names.things(&a.filter, false).map(|t| format!(" of {t}")).unwrap_or_default()
        }
        _ => String::new(),
    };
    format!("{}{thing}{tail}", a.what.plural())
}

fn counted(a: &Activity, compare: Number, names: &Names, negative: bool) -> String {
    let (n, outer) = turned(compare, negative);
    let when = window(a.window);
    let text = match (amount(n), unit(a.what)) {
        (Amount::Some, _) if a.what == What::Orders && a.filter.is_empty() && when.is_empty() => "bought at least once".to_owned(),
        (Amount::Some, _) => format!("{}{when}", did(a, names)),
        (Amount::None, _) if a.window == Window::Ever => deed(a.what, &a.filter, names, Form::Never),
        (Amount::None, _) => format!("{}{when}", deed(a.what, &a.filter, names, Form::DidNot)),
        (Amount::Compared(n), None) => format!("{} {}{when}", did(a, names), how_often(n)),
        (Amount::Compared(n), Some((one, many))) => {
            let (word, tail) = apart(a.what, &a.filter, names, Form::Did);
            format!("{word} {}{tail}{when}", how_many(n, one, many))
        }
    };
    not_among(outer, text)
}

fn sum(a: &Activity, number: RowNumber, n: Number, names: &Names) -> String {
    let (_, tail) = apart(a.what, &a.filter, names, Form::Did);
    let when = window(a.window);
    let money = compared(n, |v| names.money(v));
    let thing = names.things(&a.filter, false);
    match (number, a.what) {
        (RowNumber::Quantity, _) => format!("bought {}{tail}{when}", how_many(n, "piece", "pieces")),
        (RowNumber::Rating, _) => format!("gave {} in all{}{when}", compared(n, |v| count(v, "star", "stars")), of_things(a, names)),
        (_, What::Orders) => format!("spent {money}{}{tail}{when}", thing.map(|t| format!(" in orders with {t}")).unwrap_or_default()),
        (_, What::OrderLines) => {
            let on = thing.map_or_else(|| " on products".to_owned(), |t| format!(" on {t}"));
            format!("spent {money}{on}{}{when}", super::filters::conditions(&a.filter, names))
        }
        (_, What::Refunds) => format!("got back {money}{}{tail}{when}", thing.map(|t| format!(" for {t}")).unwrap_or_default()),
        (_, What::AbandonedCarts) => format!("abandoned carts worth {money}{tail}{when}"),
        _ => format!("filled carts worth {money}{tail}{when}"),
    }
}

fn average(a: &Activity, number: RowNumber, n: Number, names: &Names) -> String {
    let (_, tail) = apart(a.what, &a.filter, names, Form::Did);
    let when = window(a.window);
    let money = compared(n, |v| names.money(v));
    let thing = of_things(a, names);
    match (number, a.what) {
        (RowNumber::Quantity, _) => format!("bought {} per order line on average{tail}{when}", how_many(n, "piece", "pieces")),
        (RowNumber::Rating, _) => format!("gave {} on average{thing}{when}", compared(n, |v| count(v, "star", "stars"))),
        (_, What::Orders) => format!("spent {money} per order on average{thing}{when}"),
        (_, What::OrderLines) => format!("spent {money} per order line on average{tail}{when}"),
        (_, What::Refunds) => format!("got back {money} per refund on average{thing}{when}"),
        (_, What::AbandonedCarts) => format!("abandoned {money} per cart on average{tail}{when}"),
        _ => format!("put {money} into a cart on average{tail}{when}"),
    }
}

/// The smallest or largest of the rows' numbers.
fn extreme(a: &Activity, number: RowNumber, which: &str, n: Number, names: &Names) -> String {
    let value = match number {
        RowNumber::Amount => compared(n, |v| names.money(v)),
        RowNumber::Quantity => how_many(n, "piece", "pieces"),
        RowNumber::Rating => compared(n, |v| count(v, "star", "stars")),
    };
    format!("had a {which} {} of {value}{}{}", one(a.what, number), of_things(a, names), window(a.window))
}

fn of_things(a: &Activity, names: &Names) -> String {
    let (_, tail) = apart(a.what, &a.filter, names, Form::Did);
    match (a.what, names.things(&a.filter, false)) {
        // Their tail says it already.
        (What::OrderLines | What::Carts | What::AbandonedCarts, _) | (_, None) => tail,
        (What::Reviews, Some(t)) => format!(" to {t}{tail}"),
        (What::Orders, Some(t)) => format!(" in orders with {t}{tail}"),
        (_, Some(t)) => format!(" of {t}{tail}"),
    }
}

/// "looked at “Soap” in the last 30 days, then bought within 7 days without getting …".
pub fn sequence(s: &Sequence, names: &Names, negative: bool) -> String {
    let mut out = String::new();
    for (i, step) in s.steps.iter().enumerate() {
        if i == 0 {
            out.push_str(&deed(step.what, &step.filter, names, Form::Did));
            out.push_str(&window(s.window));
        } else {
            out.push_str(&format!(", then {}", then(step, names)));
        }
    }
    not_among(negative, out)
}

fn then(s: &Step, names: &Names) -> String {
    let soon = match s.within_days {
        None if s.absent => " since".to_owned(),
        None => String::new(),
        Some(0) => " on the same day".to_owned(),
        Some(n) => format!(" within {}", count(i64::from(n), "day", "days")),
    };
    let form = if s.absent { Form::DidNot } else { Form::Did };
    let without =
        s.without.as_ref().map(|d| format!(" and in between {}", deed(d.what, &d.filter, names, Form::DidNot))).unwrap_or_default();
    format!("{}{soon}{without}", deed(s.what, &s.filter, names, form))
}
