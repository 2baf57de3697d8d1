//! What happens in the shop between two syncs: a day's orders, edits, refunds, the bin, and what is deleted for good.

use std::collections::BTreeSet;

use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::json;

use super::shop::{account, stamp};
use super::{Shop, catalogue};

/// Numbers of what was deleted for good; of accounts their addresses.
#[derive(Debug, Clone, Default)]
pub struct Deleted {
    pub orders: BTreeSet<u64>,
    pub refunds: BTreeSet<u64>,
    pub products: BTreeSet<u64>,
    pub accounts: BTreeSet<String>,
    pub reviews: BTreeSet<u64>,
    pub reviewers: BTreeSet<String>,
}

impl Shop {
    /// A day in the shop's life: new orders and accounts, changes of status, refunds, edits, a bulk edit, the bin.
    pub fn live(&mut self, seed: u64) {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        for _ in 0..25 {
            self.pass(60);
            let id = self.place(&mut rng, self.now());
            self.touch_order(id, self.now());
        }
        let ids: Vec<u64> = self.orders.keys().copied().collect();
        let pick = |rng: &mut ChaCha8Rng| ids[rng.random_range(0..ids.len())];
        for _ in 0..20 {
            self.pass(30);
            let id = pick(&mut rng);
            if self.orders[&id]["status"] != "trash" {
                self.set_status(id, ["completed", "cancelled", "processing"][rng.random_range(0..3)]);
            }
        }
        for _ in 0..6 {
            self.pass(45);
            let id = pick(&mut rng);
            if self.orders[&id]["status"] == "completed" {
                let now = self.now();
                self.refund(id, rng.random_range(0..2) == 0, now);
            }
        }
        for _ in 0..5 {
            self.pass(10);
            self.set_status(pick(&mut rng), "trash");
        }
        // A bulk edit: more than a page shares one second.
        self.pass(100);
        let now = self.now();
        for id in ids.iter().take(150) {
            self.touch_order(*id, now);
        }
        for n in 0..4u64 {
            self.pass(7);
            let (id, now) = (self.id(), self.now());
            self.customers.insert(id, account(id, &format!("new{n}-{seed}@example.com"), "customer", &mut rng, now));
        }
        let edited: Vec<u64> = self.customers.keys().copied().skip(5).take(3).collect();
        for id in edited {
            let now = self.now();
            if let Some(c) = self.customers.get_mut(&id) {
                c["billing"]["city"] = json!("Moved-to-Lyon");
                c["date_modified"] = json!(stamp(now));
                c["date_modified_gmt"] = json!(stamp(now));
            }
        }
        let priced: Vec<u64> = self.products.keys().copied().take(3).collect();
        for (n, id) in priced.into_iter().enumerate() {
            let now = self.now();
            if let Some(p) = self.products.get_mut(&id) {
                p["price"] = json!("77.70");
                if n == 2 {
                    p["status"] = json!("trash");
                }
                p["date_modified"] = json!(stamp(now));
                p["date_modified_gmt"] = json!(stamp(now));
            }
        }
        self.forget(&mut rng);
        self.pass(90_000);
    }

    /// Deletions, and edits that WooCommerce does not stamp.
    fn forget(&mut self, rng: &mut impl Rng) {
        for _ in 0..3 {
            let orders: Vec<u64> = self.orders.keys().copied().collect();
            self.delete_order(orders[rng.random_range(0..orders.len())]);
        }
        let refunds: Vec<u64> = self.refunds.keys().copied().collect();
        if !refunds.is_empty() {
            self.delete_refund(refunds[rng.random_range(0..refunds.len())]);
        }
        let accounts: Vec<u64> = self.customers.keys().copied().filter(|id| *id != 1).collect();
        self.delete_account(accounts[rng.random_range(0..accounts.len())]);
        let products: Vec<u64> = self.products.keys().copied().skip(3).collect();
        self.delete_product(products[rng.random_range(0..products.len())]);
        if let Some((_, last)) = self.orders.iter_mut().next_back() {
            last["total"] = json!("123.45");
        }
        let now = self.now();
        for _ in 0..3 {
            catalogue::add_review(self, rng, now);
        }
        let reviews: Vec<u64> = self.reviews.keys().copied().collect();
        let (held, gone) = (reviews[rng.random_range(0..reviews.len())], reviews[rng.random_range(0..reviews.len())]);
        if let Some(r) = self.reviews.get_mut(&held) {
            r["status"] = json!("hold");
        }
        self.delete_review(gone);
        let variable: Vec<u64> = self.variations.keys().copied().filter(|p| self.products.contains_key(p)).collect();
        if let Some(product) = variable.first() {
            catalogue::change_variations(self, *product, now);
        }
    }

    pub fn delete_order(&mut self, id: u64) {
        self.orders.remove(&id);
        self.refunds.retain(|_, r| r["parent_id"] != id);
        self.deleted.orders.insert(id);
    }

    /// Its order keeps its date of modification.
    pub fn delete_refund(&mut self, id: u64) {
        let Some(refund) = self.refunds.remove(&id) else { return };
        if let Some(o) = refund["parent_id"].as_u64().and_then(|o| self.orders.get_mut(&o))
            && let Some(all) = o["refunds"].as_array_mut()
        {
            all.retain(|r| r["id"] != id);
        }
        self.deleted.refunds.insert(id);
    }

    /// Its orders become a guest's, and keep their dates.
    pub fn delete_account(&mut self, id: u64) {
        let Some(account) = self.customers.remove(&id) else { return };
        for o in self.orders.values_mut().filter(|o| o["customer_id"] == id) {
            o["customer_id"] = json!(0);
        }
        self.deleted.accounts.insert(account["email"].as_str().unwrap_or("").to_lowercase());
    }

    pub fn delete_product(&mut self, id: u64) {
        self.products.remove(&id);
        self.variations.remove(&id);
        self.deleted.products.insert(id);
    }

    pub fn delete_review(&mut self, id: u64) {
        if let Some(r) = self.reviews.remove(&id) {
            self.deleted.reviewers.insert(r["reviewer_email"].as_str().unwrap_or("").to_lowercase());
        }
        self.deleted.reviews.insert(id);
    }
}
