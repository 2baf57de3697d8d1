//! Letters and words.

use crate::language::{Args, Filter};
use crate::lex::space;
use crate::number::whole;
use crate::render::Context;
use crate::text::Text;
use crate::value::Value;

type Result = std::result::Result<Value, String>;

pub(super) const ALL: [Filter; 14] = [
    Filter::new("append", 1, 1, |v, a, c| join(&v.to_text(), &a.text(0), c)),
    Filter::new("prepend", 1, 1, |v, a, c| join(&a.text(0), &v.to_text(), c)),
    Filter::new("upcase", 0, 0, |v, _, _| Ok(v.to_text().to_uppercase().into())),
    Filter::new("downcase", 0, 0, |v, _, _| Ok(v.to_text().to_lowercase().into())),
    Filter::new("capitalize", 0, 0, capitalize),
    Filter::new("strip", 0, 0, |v, _, _| Ok(part(v, |t| t.trim_matches(space)))),
    Filter::new("lstrip", 0, 0, |v, _, _| Ok(part(v, |t| t.trim_start_matches(space)))),
    Filter::new("rstrip", 0, 0, |v, _, _| Ok(part(v, |t| t.trim_end_matches(space)))),
    Filter::new("size", 0, 0, |v, _, _| Ok(Value::Int(v.size().unwrap_or(0)))),
    Filter::new("truncate", 0, 2, truncate),
    Filter::new("truncatewords", 0, 2, truncate_words),
    Filter::new("split", 1, 1, split),
    Filter::new("strip_newlines", 0, 0, |v, _, _| Ok(v.to_text().replace("\r\n", "").replace('\n', "").into())),
    Filter::new("slice", 1, 2, slice),
];

/// The text itself where nothing of it goes.
fn part(value: &Value, cut: fn(&str) -> &str) -> Value {
    let text = value.to_text();
    let kept = cut(&text);
    if kept.len() == text.len() { Value::Str(text.clone()) } else { Value::Str(Text::of(kept)) }
}

fn join(a: &str, b: &str, context: &mut Context<'_>) -> Result {
    context.make(a.len() + b.len())?;
    Ok([a, b].concat().into())
}

fn capitalize(input: &Value, _: &Args<'_>, _: &mut Context<'_>) -> Result {
    let text = input.to_text();
    let mut letters = text.chars();
    Ok(letters.next().map(|c| c.to_uppercase().collect::<String>() + &letters.as_str().to_lowercase()).unwrap_or_default().into())
}

fn truncate(input: &Value, args: &Args<'_>, _: &mut Context<'_>) -> Result {
    if input.is_nil() {
        return Ok(Value::Nil);
    }
    let text = input.to_text();
    let most = args.get(0).map_or(Ok(50), whole)?;
    let most = usize::try_from(most).unwrap_or(0);
    let end = args.get(1).map_or_else(|| "...".into(), Value::to_text);
    if text.chars().count() <= most {
        return Ok(Value::Str(text));
    }
    let kept = most.saturating_sub(end.chars().count());
    let at = text.char_indices().nth(kept).map_or(text.len(), |(at, _)| at);
    Ok([text.get(..at).unwrap_or_default(), &end].concat().into())
}

fn truncate_words(input: &Value, args: &Args<'_>, _: &mut Context<'_>) -> Result {
    if input.is_nil() {
        return Ok(Value::Nil);
    }
    let text = input.to_text();
    let most = args.get(0).map_or(Ok(15), whole)?;
    let most = usize::try_from(most).unwrap_or(0).clamp(1, text.len().max(1));
    let end = args.get(1).map_or_else(|| "...".into(), Value::to_text);
    let mut words = text.split(space).filter(|w| !w.is_empty());
    let kept: Vec<&str> = words.by_ref().take(most).collect();
    if words.next().is_none() {
        return Ok(Value::Str(text));
    }
    Ok((kept.join(" ") + &end).into())
}

/// As in Ruby: a space splits at any whitespace, nothing splits into letters, and what is empty at the end goes.
fn split(input: &Value, args: &Args<'_>, context: &mut Context<'_>) -> Result {
    let (text, by) = (input.to_text(), args.text(0));
    let parts: Vec<&str> = match by.as_str() {
        " " => text.split(space).filter(|w| !w.is_empty()).collect(),
        "" => text.char_indices().map(|(i, c)| text.get(i..i + c.len_utf8()).unwrap_or_default()).collect(),
        by => text.split(by).collect(),
    };
    let kept = parts.iter().rposition(|p| !p.is_empty()).map_or(0, |i| i + 1);
    context.charge(kept)?;
    Ok(Value::list(parts.into_iter().take(kept).map(|p| Value::Str(Text::of(p))).collect()))
}

/// Of a text or a list; a negative beginning counts from the end.
fn slice(input: &Value, args: &Args<'_>, context: &mut Context<'_>) -> Result {
    let from = whole(args.value(0))?;
    let length = args.get(1).filter(|v| !v.is_nil()).map_or(Ok(1), whole)?;
    let list = match input {
        Value::Range(..) => Some(super::arrays::items(input, context)?),
        Value::Array(items) => Some(items.as_ref().clone()),
        _ => None,
    };
    let text = if list.is_none() { input.to_text() } else { Text::EMPTY };
    let size = list.as_ref().map_or_else(|| text.chars().count(), Vec::len);
    let start = if from < 0 {
        usize::try_from(from.unsigned_abs()).ok().and_then(|back| size.checked_sub(back))
    } else {
        usize::try_from(from).ok()
    };
    let (start, length) = match (start, usize::try_from(length)) {
        (Some(start), Ok(length)) if start <= size => (start, length),
        _ => (0, 0),
    };
    Ok(match list {
        Some(list) => Value::list(list.into_iter().skip(start).take(length).collect()),
        None => text.chars().skip(start).take(length).collect::<String>().into(),
    })
}
