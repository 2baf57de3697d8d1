//! Expressions: what they are once read, and how they are read. Paths are cut at their dots here, once.

use crate::cursor::{Cursor, Word};
use crate::error::Fail;
use crate::language::{Filter, Language};
use crate::text::Text;
use crate::value::Value;

/// Brackets within brackets.
const DEEPEST: usize = 16;
/// Values for one filter.
pub(crate) const MOST_ARGUMENTS: usize = 4;

#[derive(Debug)]
pub(crate) enum Expression {
    Literal(Value),
    Path(Box<Path>),
    Range(Box<(Expression, Expression)>),
}

#[derive(Debug)]
pub(crate) struct Path {
    pub root: Key,
    pub rest: Box<[Key]>,
}

#[derive(Debug)]
pub(crate) enum Key {
    Name(Text),
    Index(i64),
    Computed(Expression),
}

/// An expression with its filters.
#[derive(Debug)]
pub(crate) struct Filtered {
    pub base: Expression,
    pub calls: Box<[Call]>,
}

#[derive(Debug)]
pub(crate) struct Call {
    pub filter: Filter,
    pub arguments: Box<[Expression]>,
    pub named: Box<[(Text, Expression)]>,
}

pub(crate) fn expression(c: &mut Cursor<'_>) -> Result<Expression, Fail> {
    at_depth(c, 0)
}

fn at_depth(c: &mut Cursor<'_>, depth: usize) -> Result<Expression, Fail> {
    if depth > DEEPEST {
        return Err(Fail::new(c.at, format!("Brackets stand more than {DEEPEST} deep within each other.")));
    }
    let root = match c.word {
        Word::Quoted(text) => {
            c.step()?;
            return Ok(Expression::Literal(Value::Str(Text::of(text))));
        }
        Word::Number(text) => {
            c.step()?;
            let whole = text.parse().map(Value::Int);
            return Ok(Expression::Literal(whole.unwrap_or_else(|_| Value::Float(text.parse().unwrap_or(0.0)))));
        }
        Word::Sign('(') => {
            c.step()?;
            let from = at_depth(c, depth + 1)?;
            if c.word != Word::Dots {
                return Err(c.unexpected("“..” is missing, as in (1..5),"));
            }
            c.step()?;
            let to = at_depth(c, depth + 1)?;
            c.need(')')?;
            return Ok(match (&from, &to) {
                (Expression::Literal(a), Expression::Literal(b)) => Expression::Literal(Value::Range(end(a), end(b))),
                _ => Expression::Range(Box::new((from, to))),
            });
        }
        Word::Sign('[') => bracket(c, depth)?,
        Word::Name(name) => {
            c.step()?;
            if !c.is('.') && !c.is('[') {
                let literal = match name {
                    "true" => Some(Value::Bool(true)),
                    "false" => Some(Value::Bool(false)),
                    "nil" | "null" => Some(Value::Nil),
                    "empty" => Some(Value::Empty),
                    "blank" => Some(Value::Blank),
                    _ => None,
                };
                if let Some(value) = literal {
                    return Ok(Expression::Literal(value));
                }
            }
            Key::Name(Text::of(name))
        }
        _ => return Err(c.unexpected("a value is missing")),
    };
    let mut rest = Vec::new();
    loop {
        if c.is('[') {
            rest.push(bracket(c, depth)?);
        } else if c.pass('.')? {
            // `contains` is a name where a name must stand.
            let name = match c.word {
                Word::Name(name) => name,
                Word::Compare(crate::compare::Compare::Contains) => "contains",
                _ => return Err(c.unexpected("a name after the dot is missing")),
            };
            rest.push(Key::Name(Text::of(name)));
            c.step()?;
        } else {
            return Ok(Expression::Path(Box::new(Path { root, rest: rest.into() })));
        }
    }
}

fn bracket(c: &mut Cursor<'_>, depth: usize) -> Result<Key, Fail> {
    c.need('[')?;
    let inner = at_depth(c, depth + 1)?;
    c.need(']')?;
    Ok(match inner {
        Expression::Literal(Value::Str(name)) => Key::Name(name),
        Expression::Literal(Value::Int(index)) => Key::Index(index),
        other => Key::Computed(other),
    })
}

/// An end of a range: what is no number is 0.
pub(crate) fn end(value: &Value) -> i64 {
    match value {
        Value::Int(n) => *n,
        Value::Float(x) => *x as i64,
        v => v.as_str().map_or(0, crate::number::leading),
    }
}

/// An expression and its filters, up to something that is neither.
pub(crate) fn filtered(c: &mut Cursor<'_>, language: &Language) -> Result<Filtered, Fail> {
    let base = expression(c)?;
    let mut calls = Vec::new();
    while c.pass('|')? {
        let at = c.at;
        let Word::Name(name) = c.word else { return Err(c.unexpected("the name of a filter is missing")) };
        let filter = language.filter(name).ok_or_else(|| Fail::new(at, language.unknown_filter(name)))?;
        c.step()?;
        let (arguments, named) = if c.pass(':')? { arguments(c)? } else { (Vec::new(), Vec::new()) };
        filter.accepts(arguments.len(), &named).map_err(|why| Fail::new(at, why))?;
        calls.push(Call { filter, arguments: arguments.into(), named: named.into() });
    }
    Ok(Filtered { base, calls: calls.into() })
}

type Arguments = (Vec<Expression>, Vec<(Text, Expression)>);

/// `a, b, name: c`.
pub(crate) fn arguments(c: &mut Cursor<'_>) -> Result<Arguments, Fail> {
    let (mut positional, mut named) = (Vec::new(), Vec::new());
    loop {
        match key(c)? {
            Some(name) => named.push((name, expression(c)?)),
            None => positional.push(expression(c)?),
        }
        if positional.len() > MOST_ARGUMENTS || named.len() > MOST_ARGUMENTS {
            return Err(Fail::new(c.at, "Too many values are given to it."));
        }
        if !c.pass(',')? {
            return Ok((positional, named));
        }
    }
}

/// Passes `name:` if it stands here.
pub(crate) fn key(c: &mut Cursor<'_>) -> Result<Option<Text>, Fail> {
    let Word::Name(name) = c.word else { return Ok(None) };
    let mut ahead = *c;
    ahead.step()?;
    if !ahead.pass(':')? {
        return Ok(None);
    }
    *c = ahead;
    Ok(Some(Text::of(name)))
}
