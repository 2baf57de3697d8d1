//! Mailchimp's Marketing API 3.0: addresses, exchanges, and what its answers mean. It decides nothing.
//!
//! Who is handed to it passed the consent door: `members::add` takes only `Cleared<New>`, `members::change` only
//! `Cleared<Known>`, `members::change_back` only `Cleared<Back>`, and none ever sends `status`, so that nobody's standing there can be overwritten. It does not
//! know the database. Where the API is, how the key is shown and what a refusal means is in `sources::mailchimp`. Start with `client.rs` (one exchange, with patience), then `members.rs`;
//! `line.rs` is what the rest of the house sees of it, `batches.rs` the queue for what has no bulk call.

mod batches;
pub mod client;
mod line;
pub mod lists;
pub mod members;

pub use client::Client;

/// As the platform is called in sentences and in the journal.
pub const NAME: &str = "Mailchimp";
pub const TARGET: &str = "mailchimp";
