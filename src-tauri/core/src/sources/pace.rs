//! Staying below a platform's limits before it has to say so: a bucket of tokens that refills steadily.
//!
//! One bucket belongs to one connection. What it holds is our own reckoning; where a platform reports how much is left
//! (cost points, a quota's header), `set_level` believes the platform.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::host::{Sleeper, sleep};
use crate::types::{Progress, Result};

pub struct Bucket {
    state: Mutex<State>,
}

#[derive(Clone, Copy)]
struct State {
    /// Tokens at most.
    capacity: f64,
    /// Tokens that come back in a second.
    per_second: f64,
    level: f64,
    at: Duration,
}

impl Bucket {
    /// Full at first. `per_second` must be above 0.
    pub fn new(capacity: f64, per_second: f64) -> Self {
        Self { state: Mutex::new(State { capacity, per_second, level: capacity, at: Duration::ZERO }) }
    }

    /// Takes `cost` tokens, and waits until they are there; what costs more than the bucket holds waits for a full one.
    ///
    /// # Errors
    /// `Cancelled` as soon as `watch` is.
    pub fn take(&self, cost: f64, sleeper: &dyn Sleeper, watch: &Progress) -> Result<()> {
        loop {
            let wait = {
                let mut s = self.state.lock().unwrap_or_else(PoisonError::into_inner);
                s.refill(sleeper.elapsed());
                let needed = cost.min(s.capacity);
                if s.level >= needed {
                    s.level -= cost;
                    return Ok(());
                }
                Duration::from_secs_f64(((needed - s.level) / s.per_second).clamp(0.001, 3600.0))
            };
            sleep::wait(sleeper, watch, wait)?;
        }
    }

    /// What the platform says is left now, and, where it says so, the bucket's size and speed.
    pub fn set_level(&self, level: f64, size: Option<(f64, f64)>, sleeper: &dyn Sleeper) {
        let mut s = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((capacity, per_second)) = size.filter(|(c, p)| *c > 0.0 && *p > 0.0) {
            (s.capacity, s.per_second) = (capacity, per_second);
        }
        (s.level, s.at) = (level.min(s.capacity), sleeper.elapsed());
    }
}

impl State {
    fn refill(&mut self, now: Duration) {
        let passed = now.saturating_sub(self.at).as_secs_f64();
        self.level = (self.level + passed * self.per_second).min(self.capacity);
        self.at = now;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::NoSleep;

    #[test]
    fn it_waits_for_what_is_missing_and_no_longer() {
        let (bucket, sleeper, watch) = (Bucket::new(4.0, 2.0), NoSleep::default(), Progress::silent());
        for _ in 0..4 {
            bucket.take(1.0, &sleeper, &watch).unwrap();
        }
        assert_eq!(sleeper.elapsed(), Duration::ZERO);
        for _ in 0..10 {
            bucket.take(1.0, &sleeper, &watch).unwrap();
        }
        assert!((sleeper.elapsed().as_secs_f64() - 5.0).abs() < 0.01, "{:?}", sleeper.elapsed());
    }

    #[test]
    fn the_platform_is_believed_and_a_great_cost_waits_for_a_full_bucket() {
        let (bucket, sleeper, watch) = (Bucket::new(1000.0, 50.0), NoSleep::default(), Progress::silent());
        bucket.set_level(100.0, Some((2000.0, 100.0)), &sleeper);
        bucket.take(600.0, &sleeper, &watch).unwrap();
        assert!((sleeper.elapsed().as_secs_f64() - 5.0).abs() < 0.01, "{:?}", sleeper.elapsed());
        bucket.take(9000.0, &sleeper, &watch).unwrap();
        assert!((sleeper.elapsed().as_secs_f64() - 25.0).abs() < 0.01, "{:?}", sleeper.elapsed());
        watch.cancel();
        assert!(bucket.take(1.0, &sleeper, &watch).is_err());
    }
}
