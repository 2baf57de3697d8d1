//! The plain summary for Home and Insights: what a shopkeeper would want to be told first, in whole sentences.
//!
//! Pure: everybody's standing in, figures and sentences out. A figure that too few people stand behind is not said;
//! `not_enough` tells what is missing instead. Nothing here guesses at the future: each sentence counts what was.

use serde::Serialize;
use specta::Type;

use super::lifecycle::{Lifecycle, Stage};
use super::rfm::{PersonRfm, Rfm};
use crate::store::stats::PersonStats;
use crate::types::money::grouped;
use crate::types::{Currency, Day, Money, ShopZone};

/// Fewer buyers than this, and shares of them are not said.
pub const MIN_BUYERS_FOR_SHARES: i64 = 30;
/// Newcomers are those whose first order lies within so many days.
pub const NEW_DAYS: u32 = 30;

#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct Summary {
    pub as_of: Day,
    pub people: i64,
    /// People with at least one order.
    pub buyers: i64,
    /// … with at least two.
    pub bought_again: i64,
    /// `bought_again` of `buyers`; `None` with too few buyers.
    pub bought_again_share: Option<f64>,
    /// First order within the last `NEW_DAYS` days.
    pub newcomers: i64,
    /// … and within as many days before those.
    pub newcomers_before: i64,
    /// Good customers (orders or money in the best two fifths) who are at risk; `None` where stages cannot be told.
    pub overdue: Option<i64>,
    /// What the overdue have spent so far, after refunds.
    pub overdue_net: Option<Money>,
    /// The share of all that was spent that comes from the best tenth of buyers; `None` with too few buyers.
    pub best_tenth_share: Option<f64>,
    /// Everybody's spending after refunds; anonymous orders are not in it.
    pub net: Money,
    /// To be read one after another.
    pub sentences: Vec<Sentence>,
    /// What cannot be said yet, and why.
    pub not_enough: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct Sentence {
    pub about: About,
    pub text: String,
}

/// What a sentence is about, so that the window can lead from it to those people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum About {
    People,
    BoughtAgain,
    Newcomers,
    Overdue,
    BestTenth,
}

/// Good customers: better than at least three buyers in five, by orders or by money.
pub fn is_good(p: &PersonRfm) -> bool {
    p.f >= 4 || p.m >= 4
}

/// `stats`, `rfm` and `lifecycle` must be of the same day.
pub fn summary(stats: &[PersonStats], rfm: &Rfm, lifecycle: &Lifecycle, as_of: Day, zone: ShopZone, currency: Currency) -> Summary {
    let buyers: Vec<&PersonStats> = stats.iter().filter(|s| s.orders > 0).collect();
    let bought_again = count(buyers.iter().filter(|s| s.orders > 1).count());
    let enough = count(buyers.len()) >= MIN_BUYERS_FOR_SHARES;
    let first_within = |from: Day, until: Day| {
        let (from, until) = (zone.start_of(from).0, zone.start_of(until).0);
        count(buyers.iter().filter(|s| s.first_at.is_some_and(|at| at >= from && at < until)).count())
    };
    // The last NEW_DAYS days, today among them.
    let after = as_of.plus_days(1);
    let overdue: Option<Vec<&&PersonStats>> = (lifecycle.rhythm.is_some() && rfm.enough()).then(|| {
        let late = |s: &&&PersonStats| lifecycle.of(s.person) == Some(Stage::AtRisk) && rfm.of(s.person).is_some_and(is_good);
        buyers.iter().filter(late).collect()
    });
    let mut out = Summary {
        as_of,
        people: count(stats.len()),
        buyers: count(buyers.len()),
        bought_again,
        bought_again_share: enough.then(|| bought_again as f64 / buyers.len() as f64),
        newcomers: first_within(after.minus_days(NEW_DAYS), after),
        newcomers_before: first_within(after.minus_days(2 * NEW_DAYS), after.minus_days(NEW_DAYS)),
        overdue: overdue.as_ref().map(|o| count(o.len())),
        overdue_net: overdue.map(|o| Money::new(o.iter().map(|s| s.spent - s.refunded).sum(), currency)),
        best_tenth_share: best_tenth(&buyers).filter(|_| enough),
        net: Money::new(buyers.iter().map(|s| s.spent - s.refunded).sum(), currency),
        sentences: Vec::new(),
        not_enough: Vec::new(),
    };
    out.sentences = sentences(&out, lifecycle);
    out.not_enough = missing(&out, lifecycle);
    out
}

/// `None` when nothing was spent.
fn best_tenth(buyers: &[&PersonStats]) -> Option<f64> {
    let mut nets: Vec<i64> = buyers.iter().map(|s| (s.spent - s.refunded).max(0)).collect();
    nets.sort_unstable_by_key(|n| std::cmp::Reverse(*n));
    let all: i64 = nets.iter().sum();
    let best: i64 = nets.iter().take(nets.len().div_ceil(10)).sum();
    (all > 0).then(|| best as f64 / all as f64)
}

fn sentences(s: &Summary, lifecycle: &Lifecycle) -> Vec<Sentence> {
    let mut out = Vec::new();
    let mut say = |about, text| out.push(Sentence { about, text });
    if s.people > 0 {
        let bought =
            if s.buyers == s.people { "all of whom have bought".into() } else { format!("{} of whom have bought", number(s.buyers)) };
        say(About::People, format!("You know {}, {bought}.", people(s.people)));
    }
    if let Some(share) = s.bought_again_share {
        say(About::BoughtAgain, format!("{} of buyers bought at least twice: {}.", percent(share), people(s.bought_again)));
    }
    if let (Some(n @ 1..), Some(rhythm)) = (s.overdue, lifecycle.rhythm) {
        let worth = s.overdue_net.map_or(String::new(), |m| format!("; so far they have spent {m}"));
        let who = if n == 1 { "1 good customer is overdue".into() } else { format!("{} good customers are overdue", number(n)) };
        say(
            About::Overdue,
            format!(
                "{who}: silent for longer than the {} days that four in five returning customers stay within{worth}.",
                rhythm.quiet_days
            ),
        );
    }
    if s.buyers > 0 {
        let text = match s.newcomers {
            0 => format!("Nobody bought for the first time in the last {NEW_DAYS} days"),
            1 => format!("1 person bought for the first time in the last {NEW_DAYS} days"),
            n => format!("{} people bought for the first time in the last {NEW_DAYS} days", number(n)),
        };
        say(About::Newcomers, format!("{text}; in the {NEW_DAYS} days before it was {}.", number(s.newcomers_before)));
    }
    if let Some(share) = s.best_tenth_share {
        say(About::BestTenth, format!("The best tenth of buyers brought {} of what was spent.", percent(share)));
    }
    out
}

fn missing(s: &Summary, lifecycle: &Lifecycle) -> Vec<String> {
    let mut out = Vec::new();
    if s.bought_again_share.is_none() {
        out.push(format!(
            "Not enough data yet for shares: {MIN_BUYERS_FOR_SHARES} people who bought are needed, and there {}.",
            if s.buyers == 1 { "is 1".into() } else { format!("are {}", number(s.buyers)) }
        ));
    }
    out.extend(lifecycle.not_enough());
    out
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

fn number(n: i64) -> String {
    grouped(n.unsigned_abs())
}

fn people(n: i64) -> String {
    if n == 1 { "1 person".into() } else { format!("{} people", number(n)) }
}

/// Whole percent; what is not nothing is never said to be 0 %, what is not all never 100 %.
fn percent(share: f64) -> String {
    match (share * 100.0).round() {
        p if p < 1.0 && share > 0.0 => "Less than 1%".into(),
        p if p > 99.0 && share < 1.0 => "More than 99%".into(),
        p => format!("{p}%"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{lifecycle::lifecycle, rfm::rfm};
    use super::*;
    use crate::types::PersonId;

    const DAY: i64 = 86_400;

    fn person(id: u32, orders: i64, spent: i64, first: i64, last: i64) -> PersonStats {
        let bought = orders > 0;
        PersonStats {
            person: PersonId(id),
            orders,
            spent,
            refunded: 0,
            first_at: bought.then_some(first * DAY),
            last_at: bought.then_some(last * DAY),
        }
    }

    fn told(stats: &[PersonStats], day: i64) -> String {
        let (as_of, zone) = (ShopZone::UTC.day_of(crate::types::Timestamp(day * DAY)), ShopZone::UTC);
        let s = summary(stats, &rfm(stats, as_of, zone), &lifecycle(stats, as_of, zone), as_of, zone, Currency::EUR);
        s.sentences.into_iter().map(|x| x.text).chain(s.not_enough).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_young_shop_is_told_what_is_missing() {
        insta::assert_snapshot!(told(&[], 100), @r"
        Not enough data yet for shares: 30 people who bought are needed, and there are 0.
        Not enough data yet: 30 people who bought at least twice are needed to learn your shop’s rhythm, and there are 0.
        ");
        insta::assert_snapshot!(told(&[person(1, 1, 500, 99, 99), person(2, 0, 0, 0, 0)], 100), @r"
        You know 2 people, 1 of whom have bought.
        1 person bought for the first time in the last 30 days; in the 30 days before it was 0.
        Not enough data yet for shares: 30 people who bought are needed, and there is 1.
        Not enough data yet: 30 people who bought at least twice are needed to learn your shop’s rhythm, and there are 0.
        ");
    }

    #[test]
    fn a_grown_shop_hears_of_its_overdue() {
        // Forty who come back after 10 days and were here yesterday, sixty who came once long ago, one good one who is late.
        let mut stats: Vec<_> = (1..=40).map(|i| person(i, 2, 2_000, 89, 99)).collect();
        stats.extend((41..=100).map(|i| person(i, 1, 1_000, 41, 41)));
        stats.push(person(101, 9, 90_000, 5, 85));
        stats.push(person(102, 0, 0, 0, 0));
        insta::assert_snapshot!(told(&stats, 100), @r"
        You know 102 people, 101 of whom have bought.
        41% of buyers bought at least twice: 41 people.
        1 good customer is overdue: silent for longer than the 10 days that four in five returning customers stay within; so far they have spent €900.00.
        40 people bought for the first time in the last 30 days; in the 30 days before it was 60.
        The best tenth of buyers brought 48% of what was spent.
        ");
    }
}
