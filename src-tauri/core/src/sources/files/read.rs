//! The second reading: pages of records, exactly the same for the same file and mapping.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use csv::ByteRecord;

use super::cells::{self, Places};
use super::mapping::{ImportKind, ImportMapping};
use super::orders::Open;
use super::page::{Item, Page, Tally};
use super::rows::Rows;
use super::survey::{self, Survey};
use super::{answers, events, open, people, products, reviews};
use crate::types::records::{OrderRecord, ProductRecord, Record};
use crate::types::{Currency, Result, Timestamp};

/// Rows a page: few enough that a stop is soon heard, enough that a transaction pays (each one rewrites the parts of
/// the indexes that it touches).
pub const ROWS_A_PAGE: u64 = 32_768;

pub struct FileRecords {
    path: PathBuf,
    rows: Rows,
    places: Places,
    survey: Survey,
    kind: ImportKind,
    stated_at: Timestamp,
    page_rows: u64,
    unfinished: HashMap<u64, Open>,
    current: Option<(Vec<u8>, u64)>,
    row: ByteRecord,
    products: BTreeMap<String, Product>,
    catalogue: products::Above,
    tally: Tally,
    ended: bool,
}

#[derive(Default)]
struct Product {
    title: Option<String>,
    /// Of the latest line that was paid for, in minor units a piece.
    price: Option<i64>,
    at: Option<Timestamp>,
    currency: Option<Currency>,
}

impl FileRecords {
    /// `stated_at`: when consents count as said whose rows have no date; the same whenever the file is read again.
    /// `page_rows`: how many rows of the file a page is made of; `ROWS_A_PAGE` unless there is a reason.
    /// `shop`: in which the shop counts.
    pub fn open(
        path: &Path,
        mapping: &ImportMapping,
        survey: Survey,
        stated_at: Timestamp,
        page_rows: u64,
        shop: Currency,
    ) -> Result<Self> {
        Ok(Self {
            rows: open::rows(path, mapping)?,
            path: path.to_owned(),
            places: Places::new(mapping, shop)?,
            survey,
            kind: mapping.kind,
            stated_at,
            page_rows: page_rows.max(1),
            unfinished: HashMap::new(),
            current: None,
            row: ByteRecord::new(),
            products: BTreeMap::new(),
            catalogue: products::Above::default(),
            tally: Tally::default(),
            ended: false,
        })
    }

    /// What was counted so far; after the last page, of the whole file.
    pub fn tally(&self) -> &Tally {
        &self.tally
    }

    /// `None` after the last page.
    pub fn next_page(&mut self) -> Result<Option<Page>> {
        if self.ended {
            return Ok(None);
        }
        let mut items = Vec::new();
        let mut looked = 0;
        while looked < self.page_rows {
            if !open::read(&mut self.rows, &mut self.row, &self.path)? {
                self.close(&mut items);
                break;
            }
            looked += 1;
            self.tally.rows += 1;
            let row = std::mem::take(&mut self.row);
            self.take_in(&row, &mut items);
            self.row = row;
        }
        for item in &items {
            self.tally.count(item);
        }
        Ok(Some(Page { items, rows_looked_at: self.tally.rows }))
    }

    fn take_in(&mut self, row: &ByteRecord, items: &mut Vec<Item>) {
        let line = self.rows.line();
        let refused = |reason: String| Item::Refused { line, reason, row: cells::raw(row) };
        let columns = self.places.columns.len();
        let too_long = row.iter().skip(columns).any(|c| !c.trim_ascii().is_empty());
        if !self.kind.is_of_orders() {
            let made = match self.kind {
                ImportKind::Events => events::record(row.get(0).unwrap_or(b""), &self.survey.known),
                _ if too_long => Err(more_cells()),
                ImportKind::Products => match products::record(&mut self.places, row, &mut self.catalogue) {
                    Ok(Some(product)) => Ok(Record::Product(product)),
                    // Another picture of the product above, and nothing else.
                    Ok(None) => {
                        self.tally.stored += 1;
                        return;
                    }
                    Err(reason) => Err(reason),
                },
                ImportKind::Answers => answers::record(&mut self.places, row, self.stated_at).map(Record::Event),
                ImportKind::Reviews => reviews::record(&mut self.places, row).map(Record::Review),
                _ => people::record(&mut self.places, row, self.stated_at).map(Record::Customer),
            };
            items.push(match made {
                Ok(record) => Item::Record { record, rows: 1 },
                Err(reason) => refused(reason),
            });
            return;
        }
        let number = survey::number(&self.places, row, self.current.as_ref().map(|(n, _)| n.as_slice()));
        let key = match &self.current {
            Some((same, key)) if same.as_slice() == number => *key,
            _ => {
                let key = self.survey.orders.key(number);
                self.current = Some((number.to_vec(), key));
                key
            }
        };
        let number = self.current.as_ref().map(|(n, _)| cells::text(n).into_owned()).unwrap_or_default();
        if number.is_empty() {
            items.push(refused("The row has no order number".to_owned()));
            return;
        }
        let by_lines = self.kind == ImportKind::OrderLines;
        let order = match self.unfinished.entry(key) {
            std::collections::hash_map::Entry::Occupied(e) => e.into_mut(),
            std::collections::hash_map::Entry::Vacant(e) => e.insert(Open::new(&self.places, &number, self.survey.orders.of(key))),
        };
        order.missing = order.missing.saturating_sub(1);
        let added = if too_long {
            Err(more_cells())
        } else if !by_lines && !order.is_new() {
            Err("This order number stands in the file already".to_owned())
        } else {
            order.add(&mut self.places, row, line, by_lines)
        };
        if let Err(reason) = added {
            items.push(refused(reason));
        }
        if order.missing == 0
            && let Some(done) = self.unfinished.remove(&key)
        {
            self.finish(done, items);
        }
    }

    fn finish(&mut self, order: Open, items: &mut Vec<Item>) {
        let from = items.len();
        order.finish(items);
        for item in items.iter_mut().skip(from) {
            match item {
                Item::Record { record: Record::Order(o), .. } => self.note_products(o),
                Item::Record { record: Record::Refund(r), .. } => {
                    for line in &mut r.lines {
                        if let Some(code) = &line.product
                            && self.products.contains_key(code)
                        {
                            line.title = None;
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// Remembers what products are called and cost; only the first line of each carries its name along.
    fn note_products(&mut self, order: &mut OrderRecord) {
        for line in &mut order.lines {
            let Some(code) = &line.product else { continue };
            let title = line.title.take();
            let Some(known) = self.products.get_mut(code) else {
                line.title.clone_from(&title);
                let mut product = Product::default();
                learn(&mut product, title, line.quantity, line.total, order.placed_at, order.currency);
                self.products.insert(code.clone(), product);
                continue;
            };
            learn(known, title, line.quantity, line.total, order.placed_at, order.currency);
        }
    }

    /// The end of the file: what the survey promised and did not come (it cannot be, but must not be lost), and the products.
    fn close(&mut self, items: &mut Vec<Item>) {
        self.ended = true;
        let mut left: Vec<Open> = self.unfinished.drain().map(|(_, order)| order).collect();
        left.sort_by(|a, b| a.number().cmp(b.number()));
        for order in left {
            self.finish(order, items);
        }
        for (code, p) in std::mem::take(&mut self.products) {
            let record = ProductRecord {
                sku: (Some(&code) != p.title.as_ref()).then(|| code.clone()),
                external_id: code,
                title: p.title,
                price: p.price,
                currency: p.currency,
                ..ProductRecord::default()
            };
            items.push(Item::Record { record: Record::Product(record), rows: 0 });
        }
    }
}

fn learn(p: &mut Product, title: Option<String>, quantity: i64, total: i64, at: Timestamp, currency: Currency) {
    // What stock clerks write on lines without a price ("damaged", "found") is not the product's name.
    if total > 0 && quantity > 0 {
        if p.at.is_none_or(|before| at >= before) {
            p.at = Some(at);
            // Rounded, for showing only; amounts come from the lines.
            p.price = Some((total + quantity / 2) / quantity);
            p.currency = Some(currency);
            if title.is_some() {
                p.title = title;
            }
        }
    } else if p.title.is_none() {
        p.title = title;
    }
}

fn more_cells() -> String {
    "The row has more cells than the header".to_owned()
}
