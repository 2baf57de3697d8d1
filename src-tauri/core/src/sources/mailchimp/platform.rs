//! Mailchimp as a platform that can be connected.

use serde_json::Value;

use super::address;
use super::client::Client;
use super::source::{Audience, Config, Mailchimp, lists};
use crate::sources::platform::{EntryField, EntryKind, Found, Login, Platform, Secrets};
use crate::sources::{Outside, Source, json};
use crate::types::records::Kind;
use crate::types::{Code, Error, Progress, Result, ShopZone};

pub struct MailchimpPlatform;

const FIELDS: &[EntryField] = &[
    EntryField {
        name: "key",
        label: "API key",
        hint: "With its ending, which names the data centre",
        like: "…-us21",
        kind: EntryKind::Secret,
        required: true,
    },
    EntryField {
        name: "audience",
        label: "Audience (optional)",
        hint: "The name of the one audience to read; empty for all of them",
        like: "Newsletter",
        kind: EntryKind::Text,
        required: false,
    },
    EntryField { name: "address", label: "Stand-in for Mailchimp", hint: "", like: "", kind: EntryKind::StandIn, required: false },
];

const STEPS: &[&str] = &[
    "In Mailchimp, open your account’s menu (your picture) → Profile → Extras → API keys, and choose Create A Key.",
    "Name it “Regulars”. Mailchimp’s keys can do all that the user they belong to may: for the least rights, let somebody with the role \
     Viewer make it.",
    "Copy the key here, with its ending such as -us21. It is shown only this once.",
];

impl Platform for MailchimpPlatform {
    fn kind(&self) -> &'static str {
        "mailchimp"
    }

    fn name(&self) -> &'static str {
        "Mailchimp"
    }

    fn reads(&self) -> &'static str {
        "Who is in your audiences and what they agreed to, and who opened, clicked and left each campaign."
    }

    fn fields(&self) -> &'static [EntryField] {
        FIELDS
    }

    fn steps(&self) -> &'static [&'static str] {
        STEPS
    }

    fn find(&self, outside: &Outside, login: &Login) -> Result<Found> {
        let key = login.secrets.get("key")?;
        let base = match login.get("address") {
            "" => address::base(None, key)?,
            given => address::stand_in(given)?,
        };
        let client = Client::new(outside.clone(), &base, key.clone());
        let fields = "account_id,account_name,account_timezone,total_subscribers";
        let root = client.get_once("/", &[("fields", fields.to_owned())])?.body;
        let account = json::text(&root, "account_id").ok_or_else(|| client.odd("it does not say whose account it is"))?;
        let all = lists(&client, &Progress::silent())?;
        let audience = chosen(&all, login.get("audience"))?;
        let mut notes = Vec::new();
        if let Err(e) = client.get_once("/reports", &[("count", "1".to_owned()), ("fields", "total_items".to_owned())]) {
            if e.code != Code::Unauthorised {
                return Err(e);
            }
            notes.push(
                "This key may not see reports, so what became of your campaigns (opened, clicked, bounced, unsubscribed) will not come in. \
                 Let somebody with the role Viewer or above make the key."
                    .to_owned(),
            );
        }
        let people = all.iter().filter(|a| audience.is_none_or(|c| c.id == a.id)).map(|a| a.people).sum();
        let name = json::text(&root, "account_name").unwrap_or("Mailchimp");
        let config = Config { base, audience: audience.map(|a| a.id.clone()) };
        Ok(Found {
            name: audience.map_or_else(|| name.to_owned(), |a| format!("{name}, {}", a.name)),
            host: client.host(),
            identity: audience.map_or_else(|| account.to_owned(), |a| format!("{account}/{}", a.id)),
            version: None,
            currency: None,
            zone: json::text(&root, "account_timezone").and_then(|z| ShopZone::parse(z).ok()),
            counts: vec![("people", people), ("audiences", if audience.is_some() { 1 } else { all.len() as u64 })],
            notes,
            safe: true,
            settings: serde_json::to_value(config).map_err(|e| Error::internal("The connection could not be kept.").caused_by(e))?,
        })
    }

    fn open(&self, outside: Outside, settings: &Value, secrets: &Secrets) -> Result<Box<dyn Source>> {
        let config: Config = serde_json::from_value(settings.clone())
            .map_err(|e| Error::internal("The connection's settings cannot be read. Connect Mailchimp again.").caused_by(e))?;
        Ok(Box::new(Mailchimp::new(outside, &config, secrets.get("key")?.clone())))
    }

    fn record_address(&self, settings: &Value, what: Kind, external_id: &str) -> Option<String> {
        let centre = settings.get("base")?.as_str()?.strip_prefix("https://")?.split('.').next()?;
        (what == Kind::Customer)
            .then(|| format!("https://{centre}.admin.mailchimp.com/audience/contact-profile?contact_id={}", address::segment(external_id)))
    }
}

/// By name or id; nothing entered: all of them.
fn chosen<'a>(all: &'a [Audience], wanted: &str) -> Result<Option<&'a Audience>> {
    if wanted.is_empty() {
        return Ok(None);
    }
    if let Some(found) = all.iter().find(|a| a.id == wanted || a.name.trim().to_lowercase() == wanted.to_lowercase()) {
        return Ok(Some(found));
    }
    let names: Vec<String> = all.iter().take(5).map(|a| format!("“{}”", a.name)).collect();
    let there = if names.is_empty() { "It has none.".to_owned() } else { format!("There are: {}.", names.join(", ")) };
    Err(Error::bad_input(format!("The account has no audience called “{wanted}”. {there}")))
}
