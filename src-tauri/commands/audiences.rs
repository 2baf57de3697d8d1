//! The audiences room's commands.

use regulars_core::api::audiences::{self, Connection, FieldChoice, MemberFilter, MembersPage, PreviewRequest, PushDetail, PushLine};
use regulars_core::audiences::there::Audience;
use regulars_core::host::Secret;
use regulars_core::types::Progress;

use super::{Answer, Shop, run};

#[tauri::command]
#[specta::specta]
pub async fn mailchimp_connection(app: Shop<'_>) -> Answer<Option<Connection>> {
    run(app, |a| audiences::connection(a)).await
}

#[tauri::command]
#[specta::specta]
pub async fn mailchimp_connect(app: Shop<'_>, address: Option<String>, key: String) -> Answer<Connection> {
    run(app, move |a| audiences::connect(a, address.as_deref(), Some(Secret::new(key)))).await
}

#[tauri::command]
#[specta::specta]
pub async fn mailchimp_disconnect(app: Shop<'_>) -> Answer<()> {
    run(app, |a| audiences::disconnect(a)).await
}

#[tauri::command]
#[specta::specta]
pub async fn mailchimp_lists(app: Shop<'_>) -> Answer<Vec<Audience>> {
    run(app, |a| audiences::audiences(a)).await
}

#[tauri::command]
#[specta::specta]
pub async fn audience_field_choices(app: Shop<'_>) -> Answer<Vec<FieldChoice>> {
    run(app, |_| Ok(audiences::field_choices())).await
}

#[tauri::command]
#[specta::specta]
pub async fn audience_preview(app: Shop<'_>, request: PreviewRequest) -> Answer<PushDetail> {
    run(app, move |a| audiences::preview(a, &request, &Progress::silent())).await
}

/// The dry run of taking an export back; carried out with `audience_push`.
#[tauri::command]
#[specta::specta]
pub async fn audience_undo(app: Shop<'_>, id: i64) -> Answer<PushDetail> {
    run(app, move |a| audiences::preview_undo(a, id, &Progress::silent())).await
}

/// From a dry run, or to go on with an interrupted push; answers the task's id.
#[tauri::command]
#[specta::specta]
pub async fn audience_push(app: Shop<'_>, id: i64) -> Answer<u32> {
    run(app, move |a| audiences::start_push(a, id)).await
}

#[tauri::command]
#[specta::specta]
pub async fn audience_history(app: Shop<'_>) -> Answer<Vec<PushLine>> {
    run(app, |a| audiences::history(a, 100)).await
}

#[tauri::command]
#[specta::specta]
pub async fn audience_push_detail(app: Shop<'_>, id: i64) -> Answer<PushDetail> {
    run(app, move |a| audiences::detail(a, id)).await
}

#[tauri::command]
#[specta::specta]
pub async fn audience_push_members(app: Shop<'_>, id: i64, filter: MemberFilter, offset: u32, limit: u32) -> Answer<MembersPage> {
    run(app, move |a| audiences::members(a, id, &filter, offset, limit)).await
}
