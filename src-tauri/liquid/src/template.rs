//! A template: read once, filled in often.

use crate::error::{Fail, SyntaxError};
use crate::language::Language;
use crate::lex::{Part, join, lex};
use crate::parse::Parser;
use crate::tree::Body;

/// A template ready to be filled in. It can be shared between threads.
#[derive(Debug)]
pub struct Template {
    pub(crate) source: String,
    pub(crate) body: Body,
    /// Made of parts: what is captured is remembered with its place.
    pub(crate) parts: bool,
    /// Where each part begins; one for a template from a source.
    pub(crate) starts: Vec<usize>,
    outputs: Vec<Output>,
}

/// A place where a value reaches the page: `{{ }}`, `echo`, `cycle`, or a product's own tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// From 0, in order.
    pub number: usize,
    /// Of its part, as the product gave it.
    pub place: u32,
    pub(crate) at: usize,
    /// From 1; within its part in a template of parts.
    pub line: usize,
    /// As written, without filters: `person.first_name`.
    pub expression: String,
}

impl Template {
    /// # Errors
    /// What is wrong and where, for whoever wrote it.
    pub fn parse(source: &str, language: &Language) -> Result<Self, SyntaxError> {
        let starts = vec![0];
        if source.len() > language.limits.length {
            return Err(place(source, &starts, too_long(language)));
        }
        let tokens = lex(source).map_err(|fail| place(source, &starts, fail))?;
        Self::build(source.to_owned(), tokens, starts, false, language)
    }

    /// A template of pieces that were cut already, each with its place.
    ///
    /// # Errors
    /// What is wrong, with the part's number, and line and column within it.
    pub fn from_parts(parts: &[Part<'_>], language: &Language) -> Result<Self, SyntaxError> {
        let (source, tokens, starts) = join(parts);
        if source.len() > language.limits.length {
            return Err(place(&source, &[0], too_long(language)));
        }
        Self::build(source, tokens, starts, true, language)
    }

    fn build(
        source: String,
        tokens: Vec<crate::lex::Token>,
        starts: Vec<usize>,
        parts: bool,
        language: &Language,
    ) -> Result<Self, SyntaxError> {
        let mut parser = Parser::new(&source, tokens, language);
        let body = parser.template().map_err(|fail| place(&source, &starts, fail))?;
        let mut outputs = std::mem::take(&mut parser.outputs);
        let mut lines = Lines { source: &source, starts: &starts, at: 0, line: 1, part: 0 };
        // Outputs are in the order of the source, so their lines are counted in one go.
        for output in &mut outputs {
            output.line = lines.of(output.at);
        }
        Ok(Self { source, body, parts, starts, outputs })
    }

    /// Every place where a value reaches the page, in order.
    pub fn outputs(&self) -> &[Output] {
        &self.outputs
    }

    /// The line of an offset, within its part.
    pub(crate) fn line(&self, at: usize) -> usize {
        place(&self.source, &self.starts, Fail::new(at, "")).line
    }
}

fn too_long(language: &Language) -> Fail {
    Fail::new(0, format!("The text is longer than {} letters.", language.limits.length))
}

/// Lines counted forwards only.
struct Lines<'s> {
    source: &'s str,
    starts: &'s [usize],
    at: usize,
    line: usize,
    part: usize,
}

impl Lines<'_> {
    fn of(&mut self, at: usize) -> usize {
        while let Some(start) = self.starts.get(self.part + 1).filter(|s| **s <= at) {
            self.part += 1;
            self.at = *start;
            self.line = 1;
        }
        let passed = self.source.get(self.at..at).unwrap_or_default();
        self.line += passed.bytes().filter(|b| *b == b'\n').count();
        self.at = self.at.max(at);
        self.line
    }
}

fn place(source: &str, starts: &[usize], fail: Fail) -> SyntaxError {
    let part = starts.partition_point(|s| *s <= fail.at).saturating_sub(1);
    let start = starts.get(part).copied().unwrap_or(0);
    let before = source.get(start..fail.at).unwrap_or_default();
    let line = before.bytes().filter(|b| *b == b'\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    SyntaxError { part, line, column, sentence: fail.sentence }
}
