//! An email as its source: indented MJML with the Liquid as it was written. For reading, and for going on by hand.
//!
//! Made from the same skeleton as the letter, so it is what is compiled. What is chosen for each reader stands there as
//! a comment (which variant this is), what comes from the shelf as Liquid of the form that `letter::open` describes.
//! Start at `source`.

use std::collections::BTreeMap;

use super::brand::Brand;
use super::definition::Email;
use super::html;
use super::letter::Key;
use super::liquid::Placed;
use super::liquid::split::Piece;
use super::mjml::{DrawnBlock, Shared, Skeleton, TOKEN, TOKEN_END, skeleton};

pub struct Source {
    pub mjml: String,
    /// At which line each block begins, from 1, by its number in the letter.
    pub lines: BTreeMap<usize, u32>,
}

pub fn source(email: &Email, brand: &Brand, shop: &str, language: &str, shared: &Shared) -> Source {
    let skeleton = skeleton(email, brand, shop, language, shared);
    let mut out = Source { mjml: String::new(), lines: BTreeMap::new() };
    let mut lines = 1;
    // What is open around the line: its kind, and which.
    let mut open: Vec<(String, usize)> = Vec::new();
    for line in indented(&skeleton.mjml).lines() {
        let indent = line.len() - line.trim_start().len();
        let line = line.trim();
        let written = match mark(line) {
            Some((kind, n)) => {
                let around = open.iter().rev().find(|(k, _)| k == "B").map(|(_, n)| *n);
                open.push((kind.to_owned(), n));
                match kind {
                    "B" => {
                        out.lines.insert(n, lines);
                        comment(skeleton.blocks.get(n), None)
                    }
                    "A" => comment(around.and_then(|b| skeleton.blocks.get(b)), Some(n)),
                    kind => Some(format!("<mj-raw>{}</mj-raw>", opened(kind, n))),
                }
            }
            None if line == format!("<mj-raw>{TOKEN}E{TOKEN_END}</mj-raw>") => match open.pop().as_ref().map(|(k, _)| k.as_str()) {
                Some("W") => Some("<mj-raw>{% endif %}</mj-raw>".to_owned()),
                Some("G" | "L") => Some("<mj-raw>{% endfor %}</mj-raw>".to_owned()),
                _ => None,
            },
            None => Some(expanded(line, &skeleton, email)),
        };
        let Some(written) = written else { continue };
        out.mjml.push_str(&" ".repeat(indent));
        out.mjml.push_str(&written);
        out.mjml.push('\n');
        lines += u32::try_from(written.matches('\n').count()).unwrap_or(0) + 1;
    }
    out
}

/// The mark that a line consists of: what it opens, and which.
fn mark(line: &str) -> Option<(&str, usize)> {
    let inner = line.strip_prefix("<mj-raw>")?.strip_suffix("</mj-raw>")?;
    let token = inner.strip_prefix(TOKEN)?.strip_suffix(TOKEN_END)?.strip_prefix('O')?;
    let kind = token.get(..1)?;
    Some((kind, token.get(1..)?.parse().ok()?))
}

/// Whose block or alternative this is; nothing where there is no choice.
fn comment(block: Option<&DrawnBlock>, alternative: Option<usize>) -> Option<String> {
    let block = block?;
    match alternative {
        None => block.only_for.is_some().then(|| format!("<!-- {}: only for some -->", block.id)),
        Some(_) if block.alternatives.len() < 2 => None,
        Some(k) => Some(match block.alternatives.get(k).and_then(|a| a.id.as_deref()) {
            Some(id) => format!("<!-- {}: variant {id} -->", block.id),
            None => format!("<!-- {}: everybody else -->", block.id),
        }),
    }
}

fn key(n: usize) -> &'static str {
    Key::ALL.get(n).map_or("", |(_, name)| *name)
}

fn opened(kind: &str, n: usize) -> String {
    match kind {
        "W" => format!("{{% if item.{} %}}", key(n)),
        "G" => "{% for row in rows %}".to_owned(),
        "R" => format!("{{% when {n} %}}"),
        "C" => format!("{{% assign item = row[{n}] %}}"),
        _ => "{% for item in items %}".to_owned(),
    }
}

/// The line with its slots filled as they were written.
fn expanded(line: &str, skeleton: &Skeleton, email: &Email) -> String {
    let mut out = String::with_capacity(line.len() * 2);
    let mut open = Vec::new();
    let mut rest = line;
    while let Some(at) = rest.find(TOKEN) {
        out.push_str(rest.get(..at).unwrap_or(""));
        let token = rest.get(at + TOKEN.len()..).unwrap_or("");
        let Some(end) = token.find(TOKEN_END) else { break };
        rest = token.get(end + TOKEN_END.len_utf8()..).unwrap_or("");
        let (kind, number) = token.split_at_checked(1).map_or(("", ""), |(k, n)| (k, n.get(..end - 1).unwrap_or("")));
        let n = |text: &str| text.parse::<usize>().unwrap_or(usize::MAX);
        match kind {
            "S" => skeleton.slots.get(n(number)).into_iter().flatten().for_each(|p| as_written(p, &mut out)),
            "V" => out.push_str(&format!("{{{{ item.{} }}}}", key(n(number)))),
            "H" => out.push_str(&html::escape(if number == "0" { &email.subject } else { &email.preheader })),
            "O" => {
                let (kind, number) = number.split_at_checked(1).unwrap_or(("", ""));
                open.push(kind.to_owned());
                out.push_str(&opened(kind, n(number)));
            }
            _ => out.push_str(match open.pop().as_deref() {
                Some("W") => "{% endif %}",
                Some("C") => "",
                _ => "{% endfor %}",
            }),
        }
    }
    out.push_str(rest);
    out
}

fn as_written(placed: &Placed, out: &mut String) {
    let dash = |on: bool| if on { "-" } else { "" };
    match placed {
        Placed::Written(text) | Placed::Liquid(Piece::Text(text), _) => out.push_str(text),
        Placed::Liquid(Piece::Output(inner, a, b), _) => out.push_str(&format!("{{{{{} {inner} {}}}}}", dash(*a), dash(*b))),
        Placed::Liquid(Piece::Tag(inner, a, b), _) => out.push_str(&format!("{{%{} {inner} {}%}}", dash(*a), dash(*b))),
    }
}

/// Every element on a line of its own; the skeleton holds nobody's words, so a `<` is always a tag of ours.
fn indented(mjml: &str) -> String {
    const HOLDS: [&str; 7] = ["mjml", "mj-head", "mj-body", "mj-section", "mj-column", "mj-wrapper", "mj-group"];
    let mut out = String::with_capacity(mjml.len() * 2);
    let mut depth = 0usize;
    let mut rest = mjml;
    while let Some(at) = rest.find("<mj").into_iter().chain(rest.find("</mj")).min() {
        rest = rest.get(at..).unwrap_or("");
        let closing = rest.starts_with("</");
        let name = rest.trim_start_matches(['<', '/']);
        let name = name.get(..name.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(name.len())).unwrap_or("");
        let Some(tag) = rest.find('>') else { break };
        let holds = HOLDS.contains(&name);
        let end = match rest.get(..tag).is_some_and(|t| t.ends_with('/')) || holds {
            true => tag + 1,
            false => rest.find(&format!("</{name}>")).map_or(rest.len(), |e| e + name.len() + 3),
        };
        if closing {
            depth = depth.saturating_sub(1);
        }
        out.push_str(&"  ".repeat(depth));
        out.push_str(rest.get(..end).unwrap_or(""));
        out.push('\n');
        if holds && !closing {
            depth += 1;
        }
        rest = rest.get(end..).unwrap_or("");
    }
    out
}
