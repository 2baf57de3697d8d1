//! What to suggest to one person, with the reason for each product, as the terminal and the emails room show it.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use serde::Serialize;
use specta::Type;

use super::App;
use crate::insights::recommend::rule::{LeaveOut, ProductRule};
use crate::insights::recommend::{Ask, Choice, Deed, Facts, Good, SEASON, Shelf};
use crate::store::product::ProductRow;
use crate::store::{Area, Reader};
use crate::types::{Day, Error, Money, PersonId, ProductId, Result};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct Suggestion {
    pub product: ProductId,
    pub title: String,
    pub price: Option<Money>,
    /// "Best seller: 214 people bought it in the last 90 days", or why it was left out.
    pub why: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct Suggestions {
    pub chosen: Vec<Suggestion>,
    /// What stood higher and was passed over (the first few).
    pub left_out: Vec<Suggestion>,
    /// Why the rule itself had nothing to offer.
    pub nothing: Option<String>,
}

/// How many of those left out are told.
const TOLD: usize = 12;

type Key = (PathBuf, i64, Day);

/// Something that is the same for everybody, made once for each state of the open shop's data and day.
pub struct Kept<T>(Mutex<Option<(Key, Arc<T>)>>);

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(Mutex::new(None))
    }
}

impl<T> Kept<T> {
    pub(super) fn get(&self, app: &App, as_of: Day, make: impl FnOnce(&Reader<'_>) -> Result<T>) -> Result<Arc<T>> {
        let store = app.store();
        // Read and made in one snapshot, so that what is kept is what its revision says.
        store.read(|r| {
            let key = (store.path().to_owned(), r.revision(Area::Data)?, as_of);
            let kept = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some((known, it)) = &*kept()
                && *known == key
            {
                return Ok(Arc::clone(it));
            }
            let it = Arc::new(make(r)?);
            *kept() = Some((key, Arc::clone(&it)));
            Ok(it)
        })
    }
}

/// The shelf as of the end of a day.
pub fn shelf(app: &App, as_of: Day) -> Result<Arc<Shelf>> {
    app.shelf.get(app, as_of, |r| Ok(Shelf::new(facts(r, as_of)?, as_of)))
}

fn facts(r: &Reader<'_>, as_of: Day) -> Result<Facts> {
    let zone = r.shop()?.zone;
    let end = zone.end_of(as_of);
    let mut out = Facts::default();
    for p in r.product_shelf()? {
        out.goods.push(Good {
            product: p.product,
            title: p.title,
            in_stock: p.in_stock,
            has_picture: p.has_picture,
            created: p.created_at.map(|at| zone.day_of(at)),
            categories: Vec::new(),
        });
    }
    for (product, category) in r.categories_by_product()? {
        if let Ok(at) = out.goods.binary_search_by_key(&product, |g| g.product)
            && let Some(good) = out.goods.get_mut(at)
        {
            good.categories.push(category);
        }
    }
    r.each_purchase(end, |p| {
        out.bought.push(Deed { person: p.person, product: p.product, day: zone.day_of(p.at) });
        Ok(())
    })?;
    r.each_view(end, |person, product, at| out.viewed.push(Deed { person, product, day: zone.day_of(at) }))?;
    r.each_left_line(end, |l| out.left.push(Deed { person: l.person, product: l.product, day: zone.day_of(l.at) }))?;
    Ok(out)
}

/// Up to `count` best sellers that this person has not bought, as of a day.
///
/// # Errors
/// `NotFound` when there is no such person.
pub fn recommend(app: &App, person: PersonId, count: usize, as_of: Day) -> Result<Suggestions> {
    recommend_by(app, person, &ProductRule::BestSellers { days: SEASON }, LeaveOut::default(), None, count, as_of)
}

/// Up to `count` products that the rule finds for this person; `fill` is asked when it finds too few.
///
/// # Errors
/// `NotFound` when there is no such person.
pub fn recommend_by(
    app: &App,
    person: PersonId,
    rule: &ProductRule,
    leave_out: LeaveOut,
    fill: Option<&ProductRule>,
    count: usize,
    as_of: Day,
) -> Result<Suggestions> {
    let shelf = shelf(app, as_of)?;
    let ask = Ask::new(&shelf, rule, count, leave_out, fill);
    app.store().read(|r| {
        r.person(person)?.ok_or_else(|| Error::not_found(format!("There is no person with the number {person}.")))?;
        suggestions(r, &shelf, &shelf.choose(person, &ask, &[]))
    })
}

fn suggestions(r: &Reader<'_>, shelf: &Shelf, choice: &Choice) -> Result<Suggestions> {
    let one = |product: ProductId, why: String| -> Result<Option<Suggestion>> {
        Ok(r.product(product)?.map(|p| Suggestion { product, price: price(&p), title: p.title, why }))
    };
    let mut out = Suggestions { chosen: Vec::new(), left_out: Vec::new(), nothing: choice.nothing.map(|n| n.sentence()) };
    for (product, because) in &choice.chosen {
        out.chosen.extend(one(*product, shelf.because(*because))?);
    }
    for (product, why) in choice.left_out.iter().take(TOLD) {
        out.left_out.extend(one(*product, why.sentence())?);
    }
    Ok(out)
}

pub fn price(p: &ProductRow) -> Option<Money> {
    p.price.zip(p.currency).map(|(minor, currency)| Money::new(minor, currency))
}
