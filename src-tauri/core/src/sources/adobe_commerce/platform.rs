//! Adobe Commerce (Magento) as a platform that can be connected.

use serde_json::Value;

use super::probe;
use super::source::{AdobeCommerce, Config};
use crate::sources::platform::{EntryField, EntryKind, Found, Login, Platform, Secrets};
use crate::sources::{Outside, Source};
use crate::types::{Error, Result};

pub struct AdobeCommercePlatform;

const fn field(
    name: &'static str,
    label: &'static str,
    hint: &'static str,
    like: &'static str,
    kind: EntryKind,
    required: bool,
) -> EntryField {
    EntryField { name, label, hint, like, kind, required }
}

const FIELDS: &[EntryField] = &[
    field("address", "Your shop’s address", "As your customers see it", "shop.example", EntryKind::Address, true),
    field("consumer_key", "Consumer key", "", "", EntryKind::Text, true),
    field("consumer_secret", "Consumer secret", "", "", EntryKind::Secret, true),
    field("token", "Access token", "", "", EntryKind::Secret, true),
    field("token_secret", "Access token secret", "", "", EntryKind::Secret, true),
    field(
        "store_code",
        "Store view (optional)",
        "Names of products are those of all store views together, unless you name one",
        "default",
        EntryKind::Text,
        false,
    ),
];

const STEPS: &[&str] = &[
    "In your shop’s administration, open System → Integrations and choose Add New Integration. Name it “Regulars” and confirm with your password.",
    "In the tab API, set Resource Access to Custom and tick: Sales → Operations → Orders → Actions → View; Sales → Operations → Credit Memos; \
     Catalog → Inventory → Products and Categories; Customers → All Customers; Stores → Settings → All Stores; and, for the stock, Stores → Inventory → Sources.",
    "Save, choose Activate in the list, and Allow. Copy the four values here.",
];

impl Platform for AdobeCommercePlatform {
    fn kind(&self) -> &'static str {
        "adobe_commerce"
    }

    fn name(&self) -> &'static str {
        "Adobe Commerce (Magento)"
    }

    fn reads(&self) -> &'static str {
        "Orders, refunds, customers, newsletter subscriptions and products, kept up to date with an integration that is only asked to read."
    }

    fn fields(&self) -> &'static [EntryField] {
        FIELDS
    }

    fn steps(&self) -> &'static [&'static str] {
        STEPS
    }

    fn find(&self, outside: &Outside, login: &Login) -> Result<Found> {
        probe::find(outside, login)
    }

    fn open(&self, outside: Outside, settings: &Value, secrets: &Secrets) -> Result<Box<dyn Source>> {
        let config: Config = serde_json::from_value(settings.clone())
            .map_err(|e| Error::internal("The connection's settings cannot be read. Connect the shop again.").caused_by(e))?;
        Ok(Box::new(AdobeCommerce::new(outside, config, secrets)?))
    }
}
