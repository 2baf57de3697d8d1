//! Campaigns' reports over the state: figures, activity, who left and who complained; and the order of members.

use serde_json::{Value, json};

use super::routes::{Reply, moment, not_found, page};
use super::state::{Campaign, Mailchimp, Member, hash};

impl Mailchimp {
    pub(super) fn reports(&self, rest: &[&str], query: &[(String, String)]) -> Reply {
        let get = |k: &str| query.iter().find(|(n, _)| n == k).map(|(_, v)| v.as_str());
        if rest.is_empty() {
            let mut all: Vec<&Campaign> = self.campaigns.iter().collect();
            all.sort_by_key(|c| std::cmp::Reverse((c.sent_at, c.id.clone())));
            return page("reports", all.into_iter().map(report).collect(), query);
        }
        let Some(c) = rest.first().and_then(|id| self.campaigns.iter().find(|c| c.id == *id)) else { return not_found() };
        let who = |email: &str| json!({ "campaign_id": c.id, "list_id": c.list, "list_is_active": true, "email_id": hash(email), "email_address": email });
        let with = |email: &str, name: &str, value: Value| {
            let mut v = who(email);
            v[name] = value;
            v
        };
        match rest.get(1).copied() {
            None => Reply::json(200, &report(c)),
            Some("email-activity") => {
                let since = get("since").and_then(|v| chrono::DateTime::parse_from_rfc3339(v).ok()).map(|t| t.timestamp());
                let rows = c.recipients.iter().filter_map(|r| {
                    let of = r.activity.iter().filter(|(_, t, _)| since.is_none_or(|s| *t > s));
                    let rows: Vec<Value> = of.map(|(what, t, more)| activity(what, *t, more)).collect();
                    // Everybody it was sent to; with `since` only those who did something.
                    (since.is_none() || !rows.is_empty()).then(|| with(&r.email, "activity", Value::Array(rows)))
                });
                page("emails", rows.collect(), query)
            }
            Some("unsubscribed") => {
                page("unsubscribes", c.unsubscribed.iter().map(|(e, t)| with(e, "timestamp", json!(moment(*t)))).collect(), query)
            }
            Some("abuse-reports") => {
                let rows: Vec<Value> = c.complaints.iter().map(|(e, t)| with(e, "date", json!(moment(*t)))).collect();
                Reply::json(200, &json!({ "campaign_id": c.id, "total_items": rows.len(), "abuse_reports": rows }))
            }
            Some(_) => not_found(),
        }
    }
}

fn activity(what: &str, t: i64, more: &str) -> Value {
    let mut v = json!({ "action": what, "timestamp": moment(t), "ip": "203.0.113.7" });
    match what {
        "click" => v["url"] = json!(more),
        "bounce" => v["type"] = json!(more),
        _ => {}
    }
    v
}

fn report(c: &Campaign) -> Value {
    let all =
        |what: &str| c.recipients.iter().flat_map(|r| r.activity.iter()).filter(move |a| a.0 == what).map(|a| a.1).collect::<Vec<_>>();
    let (opens, clicks) = (all("open"), all("click"));
    let last = |t: &[i64]| t.iter().max().map_or_else(String::new, |t| moment(*t));
    let bounces = |kind: &str| c.recipients.iter().flat_map(|r| r.activity.iter()).filter(|a| a.0 == "bounce" && a.2 == kind).count();
    json!({
        "id": c.id, "campaign_title": c.title, "subject_line": c.title, "type": c.kind, "list_id": c.list, "emails_sent": c.recipients.len(),
        "abuse_reports": c.complaints.len(), "unsubscribed": c.unsubscribed.len(), "send_time": moment(c.sent_at),
        "bounces": { "hard_bounces": bounces("hard"), "soft_bounces": bounces("soft"), "syntax_errors": 0 },
        "opens": { "opens_total": opens.len(), "unique_opens": opens.len(), "open_rate": 0.1, "last_open": last(&opens) },
        "clicks": { "clicks_total": clicks.len(), "unique_clicks": clicks.len(), "click_rate": 0.1, "last_click": last(&clicks) },
    })
}

/// As asked; else in no order that means anything.
pub(super) fn sort(members: &mut [&Member], query: &[(String, String)]) {
    let get = |k: &str| query.iter().find(|(n, _)| n == k).map(|(_, v)| v.as_str());
    match get("sort_field") {
        Some("last_changed") => members.sort_by_key(|m| m.last_changed),
        Some("timestamp_signup") => members.sort_by_key(|m| m.signup),
        Some("timestamp_opt") => members.sort_by_key(|m| m.opt),
        _ => {}
    }
    if get("sort_dir") == Some("DESC") {
        members.reverse();
    }
}
