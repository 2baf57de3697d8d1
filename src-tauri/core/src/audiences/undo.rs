//! The way back from a push: planned from its journal against what is there now, looked at like any dry run, and
//! carried out by `push`.
//!
//! Who was brought is taken out, fields and tags become what they were. What somebody changed there since is left as it
//! is, and so is whoever left, complained or bounced meanwhile. Mail that was already sent cannot be taken back, and
//! nobody is ever subscribed by an undo. Tags and fields that the push had made go when nobody has them any more.

use std::collections::HashSet;

use super::line::Line;
use super::member::{After, Before, Member, There, Withdrawal, has_tag, shown};
use super::plan::{self, Judge, Plan, Refused, kept};
use crate::people::consent::TheirStatus;
use crate::people::consents::Consents;
use crate::store::Store;
use crate::types::{Error, Progress, Result, Timestamp};

/// Makes the dry run of the undo; answers its number in the journal.
///
/// # Errors
/// `BadInput` when there is nothing to take back: nothing was sent, it was taken back already, or it is an undo itself.
pub fn make(store: &Store, line: &dyn Line, progress: &Progress, now: Timestamp, id: i64) -> Result<i64> {
    let row = store.read(|r| r.push(id))?.ok_or_else(|| Error::not_found("This export does not exist (any more)."))?;
    let old = Plan::read(&row.plan)?;
    if row.state == "planned" || row.target != line.kind() {
        return Err(Error::bad_input("Nothing of this export was sent: there is nothing to take back."));
    }
    if old.undoes.is_some() {
        return Err(Error::bad_input("This is an undo itself. To send it again, make a new export."));
    }
    if store.read(|r| r.undone_by(id))?.is_some() {
        return Err(Error::bad_input("This export was taken back already."));
    }
    if !line.can().undo {
        return Err(Error::bad_input(format!("What was sent to {} cannot be taken back.", line.name())));
    }
    progress.tick("Reading the audience", 0, None)?;
    let gone = || Error::not_found(format!("{} does not have the audience “{}” any more.", line.name(), old.audience.name));
    let audience = line.audiences(progress)?.into_iter().find(|a| a.id == old.audience.id).ok_or_else(gone)?;
    let there = There::new(line.members(progress, &audience.id, None)?.0);
    let plan = Plan {
        version: plan::VERSION,
        audience,
        new_fields: Vec::new(),
        new_tags: Vec::new(),
        required: Vec::new(),
        undoes: Some(id),
        ..old
    };
    let consents = Consents::read(store, now)?;
    let refused = Refused::read(store, line.kind(), &plan.audience.id)?;
    let judge = Judge { consents: &consents, refused: &refused, plan: &plan };
    let mut rows = Vec::new();
    store.read(|r| {
        r.each_sent(id, |sent| {
            let before: Before = kept(sent.before.as_deref())?;
            let after: After = kept(sent.after.as_deref())?;
            if sent.state == "sending" && !after.arrived(&before, there.get(&sent.email)) {
                return Ok(());
            }
            let after = After { withdrawal: Some(Withdrawal::of(&before, &after)), ..After::default() };
            let member = there.get(&sent.email);
            let verdict = judge.of(sent.person, member, &after, false);
            rows.push(plan::row(sent.person, sent.email, &verdict, member, &after)?);
            Ok(())
        })
    })?;
    plan::keep(store, line.kind(), &plan, &rows, now)
}

/// Fields that an undo of this member leaves, because somebody changed them since.
pub fn changed_since(before: &Before, after: &After) -> Vec<String> {
    let Some(w) = &after.withdrawal else { return Vec::new() };
    let now = |tag: &String| before.fields.get(tag).map(shown).unwrap_or_default();
    w.fields.iter().filter(|(tag, r)| now(tag) != shown(&r.ours) && now(tag) != shown(&r.was)).map(|(tag, _)| tag.clone()).collect()
}

/// Takes away the tags and fields that the undone push had made, where nobody has anything of them any more.
pub(super) fn clean_up(store: &Store, line: &dyn Line, p: &Progress, list: &str, undone: i64) -> Result<()> {
    let Some(row) = store.read(|r| r.push(undone))? else { return Ok(()) };
    let old = Plan::read(&row.plan)?;
    if old.new_tags.is_empty() && old.new_fields.is_empty() {
        return Ok(());
    }
    let (members, _) = line.members(p, list, None)?;
    // What archived people hold was brought by us with them.
    let members: Vec<Member> = members.into_iter().filter(|m| m.status != TheirStatus::Archived).collect();
    let used: HashSet<&str> =
        members.iter().flat_map(|m| m.fields.iter().filter(|(_, v)| !shown(v).is_empty()).map(|(k, _)| k.as_str())).collect();
    for tag in old.new_tags.iter().filter(|t| !members.iter().any(|m| has_tag(&m.tags, t))) {
        if let Some(tag) = line.find_tag(p, list, tag)? {
            line.drop_tag(p, list, &tag)?;
        }
    }
    let theirs = line.merge_fields(p, list)?;
    for field in old.new_fields.iter().filter(|f| !used.contains(f.tag.as_str()) && theirs.iter().any(|t| t.tag == f.tag)) {
        line.drop_field(p, list, &field.tag)?;
    }
    Ok(())
}
