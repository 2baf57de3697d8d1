//! The words the whole house shares: ids, money, days, records, errors.
//!
//! Nothing here reads a database, a network or a clock. Start with `money.rs` and `time.rs`: what they forbid
//! (floating money, a day without a time zone) is what keeps the figures right.

pub mod error;
pub mod ids;
pub mod money;
pub mod progress;
pub mod records;
pub mod time;

pub use error::{ApiError, Code, Error, Result};
pub use ids::*;
pub use money::{Currency, Money};
pub use progress::{Progress, ProgressEvent};
pub use time::{Clock, Day, FixedClock, ShopZone, SystemClock, Timestamp};
