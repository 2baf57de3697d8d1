//! Counts to sentences: what would be read, by how many, and what mends it.

use super::super::compile::Letter;
use super::super::data::lacking;
use super::super::definition::Email;
use super::super::lint::{Fix, Remedy};
use super::super::liquid::Note;
use super::super::render::Rendered;
use super::{CheckExample, CheckExtreme, CheckFinding, CheckLevel, CheckReport, Key, Kind, LONG_SUBJECT, Shortage, Tally};
use crate::types::money::grouped;
use crate::types::{PersonId, Result};

/// So many are shown with a finding; the rest on request.
const EXAMPLES: usize = 3;

/// The finding's name when an email has no translations at all.
const ONE_LANGUAGE: &str = ":language:";

/// A finding's name within its report.
pub(super) fn key((block, kind): &Key) -> String {
    let what = match kind {
        Kind::NoAddress => "no_address".to_owned(),
        Kind::EmptySubject => "empty_subject".to_owned(),
        Kind::EmptyPreheader => "empty_preheader".to_owned(),
        Kind::Note(Note::Empty(e)) => format!("empty:{e}"),
        Kind::Note(Note::Fallback(e)) => format!("fallback:{e}"),
        Kind::Note(Note::Failed(why)) => format!("failed:{why}"),
        Kind::NoProducts => "no_products".to_owned(),
        Kind::FewProducts(got, wished) => format!("few_products:{got}:{wished}"),
        Kind::TwiceTheSame => "twice".to_owned(),
        Kind::NoCode(short) => format!("codes:{}", short.pool),
        Kind::TooHeavy => "too_heavy".to_owned(),
        Kind::Heavy => "heavy".to_owned(),
        Kind::LongSubject => "long_subject".to_owned(),
        Kind::NoLanguage(language) => format!("language:{language}"),
    };
    format!("{}:{what}", block.map(|b| b.to_string()).unwrap_or_default())
}

/// What somebody reads where a finding is: the block's beginning, or the subject.
pub fn reads(rendered: &Rendered, block: Option<usize>) -> String {
    block.and_then(|b| rendered.blocks.get(b)).map_or_else(|| rendered.subject.clone(), |b| b.words.clone())
}

impl Tally {
    /// The report. `example` reads the email once more as one of the people, for what they would read at a place.
    ///
    /// # Errors
    /// What `example` says.
    pub fn report(
        &self,
        email: &Email,
        letter: &Letter,
        example: &mut dyn FnMut(PersonId, Option<usize>) -> Result<Option<CheckExample>>,
    ) -> Result<CheckReport> {
        let mut findings = self.nobody(letter);
        for (k, people) in &self.kinds {
            let mut examples = Vec::new();
            for id in people.iter().take(EXAMPLES) {
                examples.extend(example(PersonId(id), k.0)?);
            }
            let count = u32::try_from(people.len()).unwrap_or(u32::MAX);
            let of = of(count, self.people);
            let (level, sentence) = words(&k.1, &of, count, &place(letter, k.0), examples.first());
            findings.push(CheckFinding {
                key: key(k),
                level,
                sentence,
                block: id(letter, k.0),
                people: Some(count),
                examples,
                fix: fix(&k.1, id(letter, k.0), email),
            });
        }
        // That an email is of one language is known to whoever wrote it: it stands last among its equals.
        findings.sort_by_key(|f| (f.level, f.key == ONE_LANGUAGE, std::cmp::Reverse(f.people), f.key.clone()));
        let mut extreme = |most: Option<(usize, PersonId)>| -> Result<Option<CheckExtreme>> {
            let Some((value, person)) = most else { return Ok(None) };
            let value = u32::try_from(value).unwrap_or(u32::MAX);
            Ok(example(person, None)?.map(|example| CheckExtreme { value, example }))
        };
        Ok(CheckReport {
            people: self.people,
            may_not: 0,
            heaviest: extreme(self.heaviest)?,
            longest_subject: extreme(self.longest)?,
            findings,
            seconds: 0.0,
        })
    }

    /// Blocks that nobody sees, and variants of blocks and of the subject that nobody gets.
    fn nobody(&self, letter: &Letter) -> Vec<CheckFinding> {
        let mut out = Vec::new();
        if self.people == 0 {
            return out;
        }
        let mut say = |key: String, block: Option<&str>, sentence: String| {
            out.push(CheckFinding {
                key,
                level: CheckLevel::Warning,
                sentence,
                block: block.map(str::to_owned),
                people: None,
                examples: Vec::new(),
                fix: None,
            });
        };
        // The default is the last.
        for (n, head) in letter.heads.iter().enumerate().filter(|(_, h)| !self.heads.contains_key(&h.id)) {
            match &head.id {
                Some(id) => say(
                    format!(":head:{id}"),
                    None,
                    format!(
                        "Nobody among these people gets variant {} of the subject: none is in it, or an earlier one takes them all.",
                        n + 1
                    ),
                ),
                None => say(
                    ":head".to_owned(),
                    None,
                    "Nobody among these people gets the subject for everybody else: a variant takes everybody.".to_owned(),
                ),
            }
        }
        for (at, block) in letter.blocks.iter().enumerate() {
            let here = place(letter, Some(at));
            if self.shown(at) == 0 && block.only_for.is_some() {
                say(format!("{at}:nobody"), Some(&block.id), format!("Nobody among these people sees {here}."));
                continue;
            }
            let mut with_variant = 0;
            for (n, id) in block.alternatives.iter().filter_map(|a| a.id.as_ref()).enumerate() {
                let got = self.taken.get(&(at, id.clone())).copied().unwrap_or(0);
                with_variant += got;
                if got == 0 {
                    say(
                        format!("{at}:variant:{id}"),
                        Some(&block.id),
                        format!(
                            "Nobody among these people gets variant {} of {here}: none is in it, an earlier one takes them all, or there is nothing to show in it.",
                            n + 1
                        ),
                    );
                }
            }
            if with_variant > 0 && with_variant == self.shown(at) && block.only_for.is_none() {
                say(
                    format!("{at}:default"),
                    Some(&block.id),
                    format!("Nobody among these people gets the default of {here}: a variant takes everybody."),
                );
            }
        }
        out
    }
}

fn id(letter: &Letter, block: Option<usize>) -> Option<String> {
    block.and_then(|b| letter.blocks.get(b)).map(|b| b.id.clone())
}

/// "the subject line", "block 3 (text)".
fn place(letter: &Letter, block: Option<usize>) -> String {
    match block.and_then(|b| letter.blocks.get(b).map(|l| (b, l.noun))) {
        Some((b, noun)) => format!("block {} ({noun})", b + 1),
        None => "the subject or preheader".to_owned(),
    }
}

/// "37 of 1,204 people".
fn of(count: u32, people: u32) -> String {
    match people {
        1 => "The one person".to_owned(),
        n if n == count => format!("All {} people", grouped(n.into())),
        n => format!("{} of {} people", grouped(count.into()), grouped(n.into())),
    }
}

fn words(kind: &Kind, of: &str, count: u32, place: &str, example: Option<&CheckExample>) -> (CheckLevel, String) {
    use CheckLevel::{Hint, Problem, Warning};
    let read = example.filter(|e| !e.reads.is_empty()).map(|e| format!("“{}”", e.reads));
    let would = |rest: &str| match &read {
        Some(read) => format!("{of} would read {read}: {rest}"),
        None => format!("{of}: {rest}"),
    };
    let they = |e: &str| format!("they {}", lacking(e));
    let s = if count == 1 { "s" } else { "" };
    match kind {
        Kind::NoAddress => {
            (Problem, format!("{of} ha{} no email address, so it cannot be sent to them.", if count == 1 { "s" } else { "ve" }))
        }
        Kind::EmptySubject => (Problem, format!("{of} would get an empty subject.")),
        Kind::EmptyPreheader => (Warning, format!("{of} would get an empty preheader.")),
        Kind::Note(Note::Empty(e)) => (Problem, would(&format!("{}, and nothing stands there in {place}. Give it a fallback.", they(e)))),
        Kind::Note(Note::Fallback(e)) => (Hint, would(&format!("{}, so the fallback stands in {place}.", they(e)))),
        Kind::Note(Note::Failed(why)) => (Problem, format!("{of} would get a gap in {place}: {why}.")),
        Kind::NoProducts => (
            Warning,
            format!("{of} would get no product in {place}, so it is left out: they have bought everything, or nothing is in stock."),
        ),
        Kind::FewProducts(got, wished) => (Warning, format!("{of} would get {got} instead of {wished} products in {place}.")),
        Kind::NoCode(Shortage { name, wanted, free, .. }) => {
            let left = match free {
                0 => "none is left".to_owned(),
                1 => "1 is left".to_owned(),
                n => format!("{} are left", grouped((*n).into())),
            };
            let sentence = format!(
                "{} would get a code of “{name}” in {place}, {left}: {} would get none. Bring in more codes.",
                grouped((*wanted).into()),
                grouped(count.into())
            );
            (Problem, sentence)
        }
        Kind::TwiceTheSame => (Warning, format!("{of} would see the same product twice, again in {place}.")),
        Kind::TooHeavy => (Problem, format!("{of} would get a mail of more than 102 KB, which Gmail cuts off.")),
        Kind::Heavy => (Warning, format!("{of} would get a mail that Gmail may cut off at 102 KB, once the sender has added its part.")),
        Kind::LongSubject => (Hint, format!("{of} would get a subject of more than {LONG_SUBJECT} letters; a phone shows its beginning.")),
        // An email of one language may be meant so.
        Kind::NoLanguage(language) if language.is_empty() => {
            (Hint, format!("{of} read{s} another language, and this email has no translations: they get it as it was written."))
        }
        Kind::NoLanguage(language) => (
            Warning,
            format!("{of} read{s} {}, but there is no translation into it: they get the email as it was written.", called(language)),
        ),
    }
}

/// A language in English, of those that shops in Europe and America write in; others by their code.
fn called(language: &str) -> String {
    let name = match language.get(..2).unwrap_or(language) {
        "cs" => "Czech",
        "da" => "Danish",
        "de" => "German",
        "el" => "Greek",
        "en" => "English",
        "es" => "Spanish",
        "fi" => "Finnish",
        "fr" => "French",
        "hu" => "Hungarian",
        "it" => "Italian",
        "ja" => "Japanese",
        "nb" | "no" => "Norwegian",
        "nl" => "Dutch",
        "pl" => "Polish",
        "pt" => "Portuguese",
        "ro" => "Romanian",
        "sk" => "Slovak",
        "sv" => "Swedish",
        "tr" => "Turkish",
        "uk" => "Ukrainian",
        _ => return format!("“{language}”"),
    };
    name.to_owned()
}

/// The words that stand for what nobody entered, where an ordinary word does.
fn fix(kind: &Kind, block: Option<String>, email: &Email) -> Option<Remedy> {
    let Kind::Note(Note::Empty(variable)) = kind else { return None };
    let language = email.language.as_deref().unwrap_or("en").get(..2).unwrap_or("en");
    let words = match (variable.as_str(), language) {
        ("person.first_name", "en") => "there",
        ("person.first_name", "de") => "zusammen",
        ("person.first_name", "nl") => "allemaal",
        ("person.first_name", "fr") => "à vous",
        ("person.city", "en") => "your town",
        ("person.country", "en") => "your country",
        ("person.city", "de") => "Ihrer Stadt",
        _ => return None,
    };
    Some(Remedy {
        label: format!("Read “{words}” instead"),
        change: Fix::Fallback { block, variable: variable.clone(), words: words.to_owned() },
    })
}
