//! What can be asked in this shop: fields and their values, categories, campaigns, coupons, stages, other segments.

use std::collections::{BTreeSet, HashMap};

use serde::Serialize;
use specta::Type;

use super::App;
use crate::insights::lifecycle::Stage;
use crate::insights::rfm::RfmName;
use crate::segments::condition::Field;
use crate::segments::problem::FieldKind;
use crate::segments::saved;
use crate::store::document::DocumentRow;
use crate::store::product::ProductRow;
use crate::store::segment::{Offered, ValueCount};
use crate::types::{Currency, Day, DocumentId, ProductId, Result};

/// Values offered per field; more can be typed.
const MOST: u32 = 500;

/// A value with how many people (or orders, or products) have it.
#[derive(Debug, Clone, Serialize, Type)]
pub struct Offer {
    pub value: String,
    pub count: u32,
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
    pub coupons: Vec<Offer>,
    pub channels: Vec<Offer>,
    pub order_countries: Vec<Offer>,
    pub stages: Vec<StageOffer>,
    pub rfm: Vec<RfmOffer>,
    pub segments: Vec<SegmentOffer>,
}

fn offers(values: Vec<ValueCount>) -> Vec<Offer> {
    values.into_iter().map(|(value, n)| Offer { value, count: u32::try_from(n).unwrap_or(u32::MAX) }).collect()
}

pub fn vocabulary(app: &App) -> Result<Vocabulary> {
    let today = app.today()?;
    app.store().read(|r| {
        let field = |field: Field, label: &str, values: Vec<ValueCount>| FieldOffer {
            kind: match field.kind() {
                FieldKind::Text => OfferedKind::Text,
                FieldKind::Tag => OfferedKind::Tag,
                FieldKind::Day => OfferedKind::Day,
                FieldKind::Birthday => OfferedKind::Birthday,
                FieldKind::Flag => OfferedKind::Flag,
            },
            field,
            label: label.to_owned(),
            values: offers(values),
        };
        let mut fields = vec![
            field(Field::Country, "Country", r.person_values(Offered::Country, MOST)?),
            field(Field::City, "City", r.person_values(Offered::City, MOST)?),
            field(Field::Region, "Region", r.person_values(Offered::Region, MOST)?),
            field(Field::Postcode, "Postcode", Vec::new()),
            field(Field::Language, "Language", r.person_values(Offered::Language, MOST)?),
            field(Field::Tag, "Tag", r.tag_values(MOST)?),
            field(Field::Email, "Email address", Vec::new()),
            field(Field::FirstName, "First name", Vec::new()),
            field(Field::LastName, "Last name", Vec::new()),
            field(Field::Phone, "Phone number", Vec::new()),
            field(Field::Created, "First known", Vec::new()),
            field(Field::Birthday, "Birthday", Vec::new()),
            field(Field::Registered, "Account", Vec::new()),
        ];
        for (name, _) in r.custom_fields(100)? {
            let values = r.custom_field_values(&name, 100)?;
            fields.push(field(Field::Custom(name.clone()), &name, values));
        }
        Ok(Vocabulary {
            currency: r.shop()?.currency,
            today,
            fields,
            categories: offers(r.categories()?),
            campaigns: offers(r.campaign_values(MOST)?),
            coupons: offers(r.coupon_values(MOST)?),
            channels: offers(r.channel_values()?),
            order_countries: offers(r.order_country_values()?),
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

/// A product to choose.
#[derive(Debug, Clone, Serialize, Type)]
pub struct ProductHit {
    pub id: ProductId,
    pub title: String,
    pub sku: Option<String>,
}

impl From<ProductRow> for ProductHit {
    fn from(p: ProductRow) -> Self {
        Self { id: p.id, title: p.title, sku: p.sku }
    }
}

/// Products whose title or SKU contains `text`, best known first; and, before them, those with these numbers.
pub fn products(app: &App, text: &str, ids: &[ProductId]) -> Result<Vec<ProductHit>> {
    app.store().read(|r| {
        let mut out: Vec<ProductHit> = Vec::new();
        for id in ids {
            out.extend(r.product(*id)?.map(ProductHit::from));
        }
        out.extend(r.find_products(text.trim(), 20)?.into_iter().filter(|p| !ids.contains(&p.id)).map(ProductHit::from));
        Ok(out)
    })
}
