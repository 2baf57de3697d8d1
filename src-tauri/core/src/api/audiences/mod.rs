//! The audiences room, as the window and the terminal call it: connect, dry run, push, history.
//!
//! `connection.rs` keeps the key (in the keychain) and the address; here are the dry run and the push; `journal.rs`
//! shows both, page by page. A push can only be started from a dry run that somebody could look at.

mod connection;
mod journal;

use std::collections::HashMap;
use std::sync::Arc;

use roaring::RoaringBitmap;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::App;
use super::segments::{self, Which};
use crate::audiences::fields::{FieldMapping, FieldSource};
use crate::audiences::mailchimp;
use crate::audiences::plan::{self, Plan, Wish};
use crate::audiences::push::{self, Outcome};
use crate::audiences::there::Audience;
use crate::audiences::undo;
use crate::types::{DocumentId, Error, Progress, Result};

pub use connection::{Connection, connect, connection, disconnect};
pub use journal::{
    BlockedGroup, FieldChange, MemberFilter, MemberRow, MembersPage, PushDetail, PushLine, detail, history, members, report,
};

/// What a dry run is asked for.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct PreviewRequest {
    /// `None`: everybody.
    pub segment: Option<Which>,
    /// The audience's id in Mailchimp.
    pub audience: String,
    pub tags: Vec<String>,
    pub fields: Vec<FieldMapping>,
    /// Each person's language goes along.
    pub language: bool,
}

/// A fact that can go along, and the merge tag that is usual for it.
#[derive(Debug, Clone, Serialize, Type)]
pub struct FieldChoice {
    pub source: FieldSource,
    pub label: String,
    pub tag: String,
}

pub fn field_choices() -> Vec<FieldChoice> {
    let choice = |source: FieldSource| FieldChoice { source, label: source.label().to_owned(), tag: source.usual_tag().to_owned() };
    FieldSource::ALL.into_iter().map(choice).collect()
}

/// The audiences of the connected account.
pub fn audiences(app: &App) -> Result<Vec<Audience>> {
    connection::client(app)?.0.audiences(&Progress::silent())
}

/// The dry run: reads there, changes nothing there, and is kept so that it can be looked at and pushed.
pub fn preview(app: &App, request: &PreviewRequest, progress: &Progress) -> Result<PushDetail> {
    let (client, account) = connection::client(app)?;
    let (segment, group, people) = people(app, request.segment.as_ref())?;
    let wish = Wish {
        segment,
        group,
        people: &people,
        account,
        audience: &request.audience,
        tags: request.tags.clone(),
        fields: request.fields.clone(),
        language: request.language,
        rfm: rfm(app, &request.fields)?,
    };
    let id = plan::make(&app.store(), &client, progress, app.now(), wish)?;
    detail(app, id)
}

/// The dry run of taking a push back; carried out like any other.
pub fn preview_undo(app: &App, id: i64, progress: &Progress) -> Result<PushDetail> {
    connected_to(app, id)?;
    let (client, _) = connection::client(app)?;
    let undo = undo::make(&app.store(), &client, progress, app.now(), id)?;
    detail(app, undo)
}

/// What a first export of these people into an empty audience would do.
#[derive(Debug, Clone, Serialize, Type)]
pub struct Rehearsal {
    pub group: String,
    pub people: u32,
    pub add: i64,
    pub blocked: i64,
    /// Why they are blocked, the most common first.
    pub why: Vec<BlockedGroup>,
}

/// A dry run without an account, against an audience that nobody is in yet.
pub fn rehearse(app: &App, segment: Option<&Which>) -> Result<Rehearsal> {
    let (_, group, people) = people(app, segment)?;
    let rows = plan::rehearse(&app.store(), app.now(), &group, &people)?;
    let mut reasons: HashMap<String, i64> = HashMap::new();
    for row in &rows {
        if let Some(code) = &row.reason {
            *reasons.entry(code.clone()).or_default() += 1;
        }
    }
    let mut why: Vec<BlockedGroup> =
        reasons.into_iter().map(|(code, count)| BlockedGroup { sentence: plan::sentence(&code, mailchimp::NAME), code, count }).collect();
    why.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.code.cmp(&b.code)));
    let blocked: i64 = why.iter().map(|w| w.count).sum();
    let all = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    Ok(Rehearsal { group, people: u32::try_from(rows.len()).unwrap_or(u32::MAX), add: all - blocked, blocked, why })
}

/// Carries the dry run out, or goes on with an interrupted push, in a task.
pub fn start_push(app: &Arc<App>, id: i64) -> Result<u32> {
    let d = detail(app, id)?;
    let label = format!("{} people to “{}”", d.left, d.audience.name);
    connected_to(app, id)?;
    if app.tasks.list().iter().any(|t| t.kind == "push" && t.phase == super::tasks::TaskPhase::Running) {
        return Err(Error::bad_input("A push is running already. Wait for it or stop it first."));
    }
    let me = Arc::clone(app);
    let task = app.tasks.start("push", &label, move |progress| {
        let outcome = push_now(&me, id, progress)?;
        serde_json::to_value(outcome).map_err(|e| Error::internal("The result could not be shown.").caused_by(e))
    });
    app.changed();
    Ok(task)
}

/// The same, here and now.
pub fn push_now(app: &App, id: i64, progress: &Progress) -> Result<Outcome> {
    connected_to(app, id)?;
    let (client, _) = connection::client(app)?;
    let outcome = push::carry_out(&app.store(), &client, app.parts.clock.as_ref(), progress, id);
    app.changed();
    outcome
}

/// Refuses to carry a plan for one account out in another.
fn connected_to(app: &App, id: i64) -> Result<()> {
    let row = app.store().read(|r| r.push(id))?.ok_or_else(|| Error::not_found("This dry run does not exist any more. Make a new one."))?;
    let plan = Plan::read(&row.plan)?;
    match connection(app)? {
        Some(c) if c.account.id == plan.account.id => Ok(()),
        Some(c) => Err(Error::bad_input(format!(
            "This was planned for the Mailchimp account “{}”, and now “{}” is connected. Make a new dry run.",
            plan.account.name, c.account.name
        ))),
        None => Err(connection::missing()),
    }
}

fn people(app: &App, which: Option<&Which>) -> Result<(Option<DocumentId>, String, RoaringBitmap)> {
    let Some(which) = which else {
        let all = app.store().read(|r| r.rows("SELECT id FROM person ORDER BY id", &[], |row| row.get::<u32>(0)))?;
        return Ok((None, "Everybody".to_owned(), all.into_iter().collect()));
    };
    let id = if let Which::Saved { id } = which { Some(*id) } else { None };
    let name = app.store().read(|r| segments::load(r, which))?.0;
    let (_, evaluation) = segments::ask(app, which, None)?;
    Ok((id, name.unwrap_or_else(|| "A group that is not saved".to_owned()), evaluation.set.as_ref().clone()))
}

fn rfm(app: &App, fields: &[FieldMapping]) -> Result<HashMap<u32, String>> {
    if !fields.iter().any(|f| f.source == FieldSource::Rfm) {
        return Ok(HashMap::new());
    }
    let standing = app.standings.of(&app.store(), app.today()?)?;
    if !standing.rfm.enough() {
        return Err(Error::bad_input("There are too few buyers yet for RFM groups. Leave that field out."));
    }
    Ok(standing.rfm.people().iter().map(|p| (p.person.0, p.name.label().to_owned())).collect())
}
