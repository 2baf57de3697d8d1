//! The rules once more, slowly and plainly, for the property test: every answer by looking through everything.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::pairs::{TOGETHER, strength};
use super::rule::{Bought, LeaveOut, ProductRule};
use super::{Deed, Facts, Good, is_service};
use crate::types::{Day, PersonId, ProductId};

pub(super) struct Naive {
    pub(super) facts: Facts,
    pub(super) today: Day,
}

impl Naive {
    fn goods(&self) -> Vec<&Good> {
        let mut out: Vec<&Good> = self.facts.goods.iter().filter(|g| !is_service(&g.title)).collect();
        out.sort_by_key(|g| g.product);
        out
    }

    fn since(&self, days: u32) -> Day {
        self.today.minus_days(days).plus_days(1)
    }

    /// The different days on which a person bought a product.
    fn days(&self, person: PersonId, product: ProductId) -> BTreeSet<Day> {
        self.facts.bought.iter().filter(|d| d.person == person && d.product == product).map(|d| d.day).collect()
    }

    fn buyers(&self, product: ProductId, since: Option<Day>) -> BTreeSet<PersonId> {
        self.facts.bought.iter().filter(|d| d.product == product && since.is_none_or(|s| d.day >= s)).map(|d| d.person).collect()
    }

    fn median(mut gaps: Vec<i64>) -> Option<i64> {
        gaps.sort();
        if gaps.is_empty() { None } else { Some(gaps[(gaps.len() - 1) / 2]) }
    }

    fn own_gap(&self, person: PersonId, product: ProductId) -> Option<i64> {
        let days: Vec<Day> = self.days(person, product).into_iter().collect();
        Self::median(days.windows(2).map(|w| w[1].days_since(w[0])).collect())
    }

    fn candidates(&self, person: PersonId, rule: &ProductRule) -> Vec<ProductId> {
        let goods = self.goods();
        let mine: Vec<ProductId> = goods.iter().map(|g| g.product).filter(|p| !self.days(person, *p).is_empty()).collect();
        let by_sales = |list: Vec<ProductId>, days: u32| {
            let mut list = list;
            list.sort_by_key(|p| (Reverse(self.buyers(*p, Some(self.since(days))).len()), Reverse(self.buyers(*p, None).len()), *p));
            list
        };
        match rule {
            ProductRule::BestSellers { days } => {
                by_sales(goods.iter().map(|g| g.product).filter(|p| !self.buyers(*p, None).is_empty()).collect(), *days)
            }
            ProductRule::Category { category } => {
                by_sales(goods.iter().filter(|g| g.categories.contains(category)).map(|g| g.product).collect(), 90)
            }
            ProductRule::Chosen { products } => products.iter().copied().filter(|p| goods.iter().any(|g| g.product == *p)).collect(),
            ProductRule::NewArrivals { days } => {
                let since = self.since(*days);
                let first = |p: ProductId| self.facts.bought.iter().filter(|d| d.product == p).map(|d| d.day).min();
                let begins = goods.iter().filter_map(|g| first(g.product)).min();
                let mut list: Vec<(Day, ProductId)> = goods
                    .iter()
                    .filter_map(|g| {
                        let came = g.created.or_else(|| if begins? < since { first(g.product) } else { None })?;
                        (came >= since && came <= self.today).then_some((came, g.product))
                    })
                    .collect();
                list.sort_by_key(|(came, p)| (Reverse(*came), *p));
                list.into_iter().map(|(_, p)| p).collect()
            }
            ProductRule::Again {} => {
                let mut list = mine;
                list.sort_by_key(|p| (Reverse(self.days(person, *p).len()), Reverse(self.days(person, *p).last().copied()), *p));
                list
            }
            ProductRule::Viewed { days } => {
                let last = |p: ProductId| self.facts.viewed.iter().filter(|d| d.person == person && d.product == p).map(|d| d.day).max();
                let mut list: Vec<(Day, ProductId)> =
                    goods.iter().filter_map(|g| Some((last(g.product)?, g.product))).filter(|(d, _)| *d >= self.since(*days)).collect();
                list.retain(|(day, p)| self.days(person, *p).last().is_none_or(|b| b < day));
                list.sort_by_key(|(day, p)| (Reverse(*day), *p));
                list.into_iter().map(|(_, p)| p).collect()
            }
            ProductRule::LeftInCart {} => {
                let left = self.facts.left.iter().filter(|d| d.person == person && goods.iter().any(|g| g.product == d.product));
                left.filter(|d| self.days(person, d.product).last().is_none_or(|b| *b < d.day)).map(|d| d.product).collect()
            }
            ProductRule::ReplenishmentDue {} => {
                let people: BTreeSet<PersonId> = self.facts.bought.iter().map(|d| d.person).collect();
                let mut list: Vec<(usize, i64, ProductId)> = Vec::new();
                for p in mine {
                    let days = self.days(person, p);
                    let gap = match days.len() {
                        0 | 1 => continue,
                        2 => {
                            let all: Vec<i64> = people.iter().filter_map(|q| self.own_gap(*q, p)).collect();
                            if all.len() < 5 { None } else { Self::median(all) }
                        }
                        _ => self.own_gap(person, p),
                    };
                    let (Some(gap), Some(last)) = (gap, days.last()) else { continue };
                    let since = self.today.days_since(*last);
                    if since * 10 >= gap * 8 && since <= gap * 5 {
                        list.push((days.len(), (since - gap).max(0), p));
                    }
                }
                list.sort_by_key(|(times, over, p)| (Reverse(*times), Reverse(*over), *p));
                list.into_iter().map(|(_, _, p)| p).collect()
            }
            ProductRule::ForYou {} => {
                let everybody: BTreeSet<PersonId> = goods.iter().flat_map(|g| self.buyers(g.product, None)).collect();
                let mut sums: BTreeMap<ProductId, u64> = BTreeMap::new();
                for a in &mine {
                    let of_a = self.buyers(*a, None);
                    for b in goods.iter().map(|g| g.product).filter(|b| b != a) {
                        let of_b = self.buyers(b, None);
                        let both = u32::try_from(of_a.intersection(&of_b).count()).unwrap();
                        assert!(both <= TOGETHER * 100);
                        if let Some(s) = strength(both, of_a.len(), of_b.len(), everybody.len()) {
                            *sums.entry(b).or_default() += u64::from(s);
                        }
                    }
                }
                let mut list: Vec<(ProductId, u64)> = sums.into_iter().collect();
                list.sort_by_key(|(p, s)| (Reverse(*s), *p));
                list.into_iter().map(|(p, _)| p).collect()
            }
        }
    }

    pub(super) fn choose(
        &self,
        person: PersonId,
        rule: &ProductRule,
        count: usize,
        leave_out: LeaveOut,
        fill: Option<&ProductRule>,
        already: &[ProductId],
    ) -> Vec<ProductId> {
        let goods = self.goods();
        let pictures = goods.iter().any(|g| g.has_picture);
        let mut out: Vec<ProductId> = Vec::new();
        for rule in std::iter::once(rule).chain(fill) {
            for p in self.candidates(person, rule) {
                let good = goods.iter().find(|g| g.product == p).unwrap();
                let last = self.days(person, p).last().copied();
                let bought = match (rule, leave_out.bought) {
                    (ProductRule::Again {} | ProductRule::ReplenishmentDue {} | ProductRule::LeftInCart {}, _) | (_, Bought::No {}) => {
                        false
                    }
                    (_, Bought::Ever) => last.is_some(),
                    (_, Bought::Lately { days }) => last.is_some_and(|d| d >= self.since(days)),
                };
                let no = bought
                    || leave_out.already_here && already.contains(&p)
                    || leave_out.out_of_stock && good.in_stock == Some(false)
                    || leave_out.no_picture && pictures && !good.has_picture;
                if !no && out.len() < count && !out.contains(&p) {
                    out.push(p);
                }
            }
        }
        out
    }
}

pub(super) fn deed(person: u32, product: i64, day: Day) -> Deed {
    Deed { person: PersonId(person), product: ProductId(product), day }
}
