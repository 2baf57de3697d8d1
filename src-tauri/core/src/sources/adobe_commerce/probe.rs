//! Finding the shop at what a person typed, and naming each right that its integration lacks. The Test button.

use serde_json::Value;
use url::Url;

use super::client::{Client, Keys};
use super::criteria::Criteria;
use super::source::Config;
use super::{orders, trouble};
use crate::sources::platform::{Found, Login};
use crate::sources::{Outside, address, answer, json};
use crate::types::{Code, Currency, Error, Result, ShopZone};

/// Lists that are read, and what they are counted as.
const LISTS: [(&str, &str, Option<&str>); 5] = [
    ("orders", "entity_id,grand_total,base_grand_total,customer_email,items[sku]", Some("orders")),
    ("creditmemos", "entity_id,order_id,items[entity_id,order_item_id,qty,base_price,base_cost]", None),
    ("customers/search", "id,email,firstname,lastname", Some("customers")),
    ("products", "id,sku", Some("products")),
    ("categories/list", "id", None),
];

pub fn find(outside: &Outside, login: &Login) -> Result<Found> {
    let home = home(login.get("address"))?;
    let keys = Keys::new(login.get("consumer_key"), &login.secrets)?;
    if keys.consumer.is_empty() {
        return Err(Error::bad_input("The consumer key is missing. Copy all four values from the integration."));
    }
    let base = base(&home, login.get("store_code"))?;
    let client = Client::new(outside.clone(), base.clone(), keys)?;
    let about = match client.get_once("store/storeConfigs", &[]) {
        Err(e) => match trouble::lacks(&e) {
            Some(right) => return Err(lacking(&[right])),
            None => return Err(e),
        },
        Ok(Value::Array(all)) => all.into_iter().next().unwrap_or(Value::Null),
        Ok(_) => return Err(client.odd("a list of stores was asked for, and something else came")),
    };
    let (mut missing, mut counts) = (Vec::new(), Vec::new());
    for (route, fields, count) in LISTS {
        match client.get_once(route, &Criteria::by_number().params(1, fields)) {
            Ok(answer) => counts.extend(count.zip(answer.get("total_count").and_then(Value::as_u64))),
            Err(e) => match trouble::lacks(&e) {
                Some(right) => missing.push(right),
                None => return Err(e),
            },
        }
    }
    if !missing.is_empty() {
        return Err(lacking(&missing));
    }
    let stock =
        client.get_once("inventory/source-items", &Criteria::by_number().unordered().params(1, "sku,source_code,quantity,status")).is_ok();
    let mut notes = Vec::new();
    if !stock {
        notes.push(
            "The shop does not tell what is in stock (Stores → Inventory → Sources), so products count as in stock while they are enabled."
                .to_owned(),
        );
    }
    let currency: Option<Currency> = orders::currency(&about, "base_currency_code").ok();
    let config = Config {
        base: base.to_string(),
        consumer: login.get("consumer_key").to_owned(),
        currency,
        home: json::owned(&about, "secure_base_link_url").unwrap_or_else(|| home.to_string()),
        media: json::owned(&about, "secure_base_media_url"),
        stock,
    };
    Ok(Found {
        name: client.host(),
        host: client.host(),
        identity: home.to_string(),
        version: None,
        currency,
        zone: json::text(&about, "timezone").and_then(|z| ShopZone::parse(z).ok()),
        counts,
        notes,
        safe: true,
        settings: serde_json::to_value(config).map_err(|e| Error::internal("The connection could not be kept.").caused_by(e))?,
    })
}

/// The shop's front door: `shop.example`, with or without `/rest` or an address of the administration behind it.
fn home(typed: &str) -> Result<Url> {
    address::home(typed, &["/rest", "/index.php", "/admin"])
}

fn base(home: &Url, store: &str) -> Result<Url> {
    let store = if store.is_empty() { "all" } else { store };
    if !store.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
        return Err(Error::bad_input(format!(
            "“{}” is not a store view's code; it is one word such as default.",
            answer::quoted(store, &[])
        )));
    }
    home.join(&format!("rest/{store}/V1/")).map_err(|e| Error::internal("An address could not be made.").caused_by(e))
}

fn lacking(rights: &[String]) -> Error {
    let list = rights.iter().map(|r| format!("“{r}”")).collect::<Vec<_>>().join(", ");
    let what = if rights.len() == 1 { "the resource" } else { "the resources" };
    Error::new(
        Code::Unauthorised,
        format!(
            "The integration lacks {what} {list}. Tick {} in its API tab (System → Integrations), save, and choose Reauthorize.",
            if rights.len() == 1 { "it" } else { "them" }
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_what_people_type() {
        for (typed, wanted) in [
            ("shop.example", "https://shop.example/rest/all/V1/"),
            ("https://shop.example/rest/V1/orders", "https://shop.example/rest/all/V1/"),
            ("https://shop.example/shop/rest/default/V1", "https://shop.example/shop/rest/all/V1/"),
            ("https://shop.example/index.php/admin_1abc/", "https://shop.example/rest/all/V1/"),
        ] {
            assert_eq!(base(&home(typed).unwrap(), "").unwrap().as_str(), wanted, "{typed}");
        }
        assert_eq!(base(&home("shop.example").unwrap(), "german").unwrap().as_str(), "https://shop.example/rest/german/V1/");
        assert!(base(&home("shop.example").unwrap(), "a/../b").is_err());
    }
}
