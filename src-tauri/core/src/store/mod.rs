//! The one local SQLite file: schema, migrations, one file a table, one door for writes.
//!
//! Only this module names rusqlite. It stores and finds; it decides nothing about people, segments or consent.
//! Start with `Store::open`, then `Store::write` (one transaction, one revision step) and `Store::read` (a
//! snapshot that never waits for a writer).

mod connect;
mod migrate;
mod value;

pub mod bought;
pub mod bulk;
pub mod change;
pub mod columns;
pub mod condition;
pub mod consent;
pub mod coupon;
pub mod document;
pub mod draft;
pub mod exposure;
pub mod file_mapping;
pub mod fill;
pub mod folder;
pub mod history;
pub mod ingest;
mod ingest_activity;
mod ingest_gone;
mod ingest_orders;
pub mod journal;
pub mod listing;
pub mod offer;
pub mod order;
pub mod people_list;
pub mod person;
pub mod personal;
pub mod picture;
pub mod product;
pub mod proof;
pub mod reader;
pub mod reckon;
pub mod reviews_of;
pub mod run;
pub mod segment;
pub mod setting;
pub mod shelf;
pub mod source;
pub mod starting;
pub mod stats;
pub mod timeline;
pub mod trace;
pub mod tuning;
pub mod version;

use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Mutex, MutexGuard};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::types::{Code, Error, Result};
pub use connect::Key;
pub use value::{Row, Value};

/// What a write touched; caches keep what was computed from other areas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Area {
    /// Persons, orders, products, consent, events: everything that a source brings.
    Data,
    /// Saved segments, emails, journeys, experiments.
    Documents,
    /// Settings, sources, runs, pushes.
    House,
}

impl Area {
    fn name(self) -> &'static str {
        match self {
            Self::Data => "data",
            Self::Documents => "documents",
            Self::House => "house",
        }
    }
}

/// How often a file was opened by this process.
static OPENED: AtomicI64 = AtomicI64::new(0);

pub struct Store {
    /// Which opening this is. A revision begins with it, so that what was kept of one shop is never taken for
    /// another's, not even where a file was removed and made again.
    opened: i64,
    path: PathBuf,
    key: Option<Key>,
    // Readers close before the writer: only a writer that closes last moves the write-ahead log into the file and
    // removes it, so that what lies there afterwards is one file.
    readers: Mutex<Vec<Connection>>,
    writer: Mutex<Connection>,
}

impl Store {
    /// Opens the shop's file, creating it when it is missing and migrating it (after a copy) when it is older.
    ///
    /// # Errors
    /// `NewerFile` when a newer Regulars wrote it, `Store` when it is no database or cannot be written.
    pub fn open(path: &Path, key: Option<Key>) -> Result<Self> {
        let mut writer = connect::open(path, key.as_ref(), connect::Mode::Write)?;
        migrate::run(&mut writer, path)?;
        let opened = OPENED.fetch_add(1, Ordering::Relaxed) + 1;
        Ok(Self { opened, path: path.to_owned(), key, writer: Mutex::new(writer), readers: Mutex::default() })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Runs `f` on a snapshot. Readers never wait for a writer, nor a writer for them (WAL).
    pub fn read<T>(&self, f: impl FnOnce(&Reader<'_>) -> Result<T>) -> Result<T> {
        let pooled = lock(&self.readers).pop();
        let conn = match pooled {
            Some(c) => c,
            None => connect::open(&self.path, self.key.as_ref(), connect::Mode::Read)?,
        };
        let out = {
            let tx = conn.unchecked_transaction().map_err(failed)?;
            let out = f(&Reader { conn: &tx, opened: self.opened });
            tx.finish().map_err(failed)?;
            out
        };
        lock(&self.readers).push(conn);
        out
    }

    /// The one door for writes: everything `f` does is stored at once or not at all, and the area's revision goes up.
    pub fn write<T>(&self, area: Area, f: impl FnOnce(&Writer<'_>) -> Result<T>) -> Result<T> {
        let mut conn = lock(&self.writer);
        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
        let out = {
            let writer = Writer { reader: Reader { conn: &tx, opened: self.opened }, noted: Default::default() };
            let out = f(&writer)?;
            writer.execute(
                "INSERT INTO revision (area, value) VALUES (?1, 1) ON CONFLICT (area) DO UPDATE SET value = value + 1",
                &[area.name().into()],
            )?;
            if area == Area::Data {
                writer.log_change()?;
            }
            out
        };
        commit(tx)?;
        Ok(out)
    }

    /// As `write`, for deleting what must be gone from the disk too: freed places are overwritten, and the
    /// write-ahead log, which still holds them, is emptied into the file.
    pub fn forget<T>(&self, f: impl FnOnce(&Writer<'_>) -> Result<T>) -> Result<T> {
        lock(&self.writer).execute_batch("PRAGMA secure_delete = ON").map_err(failed)?;
        let out = self.write(Area::Data, f);
        lock(&self.writer).execute_batch("PRAGMA secure_delete = OFF; PRAGMA wal_checkpoint(TRUNCATE);").map_err(failed)?;
        out
    }

    /// Goes up with each write to the area, also by another process on the same file.
    pub fn revision(&self, area: Area) -> Result<i64> {
        self.read(|r| r.revision(area))
    }

    /// Lets SQLite note which indexes pay and moves the write-ahead log into the file; after bulk work.
    pub fn tidy(&self) -> Result<()> {
        lock(&self.writer).execute_batch("PRAGMA analysis_limit = 400; PRAGMA optimize; PRAGMA wal_checkpoint(TRUNCATE);").map_err(failed)
    }

    /// A whole copy into a new file, while the shop stays open and may go on writing.
    pub fn backup_to(&self, target: &Path) -> Result<()> {
        // A connection of its own: the copy can take a while, and it cannot be made inside a reader's transaction.
        let conn = connect::open(&self.path, self.key.as_ref(), connect::Mode::Write)?;
        conn.execute("VACUUM INTO ?1", [target.to_string_lossy()]).map_err(failed).map(|_| ())
    }
}

fn commit(tx: Transaction<'_>) -> Result<()> {
    tx.commit().map_err(failed)
}

fn lock<T>(m: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic while holding the lock left the transaction rolled back: the connection itself is sound.
    m.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// A snapshot of the file. Table files add their own named queries to it.
pub struct Reader<'a> {
    conn: &'a Connection,
    opened: i64,
}

/// A transaction. Everything a reader can, and writes.
pub struct Writer<'a> {
    reader: Reader<'a>,
    /// What it changes, as far as it has said so.
    noted: change::Noted,
}

impl<'a> Deref for Writer<'a> {
    type Target = Reader<'a>;

    fn deref(&self) -> &Reader<'a> {
        &self.reader
    }
}

impl Reader<'_> {
    /// The area's revision in this snapshot: what is computed here may be kept under it while the process lives. It
    /// is larger for whatever was opened or written later.
    pub fn revision(&self, area: Area) -> Result<i64> {
        let written = self.number("SELECT value FROM revision WHERE area = ?1", &[area.name().into()])?;
        Ok((self.opened << 40) + written)
    }

    /// Runs one parameterised statement and maps each row.
    pub fn rows<T>(&self, sql: &str, params: &[Value], mut f: impl FnMut(&Row<'_>) -> Result<T>) -> Result<Vec<T>> {
        let mut out = Vec::new();
        self.each(sql, params, |row| {
            out.push(f(row)?);
            Ok(())
        })?;
        Ok(out)
    }

    /// As `rows`, without keeping them: for what is folded into something smaller, such as a bitmap.
    pub fn each(&self, sql: &str, params: &[Value], mut f: impl FnMut(&Row<'_>) -> Result<()>) -> Result<()> {
        let mut statement = self.conn.prepare_cached(sql).map_err(failed)?;
        let mut rows = statement.query(rusqlite::params_from_iter(params)).map_err(failed)?;
        while let Some(row) = rows.next().map_err(failed)? {
            f(&Row(row))?;
        }
        Ok(())
    }

    pub fn first<T>(&self, sql: &str, params: &[Value], f: impl FnOnce(&Row<'_>) -> Result<T>) -> Result<Option<T>> {
        let mut statement = self.conn.prepare_cached(sql).map_err(failed)?;
        let mut rows = statement.query(rusqlite::params_from_iter(params)).map_err(failed)?;
        rows.next().map_err(failed)?.map(|row| f(&Row(row))).transpose()
    }

    /// One number, e.g. of a `SELECT count(*)`; 0 when there is no row or it is NULL.
    pub fn number(&self, sql: &str, params: &[Value]) -> Result<i64> {
        Ok(self.first(sql, params, |row| row.get::<Option<i64>>(0))?.flatten().unwrap_or(0))
    }
}

impl Writer<'_> {
    /// Returns how many rows changed.
    pub fn execute(&self, sql: &str, params: &[Value]) -> Result<usize> {
        let mut statement = self.conn.prepare_cached(sql).map_err(failed)?;
        statement.execute(rusqlite::params_from_iter(params)).map_err(failed)
    }

    /// Runs an INSERT and returns the new row's id.
    pub fn insert(&self, sql: &str, params: &[Value]) -> Result<i64> {
        self.execute(sql, params)?;
        Ok(self.conn.last_insert_rowid())
    }
}

/// A database error as a sentence; the technical cause goes to the log.
fn failed(e: rusqlite::Error) -> Error {
    use rusqlite::ErrorCode::{DatabaseBusy, DatabaseCorrupt, DiskFull, NotADatabase, OperationInterrupted, ReadOnly, SystemIoFailure};
    let sentence = match e.sqlite_error_code() {
        Some(DiskFull) => "The disk is full. Free some room; nothing was lost, and it can be tried again.".to_owned(),
        Some(SystemIoFailure) => {
            "The disk could not be read or written: it may be full or unplugged. Nothing was lost; see to it and try again.".to_owned()
        }
        Some(DatabaseBusy) => "Another program is writing to the shop's file. Close it and try again.".to_owned(),
        Some(ReadOnly) => "The shop's file cannot be written: it or its folder is read-only.".to_owned(),
        Some(NotADatabase | DatabaseCorrupt) => {
            "This file is damaged or is not a Regulars shop. Choose another file, or a copy made earlier.".to_owned()
        }
        Some(OperationInterrupted) => return Error::cancelled().caused_by(e),
        _ => format!("The shop's file could not be read or written ({e})."),
    };
    Error::new(Code::Store, sentence).caused_by(e)
}
