//! How Regulars is let in: by an access token that stands, or by client credentials, for which Shopify hands out a token
//! of 24 hours. Such a token is fetched when it is first needed, renewed an hour before its end, and kept in memory only.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};
use url::Url;

use super::trouble;
use crate::host::{HttpRequest, HttpResponse, Method, Secret};
use crate::sources::{Outside, answer, json};
use crate::types::{Code, Error, Progress, Result};

pub enum Access {
    Token(Secret),
    Client { id: String, secret: Secret, kept: Mutex<Option<Kept>> },
}

/// A token of limited life.
pub struct Kept {
    token: Secret,
    /// By `Sleeper::elapsed`.
    until: Duration,
}

/// So long before its end a token is not used any more.
const EARLY: Duration = Duration::from_secs(3600);
/// What Shopify says a token lives, should it not say so.
const A_DAY: u64 = 86_399;

impl Access {
    /// With a client id the secret is that of the client, without one it is a token, whatever field it came in: a single
    /// secret is kept without the name of its field.
    ///
    /// # Errors
    /// `BadInput` when neither is whole.
    pub fn of(client_id: &str, token: Option<&Secret>, client_secret: Option<&Secret>) -> Result<Self> {
        let given = |s: Option<&Secret>| s.filter(|s| !s.reveal().trim().is_empty()).map(|s| Secret::new(s.reveal().trim()));
        let (token, client_secret, id) = (given(token), given(client_secret), client_id.trim());
        if !id.is_empty() {
            let secret = client_secret.or(token).ok_or_else(|| {
                Error::bad_input(
                    "The client ID came without its client secret. Copy both from the app’s Settings page in the Dev Dashboard.",
                )
            })?;
            return Ok(Self::Client { id: id.to_owned(), secret, kept: Mutex::new(None) });
        }
        match token.or(client_secret) {
            Some(t) if t.reveal().starts_with("shpss_") => Err(Error::bad_input(
                "This is an app’s client secret, not an access token. Enter it as the client secret, together with the client ID.",
            )),
            Some(t) => Ok(Self::Token(t)),
            None => Err(Error::bad_input("Enter the app’s client ID and client secret, or an access token (shpat_…) if your app has one.")),
        }
    }

    /// All that must never be repeated.
    pub fn hidden(&self) -> Vec<&Secret> {
        match self {
            Self::Token(t) => vec![t],
            Self::Client { secret, .. } => vec![secret],
        }
    }

    /// The token to send, fetched when there is none that lives long enough.
    ///
    /// # Errors
    /// `Unauthorised` by what is wrong with the credentials; else those of asking.
    pub fn token(&self, outside: &Outside, shop: &Url, host: &str, watch: &Progress) -> Result<Secret> {
        let (id, secret, kept) = match self {
            Self::Token(t) => return Ok(t.clone()),
            Self::Client { id, secret, kept } => (id, secret, kept),
        };
        let now = outside.sleeper.elapsed();
        if let Some(k) = kept.lock().unwrap_or_else(PoisonError::into_inner).as_ref().filter(|k| now < k.until) {
            return Ok(k.token.clone());
        }
        let door = shop.join("admin/oauth/access_token").map_err(|e| Error::internal("An address could not be made.").caused_by(e))?;
        let body = json!({ "client_id": id, "client_secret": secret.reveal(), "grant_type": "client_credentials" }).to_string();
        let make = || Ok(HttpRequest { method: Method::Post, url: door.to_string(), headers: json_headers(), json: Some(body.clone()) });
        let answer = answer::ask(outside, watch, make, |response| judge(response, host, secret))?;
        let who = trouble::who(host, vec![secret]);
        let token = json::owned(&answer, "access_token").ok_or_else(|| answer::odd(&who, "no token came for the client credentials"))?;
        let lives = Duration::from_secs(answer.get("expires_in").and_then(Value::as_u64).unwrap_or(A_DAY));
        let until = now + lives.saturating_sub(EARLY).max(lives / 2);
        let token = Secret::new(token);
        *kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(Kept { token: token.clone(), until });
        Ok(token)
    }

    /// Forgets a fetched token that was not accepted. Whether it is worth another try.
    pub fn renew(&self) -> bool {
        match self {
            Self::Token(_) => false,
            Self::Client { kept, .. } => kept.lock().unwrap_or_else(PoisonError::into_inner).take().is_some(),
        }
    }
}

pub fn json_headers() -> Vec<(String, String)> {
    vec![("Accept".to_owned(), "application/json".to_owned())]
}

fn judge(response: &HttpResponse, host: &str, secret: &Secret) -> Result<Value> {
    let who = trouble::who(host, vec![secret]);
    if !matches!(response.status, 400 | 401 | 403) {
        return trouble::judge(response, &who);
    }
    // JSON, or a page for people, by the mood of the other side.
    let text = response.text();
    let sentence = if text.contains("application_cannot_be_found") {
        format!("Shopify knows no app with this client ID at {host}. Copy it from the app’s Settings page in the Dev Dashboard.")
    } else if text.contains("shop_not_permitted") {
        format!(
            "This app may not enter {host} by client credentials: app and shop must belong to the same organisation in the Dev Dashboard. Make the \
             app in the organisation that owns the shop."
        )
    } else if text.contains("app_not_installed") || text.contains("not installed") {
        format!("The app is not installed in {host}. Install it from the Dev Dashboard (Home → Install app), then try again.")
    } else if text.contains("invalid_client") || text.contains("client_secret") {
        format!("Shopify does not accept this client secret for {host}. Copy it again from the app’s Settings page; it starts with shpss_.")
    } else {
        format!(
            "Shopify hands out no access to {host} for these client credentials. Check the client ID and the client secret, and that the app is \
             installed in this shop."
        )
    };
    Err(Error::new(Code::Unauthorised, sentence))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn either_way_in_must_be_whole() {
        let s = |t: &str| Secret::new(t);
        assert!(matches!(Access::of("", Some(&s("shpat_1")), None), Ok(Access::Token(_))));
        assert!(matches!(Access::of("id", None, Some(&s("shpss_1"))), Ok(Access::Client { .. })));
        assert!(matches!(Access::of("id", Some(&s("shpss_1")), None), Ok(Access::Client { .. })));
        assert!(matches!(Access::of("", None, Some(&s("shpat_1"))), Ok(Access::Token(_))));
        let said = |id: &str, t: Option<&Secret>, c: Option<&Secret>| Access::of(id, t, c).err().unwrap().message;
        assert!(said("", Some(&s("shpss_1")), None).contains("client secret, not an access token"));
        assert!(said("id", None, None).contains("without its client secret"));
        assert!(said("", None, Some(&s("shpss_x"))).contains("together with the client ID"));
        assert!(said("", Some(&s(" ")), None).contains("client ID and client secret"));
    }
}
