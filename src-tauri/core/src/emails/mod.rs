//! emails: see docs/architecture.md.
