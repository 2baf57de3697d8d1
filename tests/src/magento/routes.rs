//! REST over the shop: signatures, rights, lists, the errors' bodies.

use chrono::DateTime;
use serde_json::{Value, json};

use super::{Shop, auth, criteria};
use crate::sim::{Sim, json_reply};
use crate::woocommerce::{Reply, Request};

impl Sim for Shop {
    const SERVICE: &'static str = "magento";

    fn handle(&mut self, request: &Request) -> Reply {
        let date = DateTime::from_timestamp(self.clock, 0).unwrap_or_default().format("%a, %d %b %Y %H:%M:%S GMT").to_string();
        let Some(route) = request.path.strip_prefix("/rest/all/V1/").or_else(|| request.path.strip_prefix("/rest/V1/")) else {
            return Reply::html(404, "<!doctype html><html><head><title>404 Not Found</title></head></html>");
        };
        let (status, body) = match auth::check(self, request) {
            Err(why) => (401, json!({ "message": why })),
            Ok(()) => self.answer(route.trim_end_matches('/'), request),
        };
        json_reply(status, &body, &[("Date", date)])
    }
}

impl Shop {
    fn answer(&self, route: &str, request: &Request) -> (u16, Value) {
        let right = match route {
            "store/storeConfigs" => "Magento_Backend::store",
            "orders" => "Magento_Sales::actions_view",
            "creditmemos" => "Magento_Sales::sales_creditmemo",
            "customers/search" => "Magento_Customer::customer",
            "products" => "Magento_Catalog::products",
            "categories/list" => "Magento_Catalog::categories",
            "inventory/source-items" => "Magento_InventoryApi::source",
            _ => return (404, json!({ "message": "Request does not match any route." })),
        };
        if self.lacks.contains(&right) {
            return (
                401,
                json!({ "message": "The consumer isn't authorized to access %resources.", "parameters": { "resources": right } }),
            );
        }
        let rows: Vec<Value> = match route {
            "store/storeConfigs" => return (200, json!([self.store_config()])),
            "orders" => self.orders.values().cloned().collect(),
            "creditmemos" => self.memos.values().cloned().collect(),
            "customers/search" => self.customers.values().cloned().collect(),
            "products" => self.products.values().cloned().collect(),
            "categories/list" => {
                self.categories.iter().map(|(id, name)| json!({ "id": id, "parent_id": 2, "name": name, "is_active": true })).collect()
            }
            _ => self.stock.iter().map(|(sku, n)| json!({ "sku": sku, "source_code": "default", "quantity": n, "status": 1 })).collect(),
        };
        (200, criteria::search(rows, request))
    }

    fn store_config(&self) -> Value {
        let url = "https://shop.example/";
        json!({ "id": 1, "code": "default", "website_id": 1, "locale": "de_DE", "base_currency_code": "EUR", "default_display_currency_code": "EUR",
            "timezone": "Europe/Berlin", "weight_unit": "kgs", "base_url": url, "base_link_url": url, "base_static_url": url, "base_media_url": url,
            "secure_base_url": url, "secure_base_link_url": url, "secure_base_static_url": url, "secure_base_media_url": format!("{url}media/") })
    }
}
