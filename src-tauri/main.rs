//! The desktop app's entry.
fn main() {}
