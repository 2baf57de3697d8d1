//! insights: see docs/architecture.md.

pub mod recommend;
