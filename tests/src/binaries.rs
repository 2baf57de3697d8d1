//! Where the built programs are, for tests that run the real thing.

use std::path::PathBuf;

/// `target/<profile>/<name>`, beside which the tests themselves lie.
///
/// # Panics
/// When it is not built: `make test` does so first; by hand, `cargo build --workspace`.
pub fn built(name: &str) -> PathBuf {
    let mut dir = std::env::current_exe().expect("a running test has a path");
    dir.pop();
    if dir.ends_with("deps") {
        dir.pop();
    }
    let path = dir.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    assert!(path.exists(), "{name} is not built: run `cargo build --workspace` first");
    path
}

/// The terminal program.
pub fn cli() -> PathBuf {
    built("regulars-cli")
}
