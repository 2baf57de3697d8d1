//! A template once read.

use crate::condition::Condition;
use crate::expression::{Call, Expression, Filtered};
use crate::text::Text;

/// Nodes in order. `blank`: nothing but spaces and tags that print nothing.
#[derive(Debug, Default)]
pub(crate) struct Body {
    pub nodes: Vec<Node>,
    pub blank: bool,
}

/// A node that can fail knows where it stands: `at`, an offset in the source.
#[derive(Debug)]
pub(crate) enum Node {
    /// A range of the template's source.
    Text(usize, usize),
    /// Text of `raw`, whose spaces are never taken away.
    Raw(usize, usize),
    Output(Box<Output>),
    Print(Box<Print>),
    Assign(Box<Assign>),
    Capture(Box<Capture>),
    If(Box<If>),
    Case(Box<Case>),
    Loop(Box<Loop>),
    Cycle(Box<Cycle>),
    /// `increment` (true) or `decrement`.
    Count(Text, bool),
    IfChanged(Box<Body>),
    Partial(Box<Partial>),
    Break,
    Continue,
}

#[derive(Debug)]
pub(crate) struct Output {
    /// Its number among the template's outputs.
    pub number: usize,
    pub at: usize,
    pub value: Filtered,
}

/// A tag of the product's that prints something.
#[derive(Debug)]
pub(crate) struct Print {
    pub number: usize,
    pub at: usize,
    pub call: Call,
}

#[derive(Debug)]
pub(crate) struct Assign {
    pub at: usize,
    pub name: Text,
    pub value: Filtered,
}

#[derive(Debug)]
pub(crate) struct Capture {
    pub name: Text,
    pub place: u32,
    pub body: Body,
}

/// `if` and `unless`: the first branch that holds. `else` has no condition.
#[derive(Debug)]
pub(crate) struct If {
    pub branches: Vec<Branch>,
}

#[derive(Debug)]
pub(crate) struct Branch {
    pub at: usize,
    pub condition: Option<Condition>,
    /// What the condition must come to: false for the first branch of `unless`.
    pub wanted: bool,
    pub body: Body,
}

#[derive(Debug)]
pub(crate) struct Case {
    pub subject: Expression,
    /// `None`: `else`.
    pub branches: Vec<(Option<Vec<Expression>>, Body)>,
}

/// `for` and `tablerow`.
#[derive(Debug)]
pub(crate) struct Loop {
    pub at: usize,
    pub variable: Text,
    /// As written: `item-items`, which `offset: continue` goes by.
    pub name: Text,
    pub items: Expression,
    pub limit: Option<Expression>,
    pub offset: Offset,
    pub reversed: bool,
    /// `tablerow`, and its `cols`.
    pub table: Option<Option<Expression>>,
    pub body: Body,
    pub otherwise: Body,
}

#[derive(Debug)]
pub(crate) enum Offset {
    None,
    Continue,
    By(Expression),
}

#[derive(Debug)]
pub(crate) struct Cycle {
    pub number: usize,
    pub name: Option<Expression>,
    /// Tells apart cycles without a name.
    pub key: Text,
    pub items: Vec<Expression>,
}

/// `render` and `include`.
#[derive(Debug)]
pub(crate) struct Partial {
    pub at: usize,
    pub isolated: bool,
    pub name: Expression,
    /// What it is filled in with or for, under which name.
    pub with: Option<(Expression, bool, Option<Text>)>,
    pub arguments: Vec<(Text, Expression)>,
}

impl Node {
    /// It prints nothing, whatever the data.
    pub fn is_blank(&self, source: &str) -> bool {
        match self {
            Self::Text(start, end) => source.get(*start..*end).is_none_or(|t| t.chars().all(crate::lex::space)),
            Self::Raw(start, end) => start >= end,
            Self::Assign(_) | Self::Capture(_) => true,
            Self::If(node) => node.branches.iter().all(|b| b.body.blank),
            Self::Case(node) => node.branches.iter().all(|(_, b)| b.blank),
            Self::Loop(node) => node.table.is_none() && node.body.blank && node.otherwise.blank,
            Self::IfChanged(body) => body.blank,
            _ => false,
        }
    }

    pub fn is_text(&self) -> bool {
        matches!(self, Self::Text(..))
    }
}

impl Body {
    /// A block that prints nothing does not print its spaces either.
    pub fn without_spaces(&mut self) {
        self.nodes.retain(|n| !n.is_text());
    }
}
