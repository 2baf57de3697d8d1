//! The shop as streams for `sync`: products, accounts, orders, credit memos, and orders that were deleted.
//!
//! Accounts come before orders, so that an account's own data is known when its orders land, and credit memos after them.
//! Everything is read newest first, by number; later what changed (`keyset`), and products and accounts whole once a day
//! (`round`). No page is ever asked for by its number.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use url::Url;

use super::client::{Client, Keys, Rows};
use super::criteria::{Criteria, LIMIT};
use super::round::Round;
use super::{customers, orders, products, refunds};
use crate::sources::daily::{self, Listed};
use crate::sources::keyset::{Ask, Keyset, Seen};
use crate::sources::platform::Secrets;
use crate::sources::{Outside, Page, Refused, Source, Stream, json};
use crate::types::records::{Kind, Record};
use crate::types::{Currency, Error, Progress, Result, Timestamp};

/// What is kept of a connected shop; the secrets are in the keychain.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Config {
    /// `https://shop.example/rest/all/V1/`
    pub base: String,
    /// The consumer key; without the secrets it opens nothing.
    pub consumer: String,
    pub currency: Option<Currency>,
    /// Ends in `/`.
    pub home: String,
    pub media: Option<String>,
    /// Whether the integration may see the stock.
    pub stock: bool,
}

pub struct AdobeCommerce {
    client: Client,
    config: Config,
    /// Read once in a sync, and again in the next.
    shop: OnceLock<products::Shop>,
}

const STREAMS: [Stream; 5] = [
    Stream { name: "products", words: "Reading products" },
    Stream { name: "customers", words: "Reading customer accounts" },
    Stream { name: "orders", words: "Reading orders" },
    Stream { name: "creditmemos", words: "Reading refunds" },
    Stream { name: "orders_gone", words: "Looking for deleted orders" },
];

/// As many as fit into a question's address.
const AT_ONCE: usize = 50;

impl AdobeCommerce {
    pub fn new(outside: Outside, config: Config, secrets: &Secrets) -> Result<Self> {
        let base = Url::parse(&config.base)
            .map_err(|e| Error::internal("The connection's settings cannot be read. Connect the shop again.").caused_by(e))?;
        let client = Client::new(outside, base, Keys::new(&config.consumer, secrets)?)?;
        Ok(Self { client, config, shop: OnceLock::new() })
    }

    fn ask(&self, route: &str, ask: Ask, fields: &str, watch: &Progress) -> Result<Rows> {
        self.client.rows(route, &Criteria::of(ask), LIMIT, fields, watch)
    }

    fn stuck(&self, what: &str) -> Error {
        self.client.odd(&format!("its list of {what} repeats a page, or does not keep the order that was asked for"))
    }

    fn orders(&self, cursor: Option<&str>, watch: &Progress) -> Result<Page> {
        let (rows, mut page) = self.walk("orders", "orders", orders::FIELDS, cursor, watch)?;
        for row in &rows {
            match orders::order(row) {
                Ok(order) => page.records.push(Record::Order(order)),
                Err(e) => page.refused.push(refused("order", row, "entity_id", &e)),
            }
        }
        Ok(page)
    }

    fn credit_memos(&self, cursor: Option<&str>, watch: &Progress) -> Result<Page> {
        let (rows, mut page) = self.walk("creditmemos", "credit memos", refunds::FIELDS, cursor, watch)?;
        let mut taken_back = BTreeSet::new();
        for row in &rows {
            if refunds::is_cancelled(row) {
                taken_back.extend(json::id(row, "order_id"));
                continue;
            }
            match refunds::refund(row) {
                Ok(refund) => page.records.push(Record::Refund(refund)),
                Err(e) => page.refused.push(refused("credit memo", row, "entity_id", &e)),
            }
        }
        for order in taken_back {
            let fields = "entity_id,order_id,state,items[entity_id,order_item_id,qty,base_price,base_cost]";
            let asked = Criteria::by_number().with("order_id", "eq", order.to_string());
            let all = self.client.rows("creditmemos", &asked, LIMIT, fields, watch)?;
            let refunds =
                all.rows.iter().filter(|r| !refunds::is_cancelled(r)).filter_map(|r| json::id(r, "entity_id")).map(|n| n.to_string());
            page.records.push(Record::RefundsOf { order: order.to_string(), refunds: refunds.collect() });
        }
        Ok(page)
    }

    /// The next page of a list whose rows are never changed without their time of change.
    fn walk(&self, route: &str, what: &str, fields: &str, cursor: Option<&str>, watch: &Progress) -> Result<(Vec<Value>, Page)> {
        let mut walk = Keyset::resume(cursor.and_then(|c| serde_json::from_str(c).ok()));
        let rows = self.ask(route, walk.ask(), fields, watch)?;
        let seen = seen(&rows.rows, "entity_id");
        let step = walk.take(&Seen { rows: &seen, more: rows.more(LIMIT), date: rows.date }).map_err(|_| self.stuck(what))?;
        let left = rows.total.saturating_sub(rows.rows.len() as u64);
        let cursor = serde_json::to_string(&walk).unwrap_or_default();
        Ok((rows.rows, Page { fresh: step.fresh, left: Some(left), more: step.more, cursor, ..Page::default() }))
    }

    fn customers(&self, cursor: Option<&str>, watch: &Progress) -> Result<Page> {
        let now = self.client.now();
        let mut round = Round::resume(cursor, now);
        let rows = self.ask("customers/search", round.ask(), customers::FIELDS, watch)?;
        let seen = seen(&rows.rows, "id");
        let left = rows.total.saturating_sub(rows.rows.len() as u64);
        let mut subscribed = round.memo();
        let mut page = round
            .take(Kind::Customer, &Seen { rows: &seen, more: rows.more(LIMIT), date: rows.date }, left)
            .map_err(|_| self.stuck("customers"))?;
        for row in &rows.rows {
            let id = json::id(row, "id").unwrap_or(0);
            // Of an account that was never read before nothing is known to have changed.
            let was = round.knows(id).then(|| subscribed.contains(&id));
            match customers::customer(row, was, now) {
                Ok(c) => page.records.push(Record::Customer(c)),
                Err(e) => page.refused.push(refused("account", row, "id", &e)),
            }
            match customers::is_subscribed(row) {
                Some(true) => subscribed.insert(id),
                Some(false) => subscribed.remove(&id),
                None => false,
            };
        }
        round.remember(&subscribed);
        round.end(Kind::Customer, &mut page);
        Ok(page)
    }

    fn products(&self, cursor: Option<&str>, watch: &Progress) -> Result<Page> {
        let now = self.client.now();
        let shop = self.shop(watch)?;
        let mut round = Round::resume(cursor, now);
        let rows = self.ask("products", round.ask(), products::FIELDS, watch)?;
        let seen = seen(&rows.rows, "id");
        let left = rows.total.saturating_sub(rows.rows.len() as u64);
        let mut page = round
            .take(Kind::Product, &Seen { rows: &seen, more: rows.more(LIMIT), date: rows.date }, left)
            .map_err(|_| self.stuck("products"))?;
        let beside = self.beside(&rows.rows, watch)?;
        for row in &rows.rows {
            match products::product(row, shop, &beside, now) {
                Ok(p) => page.records.push(Record::Product(p)),
                Err(e) => page.refused.push(refused("product", row, "id", &e)),
            }
        }
        round.end(Kind::Product, &mut page);
        Ok(page)
    }

    /// The products that a page's products are sold as, and whether there is any of each.
    fn beside(&self, rows: &[Value], watch: &Progress) -> Result<products::Beside> {
        let mut beside = products::Beside::default();
        let here: BTreeMap<u64, &Value> = rows.iter().filter_map(|r| Some((json::id(r, "id")?, r))).collect();
        let wanted: BTreeSet<u64> = rows.iter().flat_map(products::children).collect();
        beside.children.extend(wanted.iter().filter_map(|id| here.get(id).map(|r| (*id, (*r).clone()))));
        let elsewhere: Vec<String> = wanted.iter().filter(|id| !here.contains_key(id)).map(u64::to_string).collect();
        for some in elsewhere.chunks(AT_ONCE) {
            let asked = Criteria::by_number().with("entity_id", "in", some.join(","));
            let got = self.client.rows("products", &asked, LIMIT, products::CHILD_FIELDS, watch)?;
            beside.children.extend(got.rows.into_iter().filter_map(|r| Some((json::id(&r, "id")?, r))));
        }
        if self.config.stock {
            // A comma would be taken for the next one.
            let of = |r: &Value| json::owned(r, "sku").filter(|s| !s.contains(','));
            let skus: BTreeSet<String> = rows.iter().chain(beside.children.values()).filter_map(of).collect();
            for some in skus.into_iter().collect::<Vec<_>>().chunks(AT_ONCE) {
                self.stock(some, &mut beside.stock, watch)?;
            }
        }
        Ok(beside)
    }

    /// What all of a shop's stocks together have.
    fn stock(&self, skus: &[String], into: &mut BTreeMap<String, bool>, watch: &Progress) -> Result<()> {
        let asked = Criteria::by_number().unordered().with("sku", "in", skus.join(","));
        // A SKU can lie in several stocks: more rows than SKUs, but hardly more than this.
        let got = self.client.rows("inventory/source-items", &asked, LIMIT * 3, "sku,source_code,quantity,status", watch)?;
        for row in &got.rows {
            let there = json::whole(row, "status") == Some(1) && row.get("quantity").and_then(Value::as_f64).is_none_or(|q| q > 0.0);
            if let Some(sku) = json::owned(row, "sku") {
                *into.entry(sku).or_insert(false) |= there;
            }
        }
        Ok(())
    }

    fn shop(&self, watch: &Progress) -> Result<&products::Shop> {
        if let Some(shop) = self.shop.get() {
            return Ok(shop);
        }
        let mut categories = BTreeMap::new();
        let mut above = 0u64;
        loop {
            let asked = Criteria::by_number().with("entity_id", "gt", above.to_string());
            let got = self.client.rows("categories/list", &asked, LIMIT, "id,name", watch)?;
            let more = got.more(LIMIT);
            let highest = got.rows.iter().filter_map(|c| json::id(c, "id")).max().unwrap_or(0);
            categories.extend(got.rows.iter().filter_map(|c| Some((json::id(c, "id")?, json::plain(json::text(c, "name")?)))));
            if !more || got.rows.is_empty() {
                break;
            }
            if highest <= above {
                return Err(self.stuck("categories"));
            }
            above = highest;
        }
        let (currency, home, media) = (self.config.currency, self.config.home.clone(), self.config.media.clone());
        Ok(self.shop.get_or_init(|| products::Shop { currency, home, media, suffix: ".html", categories }))
    }

    fn orders_gone(&self, cursor: Option<&str>, watch: &Progress) -> Result<Page> {
        daily::look(Kind::Order, cursor, self.client.now(), |place| {
            let below = place.and_then(|p| p.parse().ok());
            let fields = "entity_id,grand_total,base_grand_total,customer_email,items[sku]";
            let rows = self.client.rows("orders", &Criteria::of(Ask::Below(below)), LIMIT, fields, watch)?;
            let ids: Vec<u64> = rows.rows.iter().filter_map(|r| json::id(r, "entity_id")).collect();
            let next = ids.iter().min().filter(|n| **n > 1 && rows.more(LIMIT)).map(u64::to_string);
            Ok(Listed { ids: ids.iter().map(u64::to_string).collect(), next })
        })
    }
}

impl Source for AdobeCommerce {
    fn streams(&self) -> &'static [Stream] {
        &STREAMS
    }

    fn page(&self, stream: &str, cursor: Option<&str>, watch: &Progress) -> Result<Page> {
        match stream {
            "products" => self.products(cursor, watch),
            "customers" => self.customers(cursor, watch),
            "orders" => self.orders(cursor, watch),
            "creditmemos" => self.credit_memos(cursor, watch),
            "orders_gone" => self.orders_gone(cursor, watch),
            other => Err(Error::internal(format!("Adobe Commerce has no stream “{other}”."))),
        }
    }
}

fn seen(rows: &[Value], id: &str) -> Vec<(u64, Option<Timestamp>)> {
    rows.iter().map(|r| (json::id(r, id).unwrap_or(0), customers::date(r, "updated_at"))).collect()
}

fn refused(what: &str, row: &Value, id: &str, e: &Error) -> Refused {
    let name = json::id(row, id).map_or_else(|| format!("A {what} without a number"), |id| format!("{what} {id}"));
    Refused { reason: format!("{name}: {}", e.message), raw: row.to_string().chars().take(2000).collect() }
}
