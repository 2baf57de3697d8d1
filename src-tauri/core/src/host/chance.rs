//! Randomness and waiting, passed in so that tests can pin the one and skip the other.

use std::time::Duration;

/// Where nonces and the jitter between retries come from. Not for keys: those are never made here.
pub trait Chance: Send + Sync {
    fn number(&self) -> u64;
}

/// The machine's own.
pub struct SystemChance;

impl Chance for SystemChance {
    fn number(&self) -> u64 {
        rand::random()
    }
}

pub trait Sleeper: Send + Sync {
    fn sleep(&self, time: Duration);
}

/// Really waits.
pub struct SystemSleeper;

impl Sleeper for SystemSleeper {
    fn sleep(&self, time: Duration) {
        std::thread::sleep(time);
    }
}
