//! What the email editor asks beside saving: earlier versions, shared blocks, the texts to translate.

use regulars_core::api::emails::{SavedEmail, blocks, blocks::SavedBlock, versions, versions::EmailVersion};
use regulars_core::emails::Email;
use regulars_core::emails::definition::EmailBlock;
use regulars_core::emails::texts::{self, EmailText};
use regulars_core::types::DocumentId;

use super::{Answer, Shop, run};

#[tauri::command]
#[specta::specta]
pub async fn email_versions(app: Shop<'_>, id: DocumentId) -> Answer<Vec<EmailVersion>> {
    run(app, move |a| versions::list(a, id)).await
}

#[tauri::command]
#[specta::specta]
pub async fn email_version(app: Shop<'_>, id: DocumentId, version: u32) -> Answer<SavedEmail> {
    run(app, move |a| versions::version(a, id, version)).await
}

#[tauri::command]
#[specta::specta]
pub async fn email_blocks(app: Shop<'_>) -> Answer<Vec<SavedBlock>> {
    run(app, |a| blocks::list(a)).await
}

#[tauri::command]
#[specta::specta]
pub async fn email_block_save(app: Shop<'_>, id: Option<DocumentId>, name: String, block: EmailBlock) -> Answer<SavedBlock> {
    run(app, move |a| blocks::save(a, id, &name, &block)).await
}

#[tauri::command]
#[specta::specta]
pub async fn email_texts(app: Shop<'_>, email: Email) -> Answer<Vec<EmailText>> {
    run(app, move |_| Ok(texts::texts(&email))).await
}
