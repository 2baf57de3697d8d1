//! What every test against the simulated WooCommerce needs around it: a clock to move, chance that counts, no sleeping.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use regulars_core::host::{Chance, NoSleep, Secret};
use regulars_core::sources::Outside;
use regulars_core::sources::woocommerce::{Found, Login, find};
use regulars_core::types::{Clock, Error, Timestamp};

use super::{InProcess, Shop};

/// 2026-11-20 05:43:00 UTC.
pub const NOW: i64 = 1_795_153_380;

#[derive(Clone)]
pub struct Moving(pub Arc<AtomicI64>);

impl Clock for Moving {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::Relaxed))
    }
}

#[derive(Default)]
pub struct Counting(Mutex<u64>);

impl Chance for Counting {
    fn number(&self) -> u64 {
        let mut n = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *n += 1;
        *n
    }
}

pub fn clock() -> Moving {
    Moving(Arc::new(AtomicI64::new(NOW)))
}

pub fn outside(http: &InProcess, clock: &Moving) -> Outside {
    Outside {
        http: Arc::new(http.clone()),
        clock: Arc::new(clock.clone()),
        sleeper: Arc::new(NoSleep),
        chance: Arc::new(Counting::default()),
    }
}

pub fn look(http: &InProcess, address: &str, key: &str, secret: &str) -> Result<Found, Error> {
    let secret = Secret::new(secret);
    find(&outside(http, &clock()), &Login { address, key, secret: &secret, allow_plain_http: false })
}

pub fn with(change: impl FnOnce(&mut Shop)) -> Shop {
    let mut shop = Shop::seeded(1, 3, 5, NOW);
    change(&mut shop);
    shop
}
