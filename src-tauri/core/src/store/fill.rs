//! Filling a file that holds nobody yet with millions of rows: one prepared statement a table, no index in the way.
//!
//! For shops that are made (the bench's), not for anybody's data: rows are taken as they are, no record is looked up
//! or merged, and nothing protects the file while it is filled. Start with `Store::fill`.

use std::ops::Deref;

use rusqlite::CachedStatement;
use rusqlite::types::{ToSqlOutput, ValueRef};

use super::{Area, Reader, Store, Writer, commit, failed, lock};
use crate::types::{Error, Result};

/// A value of a row, borrowed: nothing is copied on its way into the file.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell<'a> {
    Null,
    Int(i64),
    Text(&'a str),
}

impl rusqlite::ToSql for Cell<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Int(n) => ValueRef::Integer(*n),
            Self::Text(t) => ValueRef::Text(t.as_bytes()),
        }))
    }
}

macro_rules! from_int {
    ($($t:ty),*) => {
        $(impl From<$t> for Cell<'_> {
            fn from(n: $t) -> Self {
                Self::Int(i64::from(n))
            }
        })*
    };
}

from_int!(i64, u32, i32, u16, u8, bool);

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a String> for Cell<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text)
    }
}

impl<'a, T: Into<Cell<'a>>> From<Option<T>> for Cell<'a> {
    fn from(x: Option<T>) -> Self {
        x.map_or(Self::Null, Into::into)
    }
}

/// The transaction of a fill. Everything a writer can, and rows in bulk.
pub struct Fill<'a>(Writer<'a>);

impl<'a> Deref for Fill<'a> {
    type Target = Writer<'a>;

    fn deref(&self) -> &Writer<'a> {
        &self.0
    }
}

/// One table's door.
pub struct Rows<'a>(CachedStatement<'a>);

impl Fill<'_> {
    /// `columns`: those that are given, in the order of the cells.
    pub fn table(&self, name: &str, columns: &[&str]) -> Result<Rows<'_>> {
        let places = vec!["?"; columns.len()].join(", ");
        let sql = format!("INSERT INTO {name} ({}) VALUES ({places})", columns.join(", "));
        self.0.conn.prepare_cached(&sql).map(Rows).map_err(failed)
    }
}

impl Rows<'_> {
    pub fn add(&mut self, cells: &[Cell<'_>]) -> Result<()> {
        for (at, cell) in (1usize..).zip(cells) {
            self.0.raw_bind_parameter(at, cell).map_err(failed)?;
        }
        self.0.raw_execute().map(|_| ()).map_err(failed)
    }
}

/// Everything off that guards or orders single rows. Sorting for the indexes goes through the disk, not the memory.
const FAST: &str = "PRAGMA foreign_keys = OFF; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = FILE; \
                    PRAGMA cache_size = -262144;";
const USUAL: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; \
                     PRAGMA cache_size = -65536;";

impl Store {
    /// Fills a new file; indexes and rollups are made at the end. Memory stays flat however much comes.
    ///
    /// # Errors
    /// `BadInput` when the shop already holds people. After any other error (or a kill) the file is of no use: fill a
    /// file of another name, and rename it when it is whole.
    pub fn fill<T>(&self, f: impl FnOnce(&Fill<'_>) -> Result<T>) -> Result<T> {
        if self.read(|r| r.person_count())? > 0 {
            return Err(Error::bad_input("This shop already has people in it. Only an empty file can be filled."));
        }
        // A reader's connection would keep the write-ahead log in use.
        lock(&self.readers).clear();
        lock(&self.writer).execute_batch(FAST).map_err(failed)?;
        let out = self.write(Area::Data, |_| Ok(())).and_then(|()| self.filled(f));
        lock(&self.writer).execute_batch(USUAL).map_err(failed)?;
        let out = out?;
        self.tidy()?;
        Ok(out)
    }

    fn filled<T>(&self, f: impl FnOnce(&Fill<'_>) -> Result<T>) -> Result<T> {
        let mut conn = lock(&self.writer);
        let tx = conn.transaction().map_err(failed)?;
        let out = {
            let fill = Fill(Writer { reader: Reader { conn: &tx, opened: self.opened }, noted: Default::default() });
            let indexes: Vec<(String, String)> =
                fill.rows("SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL", &[], |r| {
                    Ok((r.get(0)?, r.get(1)?))
                })?;
            for (name, _) in &indexes {
                fill.execute(&format!("DROP INDEX {name}"), &[])?;
            }
            let out = f(&fill)?;
            for (_, sql) in &indexes {
                fill.execute(sql, &[])?;
            }
            fill.rebuild_person_stats()?;
            out
        };
        commit(tx)?;
        Ok(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::PersonId;

    #[test]
    fn a_filled_file_has_its_indexes_its_rollups_and_no_second_filling() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(&dir.path().join("shop.db"), None).unwrap();
        let names = "SELECT group_concat(name) FROM (SELECT name FROM sqlite_schema WHERE type = 'index' ORDER BY name)";
        let indexes = || store.read(|r| r.first(names, &[], |r| r.get::<String>(0))).unwrap();
        let before = indexes();
        store
            .fill(|f| {
                let source = f.add_source("bench", "Bench", "{}", crate::types::Timestamp(0))?;
                f.table("person", &["id", "created_at"])?.add(&[1.into(), 10.into()])?;
                let mut orders = f.table(
                    "orders",
                    &[
                        "id",
                        "source_id",
                        "external_id",
                        "number",
                        "person_id",
                        "placed_at",
                        "status",
                        "counts",
                        "currency",
                        "total",
                        "total_shop",
                    ],
                )?;
                for n in 1..=2_u32 {
                    let number = n.to_string();
                    orders.add(&[
                        n.into(),
                        source.0.into(),
                        (&number).into(),
                        (&number).into(),
                        1.into(),
                        (n * 100).into(),
                        "paid".into(),
                        true.into(),
                        "EUR".into(),
                        500.into(),
                        Some(500).into(),
                    ])?;
                }
                Ok(())
            })
            .unwrap();
        assert_eq!(indexes(), before);
        let stats = store.read(|r| r.person_stats(PersonId(1))).unwrap().unwrap();
        assert_eq!((stats.orders, stats.spent, stats.first_at, stats.last_at), (2, 1000, Some(100), Some(200)));
        assert!(store.fill(|_| Ok(())).is_err());
    }
}
