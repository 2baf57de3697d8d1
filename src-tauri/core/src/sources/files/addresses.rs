//! A plain list of addresses: one a line, or a table with a column of them. Line by line, nothing left out.

use std::path::Path;

use super::cells::is_email;
use super::rows::{Numbers, Rows};
use super::{open, sniff, words};
use crate::sources::files::ColumnRole;
use crate::types::{Error, Result};

/// One line with anything in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressLine {
    /// In the file, from 1.
    pub line: u64,
    /// The address as it stands; `Err` with what stands there instead.
    pub address: std::result::Result<String, String>,
}

/// Letters of a line that is no address, kept for the report.
const LONGEST: usize = 120;
const PREFIX: usize = 256 * 1024;

/// # Errors
/// `File` when it cannot be read, `BadInput` when there is no address in it.
pub fn addresses(path: &Path) -> Result<Vec<AddressLine>> {
    let name = open::name(path);
    let broken =
        |e| Error::bad_input(format!("{name} breaks off or is damaged: it could not be unpacked. Export or copy it again.")).caused_by(e);
    let mut start = Vec::new();
    std::io::Read::read_to_end(&mut std::io::Read::take(open::bytes(path)?, PREFIX as u64), &mut start).map_err(broken)?;
    let encoding = sniff::encoding(&start, start.len() < PREFIX);
    let (text, _, _) = encoding.decode(&start);
    if let Some(other) = sniff::no_table(&text) {
        return Err(Error::bad_input(format!(
            "{name} is {other}, not a list of addresses. One address a line, or a CSV with a column of them, is needed."
        )));
    }
    let delimiter = sniff::delimiter(&text);
    let first = sniff::first_rows(&text, delimiter, 500);
    let Some(column) = column(&first) else {
        return Err(Error::bad_input(format!(
            "There is no email address in {name}. One address a line, or a CSV with a column of them, is needed."
        )));
    };
    // A row above the first address that names its columns is no line of the list.
    let header = first.first().is_some_and(|row| {
        !row.iter().any(|c| is_email(c))
            && row.get(column).is_some_and(|c| words::roles(c).iter().any(|(role, _)| *role == ColumnRole::Email))
    });
    let text = open::text(open::bytes(path)?, encoding);
    let mut rows = Rows::new(text, delimiter, Numbers::Lines).map_err(|e| open::broken(path, &e))?;
    let (mut row, mut out) = (csv::ByteRecord::new(), Vec::new());
    if header {
        open::read(&mut rows, &mut row, path)?;
    }
    while open::read(&mut rows, &mut row, path)? {
        let cell = row.get(column).map(super::cells::text).unwrap_or_default().trim_matches(['<', '>', '"']).to_owned();
        let address = if is_email(&cell) { Ok(cell) } else { Err(super::cells::raw(&row).join(" ").chars().take(LONGEST).collect()) };
        out.push(AddressLine { line: rows.line(), address });
    }
    Ok(out)
}

/// The column with the most addresses.
fn column(rows: &[Vec<String>]) -> Option<usize> {
    let widest = rows.iter().map(Vec::len).max().unwrap_or(0);
    let addresses = |i: usize| rows.iter().filter(|r| r.get(i).is_some_and(|c| is_email(c.trim_matches(['<', '>', '"'])))).count();
    (0..widest).map(|i| (addresses(i), std::cmp::Reverse(i))).max().filter(|(n, _)| *n > 0).map(|(_, i)| i.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(u64, std::result::Result<String, String>)> {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("list.txt");
        std::fs::write(&path, text).unwrap();
        addresses(&path).unwrap().into_iter().map(|l| (l.line, l.address)).collect()
    }

    #[test]
    fn one_a_line_or_a_column_of_a_table() {
        let plain = read("ada@example.com\n\n  Bo@Example.com \nnot one\n");
        assert_eq!(plain, [(1, Ok("ada@example.com".into())), (3, Ok("Bo@Example.com".into())), (4, Err("not one".into()))]);
        let table = read("Name;E-Mail\nAda;ada@example.com\nBo;\n");
        assert_eq!(table, [(2, Ok("ada@example.com".into())), (3, Err("Bo ".into()))]);
        let headless = read("x,ada@example.com\ny,bo@example.com\n");
        assert_eq!(headless.len(), 2);
    }

    #[test]
    fn a_file_without_an_address_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        for text in ["", "a,b\n1,2\n", "{\"email\": \"ada@example.com\"}"] {
            let path = dir.path().join("list.txt");
            std::fs::write(&path, text).unwrap();
            assert!(addresses(&path).is_err(), "{text}");
        }
    }
}
