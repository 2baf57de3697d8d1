//! The shop as streams for `sync`: products, accounts, orders with their refunds, and what was put into the bin.
//!
//! Accounts come before orders, so that an account's own data is known when its orders land. WooCommerce cannot be
//! asked for accounts that changed: up to a thousand are read again each time, more only once a day and the new ones
//! in between. Orders that were deleted for good leave no trace in the API and are not noticed.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::address::Rest;
use super::client::{Answer, Auth, Client};
use super::walk::{ById, PER_PAGE, Seen, Walk};
use super::{customers, orders, products};
use crate::host::Secret;
use crate::sources::json;
use crate::sources::{Outside, Page, Refused, Source, Stream};
use crate::types::records::{Kind, Record};
use crate::types::{Currency, Error, Progress, Result, ShopZone, Timestamp};

/// What is kept of a connected shop; the secret is in the keychain.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Config {
    /// Where WordPress's REST API answers, as the test found it.
    pub rest: String,
    pub auth: Auth,
    /// The consumer key (`ck_…`); without the secret it opens nothing.
    pub key: String,
    pub currency: Option<Currency>,
    /// IANA name.
    pub zone: Option<String>,
    pub allow_plain_http: bool,
    /// A field of orders and accounts in which this shop keeps marketing consent (yes / no).
    pub consent_field: Option<String>,
}

pub struct WooCommerce {
    client: Client,
    zone: ShopZone,
    currency: Option<Currency>,
    consent_field: Option<String>,
}

const STREAMS: [Stream; 5] = [
    Stream { name: "products", words: "Reading products" },
    Stream { name: "products_bin", words: "Looking for removed products" },
    Stream { name: "customers", words: "Reading customer accounts" },
    Stream { name: "orders", words: "Reading orders" },
    Stream { name: "orders_bin", words: "Looking for deleted orders" },
];

impl WooCommerce {
    pub fn new(outside: Outside, config: &Config, secret: Secret) -> Result<Self> {
        let rest = Rest::parse(&config.rest)?;
        crate::sources::address::check_safe(rest.url(), config.allow_plain_http)?;
        let zone = config.zone.as_deref().and_then(|z| ShopZone::parse(z).ok()).unwrap_or(ShopZone::UTC);
        let client = Client { outside, rest, auth: config.auth, key: config.key.clone(), secret };
        Ok(Self { client, zone, currency: config.currency, consent_field: config.consent_field.clone() })
    }

    /// Reads the next page of a list that can be asked for what was modified.
    fn walk(&self, route: &str, extra: &[(&str, &str)], cursor: Option<&str>, watch: &Progress) -> Result<(Vec<Value>, Page)> {
        let mut walk = Walk::resume(cursor);
        let mut params = walk.params();
        params.extend(extra.iter().map(|(k, v)| (*k, (*v).to_owned())));
        let answer = self.client.get(route, &params, watch)?;
        let date = self.shop_time(&answer);
        let rows = rows(answer.body, &self.client)?;
        let seen: Vec<_> = rows.iter().map(|r| (json::id(r, "id").unwrap_or(0), json::date(r, "date_modified", self.zone))).collect();
        let step = walk.take(&Seen { rows: &seen, total: answer.total, date });
        Ok((rows, Page { fresh: step.fresh, left: step.left, cursor: walk.cursor(), more: step.more, ..Page::default() }))
    }

    /// The shop's own clock; where it does not tell, a day ago by ours, so that nothing is missed.
    fn shop_time(&self, answer: &Answer) -> Timestamp {
        answer.date.unwrap_or_else(|| self.client.outside.clock.now().plus_secs(-86_400))
    }

    fn orders(&self, cursor: Option<&str>, watch: &Progress) -> Result<Page> {
        let (rows, mut page) = self.walk("wc/v3/orders", &[("_fields", orders::FIELDS)], cursor, watch)?;
        let refunds = self.refunds(&rows, watch)?;
        for row in &rows {
            match orders::order(row, self.zone, self.consent_field.as_deref()) {
                Ok(Some(order)) => page.records.push(Record::Order(order)),
                Ok(None) => continue,
                Err(e) => {
                    page.refused.push(refused("order", row, &e));
                    continue;
                }
            }
            let (Some(id), Ok((currency, at))) = (json::id(row, "id"), orders::refund_context(row, self.zone)) else { continue };
            for short in json::list(row, "refunds") {
                let known = refunds.iter().find(|r| json::id(r, "id") == json::id(short, "id"));
                match orders::refund(known.unwrap_or(short), id, currency, self.zone, at) {
                    Ok(refund) => page.records.push(Record::Refund(refund)),
                    Err(e) => page.refused.push(refused("refund", short, &e)),
                }
            }
        }
        Ok(page)
    }

    /// The whole refunds of a page's orders (an order names only their amounts): one more request for the page, or, for
    /// shops before WooCommerce 9, one for each order that has any.
    fn refunds(&self, rows: &[Value], watch: &Progress) -> Result<Vec<Value>> {
        let ids: Vec<u64> = rows.iter().flat_map(orders::refund_ids).collect();
        let mut found = Vec::new();
        for some in ids.chunks(PER_PAGE) {
            let include = some.iter().map(u64::to_string).collect::<Vec<_>>().join(",");
            let params = [("include", include), ("per_page", PER_PAGE.to_string()), ("_fields", orders::REFUND_FIELDS.to_owned())];
            match self.client.get("wc/v3/refunds", &params, watch) {
                Ok(answer) => found.extend(rows_or_none(answer.body)),
                Err(e) if e.code == crate::types::Code::NotFound => break,
                Err(e) => return Err(e),
            }
        }
        for row in rows {
            let missing = orders::refund_ids(row).iter().any(|id| !found.iter().any(|r| json::id(r, "id") == Some(*id)));
            if let Some(order) = json::id(row, "id").filter(|_| missing) {
                let params = [("per_page", PER_PAGE.to_string()), ("_fields", orders::REFUND_FIELDS.to_owned())];
                match self.client.get(&format!("wc/v3/orders/{order}/refunds"), &params, watch) {
                    Ok(answer) => found.extend(rows_or_none(answer.body)),
                    // Deleted since the page was read: its refunds stand as the order named them.
                    Err(e) if e.code == crate::types::Code::Unexpected || e.code == crate::types::Code::NotFound => {}
                    Err(e) => return Err(e),
                }
            }
        }
        Ok(found)
    }

    fn products(&self, status: &str, cursor: Option<&str>, watch: &Progress) -> Result<Page> {
        let (rows, mut page) = self.walk("wc/v3/products", &[("status", status), ("_fields", products::FIELDS)], cursor, watch)?;
        for row in &rows {
            match products::product(row, self.zone, self.currency) {
                Ok(p) => page.records.push(Record::Product(p)),
                Err(e) => page.refused.push(refused("product", row, &e)),
            }
        }
        Ok(page)
    }

    fn orders_bin(&self, cursor: Option<&str>, watch: &Progress) -> Result<Page> {
        let fields = "id,date_modified,date_modified_gmt";
        let (rows, mut page) = self.walk("wc/v3/orders", &[("status", "trash"), ("_fields", fields)], cursor, watch)?;
        page.records =
            rows.iter().filter_map(|r| Some(Record::Gone { what: Kind::Order, external_id: json::id(r, "id")?.to_string() })).collect();
        Ok(page)
    }

    fn customers(&self, cursor: Option<&str>, watch: &Progress) -> Result<Page> {
        let now = self.client.outside.clock.now();
        let mut at = Accounts::resume(cursor, now);
        let answer = self.client.get("wc/v3/customers", &at.params(), watch)?;
        let total = answer.total;
        let rows = rows(answer.body, &self.client)?;
        let before = at.clone();
        let ids: Vec<_> = rows.iter().map(|r| (json::id(r, "id").unwrap_or(0), None)).collect();
        let date = Timestamp(now.0);
        let more = at.take(&Seen { rows: &ids, total, date }, now);
        let mut page = Page {
            fresh: rows.iter().filter(|r| before.is_fresh(r)).count() as u64,
            left: total.map(|t| t.saturating_sub(at.read())).filter(|_| more),
            cursor: serde_json::to_string(&at).unwrap_or_default(),
            more,
            ..Page::default()
        };
        for row in &rows {
            match customers::customer(row, self.zone, self.consent_field.as_deref()) {
                Ok(Some(c)) => page.records.push(Record::Customer(c)),
                Ok(None) => {}
                Err(e) => page.refused.push(refused("account", row, &e)),
            }
        }
        Ok(page)
    }
}

impl Source for WooCommerce {
    fn streams(&self) -> &'static [Stream] {
        &STREAMS
    }

    fn page(&self, stream: &str, cursor: Option<&str>, watch: &Progress) -> Result<Page> {
        match stream {
            "products" => self.products("any", cursor, watch),
            "products_bin" => self.products("trash", cursor, watch),
            "customers" => self.customers(cursor, watch),
            "orders" => self.orders(cursor, watch),
            "orders_bin" => self.orders_bin(cursor, watch),
            other => Err(Error::internal(format!("WooCommerce has no stream “{other}”."))),
        }
    }
}

/// So many accounts are read again at every sync; more only once a day.
const FEW: u64 = 1000;
const A_DAY: i64 = 86_400;

/// Where to go on among the accounts.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct Accounts {
    /// The highest id of any whole pass.
    highest: u64,
    /// When the last whole pass began, by our clock.
    whole_at: i64,
    began: i64,
    total: u64,
    at: AccountsAt,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum AccountsAt {
    /// All, by id.
    All(ById),
    /// From the newest down to the highest known.
    New { offset: u64, top: u64 },
    #[default]
    Rest,
}

impl Accounts {
    fn resume(cursor: Option<&str>, now: Timestamp) -> Self {
        let mut me = cursor.and_then(|c| serde_json::from_str::<Self>(c).ok()).unwrap_or_default();
        if me.at == AccountsAt::Rest {
            let whole = me.total <= FEW || now.0 - me.whole_at >= A_DAY;
            me.at = if whole { AccountsAt::All(ById::default()) } else { AccountsAt::New { offset: 0, top: 0 } };
            me.began = now.0;
        }
        me
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        let (order, offset) = match self.at {
            AccountsAt::All(by_id) => ("asc", by_id.offset()),
            AccountsAt::New { offset, .. } => ("desc", offset),
            AccountsAt::Rest => ("asc", 0),
        };
        vec![
            ("role", "all".to_owned()),
            ("orderby", "id".to_owned()),
            ("order", order.to_owned()),
            ("offset", offset.to_string()),
            ("per_page", PER_PAGE.to_string()),
            ("_fields", customers::FIELDS.to_owned()),
        ]
    }

    /// Whether there is more to read now.
    fn take(&mut self, seen: &Seen<'_>, now: Timestamp) -> bool {
        let top = seen.rows.iter().map(|(id, _)| *id).max().unwrap_or(0);
        match self.at {
            AccountsAt::All(by_id) => match by_id.next(seen) {
                Some(next) => self.at = AccountsAt::All(next),
                None => {
                    *self = Self {
                        highest: self.highest.max(top),
                        whole_at: self.began.min(now.0),
                        total: seen.total.unwrap_or(u64::MAX),
                        at: AccountsAt::Rest,
                        ..self.clone()
                    };
                }
            },
            AccountsAt::New { offset, top: before } => {
                let top = before.max(top);
                let reached = seen.rows.last().is_none_or(|(id, _)| *id <= self.highest);
                if reached {
                    *self = Self { highest: self.highest.max(top), at: AccountsAt::Rest, ..self.clone() };
                } else {
                    // What is new meanwhile moves the others back: some are read twice, none is missed.
                    self.at = AccountsAt::New { offset: offset + seen.rows.len() as u64, top };
                }
            }
            AccountsAt::Rest => {}
        }
        self.at != AccountsAt::Rest
    }

    /// New, or edited since the last whole pass.
    fn is_fresh(&self, row: &Value) -> bool {
        let in_this_pass = match self.at {
            AccountsAt::All(by_id) => json::id(row, "id").is_some_and(|id| by_id.is_after(id)),
            _ => true,
        };
        let edited = json::date(row, "date_modified", ShopZone::UTC).is_some_and(|t| t.0 >= self.whole_at);
        in_this_pass && (json::id(row, "id").is_none_or(|id| id > self.highest) || edited)
    }

    fn read(&self) -> u64 {
        match self.at {
            AccountsAt::All(by_id) => by_id.offset() + 1,
            _ => 0,
        }
    }
}

fn rows(body: Value, client: &Client) -> Result<Vec<Value>> {
    match body {
        Value::Array(rows) => Ok(rows),
        _ => Err(Error::new(
            crate::types::Code::Unexpected,
            format!("{} answered with something that is not a list. A plugin may be changing its answers.", client.host()),
        )),
    }
}

fn rows_or_none(body: Value) -> Vec<Value> {
    if let Value::Array(rows) = body { rows } else { Vec::new() }
}

fn refused(what: &str, row: &Value, e: &Error) -> Refused {
    let name = json::id(row, "id").map_or_else(|| format!("An {what} without a number"), |id| format!("{what} {id}"));
    Refused { reason: format!("{name}: {}", e.message), raw: row.to_string().chars().take(2000).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(ids: impl Iterator<Item = u64>) -> Vec<(u64, Option<Timestamp>)> {
        ids.map(|i| (i, None)).collect()
    }

    #[test]
    fn many_accounts_are_read_whole_once_a_day_and_only_the_new_ones_in_between() {
        let day = Timestamp(1_795_000_000);
        let mut a = Accounts { highest: 5000, whole_at: day.0, total: 5000, ..Accounts::default() };
        a = Accounts::resume(Some(&serde_json::to_string(&a).unwrap()), day.plus_secs(3600));
        assert!(a.params().contains(&("order", "desc".to_owned())));
        let rows = seen((4951..=5050).rev());
        assert!(!a.take(&Seen { rows: &rows, total: Some(5050), date: day }, day));
        assert_eq!(a.highest, 5050);
        a = Accounts::resume(Some(&serde_json::to_string(&a).unwrap()), day.plus_secs(A_DAY));
        assert!(a.params().contains(&("order", "asc".to_owned())));
    }
}
