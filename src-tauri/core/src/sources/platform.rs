//! What every platform offers to whoever connects it: what to enter, how to get a key, a test that names causes, and the
//! source itself. The window's form, the terminal's arguments and the keychain follow from it; nothing is written twice.
//!
//! To add a platform: a folder with a unit struct that implements `Platform`, and a line in `ALL`. It keeps no secrets:
//! they are handed in, and stay in the system keychain.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use specta::Type;

use super::{
    Outside, Source, adobe_commerce::AdobeCommercePlatform, bigcommerce::BigCommercePlatform, klaviyo::KlaviyoPlatform,
    mailchimp::MailchimpPlatform, shopify::ShopifyPlatform, woocommerce::WooCommercePlatform,
};
use crate::host::Secret;
use crate::types::{Currency, Error, Result, ShopZone};

/// Every platform, in the order in which they are offered.
pub static ALL: &[&dyn Platform] =
    &[&ShopifyPlatform, &WooCommercePlatform, &BigCommercePlatform, &AdobeCommercePlatform, &MailchimpPlatform, &KlaviyoPlatform];

/// # Errors
/// `NotFound` for a kind that is none.
pub fn of_kind(kind: &str) -> Result<&'static dyn Platform> {
    ALL.iter().copied().find(|p| p.kind() == kind).ok_or_else(|| Error::not_found(format!("“{kind}” is no platform that Regulars knows.")))
}

pub trait Platform: Sync {
    /// `woocommerce`: names the source's kind in the file, the keychain and the terminal; never renamed.
    fn kind(&self) -> &'static str;
    /// `WooCommerce`
    fn name(&self) -> &'static str;
    /// What comes in, as a sentence: "Orders, customers and products, kept up to date with a key that can only read."
    fn reads(&self) -> &'static str;
    /// What a person enters, in the order of the form.
    fn fields(&self) -> &'static [EntryField];
    /// Where to get a key with the least rights, a step an entry.
    fn steps(&self) -> &'static [&'static str];

    /// Looks whether what was entered opens the shop, and names the cause when it does not. Keeps nothing.
    ///
    /// # Errors
    /// `BadInput`, `Refused` (plain http), `Network`, `NotFound`, `Unauthorised`, `Busy`, `Unexpected`: each with a sentence.
    fn find(&self, outside: &Outside, login: &Login) -> Result<Found>;

    /// The source, from what `find` left.
    ///
    /// # Errors
    /// For settings that cannot be read (of another version).
    fn open(&self, outside: Outside, settings: &Value, secrets: &Secrets) -> Result<Box<dyn Source>>;

    /// Where a person sees this record in the platform's own administration.
    fn record_address(&self, _settings: &Value, _what: crate::types::records::Kind, _external_id: &str) -> Option<String> {
        None
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// A web address.
    Address,
    Text,
    /// Goes into the keychain, and nowhere else.
    Secret,
    /// `yes` or empty.
    Check,
    /// A check that is only asked for when the address begins with http:// and is not this machine.
    PlainHttp,
    /// Where a stand-in answers instead of the platform's fixed host: only an address of this machine, and never shown.
    StandIn,
}

/// One thing that a person enters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
pub struct EntryField {
    /// `address`; in the terminal `--address`. Never renamed.
    pub name: &'static str,
    pub label: &'static str,
    /// A line below the label; may be empty.
    pub hint: &'static str,
    /// What it looks like, e.g. `ck_…`; may be empty.
    pub like: &'static str,
    pub kind: EntryKind,
    pub required: bool,
}

/// What was entered.
#[derive(Debug, Clone, Default)]
pub struct Login {
    /// By field name, without the secrets.
    pub entered: BTreeMap<String, String>,
    pub secrets: Secrets,
}

impl Login {
    /// Trimmed; empty when nothing was entered.
    pub fn get(&self, name: &str) -> &str {
        self.entered.get(name).map_or("", |v| v.trim())
    }

    pub fn is_checked(&self, name: &str) -> bool {
        self.get(name) == "yes"
    }
}

/// Secrets by field name. Kept under one name in the keychain: a single one as it is, several as a JSON object.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Secrets(pub BTreeMap<String, Secret>);

impl Secrets {
    /// # Errors
    /// `BadInput` when it was not given.
    pub fn get(&self, name: &str) -> Result<&Secret> {
        self.0.get(name).filter(|s| !s.reveal().is_empty()).ok_or_else(|| {
            Error::bad_input(format!("The secret “{name}” is missing. Connect the source again, or give it with the others."))
        })
    }

    /// All of them as one text for the keychain.
    pub fn to_kept(&self) -> Secret {
        if self.0.len() == 1
            && let Some(one) = self.0.values().next()
        {
            return one.clone();
        }
        let map: BTreeMap<&str, &str> = self.0.iter().map(|(k, v)| (k.as_str(), v.reveal())).collect();
        Secret::new(serde_json::to_string(&map).unwrap_or_default())
    }

    /// From what `to_kept` made, or a plain text where the platform has one secret.
    pub fn from_kept(kept: &Secret, fields: &[EntryField]) -> Self {
        if let Ok(map) = serde_json::from_str::<BTreeMap<String, String>>(kept.reveal()) {
            return Self(map.into_iter().map(|(k, v)| (k, Secret::new(v.trim()))).collect());
        }
        let first = fields.iter().find(|f| f.kind == EntryKind::Secret).map_or("secret", |f| f.name);
        Self(BTreeMap::from([(first.to_owned(), Secret::new(kept.reveal().trim()))]))
    }
}

/// A shop or account that answered.
#[derive(Debug, Clone)]
pub struct Found {
    pub name: String,
    /// Host, for sentences.
    pub host: String,
    /// Tells the same shop again, whoever connects it and by whatever key.
    pub identity: String,
    pub version: Option<String>,
    pub currency: Option<Currency>,
    pub zone: Option<ShopZone>,
    /// What is there, e.g. `("orders", 401)`.
    pub counts: Vec<(&'static str, u64)>,
    /// What a person should know: a right that is missing and what will not come in without it.
    pub notes: Vec<String>,
    /// Whether the way there is encrypted, or stays on this machine.
    pub safe: bool,
    /// What `Platform::open` needs; never a secret.
    pub settings: Value,
}

/// What is kept of a connection in the shop's file, beside the name.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Connection {
    pub identity: String,
    /// As it was entered.
    pub address: Option<String>,
    pub version: Option<String>,
    /// Not disconnected by its owner.
    pub connected: bool,
    /// Whether the keychain has the secrets; else they come from the environment at each run.
    pub secrets_kept: bool,
    /// What was entered, without the secrets.
    pub entered: BTreeMap<String, String>,
    /// `Found::settings`.
    pub platform: Value,
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIELDS: [EntryField; 2] = [
        EntryField { name: "a", label: "", hint: "", like: "", kind: EntryKind::Secret, required: true },
        EntryField { name: "b", label: "", hint: "", like: "", kind: EntryKind::Secret, required: true },
    ];

    #[test]
    fn secrets_are_kept_as_one_text_and_found_again() {
        let two = Secrets(BTreeMap::from([("a".to_owned(), Secret::new("x")), ("b".to_owned(), Secret::new("y"))]));
        assert_eq!(Secrets::from_kept(&two.to_kept(), &FIELDS), two);
        let one = Secrets(BTreeMap::from([("a".to_owned(), Secret::new("x"))]));
        assert_eq!(one.to_kept().reveal(), "x");
        assert_eq!(Secrets::from_kept(&Secret::new(" x\n"), &FIELDS), one);
        assert!(one.get("b").unwrap_err().message.contains("“b”"));
    }

    #[test]
    fn every_platform_can_be_named_typed_and_found_by_its_kind() {
        for p in ALL {
            assert_eq!(of_kind(p.kind()).unwrap().name(), p.name());
            assert!(p.kind().chars().all(|c| c.is_ascii_lowercase() || c == '_'));
            assert!(p.fields().iter().any(|f| f.kind == EntryKind::Secret), "{}", p.kind());
            assert!(p.fields().iter().all(|f| !f.label.is_empty() && f.name.chars().all(|c| c.is_ascii_lowercase() || c == '_')));
            assert!(!p.steps().is_empty() && p.reads().ends_with('.'), "{}", p.kind());
        }
        assert!(of_kind("geocities").is_err());
    }
}
