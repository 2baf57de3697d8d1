//! What every test against a simulated platform needs around it: a clock to move, chance that counts, no sleeping.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use regulars_core::host::{Chance, Http, NoSleep};
use regulars_core::sources::Outside;
use regulars_core::types::{Clock, Timestamp};

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

pub fn outside<H: Http + Clone + 'static>(http: &H, clock: &Moving) -> Outside {
    Outside {
        http: Arc::new(http.clone()),
        clock: Arc::new(clock.clone()),
        sleeper: Arc::new(NoSleep::default()),
        chance: Arc::new(Counting::default()),
    }
}
