//! The shop's rows as arrays, one a column, sorted by person and moment: what conditions are answered from.
//!
//! SQLite stays the one truth: columns are read from it (`read`), brought up to date person by person from the change
//! log (`Columns::refreshed`), and thrown away whenever in doubt. They live in memory alone and hold no names and no
//! email addresses. docs/decisions/0006-columns.md says why. Start with `Columns`; what is asked of them is in `scan`.

pub mod catalogue;
pub mod codes;
pub mod dict;
pub mod late;
pub mod part;
mod read;
mod splice;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use roaring::RoaringBitmap;

use crate::store::change::{Change, Touched};
use crate::store::columns::Kind;
use crate::store::{Area, Reader};
use crate::types::Result;
use catalogue::Catalogue;
use dict::Dict;
use part::{PEOPLE, Part};

/// All rows of a kind.
#[derive(Debug, Clone)]
pub struct Table {
    pub parts: Vec<Arc<Part>>,
    /// One for each text of a row.
    pub dicts: Arc<Vec<Dict>>,
}

/// One revision of the shop's data. Cheap to copy: a newer one shares every part that nothing happened in.
#[derive(Debug, Clone)]
pub struct Columns {
    /// As `Reader::revision` counts the data.
    pub revision: i64,
    tables: Vec<Table>,
    pub catalogue: Arc<Catalogue>,
    pub lates: Arc<late::Lates>,
}

/// Above this share of the people, reading everything again is quicker than looking each of them up.
const MOST_TOUCHED: u64 = 10;

impl Columns {
    /// Everything anew.
    pub fn read(reader: &Reader<'_>) -> Result<Self> {
        let parts = parts(reader)?;
        let tables = Kind::ALL.into_iter().map(|kind| table(reader, kind, parts)).collect::<Result<_>>()?;
        Ok(Self { revision: reader.revision(Area::Data)?, tables, catalogue: Arc::new(Catalogue::read(reader)?), lates: Arc::default() })
    }

    /// As of the reader's revision, which these `changes` lead to. `None`: too much has changed; read everything.
    pub fn refreshed(&self, reader: &Reader<'_>, changes: &[Change]) -> Result<Option<Self>> {
        let Some((areas, touched)) = together(changes) else { return Ok(None) };
        let known = reader.person_count()?.max(1).unsigned_abs();
        if touched.len() * MOST_TOUCHED > known.max(10_000) {
            return Ok(None);
        }
        let parts = parts(reader)?.max(self.parts());
        let ids = serde_json::to_string(&touched.iter().collect::<Vec<_>>()).unwrap_or_default();
        let mut out = self.clone();
        out.revision = reader.revision(Area::Data)?;
        for (table, kind) in out.tables.iter_mut().zip(Kind::ALL) {
            table.parts.resize_with(parts, || Arc::new(Part::empty(kind.texts(), kind.has_lines())));
            if !areas.meets(area(kind)) {
                continue;
            }
            let mut fresh = read::read(reader, kind, Some(&ids), Arc::make_mut(&mut table.dicts).as_mut_slice())?;
            for (i, part) in table.parts.iter_mut().enumerate() {
                let first = (i * PEOPLE) as u32;
                if touched.range_cardinality(first..first.saturating_add(PEOPLE as u32)) > 0 {
                    let fresh = fresh.remove(&i).unwrap_or_else(|| Part::empty(kind.texts(), kind.has_lines()));
                    *part = Arc::new(part.spliced(&fresh, first, &touched));
                }
            }
        }
        if areas.meets(Touched::PEOPLE) {
            out.lates = Arc::default();
        }
        if areas.meets(Touched::PRODUCTS) {
            out.catalogue = Arc::new(Catalogue::read(reader)?);
        }
        Ok(Some(out))
    }

    pub fn table(&self, kind: Kind) -> &Table {
        // There is one for each kind, by construction.
        #[expect(clippy::indexing_slicing, reason = "a table for every kind, in their order")]
        &self.tables[kind as usize]
    }

    pub fn parts(&self) -> usize {
        self.tables.first().map_or(0, |t| t.parts.len())
    }

    pub fn part(&self, kind: Kind, i: usize) -> Option<&Part> {
        self.table(kind).parts.get(i).map(AsRef::as_ref)
    }
}

/// What some writes touched together; `None`: everybody.
pub fn together(changes: &[Change]) -> Option<(Touched, RoaringBitmap)> {
    let mut sum = (Touched::default(), RoaringBitmap::new());
    for change in changes {
        sum.0 = sum.0.and(change.areas);
        sum.1 |= change.people.as_ref()?;
    }
    Some(sum)
}

/// The bit of the change log that tells of a kind's rows.
pub fn area(kind: Kind) -> Touched {
    match kind {
        Kind::People | Kind::Tags => Touched::PEOPLE,
        Kind::Consent => Touched::CONSENT,
        Kind::Orders => Touched::ORDERS,
        Kind::Refunds => Touched::REFUNDS,
        Kind::Carts => Touched::CARTS,
        Kind::Emails => Touched::EMAILS,
        Kind::Views => Touched::VIEWS,
        Kind::Searches => Touched::SEARCHES,
        Kind::Reviews => Touched::REVIEWS,
        Kind::Events => Touched::EVENTS,
    }
}

fn parts(reader: &Reader<'_>) -> Result<usize> {
    let most = reader.number("SELECT max(id) FROM person", &[])?;
    Ok(usize::try_from(most).unwrap_or(0) / PEOPLE + 1)
}

fn table(reader: &Reader<'_>, kind: Kind, parts: usize) -> Result<Table> {
    let mut dicts = vec![Dict::default(); kind.texts()];
    let mut read: BTreeMap<usize, Part> = read::read(reader, kind, None, &mut dicts)?;
    let parts = (0..parts).map(|i| Arc::new(read.remove(&i).unwrap_or_else(|| Part::empty(kind.texts(), kind.has_lines())))).collect();
    Ok(Table { parts, dicts: Arc::new(dicts) })
}
