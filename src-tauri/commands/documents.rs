//! Saving, renaming, deleting and bringing back segments, emails, journeys and experiments.

use regulars_core::api::documents::{self, Document, DocumentKind};
use regulars_core::types::DocumentId;

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
