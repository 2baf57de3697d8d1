//! The emails room, as the window and the terminal call it.
//!
//! Emails are saved as documents; `preview` shows one as one person gets it, `check` reads it as everybody, `readers`
//! goes from one to the next, `room` holds what all of them need.

mod branches;
mod check;
mod preview;
mod readers;
mod room;
mod shelf;
mod sight;
mod source;

use serde::Serialize;
use specta::Type;

pub use branches::{Branch, BranchAudience, BranchChoice};
pub use check::check;
pub use preview::{EmailPreview, PreviewProducts, PreviewWarning, preview};
pub use readers::{ReaderCard, ReaderStep, people, person_named};
pub use sight::{MadeUpReader, Sight, SightPictures, SightReader, SightScheme};
pub use source::{EmailSource, SourceProblem, source};

use super::App;
use super::documents::{self, Document, DocumentKind};
use crate::emails::brand::{Brand, SETTING};
use crate::emails::compile::{Letters, compile_for, own_language};
use crate::emails::data::VARIABLES;
use crate::emails::definition::{BlockContent, EmailBlock, check_saved};
use crate::emails::pictures::Pictures;
use crate::emails::{Email, starters};
use crate::store::{Area, Reader};
use crate::types::{DocumentId, Error, Result, Timestamp};

/// What this room remembers while the app runs.
#[derive(Default)]
pub struct Desk {
    letters: Letters,
    pictures: Pictures,
}

#[derive(Debug, Clone, Serialize, Type)]
pub struct EmailSummary {
    pub id: DocumentId,
    pub name: String,
    pub subject: String,
    pub blocks: u32,
    /// Blocks that only some readers see.
    pub only_for_some: u32,
    pub updated_at: Timestamp,
}

#[derive(Debug, Clone, Serialize, Type)]
pub struct SavedEmail {
    pub id: DocumentId,
    pub name: String,
    pub email: Email,
    pub updated_at: Timestamp,
}

#[derive(Debug, Clone, Serialize, Type)]
pub struct EmailStarter {
    pub name: String,
    pub about: String,
    pub email: Email,
}

#[derive(Debug, Clone, Serialize, Type)]
pub struct EmailVariable {
    pub name: String,
    pub meaning: String,
}

pub fn list(app: &App) -> Result<Vec<EmailSummary>> {
    let summary = |d: Document| {
        let email = Email::read(&d.body).ok();
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        EmailSummary {
            id: d.id,
            name: d.name,
            subject: email.as_ref().map(|e| e.subject.clone()).unwrap_or_default(),
            blocks: email.as_ref().map_or(0, |e| count(e.blocks.len())),
            only_for_some: email.as_ref().map_or(0, |e| count(e.blocks.iter().filter(|b| b.only_for.is_some()).count())),
            updated_at: d.updated_at,
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

/// Judges a body before it is saved: its form, and its Liquid.
pub fn judge(body: &serde_json::Value) -> Result<()> {
    let email = Email::read(body)?;
    // Whether its saved blocks are still there is no matter of its form.
    let stands_in = |id| (id, EmailBlock::new("saved", BlockContent::Divider {}));
    let shared = room::saved_in(&email.blocks).into_iter().map(stands_in).collect();
    let brand = Brand::default();
    let letter = compile_for(&email, &brand, "", own_language(&email, &brand), &shared)?;
    match letter.problems.first() {
        None => Ok(()),
        Some(p) => Err(Error::bad_input(match p.block {
            Some(b) => {
                let place = letter.top.iter().position(|t| *t == b).map(|n| format!("Block {}", n + 1));
                let block = letter.blocks.get(b);
                let place = place.unwrap_or_else(|| format!("Block “{}”", block.map_or("", |l| &l.id)));
                format!("{place} ({}): {}", block.map_or("", |l| l.noun), p.sentence)
            }
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

/// Emails to begin with. The line of thanks goes to the segment whose name says that it holds the best customers.
pub fn starters(app: &App) -> Result<Vec<EmailStarter>> {
    let vips = documents::list(app, DocumentKind::Segment)?.into_iter().find(|d| {
        let name = d.name.to_lowercase();
        ["vip", "best", "champion", "regular", "loyal"].iter().any(|word| name.contains(word))
    });
    Ok(vec![EmailStarter {
        name: starters::WE_MISS_YOU.to_owned(),
        about: "For people who have not bought for a while: a warm hello, three best sellers they have not tried, and a word of thanks that only your best customers see.".to_owned(),
        email: starters::we_miss_you(vips.map(|d| d.id)),
    }])
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
