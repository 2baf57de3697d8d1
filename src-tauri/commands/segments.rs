//! The segments room's commands.
