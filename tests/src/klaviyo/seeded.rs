//! An account with a past, made from a seed, and days on which things happen in it.

use serde_json::{Map, json};

use super::state::{Klaviyo, Profile};
use crate::dice::Dice;

const DAY: i64 = 86_400;

impl Klaviyo {
    pub fn seeded(seed: u64, people: u64, now: i64) -> Self {
        let mut sim = Self::new(now);
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        for n in 0..people {
            sim.join(&mut dice, &format!("k{n}@example.com"), now - DAY * 700);
        }
        let ids: Vec<String> = sim.profiles.keys().cloned().collect();
        for id in &ids {
            for _ in 0..dice.roll(9) {
                let at = now - DAY * 500 + dice.roll(DAY as u64 * 499) as i64;
                sim.something(&mut dice, id, at);
            }
        }
        sim
    }

    fn join(&mut self, dice: &mut Dice, email: &str, from: i64) {
        let id = self.fresh_id("01K");
        let created = from + dice.roll((self.now - from).max(2) as u64 / 2) as i64;
        // A third was touched at one moment, by an import.
        let updated = if dice.roll(3) == 0 { self.now - DAY * 100 } else { created + dice.roll((self.now - created).max(2) as u64) as i64 };
        let said = Some(created + 60);
        let consent = match dice.roll(10) {
            0..=5 => ("SUBSCRIBED", said),
            6 => ("UNSUBSCRIBED", said),
            _ => ("NEVER_SUBSCRIBED", None),
        };
        let suppression = match dice.roll(12) {
            0 => vec![("USER_SUPPRESSED", created + 30)],
            1 => vec![("HARD_BOUNCE", created + 500)],
            _ if consent.0 == "UNSUBSCRIBED" => vec![("UNSUBSCRIBE", created + 60)],
            _ => Vec::new(),
        };
        let mut properties = Map::new();
        properties.insert("Favourite tea".into(), json!(*dice.pick(&["green", "black"])));
        properties.insert("$source".into(), json!("Footer form"));
        if dice.roll(3) == 0 {
            properties.insert("Interests".into(), json!(["mugs", "tea"]));
        }
        let p = Profile {
            id: id.clone(),
            // One in fifteen is known by phone alone.
            email: if dice.roll(15) == 0 { String::new() } else { email.to_owned() },
            first: (*dice.pick(&["Ann", "Ben", ""])).to_owned(),
            last: (*dice.pick(&["Ash", ""])).to_owned(),
            phone: "+4943112345".to_owned(),
            locale: (*dice.pick(&["de-DE", "en-US", ""])).to_owned(),
            country: (*dice.pick(&["Germany", "United Kingdom", ""])).to_owned(),
            city: (*dice.pick(&["Kiel", ""])).to_owned(),
            created,
            updated: updated.max(created),
            properties,
            consent,
            double_optin: *dice.pick(&[Some(true), Some(false), None]),
            sms: if dice.roll(5) == 0 { ("SUBSCRIBED", said) } else { ("NEVER_SUBSCRIBED", None) },
            suppression,
        };
        self.profiles.insert(id, p);
    }

    fn something(&mut self, dice: &mut Dice, profile: &str, at: i64) {
        let items = json!([
            { "ProductID": "P1", "ProductName": "Mug", "Quantity": 2, "ItemPrice": 9.99, "RowTotal": 19.98 },
            { "ProductID": 22, "ProductName": "Tea", "Quantity": 1, "ItemPrice": "4.05" }
        ]);
        let mail = json!({ "Campaign Name": format!("Letter {}", dice.roll(5)), "Subject": "Hello", "$message": "X" });
        match dice.roll(10) {
            0 => self.happen("Received Email", profile, at, mail),
            1 => self.happen("Opened Email", profile, at, mail),
            2 => {
                let mut click = mail;
                click["URL"] = json!("https://shop.example/tea");
                self.happen("Clicked Email", profile, at, click);
            }
            3 => self.happen("Bounced Email", profile, at, mail),
            4 => self.happen(
                "Viewed Product",
                profile,
                at,
                json!({ "ProductID": "P1", "ProductName": "Mug", "Price": 9.99, "URL": "https://shop.example/mug" }),
            ),
            5 => self.happen("Added to Cart", profile, at, json!({ "$value": 19.98, "AddedItemProductName": "Mug" })),
            6 => self.happen("Started Checkout", profile, at, json!({ "$value": 24.03, "Items": items })),
            7 => self.happen("Submitted Search", profile, at, json!({ "SearchTerm": "blue mug" })),
            8 => self.happen("Store Visited", profile, at, json!({ "City": "Kiel" })),
            _ => {
                let number = self.fresh_id("O");
                let order = json!({ "OrderId": number, "$value": 24.03 + dice.roll(100) as f64, "Items": items, "DiscountCode": "TEA10", "$currency_code": "EUR" });
                self.happen("Placed Order", profile, at, order.clone());
                for (metric, sides) in [("Refunded Order", 6), ("Cancelled Order", 7)] {
                    if dice.roll(sides) == 0 {
                        let mut after = order.clone();
                        if metric == "Refunded Order" {
                            after["$value"] = json!(4.05);
                        }
                        self.happen(metric, profile, at + 3600, after);
                    }
                }
            }
        }
    }

    /// A day on which people join, change, leave, come back and are deleted, and do things; some of it is told late.
    pub fn live(&mut self, day: u64) {
        let mut dice = Dice(day.wrapping_mul(0x2545_f491_4f6c_dd1d) | 77);
        let before = self.now;
        for n in 0..7 {
            self.now += 60;
            self.join(&mut dice, &format!("new{day}x{n}@example.com"), before);
        }
        let ids: Vec<String> = self.profiles.keys().cloned().collect();
        for id in ids {
            self.now += 5;
            let now = self.now;
            match dice.roll(20) {
                0 => self.leave(&id, "UNSUBSCRIBE"),
                1 => self.leave(&id, "HARD_BOUNCE"),
                2 => self.subscribe(&id),
                3 => {
                    if let Some(p) = self.profiles.get_mut(&id) {
                        p.properties.insert("Favourite tea".into(), json!("white"));
                        p.updated = now;
                    }
                }
                4 if dice.roll(3) == 0 => self.delete(&id),
                5..=9 => self.something(&mut dice, &id, now),
                // Two days ago, but told now.
                10 => self.happen("Store Visited", &id, now - DAY * 2, json!({ "City": "Late" })),
                _ => {}
            }
        }
        self.now = before + DAY + 3600;
    }
}
