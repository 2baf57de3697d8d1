//! What each column of a file means, and how its dates and amounts are written. A person confirms it before anything
//! is stored, so it is one plain value that can be shown, corrected, saved and compared.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use specta::Type;

use super::amounts::DecimalMark;
use super::dates::DateOrder;
use super::words;
use crate::types::records::ConsentState;
use crate::types::{Currency, Error, Result, ShopZone};

/// What a row of the file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ImportKind {
    /// One row is one line of an order; rows with the same order number belong together, wherever they stand.
    OrderLines,
    /// One row is one order.
    Orders,
    /// One row is one customer or subscriber.
    People,
    /// One row is one review.
    Reviews,
    /// One row is one product, or one of the ways in which a product is sold.
    Products,
    /// One row is what one person answered to a survey.
    Answers,
    /// What currencies were worth day by day: a row a day with a column a currency, or a row a day and currency.
    Rates,
    /// One line is a JSON object in the words of the Segment specification: it has no columns to map.
    Events,
}

impl ImportKind {
    pub const ALL: [Self; 8] =
        [Self::OrderLines, Self::Orders, Self::People, Self::Reviews, Self::Products, Self::Answers, Self::Rates, Self::Events];

    pub fn is_of_orders(self) -> bool {
        matches!(self, Self::OrderLines | Self::Orders)
    }

    /// The name on the command line: `order-lines`.
    pub fn name(self) -> String {
        serde_json::to_value(self).ok().and_then(|v| v.as_str().map(|s| s.replace('_', "-"))).unwrap_or_default()
    }

    /// # Errors
    /// `BadInput` with the names that are known.
    pub fn parse(text: &str) -> Result<Self> {
        let said = match text.trim().to_lowercase().replace('_', "-").as_str() {
            "lines" => "order-lines".to_owned(),
            "customers" | "subscribers" => "people".to_owned(),
            "survey" => "answers".to_owned(),
            other => other.to_owned(),
        };
        Self::ALL.into_iter().find(|k| k.name() == said).ok_or_else(|| {
            let known: Vec<String> = Self::ALL.iter().map(|k| k.name()).collect();
            Error::bad_input(format!("“{text}” is not a kind of file; use {}.", known.join(", ")))
        })
    }
}

/// What a column means. `Skip`: it is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ColumnRole {
    Skip,
    OrderNumber,
    OrderDate,
    /// The time of day, where it stands in a column of its own.
    OrderTime,
    Status,
    CancelledAt,
    ProductCode,
    ProductTitle,
    Quantity,
    UnitPrice,
    LineTotal,
    /// Comes on top of the line's total, or is taken off it.
    LineTax,
    LineDiscount,
    OrderTotal,
    Discount,
    Shipping,
    Tax,
    Refunded,
    Coupon,
    Currency,
    /// The order's total as the platform reckons it in the shop's own currency, and which one that is.
    ShopTotal,
    ShopCurrency,
    /// How much one unit of the order's currency is worth in the shop's.
    ExchangeRate,
    CustomerId,
    Email,
    FirstName,
    LastName,
    FullName,
    Phone,
    Country,
    Region,
    City,
    Postcode,
    Language,
    Birthday,
    CreatedAt,
    Tags,
    /// Says in words whether the person agreed to receive email.
    EmailConsent,
    /// The same of text messages.
    SmsConsent,
    /// When they agreed.
    ConsentDate,
    /// When they took it back.
    UnsubscribedAt,
    /// Since when their address is known not to work.
    CleanedAt,
    /// Of a review, or of answers.
    ReviewNumber,
    ReviewDate,
    /// 1 to 5.
    Rating,
    ReviewTitle,
    ReviewText,
    /// What the rows of one product have in common, such as Shopify's handle.
    ProductNumber,
    /// Size, colour and so on; of several columns all count.
    VariantTitle,
    /// Wins over the price where there is one.
    SalePrice,
    /// How many there are, or whether there are any.
    Stock,
    Category,
    ProductUrl,
    ProductImage,
    RateDay,
    RateCurrency,
    RateValue,
    /// The rate of the currency that the column is named after.
    RateOf,
    /// Kept under the column's own name: with the person, or as an answer.
    Extra,
}

impl ColumnRole {
    pub const ALL: [Self; 59] = [
        Self::Skip,
        Self::OrderNumber,
        Self::OrderDate,
        Self::OrderTime,
        Self::Status,
        Self::CancelledAt,
        Self::ProductCode,
        Self::ProductTitle,
        Self::Quantity,
        Self::UnitPrice,
        Self::LineTotal,
        Self::LineTax,
        Self::LineDiscount,
        Self::OrderTotal,
        Self::Discount,
        Self::Shipping,
        Self::Tax,
        Self::Refunded,
        Self::Coupon,
        Self::Currency,
        Self::ShopTotal,
        Self::ShopCurrency,
        Self::ExchangeRate,
        Self::CustomerId,
        Self::Email,
        Self::FirstName,
        Self::LastName,
        Self::FullName,
        Self::Phone,
        Self::Country,
        Self::Region,
        Self::City,
        Self::Postcode,
        Self::Language,
        Self::Birthday,
        Self::CreatedAt,
        Self::Tags,
        Self::EmailConsent,
        Self::SmsConsent,
        Self::ConsentDate,
        Self::UnsubscribedAt,
        Self::CleanedAt,
        Self::ReviewNumber,
        Self::ReviewDate,
        Self::Rating,
        Self::ReviewTitle,
        Self::ReviewText,
        Self::ProductNumber,
        Self::VariantTitle,
        Self::SalePrice,
        Self::Stock,
        Self::Category,
        Self::ProductUrl,
        Self::ProductImage,
        Self::RateDay,
        Self::RateCurrency,
        Self::RateValue,
        Self::RateOf,
        Self::Extra,
    ];

    /// The name on the command line, as in JSON: `order_number`.
    pub fn name(self) -> String {
        serde_json::to_value(self).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
    }

    pub fn parse(text: &str) -> Result<Self> {
        serde_json::from_value(serde_json::Value::String(text.trim().to_lowercase().replace([' ', '-'], "_"))).map_err(|_| {
            let known: Vec<String> = Self::ALL.iter().map(|r| r.name()).collect();
            Error::bad_input(format!("“{text}” is nothing a column can be. Use one of: {}.", known.join(", ")))
        })
    }

    /// Several columns may have it; every other role belongs to one column.
    pub fn may_repeat(self) -> bool {
        matches!(self, Self::Skip | Self::Extra | Self::Tags | Self::VariantTitle | Self::Category | Self::RateOf)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct MappedColumn {
    /// As the header has it.
    pub name: String,
    pub role: ColumnRole,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct ImportMapping {
    pub kind: ImportKind,
    /// In the file's order.
    pub columns: Vec<MappedColumn>,
    /// A label of the Encoding Standard, e.g. `UTF-8` or `windows-1252`.
    pub encoding: String,
    /// One character: `,` `;` `|` or a tab.
    pub delimiter: String,
    /// How many rows with anything in them stand above the header.
    pub lines_above: u32,
    /// Whether there is a row with the columns' names; without one they are numbered.
    #[serde(default = "yes")]
    pub header: bool,
    /// Of a spreadsheet: which of its sheets.
    #[serde(default)]
    pub sheet: Option<String>,
    pub dates: DateOrder,
    pub decimals: DecimalMark,
    /// For amounts whose row names no currency.
    pub currency: Currency,
    /// IANA name; for times that say no zone.
    pub zone: String,
    /// Order numbers that begin so are credit notes: they take goods back.
    pub credit_prefix: Option<String>,
    /// Of a list of people: what holds for everybody in it of whom no column says it. A person states it, nothing guesses it.
    #[serde(default)]
    pub everyone: Option<ConsentState>,
    /// Of a file of rates: which way round they are.
    #[serde(default)]
    pub rates: RateSense,
}

/// Which way round a rate is. The currency that the rates are against is the mapping's own.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum RateSense {
    /// As the European Central Bank writes them: 1 EUR is 1.08 USD.
    #[default]
    OneOfOurs,
    /// 1 USD is 0.92 EUR.
    OneOfTheirs,
}

fn yes() -> bool {
    true
}

impl ImportMapping {
    pub fn column(&self, role: ColumnRole) -> Option<usize> {
        self.columns.iter().position(|c| c.role == role)
    }

    pub fn has(&self, role: ColumnRole) -> bool {
        self.column(role).is_some()
    }

    /// What files with the same names of columns have in common; `None` without names.
    pub fn header_key(&self) -> Option<String> {
        if !self.header || self.columns.is_empty() {
            return None;
        }
        let mut hash = Sha256::new();
        for column in &self.columns {
            hash.update(words::normal(&column.name).as_bytes());
            hash.update([0x1f]);
        }
        Some(hash.finalize().iter().map(|b| format!("{b:02x}")).collect())
    }

    /// As another file with the same columns was read; how this one is written stays.
    #[must_use]
    pub fn as_before(&self, before: &Self) -> Self {
        let columns = self.columns.iter().zip(&before.columns).map(|(c, b)| MappedColumn { name: c.name.clone(), role: b.role }).collect();
        Self {
            columns,
            encoding: self.encoding.clone(),
            delimiter: self.delimiter.clone(),
            lines_above: self.lines_above,
            header: self.header,
            sheet: self.sheet.clone(),
            ..before.clone()
        }
    }

    pub fn zone(&self) -> Result<ShopZone> {
        ShopZone::parse(&self.zone)
    }

    /// What is missing or doubled, as one sentence each; empty when it can be imported.
    pub fn problems(&self) -> Vec<String> {
        let mut out = Vec::new();
        for role in ColumnRole::ALL.into_iter().filter(|r| !r.may_repeat()) {
            let names: Vec<&str> = self.columns.iter().filter(|c| c.role == role).map(|c| c.name.as_str()).collect();
            if names.len() > 1 {
                out.push(format!("The columns {} mean the same thing. Keep one and leave out the others.", list(&names)));
            }
        }
        match self.kind {
            ImportKind::OrderLines | ImportKind::Orders => {
                if !self.has(ColumnRole::OrderNumber) {
                    out.push("No column holds the order number. Choose it, so that the rows of one order are found.".to_owned());
                }
                if !self.has(ColumnRole::OrderDate) {
                    out.push("No column holds the day of the order. Choose it.".to_owned());
                }
                if self.kind == ImportKind::Orders && !self.has(ColumnRole::OrderTotal) {
                    out.push("No column holds the order's total. Choose it.".to_owned());
                }
                if self.kind == ImportKind::OrderLines
                    && ![ColumnRole::UnitPrice, ColumnRole::LineTotal, ColumnRole::OrderTotal].iter().any(|r| self.has(*r))
                {
                    out.push("No column holds a price or a total. Choose one.".to_owned());
                }
            }
            ImportKind::Reviews => {
                if !self.has(ColumnRole::Email) && !self.has(ColumnRole::CustomerId) {
                    out.push("No column says who wrote a review: an email address or a customer number is needed.".to_owned());
                }
                if !self.has(ColumnRole::ReviewDate) {
                    out.push("No column holds the day of the review. Choose it.".to_owned());
                }
                if !self.has(ColumnRole::Rating) && !self.has(ColumnRole::ReviewText) {
                    out.push("No column holds the stars or the words of a review. Choose one.".to_owned());
                }
            }
            ImportKind::Products => {
                if !self.has(ColumnRole::ProductTitle) && !self.has(ColumnRole::ProductCode) {
                    out.push("No column says which product a row is: a name or a product code is needed.".to_owned());
                }
            }
            ImportKind::Answers => {
                if !self.has(ColumnRole::Email) && !self.has(ColumnRole::CustomerId) {
                    out.push("No column says who answered: an email address or a customer number is needed.".to_owned());
                }
                if !self.has(ColumnRole::Extra) {
                    out.push("No column holds an answer. Choose “An answer” for each question.".to_owned());
                }
            }
            ImportKind::Rates => {
                if !self.has(ColumnRole::RateDay) {
                    out.push("No column holds the day of the rates. Choose it.".to_owned());
                }
                let long = self.has(ColumnRole::RateCurrency) && self.has(ColumnRole::RateValue);
                if !long && !self.has(ColumnRole::RateOf) {
                    out.push("No column holds rates: a column a currency is needed, or one with currencies and one with rates.".to_owned());
                }
                for column in self.columns.iter().filter(|c| c.role == ColumnRole::RateOf) {
                    if column.name.trim().parse::<Currency>().is_err() {
                        out.push(format!("“{}” is no currency of three letters.", column.name));
                    }
                }
            }
            ImportKind::Events => {}
            ImportKind::People => {
                if !self.has(ColumnRole::Email) && !self.has(ColumnRole::CustomerId) {
                    out.push("No column says who a person is: an email address or a customer number is needed.".to_owned());
                }
            }
        }
        if let Err(e) = self.zone() {
            out.push(e.message);
        }
        out
    }

    /// # Errors
    /// `BadInput` with the first problem.
    pub fn check(&self) -> Result<()> {
        self.problems().into_iter().next().map_or(Ok(()), |p| Err(Error::bad_input(p)))
    }
}

fn list(names: &[&str]) -> String {
    names.iter().map(|n| format!("“{n}”")).collect::<Vec<_>>().join(" and ")
}
