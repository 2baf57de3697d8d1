//! Brings what sources read into the store: page by page, each page and its position in ONE transaction, so that a kill
//! at any moment loses nothing and doubles nothing.
//!
//! It judges nothing about people and speaks no platform's language. Start with `import` for files, with `list` for lists of people, and with `pull`, the
//! loop for platforms.

pub mod import;
pub mod list;
pub mod pull;
mod rates;
mod refused;
