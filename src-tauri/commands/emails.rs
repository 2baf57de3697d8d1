//! The emails room's commands.
