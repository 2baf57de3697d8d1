//! What is in the shop, made from a seed, and what can happen to it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::DateTime;
use rand::{RngExt as Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};

pub struct Shop {
    pub orders: BTreeMap<u64, Value>,
    pub memos: BTreeMap<u64, Value>,
    pub customers: BTreeMap<u64, Value>,
    pub products: BTreeMap<u64, Value>,
    pub categories: BTreeMap<u64, String>,
    /// Pieces by SKU.
    pub stock: BTreeMap<String, i64>,
    pub clock: i64,
    /// Rights that the integration lacks.
    pub lacks: Vec<&'static str>,
    pub revoked: bool,
    /// What the shop takes for its own address, when that is another.
    pub own_host: Option<String>,
    pub nonces: BTreeSet<String>,
    next: u64,
}

impl Shop {
    pub fn seeded(seed: u64, customers: u64, orders: u64, now: i64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let mut shop = Self {
            orders: BTreeMap::new(),
            memos: BTreeMap::new(),
            customers: BTreeMap::new(),
            products: BTreeMap::new(),
            categories: [(3, "Coffee"), (4, "Tea &amp; Cups"), (9, "Crème brûlée")].map(|(id, n)| (id, n.to_owned())).into(),
            stock: BTreeMap::new(),
            clock: now,
            lacks: Vec::new(),
            revoked: false,
            own_host: None,
            nonces: BTreeSet::new(),
            next: 0,
        };
        for n in 0..24u64 {
            let made = now - rng.random_range(86_400..900 * 86_400);
            shop.stock_up(n, made, &mut rng);
        }
        for n in 0..customers {
            let made = now - rng.random_range(2 * 86_400..800 * 86_400);
            shop.sign_up(&format!("user{n}@shop.example"), made, &mut rng);
        }
        for _ in 0..orders {
            let placed = now - rng.random_range(3600..900 * 86_400);
            shop.place(&mut rng, placed);
        }
        shop
    }

    fn id(&mut self) -> u64 {
        self.next += 1;
        self.next
    }

    pub fn pass(&mut self, seconds: i64) {
        self.clock += seconds;
    }

    /// A product; every third is sold in two sizes, which are products of their own.
    fn stock_up(&mut self, n: u64, made: i64, rng: &mut impl Rng) {
        let id = self.id();
        let sku = format!("SKU-{n:03}");
        let category = [3, 4, 9][rng.random_range(0..3)];
        let price = f64::from(rng.random_range(200..9000)) / 100.0;
        let mut product = json!({
            "id": id, "sku": sku, "name": format!("Ethiopia &amp; Filter {n}"), "attribute_set_id": 4, "price": price, "status": 1, "visibility": 4,
            "type_id": "simple", "created_at": stamp(made), "updated_at": stamp(made + 5), "extension_attributes": { "website_ids": [1],
            "category_links": [{ "position": 0, "category_id": category.to_string() }] },
            "media_gallery_entries": [{ "id": id, "media_type": "image", "label": "", "position": 1, "disabled": false, "types": ["image", "thumbnail"], "file": format!("/p/{n}.jpg") }],
            "custom_attributes": [{ "attribute_code": "url_key", "value": format!("filter-{n}") }],
        });
        self.stock.insert(sku.clone(), rng.random_range(0..3));
        if n.is_multiple_of(3) {
            let mut links = Vec::new();
            for (size, label) in ["250 g", "1 kg"].iter().enumerate() {
                let child = self.id();
                let child_sku = format!("{sku}-{size}");
                self.stock.insert(child_sku.clone(), rng.random_range(0..3));
                let mut v = product.clone();
                (v["id"], v["sku"], v["name"], v["visibility"]) =
                    (json!(child), json!(child_sku), json!(format!("Filter {n} {label}")), json!(1));
                links.push(child);
                self.products.insert(child, v);
            }
            (product["type_id"], product["price"]) = (json!("configurable"), json!(0));
            product["extension_attributes"]["configurable_product_links"] = json!(links);
            self.stock.remove(&sku);
        }
        self.products.insert(id, product);
    }

    fn sign_up(&mut self, email: &str, made: i64, rng: &mut impl Rng) {
        let id = self.id();
        let country = ["DE", "AT", "FR"][rng.random_range(0..3)];
        self.customers.insert(
            id,
            json!({ "id": id, "group_id": 1, "created_at": stamp(made), "updated_at": stamp(made + 60), "email": email, "firstname": "Ann", "lastname": "Doe",
                "store_id": 1, "website_id": 1, "default_billing": "5", "addresses": [{ "id": 5, "customer_id": id, "region": { "region_code": "BE", "region": "Berlin",
                "region_id": 82 }, "country_id": country, "street": ["1 Main St"], "telephone": "0123", "postcode": "10115", "city": "Berlin", "firstname": "Ann",
                "lastname": "Doe", "default_billing": true }], "extension_attributes": { "is_subscribed": rng.random_range(0..3) == 0 } }),
        );
    }

    /// A new order by an account or a guest; returns its id.
    pub fn place(&mut self, rng: &mut impl Rng, placed: i64) -> u64 {
        let id = self.id();
        let accounts: Vec<u64> = self.customers.keys().copied().collect();
        let account = (rng.random_range(0..100) < 60 && !accounts.is_empty()).then(|| accounts[rng.random_range(0..accounts.len())]);
        let email = account.map_or_else(
            || format!("guest{}@mail.example", rng.random_range(0..60)),
            |c| self.customers[&c]["email"].as_str().unwrap_or("").to_owned(),
        );
        let currency = ["EUR", "EUR", "USD"][rng.random_range(0..3)];
        let state = ["complete", "complete", "processing", "new", "canceled", "pending_payment", "holded"][rng.random_range(0..7)];
        let catalogue: Vec<u64> = self.products.iter().filter(|(_, p)| p["visibility"] == 4).map(|(id, _)| *id).collect();
        let (mut items, mut sum, mut tax, mut off) = (Vec::new(), 0i64, 0i64, 0i64);
        for n in 0..rng.random_range(1..4u64) {
            let product = &self.products[&catalogue[rng.random_range(0..catalogue.len())]];
            let (quantity, each) = (rng.random_range(1..4i64), rng.random_range(100..9000i64));
            let row = quantity * each;
            let row_tax = row * 19 / 100;
            let discount = if rng.random_range(0..8) == 0 { row / 10 } else { 0 };
            (sum, tax, off) = (sum + row, tax + row_tax, off + discount);
            let mut item = json!({
                "item_id": id * 10 + n * 2, "order_id": id, "product_id": product["id"], "product_type": product["type_id"], "sku": product["sku"], "name": product["name"],
                "qty_ordered": quantity, "row_total": money(row), "row_total_incl_tax": money(row + row_tax), "tax_amount": money(row_tax),
                "discount_tax_compensation_amount": 0, "discount_amount": money(discount), "price": money(each),
            });
            let links: Vec<u64> = product["extension_attributes"]["configurable_product_links"]
                .as_array()
                .map(|l| l.iter().filter_map(Value::as_u64).collect())
                .unwrap_or_default();
            if let Some(child) = links.first() {
                item["sku"] = self.products[child]["sku"].clone();
                let mut picked = item.clone();
                (picked["item_id"], picked["parent_item_id"]) = (json!(id * 10 + n * 2 + 1), item["item_id"].clone());
                (picked["product_id"], picked["product_type"]) = (json!(child), json!("simple"));
                // Some shops repeat the parent's price here, others say 0.
                if id.is_multiple_of(2) {
                    (picked["row_total"], picked["tax_amount"], picked["discount_amount"]) = (json!(0), json!(0), json!(0));
                }
                items.push(picked);
            }
            items.push(item);
        }
        let shipping = if rng.random_range(0..3) == 0 { 476 } else { 0 };
        let total = sum + tax - off + shipping;
        let base = |cents: i64| if currency == "USD" { money(cents * 9 / 10) } else { money(cents) };
        let modified = (placed + rng.random_range(0..20 * 86_400)).min(self.clock - 1000).max(placed);
        let mut order = json!({
            "entity_id": id, "increment_id": format!("{id:09}"), "state": state, "status": state, "created_at": stamp(placed), "updated_at": stamp(modified),
            "order_currency_code": currency, "base_currency_code": "EUR", "grand_total": money(total), "base_grand_total": base(total),
            "total_paid": if matches!(state, "complete" | "processing") { money(total) } else { json!(0) }, "discount_amount": money(-off),
            "shipping_amount": money(shipping * 100 / 119), "shipping_tax_amount": money(shipping - shipping * 100 / 119), "shipping_incl_tax": money(shipping),
            "tax_amount": money(tax + shipping - shipping * 100 / 119), "store_name": "Main Website\nMain Website Store\nGerman", "customer_is_guest": i64::from(account.is_none()),
            "customer_email": email, "customer_firstname": "Ann", "customer_lastname": "Doe", "remote_ip": "192.0.2.1", "items": items,
            "billing_address": { "address_type": "billing", "firstname": "Ann", "lastname": "Doe", "email": email, "telephone": "0123", "country_id": "DE",
                "region": "Berlin", "region_code": "BE", "city": "Berlin", "postcode": "10115", "street": ["1 Main St"] },
        });
        if let Some(account) = account {
            order["customer_id"] = json!(account);
        }
        if state == "holded" {
            order["hold_before_state"] = json!("processing");
        }
        if off > 0 {
            order["coupon_code"] = json!("WELCOME");
        }
        self.orders.insert(id, order);
        if state == "complete" && rng.random_range(0..5) == 0 {
            self.refund(id, rng.random_range(0..2) == 0, modified);
        }
        id
    }

    /// Gives an order's money back, all or that of its last item.
    pub fn refund(&mut self, order: u64, whole: bool, at: i64) {
        let id = self.id();
        let Some(o) = self.orders.get(&order).cloned() else { return };
        let Some(item) = o["items"].as_array().and_then(|i| i.last()).cloned() else { return };
        let of = |v: &Value| (v.as_f64().unwrap_or(0.0) * 100.0).round() as i64;
        let amount =
            if whole { of(&o["grand_total"]) } else { of(&item["row_total"]) + of(&item["tax_amount"]) - of(&item["discount_amount"]) };
        let base = if o["order_currency_code"] == "USD" { amount * 9 / 10 } else { amount };
        let mut row = item.clone();
        (row["entity_id"], row["order_item_id"], row["qty"]) = (json!(id * 10), item["item_id"].clone(), item["qty_ordered"].clone());
        (row["base_price"], row["base_cost"]) = (json!(1), json!(1));
        self.memos.insert(
            id,
            json!({ "entity_id": id, "order_id": order, "state": 2, "created_at": stamp(at), "updated_at": stamp(at), "order_currency_code": o["order_currency_code"],
                "base_currency_code": "EUR", "grand_total": money(amount), "base_grand_total": money(base), "items": [row] }),
        );
        if whole {
            self.set_state(order, "closed", at);
        } else {
            self.touch(order, at);
        }
    }

    pub fn cancel_memo(&mut self, memo: u64) {
        self.pass(1);
        let now = stamp(self.clock);
        if let Some(m) = self.memos.get_mut(&memo) {
            (m["state"], m["updated_at"]) = (json!(3), json!(now));
        }
    }

    pub fn set_state(&mut self, order: u64, state: &str, at: i64) {
        if let Some(o) = self.orders.get_mut(&order) {
            (o["state"], o["status"]) = (json!(state), json!(state));
        }
        self.touch(order, at);
    }

    fn touch(&mut self, order: u64, at: i64) {
        if let Some(o) = self.orders.get_mut(&order) {
            o["updated_at"] = json!(stamp(at));
        }
    }

    /// As a link in an email does it: no time of change moves.
    pub fn set_subscribed(&mut self, customer: u64, yes: bool) {
        if let Some(c) = self.customers.get_mut(&customer) {
            c["extension_attributes"]["is_subscribed"] = json!(yes);
        }
    }

    /// A day in the shop's life: new orders and accounts, changes of state, credit memos, edits, a bulk edit.
    pub fn live(&mut self, seed: u64) {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        for _ in 0..25 {
            self.pass(60);
            let id = self.place(&mut rng, self.clock);
            self.touch(id, self.clock);
        }
        let ids: Vec<u64> = self.orders.keys().copied().collect();
        for _ in 0..20 {
            self.pass(30);
            let state = ["complete", "canceled", "processing"][rng.random_range(0..3)];
            self.set_state(ids[rng.random_range(0..ids.len())], state, self.clock);
        }
        for n in 0..8 {
            self.pass(45);
            let id = ids[rng.random_range(0..ids.len())];
            if self.orders[&id]["state"] == "complete" {
                self.refund(id, n % 2 == 0, self.clock);
            }
        }
        if let Some(memo) = self.memos.iter().find(|(_, m)| m["state"] == 2).map(|(id, _)| *id) {
            self.cancel_memo(memo);
        }
        // A bulk edit: more than a page shares one second.
        self.pass(100);
        for id in ids.iter().take(150) {
            self.touch(*id, self.clock);
        }
        for n in 0..4u64 {
            self.pass(7);
            self.sign_up(&format!("new{n}-{seed}@shop.example"), self.clock, &mut rng);
        }
        let people: Vec<u64> = self.customers.keys().copied().skip(5).take(3).collect();
        for id in people {
            self.pass(3);
            let now = stamp(self.clock);
            if let Some(c) = self.customers.get_mut(&id) {
                (c["addresses"][0]["city"], c["updated_at"]) = (json!("Lyon"), json!(now));
            }
        }
        let products: Vec<u64> = self.products.iter().filter(|(_, p)| p["type_id"] == "simple").map(|(id, _)| *id).take(3).collect();
        for id in products {
            self.pass(5);
            let now = stamp(self.clock);
            if let Some(p) = self.products.get_mut(&id) {
                (p["price"], p["updated_at"]) = (json!(77.7), json!(now));
            }
        }
        // No time of change moves with the stock.
        for n in self.stock.values_mut().take(5) {
            *n = (*n + 1) % 2;
        }
        self.pass(86_400);
    }
}

/// UTC, and it does not say so.
pub fn stamp(at: i64) -> String {
    DateTime::from_timestamp(at, 0).unwrap_or_default().format("%Y-%m-%d %H:%M:%S").to_string()
}

fn money(cents: i64) -> Value {
    json!(cents as f64 / 100.0)
}
