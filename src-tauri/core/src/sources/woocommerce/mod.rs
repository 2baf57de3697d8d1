//! WooCommerce's REST API v3: orders with their refunds, customers and products of a WordPress shop.
//!
//! `probe` finds the shop at an address and names the cause when it cannot; `source` reads it stream by stream.
//! Beneath them: `address` (what people type), `client` (one request),
//! `trouble` (an answer that is none, in words), `walk` (where to go on), and one file of mapping for each kind of
//! record. It writes nothing to the shop, so a key with read permission is enough.

mod address;
mod client;
mod consent;
mod customers;
mod orders;
mod platform;
mod probe;
mod products;
mod source;
mod trouble;
mod walk;

pub use client::{Auth, Client};
pub use customers::customer;
pub use orders::{order, refund};
pub use platform::WooCommercePlatform;
pub use probe::{Found, Login, find};
pub use products::product;
pub use source::{Config, WooCommerce};
