//! Bringing in files, as the window and the terminal call it: look, confirm, start, follow, take up again.

use std::path::Path;
use std::sync::Arc;

use serde::Serialize;
use specta::Type;

use super::App;
use crate::sources::files::{self, FileReading, ImportMapping, ImportPlan, Known, SampleRead};
use crate::store::Area;
use crate::sync::import::{self, Detail, Import};
use crate::types::{Code, Error, Progress, Result, RunId, SourceId, Timestamp};

pub use crate::sync::import::ImportSummary;

/// One import or sync, as the Sources room lists it.
#[derive(Debug, Clone, Serialize, Type)]
pub struct RunInfo {
    pub id: RunId,
    pub source: SourceId,
    pub source_name: String,
    /// `import` or `sync`.
    pub kind: String,
    /// `running`, `done`, `cancelled`, `failed` or `interrupted` (the app ended in the middle of it).
    pub state: String,
    /// The file's name, or the shop's address.
    pub label: String,
    pub read: i64,
    pub stored: i64,
    pub refused: i64,
    pub message: Option<String>,
    pub started_at: Timestamp,
    pub finished_at: Option<Timestamp>,
    /// It can go on where it was.
    pub resumable: bool,
    pub refused_file: Option<String>,
}

/// Rows of a run that were not stored, as many as were asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct RefusedPage {
    pub total: i64,
    pub rows: Vec<RefusedRow>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct RefusedRow {
    /// The line of a file (its header is line 1), or which of the run's refused rows it is.
    pub row_no: i64,
    /// A sentence.
    pub reason: String,
    pub raw: String,
}

/// A mapping as a person has changed it: what is missing or doubled, and what samples are read as.
#[derive(Debug, Clone, Serialize, Type)]
pub struct ImportChecked {
    /// Empty when it can be started.
    pub problems: Vec<String>,
    /// What follows from it that a person should know.
    pub remarks: Vec<String>,
    pub reads: Vec<SampleRead>,
}

/// What the file at `path` most likely holds, written as `how` says; what its columns mean is what was said of the last
/// file with the same ones. Nothing is stored.
pub fn inspect(app: &App, path: &str, how: &FileReading) -> Result<ImportPlan> {
    let known = app.store().read(|r| {
        Ok(Known {
            currency: r.setting("shop.currency")?.map(|c| c.parse()).transpose()?,
            zone: r.setting("shop.zone")?.map(|z| crate::types::ShopZone::parse(&z)).transpose()?,
        })
    })?;
    let mut plan = files::inspect(Path::new(path.trim()), how, &known)?;
    let before = match plan.mapping.header_key() {
        Some(key) => app.store().read(|r| r.file_mapping(&key))?,
        None => None,
    };
    if let Some((json, at)) = before
        && let Ok(before) = serde_json::from_str::<ImportMapping>(&json)
        && before.columns.len() == plan.mapping.columns.len()
    {
        let mut mapping = plan.mapping.as_before(&before);
        let unread = |m: &ImportMapping| files::samples(m, &plan.samples).iter().filter(|s| s.means.is_none()).count();
        if unread(&mapping) > unread(&ImportMapping { dates: plan.mapping.dates, decimals: plan.mapping.decimals, ..mapping.clone() }) {
            // Written in another way this time.
            (mapping.dates, mapping.decimals) = (plan.mapping.dates, plan.mapping.decimals);
        }
        let checked = check(&mapping, &plan.samples);
        if plan.file.rows != Some(0) {
            plan.problems = checked.problems;
        }
        (plan.reads, plan.remarks, plan.mapping, plan.remembered) = (checked.reads, checked.remarks, mapping, Some(at));
    }
    Ok(plan)
}

/// What was said of files with these columns is not used any more.
pub fn forget(app: &App, mapping: &ImportMapping) -> Result<()> {
    match mapping.header_key() {
        Some(key) => app.store().write(Area::House, |w| w.forget_file_mapping(&key)),
        None => Ok(()),
    }
}

/// `samples`: some values of each column, as the plan has them.
pub fn check(mapping: &ImportMapping, samples: &[Vec<String>]) -> ImportChecked {
    ImportChecked { problems: mapping.problems(), remarks: files::remarks(mapping), reads: files::samples(mapping, samples) }
}

/// Brings the file in and waits for it.
pub fn run(app: &App, what: &Import<'_>, progress: &Progress) -> Result<ImportSummary> {
    not_into_the_demo(app)?;
    if let Some(key) = what.mapping.header_key() {
        let json = serde_json::to_string(what.mapping).map_err(|e| Error::internal("The mapping could not be kept.").caused_by(e))?;
        app.store().write(Area::House, |w| w.keep_file_mapping(&key, &json, app.parts.clock.now()))?;
    }
    let out = import::import(&app.store(), app.parts.clock.as_ref(), progress, what);
    app.changed();
    out
}

/// Starts bringing the file in; the task's outcome is an `ImportSummary`.
pub fn start(app: &Arc<App>, path: &str, mapping: ImportMapping, source: Option<String>) -> Result<u32> {
    mapping.check()?;
    not_into_the_demo(app)?;
    if app.tasks.list().iter().any(|t| t.kind == "import" && t.phase == super::tasks::TaskPhase::Running) {
        return Err(Error::new(Code::Busy, "Another file is being brought in. Wait for it, or stop it first."));
    }
    let path = std::path::PathBuf::from(path.trim());
    let label = path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned());
    let me = Arc::clone(app);
    let source = source.map(|s| s.trim().to_owned()).filter(|s| !s.is_empty()).unwrap_or_else(|| import::FILES.to_owned());
    Ok(app.tasks.start("import", &label, move |progress| {
        let what = Import { source: &source, ..Import::new(&path, &mapping, &me.data_dir) };
        let summary = run(&me, &what, progress)?;
        serde_json::to_value(summary).map_err(|e| Error::internal("The summary could not be shown.").caused_by(e))
    }))
}

/// The newest first, of one source or all; readings that found nothing new are left out.
pub fn runs(app: &App, source: Option<SourceId>, limit: u32) -> Result<Vec<RunInfo>> {
    let alive = app.tasks.any_running();
    app.store().read(|r| {
        let sources = r.sources()?;
        let runs = r.runs_with_news(source, limit)?;
        Ok(runs
            .into_iter()
            .map(|run| {
                let detail: Option<Detail> = serde_json::from_str(&run.detail).ok();
                let interrupted = run.state == "running" && !alive;
                let refused_file = detail.as_ref().and_then(|d| Some(d.summary.as_ref()?.get("refused_file")?.as_str()?.to_owned()));
                RunInfo {
                    id: run.id,
                    source: run.source,
                    source_name: sources.iter().find(|s| s.id == run.source).map(|s| s.name.clone()).unwrap_or_default(),
                    resumable: run.kind == "import"
                        && detail.is_some()
                        && (interrupted || matches!(run.state.as_str(), "cancelled" | "failed")),
                    state: if interrupted { "interrupted".to_owned() } else { run.state },
                    kind: run.kind,
                    label: run.label,
                    read: run.read,
                    stored: run.stored,
                    refused: run.refused,
                    message: run.message,
                    started_at: run.started_at,
                    finished_at: run.finished_at,
                    refused_file,
                }
            })
            .collect())
    })
}

/// The rows that a run refused, in their order; at most 500 at once.
pub fn refused(app: &App, id: RunId, offset: u32, limit: u32) -> Result<RefusedPage> {
    app.store().read(|r| {
        let rows = r.refusals_page(id, offset, limit.min(500))?;
        Ok(RefusedPage {
            total: r.refusal_count(id)?,
            rows: rows.into_iter().map(|x| RefusedRow { row_no: x.row_no, reason: x.reason, raw: x.raw }).collect(),
        })
    })
}

/// Takes an interrupted import up where it was: the same file, read as it was confirmed then.
pub fn resume(app: &Arc<App>, id: RunId) -> Result<u32> {
    let run = app.store().read(|r| r.run(id))?.ok_or_else(|| Error::not_found("This import is not in the list any more."))?;
    let detail: Detail = serde_json::from_str(&run.detail)
        .map_err(|e| Error::bad_input("This import cannot be taken up again. Choose the file once more.").caused_by(e))?;
    if !detail.path.exists() {
        return Err(Error::not_found(format!(
            "{} is not there any more. Put it back, or choose it at its new place.",
            detail.path.display()
        )));
    }
    start(app, &detail.path.to_string_lossy(), detail.mapping, Some(detail.source))
}

pub(super) fn not_into_the_demo(app: &App) -> Result<()> {
    if app.shop()?.demo {
        return Err(Error::new(Code::Refused, "This is the demo shop, where real people do not belong. Open your own shop first."));
    }
    Ok(())
}
