//! What every test against the simulated WooCommerce needs around it.

use regulars_core::host::Secret;
use regulars_core::sources::woocommerce::{Found, Login, find};
use regulars_core::types::Error;

use super::{InProcess, Shop};
pub use crate::world::{Moving, NOW, clock, outside};

pub fn look(http: &InProcess, address: &str, key: &str, secret: &str) -> Result<Found, Error> {
    let secret = Secret::new(secret);
    find(&outside(http, &clock()), &Login { address, key, secret: &secret, allow_plain_http: false })
}

pub fn with(change: impl FnOnce(&mut Shop)) -> Shop {
    let mut shop = Shop::seeded(1, 3, 5, NOW);
    change(&mut shop);
    shop
}
