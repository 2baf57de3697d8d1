//! Home, and what every room needs: the shop, and what is running.

use regulars_core::api::{self, home::ShopInfo, tasks::TaskState};

use regulars_core::types::{Code, Error};
use tauri_plugin_opener::OpenerExt;

use super::{Answer, Shop, run};

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

#[tauri::command]
#[specta::specta]
pub async fn shop_open_demo(app: Shop<'_>) -> Answer<ShopInfo> {
    run(app, |a| api::home::open_demo(a)).await
}

#[tauri::command]
#[specta::specta]
pub async fn shop_remove_demo(app: Shop<'_>) -> Answer<ShopInfo> {
    run(app, |a| api::home::remove_demo(a)).await
}

#[tauri::command]
#[specta::specta]
pub async fn shop_open_own(app: Shop<'_>) -> Answer<ShopInfo> {
    run(app, |a| api::home::open_own(a)).await
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
