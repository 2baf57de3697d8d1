//! The connection to Mailchimp: the key in the keychain, address and account in the settings, the test in words.
//!
//! The key is kept under `mailchimp/<account>`. For cron and tests, REGULARS_SECRET_MAILCHIMP in the environment stands
//! in for it; then nothing is kept.

use std::sync::Arc;

use serde::Serialize;
use specta::Type;

use super::App;
use crate::audiences::mailchimp::{Client, NAME};
use crate::audiences::there::Account;
use crate::host::{Secret, SystemSleeper};
use crate::store::Area;
use crate::types::{Code, Error, Progress, Result};

/// The account that this shop pushes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct Connection {
    pub account: Account,
    /// Set when it is not Mailchimp's own.
    pub address: Option<String>,
}

const ACCOUNT: &str = "mailchimp.account";
const ACCOUNT_NAME: &str = "mailchimp.account_name";
const ADDRESS: &str = "mailchimp.address";
/// In the environment only.
const STAND_IN: &str = "mailchimp";

pub fn connection(app: &App) -> Result<Option<Connection>> {
    app.store().read(|r| {
        let Some(id) = r.setting(ACCOUNT)? else { return Ok(None) };
        let name = r.setting(ACCOUNT_NAME)?.unwrap_or_default();
        Ok(Some(Connection { account: Account { id, name }, address: r.setting(ADDRESS)? }))
    })
}

/// Tests the key first; only one that works is kept. Without `key`, the one of the environment is taken.
pub fn connect(app: &App, address: Option<&str>, key: Option<Secret>) -> Result<Connection> {
    let address = address.map(str::trim).filter(|a| !a.is_empty());
    let key = key.filter(|k| !k.reveal().trim().is_empty());
    let stand_in = app.parts.keychain.get(STAND_IN).ok().flatten();
    let key = match (key, stand_in.clone()) {
        (Some(key), _) => Secret::new(key.reveal().trim()),
        (None, Some(key)) => key,
        (None, None) => return Err(Error::bad_input("Please give the API key. In Mailchimp: Account, Extras, API keys.")),
    };
    // What the environment gives anyway need not be kept a second time.
    let keep = stand_in.as_ref() != Some(&key);
    let account = made(app, address, &key)?.account(&Progress::silent())?;
    if keep {
        app.parts.keychain.set(&name(&account), &key)?;
    }
    app.store().write(Area::House, |w| {
        w.set_setting(ACCOUNT, &account.id)?;
        w.set_setting(ACCOUNT_NAME, &account.name)?;
        address.map_or_else(|| w.clear_setting(ADDRESS), |a| w.set_setting(ADDRESS, a))
    })?;
    app.changed();
    Ok(Connection { account, address: address.map(str::to_owned) })
}

/// Forgets the key and the account; the history of pushes stays.
pub fn disconnect(app: &App) -> Result<()> {
    if let Some(c) = connection(app)? {
        app.parts.keychain.remove(&name(&c.account))?;
    }
    app.store().write(Area::House, |w| [ACCOUNT, ACCOUNT_NAME, ADDRESS].iter().try_for_each(|k| w.clear_setting(k)))?;
    app.changed();
    Ok(())
}

/// For the connected account.
pub(super) fn client(app: &App) -> Result<(Client, Account)> {
    let c = connection(app)?.ok_or_else(missing)?;
    let key = match app.parts.keychain.get(STAND_IN) {
        Ok(Some(key)) => key,
        // Nothing is ever kept under that name: whatever is wrong with the keychain shows at the real one.
        _ => app.parts.keychain.get(&name(&c.account))?.ok_or_else(|| {
            Error::new(Code::Keychain, "The keychain of this machine has no key for Mailchimp (any more). Connect Mailchimp again.")
        })?,
    };
    Ok((made(app, c.address.as_deref(), &key)?, c.account))
}

pub(super) fn missing() -> Error {
    Error::bad_input(format!("{NAME} is not connected yet. Connect it first."))
}

fn made(app: &App, address: Option<&str>, key: &Secret) -> Result<Client> {
    Client::new(app.parts.http.clone(), Arc::new(SystemSleeper), address, key)
}

fn name(account: &Account) -> String {
    format!("mailchimp/{}", account.id)
}
