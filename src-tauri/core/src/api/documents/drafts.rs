//! What is being edited and not saved yet. An editor keeps it here a moment after each change; the write is on the disk
//! when the call answers, so that a crash of the app loses nothing. A draft may be unfinished: only its kind is known.

use serde::Serialize;
use specta::Type;

use super::DocumentKind;
use crate::api::App;
use crate::store::{Area, draft::DraftRow};
use crate::types::{DocumentId, Error, Result, Timestamp};

#[derive(Debug, Clone, Serialize, Type)]
pub struct Draft {
    /// The document's number, or a name of the editor's own for a new one.
    pub key: String,
    /// What it would be saved over; `None` for a new one.
    pub document: Option<DocumentId>,
    pub name: String,
    pub body: serde_json::Value,
    pub kept_at: Timestamp,
    /// It in words, where the kind has any.
    pub sentence: Option<String>,
}

/// Nobody writes a draft this large by hand.
const MOST_BYTES: usize = 8 << 20;

/// The latest first. One that cannot be read any more is passed over.
pub fn drafts(app: &App, kind: DocumentKind) -> Result<Vec<Draft>> {
    let rows = app.store().read(|r| r.drafts(kind.as_str()))?;
    let read = |row: DraftRow| {
        let body: serde_json::Value = serde_json::from_str(&row.body).ok()?;
        let sentence = match kind {
            DocumentKind::Segment => Some(crate::api::segments::said(app, &body).ok()?),
            _ => None,
        };
        Some(Draft { key: row.key, document: row.document, name: row.name, body, kept_at: row.kept_at, sentence })
    };
    Ok(rows.into_iter().filter_map(read).collect())
}

pub fn keep(app: &App, kind: DocumentKind, key: &str, document: Option<DocumentId>, name: &str, body: &serde_json::Value) -> Result<()> {
    let body = body.to_string();
    if body.len() > MOST_BYTES {
        return Err(Error::bad_input("This is too large to be kept as a draft. Save it, or make it smaller."));
    }
    let draft = DraftRow { key: key.to_owned(), document, name: name.to_owned(), body, kept_at: app.now() };
    app.store().write(Area::House, |w| w.keep_draft(kind.as_str(), &draft))
}

pub fn discard(app: &App, kind: DocumentKind, key: &str) -> Result<()> {
    app.store().write(Area::House, |w| w.drop_draft(kind.as_str(), key))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::{DocumentKind::Segment, delete, restore, save};
    use super::*;
    use crate::api::testing::app;

    #[test]
    fn a_draft_is_kept_unfinished_and_found_by_another_opening_of_the_file() {
        let dir = tempfile::tempdir().unwrap();
        let unfinished = json!({"version":1,"root":{"type":"group","match":"all","children":[
            {"type":"lifecycle","stages":[]}, {"type":"lifecycle","stages":["new"]}]}});
        let id = {
            let app = app(dir.path());
            let empty = json!({"version":1,"root":{"type":"group","match":"all","children":[]}});
            let id = save(&app, Segment, None, "VIPs", &empty).unwrap().id;
            keep(&app, Segment, "new", None, "🕯 “Ω”", &unfinished).unwrap();
            keep(&app, Segment, &id.to_string(), Some(id), "VIPs", &unfinished).unwrap();
            keep(&app, Segment, "new", None, "🕯 “Ωmega”", &unfinished).unwrap();
            keep(&app, Segment, "broken", None, "", &json!("what?")).unwrap();
            id
        };
        let app = app(dir.path());
        let found = drafts(&app, Segment).unwrap();
        let names: Vec<_> = found.iter().map(|d| (d.name.as_str(), d.document)).collect();
        assert_eq!(names, [("VIPs", Some(id)), ("🕯 “Ωmega”", None)]);
        assert_eq!(found[1].body["root"]["children"].as_array().unwrap().len(), 2, "the unfinished part is there too");
        assert!(found[1].sentence.as_deref().unwrap().starts_with("People who"));

        delete(&app, Segment, id).unwrap();
        assert_eq!(drafts(&app, Segment).unwrap().len(), 1, "nothing is offered for what is gone");
        restore(&app, Segment, id).unwrap();
        discard(&app, Segment, "new").unwrap();
        assert_eq!(drafts(&app, Segment).unwrap().len(), 1);
    }
}
