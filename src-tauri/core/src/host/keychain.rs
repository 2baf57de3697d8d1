//! Secrets live in the system keychain (Secret Service, Keychain, Credential Manager) and nowhere else.
//!
//! For cron and CI an environment variable can stand in: `REGULARS_SECRET_<NAME>`, the name in capitals with `_` for
//! everything that is no letter or digit. A secret is never printed: `Secret` has no readable `Debug`.

use std::collections::HashMap;
use std::sync::Mutex;

use crate::types::{Code, Error, Result};

#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// For the one place that puts it into a request.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

pub trait Keychain: Send + Sync {
    fn set(&self, name: &str, secret: &Secret) -> Result<()>;
    /// `None` when nothing is kept under this name.
    fn get(&self, name: &str) -> Result<Option<Secret>>;
    /// Removing what is not there is no error.
    fn remove(&self, name: &str) -> Result<()>;
}

/// The machine's own keychain.
pub struct SystemKeychain;

const SERVICE: &str = "app.regulars.desktop";

impl Keychain for SystemKeychain {
    fn set(&self, name: &str, secret: &Secret) -> Result<()> {
        entry(name)?.set_password(secret.reveal()).map_err(|e| failed(&e))
    }

    fn get(&self, name: &str) -> Result<Option<Secret>> {
        if let Ok(text) = std::env::var(variable(name)) {
            return Ok(Some(Secret::new(text)));
        }
        match entry(name)?.get_password() {
            Ok(text) => Ok(Some(Secret::new(text))),
            Err(keyring::Error::NoEntry) => Ok(None),
            Err(e) => Err(failed(&e)),
        }
    }

    fn remove(&self, name: &str) -> Result<()> {
        match entry(name)?.delete_credential() {
            Ok(()) | Err(keyring::Error::NoEntry) => Ok(()),
            Err(e) => Err(failed(&e)),
        }
    }
}

/// `woocommerce/3` is looked for in `REGULARS_SECRET_WOOCOMMERCE_3`.
pub fn variable(name: &str) -> String {
    let tail: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' }).collect();
    format!("REGULARS_SECRET_{tail}")
}

fn entry(name: &str) -> Result<keyring::Entry> {
    keyring::Entry::new(SERVICE, name).map_err(|e| failed(&e))
}

fn failed(e: &keyring::Error) -> Error {
    let sentence = match e {
        keyring::Error::NoStorageAccess(_) => "The system keychain is locked. Unlock it and try again.",
        keyring::Error::PlatformFailure(_) | keyring::Error::NoDefaultStore => {
            "This machine has no keychain that is running. Start one (on Linux, gnome-keyring or KWallet), \
             or give the secret in an environment variable whose name starts with REGULARS_SECRET_ (see the user guide)."
        }
        _ => "The system keychain refused. Look whether it is unlocked, and try again.",
    };
    // The library's own text names only the store, never the secret.
    Error::new(Code::Keychain, sentence).caused_by(e.to_string())
}

/// Keeps secrets for the length of a test.
#[derive(Default)]
pub struct MemoryKeychain(Mutex<HashMap<String, Secret>>);

impl Keychain for MemoryKeychain {
    fn set(&self, name: &str, secret: &Secret) -> Result<()> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).insert(name.to_owned(), secret.clone());
        Ok(())
    }

    fn get(&self, name: &str) -> Result<Option<Secret>> {
        Ok(self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).get(name).cloned())
    }

    fn remove(&self, name: &str) -> Result<()> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).remove(name);
        Ok(())
    }
}
