//! Cuts the finished HTML (and the plain text) at the skeleton's tokens, and makes a tree of it.
//!
//! What stands between two marks becomes one field, with the Liquid of all its slots: a condition may begin in one
//! word and end in another, and what one `assign`s the next one knows. Where that cannot be read, each slot is taken by
//! itself.

use super::super::letter::{Key, Node};
use super::super::liquid::{Field, Placed};
use super::super::mjml::{TOKEN, TOKEN_END};

type Halves = (Vec<Node>, Vec<Node>);

pub(super) struct Cut {
    slots: Vec<Vec<Placed>>,
    pub(super) fields: Vec<Field>,
    pub(super) sources: Vec<Vec<Placed>>,
    /// By block and alternative.
    pub(super) blocks: Vec<Vec<Halves>>,
    /// Fields that could not be read: the block, and why.
    pub(super) failed: Vec<(Option<usize>, String)>,
    plain: bool,
}

/// Where we are.
struct At<'t> {
    rest: &'t str,
    block: Option<usize>,
}

enum Mark {
    Slot(usize),
    Node(Node),
    Open(char, usize),
    End,
}

impl Cut {
    pub(super) fn new(slots: Vec<Vec<Placed>>, alternatives: impl Iterator<Item = usize>) -> Self {
        let blocks = alternatives.map(|n| vec![Halves::default(); n]).collect();
        Self { slots, fields: Vec::new(), sources: Vec::new(), blocks, failed: Vec::new(), plain: false }
    }

    pub(super) fn html(&mut self, html: &str) -> Vec<Node> {
        self.plain = false;
        self.nodes(&mut At { rest: html, block: None })
    }

    pub(super) fn text(&mut self, text: &str) -> Vec<Node> {
        self.plain = true;
        self.nodes(&mut At { rest: text, block: None })
    }

    /// Until the mark that closes what is open.
    fn nodes(&mut self, at: &mut At<'_>) -> Vec<Node> {
        let mut out = Vec::new();
        let mut run: Vec<Placed> = Vec::new();
        while let Some((before, mark)) = next(at) {
            if !before.is_empty() {
                run.push(Placed::Written(before.to_owned()));
            }
            match mark {
                Mark::Slot(n) => run.extend(self.slots.get(n).into_iter().flatten().cloned()),
                Mark::End => {
                    self.field(std::mem::take(&mut run), at.block, &mut out);
                    return out;
                }
                Mark::Node(node) => {
                    self.field(std::mem::take(&mut run), at.block, &mut out);
                    out.push(node);
                }
                Mark::Open(kind, n) => {
                    self.field(std::mem::take(&mut run), at.block, &mut out);
                    self.open(kind, n, at, &mut out);
                }
            }
        }
        run.push(Placed::Written(std::mem::take(&mut at.rest).to_owned()));
        self.field(run, at.block, &mut out);
        out
    }

    fn open(&mut self, kind: char, n: usize, at: &mut At<'_>, out: &mut Vec<Node>) {
        let outside = at.block;
        match kind {
            'B' => {
                at.block = Some(n);
                // Its alternatives put themselves where they belong.
                self.nodes(at);
                at.block = outside;
                out.push(Node::Block(n));
            }
            'A' => {
                let nodes = self.nodes(at);
                let plain = self.plain;
                if let Some((html, text)) = at.block.and_then(|b| self.blocks.get_mut(b)).and_then(|b| b.get_mut(n)) {
                    *(if plain { text } else { html }) = nodes;
                }
            }
            'G' => {
                let rows = self.nodes(at);
                let rows = rows.into_iter().filter_map(|n| if let Node::Rows(mut r) = n { r.pop() } else { None });
                out.push(Node::Rows(rows.collect()));
            }
            'R' => {
                let row = self.nodes(at);
                out.push(Node::Rows(vec![row]));
            }
            'W' => {
                let inner = self.nodes(at);
                let key = Key::ALL.get(n).map_or(Key::Title, |(k, _)| *k);
                out.push(Node::When(key, inner));
            }
            'C' => {
                let inner = self.nodes(at);
                out.push(Node::Cell(n, inner));
            }
            _ => {
                let inner = self.nodes(at);
                out.push(Node::Each(inner));
            }
        }
    }

    /// A run of text and slots: fixed, or one field from its first Liquid to its last.
    fn field(&mut self, run: Vec<Placed>, block: Option<usize>, out: &mut Vec<Node>) {
        let liquid = |p: &Placed| matches!(p, Placed::Liquid(..));
        let (Some(first), Some(last)) = (run.iter().position(liquid), run.iter().rposition(liquid)) else {
            fixed(out, run);
            return;
        };
        let mut before = run;
        // A `-` trims beyond the braces, so the words beside them belong to the field.
        let mut inner = before.split_off(first.saturating_sub(1));
        let after = inner.split_off((last + 2 - first.saturating_sub(1)).min(inner.len()));
        fixed(out, before);
        match Field::new(inner.clone()) {
            Ok(field) => self.push(field, inner, out),
            Err(why) => {
                self.failed.push((block, why));
                for piece in inner {
                    match piece {
                        Placed::Written(_) => fixed(out, vec![piece]),
                        liquid => {
                            if let Ok(field) = Field::new(vec![liquid.clone()]) {
                                self.push(field, vec![liquid], out);
                            }
                        }
                    }
                }
            }
        }
        fixed(out, after);
    }

    fn push(&mut self, field: Field, source: Vec<Placed>, out: &mut Vec<Node>) {
        out.push(Node::Field(self.fields.len()));
        self.fields.push(field);
        self.sources.push(source);
    }
}

fn fixed(out: &mut Vec<Node>, pieces: Vec<Placed>) {
    let text: String = pieces.into_iter().filter_map(|p| if let Placed::Written(t) = p { Some(t) } else { None }).collect();
    if !text.is_empty() {
        out.push(Node::Fixed(text));
    }
}

/// The next mark, and the text before it.
fn next<'t>(at: &mut At<'t>) -> Option<(&'t str, Mark)> {
    let rest = at.rest;
    let begins = rest.find(TOKEN)?;
    let token = rest.get(begins + TOKEN.len()..)?;
    let end = token.find(TOKEN_END)?;
    at.rest = token.get(end + TOKEN_END.len_utf8()..)?;
    let before = rest.get(..begins)?;
    let mut letters = token.get(..end)?.chars();
    let kind = letters.next()?;
    let number = |s: &str| s.parse::<usize>().unwrap_or(usize::MAX);
    let mark = match kind {
        'S' => Mark::Slot(number(letters.as_str())),
        'V' => Mark::Node(Node::Value(Key::ALL.get(number(letters.as_str())).map_or(Key::Title, |(k, _)| *k))),
        'H' => Mark::Node(if letters.as_str() == "0" { Node::Subject } else { Node::Preheader }),
        'O' => {
            let what = letters.next()?;
            Mark::Open(what, number(letters.as_str()))
        }
        _ => Mark::End,
    };
    Some((before, mark))
}
