//! Connected shops: testing, adding, syncing, removing.

use regulars_core::api::connections::{self, SourceInfo};
use regulars_core::api::woocommerce::{self, WooFound, WooLogin};
use regulars_core::host::Secret;
use regulars_core::types::SourceId;

use super::{Answer, Shop, run};

#[tauri::command]
#[specta::specta]
pub async fn woocommerce_test(app: Shop<'_>, login: WooLogin, secret: String) -> Answer<WooFound> {
    run(app, move |a| woocommerce::test(a, &login, &Secret::new(secret))).await
}

/// Tests first; the secret goes into the system keychain.
#[tauri::command]
#[specta::specta]
pub async fn woocommerce_add(app: Shop<'_>, login: WooLogin, secret: String) -> Answer<SourceInfo> {
    run(app, move |a| woocommerce::add(a, &login, &Secret::new(secret), true)).await
}

#[tauri::command]
#[specta::specta]
pub async fn woocommerce_test_again(app: Shop<'_>, id: SourceId) -> Answer<WooFound> {
    run(app, move |a| woocommerce::test_again(a, id)).await
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
