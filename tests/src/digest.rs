//! One number for all that a shop's file holds, ids included, so that two can be compared.

use std::hash::{DefaultHasher, Hash, Hasher};

use regulars_core::store::Store;
use regulars_core::types::Result;

/// Moments that the machine's clock gave, which differ between two runs that are otherwise the same.
const CLOCKED: &[&str] = &["source.created_at", "run.started_at", "run.finished_at", "cursor.updated_at", "file_mapping.used_at"];

/// How often was written, and whom each write touched: it differs between two ways to the same shop.
const WRITES: [&str; 3] = ["revision", "change", "moved"];

/// A line a table: its name, how many rows it has, and a hash of them. Left out: what tells of the writes, and with
/// `without` whole tables.
///
/// # Errors
/// When the store cannot be read.
pub fn of(store: &Store, without: &[&str]) -> Result<Vec<(String, i64, u64)>> {
    store.read(|r| {
        let tables =
            r.rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name", &[], |row| {
                row.get::<String>(0)
            })?;
        let mut out = Vec::new();
        for table in tables.into_iter().filter(|t| !WRITES.contains(&t.as_str()) && !without.contains(&t.as_str())) {
            let columns = r.rows("SELECT name FROM pragma_table_info(?1)", &[table.as_str().into()], |row| row.get::<String>(0))?;
            let kept: Vec<String> = columns
                .into_iter()
                .filter(|c| !CLOCKED.contains(&format!("{table}.{c}").as_str()))
                // Where the file of refused rows lies differs, as the two shops lie in different folders.
                .map(|c| if table == "run" && c == "detail" { "json_extract(detail, '$.digest')".to_owned() } else { c })
                .collect();
            let sql = format!(
                "SELECT {} FROM {table} ORDER BY 1",
                kept.iter().map(|c| format!("quote({c})")).collect::<Vec<_>>().join(" || ',' || ")
            );
            let (mut hash, mut rows) = (DefaultHasher::new(), 0);
            r.each(&sql, &[], |row| {
                row.text(0)?.hash(&mut hash);
                rows += 1;
                Ok(())
            })?;
            out.push((table, rows, hash.finish()));
        }
        Ok(out)
    })
}
