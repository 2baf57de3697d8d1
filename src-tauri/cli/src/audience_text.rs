//! How dry runs and pushes read in the terminal.

use regulars_core::api::audiences::{MemberRow, PushDetail, PushLine};
use regulars_core::audiences::member::Action;
use regulars_core::audiences::push::Outcome;
use regulars_core::audiences::there::Audience;

use crate::out::table;

pub fn lists(all: &[Audience]) -> String {
    let rows: Vec<Vec<String>> = all
        .iter()
        .map(|a| vec![a.id.clone(), a.name.clone(), a.members.to_string(), if a.double_opt_in { "yes" } else { "no" }.to_owned()])
        .collect();
    table(&["id", "name", "subscribed", "asks to confirm"], &rows)
}

pub fn detail(d: &PushDetail) -> String {
    let what = d.undoes.map_or_else(String::new, |n| format!("Taking back push {n}: "));
    let mut out = format!("{what}{} → “{}” ({}), {}\n", d.group, d.audience.name, d.account, state(&d.state));
    let forward = [("add", d.add), ("update", d.update), ("tag only", d.tag_only)];
    let back = [("restore", d.restore), ("untag only", d.untag), ("take out", d.remove)];
    let rows = if d.undoes.is_some() { back } else { forward };
    for (name, n) in rows.into_iter().chain([("unchanged", d.unchanged), ("blocked", d.blocked)]) {
        out.push_str(&format!("\n  {name:<10} {n:>7}"));
    }
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
    first.extend(d.new_tags.iter().map(|t| format!("the tag “{t}”")));
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

pub fn member(m: &MemberRow) -> Vec<String> {
    let mut what: Vec<String> = m
        .changes
        .iter()
        .map(|c| if c.before.is_empty() { format!("{}: {}", c.tag, c.after) } else { format!("{}: {} → {}", c.tag, c.before, c.after) })
        .collect();
    let sign = if matches!(m.action, Action::Restore | Action::Untag) { "−" } else { "+" };
    what.extend(m.tags.iter().map(|t| format!("{sign} tag {t}")));
    what.extend(m.changed_since.iter().map(|f| format!("{f} was changed there since and stays")));
    what.extend(m.reason.clone());
    vec![verb(m.action, m.state == "failed").to_owned(), m.email.clone(), m.name.clone(), what.join(", ")]
}

fn verb(action: Action, failed: bool) -> &'static str {
    match action {
        _ if failed => "refused",
        Action::Add => "add",
        Action::Update => "update",
        Action::Tag => "tag",
        Action::Restore => "restore",
        Action::Untag => "untag",
        Action::Remove => "take out",
        Action::Unchanged => "unchanged",
        Action::Blocked => "blocked",
    }
}

pub fn outcome(o: &Outcome) -> String {
    let rest = format!("{} unchanged, {} blocked, {} refused by Mailchimp.", o.unchanged, o.blocked, o.failed);
    if o.restored + o.untagged + o.removed > 0 {
        return format!("Taken back: {} restored, {} untagged, {} taken out. {rest}", o.restored, o.untagged, o.removed);
    }
    format!("Sent: {} added, {} updated, {} tagged. {rest}", o.added, o.updated, o.tagged)
}

pub fn history(all: &[PushLine]) -> String {
    if all.is_empty() {
        return "Nothing was pushed yet.".to_owned();
    }
    let row = |p: &PushLine| {
        let when = p.started_at.to_rfc3339();
        let numbers = [p.added, p.updated, p.tagged, p.blocked, p.failed, p.left].map(|n| n.to_string());
        let state = match (p.undoes, p.undone_by) {
            (Some(n), _) => format!("takes back {n}, {}", state(&p.state)),
            (None, Some(n)) => format!("taken back by {n}"),
            (None, None) => state(&p.state).to_owned(),
        };
        [vec![p.id.to_string(), when, p.group.clone(), p.audience.clone(), state], numbers.to_vec()].concat()
    };
    let heads = ["push", "begun", "whom", "audience", "state", "added", "updated", "tagged", "blocked", "refused", "left"];
    table(&heads, &all.iter().map(row).collect::<Vec<_>>())
}
