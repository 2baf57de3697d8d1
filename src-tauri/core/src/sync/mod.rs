//! Brings what sources read into the store: page by page, each page and its cursor in one transaction, so that a kill
//! at any moment loses nothing and doubles nothing.
//!
//! It knows neither HTTP nor what a record means. Start with `pull`, the loop for platforms.

pub mod pull;
