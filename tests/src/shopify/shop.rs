//! What is in the shop, who may look at it, and how its clocks go.

use std::sync::Arc;
use std::time::Duration;

use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use regulars_core::host::{Sleeper, SystemSleeper};
use serde_json::Value;

use super::bulk::Operation;
use super::make::{self, Around};
use super::table::{Body, Row, Table};
use super::{CLIENT_ID, CLIENT_SECRET, Fault, TOKEN};

pub const FIRST_CUSTOMER: u64 = 7_000_000_000;
pub const FIRST_PRODUCT: u64 = 8_000_000;
const FIRST_ORDER: u64 = 5_000_000_000;
const FIRST_CART: u64 = 9_000_000_000;

/// How much of customers' data the app may see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Data {
    All,
    /// Customers, but not what names them.
    Nameless,
    None,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    Orders,
    Customers,
    Products,
    Carts,
}

pub struct Shop {
    pub orders: Table,
    pub customers: Table,
    pub products: Table,
    pub carts: Table,
    pub around: Around,
    pub scopes: Vec<&'static str>,
    pub data: Data,
    pub token_revoked: bool,
    pub installed: bool,
    pub frozen: bool,
    /// Points that the bucket holds, and that come back in a second.
    pub plan: (f64, f64),
    pub level: f64,
    pub level_at: Duration,
    /// Queries that were turned away because they did not fit: the documented rate was not kept.
    pub throttled: u64,
    /// Whether "throttled" comes though the bucket says otherwise, so often.
    pub throttle_next: u32,
    /// By which the rate and the life of tokens go.
    pub time: Arc<dyn Sleeper>,
    /// What was updated in the last so many seconds is not found by a search yet.
    pub lag: i64,
    pub operations: Vec<Operation>,
    /// Rows that an operation gets on by with each look at it.
    pub rows_a_look: usize,
    pub most_operations: usize,
    /// Whether finished operations are among those that are listed.
    pub lists_finished: bool,
    /// So many operations fail, with this error.
    pub fail_operations: (u32, &'static str),
    /// Hosts that know no ranges.
    pub whole_files: bool,
    pub faults: Vec<Fault>,
    /// How many more times the faults show; `None`: always.
    pub faults_left: Option<u32>,
    /// Tokens handed out for client credentials, and until when they are good.
    pub tokens: Vec<(String, Duration)>,
    pub token_life: u64,
    /// Requests that were let in.
    pub served: u64,
    /// Operations by name, as they were answered.
    pub asked: Vec<String>,
    clock: Option<i64>,
    next: u64,
}

impl Shop {
    /// No orders, nobody; its clock is this machine's.
    pub fn empty() -> Self {
        Self {
            orders: Table::default(),
            customers: Table::default(),
            products: Table::default(),
            carts: Table::default(),
            around: Around { customers: 0, products: 0 },
            scopes: vec!["read_orders", "read_all_orders", "read_customers", "read_products"],
            data: Data::All,
            token_revoked: false,
            installed: true,
            frozen: false,
            plan: (1000.0, 100.0),
            level: 1000.0,
            level_at: Duration::ZERO,
            throttled: 0,
            throttle_next: 0,
            time: Arc::new(SystemSleeper),
            lag: 0,
            operations: Vec::new(),
            rows_a_look: 100,
            most_operations: 5,
            lists_finished: true,
            fail_operations: (0, ""),
            whole_files: false,
            faults: Vec::new(),
            faults_left: None,
            tokens: Vec::new(),
            token_life: 86_399,
            served: 0,
            asked: Vec::new(),
            clock: None,
            next: 0,
        }
    }

    /// A shop with so many customers and orders, 60 products and a checkout for every ten orders; the same for the same
    /// seed. Its clock stands at `now`.
    pub fn seeded(seed: u64, customers: u64, orders: u64, now: i64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let mut shop = Self { clock: Some(now), around: Around { customers, products: 60 }, ..Self::empty() };
        for n in 0..60 {
            let created = now - rng.random_range(86_400..900 * 86_400);
            shop.add(Kind::Products, FIRST_PRODUCT + n, rng.random(), created, created);
        }
        for n in 0..customers {
            let created = now - rng.random_range(86_400..900 * 86_400);
            let updated = (created + rng.random_range(0..200 * 86_400)).min(now - 700);
            shop.add(Kind::Customers, FIRST_CUSTOMER + n, rng.random(), created, updated);
        }
        for n in 0..orders {
            let created = now - 900 * 86_400 + i64::try_from(n * 899 * 86_400 / orders.max(1)).unwrap_or(0);
            let updated = (created + rng.random_range(0..20 * 86_400)).min(now - 700);
            shop.add(Kind::Orders, FIRST_ORDER + n * 7, rng.random(), created, updated);
        }
        for n in 0..orders / 10 {
            let created = now - rng.random_range(86_400..80 * 86_400);
            shop.add(Kind::Carts, FIRST_CART + n * 3, rng.random(), created, (created + 3600).min(now - 700));
        }
        shop.next = FIRST_ORDER + orders * 7 + 1_000_000;
        shop
    }

    /// A plan on which a real clock does not make tests wait.
    pub fn quick(mut self) -> Self {
        self.plan = (1e9, 1e9);
        self.level = 1e9;
        self.rows_a_look = 100_000;
        self
    }

    /// Whose finished operations nobody can take over: then every first sync asks the same.
    pub fn forgetful(mut self) -> Self {
        self.lists_finished = false;
        self
    }

    fn add(&mut self, kind: Kind, id: u64, seed: u64, created: i64, updated: i64) {
        self.table_mut(kind).put(id, Row { created, updated, body: Body::Seed(seed) });
    }

    /// A new order, at `when`.
    pub fn place(&mut self, rng: &mut impl Rng, when: i64) -> u64 {
        self.next += 7;
        let id = self.next;
        self.add(Kind::Orders, id, rng.random(), when, when);
        id
    }

    pub fn fresh_number(&mut self) -> u64 {
        self.next += 7;
        self.next
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

    pub fn table(&self, kind: Kind) -> &Table {
        match kind {
            Kind::Orders => &self.orders,
            Kind::Customers => &self.customers,
            Kind::Products => &self.products,
            Kind::Carts => &self.carts,
        }
    }

    pub fn table_mut(&mut self, kind: Kind) -> &mut Table {
        match kind {
            Kind::Orders => &mut self.orders,
            Kind::Customers => &mut self.customers,
            Kind::Products => &mut self.products,
            Kind::Carts => &mut self.carts,
        }
    }

    /// The whole thing as Shopify holds it.
    pub fn value(&self, kind: Kind, id: u64) -> Option<Value> {
        let row = self.table(kind).get(id)?;
        Some(match &row.body {
            Body::Own(v) => (**v).clone(),
            Body::Seed(seed) => match kind {
                Kind::Orders => make::order(id, *seed, row.created, row.updated, self.around),
                Kind::Customers => make::customer(id, *seed, row.created, row.updated),
                Kind::Products => make::product(id, *seed, row.created, row.updated),
                Kind::Carts => make::cart(id, *seed, row.created, row.updated, self.around),
            },
        })
    }

    pub fn all(&self, kind: Kind) -> Vec<Value> {
        self.table(kind).ids().into_iter().filter_map(|id| self.value(kind, id)).collect()
    }

    /// Changes a thing; from then on it was updated now.
    pub fn change(&mut self, kind: Kind, id: u64, change: impl FnOnce(&mut Value)) {
        let Some(mut v) = self.value(kind, id) else { return };
        let now = self.now();
        let created = self.table(kind).get(id).map_or(now, |r| r.created);
        v["updatedAt"] = make::at(now);
        change(&mut v);
        self.table_mut(kind).put(id, Row { created, updated: now, body: Body::Own(Box::new(v)) });
    }

    /// As `change`, without Shopify noticing that it was updated.
    pub fn change_silently(&mut self, kind: Kind, id: u64, change: impl FnOnce(&mut Value)) {
        let Some(mut v) = self.value(kind, id) else { return };
        change(&mut v);
        let Some(row) = self.table(kind).get(id).cloned() else { return };
        self.table_mut(kind).put(id, Row { body: Body::Own(Box::new(v)), ..row });
    }

    /// What the token may be used for; `None` for one that opens nothing.
    pub fn knows(&self, token: &str) -> bool {
        let now = self.time.elapsed();
        (token == TOKEN && !self.token_revoked) || self.tokens.iter().any(|(t, until)| t == token && now < *until)
    }

    /// A token for the right client credentials.
    pub fn hand_out(&mut self, id: &str, secret: &str) -> Option<String> {
        if id != CLIENT_ID || secret != CLIENT_SECRET || self.token_revoked {
            return None;
        }
        let token = format!("shpat_handed_out_canary_{:04}", self.tokens.len());
        self.tokens.push((token.clone(), self.time.elapsed() + Duration::from_secs(self.token_life)));
        Some(token)
    }

    /// Takes points from the bucket; `false` when they are not there.
    pub fn take(&mut self, points: f64) -> bool {
        self.refill();
        if self.throttle_next > 0 {
            self.throttle_next -= 1;
            return false;
        }
        if points > self.level + 0.001 {
            self.throttled += 1;
            return false;
        }
        self.level -= points;
        true
    }

    pub fn refill(&mut self) {
        let now = self.time.elapsed();
        let passed = now.saturating_sub(self.level_at).as_secs_f64();
        self.level = (self.level + passed * self.plan.1).min(self.plan.0);
        self.level_at = now;
    }
}
