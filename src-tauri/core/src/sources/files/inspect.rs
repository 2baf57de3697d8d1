//! The look at a file before anything is stored: what its columns most likely mean, with samples to judge by.
//!
//! It reads the first 4 MB only, so it is quick for any file; what it concludes is a proposal for a person.

use std::path::Path;

use serde::Serialize;
use specta::Type;

use super::look::{FileReading, Look, look};
use super::mapping::{ColumnRole, ImportKind, ImportMapping, MappedColumn, RateSense};
use super::shown::{self, SampleRead};
use super::{amounts, dates, open, recognise, sniff};
use crate::sources::countries;
use crate::types::{Currency, Result, ShopZone, Timestamp};

/// What the file is, apart from what it says.
#[derive(Debug, Clone, Serialize, Type)]
pub struct FileFacts {
    pub path: String,
    pub name: String,
    pub bytes: u64,
    pub gzip: bool,
    /// Of a spreadsheet: its sheets that can be seen; of any other file none.
    pub sheets: Vec<String>,
    /// Rows under the header; `None` when the file is longer than what was looked at.
    pub rows: Option<u64>,
    /// How many rows were looked at.
    pub rows_seen: u64,
}

#[derive(Debug, Clone, Serialize, Type)]
pub struct ImportPlan {
    pub file: FileFacts,
    pub mapping: ImportMapping,
    /// Whose export it is, when its columns are those of a known one: `Shopify: orders`.
    pub preset: Option<String>,
    /// When a file with the same columns was brought in before: what they mean is what was said then.
    pub remembered: Option<Timestamp>,
    /// Up to three different values of each column, in the columns' order.
    pub samples: Vec<Vec<String>>,
    /// The file's first rows as they stand, to choose the one with the columns' names from.
    pub top: Vec<TopRow>,
    /// What some of the dates and amounts are read as.
    pub reads: Vec<SampleRead>,
    /// What a person should look at twice.
    pub notes: Vec<String>,
    /// What follows from the mapping as it is; another one has others (`remarks`).
    pub remarks: Vec<String>,
    /// Why it cannot be imported as it stands; empty when it can.
    pub problems: Vec<String>,
}

/// One of the first rows with anything in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct TopRow {
    /// The line in the file, or the row in the sheet.
    pub line: u32,
    /// The first of its cells, shortened.
    pub cells: Vec<String>,
    /// It names the columns.
    pub header: bool,
}

/// Rows and cells that are shown to choose from.
const TOP: usize = 12;

/// What the shop already knows of itself; it goes before what the file suggests.
#[derive(Debug, Clone, Default)]
pub struct Known {
    pub currency: Option<Currency>,
    pub zone: Option<ShopZone>,
}

/// `how`: what a person says of how it is written; the rest is found out.
///
/// # Errors
/// `File` when it cannot be read, `BadInput` when there is no table in it.
pub fn inspect(path: &Path, how: &FileReading, known: &Known) -> Result<ImportPlan> {
    let plan = propose(path, how, known, look(path, how, amounts::DecimalMark::Point)?);
    if plan.mapping.sheet.is_some() && plan.mapping.decimals == amounts::DecimalMark::Comma {
        // Texts among the sheet's numbers are written with a comma: then so are the numbers.
        return Ok(propose(path, how, known, look(path, how, amounts::DecimalMark::Comma)?));
    }
    Ok(plan)
}

fn propose(path: &Path, how: &FileReading, known: &Known, seen: Look) -> ImportPlan {
    let name = open::name(path);
    let file = FileFacts {
        path: path.display().to_string(),
        name: name.clone(),
        bytes: std::fs::metadata(path).map_or(0, |m| m.len()),
        gzip: open::is_gzip(path),
        sheets: seen.sheets,
        rows: None,
        rows_seen: seen.rows.len() as u64,
    };
    if let Some(notes) = seen.events {
        return of_events(file, seen.whole, seen.encoding, notes, known);
    }
    let (lines, mut rows): (Vec<u64>, Vec<Vec<String>>) = seen.rows.into_iter().unzip();
    let header_at = match how.header_row {
        Some(n) => n.checked_sub(1).map(|n| (n as usize).min(rows.len().saturating_sub(1))),
        None => sniff::header(&rows).0,
    };
    let top = top(&lines, &rows, header_at);
    let mut header = match header_at {
        Some(at) => rows.drain(..=at).next_back().unwrap_or_default(),
        None => Vec::new(),
    };
    let found = if header_at.is_some() {
        recognise::recognise(&header, &rows)
    } else {
        let widest = rows.iter().take(1000).map(Vec::len).max().unwrap_or(0);
        header = (1..=widest).map(|n| format!("Column {n}")).collect();
        recognise::by_values(&rows, widest)
    };
    let of = |role: ColumnRole| {
        let at = found.columns.iter().position(|r| *r == role);
        rows.iter().filter_map(move |r| r.get(at?)).map(String::as_str).filter(|c| !c.is_empty())
    };

    let mut notes = Vec::new();
    let date_role = match found.kind {
        ImportKind::People | ImportKind::Products => ColumnRole::CreatedAt,
        ImportKind::Reviews | ImportKind::Answers => ColumnRole::ReviewDate,
        ImportKind::Rates => ColumnRole::RateDay,
        _ => ColumnRole::OrderDate,
    };
    let (dates, sure) = dates::detect(of(date_role));
    if !sure && of(date_role).next().is_some() {
        notes.push("Day and month of the dates cannot be told apart by the first rows. Check the order of dates below.".to_owned());
    }
    let money = [ColumnRole::UnitPrice, ColumnRole::LineTotal, ColumnRole::OrderTotal, ColumnRole::RateValue, ColumnRole::RateOf];
    let (decimals, sure) = amounts::detect(money.into_iter().flat_map(of));
    if !sure && found.kind != ImportKind::Rates {
        notes.push("Whether a comma or a point stands before the cents is not clear. Check it below.".to_owned());
    }
    let home = usual_country(of(ColumnRole::Country));
    let habits = home.and_then(countries::habits);
    // Rates are against the euro, as the European Central Bank's are, unless a column says otherwise.
    let against = (found.kind == ImportKind::Rates).then(|| denominator(&header, &rows).unwrap_or(Currency::EUR));
    let in_rows = || commonest(of(ColumnRole::Currency)).and_then(|(c, _)| c.parse().ok());
    let in_file = against.or_else(in_rows).or_else(|| header.iter().find_map(|h| named_currency(h)));
    let currency = in_file.or(known.currency).or_else(|| habits.and_then(|(c, _)| c.parse().ok())).unwrap_or(Currency::EUR);
    // Times whose column's name says that they are UTC.
    let utc = header.iter().zip(&found.columns).any(|(h, r)| *r == date_role && h.to_uppercase().contains("UTC")).then_some(ShopZone::UTC);
    let zone = utc.or(known.zone).or_else(|| habits.and_then(|(_, z)| ShopZone::parse(z).ok())).unwrap_or(ShopZone::UTC);
    if let Some(own) = known.currency.filter(|own| *own != currency && found.kind.is_of_orders()) {
        notes.push(format!(
            "The file is in {currency}, your shop counts in {own}: orders of days without a known exchange rate show no value in {own}. \
             A file of rates can be brought in too, before or after."
        ));
    }
    let mapping = ImportMapping {
        kind: found.kind,
        credit_prefix: recognise::credit_prefix(&found.columns, &rows, decimals),
        columns: header.iter().zip(&found.columns).map(|(name, role)| MappedColumn { name: name.clone(), role: *role }).collect(),
        encoding: seen.encoding.to_owned(),
        delimiter: char::from(seen.delimiter).to_string(),
        lines_above: u32::try_from(header_at.unwrap_or(0)).unwrap_or(0),
        header: header_at.is_some(),
        sheet: seen.sheet,
        dates,
        decimals,
        currency,
        zone: zone.name().to_owned(),
        everyone: None,
        rates: RateSense::default(),
    };
    let problems = if rows.is_empty() {
        vec![format!("{name} has a header, but no rows under it.")]
    } else if found.columns.iter().all(|r| *r == ColumnRole::Skip) {
        vec![format!(
            "None of the columns of {name} says by its name what it holds. Is the right row the header, and is this a list of orders, people, products or reviews?"
        )]
    } else {
        mapping.problems()
    };
    let samples: Vec<Vec<String>> = (0..header.len()).map(|i| samples(rows.iter().filter_map(|r| r.get(i)))).collect();
    let file = FileFacts { rows: seen.whole.then_some(rows.len() as u64), rows_seen: rows.len() as u64, ..file };
    let reads = shown::samples(&mapping, &samples);
    let preset = found.preset.map(str::to_owned);
    let remarks = recognise::remarks(&mapping);
    ImportPlan { file, reads, mapping, preset, remembered: None, samples, top, notes, remarks, problems }
}

fn top(lines: &[u64], rows: &[Vec<String>], header: Option<usize>) -> Vec<TopRow> {
    let short = |c: &String| c.chars().take(40).collect();
    let row = |(i, (line, cells)): (usize, (&u64, &Vec<String>))| TopRow {
        line: u32::try_from(*line).unwrap_or(u32::MAX),
        cells: cells.iter().take(TOP).map(short).collect(),
        header: header == Some(i),
    };
    lines.iter().zip(rows).enumerate().take(TOP).map(row).collect()
}

/// A file of events has no columns: what its lines are says all.
fn of_events(file: FileFacts, whole: bool, encoding: &str, notes: Vec<String>, known: &Known) -> ImportPlan {
    let mapping = ImportMapping {
        kind: ImportKind::Events,
        columns: Vec::new(),
        encoding: encoding.to_owned(),
        delimiter: ",".to_owned(),
        lines_above: 0,
        header: false,
        sheet: None,
        dates: dates::DateOrder::YearFirst,
        decimals: amounts::DecimalMark::Point,
        currency: known.currency.unwrap_or(Currency::EUR),
        zone: known.zone.unwrap_or(ShopZone::UTC).name().to_owned(),
        credit_prefix: None,
        everyone: None,
        rates: RateSense::default(),
    };
    let file = FileFacts { rows: whole.then_some(file.rows_seen), ..file };
    let (preset, remembered) = (None, None);
    ImportPlan {
        file,
        mapping,
        preset,
        remembered,
        samples: Vec::new(),
        top: Vec::new(),
        reads: Vec::new(),
        notes,
        remarks: Vec::new(),
        problems: Vec::new(),
    }
}

/// The country of at least half of the rows that name one.
fn usual_country<'a>(values: impl Iterator<Item = &'a str> + Clone) -> Option<&'static str> {
    let all = values.clone().count();
    let (name, n) = commonest(values)?;
    (n * 2 >= all).then(|| countries::code(name)).flatten()
}

/// What a list of rates says that they are against: `CURRENCY_DENOM` in the European Central Bank's own shape.
fn denominator(header: &[String], rows: &[Vec<String>]) -> Option<Currency> {
    let at = header.iter().position(|h| matches!(super::words::normal(h).as_str(), "currency denom" | "base currency" | "base"))?;
    commonest(rows.iter().filter_map(|r| r.get(at)).map(String::as_str)).and_then(|(c, _)| c.parse().ok())
}

/// The value that stands there most often, and how often.
fn commonest<'a>(values: impl Iterator<Item = &'a str>) -> Option<(&'a str, usize)> {
    let mut seen: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    for v in values {
        *seen.entry(v).or_default() += 1;
    }
    seen.into_iter().max_by_key(|(_, n)| *n)
}

/// `Order Total, USD` or `Betrag (EUR)`.
fn named_currency(header: &str) -> Option<Currency> {
    const COMMON: [&str; 12] = ["EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "AUD", "CAD", "JPY"];
    header.split(|c: char| !c.is_ascii_alphabetic()).find(|w| COMMON.contains(w)).and_then(|w| w.parse().ok())
}

fn samples<'a>(cells: impl Iterator<Item = &'a String>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for cell in cells.filter(|c| !c.is_empty()).take(5000) {
        let short: String = cell.chars().take(60).collect();
        if !out.contains(&short) {
            out.push(short);
            if out.len() == 3 {
                break;
            }
        }
    }
    out
}
