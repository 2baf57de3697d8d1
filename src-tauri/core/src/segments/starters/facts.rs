//! What a shop's own numbers say about thresholds: its dear orders, its rhythm, its favourite category, its town.
//!
//! Pure where it counts: `Facts` are plain figures, `read` fills them, the rest is arithmetic on sorted lists. Whoever
//! has too little to go by gets `None`, never an invented number.

use std::collections::HashMap;

use crate::insights::lifecycle::{Lifecycle, Rhythm};
use crate::segments::condition::Field;
use crate::segments::window::AsOf;
use crate::store::Reader;
use crate::store::stats::PersonStats;
use crate::store::tuning::Has;
use crate::types::{Currency, Money, Result};

/// Fewer orders say nothing about what is dear here.
pub const MIN_ORDERS: usize = 20;
/// So many people of one town make it a town worth naming.
const MIN_TOWN: i64 = 3;
/// A stretch of days for newcomers should hold at least so many.
const NEWCOMERS: i64 = 20;
const STRETCHES: [u32; 5] = [7, 14, 30, 60, 90];

/// Figures of one shop as of one day. Amounts are minor units of its currency; lists are sorted from the smallest.
#[derive(Debug, Clone)]
pub struct Facts {
    pub currency: Currency,
    pub people: u64,
    pub rhythm: Option<Rhythm>,
    pub repeat_buyers: usize,
    /// Of the last 365 days: each order, what each buyer spent in all, and how many orders had a discount.
    pub amounts: Vec<i64>,
    pub spent_by_buyer: Vec<i64>,
    pub orders: u64,
    pub discounted: u64,
    /// Ever: what each buyer spent; in all, and given back.
    pub spent_ever: Vec<i64>,
    pub spent: i64,
    pub refunded: i64,
    pub never_bought: u64,
    /// The category with most buyers, and how many orders of it each of them made.
    pub category: Option<(String, Vec<i64>)>,
    /// Where most people live, and how many.
    pub place: Option<(Field, String, i64)>,
    /// Days that hold enough newcomers, and how many they hold.
    pub newcomers: (u32, i64),
    pub has: Has,
}

impl Facts {
    pub fn read(r: &Reader<'_>, as_of: AsOf, stats: &[PersonStats], lifecycle: &Lifecycle) -> Result<Self> {
        let (end, year) = (as_of.end(), as_of.zone.start_of(as_of.day.minus_days(364)));
        let (mut amounts, mut by_person, mut orders, mut discounted) = (Vec::new(), HashMap::<u32, i64>::new(), 0, 0);
        r.each_purchase_between(year, end, |p| {
            orders += 1;
            discounted += u64::from(p.discounted);
            amounts.extend(p.amount);
            let spent = by_person.entry(p.person).or_default();
            *spent = spent.saturating_add(p.amount.unwrap_or(0));
            Ok(())
        })?;
        let category = match r.favourite_category(year, end)? {
            Some(name) => {
                let orders = sorted(r.orders_with_category(&name, end)?);
                Some((name, orders))
            }
            None => None,
        };
        let there = |place: Option<(String, i64)>, field| place.filter(|(_, n)| *n >= MIN_TOWN).map(|(name, n)| (field, name, n));
        let place = match there(r.commonest_city()?, Field::City) {
            Some(city) => Some(city),
            None => there(r.commonest_region()?, Field::Region),
        };
        let since = STRETCHES.map(|days| as_of.zone.start_of(as_of.day.minus_days(days - 1)));
        Ok(Self {
            currency: r.shop()?.currency,
            people: stats.len() as u64,
            rhythm: lifecycle.rhythm,
            repeat_buyers: lifecycle.repeat_buyers,
            amounts: sorted(amounts),
            spent_by_buyer: sorted(by_person.into_values().collect()),
            orders,
            discounted,
            spent_ever: sorted(stats.iter().filter(|s| s.orders > 0).map(|s| s.spent).collect()),
            spent: stats.iter().map(|s| s.spent).sum(),
            refunded: stats.iter().map(|s| s.refunded).sum(),
            never_bought: stats.iter().filter(|s| s.orders == 0).count() as u64,
            category,
            place,
            newcomers: stretch(&r.known_since(&since, end)?),
            has: r.has()?,
        })
    }

    /// An amount as it is said: €84, not €84.00.
    pub fn money(&self, minor: i64) -> String {
        let text = Money::new(minor, self.currency).to_string();
        text.strip_suffix(".00").map_or(text.clone(), str::to_owned)
    }

    /// Down to whole units of the currency, which are easier to say and remember.
    pub fn whole(&self, minor: i64) -> i64 {
        let unit = 10i64.checked_pow(self.currency.minor_digits()).unwrap_or(1);
        minor - minor.rem_euclid(unit)
    }
}

/// The shortest stretch with enough newcomers, else the longest.
fn stretch(counts: &[i64]) -> (u32, i64) {
    let all = || STRETCHES.into_iter().zip(counts.iter().copied());
    all().find(|(_, n)| *n >= NEWCOMERS).or_else(|| all().next_back()).unwrap_or((30, 0))
}

fn sorted(mut values: Vec<i64>) -> Vec<i64> {
    values.sort_unstable();
    values
}

/// Nearest rank: the smallest value that at least `percent` of them do not exceed; `None` of nothing.
pub fn percentile(sorted: &[i64], percent: usize) -> Option<i64> {
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied()
}

/// What the last of the top so many percent has, with ties as the language counts them; `None` of nothing.
pub fn top(sorted: &[i64], percent: usize) -> Option<i64> {
    let k = (sorted.len() * percent).div_ceil(100);
    sorted.len().checked_sub(k.max(1)).and_then(|i| sorted.get(i)).copied()
}

/// How many are at least as large.
pub fn at_least(sorted: &[i64], value: i64) -> usize {
    sorted.len() - sorted.partition_point(|x| *x < value)
}

/// Whole percent, but never 0 for somebody and never 100 for not all.
pub fn share(part: usize, of: usize) -> String {
    match (part, of) {
        (0, _) | (_, 0) => "none".to_owned(),
        (part, of) if part * 100 < of => "less than 1%".to_owned(),
        (part, of) if part < of => format!("{}%", ((part * 200 + of) / (of * 2)).min(99)),
        _ => "all".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ranks_of_nothing_of_one_and_of_ties() {
        assert_eq!((percentile(&[], 90), top(&[], 5)), (None, None));
        assert_eq!((percentile(&[7], 90), top(&[7], 5)), (Some(7), Some(7)));
        assert_eq!((percentile(&[5; 40], 90), top(&[5; 40], 5)), (Some(5), Some(5)));
        let hundred: Vec<i64> = (1..=100).collect();
        assert_eq!((percentile(&hundred, 90), top(&hundred, 5)), (Some(90), Some(96)));
        assert_eq!(at_least(&hundred, 96), 5);
    }

    #[test]
    fn shares_are_never_rounded_to_none_or_all() {
        let all = [(0, 9), (1, 900), (1, 3), (899, 900), (9, 9), (1, 0)].map(|(part, of)| share(part, of));
        assert_eq!(all, ["none", "less than 1%", "33%", "99%", "all", "none"]);
    }

    #[test]
    fn newcomers_take_the_shortest_stretch_that_holds_enough() {
        assert_eq!(stretch(&[3, 8, 25, 60, 90]), (30, 25));
        assert_eq!(stretch(&[0, 0, 0, 1, 2]), (90, 2));
    }

    proptest! {
        #[test]
        fn the_top_holds_at_least_its_share_and_nobody_below_it(values in prop::collection::vec(-50i64..50, 1..80), percent in 1usize..=100) {
            let values = sorted(values);
            let least = top(&values, percent).unwrap();
            let k = (values.len() * percent).div_ceil(100);
            prop_assert!(at_least(&values, least) >= k);
            prop_assert!(at_least(&values, least + 1) < k);
        }
    }
}
