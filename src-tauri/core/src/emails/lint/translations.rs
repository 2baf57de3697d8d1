//! Texts that a translation lacks, and translations whose text was changed after them.

use super::super::check::CheckLevel;
use super::super::definition::Email;
use super::super::texts::{EmailText, missing, stale};
use super::{Lint, LintId};

/// Names of texts in one sentence.
const NAMED: usize = 4;

pub(super) fn lints(email: &Email, out: &mut Vec<Lint>) {
    for language in email.translations.keys() {
        let missing = missing(email, language);
        if !missing.is_empty() {
            let (names, are) = named(&missing);
            let sentence = format!("In “{language}”, {names} {are} not translated: whoever reads it gets the words as they were written.");
            out.push(of(LintId::TranslationMissing, CheckLevel::Warning, language, &missing, sentence));
        }
        let stale = stale(email, language);
        if !stale.is_empty() {
            let (names, _) = named(&stale);
            let sentence =
                format!("{} changed after the translation into “{language}”. See whether it still says the same.", first_large(&names));
            out.push(of(LintId::TranslationStale, CheckLevel::Warning, language, &stale, sentence));
        }
    }
}

fn of(id: LintId, level: CheckLevel, language: &str, texts: &[EmailText], sentence: String) -> Lint {
    let first = texts.first();
    Lint {
        block: first.and_then(|t| t.block.clone()),
        place: first.map(|t| format!("{language}:{}", t.place)),
        ..Lint::overall(id, level, sentence)
    }
}

/// "the subject and 2 of the texts “Heading”" is more than anybody reads: the labels, each once, and how many more.
fn named(texts: &[EmailText]) -> (String, &'static str) {
    let mut labels: Vec<String> = Vec::new();
    for text in texts {
        let label = match (text.place.as_str(), text.label.to_lowercase()) {
            ("subject" | "preheader", label) => format!("the {label}"),
            (_, label) => format!("a {label}"),
        };
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    let rest = texts.len().saturating_sub(labels.len().min(NAMED));
    labels.truncate(NAMED);
    if rest > 0 {
        labels.push(if rest == 1 { "1 more text".to_owned() } else { format!("{rest} more texts") });
    }
    let are = if texts.len() == 1 { "is" } else { "are" };
    let last = labels.pop().unwrap_or_default();
    (if labels.is_empty() { last } else { format!("{} and {last}", labels.join(", ")) }, are)
}

fn first_large(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|c| c.to_uppercase().collect::<String>() + letters.as_str()).unwrap_or_default()
}
