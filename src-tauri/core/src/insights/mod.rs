//! What can be known of people. Pure functions over plain arrays: no database, no clock, "as of" is a parameter.
//!
//! Start with `rfm` and `lifecycle`; both take the sums that `Reader::stats_before` gives. `summary` says the rest in
//! words, `months` and `cohorts` over time; `value` looks a year ahead; `beside` holds some people against everyone.
//! `standing` is the one place that reads: it keeps a day's results.

pub mod beside;
pub mod cohorts;
pub mod engagement;
pub mod interests;
pub mod lifecycle;
pub mod months;
pub mod pictures;
pub mod prospects;
pub mod recommend;
pub mod rfm;
pub mod standing;
pub mod summary;
pub mod value;
pub mod words;
