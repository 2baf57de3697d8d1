//! People: the list, one person, their history, a copy of their data, forgetting them.

use regulars_core::api::people::{
    self, Neighbours, OrderTrace, OrdersPage, PeoplePage, PeopleQuery, PersonOutlook, PersonPage, TimelinePage,
};
use regulars_core::people::{privacy::Erased, view::OrderItem};
use regulars_core::types::{Code, Error, OrderId, PersonId};
use tauri_plugin_opener::OpenerExt;

use super::{Answer, Shop, run};

#[tauri::command]
#[specta::specta]
pub async fn people_list(app: Shop<'_>, query: PeopleQuery, offset: u32, limit: u32) -> Answer<PeoplePage> {
    run(app, move |a| people::list(a, &query, offset, limit)).await
}

#[tauri::command]
#[specta::specta]
pub async fn people_neighbours(app: Shop<'_>, query: PeopleQuery, id: PersonId) -> Answer<Neighbours> {
    run(app, move |a| people::neighbours(a, &query, id)).await
}

#[tauri::command]
#[specta::specta]
pub async fn person_get(app: Shop<'_>, id: PersonId) -> Answer<PersonPage> {
    run(app, move |a| people::get(a, id)).await
}

#[tauri::command]
#[specta::specta]
pub async fn person_outlook(app: Shop<'_>, id: PersonId) -> Answer<PersonOutlook> {
    run(app, move |a| people::outlook(a, id)).await
}

#[tauri::command]
#[specta::specta]
pub async fn person_orders(app: Shop<'_>, id: PersonId, offset: u32, limit: u32) -> Answer<OrdersPage> {
    run(app, move |a| people::orders(a, id, offset, limit)).await
}

#[tauri::command]
#[specta::specta]
pub async fn order_items(app: Shop<'_>, order: OrderId) -> Answer<Vec<OrderItem>> {
    run(app, move |a| people::items(a, order)).await
}

/// Where it comes from, its number there, and how its amount was reckoned.
#[tauri::command]
#[specta::specta]
pub async fn order_trace(app: Shop<'_>, order: OrderId) -> Answer<OrderTrace> {
    run(app, move |a| people::trace(a, order)).await
}

/// Shows it in the platform's own administration. The page names the order only; the address is the core's.
#[tauri::command]
#[specta::specta]
pub async fn order_open_there(app: Shop<'_>, window: tauri::WebviewWindow, order: OrderId) -> Answer<()> {
    run(app, move |a| {
        let address = people::order_address(a, order)?;
        window
            .opener()
            .open_url(&address, None::<&str>)
            .map_err(|e| Error::new(Code::File, format!("No browser could open {address}.")).caused_by(e))
    })
    .await
}

#[tauri::command]
#[specta::specta]
pub async fn person_timeline(app: Shop<'_>, id: PersonId, offset: u32, limit: u32) -> Answer<TimelinePage> {
    run(app, move |a| people::timeline(a, id, offset, limit)).await
}

#[tauri::command]
#[specta::specta]
pub async fn person_export(app: Shop<'_>, id: PersonId, file: String) -> Answer<()> {
    run(app, move |a| people::export_to(a, id, file.as_ref())).await
}

#[tauri::command]
#[specta::specta]
pub async fn person_erase(app: Shop<'_>, id: PersonId) -> Answer<Erased> {
    run(app, move |a| people::erase(a, id)).await
}
