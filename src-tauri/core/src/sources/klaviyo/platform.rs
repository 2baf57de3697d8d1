//! Klaviyo as a platform that can be connected.

use serde_json::Value;

use super::client::{Client, Endpoint, HOME, missing_scope};
use super::source::{Config, Klaviyo};
use crate::sources::platform::{EntryField, EntryKind, Found, Login, Platform, Secrets};
use crate::sources::{Outside, Source, address, json};
use crate::types::records::Kind;
use crate::types::{Code, Currency, Error, Progress, Result, ShopZone};

pub struct KlaviyoPlatform;

const FIELDS: &[EntryField] = &[
    EntryField {
        name: "key",
        label: "Private API key",
        hint: "Made with Read access for accounts, events, metrics and profiles",
        like: "pk_…",
        kind: EntryKind::Secret,
        required: true,
    },
    EntryField {
        name: "orders",
        label: "Take my shop’s orders from Klaviyo",
        hint: "Only when they come from nowhere else: a shop that is connected itself knows its orders better, and they would be counted twice.",
        like: "",
        kind: EntryKind::Check,
        required: false,
    },
    EntryField { name: "address", label: "Stand-in for Klaviyo", hint: "", like: "", kind: EntryKind::StandIn, required: false },
];

const STEPS: &[&str] = &[
    "In Klaviyo, open your account’s menu (bottom left) → Settings → API keys, and choose Create Private API Key.",
    "Name it “Regulars” and choose Custom Key. Give Read Access to Accounts, Events, Metrics and Profiles, and No Access to all else.",
    "Create it and copy the key here. It begins with pk_ and is shown only this once.",
];

impl Platform for KlaviyoPlatform {
    fn kind(&self) -> &'static str {
        "klaviyo"
    }

    fn name(&self) -> &'static str {
        "Klaviyo"
    }

    fn reads(&self) -> &'static str {
        "Profiles with what they agreed to, and what they opened, clicked, looked at and did."
    }

    fn fields(&self) -> &'static [EntryField] {
        FIELDS
    }

    fn steps(&self) -> &'static [&'static str] {
        STEPS
    }

    fn find(&self, outside: &Outside, login: &Login) -> Result<Found> {
        let key = login.secrets.get("key")?;
        if !key.reveal().trim().starts_with("pk_") {
            return Err(Error::bad_input(
                "A private key begins with pk_. The public one, of six letters and digits, can read nothing. Make a private one in Klaviyo: \
                 Settings → API keys.",
            ));
        }
        let base = match login.get("address") {
            "" => HOME.to_owned(),
            given => stand_in(given)?,
        };
        let (client, watch) = (Client::new(outside.clone(), &base, key.clone()), Progress::silent());
        let fields = "contact_information.organization_name,preferred_currency,timezone";
        let account = client.get(Endpoint::Accounts, &[("fields[account]", fields.to_owned())], &watch);
        let people = client.get(Endpoint::Profiles, &[("fields[profile]", "id".to_owned()), ("page[size]", "1".to_owned())], &watch);
        let include = [("include", "metric,profile".to_owned()), ("fields[event]", "datetime".to_owned()), ("page[size]", "1".to_owned())];
        let events = client.get(Endpoint::Events, &include, &watch);
        let missing: Vec<String> = [account.as_ref().err(), people.as_ref().err(), events.as_ref().err()]
            .into_iter()
            .flatten()
            .filter_map(missing_scope)
            .collect();
        let (account, may_events) = match (account, people, events) {
            (Ok(account), Ok(_), Ok(_)) => (account, true),
            // Without events a part of it still comes in.
            (Ok(account), Ok(_), Err(e)) if missing_scope(&e).is_some() => (account, false),
            (Err(e), _, _) | (_, Err(e), _) | (_, _, Err(e)) => return Err(all_missing(e, &missing)),
        };
        let row = account.rows.first().ok_or_else(|| client.odd("it does not say whose account it is"))?;
        let id = json::text(row, "id").ok_or_else(|| client.odd("the account has no id"))?;
        let attributes = row.get("attributes").unwrap_or(&Value::Null);
        let currency: Option<Currency> = json::text(attributes, "preferred_currency").and_then(|c| c.parse().ok());
        let config = Config { base, currency: currency.unwrap_or(Currency::USD), orders: login.is_checked("orders"), events: may_events };
        let name = attributes.get("contact_information").and_then(|c| json::text(c, "organization_name")).unwrap_or("Klaviyo");
        let notes = if may_events {
            Vec::new()
        } else {
            vec![format!(
                "This key may not read events ({}), so what people opened, clicked, looked at and did will not come in. Make a new key with Read \
                 access for events and metrics too.",
                missing.join(", ")
            )]
        };
        Ok(Found {
            name: name.to_owned(),
            host: client.host(),
            identity: id.to_owned(),
            version: None,
            currency,
            zone: json::text(attributes, "timezone").and_then(|z| ShopZone::parse(z).ok()),
            counts: Vec::new(),
            notes,
            safe: true,
            settings: serde_json::to_value(config).map_err(|e| Error::internal("The connection could not be kept.").caused_by(e))?,
        })
    }

    fn open(&self, outside: Outside, settings: &Value, secrets: &Secrets) -> Result<Box<dyn Source>> {
        let config: Config = serde_json::from_value(settings.clone())
            .map_err(|e| Error::internal("The connection's settings cannot be read. Connect Klaviyo again.").caused_by(e))?;
        Ok(Box::new(Klaviyo::new(outside, config, secrets.get("key")?.clone())))
    }

    fn record_address(&self, _settings: &Value, what: Kind, external_id: &str) -> Option<String> {
        let safe = external_id.chars().all(|c| c.is_ascii_alphanumeric());
        (what == Kind::Customer && safe).then(|| format!("https://www.klaviyo.com/profile/{external_id}"))
    }
}

/// All rights that are missing at once, so that nobody makes a key three times.
fn all_missing(e: Error, missing: &[String]) -> Error {
    if missing.len() < 2 {
        return e;
    }
    Error::new(
        Code::Unauthorised,
        format!(
            "This key may not read: {}. In Klaviyo, a key's rights cannot be changed: under Settings → API keys, make a new one with Read access \
             for accounts, events, metrics and profiles, and connect it here.",
            missing.join(", ")
        ),
    )
}

fn stand_in(given: &str) -> Result<String> {
    let url = address::home(given, &["/api"])?;
    if !address::is_loopback(&url) {
        return Err(Error::bad_input("Only an address of this machine can stand in for Klaviyo."));
    }
    Ok(url.as_str().trim_end_matches('/').to_owned())
}
