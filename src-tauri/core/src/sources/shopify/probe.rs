//! Opening the shop at what a person typed, and naming the cause when it does not open. The Test button.
//!
//! In the order in which things go wrong: is there such a shop, does it know the app, may the app read what is needed,
//! and does Shopify show it the customers. Only the shop itself is sent a key.

use serde_json::{Value, json};
use url::Url;

use super::access::Access;
use super::client::Client;
use super::documents;
use super::rights::Rights;
use super::shop_name::{self, Typed};
use crate::sources::{Outside, answer, json};
use crate::types::{Code, Currency, Error, Progress, Result, ShopZone};

/// A shop that opens.
pub struct Opened {
    pub shop: Url,
    /// `my-shop.myshopify.com`, as Shopify itself says.
    pub domain: String,
    pub name: String,
    pub plan: Option<String>,
    pub currency: Option<Currency>,
    pub zone: Option<ShopZone>,
    pub counts: Vec<(&'static str, u64)>,
    pub notes: Vec<String>,
}

/// # Errors
/// `BadInput` for what is no shop's name, `NotFound` when there is no such shop, `Unauthorised` by what the app lacks,
/// `Network`, `Busy`, `Unexpected`.
pub fn open(outside: &Outside, typed: &str, access: Access) -> Result<Opened> {
    let shop = match shop_name::parse(typed)? {
        Typed::Shop(url) => url,
        Typed::Domain(domain) => shop_name::behind(outside, &domain)?,
    };
    let client = Client::new(outside.clone(), shop, access);
    let (host, watch) = (client.host(), Progress::silent());
    let about = client.ask(&documents::shop(), &json!({}), &watch)?.data;
    let nothing = Value::Null;
    let shop = about.get("shop").filter(|s| s.is_object()).ok_or_else(|| answer::odd(&client.who(&host), "it says nothing of the shop"))?;
    let rights = Rights::of(about.get("currentAppInstallation").unwrap_or(&nothing));
    if let Some(missing) = rights.missing() {
        return Err(Error::new(Code::Unauthorised, missing));
    }
    let look = client.raw(&documents::look(), &json!({}), 1, &watch)?;
    if let Some(refusal) = look.refusals.iter().find(|r| r.is_of_protected_data()).or_else(|| look.refusals.first()) {
        return Err(refusal.error(&client.who(&host)));
    }
    let count = |key: &str| look.data.get(key).and_then(|c| json::whole(c, "count")).and_then(|n| u64::try_from(n).ok()).unwrap_or(0);
    Ok(Opened {
        domain: json::owned(shop, "myshopifyDomain").unwrap_or_else(|| host.clone()),
        name: json::text(shop, "name").map_or_else(|| host.clone(), json::plain),
        plan: shop.get("plan").and_then(|p| json::owned(p, "publicDisplayName")),
        currency: json::text(shop, "currencyCode").and_then(|c| c.parse().ok()),
        zone: json::text(shop, "ianaTimezone").and_then(|z| ShopZone::parse(z).ok()),
        counts: vec![("orders", count("ordersCount")), ("customers", count("customersCount")), ("products", count("productsCount"))],
        notes: rights.notes(),
        shop: client.shop.clone(),
    })
}
