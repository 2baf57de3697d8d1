//! An email as one person would get it, with why each block is there and what would be wrong for them.

use serde::Serialize;
use specta::Type;

use super::super::App;
use super::super::recommend::{self, Suggestions};
use super::readers::{ReaderCard, card};
use super::room::{Room, reader, view};
use crate::emails::check::{CheckLevel, no_website};
use crate::emails::compile::Letter;
use crate::emails::data::lacking;
use crate::emails::pictures::Fetched;
use crate::emails::render::{BlockOutcome, Rendered};
use crate::emails::{Email, Note, frame};
use crate::types::{PersonId, Result};

#[derive(Debug, Clone, Serialize, Type)]
pub struct PreviewWarning {
    pub level: CheckLevel,
    pub block: Option<String>,
    pub sentence: String,
}

#[derive(Debug, Clone, Serialize, Type)]
pub struct PreviewProducts {
    pub block: String,
    pub suggestions: Suggestions,
}

#[derive(Debug, Clone, Serialize, Type)]
pub struct EmailPreview {
    pub person: ReaderCard,
    pub from_name: String,
    pub subject: String,
    pub preheader: String,
    /// What would be sent.
    pub html: String,
    /// The same, harmless to look at: for a sandboxed frame.
    pub frame: String,
    pub text: String,
    /// Bytes of `html`.
    pub size: u32,
    pub blocks: Vec<BlockOutcome>,
    pub products: Vec<PreviewProducts>,
    pub warnings: Vec<PreviewWarning>,
    /// How many pictures from the web it has, and how many of them the frame shows.
    pub pictures: u32,
    pub pictures_loaded: u32,
    pub pictures_refused: Vec<String>,
}

/// The email as this person would get it. With `pictures` the core fetches them; otherwise nothing is loaded.
pub fn preview(app: &App, email: &Email, person: PersonId, pictures: bool) -> Result<EmailPreview> {
    let as_of = app.today()?;
    let room = Room::enter(app, email, as_of)?;
    let (reader, rendered, products) = app.store().read(|r| {
        let reader = reader(r, person, &room)?;
        let rendered = room.render(&reader, &|id| r.product(id).ok().flatten().map(view));
        let mut products = Vec::new();
        for block in &room.letter.blocks {
            if let (Some((_, count)), Some(best)) = (&block.products, &room.best) {
                products.push(PreviewProducts {
                    block: block.id.clone(),
                    suggestions: recommend::suggestions(r, &best.choose(person, *count))?,
                });
            }
        }
        Ok((reader, rendered, products))
    })?;
    let addresses = frame::pictures(&rendered.html);
    let fetched = if pictures { app.emails.pictures.fetch(app.parts.http.as_ref(), &addresses) } else { Fetched::default() };
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Ok(EmailPreview {
        person: card(&reader, &room.shop),
        from_name: room.letter.from_name.clone(),
        frame: frame::frame(&rendered.html, &fetched.loaded),
        size: count(rendered.html.len()),
        warnings: warnings(&room.letter, &rendered),
        pictures: count(addresses.len()),
        pictures_loaded: count(fetched.loaded.len()),
        pictures_refused: fetched.refused,
        subject: rendered.subject,
        preheader: rendered.preheader,
        html: rendered.html,
        text: rendered.text,
        blocks: rendered.blocks,
        products,
    })
}

fn warnings(letter: &Letter, r: &Rendered) -> Vec<PreviewWarning> {
    let id = |block: Option<usize>| block.and_then(|b| letter.blocks.get(b)).map(|b| b.id.clone());
    let mut out: Vec<PreviewWarning> = Vec::new();
    for p in &letter.problems {
        out.push(PreviewWarning { level: CheckLevel::Problem, block: id(p.block), sentence: p.sentence.clone() });
    }
    for (block, name) in &letter.unknown {
        out.push(PreviewWarning {
            level: CheckLevel::Problem,
            block: id(*block),
            sentence: format!("There is no “{name}”; it is empty for everybody."),
        });
    }
    for (block, note) in &r.notes {
        let (level, sentence) = match note {
            Note::Empty(e) if e == "shop.website" => (CheckLevel::Problem, no_website("this")),
            Note::Empty(e) => (CheckLevel::Warning, format!("Nothing is known for “{e}”, and nothing stands there.")),
            Note::Fallback(e) => (CheckLevel::Hint, format!("They {}, so the fallback is read.", lacking(e))),
            Note::Failed(why) => (CheckLevel::Problem, format!("A part could not be filled in: {why}.")),
        };
        let warning = PreviewWarning { level, block: id(*block), sentence };
        if !out.iter().any(|w| w.block == warning.block && w.sentence == warning.sentence) {
            out.push(warning);
        }
    }
    out
}
