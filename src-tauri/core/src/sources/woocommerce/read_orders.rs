//! Orders with their refunds, newest first, then what was modified; once a day a sweep over all of them.
//!
//! WooCommerce does not stamp every edit: a deleted refund leaves its order's date as it was, before 7.6 a partial refund
//! does too, and edited lines still do. So the sweep also names the refunds that each order has, puts orders with unknown
//! ones down to be read anew, and reads the newest orders whole.

use std::sync::atomic::Ordering;

use serde_json::Value;

use super::down::{Listed, PER_PAGE};
use super::kept::Kept;
use super::orders;
use super::source::{WooCommerce, count, refused, unless_missing};
use super::walk::Walk;
use crate::sources::{Page, json};
use crate::types::records::{Kind, Record, Sweep};
use crate::types::{Progress, Result};

/// So many of the newest orders are read whole once a day.
const NEWEST: u64 = 300;
const SWEPT_FIELDS: &str = "id,refunds";

impl WooCommerce {
    pub(super) fn orders(&self, cursor: Option<&str>, watch: &Progress) -> Result<Page> {
        let mut kept = Kept::resume(cursor);
        if kept.sweep.place().is_some() {
            return self.sweep_orders(kept, watch);
        }
        let start = kept.walk.is_start();
        let read = self.read(&mut kept.walk, "wc/v3/orders", &[("_fields", orders::FIELDS)], PER_PAGE, watch)?;
        if start && !read.by_number {
            kept.sweep.known = Self::ids(&read.rows).into_iter().max().unwrap_or(0);
        }
        let mut page = Page { fresh: count(&read.fresh), left: read.left, ..Page::default() };
        self.order_records(&read.rows, &mut kept.walk, &mut page, watch)?;
        page.more = kept.goes_on(read.date);
        page.cursor = kept.cursor();
        Ok(page)
    }

    fn sweep_orders(&self, mut kept: Kept, watch: &Progress) -> Result<Page> {
        let down = kept.sweep.place().unwrap_or_default();
        let whole = down.offset() < NEWEST;
        let params = [
            ("orderby", "id".to_owned()),
            ("order", "desc".to_owned()),
            ("offset", down.offset().to_string()),
            ("per_page", PER_PAGE.to_string()),
            ("_fields", if whole { orders::FIELDS } else { SWEPT_FIELDS }.to_owned()),
        ];
        let answer = self.client.get("wc/v3/orders", &params, watch)?;
        let (date, total) = (self.shop_time(&answer), answer.total);
        let rows = self.rows(answer.body)?;
        if down.is_start() {
            self.check_whole(&rows, total)?;
        }
        let ids = Self::ids(&rows);
        let mut page = Page::default();
        if down.is_start() {
            page.records.push(Record::Sweep(Sweep::Begin(Kind::Order)));
        }
        page.records.push(Record::Sweep(Sweep::Seen(Kind::Order, ids.iter().map(u64::to_string).collect())));
        if whole {
            self.order_records(&rows, &mut kept.walk, &mut page, watch)?;
        } else {
            page.records.extend(rows.iter().filter_map(orders::refunds_of));
            let since = kept.sweep.known;
            let unknown = rows.iter().filter(|r| orders::refund_ids(r).iter().any(|id| *id > since));
            kept.walk.ask_soon(unknown.filter_map(|r| json::id(r, "id")));
        }
        let goes_on = kept.sweep.take(&Listed { ids: &ids, total }, date).map_err(|stuck| self.stuck(stuck))?;
        if !goes_on {
            page.records.push(Record::Sweep(Sweep::End(Kind::Order)));
            if !kept.walk.is_at_rest() {
                kept.walk.begin();
            }
        }
        page.more = goes_on || !kept.walk.is_at_rest();
        page.cursor = kept.cursor();
        Ok(page)
    }

    /// What a list of whole orders says, with its refunds.
    fn order_records(&self, rows: &[Value], walk: &mut Walk, page: &mut Page, watch: &Progress) -> Result<()> {
        let refunds = self.refunds(rows, watch)?;
        for row in rows {
            match orders::order(row, self.zone, self.consent_field.as_deref()) {
                Ok(Some(order)) => page.records.push(Record::Order(order)),
                Ok(None) => continue,
                Err(e) => {
                    walk.ask_later(json::id(row, "id").unwrap_or(0));
                    page.refused.push(refused("order", row, &e));
                    continue;
                }
            }
            let (Some(id), Ok((currency, at))) = (json::id(row, "id"), orders::refund_context(row, self.zone)) else { continue };
            for short in json::list(row, "refunds") {
                let whole = refunds.iter().find(|r| json::id(r, "id") == json::id(short, "id"));
                match orders::refund_of_both(whole, short, id, currency, self.zone, at) {
                    Ok(refund) => page.records.push(Record::Refund(refund)),
                    Err(e) => {
                        walk.ask_later(id);
                        page.refused.push(refused("refund", short, &e));
                    }
                }
            }
            page.records.extend(orders::refunds_of(row));
        }
        Ok(())
    }

    /// The whole refunds of a page's orders (an order names only their amounts): one more request for the page, or, for
    /// shops before WooCommerce 9, one for each order that has any.
    fn refunds(&self, rows: &[Value], watch: &Progress) -> Result<Vec<Value>> {
        let ids: Vec<u64> = rows.iter().flat_map(orders::refund_ids).collect();
        let mut found = Vec::new();
        for some in ids.chunks(PER_PAGE) {
            if self.no_refunds_route.load(Ordering::Relaxed) {
                break;
            }
            let include = some.iter().map(u64::to_string).collect::<Vec<_>>().join(",");
            let params = [("include", include), ("per_page", PER_PAGE.to_string()), ("_fields", orders::REFUND_FIELDS.to_owned())];
            match unless_missing(self.client.get("wc/v3/refunds", &params, watch))? {
                Some(answer) => found.extend(self.rows(answer.body)?),
                None => self.no_refunds_route.store(true, Ordering::Relaxed),
            }
        }
        for row in rows {
            let missing = orders::refund_ids(row).iter().any(|id| !found.iter().any(|r| json::id(r, "id") == Some(*id)));
            if let Some(order) = json::id(row, "id").filter(|_| missing) {
                let params = [("per_page", PER_PAGE.to_string()), ("_fields", orders::REFUND_FIELDS.to_owned())];
                // Deleted since the page was read: its refunds stand as the order named them.
                if let Some(answer) = unless_missing(self.client.get(&format!("wc/v3/orders/{order}/refunds"), &params, watch))? {
                    found.extend(self.rows(answer.body)?);
                }
            }
        }
        Ok(found)
    }
}
