//! Cuts a text into what is written and what is Liquid, and refuses what could run away.
//!
//! Liquid's own parser only ever sees one field of one block, and only after this: lengths, nesting and counted loops
//! are bounded here, so that no template can hang or exhaust the machine.

/// A piece of a field, without its braces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    Text(String),
    /// `{{ inner }}`; the flags are its `-`: trim before, trim after.
    Output(String, bool, bool),
    /// `{% inner %}`.
    Tag(String, bool, bool),
}

pub const LONGEST_FIELD: usize = 20_000;
const LONGEST_TAG: usize = 500;
const DEEPEST: usize = 12;
const DEEPEST_LOOPS: usize = 2;
const LONGEST_LOOP: i64 = 100;
const TAGS: [&str; 15] = [
    "if",
    "elsif",
    "else",
    "endif",
    "unless",
    "endunless",
    "case",
    "when",
    "endcase",
    "for",
    "endfor",
    "break",
    "continue",
    "assign",
    "comment",
];

/// # Errors
/// A sentence that says what is wrong, for the person who wrote it.
pub fn split(text: &str) -> Result<Vec<Piece>, String> {
    if text.len() > LONGEST_FIELD {
        return Err(format!("it is longer than {LONGEST_FIELD} letters"));
    }
    let mut out = Vec::new();
    let mut rest = text;
    loop {
        let output = rest.find("{{");
        let tag = rest.find("{%");
        let Some(at) = output.into_iter().chain(tag).min() else { break };
        if at > 0 {
            out.push(Piece::Text(rest[..at].to_owned()));
        }
        let is_output = output == Some(at);
        let (open, close) = if is_output { ("{{", "}}") } else { ("{%", "%}") };
        let body = &rest[at + 2..];
        let Some(end) = end_of(body, close) else {
            return Err(format!("a {open} is never closed with {close}"));
        };
        let (inner, after) = (&body[..end], &body[end + 2..]);
        let (inner, before_trim) = inner.strip_prefix('-').map_or((inner, false), |i| (i, true));
        let (inner, after_trim) = inner.strip_suffix('-').map_or((inner, false), |i| (i, true));
        // A browser's editor writes a space as U+00A0, which is no space to Liquid.
        let inner = inner.replace('\u{a0}', " ").trim().to_owned();
        if inner.len() > LONGEST_TAG {
            return Err(format!("what stands between {open} and {close} is longer than {LONGEST_TAG} letters"));
        }
        if inner.contains("{{") || inner.contains("{%") {
            return Err(format!("a {open} is never closed with {close}"));
        }
        out.push(if is_output { Piece::Output(inner, before_trim, after_trim) } else { Piece::Tag(inner, before_trim, after_trim) });
        rest = after;
    }
    if !rest.is_empty() {
        out.push(Piece::Text(rest.to_owned()));
    }
    bounded(&out)?;
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

fn bounded(pieces: &[Piece]) -> Result<(), String> {
    let (mut depth, mut loops) = (0usize, 0usize);
    for piece in pieces {
        let Piece::Tag(inner, ..) = piece else { continue };
        let name = inner.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().unwrap_or("");
        if !TAGS.contains(&name) && name != "endcomment" {
            return Err(format!("Regulars does not know the tag “{name}” (it knows if, unless, case, for, assign and comment)"));
        }
        match name {
            "if" | "unless" | "case" | "comment" => depth += 1,
            "for" => {
                depth += 1;
                loops += 1;
                counted_range(inner)?;
            }
            "endfor" => {
                depth = depth.saturating_sub(1);
                loops = loops.saturating_sub(1);
            }
            n if n.starts_with("end") => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            return Err(format!("conditions and loops are nested more than {DEEPEST} deep"));
        }
        if loops > DEEPEST_LOOPS {
            return Err(format!("loops are nested more than {DEEPEST_LOOPS} deep"));
        }
    }
    Ok(())
}

/// A counted loop needs plain numbers, so that its length is known before it runs.
fn counted_range(inner: &str) -> Result<(), String> {
    let Some((before, after)) = inner.split_once("..") else { return Ok(()) };
    let from = before.rsplit('(').next().and_then(|n| n.trim().parse::<i64>().ok());
    let to = after.split(')').next().and_then(|n| n.trim().parse::<i64>().ok());
    match (from, to) {
        (Some(a), Some(b)) if b.checked_sub(a).is_some_and(|n| n < LONGEST_LOOP) && !after.contains("..") => Ok(()),
        _ => Err(format!("a counted loop needs two numbers at most {LONGEST_LOOP} apart, as in (1..3)")),
    }
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
    fn refuses_what_could_run_away() {
        for (bad, why) in [
            ("{{ open", "never closed"),
            ("{% for i in (1..999999999) %}{% endfor %}", "at most 100 apart"),
            ("{% for i in (1..person.orders) %}{% endfor %}", "needs two numbers"),
            ("{% include 'x' %}", "does not know the tag “include”"),
            ("{{ a {{ b }} }}", "never closed"),
        ] {
            assert!(split(bad).unwrap_err().contains(why), "{bad}: {:?}", split(bad));
        }
        let nested = |n: usize| format!("{}x{}", "{% for i in (1..9) %}".repeat(n), "{% endfor %}".repeat(n));
        assert!(split(&nested(2)).is_ok() && split(&nested(3)).is_err());
        assert!(split(&"{% if a %}".repeat(50)).is_err());
        assert!(split(&"x".repeat(LONGEST_FIELD + 1)).is_err());
    }
}
