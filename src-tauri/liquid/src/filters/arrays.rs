//! Lists as a whole: joining, ordering, mapping, summing.

use std::cmp::Ordering;
use std::collections::HashSet;

use crate::compare::{equal, order};
use crate::language::{Args, Filter};
use crate::number::Number;
use crate::render::Context;
use crate::text::Text;
use crate::value::Value;

type Result = std::result::Result<Value, String>;

pub(super) const ALL: [Filter; 11] = [
    Filter::new("join", 0, 1, join),
    Filter::new("first", 0, 0, |v, _, _| Ok(v.first())),
    Filter::new("last", 0, 0, |v, _, _| Ok(v.last())),
    Filter::new("reverse", 0, 0, |v, _, c| Ok(Value::list(items(v, c)?.into_iter().rev().collect()))),
    Filter::new("concat", 1, 1, concat),
    Filter::new("map", 1, 1, map),
    Filter::new("sum", 0, 1, sum),
    Filter::new("compact", 0, 1, compact),
    Filter::new("uniq", 0, 1, uniq),
    Filter::new("sort", 0, 1, sort),
    Filter::new("sort_natural", 0, 1, sort_natural),
];

/// What a filter goes through: lists are flattened, nil is nothing, anything else is one item.
pub(super) fn items(value: &Value, context: &mut Context<'_>) -> std::result::Result<Vec<Value>, String> {
    let mut out = Vec::new();
    match value {
        Value::Nil | Value::Empty | Value::Blank => {}
        Value::Range(from, to) => {
            let length = crate::value::range_len(*from, *to);
            context.charge(usize::try_from(length).unwrap_or(usize::MAX))?;
            context.make(usize::try_from(length).unwrap_or(usize::MAX).saturating_mul(size_of::<Value>()))?;
            out.extend((*from..=*to).map(Value::Int));
        }
        Value::Array(_) => flatten(value, &mut out, context, 0)?,
        other => out.push(other.clone()),
    }
    Ok(out)
}

fn flatten(value: &Value, out: &mut Vec<Value>, context: &mut Context<'_>, depth: usize) -> std::result::Result<(), String> {
    const DEEPEST: usize = 64;
    match value {
        Value::Array(items) if depth < DEEPEST => {
            context.charge(items.len())?;
            items.iter().try_for_each(|i| flatten(i, out, context, depth + 1))
        }
        other => {
            out.push(other.clone());
            Ok(())
        }
    }
}

/// What `item[property]` is in Ruby.
///
/// # Errors
/// A number has no properties.
pub(super) fn property(item: &Value, name: &Value) -> std::result::Result<Value, String> {
    match (item, name) {
        (Value::Object(_) | Value::Lookup(_), name) => Ok(name.as_str().map_or(Value::Nil, |n| item.member(n).into_owned())),
        (Value::Int(n), Value::Int(bit)) => Ok(Value::Int(u32::try_from(*bit).ok().map_or(0, |b| n.checked_shr(b).unwrap_or(0) & 1))),
        (Value::Int(_), _) => Err(format!("a number has no “{}”", crate::number::short(&name.to_text()))),
        (item, name) => match (item.as_str(), name.as_str()) {
            (Some(text), Some(part)) if text.contains(part) => Ok(name.clone()),
            _ => Ok(Value::Nil),
        },
    }
}

fn key(item: &Value, args: &Args<'_>) -> std::result::Result<Value, String> {
    match args.get(0).filter(|v| !v.is_nil()) {
        Some(name) => property(item, name),
        None => Ok(item.clone()),
    }
}

fn join(input: &Value, args: &Args<'_>, context: &mut Context<'_>) -> Result {
    let glue = args.get(0).map_or_else(|| " ".into(), Value::to_text);
    let texts: Vec<Text> = items(input, context)?.iter().map(Value::to_text).collect();
    context.make(texts.iter().map(|t| t.len()).sum::<usize>().saturating_add(glue.len().saturating_mul(texts.len())))?;
    Ok(texts.iter().map(Text::as_str).collect::<Vec<_>>().join(&glue).into())
}

fn concat(input: &Value, args: &Args<'_>, context: &mut Context<'_>) -> Result {
    let mut out = items(input, context)?;
    match args.value(0) {
        Value::Array(more) => {
            context.charge(more.len())?;
            out.extend(more.iter().cloned());
            Ok(Value::list(out))
        }
        _ => Err("“concat” needs another list".to_owned()),
    }
}

fn map(input: &Value, args: &Args<'_>, context: &mut Context<'_>) -> Result {
    items(input, context)?.iter().map(|i| property(i, args.value(0))).collect::<std::result::Result<Vec<_>, _>>().map(Value::list)
}

fn sum(input: &Value, args: &Args<'_>, context: &mut Context<'_>) -> Result {
    let mut total = Number::Whole(0);
    for item in items(input, context)? {
        total = total.plus(Number::of(&key(&item, args)?));
    }
    Ok(total.value())
}

fn compact(input: &Value, args: &Args<'_>, context: &mut Context<'_>) -> Result {
    let mut out = Vec::new();
    for item in items(input, context)? {
        if !key(&item, args)?.is_nil() {
            out.push(item);
        }
    }
    Ok(Value::list(out))
}

/// The first of each; texts and numbers by a table, anything else by comparing.
fn uniq(input: &Value, args: &Args<'_>, context: &mut Context<'_>) -> Result {
    let (mut seen, mut others): (HashSet<(u8, Text)>, Vec<Value>) = (HashSet::new(), Vec::new());
    let mut out = Vec::new();
    for item in items(input, context)? {
        let key = key(&item, args)?;
        let kind = match &key {
            Value::Nil => Some(0),
            Value::Bool(_) => Some(1),
            Value::Int(_) => Some(2),
            Value::Float(_) => Some(3),
            v => v.as_str().map(|_| 4),
        };
        let fresh = match kind {
            Some(kind) => seen.insert((kind, key.to_text())),
            None => {
                context.charge(others.len())?;
                let fresh = !others.iter().any(|o| equal(o, &key));
                if fresh {
                    others.push(key);
                }
                fresh
            }
        };
        if fresh {
            out.push(item);
        }
    }
    Ok(Value::list(out))
}

/// nil goes last. Numbers are compared with numbers, texts with texts.
fn sort(input: &Value, args: &Args<'_>, context: &mut Context<'_>) -> Result {
    let mut keyed = Vec::new();
    for item in items(input, context)? {
        keyed.push((key(&item, args)?, item));
    }
    let kind = |v: &Value| match v {
        Value::Int(_) => 1,
        // Beside broken numbers whole ones are compared as such too, so that the order is one.
        Value::Float(_) => 2,
        v if v.as_str().is_some() => 4,
        _ => 8,
    };
    let kinds = keyed.iter().filter(|(k, _)| !k.is_nil()).fold(0, |all, (k, _)| all | kind(k));
    if keyed.len() > 1 && !matches!(kinds, 0..=4) {
        return Err("“sort” can compare numbers with numbers and texts with texts, nothing else".to_owned());
    }
    let float = |v: &Value| Number::of(v).float();
    keyed.sort_by(|(a, _), (b, _)| match (a.is_nil(), b.is_nil()) {
        (false, false) if (2..4).contains(&kinds) => float(a).total_cmp(&float(b)),
        (false, false) => order(a, b).unwrap_or(Ordering::Equal),
        (a, b) => a.cmp(&b),
    });
    Ok(Value::list(keyed.into_iter().map(|(_, item)| item).collect()))
}

/// By letters, whatever their case; nil goes last.
fn sort_natural(input: &Value, args: &Args<'_>, context: &mut Context<'_>) -> Result {
    let mut keyed = Vec::new();
    for item in items(input, context)? {
        let key = key(&item, args)?;
        keyed.push(((key.is_nil(), key.to_text().to_lowercase()), item));
    }
    context.make(keyed.iter().map(|((_, k), _)| k.len()).sum())?;
    keyed.sort_by(|(a, _), (b, _)| a.cmp(b));
    Ok(Value::list(keyed.into_iter().map(|(_, item)| item).collect()))
}
