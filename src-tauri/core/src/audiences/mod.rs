//! audiences: see docs/architecture.md.
