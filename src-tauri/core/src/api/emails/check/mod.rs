//! An email read as everybody in the background, for what would go wrong; the result is kept while the app runs, so
//! that leaving and coming back shows it, and says so when the email or the shop has changed since.
//!
//! `everybody` reads, `emails::check` counts and words, `kept` remembers. Start with `start`.

#[cfg(test)]
mod alike;
mod everybody;
mod kept;

use std::sync::Arc;
use std::time::Instant;

use serde::{Deserialize, Serialize};
use specta::Type;

use super::super::App;
use super::super::coupons::for_email;
use super::readers::name;
use super::room::{Room, people_of, reader};
use crate::emails::Email;
use crate::emails::check::{CheckExample, CheckReport, Tally, reads};
use crate::people::consents::Consents;
use crate::types::{Day, DocumentId, Error, PersonId, Progress, Result};
pub(super) use kept::KeptChecks;
use kept::{Kept, State};

/// As whom it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(default, deny_unknown_fields)]
pub struct CheckWho {
    /// Everybody when it is not given.
    pub segment: Option<DocumentId>,
    /// Leaves out whoever may not be mailed.
    pub only_mailable: bool,
}

/// What the last check of an email came to.
#[derive(Debug, Clone, Serialize, Type)]
pub struct EmailCheck {
    pub who: CheckWho,
    pub report: CheckReport,
    /// Why it may be out of date.
    pub stale: Option<String>,
}

/// Some of the people of a finding.
#[derive(Debug, Clone, Serialize, Type)]
pub struct CheckPeople {
    pub total: u32,
    pub people: Vec<CheckExample>,
}

/// People on a page of a finding.
const PAGE: usize = 20;

/// Reads the email as everybody in a thread of its own; answers the task's number. `id` is the email's.
pub fn start(app: &Arc<App>, id: DocumentId, label: &str, email: Email, who: CheckWho) -> Result<u32> {
    let app = Arc::clone(app);
    let tasks = app.tasks.clone();
    Ok(tasks.start_on("email_check", label, Some(id.0), move |progress| {
        let state = State::now(&app, &email)?;
        let done = read(&app, Some(id), &email, who, progress)?;
        app.emails.checks.keep(Kept { id, who, email, state, as_of: done.as_of, report: done.report, tally: done.tally });
        Ok(serde_json::Value::Null)
    }))
}

/// Reads an email that was not saved as everybody and tells what would go wrong.
pub fn check(app: &App, email: &Email, who: CheckWho) -> Result<CheckReport> {
    Ok(read(app, None, email, who, &Progress::silent())?.report)
}

/// The same of a saved one: by its number it is known who has a code for it already.
pub fn check_of(app: &App, id: DocumentId, email: &Email, who: CheckWho) -> Result<CheckReport> {
    Ok(read(app, Some(id), email, who, &Progress::silent())?.report)
}

struct Done {
    as_of: Day,
    report: CheckReport,
    tally: Tally,
}

fn read(app: &App, id: Option<DocumentId>, email: &Email, who: CheckWho, progress: &Progress) -> Result<Done> {
    let begun = Instant::now();
    let as_of = app.today()?;
    progress.tick("Counting who reads it", 0, None)?;
    let room = Room::enter(app, email, as_of)?;
    let asked = who.segment.map(|id| people_of(app, id, as_of)).transpose()?;
    let consents = Consents::read(&app.store(), room.shop.zone.end_of(as_of).plus_secs(-1))?;
    let mailable = consents.mailable();
    let asked = match asked {
        Some(set) => set,
        None => Arc::new(consents.everybody()),
    };
    let may_not = u32::try_from(asked.len() - asked.intersection_len(&mailable)).unwrap_or(u32::MAX);
    let asked = if who.only_mailable { Arc::new(asked.as_ref() & &mailable) } else { asked };
    let mut tally = everybody::read(app, email, &room, Some(&asked), progress)?;
    let mut report = app.store().read(|r| {
        let given_for = id.map(for_email).unwrap_or_default();
        tally.count_codes(|pool| {
            // A deleted pool hands nothing out.
            let row = r.coupon_pool(pool)?.filter(|p| p.deleted_at.is_none());
            let (name, free) = row.map_or_else(|| ("a deleted pool".to_owned(), 0), |p| (p.name, p.codes - p.given));
            Ok((name, u32::try_from(free).unwrap_or(0), r.owners_of_coupons(pool, &given_for)?.into_iter().map(|p| p.0).collect()))
        })?;
        let stock = room.stock(r);
        let mut example = |person: PersonId, block: Option<usize>| -> Result<Option<CheckExample>> {
            let Ok(row) = reader(r, person, &room) else { return Ok(None) };
            let rendered = room.render(&row, &stock, false);
            Ok(Some(CheckExample { person, name: name(&row), reads: reads(&rendered, block) }))
        };
        tally.report(email, &room.letter, &mut example)
    })?;
    report.may_not = may_not;
    report.seconds = begun.elapsed().as_secs_f64();
    Ok(Done { as_of, report, tally })
}

/// What the last check of this email came to, and whether it still holds.
pub fn last(app: &App, id: DocumentId, email: &Email) -> Result<Option<EmailCheck>> {
    let now = State::now(app, email)?;
    Ok(app.emails.checks.of(id, |kept| EmailCheck { who: kept.who, report: kept.report.clone(), stale: kept.state.changed(&now) }))
}

/// Who else it is so for: a page from `offset`, each with what they would read.
///
/// # Errors
/// `NotFound` when the check is no longer kept.
pub fn people_of_finding(app: &App, id: DocumentId, key: &str, offset: u32) -> Result<CheckPeople> {
    let gone = || Error::not_found("This check is no longer kept. Run it again.");
    let found = app.emails.checks.of(id, |kept| {
        let (people, block) = kept.tally.people_of(key)?;
        let page: Vec<PersonId> = people.iter().skip(offset as usize).take(PAGE).map(PersonId).collect();
        Some((people.len(), page, block, kept.email.clone(), kept.as_of))
    });
    let (total, page, block, email, as_of) = found.flatten().ok_or_else(gone)?;
    let room = Room::enter(app, &email, as_of)?;
    let people = app.store().read(|r| {
        let stock = room.stock(r);
        let one = |person: PersonId| {
            let row = reader(r, person, &room).ok()?;
            Some(CheckExample { person, name: name(&row), reads: reads(&room.render(&row, &stock, false), block) })
        };
        Ok(page.into_iter().filter_map(one).collect())
    })?;
    Ok(CheckPeople { total: u32::try_from(total).unwrap_or(u32::MAX), people })
}
