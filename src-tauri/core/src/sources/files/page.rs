//! What reading a file yields: pages of records and refused rows, and the sums of what was read.

use std::collections::BTreeMap;

use crate::types::Currency;
use crate::types::records::Record;

#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "nearly every item is a record")]
pub enum Item {
    /// `rows`: how many rows of the file it was made of.
    Record {
        record: Record,
        rows: u32,
    },
    Refused {
        line: u64,
        reason: String,
        row: Vec<String>,
    },
}

/// Items in the file's order; the same file yields the same pages every time.
#[derive(Debug, Default)]
pub struct Page {
    pub items: Vec<Item>,
    /// Rows of the file that were looked at up to the end of this page.
    pub rows_looked_at: u64,
}

/// What the file holds, counted while reading. Amounts are minor units.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tally {
    pub rows: u64,
    pub stored: u64,
    pub refused: u64,
    /// Orders that are purchases (paid, fulfilled or refunded), anonymous ones among them.
    pub orders: u64,
    pub anonymous_orders: u64,
    /// Orders that are no purchases: cancelled, failed, not paid yet.
    pub other_orders: u64,
    pub refunds: u64,
    pub people_rows: u64,
    pub views: u64,
    pub searches: u64,
    pub reviews: u64,
    /// Rows of a catalogue.
    pub products: u64,
    /// Other events, under the shop's own names.
    pub events: u64,
    pub revenue: BTreeMap<Currency, i64>,
    pub refunded: BTreeMap<Currency, i64>,
}

impl Tally {
    pub(super) fn count(&mut self, item: &Item) {
        match item {
            Item::Refused { .. } => self.refused += 1,
            Item::Record { record, rows } => {
                self.stored += u64::from(*rows);
                match record {
                    Record::Order(o) if o.status.counts() => {
                        self.orders += 1;
                        self.anonymous_orders += u64::from(o.buyer.is_none());
                        *self.revenue.entry(o.currency).or_default() += o.total;
                    }
                    Record::Order(_) => self.other_orders += 1,
                    Record::Refund(r) => {
                        self.refunds += 1;
                        *self.refunded.entry(r.currency).or_default() += r.amount;
                    }
                    Record::Customer(_) => self.people_rows += 1,
                    Record::View(_) => self.views += 1,
                    Record::Search(_) => self.searches += 1,
                    Record::Product(_) => self.products += u64::from(*rows),
                    Record::Review(_) => self.reviews += 1,
                    Record::Event(_) => self.events += 1,
                    _ => {}
                }
            }
        }
    }
}
