//! Platform simulators and helpers for the integration tests and the end-to-end tests of the real window.
//!
//! A simulator is a small HTTP server on loopback that is faithful to a platform's specification and to recorded
//! traffic, and records what it was asked (for the official validators). The tests themselves are in `tests/`.

// `json!` with as many fields as an order has.
#![recursion_limit = "256"]

pub mod bigcommerce;
pub mod binaries;
pub mod case;
pub mod contents;
pub mod dice;
pub mod digest;
pub mod house;
pub mod import_fixture;
pub mod keyring;
pub mod klaviyo;
pub mod loopback;
pub mod magento;
pub mod mailchimp;
pub mod recorder;
pub mod shop;
pub mod shopify;
pub mod sim;
pub mod smtp;
pub mod timeless;
pub mod window;
pub mod wire;
pub mod woocommerce;
pub mod workbook;
pub mod world;
