//! One read from the store: with its token, within its allowance, sent with patience, and understood or refused in words.
//!
//! Only GET: nothing is ever written to the store. The token is put into a request in `request` and nowhere else.

use std::sync::Arc;

use serde_json::Value;
use url::Url;

use super::quota::Metered;
use crate::host::{HttpRequest, HttpResponse, Secret, http::host_of};
use crate::sources::{Outside, answer, json};
use crate::types::{Code, Error, Progress, Result, Timestamp};

pub struct Client {
    outside: Outside,
    quota: Arc<Metered>,
    base: Url,
    token: Secret,
}

pub struct Answer {
    pub body: Value,
    /// The store's own clock when it answered; a day ago by ours where it does not tell, so that nothing is missed.
    pub date: Timestamp,
}

/// A page of v3: `{ data: […], meta: { pagination } }`.
pub struct Rows {
    pub rows: Vec<Value>,
    pub total: Option<u64>,
    /// Where the next page begins, where the store pages by cursors.
    pub next: Option<String>,
    pub date: Timestamp,
}

impl Client {
    pub fn new(outside: Outside, base: Url, token: Secret) -> Self {
        let quota = Arc::new(Metered::new(outside.http.clone(), outside.sleeper.clone()));
        Self { outside: Outside { http: quota.clone(), ..outside }, quota, base, token }
    }

    pub fn now(&self) -> Timestamp {
        self.outside.clock.now()
    }

    pub fn host(&self) -> String {
        host_of(self.base.as_str())
    }

    /// A list of v2; the store answers 204 without a body when there is nothing.
    ///
    /// # Errors
    /// `Unauthorised`, `NotFound`, `Busy`, `Network`, `Unexpected`, `Cancelled`, each with a sentence.
    pub fn list(&self, route: &str, params: &[(&str, String)], watch: &Progress) -> Result<(Vec<Value>, Timestamp)> {
        let answer = self.get(route, params, watch)?;
        match answer.body {
            Value::Array(rows) => Ok((self.of_route(route, rows)?, answer.date)),
            Value::Null => Ok((Vec::new(), answer.date)),
            _ => Err(self.odd("a list was asked for, and something else came")),
        }
    }

    /// A page of v3.
    ///
    /// # Errors
    /// As `list`.
    pub fn rows(&self, route: &str, params: &[(&str, String)], watch: &Progress) -> Result<Rows> {
        let Answer { mut body, date } = self.get(route, params, watch)?;
        let paging = |part: &str| body.get("meta").and_then(|m| m.get(part)).cloned().unwrap_or(Value::Null);
        let (pages, cursors) = (paging("pagination"), paging("cursor_pagination"));
        let has_next = cursors.get("links").is_some_and(|l| json::text(l, "next").is_some());
        let next = json::owned(&cursors, "end_cursor").filter(|_| has_next);
        match body.get_mut("data").map(Value::take) {
            Some(Value::Array(rows)) => {
                Ok(Rows { rows: self.of_route(route, rows)?, total: pages.get("total").and_then(Value::as_u64), next, date })
            }
            _ => Err(self.odd("a list was asked for, and its “data” is none")),
        }
    }

    /// Rows without what each row of this list has, or of another order, are another list's (a cache that mixes answers
    /// up): none of it is taken.
    fn of_route(&self, route: &str, rows: Vec<Value>) -> Result<Vec<Value>> {
        let parts: Vec<&str> = route.split('/').collect();
        let (must, order) = match parts.as_slice() {
            ["v2", "orders", id, "products"] => ("product_id", id.parse::<u64>().ok()),
            ["v2", "orders", id, _] => ("code", id.parse::<u64>().ok()),
            ["v2", "orders"] => ("status_id", None),
            ["v3", "orders", ..] => ("total_amount", None),
            ["v3", "customers", "subscribers"] => ("source", None),
            ["v3", "customers"] => ("email", None),
            ["v3", "catalog", "trees", ..] => ("category_id", None),
            _ => ("name", None),
        };
        let strange = !rows.is_empty() && rows.iter().all(|r| r.get(must).is_none());
        if strange || order.is_some() && rows.iter().any(|r| json::id(r, "order_id") != order) {
            return Err(self.odd(&format!("its answer for “{route}” is that of another list")));
        }
        Ok(rows)
    }

    pub fn get(&self, route: &str, params: &[(&str, String)], watch: &Progress) -> Result<Answer> {
        let make = || {
            self.quota.wait(watch)?;
            self.request(route, params)
        };
        answer::ask(&self.outside, watch, make, |response| self.judge(response))
    }

    /// As `get`, but with a single try: for the test, where a person waits for the reason.
    pub fn get_once(&self, route: &str, params: &[(&str, String)]) -> Result<Answer> {
        self.judge(&self.outside.http.send(&self.request(route, params)?)?)
    }

    fn request(&self, route: &str, params: &[(&str, String)]) -> Result<HttpRequest> {
        let mut url = self.base.join(route).map_err(|e| Error::internal("An address could not be made.").caused_by(e))?;
        if !params.is_empty() {
            url.query_pairs_mut().extend_pairs(params.iter().map(|(k, v)| (*k, v.as_str())));
        }
        Ok(HttpRequest::get(url.as_str()).with_header("Accept", "application/json").with_header("X-Auth-Token", self.token.reveal()))
    }

    fn judge(&self, response: &HttpResponse) -> Result<Answer> {
        let date = response.header("date").and_then(|d| chrono::DateTime::parse_from_rfc2822(d.trim()).ok());
        let date = date.map_or_else(|| self.now().plus_secs(-86_400), |d| Timestamp(d.timestamp()));
        if response.status == 204 {
            return Ok(Answer { body: Value::Null, date });
        }
        let host = self.host();
        let who = self.who(&host);
        match response.status {
            401 => Err(Error::new(
                Code::Unauthorised,
                format!(
                    "{host} does not accept this token for this store. Copy the access token again, check that the store hash is of the same store, \
                     and that the API account was not deleted."
                ),
            )),
            403 => Err(Error::new(
                Code::Unauthorised,
                format!(
                    "The token may not read all that Regulars asks for{}. In BigCommerce, give its API account the read-only rights that the guide names.",
                    answer::said(response, &who)
                ),
            )),
            _ => answer::json(response, &who).map(|body| Answer { body, date }),
        }
    }

    /// An answer that is not as BigCommerce's own are.
    pub fn odd(&self, what: &str) -> Error {
        answer::odd(&self.who(&self.host()), what)
    }

    fn who<'a>(&'a self, host: &'a str) -> answer::Who<'a> {
        answer::Who { host, platform: "BigCommerce", hidden: vec![&self.token] }
    }
}
