//! Their side: liquidjs in Node, given the same template and the same people.

use serde::Deserialize;

use super::super::node;

pub const VERSION: &str = "10.30.1";

const SCRIPT: &str = include_str!("theirs.mjs");

#[derive(Debug, Deserialize)]
pub struct Theirs {
    /// Emails a second, on one thread, after a warm-up.
    pub rate: f64,
    /// SHA-256 of all emails, one after the other.
    pub digest: String,
    /// The first person's.
    pub first: String,
}

/// Fills the template in for these people (each an object of variables), again and again for so many seconds. `escape`:
/// values are escaped for HTML without the template asking for it.
///
/// # Errors
/// In words for the report, why liquidjs cannot be asked here.
pub fn rate(template: &str, people: &[serde_json::Value], seconds: f64, escape: bool) -> Result<Theirs, String> {
    let folder = node::set_up("liquidjs", VERSION, SCRIPT)?;
    node::ask(&folder, &serde_json::json!({ "template": template, "people": people, "seconds": seconds, "escape": escape }))
}
