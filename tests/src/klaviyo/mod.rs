//! A Klaviyo that holds to the specification of revision 2026-07-15 and to its traps.
//!
//! `state.rs` is what is there; `seeded.rs` fills it with a past and lets days go by; `routes.rs` speaks the API over it:
//! opaque cursors that can go stale, sparse fields, filters that leave out what they name, limits by the second and by the minute.
//! `in_process.rs` is an `Http` without sockets, `server.rs` the same on loopback for real programs.

pub mod in_process;
pub mod routes;
pub mod seeded;
pub mod server;
pub mod state;

pub use in_process::InProcess;
pub use server::Server;
pub use state::{Event, Klaviyo, Profile};

/// A key of the right form; it opens this simulator and nothing else.
pub const KEY: &str = "pk_0123456789abcdef0123456789canary01";
