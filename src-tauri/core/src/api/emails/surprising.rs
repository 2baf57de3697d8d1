//! A surprising reader: among those whom an email goes to, the people whose letter differs most from the usual one,
//! each with the reason in words.
//!
//! It looks at what is known of people and at the groups that the email asks for, in one pass whose outcome is kept
//! until the email or the shop changes; it renders nothing, so
//! what only rendering shows (a short product grid) is the business of `check`. Start at `surprising`; what counts as
//! surprising is in `Watch::see`.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use roaring::RoaringBitmap;
use serde::Serialize;
use specta::Type;

use super::super::App;
use super::readers::wanted;
use super::room::Room;
use crate::emails::Email;
use crate::emails::reader::Group;
use crate::store::reader::EmailReaderRow;
use crate::store::{Area, Reader};
use crate::types::money::grouped;
use crate::types::{Currency, Day, DocumentId, Money, PersonId, Result, ShopZone};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct SurprisingReader {
    pub person: PersonId,
    /// A sentence.
    pub reason: String,
    /// From 0, among `of` different ones; asking for the next one goes round.
    pub turn: u32,
    pub of: u32,
}

/// What was found last: asking for the next one does not look at everybody again.
#[derive(Default)]
pub struct KeptSurprises(Mutex<Option<(Asked, Found)>>);

type Found = Arc<Vec<(PersonId, String)>>;

/// What the answer depends on.
#[derive(PartialEq, Eq)]
struct Asked {
    email: u64,
    search: String,
    segment: Option<DocumentId>,
    as_of: Day,
    file: PathBuf,
    data: i64,
    house: i64,
    documents: i64,
}

/// The `turn`th of the surprising readers of a search and a segment (round and round); `None` where nobody reads.
pub fn surprising(app: &App, email: &Email, search: &str, segment: Option<DocumentId>, turn: u32) -> Result<Option<SurprisingReader>> {
    let mut hasher = DefaultHasher::new();
    format!("{email:?}").hash(&mut hasher);
    let revisions = |r: &Reader<'_>| Ok((r.revision(Area::Data)?, r.revision(Area::House)?, r.revision(Area::Documents)?));
    let store = app.store();
    let (data, house, documents) = store.read(revisions)?;
    let asked = Asked {
        email: hasher.finish(),
        search: search.trim().to_owned(),
        segment,
        as_of: app.today()?,
        file: store.path().to_owned(),
        data,
        house,
        documents,
    };
    let kept = || app.emails.surprises.0.lock().unwrap_or_else(PoisonError::into_inner);
    let known = kept().as_ref().filter(|(known, _)| *known == asked).map(|(_, found)| Arc::clone(found));
    let all = match known {
        Some(all) => all,
        None => {
            let all = Arc::new(look(app, email, search, segment)?);
            *kept() = Some((asked, Arc::clone(&all)));
            all
        }
    };
    let of = u32::try_from(all.len()).unwrap_or(u32::MAX);
    let Some(turn) = turn.checked_rem(of) else { return Ok(None) };
    Ok(all.get(turn as usize).cloned().map(|(person, reason)| SurprisingReader { person, reason, turn, of }))
}

fn look(app: &App, email: &Email, search: &str, segment: Option<DocumentId>) -> Result<Vec<(PersonId, String)>> {
    let as_of = app.today()?;
    let room = Room::enter(app, email, as_of)?;
    let among: RoaringBitmap = wanted(app, search, segment)?.iter().copied().collect();
    let mut watch = Watch::new(&room, email);
    app.store().read(|r| {
        r.each_email_reader(room.shop.zone.end_of(as_of), |reader| {
            if among.contains(reader.person.0) {
                watch.see(&reader);
            }
            Ok(())
        })
    })?;
    Ok(watch.finish())
}

/// The few who are most so, the most first: how much, and the sentence. Among equals the first seen stays first.
#[derive(Default, Clone)]
struct Best(Vec<(i64, PersonId, String)>);

impl Best {
    /// So that somebody is left when the first one surprises already in another way.
    const KEPT: usize = 4;

    fn offer(&mut self, much: i64, person: PersonId, reason: impl FnOnce() -> String) {
        let at = self.0.iter().position(|(most, ..)| much > *most).unwrap_or(self.0.len());
        if at < Self::KEPT {
            self.0.insert(at, (much, person, reason()));
            self.0.truncate(Self::KEPT);
        }
    }
}

const KINDS: usize = 13;

struct Watch<'a> {
    /// The groups that the email asks for: how rare, their name, their people.
    groups: Vec<(u64, &'a str, &'a RoaringBitmap)>,
    language: String,
    currency: Currency,
    zone: &'a ShopZone,
    as_of: Day,
    best: [Best; KINDS],
}

impl<'a> Watch<'a> {
    fn new(room: &'a Room, email: &Email) -> Self {
        let mut groups: Vec<_> = room
            .groups
            .values()
            .filter_map(|g| match g {
                Group::People { name, people, .. } => Some((people.len(), name.as_str(), people.as_ref())),
                Group::Gone | Group::Broken { .. } => None,
            })
            .collect();
        groups.sort_by_key(|(size, name, _)| (*size, *name));
        let language = email.language.clone().unwrap_or_else(|| room.brand.language.clone());
        Self { groups, language, currency: room.shop.currency, zone: &room.shop.zone, as_of: room.as_of, best: Default::default() }
    }

    fn see(&mut self, r: &EmailReaderRow) {
        let (id, best) = (r.person, &mut self.best);
        let first = r.first_name.as_deref().map(str::trim).unwrap_or_default();
        let last = r.last_name.as_deref().map(str::trim).unwrap_or_default();
        let name = if first.is_empty() { last } else { first };
        let letters = |s: &str| i64::try_from(s.chars().count()).unwrap_or(i64::MAX);
        // The order of the kinds is the order in which they are shown.
        let [nameless, rare, none, foreign, script, long, never, most, odd, old, spent, loud, country] = best;
        if first.is_empty() {
            // Rather somebody who buys: the shop has more to say to them.
            nameless.offer(r.orders, id, || "No first name is known of them.".to_owned());
        }
        for (i, (size, group, people)) in self.groups.iter().enumerate() {
            if people.contains(id.0) {
                let rank = i64::try_from(i).unwrap_or(i64::MAX);
                rare.offer(-rank, id, || {
                    format!("They are in the rarest group that this email asks for: “{group}”, {}.", people_words(*size))
                });
            }
        }
        if !self.groups.is_empty() && self.groups.iter().all(|(.., people)| !people.contains(id.0)) {
            none.offer(0, id, || "They are in none of the groups that this email asks for.".to_owned());
        }
        if let Some(language) = r.language.as_deref().map(str::trim).filter(|l| !l.is_empty()) {
            let short = |l: &str| l.split(['-', '_']).next().unwrap_or_default().to_lowercase();
            if short(language) != short(&self.language) {
                foreign.offer(0, id, || format!("Their language is “{language}”; the email is written in “{}”.", self.language));
            }
        }
        if name.chars().any(|c| c.is_alphabetic() && !latin(c)) {
            let backwards = name.chars().any(right_to_left);
            script.offer(i64::from(backwards), id, || match backwards {
                true => "Their name is written from right to left.".to_owned(),
                false => "Their name is not written in Latin letters.".to_owned(),
            });
        }
        if !first.is_empty() {
            long.offer(letters(first), id, || format!("Hardly anybody has a longer first name: {} letters.", letters(first)));
        }
        match r.orders {
            0 => never.offer(0, id, || "They have never ordered.".to_owned()),
            n => most.offer(n, id, || format!("Hardly anybody has ordered more often: {n} {}.", if n == 1 { "order" } else { "orders" })),
        }
        if let Some(sign) = name.chars().find(|c| !c.is_alphanumeric() && !matches!(c, ' ' | '-' | '\'' | '’' | '.' | ',')) {
            odd.offer(0, id, || format!("An unusual sign stands in their name: {sign}"));
        }
        if let Some(at) = r.last_order_at {
            let days = u64::try_from(self.as_of.days_since(self.zone.day_of(at))).unwrap_or_default();
            old.offer(-at.0, id, || format!("Hardly anybody’s last order is longer ago: {} days.", grouped(days)));
            let sum = Money::new(r.spent, self.currency);
            spent.offer(r.spent, id, || format!("Hardly anybody has spent more: {sum}."));
        }
        if letters(name) > 2 && name.chars().all(|c| !c.is_lowercase()) && name.chars().any(char::is_uppercase) {
            loud.offer(0, id, || "Their name is written in capitals only.".to_owned());
        }
        if r.country.as_deref().is_none_or(|c| c.trim().is_empty()) {
            country.offer(r.orders, id, || "Where they live is not known.".to_owned());
        }
    }

    /// One of each kind, each person once.
    fn finish(self) -> Vec<(PersonId, String)> {
        let mut out: Vec<(PersonId, String)> = Vec::new();
        for kind in self.best {
            let fresh = kind.0.into_iter().find(|(_, person, _)| !out.iter().any(|(p, _)| p == person));
            out.extend(fresh.map(|(_, person, reason)| (person, reason)));
        }
        out
    }
}

fn people_words(n: u64) -> String {
    format!("{} {}", grouped(n), if n == 1 { "person" } else { "people" })
}

/// Latin letters with every mark that European and Vietnamese names carry.
fn latin(c: char) -> bool {
    matches!(c as u32, 0x41..=0x24F | 0x1E00..=0x1EFF | 0x2C60..=0x2C7F | 0xA720..=0xA7FF | 0xFB00..=0xFB06)
}

/// Hebrew, Arabic and their neighbours.
fn right_to_left(c: char) -> bool {
    matches!(c as u32, 0x590..=0x8FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFC | 0x10800..=0x10FFF | 0x1E800..=0x1EFFF)
}
