//! Reading accounts and newsletter subscribers, page by page.

use serde::{Deserialize, Serialize};

use super::client::Client;
use super::pages::Pages;
use super::source::{LIMIT, refused, second};
use super::{customers, orders};
use crate::sources::keyset::{Ask, Keyset, Seen};
use crate::sources::{Page, json};
use crate::types::records::Record;
use crate::types::{Progress, Result, Timestamp};

/// Where to go on among the accounts: the first pass by BigCommerce's cursor, then by what changed.
#[derive(Default, Serialize, Deserialize)]
struct Accounts {
    after: Option<String>,
    began: Option<i64>,
    total: Option<u64>,
    read: u64,
    walk: Option<Keyset>,
}

pub fn accounts(client: &Client, cursor: Option<&str>, watch: &Progress) -> Result<Page> {
    let mut at = cursor.and_then(|c| serde_json::from_str::<Accounts>(c).ok()).unwrap_or_default();
    let walk = at.walk.take().map(|w| Keyset::resume(Some(w)));
    let mut params = vec![("limit", LIMIT.to_string()), ("include", "addresses".to_owned())];
    match &walk {
        None => params.extend(at.after.clone().map(|a| ("after", a))),
        Some(walk) => {
            let from = match walk.ask() {
                Ask::Since(from) | Ask::Within(from, ..) => from,
                Ask::Below(_) => Timestamp(0),
            };
            params.extend([("sort", "date_modified:asc".to_owned()), ("date_modified:min", second(from.plus_secs(-1)))]);
        }
    }
    let rows = client.rows("v3/customers", &params, watch)?;
    let count = rows.rows.len() as u64;
    let mut page = Page { fresh: count, ..Page::default() };
    match walk {
        None => {
            let began = *at.began.get_or_insert(rows.date.0);
            at.total = rows.total.or(at.total);
            at.read += count;
            if rows.next.is_some() && rows.next == at.after {
                return Err(client.odd("its list of customers repeats a page"));
            }
            page.more = count > 0 && rows.next.is_some();
            page.left = at.total.map(|t| t.saturating_sub(at.read));
            at.after = rows.next;
            if !page.more {
                at = Accounts { walk: Some(Keyset::read_until(Timestamp(began))), ..Accounts::default() };
            }
        }
        Some(mut walk) => {
            let more = count >= LIMIT || rows.total.is_some_and(|t| t > count);
            let seen: Vec<_> = rows.rows.iter().map(|r| (json::id(r, "id").unwrap_or(0), orders::date(r, "date_modified"))).collect();
            let step = walk
                .take(&Seen { rows: &seen, more, date: rows.date })
                .map_err(|_| client.odd("its list of customers repeats a page, or does not keep the order that was asked for"))?;
            (page.fresh, page.more) = (step.fresh, step.more);
            // More accounts than a page holds share one second (an import): this list cannot be read past them.
            at = match walk.ask() {
                Ask::Within(..) => Accounts::default(),
                _ => Accounts { walk: Some(walk), ..Accounts::default() },
            };
        }
    }
    for row in &rows.rows {
        match customers::customer(row) {
            Ok(c) => page.records.push(Record::Customer(c)),
            Err(e) => page.refused.push(refused("account", row, &e)),
        }
    }
    page.cursor = serde_json::to_string(&at).unwrap_or_default();
    Ok(page)
}

pub fn subscribers(client: &Client, cursor: Option<&str>, watch: &Progress) -> Result<Page> {
    let mut at = Pages::resume(cursor);
    let mut params = vec![("limit", LIMIT.to_string()), ("page", at.page().to_string())];
    params.extend(at.since().map(|t| ("date_modified:min", second(t))));
    let rows = client.rows("v3/customers/subscribers", &params, watch)?;
    let mut page =
        Page { fresh: rows.rows.iter().filter(|r| at.is_fresh(orders::date(r, "date_modified"))).count() as u64, ..Page::default() };
    page.left = rows.total.map(|t| t.saturating_sub(at.page() * LIMIT));
    page.more = at.take(rows.rows.len() as u64, LIMIT, rows.total, rows.date);
    for row in &rows.rows {
        match customers::subscriber(row) {
            Ok(Some(c)) => page.records.push(Record::Customer(c)),
            Ok(None) => {}
            Err(e) => page.refused.push(refused("subscriber", row, &e)),
        }
    }
    page.cursor = serde_json::to_string(&at).unwrap_or_default();
    Ok(page)
}
