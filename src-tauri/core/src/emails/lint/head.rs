//! What the inbox shows: the subject and the preheader, their length, and whether they repeat each other.
//!
//! Lengths are those that phones and desktops show before they cut; a variable counts as its fallback, or as one
//! letter, and `check` measures what every reader really gets.

use super::super::check::CheckLevel;
use super::super::definition::Email;
use super::places::{Kind, Place, seen};
use super::{Fix, Lint, LintId};

/// Phones show about so many letters of a subject.
const SUBJECT_LONG: usize = 60;
const SUBJECT_SHORT: usize = 4;
/// Inboxes show at most so many letters after the subject.
const PREHEADER_LONG: usize = 140;
/// A shorter one is followed by the email's first words.
const PREHEADER_SHORT: usize = 30;

pub(super) fn lints(email: &Email, places: &[Place], out: &mut Vec<Lint>) {
    let first = first_words(email, places);
    let offered = |place: &Place, other: &str| {
        first.clone().filter(|f| !same(f, other)).map(|text| (text.clone(), Fix::Write { place: place.name.clone(), text }))
    };
    for place in places {
        let words = seen(place);
        let words = words.trim();
        let letters = words.chars().count();
        match place.kind {
            Kind::Subject if words.is_empty() => {
                out.push(Lint::at(place, LintId::SubjectMissing, CheckLevel::Problem, format!("{} is empty.", place.label)));
            }
            Kind::Subject if letters > SUBJECT_LONG => out.push(Lint::at(
                place,
                LintId::SubjectLong,
                CheckLevel::Hint,
                format!("{} has {letters} letters; a phone shows about the first {SUBJECT_LONG}.", place.label),
            )),
            Kind::Subject if letters < SUBJECT_SHORT && !place.text.contains("{{") => out.push(Lint::at(
                place,
                LintId::SubjectShort,
                CheckLevel::Hint,
                format!("{} says little with {letters} letters.", place.label),
            )),
            Kind::Preheader => {
                let subject = places.iter().find(|p| p.kind == Kind::Subject && owner(&p.name) == owner(&place.name));
                let said = subject.map(seen).unwrap_or_default();
                let found = if words.is_empty() {
                    // A variant may leave it out: then it has none, as well.
                    Some((
                        LintId::PreheaderMissing,
                        "There is no preheader: inboxes show the email’s first words beside the subject.".to_owned(),
                    ))
                } else if same(words, &said) {
                    Some((LintId::PreheaderRepeats, format!("{} says the same as the subject.", place.label)))
                } else if letters > PREHEADER_LONG {
                    let sentence = format!("{} has {letters} letters; inboxes show at most {PREHEADER_LONG}.", place.label);
                    Some((LintId::PreheaderLong, sentence))
                } else if letters < PREHEADER_SHORT && !place.text.contains("{{") {
                    let sentence = format!("{} has only {letters} letters; inboxes fill up with the email’s first words.", place.label);
                    Some((LintId::PreheaderShort, sentence))
                } else {
                    None
                };
                let Some((id, sentence)) = found else { continue };
                let lint =
                    Lint::at(place, id, if id == LintId::PreheaderRepeats { CheckLevel::Warning } else { CheckLevel::Hint }, sentence);
                // What is merely long or short is its author's to mend.
                let mendable = matches!(id, LintId::PreheaderMissing | LintId::PreheaderRepeats);
                out.push(match offered(place, &said).filter(|_| mendable) {
                    Some((text, fix)) => lint.with(format!("Write “{text}”"), fix),
                    None => lint,
                });
            }
            _ => {}
        }
    }
}

fn owner(name: &str) -> &str {
    name.rsplit_once('.').map_or_else(|| name.split_once(':').map_or("", |(l, _)| l), |(o, _)| o)
}

fn same(a: &str, b: &str) -> bool {
    let plain = |t: &str| t.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    plain(a) == plain(b)
}

/// The first sentences that stand in a text without Liquid, long enough and not too long for a preheader.
fn first_words(email: &Email, places: &[Place]) -> Option<String> {
    let written =
        places.iter().filter(|p| p.kind == Kind::Rich && !p.text.contains("{%") && !p.text.contains("{{") && !p.name.contains(':'));
    written.filter(|p| email.blocks.iter().any(|b| Some(&b.id) == p.block.as_ref() && b.only_for.is_none())).find_map(|p| {
        let text = seen(p).split_whitespace().collect::<Vec<_>>().join(" ");
        let long_enough = |t: &&str| (PREHEADER_SHORT..=PREHEADER_LONG).contains(&t.chars().count());
        let ends = text.match_indices(['.', '?', '!', ':']).map(|(i, _)| i + 1).chain([text.len()]);
        ends.filter_map(|end| text.get(..end))
            .find(long_enough)
            .map(|t| t.trim_end_matches([':', '.']).to_owned())
            .filter(|t| t.chars().count() >= PREHEADER_SHORT)
    })
}

/// "one, two and three", the first as a sentence begins.
pub(super) fn listed(all: &[&str]) -> String {
    let mut out = String::new();
    for (i, one) in all.iter().enumerate() {
        let mut words = (*one).to_owned();
        if i > 0 {
            out.push_str(if i + 1 == all.len() { " and " } else { ", " });
            let first = words.chars().next().map(|c| c.to_lowercase().to_string()).unwrap_or_default();
            words = first + words.chars().skip(1).collect::<String>().as_str();
        }
        out.push_str(&words);
    }
    out
}
