//! Home, and what every room needs: the shop, and what is running.

use regulars_core::api::{self, home::ShopInfo, tasks::TaskState};

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
