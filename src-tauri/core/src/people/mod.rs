//! Persons: finding them, knowing one of them, their consent, and their rights.
//!
//! It reads what `store` holds and shapes it for a person's eye; it decides no segment and computes no score. Start
//! with `list` (the long list), `view` (one person), `timeline` (their history), `privacy` (a copy of their data, and
//! forgetting them) and `consent` (the door that every export and mail passes).

pub mod consent;
pub mod consents;
pub mod fold;
pub mod list;
pub mod privacy;
pub mod timeline;
pub mod view;
