//! A program of npm's to measure against: one version in a folder of its own under `target/bench`, and a script that is
//! given a JSON file and answers in JSON.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde::de::DeserializeOwned;

/// The package's folder, set up when it is not there yet.
///
/// # Errors
/// In words for the report, why it cannot be had here.
pub fn set_up(package: &str, version: &str, script: &str) -> Result<PathBuf, String> {
    let folder = Path::new("target/bench").join(package);
    let there = std::fs::read_to_string(folder.join("node_modules").join(package).join("package.json")).unwrap_or_default();
    std::fs::create_dir_all(&folder).map_err(|e| e.to_string())?;
    std::fs::write(folder.join("theirs.mjs"), script).map_err(|e| e.to_string())?;
    if !there.contains(&format!("\"version\": \"{version}\"")) {
        eprintln!("Setting up {package} {version} in {} …", folder.display());
        let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
        let install = ["install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix"];
        run(Command::new(npm).args(install).arg(&folder).arg(format!("{package}@{version}")), &format!("npm install {package}"))?;
    }
    Ok(folder)
}

/// Runs the folder's script.
///
/// # Errors
/// In words for the report.
pub fn ask<T: DeserializeOwned>(folder: &Path, given: &serde_json::Value) -> Result<T, String> {
    let file = tempfile::NamedTempFile::new().map_err(|e| e.to_string())?;
    std::fs::write(file.path(), given.to_string()).map_err(|e| e.to_string())?;
    let answer = run(Command::new("node").arg(folder.join("theirs.mjs")).arg(file.path()), "node")?;
    serde_json::from_slice(&answer.stdout).map_err(|e| format!("node’s answer cannot be read: {e}"))
}

fn run(command: &mut Command, what: &str) -> Result<Output, String> {
    match command.output() {
        Ok(out) if out.status.success() => Ok(out),
        Ok(out) => Err(format!("{what} failed: {}", String::from_utf8_lossy(&out.stderr).lines().next_back().unwrap_or_default())),
        Err(e) => Err(format!("{what} cannot be run: {e}")),
    }
}
