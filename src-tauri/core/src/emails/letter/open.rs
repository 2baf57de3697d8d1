//! A letter with its variables left open: written once more from the tree, for somebody else to fill in.
//!
//! `Opener` says how each thing is written (a sender's merge tags, say); `Liquid` writes one Liquid template, whose data
//! is a reader's (`data`) and for each block what was chosen, as `blocks`. Start at `open`.

use super::super::liquid::split::Piece;
use super::super::liquid::{Place, Placed};
use super::{Key, Letter, LetterBlock, Node};

/// How what is open is written.
pub trait Opener {
    /// A value or a tag of the author's.
    fn liquid(&mut self, piece: &Piece, place: Place, out: &mut String);
    /// A value of the product, line, code or review at hand.
    fn value(&mut self, key: Key, out: &mut String);
    fn when(&mut self, key: Key, out: &mut String);
    fn end_when(&mut self, out: &mut String);
    /// Before the first alternative of a block.
    fn block(&mut self, block: &LetterBlock, out: &mut String);
    /// Before each alternative.
    fn alternative(&mut self, block: &LetterBlock, place: usize, out: &mut String);
    fn end_block(&mut self, block: &LetterBlock, out: &mut String);
    /// Before the rows of products; `row` before the layout of so many in a row.
    fn rows(&mut self, out: &mut String);
    fn row(&mut self, count: usize, out: &mut String);
    fn end_rows(&mut self, out: &mut String);
    fn cell(&mut self, place: usize, out: &mut String);
    fn each(&mut self, out: &mut String);
    fn end_each(&mut self, out: &mut String);
    fn subject(&mut self, out: &mut String);
    fn preheader(&mut self, out: &mut String);
}

pub fn open(letter: &Letter, nodes: &[Node], with: &mut dyn Opener, out: &mut String) {
    for node in nodes {
        match node {
            Node::Fixed(text) => out.push_str(text),
            Node::Field(n) => {
                for piece in letter.sources.get(*n).into_iter().flatten() {
                    match piece {
                        Placed::Written(text) => out.push_str(text),
                        Placed::Liquid(piece, place) => with.liquid(piece, *place, out),
                    }
                }
            }
            Node::Value(key) => with.value(*key, out),
            Node::When(key, inner) => {
                with.when(*key, out);
                open(letter, inner, with, out);
                with.end_when(out);
            }
            Node::Block(n) => {
                let Some(block) = letter.blocks.get(*n) else { continue };
                with.block(block, out);
                for (place, a) in block.alternatives.iter().enumerate() {
                    with.alternative(block, place, out);
                    open(letter, &a.html, with, out);
                }
                with.end_block(block, out);
            }
            Node::Rows(kinds) => {
                with.rows(out);
                for (i, kind) in kinds.iter().enumerate() {
                    with.row(i + 1, out);
                    open(letter, kind, with, out);
                }
                with.end_rows(out);
            }
            Node::Cell(place, inner) => {
                with.cell(*place, out);
                open(letter, inner, with, out);
            }
            Node::Each(inner) => {
                with.each(out);
                open(letter, inner, with, out);
                with.end_each(out);
            }
            Node::Subject => with.subject(out),
            Node::Preheader => with.preheader(out),
        }
    }
}

/// One Liquid template. Its data, beside a reader's: `subject`, `preheader`, and `blocks.ID` with `taken` (`default`, a
/// variant's id or nothing), `rows` (lists of products), `items` (products or lines) and `one` (total, code, review).
#[derive(Default)]
pub struct Liquid {
    blocks: Vec<String>,
    in_rows: bool,
}

impl Liquid {
    fn here(&self) -> String {
        self.blocks.last().map(|id| format!("blocks[\"{id}\"]")).unwrap_or_default()
    }

    fn of(key: Key) -> String {
        match key {
            Key::Title | Key::Price | Key::Was | Key::Link | Key::Image | Key::Quantity => format!("item.{}", key.name()),
            _ => format!("one.{}", key.name()),
        }
    }
}

impl Opener for Liquid {
    fn liquid(&mut self, piece: &Piece, place: Place, out: &mut String) {
        let dash = |on: bool| if on { "-" } else { "" };
        match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Output(inner, before, after) => {
                let filter = match place {
                    Place::Html | Place::Link => " | escape",
                    Place::LinkPart => " | url_encode",
                    Place::Text => "",
                };
                out.push_str(&format!("{{{{{} {inner}{filter} {}}}}}", dash(*before), dash(*after)));
            }
            Piece::Tag(inner, before, after) => out.push_str(&format!("{{%{} {inner} {}%}}", dash(*before), dash(*after))),
        }
    }

    fn value(&mut self, key: Key, out: &mut String) {
        out.push_str(&format!("{{{{ {} | escape }}}}", Self::of(key)));
    }

    fn when(&mut self, key: Key, out: &mut String) {
        out.push_str(&format!("{{% if {} %}}", Self::of(key)));
    }

    fn end_when(&mut self, out: &mut String) {
        out.push_str("{% endif %}");
    }

    fn block(&mut self, block: &LetterBlock, out: &mut String) {
        self.blocks.push(block.id.clone());
        let here = self.here();
        out.push_str(&format!("{{% assign one = {here}.one %}}{{% assign items = {here}.items %}}{{% case {here}.taken %}}"));
    }

    fn alternative(&mut self, block: &LetterBlock, place: usize, out: &mut String) {
        let id = block.alternatives.get(place).and_then(|a| a.id.as_deref()).unwrap_or("default");
        out.push_str(&format!("{{% when \"{id}\" %}}"));
    }

    fn end_block(&mut self, _: &LetterBlock, out: &mut String) {
        out.push_str("{% endcase %}");
        self.blocks.pop();
    }

    fn rows(&mut self, out: &mut String) {
        self.in_rows = true;
        out.push_str(&format!("{{% for row in {}.rows %}}{{% case row.size %}}", self.here()));
    }

    fn row(&mut self, count: usize, out: &mut String) {
        out.push_str(&format!("{{% when {count} %}}"));
    }

    fn end_rows(&mut self, out: &mut String) {
        self.in_rows = false;
        out.push_str("{% endcase %}{% endfor %}");
    }

    fn cell(&mut self, place: usize, out: &mut String) {
        let list = if self.in_rows { "row" } else { "items" };
        out.push_str(&format!("{{% assign item = {list}[{place}] %}}"));
    }

    fn each(&mut self, out: &mut String) {
        out.push_str("{% for item in items %}");
    }

    fn end_each(&mut self, out: &mut String) {
        out.push_str("{% endfor %}");
    }

    fn subject(&mut self, out: &mut String) {
        out.push_str("{{ subject | escape }}");
    }

    fn preheader(&mut self, out: &mut String) {
        out.push_str("{{ preheader | escape }}");
    }
}

/// The whole HTML as one Liquid template.
pub fn liquid(letter: &Letter) -> String {
    let mut out = String::with_capacity(80_000);
    open(letter, &letter.html, &mut Liquid::default(), &mut out);
    out
}
