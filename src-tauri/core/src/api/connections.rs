//! Connecting platforms, the sources that are there, and bringing in what is new from a connected one.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;
use specta::Type;

use super::App;
use super::fresh::{self, Held};
use super::tasks::{TaskPhase, TaskState};
use crate::host::Secret;
use crate::sources::platform::{self, Connection, EntryField, EntryKind, Found, Login, Platform, Secrets};
use crate::sources::{Outside, Source};
use crate::store::run::RunRow;
use crate::store::source::SourceRow;
use crate::store::{Area, Writer};
use crate::sync::pull::{Pulled, Target, pull};
use crate::types::{Code, Currency, Error, Progress, Result, RunId, SourceId, Timestamp};

/// A platform that can be connected: all that its form needs.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct PlatformInfo {
    pub kind: String,
    pub name: String,
    pub reads: String,
    pub fields: Vec<EntryField>,
    /// Where to get a key with the least rights.
    pub steps: Vec<String>,
}

/// A shop or account that answered a test.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct FoundInfo {
    /// `WooCommerce`
    pub platform: String,
    pub name: String,
    pub host: String,
    /// `None` when the key may not see it, or there are none.
    pub version: Option<String>,
    pub currency: Option<Currency>,
    /// IANA name.
    pub zone: Option<String>,
    /// What is there, e.g. 401 orders.
    pub counts: Vec<FoundCount>,
    /// A right that is missing, and what will not come in without it.
    pub notes: Vec<String>,
    /// Whether the way there is encrypted, or stays on this machine.
    pub safe: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct FoundCount {
    /// `orders`, `customers` …
    pub what: String,
    pub count: u64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct SourceInfo {
    pub id: SourceId,
    /// `woocommerce`, `file` …
    pub kind: String,
    /// `WooCommerce`; for a file and the like its kind.
    pub platform: String,
    pub name: String,
    /// As it was entered; `None` for what has no address.
    pub address: Option<String>,
    /// What was entered when it was connected, without the secrets.
    pub entered: BTreeMap<String, String>,
    pub version: Option<String>,
    /// Whether it can be synced: a platform whose key is kept.
    pub connected: bool,
    pub added_at: Timestamp,
    /// Orders in the shop's file that came from it and count.
    pub orders: i64,
    pub last: Option<LastSync>,
    /// When everything was last brought in without a failure.
    pub synced_at: Option<Timestamp>,
    /// In the background, every so many minutes; `None`: only when somebody asks.
    pub every_minutes: Option<i64>,
    /// When the background reads it next; `None`: not by itself.
    pub next_at: Option<Timestamp>,
    /// Held by its owner until they go on.
    pub paused: bool,
    pub held: Option<Held>,
    pub doubts: Vec<DoubtInfo>,
}

/// A list at the source that lacks so much of what is known that nothing was removed.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct DoubtInfo {
    /// `order`, `customer`, `product` or `cart`.
    pub kind: String,
    pub missing: i64,
    pub known: i64,
}

/// The latest run, whatever became of it.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct LastSync {
    pub run: RunId,
    /// `running`, `done`, `paused`, `cancelled` or `failed`.
    pub state: String,
    pub read: i64,
    pub stored: i64,
    pub refused: i64,
    pub message: Option<String>,
    pub started_at: Timestamp,
    pub finished_at: Option<Timestamp>,
    /// The first reasons of refused rows, at most five.
    pub reasons: Vec<String>,
    /// What its owner should know of the whole run.
    pub warnings: Vec<String>,
}

pub fn platforms() -> Vec<PlatformInfo> {
    let info = |p: &&dyn Platform| PlatformInfo {
        kind: p.kind().to_owned(),
        name: p.name().to_owned(),
        reads: p.reads().to_owned(),
        fields: p.fields().to_vec(),
        steps: p.steps().iter().map(|s| (*s).to_owned()).collect(),
    };
    platform::ALL.iter().map(info).collect()
}

/// Names the cause when the shop cannot be read with these keys; keeps nothing.
///
/// # Errors
/// Those of `Platform::find`.
pub fn test(app: &App, kind: &str, login: &Login) -> Result<FoundInfo> {
    let platform = platform::of_kind(kind)?;
    look(app, platform, login).map(|found| shown(platform, &found))
}

/// Tests, then keeps the connection: the secrets in the keychain, the rest in the shop's file. A shop that was connected
/// before goes on where it was. `keep_secrets` is false where they come from the environment at each run.
pub fn add(app: &App, kind: &str, login: &Login, keep_secrets: bool) -> Result<SourceInfo> {
    let platform = platform::of_kind(kind)?;
    if app.shop()?.demo {
        return Err(Error::bad_input("This is the demo shop. Open your own shop first; the demo and real orders never mix."));
    }
    let found = look(app, platform, login)?;
    let connection = Connection {
        identity: found.identity.clone(),
        address: Some(login.get("address").to_owned()).filter(|a| !a.is_empty()).or_else(|| Some(found.host.clone())),
        version: found.version.clone(),
        connected: true,
        secrets_kept: keep_secrets,
        entered: login.entered.iter().map(|(k, v)| (k.clone(), v.trim().to_owned())).collect(),
        platform: found.settings.clone(),
    };
    let now = app.now();
    let known = app
        .store()
        .read(|r| r.sources())?
        .into_iter()
        .find(|s| s.kind == kind && connection_of(&s.config).is_ok_and(|c| c.identity == connection.identity));
    // First a place that is not connected yet, then the secrets, then the connection: whatever breaks off in between,
    // nothing claims to be connected without its keys, and the keychain is never waited for inside a transaction.
    let waiting = Connection { connected: false, ..connection.clone() };
    let id = match &known {
        Some(s) => s.id,
        None => app.store().write(Area::House, |w| w.add_source(kind, &found.name, &text_of(&waiting)?, now))?,
    };
    if keep_secrets && let Err(e) = app.parts.keychain.set(&secret_name(kind, id), &login.secrets.to_kept()) {
        if known.is_none() {
            app.store().write(Area::House, |w| w.remove_source(id))?;
        }
        return Err(e);
    }
    app.store().write(Area::House, |w| {
        w.set_source(id, &found.name, &text_of(&connection)?)?;
        introduce(w, &found)
    })?;
    app.changed();
    get(app, id)
}

/// Asks a connected shop again, with the secrets that are kept.
pub fn test_again(app: &App, id: SourceId) -> Result<FoundInfo> {
    let (row, platform, connection) = connected(app, id)?;
    let login = Login { entered: connection.entered, secrets: secrets_of(app, &row, platform)? };
    let found = look(app, platform, &login)?;
    Ok(shown(platform, &found))
}

/// The name under which the keychain keeps a source's secrets.
pub fn secret_name(kind: &str, id: SourceId) -> String {
    format!("{kind}/{id}")
}

fn look(app: &App, platform: &dyn Platform, login: &Login) -> Result<Found> {
    for field in platform.fields().iter().filter(|f| f.required) {
        let given = match field.kind {
            EntryKind::Secret => login.secrets.0.get(field.name).is_some_and(|s| !s.reveal().trim().is_empty()),
            _ => !login.get(field.name).is_empty(),
        };
        if !given {
            return Err(Error::bad_input(format!("“{}” is missing.", field.label)));
        }
    }
    let secrets = Secrets(login.secrets.0.iter().map(|(k, v)| (k.clone(), Secret::new(v.reveal().trim()))).collect());
    platform.find(&outside(app), &Login { entered: login.entered.clone(), secrets })
}

fn outside(app: &App) -> Outside {
    Outside::new(app.parts.http.clone(), app.parts.clock.clone())
}

fn shown(platform: &dyn Platform, found: &Found) -> FoundInfo {
    FoundInfo {
        platform: platform.name().to_owned(),
        name: found.name.clone(),
        host: found.host.clone(),
        version: found.version.clone(),
        currency: found.currency,
        zone: found.zone.map(|z| z.name().to_owned()),
        counts: found.counts.iter().map(|(what, count)| FoundCount { what: (*what).to_owned(), count: *count }).collect(),
        notes: found.notes.clone(),
        safe: found.safe,
    }
}

/// The settings of a shop that is connected now.
fn connected(app: &App, id: SourceId) -> Result<(SourceRow, &'static dyn Platform, Connection)> {
    let row = app.store().read(|r| r.source(id))?.ok_or_else(|| missing(id))?;
    let platform = platform::of_kind(&row.kind).map_err(|_| Error::not_found(format!("{} is not a connected shop.", row.name)))?;
    let connection = connection_of(&row.config)?;
    if !connection.connected {
        return Err(Error::bad_input(format!("{} is not connected any more; its data was kept. Connect it again to go on.", row.name)));
    }
    Ok((row, platform, connection))
}

fn secrets_of(app: &App, row: &SourceRow, platform: &dyn Platform) -> Result<Secrets> {
    let name = secret_name(&row.kind, row.id);
    let kept = app.parts.keychain.get(&name)?.ok_or_else(|| {
        Error::new(
            Code::Keychain,
            format!(
                "The keychain has no secret for {} (any more). Connect it again, or give the secret in the environment variable {}.",
                row.name,
                crate::host::keychain::variable(&name)
            ),
        )
    })?;
    Ok(Secrets::from_kept(&kept, platform.fields()))
}

/// Whether it is a platform whose key is kept.
pub(super) fn is_connected(row: &SourceRow) -> bool {
    platform::of_kind(&row.kind).is_ok() && connection_of(&row.config).is_ok_and(|c| c.connected)
}

fn connection_of(text: &str) -> Result<Connection> {
    serde_json::from_str(text)
        .map_err(|e| Error::internal("The connection's settings cannot be read. Connect the shop again.").caused_by(e))
}

fn text_of(connection: &Connection) -> Result<String> {
    serde_json::to_string(connection).map_err(|e| Error::internal("The connection could not be kept.").caused_by(e))
}

/// A shop that nobody has described yet takes the platform's name, currency and time zone.
fn introduce(w: &Writer<'_>, found: &Found) -> Result<()> {
    let empty = w.number("SELECT (SELECT count(*) FROM orders) + (SELECT count(*) FROM refund)", &[])? == 0;
    let words = [
        ("shop.name", Some(found.name.clone())),
        ("shop.zone", found.zone.map(|z| z.name().to_owned())),
        ("shop.currency", found.currency.map(|c| c.to_string()).filter(|_| empty)),
    ];
    for (key, value) in words {
        if let Some(value) = value
            && w.setting(key)?.is_none()
        {
            w.set_setting(key, &value)?;
        }
    }
    Ok(())
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
    let platform = platform::of_kind(&row.kind).ok();
    let connection = platform.and_then(|_| connection_of(&row.config).ok());
    app.store().read(|r| {
        let last = r.last_run(row.id, "sync", None)?;
        let tried = last.as_ref().and_then(|run| run.finished_at);
        let last = match last {
            Some(run) => Some(last_sync(r.refusals(run.id)?.into_iter().take(5).map(|x| x.reason).collect(), run)),
            None => None,
        };
        Ok(SourceInfo {
            id: row.id,
            name: row.name.clone(),
            platform: platform.map_or_else(|| row.kind.clone(), |p| p.name().to_owned()),
            address: connection.as_ref().and_then(|c| c.address.clone()),
            entered: connection.as_ref().map_or_else(BTreeMap::new, |c| c.entered.clone()),
            version: connection.as_ref().and_then(|c| c.version.clone()),
            connected: connection.as_ref().is_some_and(|c| c.connected),
            kind: row.kind.clone(),
            added_at: row.created_at,
            orders: r.number("SELECT count(*) FROM orders WHERE source_id = ?1 AND counts = 1", &[row.id.into()])?,
            last,
            synced_at: r.last_run(row.id, "sync", Some("done"))?.and_then(|run| run.finished_at),
            every_minutes: row.every_minutes,
            next_at: platform.and_then(|_| fresh::next_at(&row, tried)),
            paused: row.paused,
            held: row.held_since.map(|since| Held { since, until: row.held_until, failures: row.failures }),
            doubts: r.doubts(row.id)?.into_iter().map(|d| DoubtInfo { kind: d.kind, missing: d.missing, known: d.known }).collect(),
        })
    })
}

fn last_sync(reasons: Vec<String>, run: RunRow) -> LastSync {
    let detail: serde_json::Value = serde_json::from_str(&run.detail).unwrap_or_default();
    let warnings = detail
        .get("warnings")
        .and_then(|w| w.as_array())
        .map_or_else(Vec::new, |all| all.iter().filter_map(|w| w.as_str().map(str::to_owned)).collect());
    LastSync {
        warnings,
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
    if platform::of_kind(&row.kind).is_err() {
        return Err(Error::bad_input(format!("{} is not a connected shop.", row.name)));
    }
    if running(app, id).is_some() {
        return Err(Error::bad_input("This shop is being read just now. Wait for it or stop it first."));
    }
    // First the secret: if the keychain refuses, nothing has changed.
    let connection = connection_of(&row.config).ok();
    if connection.as_ref().is_none_or(|c| c.secrets_kept) {
        app.parts.keychain.remove(&secret_name(&row.kind, id))?;
    }
    let now = app.now();
    app.store().write(if with_data { Area::Data } else { Area::House }, |w| {
        if with_data {
            w.remove_source(id)?;
        } else if let Some(connection) = connection {
            let text = text_of(&Connection { connected: false, secrets_kept: false, ..connection })?;
            w.set_source(id, &row.name, &text)?;
        }
        w.audit("source removed", &format!("{} {id}, its data {}", row.kind, if with_data { "too" } else { "kept" }), now)
    })?;
    app.changed();
    Ok(())
}

/// Starts bringing in what is new, paused or not; the same task again when it is already running.
pub fn sync_start(app: &Arc<App>, id: SourceId) -> Result<u32> {
    let source = get(app, id)?;
    if let Some(task) = running(app, id) {
        return Ok(task);
    }
    // What would fail at once is said at once.
    opened(app, id)?;
    if source.paused {
        app.store().write(Area::House, |w| w.set_paused(id, false))?;
    }
    let me = Arc::clone(app);
    Ok(app.tasks.start_on("sync", &source.name, Some(id.0), move |progress| {
        let pulled = sync(&me, id, progress)?;
        serde_json::to_value(pulled).map_err(|e| Error::internal("The result could not be shown.").caused_by(e))
    }))
}

/// Brings in what is new, here and now.
///
/// # Errors
/// `Busy` when another Regulars reads this source at this moment, else those of the source and the store.
pub fn sync(app: &App, id: SourceId, progress: &Progress) -> Result<Pulled> {
    let (row, source, label) = opened(app, id)?;
    let _alone = alone(app, &row)?;
    let pulled = pull(&app.store(), &Target { source: id, label: &label }, source.as_ref(), app.parts.clock.as_ref(), progress);
    let noted = fresh::note(app, &row, &pulled);
    app.changed();
    pulled.and_then(|p| noted.map(|()| p))
}

/// Two programs (the window, and cron's terminal) never read one source at the same time. The lock goes with its process.
fn alone(app: &App, row: &SourceRow) -> Result<std::fs::File> {
    let path = app.data_dir.join(format!(".reading-{}-{}", row.id, row.created_at.0));
    let file = std::fs::File::create(&path).map_err(|e| Error::file("make", &path, e))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(std::fs::TryLockError::WouldBlock) => {
            Err(Error::new(Code::Busy, format!("{} is being read by another Regulars just now. Wait until it is done.", row.name)))
        }
        // A disk without locks is no reason not to read.
        Err(std::fs::TryLockError::Error(_)) => Ok(file),
    }
}

fn opened(app: &App, id: SourceId) -> Result<(SourceRow, Box<dyn Source>, String)> {
    let (row, platform, connection) = connected(app, id)?;
    let source = platform.open(outside(app), &connection.platform, &secrets_of(app, &row, platform)?)?;
    let label = connection.address.unwrap_or_else(|| row.name.clone());
    Ok((row, source, label))
}

pub(super) fn running(app: &App, id: SourceId) -> Option<u32> {
    let mine = |t: &TaskState| t.kind == "sync" && t.subject == Some(id.0) && t.phase == TaskPhase::Running;
    app.tasks.list().into_iter().find(mine).map(|t| t.id)
}

fn missing(id: SourceId) -> Error {
    Error::not_found(format!("There is no source with the number {id} (any more)."))
}
