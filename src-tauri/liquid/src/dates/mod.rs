//! Days and moments: read from what shops write, written by strftime formats, with names in any language.

mod format;
mod read;

use chrono::{DateTime, FixedOffset};

pub use format::{ENGLISH, Names, format, is_known};
pub use read::read;

/// A moment and where its clock stands.
pub type Moment = DateTime<FixedOffset>;
