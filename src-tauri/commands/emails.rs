//! The emails room's commands.

use regulars_core::api::emails::files::OpenedEmail;
use regulars_core::api::emails::{
    self, CheckPeople, CheckWho, EmailCheck, EmailPreview, EmailSource, EmailStarter, EmailSummary, EmailVariable, ReaderStep, SavedEmail,
    Sight, SurprisingReader,
};
use regulars_core::emails::Email;
use regulars_core::emails::brand::Brand;
use regulars_core::emails::lint::{Fix, Lint};
use regulars_core::types::{Code, DocumentId, Error, PersonId};

use tauri_plugin_opener::OpenerExt;

use super::{Answer, Shop, run};

#[tauri::command]
#[specta::specta]
pub async fn emails_list(app: Shop<'_>) -> Answer<Vec<EmailSummary>> {
    run(app, |a| emails::list(a)).await
}

#[tauri::command]
#[specta::specta]
pub async fn email_get(app: Shop<'_>, id: DocumentId) -> Answer<SavedEmail> {
    run(app, move |a| emails::get(a, id)).await
}

#[tauri::command]
#[specta::specta]
pub async fn email_save(app: Shop<'_>, id: Option<DocumentId>, name: String, email: Email) -> Answer<SavedEmail> {
    run(app, move |a| emails::save(a, id, &name, &email)).await
}

#[tauri::command]
#[specta::specta]
pub async fn email_starters(app: Shop<'_>) -> Answer<Vec<EmailStarter>> {
    run(app, |a| emails::starters(a)).await
}

#[tauri::command]
#[specta::specta]
pub async fn email_file_save(app: Shop<'_>, name: String, email: Email, path: String) -> Answer<()> {
    run(app, move |a| emails::files::save(a, &name, &email, path.as_ref())).await
}

#[tauri::command]
#[specta::specta]
pub async fn email_file_open(app: Shop<'_>, path: String) -> Answer<OpenedEmail> {
    run(app, move |a| emails::files::open(a, path.as_ref())).await
}

#[tauri::command]
#[specta::specta]
pub async fn email_variables(app: Shop<'_>) -> Answer<Vec<EmailVariable>> {
    run(app, |_| Ok(emails::variables())).await
}

#[tauri::command]
#[specta::specta]
pub async fn email_preview(app: Shop<'_>, email: Email, sight: Sight) -> Answer<EmailPreview> {
    run(app, move |a| emails::preview(a, &email, &sight)).await
}

#[tauri::command]
#[specta::specta]
pub async fn email_source(app: Shop<'_>, email: Email) -> Answer<EmailSource> {
    run(app, move |a| emails::source(a, &email)).await
}

#[tauri::command]
#[specta::specta]
pub async fn email_people(app: Shop<'_>, search: String, segment: Option<DocumentId>, at: Option<PersonId>) -> Answer<ReaderStep> {
    run(app, move |a| emails::people(a, &search, segment, at)).await
}

#[tauri::command]
#[specta::specta]
pub async fn email_check_start(app: Shop<'_>, id: DocumentId, name: String, email: Email, who: CheckWho) -> Answer<u32> {
    run(app, move |a| emails::start_check(a, id, &name, email, who)).await
}

#[tauri::command]
#[specta::specta]
pub async fn email_surprising(
    app: Shop<'_>,
    email: Email,
    search: String,
    segment: Option<DocumentId>,
    turn: u32,
) -> Answer<Option<SurprisingReader>> {
    run(app, move |a| emails::surprising(a, &email, &search, segment, turn)).await
}

/// Opens an email's link in the browser; the window asks first.
#[tauri::command]
#[specta::specta]
pub async fn email_link_open(app: Shop<'_>, window: tauri::WebviewWindow, address: String) -> Answer<()> {
    run(app, move |_| {
        let address = emails::web_address(&address)?;
        window
            .opener()
            .open_url(&address, None::<&str>)
            .map_err(|e| Error::new(Code::File, format!("No browser could open {address}.")).caused_by(e))
    })
    .await
}

#[tauri::command]
#[specta::specta]
pub async fn email_check_last(app: Shop<'_>, id: DocumentId, email: Email) -> Answer<Option<EmailCheck>> {
    run(app, move |a| emails::last_check(a, id, &email)).await
}

#[tauri::command]
#[specta::specta]
pub async fn email_check_people(app: Shop<'_>, id: DocumentId, finding: String, offset: u32) -> Answer<CheckPeople> {
    run(app, move |a| emails::people_of_finding(a, id, &finding, offset)).await
}

#[tauri::command]
#[specta::specta]
pub async fn email_lints(app: Shop<'_>, email: Email, person: Option<PersonId>) -> Answer<Vec<Lint>> {
    run(app, move |a| emails::lints(a, &email, person)).await
}

#[tauri::command]
#[specta::specta]
pub async fn email_fix(app: Shop<'_>, email: Email, fix: Fix) -> Answer<Email> {
    run(app, move |_| emails::fix(&email, &fix)).await
}

#[tauri::command]
#[specta::specta]
pub async fn brand_get(app: Shop<'_>) -> Answer<Brand> {
    run(app, |a| emails::brand(a)).await
}

#[tauri::command]
#[specta::specta]
pub async fn brand_save(app: Shop<'_>, brand: Brand) -> Answer<Brand> {
    run(app, move |a| emails::save_brand(a, &brand)).await
}
