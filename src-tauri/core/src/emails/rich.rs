//! The small safe subset of HTML that a text block may hold: paragraphs, bold, italic, underline, lists, links.
//!
//! Everything else is dropped, its words kept (but not those of scripts and styles). What comes out is always well
//! nested, whatever went in; Liquid in words and in addresses is carried through untouched. The same walk writes the
//! HTML and the plain text. Start with `Rich::read`.

use super::html;
use super::liquid::split::{Piece, split};
use super::liquid::{Place, Placed};

/// A token of the cleaned text.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Words(String),
    Liquid(Piece),
    Open(&'static str),
    Link(Vec<Piece>),
    Close(&'static str),
    Break,
}

pub struct Rich(Vec<Token>);

const INLINE: [&str; 4] = ["b", "i", "u", "a"];

/// The tag we write for the one that was given; `None` drops it and keeps its words.
fn ours(tag: &str) -> Option<&'static str> {
    Some(match tag {
        "p" | "div" => "p",
        "b" | "strong" => "b",
        "i" | "em" => "i",
        "u" => "u",
        "a" => "a",
        "ul" => "ul",
        "ol" => "ol",
        "li" => "li",
        _ => return None,
    })
}

/// Stands for a Liquid piece while the HTML is read; these two never survive in anybody's text.
const MARK: (char, char) = ('\u{e000}', '\u{e001}');

struct Walk {
    out: Vec<Token>,
    open: Vec<&'static str>,
    pieces: Vec<Piece>,
}

impl Rich {
    /// # Errors
    /// What is wrong with the Liquid in it.
    pub fn read(source: &str) -> Result<Self, String> {
        let clean: String = source.chars().filter(|c| *c != MARK.0 && *c != MARK.1).collect();
        let mut pieces = Vec::new();
        let mut text = String::with_capacity(clean.len());
        for piece in split(&clean)? {
            match piece {
                Piece::Text(t) => text.push_str(&t),
                // An editor writes `>` within Liquid as an entity.
                Piece::Output(inner, a, b) => mark(&mut text, &mut pieces, Piece::Output(unwrapped(&inner), a, b)),
                Piece::Tag(inner, a, b) => mark(&mut text, &mut pieces, Piece::Tag(unwrapped(&inner), a, b)),
            }
        }
        let mut walk = Walk { out: Vec::new(), open: Vec::new(), pieces };
        walk.read(&text);
        Ok(Self(walk.out))
    }

    /// The same with other addresses.
    pub fn with_links(mut self, change: impl Fn(Vec<Piece>) -> Vec<Piece>) -> Self {
        for token in &mut self.0 {
            if let Token::Link(pieces) = token {
                *pieces = change(std::mem::take(pieces));
            }
        }
        self
    }

    /// `accent` is a checked colour.
    pub fn html(&self, accent: &str) -> Vec<Placed> {
        let mut out = Vec::new();
        let written = |out: &mut Vec<Placed>, s: String| out.push(Placed::Written(s));
        for token in &self.0 {
            match token {
                Token::Words(w) => written(&mut out, html::escape(w)),
                Token::Liquid(p) => out.push(Placed::Liquid(p.clone(), Place::Html)),
                Token::Open("p") => written(&mut out, "<p style=\"margin:0 0 14px\">".into()),
                Token::Open(list @ ("ul" | "ol")) => written(&mut out, format!("<{list} style=\"margin:0 0 14px;padding-left:22px\">")),
                Token::Open(tag) => written(&mut out, format!("<{tag}>")),
                Token::Link(address) => {
                    written(&mut out, "<a href=\"".into());
                    out.extend(address_html(address));
                    written(&mut out, format!("\" target=\"_blank\" class=\"rg-link\" style=\"color:{accent}\">"));
                }
                Token::Close(tag) => written(&mut out, format!("</{tag}>")),
                Token::Break => written(&mut out, "<br />".into()),
            }
        }
        out
    }

    pub fn text(&self) -> Vec<Placed> {
        let mut out = Vec::new();
        let mut link: Option<&Vec<Piece>> = None;
        for token in &self.0 {
            let words = match token {
                Token::Words(w) => w.replace(char::is_whitespace, " "),
                Token::Liquid(p) => {
                    out.push(Placed::Liquid(p.clone(), Place::Text));
                    continue;
                }
                Token::Open("li") => "- ".into(),
                Token::Close("li") | Token::Break => "\n".into(),
                Token::Close("p" | "ul" | "ol") => "\n\n".into(),
                Token::Link(address) => {
                    link = Some(address);
                    continue;
                }
                Token::Close("a") => {
                    out.push(Placed::Written(" (".into()));
                    out.extend(address_text(link.take().map_or(&[], Vec::as_slice)));
                    ")".into()
                }
                Token::Open(_) | Token::Close(_) => continue,
            };
            out.push(Placed::Written(words));
        }
        out
    }
}

/// Liquid as it was meant: entities read, and the spaces of a browser's editor made plain.
fn unwrapped(inner: &str) -> String {
    html::decode(inner).replace('\u{a0}', " ").trim().to_owned()
}

fn mark(text: &mut String, pieces: &mut Vec<Piece>, piece: Piece) {
    text.push(MARK.0);
    text.push_str(&pieces.len().to_string());
    text.push(MARK.1);
    pieces.push(piece);
}

/// An address for an attribute: a value at its beginning is the address, one further on is a part of it.
pub fn address_html(pieces: &[Piece]) -> Vec<Placed> {
    let mut begun = false;
    pieces
        .iter()
        .map(|p| {
            let place = if begun { Place::LinkPart } else { Place::Link };
            match p {
                Piece::Text(t) => {
                    begun |= !t.trim().is_empty();
                    Placed::Written(html::escape(t))
                }
                Piece::Output(..) => {
                    begun = true;
                    Placed::Liquid(p.clone(), place)
                }
                Piece::Tag(..) => Placed::Liquid(p.clone(), place),
            }
        })
        .collect()
}

/// The same address for plain text.
pub fn address_text(pieces: &[Piece]) -> Vec<Placed> {
    let mut out = address_html(pieces);
    for (placed, piece) in out.iter_mut().zip(pieces) {
        match (&mut *placed, piece) {
            (Placed::Written(w), Piece::Text(t)) => *w = t.clone(),
            (Placed::Liquid(_, place), _) if *place == Place::Link => *place = Place::Text,
            _ => {}
        }
    }
    out
}

impl Walk {
    fn read(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) = rest.find('<') {
            self.words(&rest[..at]);
            rest = &rest[at..];
            rest = match self.tag(rest) {
                Some(after) => after,
                None => {
                    self.words("<");
                    &rest[1..]
                }
            };
        }
        self.words(rest);
        while let Some(tag) = self.open.pop() {
            self.out.push(Token::Close(tag));
        }
    }

    /// Reads the tag at the start of `rest` and returns what follows; `None` when it is no tag.
    fn tag<'t>(&mut self, rest: &'t str) -> Option<&'t str> {
        if let Some(comment) = rest.strip_prefix("<!--") {
            return Some(comment.find("-->").map_or("", |end| &comment[end + 3..]));
        }
        let (closing, body) = rest.strip_prefix("</").map_or((false, &rest[1..]), |b| (true, b));
        if !body.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!' || c == '?') {
            return None;
        }
        let end = tag_end(body)?;
        let after = &body[end + 1..];
        let inner = body[..end].trim_end_matches('/');
        let name_end = inner.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inner.len());
        let name = inner[..name_end].to_ascii_lowercase();
        if !closing
            && matches!(
                name.as_str(),
                "script" | "style" | "title" | "textarea" | "iframe" | "noscript" | "template" | "xmp" | "svg" | "math"
            )
        {
            // What such an element holds is not words.
            let close = format!("</{name}");
            return Some(match after.to_ascii_lowercase().find(&close) {
                Some(at) => after[at..].find('>').map_or("", |e| &after[at + e + 1..]),
                None => "",
            });
        }
        if name == "br" {
            self.out.push(Token::Break);
            return Some(after);
        }
        let Some(tag) = ours(&name) else { return Some(after) };
        if closing {
            self.close(tag);
        } else {
            self.enter(tag, &inner[name_end..]);
        }
        Some(after)
    }

    fn enter(&mut self, tag: &'static str, attributes: &str) {
        match tag {
            // Blocks do not stand in paragraphs or in bold; a link does not stand in a link.
            "p" | "ul" | "ol" if self.open.contains(&"p") => self.close("p"),
            "a" if self.open.contains(&"a") => self.close("a"),
            "li" if self.open.contains(&"li") => self.close("li"),
            _ => {}
        }
        if tag == "li" && !self.open.iter().any(|t| *t == "ul" || *t == "ol") {
            self.enter("ul", "");
        }
        if self.open.len() > 30 {
            return;
        }
        if tag == "a" {
            let address = attribute(attributes, "href").map(|a| self.address(&html::decode(&a)));
            match address {
                Some(pieces) if allowed(&pieces) => self.out.push(Token::Link(pieces)),
                _ => return,
            }
        } else {
            self.out.push(Token::Open(tag));
        }
        self.open.push(tag);
    }

    /// Closes the tag and whatever was left open inside of it.
    fn close(&mut self, tag: &'static str) {
        let Some(at) = self.open.iter().rposition(|t| *t == tag) else { return };
        // A stray </b> must not close the paragraph around it.
        if INLINE.contains(&tag) && self.open[at..].iter().any(|t| !INLINE.contains(t)) {
            return;
        }
        for inner in self.open.split_off(at).into_iter().rev() {
            self.out.push(Token::Close(inner));
        }
    }

    fn words(&mut self, text: &str) {
        for piece in self.expand(text) {
            self.out.push(match piece {
                Piece::Text(t) => Token::Words(html::decode(&t)),
                liquid => Token::Liquid(liquid),
            });
        }
    }

    fn address(&self, text: &str) -> Vec<Piece> {
        self.expand(text.trim())
    }

    /// Puts the Liquid pieces back in place of their marks.
    fn expand(&self, text: &str) -> Vec<Piece> {
        let mut out = Vec::new();
        for (i, part) in text.split(MARK.0).enumerate() {
            let words = match part.split_once(MARK.1) {
                Some((number, words)) if i > 0 => {
                    out.extend(number.parse::<usize>().ok().and_then(|n| self.pieces.get(n)).cloned());
                    words
                }
                _ => part,
            };
            if !words.is_empty() {
                out.push(Piece::Text(words.to_owned()));
            }
        }
        out
    }
}

/// A written address must be harmless from its first letter; one that begins with Liquid is judged when it is filled in.
fn allowed(address: &[Piece]) -> bool {
    match address.first() {
        Some(Piece::Text(t)) => html::safe_link(t),
        Some(_) => true,
        None => false,
    }
}

/// Where the tag ends: the first `>` outside of quotes.
fn tag_end(body: &str) -> Option<usize> {
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
    // A quote that never closes: then quotes meant nothing.
    body.find('>')
}

fn attribute(attributes: &str, wanted: &str) -> Option<String> {
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if rest.is_empty() {
            return None;
        }
        let name_end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let name = &rest[..name_end];
        rest = rest[name_end..].trim_start();
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start();
            let quote = after.chars().next().filter(|c| *c == '"' || *c == '\'');
            let inner = if quote.is_some() { &after[1..] } else { after };
            let end = match quote {
                Some(q) => inner.find(q),
                None => inner.find(char::is_whitespace),
            }
            .unwrap_or(inner.len());
            value = &inner[..end];
            rest = inner.get(end + usize::from(quote.is_some())..).unwrap_or("");
        } else if name.is_empty() {
            return None;
        }
        if name.eq_ignore_ascii_case(wanted) {
            return Some(value.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(source: &str) -> String {
        let show = |p: &Placed| match p {
            Placed::Written(w) => w.clone(),
            Placed::Liquid(Piece::Output(o, ..), place) => format!("[{o} {place:?}]"),
            Placed::Liquid(Piece::Tag(t, ..), _) => format!("[% {t}]"),
            Placed::Liquid(..) => String::new(),
        };
        Rich::read(source).unwrap().html("#123456").iter().map(show).collect::<String>().replace(" style=\"margin:0 0 14px\"", "")
    }

    fn plain(source: &str) -> String {
        let show = |p: &Placed| match p {
            Placed::Written(w) => w.clone(),
            Placed::Liquid(Piece::Output(o, ..), _) => format!("[{o}]"),
            Placed::Liquid(..) => String::new(),
        };
        Rich::read(source).unwrap().text().iter().map(show).collect()
    }

    #[test]
    fn keeps_the_subset_and_the_words_of_the_rest() {
        assert_eq!(cleaned("<p>Hi <strong>you</strong><br>x</p>"), "<p>Hi <b>you</b><br />x</p>");
        assert_eq!(cleaned("<h1 onclick=x>Big</h1> <img src=x onerror=y> a < b & c"), "Big  a &lt; b &amp; c");
        assert_eq!(cleaned("a<script>alert('</b>')</script>b<style>p{}</style >c"), "abc");
        assert_eq!(cleaned("<script>never closed"), "");
        assert_eq!(cleaned("<div>one</div><div>two"), "<p>one</p><p>two</p>");
        assert_eq!(cleaned("<b><p>x</b></p>"), "<b><p>x</p></b>");
        assert_eq!(cleaned("<li>x"), "<ul style=\"margin:0 0 14px;padding-left:22px\"><li>x</li></ul>");
    }

    #[test]
    fn links_keep_liquid_and_lose_what_is_harmful() {
        assert_eq!(
            cleaned("<a href=\"https://a.example/?n={{ person.city }}&amp;x=1\" onclick='y'>go</a>"),
            "<a href=\"https://a.example/?n=[person.city LinkPart]&amp;x=1\" target=\"_blank\" class=\"rg-link\" style=\"color:#123456\">go</a>"
        );
        assert_eq!(cleaned("<a href='{{ shop.website }}/x'>go</a>").matches("[shop.website Link]/x").count(), 1);
        assert_eq!(cleaned("<a href='java&#115;cript:x'>go</a><a href=\" JAVASCRIPT:x\">there</a><a>x</a>"), "gotherex");
        assert_eq!(
            plain("<p>See <a href='https://a.example'>this</a></p><ul><li>one</li></ul>"),
            "See this (https://a.example)\n\n- one\n\n\n"
        );
    }

    #[test]
    fn liquid_is_carried_through_and_entities_within_it_are_read() {
        assert_eq!(cleaned("{% if person.orders &gt; 3 %}a &amp; b{% endif %}"), "[% if person.orders > 3]a &amp; b[% endif]");
        assert_eq!(cleaned("{{ a | default: \"R&amp;B\" }}"), "[a | default: \"R&B\" Html]");
        assert_eq!(cleaned("{{&nbsp;a\u{a0}}}"), "[a Html]");
        assert_eq!(cleaned("\u{e000}7\u{e001}x"), "7x", "a mark in the text is only a letter that is dropped");
    }
}
