//! A BigCommerce store by its specification (v2 and v3), traps included: 204 for an empty list, RFC 2822 dates in v2, guests
//! with customer 0, orders that do not bring all their products along, `refunded_amount` that is always 0, orders marked as
//! refunded by hand, payments of a refund that were declined, archived orders that are in no list, a quota for all apps.
//!
//! `shop.rs` is what is in it, made from a seed, and what can happen to it; `routes.rs` speaks the API over it.

pub mod routes;
pub mod shop;

pub use shop::Shop;

pub type InProcess = crate::sim::InProcess<Shop>;
pub type Server = crate::sim::Server<Shop>;

/// Of the right form; they open this simulator and nothing else.
pub const HASH: &str = "rgl5canary";
pub const TOKEN: &str = "bctokencanary5f1c0ffee0000000001";
