//! The sources room's commands.
