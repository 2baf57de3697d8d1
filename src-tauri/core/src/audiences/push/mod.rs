//! Carrying a fixed plan out, batch by batch, so that its effect happens exactly once.
//!
//! Before each wave of batches it reads who changed there and what the ledger says now, and asks the door again:
//! somebody who said no since the dry run is not touched. A wave is marked `sending` before it goes and `done` after,
//! each in one transaction; a kill in between leaves `sending`, and the next attempt compares with what is there before
//! it sends anything. Every step is one that can be taken twice without harm. Start with `carry_out`; `batch.rs` sorts
//! a wave, `send.rs` sends it over several connections.

mod batch;
mod send;

use std::time::Duration;

use chrono::{DateTime, Utc};
use serde::Serialize;
use specta::Type;

use super::line::Line;
use super::member::{Action, There};
use super::plan::{Plan, Refused};
use super::there::{Tag, Welcome};
use super::undo;
use crate::host::sleep::wait;
use crate::people::consents::Consents;
use crate::store::ingest::normal_email;
use crate::store::journal::PushMemberRow;
use crate::store::{Area, Store};
use crate::types::{Clock, Code, Error, Progress, Result};

/// What a push came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Type)]
pub struct Outcome {
    pub added: i64,
    pub updated: i64,
    pub tagged: i64,
    /// Only in an undo: fields as they were, tags taken off, people taken out.
    pub restored: i64,
    pub untagged: i64,
    pub removed: i64,
    pub unchanged: i64,
    pub blocked: i64,
    pub failed: i64,
}

/// How often a wave is tried when the line breaks or the platform is overloaded.
const TRIES: u64 = 4;

/// Sends what is left of the push. Can be called again after a crash, a stop or a broken line.
///
/// # Errors
/// `Cancelled` when it was stopped, `Network` / `Busy` when it had to give up for now; both can go on later.
pub fn carry_out(store: &Store, line: &dyn Line, clock: &dyn Clock, progress: &Progress, id: i64) -> Result<Outcome> {
    let row = store.read(|r| r.push(id))?.ok_or_else(|| Error::not_found("This preview does not exist any more. Make a new one."))?;
    if row.state == "done" {
        return outcome(store, id);
    }
    let plan = Plan::read(&row.plan)?;
    if store.read(|r| r.undone_by(id))?.is_some() {
        return Err(Error::bad_input("This export was taken back. Make a new one instead."));
    }
    if let Some(undone) = row.undoes
        && store.read(|r| r.undone_by(undone))?.is_some_and(|by| by != id)
    {
        return Err(Error::bad_input("This export was taken back already."));
    }
    store.write(Area::House, |w| w.set_push_state(id, "running", None, None))?;
    let result = Work::new(store, line, clock, progress, id, plan).and_then(Work::run);
    let now = clock.now();
    store.write(Area::House, |w| match &result {
        Ok(o) => {
            w.set_push_state(id, "done", None, Some(now))?;
            w.audit("audience push", &format!("push {id}: {}", o.figures()), now)
        }
        Err(e) => {
            let state = if e.code == Code::Cancelled { "cancelled" } else { "failed" };
            w.set_push_state(id, state, Some(&e.message), Some(now))
        }
    })?;
    result
}

impl Outcome {
    /// The figures that are not nought, in words for the audit log.
    fn figures(&self) -> String {
        let all = [
            ("added", self.added),
            ("updated", self.updated),
            ("tagged", self.tagged),
            ("restored", self.restored),
            ("untagged", self.untagged),
            ("removed", self.removed),
            ("unchanged", self.unchanged),
            ("blocked", self.blocked),
            ("failed", self.failed),
        ];
        let told: Vec<String> = all.iter().filter(|(_, n)| *n > 0).map(|(name, n)| format!("{name} {n}")).collect();
        if told.is_empty() { "nobody".to_owned() } else { told.join(", ") }
    }
}

/// The journal's sums.
pub fn outcome(store: &Store, id: i64) -> Result<Outcome> {
    let mut out = Outcome::default();
    for c in store.read(|r| r.push_counts(id))? {
        let slot = match (Action::parse(&c.action), c.state.as_str()) {
            (_, "failed") => &mut out.failed,
            (Some(Action::Blocked), _) => &mut out.blocked,
            (Some(Action::Unchanged), _) => &mut out.unchanged,
            (Some(Action::Add), "done") => &mut out.added,
            (Some(Action::Update), "done") => &mut out.updated,
            (Some(Action::Tag), "done") => &mut out.tagged,
            (Some(Action::Restore), "done") => &mut out.restored,
            (Some(Action::Untag), "done") => &mut out.untagged,
            (Some(Action::Remove), "done") => &mut out.removed,
            _ => continue,
        };
        *slot += c.count;
    }
    Ok(out)
}

struct Work<'a> {
    store: &'a Store,
    line: &'a dyn Line,
    clock: &'a dyn Clock,
    progress: &'a Progress,
    id: i64,
    plan: Plan,
    /// The plan's tags as they are there.
    tags: Vec<Tag>,
    welcome: Welcome,
    there: There,
    /// The server's clock at the last look at its members.
    looked: Option<DateTime<Utc>>,
    consents: Consents,
    refused: Refused,
    done: u64,
    total: u64,
}

impl<'a> Work<'a> {
    fn new(store: &'a Store, line: &'a dyn Line, clock: &'a dyn Clock, progress: &'a Progress, id: i64, plan: Plan) -> Result<Self> {
        let counts = store.read(|r| r.push_counts(id))?;
        let sent = counts.iter().filter(|c| Action::parse(&c.action).is_some_and(Action::is_sent));
        let (mut done, mut left) = (0, 0);
        for c in sent {
            let slot = if matches!(c.state.as_str(), "planned" | "sending") { &mut left } else { &mut done };
            *slot += c.count.unsigned_abs();
        }
        let consents = Consents::read(store, clock.now())?;
        let refused = Refused::read(store, line.kind(), &plan.audience.id)?;
        Ok(Self {
            store,
            line,
            clock,
            progress,
            id,
            plan,
            tags: Vec::new(),
            welcome: Welcome::Confirm,
            there: There::default(),
            looked: None,
            consents,
            refused,
            done,
            total: done + left,
        })
    }

    fn run(mut self) -> Result<Outcome> {
        if self.done < self.total {
            self.progress.tick("preparing the audience", self.done, Some(self.total))?;
            self.prepare()?;
        }
        loop {
            self.progress.tick("in batches", self.done, Some(self.total))?;
            let mut tries = 0;
            let sent = loop {
                match self.wave() {
                    Err(e) if matches!(e.code, Code::Network | Code::Busy) && tries + 1 < TRIES => {
                        // Whether it arrived is not known: the next try looks there first.
                        tries += 1;
                        wait(self.line.sleeper(), self.progress, Duration::from_secs(2u64 << tries))?;
                    }
                    other => break other?,
                }
            };
            if sent == 0 {
                if let Some(undone) = self.plan.undoes {
                    undo::clean_up(self.store, self.line, self.progress, &self.plan.audience.id, undone)?;
                }
                return outcome(self.store, self.id);
            }
            self.done += sent;
        }
    }

    /// Makes the fields and the tags that the plan needs and that are not there (any more).
    fn prepare(&mut self) -> Result<()> {
        let (list, p) = (self.plan.audience.id.clone(), self.progress);
        let audience = self.line.audiences(p)?.into_iter().find(|a| a.id == list);
        let audience = audience.ok_or_else(|| {
            Error::not_found(format!("{} does not have the audience “{}” any more.", self.line.name(), self.plan.audience.name))
        })?;
        self.welcome = if audience.double_opt_in { Welcome::Confirm } else { Welcome::Subscribed };
        let back = self.plan.undoes.is_some();
        if !back {
            let theirs = self.line.merge_fields(p, &list)?;
            for field in super::fields::check(&self.plan.fields, &theirs)? {
                self.line.make_field(p, &list, &field)?;
            }
        }
        for tag in self.plan.tags.clone() {
            match self.line.find_tag(p, &list, &tag)? {
                Some(tag) => self.tags.push(tag),
                None if back => {}
                None => self.tags.push(self.line.make_tag(p, &list, &tag)?),
            }
        }
        Ok(())
    }

    /// The next batches, as many as the platform takes at once; answers how many people it finished.
    fn wave(&mut self) -> Result<u64> {
        let limits = self.line.limits();
        let limit = u32::try_from(limits.batch.saturating_mul(limits.connections)).unwrap_or(u32::MAX);
        let todo = self.store.read(|r| r.push_todo(self.id, limit))?;
        if todo.is_empty() {
            return Ok(0);
        }
        let count = todo.len() as u64;
        self.look()?;
        let mut batch = self.sort(todo)?;
        let mut rows = std::mem::take(&mut batch.rows);
        self.note(&rows)?;
        let refusals = self.send(batch)?;
        for row in rows.iter_mut().filter(|r| r.state == "sending") {
            match refusals.get(&normal_email(&row.email)) {
                Some(refusal) => {
                    row.state = "failed".to_owned();
                    row.reason = refusal.reason.map(|r| r.as_str().to_owned());
                    row.error = Some(refusal.sentence.clone());
                }
                None => row.state = "done".to_owned(),
            }
        }
        self.note(&rows)?;
        Ok(count)
    }

    /// What is news there and here since the last look.
    fn look(&mut self) -> Result<()> {
        // A few seconds of overlap: the server's clock and its index are not one.
        let since = self.looked.map(|t| t - chrono::Duration::seconds(5));
        let (members, now) = self.line.members(self.progress, &self.plan.audience.id, since)?;
        if since.is_none() {
            self.there = There::new(members);
        } else {
            self.there.learn(members);
        }
        self.looked = now;
        self.consents.refresh(self.store, self.clock.now())
    }

    fn note(&self, rows: &[PushMemberRow]) -> Result<()> {
        self.store.write(Area::House, |w| rows.iter().try_for_each(|row| w.put_push_member(self.id, row)))
    }
}
