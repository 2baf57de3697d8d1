//! Bringing in files: look, confirm, start, take up again, and what was brought in so far; lists of people.

use regulars_core::api::imports::{self, ImportChecked, RefusedPage, RunInfo};
use regulars_core::api::people_lists::{self, PeopleList, PeopleListReport};
use regulars_core::sources::files::{FileReading, ImportMapping, ImportPlan};
use regulars_core::types::{Progress, RunId, SourceId};

use super::{Answer, Shop, run};

#[tauri::command]
#[specta::specta]
pub async fn import_inspect(app: Shop<'_>, path: String, how: FileReading) -> Answer<ImportPlan> {
    run(app, move |a| imports::inspect(a, &path, &how)).await
}

#[tauri::command]
#[specta::specta]
pub async fn import_check(app: Shop<'_>, mapping: ImportMapping, samples: Vec<Vec<String>>) -> Answer<ImportChecked> {
    run(app, move |_| Ok(imports::check(&mapping, &samples))).await
}

/// What was said of files with these columns is not used any more.
#[tauri::command]
#[specta::specta]
pub async fn import_forget(app: Shop<'_>, mapping: ImportMapping) -> Answer<()> {
    run(app, move |a| imports::forget(a, &mapping)).await
}

/// Answers the task's id; its outcome is an `ImportSummary`.
#[tauri::command]
#[specta::specta]
pub async fn import_start(app: Shop<'_>, path: String, mapping: ImportMapping, source: Option<String>) -> Answer<u32> {
    run(app, move |a| imports::start(a, &path, mapping, source)).await
}

#[tauri::command]
#[specta::specta]
pub async fn import_resume(app: Shop<'_>, run_id: RunId) -> Answer<u32> {
    run(app, move |a| imports::resume(a, run_id)).await
}

#[tauri::command]
#[specta::specta]
pub async fn runs_list(app: Shop<'_>) -> Answer<Vec<RunInfo>> {
    run(app, move |a| imports::runs(a, None, 50)).await
}

/// Those of one source.
#[tauri::command]
#[specta::specta]
pub async fn source_runs(app: Shop<'_>, id: SourceId) -> Answer<Vec<RunInfo>> {
    run(app, move |a| imports::runs(a, Some(id), 50)).await
}

#[tauri::command]
#[specta::specta]
pub async fn run_refused(app: Shop<'_>, id: RunId, offset: u32, limit: u32) -> Answer<RefusedPage> {
    run(app, move |a| imports::refused(a, id, offset, limit)).await
}

#[tauri::command]
#[specta::specta]
pub async fn people_lists(app: Shop<'_>) -> Answer<Vec<PeopleList>> {
    run(app, |a| people_lists::lists(a)).await
}

/// The list and what became of each line; a list of the same name is made anew.
#[tauri::command]
#[specta::specta]
pub async fn people_list_import(app: Shop<'_>, path: String, name: Option<String>) -> Answer<PeopleListReport> {
    run(app, move |a| people_lists::import(a, &path, name.as_deref(), &Progress::silent())).await
}

#[tauri::command]
#[specta::specta]
pub async fn people_list_report(app: Shop<'_>, id: i64) -> Answer<PeopleListReport> {
    run(app, move |a| people_lists::report(a, id)).await
}

#[tauri::command]
#[specta::specta]
pub async fn people_list_remove(app: Shop<'_>, id: i64) -> Answer<()> {
    run(app, move |a| people_lists::remove(a, id)).await
}
