//! Order among documents of one kind: folders, and what is archived.

use super::{Reader, Writer};
use crate::types::{DocumentId, Error, FolderId, Result, Timestamp};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FolderRow {
    pub id: FolderId,
    pub name: String,
}

impl Reader<'_> {
    /// By name.
    pub fn folders(&self, kind: &str) -> Result<Vec<FolderRow>> {
        self.rows("SELECT id, name FROM folder WHERE kind = ?1 ORDER BY name, id", &[kind.into()], |r| {
            Ok(FolderRow { id: FolderId(r.get(0)?), name: r.get(1)? })
        })
    }
}

impl Writer<'_> {
    pub fn create_folder(&self, kind: &str, name: &str) -> Result<FolderId> {
        self.insert("INSERT INTO folder (kind, name) VALUES (?1, ?2)", &[kind.into(), name.into()]).map(FolderId)
    }

    pub fn rename_folder(&self, kind: &str, id: FolderId, name: &str) -> Result<()> {
        there(self.execute("UPDATE folder SET name = ?3 WHERE id = ?1 AND kind = ?2", &[id.into(), kind.into(), name.into()])?)
    }

    /// What was in it stands among the others again.
    pub fn delete_folder(&self, kind: &str, id: FolderId) -> Result<()> {
        there(self.execute("DELETE FROM folder WHERE id = ?1 AND kind = ?2", &[id.into(), kind.into()])?)
    }

    /// `None`: out of its folder.
    pub fn set_document_folder(&self, kind: &str, id: DocumentId, folder: Option<FolderId>) -> Result<()> {
        self.set_place("folder_id = ?3", kind, id, folder.into())
    }

    pub fn set_document_archived(&self, kind: &str, id: DocumentId, archived_at: Option<Timestamp>) -> Result<()> {
        self.set_place("archived_at = ?3", kind, id, archived_at.into())
    }

    fn set_place(&self, what: &str, kind: &str, id: DocumentId, value: super::Value) -> Result<()> {
        let changed = self.execute(&format!("UPDATE document SET {what} WHERE id = ?1 AND kind = ?2"), &[id.into(), kind.into(), value])?;
        if changed == 0 { Err(Error::not_found(format!("There is no {kind} with the number {id}."))) } else { Ok(()) }
    }
}

fn there(changed: usize) -> Result<()> {
    if changed == 0 { Err(Error::not_found("There is no such folder any more.")) } else { Ok(()) }
}
