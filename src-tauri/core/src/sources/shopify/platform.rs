//! Shopify as a platform that can be connected.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use url::Url;

use super::access::Access;
use super::documents::VERSION;
use super::source::Shopify;
use super::{probe, shop_name};
use crate::host::http::host_of;
use crate::sources::platform::{EntryField, EntryKind, Found, Login, Platform, Secrets};
use crate::sources::{Outside, Source};
use crate::types::records::Kind;
use crate::types::{Error, Result};

pub struct ShopifyPlatform;

const FIELDS: &[EntryField] = &[
    EntryField {
        name: "address",
        label: "Your shop",
        hint: "Its name as in your administration’s address, not your own domain",
        like: "my-shop.myshopify.com",
        kind: EntryKind::Address,
        required: true,
    },
    EntryField {
        name: "client_id",
        label: "Client ID",
        hint: "Of an app made in the Dev Dashboard; leave it empty with an access token",
        like: "",
        kind: EntryKind::Text,
        required: false,
    },
    EntryField { name: "client_secret", label: "Client secret", hint: "", like: "shpss_…", kind: EntryKind::Secret, required: false },
    EntryField {
        name: "token",
        label: "Or: Admin API access token",
        hint: "Of a custom app that was made in the shop’s administration before 2026",
        like: "shpat_…",
        kind: EntryKind::Secret,
        required: false,
    },
];

const STEPS: &[&str] = &[
    "In Shopify, open Settings → Apps → Develop apps → Build apps in Dev Dashboard, and create an app called “Regulars”.",
    "Give it the scopes read_orders, read_all_orders, read_customers and read_products. Nothing more is needed; none of them can change anything.",
    "Under API access, choose Protected customer data with name, email, phone and address; then release the version and install the app in your shop.",
    "On the app’s Settings page, copy the client ID and the client secret here.",
];

/// What is kept of a shop, beside its secrets.
#[derive(Debug, Serialize, Deserialize)]
struct Settings {
    /// Where its API answers.
    shop: String,
    /// `my-shop.myshopify.com`
    domain: String,
    #[serde(default)]
    client_id: String,
}

impl Platform for ShopifyPlatform {
    fn kind(&self) -> &'static str {
        "shopify"
    }

    fn name(&self) -> &'static str {
        "Shopify"
    }

    fn reads(&self) -> &'static str {
        "Orders, customers with their consent, products and abandoned checkouts, kept up to date by an app that can only read."
    }

    fn fields(&self) -> &'static [EntryField] {
        FIELDS
    }

    fn steps(&self) -> &'static [&'static str] {
        STEPS
    }

    fn find(&self, outside: &Outside, login: &Login) -> Result<Found> {
        let opened = probe::open(outside, login.get("address"), access(login.get("client_id"), &login.secrets)?)?;
        let settings =
            Settings { shop: opened.shop.to_string(), domain: opened.domain.clone(), client_id: login.get("client_id").to_owned() };
        Ok(Found {
            name: opened.name,
            host: host_of(opened.shop.as_str()),
            identity: opened.domain,
            version: Some(opened.plan.map_or_else(|| VERSION.to_owned(), |plan| format!("{plan}, API {VERSION}"))),
            currency: opened.currency,
            zone: opened.zone,
            counts: opened.counts,
            notes: opened.notes,
            // https, or this machine: the name parser lets nothing else through.
            safe: true,
            settings: serde_json::to_value(settings).map_err(|e| Error::internal("The connection could not be kept.").caused_by(e))?,
        })
    }

    fn open(&self, outside: Outside, settings: &Value, secrets: &Secrets) -> Result<Box<dyn Source>> {
        let broken = || Error::internal("The connection's settings cannot be read. Connect the shop again.");
        let kept: Settings = serde_json::from_value(settings.clone()).map_err(|e| broken().caused_by(e))?;
        let shop = Url::parse(&kept.shop).map_err(|e| broken().caused_by(e))?;
        Ok(Box::new(Shopify::new(outside, shop, access(&kept.client_id, secrets)?)))
    }

    fn record_address(&self, settings: &Value, what: Kind, external_id: &str) -> Option<String> {
        let folder = match what {
            Kind::Order => "orders",
            Kind::Product => "products",
            Kind::Customer => "customers",
            Kind::Cart => "checkouts",
            Kind::Review => return None,
        };
        shop_name::admin_page(settings, &format!("{folder}/{external_id}"))
    }
}

fn access(client_id: &str, secrets: &Secrets) -> Result<Access> {
    Access::of(client_id, secrets.0.get("token"), secrets.0.get("client_secret"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_record_is_found_in_the_administration() {
        let settings = json!({ "shop": "https://my-shop.myshopify.com/", "domain": "my-shop.myshopify.com" });
        let page = ShopifyPlatform.record_address(&settings, Kind::Order, "123");
        assert_eq!(page.as_deref(), Some("https://admin.shopify.com/store/my-shop/orders/123"));
        assert_eq!(ShopifyPlatform.record_address(&json!({}), Kind::Order, "123"), None);
    }
}
