//! The emails room's commands for pictures, test sends and exports.

use regulars_core::api::emails::{
    self, AddedPicture, EverybodyAsk, EverybodyPlan, ExportAsk, ExportDone, ExportView, MailSettings, Picture,
};
use regulars_core::emails::Email;
use regulars_core::host::Secret;
use regulars_core::types::{DocumentId, PersonId, PictureId};

use super::{Answer, Shop, run};

#[tauri::command]
#[specta::specta]
pub async fn picture_add(app: Shop<'_>, file: String) -> Answer<AddedPicture> {
    run(app, move |a| emails::add_picture(a, file.as_ref())).await
}

#[tauri::command]
#[specta::specta]
pub async fn pictures_list(app: Shop<'_>) -> Answer<Vec<Picture>> {
    run(app, |a| emails::pictures(a)).await
}

#[tauri::command]
#[specta::specta]
pub async fn picture_thumbnail(app: Shop<'_>, id: PictureId) -> Answer<String> {
    run(app, move |a| emails::picture_thumbnail(a, id)).await
}

#[tauri::command]
#[specta::specta]
pub async fn picture_remove(app: Shop<'_>, id: PictureId) -> Answer<()> {
    run(app, move |a| emails::remove_picture(a, id)).await
}

#[tauri::command]
#[specta::specta]
pub async fn mail_settings_get(app: Shop<'_>) -> Answer<Option<MailSettings>> {
    run(app, |a| emails::mail_settings(a)).await
}

#[tauri::command]
#[specta::specta]
pub async fn mail_settings_save(app: Shop<'_>, settings: MailSettings, password: Option<String>) -> Answer<MailSettings> {
    run(app, move |a| emails::save_mail_settings(a, &settings, password.map(Secret::new))).await
}

#[tauri::command]
#[specta::specta]
pub async fn mail_settings_forget(app: Shop<'_>) -> Answer<()> {
    run(app, |a| emails::forget_mail_settings(a)).await
}

/// Starts a task, which can be stopped as any other; its number.
#[tauri::command]
#[specta::specta]
pub async fn email_send_test(app: Shop<'_>, email: Email, name: String, person: PersonId, to: Vec<String>) -> Answer<u32> {
    run(app, move |a| emails::start_test(a, email, &name, person, to)).await
}

#[tauri::command]
#[specta::specta]
pub async fn email_export_view(app: Shop<'_>, email: Email, ask: ExportAsk) -> Answer<ExportView> {
    run(app, move |a| emails::export_view(a, &email, &ask)).await
}

#[tauri::command]
#[specta::specta]
pub async fn email_export(app: Shop<'_>, email: Email, name: String, ask: ExportAsk, folder: String) -> Answer<ExportDone> {
    run(app, move |a| emails::export(a, &email, &name, &ask, folder.as_ref())).await
}

/// For whom it would be written, and how many codes that takes; nothing is handed out.
#[tauri::command]
#[specta::specta]
pub async fn email_everybody_plan(app: Shop<'_>, id: DocumentId, email: Email, segment: Option<DocumentId>) -> Answer<EverybodyPlan> {
    run(app, move |a| emails::everybody_plan(a, id, &email, segment)).await
}

/// Hands out and writes, as a task; its number. What it comes to is an `EverybodyDone`.
#[tauri::command]
#[specta::specta]
pub async fn email_everybody(app: Shop<'_>, id: DocumentId, email: Email, name: String, ask: EverybodyAsk, folder: String) -> Answer<u32> {
    run(app, move |a| Ok(emails::start_everybody(a, id, email, &name, ask, folder.into()))).await
}
