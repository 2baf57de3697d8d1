//! The filters that are the shop's own: money in the reader's currency, dates in the reader's language, fallbacks.
//!
//! Values are escaped on their way out, so Shopify's own escaping filters have nothing left to do; old templates have
//! them everywhere.

use regulars_liquid::{Args, Context, Filter, Number, Value, Written, dates};

use super::super::html;
use super::Place;
use super::desk::Desk;
use super::tongue::Beside;
use crate::types::Currency;

type Result = std::result::Result<Value, String>;

pub const OURS: [Filter; 11] = [
    Filter { keywords: &["allow_false"], keeps_written: true, ..Filter::new("default", 1, 1, fallback) },
    Filter::new("money", 0, 0, |v, _, c| Ok(money(v, c, Beside::Sign, false))),
    Filter::new("money_with_currency", 0, 0, |v, _, c| Ok(money(v, c, Beside::SignAndCode, false))),
    Filter::new("money_without_currency", 0, 0, |v, _, c| Ok(money(v, c, Beside::Nothing, false))),
    Filter::new("money_without_trailing_zeros", 0, 0, |v, _, c| Ok(money(v, c, Beside::Sign, true))),
    Filter::new("date", 0, 1, date),
    Filter { keeps_written: true, ..Filter::new("escape", 0, 0, |v, _, _| Ok(v.clone())) },
    Filter { keeps_written: true, ..Filter::new("escape_once", 0, 0, |v, _, _| Ok(v.clone())) },
    Filter { keeps_written: true, ..Filter::new("h", 0, 0, |v, _, _| Ok(v.clone())) },
    Filter::new("newline_to_br", 0, 0, |v, _, c| {
        let text = v.to_text();
        c.make(text.len().saturating_mul(6))?;
        Ok(written(Place::Html, html::escape(&text).replace('\n', "<br />\n")))
    }),
    Filter::new("url_encode", 0, 0, |v, _, c| {
        let text = v.to_text();
        c.make(text.len().saturating_mul(3))?;
        Ok(written(Place::LinkPart, html::percent(&text)))
    }),
];

fn written(place: Place, text: String) -> Value {
    Value::Written(Written { text: text.into(), place: place as u32 }.into())
}

/// As in Shopify; and a name of nothing but spaces is no name either.
fn fallback(value: &Value, args: &Args<'_>, context: &mut Context<'_>) -> Result {
    let allowed = matches!(value, Value::Bool(false)) && args.named("allow_false").is_some_and(Value::is_true);
    if allowed || !value.is_blank() {
        return Ok(value.clone());
    }
    context.fell_back = true;
    Ok(args.value(0).clone())
}

/// Minor units, as in Shopify. What is no number stays as it is.
fn money(value: &Value, context: &mut Context<'_>, beside: Beside, round: bool) -> Value {
    let number = match value {
        Value::Int(n) => Some(*n),
        Value::Float(x) => Some(x.round() as i64),
        v => v
            .as_str()
            .filter(|t| t.trim().starts_with(|c: char| c.is_ascii_digit() || c == '-'))
            .map(|_| Number::of(v).float().round() as i64),
    };
    let Some(desk) = context.desk::<Desk>() else { return value.clone() };
    match number.map(|minor| (minor, desk.currency)).or_else(|| amount(value)) {
        Some((minor, currency)) => desk.tongue.money(minor, currency, beside, round).into(),
        None => value.clone(),
    }
}

/// An amount that brings its own currency, as what somebody paid does.
fn amount(value: &Value) -> Option<(i64, Currency)> {
    let Value::Int(minor) = *value.member("amount") else { return None };
    Some((minor, value.member("currency").to_text().parse().ok()?))
}

/// A day or a moment, by a name (`long`, `short`, `weekday`) or a strftime format; without one it is `long`.
fn date(value: &Value, args: &Args<'_>, context: &mut Context<'_>) -> Result {
    let Some(desk) = context.desk::<Desk>() else { return Ok(value.clone()) };
    let (tongue, today) = (desk.tongue, desk.today.clone());
    let now = value.as_str().is_some_and(|t| matches!(t.trim().to_lowercase().as_str(), "now" | "today"));
    let Some(moment) = dates::read(if now { &today } else { value }, None) else { return Ok(value.clone()) };
    let given = args.text(0);
    let format = match given.as_str() {
        "" | "long" => tongue.long,
        "short" => tongue.short,
        "weekday" => tongue.weekday,
        given if dates::is_known(given) => given,
        _ => return Err("this date format is not known; one such as '%d %B %Y' is".to_owned()),
    };
    context.make(format.len())?;
    Ok(dates::format(&moment, format, &tongue.names).into())
}
