//! One read from Mailchimp: addressed, authenticated, sent with patience, and understood or refused in words.
//!
//! Only GET. Overload comes as 429, or as a 403 that is a web page and no problem document: both are waited out.

use std::sync::Arc;

use serde_json::Value;

use super::{address, problem};
use crate::host::http::host_of;
use crate::host::{Http, HttpRequest, HttpResponse, Secret};
use crate::sources::answer::Who;
use crate::sources::{Outside, answer};
use crate::types::{Code, Error, Progress, Result, Timestamp};

pub struct Client {
    pub outside: Outside,
    base: String,
    key: Secret,
}

pub struct Answer {
    pub body: Value,
    /// The server's clock, or a day ago by ours where it does not tell; never later than ours.
    pub date: Timestamp,
}

impl Client {
    /// `base`: without a slash at the end.
    pub fn new(outside: Outside, base: &str, key: Secret) -> Self {
        let outside = Outside { http: Arc::new(BareRefusal(outside.http.clone())), ..outside };
        Self { outside, base: base.to_owned(), key }
    }

    pub fn host(&self) -> String {
        host_of(&self.base)
    }

    /// # Errors
    /// Those of `Outside::send`, and what an answer that is no good one means.
    pub fn get(&self, path: &str, query: &[(&str, String)], watch: &Progress) -> Result<Answer> {
        answer::ask(&self.outside, watch, || self.request(path, query), |response| self.judge(response))
    }

    /// As `get`, with a single try: for the test, where a person waits for the reason.
    pub fn get_once(&self, path: &str, query: &[(&str, String)]) -> Result<Answer> {
        self.judge(&self.outside.http.send(&self.request(path, query)?)?)
    }

    /// The rows of a collection, and how many there are in all.
    pub fn rows(&self, answer: &mut Answer, name: &str) -> Result<(Vec<Value>, Option<u64>)> {
        match answer.body.get_mut(name).map(Value::take) {
            Some(Value::Array(rows)) => Ok((rows, answer.body.get("total_items").and_then(Value::as_u64))),
            _ => Err(self.odd(&format!("“{name}” is missing or is not a list"))),
        }
    }

    pub fn odd(&self, what: &str) -> Error {
        answer::odd(&self.who(&self.host()), what)
    }

    fn who<'a>(&'a self, host: &'a str) -> Who<'a> {
        Who { host, platform: "Mailchimp", hidden: vec![&self.key] }
    }

    fn request(&self, path: &str, query: &[(&str, String)]) -> Result<HttpRequest> {
        let mut url =
            url::Url::parse(&format!("{}{path}", self.base)).map_err(|e| Error::internal("The address could not be made.").caused_by(e))?;
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        let request = HttpRequest::get(url.as_str()).with_header("Authorization", address::authorization(&self.key));
        Ok(request.with_header("Accept", "application/json"))
    }

    fn judge(&self, response: &HttpResponse) -> Result<Answer> {
        let host = self.host();
        let body = match response.status {
            400 | 401 | 403 | 404 => return Err(problem::refused(response, &host, &self.key)),
            429 if response.header(BARE).is_some() => return Err(bare(&host)),
            _ => answer::json(response, &self.who(&host))?,
        };
        let now = self.outside.clock.now();
        let theirs = response.header("date").and_then(|d| chrono::DateTime::parse_from_rfc2822(d.trim()).ok());
        let date = theirs.map_or_else(|| now.plus_secs(-86_400), |d| Timestamp(d.timestamp()).min(now));
        Ok(Answer { body, date })
    }
}

/// Marks a 403 that was a web page, so that it is waited out like a 429.
const BARE: &str = "x-regulars-bare-403";

struct BareRefusal(Arc<dyn Http>);

impl Http for BareRefusal {
    fn send(&self, request: &HttpRequest) -> Result<HttpResponse> {
        let mut response = self.0.send(request)?;
        if response.status == 403 && problem::overload(&response).is_some() {
            response.status = 429;
            response.headers.push((BARE.to_owned(), String::new()));
        }
        Ok(response)
    }
}

fn bare(host: &str) -> Error {
    Error::new(
        Code::Busy,
        format!(
            "{host} turned us away without a reason (status 403). Mailchimp does that when it is overloaded; go on in a few minutes. If it stays \
             so, a firewall stands in between."
        ),
    )
}
