//! A product with its variants, collections and picture.

use serde_json::Value;

use super::{customers, gid};
use crate::sources::json;
use crate::types::records::{ProductRecord, VariantRecord};
use crate::types::{Currency, Error, Result};

/// Shopify's name for the one variant of a product that has none.
const ONLY: &str = "Default Title";

/// # Errors
/// `BadInput` for one without an id, or with a price that is none.
pub fn product(v: &Value) -> Result<ProductRecord> {
    let external_id = gid::required(v, "A product")?;
    let nothing = Value::Null;
    let lowest = v.get("priceRangeV2").and_then(|r| r.get("minVariantPrice")).unwrap_or(&nothing);
    let currency: Option<Currency> = json::text(lowest, "currencyCode").map(str::parse).transpose()?;
    let price =
        currency.filter(|_| lowest.get("amount").is_some_and(|a| !a.is_null())).map(|c| json::money(lowest, "amount", c)).transpose()?;
    let all = gid::nodes(v, "variants");
    let on_sale = json::text(v, "status").is_none_or(|s| s == "ACTIVE" || s == "UNLISTED");
    let available = |x: &&Value| x.get("availableForSale").and_then(Value::as_bool).unwrap_or(true);
    let variants = all.iter().map(|x| variant(x, currency, on_sale)).collect::<Result<Vec<_>>>()?;
    let mut categories: Vec<String> = gid::nodes(v, "collections").iter().filter_map(|c| json::text(c, "title").map(json::plain)).collect();
    if let Some(kind) = json::text(v, "productType").map(json::plain).filter(|k| !categories.contains(k)) {
        categories.push(kind);
    }
    Ok(ProductRecord {
        external_id,
        title: json::text(v, "title").map(json::plain),
        sku: all.first().and_then(|x| json::owned(x, "sku")),
        price,
        currency: price.and(currency),
        url: json::owned(v, "onlineStoreUrl"),
        image_url: image(v),
        in_stock: Some(on_sale && (all.is_empty() || all.iter().any(available))),
        categories,
        tags: customers::words(v, "tags"),
        created_at: customers::moment(v, "createdAt"),
        // One variant without a name of its own is the product.
        variants: if variants.len() == 1 && all.first().and_then(|x| json::text(x, "title")) == Some(ONLY) { Vec::new() } else { variants },
    })
}

fn variant(v: &Value, currency: Option<Currency>, on_sale: bool) -> Result<VariantRecord> {
    let external_id = gid::of(v, "id").ok_or_else(|| Error::bad_input("A variant of it has no id."))?;
    let priced = currency.filter(|_| v.get("price").is_some_and(|p| !p.is_null()));
    Ok(VariantRecord {
        external_id,
        title: json::text(v, "title").filter(|t| *t != ONLY).map(json::plain),
        sku: json::owned(v, "sku"),
        price: priced.map(|c| json::money(v, "price", c)).transpose()?,
        in_stock: v.get("availableForSale").and_then(Value::as_bool).map(|a| a && on_sale),
    })
}

fn image(v: &Value) -> Option<String> {
    json::owned(v.get("featuredMedia")?.get("preview")?.get("image")?, "url")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn sample() -> Value {
        json!({ "id": "gid://shopify/Product/11", "title": "Cup &amp; Saucer", "status": "ACTIVE", "productType": "Cups", "tags": ["blue"],
            "createdAt": "2025-01-01T00:00:00Z", "onlineStoreUrl": null, "featuredMedia": { "preview": { "image": { "url": "https://cdn.example/i.jpg" } } },
            "priceRangeV2": { "minVariantPrice": { "amount": "12.5", "currencyCode": "EUR" } },
            "variants": { "edges": [
                { "node": { "id": "gid://shopify/ProductVariant/1", "title": "Small", "sku": "C-S", "price": "12.50", "availableForSale": false } },
                { "node": { "id": "gid://shopify/ProductVariant/2", "title": "Large", "sku": "", "price": "15.00", "availableForSale": true } }
            ] },
            "collections": { "nodes": [{ "id": "gid://shopify/Collection/3", "title": "Kitchen" }] } })
    }

    #[test]
    fn a_product_has_its_variants_and_collections() {
        let p = product(&sample()).unwrap();
        assert_eq!(
            (p.title.as_deref(), p.price, p.in_stock, p.sku.as_deref()),
            (Some("Cup & Saucer"), Some(1250), Some(true), Some("C-S"))
        );
        assert_eq!(
            (p.categories, p.image_url.as_deref()),
            (vec!["Kitchen".to_owned(), "Cups".to_owned()], Some("https://cdn.example/i.jpg"))
        );
        assert_eq!(
            p.variants.iter().map(|v| (v.external_id.as_str(), v.price, v.in_stock)).collect::<Vec<_>>(),
            [("1", Some(1250), Some(false)), ("2", Some(1500), Some(true))]
        );
    }

    #[test]
    fn a_draft_cannot_be_bought_and_a_single_way_is_no_variant() {
        let mut v = sample();
        v["status"] = json!("DRAFT");
        let p = product(&v).unwrap();
        assert_eq!((p.in_stock, p.variants[1].in_stock), (Some(false), Some(false)));
        v["variants"] = json!({ "nodes": [{ "id": "gid://shopify/ProductVariant/1", "title": "Default Title", "sku": "C", "price": "1", "availableForSale": true }] });
        v["priceRangeV2"] = json!(null);
        let p = product(&v).unwrap();
        assert_eq!((p.variants.len(), p.price, p.currency), (0, None, None));
        assert!(product(&json!({})).is_err());
    }
}
