//! The insights room, as the window and the terminal call it.
