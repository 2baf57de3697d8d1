//! The emails room, as the window and the terminal call it.
//!
//! Emails are saved as documents; `preview` shows one as one person gets it, `check` reads it as everybody, `readers`
//! goes from one to the next, `room` holds what all of them need.

mod baskets;
pub mod blocks;
mod branches;
mod check;
mod everybody;
mod export;
pub mod files;
mod links;
mod lints;
mod needs;
mod pictures;
mod preview;
mod readers;
mod room;
mod sending;
mod shelf;
mod sight;
mod source;
mod starters;
mod surprising;
pub mod versions;

use serde::Serialize;
use specta::Type;

pub use branches::{Branch, BranchAudience, BranchChoice};
pub use check::{CheckPeople, CheckWho, EmailCheck, check, check_of, last as last_check, people_of_finding, start as start_check};
pub use everybody::{EverybodyAsk, EverybodyDone, EverybodyPlan, PoolNeed, everybody, everybody_plan, start_everybody};
pub use export::{ExportAs, ExportAsk, ExportDone, ExportView, export, export_view, listed};
pub use links::web_address;
pub use lints::{fix, lints};
pub use needs::StarterNeed;
pub use pictures::{AddedPicture, Picture, add_picture, picture_thumbnail, pictures, remove_picture};
pub use preview::{EmailPreview, PreviewProducts, PreviewWarning, preview};
pub use readers::{ReaderCard, ReaderStep, people, person_named};
pub use sending::{MOST_ADDRESSES, MailSettings, TestSent, forget_mail_settings, mail_settings, save_mail_settings, send_test, start_test};
pub use sight::{MadeUpReader, Sight, SightPictures, SightReader, SightScheme};
pub use source::{EmailSource, SourceProblem, source};
pub use starters::{EmailStarter, starter, starters};
pub use surprising::{SurprisingReader, surprising};

use super::App;
use super::documents::{self, Document, DocumentKind};
use crate::emails::Email;
use crate::emails::brand::{Brand, SETTING};
use crate::emails::compile::{Letters, compile_for, own_language};
use crate::emails::data::VARIABLES;
use crate::emails::definition::{BlockContent, EmailBlock, check_saved};
use crate::emails::pictures::Pictures;
use crate::store::{Area, Reader};
use crate::types::{DocumentId, Error, FolderId, Result, Timestamp};

/// What this room remembers while the app runs.
#[derive(Default)]
pub struct Desk {
    letters: Letters,
    pictures: Pictures,
    checks: check::KeptChecks,
    surprises: surprising::KeptSurprises,
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

/// Judges a saved block: its form, its Liquid, and that it does not hold itself.
pub fn judge_block(app: &App, own: Option<DocumentId>, name: &str, body: &serde_json::Value) -> Result<()> {
    let block: EmailBlock = serde_json::from_value(body.clone())
        .map_err(|e| Error::bad_input(format!("This is not a block as Regulars writes it: {e}.")).caused_by(e))?;
    check_saved(&block)?;
    blocks::no_circle(app, own, name, &block)?;
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
