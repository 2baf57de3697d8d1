//! An Adobe Commerce shop (Magento 2.4) by its REST specification, traps included: pages past the end repeat the last one,
//! a configurable product stands in an order twice, dates are UTC without saying so, lists leave the stock out, an order's
//! child item may carry its parent's price, unsubscribing moves no time of change, every signature is checked.
//!
//! `shop.rs` is what is in it, made from a seed, and what can happen to it; `routes.rs` speaks the API over it,
//! `criteria.rs` answers questions, `auth.rs` checks OAuth 1.0a on its own.

pub mod auth;
pub mod criteria;
pub mod routes;
pub mod shop;

pub use shop::Shop;

pub type InProcess = crate::sim::InProcess<Shop>;
pub type Server = crate::sim::Server<Shop>;

/// Of the right form; they open this simulator and nothing else.
pub const CONSUMER: &str = "consumer5f1c0ffee00000000000000001";
pub const CONSUMER_SECRET: &str = "consumersecretcanary5f1c0ffee0001";
pub const TOKEN: &str = "accesstokencanary5f1c0ffee0000001";
pub const TOKEN_SECRET: &str = "tokensecretcanary5f1c0ffee0000001";
/// By the names under which they are entered.
pub const SECRETS: [(&str, &str); 3] = [("consumer_secret", CONSUMER_SECRET), ("token", TOKEN), ("token_secret", TOKEN_SECRET)];
