//! CSS, picture formats and elements that mail programs drop, in what an author put into an email: MJML of their own and
//! pictures' addresses. What our own compiler writes has its fallbacks and is not asked about.
//!
//! `support.tsv` says which program ignores what (see `ui/scripts/mail-support.mjs`). A `<style>` never gets into an
//! email, so nothing is said about selectors and at-rules.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::super::check::CheckLevel;
use super::super::liquid::mistake::line_and_column;
use super::super::mjml::kept_element;
use super::links::attributes;
use super::places::{Kind, Place};
use super::{Lint, LintId};

const TABLE: &str = include_str!("support.tsv");

/// Programs as people know them, those most read first; a great one ignoring something is a warning.
const PROGRAMS: [(&str, &str, bool); 12] = [
    ("gmail", "Gmail", true),
    ("apple", "Apple Mail", true),
    ("outlook", "Outlook on Windows", false),
    ("outlook-web", "Outlook on the web", false),
    ("yahoo", "Yahoo Mail", false),
    ("outlook-apps", "Outlook’s apps", false),
    ("samsung", "Samsung Email", false),
    ("gmx", "GMX", false),
    ("web-de", "WEB.DE", false),
    ("t-online", "T-Online", false),
    ("orange", "Orange", false),
    ("thunderbird", "Thunderbird", false),
];
/// Names in one sentence.
const NAMED: usize = 3;

/// By kind and name: the programs without it.
fn table() -> &'static BTreeMap<(&'static str, &'static str), Vec<&'static str>> {
    static READ: OnceLock<BTreeMap<(&str, &str), Vec<&str>>> = OnceLock::new();
    READ.get_or_init(|| {
        let row = |line: &'static str| {
            let mut cells = line.split('\t');
            Some(((cells.next()?, cells.next()?), cells.next()?.split(' ').collect()))
        };
        TABLE.lines().filter(|l| !l.starts_with('#')).filter_map(row).collect()
    })
}

pub(super) fn lints(places: &[Place], out: &mut Vec<Lint>) {
    for place in places {
        match place.kind {
            Kind::Mjml => {
                styles(place, out);
                elements(place, out);
                for src in attributes(&place.text, "src") {
                    picture(place, src.value, out);
                }
            }
            Kind::Source => picture(place, &place.text, out),
            _ => {}
        }
    }
}

/// The declarations of every `style`, each thing said once.
fn styles(place: &Place, out: &mut Vec<Lint>) {
    let mut said: BTreeSet<(&str, &str)> = BTreeSet::new();
    for style in attributes(&place.text, "style") {
        let from = offset(&place.text, style.value);
        for declaration in style.value.split(';') {
            let at = from + offset(style.value, declaration) + declaration.len() - declaration.trim_start().len();
            for (key, programs) in ignored(declaration) {
                if !said.insert(key) {
                    continue;
                }
                let (line, column) = line_and_column(&place.text, at);
                let great = programs.iter().any(|p| PROGRAMS.iter().any(|(id, _, great)| id == p && *great));
                let lint = Lint::at(
                    place,
                    LintId::UnsupportedCss,
                    if great { CheckLevel::Warning } else { CheckLevel::Hint },
                    format!("{} ignore{} “{}” (line {line}).", named(programs), if programs.len() == 1 { "s" } else { "" }, shown(key)),
                );
                out.push(Lint { line: Some(line), column: Some(column), ..lint });
            }
        }
    }
}

/// Where a part of a text begins in it.
fn offset(whole: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize).min(whole.len())
}

type Row = ((&'static str, &'static str), &'static Vec<&'static str>);

/// What of a declaration some programs ignore.
fn ignored(declaration: &str) -> Vec<Row> {
    let Some((property, value)) = declaration.split_once(':') else { return Vec::new() };
    let (property, value) = (property.trim().to_lowercase(), value.trim().to_lowercase());
    let is = |(kind, name): &(&str, &str)| match *kind {
        "property" => *name == property,
        "value" => name.split_once(':').is_some_and(|(p, v)| p == property && value.split_whitespace().next() == Some(v)),
        "function" => value.match_indices(&format!("{name}(")).any(|(i, _)| !ends_in_a_word(value.get(..i).unwrap_or(""))),
        "unit" => value
            .split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | ',' | '/' | '*'))
            .any(|w| w.strip_suffix(name).is_some_and(|n| n.ends_with(|c: char| c.is_ascii_digit()) && n.parse::<f64>().is_ok())),
        _ => false,
    };
    table().iter().filter(|(key, _)| is(key)).map(|(key, programs)| (*key, programs)).collect()
}

fn ends_in_a_word(text: &str) -> bool {
    text.ends_with(|c: char| c.is_alphanumeric() || c == '-')
}

fn shown((kind, name): (&str, &str)) -> String {
    match kind {
        "function" => format!("{name}()"),
        "value" => name.replace(':', ": "),
        "unit" => format!("the unit {name}"),
        _ => name.to_owned(),
    }
}

/// "Gmail, Apple Mail, Outlook on Windows and 3 more".
fn named(programs: &[&str]) -> String {
    let mut names: Vec<String> =
        PROGRAMS.iter().filter(|(id, ..)| programs.contains(id)).take(NAMED).map(|(_, name, _)| (*name).to_owned()).collect();
    let rest = programs.len().saturating_sub(names.len());
    if rest > 0 {
        names.push(format!("{rest} more"));
    }
    let last = names.pop().unwrap_or_default();
    if names.is_empty() { last } else { format!("{} and {last}", names.join(", ")) }
}

fn picture(place: &Place, address: &str, out: &mut Vec<Lint>) {
    let path = address.split(['?', '#']).next().unwrap_or("");
    let Some(ending) = path.rsplit('/').next().and_then(|file| file.rsplit_once('.')).map(|(_, e)| e.trim().to_lowercase()) else { return };
    let Some((_, programs)) = table().iter().find(|((kind, name), _)| *kind == "picture" && *name == ending) else { return };
    let verb = if programs.len() == 1 { "does" } else { "do" };
    let sentence = format!("{} {verb} not show pictures of the kind “{ending}”. Use a JPEG or PNG.", named(programs));
    out.push(Lint::at(place, LintId::UnsupportedPicture, CheckLevel::Warning, sentence));
}

/// What is left out of every letter, because a mail may not hold it.
fn elements(place: &Place, out: &mut Vec<Lint>) {
    let mut said: BTreeSet<String> = BTreeSet::new();
    let text = without_comments(&place.text);
    for (at, _) in text.match_indices('<') {
        let rest = text.get(at..).unwrap_or("");
        let name: String = rest.chars().skip(1).take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect::<String>().to_lowercase();
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) || name.starts_with("mj-") || kept_element(&name) {
            continue;
        }
        if said.insert(name.clone()) {
            let (line, column) = line_and_column(&place.text, at);
            let sentence = format!("<{name}> is left out of the email: mail programs drop it, or it may not be in a mail (line {line}).");
            let lint = Lint::at(place, LintId::UnsupportedHtml, CheckLevel::Warning, sentence);
            out.push(Lint { line: Some(line), column: Some(column), ..lint });
        }
    }
}

/// Spaces in the place of comments, so that every place stays where it is.
fn without_comments(text: &str) -> String {
    let mut out = text.to_owned();
    while let Some(from) = out.find("<!--") {
        let to = out.get(from..).and_then(|rest| rest.find("-->")).map_or(out.len(), |end| from + end + 3);
        let blank: String = out.get(from..to).unwrap_or("").bytes().map(|b| if b == b'\n' { '\n' } else { ' ' }).collect();
        out.replace_range(from..to, &blank);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole_and_names_where_it_is_from() {
        let head = TABLE.lines().next().unwrap();
        assert!(head.starts_with("# caniemail 2.0.2, data of 2026-05-13; MIT, "), "{head}");
        let rows = TABLE.lines().skip(1).collect::<Vec<_>>();
        assert!(rows.len() > 100 && rows.is_sorted() && table().len() == rows.len(), "{}", rows.len());
        for ((kind, name), programs) in table() {
            assert!(matches!(*kind, "property" | "value" | "function" | "unit" | "picture"), "{kind}");
            assert!(!name.is_empty() && programs.iter().all(|p| PROGRAMS.iter().any(|(id, ..)| id == p)), "{name}: {programs:?}");
        }
    }

    #[test]
    fn a_declaration_is_compared_by_property_value_function_and_unit() {
        let of = |d: &str| ignored(d).into_iter().map(|(key, _)| shown(key)).collect::<Vec<_>>();
        assert_eq!(of("display:flex"), ["display: flex"]);
        assert_eq!(of(" Text-Shadow : 1px 1px red"), ["text-shadow"]);
        assert_eq!(of("width: calc(100% - 10px)"), ["calc()"]);
        assert_eq!(of("font-size:2rem"), ["the unit rem"]);
        assert_eq!(of("width:minmax(1px)"), [""; 0], "a longer name is another one");
        for fine in ["display:block", "color:#333333", "font-size:16px", "font-family:Premier rem", "padding:0 10px", "nonsense"] {
            assert_eq!(of(fine), [""; 0], "{fine}");
        }
    }
}
