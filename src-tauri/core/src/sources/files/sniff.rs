//! How a file is written: its encoding, what stands between its columns, and which row is the header.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::amounts::{self, DecimalMark};
use super::dates::{self, DateOrder};
use super::rows::{Numbers, Rows};
use super::{cells, words};

/// The encoding of the file's beginning. `whole`: the beginning is all there is.
pub fn encoding(start: &[u8], whole: bool) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(start) {
        return encoding;
    }
    // Text in UTF-16 without a mark: every other byte of western text is zero.
    let zeros = |odd: usize| start.iter().take(4096).skip(odd).step_by(2).filter(|b| **b == 0).count();
    let half = start.len().min(4096) / 2;
    if half >= 4 && zeros(1) * 10 > half * 7 {
        return UTF_16LE;
    }
    if half >= 4 && zeros(0) * 10 > half * 7 {
        return UTF_16BE;
    }
    match std::str::from_utf8(start) {
        Ok(_) => UTF_8,
        // Cut off in the middle of a letter.
        Err(e) if !whole && e.error_len().is_none() => UTF_8,
        Err(_) => {
            let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
            detector.feed(start, whole);
            detector.guess(None, chardetng::Utf8Detection::Deny)
        }
    }
}

/// What a text is that is certainly no table.
pub fn no_table(text: &str) -> Option<&'static str> {
    let start = text.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    match start.chars().next()? {
        '{' | '[' => Some("JSON"),
        '<' => Some("a web page or XML"),
        _ => None,
    }
}

/// The delimiter whose columns are the most even and whose header says the most.
pub fn delimiter(text: &str) -> u8 {
    let score = |d: u8| {
        let rows = first_rows(text, d, 60);
        let (_, known) = header(&rows);
        let mut counts: Vec<usize> = rows.iter().map(Vec::len).collect();
        counts.sort_unstable();
        let usual = counts.get(counts.len() / 2).copied().unwrap_or(0);
        let even = counts.iter().filter(|n| **n == usual).count() * 100 / counts.len().max(1);
        known * 1000 + if usual > 1 { even + usual.min(50) } else { 0 }
    };
    let mut best = (b',', score(b','));
    for d in [b';', b'\t', b'|'] {
        let s = score(d);
        if s > best.1 {
            best = (d, s);
        }
    }
    best.0
}

/// Which row is the header (titles may stand above it), and how many of its names are known. `None`: there is none.
pub fn header(rows: &[Vec<String>]) -> (Option<usize>, usize) {
    let value = |c: &String| {
        amounts::parse(c, DecimalMark::Point).is_some() || cells::is_email(c) || dates::parse_local(c, DateOrder::DayFirst).is_some()
    };
    let mut best = (0, 0);
    for (i, row) in rows.iter().take(20).enumerate() {
        let known = row.iter().filter(|cell| cell.len() <= 60 && !words::roles(cell).is_empty()).count();
        // One word that is known among values is no header: `Total` at the foot of a table.
        if known > best.1 && (known > 1 || !row.iter().any(value)) {
            best = (i, known);
        }
    }
    if best.1 > 0 {
        return (Some(best.0), best.1);
    }
    // No name is known: then it is the first row as wide as the rows usually are, unless values stand in the very first.
    let filled = |row: &Vec<String>| row.iter().filter(|c| !c.is_empty()).count();
    let mut widths: Vec<usize> = rows.iter().map(filled).collect();
    widths.sort_unstable();
    let usual = widths.get(widths.len() / 2).copied().unwrap_or(0);
    let at = rows.iter().take(20).position(|r| filled(r) >= usual).unwrap_or(0);
    let no_header = at == 0 && rows.first().is_some_and(|r| r.iter().any(value));
    ((!no_header).then_some(at), 0)
}

/// The first rows with anything in them: each with its line, its cells trimmed and free of NUL bytes.
pub fn numbered_rows(text: &str, delimiter: u8, numbers: Numbers, limit: usize) -> Vec<(u64, Vec<String>)> {
    let mut out = Vec::new();
    let Ok(mut rows) = Rows::new(Box::new(std::io::Cursor::new(text.as_bytes().to_vec())), delimiter, numbers) else { return out };
    let mut row = csv::ByteRecord::new();
    while out.len() < limit && rows.read(&mut row).unwrap_or(false) {
        out.push((rows.line(), row.iter().map(|c| String::from_utf8_lossy(c).replace('\0', "").trim().to_owned()).collect()));
    }
    out
}

pub fn first_rows(text: &str, delimiter: u8, limit: usize) -> Vec<Vec<String>> {
    numbered_rows(text, delimiter, Numbers::Lines, limit).into_iter().map(|(_, row)| row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_delimiter_by_the_header_not_by_commas_in_amounts() {
        assert_eq!(delimiter("Bestellnummer;Datum;Gesamtbetrag\n1;01.02.2026;12,50\n2;02.02.2026;7,00\n"), b';');
        assert_eq!(delimiter("order-id\torder-date\tbuyer-email\n1\t2026-01-01\ta@example.com\n"), b'\t');
        assert_eq!(delimiter("order_id|order_date|order_total\n1|2026-01-01|5\n"), b'|');
        assert_eq!(delimiter("a\n1\n"), b',');
        assert_eq!(delimiter(""), b',');
    }

    #[test]
    fn finds_the_encoding() {
        assert_eq!(encoding("é".as_bytes(), true).name(), "UTF-8");
        assert_eq!(encoding(b"\xff\xfea\0", true).name(), "UTF-16LE");
        assert_eq!(encoding(b"e\0m\0a\0i\0l\0,\0", true).name(), "UTF-16LE");
        assert_eq!(encoding(b"a,b\nM\xfcller,Stra\xdfe\n", true).name(), "windows-1252");
        assert_eq!(encoding(&"aé".as_bytes()[..2], false).name(), "UTF-8");
        assert_eq!(encoding(b"", true).name(), "UTF-8");
    }

    #[test]
    fn titles_may_stand_above_the_header() {
        let rows = first_rows("Orders of June,,\n,,\nOrder ID,Order Date,Total\n1,2026-06-01,5\n", b',', 10);
        assert_eq!(header(&rows), (Some(1), 3));
        let at = |text: &str| header(&first_rows(text, b',', 10)).0;
        assert_eq!(at("field1,field2\nhello,goodbye\n"), Some(0));
        assert_eq!(at("Emissions of 2026,,\n\nPlant,Red,Blue\na,1,2\nb,3,4\n"), Some(1));
        assert_eq!(at("Emissions,,\nYear,2024,2025\na,1,2\nTotal,1,2\n"), Some(1));
        assert_eq!(at("1,2,3\n"), None);
        assert_eq!(at("ann@example.com,Ann\nbob@example.com,Bob\n"), None);
    }
}
