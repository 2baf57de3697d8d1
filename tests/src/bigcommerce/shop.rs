//! What is in the store, made from a seed, and what can happen to it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use chrono::DateTime;
use rand::{RngExt as Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use regulars_core::host::{NoSleep, Sleeper};
use serde_json::{Value, json};

pub struct Shop {
    pub orders: BTreeMap<u64, Order>,
    pub customers: BTreeMap<u64, Value>,
    pub subscribers: BTreeMap<u64, Value>,
    pub products: BTreeMap<u64, Value>,
    pub categories: BTreeMap<u64, String>,
    pub refunds: BTreeMap<u64, Value>,
    pub clock: i64,
    /// Rights that the token lacks, by the route's beginning.
    pub lacks: Vec<&'static str>,
    pub quota: Option<Quota>,
    next: u64,
}

pub struct Order {
    /// As `/v2/orders` shows it, but for its products.
    pub head: Value,
    pub products: Vec<Value>,
    pub coupons: Vec<Value>,
    pub modified: i64,
    pub archived: bool,
    /// Whether its products come along when they are asked for with it.
    pub brings: bool,
}

/// So many requests in a window, shared with the store's other apps.
pub struct Quota {
    pub clock: Arc<NoSleep>,
    pub size: u64,
    pub window: Duration,
    pub began: Duration,
    pub left: u64,
    /// How often somebody asked though nothing was left.
    pub violations: u64,
    /// How many requests of ours other apps take a turn between.
    pub others_every: u64,
    asked: u64,
}

impl Quota {
    pub fn new(clock: Arc<NoSleep>, size: u64) -> Self {
        Self { clock, size, window: Duration::from_secs(30), began: Duration::ZERO, left: size, violations: 0, others_every: 5, asked: 0 }
    }

    /// Whether this request is let in.
    pub fn take(&mut self) -> bool {
        let now = self.clock.elapsed();
        if now >= self.began + self.window {
            (self.began, self.left) = (now, self.size);
        }
        self.asked += 1;
        if self.asked.is_multiple_of(self.others_every) {
            self.left = self.left.saturating_sub(1);
        }
        if self.left == 0 {
            self.violations += 1;
            return false;
        }
        self.left -= 1;
        true
    }

    pub fn resets_in(&self) -> u64 {
        u64::try_from((self.began + self.window).saturating_sub(self.clock.elapsed()).as_millis()).unwrap_or(0)
    }
}

impl Shop {
    pub fn seeded(seed: u64, customers: u64, orders: u64, now: i64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let mut shop = Self {
            orders: BTreeMap::new(),
            customers: BTreeMap::new(),
            subscribers: BTreeMap::new(),
            products: BTreeMap::new(),
            categories: [(3, "Coffee"), (4, "Tea & Cups"), (9, "Crème brûlée")].map(|(id, n)| (id, n.to_owned())).into(),
            refunds: BTreeMap::new(),
            clock: now,
            lacks: Vec::new(),
            quota: None,
            next: 100,
        };
        for id in 70..95u64 {
            let at = now - rng.random_range(86_400..900 * 86_400);
            shop.products.insert(id, product(id, &mut rng, at));
        }
        for n in 0..customers {
            let made = now - rng.random_range(86_400..800 * 86_400);
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

    fn sign_up(&mut self, email: &str, made: i64, rng: &mut impl Rng) {
        let id = self.id();
        let (first, country) = (["Ann", "Bo", "Zoë", "Łukasz"][rng.random_range(0..4)], ["US", "DE", "GB"][rng.random_range(0..3)]);
        let address = json!({ "id": id + 5000, "customer_id": id, "first_name": first, "last_name": "Doe", "company": "", "address1": "1 Main St",
            "address2": "", "city": "Austin", "state_or_province": "Texas", "postal_code": "78701", "country_code": country, "country": "X",
            "phone": "", "address_type": "residential" });
        self.customers.insert(
            id,
            json!({ "id": id, "email": email, "first_name": first, "last_name": "Doe", "company": "", "phone": "555-0100", "notes": "",
                "registration_ip_address": "", "tax_exempt_category": "", "customer_group_id": 0, "date_created": iso(made), "date_modified": iso(made + 60),
                "address_count": 1, "attribute_count": 0, "authentication": { "force_password_reset": false }, "addresses": [address],
                "accepts_product_review_abandoned_cart_emails": true, "origin_channel_id": 1 }),
        );
        if rng.random_range(0..2) == 0 {
            let yes = rng.random_range(0..4) > 0;
            self.subscribe(email, yes, made);
        }
    }

    pub fn subscribe(&mut self, email: &str, yes: bool, at: i64) {
        let id = self.id();
        let consents = if yes { json!(["marketing_newsletter"]) } else { json!([]) };
        self.subscribers.insert(
            id,
            json!({ "id": id, "email": email, "first_name": "", "last_name": "", "source": "storefront", "order_id": null, "channel_id": 1,
                "consents": consents, "date_created": iso(at), "date_modified": iso(at) }),
        );
    }

    /// A new order by an account, a guest or nobody; returns its id.
    pub fn place(&mut self, rng: &mut impl Rng, placed: i64) -> u64 {
        let id = self.id();
        let accounts: Vec<u64> = self.customers.keys().copied().collect();
        let (customer, email) = match rng.random_range(0..100) {
            0..60 if !accounts.is_empty() => {
                let c = accounts[rng.random_range(0..accounts.len())];
                (c, self.customers[&c]["email"].as_str().unwrap_or("").to_owned())
            }
            60..97 => (0, format!("guest{}@mail.example", rng.random_range(0..60))),
            _ => (0, String::new()),
        };
        // What one unit of the store's dollar buys.
        let (currency, rate) =
            [("USD", "1.0000000000"), ("USD", "1.0000000000"), ("EUR", "0.8000000000"), ("JPY", "150.0000000000")][rng.random_range(0..4)];
        let (status, name, payment) = [
            (10, "Completed", "captured"),
            (10, "Completed", "captured"),
            (2, "Shipped", "captured"),
            (11, "Awaiting Fulfillment", "captured"),
            (1, "Pending", ""),
            (5, "Cancelled", "void"),
            (6, "Declined", "declined"),
            (0, "Incomplete", ""),
            (13, "Disputed", "captured"),
            (12, "Manual Verification Required", "authorized"),
        ][rng.random_range(0..10)];
        let catalogue: Vec<u64> = self.products.keys().copied().collect();
        let coupon = rng.random_range(0..6) == 0;
        let (mut sum, mut off, mut pieces, mut products) = (0i64, 0i64, 0i64, Vec::new());
        for n in 0..rng.random_range(1..4u64) {
            let by_hand = rng.random_range(0..20) == 0;
            let product = &self.products[&catalogue[rng.random_range(0..catalogue.len())]];
            let (quantity, each) = (rng.random_range(1..4i64), rng.random_range(1..90i64) * 100);
            let whole = quantity * each;
            let discount = if coupon && n == 0 { whole / 10 / 100 * 100 } else { 0 };
            (sum, off, pieces) = (sum + whole, off + discount, pieces + quantity);
            let mut line = json!({
                "id": id * 10 + n, "order_id": id, "product_id": if by_hand { json!(0) } else { product["id"].clone() },
                "name": if by_hand { json!("Made to order") } else { product["name"].clone() }, "sku": "S", "type": "physical",
                "base_price": money(each), "price_ex_tax": money(each), "price_inc_tax": money(each), "total_ex_tax": money(whole), "total_inc_tax": money(whole),
                "quantity": quantity, "is_refunded": false, "quantity_refunded": 0, "refund_amount": "0.0000", "parent_order_product_id": null,
                "applied_discounts": if discount > 0 { json!([{ "id": "coupon", "amount": money(discount), "name": "Off", "code": "WELCOME", "target": "product" }]) } else { json!([]) },
                "product_options": [], "variant_id": 1,
            });
            // A newer field, which not every store answers with.
            if !id.is_multiple_of(3) {
                line["discounted_total_inc_tax"] = json!(money(whole - discount));
            }
            products.push(line);
        }
        // A coupon on the whole order shows in no line.
        let on_order = !coupon && rng.random_range(0..12) == 0;
        let order_off = if on_order { (sum - off) / 20 / 100 * 100 } else { 0 };
        let coupons = if off + order_off > 0 {
            vec![
                json!({ "id": id, "coupon_id": 1, "order_id": id, "code": if on_order && off == 0 { "SITEWIDE" } else { "WELCOME" }, "amount": 10, "type": 1, "discount": 1.0 }),
            ]
        } else {
            Vec::new()
        };
        let shipping = if rng.random_range(0..3) == 0 { 500 } else { 0 };
        let total = sum - off - order_off + shipping;
        let zero = "0.0000";
        let resource = |what: &str| json!({ "url": format!("https://api.bigcommerce.com/stores/x/v2/orders/{id}/{what}"), "resource": format!("/orders/{id}/{what}") });
        let head = json!({
            "id": id, "customer_id": customer, "date_created": rfc2822(placed), "date_shipped": "", "status_id": status, "status": name, "payment_status": payment,
            "subtotal_ex_tax": money(sum), "subtotal_inc_tax": money(sum), "subtotal_tax": zero, "base_shipping_cost": money(shipping),
            "shipping_cost_ex_tax": money(shipping), "shipping_cost_inc_tax": money(shipping), "shipping_cost_tax": zero, "total_ex_tax": money(total),
            "total_inc_tax": money(total), "total_tax": zero, "items_total": pieces, "items_shipped": 0, "payment_method": "Manual", "refunded_amount": zero,
            "store_credit_amount": zero, "gift_certificate_amount": zero, "currency_id": 1, "currency_code": currency, "currency_exchange_rate": "1.0000000000",
            "default_currency_id": 1, "default_currency_code": currency, "store_default_currency_code": "USD",
            "store_default_to_transactional_exchange_rate": rate, "discount_amount": "0.0000", "coupon_discount": money(off + order_off),
            "is_deleted": false, "order_source": "www", "external_id": null, "is_email_opt_in": rng.random_range(0..5) == 0, "channel_id": 1,
            "customer_locale": "en", "staff_notes": "", "customer_message": "Leave at door", "ip_address": "192.0.2.1",
            "billing_address": { "first_name": "Jane", "last_name": "Doe", "company": "", "street_1": "1 Main St", "street_2": "", "city": "Austin", "state": "Texas",
                "zip": "78701", "country": "United States", "country_iso2": "US", "phone": "", "email": email, "form_fields": [] },
            "products": resource("products"), "shipping_addresses": resource("shippingaddresses"), "coupons": resource("coupons"),
        });
        let modified = (placed + rng.random_range(0..20 * 86_400)).min(self.clock - 1000).max(placed);
        let brings = !rng.random_range(0..12).eq(&0);
        self.orders.insert(id, Order { head, products, coupons, modified, archived: false, brings });
        if matches!(status, 10 | 2) && rng.random_range(0..6) == 0 {
            match rng.random_range(0..3) {
                0 => self.refund(id, true, modified),
                1 => self.refund(id, false, modified),
                _ => self.set_status(id, 4, modified),
            }
        }
        id
    }

    /// Gives an order's money back, all or the first product's; now and then a payment of it is declined.
    pub fn refund(&mut self, order: u64, whole: bool, at: i64) {
        let id = self.id();
        let Some(o) = self.orders.get(&order) else { return };
        let line = &o.products[0];
        let cents = |v: &Value| v.as_str().unwrap_or("0").replace('.', "").parse::<i64>().unwrap_or(0) / 100;
        let paid = o.products[0].get("discounted_total_inc_tax").map_or_else(|| cents(&line["total_inc_tax"]), cents);
        let amount = if whole { cents(&o.head["total_inc_tax"]) } else { paid };
        let declined = id.is_multiple_of(7);
        self.refunds.insert(
            id,
            json!({ "id": id, "order_id": order, "user_id": 1, "created": iso(at), "reason": if whole { "changed mind" } else { "" }, "total_amount": amount as f64 / 100.0,
                "total_tax": 0.0, "uses_merchant_override_values": false,
                "items": [{ "item_type": "PRODUCT", "item_id": line["id"], "reason": "", "quantity": line["quantity"], "requested_amount": amount as f64 / 100.0, "adjustments": [] }],
                "payments": [{ "id": id, "provider_id": "storecredit", "amount": amount as f64 / 100.0, "offline": false, "is_declined": declined, "declined_message": "" }] }),
        );
        self.set_status(order, if whole && !declined { 4 } else { 14 }, at);
    }

    pub fn set_status(&mut self, order: u64, status: u64, at: i64) {
        if let Some(o) = self.orders.get_mut(&order) {
            o.head["status_id"] = json!(status);
            o.modified = at;
        }
    }

    pub fn archive(&mut self, order: u64, away: bool) {
        let now = self.clock;
        if let Some(o) = self.orders.get_mut(&order) {
            (o.archived, o.modified) = (away, now);
        }
    }

    /// A day in the store's life: new orders and accounts, changes of status, refunds, edits, a bulk edit.
    pub fn live(&mut self, seed: u64) {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        for _ in 0..25 {
            self.pass(60);
            let id = self.place(&mut rng, self.clock);
            if let Some(o) = self.orders.get_mut(&id) {
                o.modified = self.clock;
            }
        }
        let ids: Vec<u64> = self.orders.iter().filter(|(_, o)| o.head["status_id"] != 0).map(|(id, _)| *id).collect();
        for _ in 0..20 {
            self.pass(30);
            let status = [10, 5, 11, 2, 6][rng.random_range(0..5)];
            self.set_status(ids[rng.random_range(0..ids.len())], status, self.clock);
        }
        for n in 0..8 {
            self.pass(45);
            let id = ids[rng.random_range(0..ids.len())];
            if self.orders[&id].head["status_id"] == 10 {
                self.refund(id, n % 2 == 0, self.clock);
            }
        }
        // A bulk edit: more than a page shares one second.
        self.pass(100);
        let now = self.clock;
        for id in ids.iter().take(300) {
            if let Some(o) = self.orders.get_mut(id) {
                o.modified = now;
            }
        }
        for n in 0..4u64 {
            self.pass(7);
            self.sign_up(&format!("new{n}-{seed}@shop.example"), self.clock, &mut rng);
        }
        let (people, subscribers): (Vec<u64>, Vec<u64>) =
            (self.customers.keys().copied().collect(), self.subscribers.keys().copied().collect());
        for id in people.into_iter().skip(5).take(3) {
            self.change_customer(id, |c| c["addresses"][0]["city"] = json!("Lyon"));
        }
        for id in subscribers.into_iter().take(4) {
            self.pass(3);
            let now = iso(self.clock);
            if let Some(s) = self.subscribers.get_mut(&id) {
                let yes = s["consents"].as_array().is_some_and(Vec::is_empty);
                s["consents"] = if yes { json!(["marketing_newsletter"]) } else { json!([]) };
                s["date_modified"] = json!(now);
            }
        }
        let products: BTreeSet<u64> = self.products.keys().copied().take(3).collect();
        for id in products {
            self.pass(5);
            let now = iso(self.clock);
            if let Some(p) = self.products.get_mut(&id) {
                p["calculated_price"] = json!(77.7);
                p["inventory_level"] = json!(0);
                p["date_modified"] = json!(now);
            }
        }
        self.categories.insert(4, format!("Tea and cups {seed}"));
        self.pass(3600);
    }

    pub fn change_customer(&mut self, id: u64, change: impl FnOnce(&mut Value)) {
        self.pass(1);
        let now = iso(self.clock);
        if let Some(c) = self.customers.get_mut(&id) {
            change(c);
            c["date_modified"] = json!(now);
        }
    }
}

/// `Thu, 20 Apr 2017 11:32:00 +0000`, as v2 writes it.
pub fn rfc2822(at: i64) -> String {
    DateTime::from_timestamp(at, 0).unwrap_or_default().format("%a, %d %b %Y %H:%M:%S +0000").to_string()
}

pub fn iso(at: i64) -> String {
    DateTime::from_timestamp(at, 0).unwrap_or_default().format("%Y-%m-%dT%H:%M:%S+00:00").to_string()
}

/// Cents as v2 writes them: `12.3400`.
fn money(cents: i64) -> String {
    format!("{}.{:02}00", cents / 100, cents % 100)
}

fn product(id: u64, rng: &mut impl Rng, made: i64) -> Value {
    let price = f64::from(rng.random_range(200..9000)) / 100.0;
    let category = [3, 4, 9][rng.random_range(0..3)];
    let tracking = ["none", "product", "variant"][rng.random_range(0..3)];
    let variant = |n: u64, level: i64, values: Value| {
        json!({ "id": id * 10 + n, "product_id": id, "sku": format!("SKU-{id}-{n}"), "price": null, "calculated_price": price, "inventory_level": level,
            "purchasing_disabled": false, "option_values": values })
    };
    let variants = if tracking == "variant" {
        let value = |n: u64, label: &str| json!([{ "id": n, "label": label, "option_id": 1, "option_display_name": "Size" }]);
        json!([variant(1, 4, value(1, "250 g")), variant(2, 0, value(2, "1 kg"))])
    } else {
        json!([variant(0, 0, json!([]))])
    };
    json!({
        "id": id, "name": format!("Ethiopia & Filter {id}"), "sku": format!("SKU-{id}"), "price": price, "calculated_price": price,
        "categories": [category], "inventory_level": rng.random_range(0..4), "inventory_tracking": tracking,
        "is_visible": !id.is_multiple_of(19), "availability": "available", "custom_url": { "url": format!("/p{id}/"), "is_customized": false },
        "date_created": iso(made), "date_modified": iso(made + 5), "variants": variants,
        "primary_image": { "id": id, "product_id": id, "is_thumbnail": true, "sort_order": 0, "description": "", "image_file": "a.jpg",
            "url_standard": format!("https://cdn.example/{id}.jpg"), "date_modified": iso(made) },
    })
}
