//! What some people are worth and what they buy, beside everyone: for the panel next to the segment editor.

use serde::Serialize;
use specta::Type;

use super::{App, Which, ask, money, people};
use crate::insights::beside::{Tallies, Tally, Taste, Tastes, lift};
use crate::insights::value::{AHEAD_DAYS, Values};
use crate::segments::Evaluation;
use crate::store::Reader;
use crate::types::records::ConsentState;
use crate::types::{Currency, Day, Money, ProductId, Result};

/// So many categories and products are told.
const TOP: usize = 5;
const YEAR: u32 = AHEAD_DAYS;

#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename = "SegmentProfile")]
pub struct Profile {
    pub as_of: Day,
    pub these: Worth,
    pub everyone: Worth,
    /// Why nothing is expected of anybody (`expected` is then empty everywhere).
    pub not_enough: Option<String>,
    /// What most of these people bought, best first; at most five.
    pub categories: Vec<Liking>,
    pub products: Vec<Liking>,
}

/// Some people in a few figures; empty where nobody stands behind one. Amounts are before refunds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Type)]
#[serde(rename = "SegmentWorth")]
pub struct Worth {
    pub people: u32,
    /// … who bought at least once.
    pub buyers: u32,
    /// Purchases of each buyer, on average, ever.
    pub orders_per_buyer: Option<f64>,
    pub average_order: Option<Money>,
    /// What each of the people, buyers or not, spent in the last 365 days, on average.
    pub spent_last_year: Option<Money>,
    /// What each of them is expected to spend in the next 365 days, on average.
    pub expected_next_year: Option<Money>,
    /// How many may be mailed by what they last said; 0 to 1.
    pub subscribed_share: Option<f64>,
}

/// A category or product that they like.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename = "SegmentLiking")]
pub struct Liking {
    pub name: String,
    /// `None` for a category.
    pub product: Option<ProductId>,
    /// How many of these people bought it, ever; and their share of these buyers.
    pub people: u32,
    pub share: f64,
    /// The same of all buyers.
    pub share_of_everyone: f64,
    /// `share` over `share_of_everyone`: 1.5 is half as often again. `None`: too few buyers to compare.
    pub lift: Option<f64>,
    /// Whether the difference from everybody else is more than chance would bring.
    pub sure: bool,
}

/// Who is in the segment, beside everyone known on that day (today when `None`).
pub fn profile(app: &App, which: &Which, as_of: Option<Day>) -> Result<Profile> {
    let (_, e) = ask(app, which, as_of)?;
    let values = app.standings.values(&app.store(), e.as_of.day)?;
    app.store().read(|r| read(r, &e, &values))
}

fn read(r: &Reader<'_>, e: &Evaluation, values: &Values) -> Result<Profile> {
    let currency = r.shop()?.currency;
    let mut tallies = Tallies::new(&e.set, e.as_of.zone.start_of(e.as_of.day.minus_days(YEAR - 1)));
    r.each_bought(e.as_of.end(), |person, at, amount| tallies.add(person, at, amount))?;
    let (mut of_these, mut of_all) = ((0i64, 0u32), (0i64, 0u32));
    for p in values.people() {
        of_all.0 = of_all.0.saturating_add(p.spend);
        if e.set.contains(p.person.0) {
            of_these.0 = of_these.0.saturating_add(p.spend);
        }
    }
    for s in r.email_standings(e.as_of.end().plus_secs(-1))? {
        let yes = u32::from(s.state == Some(ConsentState::Subscribed));
        of_all.1 += if e.base.everyone.contains(s.person.0) { yes } else { 0 };
        of_these.1 += if e.set.contains(s.person.0) { yes } else { 0 };
    }
    let expected = values.model.is_ok();
    let worth = |n: u64, t: &Tally, (spend, subscribed): (i64, u32)| Worth {
        people: people(n),
        buyers: t.buyers,
        orders_per_buyer: (t.buyers > 0).then(|| t.orders as f64 / f64::from(t.buyers)),
        average_order: each(t.spent, t.priced, currency),
        spent_last_year: each(t.spent_lately, n, currency),
        expected_next_year: each(spend, n, currency).filter(|_| expected),
        subscribed_share: (n > 0).then(|| f64::from(subscribed) / n as f64),
    };
    let (categories, products) = likings(r, e, tallies.these.buyers, tallies.everyone.buyers)?;
    Ok(Profile {
        as_of: e.as_of.day,
        these: worth(e.set.len(), &tallies.these, of_these),
        everyone: worth(e.base.everyone.len(), &tallies.everyone, of_all),
        not_enough: values.not_enough(),
        categories,
        products,
    })
}

/// Shared among `n`, to the nearest minor unit.
fn each(sum: i64, n: u64, currency: Currency) -> Option<Money> {
    (n > 0).then(|| money(currency, (sum as f64 / n as f64).round() as i64))
}

fn likings(r: &Reader<'_>, e: &Evaluation, buyers: u32, everyone: u32) -> Result<(Vec<Liking>, Vec<Liking>)> {
    let pairs = r.categories_by_product()?;
    let mut names: Vec<&str> = pairs.iter().map(|(_, name)| name.as_str()).collect();
    names.dedup();
    let mut by_product: std::collections::HashMap<ProductId, Vec<usize>> = Default::default();
    for (product, name) in &pairs {
        by_product.entry(*product).or_default().extend(names.binary_search(&name.as_str()));
    }
    let (mut categories, mut products) = (Tastes::new(&e.set), Tastes::new(&e.set));
    r.each_piece(e.as_of.end(), |x| {
        products.add(x.person, x.product);
        for category in by_product.get(&x.product).into_iter().flatten() {
            categories.add(x.person, *category);
        }
    })?;
    let liking = |name: String, product, taste: Taste| {
        let lift = lift(taste, buyers, everyone);
        Liking {
            name,
            product,
            people: taste.these,
            share: f64::from(taste.these) / f64::from(buyers.max(1)),
            share_of_everyone: f64::from(taste.everyone) / f64::from(everyone.max(1)),
            lift: lift.map(|l| l.times),
            sure: lift.is_some_and(|l| l.sure),
        }
    };
    let categories =
        categories.top(TOP).into_iter().map(|(i, taste)| liking(names.get(i).map_or_else(String::new, |n| (*n).to_owned()), None, taste));
    let categories = categories.collect();
    let products = products
        .top(TOP)
        .into_iter()
        .map(|(id, taste)| Ok(liking(r.product(id)?.map_or_else(String::new, |p| p.title), Some(id), taste)))
        .collect::<Result<_>>()?;
    Ok((categories, products))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::api::testing::{NOW, app};
    use crate::segments::Segment;
    use crate::types::Progress;

    fn ask_demo(condition: serde_json::Value, check: impl FnOnce(Profile, &App)) {
        let dir = tempfile::tempdir().unwrap();
        let app = app(dir.path());
        crate::demo::fill(&app.store(), 1, NOW, &Progress::silent()).unwrap();
        let definition =
            Segment::parse(&json!({"version": 1, "root": {"type": "group", "match": "all", "children": [condition]}})).unwrap();
        let got = profile(&app, &Which::Definition { definition }, None).unwrap();
        check(got, &app);
    }

    #[test]
    fn everyone_beside_everyone_is_the_same() {
        ask_demo(json!({"type": "orders", "measure": {"of": "count", "compare": {"op": "at_least", "value": 0}}}), |p, app| {
            assert_eq!(p.these, p.everyone);
            assert_eq!(p.these.people, 2_000);
            assert!(p.these.expected_next_year.is_some_and(|m| m.minor > 0), "{:?}", p.not_enough);
            assert!(p.categories.iter().chain(&p.products).all(|l| l.lift.is_none() && l.share == l.share_of_everyone));
            let day = app.today().unwrap();
            let all: i64 = app.standings.values(&app.store(), day).unwrap().people().iter().map(|v| v.spend).sum();
            let each = p.these.expected_next_year.unwrap().minor;
            assert!((each * 2_000 - all).abs() <= 1_000, "{each} {all}");
        });
    }

    #[test]
    fn regulars_beside_everyone_agree_with_sums_in_sql() {
        ask_demo(json!({"type": "orders", "measure": {"of": "count", "compare": {"op": "at_least", "value": 2}}}), |p, app| {
            let number = |sql: &str| app.store().read(|r| r.number(sql, &[])).unwrap();
            let who = "(SELECT person_id FROM orders WHERE counts = 1 AND person_id IS NOT NULL GROUP BY 1 HAVING count(*) > 1)";
            let buyers = number(&format!("SELECT count(*) FROM {who}"));
            let orders = number(&format!("SELECT count(*) FROM orders WHERE counts = 1 AND person_id IN {who}"));
            assert_eq!((i64::from(p.these.people), i64::from(p.these.buyers)), (buyers, buyers));
            assert_eq!(p.these.orders_per_buyer, Some(orders as f64 / buyers as f64));
            let average =
                number(&format!("SELECT CAST(round(avg(total_shop)) AS INTEGER) FROM orders WHERE counts = 1 AND person_id IN {who}"));
            assert_eq!(p.these.average_order.unwrap().minor, average);
            let best = &p.products[0];
            let id = best.product.unwrap();
            let bought = number(&format!(
                "SELECT count(DISTINCT o.person_id) FROM orders o JOIN order_line l ON l.order_id = o.id
                 WHERE o.counts = 1 AND l.quantity > 0 AND l.product_id = {id} AND o.person_id IN {who}"
            ));
            assert_eq!(i64::from(best.people), bought);
            assert!(p.products.len() == 5 && p.categories.len() == 5 && p.categories.iter().all(|c| !c.name.is_empty()));
            assert!(best.lift.is_some_and(|l| l > 1.0), "regulars bought more of everything: {best:?}");
            assert!(p.these.spent_last_year.unwrap().minor > p.everyone.spent_last_year.unwrap().minor);
            assert!(p.these.expected_next_year.unwrap().minor > p.everyone.expected_next_year.unwrap().minor);
            assert!(p.these.subscribed_share.is_some_and(|s| s > 0.0 && s < 1.0));
        });
    }
}
