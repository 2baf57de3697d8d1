//! An answer that is none, in words: what happened, and what the shop's owner can do about it.
//!
//! WordPress translates its messages, so codes decide where there are codes; texts only where WooCommerce gives the
//! same code for different things, and then the sentence names both. Whatever is quoted is short and without keys.

use serde_json::Value;

use super::client::{Client, date_of};
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
        (401 | 403, "woocommerce_rest_authentication_error" | "woocommerce_api_authentication_error") => {
            refused_key(response, &quoted, client)
        }
        (401, "woocommerce_rest_cannot_view") => Error::new(
            Code::Unauthorised,
            format!("{host} does not know this key. Copy the consumer key again (it starts with ck_), and check that it was not revoked."),
        ),
        (403, "woocommerce_rest_cannot_view") => Error::new(
            Code::Unauthorised,
            format!("The user that this key belongs to may not see orders at {host}. Make the key for an administrator or a shop manager."),
        ),
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

/// WooCommerce gives one code for a wrong secret, a missing permission and a bad signature.
fn refused_key(response: &HttpResponse, quoted: &str, client: &Client) -> Error {
    let host = client.host();
    let said = quoted.to_lowercase();
    let sentence = if said.contains("permission") {
        format!(
            "This key may not read. In the shop, under WooCommerce → Settings → Advanced → REST API, set its permissions to “Read” ({host})."
        )
    } else if said.contains("secret") {
        format!("The secret does not belong to this key. Copy both again from {host}; if the secret is lost, make a new key there.")
    } else if said.contains("consumer key") {
        format!("{host} does not know this key. Copy the consumer key again (it starts with ck_), and check that it was not revoked.")
    } else if said.contains("timestamp") {
        let apart = date_of(response).map(|d| (d.0 - client.outside.clock.now().0).abs() / 60);
        let by = apart.filter(|m| *m > 0).map_or_else(String::new, |m| format!(" by {m} minutes"));
        format!(
            "The clocks of this machine and of {host} differ{by}, too far for a signed request. Set this machine's clock, or use https."
        )
    } else if said.contains("signature") {
        format!(
            "{host} could not verify the signature that plain http needs. Its address in WordPress (Settings → General → Site Address) \
             must be the one entered here, port and path included. With https no signature is needed."
        )
    } else {
        format!("{host} refused the key: “{quoted}”. Check that key and secret belong together and that its permissions are “Read”.")
    };
    Error::new(Code::Unauthorised, sentence).caused_by(KNOWN)
}

/// Marks a refusal of a key that the shop did see: showing it in another way would change nothing.
const KNOWN: &str = "the shop saw the key";

pub fn saw_the_key(e: &Error) -> bool {
    e.cause.as_ref().is_some_and(|c| c.to_string() == KNOWN)
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
