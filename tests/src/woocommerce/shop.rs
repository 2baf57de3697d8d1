//! What is in the shop, made from a seed, and what can happen to it. Bodies have the fields of the recorded ones.

use std::collections::{BTreeMap, BTreeSet};

use chrono::DateTime;
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};

use super::changes::Deleted;
use super::{Fault, Version, catalogue};

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Permission {
    Read,
    Write,
    ReadWrite,
}

pub struct Shop {
    pub orders: BTreeMap<u64, Value>,
    pub customers: BTreeMap<u64, Value>,
    pub products: BTreeMap<u64, Value>,
    /// By id; `parent_id` is the order.
    pub refunds: BTreeMap<u64, Value>,
    pub permission: Permission,
    pub key_revoked: bool,
    /// The shop's own idea of its host, when it differs from how it is asked.
    pub site: Option<String>,
    /// The folder WordPress is in, such as `/shop`; empty at the root.
    pub folder: String,
    /// Whether `/wp-json/` works; without it only `?rest_route=`.
    pub pretty: bool,
    pub woocommerce: bool,
    pub version: Version,
    /// In which it says what is wrong: `en`, `de` or `ja`.
    pub language: &'static str,
    /// The variations of variable products.
    pub variations: BTreeMap<u64, BTreeMap<u64, Value>>,
    pub reviews: BTreeMap<u64, Value>,
    /// What was deleted for good.
    pub deleted: Deleted,
    pub faults: Vec<Fault>,
    /// How many more times the faults show; `None`: always.
    pub faults_left: Option<u32>,
    pub nonces: BTreeSet<String>,
    /// Requests for the API that were let in.
    pub served: u64,
    clock: Option<i64>,
    next_id: u64,
    pub(super) shuffle: u64,
}

const COUNTRIES: [&str; 7] = ["US", "BR", "GB", "FR", "DE", "JP", "CA"];
const FIRST: [&str; 8] = ["Mary Ann", "O’Brien", "Jürgen", "Zoë", "Ana", "李", "Sam", ""];
const LAST: [&str; 7] = ["Smith", "Петрова", "王", "Müller-Lüdenscheidt", "O'Neil", "da Silva", ""];

impl Shop {
    /// No orders, nobody; its clock is this machine's.
    pub fn empty() -> Self {
        Self {
            orders: BTreeMap::new(),
            customers: BTreeMap::new(),
            products: BTreeMap::new(),
            refunds: BTreeMap::new(),
            permission: Permission::Read,
            key_revoked: false,
            site: None,
            folder: String::new(),
            pretty: true,
            woocommerce: true,
            version: Version::NEWEST,
            language: "en",
            variations: BTreeMap::new(),
            reviews: BTreeMap::new(),
            deleted: Deleted::default(),
            faults: Vec::new(),
            faults_left: None,
            nonces: BTreeSet::new(),
            served: 0,
            clock: None,
            next_id: 10,
            shuffle: 0,
        }
    }

    /// A shop with so many accounts and orders; the same for the same seed. Its clock stands at `now`.
    pub fn seeded(seed: u64, customers: u64, orders: u64, now: i64) -> Self {
        Self::seeded_as(seed, customers, orders, now, Version::NEWEST)
    }

    pub fn seeded_as(seed: u64, customers: u64, orders: u64, now: i64, version: Version) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let mut shop = Self { clock: Some(now), version, ..Self::empty() };
        shop.customers.insert(1, account(1, "admin@shop.example", "administrator", &mut rng, now - 800 * 86_400));
        for _ in 0..40 {
            catalogue::add_product(&mut shop, &mut rng, now);
        }
        for n in 0..customers {
            let id = shop.id();
            let email = match n % 4 {
                0 => format!("User.{n}@Example.COM"),
                1 => format!("u{n}+tag@mail.example.org"),
                2 => format!("o'neil{n}@example.net"),
                _ => format!("user{n}@example.com"),
            };
            let made = now - rng.random_range(86_400..800 * 86_400);
            shop.customers.insert(id, account(id, &email, if n % 9 == 8 { "subscriber" } else { "customer" }, &mut rng, made));
        }
        // Numbers are given as time goes by.
        let mut moments: Vec<i64> = (0..orders).map(|_| now - rng.random_range(3600..900 * 86_400)).collect();
        moments.sort_unstable();
        for placed in moments {
            shop.place(&mut rng, placed);
        }
        for _ in 0..orders / 8 {
            catalogue::add_review(&mut shop, &mut rng, now - 3600);
        }
        shop
    }

    pub fn now(&self) -> i64 {
        #[expect(clippy::disallowed_methods, reason = "a simulator may know what time it is")]
        let real = || chrono::Utc::now().timestamp();
        self.clock.unwrap_or_else(real)
    }

    pub fn set_clock(&mut self, now: Option<i64>) {
        self.clock = now;
    }

    pub fn pass(&mut self, seconds: i64) {
        self.clock = Some(self.now() + seconds);
    }

    pub(super) fn id(&mut self) -> u64 {
        self.next_id += 1;
        self.next_id
    }

    /// A new order by an account, a guest or nobody; returns its id.
    pub fn place(&mut self, rng: &mut impl Rng, placed: i64) -> u64 {
        let id = self.id();
        let accounts: Vec<u64> = self.customers.keys().copied().filter(|id| *id != 1).collect();
        let (customer_id, billing) = match rng.random_range(0..100) {
            0..60 if !accounts.is_empty() => {
                let id = accounts[rng.random_range(0..accounts.len())];
                (id, self.customers[&id]["billing"].clone())
            }
            60..98 => (0, billing(&format!("guest{}@example.com", rng.random_range(0..80)), rng)),
            _ => (0, billing("", rng)),
        };
        let currency = ["USD", "USD", "USD", "USD", "KWD", "EUR", "JPY"][rng.random_range(0..7)];
        let status =
            ["completed", "completed", "completed", "processing", "processing", "pending", "on-hold", "failed", "cancelled", "shipped"]
                [rng.random_range(0..10)];
        let products: Vec<u64> = self.products.keys().copied().collect();
        let mut cents = 0;
        let mut lines = Vec::new();
        for n in 0..rng.random_range(1..4u64) {
            let product = &self.products[&products[rng.random_range(0..products.len())]];
            let variable = product["type"] == "variable";
            let gone = rng.random_range(0..40) == 0;
            let (quantity, each) = (rng.random_range(1..4i64), rng.random_range(100..9000i64));
            cents += quantity * each;
            lines.push(json!({
                "id": id * 10 + n, "name": if variable { format!("{} - 1kg", product["name"].as_str().unwrap_or("")) } else { product["name"].as_str().unwrap_or("").to_owned() },
                "product_id": if gone { json!(0) } else { product["id"].clone() }, "variation_id": product["variations"][0].as_u64().unwrap_or(0),
                "quantity": quantity, "tax_class": "", "subtotal": money(quantity * each), "subtotal_tax": "0.00", "total": money(quantity * each),
                "total_tax": "0.00", "taxes": [], "meta_data": [{ "id": 1, "key": "_reduced_stock", "value": "1", "display_key": "_reduced_stock", "display_value": "1" }],
                "sku": product["sku"], "price": (quantity * each) as f64 / 100.0 / quantity as f64, "image": { "id": "", "src": "" },
                "parent_name": if variable { product["name"].clone() } else { Value::Null },
            }));
        }
        let (mut discount, mut coupons) = (0, Vec::new());
        if rng.random_range(0..10) == 0 {
            discount = cents / 10;
            let first = &mut lines[0];
            let before = (first["total"].as_str().unwrap_or("0").replace('.', "")).parse::<i64>().unwrap_or(0);
            discount = discount.min(before);
            first["total"] = json!(money(before - discount));
            coupons
                .push(json!({ "id": id * 10 + 8, "code": "welcome10", "discount": money(discount), "discount_tax": "0", "meta_data": [],
                "discount_type": "percent", "nominal_amount": 10, "free_shipping": false }));
        }
        let fee = if rng.random_range(0..12) == 0 { 150 } else { 0 };
        let shipping = if rng.random_range(0..3) == 0 { 499 } else { 0 };
        let paid = matches!(status, "completed" | "processing" | "shipped");
        let mut meta = Vec::new();
        if rng.random_range(0..3) == 0 {
            let came_from = ["tiktok", "newsletter", "google"][rng.random_range(0..3)];
            meta.push(json!({ "id": 1, "key": "_opt", "value": { "nested": { "a": [1, 2, null] } } }));
            // WooCommerce notes it itself since 8.5; before, plugins did.
            let key = if self.version.is_at_least(8, 5) { "_wc_order_attribution_utm_source" } else { "_utm_source" };
            meta.push(json!({ "id": 2, "key": key, "value": came_from }));
            if self.version.is_at_least(8, 5) {
                meta.push(
                    json!({ "id": 4, "key": "_wc_order_attribution_session_entry", "value": "https://shop.example/sale/?utm_medium=x" }),
                );
            }
        }
        match rng.random_range(0..6) {
            0 => meta.push(json!({ "id": 3, "key": "mailchimp_woocommerce_is_subscribed", "value": "1" })),
            1 => meta.push(json!({ "id": 3, "key": "mailchimp_woocommerce_is_subscribed", "value": "0" })),
            2 => meta.push(json!({ "id": 3, "key": "mailchimp_woocommerce_is_subscribed", "value": "" })),
            _ => {}
        }
        let modified = (placed + rng.random_range(0..20 * 86_400)).min(self.now() - 1000);
        let mut order = json!({
            "id": id, "parent_id": 0, "status": status, "currency": currency, "version": self.version.text, "prices_include_tax": false,
            "date_created": stamp(placed), "date_modified": stamp(modified), "discount_total": money(discount), "discount_tax": "0.00",
            "shipping_total": money(shipping), "shipping_tax": "0.00", "cart_tax": "0.00", "total": money(cents - discount + fee + shipping),
            "total_tax": "0.00", "customer_id": customer_id, "order_key": format!("wc_order_{id}"), "billing": billing, "shipping": {},
            "payment_method": "bacs", "payment_method_title": "Card", "transaction_id": "", "customer_ip_address": "192.0.2.1", "customer_user_agent": "",
            "created_via": "checkout", "customer_note": "Leave at door\nthanks", "date_completed": null,
            "date_paid": if paid { json!(stamp(placed + 30)) } else { Value::Null }, "cart_hash": "", "number": id.to_string(), "meta_data": meta,
            "line_items": lines, "tax_lines": [], "shipping_lines": [], "fee_lines": [], "coupon_lines": coupons, "refunds": [],
            "payment_url": format!("https://shop.example/checkout/order-pay/{id}/"), "is_editable": false, "needs_payment": !paid, "needs_processing": true,
            "date_created_gmt": stamp(placed), "date_modified_gmt": stamp(modified), "date_completed_gmt": null,
            "date_paid_gmt": if paid { json!(stamp(placed + 30)) } else { Value::Null }, "currency_symbol": "$", "_links": {},
        });
        if fee > 0 {
            order["fee_lines"] = json!([{ "id": id * 10 + 9, "name": "Handling", "tax_class": "", "tax_status": "taxable", "amount": "", "total": money(fee),
                "total_tax": "0.00", "taxes": [], "meta_data": [] }]);
        }
        self.orders.insert(id, order);
        if paid && rng.random_range(0..9) == 0 {
            let whole = rng.random_range(0..2) == 0;
            self.refund(id, whole, modified);
        }
        id
    }

    /// Gives an order's money back, all or half of it, at `at`.
    pub fn refund(&mut self, order: u64, whole: bool, at: i64) {
        let id = self.id();
        let o = self.orders.get_mut(&order).expect("the order is there");
        let total: i64 = o["total"].as_str().unwrap_or("0").replace('.', "").parse().unwrap_or(0);
        let amount = if whole { total } else { total / 2 };
        if whole {
            o["status"] = json!("refunded");
        }
        let reason = if whole { "Order fully refunded." } else { "damaged" };
        o["refunds"].as_array_mut().expect("a list").push(json!({ "id": id, "reason": reason, "total": format!("-{}", money(amount)) }));
        self.refunds.insert(
            id,
            json!({ "id": id, "parent_id": order, "date_created": stamp(at), "date_created_gmt": stamp(at), "amount": money(amount), "reason": reason,
                "refunded_by": 1, "refunded_payment": false, "meta_data": [], "line_items": [], "shipping_lines": [], "tax_lines": [], "fee_lines": [], "_links": {} }),
        );
        // Before 7.7 a partial refund did not stamp its order.
        if whole || self.version.is_at_least(7, 7) {
            self.touch_order(order, at);
        }
    }

    pub fn touch_order(&mut self, order: u64, at: i64) {
        if let Some(o) = self.orders.get_mut(&order) {
            o["date_modified"] = json!(stamp(at));
            o["date_modified_gmt"] = json!(stamp(at));
        }
    }

    pub fn set_status(&mut self, order: u64, status: &str) {
        let now = self.now();
        if let Some(o) = self.orders.get_mut(&order) {
            o["status"] = json!(status);
        }
        self.touch_order(order, now);
    }
}

pub fn stamp(at: i64) -> String {
    DateTime::from_timestamp(at, 0).unwrap_or_default().format("%Y-%m-%dT%H:%M:%S").to_string()
}

pub(super) fn money(cents: i64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

fn phone(rng: &mut impl Rng) -> String {
    if rng.random_range(0..3) == 0 { String::new() } else { format!("(212) 555-01{:02} ext. 5", rng.random_range(0..100)) }
}

fn billing(email: &str, rng: &mut impl Rng) -> Value {
    let mut one = |of: &[&'static str]| of[rng.random_range(0..of.len())];
    let (first, last, country) = (one(&FIRST), one(&LAST), one(&COUNTRIES));
    json!({
        "first_name": first, "last_name": last, "company": "",
        "address_1": "404 Main St; Apt #2", "address_2": "", "city": "São Paulo", "postcode": "01310-100",
        "country": country, "state": "SP", "email": email, "phone": phone(rng),
    })
}

pub(super) fn account(id: u64, email: &str, role: &str, rng: &mut impl Rng, made: i64) -> Value {
    let billing = if role == "administrator" { json!({ "first_name": "", "country": "", "email": "" }) } else { billing(email, rng) };
    let opted = ["", "1", "yes", "no"][rng.random_range(0..4)];
    json!({
        "id": id, "date_created": stamp(made), "date_created_gmt": stamp(made), "date_modified": stamp(made + 60), "date_modified_gmt": stamp(made + 60),
        "email": email, "first_name": billing["first_name"], "last_name": "", "role": role, "username": format!("user{id}"), "billing": billing,
        "shipping": { "first_name": "", "country": "" }, "is_paying_customer": true, "avatar_url": "https://secure.gravatar.com/avatar/0",
        "meta_data": [{ "id": 45, "key": "marketing_opt_in", "value": opted }, { "id": 46, "key": "birthday", "value": "1990-02-29" }], "_links": {},
    })
}
