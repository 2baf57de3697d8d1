//! Reads an email as everybody would, and says what the worst of them would read.
//!
//! `Checker` is given each reader's rendered email in turn and keeps only counts and a few examples, so that a check
//! of a hundred thousand people needs no more memory than one of ten. What is wrong for everybody (a dead link, a
//! picture without a description, a missing postal address) is judged once, from the email itself.

use std::collections::BTreeMap;

use serde::Serialize;
use specta::Type;

use super::brand::Brand;
use super::compile::Letter;
use super::data::lacking;
use super::definition::{BlockContent, Email, EmailAudience};
use super::html::{safe_link, safe_picture};
use super::liquid::Note;
use super::reader::{AudienceKey, Group, Groups};
use super::render::Rendered;
use super::rich::Rich;
use crate::types::PersonId;
use crate::types::money::grouped;

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
    pub level: CheckLevel,
    pub sentence: String,
    /// The block's id, where it is about one.
    pub block: Option<String>,
    /// For how many people; `None`: it is about the email itself.
    pub people: Option<u32>,
    pub examples: Vec<CheckExample>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct CheckReport {
    /// How many people it was read as.
    pub people: u32,
    /// Worst first.
    pub findings: Vec<CheckFinding>,
    /// The largest HTML in bytes, without what the sender adds.
    pub heaviest: u32,
    /// The longest subject, in letters.
    pub longest_subject: u32,
}

/// Gmail cuts a mail off near 102 KB of HTML; senders add up to 20 KB of tracking.
const GMAIL: usize = 102 * 1024;
const SENDERS_SHARE: usize = 20 * 1024;
/// Inboxes on a phone show about so many letters of a subject.
const LONG_SUBJECT: usize = 60;
const EXAMPLES: usize = 5;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    EmptySubject,
    Note(Note),
    NoProducts,
    FewProducts(usize),
    TooHeavy,
    Heavy,
    LongSubject,
}

#[derive(Default)]
struct Tally {
    people: u32,
    examples: Vec<CheckExample>,
}

pub struct Checker<'a> {
    email: &'a Email,
    letter: &'a Letter,
    people: u32,
    tallies: BTreeMap<(Option<usize>, Kind), Tally>,
    shown: Vec<u32>,
    heaviest: usize,
    longest_subject: usize,
}

impl<'a> Checker<'a> {
    pub fn new(email: &'a Email, letter: &'a Letter) -> Self {
        let shown = vec![0; letter.blocks.len()];
        Self { email, letter, people: 0, tallies: BTreeMap::new(), shown, heaviest: 0, longest_subject: 0 }
    }

    /// `name`: how the list of examples calls this person.
    pub fn add(&mut self, person: PersonId, name: &str, r: &Rendered) {
        self.people += 1;
        for (count, block) in self.shown.iter_mut().zip(&r.blocks) {
            *count += u32::from(block.shown);
        }
        let letters = r.subject.chars().count();
        self.longest_subject = self.longest_subject.max(letters);
        self.heaviest = self.heaviest.max(r.html.len());
        let mut said: Vec<(Option<usize>, Kind)> = Vec::new();
        if letters == 0 {
            said.push((None, Kind::EmptySubject));
        } else if letters > LONG_SUBJECT {
            said.push((None, Kind::LongSubject));
        }
        if r.html.len() > GMAIL {
            said.push((None, Kind::TooHeavy));
        } else if r.html.len() + SENDERS_SHARE > GMAIL {
            said.push((None, Kind::Heavy));
        }
        said.extend(r.notes.iter().map(|(block, note)| (*block, Kind::Note(note.clone()))));
        for (block, got, wished) in &r.suggested {
            match got {
                0 => said.push((Some(*block), Kind::NoProducts)),
                got if got < wished => said.push((Some(*block), Kind::FewProducts(*wished))),
                _ => {}
            }
        }
        said.sort();
        said.dedup();
        for key in said {
            let reads = match key.0.and_then(|b| r.blocks.get(b)) {
                Some(block) => block.words.clone(),
                None => r.subject.clone(),
            };
            let tally = self.tallies.entry(key).or_default();
            tally.people += 1;
            if tally.examples.len() < EXAMPLES {
                tally.examples.push(CheckExample { person, name: name.to_owned(), reads });
            }
        }
    }

    pub fn finish(self, brand: &Brand, groups: &Groups) -> CheckReport {
        let mut findings = about_the_email(self.email, self.letter, brand, groups);
        let id = |block: Option<usize>| block.and_then(|b| self.letter.blocks.get(b)).map(|b| b.id.clone());
        for (i, count) in self.shown.iter().enumerate() {
            let restricted = self.letter.blocks.get(i).is_some_and(|b| b.only_for.is_some());
            if *count == 0 && self.people > 0 && restricted {
                findings.push(CheckFinding {
                    level: CheckLevel::Warning,
                    sentence: format!("Nobody here sees {}: no one is in its segment.", place(self.letter, Some(i))),
                    block: id(Some(i)),
                    people: Some(self.people),
                    examples: Vec::new(),
                });
            }
        }
        for ((block, kind), tally) in self.tallies {
            let of = format!(
                "{} of {}",
                grouped(tally.people.into()),
                if self.people == 1 { "1 person".into() } else { format!("{} people", grouped(self.people.into())) }
            );
            let (level, sentence) = words(&kind, &of, &place(self.letter, block), tally.examples.first());
            findings.push(CheckFinding { level, sentence, block: id(block), people: Some(tally.people), examples: tally.examples });
        }
        findings.sort_by_key(|f| (f.level, f.people.is_some(), std::cmp::Reverse(f.people)));
        CheckReport {
            people: self.people,
            findings,
            heaviest: u32::try_from(self.heaviest).unwrap_or(u32::MAX),
            longest_subject: u32::try_from(self.longest_subject).unwrap_or(u32::MAX),
        }
    }
}

/// "the subject line", "block 3 (text)".
fn place(letter: &Letter, block: Option<usize>) -> String {
    match block.and_then(|b| letter.blocks.get(b).map(|l| (b, l.noun))) {
        Some((b, noun)) => format!("block {} ({noun})", b + 1),
        None => "the subject line".to_owned(),
    }
}

fn words(kind: &Kind, of: &str, place: &str, example: Option<&CheckExample>) -> (CheckLevel, String) {
    let read = example.map(|e| format!(" and read “{}”", e.reads)).unwrap_or_default();
    match kind {
        Kind::EmptySubject => (CheckLevel::Problem, format!("{of} would get an empty subject.")),
        Kind::Note(Note::Empty(e)) if e == "shop.website" => (CheckLevel::Problem, no_website(place)),
        Kind::Note(Note::Empty(e)) => {
            (CheckLevel::Problem, format!("{of} {}{read}: nothing stands there in {place}. Give it a fallback.", lacking(e)))
        }
        Kind::Note(Note::Fallback(e)) => (CheckLevel::Hint, format!("{of} {}{read} in {place}.", lacking(e))),
        Kind::Note(Note::Failed(why)) => (CheckLevel::Problem, format!("{of} get a gap in {place}: {why}.")),
        Kind::NoProducts => {
            (CheckLevel::Warning, format!("{of} get no suggestions in {place}: they have bought everything, or nothing is in stock."))
        }
        Kind::FewProducts(wished) => (CheckLevel::Warning, format!("{of} get fewer than {wished} suggestions in {place}.")),
        Kind::TooHeavy => (CheckLevel::Problem, format!("{of} get a mail of more than 102 KB, which Gmail cuts off.")),
        Kind::Heavy => {
            (CheckLevel::Warning, format!("{of} get a mail that Gmail may cut off at 102 KB, once the sender has added its part."))
        }
        Kind::LongSubject => {
            (CheckLevel::Hint, format!("{of} get a subject of more than {LONG_SUBJECT} letters; a phone shows its beginning."))
        }
    }
}

/// It is the same for everybody, and mended in one place.
pub fn no_website(place: &str) -> String {
    format!("The shop’s address on the web is not set, so {place} leads nowhere. Set it under “Look and address”.")
}

fn about_the_email(email: &Email, letter: &Letter, brand: &Brand, groups: &Groups) -> Vec<CheckFinding> {
    let mut out = Vec::new();
    let mut say = |level: CheckLevel, block: Option<usize>, sentence: String| {
        let block = block.and_then(|b| letter.blocks.get(b)).map(|b| b.id.clone());
        out.push(CheckFinding { level, sentence, block, people: None, examples: Vec::new() });
    };
    for p in &letter.problems {
        let at = p.block.map(|b| format!("{}: ", capital(&place(letter, Some(b))))).unwrap_or_default();
        say(CheckLevel::Problem, p.block, format!("{at}{}", p.sentence));
    }
    for (block, name) in &letter.unknown {
        say(CheckLevel::Problem, *block, format!("There is no “{name}”; in {} it is empty for everybody.", place(letter, *block)));
    }
    if brand.postal_address.trim().is_empty() {
        say(
            CheckLevel::Problem,
            None,
            "The shop’s postal address is missing at the foot; the law asks for it in most countries.".to_owned(),
        );
    }
    if email.preheader.trim().is_empty() {
        say(CheckLevel::Hint, None, "There is no preheader: inboxes will show the email’s first words beside the subject.".to_owned());
    }
    let mut all = Vec::new();
    email.each_block(&mut |b| all.push(b));
    for block in all {
        let Some(i) = letter.blocks.iter().position(|l| l.id == block.id) else { continue };
        let here = capital(&place(letter, Some(i)));
        let group = |o: &EmailAudience| groups.get(&AudienceKey::of(o)).unwrap_or(&Group::Gone);
        match block.only_for.as_ref().map(group) {
            Some(Group::Gone) => say(
                CheckLevel::Problem,
                Some(i),
                format!("{here} is for a segment that was deleted: nobody sees it. Choose another one, or everybody."),
            ),
            Some(Group::Broken { name, why }) => {
                say(CheckLevel::Problem, Some(i), format!("{here} is for “{name}”, which cannot be counted: {why}"))
            }
            _ => {}
        }
        let mut link = |address: &str| match address.trim() {
            "" | "#" => say(CheckLevel::Problem, Some(i), format!("{here}: its link leads nowhere.")),
            a if a.contains("{{") => {}
            a if a.get(..7).is_some_and(|s| s.eq_ignore_ascii_case("http://")) => {
                say(CheckLevel::Warning, Some(i), format!("{here}: “{a}” is not encrypted; use https if the shop has it."));
            }
            a if !safe_link(a) => {
                say(CheckLevel::Problem, Some(i), format!("{here}: “{a}” is no web address; it should begin with https://."))
            }
            _ => {}
        };
        match &block.content {
            BlockContent::Button { label, href, .. } => {
                link(href);
                if label.trim().is_empty() {
                    say(CheckLevel::Problem, Some(i), format!("{here} has no words on it."));
                }
            }
            BlockContent::Text { html, .. } => {
                if let Ok(rich) = Rich::read(html) {
                    rich.links().iter().for_each(|a| link(a));
                }
            }
            BlockContent::Image { src, alt, href, .. } => {
                if let Some(href) = href.as_deref().filter(|h| !h.trim().is_empty()) {
                    link(href);
                }
                if !src.contains("{{") && !src.starts_with("picture:") && !safe_picture(src) {
                    say(CheckLevel::Problem, Some(i), format!("{here} has no address on the web; it should begin with https://."));
                }
                if alt.trim().is_empty() {
                    say(CheckLevel::Warning, Some(i), format!("{here} has no description for people who do not see it."));
                }
            }
            _ => {}
        }
    }
    out
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|c| c.to_uppercase().collect::<String>() + chars.as_str()).unwrap_or_default()
}
