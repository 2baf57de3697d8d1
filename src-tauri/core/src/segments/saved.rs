//! Saved segments: found by number, and named.

use super::definition::{Node, Segment};
use super::parse::{capital, place};
use crate::store::Reader;
use crate::types::{DocumentId, Error, Result};

/// The kind under which `document` keeps them.
pub const KIND: &str = "segment";

/// Name and definition; `None` when there is none of that number (any more).
pub fn find(reader: &Reader<'_>, id: DocumentId) -> Result<Option<(String, Segment)>> {
    let Some(row) = reader.document(KIND, id)? else { return Ok(None) };
    let segment = Segment::parse_text(&row.body)
        .map_err(|e| Error::new(e.code, format!("The saved segment “{}” cannot be read: {}", row.name, e.message)))?;
    Ok(Some((row.name, segment)))
}

/// The segments that a saved body asks about; none when it cannot be read.
pub fn links(body: &str) -> Vec<DocumentId> {
    let mut out = Vec::new();
    if let Ok(segment) = Segment::parse_text(body) {
        segment.walk(&mut |_, node| {
            if let Node::Segment(s) = node {
                out.push(s.id);
            }
        });
    }
    out
}

/// Refuses a definition that names a missing segment or, by way of others, itself. `own` is its number and name if it has one.
pub fn check_links(reader: &Reader<'_>, segment: &Segment, own: Option<(DocumentId, &str)>) -> Result<()> {
    let mut trail: Vec<(DocumentId, String)> = own.map(|(id, name)| (id, name.to_owned())).into_iter().collect();
    follow(reader, segment, &mut trail, &mut Vec::new())
}

fn follow(reader: &Reader<'_>, segment: &Segment, trail: &mut Vec<(DocumentId, String)>, done: &mut Vec<DocumentId>) -> Result<()> {
    let mut links = Vec::new();
    segment.walk(&mut |path, node| {
        if let Node::Segment(s) = node {
            links.push((path.to_vec(), s.id));
        }
    });
    for (path, id) in links {
        if trail.iter().any(|(seen, _)| *seen == id) {
            return Err(cycle(trail, id));
        }
        if done.contains(&id) {
            continue;
        }
        let (name, inner) = find(reader, id)?.ok_or_else(|| missing(&path, id))?;
        trail.push((id, name));
        follow(reader, &inner, trail, done)?;
        trail.pop();
        done.push(id);
    }
    Ok(())
}

pub(super) fn missing(path: &[usize], id: DocumentId) -> Error {
    Error::not_found(format!("{}: there is no segment with the number {id} (any more). Choose another one there.", capital(&place(path))))
}

/// “VIPs” → “Loyal” → “VIPs”.
pub(super) fn cycle(trail: &[(DocumentId, String)], again: DocumentId) -> Error {
    let start = trail.iter().position(|(id, _)| *id == again).unwrap_or(0);
    let mut names: Vec<String> = trail.iter().skip(start).map(|(_, name)| format!("“{name}”")).collect();
    names.extend(names.first().cloned());
    Error::bad_input(format!("The segment leads back to itself: {}. Take one of these steps out.", names.join(" → ")))
}
