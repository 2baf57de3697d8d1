//! The insights room's commands.
