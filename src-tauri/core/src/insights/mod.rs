//! What can be known of people. Pure functions over plain arrays: no database, no clock, "as of" is a parameter.
//!
//! Start with `rfm` and `lifecycle`; both take the sums that `Reader::stats_before` gives.

pub mod lifecycle;
pub mod recommend;
pub mod rfm;
