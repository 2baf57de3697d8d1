//! The emails room, as the window and the terminal call it.
//!
//! Emails are saved as documents; `preview` shows one as one person gets it, `check` reads it as everybody, `readers`
//! goes from one to the next, `room` holds what all of them need.

mod baskets;
mod check;
pub mod files;
mod lints;
mod needs;
mod preview;
mod readers;
mod room;
mod shelf;
mod sight;
mod source;
mod starters;

use serde::Serialize;
use specta::Type;

pub use check::{CheckPeople, CheckWho, EmailCheck, check, last as last_check, people_of_finding, start as start_check};
pub use lints::{fix, lints};
pub use needs::StarterNeed;
pub use preview::{Branch, BranchAudience, BranchChoice, EmailPreview, PreviewProducts, PreviewWarning, preview};
pub use readers::{ReaderCard, ReaderStep, people, person_named};
pub use sight::{MadeUpReader, Sight, SightPictures, SightReader, SightScheme};
pub use source::{EmailSource, SourceProblem, source};
pub use starters::{EmailStarter, starter, starters};

use super::App;
use super::documents::{self, Document, DocumentKind};
use crate::emails::Email;
use crate::emails::brand::{Brand, SETTING};
use crate::emails::compile::Letters;
use crate::emails::data::VARIABLES;
use crate::emails::definition::{EmailBlock, check_saved};
use crate::emails::pictures::Pictures;
use crate::store::{Area, Reader};
use crate::types::{DocumentId, Error, FolderId, Result, Timestamp};

/// What this room remembers while the app runs.
#[derive(Default)]
pub struct Desk {
    letters: Letters,
    pictures: Pictures,
    checks: check::KeptChecks,
    carts: super::recommend::Kept<baskets::Baskets>,
    last_orders: super::recommend::Kept<baskets::Baskets>,
}

#[derive(Debug, Clone, Serialize, Type)]
pub struct EmailSummary {
    pub id: DocumentId,
    pub name: String,
    pub subject: String,
    pub blocks: u32,
    /// Blocks that only some readers see, or that differ by reader.
    pub only_for_some: u32,
    pub updated_at: Timestamp,
    pub folder: Option<FolderId>,
    pub archived: bool,
    /// Why it cannot be opened, e.g. because a newer Regulars wrote it.
    pub problem: Option<String>,
}

#[derive(Debug, Clone, Serialize, Type)]
pub struct SavedEmail {
    pub id: DocumentId,
    pub name: String,
    pub email: Email,
    pub updated_at: Timestamp,
}

#[derive(Debug, Clone, Serialize, Type)]
pub struct EmailVariable {
    pub name: String,
    pub meaning: String,
}

pub fn list(app: &App) -> Result<Vec<EmailSummary>> {
    let summary = |d: Document| {
        let read = Email::read(&d.body);
        let (mut blocks, mut some) = (0, 0);
        if let Ok(email) = &read {
            email.each_block(&mut |b| {
                blocks += 1;
                some += u32::from(b.only_for.is_some() || !b.variants.is_empty());
            });
        }
        let subject = d.body.get("subject").and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
        EmailSummary {
            id: d.id,
            name: d.name,
            subject,
            blocks,
            only_for_some: some,
            updated_at: d.updated_at,
            folder: d.folder,
            archived: d.archived,
            problem: read.err().map(|e| e.message),
        }
    };
    Ok(documents::list(app, DocumentKind::Email)?.into_iter().map(summary).collect())
}

pub fn get(app: &App, id: DocumentId) -> Result<SavedEmail> {
    opened(documents::get(app, DocumentKind::Email, id)?)
}

/// By its number or its name, as the terminal asks.
pub fn find(app: &App, which: &str) -> Result<SavedEmail> {
    if let Ok(id) = which.parse() {
        return get(app, DocumentId(id));
    }
    let named = app.store().read(|r| r.document_named(DocumentKind::Email.as_str(), which))?;
    let row = named.ok_or_else(|| Error::not_found(format!("There is no email called “{which}”. `email list` shows those there are.")))?;
    get(app, row.id)
}

pub fn save(app: &App, id: Option<DocumentId>, name: &str, email: &Email) -> Result<SavedEmail> {
    let body = serde_json::to_value(email).map_err(|e| Error::internal("This email could not be written.").caused_by(e))?;
    opened(documents::save(app, DocumentKind::Email, id, name, &body)?)
}

fn opened(d: Document) -> Result<SavedEmail> {
    Ok(SavedEmail { id: d.id, email: Email::read(&d.body)?, name: d.name, updated_at: d.updated_at })
}

/// No letter that a person could read is larger, with all its languages.
const MOST_BYTES: usize = 2 << 20;

/// Judges a body before it is saved: its size, its form, and its Liquid.
pub fn judge(body: &serde_json::Value) -> Result<()> {
    let size = body.to_string().len();
    if size > MOST_BYTES {
        let (size, most) = (size >> 20, MOST_BYTES >> 20);
        return Err(Error::bad_input(format!(
            "This is {size} MB of text. A letter may have {most} MB at most; pictures belong into picture blocks."
        )));
    }
    let email = Email::read(body)?;
    let letter = crate::emails::compile::compile(&email, &Brand::default(), "")?;
    match letter.problems.first() {
        None => Ok(()),
        Some(p) => Err(Error::bad_input(match p.block {
            Some(b) => format!("Block {} ({}): {}", b + 1, letter.blocks.get(b).map_or("", |l| l.noun), p.sentence),
            None => p.sentence.clone(),
        })),
    }
}

/// Judges a saved block: its form, and its Liquid.
pub fn judge_block(body: &serde_json::Value) -> Result<()> {
    let block: EmailBlock = serde_json::from_value(body.clone())
        .map_err(|e| Error::bad_input(format!("This is not a block as Regulars writes it: {e}.")).caused_by(e))?;
    check_saved(&block)?;
    let alone = serde_json::to_value(Email::new("", "", vec![block]));
    judge(&alone.map_err(|e| Error::internal("This block could not be written.").caused_by(e))?)
}

pub fn variables() -> Vec<EmailVariable> {
    VARIABLES.iter().map(|(name, meaning)| EmailVariable { name: (*name).to_owned(), meaning: (*meaning).to_owned() }).collect()
}

pub fn brand(app: &App) -> Result<Brand> {
    app.store().read(read_brand)
}

fn read_brand(r: &Reader<'_>) -> Result<Brand> {
    Ok(r.setting(SETTING)?.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
}

pub fn save_brand(app: &App, brand: &Brand) -> Result<Brand> {
    brand.check()?;
    let text = serde_json::to_string(brand).map_err(|e| Error::internal("These settings could not be written.").caused_by(e))?;
    app.store().write(Area::House, |w| w.set_setting(SETTING, &text))?;
    app.changed();
    Ok(brand.clone())
}
