//! Finding the columns of a results file by the names that people and programs give them.

use crate::types::{Error, Result};

/// Where each column is, from 0.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Columns {
    pub variant: usize,
    /// Present: totals per variant. Missing: a row a person.
    pub sent: Option<usize>,
    pub converted: Option<usize>,
    pub revenue: Option<usize>,
    pub revenue_squares: Option<usize>,
    pub revenue_deviation: Option<usize>,
    pub person: Option<usize>,
}

const VARIANT: &[&str] =
    &["variant", "variante", "variation", "group", "gruppe", "groupe", "version", "arm", "cell", "branch", "combination"];
const SENT: &[&str] = &[
    "sent",
    "people",
    "recipients",
    "participants",
    "delivered",
    "users",
    "visitors",
    "subscribers",
    "contacts",
    "emails sent",
    "sent to",
    "n",
    "size",
    "empfanger",
    "gesendet",
    "versendet",
    "envoyes",
];
const CONVERTED: &[&str] = &[
    "converted",
    "conversions",
    "conversion",
    "buyers",
    "bought",
    "purchasers",
    "purchases",
    "orders",
    "purchased",
    "kaufer",
    "bestellungen",
    "kaufe",
    "commandes",
    "clicked",
    "clicks",
];
const REVENUE: &[&str] = &["revenue", "total revenue", "sales", "turnover", "amount", "spent", "umsatz", "chiffre d affaires"];
const SQUARES: &[&str] = &["revenue sq", "revenue squared", "revenue squares", "sum of squares", "revenue sum of squares"];
const DEVIATION: &[&str] =
    &["sd", "std", "stddev", "revenue sd", "revenue std", "standard deviation", "revenue deviation", "standardabweichung"];
const PERSON: &[&str] = &["person", "person id", "customer", "customer id", "email", "email address", "user", "user id", "id", "kunde"];

impl Columns {
    /// # Errors
    /// `BadInput` that says what is missing and what the file has.
    pub fn find(header: &csv::StringRecord) -> Result<Self> {
        let names: Vec<String> = header.iter().map(plain).collect();
        let at = |known: &[&str]| known.iter().find_map(|k| names.iter().position(|n| n == k));
        let found = header.iter().map(|h| h.trim()).filter(|h| !h.is_empty()).collect::<Vec<_>>().join(", ");
        let Some(variant) = at(VARIANT) else {
            return Err(Error::bad_input(format!(
                "The first line must name the columns, and one of them must be “variant”. It says: {}.",
                if found.is_empty() { "nothing" } else { &found }
            )));
        };
        let columns = Self {
            variant,
            sent: at(SENT),
            converted: at(CONVERTED),
            revenue: at(REVENUE),
            revenue_squares: at(SQUARES),
            revenue_deviation: at(DEVIATION),
            person: at(PERSON),
        };
        if columns.converted.is_none() && (columns.sent.is_some() || columns.revenue.is_none()) {
            return Err(Error::bad_input(format!(
                "A column “converted” is missing: how many people did what was hoped for (or 0 and 1 with a row a person). Columns found: {found}."
            )));
        }
        Ok(columns)
    }

    /// Those that hold amounts, to learn how decimals are written.
    pub fn amounts(&self) -> impl Iterator<Item = usize> + '_ {
        [self.revenue, self.revenue_squares, self.revenue_deviation].into_iter().flatten()
    }
}

/// Lower case, accents and punctuation gone: `Total_Revenue (€)` to `total revenue`.
fn plain(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.trim().trim_start_matches('\u{feff}').chars().flat_map(char::to_lowercase) {
        match c {
            'ä' | 'à' | 'â' => out.push('a'),
            'é' | 'è' | 'ê' | 'ë' => out.push('e'),
            'ö' | 'ô' => out.push('o'),
            'ü' | 'û' => out.push('u'),
            c if c.is_alphanumeric() => out.push(c),
            _ if !out.ends_with(' ') => out.push(' '),
            _ => {}
        }
    }
    let out = out.trim();
    // The currency behind the name says nothing about which column it is.
    ["eur", "gbp", "usd"].iter().find_map(|c| out.strip_suffix(c)).map_or(out, str::trim_end).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(header: &[&str]) -> Result<Columns> {
        Columns::find(&csv::StringRecord::from(header.to_vec()))
    }

    #[test]
    fn synonyms_in_any_order_and_dress() {
        let c = find(&["Umsatz (EUR)", "Empfänger", "Käufer", "Gruppe", "Standard-Abweichung"]).unwrap();
        assert_eq!((c.variant, c.sent, c.converted, c.revenue), (3, Some(1), Some(2), Some(0)));
        let c = find(&["\u{feff}Variant", "Emails_Sent", "Orders", "Total Revenue", "revenue_sq"]).unwrap();
        assert_eq!((c.sent, c.converted, c.revenue, c.revenue_squares), (Some(1), Some(2), Some(3), Some(4)));
    }

    #[test]
    fn says_what_is_missing() {
        assert!(find(&["name", "sent"]).unwrap_err().message.ends_with("It says: name, sent."));
        assert!(find(&["variant", "sent"]).unwrap_err().message.starts_with("A column “converted” is missing"));
        assert!(find(&["variant", "revenue"]).is_ok());
    }
}
