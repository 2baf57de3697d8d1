//! Connected shops: testing, adding, syncing, removing.

use std::collections::BTreeMap;

use regulars_core::api::connections::{self, FoundInfo, PlatformInfo, SourceInfo};
use regulars_core::api::fresh;
use regulars_core::host::Secret;
use regulars_core::sources::platform::{Login, Secrets};
use regulars_core::types::SourceId;

use super::{Answer, Shop, run};

#[tauri::command]
#[specta::specta]
pub async fn platforms_list() -> Vec<PlatformInfo> {
    connections::platforms()
}

#[tauri::command]
#[specta::specta]
pub async fn source_test(
    app: Shop<'_>,
    kind: String,
    entered: BTreeMap<String, String>,
    secrets: BTreeMap<String, String>,
) -> Answer<FoundInfo> {
    run(app, move |a| connections::test(a, &kind, &login(entered, secrets))).await
}

/// Tests first; the secrets go into the system keychain.
#[tauri::command]
#[specta::specta]
pub async fn source_add(
    app: Shop<'_>,
    kind: String,
    entered: BTreeMap<String, String>,
    secrets: BTreeMap<String, String>,
) -> Answer<SourceInfo> {
    run(app, move |a| connections::add(a, &kind, &login(entered, secrets), true)).await
}

#[tauri::command]
#[specta::specta]
pub async fn source_test_again(app: Shop<'_>, id: SourceId) -> Answer<FoundInfo> {
    run(app, move |a| connections::test_again(a, id)).await
}

#[tauri::command]
#[specta::specta]
pub async fn sources_list(app: Shop<'_>) -> Answer<Vec<SourceInfo>> {
    run(app, |a| connections::list(a)).await
}

/// Keeps what came from it unless `with_data`.
#[tauri::command]
#[specta::specta]
pub async fn source_remove(app: Shop<'_>, id: SourceId, with_data: bool) -> Answer<()> {
    run(app, move |a| connections::remove(a, id, with_data)).await
}

/// The task's id; it ends with a `Pulled`.
#[tauri::command]
#[specta::specta]
pub async fn sync_start(app: Shop<'_>, id: SourceId) -> Answer<u32> {
    run(app, move |a| connections::sync_start(a, id)).await
}

/// Stops after the page at hand; `sync_start` goes on.
#[tauri::command]
#[specta::specta]
pub async fn sync_pause(app: Shop<'_>, id: SourceId) -> Answer<()> {
    run(app, move |a| fresh::pause(a, id)).await
}

/// `null`: only when somebody asks.
#[tauri::command]
#[specta::specta]
pub async fn source_schedule(app: Shop<'_>, id: SourceId, every_minutes: Option<u32>) -> Answer<()> {
    run(app, move |a| fresh::schedule(a, id, every_minutes)).await
}

/// What the source does not list any more is gone indeed.
#[tauri::command]
#[specta::specta]
pub async fn source_believe(app: Shop<'_>, id: SourceId, kind: String) -> Answer<()> {
    run(app, move |a| fresh::believe(a, id, &kind)).await
}

fn login(entered: BTreeMap<String, String>, secrets: BTreeMap<String, String>) -> Login {
    Login { entered, secrets: Secrets(secrets.into_iter().map(|(k, v)| (k, Secret::new(v))).collect()) }
}
