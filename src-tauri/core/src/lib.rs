//! Everything of Regulars that is not a screen. It knows no Tauri and no terminal.
//!
//! The modules follow the data's way: `sources` → `sync` → `store` → `people` → `insights` → `segments` → `emails` →
//! `journeys` / `experiments` → `audiences`. A module may use those before it, `store`, `stats`, `charts`, `host` and
//! `types`, never one after it; `sources` never see the store; only `store` names rusqlite. Start with `api`, which is
//! what the window and the terminal call. docs/architecture.md tells the whole story.

pub mod api;
pub mod audiences;
pub mod charts;
pub mod demo;
pub mod emails;
pub mod experiments;
pub mod host;
pub mod insights;
pub mod journeys;
pub mod people;
pub mod segments;
pub mod sources;
pub mod stats;
pub mod store;
pub mod sync;
pub mod types;
