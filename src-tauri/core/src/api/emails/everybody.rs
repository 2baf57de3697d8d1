//! The email written out for each of its readers, for whoever sends it with another program: a list of the readers with
//! their codes, and a letter for each. Here, and only here, an email hands its codes out.
//!
//! `everybody_plan` only counts. `everybody` first hands out every code in one step (all or none), then writes: where
//! writing fails, doing it again gives everybody the same code. Only whoever may be mailed is written for.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use roaring::RoaringBitmap;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::super::{App, coupons};
use super::export::{file_name, free, pictures_beside, write};
use super::room::{Room, people_of, reader};
use super::shelf::Stand;
use crate::emails::Email;
use crate::emails::block::ReviewPick;
use crate::emails::message::{with_content_ids, with_unsubscribe};
use crate::emails::reader::{Ask, Basket, Picks, ProductView, ReviewView, Shelf};
use crate::emails::render::{codes_wanted, render};
use crate::people::consents::Consents;
use crate::store::reader::EmailReaderRow;
use crate::types::money::grouped;
use crate::types::{Code, CouponPoolId, DocumentId, Error, PersonId, ProductId, Progress, Result};

/// Letters in one folder; more want a program that sends by itself.
const MOST_LETTERS: u64 = 20_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct EverybodyAsk {
    /// Everybody when it is not given.
    pub segment: Option<DocumentId>,
    /// A letter for each beside the list.
    pub letters: bool,
}

/// What a pool would have to give.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct PoolNeed {
    pub pool: CouponPoolId,
    pub name: String,
    /// Readers whose letter shows a code of it.
    pub readers: u32,
    /// Of these, those who have one for this email.
    pub have: u32,
    /// To be handed out.
    pub new: u32,
    /// In the pool afterwards.
    pub left: u32,
    /// Too few by so many; then nothing is handed out.
    pub missing: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct EverybodyPlan {
    /// Who may be mailed.
    pub people: u32,
    /// Asked for, but not to be mailed.
    pub may_not: u32,
    pub pools: Vec<PoolNeed>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct EverybodyDone {
    pub path: String,
    pub people: u32,
    pub may_not: u32,
    pub letters: u32,
    /// As it is now.
    pub pools: Vec<PoolNeed>,
}

/// Who gets it, and who of them a code of which pool.
struct Count {
    people: RoaringBitmap,
    may_not: u64,
    wanted: BTreeMap<CouponPoolId, Vec<PersonId>>,
}

fn count(app: &App, room: &Room<'_>, segment: Option<DocumentId>, progress: &Progress) -> Result<Count> {
    let consents = Consents::read(&app.store(), room.shop.zone.end_of(room.as_of).plus_secs(-1))?;
    let asked = match segment {
        Some(id) => people_of(app, id, room.as_of)?,
        None => Arc::new(consents.everybody()),
    };
    let people = asked.as_ref() & &consents.mailable();
    let may_not = asked.len() - people.len();
    let mut wanted: BTreeMap<CouponPoolId, Vec<PersonId>> = BTreeMap::new();
    if room.wants_codes() {
        each(app, room, &people, "Looking whose letter has a code", progress, &mut |row, stand| {
            let (letter, _) = room.letter_for(row.language.as_deref())?;
            let sheet = room.sheet(row, Some(row.person), stand, None, false);
            for pool in codes_wanted(&letter, &sheet) {
                wanted.entry(pool).or_default().push(row.person);
            }
            Ok(())
        })?;
    }
    Ok(Count { people, may_not, wanted })
}

fn each(
    app: &App,
    room: &Room<'_>,
    people: &RoaringBitmap,
    phase: &str,
    progress: &Progress,
    f: &mut dyn FnMut(&EmailReaderRow, &Stand<'_>) -> Result<()>,
) -> Result<()> {
    app.store().read(|r| {
        let stock = room.stock(r);
        for (done, id) in (0u64..).zip(people) {
            if done % 100 == 0 {
                progress.tick(phase, done, Some(people.len()))?;
            }
            let row = reader(r, PersonId(id), room)?;
            f(&row, &Stand { stock: &stock, person: Some(row.person) })?;
        }
        Ok(())
    })
}

fn small(n: u64) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn needs(app: &App, id: DocumentId, wanted: &BTreeMap<CouponPoolId, Vec<PersonId>>) -> Result<Vec<PoolNeed>> {
    let mut out = Vec::new();
    for (pool, people) in wanted {
        let (has, found) = coupons::standing(app, *pool, &coupons::for_email(id))?;
        let have = people.iter().filter(|p| has.contains(p.0)).count();
        let new = people.len() - have;
        let free = found.free as usize;
        out.push(PoolNeed {
            pool: *pool,
            name: found.name,
            readers: small(people.len() as u64),
            have: small(have as u64),
            new: small(new as u64),
            left: small(free.saturating_sub(new) as u64),
            missing: small(new.saturating_sub(free) as u64),
        });
    }
    Ok(out)
}

/// Whom it would be written for, and how many codes that takes. Nothing is handed out.
pub fn everybody_plan(app: &App, id: DocumentId, email: &Email, segment: Option<DocumentId>) -> Result<EverybodyPlan> {
    let room = Room::enter(app, email, app.today()?)?;
    let counted = count(app, &room, segment, &Progress::silent())?;
    Ok(EverybodyPlan { people: small(counted.people.len()), may_not: small(counted.may_not), pools: needs(app, id, &counted.wanted)? })
}

/// A reader's shelf, with the codes that they were handed.
struct Handed<'a> {
    stand: &'a Stand<'a>,
    codes: &'a HashMap<CouponPoolId, String>,
}

impl Shelf for Handed<'_> {
    fn products(&self, ask: &Ask<'_>) -> Picks {
        self.stand.products(ask)
    }
    fn product(&self, id: ProductId) -> Option<Arc<ProductView>> {
        self.stand.product(id)
    }
    fn cart(&self) -> Option<Basket> {
        self.stand.cart()
    }
    fn last_order(&self) -> Option<Basket> {
        self.stand.last_order()
    }
    fn review(&self, pick: &ReviewPick, least_stars: u8, shown: &[ProductId]) -> Option<ReviewView> {
        self.stand.review(pick, least_stars, shown)
    }
    fn code(&self, pool: CouponPoolId) -> Option<String> {
        self.codes.get(&pool).cloned()
    }
}

/// Writes `readers.csv`, and a letter for each if asked, into a folder under the email's name.
///
/// # Errors
/// `Refused` when a pool has too few codes (nothing is handed out then), when there is nobody, or for too many letters.
pub fn everybody(
    app: &App,
    id: DocumentId,
    email: &Email,
    name: &str,
    ask: EverybodyAsk,
    folder: &Path,
    progress: &Progress,
) -> Result<EverybodyDone> {
    let room = Room::enter(app, email, app.today()?)?;
    let counted = count(app, &room, ask.segment, progress)?;
    let refuse = |why: String| Err(Error::new(Code::Refused, why));
    if counted.people.is_empty() {
        return refuse("There is nobody among them who may be mailed, so nothing was written.".to_owned());
    }
    if ask.letters && counted.people.len() > MOST_LETTERS {
        let most = grouped(MOST_LETTERS);
        return refuse(format!("One folder takes at most {most} letters. Choose a segment, or write the list alone."));
    }
    let into = free(folder, &file_name(name), "");
    std::fs::create_dir_all(&into).map_err(|e| Error::file("make the folder", &into, e))?;
    let codes = match coupons::hand_out_all(app, &counted.wanted, &coupons::for_email(id)) {
        Ok(codes) => codes,
        Err(e) => {
            let _ = std::fs::remove_dir(&into);
            return Err(e);
        }
    };
    let letters = written(app, &room, &counted, &codes, ask.letters, &into, progress)?;
    app.changed();
    Ok(EverybodyDone {
        path: into.display().to_string(),
        people: small(counted.people.len()),
        may_not: small(counted.may_not),
        letters,
        pools: needs(app, id, &counted.wanted)?,
    })
}

type Codes = HashMap<PersonId, HashMap<CouponPoolId, String>>;

fn written(app: &App, room: &Room<'_>, counted: &Count, codes: &Codes, letters: bool, into: &Path, progress: &Progress) -> Result<u32> {
    let list = into.join("readers.csv");
    let failed = |e: csv::Error| Error::new(Code::File, format!("Could not write {}: {e}.", list.display()));
    let mut out = csv::Writer::from_path(&list).map_err(failed)?;
    let pools: Vec<CouponPoolId> = counted.wanted.keys().copied().collect();
    let mut head = vec!["email".to_owned(), "first name".to_owned(), "last name".to_owned(), "language".to_owned()];
    for pool in &pools {
        // One pool is what nearly every email has; its column is the merge field's name.
        head.push(if pools.len() == 1 { "CODE".to_owned() } else { format!("code of {}", coupons::of(app, *pool)?.name) });
    }
    head.push("subject".to_owned());
    if letters {
        head.push("letter".to_owned());
    }
    out.write_record(&head).map_err(failed)?;
    let from = super::mail_settings(app)?.map(|s| s.from_address).unwrap_or_default();
    let none = HashMap::new();
    let mut pictures: BTreeMap<PathBuf, Vec<u8>> = BTreeMap::new();
    let mut count = 0;
    each(app, room, &counted.people, "Writing", progress, &mut |row, stand| {
        let codes = codes.get(&row.person).unwrap_or(&none);
        let (letter, _) = room.letter_for(row.language.as_deref())?;
        let shelf = Handed { stand, codes };
        let shown = render(&letter, &room.sheet(row, Some(row.person), &shelf, None, false));
        let text = |t: &Option<String>| t.clone().unwrap_or_default();
        let mut cells = vec![text(&row.email), text(&row.first_name), text(&row.last_name), letter.language.clone()];
        cells.extend(pools.iter().map(|p| codes.get(p).cloned().unwrap_or_default()));
        cells.push(shown.subject);
        if letters {
            let file = format!("{:06}.html", row.person.0);
            let (html, beside) = pictures_beside(app, with_unsubscribe(&with_content_ids(&shown.html), &from))?;
            pictures.extend(beside.into_iter().map(|(name, bytes)| (into.join(name), bytes)));
            write(&into.join(&file), html.as_bytes())?;
            cells.push(file);
            count += 1;
        }
        // A cell that a spreadsheet would take for a formula is made plain text.
        let safe = cells.into_iter().map(|c| if c.starts_with(['=', '+', '-', '@', '\t']) { format!("'{c}") } else { c });
        out.write_record(safe.collect::<Vec<_>>()).map_err(failed)
    })?;
    for (path, bytes) in pictures {
        write(&path, &bytes)?;
    }
    out.flush().map_err(|e| Error::file("write", &list, e))?;
    Ok(count)
}

/// As `everybody`, watched and stopped as a task; returns its number.
pub fn start_everybody(app: &Arc<App>, id: DocumentId, email: Email, name: &str, ask: EverybodyAsk, folder: PathBuf) -> u32 {
    let (me, called) = (Arc::clone(app), name.to_owned());
    app.tasks.start_on("email_everybody", name, Some(id.0), move |progress| {
        let done = everybody(&me, id, &email, &called, ask, &folder, progress)?;
        serde_json::to_value(done).map_err(|e| Error::internal("The result could not be written.").caused_by(e))
    })
}
