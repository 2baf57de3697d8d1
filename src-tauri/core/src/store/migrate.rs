//! Immutable, numbered migrations. A copy of the file is made before one runs; a newer file is refused.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, TransactionBehavior};

use super::failed;
use crate::types::{Code, Error, Result};

const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001_first.sql"),
    include_str!("migrations/0002_activity.sql"),
    include_str!("migrations/0003_changes.sql"),
    include_str!("migrations/0004_order.sql"),
    include_str!("migrations/0005_sources.sql"),
    include_str!("migrations/0006_emails.sql"),
    include_str!("migrations/0007_undo.sql"),
];

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
    fn a_file_from_before_there_were_codes_keeps_its_people_and_can_hold_them() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("shop.db");
        let conn = Connection::open(&path).unwrap();
        for sql in &MIGRATIONS[..5] {
            conn.execute_batch(sql).unwrap();
        }
        conn.execute_batch(&format!("PRAGMA user_version = 5; PRAGMA application_id = {APPLICATION_ID}")).unwrap();
        conn.execute_batch("INSERT INTO person (id, email, created_at) VALUES (7, 'ada@example.com', 0)").unwrap();
        drop(conn);
        let store = Store::open(&path, None).unwrap();
        let (ada, at) = (crate::types::PersonId(7), crate::types::Timestamp(1));
        let out = store
            .write(Area::House, |w| {
                let pool = w.begin_coupon_pool("Autumn", at)?;
                w.add_coupon(pool, "A-1")?;
                w.hand_out_coupons(pool, &[ada], "email:1", at, false)
            })
            .unwrap();
        assert_eq!(out.codes, [(ada, "A-1".to_owned())]);
        assert!(copy_path(&path, 5).exists());
    }

    #[test]
    fn a_connected_shop_stays_connected_and_sums_leave_out_what_was_cancelled() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("shop.db");
        let conn = Connection::open(&path).unwrap();
        for sql in &MIGRATIONS[..4] {
            conn.execute_batch(sql).unwrap();
        }
        conn.execute_batch(&format!("PRAGMA user_version = 4; PRAGMA application_id = {APPLICATION_ID}")).unwrap();
        conn.execute_batch(
            r#"INSERT INTO source (id, kind, name, config, created_at) VALUES
                 (1, 'woocommerce', 'Shop', '{"address":"shop.example","rest":"https://shop.example/wp-json/","auth":"header","key":"ck_1","currency":"EUR",
                   "zone":null,"version":"10.0.2","allow_plain_http":false,"secret_kept":true,"consent_field":"opt_in"}', 0),
                 (2, 'woocommerce', 'Left', '{"address":"left.example","rest":"https://left.example/wp-json/","auth":"header","key":"","currency":null,
                   "zone":null,"version":null,"allow_plain_http":true,"secret_kept":false,"consent_field":null}', 0),
                 (3, 'file', 'Files', '{}', 0);
               INSERT INTO person (id, created_at) VALUES (7, 0);
               INSERT INTO orders (id, source_id, external_id, number, person_id, placed_at, status, counts, currency, total, total_shop) VALUES
                 (1, 1, 'a', '1', 7, 5, 'paid', 1, 'EUR', 3000, 3000), (2, 1, 'b', '2', 7, 6, 'cancelled', 0, 'EUR', 500, 500);
               INSERT INTO refund (source_id, external_id, order_id, person_id, at, currency, amount, amount_shop) VALUES
                 (1, 'r', 1, 7, 8, 'EUR', 100, 100), (1, 's', 2, 7, 8, 'EUR', 500, 500);
               INSERT INTO person_stats VALUES (7, 1, 3000, 600, 5, 5);"#,
        )
        .unwrap();
        drop(conn);
        let store = Store::open(&path, None).unwrap();
        let sources = store.read(|r| r.sources()).unwrap();
        let connection = |n: usize| serde_json::from_str::<crate::sources::platform::Connection>(&sources[n].config).unwrap();
        let (kept, left) = (connection(0), connection(1));
        assert_eq!((kept.connected, kept.secrets_kept, left.connected, left.secrets_kept), (true, true, false, false));
        assert_eq!(
            (kept.identity.as_str(), kept.entered["key"].as_str(), kept.entered["consent_field"].as_str()),
            ("https://shop.example/wp-json/", "ck_1", "opt_in")
        );
        assert_eq!((kept.platform["auth"].as_str(), left.entered["allow_plain_http"].as_str()), (Some("header"), "yes"));
        assert_eq!(sources[2].config, "{}");
        assert_eq!(store.read(|r| r.number("SELECT refunded FROM person_stats WHERE person_id = 7", &[])).unwrap(), 100);
    }

    #[test]
    fn the_first_shape_keeps_its_rows_and_its_lines_learn_their_amount_in_the_shops_currency() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("shop.db");
        let conn = Connection::open(&path).unwrap();
        conn.execute_batch(MIGRATIONS[0]).unwrap();
        conn.execute_batch(&format!("PRAGMA user_version = 1; PRAGMA application_id = {APPLICATION_ID}")).unwrap();
        conn.execute_batch(
            "INSERT INTO setting VALUES ('shop.currency', 'EUR');
             INSERT INTO source (id, kind, name, created_at) VALUES (1, 'file', 'Files', 0);
             INSERT INTO person (id, email, created_at) VALUES (7, 'ada@example.com', 0);
             INSERT INTO product (id, source_id, external_id, title) VALUES (3, 1, 'mug', 'A mug');
             INSERT INTO orders (id, source_id, external_id, number, person_id, placed_at, status, counts, currency, total, total_shop) VALUES
               (1, 1, 'own', '1', 7, 5, 'paid', 1, 'EUR', 3000, 3000),
               (2, 1, 'pounds', '2', 7, 6, 'paid', 1, 'GBP', 1000, 1175),
               (3, 1, 'no rate', '3', 7, 7, 'paid', 1, 'CHF', 1000, NULL),
               (4, 1, 'given away', '4', 7, 8, 'paid', 1, 'GBP', 0, 0),
               (5, 1, 'back', '5', 7, 9, 'paid', 1, 'GBP', -1000, -1175),
               (6, 1, 'vast', '6', 7, 9, 'paid', 1, 'IDR', 4000000000000000000, 200000000000000);
             INSERT INTO order_line (order_id, line_no, product_id, quantity, total) VALUES
               (1, 1, 3, 1, 2900), (2, 1, 3, 1, 2), (2, 2, 3, 1, 998), (2, 3, NULL, 1, -2), (3, 1, 3, 1, 1000),
               (4, 1, 3, 1, 500), (4, 2, 3, 1, 0), (5, 1, 3, -1, -2), (6, 1, 3, 1, 4000000000000000000);",
        )
        .unwrap();
        drop(conn);
        let store = Store::open(&path, None).unwrap();
        let lines = store
            .read(|r| {
                r.rows("SELECT order_id, line_no, total, total_shop FROM order_line ORDER BY 1, 2", &[], |r| {
                    Ok((r.get::<i64>(0)?, r.get::<i64>(1)?, r.get::<i64>(2)?, r.get::<Option<i64>>(3)?))
                })
            })
            .unwrap();
        let shares: Vec<Option<i64>> = lines.iter().map(|l| l.3).collect();
        // 2 × 1.175 = 2.35; 998 × 1.175 = 1172.65.
        let wanted = [Some(2900), Some(2), Some(1173), Some(-2), None, None, Some(0), Some(-2), Some(200_000_000_000_000)];
        assert_eq!(shares, wanted);
        // What a new import of the same orders would write.
        let orders =
            [(3000, Some(3000), true), (1000, Some(1175), false), (1000, None, false), (0, Some(0), false), (-1000, Some(-1175), false)];
        for (order, _, total, share) in lines.iter().filter(|l| l.0 < 6) {
            let (order_total, total_shop, own) = orders[*order as usize - 1];
            assert_eq!(super::super::bulk::Share { total: order_total, total_shop, own }.of(*total), *share);
        }
        let n = |sql: &str| store.read(|r| r.number(sql, &[])).unwrap();
        assert_eq!((n("SELECT count(*) FROM orders"), n("SELECT count(*) FROM person"), n("SELECT count(*) FROM product")), (6, 1, 1));
        assert_eq!(n("SELECT count(*) FROM product_view") + n("SELECT count(*) FROM exposure"), 0);
        assert_eq!(n("SELECT count(*) FROM pragma_foreign_key_check()"), 0);
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

    /// A file of the fifth shape keeps its rows, and has room for pictures and codes.
    #[test]
    fn emails_get_pictures_and_nothing_else_is_touched() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("shop.db");
        let conn = Connection::open(&path).unwrap();
        for sql in &MIGRATIONS[..5] {
            conn.execute_batch(sql).unwrap();
        }
        conn.execute_batch(&format!(
            "INSERT INTO person (id, email, created_at) VALUES (7, 'ada@example.com', 0);
             INSERT INTO document (id, kind, name, body, created_at, updated_at) VALUES (3, 'email', 'Hello', '{{\"version\":1}}', 1, 2);
             INSERT INTO setting VALUES ('emails.brand', '{{}}');
             PRAGMA user_version = 5; PRAGMA application_id = {APPLICATION_ID}"
        ))
        .unwrap();
        drop(conn);
        let store = Store::open(&path, None).unwrap();
        let emails = store.read(|r| r.documents("email")).unwrap();
        assert_eq!((emails.len(), emails[0].body.as_str()), (1, "{\"version\":1}"));
        assert_eq!(store.read(|r| r.setting("emails.brand")).unwrap().as_deref(), Some("{}"));
        assert_eq!(store.read(|r| r.number("SELECT count(*) FROM person", &[])).unwrap(), 1);
        assert!(store.read(|r| r.pictures()).unwrap().is_empty());
        assert_eq!(store.read(|r| r.number("SELECT count(*) FROM coupon_code", &[])).unwrap(), 0);
        let new = || crate::store::picture::NewPicture {
            sha256: "ab",
            name: "pot.png",
            media_type: "image/png",
            width: 2,
            height: 1,
            bytes: vec![1, 2, 3],
        };
        let now = crate::types::Timestamp(9);
        let id = store.write(Area::House, |w| w.add_picture(new(), now)).unwrap();
        assert_eq!(store.read(|r| r.picture_bytes(id)).unwrap(), Some(("image/png".to_owned(), vec![1, 2, 3])));
        assert!(store.write(Area::House, |w| w.add_picture(new(), now)).is_err(), "each is kept once");
        assert!(copy_path(&path, 5).exists(), "a copy was made before");
    }
}
