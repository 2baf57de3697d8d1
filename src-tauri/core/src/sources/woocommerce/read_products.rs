//! Products, and the variations of those that have any.
//!
//! A list of products does not tell their variations: a product that has some is put down and read by number with them,
//! a few at a time, so that stopping loses little. Whoever was not edited is not asked. Stock that falls with an order
//! does not stamp the product, so the daily sweep takes in what the list tells of simple products.

use std::collections::BTreeMap;

use serde_json::Value;

use super::down::{Listed, PER_PAGE};
use super::kept::Kept;
use super::products;
use super::source::{WooCommerce, count, refused, unless_missing};
use crate::sources::{Page, json};
use crate::types::records::{Kind, Record, Sweep, VariantRecord};
use crate::types::{Progress, Result};

const ROUTE: &str = "wc/v3/products";
/// Products with variations that are read in one step.
const A_FEW: usize = 10;
/// So many pages of variations are read of one product.
const MOST_PAGES: u64 = 50;

impl WooCommerce {
    pub(super) fn products(&self, cursor: Option<&str>, watch: &Progress) -> Result<Page> {
        let mut kept = Kept::resume(cursor);
        if kept.sweep.place().is_some() {
            return self.sweep_products(kept, watch);
        }
        let read = self.read(&mut kept.walk, ROUTE, &[("status", "any"), ("_fields", products::FIELDS)], A_FEW, watch)?;
        let mut page = Page { left: read.left, ..Page::default() };
        for (row, fresh) in read.rows.iter().zip(&read.fresh) {
            let mut variants = Vec::new();
            if products::has_variations(row) {
                if !read.by_number {
                    // Counted when it is read whole.
                    kept.walk.ask_soon(json::id(row, "id").filter(|_| *fresh));
                    continue;
                }
                variants = self.variants(json::id(row, "id").unwrap_or(0), &mut page, watch)?;
            }
            page.fresh += count(&[*fresh]);
            match products::product(row, self.zone, self.currency) {
                Ok(p) => page.records.push(Record::Product(crate::types::records::ProductRecord { variants, ..p })),
                Err(e) => {
                    kept.walk.ask_later(json::id(row, "id").unwrap_or(0));
                    page.refused.push(refused("product", row, &e));
                }
            }
        }
        page.more = kept.goes_on(read.date);
        page.cursor = kept.cursor();
        Ok(page)
    }

    fn sweep_products(&self, mut kept: Kept, watch: &Progress) -> Result<Page> {
        let down = kept.sweep.place().unwrap_or_default();
        let params = [
            ("status", "any".to_owned()),
            ("orderby", "id".to_owned()),
            ("order", "desc".to_owned()),
            ("offset", down.offset().to_string()),
            ("per_page", PER_PAGE.to_string()),
            ("_fields", products::FIELDS.to_owned()),
        ];
        let answer = self.client.get(ROUTE, &params, watch)?;
        let (date, total) = (self.shop_time(&answer), answer.total);
        let rows = self.rows(answer.body)?;
        let ids = Self::ids(&rows);
        let mut page = Page::default();
        if down.is_start() {
            self.check_whole(&rows, total)?;
            page.records.push(Record::Sweep(Sweep::Begin(Kind::Product)));
        }
        page.records.push(Record::Sweep(Sweep::Seen(Kind::Product, ids.iter().map(u64::to_string).collect())));
        for row in rows.iter().filter(|r| !products::has_variations(r)) {
            match products::product(row, self.zone, self.currency) {
                Ok(p) => page.records.push(Record::Product(p)),
                Err(e) => page.refused.push(refused("product", row, &e)),
            }
        }
        page.more = kept.sweep.take(&Listed { ids: &ids, total }, date).map_err(|stuck| self.stuck(stuck))?;
        if !page.more {
            page.records.push(Record::Sweep(Sweep::End(Kind::Product)));
        }
        page.cursor = kept.cursor();
        Ok(page)
    }

    fn variants(&self, product: u64, page: &mut Page, watch: &Progress) -> Result<Vec<VariantRecord>> {
        let mut found: BTreeMap<u64, Value> = BTreeMap::new();
        for n in 0..MOST_PAGES {
            let params = [
                ("per_page", PER_PAGE.to_string()),
                ("offset", (n * (PER_PAGE as u64 - 1)).to_string()),
                ("orderby", "id".to_owned()),
                ("order", "desc".to_owned()),
                ("_fields", products::VARIATION_FIELDS.to_owned()),
            ];
            // Deleted since the list was read: the sweep will say so.
            let Some(answer) = unless_missing(self.client.get(&format!("{ROUTE}/{product}/variations"), &params, watch))? else { break };
            let rows = self.rows(answer.body)?;
            let (before, full) = (found.len(), rows.len() >= PER_PAGE);
            found.extend(rows.into_iter().filter_map(|r| json::id(&r, "id").map(|id| (id, r))));
            if !full || found.len() == before {
                break;
            }
        }
        let mut out = Vec::new();
        for row in found.values() {
            match products::variant(row, self.currency) {
                Ok(v) => out.push(v),
                Err(e) => page.refused.push(refused("variation", row, &e)),
            }
        }
        Ok(out)
    }
}
