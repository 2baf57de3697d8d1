//! What the data offers to ask about, found once for each state of the data: opening the segments room again is free.

use std::sync::{Arc, Mutex, PoisonError};

use super::vocabulary::{EventOffer, ExperimentOffer, Offer, PropertyOffer, counted, offers};
use crate::store::offer::PersonColumn;
use crate::store::{Area, Reader};
use crate::types::{ProductId, Result};

/// Values offered of a kind; more can be typed.
const MOST: u32 = 500;
/// Custom fields, and values of each.
const FIELDS: u32 = 100;
/// Best sold products that come first when a product is chosen.
const SOLD_MOST: u32 = 500;

#[derive(Debug, Clone)]
pub struct FieldValues {
    pub countries: Vec<Offer>,
    pub cities: Vec<Offer>,
    pub regions: Vec<Offer>,
    pub languages: Vec<Offer>,
    pub tags: Vec<Offer>,
    /// By the field's name.
    pub custom: Vec<(String, Vec<Offer>)>,
}

#[derive(Debug, Clone)]
pub struct Offers {
    pub fields: FieldValues,
    pub categories: Vec<Offer>,
    pub campaigns: Vec<Offer>,
    pub links: Vec<Offer>,
    pub coupons: Vec<Offer>,
    pub channels: Vec<Offer>,
    pub order_countries: Vec<Offer>,
    pub product_tags: Vec<Offer>,
    pub events: Vec<EventOffer>,
    pub searches: Vec<Offer>,
    pub consent_sources: Vec<Offer>,
    pub sold_most: Vec<ProductId>,
}

/// The offers of one state of the data; a newer one replaces it.
#[derive(Default)]
pub struct OffersKept(Mutex<Option<(i64, Arc<Offers>)>>);

impl OffersKept {
    /// Forgets them; when another shop is opened, whose revisions count on their own.
    pub fn clear(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    pub fn of(&self, r: &Reader<'_>) -> Result<Arc<Offers>> {
        let revision = r.revision(Area::Data)?;
        let kept = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((of, offers)) = &*kept()
            && *of == revision
        {
            return Ok(Arc::clone(offers));
        }
        let found = Arc::new(find(r)?);
        *kept() = Some((revision, Arc::clone(&found)));
        Ok(found)
    }
}

fn find(r: &Reader<'_>) -> Result<Offers> {
    let person = |of: PersonColumn| r.offered_person_values(of, MOST).map(offers);
    Ok(Offers {
        fields: FieldValues {
            countries: person(PersonColumn::Country)?,
            cities: person(PersonColumn::City)?,
            regions: person(PersonColumn::Region)?,
            languages: person(PersonColumn::Language)?,
            tags: offers(r.offered_tags(MOST)?),
            custom: r.offered_fields(FIELDS, FIELDS as usize)?.into_iter().map(|(name, values)| (name, offers(values))).collect(),
        },
        categories: r.categories()?.into_iter().map(|(value, n)| Offer { value, count: Some(counted(n)) }).collect(),
        campaigns: offers(r.offered_campaigns(MOST)?),
        links: offers(r.offered_links(MOST)?),
        coupons: offers(r.offered_coupons(MOST)?),
        channels: offers(r.offered_channels(MOST)?),
        order_countries: offers(r.offered_order_countries(MOST)?),
        product_tags: offers(r.offered_product_tags(MOST)?),
        events: events(r)?,
        searches: offers(r.offered_searches(MOST)?),
        consent_sources: offers(r.offered_consent_sources(MOST)?),
        sold_most: r.products_sold_most(SOLD_MOST)?,
    })
}

fn events(r: &Reader<'_>) -> Result<Vec<EventOffer>> {
    let property = |(name, values)| PropertyOffer { name, values };
    let event = |e: crate::store::offer::OfferedEvent| EventOffer {
        name: e.name,
        count: e.count.map(counted),
        properties: e.properties.into_iter().map(property).collect(),
    };
    Ok(r.offered_events()?.into_iter().map(event).collect())
}

/// Saved tests with their arms; of one that cannot be read, the arms that people got.
pub fn experiments(r: &Reader<'_>) -> Result<Vec<ExperimentOffer>> {
    let mut out = Vec::new();
    for row in r.documents("experiment")? {
        let mut arms: Vec<String> = serde_json::from_str::<serde_json::Value>(&row.body)
            .ok()
            .and_then(|body| crate::experiments::Experiment::parse(&body).ok())
            .map(|e| e.variants.into_iter().map(|v| v.name).collect())
            .unwrap_or_default();
        for arm in r.exposed_arms(row.id)? {
            if !arms.contains(&arm) {
                arms.push(arm);
            }
        }
        out.push(ExperimentOffer { id: row.id, name: row.name, arms });
    }
    Ok(out)
}
