//! What the window and the terminal call: one file a room, plain arguments in, plain answers out.
//!
//! A function here finds the open shop, calls the modules and shapes the answer; it holds no rules of its own. Each
//! Tauri command and each terminal command is one line into it. Start with `App`.

mod app;
pub mod audiences;
pub mod connections;
pub mod coupons;
pub mod demo;
mod document_files;
pub mod documents;
pub mod emails;
pub mod experiments;
pub mod fresh;
pub mod home;
pub mod imports;
pub mod insights;
pub mod journeys;
pub mod people;
pub mod people_lists;
pub mod recommend;
pub mod segments;
pub mod settings;
pub mod sources;
pub mod tasks;
#[cfg(test)]
mod testing;

pub use app::{App, Event, Parts};
