//! Emails that differ for each reader: blocks → MJML → HTML once, then Liquid per person.
//!
//! `definition` is what is saved; `compile` makes it ready once; `render` fills it in for one reader; `check` does so
//! for everybody and tells what would go wrong; `frame` makes the result harmless to look at. Nothing here sends
//! anything, reads the shop's file or knows a segment's meaning: people, groups and products are passed in.

pub mod block;
pub mod brand;
pub mod check;
pub mod compile;
pub mod coupons;
pub mod data;
pub mod definition;
pub mod frame;
mod html;
pub mod kept;
pub mod letter;
pub mod lint;
pub mod liquid;
pub mod mailchimp;
pub mod message;
mod mjml;
mod older;
pub mod pictures;
pub mod reader;
pub mod render;
mod rich;
pub mod shelf;
pub mod source;
pub mod starters;
pub mod texts;
mod words;

pub use definition::Email;
pub use liquid::Note;

#[cfg(test)]
mod render_tests;
