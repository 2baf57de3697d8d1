//! The store as streams for `sync`: products, accounts, subscribers, orders with their refunds, and what was deleted.
//!
//! Accounts come before orders, so that an account's own data is known when its orders land. Accounts cannot be asked
//! downwards by number, so their first pass goes by BigCommerce's own cursor, oldest first; orders and products are read
//! newest first. What was deleted or put into the archive leaves no trace in the lists of changes: once a day all numbers
//! are looked through.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::client::Client;
use super::{catalogue, orders, products, read_orders, read_people, store};
use crate::host::Secret;
use crate::sources::daily::{self, Listed};
use crate::sources::keyset::Ask;
use crate::sources::{Outside, Page, Refused, Source, Stream, json};
use crate::types::records::Kind;
use crate::types::{Currency, Error, Progress, Result, Timestamp};

/// Rows of a page, the most that BigCommerce gives.
pub const LIMIT: u64 = 250;

/// What is kept of a connected store; the token is in the keychain.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Config {
    pub hash: String,
    /// Another address than BigCommerce's own; empty but in tests.
    #[serde(default)]
    pub stand_in: String,
    pub currency: Option<Currency>,
    /// Where customers shop, without a slash at its end.
    pub home: Option<String>,
}

pub struct BigCommerce {
    client: Client,
    currency: Option<Currency>,
    home: Option<String>,
    /// Read once in a sync, and again in the next.
    catalogue: OnceLock<products::Store>,
}

const STREAMS: [Stream; 7] = [
    Stream { name: "products", words: "Reading products" },
    Stream { name: "customers", words: "Reading customer accounts" },
    Stream { name: "subscribers", words: "Reading newsletter subscribers" },
    Stream { name: "orders", words: "Reading orders" },
    Stream { name: "products_gone", words: "Looking for deleted products" },
    Stream { name: "customers_gone", words: "Looking for deleted accounts" },
    Stream { name: "orders_gone", words: "Looking for archived orders" },
];

impl BigCommerce {
    pub fn new(outside: Outside, config: &Config, token: Secret) -> Result<Self> {
        let client = Client::new(outside, store::base(&config.hash, &config.stand_in)?, token);
        Ok(Self { client, currency: config.currency, home: config.home.clone(), catalogue: OnceLock::new() })
    }

    fn products(&self, cursor: Option<&str>, watch: &Progress) -> Result<Page> {
        if self.catalogue.get().is_none() {
            let categories = catalogue::categories(&self.client, watch)?;
            let _ = self.catalogue.set(products::Store { currency: self.currency, home: self.home.clone(), categories });
        }
        let store = self.catalogue.get().ok_or_else(|| Error::internal("The categories were not kept."))?;
        catalogue::page(&self.client, store, cursor, watch)
    }

    fn gone(&self, kind: Kind, cursor: Option<&str>, watch: &Progress) -> Result<Page> {
        daily::look(kind, cursor, self.client.now(), |place| {
            let limit = ("limit", LIMIT.to_string());
            let (rows, next) = match kind {
                Kind::Order => {
                    let below = place.and_then(|p| p.parse().ok());
                    let mut params = vec![limit];
                    params.extend(read_orders::params(Ask::Below(below)));
                    let (rows, _) = self.client.list("v2/orders", &params, watch)?;
                    let next = rows.iter().filter_map(|r| json::id(r, "id")).min().map(|n| n.to_string());
                    (rows, next)
                }
                Kind::Customer => {
                    let mut params = vec![limit];
                    params.extend(place.map(|p| ("after", p.to_owned())));
                    let got = self.client.rows("v3/customers", &params, watch)?;
                    (got.rows, got.next)
                }
                _ => {
                    let mut params =
                        vec![limit, ("include_fields", "name".to_owned()), ("sort", "id".to_owned()), ("direction", "desc".to_owned())];
                    params.extend(place.map(|p| ("id:less", p.to_owned())));
                    let got = self.client.rows("v3/catalog/products", &params, watch)?;
                    let next = got.rows.iter().filter_map(|r| json::id(r, "id")).min().map(|n| n.to_string());
                    (got.rows, next)
                }
            };
            let is_there = |r: &&Value| kind != Kind::Order || !orders::is_none(r);
            let ids = rows.iter().filter(is_there).filter_map(|r| json::id(r, "id")).map(|n| n.to_string()).collect();
            Ok(Listed { ids, next: next.filter(|n| !rows.is_empty() && n != "1") })
        })
    }
}

impl Source for BigCommerce {
    fn streams(&self) -> &'static [Stream] {
        &STREAMS
    }

    fn page(&self, stream: &str, cursor: Option<&str>, watch: &Progress) -> Result<Page> {
        match stream {
            "products" => self.products(cursor, watch),
            "customers" => read_people::accounts(&self.client, cursor, watch),
            "subscribers" => read_people::subscribers(&self.client, cursor, watch),
            "orders" => read_orders::page(&self.client, cursor, watch),
            "products_gone" => self.gone(Kind::Product, cursor, watch),
            "customers_gone" => self.gone(Kind::Customer, cursor, watch),
            "orders_gone" => self.gone(Kind::Order, cursor, watch),
            other => Err(Error::internal(format!("BigCommerce has no stream “{other}”."))),
        }
    }
}

/// `2026-11-20T05:43:00+00:00`.
pub fn second(t: Timestamp) -> String {
    Timestamp(t.0.max(0)).to_utc().format("%Y-%m-%dT%H:%M:%S+00:00").to_string()
}

pub fn refused(what: &str, row: &Value, e: &Error) -> Refused {
    let name = json::id(row, "id").map_or_else(|| format!("A {what} without a number"), |id| format!("{what} {id}"));
    Refused { reason: format!("{name}: {}", e.message), raw: row.to_string().chars().take(2000).collect() }
}
