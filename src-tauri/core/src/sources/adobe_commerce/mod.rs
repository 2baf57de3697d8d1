//! Adobe Commerce and Magento 2.4 over REST: orders, credit memos, accounts with their newsletter state, products.
//!
//! `probe` finds the shop at an address and names the rights that are missing; `source` reads it stream by stream.
//! Beneath them: `client` (one signed request), `trouble` (an answer that is none, in words), `criteria` (a question),
//! `round` (reading a list whole once a day, and what changed in between), `few` (numbers kept in little room), and one
//! file of mapping for each kind of record. It writes nothing to the shop.

mod client;
mod criteria;
mod customers;
mod few;
mod orders;
mod platform;
mod probe;
mod products;
mod refunds;
mod round;
mod source;
mod trouble;

pub use platform::AdobeCommercePlatform;
