//! What a document was at each saving, and the way back. What a version says in words is its room's business.

use super::{Document, DocumentKind, save};
use crate::api::App;
use crate::store::version::VersionRow;
use crate::types::{DocumentId, Error, Result};

/// The newest first; the first is the present state.
pub fn versions(app: &App, kind: DocumentKind, id: DocumentId) -> Result<Vec<VersionRow>> {
    app.store().read(|r| r.document_versions(kind.as_str(), id))
}

pub fn version(app: &App, kind: DocumentKind, id: DocumentId, version: u32) -> Result<VersionRow> {
    app.store()
        .read(|r| r.document_version(kind.as_str(), id, version))?
        .ok_or_else(|| Error::not_found(format!("This {} has no version {version}.", kind.word())))
}

/// Saves an earlier version anew, on top of the others: the way back is itself a step that can be taken back.
pub fn bring_back(app: &App, kind: DocumentKind, id: DocumentId, number: u32) -> Result<Document> {
    let earlier = version(app, kind, id, number)?;
    let body = serde_json::from_str(&earlier.body)
        .map_err(|e| Error::internal(format!("Version {number} of “{}” cannot be read any more.", earlier.name)).caused_by(e))?;
    save(app, kind, Some(id), &earlier.name, &body)
}
