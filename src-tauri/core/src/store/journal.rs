//! The journal of exports (`push`, `push_member`) and the audit log. Filled by `audiences` and `people`.
//!
//! A push is `planned` (a preview that may be thrown away), `running` (also: interrupted), `done`, `cancelled` or
//! `failed`. A member is `planned`, `sending` (asked for, the answer not yet noted), `done` or `failed`.

use super::{Reader, Row, Writer};
use crate::types::{DocumentId, PersonId, Result, Timestamp};

#[derive(Debug, Clone, PartialEq)]
pub struct PushRow {
    pub id: i64,
    pub started_at: Timestamp,
    pub finished_at: Option<Timestamp>,
    pub state: String,
    /// The platform: `mailchimp`.
    pub target: String,
    /// The audience's id there.
    pub audience: String,
    /// JSON of the plan's own shape.
    pub plan: String,
    pub message: Option<String>,
    /// The push that this one takes back.
    pub undoes: Option<i64>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct PushMemberRow {
    pub person: PersonId,
    pub email: String,
    /// `add`, `update`, `tag`, `restore`, `untag`, `remove`, `unchanged` or `blocked`.
    pub action: String,
    pub reason: Option<String>,
    /// JSON: what the member was there.
    pub before: Option<String>,
    /// JSON: what they shall be.
    pub after: Option<String>,
    pub state: String,
    pub error: Option<String>,
}

/// How many members of a push are in one state of one action.
#[derive(Debug, Clone, PartialEq)]
pub struct PushCount {
    pub action: String,
    pub state: String,
    pub reason: Option<String>,
    pub count: i64,
}

const PUSH: &str = "id, started_at, finished_at, state, target, audience, plan, message, undoes";
/// Not an undo, and not undone.
const STANDS: &str = "undoes IS NULL AND NOT EXISTS (SELECT 1 FROM push u WHERE u.undoes = push.id AND u.state <> 'planned')";
const MEMBER: &str = "person_id, email, action, reason, before, after, state, error";

fn push_row(r: &Row<'_>) -> Result<PushRow> {
    Ok(PushRow {
        id: r.get(0)?,
        started_at: r.at(1)?,
        finished_at: r.maybe_at(2)?,
        state: r.get(3)?,
        target: r.get(4)?,
        audience: r.get(5)?,
        plan: r.get(6)?,
        message: r.get(7)?,
        undoes: r.get(8)?,
    })
}

fn member_row(r: &Row<'_>) -> Result<PushMemberRow> {
    Ok(PushMemberRow {
        person: r.person(0)?,
        email: r.get(1)?,
        action: r.get(2)?,
        reason: r.get(3)?,
        before: r.get(4)?,
        after: r.get(5)?,
        state: r.get(6)?,
        error: r.get(7)?,
    })
}

impl Reader<'_> {
    pub fn push(&self, id: i64) -> Result<Option<PushRow>> {
        self.first(&format!("SELECT {PUSH} FROM push WHERE id = ?1"), &[id.into()], push_row)
    }

    /// Those that were begun, newest first; previews are not among them.
    pub fn pushes(&self, limit: u32) -> Result<Vec<PushRow>> {
        self.rows(&format!("SELECT {PUSH} FROM push WHERE state <> 'planned' ORDER BY id DESC LIMIT ?1"), &[limit.into()], push_row)
    }

    /// The undo of a push, once it was begun.
    pub fn undone_by(&self, id: i64) -> Result<Option<i64>> {
        self.first("SELECT id FROM push WHERE undoes = ?1 AND state <> 'planned' ORDER BY id", &[id.into()], |r| r.get(0))
    }

    /// The members of a push for whom something was sent, or may have been.
    pub fn each_sent(&self, id: i64, mut f: impl FnMut(PushMemberRow) -> Result<()>) -> Result<()> {
        self.each(
            &format!(
                "SELECT {MEMBER} FROM push_member WHERE push_id = ?1 AND action IN ('add', 'update', 'tag') AND state IN ('done', 'sending')
                 ORDER BY person_id"
            ),
            &[id.into()],
            |r| f(member_row(r)?),
        )
    }

    /// Those of one saved segment that were begun and stand, newest first.
    pub fn pushes_of(&self, segment: DocumentId) -> Result<Vec<PushRow>> {
        self.rows(
            &format!(
                "SELECT {PUSH} FROM push WHERE state <> 'planned' AND json_extract(plan, '$.segment') = ?1 AND {STANDS} ORDER BY id DESC"
            ),
            &[segment.into()],
            push_row,
        )
    }

    /// Everybody a push looked at, and whether they are there by it: sent, or there already.
    pub fn each_pushed(&self, id: i64, mut f: impl FnMut(PersonId, bool) -> Result<()>) -> Result<()> {
        self.each("SELECT person_id, action <> 'blocked' AND state = 'done' FROM push_member WHERE push_id = ?1", &[id.into()], |r| {
            f(r.person(0)?, r.get(1)?)
        })
    }

    /// The audiences that people were exported to: the id there and its name (the latest that it had).
    pub fn exported_to(&self) -> Result<Vec<(String, String)>> {
        self.rows(
            &format!(
                "SELECT audience, coalesce(json_extract(plan, '$.audience.name'), audience), max(id) FROM push WHERE state <> 'planned'
                 AND {STANDS} GROUP BY audience ORDER BY 3 DESC LIMIT 200"
            ),
            &[],
            |r| Ok((r.get(0)?, r.get(1)?)),
        )
    }

    pub fn push_counts(&self, id: i64) -> Result<Vec<PushCount>> {
        self.rows(
            "SELECT action, state, reason, count(*) FROM push_member WHERE push_id = ?1 GROUP BY action, state, reason ORDER BY count(*) DESC",
            &[id.into()],
            |r| Ok(PushCount { action: r.get(0)?, state: r.get(1)?, reason: r.get(2)?, count: r.get(3)? }),
        )
    }

    /// One page of a push's members, by action (`None`: all of them) or the failed ones.
    pub fn push_members(&self, id: i64, action: Option<&str>, failed: bool, offset: u32, limit: u32) -> Result<Vec<PushMemberRow>> {
        self.rows(
            &format!(
                "SELECT {MEMBER} FROM push_member WHERE push_id = ?1 AND (?2 IS NULL OR action = ?2) AND (NOT ?3 OR state = 'failed')
                 ORDER BY person_id LIMIT ?4 OFFSET ?5"
            ),
            &[id.into(), action.into(), failed.into(), limit.into(), offset.into()],
            member_row,
        )
    }

    /// The next members that are not finished, those of one action together.
    pub fn push_todo(&self, id: i64, limit: u32) -> Result<Vec<PushMemberRow>> {
        self.rows(
            &format!("SELECT {MEMBER} FROM push_member WHERE push_id = ?1 AND state IN ('planned', 'sending') ORDER BY action, person_id LIMIT ?2"),
            &[id.into(), limit.into()],
            member_row,
        )
    }

    /// Addresses (as they were sent) that the platform refused for one of these reasons, in earlier pushes to the audience.
    pub fn refused_before(&self, target: &str, audience: &str) -> Result<Vec<(String, String)>> {
        self.rows(
            "SELECT m.email, m.reason FROM push_member m JOIN push p ON p.id = m.push_id
             WHERE p.target = ?1 AND p.audience = ?2 AND m.state = 'failed' AND m.reason IN ('compliance_there', 'forgotten_there')
             ORDER BY p.id",
            &[target.into(), audience.into()],
            |r| Ok((r.get(0)?, r.get(1)?)),
        )
    }
}

impl Writer<'_> {
    pub fn start_push(&self, target: &str, audience: &str, plan: &str, undoes: Option<i64>, now: Timestamp) -> Result<i64> {
        self.insert(
            "INSERT INTO push (started_at, state, target, audience, plan, undoes) VALUES (?1, 'planned', ?2, ?3, ?4, ?5)",
            &[now.into(), target.into(), audience.into(), plan.into(), undoes.into()],
        )
    }

    /// Throws previews away that were made before `then`; what was begun stays for good.
    pub fn drop_stale_previews(&self, then: Timestamp) -> Result<()> {
        self.execute("DELETE FROM push WHERE state = 'planned' AND started_at < ?1", &[then.into()]).map(|_| ())
    }

    pub fn set_push_state(&self, id: i64, state: &str, message: Option<&str>, finished_at: Option<Timestamp>) -> Result<()> {
        self.execute(
            "UPDATE push SET state = ?2, message = ?3, finished_at = ?4 WHERE id = ?1",
            &[id.into(), state.into(), message.into(), finished_at.into()],
        )
        .map(|_| ())
    }

    /// Adds the member or writes over it.
    pub fn put_push_member(&self, push: i64, m: &PushMemberRow) -> Result<()> {
        self.execute(
            "INSERT OR REPLACE INTO push_member (push_id, person_id, email, action, reason, before, after, state, error)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            &[
                push.into(),
                m.person.into(),
                m.email.as_str().into(),
                m.action.as_str().into(),
                m.reason.clone().into(),
                m.before.clone().into(),
                m.after.clone().into(),
                m.state.as_str().into(),
                m.error.clone().into(),
            ],
        )
        .map(|_| ())
    }

    /// `detail` names counts and reasons, never an address.
    pub fn audit(&self, action: &str, detail: &str, now: Timestamp) -> Result<()> {
        self.execute("INSERT INTO audit (at, action, detail) VALUES (?1, ?2, ?3)", &[now.into(), action.into(), detail.into()]).map(|_| ())
    }
}
