//! A file of exchange rates: what each currency was worth in the shop's, day by day.
//!
//! Such files are small (a currency's every day since 1999 is 7,000 rows), so it is read as a whole, which is what lets
//! rates against one currency be turned into rates against the shop's: where both stand there on the same day.

use std::collections::BTreeMap;
use std::path::Path;

use csv::ByteRecord;
use rust_decimal::{Decimal, RoundingStrategy};

use super::amounts;
use super::cells::{self, Places};
use super::mapping::{ColumnRole, ImportMapping, RateSense};
use super::page::Item;
use super::{dates, open};
use crate::types::{Currency, Day, Error, Progress, Result};

/// A file with more is none of rates.
const MOST: usize = 2_000_000;

/// One currency on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateRow {
    pub currency: Currency,
    pub day: Day,
    /// Millionths of a unit of the shop's currency that one unit was worth.
    pub micro: i64,
}

pub struct Rates {
    /// By currency and day.
    pub rows: Vec<RateRow>,
    pub refused: Vec<Item>,
    pub rows_read: u64,
}

/// What one unit of each currency was worth in the one that the file is against.
type OfDay = BTreeMap<Currency, Decimal>;

/// # Errors
/// As reading any file; `BadInput` when nothing in it can be turned into the shop's currency.
pub fn rates(path: &Path, mapping: &ImportMapping, shop: Currency, progress: &Progress) -> Result<Rates> {
    mapping.check()?;
    let places = Places::new(mapping, shop)?;
    let mut file = open::rows(path, mapping)?;
    let mut row = ByteRecord::new();
    let mut days: BTreeMap<Day, OfDay> = BTreeMap::new();
    let (mut refused, mut rows_read) = (Vec::new(), 0u64);
    while open::read(&mut file, &mut row, path)? {
        rows_read += 1;
        if rows_read as usize > MOST {
            return Err(Error::bad_input(format!("{} is too long for a list of exchange rates.", open::name(path))));
        }
        if rows_read.is_multiple_of(10_000) {
            progress.tick("Reading rates", rows_read, None)?;
        }
        if let Err(reason) = take_in(&places, &row, &mut days) {
            refused.push(Item::Refused { line: file.line(), reason, row: cells::raw(&row) });
        }
    }
    let mut rows = Vec::new();
    for (day, of) in &days {
        let one = Decimal::ONE;
        let own = if mapping.currency == shop { Some(&one) } else { of.get(&shop) };
        let Some(own) = own else { continue };
        let base = (mapping.currency != shop).then_some((&mapping.currency, &one));
        for (currency, worth) in of.iter().chain(base).filter(|(c, _)| **c != shop) {
            let micro = worth.checked_div(*own).and_then(|x| x.checked_mul(Decimal::from(1_000_000)));
            let micro = micro.map(|x| x.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero));
            if let Some(micro) = micro.and_then(|x| i64::try_from(x).ok()).filter(|m| *m > 0) {
                rows.push(RateRow { currency: *currency, day: *day, micro });
            }
        }
    }
    if rows.is_empty() && !days.is_empty() && mapping.currency != shop {
        return Err(Error::bad_input(format!(
            "These rates are against {}, and your shop counts in {shop}, which is not among them. Choose a file with rates of {shop}.",
            mapping.currency
        )));
    }
    rows.sort_by_key(|r| (r.currency, r.day));
    Ok(Rates { rows, refused, rows_read })
}

fn take_in(places: &Places, row: &ByteRecord, days: &mut BTreeMap<Day, OfDay>) -> Result<(), String> {
    let m = &places.mapping;
    let (at, _) = dates::parse_local(&places.get(row, ColumnRole::RateDay), m.dates).ok_or("The date cannot be read")?;
    let day = at.date().format("%Y-%m-%d").to_string().parse::<Day>().map_err(|_| "The date cannot be read")?;
    let worth = |text: &str| -> Result<Option<Decimal>, String> {
        if matches!(text, "" | "N/A" | "n/a" | "-" | "." | "NaN") {
            return Ok(None);
        }
        let x = amounts::parse(text, m.decimals).filter(|x| !x.is_zero() && !x.is_negative()).ok_or("The rate is not a number")?;
        let value = Decimal::try_new(x.digits, x.scale).map_err(|_| "The rate is not a number")?;
        Ok(match m.rates {
            RateSense::OneOfOurs => Decimal::ONE.checked_div(value),
            RateSense::OneOfTheirs => Some(value),
        })
    };
    let mut found: Vec<(Currency, Decimal)> = Vec::new();
    if places.has(ColumnRole::RateValue) {
        let currency = places.get(row, ColumnRole::RateCurrency).parse().map_err(|_| "The currency is not a code of three letters")?;
        found.extend(worth(&places.get(row, ColumnRole::RateValue))?.map(|w| (currency, w)));
    }
    for (i, (name, role)) in places.columns.iter().enumerate() {
        if *role == ColumnRole::RateOf
            && let Ok(currency) = name.parse()
        {
            found.extend(worth(&row.get(i).map(cells::text).unwrap_or_default())?.map(|w| (currency, w)));
        }
    }
    days.entry(day).or_default().extend(found.into_iter().filter(|(c, _)| *c != m.currency));
    Ok(())
}
