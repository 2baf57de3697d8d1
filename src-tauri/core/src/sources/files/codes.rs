//! A plain list of codes: one a line, or a table with a column of them. Line by line, nothing left out.

use std::path::Path;

use super::rows::{Numbers, Rows};
use super::{open, sniff};
use crate::types::{Error, Result};

/// One line of the file and what stands in its column of codes, as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeLine {
    /// In the file, from 1.
    pub line: u64,
    pub text: String,
}

/// A million codes need less.
const MOST_MEGABYTES: usize = 32;
const HEADERS: [&str; 10] =
    ["code", "codes", "coupon", "coupon code", "coupons", "discount code", "voucher", "voucher code", "gutschein", "gutscheincode"];

/// # Errors
/// `File` when it cannot be read, `BadInput` when it is too large, no text, or has several columns and none is of codes.
pub fn codes(path: &Path) -> Result<Vec<CodeLine>> {
    let name = open::name(path);
    let most = MOST_MEGABYTES * 1024 * 1024;
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut std::io::Read::take(open::bytes(path)?, most as u64 + 1), &mut bytes).map_err(|e| {
        Error::bad_input(format!("{name} breaks off or is damaged: it could not be unpacked. Export or copy it again.")).caused_by(e)
    })?;
    if bytes.len() > most {
        return Err(Error::bad_input(format!("{name} is too large for a list of codes: at most {MOST_MEGABYTES} MB are read. Split it.")));
    }
    let encoding = sniff::encoding(&bytes, true);
    let (text, _, _) = encoding.decode(&bytes);
    // Control characters are no text, but one in a single code is that line's mistake.
    let strange = text.chars().take(4_000).filter(|c| c.is_control() && !c.is_whitespace() || *c == char::REPLACEMENT_CHARACTER).count();
    let other = if strange > 20 { Some("no text") } else { sniff::no_table(&text) };
    if let Some(other) = other {
        return Err(Error::bad_input(format!(
            "{name} is {other}, not a list of codes. One code a line, or a CSV with a column of them, is needed."
        )));
    }
    let delimiter = sniff::delimiter(&text);
    let first = sniff::first_rows(&text, delimiter, 50);
    let is_header = |cell: &str| HEADERS.contains(&cell.trim().trim_start_matches('\u{feff}').to_lowercase().replace('_', " ").as_str());
    let header = first.first().and_then(|row| row.iter().position(|c| is_header(c)));
    let widest = first.iter().map(Vec::len).max().unwrap_or(0);
    let column = match header {
        Some(column) => column,
        None if widest <= 1 => 0,
        None => {
            return Err(Error::bad_input(format!(
                "{name} has {widest} columns, and none is called “code”. Name the column of codes so in the first line, or leave only that column."
            )));
        }
    };
    let mut rows = Rows::new(Box::new(std::io::Cursor::new(text.into_owned().into_bytes())), delimiter, Numbers::Lines)
        .map_err(|e| open::broken(path, &e))?;
    let (mut row, mut out) = (csv::ByteRecord::new(), Vec::new());
    if header.is_some() {
        open::read(&mut rows, &mut row, path)?;
    }
    while open::read(&mut rows, &mut row, path)? {
        let text = String::from_utf8_lossy(row.get(column).unwrap_or_default()).trim_start_matches('\u{feff}').trim().to_owned();
        out.push(CodeLine { line: rows.line(), text });
    }
    if out.is_empty() {
        return Err(Error::bad_input(format!("There is no code in {name}. One code a line, or a CSV with a column of them, is needed.")));
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<Vec<(u64, String)>> {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("codes.csv");
        std::fs::write(&path, bytes).unwrap();
        Ok(codes(&path)?.into_iter().map(|l| (l.line, l.text)).collect())
    }

    #[test]
    fn one_a_line_or_the_column_that_is_called_so() {
        let one = |line, text: &str| (line, text.to_owned());
        assert_eq!(read(b"A-1\n\n  A-2 \r\nA-3").unwrap(), [one(1, "A-1"), one(3, "A-2"), one(4, "A-3")]);
        assert_eq!(read(b"\xef\xbb\xbfCode\nA-1\n").unwrap(), [one(2, "A-1")]);
        assert_eq!(read(b"Status;Coupon_Code\nfree;X1\nfree;\n").unwrap(), [one(2, "X1"), one(3, "")]);
        assert!(read(b"a,b\n1,2\n").unwrap_err().message.contains("2 columns"));
    }

    #[test]
    fn what_is_no_list_of_codes_is_a_sentence() {
        assert!(read(b"").unwrap_err().message.contains("no code in"));
        assert!(read(b"{\"code\": 1}").unwrap_err().message.contains("JSON"));
        let noise: Vec<u8> = (0..9000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert!(read(&noise).unwrap_err().message.contains("not a list of codes"), "noise");
        assert!(read(&vec![b'a'; 100 * 1024 * 1024]).unwrap_err().message.contains("too large"));
    }
}
