//! The queue of operations: they are done a part at each look, in another order than they were given, and may fail.

use serde_json::{Value, json};

use super::routes::{Reply, not_found, problem};
use super::state::Mailchimp;

/// Operations that wait or are done.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Batch {
    pub id: String,
    /// Method, path after `/3.0`, body.
    waiting: Vec<(String, String, Value)>,
    total: usize,
    errored: usize,
    looks: usize,
}

/// Done before it says so: the last look that finds it at work.
const LOOKS: usize = 2;

impl Mailchimp {
    pub(super) fn queue(&mut self, body: &Value) -> Reply {
        let Some(operations) = body["operations"].as_array() else {
            return problem(400, "Invalid Resource", "operations is required.");
        };
        if self.batches.iter().filter(|b| !b.waiting.is_empty()).count() >= 500 {
            return problem(429, "Too Many Requests", "You have more than 500 pending batches.");
        }
        let one = |o: &Value| {
            let text = |n: &str| o[n].as_str().unwrap_or_default().to_owned();
            let body = o["body"].as_str().and_then(|b| serde_json::from_str(b).ok()).unwrap_or(Value::Null);
            (text("method"), text("path"), body)
        };
        let waiting: Vec<_> = operations.iter().map(one).collect();
        let batch = Batch { id: format!("batch{}", self.fresh_id()), total: waiting.len(), waiting, ..Batch::default() };
        let shown = shown(&batch);
        self.batches.push(batch);
        Reply::json(200, &shown)
    }

    pub(super) fn queued(&mut self, id: &str) -> Reply {
        let Some(at) = self.batches.iter().position(|b| b.id == id) else { return not_found() };
        let mut batch = self.batches[at].clone();
        batch.looks += 1;
        let left = if batch.looks >= LOOKS { 0 } else { batch.waiting.len() / 2 };
        // From the end: the order of a queue is nobody's promise.
        for (method, path, body) in batch.waiting.split_off(left).into_iter().rev() {
            let path = path.split('/').filter(|p| !p.is_empty()).collect::<Vec<_>>();
            let status = match path.as_slice() {
                ["lists", list, rest @ ..] if self.list(list).is_some() => self.in_list(&method, list, rest, &[], &body).status,
                _ => 404,
            };
            batch.errored += usize::from(status >= 400);
        }
        let answer = shown(&batch);
        self.batches[at] = batch;
        Reply::json(200, &answer)
    }
}

fn shown(b: &Batch) -> Value {
    let (done, status) = match (b.looks, b.waiting.len()) {
        (0, _) => (0, "pending"),
        (_, 0) if b.looks > LOOKS => (b.total, "finished"),
        (_, left) => (b.total - left, "started"),
    };
    let times = json!({ "submitted_at": "2026-11-20T10:00:00+00:00", "completed_at": if status == "finished" { "2026-11-20T10:01:00+00:00" } else { "" } });
    json!({ "id": b.id, "status": status, "total_operations": b.total, "finished_operations": done, "errored_operations": b.errored,
        "submitted_at": times["submitted_at"], "completed_at": times["completed_at"], "response_body_url": "" })
}
