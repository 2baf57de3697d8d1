//! The shop as streams for `sync`: products, accounts, orders with their refunds, reviews, and what was put into the bin.
//!
//! Accounts come before orders, so that an account's own data is known when its orders land. How each is read stands in
//! `read_…`; where to go on in `walk`, `kept` (with the daily sweep) and `roll`.

use std::collections::BTreeSet;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::address::Rest;
use super::client::{self, Answer, Auth, Client};
use super::down::Stuck;
use super::trouble;
use super::walk::{Ask, Seen, Walk};
use crate::host::Secret;
use crate::sources::answer::{self, Who};
use crate::sources::json;
use crate::sources::{Outside, Page, Refused, Source, Stream};
use crate::types::records::{Kind, Record};
use crate::types::{Code, Currency, Error, Progress, Result, ShopZone, Timestamp};

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
    pub(super) client: Client,
    pub(super) zone: ShopZone,
    pub(super) currency: Option<Currency>,
    pub(super) consent_field: Option<String>,
    /// Whether `/refunds` was found missing (before WooCommerce 9): it is not asked for again in this sync.
    pub(super) no_refunds_route: AtomicBool,
    /// Streams of which this run has asked for a page.
    begun: Mutex<BTreeSet<String>>,
}

const STREAMS: [Stream; 6] = [
    Stream { name: "products", words: "Reading products" },
    Stream { name: "products_bin", words: "Looking for removed products" },
    Stream { name: "customers", words: "Reading customer accounts" },
    Stream { name: "orders", words: "Reading orders" },
    Stream { name: "orders_bin", words: "Looking for deleted orders" },
    Stream { name: "reviews", words: "Reading reviews" },
];

/// A page of a walk.
pub(super) struct Read {
    pub rows: Vec<Value>,
    pub fresh: Vec<bool>,
    /// They were asked for by number.
    pub by_number: bool,
    pub left: Option<u64>,
    /// The shop's clock.
    pub date: Timestamp,
}

impl WooCommerce {
    pub fn new(outside: Outside, config: &Config, secret: Secret) -> Result<Self> {
        let rest = Rest::parse(&config.rest)?;
        crate::sources::address::check_safe(rest.url(), config.allow_plain_http)?;
        let zone = config.zone.as_deref().and_then(|z| ShopZone::parse(z).ok()).unwrap_or(ShopZone::UTC);
        let pace = Arc::new(client::pace());
        let client = Client { outside, rest, auth: config.auth, key: config.key.clone(), secret, pace };
        Ok(Self {
            client,
            zone,
            currency: config.currency,
            consent_field: config.consent_field.clone(),
            no_refunds_route: AtomicBool::new(false),
            begun: Mutex::default(),
        })
    }

    /// Reads on in a list that can be asked for what was modified. `at_most`: rows asked for by number at once.
    pub(super) fn read(&self, walk: &mut Walk, route: &str, extra: &[(&str, &str)], at_most: usize, watch: &Progress) -> Result<Read> {
        let ask = walk.ask(at_most);
        let mut params = match &ask {
            Ask::Page(params) => params.clone(),
            Ask::These(ids) => {
                let include = ids.iter().map(u64::to_string).collect::<Vec<_>>().join(",");
                vec![("include", include), ("per_page", super::down::PER_PAGE.to_string())]
            }
        };
        params.extend(extra.iter().map(|(k, v)| (*k, (*v).to_owned())));
        let answer = self.client.get(route, &params, watch)?;
        let (date, total) = (self.shop_time(&answer), answer.total);
        let rows = self.rows(answer.body)?;
        let about: Vec<_> = rows.iter().map(|r| (json::id(r, "id").unwrap_or(0), json::date(r, "date_modified", self.zone))).collect();
        let seen = Seen { rows: &about, total, date };
        match ask {
            Ask::Page(_) => {
                let step = walk.take(&seen).map_err(|stuck| self.stuck(stuck))?;
                Ok(Read { rows, fresh: step.fresh, by_number: false, left: step.left, date })
            }
            Ask::These(ids) => {
                walk.took(&ids, &seen);
                Ok(Read { fresh: vec![true; rows.len()], rows, by_number: true, left: None, date })
            }
        }
    }

    /// Rows put into the bin.
    fn bin(&self, route: &str, kind: Kind, cursor: Option<&str>, watch: &Progress) -> Result<Page> {
        let mut walk = Walk::resume(cursor);
        let extra = [("status", "trash"), ("_fields", "id,date_modified,date_modified_gmt")];
        let read = self.read(&mut walk, route, &extra, super::down::PER_PAGE, watch)?;
        let gone = |r: &Value| Some(Record::Gone { what: kind, external_id: json::id(r, "id")?.to_string() });
        Ok(Page {
            records: read.rows.iter().filter_map(gone).collect(),
            fresh: count(&read.fresh),
            left: read.left,
            cursor: walk.cursor(),
            more: !walk.is_at_rest(),
            ..Page::default()
        })
    }

    /// The shop's own clock; where it does not tell, a day ago by ours, so that nothing is missed.
    pub(super) fn shop_time(&self, answer: &Answer) -> Timestamp {
        answer.date.unwrap_or_else(|| self.client.outside.clock.now().plus_secs(-86_400))
    }

    pub(super) fn rows(&self, body: Value) -> Result<Vec<Value>> {
        match body {
            Value::Array(rows) => Ok(rows),
            _ => Err(self.odd("something that is not a list")),
        }
    }

    /// The list's rows by number; 0 for one that has none.
    pub(super) fn ids(rows: &[Value]) -> Vec<u64> {
        rows.iter().map(|r| json::id(r, "id").unwrap_or(0)).collect()
    }

    /// An empty list is believed to be empty only when the shop counts it so: a cache's empty answer condemns nobody.
    pub(super) fn check_whole(&self, rows: &[Value], total: Option<u64>) -> Result<()> {
        if rows.is_empty() && total != Some(0) { Err(self.odd("an empty list that it does not count as empty")) } else { Ok(()) }
    }

    pub(super) fn stuck(&self, stuck: Stuck) -> Error {
        self.odd(stuck.words())
    }

    fn odd(&self, what: &str) -> Error {
        answer::odd(&Who { host: &self.client.host(), platform: "WooCommerce", hidden: Vec::new() }, what)
    }
}

impl Source for WooCommerce {
    fn streams(&self) -> &'static [Stream] {
        &STREAMS
    }

    fn page(&self, stream: &str, cursor: Option<&str>, watch: &Progress) -> Result<Page> {
        let first = self.begun.lock().unwrap_or_else(PoisonError::into_inner).insert(stream.to_owned());
        let rested = cursor.filter(|_| first).map(super::down::rested);
        let cursor = rested.as_deref().or(cursor);
        let page = match stream {
            "products" => self.products(cursor, watch),
            "products_bin" => self.bin("wc/v3/products", Kind::Product, cursor, watch),
            "customers" => self.accounts(cursor, watch),
            "orders" => self.orders(cursor, watch),
            "orders_bin" => self.bin("wc/v3/orders", Kind::Order, cursor, watch),
            "reviews" => self.reviews(cursor, watch),
            other => Err(Error::internal(format!("WooCommerce has no stream “{other}”."))),
        };
        match page {
            // The test says so when the shop is connected; the rest comes in all the same, and this as soon as it may.
            Err(e) if trouble::may_not_see(&e) && !stream.starts_with("orders") => {
                let notes = vec![format!("{} {}", words(stream), e.message)];
                Ok(Page { cursor: cursor.unwrap_or("").to_owned(), notes, ..Page::default() })
            }
            page => page,
        }
    }
}

/// What did not come in.
fn words(stream: &str) -> &'static str {
    match stream {
        "products" | "products_bin" => "Products did not come in.",
        "customers" => "Customer accounts did not come in.",
        _ => "Reviews did not come in.",
    }
}

pub(super) fn count(these: &[bool]) -> u64 {
    these.iter().filter(|x| **x).count() as u64
}

pub(super) fn refused(what: &str, row: &Value, e: &Error) -> Refused {
    let name = json::id(row, "id").map_or_else(|| format!("An {what} without a number"), |id| format!("{what} {id}"));
    Refused { reason: format!("{name}: {}", e.message), raw: row.to_string().chars().take(2000).collect() }
}

/// What the shop has no more (or never had) is no reason to stop: whatever was found of it otherwise stands.
pub(super) fn unless_missing(found: Result<Answer>) -> Result<Option<Answer>> {
    match found {
        Ok(answer) => Ok(Some(answer)),
        Err(e) if e.code == Code::NotFound => Ok(None),
        Err(e) => Err(e),
    }
}
