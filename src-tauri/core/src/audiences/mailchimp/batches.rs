//! The queue of operations (`/batches`) for what has no bulk call: archiving people.
//!
//! Operations finish in any order and some may fail; who is still there afterwards is read from the audience itself,
//! not from the archive of answers, which lies on another host. Asking twice does no harm.

use std::time::Duration;

use serde_json::{Value, json};

use super::client::{Client, segment};
use super::lists::{gone_is_fine, text};
use crate::audiences::there::Refusal;
use crate::host::sleep::wait;
use crate::people::consent::{Back, Cleared, TheirStatus};
use crate::store::ingest::normal_email;
use crate::types::{Code, Error, Progress, Result};

/// So many are asked one by one: a queue would take longer.
const FEW: usize = 10;
/// How long a queue is waited for, in all.
const LONGEST: u64 = 1800;

impl Client {
    /// Archives people: Mailchimp keeps them, counts them no more, and can bring them back in its own pages.
    pub fn archive(&self, progress: &Progress, list: &str, who: &[&Cleared<Back>]) -> Result<Vec<Refusal>> {
        let path = |email: &str| format!("/lists/{}/members/{}", segment(list), subscriber(email));
        let began = self.get(progress, "/ping", &[])?.date;
        if who.len() <= FEW {
            let mut failed = 0;
            for c in who {
                match gone_is_fine(self.delete(progress, &path(c.email()))) {
                    // Archived already, or not to be archived: the audience itself tells below.
                    Err(e) if matches!(e.code, Code::Unexpected | Code::BadInput | Code::Refused) => failed += 1,
                    other => other?,
                }
            }
            return if failed == 0 { Ok(Vec::new()) } else { self.not_archived(progress, list, began, who) };
        }
        let operations: Vec<Value> =
            who.iter().map(|c| json!({ "method": "DELETE", "path": path(c.email()), "operation_id": subscriber(c.email()) })).collect();
        let made = self.post(progress, "/batches", &json!({ "operations": operations }))?.json;
        let failed = self.await_batch(progress, &text(&made, "id"))?;
        if failed == 0 { Ok(Vec::new()) } else { self.not_archived(progress, list, began, who) }
    }

    /// Who of them is still in the audience.
    fn not_archived(
        &self,
        progress: &Progress,
        list: &str,
        began: Option<chrono::DateTime<chrono::Utc>>,
        who: &[&Cleared<Back>],
    ) -> Result<Vec<Refusal>> {
        // A day of overlap: who was archived a moment ago by an attempt whose answer was lost is among them.
        let (changed, _) = self.members(progress, list, began.map(|t| t - chrono::Duration::days(1)))?;
        let archived =
            |email: &str| changed.iter().any(|m| m.status == TheirStatus::Archived && normal_email(&m.email) == normal_email(email));
        let left = who.iter().filter(|c| !archived(c.email()));
        Ok(left.map(|c| Refusal::new(c.email(), None, "Mailchimp did not archive them and gave no reason.".to_owned())).collect())
    }

    /// Waits until all operations are done; answers how many failed.
    fn await_batch(&self, progress: &Progress, id: &str) -> Result<u64> {
        let (mut waited, mut pause) = (0, 1);
        loop {
            let fields = "id,status,total_operations,finished_operations,errored_operations";
            let now = self.get(progress, &format!("/batches/{}", segment(id)), &[("fields", fields)])?.json;
            if text(&now, "status") == "finished" {
                return Ok(now.get("errored_operations").and_then(Value::as_u64).unwrap_or(0));
            }
            if waited > LONGEST {
                return Err(Error::new(
                    Code::Busy,
                    "Mailchimp has not finished its queue after half an hour. Go on later: what is done is noted.",
                ));
            }
            wait(self.sleeper(), progress, Duration::from_secs(pause))?;
            (waited, pause) = (waited + pause, (pause * 2).min(20));
        }
    }
}

/// A member's name in addresses: the MD5 of the lower-case address, which Mailchimp prescribes. It protects nothing.
fn subscriber(email: &str) -> String {
    use md5::{Digest, Md5};
    Md5::digest(email.trim().to_lowercase().as_bytes()).iter().map(|b| format!("{b:02x}")).collect()
}
