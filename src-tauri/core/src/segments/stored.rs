//! Tests of texts that have no columns from the start (names, addresses, numbers, a source's own fields): of everybody
//! by what is kept since somebody last asked (`columns::late`); else read from the store and tested one by one.

use roaring::RoaringBitmap;

use super::base::Base;
use super::condition::{Field, Profile};
use super::definition::Node;
use super::plan;
use super::scan::work::Stop;
use super::texts::Holds;
use super::values::{Test, Unset};
use crate::store::Reader;
use crate::store::condition::Text;
use crate::types::{Error, Result};

/// Those of `some` (or of everybody) for whom the test holds.
pub fn people(reader: &Reader<'_>, node: &Node, base: &Base, some: Option<&RoaringBitmap>, stop: Stop<'_>) -> Result<RoaringBitmap> {
    let Node::Profile(p) = node else { return Ok(RoaringBitmap::new()) };
    let ids = some.map(|ids| serde_json::to_string(&ids.iter().collect::<Vec<_>>()).unwrap_or_default());
    let (Some(first), second) = (text(plan::fields(p).0), plan::fields(p).1.and_then(text)) else { return Ok(RoaringBitmap::new()) };
    let mut rows = 0u32;
    let mut tick = || {
        rows = rows.wrapping_add(1);
        if rows.is_multiple_of(4096) && stop() { Err(Error::cancelled()) } else { Ok(()) }
    };
    if some.is_none()
        && let Some(set) = kept(reader, p, base, (first, second), &mut tick)?
    {
        return Ok(set);
    }
    let mut out = RoaringBitmap::new();
    match second {
        None => {
            let holds = Holds::new(&p.is, base.as_of);
            if holds.of(None) {
                out = some.map_or_else(|| (*base.everyone).clone(), Clone::clone);
            }
            reader.each_text(first, ids.as_deref(), |id, text| {
                if holds.of(Some(text)) {
                    out.insert(id);
                } else {
                    out.remove(id);
                }
                tick()
            })?;
        }
        Some(second) => reader.each_two_texts((first, second), ids.as_deref(), |id, a, b| {
            if same(p, a, b) {
                out.insert(id);
            }
            tick()
        })?,
    }
    Ok(out)
}

/// Everybody for whom the test holds, without a look at each text. `None`: the texts are too different to be kept.
fn kept(
    reader: &Reader<'_>,
    p: &Profile,
    base: &Base,
    of: (Text<'_>, Option<Text<'_>>),
    tick: &mut dyn FnMut() -> Result<()>,
) -> Result<Option<RoaringBitmap>> {
    let lates = &base.columns.lates;
    let first = lates.column(reader, of.0, tick)?;
    let Some(second) = of.1 else {
        let holds = Holds::new(&p.is, base.as_of);
        let those = match &p.is {
            Test::IsSet | Test::IsNotSet => Some(first.set.clone()),
            _ => first.those(&|text| holds.of(Some(text))),
        };
        return Ok(those.map(|those| match &p.is {
            Test::IsNotSet => &*base.everyone - those,
            _ if holds.of(None) => (&*base.everyone - &first.set) | those,
            _ => those,
        }));
    };
    let second = lates.column(reader, second, tick)?;
    let both = &first.set & &second.set;
    let unset = if p.is.unset() == Some(Unset::Include) { &*base.everyone - &both } else { RoaringBitmap::new() };
    let wants_same = p.is.unset().is_none();
    Ok(first.same(&second).map(|same| if wants_same { same } else { (both - same) | unset }))
}

/// Whether a test that compares two fields holds of their texts.
fn same(p: &Profile, a: &str, b: &str) -> bool {
    if a.is_empty() || b.is_empty() {
        return p.is.unset() == Some(Unset::Include);
    }
    (a.to_lowercase() == b.to_lowercase()) == p.is.unset().is_none()
}

fn text(field: &Field) -> Option<Text<'_>> {
    Some(match field {
        Field::Country => Text::Country,
        Field::Region => Text::Region,
        Field::City => Text::City,
        Field::Postcode => Text::Postcode,
        Field::Language => Text::Language,
        Field::Birthday => Text::Birthday,
        Field::Email => Text::Email,
        Field::FirstName => Text::FirstName,
        Field::LastName => Text::LastName,
        Field::Phone => Text::Phone,
        Field::Custom(name) => Text::Custom(name),
        Field::Tag | Field::Created | Field::Registered => return None,
    })
}
