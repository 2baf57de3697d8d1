//! RFM: how recently, how often and for how much each buyer bought, next to this shop's other buyers.
//!
//! Pure: sums in, scores out; it reads no database and no clock. Start with `rfm`. People who never bought have no
//! RFM, and a shop with fewer than `MIN_BUYERS` has none at all: a fifth of four people says nothing.
//!
//! The method: for each of the three, a buyer's score is 1 plus the whole fifths of all buyers who do strictly worse,
//! so 5 means "better than at least four buyers in five" and equal values always get equal scores. Recency compares
//! the shop's calendar days (two orders of one day tie), money is what was spent less what was given back.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::store::stats::PersonStats;
use crate::types::{Day, PersonId, ShopZone, Timestamp};

/// Fewer buyers than this cannot be cut into fifths.
pub const MIN_BUYERS: usize = 5;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Type, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RfmName {
    /// Bought lately, often and for much.
    Champions,
    /// Buy often and were here not long ago.
    Loyal,
    /// Here lately, with the beginnings of a habit.
    PotentialLoyalist,
    /// Bought for the first time, just now.
    New,
    /// Bought a little, not long ago.
    Promising,
    /// Middling in everything, and getting quieter.
    NeedsAttention,
    /// Bought little, and not for a while.
    AboutToSleep,
    /// Used to buy well, and have been away for long.
    AtRisk,
    /// Were among the best, and have been away for long.
    CantLose,
    /// Bought little, long ago.
    Hibernating,
    /// Bought little, longest ago.
    Lost,
}

impl RfmName {
    pub const ALL: [Self; 11] = [
        Self::Champions,
        Self::Loyal,
        Self::PotentialLoyalist,
        Self::New,
        Self::Promising,
        Self::NeedsAttention,
        Self::AboutToSleep,
        Self::AtRisk,
        Self::CantLose,
        Self::Hibernating,
        Self::Lost,
    ];

    /// As it is said to a person.
    pub fn label(self) -> &'static str {
        match self {
            Self::Champions => "Champions",
            Self::Loyal => "Loyal",
            Self::PotentialLoyalist => "Potential loyalists",
            Self::New => "New",
            Self::Promising => "Promising",
            Self::NeedsAttention => "Needs attention",
            Self::AboutToSleep => "About to sleep",
            Self::AtRisk => "At risk",
            Self::CantLose => "Can’t lose",
            Self::Hibernating => "Hibernating",
            Self::Lost => "Lost",
        }
    }

    /// The name of a cell: recency against the mean of frequency and money, halves upwards. Total: every pair has one.
    pub fn of(r: u8, f: u8, m: u8) -> Self {
        let fm = (f + m).div_ceil(2).min(5);
        match (r.min(5), fm) {
            (5, 4 | 5) => Self::Champions,
            (3 | 4, 4 | 5) => Self::Loyal,
            (4 | 5, 2 | 3) => Self::PotentialLoyalist,
            (5, _) => Self::New,
            (4, _) => Self::Promising,
            (3, 3) => Self::NeedsAttention,
            (3, _) => Self::AboutToSleep,
            (_, 5) => Self::CantLose,
            (_, 3 | 4) => Self::AtRisk,
            (2, _) => Self::Hibernating,
            _ => Self::Lost,
        }
    }
}

/// One buyer's scores, each 1 (lowest fifth) to 5.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
pub struct PersonRfm {
    pub person: PersonId,
    pub r: u8,
    pub f: u8,
    pub m: u8,
    pub name: RfmName,
}

/// The scores of all buyers, by person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rfm {
    /// People with at least one order.
    pub buyers: usize,
    people: Vec<PersonRfm>,
}

impl Rfm {
    /// `None` for people who never bought, and for everybody in a shop with fewer than `MIN_BUYERS`.
    pub fn of(&self, person: PersonId) -> Option<&PersonRfm> {
        self.people.binary_search_by_key(&person, |p| p.person).ok().and_then(|i| self.people.get(i))
    }

    /// Everybody who has scores, by id.
    pub fn people(&self) -> &[PersonRfm] {
        &self.people
    }

    /// Whether there are enough buyers to say anything.
    pub fn enough(&self) -> bool {
        self.buyers >= MIN_BUYERS
    }
}

/// Scores everybody in `stats` who bought, as of the end of a day; `stats` are the sums of orders up to it.
/// Orders after `as_of` count as made on it, so that a wrong clock at a source makes nobody fresher than fresh.
pub fn rfm(stats: &[PersonStats], as_of: Day, zone: ShopZone) -> Rfm {
    let buyers: Vec<(&PersonStats, i64)> = stats
        .iter()
        .filter(|s| s.orders > 0)
        .filter_map(|s| Some((s, as_of.days_since(zone.day_of(Timestamp(s.last_at?))).max(0))))
        .collect();
    if buyers.len() < MIN_BUYERS {
        return Rfm { buyers: buyers.len(), people: Vec::new() };
    }
    let recency = Fifths::new(buyers.iter().map(|(_, days)| -days));
    let frequency = Fifths::new(buyers.iter().map(|(s, _)| s.orders));
    let money = Fifths::new(buyers.iter().map(|(s, _)| net(s)));
    let mut people: Vec<PersonRfm> = buyers
        .iter()
        .map(|(s, days)| {
            let (r, f, m) = (recency.score(-days), frequency.score(s.orders), money.score(net(s)));
            PersonRfm { person: s.person, r, f, m, name: RfmName::of(r, f, m) }
        })
        .collect();
    people.sort_unstable_by_key(|p| p.person);
    Rfm { buyers: buyers.len(), people }
}

fn net(s: &PersonStats) -> i64 {
    s.spent.saturating_sub(s.refunded)
}

/// All values of one kind in order, to say how many lie below one.
struct Fifths(Vec<i64>);

impl Fifths {
    fn new(values: impl Iterator<Item = i64>) -> Self {
        let mut sorted: Vec<i64> = values.collect();
        sorted.sort_unstable();
        Self(sorted)
    }

    fn score(&self, value: i64) -> u8 {
        let worse = self.0.partition_point(|x| *x < value);
        // worse < len, so the quotient is 0 to 4.
        u8::try_from(worse * 5 / self.0.len().max(1)).unwrap_or(4).min(4) + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 86_400;

    fn person(id: u32, orders: i64, spent: i64, last_day: i64) -> PersonStats {
        let at = (orders > 0).then_some(last_day * DAY);
        PersonStats { person: PersonId(id), orders, spent, refunded: 0, first_at: at, last_at: at }
    }

    fn as_of(day: i64) -> Day {
        ShopZone::UTC.day_of(Timestamp(day * DAY))
    }

    #[test]
    fn ten_different_buyers_fall_into_fifths_of_two() {
        let stats: Vec<_> = (1..=10).map(|i| person(i, i64::from(i), i64::from(i) * 100, i64::from(i))).collect();
        let got = rfm(&stats, as_of(11), ShopZone::UTC);
        let scores: Vec<_> = got.people().iter().map(|p| (p.r, p.f, p.m)).collect();
        assert_eq!(scores, (1..=5).flat_map(|s| [(s, s, s), (s, s, s)]).collect::<Vec<_>>());
        assert_eq!(got.of(PersonId(10)).unwrap().name, RfmName::Champions);
        assert_eq!(got.of(PersonId(1)).unwrap().name, RfmName::Lost);
    }

    #[test]
    fn equal_people_get_equal_scores_and_the_same_day_ties() {
        let mut stats: Vec<_> = (1..=9).map(|i| person(i, 1, 500, 3)).collect();
        stats[4].last_at = Some(3 * DAY + 3600);
        stats.push(person(10, 4, 9_000, 9));
        let got = rfm(&stats, as_of(10), ShopZone::UTC);
        assert!((1..=9).all(|i| got.of(PersonId(i)).map(|p| (p.r, p.f, p.m)) == Some((1, 1, 1))));
        assert_eq!(got.of(PersonId(10)).map(|p| (p.r, p.f, p.m)), Some((5, 5, 5)));
    }

    #[test]
    fn who_never_bought_has_none_and_four_buyers_are_too_few() {
        let mut stats: Vec<_> = (1..=4).map(|i| person(i, 1, 500, 3)).collect();
        stats.push(person(5, 0, 0, 0));
        let few = rfm(&stats, as_of(10), ShopZone::UTC);
        assert!(!few.enough() && few.people().is_empty() && few.buyers == 4);
        stats.push(person(6, 1, 500, 3));
        let enough = rfm(&stats, as_of(10), ShopZone::UTC);
        assert!(enough.enough() && enough.of(PersonId(5)).is_none());
    }

    #[test]
    fn what_was_given_back_is_not_money_spent() {
        let mut stats: Vec<_> = (1..=10).map(|i| person(i, 1, i64::from(i) * 100, 3)).collect();
        stats[9].refunded = 1_000;
        assert_eq!(rfm(&stats, as_of(10), ShopZone::UTC).of(PersonId(10)).unwrap().m, 1);
    }

    #[test]
    fn every_cell_has_a_name_and_every_name_a_cell() {
        let mut seen = std::collections::BTreeSet::new();
        for r in 1..=5 {
            for f in 1..=5 {
                for m in 1..=5 {
                    seen.insert(RfmName::of(r, f, m));
                }
            }
        }
        assert_eq!(seen.len(), RfmName::ALL.len());
        let row = |r| (1..=5).map(|x| RfmName::of(r, x, x).label()).collect::<Vec<_>>().join(", ");
        insta::assert_snapshot!((1..=5).rev().map(row).collect::<Vec<_>>().join("\n"), @r"
        New, Potential loyalists, Potential loyalists, Champions, Champions
        Promising, Potential loyalists, Potential loyalists, Loyal, Loyal
        About to sleep, About to sleep, Needs attention, Loyal, Loyal
        Hibernating, Hibernating, At risk, At risk, Can’t lose
        Lost, Lost, At risk, At risk, Can’t lose
        ");
    }
}
