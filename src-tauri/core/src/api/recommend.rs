//! What to suggest to one person, with the reason for each product, as the terminal and the emails room show it.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use serde::Serialize;
use specta::Type;

use super::App;
use crate::insights::recommend::{BestSellers, Choice, OnShelf, is_service};
use crate::store::product::ProductRow;
use crate::store::{Area, Reader};
use crate::types::{Day, Error, Money, PersonId, ProductId, Result};

/// The window in which a best seller must have sold: a season.
pub const DAYS: u32 = 90;

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
}

/// How many of those left out are told.
const TOLD: usize = 12;

type Key = (PathBuf, i64, Day);

/// The best sellers of the open shop, counted once for each state of its data and day.
#[derive(Default)]
pub struct BestSellersKept(Mutex<Option<(Key, Arc<BestSellers>)>>);

pub fn best_sellers(app: &App, as_of: Day) -> Result<Arc<BestSellers>> {
    let store = app.store();
    let key = (store.path().to_owned(), store.revision(Area::Data)?, as_of);
    let kept = || app.best_sellers.0.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((known, best)) = &*kept()
        && *known == key
    {
        return Ok(Arc::clone(best));
    }
    let best = Arc::new(store.read(|r| {
        let zone = r.shop()?.zone;
        let shelf: Vec<OnShelf> = r
            .product_shelf()?
            .into_iter()
            .filter(|p| !is_service(&p.title))
            .map(|p| OnShelf { product: p.product, in_stock: p.in_stock, has_picture: p.has_picture })
            .collect();
        let mut purchases = Vec::new();
        r.each_purchase(zone.end_of(as_of), |p| {
            purchases.push(p);
            Ok(())
        })?;
        Ok(BestSellers::new(purchases, &shelf, zone.start_of(as_of.minus_days(DAYS - 1)), DAYS))
    })?);
    *kept() = Some((key, Arc::clone(&best)));
    Ok(best)
}

/// Up to `count` best sellers that this person has not bought, as of a day.
///
/// # Errors
/// `NotFound` when there is no such person.
pub fn recommend(app: &App, person: PersonId, count: usize, as_of: Day) -> Result<Suggestions> {
    let best = best_sellers(app, as_of)?;
    app.store().read(|r| {
        r.person(person)?.ok_or_else(|| Error::not_found(format!("There is no person with the number {person}.")))?;
        suggestions(r, &best.choose(person, count))
    })
}

pub fn suggestions(r: &Reader<'_>, choice: &Choice) -> Result<Suggestions> {
    let one = |product: ProductId, why: String| -> Result<Option<Suggestion>> {
        Ok(r.product(product)?.map(|p| Suggestion { product, price: price(&p), title: p.title, why }))
    };
    let mut out = Suggestions { chosen: Vec::new(), left_out: Vec::new() };
    for (product, because) in &choice.chosen {
        out.chosen.extend(one(*product, because.sentence())?);
    }
    for (product, why) in choice.left_out.iter().take(TOLD) {
        out.left_out.extend(one(*product, why.sentence().to_owned())?);
    }
    Ok(out)
}

pub fn price(p: &ProductRow) -> Option<Money> {
    p.price.zip(p.currency).map(|(minor, currency)| Money::new(minor, currency))
}
