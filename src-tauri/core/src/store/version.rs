//! What a document was at each saving. Nothing here is ever changed or removed while the document exists.

use super::{Reader, Row, Writer};
use crate::types::{DocumentId, Result, Timestamp};

#[derive(Debug, Clone, PartialEq)]
pub struct VersionRow {
    /// From 1, in the order of saving.
    pub version: u32,
    pub name: String,
    pub body: String,
    pub saved_at: Timestamp,
}

fn version_row(r: &Row<'_>) -> Result<VersionRow> {
    Ok(VersionRow { version: r.get(0)?, name: r.get(1)?, body: r.get(2)?, saved_at: r.at(3)? })
}

const VERSIONS: &str = "SELECT v.version, v.name, v.body, v.saved_at FROM document_version v
  JOIN document d ON d.id = v.document_id WHERE d.kind = ?1 AND d.id = ?2";

impl Reader<'_> {
    /// The newest first.
    pub fn document_versions(&self, kind: &str, id: DocumentId) -> Result<Vec<VersionRow>> {
        self.rows(&format!("{VERSIONS} ORDER BY v.version DESC"), &[kind.into(), id.into()], version_row)
    }

    pub fn document_version(&self, kind: &str, id: DocumentId, version: u32) -> Result<Option<VersionRow>> {
        self.first(&format!("{VERSIONS} AND v.version = ?3"), &[kind.into(), id.into(), version.into()], version_row)
    }
}

impl Writer<'_> {
    pub(super) fn keep_version(&self, id: DocumentId, name: &str, body: &str, now: Timestamp) -> Result<()> {
        self.execute(
            "INSERT INTO document_version (document_id, version, name, body, saved_at)
             SELECT ?1, coalesce(max(version), 0) + 1, ?2, ?3, ?4 FROM document_version WHERE document_id = ?1",
            &[id.into(), name.into(), body.into(), now.into()],
        )
        .map(|_| ())
    }
}
