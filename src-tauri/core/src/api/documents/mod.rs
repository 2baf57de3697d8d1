//! Saved segments, emails, blocks of emails, journeys and experiments: one way to list, save, rename, delete and bring back.
//!
//! The body is the document's JSON by its kind's published schema; the kind's own module judges it before it is
//! saved, so that nothing half-right is ever stored. `order` holds folders and the archive, `versions` what a document
//! was before, `drafts` what is not saved yet.

pub mod drafts;
pub mod order;
pub mod versions;

use serde::{Deserialize, Serialize};
use specta::Type;

use super::App;
use crate::experiments::Experiment;
use crate::journeys::Journey;
use crate::segments::Segment;
use crate::store::{Area, document::DocumentRow};
use crate::types::{DocumentId, Error, FolderId, Result, Timestamp};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    Segment,
    Email,
    /// A block that several emails share.
    EmailBlock,
    Journey,
    Experiment,
}

impl DocumentKind {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Segment => "segment",
            Self::Email => "email",
            Self::EmailBlock => "email_block",
            Self::Journey => "journey",
            Self::Experiment => "experiment",
        }
    }

    /// As a person says it.
    pub fn word(self) -> &'static str {
        match self {
            Self::EmailBlock => "shared block",
            _ => self.as_str(),
        }
    }

    /// The same with its article.
    pub fn one(self) -> String {
        let an = matches!(self, Self::Email | Self::Experiment);
        format!("{} {}", if an { "an" } else { "a" }, self.word())
    }

    /// Refuses a body that its module could not read, with a sentence that names the place.
    /// `own` is the number it is saved under, `None` when it is new.
    fn check(self, app: &App, own: Option<DocumentId>, name: &str, body: &serde_json::Value) -> Result<()> {
        match self {
            Self::Segment => super::segments::check(app, body, own, name),
            Self::Email => super::emails::judge(body),
            Self::EmailBlock => super::emails::judge_block(app, own, name, body),
            Self::Journey => Journey::parse(body).map(|_| ()),
            Self::Experiment => Experiment::parse(body).map(|_| ()),
        }
    }
}

#[derive(Debug, Clone, Serialize, Type)]
pub struct Document {
    pub id: DocumentId,
    pub kind: DocumentKind,
    pub name: String,
    pub body: serde_json::Value,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub folder: Option<FolderId>,
    /// Out of the way; it goes on working wherever it is used.
    pub archived: bool,
}

pub fn list(app: &App, kind: DocumentKind) -> Result<Vec<Document>> {
    app.store().read(|r| r.documents(kind.as_str()))?.into_iter().map(|row| document(kind, row)).collect()
}

pub fn get(app: &App, kind: DocumentKind, id: DocumentId) -> Result<Document> {
    let row = app.store().read(|r| r.document(kind.as_str(), id))?;
    document(kind, row.ok_or_else(|| Error::not_found(format!("There is no {} with the number {id} (any more).", kind.word())))?)
}

/// Creates it (`id` is `None`) or saves over it; earlier versions are kept.
pub fn save(app: &App, kind: DocumentKind, id: Option<DocumentId>, name: &str, body: &serde_json::Value) -> Result<Document> {
    let name = name.trim();
    if name.is_empty() {
        return Err(Error::bad_input(format!("Please give the {} a name.", kind.word())));
    }
    kind.check(app, id, name, body)?;
    let now = app.now();
    let text = body.to_string();
    let id = app.store().write(Area::Documents, |w| {
        if w.document_named(kind.as_str(), name)?.is_some_and(|other| Some(other.id) != id) {
            return Err(Error::bad_input(format!("There is already {} called “{name}”. Choose another name.", kind.one())));
        }
        match id {
            Some(id) => w.update_document(kind.as_str(), id, name, &text, now).map(|()| id),
            None => w.create_document(kind.as_str(), name, &text, now),
        }
    })?;
    app.changed();
    get(app, kind, id)
}

/// Takes it out of sight; `restore` brings it back as it was.
pub fn delete(app: &App, kind: DocumentKind, id: DocumentId) -> Result<()> {
    let now = app.now();
    app.store().write(Area::Documents, |w| w.set_document_deleted(kind.as_str(), id, Some(now)))?;
    app.changed();
    Ok(())
}

pub fn restore(app: &App, kind: DocumentKind, id: DocumentId) -> Result<Document> {
    app.store().write(Area::Documents, |w| w.set_document_deleted(kind.as_str(), id, None))?;
    app.changed();
    get(app, kind, id)
}

fn document(kind: DocumentKind, row: DocumentRow) -> Result<Document> {
    let body: serde_json::Value = serde_json::from_str(&row.body)
        .map_err(|e| Error::internal(format!("The saved {} “{}” cannot be read any more.", kind.word(), row.name)).caused_by(e))?;
    // A segment saved by an older Regulars is handed out in the present words; one that cannot be read stays as it is.
    let body = match kind {
        DocumentKind::Segment => Segment::parse(&body).ok().and_then(|s| serde_json::to_value(s).ok()).unwrap_or(body),
        _ => body,
    };
    Ok(Document {
        id: row.id,
        kind,
        name: row.name,
        body,
        created_at: row.created_at,
        updated_at: row.updated_at,
        folder: row.folder,
        archived: row.archived_at.is_some(),
    })
}
