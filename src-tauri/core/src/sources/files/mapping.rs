//! What each column of a file means, and how its dates and amounts are written. A person confirms it before anything
//! is stored, so it is one plain value that can be shown, corrected, saved and compared.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::amounts::DecimalMark;
use super::dates::DateOrder;
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
    /// One line is a JSON object in the words of the Segment specification: it has no columns to map.
    Events,
}

impl ImportKind {
    pub fn is_of_orders(self) -> bool {
        matches!(self, Self::OrderLines | Self::Orders)
    }
}

/// What a column means. `Skip`: it is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ColumnRole {
    Skip,
    OrderNumber,
    OrderDate,
    Status,
    CancelledAt,
    ProductCode,
    ProductTitle,
    Quantity,
    UnitPrice,
    LineTotal,
    OrderTotal,
    Discount,
    Shipping,
    Tax,
    Refunded,
    Coupon,
    Currency,
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
    /// When they agreed.
    ConsentDate,
    /// When they took it back.
    UnsubscribedAt,
    ReviewNumber,
    ReviewDate,
    /// 1 to 5.
    Rating,
    ReviewTitle,
    ReviewText,
    /// Kept with the person under the column's own name.
    Extra,
}

impl ColumnRole {
    pub const ALL: [Self; 40] = [
        Self::Skip,
        Self::OrderNumber,
        Self::OrderDate,
        Self::Status,
        Self::CancelledAt,
        Self::ProductCode,
        Self::ProductTitle,
        Self::Quantity,
        Self::UnitPrice,
        Self::LineTotal,
        Self::OrderTotal,
        Self::Discount,
        Self::Shipping,
        Self::Tax,
        Self::Refunded,
        Self::Coupon,
        Self::Currency,
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
        Self::ConsentDate,
        Self::UnsubscribedAt,
        Self::ReviewNumber,
        Self::ReviewDate,
        Self::Rating,
        Self::ReviewTitle,
        Self::ReviewText,
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
        matches!(self, Self::Skip | Self::Extra | Self::Tags)
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
