//! The sources that are there, and bringing in what is new from a connected one.

use std::sync::Arc;

use serde::Serialize;
use specta::Type;

use super::tasks::TaskPhase;
use super::{App, woocommerce};
use crate::sources::Outside;
use crate::sources::woocommerce::WooCommerce;
use crate::store::Area;
use crate::store::run::RunRow;
use crate::store::source::SourceRow;
use crate::sync::pull::{Pulled, Target, pull};
use crate::types::{Error, Progress, Result, RunId, SourceId, Timestamp};

#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct SourceInfo {
    pub id: SourceId,
    /// `woocommerce`, `file` …
    pub kind: String,
    pub name: String,
    /// As it was entered; `None` for what has no address.
    pub address: Option<String>,
    pub version: Option<String>,
    /// Whether it can be synced: a platform whose key is kept.
    pub connected: bool,
    pub added_at: Timestamp,
    /// Orders in the shop's file that came from it and count.
    pub orders: i64,
    pub last: Option<LastSync>,
    /// When everything was last brought in without a failure.
    pub synced_at: Option<Timestamp>,
}

/// The latest run, whatever became of it.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct LastSync {
    pub run: RunId,
    /// `running`, `done`, `cancelled` or `failed`.
    pub state: String,
    pub read: i64,
    pub stored: i64,
    pub refused: i64,
    pub message: Option<String>,
    pub started_at: Timestamp,
    pub finished_at: Option<Timestamp>,
    /// The first reasons of refused rows, at most five.
    pub reasons: Vec<String>,
}

pub fn list(app: &App) -> Result<Vec<SourceInfo>> {
    let rows = app.store().read(|r| r.sources())?;
    rows.into_iter().map(|row| info(app, row)).collect()
}

pub fn get(app: &App, id: SourceId) -> Result<SourceInfo> {
    let row = app.store().read(|r| r.source(id))?;
    info(app, row.ok_or_else(|| missing(id))?)
}

fn info(app: &App, row: SourceRow) -> Result<SourceInfo> {
    let config = (row.kind == woocommerce::KIND).then(|| woocommerce::config_of(&row.config).ok()).flatten();
    app.store().read(|r| {
        let last = match r.last_run(row.id, "sync", None)? {
            Some(run) => Some(last_sync(r.refusals(run.id)?.into_iter().take(5).map(|x| x.reason).collect(), run)),
            None => None,
        };
        Ok(SourceInfo {
            id: row.id,
            name: row.name.clone(),
            address: config.as_ref().map(|c| c.address.clone()),
            version: config.as_ref().and_then(|c| c.version.clone()),
            connected: config.as_ref().is_some_and(|c| !c.key.is_empty()),
            kind: row.kind.clone(),
            added_at: row.created_at,
            orders: r.number("SELECT count(*) FROM orders WHERE source_id = ?1 AND counts = 1", &[row.id.into()])?,
            last,
            synced_at: r.last_run(row.id, "sync", Some("done"))?.and_then(|run| run.finished_at),
        })
    })
}

fn last_sync(reasons: Vec<String>, run: RunRow) -> LastSync {
    LastSync {
        run: run.id,
        state: run.state,
        read: run.read,
        stored: run.stored,
        refused: run.refused,
        message: run.message,
        started_at: run.started_at,
        finished_at: run.finished_at,
        reasons,
    }
}

/// Forgets the key; with `with_data` also everything that came from there, and the people known by it alone. Without,
/// the data stays as it was last read, and connecting the same shop again goes on from there.
pub fn remove(app: &App, id: SourceId, with_data: bool) -> Result<()> {
    let row = app.store().read(|r| r.source(id))?.ok_or_else(|| missing(id))?;
    if row.kind != woocommerce::KIND {
        return Err(Error::bad_input(format!("{} is not a connected shop.", row.name)));
    }
    if running(app, &row.name).is_some() {
        return Err(Error::bad_input("This shop is being read just now. Wait for it or stop it first."));
    }
    // First the secret: if the keychain refuses, nothing has changed.
    let config = woocommerce::config_of(&row.config).ok();
    if config.as_ref().is_none_or(|c| c.secret_kept) {
        app.parts.keychain.remove(&woocommerce::secret_name(id))?;
    }
    let now = app.now();
    app.store().write(if with_data { Area::Data } else { Area::House }, |w| {
        if with_data {
            w.remove_source(id)?;
        } else if let Some(config) = config {
            let config = crate::sources::woocommerce::Config { key: String::new(), secret_kept: false, ..config };
            let text = serde_json::to_string(&config).map_err(|e| Error::internal("The connection could not be changed.").caused_by(e))?;
            w.set_source(id, &row.name, &text)?;
        }
        w.audit("source removed", &format!("{} {id}, its data {}", row.kind, if with_data { "too" } else { "kept" }), now)
    })?;
    app.changed();
    Ok(())
}

/// Starts bringing in what is new; the same task again when it is already running.
pub fn sync_start(app: &Arc<App>, id: SourceId) -> Result<u32> {
    let source = get(app, id)?;
    if let Some(task) = running(app, &source.name) {
        return Ok(task);
    }
    // What would fail at once is said at once.
    opened(app, id)?;
    let me = Arc::clone(app);
    Ok(app.tasks.start("sync", &source.name, move |progress| {
        let pulled = sync(&me, id, progress)?;
        serde_json::to_value(pulled).map_err(|e| Error::internal("The result could not be shown.").caused_by(e))
    }))
}

/// Brings in what is new, here and now.
pub fn sync(app: &App, id: SourceId, progress: &Progress) -> Result<Pulled> {
    let (source, label) = opened(app, id)?;
    let pulled = pull(&app.store(), &Target { source: id, label: &label }, &source, app.parts.clock.as_ref(), progress);
    app.changed();
    pulled
}

fn opened(app: &App, id: SourceId) -> Result<(WooCommerce, String)> {
    let config = woocommerce::connected(app, id)?;
    let outside = Outside::new(app.parts.http.clone(), app.parts.clock.clone());
    let source = WooCommerce::new(outside, &config, woocommerce::secret_of(app, id)?)?;
    Ok((source, config.address))
}

fn running(app: &App, name: &str) -> Option<u32> {
    app.tasks.list().into_iter().find(|t| t.kind == "sync" && t.label == name && t.phase == TaskPhase::Running).map(|t| t.id)
}

fn missing(id: SourceId) -> Error {
    Error::not_found(format!("There is no source with the number {id} (any more)."))
}
