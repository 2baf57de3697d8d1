//! Klaviyo's API (revision 2026-07-15) as a source: profiles with what they agreed to, and what they did.
//!
//! It only reads. Start with `source.rs` (the streams), then `walk.rs` (the newest first, then upwards with an overlap),
//! `profiles.rs` and `events.rs` (what a row becomes). `client.rs` keeps below the limits of each endpoint.

mod client;
mod events;
mod gone;
mod orders;
mod platform;
mod profiles;
mod properties;
mod source;
mod walk;

pub use platform::KlaviyoPlatform;
