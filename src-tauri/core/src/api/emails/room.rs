//! What an email needs beside its reader, fetched once: the shop, the brand, the compiled letter, who is in which group.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use roaring::RoaringBitmap;

use super::super::App;
use super::super::documents::DocumentKind;
use super::read_brand;
use super::shelf::{Stand, Stock, Supplies};
use crate::emails::Email;
use crate::emails::brand::Brand;
use crate::emails::compile::{Letter, Shared, language_for, own_language};
use crate::emails::data;
use crate::emails::definition::{BlockContent, EmailAudience, EmailBlock};
use crate::emails::letter::{ForSome, Needs};
use crate::emails::reader::{Forced, Group, Groups, Sheet, Shelf};
use crate::emails::render::{Rendered, render, weigh};
use crate::emails::source::{Source, source};
use crate::segments::describe::describe;
use crate::segments::names::Names;
use crate::segments::saved;
use crate::store::Reader;
use crate::store::reader::EmailReaderRow;
use crate::store::setting::Shop;
use crate::types::{Day, DocumentId, Error, PersonId, Result};

/// Everything that an email's rendering needs beside its reader.
pub(super) struct Room<'a> {
    app: &'a App,
    email: &'a Email,
    shared: Shared,
    pub(super) shop: Shop,
    pub(super) brand: Brand,
    pub(super) as_of: Day,
    /// In the email's own language.
    pub(super) letter: Arc<Letter>,
    translated: Mutex<BTreeMap<String, Arc<Letter>>>,
    pub(super) groups: Groups,
    pub(super) supplies: Supplies,
}

impl<'a> Room<'a> {
    pub(super) fn enter(app: &'a App, email: &'a Email, as_of: Day) -> Result<Self> {
        let (shop, brand, shared) = app.store().read(|r| Ok((r.shop()?, read_brand(r)?, shared(r, email)?)))?;
        let letter = app.emails.letters.get(email, &brand, &shop.name, own_language(email, &brand), &shared)?;
        let mut groups = Groups::new();
        for block in &letter.blocks {
            let all = block.only_for.iter().chain(block.alternatives.iter().filter_map(|a| a.only_for.as_ref()));
            add(app, &mut groups, all, as_of)?;
        }
        add(app, &mut groups, letter.heads.iter().filter_map(|h| h.only_for.as_ref()), as_of)?;
        let supplies = match shared.is_empty() {
            true => Supplies::of(app, email, as_of)?,
            false => {
                let mut whole = email.clone();
                whole.blocks.extend(shared.values().cloned());
                Supplies::of(app, &whole, as_of)?
            }
        };
        Ok(Self { app, email, shared, shop, brand, as_of, letter, translated: Mutex::default(), groups, supplies })
    }

    /// The letter in the language in which somebody who speaks `wanted` gets it, and whether that is theirs.
    pub(super) fn letter_for(&self, wanted: Option<&str>) -> Result<(Arc<Letter>, bool)> {
        let (language, theirs) = language_for(self.email, &self.brand, wanted);
        if language == self.letter.language {
            return Ok((Arc::clone(&self.letter), theirs));
        }
        let mut all = self.translated.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(letter) = all.get(&language) {
            return Ok((Arc::clone(letter), theirs));
        }
        let letter = self.app.emails.letters.get(self.email, &self.brand, &self.shop.name, &language, &self.shared)?;
        all.insert(language, Arc::clone(&letter));
        Ok((letter, theirs))
    }

    /// The email as MJML, in its own language.
    pub(super) fn source(&self) -> Source {
        source(self.email, &self.brand, &self.shop.name, &self.letter.language, &self.shared)
    }

    /// As this person gets it. `told`: with the reasons for the products.
    pub(super) fn render(&self, reader: &EmailReaderRow, stock: &Stock<'_>, told: bool) -> Rendered {
        let letter = self.letter_for(reader.language.as_deref()).map_or_else(|_| Arc::clone(&self.letter), |(l, _)| l);
        render(&letter, &self.sheet(reader, Some(reader.person), &Stand { stock, person: Some(reader.person) }, None, told))
    }

    /// As `render`, for whoever only counts. `letter` is the one that `letter_for` finds for them.
    pub(super) fn weigh(&self, letter: &Letter, reader: &EmailReaderRow, stock: &Stock<'_>) -> Rendered {
        weigh(letter, &self.sheet(reader, Some(reader.person), &Stand { stock, person: Some(reader.person) }, None, false))
    }

    /// `person`: none for a made-up reader.
    pub(super) fn sheet<'s>(
        &'s self,
        reader: &EmailReaderRow,
        person: Option<PersonId>,
        shelf: &'s dyn Shelf,
        forced: Option<&'s Forced>,
        told: bool,
    ) -> Sheet<'s> {
        Sheet {
            person,
            data: data::about(reader, &self.shop, &self.brand, self.as_of),
            currency: self.shop.currency,
            groups: &self.groups,
            shelf,
            forced,
            told,
        }
    }

    /// Whether any reader's letter could show a code of their own.
    pub(super) fn wants_codes(&self) -> bool {
        self.letter.blocks.iter().flat_map(|b| &b.alternatives).any(|a| matches!(a.needs, Needs::Code(_)))
    }

    pub(super) fn stock<'r>(&self, r: &'r Reader<'r>) -> Stock<'r> {
        Stock::new(r, self.supplies.clone())
    }
}

/// The saved blocks that the email holds, and those that they hold.
fn shared(r: &Reader<'_>, email: &Email) -> Result<Shared> {
    let mut out = Shared::new();
    let mut wanted = saved_in(&email.blocks);
    while let Some(id) = wanted.pop() {
        if out.contains_key(&id) {
            continue;
        }
        let row = r.document(DocumentKind::EmailBlock.as_str(), id)?;
        if let Some(block) = row.and_then(|row| serde_json::from_str::<EmailBlock>(&row.body).ok()) {
            wanted.extend(saved_in(std::slice::from_ref(&block)));
            out.insert(id, block);
        }
    }
    Ok(out)
}

/// The numbers of the saved blocks in these.
pub(super) fn saved_in(blocks: &[EmailBlock]) -> Vec<DocumentId> {
    let mut out = Vec::new();
    Email::new("", "", blocks.to_vec()).each_block(&mut |b| {
        out.extend(b.contents().filter_map(|c| if let BlockContent::Saved { block } = c { Some(*block) } else { None }));
    });
    out
}

fn add<'e>(app: &App, groups: &mut Groups, audiences: impl Iterator<Item = &'e ForSome>, as_of: Day) -> Result<()> {
    for some in audiences {
        if let std::collections::btree_map::Entry::Vacant(slot) = groups.entry(some.key.clone()) {
            slot.insert(people_in(app, &some.audience, as_of)?);
        }
    }
    Ok(())
}

pub(super) fn reader(r: &Reader<'_>, person: PersonId, room: &Room<'_>) -> Result<EmailReaderRow> {
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
