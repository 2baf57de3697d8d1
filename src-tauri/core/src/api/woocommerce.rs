//! Connecting a WooCommerce shop: testing an address and a key, and keeping them.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::App;
use super::connections::{self, SourceInfo};
use crate::host::Secret;
use crate::sources::Outside;
use crate::sources::woocommerce::{Config, Found, Login, find};
use crate::store::{Area, Writer};
use crate::types::{Code, Currency, Error, Result, SourceId};

pub const KIND: &str = "woocommerce";

/// What a person enters, but for the secret.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct WooLogin {
    pub address: String,
    /// The consumer key, `ck_…`.
    pub key: String,
    /// Explicitly allow http without encryption to another machine.
    pub allow_plain_http: bool,
    /// A field of orders and accounts in which this shop keeps marketing consent (yes / no); `None` when it has none.
    pub consent_field: Option<String>,
}

/// A shop that answered.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct WooFound {
    pub name: String,
    pub host: String,
    /// Of WooCommerce; `None` when the key may not see it.
    pub version: Option<String>,
    pub currency: Option<Currency>,
    /// IANA name.
    pub zone: Option<String>,
    /// Orders there, whatever their state.
    pub orders: u64,
    /// Whether the way there is encrypted, or stays on this machine.
    pub safe: bool,
}

/// Names the cause when the shop cannot be read with this key; keeps nothing.
///
/// # Errors
/// Those of `sources::woocommerce::find`.
pub fn test(app: &App, login: &WooLogin, secret: &Secret) -> Result<WooFound> {
    look(app, login, secret).map(|found| shown(&found))
}

/// Tests, then keeps the connection: the secret in the keychain, the rest in the shop's file. A shop that was connected
/// before goes on where it was. `keep_secret` is false where the secret comes from the environment at each run.
pub fn add(app: &App, login: &WooLogin, secret: &Secret, keep_secret: bool) -> Result<SourceInfo> {
    if app.shop()?.demo {
        return Err(Error::bad_input("This is the demo shop. Open your own shop first; the demo and real orders never mix."));
    }
    let found = look(app, login, secret)?;
    let config = config(login, &found, keep_secret);
    let text = serde_json::to_string(&config).map_err(|e| Error::internal("The connection could not be kept.").caused_by(e))?;
    let now = app.now();
    // In one transaction with the keychain's answer: a connection without its secret would be of no use.
    let id = app.store().write(Area::House, |w| {
        let known = w.sources()?.into_iter().find(|s| s.kind == KIND && config_of(&s.config).is_ok_and(|c| c.rest == config.rest));
        let id = match known {
            Some(s) => {
                w.set_source(s.id, &found.name, &text)?;
                s.id
            }
            None => w.add_source(KIND, &found.name, &text, now)?,
        };
        introduce(w, &found)?;
        if keep_secret {
            app.parts.keychain.set(&secret_name(id), &Secret::new(secret.reveal().trim()))?;
        }
        Ok(id)
    })?;
    app.changed();
    connections::get(app, id)
}

/// Asks a connected shop again, with the secret that is kept.
pub fn test_again(app: &App, id: SourceId) -> Result<WooFound> {
    let config = connected(app, id)?;
    let login = WooLogin {
        address: config.address,
        key: config.key,
        allow_plain_http: config.allow_plain_http,
        consent_field: config.consent_field,
    };
    test(app, &login, &secret_of(app, id)?)
}

pub fn secret_name(id: SourceId) -> String {
    format!("{KIND}/{id}")
}

pub(super) fn secret_of(app: &App, id: SourceId) -> Result<Secret> {
    let name = secret_name(id);
    app.parts.keychain.get(&name)?.ok_or_else(|| {
        Error::new(
            Code::Keychain,
            format!(
                "The keychain has no secret for this shop (any more). Connect it again, or give the secret in the environment variable {}.",
                crate::host::keychain::variable(&name)
            ),
        )
    })
}

/// The settings of a shop that is connected now.
pub(super) fn connected(app: &App, id: SourceId) -> Result<Config> {
    let row = app.store().read(|r| r.source(id))?;
    let row =
        row.filter(|s| s.kind == KIND).ok_or_else(|| Error::not_found(format!("There is no connected shop with the number {id}.")))?;
    let config = config_of(&row.config)?;
    if config.key.is_empty() {
        return Err(Error::bad_input(format!("{} is not connected any more; its data was kept. Connect it again to go on.", row.name)));
    }
    Ok(config)
}

pub(super) fn config_of(text: &str) -> Result<Config> {
    serde_json::from_str(text)
        .map_err(|e| Error::internal("The connection's settings cannot be read. Connect the shop again.").caused_by(e))
}

fn look(app: &App, login: &WooLogin, secret: &Secret) -> Result<Found> {
    let outside = Outside::new(app.parts.http.clone(), app.parts.clock.clone());
    let login = Login { address: &login.address, key: &login.key, secret, allow_plain_http: login.allow_plain_http };
    find(&outside, &login)
}

fn shown(found: &Found) -> WooFound {
    WooFound {
        name: found.name.clone(),
        host: found.client.host(),
        version: found.version.clone(),
        currency: found.currency,
        zone: found.zone.map(|z| z.name().to_owned()),
        orders: found.orders,
        safe: found.client.is_safe(),
    }
}

fn config(login: &WooLogin, found: &Found, secret_kept: bool) -> Config {
    Config {
        address: login.address.trim().to_owned(),
        rest: found.client.rest.to_text(),
        auth: found.client.auth,
        key: login.key.trim().to_owned(),
        currency: found.currency,
        zone: found.zone.map(|z| z.name().to_owned()),
        version: found.version.clone(),
        allow_plain_http: login.allow_plain_http,
        secret_kept,
        consent_field: login.consent_field.as_deref().map(str::trim).filter(|f| !f.is_empty()).map(str::to_owned),
    }
}

/// A shop that nobody has described yet takes the platform's name, currency and time zone.
fn introduce(w: &Writer<'_>, found: &Found) -> Result<()> {
    let empty = w.number("SELECT (SELECT count(*) FROM orders) + (SELECT count(*) FROM refund)", &[])? == 0;
    let words = [
        ("shop.name", Some(found.name.clone())),
        ("shop.zone", found.zone.map(|z| z.name().to_owned())),
        ("shop.currency", found.currency.map(|c| c.to_string()).filter(|_| empty)),
    ];
    for (key, value) in words {
        if let Some(value) = value
            && w.setting(key)?.is_none()
        {
            w.set_setting(key, &value)?;
        }
    }
    Ok(())
}
