//! What goes into slots: an author's words, addresses and rich text, each for its place; and what is wrong with them.

use super::super::definition::Tracking;
use super::super::html;
use super::super::letter::Problem;
use super::super::liquid::mistake::mistake;
use super::super::liquid::split::{Piece, split};
use super::super::liquid::{Field, Place, Placed};
use super::super::rich::{Rich, address_html, address_text};
use super::Writer;
use super::marks;

impl Writer<'_> {
    pub(super) fn slot(&mut self, placed: Vec<Placed>) -> String {
        self.out.slots.push(placed);
        marks::slot(self.out.slots.len() - 1)
    }

    /// Finished HTML or text of our own.
    pub(super) fn written(&mut self, html: &str) -> String {
        self.slot(vec![Placed::Written(html.to_owned())])
    }

    /// `what`: "The heading"; nothing: the block as a whole.
    pub(super) fn problem(&mut self, what: &str, field: Option<&str>, why: &str) {
        self.problem_at(what, field, None, why);
    }

    pub(super) fn problem_at(&mut self, what: &str, field: Option<&str>, at: Option<(u32, u32)>, why: &str) {
        let sentence = if what.is_empty() { format!("{}.", capital(why)) } else { format!("{what}: {why}.") };
        let field = field.map(|f| if self.owner.is_empty() { f.to_owned() } else { format!("{}.{f}", self.owner) });
        let problem = Problem { block: self.block, field, at, sentence };
        if !self.out.problems.contains(&problem) {
            self.out.problems.push(problem);
        }
    }

    pub(super) fn pieces(&mut self, text: &str, what: &str, field: &str) -> Vec<Piece> {
        match split(text) {
            Ok(pieces) => {
                self.out.liquid.push((self.block, pieces.clone()));
                pieces
            }
            Err(why) => {
                self.problem_at(what, Some(field), found(text), &why);
                Vec::new()
            }
        }
    }

    /// The pieces, if Liquid reads them; else nothing, and a problem. `text`: as it was written, where that has a place
    /// to be marked.
    fn judged(&mut self, placed: Vec<Placed>, what: &str, field: &str, text: &str) -> Vec<Placed> {
        match Field::new(placed.clone()) {
            Ok(_) => placed,
            Err(why) => {
                self.problem_at(what, Some(field), found(text), &why);
                Vec::new()
            }
        }
    }

    fn placed_words(&mut self, text: &str, what: &str, field: &str, place: Place) -> Vec<Placed> {
        let one = |p: Piece| match p {
            Piece::Text(t) if place == Place::Html => Placed::Written(html::escape(&t)),
            Piece::Text(t) => Placed::Written(t.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()),
            liquid => Placed::Liquid(liquid, place),
        };
        let placed = self.pieces(text, what, field).into_iter().map(one).collect();
        self.judged(placed, what, field, text)
    }

    /// A field that stands alone.
    pub(super) fn field(&mut self, text: &str, what: &str, field: &str, place: Place) -> Field {
        let placed = self.placed_words(text, what, field, place);
        Field::new(placed).unwrap_or_else(|_| Field::fixed(""))
    }

    /// Plain words with Liquid: for HTML, and for plain text.
    pub(super) fn said(&mut self, text: &str, what: &str, field: &str) -> (String, String) {
        let shown = self.placed_words(text, what, field, Place::Html);
        let read = self.placed_words(text, what, field, Place::Text);
        (self.slot(shown), self.slot(read))
    }

    /// An address that a link leads to: for HTML, and for plain text. What is not harmless leads nowhere; `check` says so.
    pub(super) fn link(&mut self, address: &str, what: &str, field: &str) -> (String, String) {
        let pieces = self.pieces(address.trim(), what, field);
        let pieces = match pieces.first() {
            Some(Piece::Text(t)) if !html::safe_link(t) => Vec::new(),
            _ => tracked_pieces(pieces, self.email.tracking.as_ref()),
        };
        let (shown, read) = (address_html(&pieces), address_text(&pieces));
        let (shown, read) = (self.judged(shown, what, field, address.trim()), self.judged(read, what, field, address.trim()));
        (self.slot(shown), self.slot(read))
    }

    /// Where a picture lies: on the web, or `picture:` and a number.
    pub(super) fn source(&mut self, address: &str, what: &str, field: &str) -> String {
        let pieces = self.pieces(address.trim(), what, field);
        let kept = |t: &str| pieces.len() == 1 && is_kept(t);
        let harmless = match pieces.first() {
            Some(Piece::Text(t)) => html::safe_link(t) || kept(t),
            _ => true,
        };
        let placed = if harmless { address_html(&pieces) } else { Vec::new() };
        let placed = self.judged(placed, what, field, address.trim());
        self.slot(placed)
    }

    /// A text block's HTML.
    pub(super) fn rich(&mut self, source: &str, what: &str, field: &str) -> (String, String) {
        let rich = match Rich::read(source) {
            Ok(rich) => rich.with_links(|pieces| tracked_pieces(pieces, self.email.tracking.as_ref())),
            Err(why) => {
                self.problem(what, Some(field), &why);
                return (String::new(), String::new());
            }
        };
        let shown = rich.html(&self.palette.accent);
        let liquid = shown.iter().filter_map(|p| if let Placed::Liquid(l, _) = p { Some(l.clone()) } else { None }).collect();
        self.out.liquid.push((self.block, liquid));
        let (shown, read) = (self.judged(shown, what, field, ""), self.judged(rich.text(), what, field, ""));
        (self.slot(shown), self.slot(read))
    }
}

/// `picture:7`, a picture in the shop's file.
pub(super) fn is_kept(address: &str) -> bool {
    address.strip_prefix("picture:").is_some_and(|n| !n.is_empty() && n.len() < 12 && n.chars().all(|c| c.is_ascii_digit()))
}

fn found(text: &str) -> Option<(u32, u32)> {
    mistake(text).map(|m| (m.line, m.column))
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|c| c.to_uppercase().collect::<String>() + chars.as_str()).unwrap_or_default()
}

/// As they stand in an address, without what joins them to it; nothing where nothing is asked for.
pub(in super::super) fn parameters(t: &Tracking) -> String {
    let one = |(name, value): (&str, &String)| Some(format!("{name}={}", html::percent(value.trim()))).filter(|_| !value.trim().is_empty());
    let all = [("utm_source", &t.source), ("utm_medium", &t.medium), ("utm_campaign", &t.campaign)];
    all.into_iter().filter_map(one).collect::<Vec<_>>().join("&")
}

fn on_the_web(address: &str) -> bool {
    let starts = |p: &str| address.get(..p.len()).is_some_and(|s| s.eq_ignore_ascii_case(p));
    starts("https://") || starts("http://")
}

/// A web address with the tracking parameters, before its fragment; unless it has some already.
pub(in super::super) fn tracked(address: &str, tracking: Option<&Tracking>) -> String {
    tracked_with(address, &tracking.map(parameters).unwrap_or_default())
}

/// The same, with the parameters written already.
pub(in super::super) fn tracked_with(address: &str, more: &str) -> String {
    if more.is_empty() || !on_the_web(address) || address.contains("utm_source=") {
        return address.to_owned();
    }
    let (before, fragment) = address.find('#').map_or((address, ""), |at| address.split_at(at));
    let join = if before.ends_with(['?', '&']) {
        ""
    } else if before.contains('?') {
        "&"
    } else {
        "?"
    };
    format!("{before}{join}{more}{fragment}")
}

/// The same for an address with Liquid in it; one that begins with Liquid counts as one on the web.
fn tracked_pieces(mut pieces: Vec<Piece>, tracking: Option<&Tracking>) -> Vec<Piece> {
    let Some(more) = tracking.map(parameters).filter(|m| !m.is_empty()) else { return pieces };
    let web = match pieces.first() {
        Some(Piece::Text(t)) => on_the_web(t),
        Some(Piece::Output(..)) => true,
        _ => false,
    };
    let says = |what: &str| pieces.iter().any(|p| matches!(p, Piece::Text(t) if t.contains(what)));
    if !web || says("utm_source=") {
        return pieces;
    }
    let join = if says("?") { "&" } else { "?" };
    let fragment = pieces.iter().position(|p| matches!(p, Piece::Text(t) if t.contains('#')));
    match fragment.and_then(|i| pieces.get_mut(i)) {
        Some(Piece::Text(t)) => {
            let at = t.find('#').unwrap_or(t.len());
            t.insert_str(at, &format!("{join}{more}"));
        }
        _ => pieces.push(Piece::Text(format!("{join}{more}"))),
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tracking_goes_before_the_fragment_and_nowhere_else() {
        let t = Tracking { source: "letter".into(), medium: "email".into(), campaign: "spring & more".into() };
        let of = |a: &str| tracked(a, Some(&t));
        let more = "utm_source=letter&utm_medium=email&utm_campaign=spring%20%26%20more";
        assert_eq!(of("https://a.example"), format!("https://a.example?{more}"));
        assert_eq!(of("https://a.example/?x=1#top"), format!("https://a.example/?x=1&{more}#top"));
        for same in ["mailto:a@b.example", "*|UNSUB|*", "https://a.example/?utm_source=own", "#top"] {
            assert_eq!(of(same), same);
        }
        let pieces = tracked_pieces(split("{{ shop.website }}/a#b").unwrap(), Some(&t));
        assert_eq!(pieces.last(), Some(&Piece::Text(format!("/a?{more}#b"))));
        assert!(is_kept("picture:12") && !is_kept("picture:") && !is_kept("picture:1x"));
    }
}
