//! Equal, less, contains: with Liquid's rules for `empty`, `blank` and values of different kinds.

use std::cmp::Ordering;

use crate::value::Value;

/// A comparison as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compare {
    Equal,
    Unequal,
    Less,
    LessEqual,
    More,
    MoreEqual,
    Contains,
}

/// Deeper lists are not compared.
const DEEPEST: usize = 64;

pub fn equal(a: &Value, b: &Value) -> bool {
    equal_at(a, b, 0)
}

fn equal_at(a: &Value, b: &Value, depth: usize) -> bool {
    if depth > DEEPEST {
        return false;
    }
    match (a, b) {
        (Value::Nil, Value::Nil) | (Value::Empty, Value::Empty) | (Value::Blank, Value::Blank) => true,
        (Value::Empty, Value::Blank) | (Value::Blank, Value::Empty) => false,
        (Value::Empty, v) | (v, Value::Empty) => v.is_empty(),
        (Value::Blank, v) | (v, Value::Blank) => v.is_blank(),
        (Value::Bool(a), Value::Bool(b)) => a == b,
        (Value::Int(a), Value::Int(b)) => a == b,
        (Value::Float(a), Value::Float(b)) => a == b,
        (Value::Int(a), Value::Float(b)) | (Value::Float(b), Value::Int(a)) => *a as f64 == *b,
        (Value::Range(a, b), Value::Range(c, d)) => (a, b) == (c, d),
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b.iter()).all(|(x, y)| equal_at(x, y, depth + 1)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(k, x)| b.get(k).is_some_and(|y| equal_at(x, y, depth + 1)))
        }
        (Value::Lookup(a), Value::Lookup(b)) => std::sync::Arc::ptr_eq(a, b),
        (a, b) => a.as_str().zip(b.as_str()).is_some_and(|(a, b)| a == b),
    }
}

/// Numbers with numbers and texts with texts; `None` for anything else.
pub fn order(a: &Value, b: &Value) -> Option<Ordering> {
    match (a, b) {
        (Value::Int(a), Value::Int(b)) => Some(a.cmp(b)),
        (Value::Float(a), Value::Float(b)) => a.partial_cmp(b),
        (Value::Int(a), Value::Float(b)) => (*a as f64).partial_cmp(b),
        (Value::Float(a), Value::Int(b)) => a.partial_cmp(&(*b as f64)),
        (a, b) => a.as_str().zip(b.as_str()).map(|(a, b)| a.cmp(b)),
    }
}

/// # Errors
/// A number against a text: an author's mistake that silence would hide.
pub fn holds(a: &Value, how: Compare, b: &Value) -> Result<bool, String> {
    let number = |v: &Value| matches!(v, Value::Int(_) | Value::Float(_));
    match how {
        Compare::Equal => return Ok(equal(a, b)),
        Compare::Unequal => return Ok(!equal(a, b)),
        Compare::Contains => return Ok(contains(a, b)),
        _ if number(a) && b.as_str().is_some() || number(b) && a.as_str().is_some() => {
            return Err("a number cannot be compared with a text (| plus: 0 makes a number of one)".to_owned());
        }
        _ => {}
    }
    let order = order(a, b);
    Ok(match how {
        Compare::Less => order == Some(Ordering::Less),
        Compare::LessEqual => matches!(order, Some(Ordering::Less | Ordering::Equal)),
        Compare::More => order == Some(Ordering::Greater),
        _ => matches!(order, Some(Ordering::Greater | Ordering::Equal)),
    })
}

fn contains(a: &Value, b: &Value) -> bool {
    if !b.is_true() {
        return false;
    }
    match a {
        Value::Array(items) => items.iter().any(|i| equal(i, b)),
        Value::Object(object) => b.as_str().is_some_and(|name| object.get(name).is_some()),
        Value::Lookup(lookup) => b.as_str().is_some_and(|name| lookup.get(name).is_some()),
        Value::Range(from, to) => matches!(b, Value::Int(n) if (from..=to).contains(&n)),
        a => a.as_str().is_some_and(|text| match b.as_str() {
            Some(part) => text.contains(part),
            None => text.contains(b.to_text().as_str()),
        }),
    }
}
