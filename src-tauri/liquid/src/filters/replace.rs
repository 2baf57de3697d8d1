//! Replacing and removing. A replacement that multiplies a text is charged before it is made.

use crate::language::{Args, Filter};
use crate::render::Context;
use crate::value::Value;

type Result = std::result::Result<Value, String>;

pub(super) const ALL: [Filter; 6] = [
    Filter::new("replace", 1, 2, |v, a, c| every(v, &a.text(0), &a.text(1), c)),
    Filter::new("remove", 1, 1, |v, a, c| every(v, &a.text(0), "", c)),
    Filter::new("replace_first", 1, 2, |v, a, c| once(v, a, &a.text(1), |t, w| t.find(w), c)),
    Filter::new("remove_first", 1, 1, |v, a, c| once(v, a, "", |t, w| t.find(w), c)),
    Filter::new("replace_last", 2, 2, |v, a, c| once(v, a, &a.text(1), |t, w| t.rfind(w), c)),
    Filter::new("remove_last", 1, 1, |v, a, c| once(v, a, "", |t, w| t.rfind(w), c)),
];

fn every(input: &Value, what: &str, with: &str, context: &mut Context<'_>) -> Result {
    let text = input.to_text();
    let times = text.matches(what).count();
    if times == 0 {
        return Ok(Value::Str(text));
    }
    context.make(text.len().saturating_add(times.saturating_mul(with.len())))?;
    Ok(text.replace(what, with).into())
}

fn once(input: &Value, args: &Args<'_>, with: &str, find: fn(&str, &str) -> Option<usize>, context: &mut Context<'_>) -> Result {
    let (text, what) = (input.to_text(), args.text(0));
    let Some(at) = find(&text, &what) else { return Ok(Value::Str(text)) };
    context.make(text.len() + with.len())?;
    let (before, after) = (text.get(..at).unwrap_or_default(), text.get(at + what.len()..).unwrap_or_default());
    Ok([before, with, after].concat().into())
}
