//! What the samples of a file's dates and amounts are read as, so that a person sees a wrong order of day and month, or a
//! wrong mark before the cents, before anything is stored.

use serde::Serialize;
use specta::Type;

use super::mapping::{ColumnRole, ImportKind, ImportMapping, RateSense};
use super::{amounts, dates};
use crate::types::Money;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum SampleKind {
    Date,
    Amount,
    Rate,
}

/// A cell, and what it is read as.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct SampleRead {
    pub what: SampleKind,
    pub column: String,
    pub text: String,
    /// `29 March 2026, 14:05` or `£1,234.50`; `None`: it cannot be read so.
    pub means: Option<String>,
}

/// Of each kind this many are enough to judge by.
const MOST: usize = 4;

/// `samples`: some values of each column, in the columns' order.
pub fn samples(m: &ImportMapping, samples: &[Vec<String>]) -> Vec<SampleRead> {
    let mut out: Vec<SampleRead> = Vec::new();
    if m.kind == ImportKind::Events {
        return out;
    }
    for (column, cells) in m.columns.iter().zip(samples) {
        let Some(what) = kind(column.role) else { continue };
        for text in cells.iter().take(2) {
            if out.iter().filter(|s| s.what == what).count() < MOST {
                let means = match what {
                    SampleKind::Date => date(m, text),
                    SampleKind::Rate => rate(m, &column.name, column.role, text),
                    SampleKind::Amount => amounts::parse(text, m.decimals)
                        .and_then(|x| x.in_minor(m.currency))
                        .map(|minor| Money { minor, currency: m.currency }.to_string()),
                };
                out.push(SampleRead { what, column: column.name.clone(), text: text.clone(), means });
            }
        }
    }
    out
}

fn date(m: &ImportMapping, text: &str) -> Option<String> {
    let (at, _) = dates::parse_local(text, m.dates)?;
    let shown = if at.time() == chrono::NaiveTime::MIN { at.format("%-d %B %Y") } else { at.format("%-d %B %Y, %H:%M") };
    Some(shown.to_string())
}

/// `1 EUR is 1.0821 USD`.
fn rate(m: &ImportMapping, column: &str, role: ColumnRole, text: &str) -> Option<String> {
    let x = amounts::parse(text, m.decimals).filter(|x| !x.is_zero() && !x.is_negative())?;
    let value = rust_decimal::Decimal::try_new(x.digits, x.scale).ok()?;
    let theirs = if role == ColumnRole::RateOf { column.trim() } else { "of the row’s currency" };
    Some(match m.rates {
        RateSense::OneOfOurs => format!("1 {} is {value} {theirs}", m.currency),
        RateSense::OneOfTheirs => format!("1 {theirs} is {value} {}", m.currency),
    })
}

fn kind(role: ColumnRole) -> Option<SampleKind> {
    use ColumnRole::*;
    Some(match role {
        OrderDate | RateDay | CleanedAt | CancelledAt | CreatedAt | Birthday | ConsentDate | UnsubscribedAt | ReviewDate => {
            SampleKind::Date
        }
        UnitPrice | SalePrice | LineTax | LineDiscount | LineTotal | OrderTotal | Discount | Shipping | Tax | Refunded => {
            SampleKind::Amount
        }
        RateValue | RateOf => SampleKind::Rate,
        _ => return None,
    })
}
