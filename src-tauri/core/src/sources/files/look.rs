//! The first rows of a file, as they stand: found out how it is written, or as a person says it is.

use std::io::Read;
use std::path::Path;

use serde::{Deserialize, Serialize};
use specta::Type;

use super::amounts::DecimalMark;
use super::rows::Numbers;
use super::{events, open, sniff, workbook};
use crate::types::{Error, Result};

/// As much text as is looked at.
const PREFIX: u64 = 4 * 1024 * 1024;

/// How a file is written, as far as a person says so; what is `None` is found out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct FileReading {
    /// A label of the Encoding Standard.
    pub encoding: Option<String>,
    /// One character.
    pub delimiter: Option<String>,
    /// Of a spreadsheet.
    pub sheet: Option<String>,
    /// Which of the rows with anything in them names the columns, from 1; 0: none does.
    pub header_row: Option<u32>,
}

/// The beginning of a file.
pub struct Look {
    /// Each with its line (of a sheet: its row) and its trimmed cells; none of nothing but blanks.
    pub rows: Vec<(u64, Vec<String>)>,
    /// The rows are all there are.
    pub whole: bool,
    pub encoding: &'static str,
    pub delimiter: u8,
    pub sheet: Option<String>,
    /// Of a spreadsheet: those that can be seen.
    pub sheets: Vec<String>,
    /// It is a file of events: what to say of it.
    pub events: Option<Vec<String>>,
}

/// # Errors
/// `File` when it cannot be read, `BadInput` when there is no table in it.
pub fn look(path: &Path, how: &FileReading, decimals: DecimalMark) -> Result<Look> {
    let name = open::name(path);
    if open::is_workbook(path) {
        return of_workbook(path, how, decimals);
    }
    let (start, whole) = beginning(path, open::bytes(path)?)?;
    let encoding = match &how.encoding {
        Some(label) => open::encoding(label)?,
        None => sniff::encoding(&start, whole),
    };
    let (text, _, _) = encoding.decode(&start);
    let text = if whole { &*text } else { text.rsplit_once('\n').map_or(&*text, |(all, _)| all) };
    let mut out =
        Look { rows: Vec::new(), whole, encoding: encoding.name(), delimiter: b',', sheet: None, sheets: Vec::new(), events: None };
    if let Some(notes) = events::looks_like(text) {
        out.rows = text.lines().zip(1..).filter(|(l, _)| !l.trim().is_empty()).map(|(l, n)| (n, vec![l.to_owned()])).collect();
        out.events = Some(notes);
        return Ok(out);
    }
    if let Some(other) = sniff::no_table(text) {
        return Err(Error::bad_input(format!(
            "{name} is {other}, not a table. Export it as CSV, or events as JSON Lines (one object a line), and choose that file."
        )));
    }
    out.delimiter = match &how.delimiter {
        Some(d) => open::delimiter(d)?,
        None => sniff::delimiter(text),
    };
    out.rows = sniff::numbered_rows(text, out.delimiter, Numbers::Lines, usize::MAX);
    if out.rows.is_empty() { Err(Error::bad_input(format!("{name} is empty."))) } else { Ok(out) }
}

fn of_workbook(path: &Path, how: &FileReading, decimals: DecimalMark) -> Result<Look> {
    let sheets = workbook::sheets(path)?;
    let read = |sheet: &str, most: u64| -> Result<(Vec<(u64, Vec<String>)>, bool)> {
        let (start, whole) = beginning(path, Box::new(workbook::text(path, sheet, decimals)?.take(most + 1)))?;
        let text = String::from_utf8_lossy(&start);
        let whole = whole && start.len() as u64 <= most;
        let text = if whole { &*text } else { text.rsplit_once('\n').map_or(&*text, |(all, _)| all) };
        Ok((sniff::numbered_rows(text, b',', Numbers::Rows, usize::MAX), whole))
    };
    let chosen = match &how.sheet {
        Some(said) => sheets.iter().find(|s| *s == said).ok_or_else(|| {
            let known: Vec<String> = sheets.iter().map(|s| format!("“{s}”")).collect();
            Error::bad_input(format!("{} has no sheet “{said}”. Its sheets are {}.", open::name(path), known.join(", ")))
        })?,
        // The one whose columns say the most: a cover sheet or a pivot table may stand before it.
        None if sheets.len() > 1 => {
            let mut best: Option<(&String, (usize, bool))> = None;
            for sheet in sheets.iter().take(12) {
                let (rows, _) = read(sheet, 64 * 1024)?;
                let cells: Vec<Vec<String>> = rows.into_iter().take(60).map(|(_, row)| row).collect();
                let worth = (sniff::header(&cells).1, !cells.is_empty());
                if best.is_none_or(|(_, before)| worth > before) {
                    best = Some((sheet, worth));
                }
            }
            best.map(|(sheet, _)| sheet).ok_or_else(|| empty(path))?
        }
        None => sheets.first().ok_or_else(|| empty(path))?,
    };
    let (rows, whole) = read(chosen, PREFIX)?;
    if rows.is_empty() {
        return Err(empty(path));
    }
    Ok(Look { rows, whole, encoding: "UTF-8", delimiter: b',', sheet: Some(chosen.clone()), sheets, events: None })
}

fn empty(path: &Path) -> Error {
    Error::bad_input(format!("{} is empty.", open::name(path)))
}

/// At most `PREFIX` bytes, and whether that is everything.
fn beginning(path: &Path, from: Box<dyn Read + Send>) -> Result<(Vec<u8>, bool)> {
    let mut start = Vec::new();
    from.take(PREFIX + 1).read_to_end(&mut start).map_err(|e| open::broken(path, &e))?;
    let whole = start.len() as u64 <= PREFIX;
    Ok((start, whole))
}
