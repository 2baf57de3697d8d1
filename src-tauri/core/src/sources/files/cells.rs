//! One row's cells by what they mean. Blanks around, NUL bytes and Excel's apostrophe before numbers are taken away.

use std::borrow::Cow;

use csv::ByteRecord;

use super::amounts::{self, Exact};
use super::dates;
use super::mapping::{ColumnRole, ImportMapping};
use super::words;
use crate::sources::countries;
use crate::types::records::{Channel, ConsentRecord, ConsentState, CustomerRecord};
use crate::types::{Currency, Result, ShopZone, Timestamp};

/// Where each role's column is; made once a file.
pub struct Places {
    at: [Option<usize>; ColumnRole::ALL.len()],
    pub columns: Vec<(String, ColumnRole)>,
    pub mapping: ImportMapping,
    zone: ShopZone,
    /// In which the shop counts.
    pub shop: Currency,
    last_date: (String, Option<Timestamp>),
}

impl Places {
    pub fn new(mapping: &ImportMapping, shop: Currency) -> Result<Self> {
        Ok(Self {
            at: ColumnRole::ALL.map(|r| mapping.column(r)),
            columns: mapping.columns.iter().map(|c| (c.name.clone(), c.role)).collect(),
            mapping: mapping.clone(),
            zone: mapping.zone()?,
            shop,
            last_date: (String::new(), None),
        })
    }

    pub fn has(&self, role: ColumnRole) -> bool {
        self.at.get(role as usize).is_some_and(Option::is_some)
    }

    pub fn bytes<'r>(&self, row: &'r ByteRecord, role: ColumnRole) -> &'r [u8] {
        self.at.get(role as usize).copied().flatten().and_then(|i| row.get(i)).unwrap_or(b"")
    }

    /// "" when there is no such column, or nothing in it.
    pub fn get<'r>(&self, row: &'r ByteRecord, role: ColumnRole) -> Cow<'r, str> {
        text(self.bytes(row, role))
    }

    pub fn some(&self, row: &ByteRecord, role: ColumnRole) -> Option<String> {
        let cell = self.get(row, role);
        (!cell.is_empty()).then(|| cell.into_owned())
    }

    /// `Ok(None)` for an empty cell, `Err` for one that is no number.
    pub fn amount(&self, row: &ByteRecord, role: ColumnRole) -> Result<Option<Exact>, ()> {
        let cell = self.get(row, role);
        if cell.is_empty() { Ok(None) } else { amounts::parse(&cell, self.mapping.decimals).map(Some).ok_or(()) }
    }

    /// `Ok(None)` for an empty cell, `Err` for one that is no date.
    pub fn moment(&mut self, row: &ByteRecord, role: ColumnRole) -> Result<Option<Timestamp>, ()> {
        let mut cell = self.get(row, role);
        if cell.is_empty() {
            return Ok(None);
        }
        if role == ColumnRole::OrderDate && self.has(ColumnRole::OrderTime) {
            let time = self.get(row, ColumnRole::OrderTime);
            cell = Cow::Owned(format!("{cell} {time}"));
        }
        // The rows of one order share their date.
        if self.last_date.0 != *cell {
            self.last_date = (cell.clone().into_owned(), dates::parse(&cell, self.mapping.dates, self.zone));
        }
        self.last_date.1.map(Some).ok_or(())
    }

    pub fn currency(&self, row: &ByteRecord) -> Result<Currency, ()> {
        let cell = self.get(row, ColumnRole::Currency);
        if cell.is_empty() { Ok(self.mapping.currency) } else { cell.parse().map_err(|_| ()) }
    }

    /// Who the row is about; `None` when it does not say.
    pub fn person(&self, row: &ByteRecord) -> Option<CustomerRecord> {
        let external_id = self.some(row, ColumnRole::CustomerId).map(customer_id).filter(|id| id != "0");
        let email = self.some(row, ColumnRole::Email).filter(|e| is_email(e));
        if external_id.is_none() && email.is_none() {
            return None;
        }
        let (first, last) =
            match (self.some(row, ColumnRole::FirstName), self.some(row, ColumnRole::LastName), self.some(row, ColumnRole::FullName)) {
                (None, None, Some(full)) => split_name(&full),
                (first, last, _) => (first, last),
            };
        Some(CustomerRecord {
            external_id,
            email,
            first_name: first,
            last_name: last,
            phone: self.some(row, ColumnRole::Phone),
            country: self.country(row),
            region: self.some(row, ColumnRole::Region),
            city: self.some(row, ColumnRole::City),
            postcode: self.some(row, ColumnRole::Postcode),
            ..CustomerRecord::default()
        })
    }

    pub fn country(&self, row: &ByteRecord) -> Option<String> {
        countries::code(&self.get(row, ColumnRole::Country)).map(str::to_owned)
    }

    /// `Err` for a word that is not known.
    pub fn consent(&self, row: &ByteRecord, role: ColumnRole) -> Result<Option<ConsentState>, ()> {
        words::consent(&self.get(row, role))
    }
}

pub fn email_consent(state: ConsentState, at: Timestamp) -> ConsentRecord {
    consent(Channel::Email, state, at, "unknown")
}

pub fn consent(channel: Channel, state: ConsentState, at: Timestamp, method: &str) -> ConsentRecord {
    ConsentRecord { channel, state, at, source: "import".to_owned(), method: method.to_owned(), wording: None }
}

/// UTF-8, or for a cell that is not, what western programs of old wrote.
pub fn text(cell: &[u8]) -> Cow<'_, str> {
    let text = match std::str::from_utf8(cell) {
        Ok(t) if t.contains('\0') => Cow::Owned(t.replace('\0', "")),
        Ok(t) => Cow::Borrowed(t),
        Err(_) => Cow::Owned(encoding_rs::WINDOWS_1252.decode_without_bom_handling(cell).0.replace('\0', "")),
    };
    match text {
        Cow::Borrowed(t) => Cow::Borrowed(trimmed(t)),
        Cow::Owned(t) => Cow::Owned(trimmed(&t).to_owned()),
    }
}

fn trimmed(t: &str) -> &str {
    let t = t.trim();
    match t.strip_prefix('\'') {
        // Excel's way to keep a number a text: '0612 or '+31 (but not 's-Hertogenbosch).
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '=' | '@')) => rest,
        _ => t,
    }
}

/// The row as it stands, for the file of refused rows.
pub fn raw(row: &ByteRecord) -> Vec<String> {
    row.iter().map(|c| text(c).into_owned()).collect()
}

/// `13085.0` is what a spreadsheet makes of the number 13085.
fn customer_id(id: String) -> String {
    match id.strip_suffix(".0") {
        Some(n) if !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()) => n.to_owned(),
        _ => id,
    }
}

pub fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    !local.is_empty()
        && domain.contains('.')
        && !domain.starts_with('.')
        && !domain.ends_with('.')
        && !text.chars().any(|c| c.is_whitespace() || matches!(c, ',' | ';' | '<' | '>' | '"'))
}

/// `Anna de Jong` or `de Jong, Anna`.
fn split_name(full: &str) -> (Option<String>, Option<String>) {
    let some = |s: &str| Some(s.trim().to_owned()).filter(|s| !s.is_empty());
    match full.split_once(',') {
        Some((last, first)) => (some(first), some(last)),
        None => full.split_once(' ').map_or_else(|| (some(full), None), |(first, last)| (some(first), some(last))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cleans_what_spreadsheets_do_to_cells() {
        assert_eq!(text(b" '0612 "), "0612");
        assert_eq!(text(b"'s-Hertogenbosch"), "'s-Hertogenbosch");
        assert_eq!(text(b"a\0b"), "ab");
        assert_eq!(text(b"M\xfcller"), "Müller");
        assert_eq!(customer_id("13085.0".into()), "13085");
        assert_eq!(customer_id("v1.0".into()), "v1.0");
        assert!(is_email("Anna@Example.com") && !is_email("anna@example") && !is_email("a b@example.com") && !is_email("@x.y"));
        assert_eq!(split_name("de Jong, Anna"), (Some("Anna".into()), Some("de Jong".into())));
        assert_eq!(split_name("Anna de Jong"), (Some("Anna".into()), Some("de Jong".into())));
        assert_eq!(split_name("Anna"), (Some("Anna".into()), None));
    }
}
