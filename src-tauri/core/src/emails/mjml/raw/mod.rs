//! An author's own MJML: read strictly, made harmless, written again with every word and Liquid piece in a slot.
//!
//! Elements of MJML must be known, stand where they may and be closed; a mistake is a sentence with the line and column
//! of the author's source. HTML within them is cleaned as a mail's may be (`inner`): no script, no handler, no form,
//! nothing that loads or leads where a mail may not. What is left out here never reaches a reader or a preview.

mod inner;
mod tags;

use super::super::html;
use super::super::liquid::mistake::{Mistake, line_and_column, mistake};
use super::super::liquid::split::{Piece, split};
use super::super::liquid::{Field, Place, Placed};
use super::super::rich::address_html;
use super::slots::is_kept;
use super::{Twin, Writer};
use inner::{Inner, is_kept_element};
use tags::{Attribute, MARK, Tag, next_tag};

/// What may hold what: sections, what stands in them, and what holds words.
const SECTIONS: [&str; 3] = ["mj-section", "mj-wrapper", "mj-hero"];
const WORDS: [&str; 4] = ["mj-text", "mj-button", "mj-table", "mj-raw"];
const CONTENT: [&str; 9] = ["mj-text", "mj-button", "mj-image", "mj-divider", "mj-spacer", "mj-table", "mj-social", "mj-navbar", "mj-raw"];

fn may_stand(name: &str, parent: &str) -> bool {
    match parent {
        "" => SECTIONS.contains(&name) || CONTENT.contains(&name),
        "mj-wrapper" => matches!(name, "mj-section" | "mj-hero" | "mj-raw"),
        "mj-section" => matches!(name, "mj-column" | "mj-group" | "mj-raw"),
        "mj-group" => matches!(name, "mj-column" | "mj-raw"),
        "mj-column" | "mj-hero" => CONTENT.contains(&name),
        _ => false,
    }
}

/// Whether an element of HTML within an author's MJML gets into the letter.
pub fn kept_element(name: &str) -> bool {
    is_kept_element(name)
}

struct Wrong {
    at: usize,
    why: String,
}

impl Writer<'_> {
    pub(super) fn raw(&mut self, source: &str) -> Twin {
        let clean: String = source.chars().filter(|c| *c != MARK.0 && *c != MARK.1).collect();
        match self.raw_or(&clean) {
            Ok((mjml, text)) => Twin { mjml, text },
            Err(wrong) => {
                let at = line_and_column(&clean, wrong.at);
                self.problem_at(&format!("Line {}, column {}", at.0, at.1), Some("source"), Some(at), &wrong.why);
                Twin::default()
            }
        }
    }

    fn raw_or(&mut self, source: &str) -> Result<(String, String), Wrong> {
        if let Some(Mistake { at, why, .. }) = mistake(source) {
            return Err(Wrong { at, why });
        }
        let pieces = split(source).map_err(|why| Wrong { at: 0, why })?;
        self.out.liquid.push((self.block, pieces.clone()));
        // The markup is read with a mark in the place of each Liquid piece.
        let mut text = String::with_capacity(source.len());
        let mut liquid = Vec::new();
        let mut from = 0;
        for piece in pieces {
            match piece {
                Piece::Text(t) => {
                    from += t.len();
                    text.push_str(&t);
                }
                piece => {
                    let close = if matches!(piece, Piece::Output(..)) { "}}" } else { "%}" };
                    let mark = format!("{}{}{}", MARK.0, liquid.len(), MARK.1);
                    let rest = source.get(from..).unwrap_or("");
                    let length = length_of(rest, &piece, close);
                    from += length;
                    liquid.push((from, piece));
                    text.push_str(&mark);
                }
            }
        }
        let mut reader = Reader { w: self, text: &text, liquid, open: Vec::new(), out: String::new(), words: Vec::new(), sections: None };
        reader.read().map_err(|wrong| Wrong { at: reader.in_source(wrong.at), why: wrong.why })?;
        let (out, words, sections) = (reader.out, reader.words, reader.sections);
        let mjml = if sections == Some(false) { self.section("0", &format!("<mj-column>{out}</mj-column>")) } else { out };
        super::super::compile::to_html(&format!("<mjml><mj-body>{mjml}</mj-body></mjml>"))
            .map_err(|_| Wrong { at: 0, why: "MJML cannot lay this out; check the sizes and the attributes".to_owned() })?;
        let read = Field::new(words.clone()).map_or_else(|_| Vec::new(), |_| words);
        let text = self.slot(read);
        Ok((mjml, text + "\n\n"))
    }
}

/// How long a Liquid piece is in the source.
fn length_of(rest: &str, piece: &Piece, close: &str) -> usize {
    let inner = match piece {
        Piece::Output(inner, ..) | Piece::Tag(inner, ..) => inner.len(),
        Piece::Text(t) => return t.len(),
    };
    let from = rest.floor_char_boundary((2 + inner).min(rest.len()));
    rest.get(from..).and_then(|r| r.find(close)).map_or(rest.len(), |end| from + end + 2)
}

struct Reader<'r, 'w, 'a> {
    w: &'r mut Writer<'a>,
    text: &'w str,
    /// Where each ends in the source, and the piece.
    liquid: Vec<(usize, Piece)>,
    open: Vec<(String, usize)>,
    out: String,
    /// The words, for plain text.
    words: Vec<Placed>,
    /// Whether the outermost elements are sections.
    sections: Option<bool>,
}

impl Reader<'_, '_, '_> {
    /// A place in the marked text, as a place in the source.
    fn in_source(&self, at: usize) -> usize {
        let before = self.text.get(..self.text.floor_char_boundary(at)).unwrap_or("");
        match before.rfind(MARK.1) {
            None => at,
            Some(mark) => {
                let after = at - mark - MARK.1.len_utf8();
                let number = before.matches(MARK.1).count() - 1;
                self.liquid.get(number).map_or(at, |(end, _)| end + after)
            }
        }
    }

    fn read(&mut self) -> Result<(), Wrong> {
        let text = self.text;
        let mut at = 0;
        while at < text.len() {
            let tag = next_tag(text, at).map_err(|(at, why)| Wrong { at, why })?;
            let Some(tag) = tag else {
                self.between(at, text.len())?;
                break;
            };
            self.between(at, tag.from)?;
            at = tag.to;
            if tag.comment {
                continue;
            }
            if tag.closing {
                self.close(&tag)?;
            } else {
                at = self.enter(&tag)?;
            }
        }
        match self.open.pop() {
            Some((name, at)) => Err(Wrong { at, why: format!("<{name}> is never closed") }),
            None => Ok(()),
        }
    }

    /// What stands between elements: nothing but spaces and Liquid's tags.
    fn between(&mut self, from: usize, to: usize) -> Result<(), Wrong> {
        let text = self.text.get(from..to).unwrap_or("");
        for (i, part) in text.split(MARK.0).enumerate() {
            let (number, words) =
                if i == 0 { (None, part) } else { part.split_once(MARK.1).map_or((None, part), |(n, w)| (n.parse::<usize>().ok(), w)) };
            if let Some((_, piece)) = number.and_then(|n| self.liquid.get(n)) {
                let slot = self.w.slot(vec![Placed::Liquid(piece.clone(), Place::Html)]);
                self.words.push(Placed::Liquid(piece.clone(), Place::Text));
                self.out.push_str(&format!("<mj-raw>{slot}</mj-raw>"));
            }
            if let Some(off) = words.find(|c: char| !c.is_whitespace()) {
                let word: String = words.trim().chars().take(30).collect();
                let at = from + text.find(words).unwrap_or(0) + off;
                return Err(Wrong { at, why: format!("“{word}” must stand in an <mj-text>") });
            }
        }
        Ok(())
    }

    fn close(&mut self, tag: &Tag<'_>) -> Result<(), Wrong> {
        match self.open.pop() {
            Some((name, _)) if name == tag.name => {
                self.out.push_str(&format!("</{name}>"));
                Ok(())
            }
            Some((name, _)) => Err(Wrong { at: tag.from, why: format!("</{}> stands where </{name}> should", tag.name) }),
            None => Err(Wrong { at: tag.from, why: format!("</{}> closes nothing", tag.name) }),
        }
    }

    /// Returns where to go on.
    fn enter(&mut self, tag: &Tag<'_>) -> Result<usize, Wrong> {
        let parent = self.open.last().map_or("", |(n, _)| n.as_str());
        let name = tag.name.as_str();
        if !name.starts_with("mj-") {
            return Err(Wrong { at: tag.from, why: format!("<{name}> must stand in an <mj-text> or an <mj-raw>") });
        }
        let known = SECTIONS.contains(&name)
            || CONTENT.contains(&name)
            || matches!(name, "mj-column" | "mj-group" | "mj-social-element" | "mj-navbar-link");
        let links = matches!((parent, name), ("mj-social", "mj-social-element") | ("mj-navbar", "mj-navbar-link"));
        if !known {
            return Err(Wrong { at: tag.from, why: format!("<{name}> cannot be used in a block") });
        }
        if !links && !may_stand(name, parent) {
            let within = if parent.is_empty() { "at the top of a block".to_owned() } else { format!("in <{parent}>") };
            return Err(Wrong { at: tag.from, why: format!("<{name}> cannot stand {within}") });
        }
        if self.open.is_empty() && name != "mj-raw" {
            let section = SECTIONS.contains(&name);
            if self.sections.is_some_and(|s| s != section) {
                return Err(Wrong {
                    at: tag.from,
                    why: format!("<{name}> cannot stand beside the others: either all are sections, or none is"),
                });
            }
            self.sections = Some(section);
        }
        let attributes: String = tag.attributes.iter().map(|a| self.attribute(a)).collect();
        if tag.empty {
            self.out.push_str(&format!("<{name}{attributes} />"));
            return Ok(tag.to);
        }
        self.out.push_str(&format!("<{name}{attributes}>"));
        if WORDS.contains(&name) || links {
            let close = format!("</{name}");
            let rest = self.text.get(tag.to..).unwrap_or("");
            let end =
                rest.to_ascii_lowercase().find(&close).ok_or_else(|| Wrong { at: tag.from, why: format!("<{name}> is never closed") })?;
            let mut inner = Inner::new(&self.liquid);
            inner.read(rest.get(..end).unwrap_or(""));
            let slot = self.w.slot(inner.html);
            self.words.append(&mut inner.text);
            self.words.push(Placed::Written("\n".to_owned()));
            self.out.push_str(&slot);
            self.open.push((tag.name.clone(), tag.from));
            return Ok(tag.to + end);
        }
        self.open.push((tag.name.clone(), tag.from));
        Ok(tag.to)
    }

    /// ` name="…"`, or nothing when it is not harmless.
    fn attribute(&mut self, a: &Attribute<'_>) -> String {
        let name = a.name.as_str();
        if name.starts_with("on") || !name.chars().all(|c| c.is_ascii_lowercase() || c == '-') {
            return String::new();
        }
        let pieces = tags::expand(a.value, &self.liquid);
        let liquid = pieces.iter().any(|p| !matches!(p, Piece::Text(_)));
        let first = match pieces.first() {
            Some(Piece::Text(t)) => Some(t.trim().to_owned()),
            _ => None,
        };
        if matches!(name, "href" | "src" | "background-url" | "srcset") {
            let fine = match &first {
                Some(t) => html::safe_link(t) || (name == "src" && is_kept(t)),
                None => liquid,
            };
            if !fine || name == "srcset" {
                return String::new();
            }
            let slot = self.w.slot(address_html(&pieces));
            return format!(" {name}=\"{slot}\"");
        }
        let words = matches!(name, "alt" | "title" | "aria-label");
        if !words && first.is_some_and(|_| !inner::harmless_css(a.value)) {
            return String::new();
        }
        let simple = |c: char| c.is_ascii_alphanumeric() || " #%.,:;()_-+/!".contains(c);
        if !liquid && !words && a.value.chars().all(simple) {
            return format!(" {name}=\"{}\"", a.value);
        }
        let place = if words { Place::Html } else { Place::LinkPart };
        let placed = pieces
            .into_iter()
            .map(|p| if let Piece::Text(t) = p { Placed::Written(html::escape(&t)) } else { Placed::Liquid(p, place) })
            .collect();
        let slot = self.w.slot(placed);
        format!(" {name}=\"{slot}\"")
    }
}
