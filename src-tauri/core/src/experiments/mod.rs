//! A/B tests that a small shop can trust: read the results of one, say honestly what they show, divide people fairly.
//!
//! The mathematics is in `stats`, the pictures in `charts`; here it is decided what a number means and how it is said. It
//! never reads a test whose groups are not the size that was planned. Start with `readout`; `results` is the way in.

pub mod assign;
pub mod compare;
pub mod definition;
mod header;
pub mod health;
mod number;
pub mod picture;
pub mod plan;
pub mod readout;
pub mod results;
pub mod words;

pub use definition::{Experiment, Variant};
pub use readout::{Readout, read};
