//! An email as one person would get it, with why each block is there and what would be wrong for them.

use std::collections::BTreeMap;

use base64::Engine;
use serde::Serialize;
use specta::Type;

use super::super::App;
use super::super::recommend::{Suggestion, Suggestions};
use super::branches::{Branch, branches};
use super::readers::{ReaderCard, card};
use super::room::{Room, reader};
use super::shelf::Stand;
use super::sight::{MadeUpReader, Sight, SightPictures, SightReader};
use crate::emails::check::{CheckLevel, no_website};
use crate::emails::compile::{Letter, LetterBlock};
use crate::emails::data::lacking;
use crate::emails::letter::Needs;
use crate::emails::pictures::Fetched;
use crate::emails::reader::{Picked, Picks};
use crate::emails::render::{BlockOutcome, Rendered, render};
use crate::emails::{Email, Note, frame};
use crate::store::Reader;
use crate::types::Result;

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
    /// The blocks whose code is only an example: nobody was given it yet.
    pub example_codes: Vec<String>,
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
    let (person, made_up) = match &sight.reader {
        SightReader::Person { id } => (Some(*id), None),
        SightReader::MadeUp(m) => (None, Some(m.row(room.shop.zone.end_of(as_of)))),
    };
    let forced = sight.forced();
    let (reader, letter, theirs, rendered, branches, kept, example_codes) = app.store().read(|r| {
        let reader = match (person, made_up) {
            (Some(id), _) => reader(r, id, &room)?,
            (None, made_up) => made_up.unwrap_or_else(|| MadeUpReader::default().row(room.shop.zone.end_of(as_of))),
        };
        let (letter, theirs) = room.letter_for(sight.language.as_deref().or(reader.language.as_deref()))?;
        let stock = room.stock(r);
        let stand = Stand { stock: &stock, person };
        let sheet = room.sheet(&reader, person, &stand, Some(&forced), true);
        let rendered = render(&letter, &sheet);
        let branches = branches(&letter, &sheet);
        let kept = kept_pictures(r, &frame::pictures(&rendered.html))?;
        let example_codes = example_codes(&letter, &rendered, &stand);
        Ok((reader, letter, theirs, rendered, branches, kept, example_codes))
    })?;
    let addresses = frame::pictures(&rendered.html);
    let away: Vec<String> = addresses.iter().filter(|a| !a.starts_with("picture:")).cloned().collect();
    let mut fetched = match sight.pictures {
        SightPictures::Load => app.emails.pictures.fetch(app.parts.http.as_ref(), &away),
        _ => Fetched::default(),
    };
    fetched.loaded.extend(kept);
    let anchors: Vec<_> = rendered.places.iter().filter_map(|(b, at)| Some((letter.blocks.get(*b)?.id.as_str(), at.clone()))).collect();
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Ok(EmailPreview {
        person: card(&reader, &room.shop),
        made_up: person.is_none(),
        language: letter.language.clone(),
        translated: theirs,
        from_name: letter.from_name.clone(),
        frame: frame::frame(&rendered.html, &fetched.loaded, sight.look(), &anchors),
        size: count(rendered.html.len()),
        warnings: warnings(&letter, &rendered),
        branches,
        example_codes,
        pictures: count(addresses.len()),
        pictures_loaded: count(addresses.iter().filter(|a| fetched.loaded.contains_key(*a)).count()),
        pictures_refused: fetched.refused,
        products: rendered.picks.iter().filter_map(|(b, p)| Some(products(letter.blocks.get(*b)?, p))).collect(),
        subject: rendered.subject,
        preheader: rendered.preheader,
        html: rendered.html,
        text: rendered.text,
        blocks: rendered.blocks,
    })
}

/// The blocks in which this reader sees a code of a pool that is not theirs.
fn example_codes(letter: &Letter, rendered: &Rendered, stand: &Stand<'_>) -> Vec<String> {
    let borrowed = |(block, outcome): &(&LetterBlock, &BlockOutcome)| {
        let taken = block.alternatives.iter().find(|a| a.id == outcome.variant);
        matches!(taken.map(|a| &a.needs), Some(Needs::Code(pool)) if stand.own_code(*pool).is_none())
    };
    let shown = letter.blocks.iter().zip(&rendered.blocks).filter(|(_, outcome)| outcome.shown);
    shown.filter(borrowed).map(|(block, _)| block.id.clone()).collect()
}

/// The pictures of the shop's own file among these, as `data:` addresses.
fn kept_pictures(r: &Reader<'_>, addresses: &[String]) -> Result<BTreeMap<String, String>> {
    let mut out = BTreeMap::new();
    for address in addresses {
        let Some(id) = address.strip_prefix("picture:").and_then(|n| n.parse::<i64>().ok()) else { continue };
        let found: Option<(String, Vec<u8>)> =
            r.first("SELECT media_type, bytes FROM picture WHERE id = ?1", &[id.into()], |row| Ok((row.get(0)?, row.get(1)?)))?;
        if let Some((media, bytes)) = found.filter(|(m, _)| matches!(m.as_str(), "image/jpeg" | "image/png" | "image/gif")) {
            out.insert(address.clone(), format!("data:{media};base64,{}", base64::engine::general_purpose::STANDARD.encode(bytes)));
        }
    }
    Ok(out)
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
            field: p.field.clone(),
            line: p.at.map(|a| a.0),
            column: p.at.map(|a| a.1),
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
