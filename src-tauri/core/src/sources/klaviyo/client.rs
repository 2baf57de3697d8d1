//! One read from Klaviyo: addressed, authenticated, paced, sent with patience, and understood or refused in words.
//!
//! Only GET. Each endpoint has a limit for a second and one for a minute, both for the whole account, whatever reads it.
//! The buckets stay below both; and when Klaviyo says that little of the minute is left, the rest of it is sat out.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde_json::Value;

use crate::host::{HttpRequest, HttpResponse, Secret, sleep};
use crate::sources::answer::{self, Who};
use crate::sources::pace::Bucket;
use crate::sources::{Outside, json};
use crate::types::{Code, Error, Progress, Result, Timestamp};

pub const HOME: &str = "https://a.klaviyo.com";
const REVISION: &str = "2026-07-15";
/// So much of a minute's requests is left to whatever else reads the account.
const SPARE: u64 = 3;

pub struct Client {
    pub outside: Outside,
    base: String,
    key: Secret,
    accounts: Paced,
    metrics: Paced,
    profiles: Paced,
    events: Paced,
}

#[derive(Clone, Copy)]
pub enum Endpoint {
    Accounts,
    Metrics,
    Profiles,
    Events,
}

struct Paced {
    bucket: Bucket,
    not_before: Mutex<Duration>,
}

pub struct Answer {
    pub rows: Vec<Value>,
    pub included: Vec<Value>,
    /// The cursor of the next page.
    pub next: Option<String>,
    /// The server's clock, or a day ago by ours where it does not tell; never later than ours.
    pub date: Timestamp,
}

impl Endpoint {
    fn path(self) -> &'static str {
        match self {
            Self::Accounts => "/api/accounts",
            Self::Metrics => "/api/metrics",
            Self::Profiles => "/api/profiles",
            Self::Events => "/api/events",
        }
    }

    fn scope(self) -> &'static str {
        match self {
            Self::Accounts => "accounts:read",
            Self::Metrics => "metrics:read",
            Self::Profiles => "profiles:read",
            Self::Events => "events:read",
        }
    }
}

impl Client {
    pub fn new(outside: Outside, base: &str, key: Secret) -> Self {
        // Tokens at most and a second: whatever minute is looked at, both together are below what it allows.
        let paced = |most, rate| Paced { bucket: Bucket::new(most, rate), not_before: Mutex::new(Duration::ZERO) };
        Self {
            outside,
            base: base.trim_end_matches('/').to_owned(),
            key,
            accounts: paced(1.0, 0.2),
            metrics: paced(5.0, 2.0),
            profiles: paced(20.0, 10.0),
            events: paced(100.0, 50.0),
        }
    }

    pub fn host(&self) -> String {
        crate::host::http::host_of(&self.base)
    }

    /// # Errors
    /// Those of `Outside::send`, and what an answer that is no good one means.
    pub fn get(&self, endpoint: Endpoint, query: &[(&str, String)], watch: &Progress) -> Result<Answer> {
        let asked_at_cursor = query.iter().any(|(name, _)| *name == "page[cursor]");
        let make = || self.pace(endpoint, watch).and_then(|()| self.request(endpoint, query));
        answer::ask(&self.outside, watch, make, |response| self.judge(endpoint, asked_at_cursor, response))
    }

    pub fn odd(&self, what: &str) -> Error {
        answer::odd(&self.who(&self.host()), what)
    }

    fn who<'a>(&'a self, host: &'a str) -> Who<'a> {
        Who { host, platform: "Klaviyo", hidden: vec![&self.key] }
    }

    fn paced(&self, endpoint: Endpoint) -> &Paced {
        match endpoint {
            Endpoint::Accounts => &self.accounts,
            Endpoint::Metrics => &self.metrics,
            Endpoint::Profiles => &self.profiles,
            Endpoint::Events => &self.events,
        }
    }

    fn pace(&self, endpoint: Endpoint, watch: &Progress) -> Result<()> {
        let (paced, sleeper) = (self.paced(endpoint), self.outside.sleeper.as_ref());
        let until = *paced.not_before.lock().unwrap_or_else(PoisonError::into_inner);
        sleep::wait(sleeper, watch, until.saturating_sub(sleeper.elapsed()))?;
        paced.bucket.take(1.0, sleeper, watch)
    }

    /// What the headers say is left of this minute.
    fn heed(&self, endpoint: Endpoint, response: &HttpResponse) {
        let number = |name: &str| response.header(name).and_then(|v| v.trim().parse::<u64>().ok());
        if let (Some(left), Some(reset)) = (number("ratelimit-remaining"), number("ratelimit-reset"))
            && left <= SPARE.min(number("ratelimit-limit").unwrap_or(SPARE) / 10)
        {
            let until = self.outside.sleeper.elapsed() + Duration::from_secs(reset.clamp(1, 60));
            *self.paced(endpoint).not_before.lock().unwrap_or_else(PoisonError::into_inner) = until;
        }
    }

    fn request(&self, endpoint: Endpoint, query: &[(&str, String)]) -> Result<HttpRequest> {
        let mut url = url::Url::parse(&format!("{}{}", self.base, endpoint.path()))
            .map_err(|e| Error::internal("The address could not be made.").caused_by(e))?;
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        let request = HttpRequest::get(url.as_str()).with_header("Authorization", format!("Klaviyo-API-Key {}", self.key.reveal().trim()));
        Ok(request.with_header("revision", REVISION).with_header("Accept", "application/vnd.api+json"))
    }

    fn judge(&self, endpoint: Endpoint, at_cursor: bool, response: &HttpResponse) -> Result<Answer> {
        self.heed(endpoint, response);
        let host = self.host();
        match response.status {
            403 => return Err(self.forbidden(endpoint, response)),
            400 | 404 | 410 if at_cursor => return Err(answer::refused(response, &self.who(&host)).caused_by(STALE)),
            _ => {}
        }
        let mut body = answer::json(response, &self.who(&host))?;
        let Some(Value::Array(rows)) = body.get_mut("data").map(Value::take) else {
            return Err(self.odd("“data” is missing or is not a list"));
        };
        let included = match body.get_mut("included").map(Value::take) {
            Some(Value::Array(all)) => all,
            _ => Vec::new(),
        };
        let now = self.outside.clock.now();
        let theirs = response.header("date").and_then(|d| chrono::DateTime::parse_from_rfc2822(d.trim()).ok());
        let date = theirs.map_or_else(|| now.plus_secs(-86_400), |d| Timestamp(d.timestamp()).min(now));
        Ok(Answer { rows, included, next: self.next(&body)?, date })
    }

    /// Only the cursor is taken from the link, so that a key never follows one to another host.
    fn next(&self, body: &Value) -> Result<Option<String>> {
        let Some(link) = body.get("links").and_then(|l| json::text(l, "next")) else { return Ok(None) };
        let cursor =
            url::Url::parse(link).ok().and_then(|u| u.query_pairs().find(|(k, _)| k == "page[cursor]").map(|(_, v)| v.into_owned()));
        cursor.map(Some).ok_or_else(|| self.odd("the link to the next page has no cursor"))
    }

    fn forbidden(&self, endpoint: Endpoint, response: &HttpResponse) -> Error {
        let host = self.host();
        let Ok(body) = answer::body(response) else {
            return Error::new(
                Code::Busy,
                format!("A firewall in front of {host} turned us away (status 403). Try again in a few minutes, or from another network."),
            );
        };
        let said = json::list(&body, "errors").iter().find_map(|e| json::text(e, "detail")).unwrap_or("");
        // `profiles:read`, wherever the sentence has it.
        let word = |w: &str| w.trim_matches(|c: char| !c.is_ascii_alphanumeric()).to_owned();
        let scope = said.split_whitespace().map(word).find(|w| w.ends_with(":read")).unwrap_or_else(|| endpoint.scope().to_owned());
        Error::new(
            Code::Unauthorised,
            format!(
                "This key may not read what {scope} stands for. In Klaviyo, a key's rights cannot be changed: under Settings → API keys, make a \
                 new one with Read access for accounts, events, metrics and profiles, and connect it here."
            ),
        )
        .caused_by(format!("{SCOPE}{scope}"))
    }
}

/// Marks a cursor that Klaviyo does not know (any more).
const STALE: &str = "the cursor was refused";
const SCOPE: &str = "missing scope: ";

pub fn is_stale(e: &Error) -> bool {
    e.cause.as_ref().is_some_and(|c| c.to_string() == STALE)
}

/// The scope that is missing, when that is what is wrong.
pub fn missing_scope(e: &Error) -> Option<String> {
    e.cause.as_ref()?.to_string().strip_prefix(SCOPE).map(str::to_owned)
}
