//! BigCommerce: orders (v2) with their products, coupons and refunds (v3), customers, newsletter subscribers and products.
//!
//! `probe` finds the store behind what was entered and names the rights that are missing; `source` reads it stream by
//! stream (`read_orders`, `read_people`, `catalogue`). Beneath them: `store` (what people type), `client` (one request), `quota` (the store's shared allowance), and
//! one file of mapping for each kind of record. It writes nothing to the store.

mod catalogue;
mod client;
mod customers;
mod orders;
mod pages;
mod platform;
mod probe;
mod products;
mod quota;
mod read_orders;
mod read_people;
mod refunds;
mod source;
mod store;

pub use platform::BigCommercePlatform;
