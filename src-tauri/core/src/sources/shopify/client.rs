//! One query to one shop, paced by what queries cost.
//!
//! Shopify gives each app a bucket of points that refills steadily. A query is only let in when the points it could cost
//! at most are there; what it did not use comes back with the answer, which also says how full the bucket is. So before
//! each query we wait until it fits, and believe the answer afterwards. How much a page costs is learnt from the first
//! one, and pages are as long as a third of the bucket allows.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};
use url::Url;

use super::access::{self, Access};
use super::documents::{Doc, VERSION};
use super::trouble::{self, Refusal};
use crate::host::http::host_of;
use crate::host::{HttpRequest, HttpResponse, Method, Secret, sleep};
use crate::sources::answer::{self, Who};
use crate::sources::pace::Bucket;
use crate::sources::{Outside, json};
use crate::types::{Code, Error, Progress, Result, Timestamp};

/// The smallest bucket that Shopify gives out, and how it refills.
const SIZE: f64 = 1000.0;
const PER_SECOND: f64 = 100.0;
/// A page may cost this part of the bucket.
const PART: f64 = 0.45;
/// No query may cost more than 1,000, whatever the bucket holds.
const DEAREST: f64 = 900.0;
/// Shopify's own limit for `first`.
pub const LONGEST_PAGE: u64 = 250;
/// So often "throttled" is waited out: another app of the same name may be asking too.
const THROTTLES: u32 = 40;
/// So often an error of Shopify's own is waited out.
const TRIES: u32 = 4;

pub struct Client {
    pub outside: Outside,
    /// `https://my-shop.myshopify.com/`
    pub shop: Url,
    pub access: Arc<Access>,
    bucket: Bucket,
    learnt: Mutex<Learnt>,
}

#[derive(Default)]
struct Learnt {
    size: Option<f64>,
    /// Points a row, by document.
    row: HashMap<&'static str, f64>,
    /// What is known of the longest page that is not too dear, by document.
    longest: HashMap<&'static str, u64>,
}

/// An answer as it came: perhaps data, perhaps refusals, perhaps both.
pub struct Answer {
    pub data: Value,
    pub refusals: Vec<Refusal>,
    /// Shopify's own clock when it answered; else ours.
    pub date: Timestamp,
}

impl Client {
    pub fn new(outside: Outside, shop: Url, access: Access) -> Self {
        Self { outside, shop, access: Arc::new(access), bucket: Bucket::new(SIZE, PER_SECOND), learnt: Mutex::default() }
    }

    pub fn host(&self) -> String {
        host_of(self.shop.as_str())
    }

    pub fn who<'a>(&'a self, host: &'a str) -> Who<'a> {
        trouble::who(host, self.access.hidden())
    }

    /// How many rows to ask for.
    pub fn page_of(&self, doc: &Doc) -> u64 {
        let learnt = self.learnt.lock().unwrap_or_else(PoisonError::into_inner);
        let row = learnt.row.get(doc.name).copied().unwrap_or(doc.row).max(0.01);
        let fits = ((learnt.size.unwrap_or(SIZE) * PART).min(DEAREST) / row).floor();
        let longest = learnt.longest.get(doc.name).copied().unwrap_or(LONGEST_PAGE);
        // A float that is no sensible number becomes 0 here.
        (fits as u64).clamp(1, longest)
    }

    /// A page of a list: `first` is chosen here, at most `most`, and halved when Shopify finds the page too dear.
    ///
    /// # Errors
    /// As `ask`.
    pub fn page(&self, doc: &Doc, variables: &Value, most: u64, watch: &Progress) -> Result<Answer> {
        loop {
            let first = self.page_of(doc).min(most).max(1);
            let mut with = variables.clone();
            if let Value::Object(map) = &mut with {
                map.insert("first".to_owned(), json!(first));
            }
            let answer = self.raw(doc, &with, first, watch)?;
            if first > 1 && answer.refusals.iter().any(|r| r.code == "MAX_COST_EXCEEDED") {
                self.learnt.lock().unwrap_or_else(PoisonError::into_inner).longest.insert(doc.name, first / 2);
                continue;
            }
            return self.whole(answer);
        }
    }

    /// Anything else.
    ///
    /// # Errors
    /// `Unauthorised`, `NotFound`, `Busy`, `Unexpected` as Shopify refuses; those of `Outside::send`.
    pub fn ask(&self, doc: &Doc, variables: &Value, watch: &Progress) -> Result<Answer> {
        self.raw(doc, variables, 1, watch).and_then(|a| self.whole(a))
    }

    fn whole(&self, answer: Answer) -> Result<Answer> {
        let host = self.host();
        match answer.refusals.first() {
            Some(refusal) => Err(refusal.error(&self.who(&host))),
            None => Ok(answer),
        }
    }

    /// As it came; only what waiting can mend was waited out. `rows`: how many are asked for, for reckoning the cost.
    ///
    /// # Errors
    /// As `ask`, but for refusals of an answer.
    pub fn raw(&self, doc: &Doc, variables: &Value, rows: u64, watch: &Progress) -> Result<Answer> {
        let host = self.host();
        let (mut throttled, mut failed) = (0, 0);
        loop {
            self.bucket.take(self.reckoned(doc, rows), self.outside.sleeper.as_ref(), watch)?;
            let answer = self.send(doc, variables, watch)?;
            self.learn(doc, rows, &answer.0);
            let refusals = trouble::refusals(&answer.0);
            let has = |code: &str| refusals.iter().any(|r| r.code == code);
            if has("THROTTLED") && throttled < THROTTLES {
                throttled += 1;
                sleep::wait(self.outside.sleeper.as_ref(), watch, Duration::from_millis(500))?;
                continue;
            }
            let data = answer.0.get("data").cloned().unwrap_or(Value::Null);
            if (has("INTERNAL_SERVER_ERROR") || has("TIMEOUT")) && failed < TRIES {
                failed += 1;
                sleep::wait(self.outside.sleeper.as_ref(), watch, Duration::from_secs(1 << failed))?;
                continue;
            }
            if data.is_null() && refusals.is_empty() {
                return Err(answer::odd(&self.who(&host), "there is no data in it"));
            }
            return Ok(Answer { data, refusals, date: answer.1 });
        }
    }

    /// One exchange, with a fresh token when the old one is not accepted any more.
    fn send(&self, doc: &Doc, variables: &Value, watch: &Progress) -> Result<(Value, Timestamp)> {
        let host = self.host();
        let door = format!("admin/api/{VERSION}/graphql.json");
        let door = self.shop.join(&door).map_err(|e| Error::internal("An address could not be made.").caused_by(e))?;
        let body = json!({ "query": doc.text, "operationName": doc.name, "variables": variables }).to_string();
        let exchange = || -> Result<(Value, Timestamp)> {
            let token = self.access.token(&self.outside, &self.shop, &host, watch)?;
            let make = || Ok(request(&door, &token, &body));
            answer::ask(&self.outside, watch, make, |response| {
                let mut hidden = self.access.hidden();
                hidden.push(&token);
                Ok((trouble::judge(response, &trouble::who(&host, hidden))?, self.date_of(response)))
            })
        };
        match exchange() {
            Err(e) if e.code == Code::Unauthorised && self.access.renew() => exchange(),
            other => other,
        }
    }

    fn date_of(&self, response: &HttpResponse) -> Timestamp {
        let told = response.header("date").and_then(|d| chrono::DateTime::parse_from_rfc2822(d).ok());
        told.map_or_else(|| self.outside.clock.now(), |d| Timestamp(d.timestamp()))
    }

    fn reckoned(&self, doc: &Doc, rows: u64) -> f64 {
        let learnt = self.learnt.lock().unwrap_or_else(PoisonError::into_inner);
        learnt.row.get(doc.name).map_or(doc.row * rows as f64 + 10.0, |row| row * rows as f64)
    }

    fn learn(&self, doc: &Doc, rows: u64, answer: &Value) {
        let Some(cost) = answer.get("extensions").and_then(|e| e.get("cost")) else { return };
        let mut learnt = self.learnt.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(asked) = number(cost, "requestedQueryCost").filter(|c| *c > 0.0) {
            learnt.row.insert(doc.name, asked / rows.max(1) as f64);
        }
        let Some(status) = cost.get("throttleStatus") else { return };
        let size = number(status, "maximumAvailable").zip(number(status, "restoreRate"));
        if let Some((max, _)) = size.filter(|(max, _)| *max >= 1.0) {
            learnt.size = Some(max);
        }
        if let Some(level) = number(status, "currentlyAvailable") {
            self.bucket.set_level(level, size, self.outside.sleeper.as_ref());
        }
    }
}

fn number(v: &Value, key: &str) -> Option<f64> {
    let n = v.get(key)?;
    n.as_f64().or_else(|| json::text(v, key)?.parse().ok()).filter(|n| n.is_finite())
}

fn request(door: &Url, token: &Secret, body: &str) -> HttpRequest {
    let mut headers = access::json_headers();
    headers.push(("X-Shopify-Access-Token".to_owned(), token.reveal().to_owned()));
    HttpRequest { method: Method::Post, url: door.to_string(), headers, json: Some(body.to_owned()) }
}
