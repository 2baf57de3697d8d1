//! How long is long: the shop's own rhythm of coming back, or a common one while too few came back to learn it.

use super::facts::Facts;
use crate::insights::lifecycle::MIN_REPEAT_BUYERS;
use crate::types::money::grouped;

/// Days, and orders; as `insights::lifecycle` learns them.
pub struct Thresholds {
    /// Half of those who come back do so within it.
    pub usual: u32,
    /// Four in five do.
    pub quiet: u32,
    /// Twice as long.
    pub lapsed: u32,
    /// Orders from which on somebody is loyal; at least three.
    pub loyal: i64,
    /// `None`: learned; else why these are only common numbers.
    common: Option<String>,
}

impl Thresholds {
    pub fn of(facts: &Facts) -> Self {
        let days = |n: i64| u32::try_from(n.clamp(1, 3_650)).unwrap_or(3_650);
        match facts.rhythm {
            Some(r) => {
                let quiet = days(r.quiet_days);
                Self { usual: days(r.usual_days), quiet, lapsed: quiet.saturating_mul(2), loyal: r.loyal_orders.max(3), common: None }
            }
            None => Self {
                usual: 45,
                quiet: 90,
                lapsed: 180,
                loyal: 4,
                common: Some(format!(
                    "A common number for now: your own rhythm shows once {MIN_REPEAT_BUYERS} people came back, and so far {} did.",
                    grouped(facts.repeat_buyers as u64)
                )),
            },
        }
    }

    /// The reason that was learned, or that there is none yet.
    pub fn why(&self, learned: impl FnOnce() -> String) -> String {
        self.common.clone().unwrap_or_else(learned)
    }

    pub fn why_quiet(&self) -> String {
        self.why(|| format!("Four in five of those who come back to you usually do so within {}.", days(self.quiet)))
    }

    pub fn why_lapsed(&self) -> String {
        self.why(|| format!("Four in five who come back do so within {}; twice as long without a word counts as lapsed.", days(self.quiet)))
    }
}

pub fn days(n: u32) -> String {
    if n == 1 { "1 day".to_owned() } else { format!("{} days", grouped(n.into())) }
}
