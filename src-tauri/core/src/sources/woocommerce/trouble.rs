//! An answer that is none, in words: what happened, and what the shop's owner can do about it.
//!
//! WordPress translates its messages, so statuses and codes decide, never texts. Whatever is quoted is short and without keys.

use serde_json::Value;

use super::client::Client;
use crate::host::HttpResponse;
use crate::sources::answer;
use crate::types::{Code, Error, Result};

/// The JSON of an answer, or what to tell the person.
pub fn judge(response: &HttpResponse, client: &Client) -> Result<Value> {
    let host = client.host();
    match response.status {
        200..=299 => answer::body(response).map_err(|torn| if torn { answer::torn_answer(&host) } else { not_json(response, client) }),
        300..=399 => Err(moved(response, client)),
        _ => Err(match answer::body(response) {
            Ok(body) => said_no(response, &body, client),
            Err(_) => not_json(response, client),
        }),
    }
}

fn moved(response: &HttpResponse, client: &Client) -> Error {
    let to = response.header("location").and_then(|l| client.rest.url().join(l).ok()).map(String::from).unwrap_or_default();
    let response = HttpResponse { status: response.status, headers: vec![("location".to_owned(), to)], body: Vec::new() };
    answer::moved(&response, &answer::Who { host: &client.host(), platform: "WooCommerce", hidden: Vec::new() })
}

fn said_no(response: &HttpResponse, body: &Value, client: &Client) -> Error {
    let host = client.host();
    let code = body.get("code").and_then(Value::as_str).unwrap_or("");
    let message = body.get("message").and_then(Value::as_str).unwrap_or("");
    let quoted = client.quoted(message);
    match (response.status, code) {
        // One code for a wrong secret, a missing permission, a bad signature and a clock that is off: `diagnose` tells them apart.
        (401 | 403, "woocommerce_rest_authentication_error" | "woocommerce_api_authentication_error") => Error::new(
            Code::Unauthorised,
            format!("{host} refused the key: “{quoted}”. Check that key and secret belong together and that its permissions are “Read”."),
        )
        .caused_by(format!("{SAID}{quoted}")),
        (401, "woocommerce_rest_cannot_view") => Error::new(
            Code::Unauthorised,
            format!("{host} does not know this key. Copy the consumer key again (it starts with ck_), and check that it was not revoked."),
        ),
        (403, "woocommerce_rest_cannot_view") => Error::new(
            Code::Unauthorised,
            format!("The user that this key belongs to may not see this at {host}. Make the key for an administrator or a shop manager."),
        )
        .caused_by(NOT_ALLOWED),
        (404, code) if code.ends_with("_invalid_id") => {
            Error::new(Code::NotFound, format!("{host} does not have that (any more): “{quoted}”."))
        }
        (404, "rest_no_route") => Error::new(
            Code::NotFound,
            format!(
                "{host} runs WordPress, but WooCommerce's interface (wc/v3) is not there. Is WooCommerce installed, active and at least version 3.5?"
            ),
        ),
        (401 | 403, _) => Error::new(
            Code::Unauthorised,
            format!(
                "{host} keeps its interface closed: “{quoted}”. A security plugin can do this; allow the REST API (/wp-json/wc/v3) for keys in its settings."
            ),
        ),
        (429, _) => busy(&host),
        (503, _) => maintenance(&host),
        (500..=599, _) => Error::new(
            Code::Unexpected,
            format!("{host} had an error of its own (status {}): “{quoted}”. Its error log tells more; try again later.", response.status),
        ),
        (status, _) => Error::new(Code::Unexpected, format!("{host} did not accept a request (status {status}): “{quoted}”.")),
    }
}

/// Marks that the key is good, but its user lacks a right.
const NOT_ALLOWED: &str = "the user may not see it";

pub fn may_not_see(e: &Error) -> bool {
    e.cause.as_ref().is_some_and(|c| c.to_string() == NOT_ALLOWED)
}

/// Marks a refusal of a key that the shop did see: showing it in another way would change nothing.
pub const SAW: &str = "the shop saw the key";
/// The same, with what the shop said to it.
const SAID: &str = "the shop saw the key and said: ";

pub fn saw_the_key(e: &Error) -> bool {
    e.cause.as_ref().is_some_and(|c| c.to_string().starts_with(SAW))
}

/// What the shop said when it refused a key that it did see.
pub fn refusal(e: &Error) -> Option<String> {
    e.cause.as_ref()?.to_string().strip_prefix(SAID).map(str::to_owned)
}

fn busy(host: &str) -> Error {
    Error::new(Code::Busy, format!("{host} asks us to slow down (too many requests). Try again in a few minutes."))
}

fn maintenance(host: &str) -> Error {
    Error::new(Code::Busy, format!("{host} is in maintenance mode or overloaded (status 503). Try again when the shop is open."))
}

/// A page for people where an answer for programs was expected.
fn not_json(response: &HttpResponse, client: &Client) -> Error {
    let host = client.host();
    let title = answer::title_of(response).map(|t| client.quoted(&t)).filter(|t| !t.is_empty());
    let shown = title.map_or_else(String::new, |t| format!(" (“{t}”)"));
    match response.status {
        404 => Error::new(
            Code::NotFound,
            format!("{host} has nothing at this address{shown}. Is the shop in a folder of its own, such as /shop?"),
        ),
        429 => busy(&host),
        503 => maintenance(&host),
        500 | 502 | 504..=599 => {
            Error::new(Code::Unexpected, format!("{host} had an error of its own (status {}){shown}. Try again later.", response.status))
        }
        status => Error::new(
            Code::Unexpected,
            format!(
                "{host} answered with a web page{shown} where data was expected (status {status}). A security plugin, a firewall or a cache stands \
                 in between: let /wp-json/wc/v3 through there, and keep it out of the cache."
            ),
        ),
    }
}
