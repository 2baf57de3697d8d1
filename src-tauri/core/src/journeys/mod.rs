//! The customers' way through the shop: six stages from first hearing of it to coming back for good, who is where on a
//! day, and how they moved.
//!
//! A stage is a segment; this module owns the stages and the counting, never the conditions (`segments` does) nor any
//! sending. Start with `builtin` (the six stages and why everybody is in exactly one), then `map`.

pub mod builtin;
pub mod definition;
pub mod map;

pub use definition::{Journey, JourneyStage};
