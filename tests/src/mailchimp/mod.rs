//! A Mailchimp that holds to the specification of the Marketing API 3.0 and to its traps.
//!
//! `state.rs` is the machine: lists and members, and a log of every change that only grows, so that a test can prove
//! what never happened; `seeded.rs` fills it with a past. `routes.rs` speaks the API over it, `reports.rs` that of campaigns, `batches.rs` the queue, `members.rs` what an address goes through. `in_process.rs` is an `Http` without sockets for property
//! tests; `server.rs` the same on loopback for real programs. What it does with an address is Mailchimp's documented
//! behaviour where there is one, else the more dangerous of two readings.

pub mod batches;
pub mod in_process;
pub mod members;
pub mod reports;
pub mod routes;
pub mod seeded;
pub mod server;
pub mod state;

pub use in_process::InProcess;
pub use server::Server;
pub use state::{Change, Fault, Mailchimp, Status};

/// A key of the right form; it opens this simulator and nothing else.
pub const KEY: &str = "0123456789abcdef0123456789abcdef-us6";
