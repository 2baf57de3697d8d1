//! Waiting, passed in, so that tests of back-off do not wait.

use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use crate::types::{Error, Progress, Result};

pub trait Sleeper: Send + Sync {
    fn sleep(&self, time: Duration);
    /// Time that has passed since some moment, never going back: for pacing, not for dates.
    fn elapsed(&self) -> Duration;
}

/// The real one.
pub struct SystemSleeper;

impl Sleeper for SystemSleeper {
    fn sleep(&self, time: Duration) {
        std::thread::sleep(time);
    }

    fn elapsed(&self) -> Duration {
        static START: OnceLock<Instant> = OnceLock::new();
        START.get_or_init(Instant::now).elapsed()
    }
}

/// Does not wait, for tests: its time passes only by sleeping.
#[derive(Default)]
pub struct NoSleep(Mutex<Duration>);

impl Sleeper for NoSleep {
    fn sleep(&self, time: Duration) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) += time;
    }

    fn elapsed(&self) -> Duration {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Waits in short steps, so that stopping does not have to wait too.
///
/// # Errors
/// `Cancelled` as soon as `progress` is.
pub fn wait(sleeper: &dyn Sleeper, progress: &Progress, time: Duration) -> Result<()> {
    const STEP: Duration = Duration::from_millis(250);
    let mut left = time;
    while !left.is_zero() {
        if progress.is_cancelled() {
            return Err(Error::cancelled());
        }
        let step = left.min(STEP);
        sleeper.sleep(step);
        left -= step;
    }
    Ok(())
}
