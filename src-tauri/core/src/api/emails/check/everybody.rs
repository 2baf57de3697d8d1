//! The email read as everybody, on two threads: each takes some hundreds of people after another, so that one that met
//! the easy ones does not wait for the other. Letters are weighed and not written (see `emails::render::weigh`), what the
//! shelf knows is read once, codes by the hundred: nothing here grows with the number of people but the tally's sets.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use roaring::RoaringBitmap;

use super::super::super::App;
use super::super::room::Room;
use crate::emails::Email;
use crate::emails::check::{Tally, Who};
use crate::emails::compile::Letter;
use crate::store::reader::EmailReaderRow;
use crate::types::{Error, PersonId, Progress, Result};

/// People between two looks at whether to stop.
const STRETCH: u32 = 500;
const THREADS: usize = 2;
/// Languages remembered; a file that has another one for everybody does not fill the memory.
const LANGUAGES: usize = 64;

/// Reads the email as everybody in `only` (all of the shop when it is not given).
pub(super) fn read(app: &App, email: &Email, room: &Room<'_>, only: Option<&RoaringBitmap>, progress: &Progress) -> Result<Tally> {
    let store = app.store();
    let last = store.read(|r| r.last_person())?.0;
    let total = only.map_or(u64::from(last), RoaringBitmap::len);
    let (next, done) = (AtomicU32::new(1), AtomicU64::new(0));
    let one = || -> Result<Tally> {
        let mut tally = Tally::default();
        store.read(|r| {
            let stock = room.stock(r).for_many(STRETCH);
            let mut letters: HashMap<String, (Arc<Letter>, bool)> = HashMap::new();
            let translated = !email.translations.is_empty();
            let wants_preheader = !email.preheader.trim().is_empty();
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
                            let language = reader.language.as_deref().unwrap_or_default();
                            if !letters.contains_key(language) {
                                if letters.len() >= LANGUAGES {
                                    letters.clear();
                                }
                                letters.insert(language.to_owned(), room.letter_for(reader.language.as_deref())?);
                            }
                            let Some((letter, theirs)) = letters.get(language) else { return Ok(()) };
                            let who = Who {
                                person: reader.person,
                                has_address: reader.email.is_some(),
                                untranslated: reader.language.as_deref().filter(|_| !*theirs).map(|l| if translated { l } else { "" }),
                            };
                            tally.add(who, &room.weigh(letter, &reader, &stock), &room.letter.unknown, wants_preheader);
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
