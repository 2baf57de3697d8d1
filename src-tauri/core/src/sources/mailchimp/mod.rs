//! Mailchimp's Marketing API 3.0 as a source: who is in the audiences, what they agreed to, and what became of each mail.
//!
//! It only reads; the export is `audiences::mailchimp` and shares `address` (where the API is, how the key is shown) and
//! `problem` (what a refusal means). One connection, one request after the other: far below the ten that Mailchimp
//! allows at a time. Start with `source.rs` (the streams), then `walk.rs` (members by the moment of their last change,
//! the newest first), `reports.rs` (which campaigns have news) and `gone.rs` (who was deleted for good).

mod activity;
pub mod address;
mod client;
mod gone;
mod members;
mod platform;
pub mod problem;
mod reports;
mod source;
mod walk;

pub use platform::MailchimpPlatform;
