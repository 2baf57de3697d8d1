//! WooCommerce's REST API v3: orders with their refunds, customers and products of a WordPress shop.
//!
//! `probe` finds the shop at an address and names the cause when it cannot; `source` reads it stream by stream.
//! Beneath them: `address` (what people type), `client` (one request),
//! `trouble` (an answer that is none, in words) and `diagnose` (why a key was refused), `down`, `walk`, `kept` and `roll`
//! (where to go on), and one file of mapping for each kind of record. It writes nothing to the shop, so a key with read permission is enough.

mod address;
mod client;
mod consent;
mod customers;
mod diagnose;
mod down;
mod kept;
mod orders;
mod platform;
mod probe;
mod products;
mod read_orders;
mod read_products;
mod read_rolls;
mod reviews;
mod roll;
mod source;
mod trouble;
mod walk;

pub use client::{Auth, Client};
pub use customers::customer;
pub use orders::{order, refund};
pub use platform::WooCommercePlatform;
pub use probe::{Found, Login, find};
pub use products::{product, variant};
pub use reviews::review;
pub use source::{Config, WooCommerce};
