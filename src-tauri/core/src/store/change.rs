//! The change log: whom, and which kinds of rows, each write to the data touched.
//!
//! The one door for writes (`Store::write`) adds a line for every write of `Area::Data`. What the write itself `note`d
//! is believed; a write that noted nothing touched everybody, so that forgetting to note costs time, never truth.
//! Whoever keeps what was computed from rows (the columns of `segments`) asks `changes_since`.

use std::cell::RefCell;

use roaring::RoaringBitmap;

use super::{Reader, Value, Writer};
use crate::types::Result;

/// Lines that are kept; whoever is further behind starts anew.
const KEPT: i64 = 512;

/// Kinds of rows, as bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Touched(pub u32);

impl Touched {
    pub const PEOPLE: Self = Self(1);
    pub const CONSENT: Self = Self(1 << 1);
    pub const ORDERS: Self = Self(1 << 2);
    pub const REFUNDS: Self = Self(1 << 3);
    pub const CARTS: Self = Self(1 << 4);
    pub const EMAILS: Self = Self(1 << 5);
    pub const VIEWS: Self = Self(1 << 6);
    pub const SEARCHES: Self = Self(1 << 7);
    pub const REVIEWS: Self = Self(1 << 8);
    pub const EVENTS: Self = Self(1 << 9);
    /// The catalogue: prices, categories, tags. Not the lines that name a product.
    pub const PRODUCTS: Self = Self(1 << 10);
    pub const ALL: Self = Self((1 << 11) - 1);

    pub fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the two have anything in common.
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// One write.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// As `Reader::revision` counts the data.
    pub revision: i64,
    pub areas: Touched,
    /// `None`: everybody.
    pub people: Option<RoaringBitmap>,
}

/// What a write has noted so far; `None`: nothing, so that it counts as everything.
pub(super) type Noted = RefCell<Option<(Touched, RoaringBitmap)>>;

impl Writer<'_> {
    /// Says that this write changes rows of these kinds, of these people only. Can be said more than once. Whatever
    /// else the same write changes must be said too.
    pub fn note(&self, areas: Touched, people: impl IntoIterator<Item = u32>) {
        let mut noted = self.noted.borrow_mut();
        let (sum, set) = noted.get_or_insert_with(Default::default);
        *sum = sum.and(areas);
        set.extend(people);
    }

    /// The line of this write, in its own transaction.
    pub(super) fn log_change(&self) -> Result<()> {
        let revision = self.number("SELECT value FROM revision WHERE area = 'data'", &[])?;
        let moved = self.rows("SELECT person_id FROM moved", &[], |r| r.get::<u32>(0))?;
        if !moved.is_empty() {
            self.execute("DELETE FROM moved", &[])?;
            if self.noted.borrow().is_some() {
                self.note(Touched::ALL, moved);
            }
        }
        let (areas, people) = match self.noted.take() {
            None => (Touched::ALL, Value::Null),
            Some((areas, people)) => {
                let mut bytes = Vec::with_capacity(people.serialized_size());
                people.serialize_into(&mut bytes).map_err(|e| crate::types::Error::internal("Changes could not be noted.").caused_by(e))?;
                (areas, Value::Blob(bytes))
            }
        };
        self.execute(
            "INSERT OR REPLACE INTO change (revision, areas, people, mark) VALUES (?1, ?2, ?3, random())",
            &[revision.into(), i64::from(areas.0).into(), people],
        )?;
        self.execute("DELETE FROM change WHERE revision <= ?1", &[(revision - KEPT).into()]).map(|_| ())
    }
}

impl Reader<'_> {
    /// Every write to the data after `revision` (as `Reader::revision` gave it), oldest first. `None` when the log does
    /// not reach back so far, or the file is another: then everything may have changed.
    pub fn changes_since(&self, revision: i64) -> Result<Option<Vec<Change>>> {
        let now = self.revision(super::Area::Data)?;
        let opened = self.opened << 40;
        let (from, to) = (revision - opened, now - opened);
        if from < 0 || from > to {
            return Ok(None);
        }
        let mut out = Vec::new();
        let sql = "SELECT revision, areas, people FROM change WHERE revision > ?1 AND revision <= ?2 ORDER BY revision";
        self.each(sql, &[from.into(), to.into()], |r| {
            let people = r.get::<Option<Vec<u8>>>(2)?.and_then(|bytes| RoaringBitmap::deserialize_from(bytes.as_slice()).ok());
            let areas = Touched(u32::try_from(r.get::<i64>(1)?).unwrap_or(Touched::ALL.0));
            out.push(Change { revision: r.get::<i64>(0)? + opened, areas, people });
            Ok(())
        })?;
        Ok((out.len() as i64 == to - from).then_some(out))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Area, Store};
    use super::*;

    #[test]
    fn every_write_is_logged_and_one_that_says_nothing_touched_everybody() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(&dir.path().join("shop.db"), None).unwrap();
        let start = store.revision(Area::Data).unwrap();
        store
            .write(Area::Data, |w| {
                w.note(Touched::ORDERS, [3, 1]);
                w.note(Touched::CARTS, [7]);
                Ok(())
            })
            .unwrap();
        store.write(Area::House, |_| Ok(())).unwrap();
        store.write(Area::Data, |_| Ok(())).unwrap();
        let all = store.read(|r| r.changes_since(start)).unwrap().unwrap();
        assert_eq!(all.len(), 2);
        assert_eq!(
            (all[0].areas, all[0].people.as_ref().unwrap().iter().collect::<Vec<_>>()),
            (Touched::ORDERS.and(Touched::CARTS), vec![1, 3, 7])
        );
        assert_eq!((all[1].areas, &all[1].people), (Touched::ALL, &None));
        assert_eq!(store.read(|r| r.changes_since(all[0].revision)).unwrap().unwrap().len(), 1);
        assert!(store.read(|r| r.changes_since(start - 1)).unwrap().is_none(), "another opening's revision");
        assert!(store.read(|r| r.changes_since(all[1].revision + 1)).unwrap().is_none());
    }

    #[test]
    fn a_failed_write_leaves_no_line_and_old_lines_go() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(&dir.path().join("shop.db"), None).unwrap();
        let start = store.revision(Area::Data).unwrap();
        let failed: crate::types::Result<()> = store.write(Area::Data, |w| {
            w.note(Touched::ORDERS, [1]);
            Err(crate::types::Error::bad_input("no"))
        });
        assert!(failed.is_err());
        assert_eq!(store.read(|r| r.changes_since(start)).unwrap().unwrap(), vec![]);
        for _ in 0..=KEPT {
            store.write(Area::Data, |_| Ok(())).unwrap();
        }
        assert!(store.read(|r| r.changes_since(start)).unwrap().is_none());
        assert_eq!(store.read(|r| r.changes_since(start + 1)).unwrap().unwrap().len(), usize::try_from(KEPT).unwrap());
    }
}
