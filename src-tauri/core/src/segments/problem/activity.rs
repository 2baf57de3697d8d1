//! What is missing in, or does not fit, a question about what people did.

use std::borrow::Cow;

use super::super::activity::{
    Activity, Did, Figure, FigureMeasure, MOST_STEPS, Measure, RowFilter, RowNumber, Sequence, Step, Versus, What,
};
use super::super::values::Number;
use super::{profile, window};

type Problem = Option<Cow<'static, str>>;

impl What {
    /// The rows as a person calls them, in the plural.
    pub fn plural(self) -> &'static str {
        match self {
            Self::Orders => "orders",
            Self::OrderLines => "order lines",
            Self::Refunds => "refunds",
            Self::Carts => "carts",
            Self::AbandonedCarts => "abandoned carts",
            Self::Emails => "emails",
            Self::Views => "product views",
            Self::Searches => "searches",
            Self::Reviews => "reviews",
            Self::Events => "events",
        }
    }

    fn has_product(self) -> bool {
        !matches!(self, Self::Emails | Self::Searches | Self::Events)
    }

    fn of_order(self) -> bool {
        matches!(self, Self::Orders | Self::OrderLines)
    }

    /// Whether its rows have such a number.
    pub fn has(self, number: RowNumber) -> bool {
        match number {
            RowNumber::Amount => matches!(self, Self::Orders | Self::OrderLines | Self::Refunds | Self::Carts | Self::AbandonedCarts),
            RowNumber::Quantity => self == Self::OrderLines,
            RowNumber::Rating => self == Self::Reviews,
        }
    }
}

/// The first word of the filter that these rows do not know.
fn unfit(what: What, f: &RowFilter) -> Option<&'static str> {
    let given = [
        (!f.products.is_empty(), what.has_product(), "product"),
        (!f.categories.is_empty(), what.has_product(), "category"),
        (!f.product_tags.is_empty(), what.has_product(), "product tag"),
        (f.price.is_some(), matches!(what, What::OrderLines | What::Views), "price of a piece"),
        (f.amount.is_some(), what.has(RowNumber::Amount), "amount"),
        (f.discounted.is_some(), what.of_order(), "discount"),
        (!f.coupons.is_empty(), what.of_order(), "coupon"),
        (!f.channels.is_empty(), what.of_order(), "channel"),
        (!f.countries.is_empty(), what.of_order(), "country"),
        (!f.statuses.is_empty(), what.of_order(), "status"),
        (!f.kinds.is_empty(), what == What::Emails, "kind of email event"),
        (!f.campaigns.is_empty(), what == What::Emails, "campaign"),
        (!f.links.is_empty(), what == What::Emails, "link"),
        (!f.terms.is_empty(), what == What::Searches, "search words"),
        (f.rating.is_some(), what == What::Reviews, "rating"),
        (!f.names.is_empty(), what == What::Events, "event name"),
        (!f.properties.is_empty(), what == What::Events, "property"),
    ];
    given.into_iter().find(|(is, fits, _)| *is && !fits).map(|(_, _, name)| name)
}

fn rows(what: What, f: &RowFilter) -> Problem {
    if let Some(name) = unfit(what, f) {
        return Some(format!("{} have no {name}.", what.plural()).into());
    }
    if [f.price, f.amount, f.rating].into_iter().flatten().any(Number::ranks) {
        return Some("“top” and “bottom” compare people, not single rows.".into());
    }
    let blank = |list: &[String]| !list.is_empty() && list.iter().all(|v| v.trim().is_empty());
    if [&f.links, &f.terms, &f.names, &f.campaigns, &f.coupons].into_iter().any(|l| blank(l)) {
        return Some("say what it is compared with.".into());
    }
    f.properties.iter().find_map(|p| if p.name.trim().is_empty() { Some("choose a property.".into()) } else { profile::text(&p.is) })
}

fn did(d: &Did) -> Problem {
    rows(d.what, &d.filter)
}

fn number(what: What, number: RowNumber) -> Problem {
    let name = match number {
        RowNumber::Amount => "amount",
        RowNumber::Quantity => "number of pieces",
        RowNumber::Rating => "rating",
    };
    (!what.has(number)).then(|| format!("{} have no {name}.", what.plural()).into())
}

fn products(what: What) -> Problem {
    (!what.has_product()).then(|| format!("{} have no products.", what.plural()).into())
}

fn compare(n: Number) -> Problem {
    match n {
        Number::Top { percent } | Number::Bottom { percent } if !(1..=100).contains(&percent) => {
            Some("a share goes from 1 to 100 percent.".into())
        }
        _ => None,
    }
}

pub fn activity(a: &Activity) -> Problem {
    let own = match a.measure {
        Measure::Count { compare: c } => compare(c),
        Measure::Sum { number: n, compare: c }
        | Measure::Average { number: n, compare: c }
        | Measure::Smallest { number: n, compare: c }
        | Measure::Largest { number: n, compare: c } => number(a.what, n).or_else(|| compare(c)),
        Measure::Products { compare: c } => products(a.what).or_else(|| compare(c)),
        Measure::First { when } | Measure::Last { when } => window(when),
        Measure::Nth { n: 0, .. } => Some("the first one has the number 1.".into()),
        Measure::Nth { when, .. } => window(when),
        Measure::Gap { compare: c, .. } => c.ranks().then(|| "gaps cannot be ranked; compare them with a number of days.".into()),
        Measure::Overdue { percent: 0 } => Some("a share of their usual gap starts at 1 percent.".into()),
        Measure::Overdue { .. } => None,
    };
    own.or_else(|| rows(a.what, &a.filter)).or_else(|| window(a.window))
}

pub fn sequence(s: &Sequence) -> Problem {
    if s.steps.len() < 2 {
        return Some("a sequence has at least two steps.".into());
    }
    if s.steps.len() > MOST_STEPS {
        return Some(format!("a sequence has at most {MOST_STEPS} steps.").into());
    }
    let last = s.steps.len() - 1;
    s.steps.iter().enumerate().find_map(|(i, step)| self::step(step, i, last)).or_else(|| window(s.window))
}

fn step(s: &Step, i: usize, last: usize) -> Problem {
    if i == 0 && (s.within_days.is_some() || s.without.is_some() || s.absent) {
        return Some("the first step stands alone; what follows it says how soon and without what.".into());
    }
    if s.absent && i != last {
        return Some("only the last step can be one that did not happen.".into());
    }
    if s.absent && s.without.is_some() {
        return Some("a step that did not happen has nothing in between.".into());
    }
    rows(s.what, &s.filter).or_else(|| s.without.as_ref().and_then(did))
}

pub fn versus(v: &Versus) -> Problem {
    if v.percent == 0 {
        return Some("compare with at least 1 percent.".into());
    }
    figure(&v.left).or_else(|| figure(&v.right))
}

fn figure(f: &Figure) -> Problem {
    let own = match f.measure {
        FigureMeasure::Count => None,
        FigureMeasure::Products => products(f.what),
        FigureMeasure::Sum { number: n }
        | FigureMeasure::Average { number: n }
        | FigureMeasure::Smallest { number: n }
        | FigureMeasure::Largest { number: n } => number(f.what, n),
    };
    own.or_else(|| rows(f.what, &f.filter)).or_else(|| window(f.window))
}
