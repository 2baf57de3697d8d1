//! The journeys room's commands.
