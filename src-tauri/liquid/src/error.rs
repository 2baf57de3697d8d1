//! What is wrong with a template, in a sentence for whoever wrote it.

use std::fmt;

/// A template that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// In a template of parts: which part, from 0. Line and column count within it.
    pub part: usize,
    /// From 1.
    pub line: usize,
    /// From 1, in letters.
    pub column: usize,
    /// A whole sentence, without the line.
    pub sentence: String,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Line {}: {}", self.line, self.sentence)
    }
}

impl std::error::Error for SyntaxError {}

/// What went wrong while a template was filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderError {
    /// From 1; within its part in a template of parts.
    pub line: usize,
    /// How a sentence ends, without its dot: "10 cannot be divided by zero".
    pub sentence: String,
    /// A limit was reached: nothing more was written.
    pub stopped: bool,
}

impl fmt::Display for RenderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Line {}: {}.", self.line, self.sentence)
    }
}

impl std::error::Error for RenderError {}

/// A mistake at an offset in the source, on its way to being a `SyntaxError`.
#[derive(Debug)]
pub(crate) struct Fail {
    pub at: usize,
    pub sentence: String,
}

impl Fail {
    pub fn new(at: usize, sentence: impl Into<String>) -> Self {
        Self { at, sentence: sentence.into() }
    }
}
