//! Opening the file: the one function that would take SQLCipher's key, and the pragmas every connection has.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::failed;
use crate::types::{Code, Error, Result};

/// The file's key, for the day encryption is turned on for everyone. Never printed.
pub struct Key(pub String);

pub(super) enum Mode {
    Read,
    Write,
}

pub(super) fn open(path: &Path, key: Option<&Key>, mode: Mode) -> Result<Connection> {
    let flags = match mode {
        Mode::Read => OpenFlags::SQLITE_OPEN_READ_ONLY,
        Mode::Write => OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
    } | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags).map_err(|e| {
        Error::new(Code::Store, format!("Could not open {}. Does its folder exist, and may you write there?", path.display())).caused_by(e)
    })?;
    if key.is_some() {
        return Err(Error::new(Code::Store, "This build of Regulars cannot open encrypted shops."));
    }
    conn.busy_timeout(Duration::from_secs(10)).map_err(failed)?;
    conn.set_prepared_statement_cache_capacity(128);
    let pragmas = match mode {
        // 64 MB of pages at most; NORMAL is safe against a kill of the process and, with WAL, against corruption.
        Mode::Write => {
            // The log is moved into the file every 32 MB: a page of an import rewrites much of the indexes, and moving it
            // after each would write them again and again.
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536; \
             PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0; PRAGMA wal_autocheckpoint = 8192;"
        }
        // What is mapped counts as this program's memory while a large shop is read once through: not more than 256 MB.
        Mode::Read => "PRAGMA query_only = ON; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 268435456;",
    };
    conn.execute_batch(pragmas).map_err(failed)?;
    Ok(conn)
}
