//! Their side: liquidjs in Node, set up in the bench's folder, given the same template and the same people.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde::Deserialize;

pub const VERSION: &str = "10.30.1";

const SCRIPT: &str = include_str!("theirs.mjs");

#[derive(Debug, Deserialize)]
pub struct Theirs {
    /// Emails a second, on one thread, after a warm-up.
    pub rate: f64,
    /// SHA-256 of all emails, one after the other.
    pub digest: String,
}

/// Fills the template in for these people (each an object of variables), again and again for so many seconds. Values
/// are escaped for HTML.
///
/// # Errors
/// In words for the report, why liquidjs cannot be asked here.
pub fn rate(template: &str, people: &[serde_json::Value], seconds: f64) -> Result<Theirs, String> {
    let folder = set_up()?;
    let given = serde_json::json!({ "template": template, "people": people, "seconds": seconds });
    let file = tempfile::NamedTempFile::new().map_err(|e| e.to_string())?;
    std::fs::write(file.path(), given.to_string()).map_err(|e| e.to_string())?;
    let answer = run(Command::new("node").arg(folder.join("theirs.mjs")).arg(file.path()), "node")?;
    serde_json::from_slice(&answer.stdout).map_err(|e| format!("node’s answer cannot be read: {e}"))
}

/// A folder with the one version that is compared.
fn set_up() -> Result<PathBuf, String> {
    let folder = Path::new("target/bench/liquidjs");
    let package = std::fs::read_to_string(folder.join("node_modules/liquidjs/package.json")).unwrap_or_default();
    std::fs::create_dir_all(folder).map_err(|e| e.to_string())?;
    std::fs::write(folder.join("theirs.mjs"), SCRIPT).map_err(|e| e.to_string())?;
    if !package.contains(&format!("\"version\": \"{VERSION}\"")) {
        eprintln!("Setting up liquidjs {VERSION} in {} …", folder.display());
        let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
        let install = ["install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix"];
        run(Command::new(npm).args(install).arg(folder).arg(format!("liquidjs@{VERSION}")), "npm install liquidjs")?;
    }
    Ok(folder.to_owned())
}

fn run(command: &mut Command, what: &str) -> Result<Output, String> {
    match command.output() {
        Ok(out) if out.status.success() => Ok(out),
        Ok(out) => Err(format!("{what} failed: {}", String::from_utf8_lossy(&out.stderr).lines().next_back().unwrap_or_default())),
        Err(e) => Err(format!("{what} cannot be run: {e}")),
    }
}
