//! The API over the state: rights, limits, filters, order, opaque cursors, sparse fields.

use std::time::Duration;

use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::{Map, Value, json};

use super::KEY;
use super::state::{Event, Klaviyo, Profile};

pub struct Reply {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

type Query = Vec<(String, String)>;

/// A row, what it is ordered by, and its id. Only what is on the page is written out.
type Row<'a> = (Thing<'a>, String, String);

enum Thing<'a> {
    Written(Value),
    Profile(&'a Profile),
    Event(&'a Event),
}

fn reply(status: u16, body: &Value) -> Reply {
    let headers = vec![("content-type".to_owned(), "application/vnd.api+json".to_owned())];
    Reply { status, headers, body: body.to_string().into_bytes() }
}

fn error(status: u16, code: &str, title: &str, detail: &str) -> Reply {
    let id = "00000000-0000-0000-0000-000000000000";
    reply(
        status,
        &json!({ "errors": [{ "id": id, "status": status, "code": code, "title": title, "detail": detail, "source": { "pointer": "/data/" } }] }),
    )
}

fn decoded(s: &str) -> String {
    percent_decode_str(&s.replace('+', " ")).decode_utf8_lossy().into_owned()
}

fn moment(t: i64) -> String {
    chrono::DateTime::from_timestamp(t, 0).unwrap_or_default().format("%Y-%m-%dT%H:%M:%S+00:00").to_string()
}

/// Requests a second and a minute.
fn limit(endpoint: &str) -> (usize, usize) {
    match endpoint {
        "accounts" => (1, 15),
        "metrics" => (10, 150),
        "profiles" => (75, 700),
        _ => (350, 3500),
    }
}

impl Klaviyo {
    /// `path` begins with `/api/` and may hold a query.
    pub fn handle(&mut self, method: &str, path: &str, headers: &[(String, String)]) -> Reply {
        self.requests += 1;
        let header = |n: &str| headers.iter().find(|(k, _)| k.eq_ignore_ascii_case(n)).map(|(_, v)| v.as_str());
        let (route, query) = path.split_once('?').unwrap_or((path, ""));
        let query: Query = query.split('&').filter_map(|p| p.split_once('=')).map(|(k, v)| (decoded(k), decoded(v))).collect();
        let endpoint = route.trim_start_matches("/api/").trim_end_matches('/').to_owned();
        let mut answer = if method != "GET" {
            error(405, "method_not_allowed", "Method not allowed.", "Method not allowed.")
        } else if header("revision") != Some("2026-07-15") {
            error(400, "invalid", "Invalid input.", "The revision header is missing or is not known.")
        } else if header("authorization") != Some(&format!("Klaviyo-API-Key {KEY}")) {
            error(401, "authentication_failed", "Incorrect authentication credentials.", "Incorrect authentication credentials.")
        } else if let Some(wait) = self.over(&endpoint) {
            let mut r =
                error(429, "throttled", "Request was throttled.", &format!("Request was throttled. Expected available in {wait} second."));
            r.headers.push(("retry-after".to_owned(), wait.to_string()));
            r
        } else {
            self.answer(&endpoint, &query)
        };
        if answer.status != 429 {
            answer.headers.extend(self.left(&endpoint));
        }
        let date = chrono::DateTime::from_timestamp(self.now, 0).unwrap_or_default().format("%a, %d %b %Y %H:%M:%S GMT").to_string();
        answer.headers.push(("date".to_owned(), date));
        answer
    }

    /// Seconds to wait when a limit is passed; fixed windows, as Klaviyo has them.
    fn over(&mut self, endpoint: &str) -> Option<u64> {
        let now = self.limits.as_ref()?.elapsed();
        let (second, minute) = limit(endpoint);
        let of = |since: Duration| self.asked.iter().filter(|(e, t)| e == endpoint && *t >= since).count();
        let (in_second, in_minute) = (of(Duration::from_secs(now.as_secs())), of(Duration::from_secs(now.as_secs() / 60 * 60)));
        self.asked.push((endpoint.to_owned(), now));
        if in_minute + self.used_by_others as usize >= minute {
            self.violations += 1;
            return Some(60 - now.as_secs() % 60);
        }
        if in_second >= second {
            self.violations += 1;
            return Some(1);
        }
        None
    }

    /// The steady window's state.
    fn left(&self, endpoint: &str) -> Vec<(String, String)> {
        let Some(now) = self.limits.as_ref().map(|l| l.elapsed()) else { return Vec::new() };
        let (_, minute) = limit(endpoint);
        let window = Duration::from_secs(now.as_secs() / 60 * 60);
        let used = self.asked.iter().filter(|(e, t)| e == endpoint && *t >= window).count() + self.used_by_others as usize;
        let pairs = [("limit", minute as u64), ("remaining", minute.saturating_sub(used) as u64), ("reset", 60 - now.as_secs() % 60)];
        pairs.into_iter().map(|(n, v)| (format!("RateLimit-{n}"), v.to_string())).collect()
    }

    fn answer(&self, endpoint: &str, query: &Query) -> Reply {
        let get = |n: &str| query.iter().find(|(k, _)| k == n).map(|(_, v)| v.as_str());
        let mut needed = match endpoint {
            "accounts" => vec!["accounts:read"],
            "metrics" => vec!["metrics:read"],
            "profiles" => vec!["profiles:read"],
            "events" => vec!["events:read"],
            _ => return error(404, "not_found", "Not found.", "The path is not known."),
        };
        for (name, scope) in [("metric", "metrics:read"), ("profile", "profiles:read")] {
            if get("include").is_some_and(|i| i.split(',').any(|x| x == name)) {
                needed.push(scope);
            }
        }
        if let Some(scope) = needed.iter().find(|s| !self.scopes.contains(**s)) {
            let detail = format!("The API key is missing required scopes: {scope}.");
            return error(403, "permission_denied", "You do not have permission to perform this action.", &detail);
        }
        let most = match endpoint {
            "profiles" => 100,
            "events" => 1000,
            _ => 200,
        };
        let size = get("page[size]").and_then(|s| s.parse::<usize>().ok()).unwrap_or(if endpoint == "profiles" { 20 } else { 200 });
        if size == 0 || size > most {
            return error(400, "invalid", "Invalid input.", &format!("Page size must be an integer between 1 and {most}."));
        }
        let mut included = Vec::new();
        let mut rows: Vec<Row<'_>> = match endpoint {
            "accounts" => vec![(Thing::Written(account()), String::new(), "AcCt01".to_owned())],
            "metrics" => self.metric_names().into_iter().map(|m| (Thing::Written(metric(&m)), String::new(), metric_id(&m))).collect(),
            "profiles" => {
                let sort = get("sort").unwrap_or("-updated").trim_start_matches('-');
                self.profiles.values().filter_map(|p| Some((Thing::Profile(p), profile_key(p, sort)?, p.id.clone()))).collect()
            }
            _ => {
                let metric =
                    filters(get("filter")).into_iter().find(|(op, field, _)| op == "equals" && field == "metric_id").map(|(_, _, v)| v);
                let wanted = |e: &&Event| metric.as_ref().is_none_or(|m| metric_id(&e.metric) == m.trim_matches(['"', '\'']));
                self.events.iter().filter(wanted).map(|e| (Thing::Event(e), moment(e.at), e.id.clone())).collect()
            }
        };
        for (op, field, value) in filters(get("filter")) {
            let Some(than) = chrono::DateTime::parse_from_rfc3339(&value).ok().map(|t| moment(t.timestamp())) else { continue };
            let _ = field;
            match op.as_str() {
                "less-than" => rows.retain(|r| r.1 < than),
                "greater-than" => rows.retain(|r| r.1 > than),
                other => return error(400, "invalid", "Invalid input.", &format!("{other} is not allowed for {field}.")),
            }
        }
        rows.sort_by(|a, b| (&a.1, &a.2).cmp(&(&b.1, &b.2)));
        if get("sort").is_some_and(|s| s.starts_with('-')) {
            rows.reverse();
        }
        if let Some(cursor) = get("page[cursor]") {
            let Some((key, id)) = self.opened(cursor) else {
                return error(400, "invalid", "Invalid input.", "The cursor is not valid.");
            };
            let down = get("sort").is_some_and(|s| s.starts_with('-'));
            rows.retain(|r| if down { (&r.1, &r.2) < (&key, &id) } else { (&r.1, &r.2) > (&key, &id) });
        }
        let size = size.min(self.page_cap);
        let more = rows.len() > size;
        rows.truncate(size);
        let next = rows.last().filter(|_| more).map(|(_, key, id)| {
            let cursor = format!("{}~{key}~{id}", self.epoch);
            let text: String = cursor.bytes().map(|b| format!("{b:02x}")).collect();
            format!("https://a.klaviyo.com/api/{endpoint}/?page%5Bcursor%5D={}", utf8_percent_encode(&text, NON_ALPHANUMERIC))
        });
        let written = |r: Row<'_>| match r.0 {
            Thing::Written(v) => v,
            Thing::Profile(p) => profile(p, query),
            Thing::Event(e) => event(e),
        };
        let data: Vec<Value> = rows.into_iter().map(written).collect();
        if endpoint == "events" && get("include").is_some() {
            included = self.along(&data, query);
        }
        let own = format!("https://a.klaviyo.com/api/{endpoint}/");
        let mut links = Map::from_iter([("self".to_owned(), json!(own))]);
        links.extend(next.map(|n| ("next".to_owned(), json!(n))));
        let mut body = json!({ "data": data, "links": links });
        if !included.is_empty() {
            body["included"] = Value::Array(included);
        }
        reply(200, &body)
    }

    /// What a cursor of this epoch says.
    fn opened(&self, cursor: &str) -> Option<(String, String)> {
        let bytes: Option<Vec<u8>> = (0..cursor.len() / 2).map(|i| u8::from_str_radix(cursor.get(i * 2..i * 2 + 2)?, 16).ok()).collect();
        let text = String::from_utf8(bytes?).ok()?;
        let mut parts = text.split('~');
        (parts.next()? == self.epoch.to_string()).then_some(())?;
        Some((parts.next()?.to_owned(), parts.next()?.to_owned()))
    }

    fn metric_names(&self) -> std::collections::BTreeSet<String> {
        self.events.iter().map(|e| e.metric.clone()).collect()
    }

    fn along(&self, rows: &[Value], query: &Query) -> Vec<Value> {
        let wanted = |name: &str| query.iter().any(|(k, v)| k == "include" && v.split(',').any(|x| x == name));
        let ids = |name: &str| rows.iter().filter_map(|r| r.pointer(&format!("/relationships/{name}/data/id"))?.as_str()).collect();
        let (metrics, people): (std::collections::BTreeSet<&str>, std::collections::BTreeSet<&str>) = (ids("metric"), ids("profile"));
        let mut out: Vec<Value> = Vec::new();
        if wanted("metric") {
            out.extend(self.metric_names().iter().filter(|m| metrics.contains(metric_id(m).as_str())).map(|m| metric(m)));
        }
        if wanted("profile") {
            out.extend(people.iter().filter_map(|id| Some(profile(self.profiles.get(*id)?, query))));
        }
        out
    }
}

/// `operator(field,value)`, several with commas between.
fn filters(text: Option<&str>) -> Vec<(String, String, String)> {
    let all = text.unwrap_or("").split("),").map(|f| f.trim_end_matches(')'));
    all.filter_map(|f| {
        let (op, rest) = f.split_once('(')?;
        let (field, value) = rest.split_once(',')?;
        Some((op.to_owned(), field.to_owned(), value.to_owned()))
    })
    .collect()
}

fn metric_id(name: &str) -> String {
    let sum = name.bytes().fold(7u64, |h, b| h.wrapping_mul(131).wrapping_add(u64::from(b)));
    format!("M{:06X}", sum & 0xff_ffff)
}

fn metric(name: &str) -> Value {
    let id = metric_id(name);
    json!({ "type": "metric", "id": id, "attributes": { "name": name }, "links": { "self": format!("https://a.klaviyo.com/api/metrics/{id}/") } })
}

fn account() -> Value {
    json!({ "type": "account", "id": "AcCt01", "attributes": { "contact_information": { "organization_name": "The simulated shop",
        "default_sender_name": "Shop", "default_sender_email": "shop@example.com", "street_address": {} }, "preferred_currency": "EUR",
        "timezone": "Europe/Berlin", "test_account": false, "public_api_key": "AcCt01", "locale": "en-US" },
        "links": { "self": "https://a.klaviyo.com/api/accounts/AcCt01/" } })
}

fn event(e: &Event) -> Value {
    json!({ "type": "event", "id": e.id, "attributes": { "datetime": moment(e.at), "event_properties": e.properties },
        "relationships": { "metric": { "data": { "type": "metric", "id": metric_id(&e.metric) } }, "profile": { "data": { "type": "profile", "id": e.profile } } },
        "links": { "self": format!("https://a.klaviyo.com/api/events/{}/", e.id) } })
}

/// What it is ordered by; `None`: it is not in such a list.
fn profile_key(p: &Profile, sort: &str) -> Option<String> {
    match sort {
        "id" => Some(p.id.clone()),
        "subscriptions.email.marketing.suppression.timestamp" => p.suppression.iter().map(|(_, t)| moment(*t)).max(),
        _ => Some(moment(p.updated)),
    }
}

fn profile(p: &Profile, query: &Query) -> Value {
    let fields = query.iter().find(|(k, _)| k == "fields[profile]").map(|(_, v)| v.split(',').collect::<Vec<_>>());
    let text = |s: &str| if s.is_empty() { Value::Null } else { json!(s) };
    let mut a = json!({
        "email": text(&p.email), "phone_number": text(&p.phone), "first_name": text(&p.first), "last_name": text(&p.last), "locale": text(&p.locale),
        "created": moment(p.created), "updated": moment(p.updated), "location": { "country": text(&p.country), "city": text(&p.city), "zip": null },
        "properties": p.properties,
    });
    if query.iter().any(|(k, v)| k == "additional-fields[profile]" && v.contains("subscriptions")) {
        let held: Vec<Value> = p.suppression.iter().map(|(r, t)| json!({ "reason": r, "timestamp": moment(*t) })).collect();
        let open = p.consent.0 != "UNSUBSCRIBED" && held.is_empty();
        a["subscriptions"] = json!({
            "email": { "marketing": { "can_receive_email_marketing": open, "consent": p.consent.0, "consent_timestamp": p.consent.1.map(moment),
                "last_updated": p.consent.1.map(moment), "method": "PREFERENCE_PAGE", "double_optin": p.double_optin, "suppression": held, "list_suppressions": [] } },
            "sms": { "marketing": { "can_receive_sms_marketing": p.sms.0 == "SUBSCRIBED", "consent": p.sms.0, "consent_timestamp": p.sms.1.map(moment), "method": "TEXT" } },
        });
    }
    if let (Some(fields), Some(o)) = (fields, a.as_object_mut()) {
        o.retain(|k, _| fields.contains(&k.as_str()));
    }
    json!({ "type": "profile", "id": p.id, "attributes": a, "links": { "self": format!("https://a.klaviyo.com/api/profiles/{}/", p.id) } })
}
