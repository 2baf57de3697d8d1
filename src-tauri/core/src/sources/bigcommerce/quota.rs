//! A store's allowance of requests, which it shares among all its apps: so many in a window of 30 seconds, told in each
//! answer's headers (`X-Rate-Limit-Requests-Left`, `-Requests-Quota`, `-Time-Reset-Ms`).
//!
//! We stop while a part is still left for the others, and wait until the window is over. When the store says 429 all the
//! same (somebody else was quicker), its time of reset is handed on as `Retry-After`, which everybody understands.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::host::{Http, HttpRequest, HttpResponse, Sleeper, sleep};
use crate::types::{Progress, Result};

/// One part in so many of the allowance is left to the store's other apps.
const FOR_OTHERS: u64 = 10;
/// A reset further away than this is not believed.
const LONGEST_WINDOW: Duration = Duration::from_secs(120);

/// An `Http` that keeps count.
pub struct Metered {
    inner: Arc<dyn Http>,
    sleeper: Arc<dyn Sleeper>,
    window: Mutex<Option<Window>>,
}

#[derive(Clone, Copy)]
struct Window {
    left: u64,
    reserve: u64,
    resets: Duration,
}

impl Metered {
    pub fn new(inner: Arc<dyn Http>, sleeper: Arc<dyn Sleeper>) -> Self {
        Self { inner, sleeper, window: Mutex::new(None) }
    }

    /// Waits until another request is allowed.
    ///
    /// # Errors
    /// `Cancelled` as soon as `watch` is.
    pub fn wait(&self, watch: &Progress) -> Result<()> {
        let wait = {
            let window = self.window.lock().unwrap_or_else(PoisonError::into_inner);
            window.filter(|w| w.left <= w.reserve).map_or(Duration::ZERO, |w| w.resets.saturating_sub(self.sleeper.elapsed()))
        };
        sleep::wait(self.sleeper.as_ref(), watch, wait)
    }

    fn heard(&self, response: &mut HttpResponse) {
        let number = |name: &str| response.header(name).and_then(|v| v.trim().parse::<u64>().ok());
        let (left, quota) = (number("x-rate-limit-requests-left"), number("x-rate-limit-requests-quota"));
        let Some(reset) = number("x-rate-limit-time-reset-ms").map(Duration::from_millis).filter(|r| *r <= LONGEST_WINDOW) else { return };
        if response.status == 429 && response.header("retry-after").is_none() {
            let seconds = reset.as_millis().div_ceil(1000).max(1);
            response.headers.push(("Retry-After".to_owned(), seconds.to_string()));
        }
        let Some(left) = left else { return };
        let window = Window { left, reserve: quota.unwrap_or(left) / FOR_OTHERS, resets: self.sleeper.elapsed() + reset };
        *self.window.lock().unwrap_or_else(PoisonError::into_inner) = Some(window);
    }
}

impl Http for Metered {
    fn send(&self, request: &HttpRequest) -> Result<HttpResponse> {
        let mut response = self.inner.send(request)?;
        self.heard(&mut response);
        Ok(response)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::NoSleep;

    struct Says(u16, u64, u64);
    impl Http for Says {
        fn send(&self, _: &HttpRequest) -> Result<HttpResponse> {
            let headers =
                [("X-Rate-Limit-Requests-Left", self.1), ("X-Rate-Limit-Requests-Quota", 150), ("X-Rate-Limit-Time-Reset-Ms", self.2)]
                    .map(|(n, v)| (n.to_owned(), v.to_string()))
                    .to_vec();
            Ok(HttpResponse { status: self.0, headers, body: Vec::new() })
        }
    }

    fn after(says: Says) -> (HttpResponse, Duration) {
        let sleeper = Arc::new(NoSleep::default());
        let metered = Metered::new(Arc::new(says), sleeper.clone());
        let response = metered.send(&HttpRequest::get("http://127.0.0.1/")).unwrap();
        metered.wait(&Progress::silent()).unwrap();
        (response, sleeper.elapsed())
    }

    #[test]
    fn it_waits_for_the_reset_while_others_still_have_their_part() {
        assert_eq!(after(Says(200, 100, 12_000)).1, Duration::ZERO);
        assert_eq!(after(Says(200, 15, 12_000)).1, Duration::from_secs(12));
        assert_eq!(after(Says(200, 0, 99_999_999)).1, Duration::ZERO, "a reset in a day is not believed");
        let (response, _) = after(Says(429, 0, 4_300));
        assert_eq!(response.header("retry-after"), Some("5"));
    }
}
