//! Finding the store behind what a person entered, and naming each right that its token lacks. The Test button.

use serde_json::Value;

use super::client::Client;
use super::source::Config;
use super::store;
use crate::host::Secret;
use crate::sources::platform::{Found, Login};
use crate::sources::{Outside, json};
use crate::types::{Code, Currency, Error, Result, ShopZone};

/// What is read, and how BigCommerce names the right for it in an API account.
const RIGHTS: [(&str, &str); 4] = [
    ("v2/orders/count", "Orders: read-only"),
    ("v3/orders/payment_actions/refunds?limit=1", "Order Transactions: read-only"),
    ("v3/customers?limit=1", "Customers: read-only"),
    ("v3/catalog/products?limit=1&include_fields=name", "Products: read-only"),
];

pub fn find(outside: &Outside, login: &Login) -> Result<Found> {
    let hash = store::hash(login.get("store"))?;
    let token = login.secrets.get("token")?;
    let token = Secret::new(token.reveal().trim());
    let stand_in = login.get("address").to_owned();
    let client = Client::new(outside.clone(), store::base(&hash, &stand_in)?, token);
    let about = match client.get_once("v2/store", &[]) {
        Ok(answer) if answer.body.is_object() => answer.body,
        Ok(_) => return Err(client.odd("it says nothing of the store")),
        Err(e) if e.code == Code::Unauthorised && is_right(&e) => return Err(lacking(&["Information & Settings: read-only"])),
        Err(e) => return Err(e),
    };
    let (mut missing, mut orders, mut others) = (Vec::new(), 0, Vec::new());
    for (route, right) in RIGHTS {
        match client.get_once(route, &[]) {
            Ok(answer) if route.starts_with("v2") => orders = answer.body.get("count").and_then(Value::as_u64).unwrap_or(0),
            Ok(answer) => {
                let total = answer.body.get("meta").and_then(|m| m.get("pagination")).and_then(|p| p.get("total")).and_then(Value::as_u64);
                others
                    .extend(route.split(['/', '?']).find_map(|part| ["customers", "products"].into_iter().find(|w| *w == part)).zip(total));
            }
            Err(e) if e.code == Code::Unauthorised && is_right(&e) => missing.push(right),
            Err(e) => return Err(e),
        }
    }
    if !missing.is_empty() {
        return Err(lacking(&missing));
    }
    let currency: Option<Currency> = json::text(&about, "currency").and_then(|c| c.parse().ok());
    let home = json::text(&about, "secure_url").map(|u| u.trim_end_matches('/').to_owned());
    let mut counts = vec![("orders", orders)];
    counts.extend(others);
    let mut notes = Vec::new();
    if currency.is_none() {
        notes.push("The store does not say its currency, so products come in without their prices.".to_owned());
    }
    Ok(Found {
        name: json::text(&about, "name").map_or_else(|| hash.clone(), json::plain),
        host: client.host(),
        identity: format!("bigcommerce:{hash}"),
        version: None,
        currency,
        zone: about.get("timezone").and_then(|z| json::text(z, "name")).and_then(|z| ShopZone::parse(z).ok()),
        counts,
        notes,
        safe: true,
        settings: serde_json::to_value(Config { hash, stand_in, currency, home })
            .map_err(|e| Error::internal("The connection could not be kept.").caused_by(e))?,
    })
}

/// 403: the token is known, and may not do this.
fn is_right(e: &Error) -> bool {
    e.message.starts_with("The token may not")
}

fn lacking(rights: &[&str]) -> Error {
    let list = rights.iter().map(|r| format!("“{r}”")).collect::<Vec<_>>().join(", ");
    Error::new(
        Code::Unauthorised,
        format!(
            "The token lacks {} {list}. A token's rights cannot be changed later: make a new API account in BigCommerce \
             (Settings → Store-level API accounts) with all the rights that the guide names, and enter its token here.",
            if rights.len() == 1 { "the right" } else { "the rights" }
        ),
    )
}
