//! What is being edited and not saved yet, so that a crash loses nothing.

use super::{Reader, Row, Writer};
use crate::types::{DocumentId, Result, Timestamp};

#[derive(Debug, Clone, PartialEq)]
pub struct DraftRow {
    pub key: String,
    /// The document it would be saved over; `None` for a new one.
    pub document: Option<DocumentId>,
    pub name: String,
    pub body: String,
    pub kept_at: Timestamp,
}

fn draft_row(r: &Row<'_>) -> Result<DraftRow> {
    Ok(DraftRow { key: r.get(0)?, document: r.get::<Option<i64>>(1)?.map(DocumentId), name: r.get(2)?, body: r.get(3)?, kept_at: r.at(4)? })
}

impl Reader<'_> {
    /// The latest first; none of a deleted document.
    pub fn drafts(&self, kind: &str) -> Result<Vec<DraftRow>> {
        self.rows(
            "SELECT f.key, f.document_id, f.name, f.body, f.kept_at FROM draft f LEFT JOIN document d ON d.id = f.document_id
             WHERE f.kind = ?1 AND d.deleted_at IS NULL ORDER BY f.kept_at DESC, f.key",
            &[kind.into()],
            draft_row,
        )
    }
}

impl Writer<'_> {
    pub fn keep_draft(&self, kind: &str, draft: &DraftRow) -> Result<()> {
        self.execute(
            "INSERT INTO draft (kind, key, document_id, name, body, kept_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (kind, key) DO UPDATE SET document_id = ?3, name = ?4, body = ?5, kept_at = ?6",
            &[
                kind.into(),
                draft.key.as_str().into(),
                draft.document.into(),
                draft.name.as_str().into(),
                draft.body.as_str().into(),
                draft.kept_at.into(),
            ],
        )
        .map(|_| ())
    }

    pub fn drop_draft(&self, kind: &str, key: &str) -> Result<()> {
        self.execute("DELETE FROM draft WHERE kind = ?1 AND key = ?2", &[kind.into(), key.into()]).map(|_| ())
    }
}
