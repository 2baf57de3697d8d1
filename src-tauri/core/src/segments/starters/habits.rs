//! How people buy: dear, at full price, with discounts, one category above all, much of it back.

use super::facts::{Facts, MIN_ORDERS, at_least, percentile, share};
use super::nodes::{NONE, SOME, did, figure, last_days, of_category, orders, orders_with, versus};
use super::{Family, Starter, starter};
use crate::segments::activity::{Did, FigureMeasure, Measure, Relation, RowFilter, RowNumber, What};
use crate::segments::definition::Node;
use crate::segments::values::{Number, Window};
use crate::types::money::grouped;

const YEAR: u32 = 365;
const NO_CATEGORY: &str = "No product has a category yet.";

pub fn starters(f: &Facts) -> Vec<Starter> {
    let family = Family::Habits;
    let (big, why_big) = big_orders(f);
    let (half, why_half) = discounts(f);
    let (fan, why_fan) = fans(f);
    let (back, why_back) = given_back(f);
    let category = f.category.as_ref().map_or("", |(name, _)| name.as_str());
    let discounted = || RowFilter { discounted: Some(true), ..RowFilter::default() };
    let all = |what| Did { what, filter: RowFilter::default() };
    let count = |did| figure(did, FigureMeasure::Count, Window::Ever);
    let sum = |what| figure(all(what), FigureMeasure::Sum { number: RowNumber::Amount }, Window::Ever);
    vec![
        starter(family, "Big spenders", "Their single orders are among your dearest: show them the best you have.")
            .because(why_big)
            .with(vec![big]),
        starter(family, "Full-price buyers", "They pay what it costs. Do not teach them to wait for a discount.")
            .because(why_full(f))
            .with(vec![orders(Number::AtLeast { value: 2 }, last_days(YEAR)), orders_with(NONE, discounted(), last_days(YEAR))]),
        starter(family, "Discount seekers", "They come for the offer: send them the sale, and nobody else.")
            .because(why_half)
            .with(vec![
                orders_with(Number::AtLeast { value: 2 }, discounted(), Window::Ever),
                versus(count(Did { what: What::Orders, filter: discounted() }), Relation::AtLeast, half, count(all(What::Orders))),
            ])
            .needs(f.discounted > 0, "No order of the last year has a discount or a coupon."),
        starter(family, "Category fans", "They come for your best-loved category: tell them first when something new is in.")
            .because(why_fan)
            .with(vec![orders_with(Number::AtLeast { value: fan }, of_category(category), Window::Ever)])
            .needs(!category.is_empty(), NO_CATEGORY),
        starter(family, "One-category buyers", "They know one corner of your shop: show them the next one.")
            .because(f.category.as_ref().map_or_else(String::new, |(name, _)| {
                format!("More people buy “{name}” than anything else of yours; choose another category if you like.")
            }))
            .with(vec![
                orders_with(Number::AtLeast { value: 2 }, of_category(category), Window::Ever),
                versus(
                    count(all(What::OrderLines)),
                    Relation::Equal,
                    100,
                    count(Did { what: What::OrderLines, filter: of_category(category) }),
                ),
            ])
            .needs(!category.is_empty(), NO_CATEGORY),
        starter(family, "High refund", "Much of what they buy comes back: ask what went wrong before you advertise again.")
            .because(why_back)
            .with(vec![
                did(What::Refunds, Measure::Count { compare: SOME }, RowFilter::default(), Window::Ever),
                versus(sum(What::Refunds), Relation::AtLeast, back, sum(What::Orders)),
            ])
            .needs(f.has.refunds, "No money has been given back so far."),
    ]
}

/// Single orders above the shop's dearest tenth; with too few orders, the people with the largest ones.
fn big_orders(f: &Facts) -> (Node, String) {
    let n = f.amounts.len();
    let Some(ninth) = percentile(&f.amounts, 90).filter(|_| n >= MIN_ORDERS) else {
        let compare = Number::Top { percent: 10 };
        let measure = Measure::Largest { number: RowNumber::Amount, compare };
        let why = format!(
            "Too few orders in the last year ({n} of the {MIN_ORDERS} needed) to say what is dear here: these are simply the largest."
        );
        return (did(What::Orders, measure, RowFilter::default(), last_days(YEAR)), why);
    };
    // A round number is easier to say; where nothing lies above it, the dearest orders all cost the same.
    let round = f.whole(ninth);
    let above = at_least(&f.amounts, round.saturating_add(1));
    let (amount, words, part) = if above > 0 {
        (Number::MoreThan { value: round }, format!("above {}", f.money(round)), above)
    } else {
        (Number::AtLeast { value: ninth }, format!("{} or more", f.money(ninth)), at_least(&f.amounts, ninth))
    };
    let why = match part * 100 / n {
        8..=12 => format!("In your shop one in ten orders is {words}."),
        _ => format!("In your shop {} of the orders are {words}.", share(part, n)),
    };
    (orders_with(SOME, RowFilter { amount: Some(amount), ..RowFilter::default() }, last_days(YEAR)), why)
}

/// Twice the shop's own share of discounted orders, from half to nine in ten.
fn discounts(f: &Facts) -> (u32, String) {
    let twice = (f.discounted * 200).checked_div(f.orders).unwrap_or(0);
    let percent = u32::try_from(twice.next_multiple_of(5)).unwrap_or(90).clamp(50, 90);
    let all = share(usize::try_from(f.discounted).unwrap_or(0), usize::try_from(f.orders).unwrap_or(0));
    (percent, format!("In your shop {all} of the orders have a discount or a coupon; of theirs at least {percent}% do."))
}

fn why_full(f: &Facts) -> String {
    let full = usize::try_from(f.orders - f.discounted).unwrap_or(0);
    match f.orders {
        0 => "Nobody has bought in the last year.".to_owned(),
        n => format!("Of the {} orders of the last year {} were at full price.", grouped(n), share(full, usize::try_from(n).unwrap_or(0))),
    }
}

/// More orders of the category than four in five of its buyers made; at least two.
fn fans(f: &Facts) -> (i64, String) {
    let Some((name, orders)) = &f.category else { return (2, String::new()) };
    let most = orders.last().copied().unwrap_or(0);
    let least = (percentile(orders, 80).unwrap_or(0) + 1).min(most).max(2);
    let part = at_least(orders, least);
    let why = format!(
        "“{name}” is your category with most buyers; of its {} {} ordered it at least {}.",
        if orders.len() == 1 { "1 buyer".to_owned() } else { format!("{} buyers", grouped(orders.len() as u64)) },
        share(part, orders.len()),
        if least == 2 { "twice".to_owned() } else { format!("{least} times") }
    );
    (least, why)
}

/// Three times the shop's own share of money given back, from a fifth to all of it.
fn given_back(f: &Facts) -> (u32, String) {
    let thrice = (f.refunded.max(0).saturating_mul(300)).checked_div(f.spent.max(1)).unwrap_or(0);
    let percent = u32::try_from(thrice).unwrap_or(100).min(100).next_multiple_of(5).clamp(20, 100);
    let part = |n: i64| usize::try_from(n.max(0)).unwrap_or(0);
    let all = share(part(f.refunded), part(f.spent));
    (percent, format!("In your shop {all} of what comes in goes back again; of theirs at least {percent}%."))
}
