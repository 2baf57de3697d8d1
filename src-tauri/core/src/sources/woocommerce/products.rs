//! A product of the catalogue, and its variations. An order's lines count for their product, whichever variation they name.

use serde_json::Value;

use crate::sources::json;
use crate::types::records::{ProductRecord, VariantRecord};
use crate::types::{Currency, Error, Result, ShopZone};

pub const FIELDS: &str = "id,name,permalink,date_created,date_created_gmt,date_modified,date_modified_gmt,status,type,sku,price,categories,tags,images,stock_status,variations";
pub const VARIATION_FIELDS: &str = "id,sku,price,status,stock_status,attributes,name";

/// Whether it is sold in several ways that have to be asked for.
pub fn has_variations(v: &Value) -> bool {
    json::text(v, "type").is_some_and(|t| t.contains("variable"))
        && v.get("variations").and_then(Value::as_array).is_none_or(|l| !l.is_empty())
}

fn price(v: &Value, currency: Option<Currency>) -> Result<Option<i64>> {
    match currency {
        Some(c) if json::text(v, "price").is_some() || v.get("price").is_some_and(Value::is_number) => json::money(v, "price", c).map(Some),
        _ => Ok(None),
    }
}

/// Drafts, private ones and those in the bin cannot be bought.
fn can_be_bought(v: &Value) -> bool {
    json::text(v, "status").is_none_or(|s| s == "publish") && json::text(v, "stock_status") != Some("outofstock")
}

/// Called by what is chosen of it: `1 kg / ground`.
pub fn variant(v: &Value, currency: Option<Currency>) -> Result<VariantRecord> {
    let id = json::id(v, "id").ok_or_else(|| Error::bad_input("A variation without an id."))?;
    let chosen: Vec<String> =
        json::list(v, "attributes").iter().filter_map(|a| json::text(a, "option")).map(json::plain).filter(|o| !o.is_empty()).collect();
    Ok(VariantRecord {
        external_id: id.to_string(),
        title: Some(chosen.join(" / ")).filter(|t| !t.is_empty()).or_else(|| json::text(v, "name").map(json::plain)),
        sku: json::owned(v, "sku"),
        price: price(v, currency)?,
        in_stock: Some(can_be_bought(v)),
    })
}

/// `currency` is the shop's; without it a price means nothing and is left out.
pub fn product(v: &Value, zone: ShopZone, currency: Option<Currency>) -> Result<ProductRecord> {
    let id = json::id(v, "id").ok_or_else(|| Error::bad_input("A product without an id."))?;
    let price = price(v, currency)?;
    Ok(ProductRecord {
        variants: Vec::new(),
        external_id: id.to_string(),
        title: json::text(v, "name").map(json::plain),
        sku: json::owned(v, "sku"),
        price,
        currency: price.and(currency),
        url: json::owned(v, "permalink"),
        image_url: json::list(v, "images").first().and_then(|i| json::owned(i, "src")),
        in_stock: Some(can_be_bought(v)),
        categories: json::list(v, "categories").iter().filter_map(|c| json::text(c, "name").map(json::plain)).collect(),
        tags: json::list(v, "tags").iter().filter_map(|t| json::text(t, "name").map(json::plain)).collect(),
        created_at: json::date(v, "date_created", zone),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_product_reads_as_the_shop_shows_it() {
        let v = json!({ "id": 70, "name": "Ethiopia &amp; Filter", "permalink": "https://shop.example/p", "status": "publish", "sku": "S-1",
            "price": "43.05", "categories": [{ "id": 16, "name": "Cr&egrave;me &amp; Co" }], "images": [{ "src": "https://shop.example/i.jpg" }],
            "tags": [{ "id": 3, "name": "single &amp; rare", "slug": "single" }], "stock_status": "onbackorder" });
        let p = product(&v, ShopZone::UTC, Some(Currency::USD)).unwrap();
        assert_eq!((p.title.as_deref(), p.price, p.in_stock), (Some("Ethiopia & Filter"), Some(4305), Some(true)));
        assert_eq!((p.categories, p.tags), (vec!["Crème & Co".to_owned()], vec!["single & rare".to_owned()]));
        assert_eq!(product(&v, ShopZone::UTC, None).unwrap().price, None);
        let size = json!({ "id": 78, "sku": "S-1-kg", "price": "25.33", "status": "publish", "stock_status": "outofstock", "name": "x",
            "attributes": [{ "name": "Size", "option": "1 kg" }, { "name": "Grind", "option": "fine" }] });
        let size = variant(&size, Some(Currency::USD)).unwrap();
        assert_eq!((size.title.as_deref(), size.price, size.in_stock), (Some("1 kg / fine"), Some(2533), Some(false)));
        assert!(has_variations(&json!({ "type": "variable", "variations": [78] })));
        assert!(!has_variations(&json!({ "type": "variable", "variations": [] })) && !has_variations(&v));
        let bin = product(&json!({ "id": 70, "status": "trash", "price": "" }), ShopZone::UTC, Some(Currency::USD)).unwrap();
        assert_eq!((bin.in_stock, bin.price), (Some(false), None));
    }
}
