//! Where data comes from: files and shop platforms. They yield records and never see the store.
//!
//! One folder a source. A source knows its file format or its platform's HTTP, cleans the dialect away (ISO countries
//! and currencies, UTC, minor units) and hands on `types::records`. Start with `files`.

pub mod countries;
pub mod files;
