//! The journal of exports (`push`, `push_member`) and the audit log. Filled by `audiences` and `people`.

use super::Writer;
use crate::types::{Result, Timestamp};

impl Writer<'_> {
    /// `detail` names counts and reasons, never an address.
    pub fn audit(&self, action: &str, detail: &str, now: Timestamp) -> Result<()> {
        self.execute("INSERT INTO audit (at, action, detail) VALUES (?1, ?2, ?3)", &[now.into(), action.into(), detail.into()]).map(|_| ())
    }
}
