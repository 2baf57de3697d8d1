//! people: see docs/architecture.md.

pub mod consent;
pub mod standing;
