//! Some people beside everyone: how often and for how much they buy, what is expected of them, what they like.
//!
//! Pure: sets and rows in, counts out. Start with `Tally` (orders and money) and `Tastes` (products and categories);
//! both count one set of people and everyone in the same pass. Shares and words are the caller's business, but for
//! `lift`, which says whether a difference is more than chance.

use std::collections::HashMap;
use std::hash::Hash;

use roaring::RoaringBitmap;

use crate::stats::proportions::{Share, compare};
use crate::types::{PersonId, Timestamp};

/// A share of fewer buyers than this is not compared.
pub const MIN_BUYERS: u32 = 20;

/// Sums over purchases.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    pub buyers: u32,
    pub orders: u64,
    /// Orders with a known amount, and all of those amounts in minor units.
    pub priced: u64,
    pub spent: i64,
    /// Spent from the beginning of the last year on.
    pub spent_lately: i64,
}

impl Tally {
    fn add(&mut self, another_person: bool, lately: bool, amount: Option<i64>) {
        self.buyers += u32::from(another_person);
        self.orders += 1;
        if let Some(amount) = amount {
            self.priced += 1;
            self.spent = self.spent.saturating_add(amount);
            if lately {
                self.spent_lately = self.spent_lately.saturating_add(amount);
            }
        }
    }
}

/// Counts purchases as they come, by person: those of the set, and all.
pub struct Tallies<'a> {
    set: &'a RoaringBitmap,
    /// The first moment of the last year.
    lately: Timestamp,
    last: Option<PersonId>,
    pub these: Tally,
    pub everyone: Tally,
}

impl<'a> Tallies<'a> {
    pub fn new(set: &'a RoaringBitmap, lately: Timestamp) -> Self {
        Self { set, lately, last: None, these: Tally::default(), everyone: Tally::default() }
    }

    pub fn add(&mut self, person: PersonId, at: Timestamp, amount: Option<i64>) {
        let another = self.last.replace(person) != Some(person);
        self.everyone.add(another, at >= self.lately, amount);
        if self.set.contains(person.0) {
            self.these.add(another, at >= self.lately, amount);
        }
    }
}

/// How many different people bought each thing: of the set, and of all.
pub struct Tastes<'a, K> {
    set: &'a RoaringBitmap,
    counts: HashMap<K, Taste>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Taste {
    pub these: u32,
    pub everyone: u32,
    last: Option<PersonId>,
}

impl<'a, K: Copy + Eq + Hash + Ord> Tastes<'a, K> {
    pub fn new(set: &'a RoaringBitmap) -> Self {
        Self { set, counts: HashMap::new() }
    }

    /// By person; a thing counts once for each.
    pub fn add(&mut self, person: PersonId, thing: K) {
        let t = self.counts.entry(thing).or_default();
        if t.last.replace(person) != Some(person) {
            t.everyone += 1;
            t.these += u32::from(self.set.contains(person.0));
        }
    }

    /// What most people of the set bought; among equals what fewer of everyone did, then the smaller key.
    pub fn top(self, most: usize) -> Vec<(K, Taste)> {
        let mut all: Vec<(K, Taste)> = self.counts.into_iter().filter(|(_, t)| t.these > 0).collect();
        all.sort_unstable_by_key(|(k, t)| (std::cmp::Reverse(t.these), t.everyone, *k));
        all.truncate(most);
        all
    }
}

/// How much more often these bought something than everyone: their share of buyers over everyone's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lift {
    /// 1.5: half as often again as everyone.
    pub times: f64,
    /// Whether the set and the rest differ by more than chance would make them, at 95 %.
    pub sure: bool,
}

/// `None`: too few buyers on a side, or the set is everyone who bought. Set and rest are held against each other
/// (`stats::proportions::compare`), because the set is a part of everyone.
pub fn lift(taste: Taste, buyers: u32, everyone: u32) -> Option<Lift> {
    let rest = everyone.checked_sub(buyers)?;
    if buyers < MIN_BUYERS || rest < MIN_BUYERS || taste.everyone == 0 {
        return None;
    }
    let these = Share::new(taste.these.into(), buyers.into())?;
    let others = Share::new(taste.everyone.checked_sub(taste.these)?.into(), rest.into())?;
    let all = f64::from(taste.everyone) / f64::from(everyone);
    let sure = !compare(others, these, 0.95).interval.contains(0.0);
    Some(Lift { times: these.rate() / all, sure })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::close;

    #[test]
    fn a_set_is_counted_beside_everyone() {
        let set = RoaringBitmap::from_iter([2, 9]);
        let mut t = Tallies::new(&set, Timestamp(100));
        for (person, at, amount) in [(1, 50, Some(700)), (1, 120, Some(300)), (2, 40, Some(900)), (2, 130, None), (2, 140, Some(200))] {
            t.add(PersonId(person), Timestamp(at), amount);
        }
        assert_eq!(t.these, Tally { buyers: 1, orders: 3, priced: 2, spent: 1_100, spent_lately: 200 });
        assert_eq!(t.everyone, Tally { buyers: 2, orders: 5, priced: 4, spent: 2_100, spent_lately: 500 });
        let mut tastes = Tastes::new(&set);
        for (person, thing) in [(1, 'a'), (1, 'b'), (2, 'b'), (2, 'b'), (2, 'c'), (3, 'a')] {
            tastes.add(PersonId(person), thing);
        }
        let told: Vec<_> = tastes.top(5).into_iter().map(|(k, t)| (k, t.these, t.everyone)).collect();
        assert_eq!(told, [('c', 1, 1), ('b', 1, 2)]);
    }

    #[test]
    fn a_lift_needs_people_on_both_sides_and_says_whether_it_is_sure() {
        let taste = |these, everyone| Taste { these, everyone, last: None };
        let l = lift(taste(60, 150), 100, 1_000).unwrap();
        close::to(l.times, 4.0, 1e-12);
        assert!(l.sure);
        let l = lift(taste(4, 150), 25, 1_000).unwrap();
        close::to(l.times, 16.0 / 15.0, 1e-12);
        assert!(!l.sure);
        assert_eq!(lift(taste(10, 150), 19, 1_000), None);
        assert_eq!(lift(taste(150, 150), 1_000, 1_000), None);
        assert_eq!(lift(taste(0, 0), 100, 1_000), None);
    }
}
