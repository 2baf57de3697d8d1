//! Carrying a fixed plan out, batch by batch, so that its effect happens exactly once.
//!
//! Before each batch it reads who changed there and what the ledger says now, and asks the door again: somebody who
//! said no since the dry run is not touched. A batch is marked `sending` before it goes and `done` after, each in one
//! transaction; a kill in between leaves `sending`, and the next attempt compares with what is there before it sends
//! anything. Every step is one that can be taken twice without harm. Start with `carry_out`.

use std::collections::HashMap;
use std::time::Duration;

use chrono::{DateTime, Utc};
use serde::Serialize;
use specta::Type;

use super::mailchimp::Client;
use super::mailchimp::members::{BATCH, Fields, Refusal, Welcome};
use super::member::{Action, After, Before, There};
use super::plan::{Blocked, Plan, Refused, Verdict, json, judge};
use crate::host::sleep::wait;
use crate::people::consent::{Cleared, Door, Known, New, Pass, Reason};
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
    pub unchanged: i64,
    pub blocked: i64,
    pub failed: i64,
}

/// How often a batch is tried when the line breaks or Mailchimp is overloaded.
const TRIES: u64 = 4;

/// Sends what is left of the push. Can be called again after a crash, a stop or a broken line.
///
/// # Errors
/// `Cancelled` when it was stopped, `Network` / `Busy` when it had to give up for now; both can go on later.
pub fn carry_out(store: &Store, client: &Client, clock: &dyn Clock, progress: &Progress, id: i64) -> Result<Outcome> {
    let row = store.read(|r| r.push(id))?.ok_or_else(|| Error::not_found("This preview does not exist any more. Make a new one."))?;
    if row.state == "done" {
        return outcome(store, id);
    }
    let plan: Plan =
        serde_json::from_str(&row.plan).map_err(|e| Error::internal("This plan cannot be read any more. Make a new one.").caused_by(e))?;
    store.write(Area::House, |w| w.set_push_state(id, "running", None, None))?;
    let result = Work::new(store, client, clock, progress, id, plan).and_then(Work::run);
    let now = clock.now();
    store.write(Area::House, |w| match &result {
        Ok(o) => {
            w.set_push_state(id, "done", None, Some(now))?;
            let Outcome { added, updated, tagged, unchanged, blocked, failed } = o;
            w.audit(
                "audience push",
                &format!("push {id}: added {added}, updated {updated}, tagged {tagged}, unchanged {unchanged}, blocked {blocked}, failed {failed}"),
                now,
            )
        }
        Err(e) => {
            let state = if e.code == Code::Cancelled { "cancelled" } else { "failed" };
            w.set_push_state(id, state, Some(&e.message), Some(now))
        }
    })?;
    result
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
            _ => continue,
        };
        *slot += c.count;
    }
    Ok(out)
}

struct Work<'a> {
    store: &'a Store,
    client: &'a Client,
    clock: &'a dyn Clock,
    progress: &'a Progress,
    id: i64,
    plan: Plan,
    /// The tag's id there.
    tag: Option<i64>,
    welcome: Welcome,
    there: There,
    /// The server's clock at the last look at its members.
    looked: Option<DateTime<Utc>>,
    consents: Consents,
    refused: Refused,
    done: u64,
    total: u64,
}

/// One batch, sorted by what has to be done, with everybody through the door.
#[derive(Default)]
struct Batch {
    rows: Vec<PushMemberRow>,
    /// They bring their tag along.
    add: Vec<(Cleared<New>, Fields)>,
    update: Vec<Change>,
    /// Those who need the tag alone.
    tag: Vec<Cleared<Known>>,
}

/// Somebody known there whose fields change, and who may need the tag too.
struct Change {
    who: (Cleared<Known>, Fields),
    tag: bool,
}

impl<'a> Work<'a> {
    fn new(store: &'a Store, client: &'a Client, clock: &'a dyn Clock, progress: &'a Progress, id: i64, plan: Plan) -> Result<Self> {
        let counts = store.read(|r| r.push_counts(id))?;
        let sum = |f: &dyn Fn(&str) -> bool| counts.iter().filter(|c| f(&c.state)).map(|c| c.count.unsigned_abs()).sum::<u64>();
        let active = |a: &str| matches!(Action::parse(a), Some(Action::Add | Action::Update | Action::Tag));
        let left = sum(&|s| matches!(s, "planned" | "sending"));
        let done: u64 = counts
            .iter()
            .filter(|c| active(&c.action) && matches!(c.state.as_str(), "done" | "failed"))
            .map(|c| c.count.unsigned_abs())
            .sum();
        let consents = Consents::read(store, clock.now())?;
        let refused = Refused::read(store, &plan.audience.id)?;
        Ok(Self {
            store,
            client,
            clock,
            progress,
            id,
            plan,
            tag: None,
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
                match self.batch() {
                    Err(e) if matches!(e.code, Code::Network | Code::Busy) && tries + 1 < TRIES => {
                        // Whether it arrived is not known: the next try looks there first.
                        tries += 1;
                        wait(self.client.sleeper(), self.progress, Duration::from_secs(2u64 << tries))?;
                    }
                    other => break other?,
                }
            };
            if sent == 0 {
                return outcome(self.store, self.id);
            }
            self.done += sent;
        }
    }

    /// Makes the fields and the tag that the plan needs and that are not there (any more).
    fn prepare(&mut self) -> Result<()> {
        let (list, p) = (self.plan.audience.id.clone(), self.progress);
        let audience = self.client.audiences(p)?.into_iter().find(|a| a.id == list);
        let audience = audience
            .ok_or_else(|| Error::not_found(format!("Mailchimp does not have the audience “{}” any more.", self.plan.audience.name)))?;
        self.welcome = if audience.double_opt_in { Welcome::Confirm } else { Welcome::Subscribed };
        let theirs = self.client.merge_fields(p, &list)?;
        for field in super::fields::check(&self.plan.fields, &theirs)? {
            self.client.create_merge_field(p, &list, &field)?;
        }
        if let Some(tag) = self.plan.tag.clone() {
            self.tag = Some(match self.client.tag_id(p, &list, &tag)? {
                Some(id) => id,
                None => self.client.create_tag(p, &list, &tag)?,
            });
        }
        Ok(())
    }

    /// The next batch; answers how many members it finished.
    fn batch(&mut self) -> Result<u64> {
        let limit = u32::try_from(BATCH).unwrap_or(u32::MAX);
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
        let (members, now) = self.client.members(self.progress, &self.plan.audience.id, since)?;
        if since.is_none() {
            self.there = There::new(members);
        } else {
            self.there.learn(members);
        }
        self.looked = now;
        self.consents.refresh(self.store, self.clock.now())
    }

    fn sort(&self, todo: Vec<PushMemberRow>) -> Result<Batch> {
        let mut batch = Batch::default();
        for mut row in todo {
            let after: After = parse(row.after.as_deref())?;
            let before: Before = parse(row.before.as_deref())?;
            let member = self.there.get(&row.email);
            let email = self.consents.email(row.person).map(normal_email);
            if email.as_ref().is_some_and(|e| *e != normal_email(&row.email)) {
                row.state = "failed".to_owned();
                row.error = Some("Their address changed since the dry run. Make a new one for them.".to_owned());
                batch.rows.push(row);
                continue;
            }
            // `sending`: an earlier attempt may have done it already; what it found before stays the memory.
            if row.state != "sending" {
                row.before = Some(json(&after.remember(member))?);
            }
            match judge(&self.consents, &self.refused, &self.plan, row.person, member, &after, false) {
                // New people of a double opt-in wait for their confirmation: that is what an earlier attempt did.
                Verdict::Blocked(Blocked::ByTheDoor(Reason::PendingThere)) if row.state == "sending" && before.status.is_none() => {
                    row.state = "done".to_owned();
                }
                Verdict::Blocked(why) => {
                    row.action = Action::Blocked.as_str().to_owned();
                    row.reason = Some(why.code());
                    row.state = "done".to_owned();
                }
                Verdict::Go(action, door) => {
                    if row.state != "sending" {
                        row.action = action.as_str().to_owned();
                    }
                    row.state = if action == Action::Unchanged { "done" } else { "sending" }.to_owned();
                    match door {
                        Door::Newcomer(pass) => batch.add.push((pass, after.fields)),
                        Door::Member(pass) if action == Action::Update => {
                            batch.update.push(Change { who: (pass, after.changes(member)), tag: after.needs_tag(member) });
                        }
                        Door::Member(pass) if action == Action::Tag => batch.tag.push(pass),
                        Door::Member(_) | Door::Closed(_) => {}
                    }
                }
            }
            batch.rows.push(row);
        }
        Ok(batch)
    }

    /// New people, then changes, then tags; answers who was refused, by lower-case address.
    fn send(&self, batch: Batch) -> Result<HashMap<String, Refusal>> {
        let (list, p) = (self.plan.audience.id.as_str(), self.progress);
        let mut refusals = self.client.subscribe(p, list, self.welcome, self.plan.tag.as_deref(), &batch.add)?;
        let mut tag: Vec<&Pass> = batch.tag.iter().map(Cleared::pass).collect();
        tag.extend(batch.update.iter().filter(|c| c.tag).map(|c| c.who.0.pass()));
        refusals.extend(self.client.update(p, list, batch.update.iter().map(|c| &c.who))?);
        if let Some(id) = self.tag {
            let refused = |pass: &Pass| refusals.iter().any(|r| r.email == normal_email(pass.email()));
            tag.retain(|pass| !refused(pass));
            let more = self.client.tag(p, list, id, &tag)?;
            refusals.extend(more);
        }
        Ok(refusals.into_iter().map(|r| (r.email.clone(), r)).collect())
    }

    fn note(&self, rows: &[PushMemberRow]) -> Result<()> {
        self.store.write(Area::House, |w| rows.iter().try_for_each(|row| w.put_push_member(self.id, row)))
    }
}

fn parse<T: serde::de::DeserializeOwned + Default>(text: Option<&str>) -> Result<T> {
    match text {
        Some(t) => serde_json::from_str(t).map_err(|e| Error::internal("The journal of this push cannot be read any more.").caused_by(e)),
        None => Ok(T::default()),
    }
}
