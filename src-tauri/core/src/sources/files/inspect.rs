//! The look at a file before anything is stored: what its columns most likely mean, with samples to judge by.
//!
//! It reads the first 4 MB only, so it is quick for any file; what it concludes is a proposal for a person.

use std::io::Read;
use std::path::Path;

use serde::Serialize;
use specta::Type;

use super::mapping::{ColumnRole, ImportKind, ImportMapping, MappedColumn};
use super::{amounts, dates, events, open, recognise, sniff};
use crate::sources::countries;
use crate::types::{Currency, Error, Result, ShopZone};

const PREFIX: u64 = 4 * 1024 * 1024;

/// What the file is, apart from what it says.
#[derive(Debug, Clone, Serialize, Type)]
pub struct FileFacts {
    pub path: String,
    pub name: String,
    pub bytes: u64,
    pub gzip: bool,
    /// Rows under the header; `None` when the file is longer than what was looked at.
    pub rows: Option<u64>,
    /// How many rows were looked at.
    pub rows_seen: u64,
}

#[derive(Debug, Clone, Serialize, Type)]
pub struct ImportPlan {
    pub file: FileFacts,
    pub mapping: ImportMapping,
    /// Up to three different values of each column, in the columns' order.
    pub samples: Vec<Vec<String>>,
    /// What a person should look at twice.
    pub notes: Vec<String>,
    /// Why it cannot be imported as it stands; empty when it can.
    pub problems: Vec<String>,
}

/// What the shop already knows of itself; it goes before what the file suggests.
#[derive(Debug, Clone, Default)]
pub struct Known {
    pub currency: Option<Currency>,
    pub zone: Option<ShopZone>,
}

/// # Errors
/// `File` when it cannot be read, `BadInput` when there is no table in it.
pub fn inspect(path: &Path, known: &Known) -> Result<ImportPlan> {
    let name = open::name(path);
    let mut start = Vec::new();
    open::bytes(path)?.take(PREFIX + 1).read_to_end(&mut start).map_err(|e| {
        Error::bad_input(format!("{name} breaks off or is damaged: it could not be unpacked. Export or copy it again.")).caused_by(e)
    })?;
    let whole = start.len() as u64 <= PREFIX;
    let encoding = sniff::encoding(&start, whole);
    let (text, _, _) = encoding.decode(&start);
    let text = if whole { &*text } else { text.rsplit_once('\n').map_or(&*text, |(all, _)| all) };
    if let Some(notes) = events::looks_like(text) {
        return Ok(of_events(path, name, (text, whole), encoding.name(), notes, known));
    }
    if let Some(other) = sniff::no_table(text) {
        return Err(Error::bad_input(format!(
            "{name} is {other}, not a table. Export it as CSV, or events as JSON Lines (one object a line), and choose that file."
        )));
    }
    let delimiter = sniff::delimiter(text);
    let mut rows = sniff::first_rows(text, delimiter, usize::MAX);
    if rows.is_empty() {
        return Err(Error::bad_input(format!("{name} is empty.")));
    }
    let (header_at, known_names) = sniff::header(&rows);
    let header = rows.drain(..=header_at).next_back().unwrap_or_default();
    let found = recognise::recognise(&header, &rows);
    let of = |role: ColumnRole| {
        let at = found.columns.iter().position(|r| *r == role);
        rows.iter().filter_map(move |r| r.get(at?)).map(String::as_str).filter(|c| !c.is_empty())
    };

    let mut notes = Vec::new();
    let date_role = match found.kind {
        ImportKind::People => ColumnRole::CreatedAt,
        ImportKind::Reviews => ColumnRole::ReviewDate,
        _ => ColumnRole::OrderDate,
    };
    let (dates, sure) = dates::detect(of(date_role));
    if !sure && of(date_role).next().is_some() {
        notes.push("Day and month of the dates cannot be told apart by the first rows. Check the order of dates below.".to_owned());
    }
    let money = [ColumnRole::UnitPrice, ColumnRole::LineTotal, ColumnRole::OrderTotal];
    let (decimals, sure) = amounts::detect(money.into_iter().flat_map(of));
    if !sure {
        notes.push("Whether a comma or a point stands before the cents is not clear. Check it below.".to_owned());
    }
    let home = usual_country(of(ColumnRole::Country));
    let habits = home.and_then(countries::habits);
    let in_file = of(ColumnRole::Currency).next().and_then(|c| c.parse().ok()).or_else(|| header.iter().find_map(|h| named_currency(h)));
    let currency = in_file.or(known.currency).or_else(|| habits.and_then(|(c, _)| c.parse().ok())).unwrap_or(Currency::EUR);
    let zone = known.zone.or_else(|| habits.and_then(|(_, z)| ShopZone::parse(z).ok())).unwrap_or(ShopZone::UTC);
    if let Some(own) = known.currency.filter(|own| *own != currency && found.kind.is_of_orders()) {
        notes.push(format!(
            "The file is in {currency}, your shop counts in {own}: without exchange rates these orders show no value in {own}."
        ));
    }
    let mapping = ImportMapping {
        kind: found.kind,
        credit_prefix: recognise::credit_prefix(&found.columns, &rows, decimals),
        columns: header.iter().zip(&found.columns).map(|(name, role)| MappedColumn { name: name.clone(), role: *role }).collect(),
        encoding: encoding.name().to_owned(),
        delimiter: char::from(delimiter).to_string(),
        lines_above: u32::try_from(header_at).unwrap_or(0),
        dates,
        decimals,
        currency,
        zone: zone.name().to_owned(),
    };
    notes.extend(recognise::remarks(&mapping));
    let problems = if recognise::looks_like_products(&header) && found.kind == ImportKind::People && !mapping.problems().is_empty() {
        vec![format!("{name} looks like a list of products. Regulars takes files of orders or of people.")]
    } else if known_names == 0 {
        vec![format!(
            "None of the columns of {name} has a name that Regulars knows. Is there a header row, and is this a list of orders or people?"
        )]
    } else if rows.is_empty() {
        vec![format!("{name} has a header, but no rows under it.")]
    } else {
        mapping.problems()
    };
    let samples = (0..header.len()).map(|i| samples(rows.iter().filter_map(|r| r.get(i)))).collect();
    let bytes = std::fs::metadata(path).map_or(0, |m| m.len());
    let file = FileFacts {
        path: path.display().to_string(),
        name,
        bytes,
        gzip: open::is_gzip(path),
        rows: whole.then_some(rows.len() as u64),
        rows_seen: rows.len() as u64,
    };
    Ok(ImportPlan { file, mapping, samples, notes, problems })
}

/// A file of events has no columns: what its lines are says all.
fn of_events(path: &Path, name: String, text: (&str, bool), encoding: &str, notes: Vec<String>, known: &Known) -> ImportPlan {
    let lines = text.0.lines().filter(|l| !l.trim().is_empty()).count() as u64;
    let mapping = ImportMapping {
        kind: ImportKind::Events,
        columns: Vec::new(),
        encoding: encoding.to_owned(),
        delimiter: ",".to_owned(),
        lines_above: 0,
        dates: dates::DateOrder::YearFirst,
        decimals: amounts::DecimalMark::Point,
        currency: known.currency.unwrap_or(Currency::EUR),
        zone: known.zone.unwrap_or(ShopZone::UTC).name().to_owned(),
        credit_prefix: None,
    };
    let file = FileFacts {
        path: path.display().to_string(),
        name,
        bytes: std::fs::metadata(path).map_or(0, |m| m.len()),
        gzip: open::is_gzip(path),
        rows: text.1.then_some(lines),
        rows_seen: lines,
    };
    ImportPlan { file, mapping, samples: Vec::new(), notes, problems: Vec::new() }
}

/// The country of at least half of the rows that name one.
fn usual_country<'a>(values: impl Iterator<Item = &'a str>) -> Option<&'static str> {
    let mut seen: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    let mut all = 0;
    for v in values {
        *seen.entry(v).or_default() += 1;
        all += 1;
    }
    let (name, n) = seen.into_iter().max_by_key(|(_, n)| *n)?;
    (n * 2 >= all).then(|| countries::code(name)).flatten()
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
