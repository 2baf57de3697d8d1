//! The house's walls: who may know whom. A wall that falls makes a test fail and names the file.

#![expect(clippy::unwrap_used, reason = "a test may stop where it cannot go on")]

use std::path::{Path, PathBuf};

/// The data's way. A module uses those before it, and the common ground; never one after it.
const WAY: [&str; 10] = ["sources", "sync", "people", "insights", "segments", "emails", "journeys", "experiments", "audiences", "demo"];

/// Open to every module, knowing none of the way.
const GROUND: [&str; 5] = ["types", "host", "stats", "charts", "store"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap()
}

fn files(dir: &Path, ends: &[&str]) -> Vec<PathBuf> {
    let mut out = Vec::new();
    let mut dirs = vec![dir.to_owned()];
    while let Some(d) = dirs.pop() {
        for entry in std::fs::read_dir(&d).unwrap_or_else(|e| panic!("{}: {e}", d.display())) {
            let path = entry.unwrap().path();
            if path.is_dir() {
                if !path.ends_with("node_modules") && !path.ends_with("dist") {
                    dirs.push(path);
                }
            } else if ends.iter().any(|e| path.to_string_lossy().ends_with(e)) {
                out.push(path);
            }
        }
    }
    assert!(!out.is_empty(), "nothing to look at in {}", dir.display());
    out
}

/// The file's code without line comments, and without the tests at its end.
fn code(path: &Path) -> String {
    let text = std::fs::read_to_string(path).unwrap();
    let text = text.split("\n#[cfg(test)]\nmod ").next().unwrap_or_default();
    text.lines().filter(|l| !l.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The modules of the core that a file names, by `crate::x` or `use crate::{x, y::…}`.
fn named(code: &str) -> Vec<String> {
    let mut out = Vec::new();
    for part in code.split("crate::").skip(1) {
        if let Some(list) = part.strip_prefix('{') {
            let mut depth = 1;
            let mut word = String::new();
            let mut fresh = true;
            for c in list.chars() {
                match c {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    ',' if depth == 1 => fresh = true,
                    c if c.is_alphanumeric() || c == '_' => {
                        if depth == 1 && fresh {
                            word.push(c);
                        }
                        continue;
                    }
                    _ => {}
                }
                if !word.is_empty() {
                    out.push(std::mem::take(&mut word));
                    fresh = false;
                }
                if depth == 0 {
                    break;
                }
            }
        } else {
            out.push(part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
        }
    }
    out
}

fn module_of(path: &Path, core: &Path) -> String {
    let first = path.strip_prefix(core).unwrap().components().next().unwrap();
    first.as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned()
}

#[test]
fn a_module_uses_only_what_comes_before_it_on_the_datas_way() {
    let core = root().join("src-tauri/core/src");
    let place = |m: &str| WAY.iter().position(|w| *w == m);
    let mut broken = Vec::new();
    for path in files(&core, &[".rs"]) {
        let me = module_of(&path, &core);
        if me == "lib" || me == "api" {
            continue;
        }
        for other in named(&code(&path)) {
            let allowed = match (place(&me), place(&other)) {
                _ if other == me => true,
                // The common ground knows nothing of the way, and neither does anybody of `api`.
                (None, Some(_)) => false,
                (_, None) => other != "api",
                (Some(mine), Some(theirs)) => theirs < mine,
            };
            let known = GROUND.contains(&other.as_str()) || WAY.contains(&other.as_str()) || other == "api";
            if known && !allowed {
                broken.push(format!("{} uses {other}", path.strip_prefix(&core).unwrap().display()));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn sources_never_see_the_store() {
    let core = root().join("src-tauri/core/src");
    let broken: Vec<_> =
        files(&core.join("sources"), &[".rs"]).into_iter().filter(|p| named(&code(p)).iter().any(|m| m == "store")).collect();
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn only_store_names_rusqlite_and_the_core_knows_no_screen() {
    let core = root().join("src-tauri/core/src");
    for path in files(&core, &[".rs"]) {
        let text = code(&path);
        assert!(path.starts_with(core.join("store")) || !text.contains("rusqlite"), "{} names rusqlite", path.display());
        for screen in ["tauri", "clap::"] {
            assert!(!text.contains(screen), "{} names {screen}", path.display());
        }
    }
    for manifest in ["Cargo.toml", "src-tauri/cli/Cargo.toml"] {
        let text = std::fs::read_to_string(root().join(manifest)).unwrap();
        let own = text.split("[dependencies]").nth(1).unwrap();
        assert!(!own.contains("rusqlite"), "{manifest} depends on rusqlite");
    }
    let manifest = std::fs::read_to_string(root().join("src-tauri/core/Cargo.toml")).unwrap();
    assert!(!manifest.contains("tauri") && !manifest.contains("clap"), "the core depends on a screen");
}

#[test]
fn only_the_uis_api_folder_talks_to_the_host() {
    let ui = root().join("ui/src");
    for path in files(&ui, &[".ts", ".tsx"]) {
        let text = std::fs::read_to_string(&path).unwrap();
        let allowed = path.starts_with(ui.join("api")) || path.starts_with(ui.join("test"));
        assert!(allowed || !text.contains("@tauri-apps/"), "{} talks to the host past ui/src/api", path.display());
    }
}

/// Neither the types nor the tests of the UI notice a style that is gone: both take any name for there.
#[test]
fn every_style_that_is_named_is_there() {
    let mut missing = Vec::new();
    for path in files(&root().join("ui/src"), &[".tsx", ".ts"]) {
        let text = std::fs::read_to_string(&path).unwrap();
        for line in text.lines().filter(|l| l.starts_with("import ") && l.contains(".module.css'")) {
            let (name, from) = (line.split_whitespace().nth(1).unwrap_or_default(), line.split('\'').nth(1).unwrap_or_default());
            let Ok(sheet) = std::fs::read_to_string(path.parent().unwrap().join(from)) else {
                missing.push(format!("{}: {from}", path.display()));
                continue;
            };
            let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
            for part in text.split(&format!("{name}.")).skip(1) {
                let style: String = part.chars().take_while(|c| word(*c)).collect();
                let there = sheet.split(&format!(".{style}")).skip(1).any(|rest| !rest.starts_with(word));
                if !style.is_empty() && style != "module" && !there {
                    missing.push(format!("{}: .{style} of {from}", path.display()));
                }
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn every_rust_file_says_first_what_it_is_for() {
    for dir in ["src-tauri", "tests"] {
        for path in files(&root().join(dir), &[".rs"]) {
            let text = std::fs::read_to_string(&path).unwrap();
            assert!(text.starts_with("//!"), "{} does not open with what it is for", path.display());
        }
    }
}

#[test]
fn no_file_grows_beyond_reading_without_a_reason() {
    for dir in ["src-tauri", "tests", "ui/src"] {
        for path in files(&root().join(dir), &[".rs", ".ts", ".tsx"]) {
            let text = std::fs::read_to_string(&path).unwrap();
            let generated = path.ends_with("api/bindings.ts");
            assert!(generated || text.lines().count() <= 500, "{} has more than 500 lines", path.display());
        }
    }
}

#[test]
fn the_wall_test_itself_sees_through_lists() {
    assert_eq!(named("use crate::{store::{Area, Row}, types::X};\ncrate::audiences::y()"), ["store", "types", "audiences"]);
}
