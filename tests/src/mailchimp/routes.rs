//! The API over the state: paths, paging, statuses, and the traps.

use base64::Engine;
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value, json};

use super::KEY;
use super::state::{Fault, Field, Mailchimp, Member, Status, What, hash};

pub struct Reply {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// The line breaks instead.
    pub broken: bool,
}

impl Reply {
    pub(super) fn json(status: u16, body: &Value) -> Self {
        let kind = if status < 300 { "application/json; charset=utf-8" } else { "application/problem+json; charset=utf-8" };
        Self { status, headers: vec![("content-type".into(), kind.into())], body: body.to_string().into_bytes(), broken: false }
    }

    fn empty(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Vec::new(), broken: false }
    }

    fn broken() -> Self {
        Self { broken: true, ..Self::empty(0) }
    }
}

pub(super) fn problem(status: u16, title: &str, detail: &str) -> Reply {
    Reply::json(
        status,
        &json!({ "type": "about:blank", "title": title, "status": status, "detail": detail, "instance": "00000000-0000-0000-0000-000000000000" }),
    )
}

pub(super) fn moment(t: i64) -> String {
    chrono::DateTime::from_timestamp(t, 0).unwrap_or_default().format("%Y-%m-%dT%H:%M:%S+00:00").to_string()
}

pub(super) fn not_found() -> Reply {
    problem(404, "Resource Not Found", "The requested resource could not be found.")
}

/// A bulk call takes no more.
pub(super) const BATCH: usize = 500;

impl Mailchimp {
    /// `path` begins after `/3.0` and may hold a query.
    pub fn handle(&mut self, method: &str, path: &str, headers: &[(String, String)], body: &[u8]) -> Reply {
        self.requests += 1;
        self.now += i64::from(!self.still);
        for (list, email, status) in self.meanwhile.remove(&self.requests).unwrap_or_default() {
            self.person_becomes(&list, &email, status);
        }
        let fault = self.faults.pop_front().unwrap_or(Fault::None);
        let mut reply = match fault {
            Fault::TooMany => problem(429, "Too Many Requests", "You have exceeded the limit of 10 simultaneous connections."),
            Fault::Bare403 => Reply {
                headers: vec![("content-type".into(), "text/html".into())],
                body: b"<html><head><title>403 Forbidden</title></head><body>Forbidden</body></html>".to_vec(),
                ..Reply::empty(403)
            },
            Fault::BreakBefore => Reply::broken(),
            Fault::None | Fault::BreakAfter => self.answer(method, path, headers, body),
        };
        if fault == Fault::BreakAfter {
            reply = Reply::broken();
        }
        let date = chrono::DateTime::from_timestamp(self.now, 0).unwrap_or_default().format("%a, %d %b %Y %H:%M:%S GMT").to_string();
        reply.headers.push(("date".into(), date));
        reply
    }

    pub(super) fn answer(&mut self, method: &str, path: &str, headers: &[(String, String)], body: &[u8]) -> Reply {
        if !authorised(headers) {
            return problem(401, "API Key Invalid", "Your API key may be invalid, or you've attempted to access the wrong datacenter.");
        }
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let query: Vec<(String, String)> =
            query.split('&').filter_map(|p| p.split_once('=')).map(|(k, v)| (decoded(k), decoded(v))).collect();
        let parts: Vec<String> = path.split('/').filter(|p| !p.is_empty()).map(decoded).collect();
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        let body: Value = if body.is_empty() {
            Value::Null
        } else {
            match serde_json::from_slice(body) {
                Ok(v) => v,
                Err(_) => return problem(400, "JSON Parse Error", "We encountered an unspecified JSON parsing error."),
            }
        };
        match (method, parts.as_slice()) {
            ("GET", []) => Reply::json(
                200,
                &json!({ "account_id": "sim0001", "account_name": "The simulated shop", "account_timezone": "Europe/Berlin", "total_subscribers": 0 }),
            ),
            ("GET", ["reports", ..]) if self.no_reports => {
                problem(403, "Forbidden", "Your user role does not allow access to this resource.")
            }
            ("GET", ["reports", rest @ ..]) => self.reports(rest, &query),
            ("GET", ["ping"]) => Reply::json(200, &json!({ "health_status": "Everything's Chimpy!" })),
            ("POST", ["batches"]) => self.queue(&body),
            ("GET", ["batches", id]) => self.queued(id),
            ("GET", ["lists"]) => {
                let all = self.lists.iter().map(|l| {
                    let n = l.members.values().filter(|m| m.status == Status::Subscribed).count();
                    json!({ "id": l.id, "name": l.name, "double_optin": l.double_optin, "stats": { "member_count": n } })
                });
                page("lists", all.collect(), &query)
            }
            (_, ["lists", list, rest @ ..]) => {
                if self.list(list).is_none() {
                    return not_found();
                }
                self.in_list(method, list, rest, &query, &body)
            }
            _ => not_found(),
        }
    }

    pub(super) fn in_list(&mut self, method: &str, list: &str, rest: &[&str], query: &[(String, String)], body: &Value) -> Reply {
        match (method, rest) {
            ("POST", []) => self.bulk(list, query, body),
            ("GET", ["merge-fields"]) => {
                let all = self.list(list).map(|l| l.fields.clone()).unwrap_or_default();
                page("merge_fields", all.iter().map(|f| field_json(list, f)).collect(), query)
            }
            ("POST", ["merge-fields"]) => self.make_field(list, body),
            ("GET", ["members"]) => {
                let wanted = query.iter().find(|(k, _)| k == "status").map(|(_, v)| v.as_str());
                let time = |name: &str| {
                    let text = query.iter().find(|(k, _)| k == name).map(|(_, v)| v.as_str());
                    text.and_then(|v| chrono::DateTime::parse_from_rfc3339(v).ok()).map(|t| t.timestamp())
                };
                let (since, before) = (time("since_last_changed"), time("before_last_changed"));
                let Some(l) = self.list(list) else { return not_found() };
                // Archived people are left out unless they are asked for.
                let shown = |m: &&Member| wanted.map_or(m.status != Status::Archived, |w| m.status.as_str() == w);
                let new = |m: &&Member| since.is_none_or(|t| m.last_changed >= t) && before.is_none_or(|t| m.last_changed < t);
                let mut found: Vec<&Member> = l.members.values().filter(shown).filter(new).collect();
                super::reports::sort(&mut found, query);
                page("members", found.into_iter().map(|m| self.member_json(list, m)).collect(), query)
            }
            ("GET", ["members", key]) => match self.list(list).and_then(|l| l.members.get(*key)) {
                Some(m) => Reply::json(200, &self.member_json(list, m)),
                None => not_found(),
            },
            ("PUT" | "PATCH", ["members", key]) => self.single(method, list, key, body),
            ("DELETE", ["members", key]) => {
                let now = self.now;
                match self.list_mut(list).and_then(|l| l.members.get_mut(*key)) {
                    Some(m) if m.status == Status::Archived => {
                        problem(405, "Method Not Allowed", "This list member cannot be removed. Please contact support.")
                    }
                    Some(m) => {
                        let (email, from) = (m.email.clone(), std::mem::replace(&mut m.status, Status::Archived));
                        m.last_changed = now;
                        self.note(&email, What::Status(from, Status::Archived));
                        Reply::empty(204)
                    }
                    None => not_found(),
                }
            }
            ("POST", ["members", key, "tags"]) => {
                for t in body["tags"].as_array().cloned().unwrap_or_default() {
                    let id = self.tag_named(list, t["name"].as_str().unwrap_or_default());
                    if !self.set_tag(list, key, id, t["status"] == "active") {
                        return not_found();
                    }
                }
                Reply::empty(204)
            }
            ("GET", ["segments"]) => {
                let all = self.list(list).map(|l| l.tags.clone()).unwrap_or_default();
                page(
                    "segments",
                    all.iter().map(|(id, name)| json!({ "id": id, "name": name, "type": "static", "list_id": list })).collect(),
                    query,
                )
            }
            ("POST", ["segments"]) => {
                let name = body["name"].as_str().unwrap_or_default().trim().to_owned();
                let exists = self.list(list).is_some_and(|l| l.tags.iter().any(|(_, n)| n.eq_ignore_ascii_case(&name)));
                if name.is_empty() || exists {
                    return problem(400, "Bad Request", "Sorry, that tag already exists or has no name.");
                }
                let id = self.tag_named(list, &name);
                Reply::json(200, &json!({ "id": id, "name": name, "type": "static", "list_id": list, "member_count": 0 }))
            }
            ("DELETE", ["segments", id]) => match self.list_mut(list) {
                Some(l) if l.tags.iter().any(|(t, _)| t.to_string() == **id) => {
                    l.tags.retain(|(t, _)| t.to_string() != **id);
                    for m in l.members.values_mut() {
                        m.tags.retain(|t| t.to_string() != **id);
                    }
                    Reply::empty(204)
                }
                _ => not_found(),
            },
            ("DELETE", ["merge-fields", id]) => match self.list_mut(list) {
                Some(l) if l.fields.iter().any(|f| f.id.to_string() == **id) => {
                    let tag: Vec<String> = l.fields.iter().filter(|f| f.id.to_string() == **id).map(|f| f.tag.clone()).collect();
                    l.fields.retain(|f| f.id.to_string() != **id);
                    for m in l.members.values_mut() {
                        m.fields.retain(|k, _| !tag.contains(k));
                    }
                    Reply::empty(204)
                }
                _ => not_found(),
            },
            ("POST", ["segments", id]) => self.segment(list, id.parse().unwrap_or(-1), body),
            _ => not_found(),
        }
    }

    fn segment(&mut self, list: &str, id: i64, body: &Value) -> Reply {
        if !self.list(list).is_some_and(|l| l.tags.iter().any(|(t, _)| *t == id)) {
            return not_found();
        }
        let mut errors = Vec::new();
        let mut counts = [0, 0];
        for (i, (name, on)) in [("members_to_add", true), ("members_to_remove", false)].into_iter().enumerate() {
            let emails = body[name].as_array().cloned().unwrap_or_default();
            if emails.len() > BATCH {
                return problem(400, "Invalid Resource", "No more than 500 members can be added or removed at once.");
            }
            for e in emails.iter().filter_map(Value::as_str) {
                let present = self.member(list, e).is_some_and(|m| m.status != Status::Archived);
                if present && self.set_tag(list, &hash(e), id, on) {
                    counts[i] += 1;
                } else {
                    errors.push(json!({ "email_addresses": [e], "error": "Email addresses must exist in the list." }));
                }
            }
        }
        Reply::json(
            200,
            &json!({ "members_added": [], "members_removed": [], "errors": errors, "total_added": counts[0], "total_removed": counts[1], "error_count": errors.len() }),
        )
    }

    fn make_field(&mut self, list: &str, body: &Value) -> Reply {
        let text = |n: &str| body[n].as_str().unwrap_or_default().to_owned();
        let tag = text("tag");
        if tag.is_empty() || tag.len() > 10 || text("name").is_empty() || text("type").is_empty() {
            return problem(400, "Invalid Resource", "The merge field needs a name, a type, and a tag of at most 10 characters.");
        }
        if self.list(list).is_some_and(|l| l.fields.iter().any(|f| f.tag == tag)) {
            return problem(400, "Invalid Resource", &format!("A Merge Field with the tag \"{tag}\" already exists for this list."));
        }
        let field = Field { id: self.fresh_id(), tag, name: text("name"), kind: text("type"), required: body["required"] == true };
        let shown = field_json(list, &field);
        if let Some(l) = self.list_mut(list) {
            l.fields.push(field);
        }
        Reply::json(200, &shown)
    }

    pub(super) fn tag_named(&mut self, list: &str, name: &str) -> i64 {
        if let Some((id, _)) = self.list(list).and_then(|l| l.tags.iter().find(|(_, n)| n.eq_ignore_ascii_case(name))) {
            return *id;
        }
        let id = self.fresh_id();
        if let Some(l) = self.list_mut(list) {
            l.tags.push((id, name.to_owned()));
        }
        id
    }

    fn set_tag(&mut self, list: &str, key: &str, id: i64, on: bool) -> bool {
        let now = self.now;
        let Some(m) = self.list_mut(list).and_then(|l| l.members.get_mut(key)) else { return false };
        let changed = if on { m.tags.insert(id) } else { m.tags.remove(&id) };
        if changed {
            m.last_changed = now;
            let email = m.email.clone();
            self.note(&email, What::Tag(id, on));
        }
        true
    }

    pub(super) fn member_json(&self, list: &str, m: &Member) -> Value {
        let l = self.list(list);
        let name = |id: &i64| l.and_then(|l| l.tags.iter().find(|(t, _)| t == id)).map(|(_, n)| n.clone()).unwrap_or_default();
        let tags: Vec<Value> = m.tags.iter().map(|id| json!({ "id": id, "name": name(id) })).collect();
        // Every field is there in an answer, empty where nothing was ever set.
        let fields: Map<String, Value> = l
            .map(|l| l.fields.iter().map(|f| (f.tag.clone(), m.fields.get(&f.tag).cloned().unwrap_or_else(|| json!("")))).collect())
            .unwrap_or_default();
        let changed = moment(m.last_changed);
        let (signup, opt) = (m.signup.map_or_else(String::new, moment), m.opt.map_or_else(String::new, moment));
        json!({ "contact_id": m.contact, "timestamp_signup": signup, "timestamp_opt": opt, "language": m.language, "location": { "country_code": m.country },
            "member_rating": 2, "vip": false, "source": "Import", "id": hash(&m.email), "email_address": m.email, "status": m.status.as_str(), "merge_fields": fields, "tags_count": tags.len(), "tags": tags, "last_changed": changed, "list_id": list })
    }
}

fn field_json(list: &str, f: &Field) -> Value {
    json!({ "merge_id": f.id, "tag": f.tag, "name": f.name, "type": f.kind, "required": f.required, "default_value": "", "public": false, "list_id": list })
}

/// One page, and only the fields asked for (top level of the items, which is all that is asked for here).
pub(super) fn page(name: &str, all: Vec<Value>, query: &[(String, String)]) -> Reply {
    let get = |k: &str| query.iter().find(|(n, _)| n == k).map(|(_, v)| v.as_str());
    let count: usize = get("count").and_then(|c| c.parse().ok()).unwrap_or(10);
    if count > 1000 {
        return problem(400, "Invalid Resource", "count: 1000 is the most.");
    }
    let offset: usize = get("offset").and_then(|c| c.parse().ok()).unwrap_or(0);
    let total = all.len();
    let wanted: Option<Vec<&str>> = get("fields")
        .map(|f| f.split(',').filter_map(|p| p.strip_prefix(name)?.strip_prefix('.')).map(|p| p.split('.').next().unwrap_or(p)).collect());
    let items: Vec<Value> = all
        .into_iter()
        .skip(offset)
        .take(count)
        .map(|mut v| {
            if let (Some(w), Some(o)) = (&wanted, v.as_object_mut()) {
                o.retain(|k, _| w.contains(&k.as_str()));
            }
            v
        })
        .collect();
    Reply::json(200, &json!({ name: items, "total_items": total }))
}

fn authorised(headers: &[(String, String)]) -> bool {
    let sent = headers.iter().find(|(n, _)| n.eq_ignore_ascii_case("authorization")).and_then(|(_, v)| v.strip_prefix("Basic "));
    let plain = sent.and_then(|s| base64::engine::general_purpose::STANDARD.decode(s).ok()).unwrap_or_default();
    String::from_utf8_lossy(&plain).split_once(':').is_some_and(|(_, key)| key == KEY)
}

fn decoded(s: &str) -> String {
    percent_decode_str(&s.replace('+', " ")).decode_utf8_lossy().into_owned()
}
