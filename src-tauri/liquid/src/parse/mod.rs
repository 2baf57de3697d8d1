//! From tokens to a tree. Blocks nest by recursion, which `ParseLimits::depth` bounds; everything else is a loop.

mod blocks;
mod tags;

use crate::cursor::Cursor;
use crate::error::Fail;
use crate::language::Language;
use crate::lex::{Kind, Token, space, tag_name};
use crate::template::Output as Place;
use crate::tree::{Body, Node, Output};

pub(crate) struct Parser<'s> {
    source: &'s str,
    tokens: Vec<Token>,
    next: usize,
    language: &'s Language,
    depth: usize,
    /// The template's outputs so far.
    pub outputs: Vec<Place>,
    /// The place of the tag being read.
    place: u32,
}

/// The tag that ended a body.
pub(super) struct Ending<'s> {
    name: &'s str,
    at: usize,
    /// What follows the name: a range of the source.
    start: usize,
    end: usize,
}

impl<'s> Parser<'s> {
    pub fn new(source: &'s str, tokens: Vec<Token>, language: &'s Language) -> Self {
        Self { source, tokens, next: 0, language, depth: 0, outputs: Vec::new(), place: 0 }
    }

    /// The whole template.
    pub fn template(&mut self) -> Result<Body, Fail> {
        let (body, _) = self.body("", &[], 0)?;
        Ok(body)
    }

    fn slice(&self, start: usize, end: usize) -> &'s str {
        self.source.get(start..end).unwrap_or_default()
    }

    fn take(&mut self) -> Option<Token> {
        let token = self.tokens.get(self.next).copied();
        self.next += 1;
        token
    }

    /// Nodes up to one of `ends` (the first of them closes the block `opener`, which began at `opened`).
    fn body(&mut self, opener: &str, ends: &[&str], opened: usize) -> Result<(Body, Option<Ending<'s>>), Fail> {
        self.depth += 1;
        if self.depth > self.language.limits.depth {
            return Err(Fail::new(opened, format!("Tags stand more than {} deep within each other.", self.language.limits.depth)));
        }
        let mut body = Body { nodes: Vec::new(), blank: true };
        let mut ending = None;
        while let Some(token) = self.take() {
            match token.kind {
                Kind::Text => self.push(&mut body, Node::Text(token.start, token.end)),
                Kind::Output => {
                    if let Some(node) = self.output(token)? {
                        self.push(&mut body, node);
                    }
                }
                Kind::Tag => {
                    let inner = self.slice(token.start, token.end);
                    let at = token.start + inner.len() - inner.trim_start_matches(space).len();
                    let name = tag_name(inner);
                    let tag = Ending { name, at, start: at + name.len(), end: token.end };
                    if ends.contains(&name) {
                        ending = Some(tag);
                        break;
                    }
                    self.place = token.place;
                    self.tag(&tag, &mut body, opener, ends.first().copied().unwrap_or_default())?;
                }
            }
        }
        self.depth -= 1;
        match (&ending, ends.first()) {
            (None, Some(end)) => Err(Fail::new(opened, format!("“{{% {opener}” is never closed with {{% {end} %}}."))),
            _ => Ok((body, ending)),
        }
    }

    fn push(&self, body: &mut Body, node: Node) {
        body.blank &= node.is_blank(self.source);
        body.nodes.push(node);
    }

    fn cursor(&self, tag: &Ending<'s>) -> Result<Cursor<'s>, Fail> {
        Cursor::new(self.source, tag.start, tag.end)
    }

    fn output(&mut self, token: Token) -> Result<Option<Node>, Fail> {
        self.place = token.place;
        let mut c = Cursor::new(self.source, token.start, token.end)?;
        self.output_of(&mut c)
    }

    /// Nothing between the braces is nothing on the page.
    fn output_of(&mut self, c: &mut Cursor<'s>) -> Result<Option<Node>, Fail> {
        if c.word == crate::cursor::Word::End {
            return Ok(None);
        }
        let at = c.at;
        let value = crate::expression::filtered(c, self.language)?;
        c.end()?;
        let written = c.since(at);
        let number = self.place(written, at);
        Ok(Some(Node::Output(Box::new(Output { number, at, value }))))
    }

    /// The number of a new output.
    fn place(&mut self, written: &str, at: usize) -> usize {
        let name = before_filters(written).to_owned();
        self.outputs.push(Place { number: self.outputs.len(), place: self.place, at, line: 0, expression: name });
        self.outputs.len() - 1
    }
}

/// The expression without its filters.
fn before_filters(written: &str) -> &str {
    let mut quote = None;
    for (i, c) in written.char_indices() {
        match (quote, c) {
            (Some(q), c) if q == c => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '|') => return written.get(..i).unwrap_or_default().trim(),
            _ => {}
        }
    }
    written.trim()
}
