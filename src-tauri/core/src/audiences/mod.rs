//! The exports: always a dry run first, consent checked at the door, journalled, resumable, and taken back if wanted.
//!
//! `plan` makes the difference between a group of people here and an audience there; `push` carries a fixed plan out
//! in batches and survives being killed; `undo` plans the way back from the journal of a push. `line` is what any
//! platform offers to them; `mailchimp` speaks Mailchimp's API and decides nothing. Who may be sent anything is decided
//! in `people::consent` alone. Start with `plan::make`, then `push::carry_out`.

pub mod fields;
pub mod line;
pub mod mailchimp;
pub mod member;
pub mod plan;
pub mod push;
pub mod there;
pub mod undo;
