//! Platform simulators and helpers for the integration tests and the end-to-end tests of the real window.
//!
//! A simulator is a small HTTP server on loopback that is faithful to a platform's specification and to recorded
//! traffic, and records what it was asked (for the official validators). The tests themselves are in `tests/`.

pub mod binaries;
pub mod digest;
pub mod import_fixture;
pub mod mailchimp;
pub mod recorder;
pub mod shop;
pub mod window;
