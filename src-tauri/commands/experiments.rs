//! The experiments room's commands.
