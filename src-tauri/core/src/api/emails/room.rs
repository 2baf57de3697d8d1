//! What an email needs beside its reader, fetched once: the shop, the brand, the compiled letter, who is in which group.

use std::sync::Arc;

use roaring::RoaringBitmap;

use super::super::App;
use super::super::documents::DocumentKind;
use super::read_brand;
use super::shelf::{Stand, Stock, Supplies};
use crate::emails::Email;
use crate::emails::brand::Brand;
use crate::emails::compile::Letter;
use crate::emails::data;
use crate::emails::definition::EmailAudience;
use crate::emails::reader::{AudienceKey, Group, Groups, Sheet};
use crate::emails::render::{Rendered, render};
use crate::segments::describe::describe;
use crate::segments::names::Names;
use crate::segments::saved;
use crate::store::Reader;
use crate::store::reader::EmailReaderRow;
use crate::store::setting::Shop;
use crate::types::{Day, DocumentId, Error, PersonId, Result};

/// Everything that an email's rendering needs beside its reader.
pub(super) struct Room {
    pub(super) shop: Shop,
    pub(super) brand: Brand,
    pub(super) as_of: Day,
    pub(super) letter: Arc<Letter>,
    pub(super) groups: Groups,
    pub(super) supplies: Supplies,
}

impl Room {
    pub(super) fn enter(app: &App, email: &Email, as_of: Day) -> Result<Self> {
        let (shop, brand) = app.store().read(|r| Ok((r.shop()?, read_brand(r)?)))?;
        let letter = app.emails.letters.get(email, &brand, &shop.name)?;
        let mut groups = Groups::new();
        for audience in audiences(email) {
            if let std::collections::btree_map::Entry::Vacant(slot) = groups.entry(AudienceKey::of(audience)) {
                slot.insert(people_in(app, audience, as_of)?);
            }
        }
        let supplies = Supplies::of(app, email, as_of)?;
        Ok(Self { shop, brand, as_of, letter, groups, supplies })
    }

    /// `told`: with the reasons for the products.
    pub(super) fn render(&self, reader: &EmailReaderRow, stock: &Stock<'_>, told: bool) -> Rendered {
        let sheet = Sheet {
            person: Some(reader.person),
            data: data::about(reader, &self.shop, &self.brand, self.as_of),
            currency: self.shop.currency,
            groups: &self.groups,
            shelf: &Stand { stock, person: Some(reader.person) },
            forced: None,
            told,
        };
        render(&self.letter, &sheet)
    }

    pub(super) fn stock<'r>(&self, r: &'r Reader<'r>) -> Stock<'r> {
        Stock::new(r, self.supplies.clone())
    }
}

/// Everybody that some part of the email is for.
pub(super) fn audiences(email: &Email) -> Vec<&EmailAudience> {
    let mut out: Vec<&EmailAudience> = email.head_variants.iter().map(|v| &v.only_for).collect();
    email.each_block(&mut |b| out.extend(b.only_for.iter().chain(b.variants.iter().map(|v| &v.only_for))));
    out
}

pub(super) fn reader(r: &Reader<'_>, person: PersonId, room: &Room) -> Result<EmailReaderRow> {
    r.email_reader(person, room.shop.zone.end_of(room.as_of))?
        .ok_or_else(|| Error::not_found(format!("There is no person with the number {person} (any more).")))
}

/// The people of a segment for listing readers; a broken segment is an error here.
pub(super) fn people_of(app: &App, id: DocumentId, as_of: Day) -> Result<Arc<RoaringBitmap>> {
    match group(app, id, as_of)? {
        Group::People { people, .. } => Ok(people),
        Group::Gone => Err(Error::not_found("This segment was deleted. Choose another one, or everybody.")),
        Group::Broken { name, why } => Err(Error::bad_input(format!("“{name}” cannot be counted: {why}"))),
    }
}

fn people_in(app: &App, audience: &EmailAudience, as_of: Day) -> Result<Group> {
    let condition = match audience {
        EmailAudience::Segment { segment } => return group(app, *segment, as_of),
        EmailAudience::Condition { condition } => condition,
    };
    let store = app.store();
    let name = store.read(|r| Ok(describe(condition, &Names::find(r, condition)?)))?;
    Ok(match app.segments.evaluate(&store, condition, as_of) {
        Ok(e) => Group::People { name, own: true, people: Arc::clone(&e.set) },
        Err(e) => Group::Broken { name, why: e.message },
    })
}

fn group(app: &App, id: DocumentId, as_of: Day) -> Result<Group> {
    let store = app.store();
    let Some(row) = store.read(|r| r.document(DocumentKind::Segment.as_str(), id))? else { return Ok(Group::Gone) };
    let counted = store.read(|r| saved::find(r, id)).and_then(|found| match found {
        Some((_, segment)) => app.segments.evaluate(&store, &segment, as_of).map(|e| Arc::clone(&e.set)),
        None => Err(Error::not_found("It was deleted.")),
    });
    Ok(match counted {
        Ok(people) => Group::People { name: row.name, own: false, people },
        Err(e) => Group::Broken { name: row.name, why: e.message },
    })
}
