//! segments: see docs/architecture.md.
