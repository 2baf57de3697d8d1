//! A product of the catalogue with its variants.

use std::collections::BTreeMap;

use serde_json::Value;

use super::orders::date;
use crate::sources::json;
use crate::types::records::{ProductRecord, VariantRecord};
use crate::types::{Currency, Error, Result};

/// Fields that are asked for; descriptions alone would be most of an answer.
pub const FIELDS: &str = "name,sku,price,calculated_price,categories,inventory_level,inventory_tracking,is_visible,availability,custom_url,\
date_created,date_modified";

/// What a product's figures need of the store.
pub struct Store {
    pub currency: Option<Currency>,
    /// `https://shop.example`, without a slash at its end.
    pub home: Option<String>,
    /// Names of categories by number.
    pub categories: BTreeMap<u64, String>,
}

pub fn product(v: &Value, store: &Store) -> Result<ProductRecord> {
    let id = json::id(v, "id").ok_or_else(|| Error::bad_input("A product without an id."))?;
    let price = price(v, store.currency)?;
    let tracked = json::text(v, "inventory_tracking").unwrap_or("none");
    let offered = v.get("is_visible") != Some(&Value::Bool(false)) && json::text(v, "availability") != Some("disabled");
    let variants: Vec<VariantRecord> =
        json::list(v, "variants").iter().filter_map(|x| variant(x, price, tracked, store).transpose()).collect::<Result<_>>()?;
    let stocked = match tracked {
        "none" => true,
        "variant" if !variants.is_empty() => variants.iter().any(|x| x.in_stock == Some(true)),
        _ => json::whole(v, "inventory_level").is_none_or(|n| n > 0),
    };
    Ok(ProductRecord {
        external_id: id.to_string(),
        title: json::text(v, "name").map(json::plain),
        sku: json::owned(v, "sku"),
        price,
        currency: price.and(store.currency),
        url: store.home.as_deref().zip(v.get("custom_url").and_then(|u| json::text(u, "url"))).map(|(home, path)| format!("{home}{path}")),
        image_url: v.get("primary_image").and_then(|i| json::owned(i, "url_standard")),
        in_stock: Some(offered && stocked),
        categories: json::list(v, "categories").iter().filter_map(|c| store.categories.get(&c.as_u64()?).cloned()).collect(),
        tags: Vec::new(),
        created_at: date(v, "date_created"),
        variants,
    })
}

/// What it costs now: a sale's price where there is one. Without the store's currency a price means nothing.
fn price(v: &Value, currency: Option<Currency>) -> Result<Option<i64>> {
    let key = ["calculated_price", "price"].into_iter().find(|k| v.get(k).is_some_and(|p| !p.is_null()));
    currency.zip(key).map(|(c, key)| json::money(v, key, c)).transpose()
}

/// `None` for the one that stands for the product itself.
fn variant(v: &Value, base: Option<i64>, tracked: &str, store: &Store) -> Result<Option<VariantRecord>> {
    let values: Vec<String> = json::list(v, "option_values").iter().filter_map(|o| json::text(o, "label").map(json::plain)).collect();
    let Some(id) = json::id(v, "id").filter(|_| !values.is_empty()) else { return Ok(None) };
    let closed = v.get("purchasing_disabled") == Some(&Value::Bool(true));
    let stocked = tracked != "variant" || json::whole(v, "inventory_level").is_none_or(|n| n > 0);
    Ok(Some(VariantRecord {
        external_id: id.to_string(),
        title: Some(values.join(" / ")),
        sku: json::owned(v, "sku"),
        price: price(v, store.currency)?.or(base),
        in_stock: Some(!closed && stocked),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_product_is_what_it_costs_now_and_the_ways_in_which_it_is_sold() {
        let store = Store {
            currency: Some(Currency::USD),
            home: Some("https://shop.example".to_owned()),
            categories: BTreeMap::from([(3, "Tea".to_owned())]),
        };
        let v = json!({ "id": 7, "name": "Smith &amp; Co", "price": 20, "calculated_price": 15.5, "categories": [3, 99], "inventory_level": 0,
            "inventory_tracking": "variant", "is_visible": true, "availability": "available", "custom_url": { "url": "/smith/" },
            "date_created": "2018-08-15T14:49:05+00:00", "primary_image": { "url_standard": "https://cdn.example/s.jpg" },
            "variants": [
                { "id": 1, "option_values": [] },
                { "id": 2, "sku": "S-XL", "price": null, "calculated_price": 16.0, "inventory_level": 3, "option_values": [{ "label": "XL" }, { "label": "Red" }] },
                { "id": 3, "inventory_level": 0, "price": null, "purchasing_disabled": false, "option_values": [{ "label": "S" }] }
            ] });
        let p = product(&v, &store).unwrap();
        assert_eq!((p.price, p.in_stock, p.url.as_deref()), (Some(1550), Some(true), Some("https://shop.example/smith/")));
        assert_eq!((p.title.as_deref(), p.categories), (Some("Smith & Co"), vec!["Tea".to_owned()]));
        let v: Vec<_> = p.variants.iter().map(|v| (v.title.as_deref().unwrap(), v.price, v.in_stock)).collect();
        assert_eq!(v, [("XL / Red", Some(1600), Some(true)), ("S", Some(1550), Some(false))]);
        assert!(product(&json!({ "id": 7, "price": "12,5" }), &store).is_err());
    }
}
