//! The segments room, as the window and the terminal call it.
