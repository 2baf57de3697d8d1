//! Shopify's standard filters, by group. Each is a function of its input and arguments; what could grow is charged
//! before it grows.

mod arrays;
mod encode;
mod numbers;
mod replace;
mod search;
mod text;

use crate::language::{Args, Filter};
use crate::render::Context;
use crate::value::Value;

pub(crate) fn standard() -> impl Iterator<Item = Filter> {
    let default = Filter { keywords: &["allow_false"], keeps_written: true, ..Filter::new("default", 0, 1, default) };
    let date = Filter::new("date", 1, 1, date);
    let groups = [
        numbers::ALL.as_slice(),
        text::ALL.as_slice(),
        replace::ALL.as_slice(),
        encode::ALL.as_slice(),
        arrays::ALL.as_slice(),
        search::ALL.as_slice(),
    ];
    groups.concat().into_iter().chain([default, date])
}

/// For nil, false and what is empty.
fn default(input: &Value, args: &Args<'_>, context: &mut Context<'_>) -> Result<Value, String> {
    let allowed = args.named("allow_false").is_some_and(Value::is_true);
    let missing = match input {
        Value::Bool(false) => !allowed,
        Value::Nil | Value::Empty | Value::Blank => true,
        v => v.is_empty(),
    };
    if !missing {
        return Ok(input.clone());
    }
    context.fell_back = true;
    Ok(args.value(0).clone())
}

/// By a strftime format, in UTC. What is no date stays as it is.
fn date(input: &Value, args: &Args<'_>, context: &mut Context<'_>) -> Result<Value, String> {
    let format = args.text(0);
    let Some(moment) = crate::dates::read(input, context.now).filter(|_| !format.is_empty()) else { return Ok(input.clone()) };
    context.make(format.len())?;
    Ok(crate::dates::format(&moment, &format, &crate::dates::ENGLISH).into())
}
