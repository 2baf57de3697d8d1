//! Why a key was refused, whatever language the shop speaks.
//!
//! WooCommerce has one status and one code for an unknown key, a wrong secret, a bad signature, a clock that is off and a
//! missing permission, and says which in its own language. So the same question is asked again with one thing made wrong
//! on purpose: where the answer's words stay the same, that thing was what was wrong before. Four questions at most, and
//! none of them says more to the shop than the first did.

use super::client::{Auth, Client, date_of};
use super::trouble;
use crate::host::{HttpResponse, Secret};
use crate::sources::answer;
use crate::types::{Clock, Error, FixedClock, Timestamp};

/// Of the right form, and nobody's.
const NO_KEY: &str = "ck_0000000000000000000000000000000000000000";
const NO_SECRET: &str = "cs_0000000000000000000000000000000000000000";
/// WooCommerce takes a signature for 15 minutes.
const APART: i64 = 14 * 60;

/// The cause, when the error is a refusal of a key that the shop saw; else the error as it is.
pub fn named(client: &Client, e: Error) -> Error {
    let Some(said) = trouble::refusal(&e) else { return e };
    let sentence = match client.auth {
        Auth::Header | Auth::Query => of_pair(client, &said),
        Auth::Signed => of_signature(client, &said),
    };
    Error::new(e.code, sentence.unwrap_or(e.message)).caused_by(trouble::SAW)
}

fn of_pair(client: &Client, said: &str) -> Option<String> {
    let (wrong, _) = ask(&Client { secret: Secret::new(NO_SECRET), ..client.clone() })?;
    Some(if wrong? == said { not_its_secret(client) } else { may_not_read(client) })
}

fn of_signature(client: &Client, said: &str) -> Option<String> {
    let host = client.host();
    if ask(client)?.0.as_deref() != Some(said) {
        // Let in, or refused for something else by now: a passing trouble, of which nothing can be told.
        return None;
    }
    let (unknown, _) = ask(&Client { key: NO_KEY.to_owned(), ..client.clone() })?;
    if unknown? == said {
        return Some(format!(
            "{host} does not know this key. Copy the consumer key again (it starts with ck_), and check that it was not revoked."
        ));
    }
    let (unsigned, answer) = ask(&Client { secret: Secret::new(NO_SECRET), ..client.clone() })?;
    if unsigned? == said {
        return Some(format!(
            "{host} could not verify the signature that plain http needs: either the secret does not belong to this key, or the shop's \
             address in WordPress (Settings → General → Site Address) is not the one entered here, port and path included. With https no \
             signature is needed."
        ));
    }
    let theirs = date_of(&answer)?;
    let apart = (theirs.0 - client.outside.clock.now().0).abs();
    if apart > APART {
        // By the shop's own clock: is it let in, or refused for another reason?
        let (by_theirs, _) = ask(&at(client, theirs))?;
        if by_theirs.as_deref() != Some(said) {
            return Some(format!(
                "The clocks of this machine and of {host} differ by {} minutes, too far for a signed request. Set this machine's clock, or \
                 use https.",
                apart / 60
            ));
        }
    }
    Some(may_not_read(client))
}

fn at(client: &Client, now: Timestamp) -> Client {
    let mut there = client.clone();
    there.outside.clock = std::sync::Arc::new(FixedClock(now)) as std::sync::Arc<dyn Clock>;
    there
}

/// What the shop says to it: `None` in place of the words when it is let in or refused in another way. `None` at all when
/// it cannot be asked.
fn ask(client: &Client) -> Option<(Option<String>, HttpResponse)> {
    let response = client.once("wc/v3/orders", &[("per_page", "1".to_owned()), ("_fields", "id".to_owned())]).ok()?;
    let body = answer::body(&response).ok()?;
    let refused = matches!(response.status, 401 | 403) && body.get("code").and_then(serde_json::Value::as_str).is_some();
    let words = body.get("message").and_then(serde_json::Value::as_str).filter(|_| refused).map(|m| client.quoted(m));
    Some((words, response))
}

fn not_its_secret(client: &Client) -> String {
    let host = client.host();
    format!("The secret does not belong to this key. Copy both again from {host}; if the secret is lost, make a new key there.")
}

fn may_not_read(client: &Client) -> String {
    format!(
        "This key may not read. In the shop, under WooCommerce → Settings → Advanced → REST API, set its permissions to “Read” ({}).",
        client.host()
    )
}
