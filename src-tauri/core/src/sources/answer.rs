//! An answer, understood or refused in words that hold for every platform.
//!
//! A platform judges first what it knows better (its own error codes), and leaves the rest to `json` and `refused`.
//! Whatever is quoted of the other side is short and without anything that belongs to a key.

use std::time::Duration;

use serde_json::Value;

use super::Outside;
use crate::host::{HttpRequest, HttpResponse, Secret};
use crate::types::{Code, Error, Progress, Result};

/// Who answered, for sentences.
pub struct Who<'a> {
    pub host: &'a str,
    /// Whose answer was expected: `Shopify`.
    pub platform: &'a str,
    /// Never to be repeated, whatever the other side says.
    pub hidden: Vec<&'a Secret>,
}

/// An answer that breaks off in the middle is asked for again this often.
const WHOLE_TRIES: u32 = 3;
/// Marks an answer that broke off.
const TORN: &str = "torn";

/// Sends with patience (`Outside::send`) and judges; an answer that broke off in the middle is asked for again.
///
/// # Errors
/// Those of `Outside::send` and of `judge`.
pub fn ask<T>(
    outside: &Outside,
    watch: &Progress,
    mut make: impl FnMut() -> Result<HttpRequest>,
    judge: impl Fn(&HttpResponse) -> Result<T>,
) -> Result<T> {
    let mut attempt = 1;
    loop {
        let answer = judge(&outside.send(watch, &mut make)?);
        match &answer {
            Err(e) if is_torn(e) && attempt < WHOLE_TRIES => {
                attempt += 1;
                outside.sleeper.sleep(Duration::from_millis(500));
            }
            _ => return answer,
        }
    }
}

/// The body as JSON; `Err(true)` when it began as JSON and broke off.
pub fn body(response: &HttpResponse) -> std::result::Result<Value, bool> {
    let body = response.body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&response.body);
    serde_json::from_slice(body).map_err(|e| e.is_eof() && body.first().is_some_and(|b| matches!(b, b'[' | b'{')))
}

/// The JSON of a good answer.
///
/// # Errors
/// `Unexpected` for one that broke off or is none, else as `refused`.
pub fn json(response: &HttpResponse, who: &Who<'_>) -> Result<Value> {
    match response.status {
        200..=299 => body(response).map_err(|torn| if torn { torn_answer(who.host) } else { page(response, who) }),
        _ => Err(refused(response, who)),
    }
}

/// Any answer that is not a good one.
pub fn refused(response: &HttpResponse, who: &Who<'_>) -> Error {
    let (host, status) = (who.host, response.status);
    match status {
        200..=399 => moved(response, who),
        401 => Error::new(
            Code::Unauthorised,
            format!("{host} does not accept this key (any more). Make a new one there, and connect it again."),
        ),
        403 => Error::new(
            Code::Unauthorised,
            format!(
                "{host} lets this key in, but not to what was asked for (status 403){}. Give the key the rights to read that the guide names.",
                said(response, who)
            ),
        ),
        404 | 410 => Error::new(
            Code::NotFound,
            format!("{host} has nothing at this address{}. Check the address, and that it is {}.", said(response, who), who.platform),
        ),
        429 => Error::new(Code::Busy, format!("{host} asks us to slow down (too many requests). Try again in a few minutes.")),
        503 => Error::new(Code::Busy, format!("{host} is in maintenance mode or overloaded (status 503). Try again later.")),
        408 | 500..=599 => Error::new(
            Code::Unexpected,
            format!("{host} had an error of its own (status {status}){}. Try again later.", said(response, who)),
        ),
        _ => Error::new(Code::Unexpected, format!("{host} did not accept a request (status {status}){}.", said(response, who))),
    }
}

/// A field that must be there was not, or was of another kind.
pub fn odd(who: &Who<'_>, what: &str) -> Error {
    Error::new(
        Code::Unexpected,
        format!("{} answered, but not as {} does: {what}. Something may be changing its answers; try again later.", who.host, who.platform),
    )
}

pub fn torn_answer(host: &str) -> Error {
    Error::new(
        Code::Unexpected,
        format!("An answer from {host} broke off in the middle. Try again; if it stays so, the shop's server runs out of memory or time."),
    )
    .caused_by(TORN)
}

pub fn is_torn(e: &Error) -> bool {
    e.cause.as_ref().is_some_and(|c| c.to_string() == TORN)
}

/// A redirect: never followed with a key.
pub fn moved(response: &HttpResponse, who: &Who<'_>) -> Error {
    let to = response.header("location").unwrap_or("");
    let place = url::Url::parse(to).ok().and_then(|u| u.host_str().map(str::to_owned)).unwrap_or_else(|| "another address".to_owned());
    Error::new(
        Code::Unexpected,
        format!("{} sends on to {place}. Your key was not sent there; if that is your shop, enter that address instead.", who.host),
    )
}

fn page(response: &HttpResponse, who: &Who<'_>) -> Error {
    Error::new(
        Code::Unexpected,
        format!(
            "{} answered with something else than data{}. A login page, a firewall or a cache stands in between; try again later, and if it \
             stays so, ask whoever runs the network.",
            who.host,
            said(response, who)
        ),
    )
}

/// `: “the title or message”`, or nothing.
pub fn said(response: &HttpResponse, who: &Who<'_>) -> String {
    let text = if is_page(response) { title_of(response) } else { body(response).ok().and_then(|v| message(&v)) };
    text.map(|t| quoted(&t, &who.hidden)).filter(|t| !t.is_empty()).map_or_else(String::new, |t| format!(": “{t}”"))
}

/// What a platform's error says in words, in the places where platforms put it.
fn message(v: &Value) -> Option<String> {
    if let Value::Array(all) = v {
        return all.first().and_then(message);
    }
    for key in ["message", "detail", "error_description", "title", "error", "errors"] {
        match v.get(key) {
            Some(Value::String(s)) if !s.trim().is_empty() => return Some(s.clone()),
            Some(inner @ (Value::Array(_) | Value::Object(_))) => {
                if let Some(found) = message(inner) {
                    return Some(found);
                }
            }
            _ => {}
        }
    }
    None
}

/// Without markup, without the hidden, at most 120 letters.
pub fn quoted(text: &str, hidden: &[&Secret]) -> String {
    let mut out = super::json::plain(text);
    for secret in hidden {
        if secret.reveal().len() > 3 {
            out = out.replace(secret.reveal(), "…");
        }
    }
    if out.chars().count() > 120 {
        out = out.chars().take(119).collect::<String>() + "…";
    }
    out
}

pub fn is_page(response: &HttpResponse) -> bool {
    let start = String::from_utf8_lossy(&response.body[..response.body.len().min(512)]).to_lowercase();
    response.header("content-type").is_some_and(|c| c.contains("html")) || start.contains("<html") || start.contains("<!doctype")
}

pub fn title_of(response: &HttpResponse) -> Option<String> {
    let text = String::from_utf8_lossy(&response.body[..response.body.len().min(65_536)]).into_owned();
    let lower = text.to_ascii_lowercase();
    let open = lower.find("<title")?;
    let start = open + lower.get(open..)?.find('>')? + 1;
    let end = start + lower.get(start..)?.find("</title")?;
    text.get(start..end).map(str::to_owned)
}
