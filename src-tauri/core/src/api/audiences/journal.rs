//! Dry runs and pushes as they are shown: the sums, the people behind each of them, and the history.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use specta::Type;

use super::App;
use crate::audiences::mailchimp;
use crate::audiences::member::{Action, After, Before, has_tag, same, shown};
use crate::audiences::plan::{Plan, kept, sentence};
use crate::audiences::there::Audience;
use crate::audiences::undo::changed_since;
use crate::store::Reader;
use crate::store::journal::{PushCount, PushMemberRow};
use crate::types::{Error, PersonId, Result, Timestamp};

/// A dry run, or a push and what came of it.
#[derive(Debug, Clone, Serialize, Type)]
pub struct PushDetail {
    pub id: i64,
    /// `planned` (a dry run), `running` (or interrupted), `done`, `cancelled` or `failed`.
    pub state: String,
    pub started_at: Timestamp,
    pub finished_at: Option<Timestamp>,
    /// Why it stopped, when it did not end well.
    pub message: Option<String>,
    /// What the group of people is called.
    pub group: String,
    pub account: String,
    pub audience: Audience,
    pub tags: Vec<String>,
    /// These tags and merge fields are made there first.
    pub new_tags: Vec<String>,
    pub new_fields: Vec<String>,
    pub fields: Vec<String>,
    /// The platform's kind and name.
    pub target: String,
    pub target_name: String,
    /// The push that this one takes back, and the one that took this one back.
    pub undoes: Option<i64>,
    pub undone_by: Option<i64>,
    pub add: i64,
    pub update: i64,
    /// People who only get the tag.
    pub tag_only: i64,
    /// In an undo: fields as they were, only a tag taken off, taken out.
    pub restore: i64,
    pub untag: i64,
    pub remove: i64,
    pub unchanged: i64,
    pub blocked: i64,
    /// Refused by Mailchimp one by one.
    pub failed: i64,
    /// Not sent yet.
    pub left: i64,
    /// The blocked by reason, most first.
    pub blocked_by: Vec<BlockedGroup>,
}

#[derive(Debug, Clone, Serialize, Type)]
pub struct BlockedGroup {
    pub code: String,
    pub sentence: String,
    pub count: i64,
}

/// One line of the history.
#[derive(Debug, Clone, Serialize, Type)]
pub struct PushLine {
    pub id: i64,
    pub state: String,
    pub started_at: Timestamp,
    pub group: String,
    pub audience: String,
    pub added: i64,
    pub updated: i64,
    pub tagged: i64,
    pub blocked: i64,
    pub failed: i64,
    /// In an undo.
    pub restored: i64,
    pub removed: i64,
    pub undoes: Option<i64>,
    pub undone_by: Option<i64>,
    /// Above 0 it can be gone on with.
    pub left: i64,
}

/// Which people of a push.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Type)]
pub struct MemberFilter {
    pub action: Option<Action>,
    /// Only those whom Mailchimp refused.
    pub failed: bool,
}

#[derive(Debug, Clone, Serialize, Type)]
pub struct MembersPage {
    pub total: i64,
    pub rows: Vec<MemberRow>,
}

/// One person in a dry run or a push.
#[derive(Debug, Clone, Serialize, Type)]
pub struct MemberRow {
    pub person: PersonId,
    pub name: String,
    pub email: String,
    pub action: Action,
    /// Why they are left alone, or why Mailchimp refused them.
    pub reason: Option<String>,
    pub changes: Vec<FieldChange>,
    /// The tags that they get, or (in an undo) lose.
    pub tags: Vec<String>,
    /// Fields that an undo leaves, because somebody changed them there since.
    pub changed_since: Vec<String>,
    /// `planned`, `sending`, `done` or `failed`.
    pub state: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct FieldChange {
    pub tag: String,
    /// "" where nothing was set.
    pub before: String,
    pub after: String,
}

/// A page never holds more rows.
const MOST: u32 = 500;

pub fn detail(app: &App, id: i64) -> Result<PushDetail> {
    app.store().read(|r| {
        let row = r.push(id)?.ok_or_else(|| Error::not_found("This dry run does not exist any more. Make a new one."))?;
        let plan = Plan::read(&row.plan)?;
        let name = platform(&row.target);
        let counts = r.push_counts(id)?;
        let of = |action: Action| sum(&counts, |c| c.action == action.as_str() && c.state != "failed");
        let mut blocked_by: BTreeMap<String, i64> = BTreeMap::new();
        for c in counts.iter().filter(|c| c.action == Action::Blocked.as_str()) {
            *blocked_by.entry(c.reason.clone().unwrap_or_default()).or_default() += c.count;
        }
        let mut blocked_by: Vec<BlockedGroup> =
            blocked_by.into_iter().map(|(code, count)| BlockedGroup { sentence: sentence(&code, name), code, count }).collect();
        blocked_by.sort_by_key(|b| std::cmp::Reverse(b.count));
        Ok(PushDetail {
            id,
            state: row.state,
            started_at: row.started_at,
            finished_at: row.finished_at,
            message: row.message,
            group: plan.group,
            account: plan.account.name,
            audience: plan.audience,
            tags: plan.tags,
            new_tags: plan.new_tags,
            new_fields: plan.new_fields.into_iter().map(|f| f.tag).collect(),
            fields: plan.fields.into_iter().map(|f| f.tag).collect(),
            target_name: name.to_owned(),
            target: row.target,
            undoes: row.undoes,
            undone_by: r.undone_by(id)?,
            add: of(Action::Add),
            update: of(Action::Update),
            tag_only: of(Action::Tag),
            restore: of(Action::Restore),
            untag: of(Action::Untag),
            remove: of(Action::Remove),
            unchanged: of(Action::Unchanged),
            blocked: of(Action::Blocked),
            failed: sum(&counts, |c| c.state == "failed"),
            left: left(&counts),
            blocked_by,
        })
    })
}

/// Newest first.
pub fn history(app: &App, limit: u32) -> Result<Vec<PushLine>> {
    app.store().read(|r| {
        r.pushes(limit)?
            .into_iter()
            .map(|row| {
                let plan = Plan::read(&row.plan)?;
                let counts = r.push_counts(row.id)?;
                let done = |action: Action| sum(&counts, |c| c.action == action.as_str() && c.state == "done");
                Ok(PushLine {
                    id: row.id,
                    state: row.state,
                    started_at: row.started_at,
                    group: plan.group,
                    audience: plan.audience.name,
                    added: done(Action::Add),
                    updated: done(Action::Update),
                    tagged: done(Action::Tag),
                    blocked: done(Action::Blocked),
                    failed: sum(&counts, |c| c.state == "failed"),
                    restored: done(Action::Restore) + done(Action::Untag),
                    removed: done(Action::Remove),
                    undoes: row.undoes,
                    undone_by: r.undone_by(row.id)?,
                    left: left(&counts),
                })
            })
            .collect()
    })
}

pub fn members(app: &App, id: i64, filter: &MemberFilter, offset: u32, limit: u32) -> Result<MembersPage> {
    app.store().read(|r| {
        let action = filter.action.map(Action::as_str);
        let counts = r.push_counts(id)?;
        let total = sum(&counts, |c| action.is_none_or(|a| c.action == a) && (!filter.failed || c.state == "failed"));
        let rows = r.push_members(id, action, filter.failed, offset, limit.min(MOST))?;
        let push = r.push(id)?;
        let name = push.as_ref().map_or(mailchimp::NAME, |p| platform(&p.target));
        Ok(MembersPage { total, rows: rows.into_iter().map(|row| member(r, name, row)).collect::<Result<_>>()? })
    })
}

/// Everybody as CSV, for a spreadsheet or a colleague.
pub fn report(app: &App, id: i64, path: &std::path::Path) -> Result<()> {
    let failed = |e: csv::Error| Error::new(crate::types::Code::File, format!("Could not write {}: {e}.", path.display()));
    let mut out = csv::Writer::from_path(path).map_err(failed)?;
    out.write_record(["action", "email", "name", "why", "field", "before", "after", "state"]).map_err(failed)?;
    let mut offset = 0;
    loop {
        let page = members(app, id, &MemberFilter::default(), offset, MOST)?;
        if page.rows.is_empty() {
            return out.flush().map_err(|e| Error::file("write", path, e));
        }
        for row in &page.rows {
            let why = row.reason.as_deref().unwrap_or_default();
            let none = [FieldChange { tag: String::new(), before: String::new(), after: String::new() }];
            for change in if row.changes.is_empty() { &none[..] } else { &row.changes } {
                let cells = [row.action.as_str(), &row.email, &row.name, why, &change.tag, &change.before, &change.after, &row.state];
                // A cell that a spreadsheet would take for a formula is made plain text.
                let safe = cells.map(|c| if c.starts_with(['=', '+', '-', '@', '\t']) { format!("'{c}") } else { c.to_owned() });
                out.write_record(&safe).map_err(failed)?;
            }
        }
        offset += MOST;
    }
}

fn member(r: &Reader<'_>, there: &str, row: PushMemberRow) -> Result<MemberRow> {
    let (before, after): (Before, After) = (kept(row.before.as_deref())?, kept(row.after.as_deref())?);
    let action = Action::parse(&row.action).unwrap_or(Action::Blocked);
    let person = r.person(row.person)?;
    let name = person.map(|p| [p.first_name, p.last_name].into_iter().flatten().collect::<Vec<_>>().join(" ")).unwrap_or_default();
    let touched = matches!(action, Action::Add | Action::Update | Action::Restore);
    let was = |tag: &String| before.fields.get(tag).map(shown).unwrap_or_default();
    let forward = after.fields.iter();
    let kept = changed_since(&before, &after);
    let back = after.withdrawal.iter().flat_map(|w| w.fields.iter().map(|(tag, r)| (tag, &r.was)));
    let changes = forward
        .chain(back.filter(|(tag, _)| !kept.contains(tag)))
        .filter(|(tag, v)| touched && !before.fields.get(*tag).is_some_and(|old| same(old, v)))
        .map(|(tag, v)| FieldChange { tag: tag.clone(), before: was(tag), after: shown(v) })
        .collect();
    let put = after.tags.iter().filter(|t| !has_tag(&before.tags, t));
    let taken = after.withdrawal.iter().flat_map(|w| w.tags.iter().filter(|t| has_tag(&before.tags, t)));
    let tags = if action.is_sent() { put.chain(taken).cloned().collect() } else { Vec::new() };
    let reason = row.error.or_else(|| row.reason.as_deref().map(|r| sentence(r, there)));
    Ok(MemberRow { person: row.person, name, email: row.email, action, reason, changes, tags, changed_since: kept, state: row.state })
}

/// The platform's name in sentences.
fn platform(target: &str) -> &str {
    if target == mailchimp::TARGET { mailchimp::NAME } else { target }
}

fn sum(counts: &[PushCount], which: impl Fn(&PushCount) -> bool) -> i64 {
    counts.iter().filter(|c| which(c)).map(|c| c.count).sum()
}

fn left(counts: &[PushCount]) -> i64 {
    sum(counts, |c| matches!(c.state.as_str(), "planned" | "sending"))
}
