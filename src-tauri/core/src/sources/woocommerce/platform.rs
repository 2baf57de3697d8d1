//! WooCommerce as a platform that can be connected.

use serde_json::Value;

use super::probe::{self, find};
use super::source::{Config, WooCommerce};
use crate::sources::platform::{EntryField, EntryKind, Found, Login, Platform, Secrets};
use crate::sources::{Outside, Source};
use crate::types::records::Kind;
use crate::types::{Error, Result};

pub struct WooCommercePlatform;

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
    field("allow_plain_http", "My shop has no https. Send my customers’ data unencrypted.", "", "", EntryKind::PlainHttp, false),
    field("key", "Consumer key", "", "ck_…", EntryKind::Text, true),
    field("secret", "Consumer secret", "", "cs_…", EntryKind::Secret, true),
    field(
        "consent_field",
        "Consent field (optional)",
        "If your shop notes a yes or no to marketing emails in a field of its own, its name. Without one, only what Mailchimp for WooCommerce \
         noted counts; a purchase is never taken for a yes.",
        "marketing_opt_in",
        EntryKind::Text,
        false,
    ),
];

const STEPS: &[&str] = &[
    "In your shop’s administration, open WooCommerce → Settings → Advanced → REST API and choose Add key.",
    "Describe it as “Regulars”, pick yourself as the user, and set the permissions to Read. Nothing more is needed.",
    "Choose Generate API key and copy both lines here. The secret is shown only this once.",
];

impl Platform for WooCommercePlatform {
    fn kind(&self) -> &'static str {
        "woocommerce"
    }

    fn name(&self) -> &'static str {
        "WooCommerce"
    }

    fn reads(&self) -> &'static str {
        "Orders, customers, products and reviews, kept up to date with a key that can only read."
    }

    fn fields(&self) -> &'static [EntryField] {
        FIELDS
    }

    fn steps(&self) -> &'static [&'static str] {
        STEPS
    }

    fn find(&self, outside: &Outside, login: &Login) -> Result<Found> {
        let allow_plain_http = login.is_checked("allow_plain_http");
        let asked =
            probe::Login { address: login.get("address"), key: login.get("key"), secret: login.secrets.get("secret")?, allow_plain_http };
        let found = find(outside, &asked)?;
        let rest = found.client.rest.to_text();
        let config = Config {
            rest: rest.clone(),
            auth: found.client.auth,
            key: login.get("key").to_owned(),
            currency: found.currency,
            zone: found.zone.map(|z| z.name().to_owned()),
            allow_plain_http,
            consent_field: Some(login.get("consent_field").to_owned()).filter(|f| !f.is_empty()),
        };
        Ok(Found {
            name: found.name,
            host: found.client.host(),
            identity: rest,
            version: found.version,
            currency: found.currency,
            zone: found.zone,
            counts: [("orders", found.orders)].into_iter().chain(found.counts).collect(),
            notes: found.notes,
            safe: found.client.is_safe(),
            settings: serde_json::to_value(config).map_err(|e| Error::internal("The connection could not be kept.").caused_by(e))?,
        })
    }

    fn open(&self, outside: Outside, settings: &Value, secrets: &Secrets) -> Result<Box<dyn Source>> {
        let config: Config = serde_json::from_value(settings.clone())
            .map_err(|e| Error::internal("The connection's settings cannot be read. Connect the shop again.").caused_by(e))?;
        Ok(Box::new(WooCommerce::new(outside, &config, secrets.get("secret")?.clone())?))
    }

    fn record_address(&self, settings: &Value, what: Kind, external_id: &str) -> Option<String> {
        let rest = settings.get("rest")?.as_str()?;
        let home = rest.split("wp-json").next()?.split('?').next()?.trim_end_matches('/');
        let page = match what {
            Kind::Order | Kind::Product => format!("post.php?post={external_id}&action=edit"),
            Kind::Customer => format!("user-edit.php?user_id={external_id}"),
            Kind::Review => format!("comment.php?action=editcomment&c={external_id}"),
            Kind::Cart => return None,
        };
        Some(format!("{home}/wp-admin/{page}"))
    }
}
