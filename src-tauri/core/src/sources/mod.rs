//! Where data comes from: files and platforms' APIs, read into records. They know HTTP and formats, never the store.
//!
//! One folder a source. It cleans its dialect away (ISO countries and currencies, UTC, minor units) and yields
//! `types::records`. `files` are described by a mapping that a person confirms; platforms have the shape of `paged`, with
//! `outside` for what they are given of the world. To add a platform: a folder with its `Source`, its mapping into
//! records, and a test that names the cause when something is wrong, offered as a `platform`; `woocommerce` is the example.

pub mod address;
pub mod adobe_commerce;
pub mod answer;
pub mod bigcommerce;
pub mod countries;
pub mod daily;
pub mod files;
pub mod json;
pub mod keyset;
pub mod klaviyo;
pub mod mailchimp;
pub mod oauth1;
pub mod outside;
pub mod pace;
pub mod paged;
pub mod platform;
pub mod shopify;
pub mod woocommerce;

pub use outside::Outside;
pub use paged::{Page, Refused, Source, Stream};
