//! Cuts a source into text, outputs and tags, and trims what `-` asks to be trimmed. Linear in the source's length.

use crate::error::Fail;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Output,
    Tag,
}

/// A range of the source: for outputs and tags what stands between the braces and dashes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub kind: Kind,
    pub start: usize,
    pub end: usize,
    pub place: u32,
}

/// A piece of a template that was cut already: text that is never read as Liquid, and Liquid with its place.
#[derive(Clone, Copy, Debug)]
pub enum Part<'a> {
    /// Goes to the page as it stands, whatever braces it has.
    Text(&'a str),
    /// `{{ inner }}`; `trim`: the dashes before and after.
    Output { inner: &'a str, trim: (bool, bool), place: u32 },
    /// `{% inner %}`; what it prints (`echo`, `cycle`, `capture`) stands at `place`.
    Tag { inner: &'a str, trim: (bool, bool), place: u32 },
}

/// The whitespace that `-` takes away.
pub(crate) fn space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\0')
}

struct Lexer<'s> {
    source: &'s str,
    tokens: Vec<Token>,
    /// The last tag ended with a dash.
    trim: bool,
}

pub(crate) fn lex(source: &str) -> Result<Vec<Token>, Fail> {
    let mut lexer = Lexer { source, tokens: Vec::new(), trim: false };
    let mut from = 0;
    while let Some((at, is_tag)) = opening(source, from) {
        let (open, close, kind) = if is_tag { ("{%", "%}", Kind::Tag) } else { ("{{", "}}", Kind::Output) };
        let body = source.get(at + 2..).unwrap_or_default();
        let Some(length) = body.find(close) else {
            return Err(Fail::new(at, format!("“{open}” is never closed with “{close}”.")));
        };
        let (inner, before, after) = undashed(body.get(..length).unwrap_or_default());
        lexer.text(from, at, before);
        let start = at + 2 + usize::from(before);
        lexer.tokens.push(Token { kind, start, end: start + inner.len(), place: 0 });
        lexer.trim = after;
        from = at + 2 + length + 2;
        if is_tag {
            from = lexer.verbatim(inner, at, from)?;
        }
    }
    lexer.text(from, source.len(), false);
    Ok(lexer.tokens)
}

/// The parts as one source, the tokens in it, and where each part begins.
pub(crate) fn join(parts: &[Part<'_>]) -> (String, Vec<Token>, Vec<usize>) {
    let mut source = String::with_capacity(parts.iter().map(|p| p.inner().len()).sum());
    let mut starts = Vec::with_capacity(parts.len());
    let mut ranges = Vec::with_capacity(parts.len());
    for part in parts {
        starts.push(source.len());
        source.push_str(part.inner());
        ranges.push((starts.last().copied().unwrap_or(0), source.len()));
    }
    let mut lexer = Lexer { source: &source, tokens: Vec::with_capacity(parts.len()), trim: false };
    for (i, (part, (start, end))) in parts.iter().zip(ranges).enumerate() {
        let (kind, trim, place) = match part {
            Part::Text(_) => {
                let before = matches!(parts.get(i + 1), Some(Part::Output { trim: (true, _), .. } | Part::Tag { trim: (true, _), .. }));
                lexer.text(start, end, before);
                continue;
            }
            Part::Output { trim, place, .. } => (Kind::Output, trim, place),
            Part::Tag { trim, place, .. } => (Kind::Tag, trim, place),
        };
        lexer.tokens.push(Token { kind, start, end, place: *place });
        lexer.trim = trim.1;
    }
    let tokens = lexer.tokens;
    (source, tokens, starts)
}

impl Part<'_> {
    fn inner(&self) -> &str {
        match self {
            Self::Text(inner) | Self::Output { inner, .. } | Self::Tag { inner, .. } => inner,
        }
    }
}

/// Where the next output or tag begins, and whether it is a tag.
fn opening(source: &str, from: usize) -> Option<(usize, bool)> {
    let mut from = from;
    loop {
        let at = from + source.get(from..)?.find('{')?;
        match source.as_bytes().get(at + 1) {
            Some(b'{') => return Some((at, false)),
            Some(b'%') => return Some((at, true)),
            _ => from = at + 1,
        }
    }
}

fn undashed(inner: &str) -> (&str, bool, bool) {
    let (inner, before) = inner.strip_prefix('-').map_or((inner, false), |i| (i, true));
    let (inner, after) = inner.strip_suffix('-').map_or((inner, false), |i| (i, true));
    (inner, before, after)
}

/// The name of a tag.
pub(crate) fn tag_name(inner: &str) -> &str {
    let inner = inner.trim_start_matches(space);
    if inner.starts_with('#') {
        return inner.get(..1).unwrap_or_default();
    }
    let end = inner.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(inner.len());
    inner.get(..end).unwrap_or_default()
}

impl Lexer<'_> {
    /// `before`: the next token begins with a dash.
    fn text(&mut self, start: usize, end: usize, before: bool) {
        let mut text = self.source.get(start..end).unwrap_or_default();
        let mut start = start;
        if std::mem::take(&mut self.trim) {
            let trimmed = text.trim_start_matches(space);
            start += text.len() - trimmed.len();
            text = trimmed;
        }
        if before {
            text = text.trim_end_matches(space);
        }
        if !text.is_empty() {
            self.tokens.push(Token { kind: Kind::Text, start, end: start + text.len(), place: 0 });
        }
    }

    /// What stands in `raw` and `doc` is not cut: one text up to the end tag, and the end tag.
    fn verbatim(&mut self, inner: &str, at: usize, from: usize) -> Result<usize, Fail> {
        let end = match tag_name(inner) {
            "raw" => "endraw",
            "doc" => "enddoc",
            _ => return Ok(from),
        };
        let mut seek = from;
        while let Some(open) = self.source.get(seek..).and_then(|s| s.find("{%")).map(|i| i + seek) {
            seek = open + 2;
            let rest = self.source.get(seek..).unwrap_or_default();
            let rest = rest.strip_prefix('-').unwrap_or(rest).trim_start_matches(space);
            let Some(rest) = rest.strip_prefix(end) else { continue };
            let name = self.source.len() - rest.len() - end.len();
            let rest = rest.trim_start_matches(space);
            let (rest, dash) = rest.strip_prefix('-').map_or((rest, false), |r| (r, true));
            let Some(rest) = rest.strip_prefix("%}") else { continue };
            if from < open {
                self.tokens.push(Token { kind: Kind::Text, start: from, end: open, place: 0 });
            }
            self.tokens.push(Token { kind: Kind::Tag, start: name, end: name + end.len(), place: 0 });
            self.trim = dash;
            return Ok(self.source.len() - rest.len());
        }
        let name = end.trim_start_matches("end");
        Err(Fail::new(at, format!("“{{% {name} %}}” is never closed with {{% {end} %}}.")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(source: &str) -> Vec<(Kind, &str)> {
        lex(source).unwrap().iter().map(|t| (t.kind, &source[t.start..t.end])).collect()
    }

    #[test]
    fn cuts_and_trims() {
        use Kind::{Output, Tag, Text};
        assert_eq!(cut("a { b {{ c }} {% d %}"), [(Text, "a { b "), (Output, " c "), (Text, " "), (Tag, " d ")]);
        assert_eq!(cut("a \n{{- b -}}\t c"), [(Text, "a"), (Output, " b "), (Text, "c")]);
        assert_eq!(
            cut("{% raw -%} {{ x }}{% y %} {%- endraw -%} z"),
            [(Tag, " raw "), (Text, " {{ x }}{% y %} "), (Tag, "endraw"), (Text, "z")]
        );
        assert_eq!(cut("{%-%}{{-}}"), [(Tag, ""), (Output, "")]);
    }

    #[test]
    fn names_what_is_never_closed() {
        for (source, at) in [("x {{ y", 2), ("{% if", 0), ("ab{% raw %} {% endraw", 2), ("{% doc %}", 0)] {
            assert_eq!(lex(source).unwrap_err().at, at, "{source}");
        }
    }
}
