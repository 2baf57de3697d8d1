//! Choosing among a list's items by a property: where, reject, has, find, find_index.

use super::arrays::{items, property};
use crate::compare::equal;
use crate::language::{Args, Filter};
use crate::render::Context;
use crate::value::Value;

pub(super) const ALL: [Filter; 5] = [
    Filter::new("where", 1, 2, |v, a, c| Ok(choose(v, a, c)?.map(|list| kept(list, true)).unwrap_or_default())),
    Filter::new("reject", 1, 2, |v, a, c| Ok(choose(v, a, c)?.map(|list| kept(list, false)).unwrap_or_default())),
    Filter::new("has", 1, 2, |v, a, c| {
        Ok(choose(v, a, c)?.map(|list| Value::Bool(list.iter().any(|(fits, _)| *fits))).unwrap_or_default())
    }),
    Filter::new("find", 1, 2, |v, a, c| {
        Ok(choose(v, a, c)?.and_then(|list| list.into_iter().find(|(fits, _)| *fits)).map(|(_, item)| item).unwrap_or_default())
    }),
    Filter::new("find_index", 1, 2, |v, a, c| {
        let at = choose(v, a, c)?.and_then(|list| list.iter().position(|(fits, _)| *fits)).and_then(|at| i64::try_from(at).ok());
        Ok(at.map_or(Value::Nil, Value::Int))
    }),
];

fn kept(list: Vec<(bool, Value)>, wanted: bool) -> Value {
    Value::list(list.into_iter().filter(|(fits, _)| *fits == wanted).map(|(_, item)| item).collect())
}

/// Each item and whether it fits. `None`, as in Ruby: an item that has no properties at all, such as nil.
fn choose(input: &Value, args: &Args<'_>, context: &mut Context<'_>) -> Result<Option<Vec<(bool, Value)>>, String> {
    let name = args.value(0);
    let target = args.get(1).filter(|v| !v.is_nil());
    let mut out = Vec::new();
    for item in items(input, context)? {
        if matches!(item, Value::Nil | Value::Bool(_) | Value::Float(_)) || name.is_nil() && item.as_str().is_some() {
            return Ok(None);
        }
        let found = property(&item, name)?;
        out.push((target.map_or_else(|| found.is_true(), |t| equal(&found, t)), item));
    }
    Ok(Some(out))
}
