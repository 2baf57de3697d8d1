//! Saving, renaming, arranging, deleting and bringing back segments, emails, journeys and experiments; their drafts.

use regulars_core::api::documents::drafts::{self, Draft};
use regulars_core::api::documents::order::{self, Arrange, Folder};
use regulars_core::api::documents::{self, Document, DocumentKind};
use regulars_core::types::{DocumentId, FolderId};

use super::{Answer, Shop, run};

#[tauri::command]
#[specta::specta]
pub async fn documents_list(app: Shop<'_>, kind: DocumentKind) -> Answer<Vec<Document>> {
    run(app, move |a| documents::list(a, kind)).await
}

#[tauri::command]
#[specta::specta]
pub async fn document_get(app: Shop<'_>, kind: DocumentKind, id: DocumentId) -> Answer<Document> {
    run(app, move |a| documents::get(a, kind, id)).await
}

#[tauri::command]
#[specta::specta]
pub async fn document_save(
    app: Shop<'_>,
    kind: DocumentKind,
    id: Option<DocumentId>,
    name: String,
    body: serde_json::Value,
) -> Answer<Document> {
    run(app, move |a| documents::save(a, kind, id, &name, &body)).await
}

#[tauri::command]
#[specta::specta]
pub async fn document_delete(app: Shop<'_>, kind: DocumentKind, id: DocumentId) -> Answer<()> {
    run(app, move |a| documents::delete(a, kind, id)).await
}

#[tauri::command]
#[specta::specta]
pub async fn document_restore(app: Shop<'_>, kind: DocumentKind, id: DocumentId) -> Answer<Document> {
    run(app, move |a| documents::restore(a, kind, id)).await
}

#[tauri::command]
#[specta::specta]
pub async fn documents_arrange(app: Shop<'_>, kind: DocumentKind, ids: Vec<DocumentId>, change: Arrange) -> Answer<()> {
    run(app, move |a| order::arrange(a, kind, &ids, change)).await
}

#[tauri::command]
#[specta::specta]
pub async fn folders_list(app: Shop<'_>, kind: DocumentKind) -> Answer<Vec<Folder>> {
    run(app, move |a| order::folders(a, kind)).await
}

#[tauri::command]
#[specta::specta]
pub async fn folder_save(app: Shop<'_>, kind: DocumentKind, id: Option<FolderId>, name: String) -> Answer<Folder> {
    run(app, move |a| order::save_folder(a, kind, id, &name)).await
}

#[tauri::command]
#[specta::specta]
pub async fn folder_delete(app: Shop<'_>, kind: DocumentKind, id: FolderId) -> Answer<Vec<DocumentId>> {
    run(app, move |a| order::delete_folder(a, kind, id)).await
}

#[tauri::command]
#[specta::specta]
pub async fn drafts_list(app: Shop<'_>, kind: DocumentKind) -> Answer<Vec<Draft>> {
    run(app, move |a| drafts::drafts(a, kind)).await
}

#[tauri::command]
#[specta::specta]
pub async fn draft_keep(
    app: Shop<'_>,
    kind: DocumentKind,
    key: String,
    document: Option<DocumentId>,
    name: String,
    body: serde_json::Value,
) -> Answer<()> {
    run(app, move |a| drafts::keep(a, kind, &key, document, &name, &body)).await
}

#[tauri::command]
#[specta::specta]
pub async fn draft_discard(app: Shop<'_>, kind: DocumentKind, key: String) -> Answer<()> {
    run(app, move |a| drafts::discard(a, kind, &key)).await
}
