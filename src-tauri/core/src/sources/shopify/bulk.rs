//! Bulk operations: Shopify prepares a whole list in the background and leaves it as a file.
//!
//! One of ours that is still running, or has just been finished, is taken over instead of starting a second. Waiting is
//! patient as long as it gets on. One that failed, was cancelled or has expired (files are kept for seven days) is `Lost`:
//! whoever asked starts anew.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::client::Client;
use super::documents;
use super::{customers, trouble};
use crate::host::sleep;
use crate::sources::answer;
use crate::sources::json;
use crate::types::{Code, Error, Progress, Result, Timestamp};

/// An operation of ours, and how far its file has been read.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Job {
    pub id: String,
    /// When it was begun, by Shopify's clock: everything before it is in the file.
    pub created: i64,
    /// Bytes of the file that were read.
    pub offset: u64,
    /// Things that were read.
    pub read: u64,
}

/// What became of an operation.
pub enum Outcome {
    /// Where its file lies (nowhere, when there is nothing in it), and how many things are in it.
    Ready { url: Option<String>, things: u64 },
    /// It has to be started anew; why.
    Lost(String),
}

/// A finished one is taken over when it is not older than this.
const FRESH: i64 = 2 * 3600;
/// So long nothing may happen in a running operation.
const PATIENCE: Duration = Duration::from_secs(45 * 60);
/// So long we wait for a place among the operations that Shopify runs at a time.
const QUEUE: Duration = Duration::from_secs(20 * 60);

/// One of ours that asks for the same and is good to go on with; else a new one. `not`: one that was of no use.
///
/// # Errors
/// `Busy` when Shopify runs too many already; those of `Client::ask`.
pub fn find_or_start(client: &Client, query: &str, group: bool, not: Option<&str>, watch: &Progress) -> Result<Job> {
    let mut waited = Duration::ZERO;
    loop {
        let listed = client.ask(&documents::bulk_list(), &json!({}), watch)?;
        let nothing = Value::Null;
        let list = listed.data.get("bulkOperations").unwrap_or(&nothing);
        let ours = json::list(list, "nodes").iter().filter(|o| json::owned(o, "id").as_deref() != not);
        if let Some(job) = ours.filter(|o| is_same(o, query) && is_good(o, listed.date)).find_map(job_of) {
            tracing::info!(operation = job.id, "taking over a bulk operation of ours");
            return Ok(job);
        }
        match start(client, query, group, watch)? {
            Some(job) => return Ok(job),
            None if waited >= QUEUE => {
                return Err(Error::new(
                    Code::Busy,
                    format!(
                        "{} is preparing other lists for this app and takes no more just now. Try again in half an hour.",
                        client.host()
                    ),
                ));
            }
            None => {
                let pause = Duration::from_secs(15);
                watch.tick("Waiting for Shopify to finish other lists", 0, None)?;
                sleep::wait(client.outside.sleeper.as_ref(), watch, pause)?;
                waited += pause;
            }
        }
    }
}

/// Only starts; `None` when there is no place for another.
///
/// # Errors
/// Those of `Client::ask`; `Unexpected` when Shopify does not take the query.
pub fn start(client: &Client, query: &str, group: bool, watch: &Progress) -> Result<Option<Job>> {
    let answer = client.ask(&documents::bulk_start(), &json!({ "query": query, "group": group }), watch)?;
    let nothing = Value::Null;
    let payload = answer.data.get("bulkOperationRunQuery").unwrap_or(&nothing);
    if let Some(job) = payload.get("bulkOperation").and_then(job_of) {
        return Ok(Some(job));
    }
    let (host, errors) = (client.host(), json::list(payload, "userErrors"));
    let busy = |e: &Value| {
        matches!(json::text(e, "code"), Some("OPERATION_IN_PROGRESS" | "LIMIT_REACHED"))
            || json::text(e, "message").is_some_and(|m| m.contains("already in progress"))
    };
    if errors.iter().any(busy) {
        return Ok(None);
    }
    let said = errors.first().and_then(|e| json::text(e, "message")).unwrap_or("");
    if said.contains("not approved") {
        return Err(trouble::protected(&host, said));
    }
    Err(answer::odd(&client.who(&host), &format!("it does not prepare the list (“{}”)", answer::quoted(said, &client.access.hidden()))))
}

/// Waits until the operation has come to an end.
///
/// # Errors
/// `Busy` when it does not get on, `Unauthorised` when it was refused, `Cancelled`; those of `Client::ask`.
pub fn wait(client: &Client, job: &Job, words: &str, watch: &Progress) -> Result<Outcome> {
    let (mut pause, mut idle, mut before) = (Duration::from_secs(1), Duration::ZERO, None);
    loop {
        let answer = client.ask(&documents::bulk_state(), &json!({ "id": job.id }), watch)?;
        let Some(state) = answer.data.get("bulkOperation").filter(|o| o.is_object()) else {
            return Ok(Outcome::Lost("Shopify does not have it any more".to_owned()));
        };
        let objects = json::whole(state, "objectCount").unwrap_or(0);
        let word = json::text(state, "status").unwrap_or("").to_owned();
        match word.as_str() {
            "COMPLETED" => return finished(client, state, objects),
            "CREATED" | "RUNNING" => {}
            "FAILED" if json::text(state, "errorCode") == Some("ACCESS_DENIED") => return Err(trouble::protected(&client.host(), "")),
            "FAILED" | "CANCELED" | "CANCELING" | "EXPIRED" => return Ok(Outcome::Lost(reason(&word, state))),
            other => {
                let host = client.host();
                return Err(answer::odd(
                    &client.who(&host),
                    &format!("a list it prepares is in a state called “{}”", answer::quoted(other, &[])),
                ));
            }
        }
        idle = if before == Some((objects, word.clone())) { idle + pause } else { Duration::ZERO };
        before = Some((objects, word));
        if idle >= PATIENCE {
            return Err(Error::new(
                Code::Busy,
                format!(
                    "{} is still preparing {words}, without getting on. The next sync goes on waiting where this one stopped.",
                    client.host()
                ),
            ));
        }
        watch.tick(&format!("Shopify is preparing {words}"), u64::try_from(objects).unwrap_or(0), None)?;
        sleep::wait(client.outside.sleeper.as_ref(), watch, pause)?;
        pause = (pause * 3 / 2).min(Duration::from_secs(10));
    }
}

fn finished(client: &Client, state: &Value, objects: i64) -> Result<Outcome> {
    let things = json::whole(state, "rootObjectCount").and_then(|n| u64::try_from(n).ok()).unwrap_or(0);
    match json::owned(state, "url") {
        Some(url) => Ok(Outcome::Ready { url: Some(url), things }),
        None if objects == 0 => Ok(Outcome::Ready { url: None, things: 0 }),
        None => {
            tracing::info!(host = client.host(), "a bulk operation's file is not there any more");
            Ok(Outcome::Lost("its file is kept for seven days only".to_owned()))
        }
    }
}

fn reason(word: &str, state: &Value) -> String {
    match (word, json::text(state, "errorCode")) {
        ("FAILED", Some("TIMEOUT")) => "Shopify did not finish it in time".to_owned(),
        ("FAILED", _) => "Shopify had an error of its own".to_owned(),
        ("EXPIRED", _) => "it has expired".to_owned(),
        _ => "somebody cancelled it".to_owned(),
    }
}

fn job_of(v: &Value) -> Option<Job> {
    let id = json::owned(v, "id")?;
    Some(Job { id, created: customers::moment(v, "createdAt")?.0, offset: 0, read: 0 })
}

/// Blanks apart, which may be kept or not.
fn is_same(operation: &Value, query: &str) -> bool {
    let plain = |s: &str| s.split_whitespace().collect::<Vec<_>>().join(" ");
    json::text(operation, "query").is_some_and(|q| plain(q) == plain(query))
}

fn is_good(operation: &Value, now: Timestamp) -> bool {
    let fresh = || customers::moment(operation, "createdAt").is_some_and(|t| now.0 - t.0 <= FRESH);
    match json::text(operation, "status") {
        Some("CREATED" | "RUNNING") => true,
        Some("COMPLETED") => fresh() && (json::text(operation, "url").is_some() || json::whole(operation, "objectCount") == Some(0)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_question_still_of_use_is_taken_over() {
        let now = Timestamp(1_795_153_380);
        let at = |ago: i64| now.plus_secs(-ago).to_rfc3339();
        let good = |v: Value| is_good(&v, now);
        assert!(good(json!({ "status": "RUNNING", "createdAt": at(90_000) })));
        assert!(good(json!({ "status": "COMPLETED", "createdAt": at(60), "url": "https://x.example/f" })));
        assert!(good(json!({ "status": "COMPLETED", "createdAt": at(60), "url": null, "objectCount": "0" })));
        assert!(!good(json!({ "status": "COMPLETED", "createdAt": at(60), "url": null, "objectCount": "5" })));
        assert!(!good(json!({ "status": "COMPLETED", "createdAt": at(FRESH + 1), "url": "https://x.example/f" })));
        assert!(!good(json!({ "status": "FAILED", "createdAt": at(60) })));
        assert!(is_same(&json!({ "query": "query A {\n  orders }" }), "query A { orders }"));
        assert!(!is_same(&json!({ "query": "query B { orders }" }), "query A { orders }"));
    }
}
