//! Phrases that stand in more unwanted mail than in wanted: filters weigh them, and readers have learnt to.
//!
//! A short list of our own, by what was seen again and again; one of them harms nobody, so it is said and not forbidden.

use super::super::check::CheckLevel;
use super::places::{Kind, Place, seen};
use super::{Lint, LintId};

const PHRASES: [&str; 58] = [
    // English
    "100% free",
    "act now",
    "buy now",
    "call now",
    "cash bonus",
    "click here",
    "congratulations",
    "dear friend",
    "don't delete",
    "don’t delete",
    "double your",
    "earn money",
    "extra cash",
    "free gift",
    "guaranteed",
    "last chance",
    "limited time only",
    "make money",
    "money back",
    "no obligation",
    "once in a lifetime",
    "order now",
    "risk free",
    "risk-free",
    "this is not spam",
    "urgent",
    "while supplies last",
    "winner",
    "you have been selected",
    "you have won",
    // German
    "100% gratis",
    "100 % gratis",
    "garantiert",
    "geld verdienen",
    "herzlichen glückwunsch",
    "hier klicken",
    "jetzt zugreifen",
    "klicken sie hier",
    "kostenlos testen",
    "letzte chance",
    "nur heute",
    "sie haben gewonnen",
    "unverbindlich",
    // French
    "cliquez ici",
    "dernière chance",
    "gagnez de l’argent",
    "gratuit",
    "offre limitée",
    "vous avez gagné",
    // Spanish, Italian, Dutch
    "haga clic aquí",
    "gratis",
    "última oportunidad",
    "has ganado",
    "clicca qui",
    "ultima occasione",
    "hai vinto",
    "klik hier",
    "laatste kans",
];

pub(super) fn lints(places: &[Place], out: &mut Vec<Lint>) {
    for place in places.iter().filter(|p| matches!(p.kind, Kind::Subject | Kind::Preheader | Kind::Words | Kind::Rich)) {
        let words = seen(place).to_lowercase();
        let found: Vec<&str> = PHRASES.into_iter().filter(|p| holds(&words, p)).collect();
        // "Gratis" within "100% gratis" is one finding.
        let found: Vec<&str> = found.iter().filter(|p| !found.iter().any(|q| q != *p && q.contains(**p))).copied().collect();
        if found.is_empty() {
            continue;
        }
        let level = if place.kind == Kind::Subject { CheckLevel::Warning } else { CheckLevel::Hint };
        let quoted: Vec<String> = found.iter().map(|p| format!("“{p}”")).collect();
        out.push(Lint::at(
            place,
            LintId::SpamPhrase,
            level,
            format!("{} says {}, as much unwanted mail does. Say it in your own words.", place.label, quoted.join(" and ")),
        ));
    }
}

/// As whole words.
fn holds(words: &str, phrase: &str) -> bool {
    words.match_indices(phrase).any(|(at, _)| {
        let before = words[..at].chars().next_back();
        let after = words[at + phrase.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}
