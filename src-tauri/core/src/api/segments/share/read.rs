//! Reading: each number is found again by what travelled beside it, or its place is named. Nothing is guessed and
//! nothing is left out silently: a condition without its product would be another condition.

use std::path::Path;

use serde_json::{Map, Value};

use super::{Envelope, KIND, Opened, numbers, people_chosen, segment_asked, value};
use crate::api::App;
use crate::api::document_files;
use crate::segments::definition::{MAX_DEPTH, MAX_NODES};
use crate::segments::parse::{capital, json, place, too_deep};
use crate::segments::{Segment, names, saved};
use crate::store::Reader;
use crate::store::ingest::normal_email;
use crate::types::{DocumentId, Error, PersonId, ProductId, Result};

/// Reads a file that somebody chose.
pub fn open(app: &App, path: &Path) -> Result<Opened> {
    document_files::open(&KIND, path, |text, name| parse(app, text, name))
}

/// Reads a file's text; `fallback` is the name of a definition that brings none.
pub fn parse(app: &App, text: &str, fallback: &str) -> Result<Opened> {
    let read = json(text.trim_start_matches('\u{feff}'))?;
    let envelope = match read {
        Value::Object(map) if map.contains_key("regulars") => document_files::envelope::<Envelope>(&KIND, map)?,
        definition => {
            let definition = Segment::parse(&definition)?;
            return app.store().read(|r| checked(r, definition, fallback, Vec::new()));
        }
    };
    // Judged as it stands first, so that what is wrong in the file is named by its place there.
    Segment::parse(&envelope.definition)?;
    for s in &envelope.segments {
        Segment::parse(&s.definition)
            .map_err(|e| Error { message: format!("In the segment “{}” inside: {}", s.name, e.message), ..e })?;
    }
    app.store().read(|r| {
        let mut own = Fit { r, envelope: &envelope, notes: Vec::new(), nodes: 0, trail: Vec::new() };
        let fitted = own.definition(&envelope.definition, 0)?;
        let notes = own.notes;
        checked(r, Segment::parse(&fitted)?, &envelope.name, notes)
    })
}

fn checked(r: &Reader<'_>, definition: Segment, name: &str, notes: Vec<String>) -> Result<Opened> {
    names::check_products(r, &definition)?;
    names::check_fields(r, &definition)?;
    saved::check_links(r, &definition, None)?;
    Ok(Opened { name: name.trim().to_owned(), definition, notes })
}

struct Fit<'a> {
    r: &'a Reader<'a>,
    envelope: &'a Envelope,
    notes: Vec<String>,
    nodes: usize,
    trail: Vec<DocumentId>,
}

impl Fit<'_> {
    fn definition(&mut self, definition: &Value, depth: usize) -> Result<Value> {
        let root = definition.get("root").unwrap_or(&Value::Null);
        let root = self.node(root, &mut Vec::new(), depth)?;
        let mut out = definition.clone();
        if let Some(place) = out.get_mut("root") {
            *place = root;
        }
        Ok(out)
    }

    fn node(&mut self, node: &Value, path: &mut Vec<usize>, depth: usize) -> Result<Value> {
        self.nodes += 1;
        if depth > MAX_DEPTH {
            return Err(too_deep());
        }
        if self.nodes > MAX_NODES {
            return Err(Error::bad_input(format!("With the segments inside it, the segment has more than {MAX_NODES} conditions.")));
        }
        let Value::Object(map) = node else { return Ok(node.clone()) };
        if let Some(id) = segment_asked(map) {
            return self.inner(id, path, depth);
        }
        if let Some(ids) = people_chosen(map) {
            return self.people(map, &ids, path);
        }
        if let Some(what) = map.get("type").and_then(Value::as_str).and_then(stays_at_home) {
            return Err(wrong(path, &format!("it asks about {what} of the shop that the file was made in, which cannot come along.")));
        }
        let Some(Value::Array(children)) = map.get("children") else { return self.products(node, path) };
        let mut fitted = Vec::with_capacity(children.len());
        for (i, child) in children.iter().enumerate() {
            path.push(i);
            fitted.push(self.node(child, path, depth + 1)?);
            path.pop();
        }
        let mut out = map.clone();
        out.insert("children".to_owned(), Value::Array(fitted));
        Ok(Value::Object(out))
    }

    /// A segment inside: this shop's own of the same name and conditions, or its conditions in its place.
    fn inner(&mut self, id: DocumentId, path: &[usize], depth: usize) -> Result<Value> {
        let Some(shared) = self.envelope.segments.iter().find(|s| s.number == id) else {
            return Err(wrong(path, &format!("it asks about segment number {id}, which is not in the file.")));
        };
        if self.trail.contains(&id) {
            return Err(wrong(path, &format!("the segment “{}” leads back to itself.", shared.name)));
        }
        self.trail.push(id);
        let fitted = self.definition(&shared.definition, depth);
        self.trail.pop();
        let fitted = Segment::parse(&fitted?)?;
        if let Some(row) = self.r.document_named(saved::KIND, &shared.name)?
            && Segment::parse_text(&row.body).is_ok_and(|there| there == fitted)
        {
            return Ok(serde_json::json!({ "type": "segment", "id": row.id }));
        }
        let note = format!("“{}” is not in this shop as it is in the file, so its conditions stand in its place.", shared.name);
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
        Ok(value(&fitted)?.get("root").cloned().unwrap_or(Value::Null))
    }

    fn people(&mut self, map: &Map<String, Value>, ids: &[PersonId], path: &[usize]) -> Result<Value> {
        let (mut found, mut missing) = (Vec::new(), Vec::new());
        for id in ids {
            let shared = self.envelope.people.iter().find(|p| p.number == *id);
            let here = shared.map(|p| self.r.person_by_key("email", 0, &normal_email(&p.email))).transpose()?.flatten();
            match here {
                Some(id) => found.push(id),
                None => missing.push(shared.map_or_else(|| format!("number {id}"), |p| p.email.clone())),
            }
        }
        if found.is_empty() && !missing.is_empty() {
            return Err(wrong(path, &format!("this shop knows none of the people chosen by hand ({}).", few(&missing))));
        }
        if !missing.is_empty() {
            self.notes.push(format!("Of the people chosen by hand, this shop does not know {}.", few(&missing)));
        }
        let mut out = map.clone();
        out.insert("ids".to_owned(), serde_json::json!(found));
        Ok(Value::Object(out))
    }

    /// Products wherever a condition lists them.
    fn products(&mut self, value: &Value, path: &[usize]) -> Result<Value> {
        Ok(match value {
            Value::Array(list) => Value::Array(list.iter().map(|v| self.products(v, path)).collect::<Result<_>>()?),
            Value::Object(map) => {
                let mut out = Map::new();
                for (key, inner) in map {
                    let fitted = match numbers(key, inner) {
                        Some(ids) => {
                            let here = ids.into_iter().map(|id| self.product(ProductId(id), path)).collect::<Result<Vec<_>>>()?;
                            serde_json::json!(here)
                        }
                        None => self.products(inner, path)?,
                    };
                    out.insert(key.clone(), fitted);
                }
                Value::Object(out)
            }
            other => other.clone(),
        })
    }

    fn product(&self, id: ProductId, path: &[usize]) -> Result<ProductId> {
        let Some(shared) = self.envelope.products.iter().find(|p| p.number == id) else {
            return Err(wrong(path, &format!("the file does not say which product its number {id} is.")));
        };
        if let Some(here) = shared.here(self.r)? {
            return Ok(here);
        }
        let title = &shared.title;
        let sku = shared.sku.as_ref().map(|s| format!(" (SKU {s})")).unwrap_or_default();
        Err(wrong(path, &format!("the product “{title}”{sku} is not in this shop.")))
    }
}

/// What means something only where it was made.
fn stays_at_home(kind: &str) -> Option<&'static str> {
    match kind {
        "list" => Some("a list of people"),
        "arm" => Some("an experiment"),
        _ => None,
    }
}

fn few(all: &[String]) -> String {
    let shown: Vec<&str> = all.iter().take(3).map(String::as_str).collect();
    let more = all.len() - shown.len();
    if more == 0 { shown.join(", ") } else { format!("{} and {more} more", shown.join(", ")) }
}

fn wrong(path: &[usize], what: &str) -> Error {
    Error::not_found(format!("{}: {what}", capital(&place(path))))
}
