//! An email as one person would get it, with why each block is there and what would be wrong for them.

use serde::Serialize;
use specta::Type;

use super::super::App;
use super::super::recommend::{Suggestion, Suggestions};
use super::readers::{ReaderCard, card};
use super::room::{Room, reader};
use super::sight::{Sight, SightPictures, SightReader};
use crate::emails::check::{CheckLevel, no_website};
use crate::emails::compile::{Letter, LetterBlock};
use crate::emails::data::lacking;
use crate::emails::pictures::Fetched;
use crate::emails::reader::{Picked, Picks};
use crate::emails::render::{BlockOutcome, Rendered};
use crate::emails::{Email, Note, frame};
use crate::types::{Error, Result};

#[derive(Debug, Clone, Serialize, Type)]
pub struct PreviewWarning {
    pub level: CheckLevel,
    /// None: at the head.
    pub block: Option<String>,
    /// The place of the text (see `EmailText::place`), such as `greeting.text`.
    pub field: Option<String>,
    /// From 1, within the field, where it is known.
    pub line: Option<u32>,
    pub column: Option<u32>,
    pub sentence: String,
}

#[derive(Debug, Clone, Serialize, Type)]
pub struct PreviewProducts {
    pub block: String,
    pub suggestions: Suggestions,
}

/// Some of the readers, as a choice names them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct BranchAudience {
    /// For `MadeUpReader::in_audiences`; the same for the same audience everywhere in the email.
    pub key: String,
    /// A segment's name, or a condition in words.
    pub words: String,
    /// How many people of the shop are in it; none: it cannot be counted, and `problem` says why.
    pub people: Option<u32>,
    pub problem: Option<String>,
    /// Whether this reader is in it.
    pub theirs: bool,
}

/// One thing that a place can come to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct BranchChoice {
    /// `default`, `hidden`, or a variant's id: what `Sight::forced` takes.
    pub id: String,
    /// Who gets it; none: everybody else.
    pub audience: Option<BranchAudience>,
}

/// A place where readers may get different things.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct Branch {
    /// The block's id; none: the subject and the preheader.
    pub block: Option<String>,
    pub noun: String,
    /// In the order in which they are tried; the default last but for `hidden`.
    pub choices: Vec<BranchChoice>,
    /// Who gets the block at all; none: everybody.
    pub only_for: Option<BranchAudience>,
    /// The id of the choice that this reader gets.
    pub taken: String,
    /// It was asked for, whatever the reader's data say.
    pub forced: bool,
}

#[derive(Debug, Clone, Serialize, Type)]
pub struct EmailPreview {
    /// A made-up reader has the number 0.
    pub person: ReaderCard,
    pub made_up: bool,
    /// The language in which it is shown, such as "en".
    pub language: String,
    /// False: the reader's language is another one, but there is no translation into it.
    pub translated: bool,
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
    /// Every place where readers may get different things, in reading order; the subject first.
    pub branches: Vec<Branch>,
    pub warnings: Vec<PreviewWarning>,
    /// How many pictures it has, and how many of them the frame shows.
    pub pictures: u32,
    pub pictures_loaded: u32,
    pub pictures_refused: Vec<String>,
}

/// The email as somebody would get it, looked at in some way.
///
/// # Errors
/// `NotFound` when there is no such person.
pub fn preview(app: &App, email: &Email, sight: &Sight) -> Result<EmailPreview> {
    let as_of = app.today()?;
    let room = Room::enter(app, email, as_of)?;
    let SightReader::Person { id: person } = sight.reader else {
        return Err(Error::bad_input("A made-up reader cannot be shown yet."));
    };
    let (reader, rendered) = app.store().read(|r| {
        let reader = reader(r, person, &room)?;
        let rendered = room.render(&reader, &room.stock(r), true);
        Ok((reader, rendered))
    })?;
    let addresses = frame::pictures(&rendered.html);
    let fetched = match sight.pictures {
        SightPictures::Load => app.emails.pictures.fetch(app.parts.http.as_ref(), &addresses),
        _ => Fetched::default(),
    };
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Ok(EmailPreview {
        person: card(&reader, &room.shop),
        made_up: false,
        language: room.brand.language.clone(),
        translated: true,
        from_name: room.letter.from_name.clone(),
        frame: frame::frame(&rendered.html, &fetched.loaded),
        size: count(rendered.html.len()),
        warnings: warnings(&room.letter, &rendered),
        branches: Vec::new(),
        pictures: count(addresses.len()),
        pictures_loaded: count(fetched.loaded.len()),
        pictures_refused: fetched.refused,
        products: rendered.picks.iter().filter_map(|(b, p)| Some(products(room.letter.blocks.get(*b)?, p))).collect(),
        subject: rendered.subject,
        preheader: rendered.preheader,
        html: rendered.html,
        text: rendered.text,
        blocks: rendered.blocks,
    })
}

fn products(block: &LetterBlock, picks: &Picks) -> PreviewProducts {
    let one = |p: &Picked| Suggestion { product: p.product.id, title: p.product.title.clone(), price: p.product.price, why: p.why.clone() };
    PreviewProducts {
        block: block.id.clone(),
        suggestions: Suggestions {
            chosen: picks.chosen.iter().map(one).collect(),
            left_out: picks.left_out.iter().map(one).collect(),
            nothing: picks.nothing.clone(),
        },
    }
}

fn warnings(letter: &Letter, r: &Rendered) -> Vec<PreviewWarning> {
    let id = |block: Option<usize>| block.and_then(|b| letter.blocks.get(b)).map(|b| b.id.clone());
    let mut out: Vec<PreviewWarning> = Vec::new();
    for p in &letter.problems {
        out.push(PreviewWarning {
            level: CheckLevel::Problem,
            block: id(p.block),
            field: None,
            line: None,
            column: None,
            sentence: p.sentence.clone(),
        });
    }
    for (block, name) in &letter.unknown {
        out.push(PreviewWarning {
            level: CheckLevel::Problem,
            block: id(*block),
            field: None,
            line: None,
            column: None,
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
        let warning = PreviewWarning { level, block: id(*block), field: None, line: None, column: None, sentence };
        if !out.iter().any(|w| w.block == warning.block && w.sentence == warning.sentence) {
            out.push(warning);
        }
    }
    out
}
