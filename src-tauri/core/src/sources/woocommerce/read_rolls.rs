//! Accounts and reviews, which cannot be asked for what changed.

use serde_json::Value;

use super::customers;
use super::down::Listed;
use super::reviews;
use super::roll::{Read, Roll};
use super::source::{WooCommerce, count, refused};
use crate::sources::{Page, json};
use crate::types::records::{Kind, Record, Sweep};
use crate::types::{Progress, Result};

/// So many accounts are read again at every sync; more only once a day.
const FEW_ACCOUNTS: u64 = 500;
/// As for accounts; reviews are seldom edited.
const FEW_REVIEWS: u64 = 100;

impl WooCommerce {
    pub(super) fn accounts(&self, cursor: Option<&str>, watch: &Progress) -> Result<Page> {
        let mut at = Roll::resume(cursor, FEW_ACCOUNTS, self.client.outside.clock.now());
        let extra = [("role", "all".to_owned()), ("_fields", customers::FIELDS.to_owned())];
        let before = at.clone();
        let (rows, read) = self.roll(&mut at, "wc/v3/customers", &extra, watch)?;
        let edited = |r: &Value| before.is_edited(json::date(r, "date_modified", self.zone));
        let fresh = rows.iter().zip(&read.new).zip(&read.first).filter(|((r, new), first)| **new || (**first && edited(r))).count();
        let mut page = page(Kind::Customer, &rows, &read, &at);
        page.fresh = fresh as u64;
        for row in &rows {
            match customers::customer(row, self.zone, self.consent_field.as_deref()) {
                Ok(Some(c)) => page.records.push(Record::Customer(c)),
                Ok(None) => {}
                Err(e) => page.refused.push(refused("account", row, &e)),
            }
        }
        Ok(end(page, Kind::Customer, &read))
    }

    pub(super) fn reviews(&self, cursor: Option<&str>, watch: &Progress) -> Result<Page> {
        let mut at = Roll::resume(cursor, FEW_REVIEWS, self.client.outside.clock.now());
        let extra = [("status", "approved".to_owned()), ("_fields", reviews::FIELDS.to_owned())];
        let (rows, read) = self.roll(&mut at, "wc/v3/products/reviews", &extra, watch)?;
        let mut page = page(Kind::Review, &rows, &read, &at);
        page.fresh = count(&read.new);
        for row in &rows {
            match reviews::review(row, self.zone) {
                Ok(Some(r)) => page.records.push(Record::Review(r)),
                Ok(None) => {}
                Err(e) => page.refused.push(refused("review", row, &e)),
            }
        }
        Ok(end(page, Kind::Review, &read))
    }

    fn roll(&self, at: &mut Roll, route: &str, extra: &[(&str, String)], watch: &Progress) -> Result<(Vec<Value>, Read)> {
        let mut params = at.params();
        params.extend(extra.iter().map(|(k, v)| (*k, v.clone())));
        let answer = self.client.get(route, &params, watch)?;
        let total = answer.total;
        let rows = self.rows(answer.body)?;
        let ids = Self::ids(&rows);
        let read = at.take(&Listed { ids: &ids, total }).map_err(|stuck| self.stuck(stuck))?;
        if read.begins_sweep {
            self.check_whole(&rows, total)?;
        }
        Ok((rows, read))
    }
}

fn page(kind: Kind, rows: &[Value], read: &Read, at: &Roll) -> Page {
    let mut page = Page { left: read.left, cursor: at.cursor(), more: read.more, ..Page::default() };
    if read.begins_sweep {
        page.records.push(Record::Sweep(Sweep::Begin(kind)));
    }
    if read.sweeps {
        page.records.push(Record::Sweep(Sweep::Seen(kind, WooCommerce::ids(rows).iter().map(u64::to_string).collect())));
    }
    page
}

fn end(mut page: Page, kind: Kind, read: &Read) -> Page {
    if read.ends_sweep {
        page.records.push(Record::Sweep(Sweep::End(kind)));
    }
    page
}
