//! Blocks that several emails share: which there are, where each is used, and the refusal of one that would hold itself.
//!
//! They are documents like any other (`documents`): saved, deleted and brought back there. How one is put into the email
//! that names it is the business of `compile`.

use std::collections::BTreeSet;

use serde::Serialize;
use specta::Type;

use super::super::App;
use super::super::documents::{self, Document, DocumentKind};
use crate::emails::Email;
use crate::emails::definition::{BlockContent, EmailBlock};
use crate::types::{DocumentId, Error, Result, Timestamp};

#[derive(Debug, Clone, Serialize, Type)]
pub struct SavedBlock {
    pub id: DocumentId,
    pub name: String,
    /// `None`: it cannot be read any more, and `problem` says why.
    pub block: Option<EmailBlock>,
    pub problem: Option<String>,
    /// The names of the emails that it stands in, also by way of another saved block.
    pub used_in: Vec<String>,
    pub updated_at: Timestamp,
}

/// By name.
pub fn list(app: &App) -> Result<Vec<SavedBlock>> {
    let rows = documents::list(app, DocumentKind::EmailBlock)?;
    let read: Vec<(DocumentId, Result<EmailBlock>)> = rows.iter().map(|d| (d.id, reading(d))).collect();
    let emails = documents::list(app, DocumentKind::Email)?;
    let within = |id: DocumentId| read.iter().find(|(own, _)| *own == id).and_then(|(_, b)| b.as_ref().ok());
    let users: Vec<(String, BTreeSet<DocumentId>)> =
        emails.into_iter().filter_map(|d| Email::read(&d.body).ok().map(|e| (d.name, reached(&e.blocks, &within)))).collect();
    let said = |d: Document| {
        let block = reading(&d);
        SavedBlock {
            used_in: users.iter().filter(|(_, ids)| ids.contains(&d.id)).map(|(name, _)| name.clone()).collect(),
            problem: block.as_ref().err().map(|e| e.message.clone()),
            block: block.ok(),
            id: d.id,
            name: d.name,
            updated_at: d.updated_at,
        }
    };
    let mut out: Vec<SavedBlock> = rows.into_iter().map(said).collect();
    out.sort_by_key(|b| b.name.to_lowercase());
    Ok(out)
}

/// Makes one (`id` is `None`) or saves over it, for every email that uses it.
pub fn save(app: &App, id: Option<DocumentId>, name: &str, block: &EmailBlock) -> Result<SavedBlock> {
    let body = serde_json::to_value(block).map_err(|e| Error::internal("This block could not be written.").caused_by(e))?;
    let saved = documents::save(app, DocumentKind::EmailBlock, id, name, &body)?;
    list(app)?.into_iter().find(|b| b.id == saved.id).ok_or_else(|| Error::not_found("This block was deleted meanwhile."))
}

/// Refuses a block that would hold itself, by whatever way. One that is not there (any more) leads nowhere.
pub(super) fn no_circle(app: &App, own: Option<DocumentId>, name: &str, block: &EmailBlock) -> Result<()> {
    let Some(own) = own else { return Ok(()) };
    let rows = documents::list(app, DocumentKind::EmailBlock)?;
    let read: Vec<(DocumentId, EmailBlock)> = rows.iter().filter_map(|d| reading(d).ok().map(|b| (d.id, b))).collect();
    let within = |id: DocumentId| read.iter().find(|(other, _)| *other == id).map(|(_, b)| b);
    for first in named(std::slice::from_ref(block)) {
        let further = within(first).map(|b| reached(std::slice::from_ref(b), &within)).unwrap_or_default();
        if first == own {
            return Err(Error::bad_input(format!("“{name}” cannot stand in itself. Take it out of its own block.")));
        }
        if further.contains(&own) {
            let by = rows.iter().find(|d| d.id == first).map(|d| d.name.clone()).unwrap_or_default();
            return Err(Error::bad_input(format!(
                "“{name}” would stand in itself, because “{by}” in it holds “{name}”. Take one of them out."
            )));
        }
    }
    Ok(())
}

fn reading(d: &Document) -> Result<EmailBlock> {
    serde_json::from_value(d.body.clone())
        .map_err(|e| Error::bad_input(format!("The shared block “{}” cannot be read: {e}.", d.name)).caused_by(e))
}

/// The saved blocks that these name themselves.
fn named(blocks: &[EmailBlock]) -> BTreeSet<DocumentId> {
    let mut out = BTreeSet::new();
    for content in blocks.iter().flat_map(EmailBlock::contents) {
        match content {
            BlockContent::Saved { block } => {
                out.insert(*block);
            }
            BlockContent::Columns { cells, .. } => cells.iter().for_each(|cell| out.extend(named(cell))),
            _ => {}
        }
    }
    out
}

/// Those, and what they name in turn; a circle is walked once.
fn reached<'a>(blocks: &[EmailBlock], within: &dyn Fn(DocumentId) -> Option<&'a EmailBlock>) -> BTreeSet<DocumentId> {
    let mut seen = BTreeSet::new();
    let mut open: Vec<DocumentId> = named(blocks).into_iter().collect();
    while let Some(id) = open.pop() {
        if seen.insert(id)
            && let Some(block) = within(id)
        {
            open.extend(named(std::slice::from_ref(block)));
        }
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::emails::save as save_email;
    use crate::api::testing::app;

    fn holding(id: &str, block: DocumentId) -> EmailBlock {
        EmailBlock::new(id, BlockContent::Saved { block })
    }

    #[test]
    fn a_shared_block_knows_its_emails_and_never_holds_itself() {
        let dir = tempfile::tempdir().unwrap();
        let app = app(dir.path());
        let foot = save(&app, None, "Foot", &EmailBlock::new("a", BlockContent::heading("Bye"))).unwrap();
        let both = save(
            &app,
            None,
            "Both",
            &EmailBlock::new("b", BlockContent::Columns { cells: vec![vec![holding("c", foot.id)], vec![]], split: Default::default() }),
        )
        .unwrap();
        save_email(&app, None, "Spring", &Email::new("Hi", "", vec![holding("x", both.id)])).unwrap();
        save_email(&app, None, "Autumn", &Email::new("Hi", "", vec![holding("x", foot.id)])).unwrap();
        let mut used: Vec<_> = list(&app).unwrap().into_iter().map(|b| (b.name, b.used_in.len())).collect();
        used.sort();
        assert_eq!(used, [("Both".to_owned(), 1), ("Foot".to_owned(), 2)]);

        let said = save(&app, Some(foot.id), "Foot", &holding("z", both.id)).unwrap_err().message;
        assert!(said.contains("would stand in itself, because “Both”"), "{said}");
        let said = save(&app, Some(foot.id), "Foot", &holding("z", foot.id)).unwrap_err().message;
        assert!(said.contains("cannot stand in itself"), "{said}");
        let kept = list(&app).unwrap().into_iter().find(|b| b.id == foot.id).unwrap();
        assert_eq!(kept.block.unwrap().content, BlockContent::heading("Bye"), "the last good one stays");
    }
}
