//! How well the same method would have done on this shop's own past: learn up to an earlier day, predict the days since,
//! and put beside it what came. The only honest word on how far the predictions can be trusted here.
//!
//! Start with `check`. Whoever first bought after that earlier day is not in it: nobody can expect them.

use super::{Bought, fit, histories};
use crate::types::{Day, ShopZone};

/// A shorter time than this shows more of chance than of the method.
const LEAST_DAYS: u32 = 90;
const MOST_DAYS: u32 = super::AHEAD_DAYS;
const GROUPS: usize = 10;

/// Expected and actual spending between two days of the past; amounts in minor units.
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    /// Nothing after this day was known to the prediction.
    pub learned_until: Day,
    /// The days predicted, after it.
    pub days: u32,
    /// Everybody who had bought by then.
    pub people: usize,
    pub expected: i64,
    pub actual: i64,
    /// What the same people had spent in as many days before: the guess of whoever has no model, "as much again".
    pub before: i64,
    /// Ten groups of equal size, from whom most was expected to whom least.
    pub tenths: Vec<Tenth>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tenth {
    pub people: usize,
    pub expected: i64,
    pub actual: i64,
    /// Who bought at all.
    pub came: usize,
}

/// `None`: the past is too short to be cut in two, or too little was known then. `purchases` as for `value`.
pub fn check(purchases: impl IntoIterator<Item = Bought> + Clone, as_of: Day, zone: ShopZone) -> Option<Check> {
    let until = zone.end_of(as_of);
    let first = purchases.clone().into_iter().map(|b| b.at).filter(|at| *at < until).min()?;
    let days = u32::try_from(as_of.days_since(zone.day_of(first)) / 2).ok()?.min(MOST_DAYS);
    if days < LEAST_DAYS {
        return None;
    }
    let learned_until = as_of.minus_days(days);
    let (split, before) = (zone.end_of(learned_until), zone.end_of(learned_until.minus_days(days)));
    let known = histories(purchases.clone(), learned_until, zone);
    let predicted = fit(&known).ok()?.predict_ahead(&known, days);
    // What came, and what had come, by place in `known`; both are by person.
    let mut sums = vec![(0i64, 0i64, false); known.len()];
    let mut i = 0;
    for b in purchases {
        while known.get(i).is_some_and(|h| h.person < b.person) {
            i += 1;
        }
        let (Some(sum), true) = (sums.get_mut(i), known.get(i).is_some_and(|h| h.person == b.person)) else { continue };
        if b.at >= split && b.at < until {
            (sum.0, sum.2) = (sum.0.saturating_add(b.amount.unwrap_or(0)), true);
        } else if b.at >= before && b.at < split {
            sum.1 = sum.1.saturating_add(b.amount.unwrap_or(0));
        }
    }
    let mut people: Vec<(i64, (i64, i64, bool))> = predicted.iter().map(|p| p.spend).zip(sums).collect();
    // A stable sort: equal expectations stay by person.
    people.sort_by_key(|(expected, _)| std::cmp::Reverse(*expected));
    let tenths = (0..GROUPS).map(|g| tenth(people.get(people.len() * g / GROUPS..people.len() * (g + 1) / GROUPS).unwrap_or_default()));
    Some(Check {
        learned_until,
        days,
        people: people.len(),
        expected: people.iter().map(|p| p.0).sum(),
        actual: people.iter().map(|p| p.1.0).sum(),
        before: people.iter().map(|p| p.1.1).sum(),
        tenths: tenths.collect(),
    })
}

fn tenth(people: &[(i64, (i64, i64, bool))]) -> Tenth {
    people.iter().fold(Tenth::default(), |t, (expected, (actual, _, came))| Tenth {
        people: t.people + 1,
        expected: t.expected + expected,
        actual: t.actual + actual,
        came: t.came + usize::from(*came),
    })
}
