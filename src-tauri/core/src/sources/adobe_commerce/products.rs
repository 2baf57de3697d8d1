//! A product of the catalogue, with the ways in which it is sold. What is only sold as part of another product (“not
//! visible individually”) comes in as a way of that one, and as a product that cannot be bought by itself.

use std::collections::BTreeMap;

use serde_json::Value;

use super::customers::date;
use crate::sources::json;
use crate::types::records::{ProductRecord, VariantRecord};
use crate::types::{Currency, Error, Result, Timestamp};

pub const FIELDS: &str = "id,sku,name,price,status,visibility,type_id,created_at,updated_at,\
extension_attributes[category_links[category_id],configurable_product_links],media_gallery_entries[media_type,label,position,disabled,types,file],\
custom_attributes";

/// Of a product that is a way of selling another.
pub const CHILD_FIELDS: &str = "id,sku,name,price,status,custom_attributes";

pub struct Shop {
    pub currency: Option<Currency>,
    /// Ends in `/`.
    pub home: String,
    /// Where pictures lie; ends in `/`.
    pub media: Option<String>,
    pub suffix: &'static str,
    /// Names of categories by number.
    pub categories: BTreeMap<u64, String>,
}

/// What a page's products need beside themselves.
#[derive(Default)]
pub struct Beside {
    /// Products by number.
    pub children: BTreeMap<u64, Value>,
    /// Whether there is any of it, by SKU.
    pub stock: BTreeMap<String, bool>,
}

/// Numbers of the products that are ways of selling this one.
pub fn children(v: &Value) -> impl Iterator<Item = u64> {
    let links = v.get("extension_attributes").map(|e| json::list(e, "configurable_product_links")).unwrap_or_default();
    links.iter().filter_map(|l| l.as_u64().or_else(|| l.as_str()?.parse().ok()))
}

pub fn product(v: &Value, shop: &Shop, beside: &Beside, now: Timestamp) -> Result<ProductRecord> {
    let id = json::id(v, "id").ok_or_else(|| Error::bad_input("A product without an id."))?;
    let variants: Vec<VariantRecord> =
        children(v).filter_map(|c| beside.children.get(&c)).map(|c| variant(c, shop, beside, now)).collect::<Result<_>>()?;
    let own = price(v, shop.currency, now)?.filter(|p| *p > 0 || variants.is_empty());
    let price = own.or_else(|| variants.iter().filter_map(|x| x.price).min());
    let offered = json::whole(v, "status") == Some(1) && json::whole(v, "visibility") != Some(1);
    let stocked = if variants.is_empty() { stock(v, beside) } else { Some(variants.iter().any(|x| x.in_stock != Some(false))) };
    let links = v.get("extension_attributes").map(|e| json::list(e, "category_links")).unwrap_or_default();
    Ok(ProductRecord {
        external_id: id.to_string(),
        title: json::text(v, "name").map(json::plain),
        sku: json::owned(v, "sku"),
        price,
        currency: price.and(shop.currency),
        url: attribute(v, "url_key").map(|key| format!("{}{key}{}", shop.home, shop.suffix)),
        image_url: shop
            .media
            .as_deref()
            .zip(image(v))
            .map(|(media, file)| format!("{media}catalog/product/{}", file.trim_start_matches('/'))),
        in_stock: Some(offered && stocked != Some(false)),
        categories: links.iter().filter_map(|l| shop.categories.get(&json::id(l, "category_id")?).cloned()).collect(),
        tags: Vec::new(),
        created_at: date(v, "created_at"),
        variants,
    })
}

fn variant(v: &Value, shop: &Shop, beside: &Beside, now: Timestamp) -> Result<VariantRecord> {
    let stocked = stock(v, beside);
    Ok(VariantRecord {
        external_id: json::id(v, "id").map(|n| n.to_string()).unwrap_or_default(),
        title: json::text(v, "name").map(json::plain),
        sku: json::owned(v, "sku"),
        price: price(v, shop.currency, now)?,
        in_stock: if json::whole(v, "status") == Some(1) { stocked } else { Some(false) },
    })
}

/// `None` where the shop does not say.
fn stock(v: &Value, beside: &Beside) -> Option<bool> {
    beside.stock.get(json::text(v, "sku")?).copied()
}

/// What it costs now: a special price within its days.
fn price(v: &Value, currency: Option<Currency>, now: Timestamp) -> Result<Option<i64>> {
    let Some(currency) = currency else { return Ok(None) };
    let full = if v.get("price").is_some_and(|p| !p.is_null()) { Some(json::money(v, "price", currency)?) } else { None };
    let begun = attribute(v, "special_from_date").and_then(|d| day(&d)).is_none_or(|from| from.0 <= now.0);
    let over = attribute(v, "special_to_date").and_then(|d| day(&d)).is_some_and(|to| to.0 + 86_400 <= now.0);
    let special = attribute(v, "special_price").filter(|_| begun && !over).map(|p| currency.parse_minor(&p)).transpose()?;
    Ok(match (full, special) {
        (Some(full), Some(special)) => Some(full.min(special)),
        (full, special) => full.or(special),
    })
}

fn day(text: &str) -> Option<Timestamp> {
    crate::sources::json::moment(&text.replacen(' ', "T", 1), crate::types::ShopZone::UTC)
}

/// A value that is a text; most of them are.
fn attribute(v: &Value, code: &str) -> Option<String> {
    let found =
        json::list(v, "custom_attributes").iter().find(|a| a.get("attribute_code").and_then(Value::as_str) == Some(code))?.get("value")?;
    found.as_str().map(str::trim).filter(|s| !s.is_empty()).map(str::to_owned).or_else(|| found.is_number().then(|| found.to_string()))
}

fn image(v: &Value) -> Option<String> {
    let entries = json::list(v, "media_gallery_entries");
    let is_main = |e: &&Value| json::list(e, "types").iter().any(|t| t.as_str() == Some("image"));
    let main = entries.iter().find(is_main).or_else(|| entries.iter().find(|e| e.get("disabled") != Some(&Value::Bool(true))));
    main.and_then(|e| json::owned(e, "file")).or_else(|| attribute(v, "image")).filter(|f| f != "no_selection")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_product_is_what_it_costs_now_in_the_ways_in_which_it_is_sold() {
        let shop = Shop {
            currency: Some(Currency::EUR),
            home: "https://shop.example/".to_owned(),
            media: Some("https://shop.example/media/".to_owned()),
            suffix: ".html",
            categories: BTreeMap::from([(4, "Tea".to_owned())]),
        };
        let child =
            |id: u64, price: f64| json!({ "id": id, "sku": format!("T-{id}"), "name": format!("Tea {id}"), "price": price, "status": 1 });
        let beside = Beside {
            children: BTreeMap::from([(11, child(11, 9.5)), (12, child(12, 30.0))]),
            stock: BTreeMap::from([("T-11".to_owned(), false), ("T-12".to_owned(), true)]),
        };
        let mut v = json!({ "id": 10, "sku": "T", "name": "Tea &amp; Cup", "price": 0, "status": 1, "visibility": 4, "type_id": "configurable",
            "created_at": "2026-01-02 10:00:00", "extension_attributes": { "category_links": [{ "category_id": "4" }, { "category_id": "99" }],
            "configurable_product_links": [11, "12"] }, "media_gallery_entries": [{ "types": ["image"], "file": "/t/e/tea.jpg" }],
            "custom_attributes": [{ "attribute_code": "url_key", "value": "tea" }, { "attribute_code": "category_ids", "value": ["4"] }] });
        let p = product(&v, &shop, &beside, Timestamp(1_795_000_000)).unwrap();
        assert_eq!((p.price, p.in_stock, p.variants.len(), p.categories), (Some(950), Some(true), 2, vec!["Tea".to_owned()]));
        assert_eq!(p.url.as_deref(), Some("https://shop.example/tea.html"));
        assert_eq!(p.image_url.as_deref(), Some("https://shop.example/media/catalog/product/t/e/tea.jpg"));
        v["extension_attributes"]["configurable_product_links"] = json!([]);
        v["price"] = json!(20);
        v["custom_attributes"] = json!([{ "attribute_code": "special_price", "value": "15.0000" }, { "attribute_code": "special_to_date", "value": "2026-11-30 00:00:00" }]);
        let at = |t: i64| product(&v, &shop, &beside, Timestamp(t)).unwrap().price;
        assert_eq!((at(1_795_000_000), at(1_797_000_000)), (Some(1500), Some(2000)));
    }
}
