//! Reads one tag after the other, of MJML or of HTML, with its attributes. It judges nothing.

use super::super::super::html;
use super::super::super::liquid::split::Piece;

/// Stand around the number of a Liquid piece while markup is read; they never survive in anybody's text.
pub(super) const MARK: (char, char) = ('\u{e000}', '\u{e001}');

pub(super) struct Attribute<'t> {
    /// In small letters.
    pub(super) name: String,
    pub(super) value: &'t str,
}

pub(super) struct Tag<'t> {
    pub(super) name: String,
    pub(super) closing: bool,
    /// Closed at once, as in `<br />`.
    pub(super) empty: bool,
    pub(super) comment: bool,
    pub(super) attributes: Vec<Attribute<'t>>,
    /// Bytes of the text.
    pub(super) from: usize,
    pub(super) to: usize,
}

/// The next tag from `at`; a place and a sentence's end where one is broken.
pub(super) fn next_tag(text: &str, at: usize) -> Result<Option<Tag<'_>>, (usize, String)> {
    let mut from = at;
    loop {
        let Some(open) = text.get(from..).and_then(|t| t.find('<')).map(|i| i + from) else { return Ok(None) };
        let rest = text.get(open..).unwrap_or("");
        if rest.starts_with("<!") || rest.starts_with("<?") {
            let close = if rest.starts_with("<!--") { "-->" } else { ">" };
            let to = rest.find(close).map_or(text.len(), |e| open + e + close.len());
            return Ok(Some(Tag {
                name: String::new(),
                closing: false,
                empty: true,
                comment: true,
                attributes: Vec::new(),
                from: open,
                to,
            }));
        }
        let (closing, body) = rest.strip_prefix("</").map_or((false, rest.get(1..).unwrap_or("")), |b| (true, b));
        if !body.starts_with(|c: char| c.is_ascii_alphabetic()) {
            from = open + 1;
            continue;
        }
        let body_at = open + rest.len() - body.len();
        let Some(end) = end_of(body) else { return Err((open, "a tag is never closed with >".to_owned())) };
        let inner = body.get(..end).unwrap_or("");
        let (inner, empty) = inner.strip_suffix('/').map_or((inner, false), |i| (i, true));
        let name_end = inner.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == ':')).unwrap_or(inner.len());
        let (name, attributes) = inner.split_at(name_end);
        return Ok(Some(Tag {
            name: name.to_ascii_lowercase(),
            closing,
            empty,
            comment: false,
            attributes: read(attributes),
            from: open,
            to: body_at + end + 1,
        }));
    }
}

/// The first `>` outside of quotes.
fn end_of(body: &str) -> Option<usize> {
    let mut quote = None;
    for (i, c) in body.char_indices() {
        match (quote, c) {
            (Some(q), c) if q == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '>') => return Some(i),
            _ => {}
        }
    }
    None
}

fn read(mut rest: &str) -> Vec<Attribute<'_>> {
    let mut out = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        if name.is_empty() {
            // A stray `=` leads nowhere.
            match rest.strip_prefix('=') {
                Some(r) => rest = r,
                None => return out,
            }
            continue;
        }
        let after = after.trim_start();
        let mut value = "";
        rest = after;
        if let Some(after) = after.strip_prefix('=') {
            let after = after.trim_start();
            let quote = after.chars().next().filter(|c| *c == '"' || *c == '\'');
            let inner = if quote.is_some() { after.get(1..).unwrap_or("") } else { after };
            let end = match quote {
                Some(q) => inner.find(q),
                None => inner.find(char::is_whitespace),
            }
            .unwrap_or(inner.len());
            value = inner.get(..end).unwrap_or("");
            rest = inner.get(end + usize::from(quote.is_some())..).unwrap_or("");
        }
        out.push(Attribute { name: name.to_ascii_lowercase(), value });
    }
}

/// The text in pieces, entities read, the Liquid in its place.
pub(super) fn expand(text: &str, liquid: &[(usize, Piece)]) -> Vec<Piece> {
    let mut out = Vec::new();
    for (i, part) in text.split(MARK.0).enumerate() {
        let words = match part.split_once(MARK.1) {
            Some((number, words)) if i > 0 => {
                out.extend(number.parse::<usize>().ok().and_then(|n| liquid.get(n)).map(|(_, p)| p.clone()));
                words
            }
            _ => part,
        };
        if !words.is_empty() {
            out.push(Piece::Text(html::decode(words)));
        }
    }
    out
}
