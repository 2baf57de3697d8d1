//! Segments, the heart: a definition (tree) → each condition held against the shop's rows as columns → a bitmap of
//! person ids → set algebra. Every question is asked as of a day, in the shop's time zone.
//!
//! Start with `definition` (the language), then `engine` (its answer), `columns` (what it is answered from) and `scan`
//! (how). `describe` says a tree in a sentence, `explain`
//! why one person is in. This module decides nothing about exports: consent at the door is `audiences`' business.

pub mod activity;
pub mod base;
pub mod columns;
pub mod condition;
pub mod definition;
pub mod describe;
pub mod engine;
pub mod explain;
pub mod funnel;
mod migrate;
pub mod names;
pub mod overlap;
pub mod parse;
pub mod pattern;
pub mod problem;
pub mod proof;
pub mod reason;
pub mod saved;
pub mod scan;
pub mod size;
pub mod starters;
pub mod values;
pub mod window;

mod ahead;
mod cache;
mod evaluate;
mod insight;
mod journal;
mod keeper;
mod plan;
mod stored;
mod texts;

#[cfg(test)]
mod property;
#[cfg(test)]
mod tests;

pub use definition::{Group, Match, Node, Segment};
pub use engine::{Engine, Evaluation, NodeSet};
