//! Profiles, events, the key's rights, and what was asked when.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use regulars_core::host::Sleeper;
use serde_json::{Map, Value};

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Profile {
    pub id: String,
    pub email: String,
    pub first: String,
    pub last: String,
    pub phone: String,
    pub locale: String,
    pub country: String,
    pub city: String,
    pub created: i64,
    pub updated: i64,
    pub properties: Map<String, Value>,
    /// `SUBSCRIBED`, `UNSUBSCRIBED` or `NEVER_SUBSCRIBED`, and since when.
    pub consent: (&'static str, Option<i64>),
    pub double_optin: Option<bool>,
    pub sms: (&'static str, Option<i64>),
    /// Reason and moment.
    pub suppression: Vec<(&'static str, i64)>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    pub id: String,
    pub metric: String,
    pub at: i64,
    pub profile: String,
    pub properties: Value,
}

pub struct Klaviyo {
    pub profiles: BTreeMap<String, Profile>,
    pub events: Vec<Event>,
    pub scopes: BTreeSet<&'static str>,
    /// UTC seconds.
    pub now: i64,
    /// Cursors of an earlier epoch are refused.
    pub epoch: u32,
    pub requests: u64,
    /// By whose time the limits are reckoned; without one there are none.
    pub limits: Option<Arc<dyn Sleeper>>,
    /// Endpoint and when, by that time.
    pub asked: Vec<(String, Duration)>,
    /// How often a limit was passed.
    pub violations: u64,
    /// So many of each minute's requests are used by somebody else.
    pub used_by_others: u64,
    /// A page holds no more, whatever is asked for.
    pub page_cap: usize,
    pub next_id: u64,
}

impl Klaviyo {
    pub fn new(now: i64) -> Self {
        Self {
            profiles: BTreeMap::new(),
            events: Vec::new(),
            scopes: ["accounts:read", "events:read", "metrics:read", "profiles:read"].into(),
            now,
            epoch: 0,
            requests: 0,
            limits: None,
            asked: Vec::new(),
            violations: 0,
            used_by_others: 0,
            page_cap: usize::MAX,
            next_id: 0,
        }
    }

    pub fn fresh_id(&mut self, prefix: &str) -> String {
        self.next_id += 1;
        // Not in the order in which they were made, as real ones are not.
        format!("{prefix}{:08X}", (self.next_id as u32).wrapping_mul(2_654_435_761))
    }

    pub fn happen(&mut self, metric: &str, profile: &str, at: i64, properties: Value) {
        let id = self.fresh_id("EV");
        self.events.push(Event { id, metric: metric.to_owned(), at, profile: profile.to_owned(), properties });
    }

    /// They leave: a no, and mail to them is held back. The profile does not count as updated.
    pub fn leave(&mut self, profile: &str, reason: &'static str) {
        let now = self.now;
        if let Some(p) = self.profiles.get_mut(profile) {
            if reason == "UNSUBSCRIBE" {
                p.consent = ("UNSUBSCRIBED", Some(now));
            }
            p.suppression.push((reason, now));
        }
    }

    /// They come back by themselves, which lifts what held mail back.
    pub fn subscribe(&mut self, profile: &str) {
        let now = self.now;
        if let Some(p) = self.profiles.get_mut(profile) {
            (p.consent, p.double_optin, p.updated) = (("SUBSCRIBED", Some(now)), Some(true), now);
            p.suppression.clear();
        }
    }

    /// With all that they did.
    pub fn delete(&mut self, profile: &str) {
        self.profiles.remove(profile);
        self.events.retain(|e| e.profile != profile);
    }
}
