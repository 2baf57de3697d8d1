//! An email as its source: MJML with the Liquid as written, and the HTML that comes of it, for whoever wants to see it.

use serde::Serialize;
use specta::Type;

use super::super::App;
use super::room::Room;
use crate::emails::Email;
use crate::emails::compile::Problem;
use crate::emails::letter::open::liquid;
use crate::types::Result;

/// What is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct SourceProblem {
    /// None: the subject or the preheader.
    pub block: Option<String>,
    /// The place of the text (see `texts`), such as `greeting.text`; none: the block as a whole.
    pub field: Option<String>,
    /// From 1, within the field.
    pub line: Option<u32>,
    /// From 1, in letters.
    pub column: Option<u32>,
    /// The line of `EmailSource::mjml` at which the block begins, from 1.
    pub mjml_line: Option<u32>,
    pub sentence: String,
}

#[derive(Debug, Clone, Serialize, Type)]
pub struct EmailSource {
    /// Indented, with the Liquid as written.
    pub mjml: String,
    /// Compiled once, as one Liquid template; what a reader gets is this, filled in.
    pub html: String,
    pub problems: Vec<SourceProblem>,
}

pub fn source(app: &App, email: &Email) -> Result<EmailSource> {
    let room = Room::enter(app, email, app.today()?)?;
    let source = room.source();
    let problem = |p: &Problem| SourceProblem {
        block: p.block.and_then(|b| room.letter.blocks.get(b)).map(|b| b.id.clone()),
        field: p.field.clone(),
        line: p.at.map(|a| a.0),
        column: p.at.map(|a| a.1),
        mjml_line: p.block.and_then(|b| source.lines.get(&b)).copied(),
        sentence: p.sentence.clone(),
    };
    let problems = room.letter.problems.iter().map(problem).collect();
    Ok(EmailSource { html: liquid(&room.letter), problems, mjml: source.mjml })
}
