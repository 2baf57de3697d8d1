//! The filters that Regulars adds to Liquid, and the ones behind every `{{ }}`: escape the value, and note when it came
//! out empty or from a fallback.

use std::fmt::{self, Write};

use chrono::format::{Item, StrftimeItems};
use liquid_core::model::{State, ValueCow};
use liquid_core::parser::{FilterArguments, ParameterReflection};
use liquid_core::{Error, Expression, Filter, FilterReflection, ParseFilter, Result, Runtime, Value, ValueView};

use super::super::html;
use crate::types::{Currency, Day, Money};

/// What is known while one field is rendered; lives in Liquid's registers.
#[derive(Debug, Default)]
pub struct Desk {
    pub currency: Option<Currency>,
    /// The fallback was used since the last value was written.
    fell_back: bool,
    /// Outputs (by their number in the field) that came out empty, or from a fallback.
    pub empty: Vec<usize>,
    pub fallback: Vec<usize>,
}

/// A filter of ours: its name, how many arguments it must and may have, and what it does.
#[derive(Clone, Copy)]
pub struct Ours {
    name: &'static str,
    least: usize,
    most: usize,
    run: fn(&dyn ValueView, Option<&ValueCow<'_>>, &dyn Runtime) -> Result<Value>,
}

/// Everything that `language` registers from here.
pub const OURS: [Ours; 11] = [
    Ours { name: "rg_html", least: 1, most: 1, run: |v, n, r| output(v, n, r, html::escape) },
    // One line, and nothing that could begin another header.
    Ours { name: "rg_text", least: 1, most: 1, run: |v, n, r| output(v, n, r, one_line) },
    Ours { name: "rg_part", least: 1, most: 1, run: |v, n, r| output(v, n, r, html::percent) },
    Ours { name: "rg_link", least: 1, most: 1, run: |v, n, r| output(v, n, r, address) },
    Ours { name: "default", least: 1, most: 1, run: fallback },
    Ours { name: "append", least: 1, most: 1, run: |v, other, _| join(&v.to_kstr(), &other.map(ValueView::to_kstr).unwrap_or_default()) },
    Ours { name: "prepend", least: 1, most: 1, run: |v, other, _| join(&other.map(ValueView::to_kstr).unwrap_or_default(), &v.to_kstr()) },
    Ours { name: "money", least: 0, most: 0, run: money },
    Ours { name: "date", least: 0, most: 1, run: date },
    // Values are escaped on their way out, so these have nothing left to do; old templates have them everywhere.
    Ours { name: "escape", least: 0, most: 0, run: |v, _, _| Ok(v.to_value()) },
    Ours { name: "escape_once", least: 0, most: 0, run: |v, _, _| Ok(v.to_value()) },
];

/// Longer values are a template gone wrong.
const LONGEST_VALUE: usize = 10_000;

fn too_long() -> Error {
    Error::with_msg("a value grew longer than 10,000 letters")
}

fn output(value: &dyn ValueView, number: Option<&ValueCow<'_>>, runtime: &dyn Runtime, write: fn(&str) -> String) -> Result<Value> {
    let number = number.and_then(|n| n.as_scalar()?.to_integer()).and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
    let text = value.to_kstr();
    if text.len() > LONGEST_VALUE {
        return Err(too_long());
    }
    let mut desk = runtime.registers().get_mut::<Desk>();
    let fell_back = std::mem::take(&mut desk.fell_back);
    if text.trim().is_empty() {
        desk.empty.push(number);
    } else if fell_back {
        desk.fallback.push(number);
    }
    Ok(Value::scalar(write(text.as_str())))
}

fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn address(text: &str) -> String {
    if html::safe_link(text) { html::escape(text) } else { "#".to_owned() }
}

/// As in Shopify; and a name of nothing but spaces is no name either.
fn fallback(value: &dyn ValueView, other: Option<&ValueCow<'_>>, runtime: &dyn Runtime) -> Result<Value> {
    if value.query_state(State::DefaultValue) || value.as_scalar().is_some_and(|s| s.to_kstr().trim().is_empty()) {
        runtime.registers().get_mut::<Desk>().fell_back = true;
        return Ok(other.map_or(Value::Nil, ValueView::to_value));
    }
    Ok(value.to_value())
}

/// A loop must not double a text without end.
fn join(a: &str, b: &str) -> Result<Value> {
    if a.len() + b.len() > LONGEST_VALUE { Err(too_long()) } else { Ok(Value::scalar(format!("{a}{b}"))) }
}

/// Minor units (as in Shopify) to "€1,204.50" in the shop's currency.
fn money(value: &dyn ValueView, _: Option<&ValueCow<'_>>, runtime: &dyn Runtime) -> Result<Value> {
    let minor = value.as_scalar().and_then(|s| s.to_integer());
    let currency = runtime.registers().get_mut::<Desk>().currency;
    Ok(match (minor, currency) {
        (Some(minor), Some(currency)) => Value::scalar(Money::new(minor, currency).to_string()),
        _ => value.to_value(),
    })
}

/// A day (`2026-11-02`) as "2 November 2026", or by a strftime format.
fn date(value: &dyn ValueView, format: Option<&ValueCow<'_>>, _: &dyn Runtime) -> Result<Value> {
    let Ok(day) = value.to_kstr().as_str().parse::<Day>() else { return Ok(value.to_value()) };
    let format = format.map(ValueView::to_kstr);
    let wrong = || Error::with_msg("this date format is not known; one such as '%d %B %Y' is");
    let items: Vec<Item<'_>> = StrftimeItems::new(format.as_ref().map_or("%-d %B %Y", |f| f.as_str())).collect();
    if items.contains(&Item::Error) {
        return Err(wrong());
    }
    let mut out = String::new();
    write!(out, "{}", day.0.format_with_items(items.iter())).map_err(|_| wrong())?;
    Ok(Value::scalar(out))
}

impl Ours {
    pub fn name(self) -> &'static str {
        self.name
    }
}

impl FilterReflection for Ours {
    fn name(&self) -> &str {
        self.name
    }

    fn description(&self) -> &str {
        ""
    }

    fn positional_parameters(&self) -> &'static [ParameterReflection] {
        &[]
    }

    fn keyword_parameters(&self) -> &'static [ParameterReflection] {
        &[]
    }
}

impl ParseFilter for Ours {
    fn parse(&self, arguments: FilterArguments<'_>) -> Result<Box<dyn Filter>> {
        let given: Vec<Expression> = arguments.positional.collect();
        if given.len() < self.least || given.len() > self.most || arguments.keyword.count() > 0 {
            let many = if self.most == 1 { "one value after a colon" } else { "nothing after it" };
            return Err(Error::with_msg(format!("the filter “{}” takes {many}", self.name)));
        }
        Ok(Box::new(Parsed { ours: *self, argument: given.into_iter().next() }))
    }

    fn reflection(&self) -> &dyn FilterReflection {
        self
    }
}

struct Parsed {
    ours: Ours,
    argument: Option<Expression>,
}

impl fmt::Debug for Parsed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.ours.name)
    }
}

impl fmt::Display for Parsed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.ours.name)
    }
}

impl Filter for Parsed {
    fn evaluate(&self, input: &dyn ValueView, runtime: &dyn Runtime) -> Result<Value> {
        let argument = self.argument.as_ref().map(|a| a.evaluate(runtime)).transpose()?;
        (self.ours.run)(input, argument.as_ref(), runtime)
    }
}
