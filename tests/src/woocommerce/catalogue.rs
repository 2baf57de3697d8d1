//! Products, their variations, and what people say of them.

use std::collections::BTreeMap;

use rand::{Rng, RngExt};
use serde_json::{Value, json};

use super::Shop;
use super::shop::{money, stamp};

pub fn add_product(shop: &mut Shop, rng: &mut impl Rng, now: i64) -> u64 {
    let id = shop.id();
    let mut sizes = BTreeMap::new();
    if shop.products.len() % 7 == 6 {
        for size in ["250 g", "1 kg", "5 kg"] {
            let v = shop.id();
            sizes.insert(v, variation(v, id, size, rng, now));
        }
    }
    let ids: Vec<u64> = sizes.keys().copied().collect();
    shop.products.insert(id, product(id, &ids, rng, now));
    if !sizes.is_empty() {
        shop.variations.insert(id, sizes);
    }
    id
}

/// One size costs something else, one is sold out, one is new; the product is stamped, as the administration does.
pub fn change_variations(shop: &mut Shop, product: u64, now: i64) {
    let new = shop.id();
    let Some(sizes) = shop.variations.get_mut(&product) else { return };
    if let Some(first) = sizes.values_mut().next() {
        first["price"] = json!("1.11");
        first["stock_status"] = json!("outofstock");
    }
    let mut another = sizes.values().next_back().cloned().unwrap_or_default();
    another["id"] = json!(new);
    another["sku"] = json!(format!("V-{new}"));
    another["attributes"][0]["option"] = json!(format!("{new} g"));
    sizes.insert(new, another);
    let ids: Vec<u64> = sizes.keys().copied().collect();
    if let Some(p) = shop.products.get_mut(&product) {
        p["variations"] = json!(ids);
        p["date_modified"] = json!(stamp(now));
        p["date_modified_gmt"] = json!(stamp(now));
    }
}

pub fn add_review(shop: &mut Shop, rng: &mut impl Rng, at: i64) -> u64 {
    let id = shop.id();
    let products: Vec<u64> = shop.products.keys().copied().collect();
    let product = products[rng.random_range(0..products.len())];
    let email = match rng.random_range(0..10) {
        0 => String::new(),
        1..4 => format!("reader{}@example.com", rng.random_range(0..20)),
        _ => format!("guest{}@example.com", rng.random_range(0..80)),
    };
    let rating = rng.random_range(0..6);
    let review = json!({
        "id": id, "date_created": stamp(at), "date_created_gmt": stamp(at), "product_id": product, "product_name": shop.products[&product]["name"],
        "product_permalink": format!("https://shop.example/product/p{product}/"), "status": if rng.random_range(0..8) == 0 { "hold" } else { "approved" },
        "reviewer": "Coffee lover", "reviewer_email": email, "review": "<p>Tastes of <em>plum</em> &amp; smoke.</p>\n", "rating": rating,
        "verified": false, "reviewer_avatar_urls": {}, "_links": {},
    });
    shop.reviews.insert(id, review);
    id
}

fn variation(id: u64, product: u64, size: &str, rng: &mut impl Rng, now: i64) -> Value {
    json!({
        "id": id, "type": "variation", "parent_id": product, "name": size, "date_created": stamp(now - 86_400), "date_created_gmt": stamp(now - 86_400),
        "date_modified": stamp(now - 86_400), "date_modified_gmt": stamp(now - 86_400), "description": "", "sku": format!("V-{id}"),
        "price": money(rng.random_range(200..9000)), "regular_price": "", "sale_price": "", "on_sale": false, "status": "publish",
        "stock_status": if rng.random_range(0..5) == 0 { "outofstock" } else { "instock" }, "stock_quantity": null, "image": null,
        "attributes": [{ "id": 0, "name": "Size", "slug": "size", "option": size }], "menu_order": 0, "meta_data": [], "_links": {},
    })
}

fn product(id: u64, variations: &[u64], rng: &mut impl Rng, now: i64) -> Value {
    let made = now - rng.random_range(86_400..900 * 86_400);
    let category = ["Coffee", "Tea", "Crème brûlée"][rng.random_range(0..3)];
    json!({
        "id": id, "name": format!("Ethiopia &amp; Filter {id}"), "slug": format!("p{id}"), "permalink": format!("https://shop.example/product/p{id}/"),
        "date_created": stamp(made), "date_created_gmt": stamp(made), "date_modified": stamp(made), "date_modified_gmt": stamp(made),
        "type": if variations.is_empty() { "simple" } else { "variable" }, "status": if id.is_multiple_of(19) { "draft" } else { "publish" }, "description": "<p>x</p>\n",
        "sku": format!("SKU-{id:04}"), "price": money(rng.random_range(200..9000)), "stock_status": if id.is_multiple_of(6) { "outofstock" } else { "instock" },
        "stock_quantity": null, "categories": [{ "id": 16, "name": category, "slug": "x" }],
        "images": [], "variations": variations, "meta_data": [{ "id": 1, "key": "cost_price", "value": "1.02" }], "_links": {},
    })
}
