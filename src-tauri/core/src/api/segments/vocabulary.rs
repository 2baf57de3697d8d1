//! What can be asked in this shop: fields and their values, categories, campaigns, events, stages, other segments.
//!
//! What is found in the data is found once for each state of it (`offers`); names that change by hand are read anew.

use std::collections::{BTreeSet, HashMap};

use serde::Serialize;
use specta::Type;

use super::App;
use super::offers::{self, Offers};
use crate::insights::lifecycle::Stage;
use crate::insights::rfm::RfmName;
use crate::segments::condition::Field;
use crate::segments::problem::FieldKind;
use crate::segments::saved;
use crate::store::document::DocumentRow;
use crate::store::offer::Offered;
use crate::store::product::ProductRow;
use crate::types::{Currency, Day, DocumentId, ProductId, Result};

/// A value with how many people (or orders, or products) have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct Offer {
    pub value: String,
    /// `None` in a large shop, where only some rows are looked at for offers.
    pub count: Option<u32>,
}

/// An event that this shop counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct EventOffer {
    pub name: String,
    pub count: Option<u32>,
    pub properties: Vec<PropertyOffer>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct PropertyOffer {
    pub name: String,
    /// The most frequent values.
    pub values: Vec<String>,
}

/// A list of people from a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct ListOffer {
    pub id: i64,
    pub name: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct ExperimentOffer {
    pub id: DocumentId,
    pub name: String,
    pub arms: Vec<String>,
}

/// An audience somewhere that people were exported to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct AudienceOffer {
    pub id: String,
    pub name: String,
}

#[derive(Debug, Clone, Copy, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum OfferedKind {
    Text,
    Tag,
    Day,
    Birthday,
    Flag,
}

#[derive(Debug, Clone, Serialize, Type)]
pub struct FieldOffer {
    pub field: Field,
    pub label: String,
    pub kind: OfferedKind,
    /// The most frequent values, where it makes sense to choose among them.
    pub values: Vec<Offer>,
}

#[derive(Debug, Clone, Serialize, Type)]
pub struct StageOffer {
    pub value: Stage,
    pub label: String,
}

#[derive(Debug, Clone, Serialize, Type)]
pub struct RfmOffer {
    pub value: RfmName,
    pub label: String,
}

#[derive(Debug, Clone, Serialize, Type)]
pub struct SegmentOffer {
    pub id: DocumentId,
    pub name: String,
    pub archived: bool,
    /// The segments it leads to, over however many steps: none of these can be asked about it without going in a circle.
    pub leads_to: Vec<DocumentId>,
}

/// Everything the editor offers.
#[derive(Debug, Clone, Serialize, Type)]
pub struct Vocabulary {
    pub currency: Currency,
    pub today: Day,
    pub fields: Vec<FieldOffer>,
    /// With how many products.
    pub categories: Vec<Offer>,
    /// With how many people they reached, the latest first.
    pub campaigns: Vec<Offer>,
    /// With how many people had something to do with them.
    pub links: Vec<Offer>,
    pub coupons: Vec<Offer>,
    pub channels: Vec<Offer>,
    pub order_countries: Vec<Offer>,
    /// With how many products.
    pub product_tags: Vec<Offer>,
    pub events: Vec<EventOffer>,
    /// What people searched the shop for, with how many did.
    pub searches: Vec<Offer>,
    /// Who says what people agreed to.
    pub consent_sources: Vec<Offer>,
    pub lists: Vec<ListOffer>,
    pub experiments: Vec<ExperimentOffer>,
    pub audiences: Vec<AudienceOffer>,
    pub stages: Vec<StageOffer>,
    pub rfm: Vec<RfmOffer>,
    pub segments: Vec<SegmentOffer>,
}

pub(super) fn offers(values: Vec<Offered>) -> Vec<Offer> {
    values.into_iter().map(|(value, n)| Offer { value, count: n.map(counted) }).collect()
}

pub(super) fn counted(n: i64) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

pub fn vocabulary(app: &App) -> Result<Vocabulary> {
    let today = app.today()?;
    app.store().read(|r| {
        let found = app.offers.of(r)?;
        let Offers { fields, categories, campaigns, links, coupons, channels, order_countries, .. } = (*found).clone();
        let Offers { product_tags, events, searches, consent_sources, .. } = (*found).clone();
        Ok(Vocabulary {
            currency: r.shop()?.currency,
            today,
            fields: field_offers(fields),
            categories,
            campaigns,
            links,
            coupons,
            channels,
            order_countries,
            product_tags,
            events,
            searches,
            consent_sources,
            lists: r.people_list_names()?.into_iter().map(|(id, name)| ListOffer { id, name }).collect(),
            experiments: offers::experiments(r)?,
            audiences: r.exported_to()?.into_iter().map(|(id, name)| AudienceOffer { id, name }).collect(),
            stages: Stage::ALL.iter().map(|s| StageOffer { value: *s, label: s.label().to_owned() }).collect(),
            rfm: RfmName::ALL.iter().map(|n| RfmOffer { value: *n, label: n.label().to_owned() }).collect(),
            segments: offered_segments(r.documents(saved::KIND)?),
        })
    })
}

fn offered_segments(rows: Vec<DocumentRow>) -> Vec<SegmentOffer> {
    let direct: HashMap<DocumentId, Vec<DocumentId>> = rows.iter().map(|row| (row.id, saved::links(&row.body))).collect();
    let offer = |row: DocumentRow| {
        let (mut reached, mut next) = (BTreeSet::new(), direct.get(&row.id).cloned().unwrap_or_default());
        while let Some(id) = next.pop() {
            if reached.insert(id) {
                next.extend(direct.get(&id).into_iter().flatten());
            }
        }
        SegmentOffer { id: row.id, name: row.name, archived: row.archived_at.is_some(), leads_to: reached.into_iter().collect() }
    };
    rows.into_iter().map(offer).collect()
}

fn field_offers(found: offers::FieldValues) -> Vec<FieldOffer> {
    let field = |field: Field, label: &str, values: Vec<Offer>| FieldOffer {
        kind: match field.kind() {
            FieldKind::Text => OfferedKind::Text,
            FieldKind::Tag => OfferedKind::Tag,
            FieldKind::Day => OfferedKind::Day,
            FieldKind::Birthday => OfferedKind::Birthday,
            FieldKind::Flag => OfferedKind::Flag,
        },
        field,
        label: label.to_owned(),
        values,
    };
    let mut fields = vec![
        field(Field::Country, "Country", found.countries),
        field(Field::City, "City", found.cities),
        field(Field::Region, "Region", found.regions),
        field(Field::Postcode, "Postcode", Vec::new()),
        field(Field::Language, "Language", found.languages),
        field(Field::Tag, "Tag", found.tags),
        field(Field::Email, "Email address", Vec::new()),
        field(Field::FirstName, "First name", Vec::new()),
        field(Field::LastName, "Last name", Vec::new()),
        field(Field::Phone, "Phone number", Vec::new()),
        field(Field::Created, "First known", Vec::new()),
        field(Field::Birthday, "Birthday", Vec::new()),
        field(Field::Registered, "Account", Vec::new()),
    ];
    fields.extend(found.custom.into_iter().map(|(name, values)| field(Field::Custom(name.clone()), &name, values)));
    fields
}

/// A product to choose.
#[derive(Debug, Clone, Serialize, Type)]
pub struct ProductHit {
    pub id: ProductId,
    pub title: String,
    pub sku: Option<String>,
    /// Its picture, an address on the web.
    pub image_url: Option<String>,
}

impl From<ProductRow> for ProductHit {
    fn from(p: ProductRow) -> Self {
        Self { id: p.id, title: p.title, sku: p.sku, image_url: p.image_url }
    }
}

/// Products whose title or SKU contains `text`, best sold first; and, before them, those with these numbers.
pub fn products(app: &App, text: &str, ids: &[ProductId]) -> Result<Vec<ProductHit>> {
    app.store().read(|r| {
        let found = app.offers.of(r)?;
        let mut out: Vec<ProductHit> = Vec::new();
        for id in ids {
            out.extend(r.product(*id)?.map(ProductHit::from));
        }
        let hits = r.find_products(text.trim(), &found.sold_most, 20)?;
        out.extend(hits.into_iter().filter(|p| !ids.contains(&p.id)).map(ProductHit::from));
        Ok(out)
    })
}
