//! One exchange with Mailchimp, with patience: overload (429, or a bare 403 without JSON) is waited out, a few times.
//!
//! What was read may be asked again when the line breaks; what was sent is never repeated blindly after a broken
//! line, because it may have arrived: whoever sends reads the state there again first.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use crate::host::http::host_of;
use crate::host::sleep::{Sleeper, wait};
use crate::host::{Http, HttpRequest, HttpResponse, Method, Secret};
pub use crate::sources::mailchimp::address::segment;
use crate::sources::mailchimp::{address, problem};
use crate::types::{Code, Error, Progress, Result};

pub struct Client {
    http: Arc<dyn Http>,
    sleeper: Arc<dyn Sleeper>,
    base: String,
    key: Secret,
}

/// What came back: the JSON (`Null` for an empty body) and the server's own clock (an RFC 2822 `Date`), if it told it.
pub struct Answer {
    pub json: Value,
    pub date: Option<chrono::DateTime<chrono::Utc>>,
}

/// Waits before the second, third … attempt: about a minute in all.
const PATIENCE: [u64; 6] = [1, 2, 4, 8, 16, 30];
const LONGEST_WAIT: u64 = 60;

impl Client {
    pub fn new(http: Arc<dyn Http>, sleeper: Arc<dyn Sleeper>, address: Option<&str>, key: &Secret) -> Result<Self> {
        let base = address::base(address, key)?;
        Ok(Self { http, sleeper, base, key: key.clone() })
    }

    pub fn get(&self, progress: &Progress, path: &str, query: &[(&str, &str)]) -> Result<Answer> {
        self.exchange(progress, Method::Get, path, query, None)
    }

    pub fn post(&self, progress: &Progress, path: &str, body: &Value) -> Result<Answer> {
        self.post_with(progress, path, &[], body)
    }

    pub fn post_with(&self, progress: &Progress, path: &str, query: &[(&str, &str)], body: &Value) -> Result<Answer> {
        self.exchange(progress, Method::Post, path, query, Some(body))
    }

    /// What is deleted twice is deleted: it is asked again like a reading.
    pub fn delete(&self, progress: &Progress, path: &str) -> Result<Answer> {
        self.exchange(progress, Method::Delete, path, &[], None)
    }

    pub fn sleeper(&self) -> &dyn Sleeper {
        self.sleeper.as_ref()
    }

    fn exchange(&self, progress: &Progress, method: Method, path: &str, query: &[(&str, &str)], body: Option<&Value>) -> Result<Answer> {
        let request = self.request(method, path, query, body)?;
        let mut waits = PATIENCE.iter();
        loop {
            if progress.is_cancelled() {
                return Err(Error::cancelled());
            }
            let (error, pause) = match self.http.send(&request) {
                Ok(answer) if (200..300).contains(&answer.status) => return read(&answer),
                Ok(answer) => match problem::overload(&answer) {
                    // A gateway lost the answer: what was sent may have arrived.
                    Some(_) if answer.status >= 500 && method == Method::Post => return Err(busy()),
                    Some(pause) => (busy(), pause),
                    None => return Err(problem::refused(&answer, &host_of(&self.base), &self.key)),
                },
                Err(e) if e.code == Code::Network && method != Method::Post => (e, None),
                Err(e) => return Err(e),
            };
            let Some(own) = waits.next() else { return Err(error) };
            tracing::debug!(path, code = ?error.code, "waiting for Mailchimp");
            wait(self.sleeper.as_ref(), progress, Duration::from_secs(pause.unwrap_or(*own).clamp(1, LONGEST_WAIT)))?;
        }
    }

    fn request(&self, method: Method, path: &str, query: &[(&str, &str)], body: Option<&Value>) -> Result<HttpRequest> {
        let mut url =
            url::Url::parse(&format!("{}{path}", self.base)).map_err(|e| Error::internal("The address could not be made.").caused_by(e))?;
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        let headers =
            vec![("Authorization".to_owned(), address::authorization(&self.key)), ("Accept".to_owned(), "application/json".to_owned())];
        Ok(HttpRequest { method, url: url.into(), headers, json: body.map(Value::to_string) })
    }
}

fn busy() -> Error {
    Error::new(Code::Busy, "Mailchimp is overloaded or asks us to slow down. What was sent so far is noted; go on in a few minutes.")
}

fn read(answer: &HttpResponse) -> Result<Answer> {
    let date = answer.header("date").and_then(|d| chrono::DateTime::parse_from_rfc2822(d).ok()).map(|d| d.to_utc());
    if answer.body.iter().all(u8::is_ascii_whitespace) {
        return Ok(Answer { json: Value::Null, date });
    }
    let json = serde_json::from_slice(&answer.body).map_err(|e| {
        Error::new(Code::Unexpected, "The answer is not from Mailchimp: it is a web page or something else. Is the address right?")
            .caused_by(e)
    })?;
    Ok(Answer { json, date })
}
