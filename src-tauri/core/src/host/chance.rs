//! Randomness, passed in so that tests can pin it.

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
