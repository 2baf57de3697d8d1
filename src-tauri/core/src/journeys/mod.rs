//! journeys: see docs/architecture.md.
