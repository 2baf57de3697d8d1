//! The people room's commands.
