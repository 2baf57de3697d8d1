//! Variables that do not exist, Liquid that cannot be read, and words of a starter that nobody replaced.

use super::super::check::CheckLevel;
use super::super::compile::exists;
use super::super::data::VARIABLES;
use super::super::liquid::mistake::{Mistake, mistake};
use super::super::liquid::{names, split::split};
use super::places::{Kind, Place};
use super::{Fix, Lint, LintId};

pub(super) fn lints(places: &[Place], out: &mut Vec<Lint>) {
    for place in places {
        // An editor of rich text writes `>` within Liquid as an entity.
        let text = if place.kind == Kind::Rich { super::super::html::decode(&place.text) } else { place.text.clone() };
        if let Some(mistake) = mistake(&text) {
            let Mistake { line, column, why, .. } = mistake;
            // A text block's author sees no lines of HTML.
            let rich = place.kind == Kind::Rich;
            let here = if rich || !text.contains('\n') { String::new() } else { format!(" (line {line}, column {column})") };
            let lint = Lint::at(place, LintId::Liquid, CheckLevel::Problem, format!("{}: {why}{here}.", place.label));
            out.push(if rich { lint } else { Lint { line: Some(line), column: Some(column), ..lint } });
        } else if let Ok(pieces) = split(&text) {
            for name in names::read(&pieces).into_iter().filter(|n| !exists(n)) {
                let lint = Lint::at(
                    place,
                    LintId::UnknownVariable,
                    CheckLevel::Problem,
                    format!("{}: there is no “{name}”, so nothing stands there for anybody.", place.label),
                );
                out.push(match nearest(&name).filter(|_| place.text.contains(&name)) {
                    Some(known) => lint.with(
                        format!("Write “{known}”"),
                        Fix::Rename { place: place.name.clone(), from: name.clone(), to: known.to_owned() },
                    ),
                    None => lint,
                });
            }
        }
        starter_words(place, out);
    }
}

/// The known name that is written most alike: a slip or two, or another way to say it.
fn nearest(name: &str) -> Option<&'static str> {
    const SYNONYMS: [(&str, &str); 16] = [
        ("first_name", "person.first_name"),
        ("firstname", "person.first_name"),
        ("fname", "person.first_name"),
        ("name", "person.first_name"),
        ("last_name", "person.last_name"),
        ("lastname", "person.last_name"),
        ("email", "person.email"),
        ("city", "person.city"),
        ("country", "person.country"),
        ("customer.first_name", "person.first_name"),
        ("customer.last_name", "person.last_name"),
        ("customer.email", "person.email"),
        ("person.name", "person.first_name"),
        ("shop.url", "shop.website"),
        ("shop.domain", "shop.website"),
        ("website", "shop.website"),
    ];
    let small = name.to_lowercase();
    if let Some((_, known)) = SYNONYMS.iter().find(|(s, _)| *s == small) {
        return Some(known);
    }
    let close = VARIABLES.iter().map(|(known, _)| (distance(&small, known), *known)).min();
    close.filter(|(d, known)| *d <= 3 && *d * 3 <= known.len()).map(|(_, known)| known)
}

/// Letters to change, add or drop (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, c) in a.chars().enumerate() {
        let mut before = i;
        row[0] = i + 1;
        for (j, d) in b.iter().enumerate() {
            let change = before + usize::from(c != *d);
            before = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(before + 1);
        }
    }
    row.last().copied().unwrap_or(0)
}

/// "[your shop’s story]": words that a starter left for the author.
fn starter_words(place: &Place, out: &mut Vec<Lint>) {
    let small = place.text.to_lowercase();
    let bracket = small.match_indices('[').find_map(|(at, _)| {
        let end = small[at..].find(']')?;
        let inner = &small[at + 1..at + end];
        let begins = ["your ", "your_", "insert ", "add ", "write ", "name", "shop name", "company", "date", "link"];
        (end <= 120 && begins.iter().any(|b| inner.starts_with(b))).then(|| place.text.get(at..=at + end).unwrap_or("[…]").to_owned())
    });
    let left = bracket.or_else(|| small.contains("lorem ipsum").then(|| "Lorem ipsum".to_owned()));
    if let Some(left) = left {
        let sentence = format!("{} still says “{left}”. Write your own words there.", place.label);
        out.push(Lint::at(place, LintId::StarterWords, CheckLevel::Problem, sentence));
    }
}
