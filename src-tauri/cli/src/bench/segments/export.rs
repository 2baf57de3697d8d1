//! The rows of the made shop as CSV files, for DuckDB to read: the same rows, in the order in which they came.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use regulars_core::store::{Reader, Row, Store};
use regulars_core::types::{Error, Result};

/// Table, columns in the order in which `theirs.py` reads them, and for each whether it is a number or a text.
const TABLES: [(&str, &str, &str); 11] = [
    (
        "person",
        "id, email, first_name, last_name, phone, country, city, postcode, language, birthday, created_at, registered",
        "ntttttttttnn",
    ),
    ("person_tag", "person_id, tag", "nt"),
    ("person_field", "person_id, name, value", "ntt"),
    ("consent", "id, person_id, channel, state, at, source", "nnttnt"),
    ("product_category", "product_id, category", "nt"),
    (
        "orders",
        "id, person_id, placed_at, status, counts, currency, total, total_shop, discount, country, channel, coupons",
        "nnntntnnnttt",
    ),
    ("order_line", "order_id, line_no, product_id, quantity, total, total_shop", "nnnnnn"),
    ("refund", "id, order_id, person_id, at, amount, amount_shop", "nnnnnn"),
    ("cart", "id, person_id, at, total_shop, order_id", "nnnnn"),
    ("email_event", "id, person_id, kind, at, campaign, link", "nnnntt"),
    ("product_view", "id, person_id, product_id, at", "nnnn"),
];

pub fn export(store: &Store, folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder).map_err(|e| Error::file("make the folder", folder, e))?;
    for (table, columns, kinds) in TABLES {
        let path = folder.join(format!("{table}.csv"));
        let failed = |e| Error::file("write", &path, e);
        let mut out = BufWriter::with_capacity(1 << 20, File::create(&path).map_err(failed)?);
        store.read(|r| {
            rows(r, &format!("SELECT {columns} FROM {table} ORDER BY 1"), kinds, &mut |line| out.write_all(line).map_err(failed))
        })?;
        out.flush().map_err(failed)?;
    }
    Ok(())
}

fn rows(r: &Reader<'_>, sql: &str, kinds: &str, write: &mut dyn FnMut(&[u8]) -> Result<()>) -> Result<()> {
    let kinds: Vec<char> = kinds.chars().collect();
    let mut line = String::new();
    r.each(sql, &[], |row| {
        line.clear();
        for (i, kind) in kinds.iter().enumerate() {
            if i > 0 {
                line.push(',');
            }
            cell(row, i, *kind == 'n', &mut line)?;
        }
        line.push('\n');
        write(line.as_bytes())
    })
}

/// Nothing stands for NULL; a text is quoted where it must be.
fn cell(row: &Row<'_>, i: usize, number: bool, line: &mut String) -> Result<()> {
    use std::fmt::Write as _;
    if number {
        if let Some(n) = row.get::<Option<i64>>(i)? {
            let _ = write!(line, "{n}");
        }
        return Ok(());
    }
    let text = row.text(i)?;
    if text.contains([',', '"', '\n']) {
        line.push('"');
        line.push_str(&text.replace('"', "\"\""));
        line.push('"');
    } else {
        line.push_str(text);
    }
    Ok(())
}
