//! The shop's settings: its name, currency and time zone, and a few remembered choices.

use super::{Reader, Writer};
use crate::types::{Currency, Result, ShopZone};

/// What every module needs to know of the shop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shop {
    pub name: String,
    pub currency: Currency,
    pub zone: ShopZone,
    pub demo: bool,
}

impl Reader<'_> {
    pub fn setting(&self, key: &str) -> Result<Option<String>> {
        self.first("SELECT value FROM setting WHERE key = ?1", &[key.into()], |row| row.get(0))
    }

    /// The shop, with sensible words where its owner has not said anything yet.
    pub fn shop(&self) -> Result<Shop> {
        let currency = self.setting("shop.currency")?.map_or(Ok(Currency::EUR), |c| c.parse())?;
        let zone = self.setting("shop.zone")?.map_or(Ok(ShopZone::UTC), |z| ShopZone::parse(&z))?;
        Ok(Shop {
            name: self.setting("shop.name")?.unwrap_or_else(|| "Your shop".to_owned()),
            currency,
            zone,
            demo: self.setting("shop.demo")?.is_some(),
        })
    }
}

impl Writer<'_> {
    pub fn set_setting(&self, key: &str, value: &str) -> Result<()> {
        self.execute(
            "INSERT INTO setting (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            &[key.into(), value.into()],
        )?;
        Ok(())
    }

    pub fn clear_setting(&self, key: &str) -> Result<()> {
        self.execute("DELETE FROM setting WHERE key = ?1", &[key.into()]).map(|_| ())
    }
}
