//! The home room: which shop is open, and its figures at a glance.

use std::path::{Path, PathBuf};

use serde::Serialize;
use specta::Type;

use super::App;
use crate::store::stats::REFUND_COUNTS;
use crate::types::{Code, Currency, Day, Error, Money, Result};

/// The open shop, for the window's frame.
#[derive(Debug, Clone, Serialize, Type)]
pub struct ShopInfo {
    pub name: String,
    pub currency: Currency,
    /// IANA name; every day on screen is a day there.
    pub zone: String,
    pub demo: bool,
    /// The file the shop lives in.
    pub file: String,
    pub today: Day,
    pub totals: Totals,
}

#[derive(Debug, Clone, Serialize, Type)]
pub struct Totals {
    pub people: i64,
    /// Counted orders (paid, fulfilled or refunded), anonymous ones among them.
    pub orders: i64,
    pub anonymous_orders: i64,
    pub refunds: i64,
    pub products: i64,
    /// Counted orders before refunds, in the shop's currency; orders without a known rate are left out.
    pub revenue: Money,
    pub refunded: Money,
    /// Orders whose currency has no known rate.
    pub unpriced_orders: i64,
}

pub fn shop(app: &App) -> Result<ShopInfo> {
    let store = app.store();
    // One snapshot for all of it: the shop may be switched or filled at this moment.
    let (shop, totals) = store.read(|r| {
        let shop = r.shop()?;
        let totals = Totals {
            people: r.person_count()?,
            orders: r.number("SELECT count(*) FROM orders WHERE counts = 1", &[])?,
            anonymous_orders: r.number("SELECT count(*) FROM orders WHERE counts = 1 AND person_id IS NULL", &[])?,
            refunds: r.number(&format!("SELECT count(*) FROM refund r WHERE {REFUND_COUNTS}"), &[])?,
            products: r.number("SELECT count(*) FROM product", &[])?,
            revenue: Money::new(r.number("SELECT sum(total_shop) FROM orders WHERE counts = 1", &[])?, shop.currency),
            refunded: Money::new(r.number(&format!("SELECT sum(amount_shop) FROM refund r WHERE {REFUND_COUNTS}"), &[])?, shop.currency),
            unpriced_orders: r.number("SELECT count(*) FROM orders WHERE counts = 1 AND total_shop IS NULL", &[])?,
        };
        Ok((shop, totals))
    })?;
    Ok(ShopInfo {
        name: shop.name,
        currency: shop.currency,
        zone: shop.zone.name().to_owned(),
        demo: shop.demo,
        file: store.path().display().to_string(),
        today: shop.zone.day_of(app.now()),
        totals,
    })
}

/// A file that the app itself wrote for the person, to be opened with the system's usual program. Nothing else may.
pub fn own_file(app: &App, path: &Path) -> Result<PathBuf> {
    let real = |p: &Path| p.canonicalize().map_err(|e| Error::file("find", p, e));
    let (file, home) = (real(path)?, real(&app.data_dir)?);
    if file.starts_with(&home) {
        Ok(file)
    } else {
        Err(Error::new(Code::Refused, "Only files that Regulars wrote can be opened from here."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::testing::app;

    #[test]
    fn only_our_own_files_are_opened() {
        let dir = tempfile::tempdir().unwrap();
        let app = app(dir.path());
        std::fs::write(dir.path().join("refused.csv"), "x").unwrap();
        assert!(own_file(&app, &dir.path().join("refused.csv")).is_ok());
        let other = tempfile::NamedTempFile::new().unwrap();
        assert_eq!(own_file(&app, other.path()).unwrap_err().code, Code::Refused);
        assert_eq!(own_file(&app, &dir.path().join("../")).unwrap_err().code, Code::Refused);
    }
}
