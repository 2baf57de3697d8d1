//! Reading the results of a test from CSV: totals per variant, or a row a person.
//!
//! It reads all or nothing: a row that cannot be right stops it with a sentence and the line number, because a test read
//! from half its people is worse than none. Files may separate by comma, semicolon, tab or bar, and be UTF-8, UTF-16 (with
//! its mark) or Windows-1252.

use std::collections::HashMap;

use csv::StringRecord;

use super::definition::{Experiment, Variant};
use super::header::Columns;
use super::number::Marks;
use crate::stats::means::Sample;
use crate::types::{Currency, Error, Result};

/// A file's bytes as text.
pub fn decode(bytes: &[u8]) -> String {
    let (text, encoding, broken) = encoding_rs::UTF_8.decode(bytes);
    if broken && encoding == encoding_rs::UTF_8 {
        return encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned();
    }
    text.into_owned()
}

/// Reads a results table; amounts are taken to be in `currency`. Planned shares are equal until said otherwise.
///
/// # Errors
/// `BadInput` with the line and what is wrong with it.
pub fn parse(text: &str, currency: Currency) -> Result<Experiment> {
    let text = text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() {
        return Err(Error::bad_input("There is nothing in it. A first line with the columns' names is needed, then the figures."));
    }
    let delimiter = delimiter(text);
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let columns = Columns::find(reader.headers().map_err(unreadable)?)?;
    let rows: Vec<(u64, StringRecord)> = reader
        .records()
        .map(|r| r.map(|r| (line_of(text, &r), r)).map_err(unreadable))
        .filter(|r| r.as_ref().map_or(true, |(_, r)| r.iter().any(|cell| !cell.is_empty())))
        .collect::<Result<_>>()?;
    let amounts = rows.iter().take(1000).flat_map(|(_, r)| columns.amounts().filter_map(|c| r.get(c)));
    let table = Table { marks: Marks::of(amounts, delimiter), columns, currency };
    let variants = if table.columns.sent.is_some() { table.totals(&rows)? } else { table.people(&rows)? };
    let experiment = Experiment::new(currency, control_first(variants));
    experiment.check()?;
    Ok(experiment)
}

/// The line a record begins on, as an editor counts; csv's own position lies before the blank lines it passed over.
fn line_of(text: &str, row: &StringRecord) -> u64 {
    let Some(p) = row.position() else { return 0 };
    let rest = usize::try_from(p.byte()).ok().and_then(|at| text.as_bytes().get(at..)).unwrap_or_default();
    p.line() + rest.iter().take_while(|b| matches!(b, b'\r' | b'\n')).filter(|b| **b == b'\n').count() as u64
}

fn unreadable(e: csv::Error) -> Error {
    let line = e.position().map_or(String::new(), |p| format!(" near line {}", p.line()));
    Error::bad_input(format!("This is not a table with commas or semicolons{line}.")).caused_by(e)
}

/// The separator that the first line uses most.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().find(|l| !l.trim().is_empty()).unwrap_or("");
    let count = |d: u8| first.bytes().filter(|b| *b == d).count();
    // The later of equals wins, so a line without any separator is read as one with commas.
    [b'|', b'\t', b';', b','].into_iter().max_by_key(|d| count(*d)).unwrap_or(b',')
}

/// A variant that calls itself the control is the one to compare with, wherever it stands.
fn control_first(mut variants: Vec<Variant>) -> Vec<Variant> {
    let control =
        |v: &Variant| ["control", "kontrolle", "kontrollgruppe", "baseline", "original"].contains(&v.name.to_lowercase().as_str());
    variants.sort_by_key(|v| !control(v));
    variants
}

struct Table {
    columns: Columns,
    marks: Marks,
    currency: Currency,
}

impl Table {
    fn totals(&self, rows: &[(u64, StringRecord)]) -> Result<Vec<Variant>> {
        let mut out: Vec<(u64, Variant)> = Vec::new();
        for (i, (line, row)) in rows.iter().enumerate() {
            let variant = self.total(row).map_err(|sentence| at(*line, &sentence))?;
            let sum: u64 = out.iter().map(|(_, v)| v.sent).sum();
            let says_sum = ["total", "sum", "all", "summe", "gesamt"].contains(&variant.name.to_lowercase().as_str());
            if says_sum && i + 1 == rows.len() && variant.sent == sum {
                break;
            }
            if let Some((first, same)) = out.iter().find(|(_, v)| v.name.eq_ignore_ascii_case(&variant.name)) {
                let sentence = format!("“{}” was already on line {first}. Give each variant one line with its totals.", same.name);
                return Err(at(*line, &sentence));
            }
            out.push((*line, variant));
        }
        Ok(out.into_iter().map(|(_, v)| v).collect())
    }

    fn total(&self, row: &StringRecord) -> std::result::Result<Variant, String> {
        let name = self.name(row)?;
        let sent = self.count(row, self.columns.sent, "sent")?;
        let converted = self.count(row, self.columns.converted, "converted")?;
        let revenue = self.amount(row, self.columns.revenue, "revenue")?;
        let squares = self.columns.revenue_squares.and_then(|c| row.get(c)).filter(|c| !c.is_empty());
        let revenue_deviation = match (squares, revenue) {
            (Some(cell), Some(sum)) => Some(self.deviation(cell, sent, sum)?),
            _ => self.amount(row, self.columns.revenue_deviation, "the standard deviation")?.map(|minor| minor as f64),
        };
        let variant = Variant { name: name.to_owned(), planned: 1.0, sent, converted, revenue, revenue_deviation };
        variant.check()?;
        Ok(variant)
    }

    /// From Σ of squared amounts (in the currency's whole units, squared) to the standard deviation in minor units.
    fn deviation(&self, cell: &str, sent: u64, sum: i64) -> std::result::Result<f64, String> {
        let wrong = || format!("“{cell}” cannot be the sum of the squared revenue of {sent} people.");
        let squares: f64 = self.marks.amount(cell).and_then(|d| d.to_string().parse().ok()).ok_or_else(wrong)?;
        let unit = 10f64.powi(self.currency.minor_digits().try_into().unwrap_or(0));
        let (n, sum) = (sent as f64, sum as f64 / unit);
        let spread = squares - sum * sum / n;
        // Exactly 0 may come out a hair below it.
        let slack = squares.abs() * 1e-9;
        if sent < 2 || spread < -slack {
            return Err(wrong());
        }
        Ok((spread.max(0.0) / (n - 1.0)).sqrt() * unit)
    }

    fn people(&self, rows: &[(u64, StringRecord)]) -> Result<Vec<Variant>> {
        let mut groups: HashMap<&str, Group> = HashMap::new();
        let mut seen: HashMap<&str, (u64, &str)> = HashMap::new();
        for (line, row) in rows {
            let name = self.name(row).map_err(|sentence| at(*line, &sentence))?;
            let revenue = self.amount(row, self.columns.revenue, "revenue").map_err(|s| at(*line, &s))?;
            let converted = self.did(row, revenue).map_err(|s| at(*line, &s))?;
            if let Some(person) = self.columns.person.and_then(|c| row.get(c)).filter(|p| !p.is_empty())
                && let Some((first, other)) = seen.insert(person, (*line, name))
            {
                let what = if other == name { "appears twice".to_owned() } else { format!("is in “{other}” and in “{name}”") };
                return Err(at(*line, &format!("The same person {what} (first on line {first}). Each person belongs on one line.")));
            }
            groups.entry(name).or_default().add(converted, revenue);
        }
        let mut names: Vec<&str> = groups.keys().copied().collect();
        names.sort_unstable();
        Ok(names.into_iter().filter_map(|name| groups.get(name).map(|g| g.variant(name, self.columns.revenue.is_some()))).collect())
    }

    fn name<'r>(&self, row: &'r StringRecord) -> std::result::Result<&'r str, String> {
        row.get(self.columns.variant).filter(|n| !n.is_empty()).ok_or_else(|| "the variant's name is missing.".to_owned())
    }

    fn count(&self, row: &StringRecord, column: Option<usize>, what: &str) -> std::result::Result<u64, String> {
        let cell = column.and_then(|c| row.get(c)).unwrap_or("");
        if cell.is_empty() {
            return Err(format!("the number under “{what}” is missing."));
        }
        self.marks.count(cell).ok_or_else(|| format!("“{cell}” under “{what}” is not a whole number from 0 up."))
    }

    /// An amount from 0 up, in minor units; `None` when the file has no such column.
    fn amount(&self, row: &StringRecord, column: Option<usize>, what: &str) -> std::result::Result<Option<i64>, String> {
        let Some(cell) = column.map(|c| row.get(c).unwrap_or("")) else { return Ok(None) };
        if cell.is_empty() {
            // A person who bought nothing has nothing there; a variant's total must say so.
            return if self.columns.sent.is_none() { Ok(Some(0)) } else { Err(format!("{what} is missing; write 0 if there was none.")) };
        }
        let amount = self.marks.amount(cell).ok_or_else(|| format!("“{cell}” for {what} is not an amount."))?;
        if amount.is_sign_negative() && !amount.is_zero() {
            return Err(format!("{what} is negative ({cell}). Take refunds off the person's amount, not below 0."));
        }
        self.currency.to_minor(amount).map(Some).map_err(|e| e.message)
    }

    fn did(&self, row: &StringRecord, revenue: Option<i64>) -> std::result::Result<bool, String> {
        let Some(cell) = self.columns.converted.map(|c| row.get(c).unwrap_or("")) else { return Ok(revenue.is_some_and(|r| r > 0)) };
        match cell.to_lowercase().as_str() {
            "1" | "1.0" | "yes" | "y" | "true" | "ja" | "oui" => Ok(true),
            "" | "0" | "0.0" | "no" | "n" | "false" | "nein" | "non" => Ok(false),
            _ => Err(format!(
                "“{cell}” under “converted” must be 0 or 1, because without a column “sent” each line is one person. For totals, add “sent”."
            )),
        }
    }
}

#[derive(Default)]
struct Group {
    sent: u64,
    converted: u64,
    revenue: i128,
    squares: i128,
}

impl Group {
    fn add(&mut self, converted: bool, revenue: Option<i64>) {
        let amount = i128::from(revenue.unwrap_or(0));
        self.sent += 1;
        self.converted += u64::from(converted);
        self.revenue += amount;
        self.squares = self.squares.saturating_add(amount * amount);
    }

    fn variant(&self, name: &str, with_revenue: bool) -> Variant {
        let deviation = Sample::from_sums(self.sent, self.revenue, self.squares).map(|s| s.variance.sqrt());
        Variant {
            name: name.to_owned(),
            planned: 1.0,
            sent: self.sent,
            converted: self.converted,
            revenue: with_revenue.then(|| i64::try_from(self.revenue).unwrap_or(i64::MAX)),
            revenue_deviation: deviation.filter(|_| with_revenue),
        }
    }
}

fn at(line: u64, sentence: &str) -> Error {
    Error::bad_input(format!("Line {line}: {sentence}"))
}

#[cfg(test)]
mod tests;
