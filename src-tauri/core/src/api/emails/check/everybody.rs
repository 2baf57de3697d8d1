//! The email read as everybody, on two threads: each takes some hundreds of people after another, so that one that met
//! the easy ones does not wait for the other.

use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use roaring::RoaringBitmap;

use super::super::super::App;
use super::super::room::Room;
use crate::emails::Email;
use crate::emails::check::{Tally, Who};
use crate::store::reader::EmailReaderRow;
use crate::types::{Error, PersonId, Progress, Result};

/// People between two looks at whether to stop.
const STRETCH: u32 = 500;
const THREADS: usize = 2;

/// Reads the email as everybody in `only` (all of the shop when it is not given).
pub(super) fn read(app: &App, email: &Email, room: &Room, only: Option<&RoaringBitmap>, progress: &Progress) -> Result<Tally> {
    let store = app.store();
    let last = store.read(|r| r.last_person())?.0;
    let total = only.map_or(u64::from(last), RoaringBitmap::len);
    let (next, done) = (AtomicU32::new(1), AtomicU64::new(0));
    let spoken = Spoken::of(email, room);
    let one = || -> Result<Tally> {
        let mut tally = Tally::default();
        store.read(|r| {
            let stock = room.stock(r);
            loop {
                let first = next.fetch_add(STRETCH, Ordering::Relaxed);
                if first > last {
                    return Ok(());
                }
                let until = first.saturating_add(STRETCH - 1).min(last);
                let wanted = only.map_or(u64::from(until - first + 1), |set| set.range_cardinality(first..=until));
                if wanted > 0 {
                    let mut add = |reader: EmailReaderRow| {
                        if only.is_none_or(|set| set.contains(reader.person.0)) {
                            let who = Who {
                                person: reader.person,
                                has_address: reader.email.is_some(),
                                untranslated: reader.language.as_deref().filter(|l| !spoken.has(l)),
                            };
                            tally.add(who, &room.render(&reader, &stock, false), &room.letter.unknown, !email.preheader.trim().is_empty());
                        }
                        Ok(())
                    };
                    let end = room.shop.zone.end_of(room.as_of);
                    r.each_email_reader_between(PersonId(first), PersonId(until), end, &mut add)?;
                }
                progress.tick("Reading it as everybody", done.fetch_add(wanted, Ordering::Relaxed) + wanted, Some(total))?;
            }
        })?;
        Ok(tally)
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS).map(|_| scope.spawn(one)).collect();
        let mut all = Tally::default();
        for thread in threads {
            let half = thread.join().map_err(|_| Error::internal("The email could not be read as everybody. Please try again."))??;
            all.and(half);
        }
        Ok(all)
    })
}

/// The languages that the email is written in or translated into.
struct Spoken(Vec<String>);

impl Spoken {
    fn of(email: &Email, room: &Room) -> Self {
        let own = email.language.as_deref().unwrap_or(&room.brand.language);
        Self(std::iter::once(own).chain(email.translations.keys().map(String::as_str)).map(first_part).collect())
    }

    /// What is not known to be another language counts as ours.
    fn has(&self, language: &str) -> bool {
        let asked = first_part(language);
        // An email without any translation was meant for everybody as it is.
        self.0.len() < 2 || asked.is_empty() || self.0.contains(&asked)
    }
}

/// "en" of "en-GB".
fn first_part(language: &str) -> String {
    language.trim().split(['-', '_']).next().unwrap_or("").to_lowercase()
}
