//! What an email needs beside its reader, fetched once: the shop, the brand, the compiled letter, who is in which group.

use std::sync::Arc;

use roaring::RoaringBitmap;

use super::super::App;
use super::super::documents::DocumentKind;
use super::super::recommend::{best_sellers, price};
use super::read_brand;
use crate::emails::Email;
use crate::emails::brand::Brand;
use crate::emails::compile::Letter;
use crate::emails::data::{self, ProductView};
use crate::emails::definition::EmailAudience;
use crate::emails::render::{Group, Groups, Rendered, Sheet, render};
use crate::emails::shelf::ProductRule;
use crate::insights::recommend::BestSellers;
use crate::segments::saved;
use crate::store::Reader;
use crate::store::reader::EmailReaderRow;
use crate::store::setting::Shop;
use crate::types::{Day, DocumentId, Error, PersonId, ProductId, Result};

/// Everything that an email's rendering needs beside its reader.
pub(super) struct Room {
    pub(super) shop: Shop,
    pub(super) brand: Brand,
    pub(super) as_of: Day,
    pub(super) letter: Arc<Letter>,
    pub(super) groups: Groups,
    pub(super) best: Option<Arc<BestSellers>>,
}

impl Room {
    pub(super) fn enter(app: &App, email: &Email, as_of: Day) -> Result<Self> {
        let (shop, brand) = app.store().read(|r| Ok((r.shop()?, read_brand(r)?)))?;
        let letter = app.emails.letters.get(email, &brand, &shop.name)?;
        let mut groups = Groups::new();
        for only in email.blocks.iter().filter_map(|b| b.only_for.as_ref()) {
            if let EmailAudience::Segment { segment } = only
                && let std::collections::btree_map::Entry::Vacant(slot) = groups.entry(*segment)
            {
                slot.insert(group(app, *segment, as_of)?);
            }
        }
        let best = if letter.blocks.iter().any(|b| b.products.is_some()) { Some(best_sellers(app, as_of)?) } else { None };
        Ok(Self { shop, brand, as_of, letter, groups, best })
    }

    pub(super) fn render(&self, reader: &EmailReaderRow, view: &dyn Fn(ProductId) -> Option<ProductView>) -> Rendered {
        let choose = |_: &ProductRule, count: usize| {
            let choice = self.best.as_ref().map(|b| b.choose(reader.person, count)).unwrap_or_default();
            choice.chosen.iter().filter_map(|(id, _)| view(*id)).collect()
        };
        render(
            &self.letter,
            &Sheet {
                person: reader.person,
                data: data::about(reader, &self.shop, &self.brand, self.as_of),
                currency: self.shop.currency,
                groups: &self.groups,
                choose: &choose,
            },
        )
    }
}

pub(super) fn reader(r: &Reader<'_>, person: PersonId, room: &Room) -> Result<EmailReaderRow> {
    r.email_reader(person, room.shop.zone.end_of(room.as_of))?
        .ok_or_else(|| Error::not_found(format!("There is no person with the number {person} (any more).")))
}

pub(super) fn view(p: crate::store::product::ProductRow) -> ProductView {
    ProductView { price: price(&p), title: p.title, url: p.url, image_url: p.image_url }
}

/// The people of a segment for listing readers; a broken segment is an error here.
pub(super) fn people_of(app: &App, id: DocumentId, as_of: Day) -> Result<RoaringBitmap> {
    match group(app, id, as_of)? {
        Group::People { people, .. } => Ok(people),
        Group::Gone => Err(Error::not_found("This segment was deleted. Choose another one, or everybody.")),
        Group::Broken { name, why } => Err(Error::bad_input(format!("“{name}” cannot be counted: {why}"))),
    }
}

fn group(app: &App, id: DocumentId, as_of: Day) -> Result<Group> {
    let store = app.store();
    let Some(row) = store.read(|r| r.document(DocumentKind::Segment.as_str(), id))? else { return Ok(Group::Gone) };
    let counted = store.read(|r| saved::find(r, id)).and_then(|found| match found {
        Some((_, segment)) => app.segments.evaluate(&store, &segment, as_of).map(|e| e.set.as_ref().clone()),
        None => Err(Error::not_found("It was deleted.")),
    });
    Ok(match counted {
        Ok(people) => Group::People { name: row.name, people },
        Err(e) => Group::Broken { name: row.name, why: e.message },
    })
}
