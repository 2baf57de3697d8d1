//! Writing: the definition with everything its numbers stand for, segments inside it whole.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;

use super::{Envelope, KIND, SharedPerson, SharedSegment, numbers, people_chosen, segment_asked, value};
use crate::api::App;
use crate::api::document_files::{self, SharedProduct};
use crate::segments::{Segment, saved};
use crate::store::Reader;
use crate::types::{DocumentId, Error, PersonId, ProductId, Result};

/// The file's text.
///
/// # Errors
/// `NotFound` when a segment inside is missing: the file would say something else elsewhere.
pub fn text(app: &App, name: &str, definition: &Segment) -> Result<String> {
    let definition = value(definition)?;
    let envelope = app.store().read(|r| {
        let mut seen = Seen::default();
        seen.look(&definition);
        let mut segments = BTreeMap::new();
        while let Some(id) = seen.segments.iter().find(|id| !segments.contains_key(*id)).copied() {
            let (name, inner) = saved::find(r, id)?
                .ok_or_else(|| Error::not_found(format!("The segment asks about segment number {id}, which does not exist any more.")))?;
            let inner = value(&inner)?;
            seen.look(&inner);
            segments.insert(id, SharedSegment { number: id, name, definition: inner });
        }
        Ok(Envelope {
            regulars: KIND.name.to_owned(),
            version: KIND.version,
            name: name.trim().to_owned(),
            definition,
            products: seen.products.iter().map(|id| SharedProduct::of(r, *id)).filter_map(Result::transpose).collect::<Result<_>>()?,
            people: people(r, &seen.people)?,
            segments: segments.into_values().collect(),
        })
    })?;
    document_files::written(&KIND, &envelope)
}

/// Writes it to a file, whole or not at all.
pub fn save(app: &App, name: &str, definition: &Segment, path: &Path) -> Result<()> {
    document_files::save(path, || text(app, name, definition))
}

/// The numbers that a definition holds.
#[derive(Default)]
struct Seen {
    products: BTreeSet<ProductId>,
    segments: BTreeSet<DocumentId>,
    people: BTreeSet<PersonId>,
}

impl Seen {
    fn look(&mut self, value: &Value) {
        match value {
            Value::Array(list) => list.iter().for_each(|v| self.look(v)),
            Value::Object(map) => {
                self.segments.extend(segment_asked(map));
                self.people.extend(people_chosen(map).into_iter().flatten());
                for (key, inner) in map {
                    match numbers(key, inner) {
                        Some(ids) => self.products.extend(ids.into_iter().map(ProductId)),
                        None => self.look(inner),
                    }
                }
            }
            _ => {}
        }
    }
}

fn people(r: &Reader<'_>, ids: &BTreeSet<PersonId>) -> Result<Vec<SharedPerson>> {
    let ids: Vec<u32> = ids.iter().map(|id| id.0).collect();
    Ok(r.members(&ids)?.into_iter().filter_map(|m| m.email.map(|email| SharedPerson { number: m.person, email })).collect())
}
