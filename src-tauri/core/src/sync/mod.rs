//! From a source into the store: page by page, each page and its position in ONE transaction, so that a kill at any
//! moment loses nothing and doubles nothing.
//!
//! `import` brings in files. It judges nothing about people and speaks no platform's language.

pub mod import;
mod refused;
