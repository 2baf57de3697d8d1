//! What can happen in the shop.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::json;

use super::make;
use super::shop::{FIRST_PRODUCT, Kind, Shop};
use super::table::{Body, Row};

impl Shop {
    /// Gives back what is left of an order, or one unit of it.
    pub fn refund(&mut self, order: u64, whole: bool) {
        let (number, now) = (self.fresh_number(), self.now());
        self.change(Kind::Orders, order, |o| make::give_back(o, number, whole, now));
    }

    pub fn cancel(&mut self, order: u64) {
        let now = self.now();
        self.change(Kind::Orders, order, |o| o["cancelledAt"] = make::at(now));
    }

    /// One line is taken out of an order; what was paid for it is given back without a refund.
    pub fn edit(&mut self, order: u64) {
        self.change(Kind::Orders, order, |o| {
            o["edited"] = json!(true);
            let euros = o["presentmentCurrencyCode"] == "EUR";
            let cents =
                |v: &serde_json::Value| v["shopMoney"]["amount"].as_str().unwrap_or("0").replace('.', "").parse::<i64>().unwrap_or(0);
            let total = cents(&o["totalPriceSet"]);
            let line = &mut o["lineItems"][0];
            line["currentQuantity"] = json!(0);
            let off = cents(&line["originalTotalSet"]).min(total - 1);
            o["totalReceivedSet"] = make::bag(total - off, euros);
        });
    }

    /// The second customer's orders become the first's, and the second is gone. Shopify calls neither order updated.
    pub fn merge(&mut self, into: u64, from: u64) {
        let to = format!("gid://shopify/Customer/{into}");
        let old = format!("gid://shopify/Customer/{from}");
        let email = self.value(Kind::Customers, into).map(|c| c["defaultEmailAddress"].clone()).unwrap_or_default();
        for id in self.orders.ids() {
            if self.value(Kind::Orders, id).is_some_and(|o| o["customer"]["id"] == old.as_str()) {
                self.change_silently(Kind::Orders, id, |o| {
                    o["customer"]["id"] = json!(to);
                    o["customer"]["defaultEmailAddress"] = email.clone();
                });
            }
        }
        self.customers.remove(from);
        self.change(Kind::Customers, into, |_| {});
    }

    /// A day in the shop's life.
    pub fn live(&mut self, seed: u64) {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let ids = self.orders.ids();
        for _ in 0..25 {
            self.pass(60);
            let now = self.now();
            self.place(&mut rng, now);
        }
        for _ in 0..8 {
            self.pass(30);
            let id = ids[rng.random_range(0..ids.len())];
            self.cancel(id);
        }
        for _ in 0..10 {
            self.pass(45);
            let id = ids[rng.random_range(0..ids.len())];
            let whole = rng.random_range(0..2) == 0;
            if self.value(Kind::Orders, id).is_some_and(|o| {
                matches!(o["displayFinancialStatus"].as_str(), Some("PAID" | "PARTIALLY_REFUNDED")) && o["edited"] == false
            }) {
                self.refund(id, whole);
            }
        }
        for _ in 0..3 {
            self.pass(20);
            let id = ids[rng.random_range(0..ids.len())];
            if self.value(Kind::Orders, id).is_some_and(|o| o["refunds"].as_array().is_some_and(Vec::is_empty)) {
                self.edit(id);
            }
        }
        for id in ids.iter().skip(usize::try_from(seed).unwrap_or(0)).step_by(5).take(20) {
            self.pass(1);
            self.change(Kind::Orders, *id, |o| {
                if o["displayFinancialStatus"] == "PENDING" {
                    o["displayFinancialStatus"] = json!("PAID");
                }
            });
        }
        // A bulk edit: many share one second.
        self.pass(100);
        for id in ids.iter().take(70) {
            self.change(Kind::Orders, *id, |_| {});
        }
        let people = self.customers.ids();
        for n in 0..4 {
            self.pass(7);
            let now = self.now();
            let id = people.last().copied().unwrap_or(0) + 1000 + seed * 10 + n;
            self.customers.put(id, Row { created: now, updated: now, body: Body::Seed(rng.random()) });
        }
        for id in people.iter().skip(3 + usize::try_from(seed).unwrap_or(0)).step_by(7).take(6) {
            self.pass(3);
            let now = self.now();
            self.change(Kind::Customers, *id, |c| {
                c["defaultAddress"] = json!({ "countryCodeV2": "FR", "provinceCode": "69", "city": "Moved-to-Lyon", "zip": "69001" });
                if c["defaultEmailAddress"].is_object() {
                    c["defaultEmailAddress"]["marketingState"] = json!("UNSUBSCRIBED");
                    c["defaultEmailAddress"]["marketingUpdatedAt"] = make::at(now);
                }
            });
        }
        for n in 0..3 {
            self.pass(5);
            self.change(Kind::Products, FIRST_PRODUCT + n, |p| {
                p["priceRangeV2"]["minVariantPrice"]["amount"] = json!("77.70");
                p["variants"][0]["availableForSale"] = json!(false);
            });
        }
        let carts = self.carts.ids();
        for id in carts.iter().take(3) {
            let now = self.now();
            self.change(Kind::Carts, *id, |c| c["completedAt"] = make::at(now));
        }
        self.pass(3600);
    }
}
