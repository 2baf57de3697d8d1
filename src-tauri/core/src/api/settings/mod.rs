//! The shop's name, currency and time zone, and where its file lies.
//!
//! It changes what every number on screen means, so it refuses what would make old numbers wrong: the currency is
//! fixed with the first order. Amounts are kept at the rate of their day as it was when they came in; a new time zone
//! moves the edges of days, not amounts.

mod choices;
mod copy;

use std::path::Path;

use serde::{Deserialize, Serialize};
use specta::Type;

use super::App;
use crate::store::{Area, Reader};
use crate::types::money::grouped;
use crate::types::{Currency, Error, Result, ShopZone};
pub use choices::{SettingsChoices, ZoneChoice, choices};
pub use copy::{ShopCopy, copy_to};

const LONGEST_NAME: usize = 80;

#[derive(Debug, Clone, Serialize, Type)]
pub struct Settings {
    pub name: String,
    pub currency: Currency,
    pub zone: String,
    /// Why the currency can no longer be changed; `None` while it can.
    pub currency_fixed: Option<String>,
    pub demo: bool,
    /// The file the shop lives in, and its folder, which holds everything Regulars keeps but the secrets.
    pub file: String,
    pub folder: String,
}

/// What to change; what is absent stays as it is.
#[derive(Debug, Clone, Default, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct SettingsChange {
    pub name: Option<String>,
    /// Three letters, e.g. `EUR`.
    pub currency: Option<String>,
    /// An IANA name, e.g. `Europe/Berlin`.
    pub zone: Option<String>,
}

pub fn get(app: &App) -> Result<Settings> {
    let store = app.store();
    let (shop, fixed) = store.read(|r| Ok((r.shop()?, currency_fixed(r)?)))?;
    Ok(Settings {
        name: shop.name,
        currency: shop.currency,
        zone: shop.zone.name().to_owned(),
        currency_fixed: fixed,
        demo: shop.demo,
        file: store.path().display().to_string(),
        folder: app.data_dir.display().to_string(),
    })
}

/// # Errors
/// `BadInput`, with nothing changed: an empty or endless name, no time zone, no currency, or another currency than
/// that of the orders which are there already.
pub fn save(app: &App, change: &SettingsChange) -> Result<Settings> {
    let name = change.name.as_deref().map(checked_name).transpose()?;
    let zone = change.zone.as_deref().map(|z| ShopZone::parse(z.trim())).transpose()?;
    let currency = change.currency.as_deref().map(checked_currency).transpose()?;
    // The area of the data: a day's edge and an amount's currency are part of everything computed from it, so
    // whatever was kept of it is out of date.
    app.store().write(Area::Data, |w| {
        let shop = w.shop()?;
        if let Some(currency) = currency
            && currency != shop.currency
        {
            if let Some(why) = currency_fixed(w)? {
                return Err(Error::bad_input(why));
            }
            w.set_setting("shop.currency", currency.as_str())?;
        }
        if let Some(name) = &name {
            w.set_setting("shop.name", name)?;
        }
        if let Some(zone) = zone {
            w.set_setting("shop.zone", zone.name())?;
        }
        Ok(())
    })?;
    app.changed();
    get(app)
}

fn currency_fixed(r: &Reader<'_>) -> Result<Option<String>> {
    let orders = r.number("SELECT count(*) FROM orders", &[])?;
    let refunds = r.number("SELECT count(*) FROM refund", &[])?;
    if orders + refunds == 0 {
        return Ok(None);
    }
    let (what, are) = match (orders, refunds) {
        (1, _) => ("one order".to_owned(), "is"),
        (0, _) => ("refunds".to_owned(), "are"),
        (n, _) => (format!("{} orders", grouped(n.unsigned_abs())), "are"),
    };
    let currency = r.shop()?.currency;
    Ok(Some(format!(
        "There {are} {what} reckoned in {currency} already, so the currency stays {currency}. For another one, begin with an empty shop."
    )))
}

fn checked_name(name: &str) -> Result<String> {
    let name = name.trim();
    if name.is_empty() {
        return Err(Error::bad_input("Please give the shop a name."));
    }
    if name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
        return Err(Error::bad_input(format!("The shop's name must fit on one line of at most {LONGEST_NAME} letters.")));
    }
    Ok(name.to_owned())
}

fn checked_currency(code: &str) -> Result<Currency> {
    let currency: Currency = code.parse()?;
    if choices::is_in_use(currency) {
        Ok(currency)
    } else {
        Err(Error::bad_input(format!("{currency} is not a currency in use; a code of ISO 4217 such as EUR or GBP is needed.")))
    }
}

/// Trusts the certificates of a file beside the system's, for a shop behind a private authority: from the next start on.
/// Returns how many there are.
///
/// # Errors
/// `File` or `BadInput` when it cannot be read or holds no certificate.
pub fn trust(app: &App, file: &Path) -> Result<usize> {
    let found = crate::host::http::certificates(file)?.len();
    let to = app.data_dir.join(crate::host::http::ADDED);
    std::fs::copy(file, &to).map_err(|e| Error::file("keep the certificates in", &to, e))?;
    let now = app.now();
    app.store().write(Area::House, |w| w.audit("certificates trusted", &format!("{found}"), now))?;
    Ok(found)
}

/// Trusts the system's certificates alone again.
pub fn distrust(app: &App) -> Result<()> {
    let path = app.data_dir.join(crate::host::http::ADDED);
    match std::fs::remove_file(&path) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(Error::file("remove", &path, e)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::testing::app;
    use crate::types::{Code, Progress};

    fn named(name: &str) -> SettingsChange {
        SettingsChange { name: Some(name.to_owned()), ..SettingsChange::default() }
    }

    #[test]
    fn what_is_said_is_kept_and_what_is_not_said_stays() {
        let dir = tempfile::tempdir().unwrap();
        let app = app(dir.path());
        let all = SettingsChange { name: Some("  Corner Tea ".into()), currency: Some("gbp".into()), zone: Some("Europe/London".into()) };
        let saved = save(&app, &all).unwrap();
        assert_eq!((saved.name.as_str(), saved.currency.as_str(), saved.zone.as_str()), ("Corner Tea", "GBP", "Europe/London"));
        let renamed = save(&app, &named("Corner Tea & Co")).unwrap();
        assert_eq!((renamed.currency.as_str(), renamed.zone.as_str()), ("GBP", "Europe/London"));
    }

    #[test]
    fn nonsense_is_refused_with_a_sentence_and_changes_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let app = app(dir.path());
        for (change, word) in [
            (named("   "), "name"),
            (named(&"x".repeat(81)), "80 letters"),
            (named("two\nlines"), "one line"),
            (SettingsChange { zone: Some("Berlin".into()), ..named("A") }, "time zone"),
            (SettingsChange { currency: Some("ABC".into()), ..named("A") }, "not a currency in use"),
            (SettingsChange { currency: Some("euro".into()), ..named("A") }, "three letters"),
        ] {
            let e = save(&app, &change).unwrap_err();
            assert_eq!(e.code, Code::BadInput);
            assert!(e.message.contains(word), "{}", e.message);
        }
        assert_eq!(get(&app).unwrap().name, "Your shop");
    }

    #[test]
    fn the_currency_is_fixed_once_there_are_orders() {
        let dir = tempfile::tempdir().unwrap();
        let app = app(dir.path());
        assert_eq!(get(&app).unwrap().currency_fixed, None);
        crate::demo::fill(&app.store(), 1, app.now(), &Progress::silent()).unwrap();
        let why = get(&app).unwrap().currency_fixed.unwrap();
        assert!(why.contains("orders reckoned in EUR"), "{why}");
        let other = SettingsChange { currency: Some("USD".into()), ..named("Renamed") };
        assert_eq!(save(&app, &other).unwrap_err().message, why);
        assert_eq!(get(&app).unwrap().name, "Wick & Wool", "nothing is half saved");
        let same = SettingsChange { currency: Some("EUR".into()), ..named("Renamed") };
        assert_eq!(save(&app, &same).unwrap().name, "Renamed");
    }

    #[test]
    fn a_new_zone_moves_the_day_and_outdates_what_was_computed() {
        let dir = tempfile::tempdir().unwrap();
        let app = app(dir.path());
        let before = app.store().revision(Area::Data).unwrap();
        assert_eq!(app.today().unwrap().to_string(), "2026-11-18");
        save(&app, &SettingsChange { zone: Some("Pacific/Kiritimati".into()), ..SettingsChange::default() }).unwrap();
        assert_eq!(app.today().unwrap().to_string(), "2026-11-19", "it is past midnight there");
        assert!(app.store().revision(Area::Data).unwrap() > before);
    }
}
