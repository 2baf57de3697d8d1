//! Where an author's Liquid cannot be read: the place in the text as it was written, for a mark at it.

use regulars_liquid::{Part, Template};

use super::split::split_at;
use super::{Place, language, part, sentence_end};

/// What is wrong with a text's Liquid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The byte of the text at which it is.
    pub at: usize,
    /// From 1.
    pub line: u32,
    /// From 1, in letters.
    pub column: u32,
    /// A sentence's end.
    pub why: String,
}

impl Mistake {
    fn new(text: &str, at: usize, why: String) -> Self {
        let (line, column) = line_and_column(text, at);
        Self { at, line, column, why }
    }
}

/// The first mistake; none: Liquid reads the text. What its values come to is asked when it is filled in.
pub fn mistake(text: &str) -> Option<Mistake> {
    let pieces = match split_at(text) {
        Ok(pieces) => pieces,
        Err((at, why)) => return Some(Mistake::new(text, at, why)),
    };
    let parts: Vec<Part<'_>> = pieces.iter().map(|(_, piece)| part(piece, Place::Text)).collect();
    let error = Template::from_parts(&parts, language()).err()?;
    let begins = pieces.get(error.part).map_or(0, |(at, _)| *at);
    let mut rest = text.get(begins..).unwrap_or("");
    for _ in 1..error.line {
        rest = rest.split_once('\n').map_or("", |(_, after)| after);
    }
    let into = rest.char_indices().nth(error.column.saturating_sub(1)).map_or(rest.len(), |(i, _)| i);
    Some(Mistake::new(text, text.len() - rest.len() + into, sentence_end(&error.sentence)))
}

/// Of a byte, from 1, the column in letters.
pub fn line_and_column(text: &str, at: usize) -> (u32, u32) {
    let before = text.get(..text.floor_char_boundary(at)).unwrap_or("");
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    (u32::try_from(line).unwrap_or(1), u32::try_from(column).unwrap_or(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_has_its_line_and_column_in_the_text_as_it_was_written() {
        let at = |text: &str| mistake(text).map(|m| (m.line, m.column, text.get(m.at..m.at + 2).unwrap_or("").to_owned()));
        assert_eq!(at("Hi {{ person.first_name | upcase }}"), None);
        assert_eq!(at("Dear reader,\n\u{e9} {{ open"), Some((2, 3, "{{".to_owned())));
        // An unclosed one that is not the last: the last braces are fine.
        assert_eq!(at("a\n{{ one {{ two }}").map(|m| (m.0, m.1)), Some((2, 1)));
        assert_eq!(at("x\n\u{e9}\u{e9} {{ person.city | shout }}").map(|m| (m.0, m.2)), Some((2, "sh".to_owned())));
        assert_eq!(at("a {% if person.orders %} b").map(|m| m.0), Some(1));
        let tag = at("one\n\u{a0}{%-\u{a0}\n  nonsense here %}").unwrap();
        assert_eq!((tag.0, tag.2.as_str()), (3, "no"), "within its own lines");
        assert_eq!(at("one\ntwo {% endif %}").map(|m| (m.0, m.2)), Some((2, "en".to_owned())));
        assert!(mistake("{{ a | shout }}").unwrap().why.starts_with("there is no filter"), "{:?}", mistake("{{ a | shout }}"));
    }
}
