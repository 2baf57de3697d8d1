//! Shouting: words in capitals, rows of exclamation marks, too many emoji. Mail filters and readers dislike all three.

use super::super::check::CheckLevel;
use super::places::{Kind, Place, seen};
use super::{Fix, Lint, LintId};

const SHOUTED_SUBJECT: usize = 8;
const SHOUTED_TEXT: usize = 20;
const EMOJI: usize = 2;

pub(super) fn lints(places: &[Place], out: &mut Vec<Lint>) {
    for place in places.iter().filter(|p| matches!(p.kind, Kind::Subject | Kind::Preheader | Kind::Words | Kind::Rich)) {
        let words = seen(place);
        let head = matches!(place.kind, Kind::Subject | Kind::Preheader);
        let plain = !place.text.contains("{{") && !place.text.contains("{%") && place.kind != Kind::Rich;
        if shouted(&words, if head { SHOUTED_SUBJECT } else { SHOUTED_TEXT }) {
            let lint = Lint::at(
                place,
                LintId::Capitals,
                CheckLevel::Warning,
                format!("{} is written in capitals, which reads as shouting.", place.label),
            );
            let calm = calmed(place.text.trim());
            out.push(if plain {
                lint.with(format!("Write “{calm}”"), Fix::Write { place: place.name.clone(), text: calm })
            } else {
                lint
            });
        }
        let marks = words.matches('!').count();
        if words.contains("!!") || (place.kind == Kind::Subject && marks > 1) {
            let lint = Lint::at(
                place,
                LintId::ExclamationMarks,
                CheckLevel::Warning,
                format!("{} has more exclamation marks than it needs.", place.label),
            );
            // Liquid knows `!=`, so only a text without it is changed.
            let quiet = if place.text.contains('{') {
                None
            } else {
                Some(quieter(&place.text, place.kind == Kind::Subject, place.kind == Kind::Rich))
            };
            out.push(match quiet {
                Some(text) => lint.with("Leave one", Fix::Write { place: place.name.clone(), text }),
                None => lint,
            });
        }
        let pictures = words.chars().filter(|c| is_emoji(*c)).count();
        if place.kind == Kind::Subject && pictures > EMOJI {
            let mut left = EMOJI;
            let fewer: String = place
                .text
                .chars()
                .filter(|c| {
                    !is_emoji(*c) || {
                        let keep = left > 0;
                        left = left.saturating_sub(1);
                        keep
                    }
                })
                .collect();
            let lint = Lint::at(
                place,
                LintId::Emoji,
                CheckLevel::Hint,
                format!("{} has {pictures} emoji; more than {EMOJI} look like an advertisement.", place.label),
            );
            out.push(lint.with(format!("Keep the first {EMOJI}"), Fix::Write { place: place.name.clone(), text: fewer }));
        }
    }
}

fn shouted(words: &str, least: usize) -> bool {
    let letters: Vec<char> = words.chars().filter(|c| c.is_uppercase() || c.is_lowercase()).collect();
    let large = letters.iter().filter(|c| c.is_uppercase()).count();
    letters.len() >= least && large * 10 >= letters.len() * 7
}

/// A capital at each sentence's beginning, else small letters.
fn calmed(text: &str) -> String {
    let mut begin = true;
    text.chars()
        .flat_map(|c| {
            let large = begin && c.is_alphabetic();
            if c.is_alphabetic() {
                begin = false;
            } else if matches!(c, '.' | '!' | '?') {
                begin = true;
            }
            if large { c.to_uppercase().collect::<Vec<_>>() } else { c.to_lowercase().collect() }
        })
        .collect()
}

/// A row of marks becomes one; in a subject only the last sentence keeps its own.
/// Tags between two marks of a text block are not read.
fn quieter(text: &str, only_one: bool, tags: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut read, mut in_tag) = (' ', false);
    for c in text.chars() {
        in_tag = tags && (in_tag || c == '<');
        if in_tag || c != '!' || read != '!' {
            out.push(c);
        }
        if !in_tag {
            read = c;
        } else if c == '>' {
            in_tag = false;
        }
    }
    if only_one && let Some(last) = out.rfind('!') {
        out = out.char_indices().map(|(i, c)| if c == '!' && i != last { '.' } else { c }).collect();
    }
    out
}

/// Pictographs and symbols shown as pictures; joiners, skin tones and variation marks do not count.
fn is_emoji(c: char) -> bool {
    matches!(u32::from(c), 0x1F300..=0x1F3FA | 0x1F400..=0x1FAFF | 0x2600..=0x27BF | 0x2B50 | 0x2B55 | 0x1F1E6..=0x1F1FF)
}

#[cfg(test)]
mod tests {
    use super::quieter;

    #[test]
    fn marks_with_a_tag_between_them_are_a_row_too() {
        assert_eq!(quieter("!<b>!</b>! Hm!", false, true), "!<b></b> Hm!");
        assert_eq!(quieter("a <!! b!", false, false), "a <! b!");
        assert_eq!(quieter("Now! Here!", true, false), "Now. Here!");
    }
}
