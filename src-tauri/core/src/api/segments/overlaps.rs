//! How a segment lies to several others: who is only in one, in two of them, in all.

use std::sync::Arc;

use roaring::RoaringBitmap;
use serde::Serialize;
use specta::Type;

use super::{App, Which, day, load, people};
use crate::segments::condition::InSegment;
use crate::segments::overlap::{MOST_SETS, parts};
use crate::segments::{Match, Node, Segment, saved};
use crate::types::{Day, DocumentId, Error, Result};

#[derive(Debug, Clone, Serialize, Type)]
pub struct OverlapSet {
    /// `None`: not saved.
    pub id: Option<DocumentId>,
    pub name: String,
    pub people: u32,
    /// How many of them are in the first as well.
    pub with_first: u32,
}

/// People who are in exactly these of the sets.
#[derive(Debug, Clone, Serialize, Type)]
pub struct OverlapPart {
    /// For each set, whether they are in it.
    pub within: Vec<bool>,
    pub people: u32,
    /// These people as a segment of their own.
    pub definition: Segment,
}

#[derive(Debug, Clone, Serialize, Type)]
pub struct Overlaps {
    pub sets: Vec<OverlapSet>,
    /// The largest first; only those that hold somebody.
    pub parts: Vec<OverlapPart>,
    /// Everyone the shop knew on that day.
    pub of: u32,
    /// Of these, in none of the sets.
    pub in_none: u32,
    /// Saved segments that could be compared too.
    pub more: Vec<OverlapSet>,
}

struct Set {
    id: Option<DocumentId>,
    name: String,
    node: Node,
    people: Arc<RoaringBitmap>,
}

/// The segment and the chosen others; `None` chooses those that share most people with it. `own` is the number under
/// which it is saved, so that it is not compared with itself.
///
/// # Errors
/// `BadInput` for more than six sets in all.
pub fn overlaps(app: &App, first: &Which, own: Option<DocumentId>, others: Option<&[DocumentId]>, as_of: Option<Day>) -> Result<Overlaps> {
    let as_of = day(app, as_of)?;
    app.store().read(|r| {
        let set = |which: &Which, id: Option<DocumentId>| {
            let (name, segment) = load(r, which)?;
            segment.check()?;
            let people = app.segments.evaluate_in(r, &segment, as_of)?.set;
            let node = id.map_or(segment.root, |id| Node::Segment(InSegment { id }));
            Ok::<_, Error>(Set { id, name: name.unwrap_or_else(|| "This segment".to_owned()), node, people })
        };
        let own = if let Which::Saved { id } = first { Some(*id) } else { own };
        let me = set(first, own.filter(|_| matches!(first, Which::Saved { .. })))?;
        let saved = |id: DocumentId| set(&Which::Saved { id }, Some(id));
        let mut all: Vec<Set> = Vec::new();
        for row in r.documents(saved::KIND)?.into_iter().filter(|d| Some(d.id) != own) {
            match (saved(row.id), others) {
                (Ok(found), _) => all.push(found),
                // One that cannot be read is no reason to show nothing, unless it was asked for.
                (Err(e), Some(chosen)) if chosen.contains(&row.id) => return Err(e),
                (Err(_), _) => {}
            }
        }
        all.sort_by_key(|s| std::cmp::Reverse((s.people.intersection_len(&me.people), s.people.len())));
        let (chosen, rest) = match others {
            Some(ids) => {
                let mut chosen = Vec::new();
                for id in ids.iter().filter(|id| Some(**id) != own) {
                    let at = all.iter().position(|s| s.id == Some(*id));
                    let missing = || Error::not_found(format!("There is no segment with the number {id} (any more)."));
                    chosen.push(all.remove(at.ok_or_else(missing)?));
                }
                (chosen, all)
            }
            None => {
                let rest = all.split_off(all.len().min(MOST_CHOSEN));
                (all, rest)
            }
        };
        if chosen.len() >= MOST_SETS {
            return Err(Error::bad_input(format!("At most {MOST_SETS} segments can be compared at once.")));
        }
        let everyone = app.segments.base(r, as_of)?.everyone.clone();
        Ok(picture(std::iter::once(me).chain(chosen).collect(), &rest, &everyone))
    })
}

/// Compared without being asked for: enough for a picture that can be read at once.
const MOST_CHOSEN: usize = 3;

fn picture(sets: Vec<Set>, rest: &[Set], everyone: &RoaringBitmap) -> Overlaps {
    let bitmaps: Vec<Arc<RoaringBitmap>> = sets.iter().map(|s| s.people.clone()).collect();
    let first = bitmaps.first().cloned().unwrap_or_default();
    let shown = |s: &Set| OverlapSet {
        id: s.id,
        name: s.name.clone(),
        people: people(s.people.len()),
        with_first: people(s.people.intersection_len(&first)),
    };
    let parts: Vec<OverlapPart> = parts(&bitmaps)
        .into_iter()
        .map(|part| OverlapPart { definition: definition(&sets, &part.within), people: people(part.people), within: part.within })
        .collect();
    let held: u64 = parts.iter().map(|p| u64::from(p.people)).sum();
    Overlaps {
        of: people(everyone.len()),
        in_none: people(everyone.len().saturating_sub(held)),
        sets: sets.iter().map(shown).collect(),
        more: rest.iter().map(shown).collect(),
        parts,
    }
}

/// In all of these and in none of those.
fn definition(sets: &[Set], within: &[bool]) -> Segment {
    let side = |is: bool| sets.iter().zip(within).filter(move |(_, w)| **w == is).map(|(s, _)| s.node.clone());
    let mut all: Vec<Node> = side(true).collect();
    let none: Vec<Node> = side(false).collect();
    if !none.is_empty() {
        all.push(Node::group(Match::None, none));
    }
    Segment::all(all)
}
