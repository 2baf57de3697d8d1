//! Saved segments, emails, journeys and experiments: JSON bodies with an undoable delete. Their earlier states are in
//! `version.rs`, their order in `folder.rs`.
//!
//! What a body means is the business of its module; here it is text with a kind and a name.

use super::{Reader, Row, Writer};
use crate::types::{DocumentId, Error, FolderId, Result, Timestamp};

#[derive(Debug, Clone, PartialEq)]
pub struct DocumentRow {
    pub id: DocumentId,
    pub kind: String,
    pub name: String,
    pub body: String,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub folder: Option<FolderId>,
    pub archived_at: Option<Timestamp>,
}

const COLUMNS: &str = "id, kind, name, body, created_at, updated_at, folder_id, archived_at";

fn document_row(r: &Row<'_>) -> Result<DocumentRow> {
    Ok(DocumentRow {
        id: DocumentId(r.get(0)?),
        kind: r.get(1)?,
        name: r.get(2)?,
        body: r.get(3)?,
        created_at: r.at(4)?,
        updated_at: r.at(5)?,
        folder: r.get::<Option<i64>>(6)?.map(FolderId),
        archived_at: r.maybe_at(7)?,
    })
}

impl Reader<'_> {
    /// Those of one kind that are not deleted, by name; archived ones among them.
    pub fn documents(&self, kind: &str) -> Result<Vec<DocumentRow>> {
        self.rows(
            &format!("SELECT {COLUMNS} FROM document WHERE kind = ?1 AND deleted_at IS NULL ORDER BY name COLLATE NOCASE, id"),
            &[kind.into()],
            document_row,
        )
    }

    pub fn document(&self, kind: &str, id: DocumentId) -> Result<Option<DocumentRow>> {
        self.first(
            &format!("SELECT {COLUMNS} FROM document WHERE id = ?1 AND kind = ?2 AND deleted_at IS NULL"),
            &[id.into(), kind.into()],
            document_row,
        )
    }

    pub fn document_named(&self, kind: &str, name: &str) -> Result<Option<DocumentRow>> {
        self.first(
            &format!("SELECT {COLUMNS} FROM document WHERE kind = ?1 AND name = ?2 COLLATE NOCASE AND deleted_at IS NULL"),
            &[kind.into(), name.into()],
            document_row,
        )
    }
}

impl Writer<'_> {
    pub fn create_document(&self, kind: &str, name: &str, body: &str, now: Timestamp) -> Result<DocumentId> {
        let id = self.insert(
            "INSERT INTO document (kind, name, body, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?4)",
            &[kind.into(), name.into(), body.into(), now.into()],
        )?;
        self.keep_version(DocumentId(id), name, body, now)?;
        Ok(DocumentId(id))
    }

    pub fn update_document(&self, kind: &str, id: DocumentId, name: &str, body: &str, now: Timestamp) -> Result<()> {
        let changed = self.execute(
            "UPDATE document SET name = ?3, body = ?4, updated_at = ?5 WHERE id = ?1 AND kind = ?2 AND deleted_at IS NULL",
            &[id.into(), kind.into(), name.into(), body.into(), now.into()],
        )?;
        if changed == 0 {
            return Err(Error::not_found(format!("This {kind} does not exist any more. Was it deleted in another window?")));
        }
        self.keep_version(id, name, body, now)
    }

    /// Marks it deleted (`Some(now)`) or brings it back (`None`); nothing is lost either way.
    pub fn set_document_deleted(&self, kind: &str, id: DocumentId, deleted_at: Option<Timestamp>) -> Result<()> {
        let changed =
            self.execute("UPDATE document SET deleted_at = ?3 WHERE id = ?1 AND kind = ?2", &[id.into(), kind.into(), deleted_at.into()])?;
        if changed == 0 { Err(Error::not_found(format!("This {kind} does not exist."))) } else { Ok(()) }
    }
}
