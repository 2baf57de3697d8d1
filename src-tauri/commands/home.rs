//! Home, and what every room needs: the shop, and what is running.

use regulars_core::api::home::ShopInfo;
use regulars_core::api::settings::{self, Settings, SettingsChange, SettingsChoices, ShopCopy};
use regulars_core::api::tasks::TaskState;
use regulars_core::api::{self, demo};
use regulars_core::types::{Code, Error};
use tauri_plugin_opener::OpenerExt;

use super::{Answer, Shop, run};
use crate::look::Look;

#[tauri::command]
#[specta::specta]
pub async fn shop_info(app: Shop<'_>) -> Answer<ShopInfo> {
    run(app, |a| api::home::shop(a)).await
}

#[tauri::command]
#[specta::specta]
pub async fn tasks_list(app: Shop<'_>) -> Answer<Vec<TaskState>> {
    run(app, |a| Ok(a.tasks.list())).await
}

#[tauri::command]
#[specta::specta]
pub async fn task_cancel(app: Shop<'_>, id: u32) -> Answer<()> {
    run(app, move |a| a.tasks.cancel(id)).await
}

/// Opens the demo; when it has to be made first, answers the task that makes it and then opens it.
#[tauri::command]
#[specta::specta]
pub async fn shop_open_demo(app: Shop<'_>) -> Answer<Option<u32>> {
    run(app, demo::open_demo).await
}

#[tauri::command]
#[specta::specta]
pub async fn shop_remove_demo(app: Shop<'_>) -> Answer<ShopInfo> {
    run(app, |a| demo::remove_demo(a)).await
}

#[tauri::command]
#[specta::specta]
pub async fn shop_open_own(app: Shop<'_>) -> Answer<ShopInfo> {
    run(app, |a| demo::open_own(a)).await
}

/// Shows a file that the app wrote with the system's usual program for it.
#[tauri::command]
#[specta::specta]
pub async fn file_open(app: Shop<'_>, window: tauri::AppHandle, path: String) -> Answer<()> {
    run(app, move |a| {
        let file = api::home::own_file(a, path.as_ref())?;
        window
            .opener()
            .open_path(file.to_string_lossy(), None::<&str>)
            .map_err(|e| Error::new(Code::File, format!("No program could open {}.", file.display())).caused_by(e))
    })
    .await
}

#[tauri::command]
#[specta::specta]
pub async fn shop_settings(app: Shop<'_>) -> Answer<Settings> {
    run(app, |a| settings::get(a)).await
}

#[tauri::command]
#[specta::specta]
pub async fn shop_settings_choices(app: Shop<'_>) -> Answer<SettingsChoices> {
    run(app, |a| Ok(settings::choices(a))).await
}

#[tauri::command]
#[specta::specta]
pub async fn shop_settings_save(app: Shop<'_>, change: SettingsChange) -> Answer<Settings> {
    run(app, move |a| settings::save(a, &change)).await
}

#[tauri::command]
#[specta::specta]
pub async fn shop_copy_to(app: Shop<'_>, path: String) -> Answer<ShopCopy> {
    run(app, move |a| settings::copy_to(a, path.as_ref())).await
}

/// The page tells whether it is light or dark, so that the window around it is too, now and at the next start.
#[tauri::command]
#[specta::specta]
pub async fn window_look(app: Shop<'_>, window: tauri::WebviewWindow, look: Look) -> Answer<()> {
    run(app, move |a| {
        look.apply(&window, &a.data_dir);
        Ok(())
    })
    .await
}
