//! A pool of codes that Wick & Wool made for its next offer; none is handed out yet.

use crate::store::Writer;
use crate::types::{Result, Timestamp};

const CODES: u32 = 250;

pub fn save(w: &Writer<'_>, now: Timestamp) -> Result<()> {
    let pool = w.begin_coupon_pool("Welcome back", now)?;
    for n in 1..=CODES {
        // Scattered, so that nobody guesses the next; the same in every demo.
        w.add_coupon(pool, &format!("WB-{:05}", n.wrapping_mul(38_737) % 100_003))?;
    }
    Ok(())
}
