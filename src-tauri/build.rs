//! Prepares what the desktop app needs at compile time.

use tauri_build::{Attributes, try_build};

fn main() {
    // Rust alone must compile from a fresh clone: without a built UI, a page that says so stands in.
    let index = std::path::Path::new("ui/dist/index.html");
    if !index.exists() {
        let page = "<!doctype html><title>Regulars</title><p>The window's pages are not built yet: run <code>make build</code>.</p>";
        if let Err(e) = std::fs::create_dir_all("ui/dist").and_then(|()| std::fs::write(index, page)) {
            println!("cargo:warning=could not write the stand-in page: {e}");
        }
    }
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    println!("cargo:rerun-if-changed=ui/dist");
    if let Err(e) = try_build(Attributes::new().capabilities_path_pattern("src-tauri/capabilities/**/*")) {
        println!("cargo:warning={e:#}");
        std::process::exit(1);
    }
}
