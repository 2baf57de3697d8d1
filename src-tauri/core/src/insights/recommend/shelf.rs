//! The shop as suggestions see it on one day: what stands on the shelf, who bought, looked at and left which of it.
//!
//! Made once for a state of the data and a day, and asked for many readers; nothing about the whole shop is counted
//! again for each of them. Start at `Shelf::new`; what it answers is in `choose`.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::gaps;
use super::goods::{Good, is_service};
use super::histories::{Histories, Touch, by_good, with};
use super::pairs::Pairs;
use super::{Because, Nothing};
use crate::types::{Day, PersonId, ProductId};

/// The window in which a best seller must have sold, where a rule names none: a season.
pub const SEASON: u32 = 90;

/// Somebody did something with a product on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deed {
    pub person: PersonId,
    pub product: ProductId,
    pub day: Day,
}

/// What a shelf is made of; only what happened until the day it is for.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    pub goods: Vec<Good>,
    /// Counted purchases of known people.
    pub bought: Vec<Deed>,
    pub viewed: Vec<Deed>,
    /// What the last cart of each that became no order holds, in the cart's order.
    pub left: Vec<Deed>,
}

#[derive(Debug)]
pub struct Shelf {
    pub(super) today: i32,
    /// By product id.
    pub(super) goods: Vec<Good>,
    pub(super) some_pictures: bool,
    pub(super) bought: Histories,
    pub(super) viewed: Histories,
    pub(super) left: Histories,
    pub(super) gaps: Vec<Option<u32>>,
    pub(super) pairs: Pairs,
    pub(super) categories: Vec<String>,
    /// By product: the last day of each of its buyers, earliest first.
    last_days: Vec<Vec<i32>>,
    first_sold: Vec<Option<i32>>,
}

/// A product in a list that is the same for everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ranked {
    pub(super) good: u32,
    pub(super) because: Because,
}

pub(super) fn number(day: Day) -> i32 {
    chrono::Datelike::num_days_from_ce(&day.0)
}

pub(super) fn day(number: i32) -> Day {
    chrono::NaiveDate::from_num_days_from_ce_opt(number).map_or(Day(chrono::NaiveDate::MIN), Day)
}

impl Shelf {
    /// The shop as of the end of `today`.
    pub fn new(facts: Facts, today: Day) -> Self {
        let Facts { mut goods, bought, viewed, left } = facts;
        goods.retain(|g| !is_service(&g.title));
        goods.sort_by_key(|g| g.product);
        let rows = |deeds: Vec<Deed>| -> Vec<(PersonId, Touch)> {
            let place = |d: &Deed| goods.binary_search_by_key(&d.product, |g| g.product).ok().and_then(|g| u32::try_from(g).ok());
            deeds.iter().filter_map(|d| Some((d.person, Touch { good: place(d)?, day: number(d.day) }))).collect()
        };
        let (bought, viewed, left) = (Histories::sorted(rows(bought)), Histories::sorted(rows(viewed)), Histories::in_order(rows(left)));
        let mut last_days = vec![Vec::new(); goods.len()];
        let mut first_sold: Vec<Option<i32>> = vec![None; goods.len()];
        for (_, touches) in bought.each() {
            for (good, days) in by_good(touches) {
                let (Some(list), Some(first)) = (last_days.get_mut(good as usize), first_sold.get_mut(good as usize)) else { continue };
                list.extend(days.last().map(|t| t.day));
                *first = days.first().map(|t| first.map_or(t.day, |f: i32| f.min(t.day)));
            }
        }
        last_days.iter_mut().for_each(|days: &mut Vec<i32>| days.sort_unstable());
        let mut categories: Vec<String> = goods.iter().flat_map(|g| g.categories.iter().cloned()).collect();
        categories.sort_unstable();
        categories.dedup();
        Self {
            today: number(today),
            some_pictures: goods.iter().any(|g| g.has_picture),
            gaps: gaps::of_products(&bought, goods.len()),
            pairs: Pairs::new(&bought, goods.len()),
            goods,
            bought,
            viewed,
            left,
            categories,
            last_days,
            first_sold,
        }
    }

    /// Whether they bought it on that day or later.
    pub fn bought_since(&self, person: PersonId, product: ProductId, day: Day) -> bool {
        let days = self.place(product).map_or(&[][..], |good| with(self.bought.of(person), good));
        days.last().is_some_and(|t| t.day >= number(day))
    }

    pub(super) fn place(&self, product: ProductId) -> Option<u32> {
        self.goods.binary_search_by_key(&product, |g| g.product).ok().and_then(|g| u32::try_from(g).ok())
    }

    pub(super) fn good(&self, place: u32) -> Option<&Good> {
        self.goods.get(place as usize)
    }

    fn places(&self) -> impl Iterator<Item = (u32, &Good)> {
        (0u32..).zip(&self.goods)
    }

    /// The first day of "the last `days` days".
    pub(super) fn since(&self, days: u32) -> i32 {
        self.today.saturating_sub(i32::try_from(days).unwrap_or(i32::MAX)).saturating_add(1)
    }

    /// How many different people bought it in the last days, and ever.
    fn buyers(&self, good: u32, days: u32) -> (u32, u32) {
        let list = self.last_days.get(good as usize).map_or(&[][..], Vec::as_slice);
        let before = list.partition_point(|d| *d < self.since(days));
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        (count(list.len() - before), count(list.len()))
    }

    /// By how many bought it lately, then ever, then by id. What nobody bought is in it only as one of a category.
    pub(super) fn best_sellers(&self, days: u32, category: Option<&str>) -> (Vec<Ranked>, Option<Nothing>) {
        let known = category.map(|c| self.categories.iter().position(|k| k.trim().eq_ignore_ascii_case(c.trim())));
        if known == Some(None) {
            return (Vec::new(), Some(Nothing::NoSuchCategory));
        }
        let of = known.flatten().and_then(|k| u32::try_from(k).ok());
        let name = of.and_then(|k| self.categories.get(k as usize));
        let mut list: Vec<(u32, u32, u32)> = self
            .places()
            .filter(|(_, g)| name.is_none_or(|n| g.categories.contains(n)))
            .map(|(place, _)| (place, self.buyers(place, days)))
            .filter(|(_, (_, ever))| *ever > 0 || of.is_some())
            .map(|(place, (lately, ever))| (place, lately, ever))
            .collect();
        list.sort_by_key(|(place, lately, ever)| (Reverse(*lately), Reverse(*ever), *place));
        let because = |lately: u32, ever: u32| match (of, lately, ever) {
            (None, 0, people) => Because::BestSellerEver { people },
            (None, people, _) => Because::BestSeller { people, days },
            (Some(category), 0, 0) => Because::OfCategory { category },
            (Some(category), 0, people) => Because::BestOfCategory { category, people, days: None },
            (Some(category), people, _) => Because::BestOfCategory { category, people, days: Some(days) },
        };
        let nothing = list.is_empty().then_some(Nothing::NothingSold);
        (list.into_iter().map(|(good, lately, ever)| Ranked { good, because: because(lately, ever) }).collect(), nothing)
    }

    /// The newest first. Where the source does not say when a product came, its first sale does, unless the shop's
    /// own history begins within the window: then everything in it would look new.
    pub(super) fn new_arrivals(&self, days: u32) -> (Vec<Ranked>, Option<Nothing>) {
        let since = self.since(days);
        let begins = self.first_sold.iter().flatten().min().copied();
        let sales_tell = begins.is_some_and(|first| first < since);
        let mut list: Vec<(i32, Ranked)> = Vec::new();
        let mut unknown = 0usize;
        for (place, good) in self.places() {
            let first = self.first_sold.get(place as usize).copied().flatten();
            let (came, said) = match (good.created.map(number), first) {
                (Some(day), _) => (day, true),
                (None, Some(day)) if sales_tell => (day, false),
                _ => {
                    unknown += 1;
                    continue;
                }
            };
            if (since..=self.today).contains(&came) {
                let because = if said { Because::CameOn { day: day(came) } } else { Because::FirstSoldOn { day: day(came) } };
                list.push((came, Ranked { good: place, because }));
            }
        }
        list.sort_by_key(|(came, r)| (Reverse(*came), r.good));
        let nothing = list.is_empty().then_some(if unknown == self.goods.len() && unknown > 0 {
            Nothing::ArrivalsUnknown
        } else {
            Nothing::NoArrivals { days }
        });
        (list.into_iter().map(|(_, r)| r).collect(), nothing)
    }

    pub(super) fn by_hand(&self, products: &[ProductId]) -> (Vec<Ranked>, Option<Nothing>) {
        let mut seen = BTreeMap::new();
        let list: Vec<Ranked> = products
            .iter()
            .filter_map(|p| self.place(*p))
            .filter(|place| seen.insert(*place, ()).is_none())
            .map(|good| Ranked { good, because: Because::ChosenByHand })
            .collect();
        let nothing = list.is_empty().then_some(Nothing::NoneChosen);
        (list, nothing)
    }
}
