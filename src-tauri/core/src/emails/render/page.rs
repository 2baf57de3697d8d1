//! Writes the tree of a letter for one reader, as HTML or as plain text.

use regulars_liquid::Object;

use super::super::data::{products, without_turns};
use super::super::html;
use super::super::letter::{Key, Letter, Node};
use super::super::liquid::{Field, Filling, Note, tongue};
use super::super::reader::Sheet;
use super::super::words;
use super::choose::Chosen;
use super::goods::{Goods, House, Item};
use super::sink::Sink;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Html,
    Text,
}

pub(super) struct Page<'a> {
    letter: &'a Letter,
    chosen: Vec<Chosen>,
    filling: Filling,
    house: House<'a>,
    /// Subject and preheader, for the HTML's head.
    pub(super) head: (String, String),
    pub(super) notes: Vec<(Option<usize>, Note)>,
    /// How each block begins in the plain text.
    pub(super) begins: Vec<(usize, String)>,
    /// Where each block stands in the HTML, in bytes; only when `find_places`.
    pub(super) places: Vec<(usize, std::ops::Range<usize>)>,
    find_places: bool,
}

/// Where we are: the block, its goods, and which of them.
#[derive(Clone, Copy)]
struct At<'g> {
    block: Option<usize>,
    goods: &'g Goods,
    item: Item<'g>,
    /// The first of the row.
    row: usize,
}

impl<'a> Page<'a> {
    pub(super) fn new(letter: &'a Letter, sheet: &Sheet<'_>, chosen: Vec<Chosen>) -> Self {
        let mut data = sheet.data.clone();
        let mut products_of = chosen.iter().filter_map(|c| if let Goods::Products(p) = &c.goods { Some(p) } else { None });
        if letter.reads_products
            && let Some(first) = products_of.next()
        {
            data.insert("products", products(first, tongue::of(&letter.language)));
        }
        let words = words::of(&letter.language);
        Self {
            letter,
            chosen,
            filling: Filling::new(data, sheet.currency).in_language(&letter.language),
            house: House {
                website: &letter.website,
                parameters: &letter.parameters,
                stars: words.stars,
                tongue: tongue::of(&letter.language),
            },
            head: (String::new(), String::new()),
            notes: Vec::new(),
            begins: Vec::new(),
            places: Vec::new(),
            find_places: sheet.told,
        }
    }

    /// What its Liquid reads, and what was chosen for it.
    pub(super) fn data(&self) -> &Object {
        self.filling.data()
    }

    pub(super) fn chosen(&self) -> &[Chosen] {
        &self.chosen
    }

    pub(super) fn house(&self) -> &House<'a> {
        &self.house
    }

    /// Forgets what the letter's Liquid assigned: the plain text begins anew.
    pub(super) fn start_over(&mut self) {
        self.filling.start_over();
    }

    /// A field on one line.
    pub(super) fn line(&mut self, field: &Field) -> String {
        let (mut out, mut notes) = (String::new(), Vec::new());
        self.filling.fill(field, &mut notes, &mut out);
        self.notes.extend(notes.into_iter().map(|n| (None, n)));
        self.filling.start_over();
        one_line(&out)
    }

    pub(super) fn nodes(&mut self, nodes: &[Node], form: Form, out: &mut impl Sink) {
        self.walk(nodes, At { block: None, goods: &Goods::None, item: Item::None, row: 0 }, form, out);
    }

    fn walk(&mut self, nodes: &[Node], at: At<'_>, form: Form, out: &mut impl Sink) {
        for node in nodes {
            match node {
                Node::Fixed(text) => out.fixed(text),
                Node::Field(n) => {
                    if let Some(field) = self.letter.fields.get(*n) {
                        let mut notes = Vec::new();
                        self.filling.fill(field, &mut notes, out.text());
                        out.weighed();
                        for note in notes {
                            if !self.notes.iter().any(|(block, known)| *block == at.block && *known == note) {
                                self.notes.push((at.block, note));
                            }
                        }
                    }
                }
                Node::Value(key) => {
                    self.value(*key, at, form, out.text());
                    out.weighed();
                }
                Node::When(key, inner) => {
                    if at.goods.has(at.item, *key, &self.house) {
                        self.walk(inner, at, form, out);
                    }
                }
                Node::Block(n) => self.block(*n, form, out),
                Node::Rows(kinds) => {
                    let mut row = 0;
                    for n in rows_of(at.goods.len(), kinds.len()) {
                        if let Some(kind) = kinds.get(n - 1) {
                            self.walk(kind, At { row, ..at }, form, out);
                        }
                        row += n;
                    }
                }
                Node::Cell(n, inner) => self.walk(inner, At { item: at.goods.item(at.row + n), ..at }, form, out),
                Node::Each(inner) => {
                    for i in 0..at.goods.len() {
                        self.walk(inner, At { item: at.goods.item(i), ..at }, form, out);
                    }
                }
                Node::Subject => out.fixed(&html::escape(&self.head.0)),
                Node::Preheader => out.fixed(&html::escape(&self.head.1)),
            }
        }
    }

    fn block(&mut self, n: usize, form: Form, out: &mut impl Sink) {
        let letter = self.letter;
        let Some(chosen) = self.chosen.get_mut(n) else { return };
        let Some(a) = chosen.alternative.and_then(|a| letter.blocks.get(n)?.alternatives.get(a)) else { return };
        let goods = std::mem::take(&mut chosen.goods);
        let begins = out.len();
        let at = At { block: Some(n), goods: &goods, item: Item::None, row: 0 };
        self.walk(if form == Form::Html { &a.html } else { &a.text }, at, form, out);
        if form == Form::Html && self.find_places {
            self.places.push((n, begins..out.len()));
        }
        if form == Form::Text {
            let words = out.since(begins).trim_start_matches("- ");
            self.begins.push((n, beginning(words)));
        }
        if let Some(chosen) = self.chosen.get_mut(n) {
            chosen.goods = goods;
        }
    }

    fn value(&self, key: Key, at: At<'_>, form: Form, out: &mut String) {
        let Some(value) = at.goods.value(at.item, key, &self.house) else { return };
        match form {
            Form::Html => html::escape_into(&without_turns(&value), out),
            Form::Text => out.push_str(&one_line(&without_turns(&value))),
        }
    }
}

/// How many stand in each row; at most `widest`, and no row of one after a row of three.
pub(in super::super) fn rows_of(n: usize, widest: usize) -> Vec<usize> {
    match (n, widest) {
        (_, 0) | (0, _) => Vec::new(),
        (n, w) if n <= w => vec![n],
        (n, 1) => vec![1; n],
        (n, 2) => {
            let mut rows = vec![2; n / 2];
            rows.extend((n % 2 == 1).then_some(1));
            rows
        }
        (n, _) => {
            let mut rows = vec![3; n / 3];
            match n % 3 {
                0 => {}
                1 => {
                    rows.pop();
                    rows.extend([2, 2]);
                }
                _ => rows.push(2),
            }
            rows
        }
    }
}

pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first words, on one line.
fn beginning(text: &str) -> String {
    const LETTERS: usize = 90;
    let line = one_line(text.get(..text.floor_char_boundary(LETTERS * 6)).unwrap_or(text));
    match line.char_indices().nth(LETTERS) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}

/// At most one empty line in a row, no spaces at the ends of lines.
pub(super) fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut empty = 0;
    for line in text.lines().map(str::trim_end) {
        empty = if line.is_empty() { empty + 1 } else { 0 };
        if empty <= 1 && !(out.is_empty() && line.is_empty()) {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}
