//! Bulk operations: begun, got on with at each look, and left as a file that is served in parts.

use std::io::{Read, Seek, SeekFrom, Write};

use serde_json::{Value, json};

use super::graphql::{self, Answering, Field};
use super::query::kind_of;
use super::shop::{Kind, Shop};
use super::{FILES, make};

#[derive(Debug)]
pub struct Operation {
    pub id: u64,
    pub query: String,
    pub status: &'static str,
    pub error: Option<&'static str>,
    pub created: i64,
    pub finished: i64,
    /// Where its file is to be found; changes with each asking for it.
    pub base: String,
    pub signature: u32,
    kind: Kind,
    fields: Vec<Field>,
    group: bool,
    ids: Vec<u64>,
    done: usize,
    objects: u64,
    file: std::fs::File,
    pub size: u64,
}

/// Files are kept this long.
const SEVEN_DAYS: i64 = 7 * 86_400;

impl Operation {
    pub fn shown(&self, now: i64) -> Value {
        let there = self.status == "COMPLETED" && now - self.finished <= SEVEN_DAYS && self.objects > 0;
        json!({
            "id": format!("gid://shopify/BulkOperation/{}", self.id), "status": self.status, "errorCode": self.error, "createdAt": make::at(self.created),
            "completedAt": if self.status == "COMPLETED" { make::at(self.finished) } else { Value::Null }, "objectCount": self.objects.to_string(),
            "rootObjectCount": self.done.to_string(), "fileSize": if there { json!(self.size.to_string()) } else { Value::Null },
            "url": if there { json!(format!("{}/bulk-{}?signature={}", self.base, self.id, self.signature)) } else { Value::Null }, "query": self.query,
        })
    }

    /// Bytes of the file.
    pub fn part(&mut self, from: u64, to: u64) -> Vec<u8> {
        let mut out = vec![0; usize::try_from(to - from).unwrap_or(0)];
        self.file.seek(SeekFrom::Start(from)).and_then(|_| self.file.read_exact(&mut out)).expect("the operation's file can be read");
        out
    }
}

impl Shop {
    pub fn start_operation(&mut self, query: &Value, group: bool, host: &str) -> Value {
        let no = |code: &str, message: &str| json!({ "bulkOperation": null, "userErrors": [{ "code": code, "field": ["query"], "message": message }] });
        let query = query.as_str().unwrap_or("").to_owned();
        let running = self.operations.iter().filter(|o| matches!(o.status, "CREATED" | "RUNNING")).count();
        if running >= self.most_operations {
            return no("LIMIT_REACHED", "A bulk query operation for this app and shop is already in progress.");
        }
        let Ok(document) = graphql::parse(&query) else { return no("INVALID", "Invalid bulk query") };
        let [root] = document.fields.as_slice() else { return no("INVALID", "Bulk queries must contain one top-level field") };
        let Some(kind) = kind_of(&root.name) else { return no("INVALID", "Bulk queries must contain at least one connection") };
        if in_list(root, false) {
            return no("INVALID", "Queries that contain a connection field within a list field are not currently supported.");
        }
        let refused = self.refused(root);
        let cut = self.now() - 60 * 86_400;
        let table = self.table(kind);
        let all = kind != Kind::Orders || self.may("read_all_orders");
        let ids: Vec<u64> = table.ids().into_iter().filter(|id| all || table.get(*id).is_some_and(|r| r.created >= cut)).collect();
        let base = if host.starts_with("127.") || host.starts_with("localhost") {
            format!("http://{host}/files")
        } else {
            format!("https://{FILES}/files")
        };
        let mut operation = Operation {
            id: 4_000_000 + self.operations.len() as u64,
            query,
            status: "CREATED",
            error: None,
            created: self.now(),
            finished: 0,
            base,
            signature: 1,
            kind,
            fields: root.rows().to_vec(),
            group,
            ids,
            done: 0,
            objects: 0,
            file: tempfile::tempfile().expect("a file can be made"),
            size: 0,
        };
        if refused.is_some() {
            (operation.status, operation.error) = ("FAILED", Some("ACCESS_DENIED"));
        } else if self.fail_operations.0 > 0 {
            self.fail_operations.0 -= 1;
            (operation.status, operation.error) = ("FAILED", Some(self.fail_operations.1));
        }
        let shown = operation.shown(self.now());
        self.operations.push(operation);
        json!({ "bulkOperation": shown, "userErrors": [] })
    }

    /// Each look finds it further on.
    pub fn look_at(&mut self, gid: &str) -> Value {
        let id: u64 = gid.rsplit('/').next().and_then(|n| n.parse().ok()).unwrap_or(0);
        let Some(at) = self.operations.iter().position(|o| o.id == id) else { return Value::Null };
        let mut operation = self.operations.remove(at);
        if matches!(operation.status, "CREATED" | "RUNNING") {
            operation.status = "RUNNING";
            self.get_on(&mut operation);
        }
        let shown = operation.shown(self.now());
        self.operations.insert(at, operation);
        shown
    }

    fn get_on(&self, o: &mut Operation) {
        let mut out: Vec<u8> = Vec::new();
        let mut late: Vec<u8> = Vec::new();
        let to = (o.done + self.rows_a_look).min(o.ids.len());
        let nothing = json!({});
        for id in &o.ids[o.done..to] {
            let Some(whole) = self.value(o.kind, *id) else { continue };
            let (plain, nested): (Vec<Field>, Vec<Field>) = o.fields.iter().cloned().partition(|f| !f.is_connection());
            let mut a = Answering { variables: &nothing, cost: 0.0, errors: Vec::new(), hidden: &[] };
            writeln!(out, "{}", a.object(&whole, &plain)).expect("memory");
            o.objects += 1;
            for f in &nested {
                for child in whole[&f.name].as_array().into_iter().flatten() {
                    let mut line = a.object(child, f.rows());
                    line["__parentId"] = whole["id"].clone();
                    o.objects += 1;
                    writeln!(if o.group { &mut out } else { &mut late }, "{line}").expect("memory");
                }
            }
            assert!(a.errors.is_empty(), "{:?}", a.errors);
        }
        out.append(&mut late);
        o.file.seek(SeekFrom::End(0)).and_then(|_| o.file.write_all(&out)).expect("the operation's file can be written");
        o.size += out.len() as u64;
        o.done = to;
        if o.done == o.ids.len() {
            (o.status, o.finished) = ("COMPLETED", self.now());
        }
    }
}

/// A connection below a plain list: what bulk operations do not take. Lists are known by their names.
fn in_list(f: &Field, below: bool) -> bool {
    let below = below || matches!(f.name.as_str(), "refunds" | "discountAllocations" | "taxLines");
    (below && f.is_connection()) || f.inner.iter().any(|i| in_list(i, below))
}
