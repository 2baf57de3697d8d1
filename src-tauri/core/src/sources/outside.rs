//! What a platform's source is given of the outside world, and patience with it: a request that failed for a
//! passing reason is sent again, later each time, as long as nobody stops it.
//!
//! It knows no platform's dialect. Only requests that may be repeated go through `Outside::send`.

use std::sync::Arc;
use std::time::Duration;

use crate::host::{Chance, Http, HttpRequest, HttpResponse, Sleeper, SystemChance, SystemSleeper, sleep};
use crate::types::{Clock, Code, Error, Progress, Result};

#[derive(Clone)]
pub struct Outside {
    pub http: Arc<dyn Http>,
    pub clock: Arc<dyn Clock>,
    pub sleeper: Arc<dyn Sleeper>,
    pub chance: Arc<dyn Chance>,
}

/// One try and four more.
const TRIES: u32 = 5;
/// Whoever asks for more than this is told "later" by us, in a sentence.
const LONGEST_WAIT: Duration = Duration::from_secs(120);

impl Outside {
    /// With this machine's own randomness and real waiting.
    pub fn new(http: Arc<dyn Http>, clock: Arc<dyn Clock>) -> Self {
        Self { http, clock, sleeper: Arc::new(SystemSleeper), chance: Arc::new(SystemChance) }
    }

    /// Sends what `request` makes (anew each time: a signature is good for one use) until an answer comes that
    /// waiting would not change. The last answer is returned as it is, a refusal too.
    ///
    /// # Errors
    /// `Network` when the other side stays out of reach, `Busy` when it wants a longer pause than is sensible to sit
    /// out, `Cancelled` when `watch` was stopped.
    pub fn send(&self, watch: &Progress, mut request: impl FnMut() -> Result<HttpRequest>) -> Result<HttpResponse> {
        let mut attempt = 0;
        loop {
            if watch.is_cancelled() {
                return Err(Error::cancelled());
            }
            attempt += 1;
            let answer = self.http.send(&request()?);
            let passing = match &answer {
                Ok(a) => matches!(a.status, 408 | 429 | 500 | 502 | 503 | 504 | 520..=524),
                Err(e) => e.code == Code::Network,
            };
            if !passing || attempt == TRIES {
                return answer;
            }
            let wait = match answer.as_ref().ok().and_then(|a| self.asked_to_wait(a)) {
                Some(asked) if asked > LONGEST_WAIT => {
                    let minutes = asked.as_secs().div_ceil(60);
                    return Err(Error::new(
                        Code::Busy,
                        format!("The other side asks for a pause of {minutes} minutes. Try again after that."),
                    ));
                }
                Some(asked) => asked,
                None => self.backoff(attempt),
            };
            tracing::debug!(attempt, seconds = wait.as_secs_f32(), "waiting before another try");
            sleep::wait(self.sleeper.as_ref(), watch, wait)?;
        }
    }

    /// `Retry-After`: seconds, or a moment by the other side's own clock.
    fn asked_to_wait(&self, answer: &HttpResponse) -> Option<Duration> {
        let text = answer.header("retry-after")?.trim();
        if let Ok(seconds) = text.parse::<u64>() {
            return Some(Duration::from_secs(seconds));
        }
        let until = chrono::DateTime::parse_from_rfc2822(text).ok()?.timestamp();
        let now = answer
            .header("date")
            .and_then(|d| chrono::DateTime::parse_from_rfc2822(d).ok())
            .map_or_else(|| self.clock.now().0, |d| d.timestamp());
        Some(Duration::from_secs(u64::try_from(until - now).unwrap_or(0)))
    }

    /// 1, 2, 4, 8 s, each between half and the whole of it, so that many clients do not come back at once.
    fn backoff(&self, attempt: u32) -> Duration {
        let whole = 1000u64 << (attempt - 1).min(5);
        Duration::from_millis(whole / 2 + self.chance.number() % (whole / 2 + 1))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;
    use crate::host::NoSleep;
    use crate::types::{FixedClock, Timestamp};

    struct Script(Mutex<Vec<Result<HttpResponse>>>);
    impl Http for Script {
        fn send(&self, _: &HttpRequest) -> Result<HttpResponse> {
            self.0.lock().unwrap().remove(0)
        }
    }
    struct Half;
    impl Chance for Half {
        fn number(&self) -> u64 {
            0
        }
    }

    fn answer(status: u16, headers: &[(&str, &str)]) -> Result<HttpResponse> {
        let headers = headers.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        Ok(HttpResponse { status, headers, body: Vec::new() })
    }

    fn outside(script: Vec<Result<HttpResponse>>) -> (Outside, Arc<NoSleep>) {
        let slept = Arc::new(NoSleep::default());
        let o = Outside {
            http: Arc::new(Script(Mutex::new(script))),
            clock: Arc::new(FixedClock(Timestamp(0))),
            sleeper: slept.clone(),
            chance: Arc::new(Half),
        };
        (o, slept)
    }

    fn get() -> Result<HttpRequest> {
        Ok(HttpRequest::get("http://127.0.0.1/"))
    }

    #[test]
    fn what_passes_is_tried_again_and_what_does_not_is_not() {
        let (o, slept) = outside(vec![answer(503, &[]), Err(Error::new(Code::Network, "gone")), answer(200, &[])]);
        assert_eq!(o.send(&Progress::silent(), get).unwrap().status, 200);
        assert_eq!(slept.elapsed(), Duration::from_millis(1500));
        let (o, slept) = outside(vec![answer(401, &[])]);
        assert_eq!(o.send(&Progress::silent(), get).unwrap().status, 401);
        assert!(slept.elapsed().is_zero());
    }

    #[test]
    fn a_wish_to_wait_is_respected_up_to_a_bound() {
        let (o, slept) = outside(vec![
            answer(429, &[("Retry-After", "7")]),
            answer(429, &[("Date", "Fri, 20 Nov 2026 05:42:39 GMT"), ("Retry-After", "Fri, 20 Nov 2026 05:42:49 GMT")]),
            answer(200, &[]),
        ]);
        assert_eq!(o.send(&Progress::silent(), get).unwrap().status, 200);
        assert_eq!(slept.elapsed(), Duration::from_secs(17));
        let (o, _) = outside(vec![answer(429, &[("Retry-After", "3600")])]);
        let e = o.send(&Progress::silent(), get).unwrap_err();
        assert!(e.code == Code::Busy && e.message.contains("60 minutes"));
    }

    #[test]
    fn it_gives_up_after_five_tries_and_stops_when_asked() {
        let (o, _) = outside((0..5).map(|_| answer(502, &[])).collect());
        assert_eq!(o.send(&Progress::silent(), get).unwrap().status, 502);
        let (o, _) = outside(vec![]);
        let watch = Progress::silent();
        watch.cancel();
        assert_eq!(o.send(&watch, get).unwrap_err().code, Code::Cancelled);
    }
}
