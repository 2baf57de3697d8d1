//! Immutable, numbered migrations. A copy of the file is made before one runs; a newer file is refused.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, TransactionBehavior};

use super::failed;
use crate::types::{Code, Error, Result};

const MIGRATIONS: &[&str] = &[include_str!("migrations/0001_first.sql"), include_str!("migrations/0004_order.sql")];

/// Written into the file's header, so that another SQLite file is not taken for a shop ("Rglr").
const APPLICATION_ID: i64 = 0x5267_6c72;

pub(super) fn run(conn: &mut Connection, path: &Path) -> Result<()> {
    let version = pragma(conn, "user_version")?;
    let newest = MIGRATIONS.len() as i64;
    if version > newest {
        return Err(Error::new(
            Code::NewerFile,
            format!("{} was written by a newer version of Regulars. Update the app to open it; the file was not touched.", path.display()),
        ));
    }
    let tables: i64 = conn.query_row("SELECT count(*) FROM sqlite_schema", [], |r| r.get(0)).map_err(failed)?;
    if tables > 0 && pragma(conn, "application_id")? != APPLICATION_ID {
        return Err(Error::new(Code::Store, format!("{} is a database, but not a Regulars shop. Choose another file.", path.display())));
    }
    if version == newest {
        return Ok(());
    }
    if version > 0 {
        let copy = copy_path(path, version);
        let _ = std::fs::remove_file(&copy);
        conn.execute("VACUUM INTO ?1", [copy.to_string_lossy()]).map_err(failed)?;
    }
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
    // Another process may have migrated while this one waited for the lock.
    let version: i64 = tx.query_row("PRAGMA user_version", [], |r| r.get(0)).map_err(failed)?;
    for sql in MIGRATIONS.iter().skip(usize::try_from(version).unwrap_or(0)) {
        tx.execute_batch(sql).map_err(failed)?;
    }
    tx.execute_batch(&format!("PRAGMA user_version = {newest}; PRAGMA application_id = {APPLICATION_ID};")).map_err(failed)?;
    tx.commit().map_err(failed)
}

/// `shop.db` before migration 2 is kept as `shop.before-v2.db`.
fn copy_path(path: &Path, version: i64) -> PathBuf {
    let stem = path.file_stem().and_then(|s| s.to_str()).unwrap_or("shop");
    path.with_file_name(format!("{stem}.before-v{}.db", version + 1))
}

fn pragma(conn: &Connection, name: &str) -> Result<i64> {
    conn.query_row(&format!("PRAGMA {name}"), [], |r| r.get(0)).map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::super::{Area, Store};
    use super::*;

    #[test]
    fn a_file_of_a_newer_version_is_refused_and_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("shop.db");
        drop(Store::open(&path, None).unwrap());
        let conn = Connection::open(&path).unwrap();
        conn.execute_batch("PRAGMA user_version = 999").unwrap();
        drop(conn);
        let e = Store::open(&path, None).err().unwrap();
        assert_eq!(e.code, Code::NewerFile);
        assert!(e.message.contains("newer version"));
    }

    #[test]
    fn another_programs_database_is_not_taken_for_a_shop() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("other.db");
        Connection::open(&path).unwrap().execute_batch("CREATE TABLE t (x)").unwrap();
        assert_eq!(Store::open(&path, None).err().unwrap().code, Code::Store);
        std::fs::write(dir.path().join("noise.db"), b"this is not a database at all, whatever its name says").unwrap();
        assert!(Store::open(&dir.path().join("noise.db"), None).err().unwrap().message.contains("not a Regulars shop"));
    }

    #[test]
    fn an_older_file_is_copied_before_it_is_migrated() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("shop.db");
        let mut conn = Connection::open(&path).unwrap();
        conn.execute_batch(MIGRATIONS[0]).unwrap();
        conn.execute_batch(&format!("PRAGMA user_version = 1; PRAGMA application_id = {APPLICATION_ID}")).unwrap();
        run(&mut conn, &path).unwrap();
        assert_eq!(pragma(&conn, "user_version").unwrap(), MIGRATIONS.len() as i64);
        assert_eq!(copy_path(&path, 1).exists(), MIGRATIONS.len() > 1);
    }

    #[test]
    fn a_write_is_whole_or_nothing_and_counts_a_revision() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(&dir.path().join("shop.db"), None).unwrap();
        let before = store.revision(Area::House).unwrap();
        let failing: Result<()> = store.write(Area::House, |w| {
            w.set_setting("shop.name", "Half")?;
            Err(Error::bad_input("no"))
        });
        assert!(failing.is_err());
        assert_eq!(store.read(|r| r.setting("shop.name")).unwrap(), None);
        assert_eq!(store.revision(Area::House).unwrap(), before);
        store.write(Area::House, |w| w.set_setting("shop.name", "Whole")).unwrap();
        assert_eq!(store.read(|r| r.setting("shop.name")).unwrap().as_deref(), Some("Whole"));
        let after = store.revision(Area::House).unwrap();
        assert_eq!(after, before + 1);
        let path = store.path().to_owned();
        drop(store);
        let again = Store::open(&path, None).unwrap();
        assert!(again.revision(Area::House).unwrap() > after, "what was kept of an earlier opening is out of date");
    }

    /// A file of the first shape, with documents, keeps them and gets the places for their order.
    #[test]
    fn documents_of_the_first_shape_are_kept() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("shop.db");
        let conn = Connection::open(&path).unwrap();
        conn.execute_batch(MIGRATIONS[0]).unwrap();
        conn.execute_batch(&format!(
            "INSERT INTO document (id, kind, name, body, created_at, updated_at) VALUES (7, 'segment', 'Old', '{{}}', 1, 2);
             INSERT INTO document_version VALUES (7, 1, 'Old', '{{}}', 1);
             PRAGMA user_version = 1; PRAGMA application_id = {APPLICATION_ID}"
        ))
        .unwrap();
        drop(conn);
        let store = Store::open(&path, None).unwrap();
        let rows = store.read(|r| r.documents("segment")).unwrap();
        assert_eq!(rows.len(), 1);
        assert_eq!((rows[0].name.as_str(), rows[0].folder, rows[0].archived_at), ("Old", None, None));
        assert!(store.read(|r| r.folders("segment")).unwrap().is_empty());
        assert_eq!(store.read(|r| r.document_versions("segment", rows[0].id)).unwrap().len(), 1);
    }
}
