//! What a rule finds for one person: candidates in order, each shown or left out with its reason.
//!
//! `Ask` is made once for a block (what is the same for everybody is ranked there), `Shelf::choose` answers for a person.

use std::cmp::Reverse;

use super::histories::{Touch, by_good, with};
use super::pairs::RESELLER;
use super::rule::{Bought, LeaveOut, ProductRule};
use super::shelf::{Ranked, SEASON, Shelf, day};
use super::{Because, LeftOut, Nothing, gaps};
use crate::types::{PersonId, ProductId};

/// Of those left out, so many are told.
const TOLD: usize = 24;
/// A share of the gap from which on something is due, in tenths, and the gaps after which they seem to have stopped.
const DUE_TENTHS: u32 = 8;
const STOPPED_GAPS: u32 = 5;

/// What was chosen, best first, and what stood above the last of them and was passed over (the first few).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    pub chosen: Vec<(ProductId, Because)>,
    pub left_out: Vec<(ProductId, LeftOut)>,
    /// Why the rule itself had nothing to offer.
    pub nothing: Option<Nothing>,
}

/// A block's wish, made ready for a shelf.
#[derive(Debug)]
pub struct Ask {
    first: Wish,
    fill: Option<Wish>,
    count: usize,
    leave_out: LeaveOut,
}

#[derive(Debug)]
struct Wish {
    rule: ProductRule,
    /// The same for everybody, where the rule is; else empty.
    ranked: Vec<Ranked>,
    nothing: Option<Nothing>,
}

impl Wish {
    fn new(shelf: &Shelf, rule: &ProductRule) -> Self {
        let (ranked, nothing) = match rule {
            ProductRule::BestSellers { days } => shelf.best_sellers(*days, None),
            ProductRule::NewArrivals { days } => shelf.new_arrivals(*days),
            ProductRule::Category { category } => shelf.best_sellers(SEASON, Some(category)),
            ProductRule::Chosen { products } => shelf.by_hand(products),
            ProductRule::ForYou {}
            | ProductRule::Again {}
            | ProductRule::Viewed { .. }
            | ProductRule::LeftInCart {}
            | ProductRule::ReplenishmentDue {} => (Vec::new(), None),
        };
        Self { rule: rule.clone(), ranked, nothing }
    }
}

impl Ask {
    /// `count` at most; `fill` is asked when the rule finds too few.
    pub fn new(shelf: &Shelf, rule: &ProductRule, count: usize, leave_out: LeaveOut, fill: Option<&ProductRule>) -> Self {
        Self { first: Wish::new(shelf, rule), fill: fill.map(|rule| Wish::new(shelf, rule)), count, leave_out }
    }
}

/// A candidate, or one that the rule itself passes over.
type Candidate = (u32, Result<Because, LeftOut>);

impl Shelf {
    /// For this person; `already` is what this email shows further up.
    pub fn choose(&self, person: PersonId, ask: &Ask, already: &[ProductId]) -> Choice {
        let mut out = Choice::default();
        let bought = self.bought.of(person);
        for (i, wish) in std::iter::once(&ask.first).chain(&ask.fill).enumerate() {
            if out.chosen.len() >= ask.count {
                break;
            }
            let (own, mut nothing) = self.own(person, wish);
            let everybodys = wish.ranked.iter().map(|r| (r.good, Ok(r.because)));
            nothing = nothing.or(wish.nothing);
            for (place, candidate) in own.into_iter().chain(everybodys) {
                if out.chosen.len() >= ask.count {
                    break;
                }
                let Some(good) = self.good(place) else { continue };
                let product = good.product;
                if out.chosen.iter().any(|(p, _)| *p == product) {
                    continue;
                }
                match candidate.and_then(|because| self.judged(place, bought, wish, ask, already).map_or(Ok(because), Err)) {
                    Ok(because) => out.chosen.push((product, because)),
                    Err(why) => {
                        if out.left_out.len() < TOLD && !out.left_out.iter().any(|(p, _)| *p == product) {
                            out.left_out.push((product, why));
                        }
                    }
                }
            }
            if i == 0 {
                out.nothing = nothing;
            }
        }
        let chosen = &out.chosen;
        out.left_out.retain(|(p, _)| !chosen.iter().any(|(c, _)| c == p));
        out
    }

    fn judged(&self, place: u32, bought: &[Touch], wish: &Wish, ask: &Ask, already: &[ProductId]) -> Option<LeftOut> {
        let good = self.good(place)?;
        let last = if wish.rule.is_about_the_bought() { None } else { with(bought, place).last().map(|t| t.day) };
        let no_more = match ask.leave_out.bought {
            Bought::No {} => None,
            Bought::Lately { days } => last.filter(|d| *d >= self.since(days)),
            Bought::Ever => last,
        };
        if ask.leave_out.already_here && already.contains(&good.product) {
            Some(LeftOut::AlreadyHere)
        } else if let Some(last) = no_more {
            Some(LeftOut::AlreadyBought { last: day(last) })
        } else if ask.leave_out.out_of_stock && good.in_stock == Some(false) {
            Some(LeftOut::OutOfStock)
        } else if ask.leave_out.no_picture && self.some_pictures && !good.has_picture {
            Some(LeftOut::NoPicture)
        } else {
            None
        }
    }

    /// What a rule about the person finds, best first.
    fn own(&self, person: PersonId, wish: &Wish) -> (Vec<Candidate>, Option<Nothing>) {
        let bought = self.bought.of(person);
        match &wish.rule {
            ProductRule::ForYou {} => self.for_you(bought),
            ProductRule::Again {} => again(bought),
            ProductRule::Viewed { days } => self.viewed(person, bought, *days),
            ProductRule::LeftInCart {} => self.left_in_cart(person, bought),
            ProductRule::ReplenishmentDue {} => self.due(bought),
            ProductRule::BestSellers { .. }
            | ProductRule::NewArrivals { .. }
            | ProductRule::Category { .. }
            | ProductRule::Chosen { .. } => (Vec::new(), None),
        }
    }

    /// By the sum of the strengths of all pairs with what they bought; the reason is the strongest of them.
    fn for_you(&self, bought: &[Touch]) -> (Vec<Candidate>, Option<Nothing>) {
        struct Met {
            good: u32,
            strength: u32,
            people: u32,
            with: u32,
        }
        if bought.is_empty() {
            return (Vec::new(), Some(Nothing::NeverBought));
        }
        let goods = || by_good(bought).take(RESELLER).map(|(good, _)| good);
        // As many as it will hold: a check of everybody asks this for each of them.
        let mut met: Vec<Met> = Vec::with_capacity(goods().map(|good| self.pairs.of(good).len()).sum());
        for good in goods() {
            met.extend(self.pairs.of(good).iter().map(|p| Met { good: p.other, strength: p.strength, people: p.people, with: good }));
        }
        met.sort_unstable_by_key(|m| (m.good, Reverse(m.strength), Reverse(m.people), m.with));
        let mut ranked: Vec<(u64, u32, u32, u32)> = met
            .chunk_by(|a, b| a.good == b.good)
            .filter_map(|run| {
                let best = run.first()?;
                Some((run.iter().map(|m| u64::from(m.strength)).sum(), best.good, best.people, best.with))
            })
            .collect();
        ranked.sort_unstable_by_key(|(sum, good, ..)| (Reverse(*sum), *good));
        let nothing = ranked.is_empty().then_some(Nothing::NoPairs);
        let because = |people: u32, with: u32| Some(Because::BoughtTogether { with: self.good(with)?.product, people });
        (ranked.into_iter().filter_map(|(_, good, people, with)| Some((good, Ok(because(people, with)?)))).collect(), nothing)
    }

    /// The latest first; what they bought on that day or later is passed over.
    fn viewed(&self, person: PersonId, bought: &[Touch], days: u32) -> (Vec<Candidate>, Option<Nothing>) {
        let since = self.since(days);
        let mut seen: Vec<Touch> =
            by_good(self.viewed.of(person)).filter_map(|(_, touches)| touches.last().copied()).filter(|t| t.day >= since).collect();
        seen.sort_unstable_by_key(|t| (Reverse(t.day), t.good));
        let nothing = seen.is_empty().then_some(Nothing::NotLooked { days });
        (seen.into_iter().map(|t| (t.good, unless_bought_since(bought, t, Because::Viewed { last: day(t.day) }))).collect(), nothing)
    }

    fn left_in_cart(&self, person: PersonId, bought: &[Touch]) -> (Vec<Candidate>, Option<Nothing>) {
        let left = self.left.of(person);
        let nothing = left.is_empty().then_some(Nothing::NoCart);
        (left.iter().map(|t| (t.good, unless_bought_since(bought, *t, Because::InCart { day: day(t.day) }))).collect(), nothing)
    }

    /// The most often bought first, then the longest over.
    fn due(&self, bought: &[Touch]) -> (Vec<Candidate>, Option<Nothing>) {
        let mut list: Vec<(usize, u32, Candidate)> = Vec::new();
        for (good, days) in by_good(bought) {
            let of_product = self.gaps.get(good as usize).copied().flatten();
            let (Some((gap, own)), Some(last)) = (gaps::of_person(days, of_product), days.last()) else { continue };
            let since = u32::try_from(self.today.saturating_sub(last.day)).unwrap_or(0);
            let verdict = if since.saturating_mul(10) < gap.saturating_mul(DUE_TENTHS) {
                Err(LeftOut::NotDue { gap, since })
            } else if since > gap.saturating_mul(STOPPED_GAPS) {
                Err(LeftOut::Stopped { gap, last: day(last.day) })
            } else {
                Ok(Because::Due { gap, own, since })
            };
            list.push((days.len(), since.saturating_sub(gap), (good, verdict)));
        }
        let nothing = list.is_empty().then_some(if bought.is_empty() { Nothing::NeverBought } else { Nothing::NoRhythm });
        list.sort_by_key(|(times, over, (good, _))| (Reverse(*times), Reverse(*over), *good));
        (list.into_iter().map(|(_, _, c)| c).collect(), nothing)
    }
}

/// The most often bought first, then the latest.
fn again(bought: &[Touch]) -> (Vec<Candidate>, Option<Nothing>) {
    let mut list: Vec<(usize, i32, u32)> =
        by_good(bought).filter_map(|(good, touches)| Some((touches.len(), touches.last()?.day, good))).collect();
    list.sort_unstable_by_key(|(times, last, good)| (Reverse(*times), Reverse(*last), *good));
    let because = |times: usize, last: i32| Because::BoughtBefore { times: u32::try_from(times).unwrap_or(u32::MAX), last: day(last) };
    let nothing = list.is_empty().then_some(Nothing::NeverBought);
    (list.into_iter().map(|(times, last, good)| (good, Ok(because(times, last)))).collect(), nothing)
}

fn unless_bought_since(bought: &[Touch], touch: Touch, because: Because) -> Result<Because, LeftOut> {
    match with(bought, touch.good).last().filter(|b| b.day >= touch.day) {
        Some(b) => Err(LeftOut::BoughtSince { last: day(b.day) }),
        None => Ok(because),
    }
}
