//! How dry runs and pushes read in the terminal.

use regulars_core::api::audiences::{MemberRow, PushDetail, PushLine};
use regulars_core::audiences::mailchimp::lists::Audience;
use regulars_core::audiences::member::Action;
use regulars_core::audiences::push::Outcome;

use crate::out::table;

pub fn lists(all: &[Audience]) -> String {
    let rows: Vec<Vec<String>> = all
        .iter()
        .map(|a| vec![a.id.clone(), a.name.clone(), a.members.to_string(), if a.double_opt_in { "yes" } else { "no" }.to_owned()])
        .collect();
    table(&["id", "name", "subscribed", "asks to confirm"], &rows)
}

pub fn detail(d: &PushDetail) -> String {
    let mut out = format!(
        "{} → “{}” ({}), {}\n\n  add        {:>7}\n  update     {:>7}\n  tag only   {:>7}\n  unchanged  {:>7}\n  blocked    {:>7}",
        d.group,
        d.audience.name,
        d.account,
        state(&d.state),
        d.add,
        d.update,
        d.tag_only,
        d.unchanged,
        d.blocked
    );
    for b in &d.blocked_by {
        out.push_str(&format!("\n    {:>7}  {}", b.count, b.sentence));
    }
    if d.failed > 0 {
        out.push_str(&format!("\n  refused    {:>7}", d.failed));
    }
    if d.state != "planned" && d.left > 0 {
        out.push_str(&format!("\n  not sent   {:>7}", d.left));
    }
    if let Some(m) = &d.message {
        out.push_str(&format!("\n\n{m}"));
    }
    let mut first = d.new_fields.iter().map(|f| format!("the field {f}")).collect::<Vec<_>>();
    first.extend(d.tag.iter().filter(|_| d.new_tag).map(|t| format!("the tag “{t}”")));
    if !first.is_empty() && d.state == "planned" {
        out.push_str(&format!("\n\nMade there first: {}.", first.join(", ")));
    }
    if d.audience.double_opt_in && d.add > 0 && d.state == "planned" {
        out.push_str("\n\nThis audience asks new people to confirm: Mailchimp will send each of them a mail.");
    }
    out
}

fn state(state: &str) -> &str {
    match state {
        "planned" => "a dry run: nothing was changed",
        "running" => "under way, or interrupted",
        "done" => "sent",
        "cancelled" => "stopped",
        _ => "interrupted",
    }
}

pub fn member(m: &MemberRow, tag: Option<&str>) -> Vec<String> {
    let mut what: Vec<String> = m
        .changes
        .iter()
        .map(|c| if c.before.is_empty() { format!("{}: {}", c.tag, c.after) } else { format!("{}: {} → {}", c.tag, c.before, c.after) })
        .collect();
    what.extend(tag.filter(|_| m.tagged).map(|t| format!("+ tag {t}")));
    what.extend(m.reason.clone());
    vec![verb(m.action, m.state == "failed").to_owned(), m.email.clone(), m.name.clone(), what.join(", ")]
}

fn verb(action: Action, failed: bool) -> &'static str {
    match action {
        _ if failed => "refused",
        Action::Add => "add",
        Action::Update => "update",
        Action::Tag => "tag",
        Action::Unchanged => "unchanged",
        Action::Blocked => "blocked",
    }
}

pub fn outcome(o: &Outcome) -> String {
    format!(
        "Sent: {} added, {} updated, {} tagged. {} unchanged, {} blocked, {} refused by Mailchimp.",
        o.added, o.updated, o.tagged, o.unchanged, o.blocked, o.failed
    )
}

pub fn history(all: &[PushLine]) -> String {
    if all.is_empty() {
        return "Nothing was pushed yet.".to_owned();
    }
    let row = |p: &PushLine| {
        let when = p.started_at.to_rfc3339();
        let numbers = [p.added, p.updated, p.tagged, p.blocked, p.failed, p.left].map(|n| n.to_string());
        [vec![p.id.to_string(), when, p.group.clone(), p.audience.clone(), state(&p.state).to_owned()], numbers.to_vec()].concat()
    };
    let heads = ["push", "begun", "whom", "audience", "state", "added", "updated", "tagged", "blocked", "refused", "left"];
    table(&heads, &all.iter().map(row).collect::<Vec<_>>())
}
