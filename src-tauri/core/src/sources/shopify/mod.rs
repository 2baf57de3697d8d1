//! Shopify's Admin GraphQL API: customers with consent, orders with refunds, products and abandoned checkouts.
//!
//! `probe` opens the shop and names the cause when it cannot; `source` reads it stream by stream: a short look at the
//! newest orders, then the whole history by bulk operations (`bulk`, `download`), then what was updated since (`walk`),
//! and once a day what is gone (`sweep`). Beneath them: `shop_name` (what people type), `access` (a token, or client
//! credentials), `client` (one query, paced by its cost), `trouble` (refusals in words), `documents` (what is asked), and
//! one file of mapping for each kind of record. It writes nothing to the shop; read scopes are enough.

mod access;
mod bulk;
mod carts;
mod client;
mod customers;
pub mod documents;
mod download;
mod gid;
mod orders;
mod platform;
mod probe;
mod products;
mod refunds;
mod rights;
mod shop_name;
mod source;
mod sweep;
mod trouble;
mod walk;

pub use platform::ShopifyPlatform;
