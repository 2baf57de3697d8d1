//! insights: see docs/architecture.md.
