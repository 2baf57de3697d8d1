//! How values look on the page, as Ruby writes them.

use std::fmt::Write;

use crate::text::Text;
use crate::value::Value;

/// Deeper lists are not written out.
const DEEPEST: usize = 32;

impl Value {
    /// Appends what `{{ it }}` shows.
    pub fn print(&self, out: &mut String) {
        self.print_at(out, 0);
    }

    /// What `{{ it }}` shows.
    pub fn to_text(&self) -> Text {
        match self {
            Self::Str(text) => text.clone(),
            Self::Written(written) => written.text.clone(),
            Self::Nil | Self::Empty | Self::Blank => Text::EMPTY,
            Self::Bool(true) => "true".into(),
            Self::Bool(false) => "false".into(),
            other => {
                let mut out = String::new();
                other.print(&mut out);
                out.into()
            }
        }
    }

    fn print_at(&self, out: &mut String, depth: usize) {
        match self {
            Self::Nil | Self::Empty | Self::Blank => {}
            Self::Bool(b) => out.push_str(if *b { "true" } else { "false" }),
            Self::Int(n) => push(out, format_args!("{n}")),
            Self::Float(x) => float(*x, out),
            Self::Str(text) => out.push_str(text),
            Self::Written(written) => out.push_str(&written.text),
            Self::Array(items) if depth < DEEPEST => items.iter().for_each(|i| i.print_at(out, depth + 1)),
            Self::Object(_) if depth < DEEPEST => self.inspect(out, depth),
            Self::Range(from, to) => push(out, format_args!("{from}..{to}")),
            Self::Lookup(lookup) => out.push_str(&lookup.text()),
            Self::Array(_) | Self::Object(_) => out.push('…'),
        }
    }

    /// As within an object: texts in quotes, lists in brackets.
    fn inspect(&self, out: &mut String, depth: usize) {
        if depth >= DEEPEST {
            out.push('…');
            return;
        }
        match self {
            Self::Nil | Self::Empty | Self::Blank => out.push_str("nil"),
            Self::Array(items) => {
                out.push('[');
                for (i, item) in items.iter().enumerate() {
                    out.push_str(if i == 0 { "" } else { ", " });
                    item.inspect(out, depth + 1);
                }
                out.push(']');
            }
            Self::Object(object) => {
                out.push('{');
                for (i, (key, value)) in object.iter().enumerate() {
                    push(out, format_args!("{}{:?} => ", if i == 0 { "" } else { ", " }, key.as_str()));
                    value.inspect(out, depth + 1);
                }
                out.push('}');
            }
            other => match other.as_str() {
                Some(text) => push(out, format_args!("{text:?}")),
                None => other.print_at(out, depth + 1),
            },
        }
    }
}

fn push(out: &mut String, what: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = out.write_fmt(what);
}

/// `1.0`, `0.1`, `1.0e+20`: the shortest digits that mean this number.
fn float(x: f64, out: &mut String) {
    if x.is_nan() {
        return out.push_str("NaN");
    }
    if x.is_infinite() {
        return out.push_str(if x < 0.0 { "-Infinity" } else { "Infinity" });
    }
    let size = x.abs();
    if size != 0.0 && !(1e-4..1e16).contains(&size) {
        let text = format!("{x:e}");
        let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        let (sign, exponent) = exponent.strip_prefix('-').map_or(('+', exponent), |e| ('-', e));
        push(out, format_args!("{digits}{}e{sign}{exponent:0>2}", if digits.contains('.') { "" } else { ".0" }));
    } else {
        push(out, format_args!("{x:?}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_lists_look_as_in_ruby() {
        let shown = |v: Value| v.to_text().to_string();
        for (x, text) in
            [(1.0, "1.0"), (0.1, "0.1"), (-2.5, "-2.5"), (1e20, "1.0e+20"), (1.25e-7, "1.25e-07"), (123456789.0, "123456789.0")]
        {
            assert_eq!(shown(Value::Float(x)), text);
        }
        let object: crate::Object = [("a", Value::Int(1)), ("b", Value::list(vec!["x".into(), Value::Nil]))].into_iter().collect();
        assert_eq!(shown(object.into()), "{\"a\" => 1, \"b\" => [\"x\", nil]}");
        assert_eq!(shown(Value::list(vec![1i64.into(), "b".into(), Value::Nil])), "1b");
        let mut deep = Value::Int(1);
        for _ in 0..100 {
            deep = Value::list(vec![deep]);
        }
        assert_eq!(shown(deep), "…");
    }
}
