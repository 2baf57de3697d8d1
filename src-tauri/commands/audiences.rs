//! The audiences room's commands.
