//! Cuts what an author wrote into what is text and what is Liquid.
//!
//! Only lengths are bounded here; which tags there are, how they nest and what they may cost is the language's business.

/// A piece of a field, without its braces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    Text(String),
    /// `{{ inner }}`; the flags are its `-`: trim before, trim after.
    Output(String, bool, bool),
    /// `{% inner %}`.
    Tag(String, bool, bool),
}

/// Of one field as its author wrote it.
pub const LONGEST_FIELD: usize = 100_000;
/// Of one tag; `{% liquid %}` holds many lines.
const LONGEST_TAG: usize = 5_000;

/// # Errors
/// A sentence that says what is wrong, for the person who wrote it.
pub fn split(text: &str) -> Result<Vec<Piece>, String> {
    split_at(text).map(|all| all.into_iter().map(|(_, piece)| piece).collect()).map_err(|(_, why)| why)
}

/// The same, each with the byte at which it begins: of Liquid, what stands within its braces.
///
/// # Errors
/// The byte at which it is wrong, and what.
pub fn split_at(text: &str) -> Result<Vec<(usize, Piece)>, (usize, String)> {
    if text.len() > LONGEST_FIELD {
        return Err((0, format!("it is longer than {LONGEST_FIELD} letters")));
    }
    let mut out = Vec::new();
    let mut rest = text;
    loop {
        let from = text.len() - rest.len();
        let output = rest.find("{{");
        let tag = rest.find("{%");
        let Some(at) = output.into_iter().chain(tag).min() else { break };
        if at > 0 {
            out.push((from, Piece::Text(rest[..at].to_owned())));
        }
        let is_output = output == Some(at);
        let (open, close) = if is_output { ("{{", "}}") } else { ("{%", "%}") };
        let body = &rest[at + 2..];
        let Some(end) = end_of(body, close) else {
            return Err((from + at, format!("a {open} is never closed with {close}")));
        };
        let (inner, after) = (&body[..end], &body[end + 2..]);
        let (inner, before_trim) = inner.strip_prefix('-').map_or((inner, false), |i| (i, true));
        let begins = from + at + 2 + usize::from(before_trim) + inner.len() - inner.trim_start().len();
        let (inner, after_trim) = inner.strip_suffix('-').map_or((inner, false), |i| (i, true));
        // A browser's editor writes a space as U+00A0, which is no space to Liquid.
        let inner = inner.replace('\u{a0}', " ").trim().to_owned();
        if inner.len() > LONGEST_TAG {
            return Err((from + at, format!("what stands between {open} and {close} is longer than {LONGEST_TAG} letters")));
        }
        if inner.contains("{{") || inner.contains("{%") {
            return Err((from + at, format!("a {open} is never closed with {close}")));
        }
        let piece = if is_output { Piece::Output(inner, before_trim, after_trim) } else { Piece::Tag(inner, before_trim, after_trim) };
        out.push((begins, piece));
        rest = after;
    }
    if !rest.is_empty() {
        out.push((text.len() - rest.len(), Piece::Text(rest.to_owned())));
    }
    Ok(out)
}

/// Where `close` stands outside of quotes; a quote that is never closed counts as a letter.
fn end_of(body: &str, close: &str) -> Option<usize> {
    let mut quote = None;
    for (i, c) in body.char_indices() {
        match (quote, c) {
            (Some(q), c) if q == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') if body[i + 1..].contains(c) => quote = Some(c),
            _ if body[i..].starts_with(close) => return Some(i),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_at_braces_outside_of_quotes() {
        assert_eq!(
            split("Hi {{ a | default: '}}' }}, {%- if x -%}y{% endif %}").unwrap(),
            [
                Piece::Text("Hi ".into()),
                Piece::Output("a | default: '}}'".into(), false, false),
                Piece::Text(", ".into()),
                Piece::Tag("if x".into(), true, true),
                Piece::Text("y".into()),
                Piece::Tag("endif".into(), false, false),
            ]
        );
        assert_eq!(split("{{ it's }}").unwrap(), [Piece::Output("it's".into(), false, false)]);
        assert_eq!(split("no { braces } here").unwrap().len(), 1);
    }

    #[test]
    fn refuses_what_is_not_closed_or_too_long() {
        for bad in ["{{ open", "{{ a {{ b }} }}", "{% if a"] {
            assert!(split(bad).unwrap_err().contains("never closed"), "{bad}: {:?}", split(bad));
        }
        assert!(split(&"x".repeat(LONGEST_FIELD + 1)).is_err());
        assert!(split(&format!("{{{{ {} }}}}", "x".repeat(LONGEST_TAG + 1))).is_err());
    }
}
