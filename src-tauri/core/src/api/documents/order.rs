//! Folders and the archive, the same for every kind of document; many are moved, archived or deleted at once, or none.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::DocumentKind;
use crate::api::App;
use crate::store::{Area, Writer};
use crate::types::{DocumentId, Error, FolderId, Result};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct Folder {
    pub id: FolderId,
    pub name: String,
}

/// What is done with some documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "to", rename_all = "snake_case")]
pub enum Arrange {
    /// `None`: out of their folders.
    Folder {
        folder: Option<FolderId>,
    },
    Archive,
    Unarchive,
    Delete,
    Restore,
}

/// By name.
pub fn folders(app: &App, kind: DocumentKind) -> Result<Vec<Folder>> {
    let rows = app.store().read(|r| r.folders(kind.as_str()))?;
    Ok(rows.into_iter().map(|f| Folder { id: f.id, name: f.name }).collect())
}

/// Makes a folder (`id` is `None`) or gives it another name.
pub fn save_folder(app: &App, kind: DocumentKind, id: Option<FolderId>, name: &str) -> Result<Folder> {
    let name = name.trim();
    if name.is_empty() {
        return Err(Error::bad_input("Please give the folder a name."));
    }
    let id = app.store().write(Area::Documents, |w| {
        let lower = name.to_lowercase();
        if w.folders(kind.as_str())?.iter().any(|f| f.name.to_lowercase() == lower && Some(f.id) != id) {
            return Err(Error::bad_input(format!("There is already a folder called “{name}”. Choose another name.")));
        }
        match id {
            Some(id) => w.rename_folder(kind.as_str(), id, name).map(|()| id),
            None => w.create_folder(kind.as_str(), name),
        }
    })?;
    app.changed();
    Ok(Folder { id, name: name.to_owned() })
}

/// Removes the folder and keeps what is in it; answers with the documents that were, so that it can be undone.
pub fn delete_folder(app: &App, kind: DocumentKind, id: FolderId) -> Result<Vec<DocumentId>> {
    let inside = app.store().write(Area::Documents, |w| {
        let inside = w.documents(kind.as_str())?.into_iter().filter(|d| d.folder == Some(id)).map(|d| d.id).collect();
        w.delete_folder(kind.as_str(), id)?;
        Ok(inside)
    })?;
    app.changed();
    Ok(inside)
}

/// Does the same with all of them, or with none when one of them fails.
pub fn arrange(app: &App, kind: DocumentKind, ids: &[DocumentId], change: Arrange) -> Result<()> {
    let now = app.now();
    let one = |w: &Writer<'_>, id: DocumentId| match change {
        Arrange::Folder { folder } => w.set_document_folder(kind.as_str(), id, folder),
        Arrange::Archive => w.set_document_archived(kind.as_str(), id, Some(now)),
        Arrange::Unarchive => w.set_document_archived(kind.as_str(), id, None),
        Arrange::Delete => w.set_document_deleted(kind.as_str(), id, Some(now)),
        Arrange::Restore => w.set_document_deleted(kind.as_str(), id, None),
    };
    app.store().write(Area::Documents, |w| {
        if let Arrange::Folder { folder: Some(folder) } = change
            && !w.folders(kind.as_str())?.iter().any(|f| f.id == folder)
        {
            return Err(Error::not_found("There is no such folder any more."));
        }
        ids.iter().try_for_each(|id| one(w, *id))
    })?;
    app.changed();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::{DocumentKind::Segment, get, list, save};
    use super::*;
    use crate::api::testing::app;

    #[test]
    fn a_folder_holds_documents_and_gives_them_back() {
        let dir = tempfile::tempdir().unwrap();
        let app = app(dir.path());
        let body = serde_json::json!({"version":1,"root":{"type":"group","match":"all","children":[]}});
        let one = save(&app, Segment, None, "One", &body).unwrap().id;
        let two = save(&app, Segment, None, "Two", &body).unwrap().id;
        let folder = save_folder(&app, Segment, None, " Spring ").unwrap();
        assert_eq!(folder.name, "Spring");
        assert!(save_folder(&app, Segment, None, "SPRING").unwrap_err().message.contains("already a folder"));
        assert!(save_folder(&app, Segment, None, "  ").is_err());
        assert_eq!(save_folder(&app, Segment, Some(folder.id), "spring").unwrap().name, "spring");

        arrange(&app, Segment, &[one, two], Arrange::Folder { folder: Some(folder.id) }).unwrap();
        assert_eq!(get(&app, Segment, two).unwrap().folder, Some(folder.id));
        assert_eq!(delete_folder(&app, Segment, folder.id).unwrap(), [one, two]);
        assert_eq!(get(&app, Segment, two).unwrap().folder, None);
        assert!(arrange(&app, Segment, &[one], Arrange::Folder { folder: Some(folder.id) }).is_err());
    }

    #[test]
    fn many_are_arranged_at_once_or_none() {
        let dir = tempfile::tempdir().unwrap();
        let app = app(dir.path());
        let body = serde_json::json!({"version":1,"root":{"type":"group","match":"all","children":[]}});
        let one = save(&app, Segment, None, "One", &body).unwrap().id;
        arrange(&app, Segment, &[one], Arrange::Archive).unwrap();
        let there = get(&app, Segment, one).unwrap();
        assert!(there.archived, "an archived one is still found and works");
        assert!(arrange(&app, Segment, &[one, DocumentId(99)], Arrange::Unarchive).is_err());
        assert!(get(&app, Segment, one).unwrap().archived, "nothing was done by halves");
        arrange(&app, Segment, &[one], Arrange::Delete).unwrap();
        assert!(list(&app, Segment).unwrap().is_empty());
        arrange(&app, Segment, &[one], Arrange::Restore).unwrap();
        assert_eq!(list(&app, Segment).unwrap().len(), 1);
    }
}
