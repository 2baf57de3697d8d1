//! One read from the shop: signed (OAuth 1.0a), sent with patience, and understood or refused in words.
//!
//! Only GET: nothing is ever written to the shop. The secrets make the signature in `request` and never travel.

use serde_json::Value;
use url::Url;

use super::criteria::Criteria;
use super::trouble;
use crate::host::{HttpRequest, HttpResponse, Secret, http::host_of};
use crate::sources::platform::Secrets;
use crate::sources::{Outside, address, answer, oauth1};
use crate::types::{Error, Progress, Result, Timestamp};

/// Integration keys: who asks, and in whose name.
#[derive(Clone)]
pub struct Keys {
    pub consumer: String,
    pub consumer_secret: Secret,
    pub token: Secret,
    pub token_secret: Secret,
}

impl Keys {
    pub fn new(consumer: &str, secrets: &Secrets) -> Result<Self> {
        let trimmed = |name: &str| Ok::<_, Error>(Secret::new(secrets.get(name)?.reveal().trim()));
        Ok(Self {
            consumer: consumer.trim().to_owned(),
            consumer_secret: trimmed("consumer_secret")?,
            token: trimmed("token")?,
            token_secret: trimmed("token_secret")?,
        })
    }
}

pub struct Client {
    pub outside: Outside,
    /// `https://shop.example/rest/all/V1/`
    base: Url,
    keys: Keys,
}

/// Rows of a question, and how many it has in all.
pub struct Rows {
    pub rows: Vec<Value>,
    pub total: u64,
    pub date: Timestamp,
}

impl Rows {
    /// Whether there are more than these.
    pub fn more(&self, limit: u64) -> bool {
        self.rows.len() as u64 >= limit || self.total > self.rows.len() as u64
    }
}

impl Client {
    /// # Errors
    /// `Refused` for plain http to another machine.
    pub fn new(outside: Outside, base: Url, keys: Keys) -> Result<Self> {
        address::check_safe(&base, false)?;
        Ok(Self { outside, base, keys })
    }

    pub fn host(&self) -> String {
        host_of(self.base.as_str())
    }

    pub fn now(&self) -> Timestamp {
        self.outside.clock.now()
    }

    /// A list by `searchCriteria`. Rows without what each row of this list has are another list's (a cache that mixes
    /// answers up), and none of it is taken.
    ///
    /// # Errors
    /// `Unauthorised`, `NotFound`, `Busy`, `Network`, `Unexpected`, `Cancelled`, each with a sentence.
    pub fn rows(&self, route: &str, criteria: &Criteria, limit: u64, fields: &str, watch: &Progress) -> Result<Rows> {
        let must = match route {
            "orders" => "grand_total",
            "creditmemos" => "order_id",
            "customers/search" => "email",
            "categories/list" => "name",
            _ => "sku",
        };
        let params = criteria.params(limit, fields);
        let (mut body, date) = answer::ask(&self.outside, watch, || self.request(route, &params), |r| self.judge(r))?;
        let total = body.get("total_count").and_then(Value::as_u64);
        let rows = match body.get_mut("items").map(Value::take) {
            Some(Value::Array(rows)) => rows,
            Some(Value::Null) if total == Some(0) => Vec::new(),
            _ => return Err(self.odd("a list was asked for, and its “items” are none")),
        };
        if !rows.is_empty() && rows.iter().all(|r| r.get(must).is_none()) {
            return Err(self.odd(&format!("none of the rows of “{route}” has a “{must}”")));
        }
        Ok(Rows { total: total.ok_or_else(|| self.odd("it does not say how many rows its list has"))?, rows, date })
    }

    /// A single try, for the test, where a person waits for the reason.
    pub fn get_once(&self, route: &str, params: &[(String, String)]) -> Result<Value> {
        Ok(self.judge(&self.outside.http.send(&self.request(route, params)?)?)?.0)
    }

    fn judge(&self, response: &HttpResponse) -> Result<(Value, Timestamp)> {
        let date =
            response.header("date").and_then(|d| chrono::DateTime::parse_from_rfc2822(d.trim()).ok()).map(|d| Timestamp(d.timestamp()));
        let body = trouble::judge(response, &self.who(&self.host()), date, self.now())?;
        // Where the shop does not tell its time: a day ago by our clock, so that nothing is missed.
        Ok((body, date.unwrap_or_else(|| self.now().plus_secs(-86_400))))
    }

    fn request(&self, route: &str, params: &[(String, String)]) -> Result<HttpRequest> {
        let mut url = self.base.join(route).map_err(|e| Error::internal("An address could not be made.").caused_by(e))?;
        let nonce = format!("{:016x}{:016x}", self.outside.chance.number(), self.outside.chance.number());
        let signature = oauth1::Signature {
            key: &self.keys.consumer,
            secret: &self.keys.consumer_secret,
            token: Some((self.keys.token.reveal(), &self.keys.token_secret)),
            nonce: &nonce,
            at: self.now(),
        };
        let header = oauth1::header("GET", &url, params, &signature)?;
        if !params.is_empty() {
            url.set_query(Some(&oauth1::query(params)));
        }
        Ok(HttpRequest::get(url.as_str()).with_header("Accept", "application/json").with_header("Authorization", header))
    }

    pub fn odd(&self, what: &str) -> Error {
        answer::odd(&self.who(&self.host()), what)
    }

    fn who<'a>(&'a self, host: &'a str) -> answer::Who<'a> {
        let hidden = vec![&self.keys.consumer_secret, &self.keys.token, &self.keys.token_secret];
        answer::Who { host, platform: "Magento", hidden }
    }
}
