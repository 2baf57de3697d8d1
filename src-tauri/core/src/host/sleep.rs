//! Waiting, passed in, so that tests of back-off do not wait.

use std::time::Duration;

use crate::types::{Error, Progress, Result};

pub trait Sleeper: Send + Sync {
    fn sleep(&self, time: Duration);
}

/// The real one.
pub struct SystemSleeper;

impl Sleeper for SystemSleeper {
    fn sleep(&self, time: Duration) {
        std::thread::sleep(time);
    }
}

/// Does not wait, for tests.
pub struct NoSleep;

impl Sleeper for NoSleep {
    fn sleep(&self, _: Duration) {}
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
