//! Finding the shop at what a person typed, and naming the cause when it is not there. The Test button.
//!
//! It asks in the order in which things go wrong: is there a host, is it WordPress, has it WooCommerce, does it
//! know the key, may the key read. Only the last two questions carry a key.

use std::sync::Arc;

use serde_json::Value;
use url::Url;

use super::address::{Rest, home};
use super::client::{self, Answer, Auth, Client};
use super::trouble;
use crate::host::{HttpResponse, Secret};
use crate::sources::{Outside, address, answer, json};
use crate::types::{Code, Currency, Error, Result, ShopZone};

/// What a person enters.
pub struct Login<'a> {
    pub address: &'a str,
    pub key: &'a str,
    pub secret: &'a Secret,
    pub allow_plain_http: bool,
}

/// A shop that answers.
pub struct Found {
    pub client: Client,
    pub name: String,
    /// Of WooCommerce, where the key may see it.
    pub version: Option<String>,
    pub currency: Option<Currency>,
    pub zone: Option<ShopZone>,
    pub orders: u64,
    /// What the key's user may see besides, with how much there is.
    pub counts: Vec<(&'static str, u64)>,
    /// What they may not see, as sentences.
    pub notes: Vec<String>,
}

/// # Errors
/// `BadInput` for what is no address or no key, `Refused` for plain http that nobody asked for, `Network` when the host
/// cannot be reached, `NotFound` when there is no WordPress or no WooCommerce, `Unauthorised` by what is wrong with the
/// key, `Busy` for maintenance, `Unexpected` for a page in between or a redirect to another host.
pub fn find(outside: &Outside, login: &Login<'_>) -> Result<Found> {
    let key = login.key.trim();
    let secret = Secret::new(login.secret.reveal().trim());
    check_pair(key, &secret)?;
    let home = home(login.address)?;
    address::check_safe(&home, login.allow_plain_http)?;
    let door = Client {
        outside: outside.clone(),
        rest: Rest::Path(home),
        auth: Auth::Header,
        key: key.to_owned(),
        secret,
        pace: Arc::new(client::pace()),
    };
    let (rest, root) = discover(&door)?;
    address::check_safe(rest.url(), login.allow_plain_http)?;
    let namespaces = json::list(&root, "namespaces");
    if !root.is_null() && !namespaces.iter().any(|n| n.as_str() == Some("wc/v3")) {
        return Err(Error::new(
            Code::NotFound,
            format!(
                "{} runs WordPress, but WooCommerce is not active there (or older than 3.5). Activate it, or check the address.",
                door.host()
            ),
        ));
    }
    let (client, orders) = knock(Client { rest, ..door })?;
    let (version, currency) = about(&client);
    let (counts, notes) = rights(&client);
    Ok(Found {
        counts,
        notes,
        name: json::text(&root, "name").map_or_else(|| client.host(), json::plain),
        version,
        currency,
        zone: zone_of(&root),
        orders: orders.total.unwrap_or(0),
        client,
    })
}

fn check_pair(key: &str, secret: &Secret) -> Result<()> {
    if key.starts_with("cs_") && secret.reveal().starts_with("ck_") {
        return Err(Error::bad_input("Key and secret are swapped: the key starts with ck_, the secret with cs_."));
    }
    if !key.starts_with("ck_") {
        return Err(Error::bad_input("A consumer key starts with ck_. Copy it from WooCommerce → Settings → Advanced → REST API."));
    }
    if !secret.reveal().starts_with("cs_") {
        return Err(Error::bad_input(
            "A consumer secret starts with cs_. It is shown only once, when the key is made; make a new key if it is lost.",
        ));
    }
    Ok(())
}

/// WordPress's index, without a key: where it is, and what it says of itself.
fn discover(door: &Client) -> Result<(Rest, Value)> {
    let home = door.rest.url().clone();
    let pretty = home.join("wp-json/").map_err(|e| Error::internal("An address could not be made.").caused_by(e))?;
    let (first, at) = follow(door, pretty, &[])?;
    if let Some(root) = index(&first) {
        return Ok((Rest::Path(at), root));
    }
    if matches!(first.status, 401 | 403) && answer::body(&first).is_ok_and(|v| v.get("code").is_some()) {
        // The index is closed to strangers; with the key it may be open.
        return Ok((Rest::Path(at), Value::Null));
    }
    if first.status == 503 || first.status == 429 {
        return Err(first_trouble(&first, door));
    }
    // Without readable links (Settings → Permalinks → Plain) the same index answers as a query.
    let (second, at) = follow(door, home, &[("rest_route".to_owned(), "/".to_owned())])?;
    if let Some(root) = index(&second) {
        return Ok((Rest::Query(at), root));
    }
    Err(if is_wordpress(&first) || is_wordpress(&second) || matches!(first.status, 401 | 403 | 500..=599) {
        first_trouble(if is_wordpress(&second) && !is_wordpress(&first) && first.status == 404 { &second } else { &first }, door)
    } else {
        let title = answer::title_of(&second).or_else(|| answer::title_of(&first)).map(|t| door.quoted(&t)).filter(|t| !t.is_empty());
        let shown = title.map_or_else(String::new, |t| format!(" (“{t}”)"));
        Error::new(
            Code::NotFound,
            format!(
                "No WordPress answers at {}{shown}. Enter the address where your customers shop; if the shop is in a folder, with the folder, \
                 such as https://shop.example/shop.",
                door.host()
            ),
        )
    })
}

fn first_trouble(response: &HttpResponse, door: &Client) -> Error {
    match trouble::judge(response, door) {
        Err(e) => e,
        // JSON, but not WordPress's index.
        Ok(_) => Error::new(Code::NotFound, format!("{} answers, but not as WordPress does. Check the address.", door.host())),
    }
}

/// Follows a redirect to the same shop (https, www). There is no key in these requests.
fn follow(door: &Client, start: Url, params: &[(String, String)]) -> Result<(HttpResponse, Url)> {
    let mut url = start;
    for _ in 0..5 {
        let response = door.outside.http.send(&client::get(&url, params))?;
        if !(300..=399).contains(&response.status) {
            return Ok((response, url));
        }
        let Some(mut next) = response.header("location").and_then(|l| url.join(l).ok()) else { return Ok((response, url)) };
        next.set_query(None);
        if !address::same_shop(&url, &next) {
            return Err(trouble::judge(&response, door).err().unwrap_or_else(|| Error::internal("A redirect without an answer.")));
        }
        url = next;
    }
    Err(Error::new(Code::Unexpected, format!("{} sends from one address to the next in a circle. Its host can mend that.", door.host())))
}

fn index(response: &HttpResponse) -> Option<Value> {
    let body = answer::body(response).ok().filter(|_| response.status == 200)?;
    body.get("namespaces").is_some_and(Value::is_array).then_some(body)
}

fn is_wordpress(response: &HttpResponse) -> bool {
    let text = response.text();
    response.header("link").is_some_and(|l| l.contains("api.w.org"))
        || (answer::is_page(response) && ["wp-content", "wp-includes", "WordPress", "Wordfence"].iter().any(|w| text.contains(w)))
        || answer::body(response).is_ok_and(|v| v.get("code").is_some() && v.get("data").is_some())
}

/// Shows the key in the ways that WooCommerce knows, until one is let in; the first refusal that says more than
/// "I do not know you" is the answer.
fn knock(client: Client) -> Result<(Client, Answer)> {
    let https = client.rest.url().scheme() == "https";
    let ways: &[Auth] = if https { &[Auth::Header, Auth::Query, Auth::Signed] } else { &[Auth::Signed] };
    let mut first = None;
    for auth in ways {
        let client = Client { auth: *auth, ..client.clone() };
        let params = [("per_page", "1".to_owned()), ("_fields", "id".to_owned())];
        match client.get_once("wc/v3/orders", &params) {
            Ok(answer) if answer.body.is_array() => return Ok((client, answer)),
            Ok(_) => {
                return Err(Error::new(
                    Code::Unexpected,
                    format!("{} answered, but not with a list of orders. A plugin changes its answers.", client.host()),
                ));
            }
            Err(e) if e.code != Code::Unauthorised || (*auth != Auth::Signed && trouble::saw_the_key(&e)) => return Err(e),
            // Over https a signature is the last resort: what the first way was told says more.
            Err(e) => {
                first.get_or_insert(e);
            }
        }
    }
    Err(first.unwrap_or_else(|| Error::internal("No way to show the key was tried.")))
}

/// What else the key's user may see. Orders alone are worth connecting, so a missing right is a note and no error.
fn rights(client: &Client) -> (Vec<(&'static str, u64)>, Vec<String>) {
    let (mut counts, mut notes) = (Vec::new(), Vec::new());
    for (what, route, lost) in [
        ("customers", "wc/v3/customers", "customer accounts (people come in with their orders alone)"),
        ("products", "wc/v3/products", "products"),
        ("reviews", "wc/v3/products/reviews", "reviews"),
    ] {
        let mut params = vec![("per_page", "1".to_owned()), ("_fields", "id".to_owned())];
        if what == "customers" {
            params.push(("role", "all".to_owned()));
        }
        match client.get_once(route, &params) {
            Ok(answer) => counts.extend(answer.total.map(|n| (what, n))),
            Err(e) if trouble::may_not_see(&e) => notes.push(format!(
                "The user that this key belongs to may not see {lost}: they will not come in. Make the key for an administrator or a shop \
                 manager."
            )),
            Err(_) => {}
        }
    }
    (counts, notes)
}

/// Version and currency; not worth failing for.
fn about(client: &Client) -> (Option<String>, Option<Currency>) {
    let status = client.get_once("wc/v3/system_status", &[("_fields", "environment,settings".to_owned())]).ok();
    let version = status.as_ref().and_then(|s| json::owned(s.body.get("environment")?, "version"));
    let currency = status.as_ref().and_then(|s| json::text(s.body.get("settings")?, "currency")?.parse().ok());
    let currency = currency.or_else(|| {
        let answer = client.get_once("wc/v3/data/currencies/current", &[]).ok()?;
        json::text(&answer.body, "code")?.parse().ok()
    });
    (version, currency)
}

/// The shop's time zone; a plain offset such as +2 only where no city is set.
fn zone_of(root: &Value) -> Option<ShopZone> {
    if let Some(zone) = json::text(root, "timezone_string").and_then(|z| ShopZone::parse(z).ok()) {
        return Some(zone);
    }
    let hours = json::whole(root, "gmt_offset")?;
    // POSIX names count westward.
    ShopZone::parse(&if hours == 0 { "UTC".to_owned() } else { format!("Etc/GMT{:+}", -hours) }).ok()
}
