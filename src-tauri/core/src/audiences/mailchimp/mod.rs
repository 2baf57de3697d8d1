//! Mailchimp's Marketing API 3.0: addresses, exchanges, and what its answers mean. It decides nothing.
//!
//! Who is handed to it passed the consent door: `members::subscribe` takes only `Cleared<New>`, `members::update` only
//! `Cleared<Known>`, and neither ever sends `status`, so that nobody's standing there can be overwritten. It does not
//! know the database. Where the API is, how the key is shown and what a refusal means is in `sources::mailchimp`. Start with `client.rs` (one exchange, with patience), then `members.rs`.

pub mod client;
pub mod lists;
pub mod members;

pub use client::Client;

/// As the platform is called in sentences and in the journal.
pub const NAME: &str = "Mailchimp";
pub const TARGET: &str = "mailchimp";
