//! Reads an email as everybody would, and says what the worst of them would read.
//!
//! A `Tally` is given each reader's rendered email in turn and keeps only sets of people's numbers and a few extremes,
//! so that a check of a hundred thousand people needs no more memory than one of ten; two tallies of two halves are one
//! (`and`). `findings` makes sentences of it. What is wrong with the email itself, whoever reads it, is the business of
//! `lint`. Start with `Tally::add`.

mod findings;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use roaring::RoaringBitmap;
use serde::Serialize;
use specta::Type;

use super::lint::{GMAIL_CUTS, Remedy, SENDERS_SHARE};
use super::liquid::Note;
use super::render::Rendered;
use crate::types::{CouponPoolId, PersonId, Result};
pub use findings::reads;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum CheckLevel {
    /// Should not go out like this.
    Problem,
    /// Somebody should look.
    Warning,
    /// Good to know.
    Hint,
}

/// Somebody for whom it is so, and what they would read there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct CheckExample {
    pub person: PersonId,
    pub name: String,
    pub reads: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct CheckFinding {
    /// Names it within its report, for asking who else.
    pub key: String,
    pub level: CheckLevel,
    pub sentence: String,
    /// The block's id, where it is about one.
    pub block: Option<String>,
    /// For how many people; `None`: it is about a part that nobody gets.
    pub people: Option<u32>,
    /// The first few.
    pub examples: Vec<CheckExample>,
    pub fix: Option<Remedy>,
}

/// The most of something, and whose it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct CheckExtreme {
    /// Letters of a subject, or bytes of a mail's HTML.
    pub value: u32,
    pub example: CheckExample,
}

#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct CheckReport {
    /// How many people it was read as.
    pub people: u32,
    /// How many of those asked for may not be mailed (no consent, or no address).
    pub may_not: u32,
    /// Worst first.
    pub findings: Vec<CheckFinding>,
    pub heaviest: Option<CheckExtreme>,
    pub longest_subject: Option<CheckExtreme>,
    pub seconds: f64,
}

/// Inboxes on a phone show about so many letters of a subject.
const LONG_SUBJECT: usize = 60;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    NoAddress,
    EmptySubject,
    EmptyPreheader,
    Note(Note),
    NoProducts,
    /// How many there are of how many.
    FewProducts(usize, usize),
    TwiceTheSame,
    /// A pool's codes do not go round.
    NoCode(Shortage),
    TooHeavy,
    Heavy,
    LongSubject,
    /// Their language, which has no translation; empty where the email has none at all.
    NoLanguage(String),
}

/// A pool that has fewer free codes than there are people who would be handed one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shortage {
    pub pool: CouponPoolId,
    pub name: String,
    /// Who would be handed a code by this email and has none for it yet.
    pub wanted: u32,
    pub free: u32,
}

/// Where and what; the same for all who share it.
pub(super) type Key = (Option<usize>, Kind);

/// One reader, as far as a check asks beside their mail.
#[derive(Debug, Clone, Copy)]
pub struct Who<'a> {
    pub person: PersonId,
    pub has_address: bool,
    /// Their language when the email is not written in it and has no translation; empty where it has none at all.
    pub untranslated: Option<&'a str>,
}

#[derive(Default)]
pub struct Tally {
    people: u32,
    kinds: BTreeMap<Key, RoaringBitmap>,
    /// By block, by variant ("" is the default): how many get it.
    taken: BTreeMap<(usize, String), u32>,
    shown: BTreeMap<usize, u32>,
    /// By variant of the subject (none: the default): how many get it.
    heads: BTreeMap<Option<String>, u32>,
    /// Who would get a code, by pool, with the first block that shows one.
    codes: BTreeMap<CouponPoolId, (usize, RoaringBitmap)>,
    heaviest: Option<(usize, PersonId)>,
    longest: Option<(usize, PersonId)>,
}

impl Tally {
    /// `unknown`: variables that do not exist; they are empty for everybody, and said once by a lint.
    pub fn add(&mut self, who: Who<'_>, r: &Rendered, unknown: &[(Option<usize>, String)], wants_preheader: bool) {
        self.people += 1;
        for (i, block) in r.blocks.iter().enumerate().filter(|(_, b)| b.shown) {
            *self.shown.entry(i).or_default() += 1;
            // Most blocks have no variants: no word is copied for them.
            if let Some(variant) = &block.variant {
                *self.taken.entry((i, variant.clone())).or_default() += 1;
            }
        }
        match self.heads.get_mut(&r.head) {
            Some(n) => *n += 1,
            None => drop(self.heads.insert(r.head.clone(), 1)),
        }
        for (block, pool) in &r.codes {
            self.codes.entry(*pool).or_insert_with(|| (*block, RoaringBitmap::new())).1.insert(who.person.0);
        }
        let letters = r.subject.chars().count();
        let bytes = r.size;
        most(&mut self.longest, (letters, who.person));
        most(&mut self.heaviest, (bytes, who.person));
        let mut say = |block: Option<usize>, kind: Kind| {
            self.kinds.entry((block, kind)).or_default().insert(who.person.0);
        };
        if !who.has_address {
            say(None, Kind::NoAddress);
        }
        if letters == 0 {
            say(None, Kind::EmptySubject);
        } else if letters > LONG_SUBJECT {
            say(None, Kind::LongSubject);
        }
        if wants_preheader && r.preheader.is_empty() {
            say(None, Kind::EmptyPreheader);
        }
        if bytes > GMAIL_CUTS {
            say(None, Kind::TooHeavy);
        } else if bytes + SENDERS_SHARE > GMAIL_CUTS {
            say(None, Kind::Heavy);
        }
        if let Some(language) = who.untranslated {
            say(None, Kind::NoLanguage(language.to_owned()));
        }
        for (block, note) in &r.notes {
            let said_by_a_lint = match note {
                Note::Empty(e) | Note::Fallback(e) => e == "shop.website" || unknown.iter().any(|(_, name)| name == e),
                Note::Failed(_) => false,
            };
            if !said_by_a_lint {
                say(*block, Kind::Note(note.clone()));
            }
        }
        for (block, got, wished) in &r.suggested {
            match got {
                0 => say(Some(*block), Kind::NoProducts),
                got if got < wished => say(Some(*block), Kind::FewProducts(*got, *wished)),
                _ => {}
            }
        }
        for (i, (block, product)) in r.products.iter().enumerate() {
            let before = r.products.get(..i).unwrap_or(&[]);
            // A cart may hold the same product twice, in two sizes.
            if before.iter().any(|(b, p)| p == product && b != block) {
                say(Some(*block), Kind::TwiceTheSame);
            }
        }
    }

    /// What became of the pools: of each that somebody would get a code of, its name, how many codes are free, and who
    /// has one for this email already. Says for how many they do not suffice; those with the highest numbers get none.
    pub fn count_codes(&mut self, mut pool: impl FnMut(CouponPoolId) -> Result<(String, u32, RoaringBitmap)>) -> Result<()> {
        for (id, (block, people)) in &self.codes {
            let (name, free, owners) = pool(*id)?;
            let without = people - owners;
            let wanted = u32::try_from(without.len()).unwrap_or(u32::MAX);
            if wanted > free {
                let last = without.iter().skip(free as usize).collect::<RoaringBitmap>();
                let short = Shortage { pool: *id, name, wanted, free };
                self.kinds.insert((Some(*block), Kind::NoCode(short)), last);
            }
        }
        Ok(())
    }

    /// Both halves as one.
    pub fn and(&mut self, other: Self) {
        self.people += other.people;
        for (key, people) in other.kinds {
            *self.kinds.entry(key).or_default() |= people;
        }
        for (key, n) in other.taken {
            *self.taken.entry(key).or_default() += n;
        }
        for (key, n) in other.shown {
            *self.shown.entry(key).or_default() += n;
        }
        for (head, n) in other.heads {
            *self.heads.entry(head).or_default() += n;
        }
        for (pool, (block, people)) in other.codes {
            let mine = self.codes.entry(pool).or_insert_with(|| (block, RoaringBitmap::new()));
            mine.0 = mine.0.min(block);
            mine.1 |= people;
        }
        other.longest.into_iter().for_each(|m| most(&mut self.longest, m));
        other.heaviest.into_iter().for_each(|m| most(&mut self.heaviest, m));
    }

    /// How many people it was.
    pub fn people(&self) -> u32 {
        self.people
    }

    /// How many see a block, by its number.
    pub fn shown(&self, block: usize) -> u32 {
        self.shown.get(&block).copied().unwrap_or(0)
    }

    /// Everybody for whom a finding is so, by its key.
    pub fn people_of(&self, key: &str) -> Option<(&RoaringBitmap, Option<usize>)> {
        self.kinds.iter().find(|(k, _)| findings::key(k) == key).map(|((block, _), people)| (people, *block))
    }
}

/// It is the same for everybody, and mended in one place.
pub fn no_website(place: &str) -> String {
    format!("The shop’s address on the web is not set, so {place} leads nowhere. Set it under “Look and address”.")
}

/// The greater; of equals the first person's.
fn most(kept: &mut Option<(usize, PersonId)>, new: (usize, PersonId)) {
    if kept.is_none_or(|(value, person)| (new.0, std::cmp::Reverse(new.1)) > (value, std::cmp::Reverse(person))) {
        *kept = Some(new);
    }
}
