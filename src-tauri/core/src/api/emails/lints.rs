//! What there is to say about an email while it is written, and the changes that mend it.

use super::super::App;
use super::super::documents::{self, DocumentKind};
use super::room::{Room, reader};
use crate::emails::Email;
use crate::emails::check::CheckLevel;
use crate::emails::lint::{self, Desk, FinishedMail, Fix, Lint, LintId};
use crate::types::{DocumentId, PersonId, Result};

/// Everything there is to say about the email itself and, where somebody reads it, about their finished mail.
pub fn lints(app: &App, email: &Email, person: Option<PersonId>) -> Result<Vec<Lint>> {
    let as_of = app.today()?;
    let room = Room::enter(app, email, as_of)?;
    let mut out = own(app, email, &room)?;
    if let Some(person) = person {
        let rendered = app.store().read(|r| {
            let reader = reader(r, person, &room)?;
            Ok(room.render(&reader, &room.stock(r), false))
        })?;
        let words = rendered.text.split("\n---\n").next().unwrap_or("");
        out.extend(lint::about_the_mail(&FinishedMail { html: &rendered.html, words }));
    }
    lint::sorted(&mut out);
    Ok(out)
}

/// What is so for everybody.
pub(super) fn own(app: &App, email: &Email, room: &Room<'_>) -> Result<Vec<Lint>> {
    let ids = |kind| -> Result<Vec<DocumentId>> { Ok(documents::list(app, kind)?.into_iter().map(|d| d.id).collect()) };
    let (blocks, segments) = (ids(DocumentKind::EmailBlock)?, ids(DocumentKind::Segment)?);
    let desk =
        Desk { brand: &room.brand, today: room.as_of, saved_block: &|id| blocks.contains(&id), segment: &|id| segments.contains(&id) };
    let mut out = lint::about_the_email(email, &desk);
    for p in &room.letter.problems {
        let block = p.block.and_then(|b| room.letter.blocks.get(b)).map(|b| b.id.clone());
        // Where a field was judged by itself, its own sentence stands.
        if !out.iter().any(|l| l.id == LintId::Liquid && l.block == block) {
            out.push(Lint {
                id: LintId::Liquid,
                level: CheckLevel::Problem,
                block,
                place: p.field.clone(),
                line: p.at.map(|at| at.0),
                column: p.at.map(|at| at.1),
                sentence: p.sentence.clone(),
                fix: None,
            });
        }
    }
    lint::sorted(&mut out);
    Ok(out)
}

/// The email with a fix; nothing is saved.
pub fn fix(email: &Email, fix: &Fix) -> Result<Email> {
    lint::fix::apply(email, fix)
}
