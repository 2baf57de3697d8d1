//! Lifecycle: where each person stands with the shop, by the shop's own rhythm of coming back.
//!
//! Pure: sums in, stages out. Start with `lifecycle`. The thresholds come from this shop's repeat buyers, never from
//! a rule of thumb: a bakery's lapsed customer is a furniture shop's regular. With fewer than `MIN_REPEAT_BUYERS`
//! nobody but "never bought" gets a stage, and whoever shows it says that there is not enough data yet.
//!
//! The method: each person with two or more orders has a usual gap, (last − first) / (orders − 1). `quiet_days` is
//! the gap that four in five of them stay within; a silence longer than it is "at risk", longer than twice it
//! "lapsed". `loyal_orders` is the number of orders that one repeat buyer in five reaches, at least four.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::store::stats::PersonStats;
use crate::types::{Day, PersonId, ShopZone, Timestamp};

/// Fewer people who came back than this tell nothing of the shop's rhythm.
pub const MIN_REPEAT_BUYERS: usize = 30;
const LOYAL_AT_LEAST: i64 = 4;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Type, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Known to the shop, without an order.
    NeverBought,
    /// One order, not long ago.
    New,
    /// A second order, not long ago.
    Returning,
    /// Three orders or more, not long ago.
    Active,
    /// As many orders as only the most faithful fifth of repeat buyers, not long ago.
    Loyal,
    /// Silent for longer than four in five repeat buyers usually are.
    AtRisk,
    /// Silent for more than twice that long.
    Lapsed,
}

impl Stage {
    pub const ALL: [Self; 7] = [Self::NeverBought, Self::New, Self::Returning, Self::Active, Self::Loyal, Self::AtRisk, Self::Lapsed];

    /// As it is said to a person.
    pub fn label(self) -> &'static str {
        match self {
            Self::NeverBought => "Never bought",
            Self::New => "New",
            Self::Returning => "Returning",
            Self::Active => "Active",
            Self::Loyal => "Loyal",
            Self::AtRisk => "At risk",
            Self::Lapsed => "Lapsed",
        }
    }
}

/// The shop's own rhythm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
pub struct Rhythm {
    /// Days: half of the repeat buyers usually come back within it.
    pub usual_days: i64,
    /// Days: four in five usually come back within it; longer is "at risk".
    pub quiet_days: i64,
    /// Days: twice as long; longer is "lapsed".
    pub lapsed_days: i64,
    /// Orders from which on somebody is "loyal".
    pub loyal_orders: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lifecycle {
    /// People with at least two orders: what the rhythm was learned from.
    pub repeat_buyers: usize,
    /// `None`: not enough data yet.
    pub rhythm: Option<Rhythm>,
    people: Vec<(PersonId, Stage)>,
}

impl Lifecycle {
    /// `None`: not enough data yet, or nobody of that id.
    pub fn of(&self, person: PersonId) -> Option<Stage> {
        self.people.binary_search_by_key(&person, |(p, _)| *p).ok().and_then(|i| self.people.get(i)).map(|(_, s)| *s)
    }

    /// Everybody who has a stage, by id.
    pub fn people(&self) -> &[(PersonId, Stage)] {
        &self.people
    }

    /// What to say when stages cannot be told, and why.
    pub fn not_enough(&self) -> Option<String> {
        self.rhythm.is_none().then(|| {
            format!(
                "Not enough data yet: {MIN_REPEAT_BUYERS} people who bought at least twice are needed to learn your shop’s rhythm, and there are {}.",
                self.repeat_buyers
            )
        })
    }
}

/// Everybody's stage as of the end of a day; `stats` are the sums of orders up to it.
pub fn lifecycle(stats: &[PersonStats], as_of: Day, zone: ShopZone) -> Lifecycle {
    let rhythm = rhythm(stats, zone);
    let mut people: Vec<(PersonId, Stage)> =
        stats.iter().filter_map(|s| Some((s.person, stage(s, rhythm.as_ref().ok(), as_of, zone)?))).collect();
    people.sort_unstable_by_key(|(p, _)| *p);
    match rhythm {
        Ok((repeat_buyers, rhythm)) => Lifecycle { repeat_buyers, rhythm: Some(rhythm), people },
        Err(repeat_buyers) => Lifecycle { repeat_buyers, rhythm: None, people },
    }
}

/// How many repeat buyers there are, and the rhythm if they are enough.
fn rhythm(stats: &[PersonStats], zone: ShopZone) -> std::result::Result<(usize, Rhythm), usize> {
    let repeat: Vec<(i64, i64)> = stats
        .iter()
        .filter(|s| s.orders >= 2)
        .filter_map(|s| {
            let days = zone.day_of(Timestamp(s.last_at?)).days_since(zone.day_of(Timestamp(s.first_at?)));
            Some(((days + (s.orders - 1) / 2) / (s.orders - 1), s.orders))
        })
        .collect();
    if repeat.len() < MIN_REPEAT_BUYERS {
        return Err(repeat.len());
    }
    let gaps = sorted(repeat.iter().map(|(gap, _)| *gap));
    let orders = sorted(repeat.iter().map(|(_, n)| *n));
    let quiet = percentile(&gaps, 80).max(1);
    let rhythm = Rhythm {
        usual_days: percentile(&gaps, 50).max(1),
        quiet_days: quiet,
        lapsed_days: quiet.saturating_mul(2),
        loyal_orders: percentile(&orders, 80).max(LOYAL_AT_LEAST),
    };
    Ok((repeat.len(), rhythm))
}

fn stage(s: &PersonStats, rhythm: Option<&(usize, Rhythm)>, as_of: Day, zone: ShopZone) -> Option<Stage> {
    let Some(last) = s.last_at.filter(|_| s.orders > 0) else { return Some(Stage::NeverBought) };
    let (_, rhythm) = rhythm?;
    let silent = as_of.days_since(zone.day_of(Timestamp(last)));
    Some(if silent > rhythm.lapsed_days {
        Stage::Lapsed
    } else if silent > rhythm.quiet_days {
        Stage::AtRisk
    } else if s.orders >= rhythm.loyal_orders {
        Stage::Loyal
    } else {
        match s.orders {
            1 => Stage::New,
            2 => Stage::Returning,
            _ => Stage::Active,
        }
    })
}

fn sorted(values: impl Iterator<Item = i64>) -> Vec<i64> {
    let mut out: Vec<i64> = values.collect();
    out.sort_unstable();
    out
}

/// Nearest rank: the smallest value that at least `percent` of them do not exceed.
fn percentile(sorted: &[i64], percent: usize) -> i64 {
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 86_400;

    fn person(id: u32, orders: i64, first_day: i64, last_day: i64) -> PersonStats {
        let bought = orders > 0;
        PersonStats {
            person: PersonId(id),
            orders,
            spent: orders * 1_000,
            refunded: 0,
            first_at: bought.then_some(first_day * DAY),
            last_at: bought.then_some(last_day * DAY),
        }
    }

    fn as_of(day: i64) -> Day {
        ShopZone::UTC.day_of(Timestamp(day * DAY))
    }

    /// Forty people who came back after 1, 2 … 40 days, and some others from 100 on.
    fn shop(others: &[PersonStats]) -> Vec<PersonStats> {
        (1..=40).map(|i| person(i, 2, 0, i64::from(i))).chain(others.iter().copied()).collect()
    }

    #[test]
    fn the_rhythm_is_the_shops_own() {
        let got = lifecycle(&shop(&[]), as_of(40), ShopZone::UTC);
        assert_eq!(got.rhythm, Some(Rhythm { usual_days: 20, quiet_days: 32, lapsed_days: 64, loyal_orders: 4 }));
        assert_eq!(got.repeat_buyers, 40);
        assert_eq!(got.not_enough(), None);
    }

    #[test]
    fn stages_follow_silence_first_and_orders_then() {
        let others = [
            person(100, 0, 0, 0),
            person(101, 1, 90, 90),
            person(102, 2, 80, 90),
            person(103, 3, 70, 90),
            person(104, 9, 10, 90),
            person(105, 9, 10, 67),
            person(106, 9, 10, 35),
            person(107, 1, 55, 55),
        ];
        let got = lifecycle(&shop(&others), as_of(100), ShopZone::UTC);
        let stages: Vec<_> = (100..=107).map(|id| got.of(PersonId(id)).unwrap()).collect();
        use Stage::*;
        assert_eq!(stages, [NeverBought, New, Returning, Active, Loyal, AtRisk, Lapsed, AtRisk]);
    }

    #[test]
    fn too_few_repeat_buyers_are_said_to_be_too_few() {
        let stats: Vec<_> = (1..=29).map(|i| person(i, 2, 0, 5)).chain([person(30, 1, 5, 5), person(31, 0, 0, 0)]).collect();
        let got = lifecycle(&stats, as_of(9), ShopZone::UTC);
        assert_eq!(got.people(), [(PersonId(31), Stage::NeverBought)]);
        insta::assert_snapshot!(got.not_enough().unwrap(), @"Not enough data yet: 30 people who bought at least twice are needed to learn your shop’s rhythm, and there are 29.");
    }
}
