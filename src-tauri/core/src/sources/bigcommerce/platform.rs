//! BigCommerce as a platform that can be connected.

use serde_json::Value;

use super::probe;
use super::source::{BigCommerce, Config};
use crate::sources::platform::{EntryField, EntryKind, Found, Login, Platform, Secrets};
use crate::sources::{Outside, Source};
use crate::types::records::Kind;
use crate::types::{Error, Result};

pub struct BigCommercePlatform;

const FIELDS: &[EntryField] = &[
    EntryField {
        name: "store",
        label: "Store hash",
        hint: "Or the whole API path that BigCommerce shows with the token",
        like: "abc123def4",
        kind: EntryKind::Text,
        required: true,
    },
    EntryField { name: "token", label: "Access token", hint: "", like: "", kind: EntryKind::Secret, required: true },
    EntryField { name: "address", label: "Stand-in", hint: "", like: "", kind: EntryKind::StandIn, required: false },
];

const STEPS: &[&str] = &[
    "As the store's owner, open Settings → Store-level API accounts in BigCommerce and choose Create API account.",
    "Name it “Regulars”, with the token type “V2/V3 API token”.",
    "Under OAuth scopes choose read-only for Customers, Information & Settings, Orders, Order Transactions and Products. Leave all others at None.",
    "Save, and copy the access token and the API path here. The token is shown only this once.",
];

impl Platform for BigCommercePlatform {
    fn kind(&self) -> &'static str {
        "bigcommerce"
    }

    fn name(&self) -> &'static str {
        "BigCommerce"
    }

    fn reads(&self) -> &'static str {
        "Orders, refunds, customers, newsletter subscribers and products, kept up to date with a token that can only read."
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
            .map_err(|e| Error::internal("The connection's settings cannot be read. Connect the store again.").caused_by(e))?;
        Ok(Box::new(BigCommerce::new(outside, &config, secrets.get("token")?.clone())?))
    }

    fn record_address(&self, settings: &Value, what: Kind, external_id: &str) -> Option<String> {
        let panel = format!("https://store-{}.mybigcommerce.com/manage", settings.get("hash")?.as_str()?);
        Some(match what {
            Kind::Order => format!("{panel}/orders/{external_id}"),
            Kind::Product => format!("{panel}/products/edit/{external_id}"),
            Kind::Customer => format!("{panel}/customers/{external_id}/edit"),
            Kind::Cart | Kind::Review => return None,
        })
    }
}
