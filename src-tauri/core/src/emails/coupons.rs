//! Codes of which each is handed out once: what a code may be, and what became of each line of a file of them.
//!
//! Pure; the file is read by `sources::files::codes`, kept and handed out by `store::coupon`.

use std::collections::HashSet;

use serde::Serialize;
use specta::Type;

use crate::sources::files::CodeLine;

const LONGEST: usize = 64;
/// Lines of a report that are told.
pub const TOLD: usize = 20;

/// A line that gave no code, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct CodeLeft {
    #[specta(type = u32)]
    pub line: u64,
    pub code: String,
    /// A sentence.
    pub reason: String,
}

/// What a file's lines came to, before the pool itself was asked.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Sorted {
    /// Line and code, in the file's order.
    pub codes: Vec<(u64, String)>,
    pub twice: u32,
    pub refused: u32,
    /// The first few of those that were left.
    pub left: Vec<CodeLeft>,
}

impl Sorted {
    pub fn tell(&mut self, line: u64, code: &str, reason: String) {
        if self.left.len() < TOLD {
            let code = code.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).take(LONGEST).collect();
            self.left.push(CodeLeft { line, code, reason });
        }
    }
}

/// Shops take a code in either case, so the same letters are the same code.
fn key(code: &str) -> String {
    code.to_ascii_uppercase()
}

pub fn sort(lines: Vec<CodeLine>) -> Sorted {
    let mut out = Sorted::default();
    let mut seen: HashSet<String> = HashSet::new();
    for CodeLine { line, text } in lines {
        if let Some(why) = refusal(&text) {
            out.refused += 1;
            out.tell(line, &text, why);
        } else if !seen.insert(key(&text)) {
            out.twice += 1;
            out.tell(line, &text, "It stands in the file before.".to_owned());
        } else {
            out.codes.push((line, text));
        }
    }
    out
}

fn refusal(code: &str) -> Option<String> {
    if code.is_empty() {
        return Some("Nothing stands there.".to_owned());
    }
    let letters = code.chars().count();
    if letters > LONGEST {
        return Some(format!("It has {letters} letters; a code has at most {LONGEST}."));
    }
    if code.chars().any(|c| {
        c.is_control()
            || c == char::REPLACEMENT_CHARACTER
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    }) {
        return Some("It holds a character that cannot be seen.".to_owned());
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles_and_what_cannot_be_a_code_are_told_with_their_line() {
        let lines = ["A-1", "a-1", "", "B\u{7}2", "\u{202e}C3", "D4", &"x".repeat(65)];
        let lines = (1u64..).zip(lines).map(|(line, text)| CodeLine { line, text: text.to_owned() }).collect();
        let sorted = sort(lines);
        assert_eq!(sorted.codes, [(1, "A-1".to_owned()), (6, "D4".to_owned())]);
        assert_eq!((sorted.twice, sorted.refused), (1, 4));
        let told: Vec<(u64, &str)> = sorted.left.iter().map(|l| (l.line, l.reason.as_str())).collect();
        assert_eq!(
            told,
            [
                (2, "It stands in the file before."),
                (3, "Nothing stands there."),
                (4, "It holds a character that cannot be seen."),
                (5, "It holds a character that cannot be seen."),
                (7, "It has 65 letters; a code has at most 64."),
            ]
        );
        assert_eq!(sorted.left[2].code, "B\u{fffd}2");
    }
}
