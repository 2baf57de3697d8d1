//! The home room: which shop is open, and its figures at a glance.

use serde::Serialize;
use specta::Type;

use super::App;
use crate::types::{Currency, Day, Money, Result};

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
    let shop = app.shop()?;
    let totals = store.read(|r| {
        Ok(Totals {
            people: r.person_count()?,
            orders: r.number("SELECT count(*) FROM orders WHERE counts = 1", &[])?,
            anonymous_orders: r.number("SELECT count(*) FROM orders WHERE counts = 1 AND person_id IS NULL", &[])?,
            refunds: r.number("SELECT count(*) FROM refund", &[])?,
            products: r.number("SELECT count(*) FROM product", &[])?,
            revenue: Money::new(r.number("SELECT sum(total_shop) FROM orders WHERE counts = 1", &[])?, shop.currency),
            refunded: Money::new(r.number("SELECT sum(amount_shop) FROM refund", &[])?, shop.currency),
            unpriced_orders: r.number("SELECT count(*) FROM orders WHERE counts = 1 AND total_shop IS NULL", &[])?,
        })
    })?;
    Ok(ShopInfo {
        name: shop.name,
        currency: shop.currency,
        zone: shop.zone.name().to_owned(),
        demo: shop.demo,
        file: store.path().display().to_string(),
        today: app.today()?,
        totals,
    })
}
