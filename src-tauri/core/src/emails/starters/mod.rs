//! Emails to begin with, each one that a shop would really send.

mod we_miss_you;

pub use we_miss_you::{NAME as WE_MISS_YOU, we_miss_you};
