//! Conditions about what was done with people: shown an arm of a test, exported, put on a list.

use roaring::RoaringBitmap;

use super::base::Base;
use super::condition::{Exported, InArm};
use super::definition::Node;
use super::window::Span;
use crate::store::Reader;
use crate::types::Result;

pub fn people(reader: &Reader<'_>, node: &Node, base: &Base) -> Result<RoaringBitmap> {
    match node {
        Node::Arm(x) => in_arm(reader, x, base),
        Node::Exported(x) => exported(reader, x, base),
        Node::List(x) => Ok(reader.on_list(x.id)?.unwrap_or_default().into_iter().collect()),
        _ => Ok(RoaringBitmap::new()),
    }
}

fn in_arm(reader: &Reader<'_>, x: &InArm, base: &Base) -> Result<RoaringBitmap> {
    let names: Vec<String> = x.arms.iter().map(|a| a.to_lowercase()).collect();
    let shown = reader.arms(x.experiment, base.as_of.end())?;
    Ok(shown.into_iter().filter(|(_, arm)| names.is_empty() || names.contains(&arm.to_lowercase())).map(|(id, _)| id).collect())
}

fn exported(reader: &Reader<'_>, x: &Exported, base: &Base) -> Result<RoaringBitmap> {
    let span = Span::of(x.window, base.as_of);
    let names: Vec<String> = x.audiences.iter().map(|a| a.to_lowercase()).collect();
    let meant = |text: &str| names.contains(&text.to_lowercase());
    let mut out = RoaringBitmap::new();
    for (push, at, audience, name) in reader.exports_before(base.as_of.end())? {
        if span.holds(at) && (names.is_empty() || meant(&audience) || meant(&name)) {
            reader.each_exported(push, |id| {
                out.insert(id);
            })?;
        }
    }
    Ok(out)
}
