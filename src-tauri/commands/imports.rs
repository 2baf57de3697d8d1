//! Bringing in files: look, confirm, start, take up again, and what was brought in so far.

use regulars_core::api::imports::{self, RunInfo};
use regulars_core::sources::files::{ImportMapping, ImportPlan};
use regulars_core::types::RunId;

use super::{Answer, Shop, run};

#[tauri::command]
#[specta::specta]
pub async fn import_inspect(app: Shop<'_>, path: String) -> Answer<ImportPlan> {
    run(app, move |a| imports::inspect(a, &path)).await
}

#[tauri::command]
#[specta::specta]
pub async fn import_check(app: Shop<'_>, mapping: ImportMapping) -> Answer<Vec<String>> {
    run(app, move |_| Ok(imports::check(&mapping))).await
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
    run(app, move |a| imports::runs(a, 50)).await
}
