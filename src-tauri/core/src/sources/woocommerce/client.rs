//! One read from the shop: addressed, authenticated, sent with patience, and understood or refused in words.
//!
//! Only GET: nothing is ever written to the shop. The secret is put into a request in `request` and nowhere else.

use std::sync::Arc;

use base64::Engine;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use specta::Type;

use super::address::Rest;
use super::{diagnose, trouble};
use crate::host::{HttpRequest, HttpResponse, Secret};
use crate::sources::pace::Bucket;
use crate::sources::{Outside, address, answer, oauth1 as sign};
use crate::types::{Code, Error, Progress, Result, Timestamp};

/// How the key is shown to the shop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Auth {
    /// Basic authentication, over https.
    Header,
    /// In the query, for hosts that strip the Authorization header; over https.
    Query,
    /// OAuth 1.0a, over plain http and where the shop itself believes that it is.
    Signed,
}

#[derive(Clone)]
pub struct Client {
    pub outside: Outside,
    pub rest: Rest,
    pub auth: Auth,
    pub key: String,
    pub secret: Secret,
    pub pace: Arc<Bucket>,
}

/// WooCommerce documents no limit, but the hosts below it have theirs: shared ones and firewalls begin to refuse at some ten
/// requests a second from one address, and every request is PHP's work on a server that sells at the same time. Five a
/// second, ten at once to begin with, stays clear of that and is seldom what a sync waits for.
pub fn pace() -> Bucket {
    Bucket::new(10.0, 5.0)
}

/// A list's or a thing's JSON, and what its headers say about the rest of the list.
pub struct Answer {
    pub body: Value,
    /// `X-WP-Total`: rows of the whole query. 0 for a page past the end.
    pub total: Option<u64>,
    /// The shop's own clock when it answered.
    pub date: Option<Timestamp>,
}

impl Client {
    /// # Errors
    /// What `trouble::judge` makes of an answer that is none; `Network`, `Busy`, `Cancelled` as `Outside::send`.
    pub fn get(&self, route: &str, params: &[(&str, String)], watch: &Progress) -> Result<Answer> {
        let make = || {
            self.keep_pace(watch)?;
            self.request(route, params)
        };
        answer::ask(&self.outside, watch, make, |response| self.judge(response)).map_err(|e| diagnose::named(self, e))
    }

    /// A shop on this machine shares its host with nobody.
    fn keep_pace(&self, watch: &Progress) -> Result<()> {
        if address::is_loopback(self.rest.url()) { Ok(()) } else { self.pace.take(1.0, self.outside.sleeper.as_ref(), watch) }
    }

    /// As `get`, but with a single try: for the test, where a person waits for the reason.
    pub fn get_once(&self, route: &str, params: &[(&str, String)]) -> Result<Answer> {
        self.once(route, params).and_then(|response| self.judge(&response)).map_err(|e| diagnose::named(self, e))
    }

    /// The answer as it came, whatever it says.
    pub fn once(&self, route: &str, params: &[(&str, String)]) -> Result<HttpResponse> {
        self.keep_pace(&Progress::silent())?;
        self.outside.http.send(&self.request(route, params)?)
    }

    fn judge(&self, response: &HttpResponse) -> Result<Answer> {
        let body = trouble::judge(response, self)?;
        let total = response.header("x-wp-total").and_then(|t| t.trim().parse().ok());
        Ok(Answer { body, total, date: date_of(response) })
    }

    fn request(&self, route: &str, params: &[(&str, String)]) -> Result<HttpRequest> {
        let (url, mut all) = self.rest.route(route)?;
        all.extend(params.iter().map(|(k, v)| ((*k).to_owned(), v.clone())));
        let open = url.scheme() != "https" && !address::is_loopback(&url);
        match self.auth {
            Auth::Header | Auth::Query if open => {
                Err(Error::new(Code::Refused, "A key is never sent over plain http. Connect the shop again with its https address."))
            }
            Auth::Header => {
                let pair = format!("{}:{}", self.key, self.secret.reveal());
                let header = format!("Basic {}", base64::engine::general_purpose::STANDARD.encode(pair));
                Ok(get(&url, &all).with_header("Authorization", header))
            }
            Auth::Query => {
                all.push(("consumer_key".to_owned(), self.key.clone()));
                all.push(("consumer_secret".to_owned(), self.secret.reveal().to_owned()));
                Ok(get(&url, &all))
            }
            Auth::Signed => {
                let nonce = format!("{:016x}{:016x}", self.outside.chance.number(), self.outside.chance.number());
                let s = sign::Signature { key: &self.key, secret: &self.secret, token: None, nonce: &nonce, at: self.outside.clock.now() };
                // A shop asks for a signature when it believes to be on http, also where a proxy in front of it speaks https.
                let mut own = url.clone();
                if own.set_scheme("http").is_err() {
                    return Err(Error::internal("The request could not be signed."));
                }
                let all = sign::signed("GET", &own, &all, &s)?;
                Ok(get(&url, &all))
            }
        }
    }

    /// What the other side says, without anything that belongs to the key, and short.
    pub fn quoted(&self, text: &str) -> String {
        answer::quoted(text, &[&self.secret, &Secret::new(self.key.as_str())])
    }

    /// Encrypted, or never leaving this machine.
    pub fn is_safe(&self) -> bool {
        self.rest.url().scheme() == "https" || address::is_loopback(self.rest.url())
    }

    pub fn host(&self) -> String {
        crate::host::http::host_of(self.rest.url().as_str())
    }
}

/// Without a key: for finding out what answers at an address.
pub fn get(url: &url::Url, params: &[(String, String)]) -> HttpRequest {
    let mut url = url.clone();
    if !params.is_empty() {
        url.set_query(Some(&sign::query(params)));
    }
    HttpRequest::get(url.as_str()).with_header("Accept", "application/json")
}

pub fn date_of(response: &HttpResponse) -> Option<Timestamp> {
    chrono::DateTime::parse_from_rfc2822(response.header("date")?.trim()).ok().map(|d| Timestamp(d.timestamp()))
}
