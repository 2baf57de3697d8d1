//! Writing: the definition with everything its numbers stand for, segments inside it whole.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;

use super::{Envelope, SharedPerson, SharedProduct, SharedSegment, VERSION, numbers, people_chosen, segment_asked, value};
use crate::api::App;
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
            regulars: "segment".to_owned(),
            version: VERSION,
            name: name.trim().to_owned(),
            definition,
            products: seen.products.iter().map(|id| product(r, *id)).filter_map(Result::transpose).collect::<Result<_>>()?,
            people: people(r, &seen.people)?,
            segments: segments.into_values().collect(),
        })
    })?;
    serde_json::to_string_pretty(&envelope)
        .map(|text| text + "\n")
        .map_err(|e| Error::internal("The segment could not be written as JSON.").caused_by(e))
}

/// Writes it to a file, whole or not at all.
pub fn save(app: &App, name: &str, definition: &Segment, path: &Path) -> Result<()> {
    if path.as_os_str().is_empty() || path.is_dir() {
        return Err(Error::bad_input("Give the file a name of its own."));
    }
    let text = text(app, name, definition)?;
    let mut unfinished = path.as_os_str().to_owned();
    unfinished.push(".unfinished");
    let written = std::fs::write(&unfinished, text).and_then(|()| std::fs::rename(&unfinished, path));
    written.map_err(|e| {
        let _ = std::fs::remove_file(&unfinished);
        Error::file("write", path, e)
    })
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

fn product(r: &Reader<'_>, id: ProductId) -> Result<Option<SharedProduct>> {
    let Some((row, source)) = r.product(id)?.zip(r.product_source_kind(id)?) else { return Ok(None) };
    Ok(Some(SharedProduct { number: id, source, external_id: row.external_id, sku: row.sku, title: row.title }))
}

fn people(r: &Reader<'_>, ids: &BTreeSet<PersonId>) -> Result<Vec<SharedPerson>> {
    let ids: Vec<u32> = ids.iter().map(|id| id.0).collect();
    Ok(r.members(&ids)?.into_iter().filter_map(|m| m.email.map(|email| SharedPerson { number: m.person, email })).collect())
}
