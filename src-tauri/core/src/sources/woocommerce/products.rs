//! A product of the catalogue. Variations are not read on their own: an order's lines count for their product.

use serde_json::Value;

use crate::sources::json;
use crate::types::records::ProductRecord;
use crate::types::{Currency, Error, Result, ShopZone};

pub const FIELDS: &str =
    "id,name,permalink,date_created,date_created_gmt,date_modified,date_modified_gmt,status,sku,price,categories,tags,images,stock_status";

/// `currency` is the shop's; without it a price means nothing and is left out.
pub fn product(v: &Value, zone: ShopZone, currency: Option<Currency>) -> Result<ProductRecord> {
    let id = json::id(v, "id").ok_or_else(|| Error::bad_input("A product without an id."))?;
    let price = match currency {
        Some(c) if json::text(v, "price").is_some() || v.get("price").is_some_and(Value::is_number) => Some(json::money(v, "price", c)?),
        _ => None,
    };
    Ok(ProductRecord {
        variants: Vec::new(),
        external_id: id.to_string(),
        title: json::text(v, "name").map(json::plain),
        sku: json::owned(v, "sku"),
        price,
        currency: price.and(currency),
        url: json::owned(v, "permalink"),
        image_url: json::list(v, "images").first().and_then(|i| json::owned(i, "src")),
        // Drafts, private products and those in the bin cannot be bought.
        in_stock: Some(json::text(v, "status").is_none_or(|s| s == "publish") && json::text(v, "stock_status") != Some("outofstock")),
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
        let bin = product(&json!({ "id": 70, "status": "trash", "price": "" }), ShopZone::UTC, Some(Currency::USD)).unwrap();
        assert_eq!((bin.in_stock, bin.price), (Some(false), None));
    }
}
