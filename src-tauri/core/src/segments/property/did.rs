//! What people did, once more: every row of a person held against the filter, one after another.

use std::collections::BTreeSet;

use super::field;
use super::naive::Question;
use super::rows::{Person, Row};
use super::span::{Fraction, ranked, within};
use crate::segments::activity::{
    Activity, Figure, FigureMeasure, Measure, Relation, RowFilter, RowNumber, Sequence, Step, Versus, What, WhichGap,
};
use crate::segments::values::{Number, Window};

/// A name for the counters, without parameters: `LastDays`, `AtLeast`.
pub fn name(x: impl std::fmt::Debug) -> String {
    format!("{x:?}").chars().take_while(|c| c.is_alphanumeric()).collect()
}

impl Question<'_> {
    /// For every known person, by place.
    pub fn activity(&self, a: &Activity) -> Vec<bool> {
        let own: Vec<Vec<&Row>> = self.known.iter().map(|p| self.rows_of(p, a.what, &a.filter, a.window)).collect();
        let figure = |m: FigureMeasure| own.iter().map(|rows| figure(rows, m)).collect::<Vec<_>>();
        let (what, holds) = match a.measure {
            Measure::Count { compare } => ("Count".into(), self.compared(&own, figure(FigureMeasure::Count), compare)),
            Measure::Sum { number, compare } => {
                (format!("Sum {number:?}"), self.compared(&own, figure(FigureMeasure::Sum { number }), compare))
            }
            Measure::Average { number, compare } => {
                (format!("Average {number:?}"), self.compared(&own, figure(FigureMeasure::Average { number }), compare))
            }
            Measure::Smallest { number, compare } => {
                (format!("Smallest {number:?}"), self.compared(&own, figure(FigureMeasure::Smallest { number }), compare))
            }
            Measure::Largest { number, compare } => {
                (format!("Largest {number:?}"), self.compared(&own, figure(FigureMeasure::Largest { number }), compare))
            }
            Measure::Products { compare } => ("Products".into(), self.compared(&own, figure(FigureMeasure::Products), compare)),
            Measure::First { when } => ("First".into(), self.moments(&own, when, |rows| rows.first().copied())),
            Measure::Last { when } => ("Last".into(), self.moments(&own, when, |rows| rows.last().copied())),
            Measure::Nth { n, when } => ("Nth".into(), self.moments(&own, when, |rows| rows.get(n as usize - 1).copied())),
            Measure::Gap { which, compare } => {
                (format!("Gap {which:?}"), own.iter().map(|rows| gap(rows, which).is_some_and(|g| g.holds(compare))).collect())
            }
            Measure::Overdue { percent } => ("Overdue".into(), own.iter().map(|rows| self.overdue(rows, percent)).collect()),
        };
        for h in &holds {
            self.seen.note(format!("{:?} {what}", a.what), *h);
        }
        holds
    }

    fn compared(&self, own: &[Vec<&Row>], values: Vec<Option<Fraction>>, compare: Number) -> Vec<bool> {
        let holds = if compare.ranks() {
            // Only those who have rows at all are ranked.
            let values: Vec<_> = own.iter().zip(values).map(|(rows, v)| v.filter(|_| !rows.is_empty())).collect();
            ranked(&values, compare)
        } else {
            values.into_iter().map(|v| v.is_some_and(|v| v.holds(compare))).collect()
        };
        for h in &holds {
            self.seen.note(format!("Number {}", name(compare)), *h);
        }
        holds
    }

    fn moments<'a>(&self, own: &[Vec<&'a Row>], when: Window, which: impl Fn(&[&'a Row]) -> Option<&'a Row>) -> Vec<bool> {
        own.iter().map(|rows| which(rows).is_some_and(|r| within(r.day, when, self.day))).collect()
    }

    fn overdue(&self, rows: &[&Row], percent: u32) -> bool {
        let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return false };
        let usual = last.day.days_since(first.day);
        let quiet = self.day.days_since(last.day);
        rows.len() >= 2 && usual > 0 && quiet * (rows.len() as i64 - 1) * 100 > i64::from(percent) * usual
    }

    pub fn versus(&self, v: &Versus) -> Vec<bool> {
        let of = |f: &Figure, p: &Person| figure(&self.rows_of(p, f.what, &f.filter, f.window), f.measure);
        self.known
            .iter()
            .map(|p| {
                let (Some(left), Some(right)) = (of(&v.left, p), of(&v.right, p)) else {
                    self.seen.note("versus without a figure", true);
                    return false;
                };
                self.seen.note("versus without a figure", false);
                let right = Fraction { num: right.num * i128::from(v.percent), ..right };
                let order = Fraction { num: left.num * 100, ..left }.against(right);
                let holds = match v.compare {
                    Relation::MoreThan => order.is_gt(),
                    Relation::AtLeast => order.is_ge(),
                    Relation::Equal => order.is_eq(),
                    Relation::AtMost => order.is_le(),
                    Relation::LessThan => order.is_lt(),
                };
                self.seen.note(format!("versus {:?}", v.compare), holds);
                self.seen.note(format!("versus of {}", name(v.left.measure)), holds);
                holds
            })
            .collect()
    }

    pub fn sequence(&self, s: &Sequence) -> Vec<bool> {
        self.known
            .iter()
            .map(|p| {
                let holds = self.follows(p, s, 0, None);
                let parts = [
                    (true, format!("sequence of {}", s.steps.len())),
                    (s.steps.iter().any(|x| x.absent && x.within_days.is_some()), "sequence absent within".into()),
                    (s.steps.iter().any(|x| x.absent && x.within_days.is_none()), "sequence absent ever".into()),
                    (s.steps.iter().any(|x| x.without.is_some()), "sequence without".into()),
                    (s.steps.iter().any(|x| !x.absent && x.within_days.is_some()), "sequence within".into()),
                ];
                parts.into_iter().filter(|(is, _)| *is).for_each(|(_, label)| self.seen.note(label, holds));
                holds
            })
            .collect()
    }

    /// Whether the steps from the `i`-th on can be found after the row before.
    fn follows(&self, p: &Person, s: &Sequence, i: usize, before: Option<&Row>) -> bool {
        let Some(step) = s.steps.get(i) else { return true };
        let rows = self.rows_of(p, step.what, &step.filter, Window::Ever);
        let Some(before) = before else {
            return rows.iter().any(|r| within(r.day, s.window, self.day) && self.follows(p, s, i + 1, Some(r)));
        };
        let soon = |r: &Row| step.within_days.is_none_or(|n| r.day.days_since(before.day) <= i64::from(n));
        if step.absent {
            let over = step.within_days.is_none_or(|n| self.day.days_since(before.day) >= i64::from(n));
            return over && !rows.iter().any(|r| r.at > before.at && soon(r));
        }
        rows.iter().any(|r| r.at > before.at && soon(r) && self.nothing_between(p, step, before, r) && self.follows(p, s, i + 1, Some(r)))
    }

    fn nothing_between(&self, p: &Person, step: &Step, before: &Row, after: &Row) -> bool {
        let Some(without) = &step.without else { return true };
        let found = self.rows_of(p, without.what, &without.filter, Window::Ever);
        let none = !found.iter().any(|c| before.at < c.at && c.at < after.at);
        self.seen.note("nothing in between", none);
        none
    }

    pub fn rows_of<'a>(&self, p: &'a Person, what: What, filter: &RowFilter, window: Window) -> Vec<&'a Row> {
        let kind = if what == What::AbandonedCarts { What::Carts } else { what };
        let mut there = [false; 2];
        let mut out = Vec::new();
        for r in p.did.iter().filter(|r| r.what == kind && r.day <= self.day) {
            if what == What::AbandonedCarts {
                let abandoned = r.ordered.is_none_or(|d| d > self.day);
                self.seen.note("cart ordered", !abandoned);
                self.seen.note("cart ordered later", abandoned && r.ordered.is_some());
                if !abandoned {
                    continue;
                }
            }
            let in_window = within(r.day, window, self.day);
            there[usize::from(in_window)] = true;
            if in_window && self.fits(what, filter, r) {
                out.push(r);
            }
        }
        if window != Window::Ever {
            let window = format!("Window {}", name(window));
            [false, true].into_iter().filter(|t| there[usize::from(*t)]).for_each(|t| self.seen.note(window.clone(), t));
        }
        out
    }

    fn fits(&self, what: What, f: &RowFilter, r: &Row) -> bool {
        let words = |wanted: &[String], have: &[String]| have.iter().any(|h| any_same(wanted, h));
        let product = |fit: &dyn Fn(i64) -> bool| r.products.iter().any(|p| fit(*p));
        let listed = |wanted: &[String], have: Option<&String>| have.is_some_and(|h| any_same(wanted, h));
        let part = |wanted: &[String], have: Option<&String>| {
            have.is_some_and(|h| wanted.iter().any(|w| !w.trim().is_empty() && h.to_lowercase().contains(&w.to_lowercase())))
        };
        let price = || match what {
            What::OrderLines => r.amount.zip(r.quantity).and_then(|(a, q)| Fraction::new(a, q)),
            _ => r.products.iter().find_map(|p| self.rows.words.get(p)?.price).map(Fraction::whole),
        };
        let number = |n: Option<i64>, by: Number| n.is_some_and(|n| Fraction::whole(n).holds(by));
        let order = r.order.as_ref();
        let in_words = |p: i64, of: &dyn Fn(&super::rows::ProductWords) -> Vec<String>, wanted: &[String]| {
            self.rows.words.get(&p).is_some_and(|w| words(wanted, &of(w)))
        };
        let checks: [(&str, bool, &dyn Fn() -> bool); 17] = [
            ("products", !f.products.is_empty(), &|| product(&|p| f.products.iter().any(|w| w.0 == p))),
            ("categories", !f.categories.is_empty(), &|| product(&|p| in_words(p, &|w| w.categories.clone(), &f.categories))),
            ("product_tags", !f.product_tags.is_empty(), &|| product(&|p| in_words(p, &|w| w.tags.clone(), &f.product_tags))),
            ("price", f.price.is_some(), &|| price().is_some_and(|p| p.holds(f.price.unwrap()))),
            ("amount", f.amount.is_some(), &|| number(r.amount, f.amount.unwrap())),
            ("discounted", f.discounted.is_some(), &|| order.is_some_and(|o| Some(o.discounted) == f.discounted)),
            ("coupons", !f.coupons.is_empty(), &|| order.is_some_and(|o| words(&f.coupons, &o.coupons))),
            ("channels", !f.channels.is_empty(), &|| listed(&f.channels, order.and_then(|o| o.channel.as_ref()))),
            ("countries", !f.countries.is_empty(), &|| listed(&f.countries, order.and_then(|o| o.country.as_ref()))),
            ("statuses", order.is_some(), &|| {
                order.is_some_and(|o| if f.statuses.is_empty() { o.counts } else { f.statuses.iter().any(|s| s.as_str() == o.status) })
            }),
            ("kinds", !f.kinds.is_empty(), &|| f.kinds.iter().any(|k| k.code() == r.kind)),
            ("campaigns", !f.campaigns.is_empty(), &|| listed(&f.campaigns, r.text.as_ref())),
            ("links", !f.links.is_empty(), &|| part(&f.links, r.link.as_ref())),
            ("terms", !f.terms.is_empty(), &|| part(&f.terms, r.text.as_ref())),
            ("rating", f.rating.is_some(), &|| number(r.rating, f.rating.unwrap())),
            ("names", !f.names.is_empty(), &|| listed(&f.names, r.text.as_ref())),
            ("properties", !f.properties.is_empty(), &|| {
                f.properties.iter().all(|p| {
                    let have: Vec<String> = r.properties.iter().filter(|(n, _)| *n == p.name).map(|(_, v)| v.clone()).collect();
                    let holds = field::text(&have, &p.is);
                    self.seen.note(format!("property {}", name(&p.is)), holds);
                    holds
                })
            }),
        ];
        let mut all = true;
        for (word, given, holds) in checks {
            if given {
                let holds = holds();
                self.seen.note(format!("{what:?} where {word}"), holds);
                all &= holds;
            }
        }
        all
    }
}

pub fn any_same(wanted: &[String], have: &str) -> bool {
    wanted.iter().any(|w| w.to_lowercase() == have.to_lowercase())
}

/// `None` where there is no number to speak of; count, sum and products of nothing are nought.
fn figure(rows: &[&Row], measure: FigureMeasure) -> Option<Fraction> {
    let numbers = |number: RowNumber| -> Vec<i64> {
        rows.iter()
            .filter_map(|r| match number {
                RowNumber::Amount => r.amount,
                RowNumber::Quantity => r.quantity,
                RowNumber::Rating => r.rating,
            })
            .collect()
    };
    match measure {
        FigureMeasure::Count => Some(Fraction::whole(rows.len() as i64)),
        FigureMeasure::Sum { number } => Some(Fraction::whole(numbers(number).iter().sum())),
        FigureMeasure::Average { number } => {
            let all = numbers(number);
            Fraction::new(all.iter().sum(), all.len() as i64)
        }
        FigureMeasure::Smallest { number } => numbers(number).into_iter().min().map(Fraction::whole),
        FigureMeasure::Largest { number } => numbers(number).into_iter().max().map(Fraction::whole),
        FigureMeasure::Products => {
            let all: BTreeSet<i64> = rows.iter().flat_map(|r| r.products.iter().copied()).collect();
            Some(Fraction::whole(all.len() as i64))
        }
    }
}

fn gap(rows: &[&Row], which: WhichGap) -> Option<Fraction> {
    let gaps: Vec<i64> = rows.windows(2).map(|two| two[1].day.days_since(two[0].day)).collect();
    match which {
        WhichGap::Longest => gaps.iter().max().copied().map(Fraction::whole),
        WhichGap::Shortest => gaps.iter().min().copied().map(Fraction::whole),
        WhichGap::Average => Fraction::new(gaps.iter().sum(), gaps.len() as i64),
    }
}
