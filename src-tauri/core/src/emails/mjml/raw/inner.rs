//! HTML within an author's MJML, made harmless: what a mail may hold stays, anything else is dropped, its words kept.

use super::super::super::html;
use super::super::super::liquid::split::Piece;
use super::super::super::liquid::{Place, Placed};
use super::super::super::rich::address_html;
use super::super::slots::is_kept;
use super::tags::{Tag, expand, next_tag};

const KEPT: [&str; 49] = [
    "a",
    "abbr",
    "b",
    "big",
    "blockquote",
    "br",
    "caption",
    "center",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "em",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "li",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
];
const VOID: [&str; 4] = ["br", "hr", "img", "col"];
/// What these hold are no words.
const SWALLOWED: [&str; 14] = [
    "script", "style", "title", "textarea", "iframe", "noscript", "template", "xmp", "svg", "math", "object", "select", "noembed",
    "noframes",
];
const ATTRIBUTES: [&str; 23] = [
    "style",
    "class",
    "alt",
    "title",
    "width",
    "height",
    "align",
    "valign",
    "bgcolor",
    "border",
    "cellpadding",
    "cellspacing",
    "colspan",
    "rowspan",
    "dir",
    "lang",
    "role",
    "color",
    "face",
    "size",
    "start",
    "aria-hidden",
    "aria-label",
];

/// Whether an element of HTML stays in a letter.
pub(super) fn is_kept_element(name: &str) -> bool {
    KEPT.contains(&name)
}

/// Nothing that loads, runs or hides behind escapes; pictures are elements.
pub(super) fn harmless_css(value: &str) -> bool {
    let css: String = html::decode(value).to_lowercase().chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let bad = ["url(", "script:", "data:", "expression(", "@import", "behavior:", "-moz-binding", "\\", "/*", "<", ">"];
    !bad.iter().any(|b| css.contains(b))
}

pub(super) struct Inner<'l> {
    liquid: &'l [(usize, Piece)],
    pub(super) html: Vec<Placed>,
    pub(super) text: Vec<Placed>,
    open: Vec<&'static str>,
}

impl<'l> Inner<'l> {
    pub(super) fn new(liquid: &'l [(usize, Piece)]) -> Self {
        Self { liquid, html: Vec::new(), text: Vec::new(), open: Vec::new() }
    }

    pub(super) fn read(&mut self, text: &str) {
        let mut at = 0;
        while at < text.len() {
            let Ok(Some(tag)) = next_tag(text, at) else { break };
            self.words(text.get(at..tag.from).unwrap_or(""));
            at = tag.to;
            if tag.comment {
                continue;
            }
            if !tag.closing && SWALLOWED.contains(&tag.name.as_str()) {
                let close = format!("</{}", tag.name);
                let rest = text.get(at..).unwrap_or("");
                at = match rest.to_ascii_lowercase().find(&close) {
                    Some(end) => at + end + rest.get(end..).and_then(|r| r.find('>')).map_or(rest.len() - end, |e| e + 1),
                    None => text.len(),
                };
                continue;
            }
            let Some(name) = KEPT.iter().find(|k| **k == tag.name).copied() else { continue };
            if tag.closing {
                self.close(name);
            } else {
                self.enter(name, &tag);
            }
        }
        self.words(text.get(at..).unwrap_or(""));
        while let Some(name) = self.open.pop() {
            self.written(format!("</{name}>"));
        }
    }

    fn written(&mut self, html: String) {
        self.html.push(Placed::Written(html));
    }

    fn words(&mut self, text: &str) {
        for piece in expand(text, self.liquid) {
            match piece {
                Piece::Text(t) => {
                    self.written(html::escape(&t));
                    let words = t.split_whitespace().collect::<Vec<_>>().join(" ");
                    let edge = |at: bool| if at { " " } else { "" };
                    let line = format!("{}{words}{}", edge(t.starts_with(char::is_whitespace)), edge(t.ends_with(char::is_whitespace)));
                    self.text.push(Placed::Written(if words.is_empty() { " ".to_owned() } else { line }));
                }
                liquid => {
                    self.html.push(Placed::Liquid(liquid.clone(), Place::Html));
                    self.text.push(Placed::Liquid(liquid, Place::Text));
                }
            }
        }
    }

    fn close(&mut self, name: &'static str) {
        let Some(at) = self.open.iter().rposition(|o| *o == name) else { return };
        for inner in self.open.split_off(at).into_iter().rev() {
            self.written(format!("</{inner}>"));
        }
        if matches!(name, "p" | "div" | "tr" | "li" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6") {
            self.text.push(Placed::Written("\n".to_owned()));
        }
    }

    fn enter(&mut self, name: &'static str, tag: &Tag<'_>) {
        if self.open.len() > 60 {
            return;
        }
        self.written(format!("<{name}"));
        for a in &tag.attributes {
            let pieces = expand(a.value, self.liquid);
            let first = if let Some(Piece::Text(t)) = pieces.first() { Some(t.trim().to_owned()) } else { None };
            if (a.name == "href" && name == "a") || (a.name == "src" && name == "img") {
                let fine = first.map_or(!pieces.is_empty(), |t| html::safe_link(&t) || (name == "img" && is_kept(&t)));
                if fine {
                    self.written(format!(" {}=\"", a.name));
                    self.html.extend(address_html(&pieces));
                    self.written(if name == "a" { "\" target=\"_blank\"".to_owned() } else { "\"".to_owned() });
                }
                continue;
            }
            if !ATTRIBUTES.contains(&a.name.as_str()) || (matches!(a.name.as_str(), "style" | "face") && !harmless_css(a.value)) {
                continue;
            }
            let place = if matches!(a.name.as_str(), "alt" | "title" | "aria-label") { Place::Html } else { Place::LinkPart };
            self.written(format!(" {}=\"", a.name));
            for piece in pieces {
                self.html.push(if let Piece::Text(t) = piece { Placed::Written(html::escape(&t)) } else { Placed::Liquid(piece, place) });
            }
            self.written("\"".to_owned());
        }
        if VOID.contains(&name) {
            self.written(" />".to_owned());
            if name == "br" {
                self.text.push(Placed::Written("\n".to_owned()));
            }
        } else {
            self.written(">".to_owned());
            self.open.push(name);
        }
    }
}
