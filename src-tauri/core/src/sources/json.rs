//! Reading what shops really send: ids as numbers or text, "" for nothing, dates without a zone.
//!
//! WooCommerce's own schema is not kept by every plugin, so nothing here insists on more than it needs.

use chrono::NaiveDateTime;
use serde_json::Value;

use crate::types::{Currency, Error, Result, ShopZone, Timestamp};

/// The text at `key`, trimmed; `None` when it is missing, empty or no text.
pub fn text<'a>(v: &'a Value, key: &str) -> Option<&'a str> {
    v.get(key)?.as_str().map(str::trim).filter(|s| !s.is_empty())
}

pub fn owned(v: &Value, key: &str) -> Option<String> {
    text(v, key).map(str::to_owned)
}

/// A positive id, whether it came as 12 or "12"; `None` for 0, "" and what is missing.
pub fn id(v: &Value, key: &str) -> Option<u64> {
    let x = v.get(key)?;
    x.as_u64().or_else(|| x.as_str()?.trim().parse().ok()).filter(|n| *n > 0)
}

/// A whole number that may have come as text or with zeros behind the point (weights sold by plugins are rounded).
pub fn whole(v: &Value, key: &str) -> Option<i64> {
    let x = v.get(key)?;
    let float = |f: f64| if f.is_finite() && f.abs() < 1e15 { Some(f.round() as i64) } else { None };
    x.as_i64().or_else(|| x.as_f64().and_then(float)).or_else(|| x.as_str()?.trim().parse::<f64>().ok().and_then(float))
}

/// Money at `key` in minor units; nothing at all is 0, nonsense is an error.
pub fn money(v: &Value, key: &str, currency: Currency) -> Result<i64> {
    match v.get(key) {
        None | Some(Value::Null) => Ok(0),
        Some(Value::String(s)) if s.trim().is_empty() => Ok(0),
        Some(Value::String(s)) => currency.parse_minor(s),
        Some(Value::Number(n)) => currency.parse_minor(&n.to_string()),
        Some(_) => Err(Error::bad_input(format!("Its “{key}” is not an amount of money."))),
    }
}

pub fn list<'a>(v: &'a Value, key: &str) -> &'a [Value] {
    v.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// `2026-11-05T05:40:38`, with or without a zone of its own.
pub fn moment(s: &str, zone: ShopZone) -> Option<Timestamp> {
    if let Ok(t) = chrono::DateTime::parse_from_rfc3339(s) {
        return Some(Timestamp(t.timestamp()));
    }
    NaiveDateTime::parse_from_str(s, "%Y-%m-%dT%H:%M:%S").ok().map(|t| zone.moment(t))
}

/// The UTC date `<key>_gmt` where it is there, else the shop's wall-clock date `<key>`.
pub fn date(v: &Value, key: &str, zone: ShopZone) -> Option<Timestamp> {
    text(v, &format!("{key}_gmt")).and_then(|s| moment(s, ShopZone::UTC)).or_else(|| text(v, key).and_then(|s| moment(s, zone)))
}

/// A value that a plugin left under this name.
pub fn meta<'a>(v: &'a Value, name: &str) -> Option<&'a Value> {
    list(v, "meta_data").iter().rev().find(|m| m.get("key").and_then(Value::as_str) == Some(name))?.get("value")
}

pub fn meta_text(v: &Value, name: &str) -> Option<String> {
    match meta(v, name)? {
        Value::String(s) => Some(s.trim().to_owned()).filter(|s| !s.is_empty()),
        Value::Number(n) => Some(n.to_string()),
        Value::Bool(b) => Some(b.to_string()),
        _ => None,
    }
}

/// Titles come with entities (`A &amp; B`) and sometimes with tags.
pub fn plain(s: &str) -> String {
    let mut out = String::with_capacity(s.len());
    let mut inside = false;
    for c in s.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => inside = false,
            _ if inside => {}
            _ => out.push(c),
        }
    }
    html_escape::decode_html_entities(&out).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn reads_what_shops_really_send() {
        let v = json!({ "a": "12", "b": 12, "c": 0, "d": "", "q": "2.0", "price": 49.419999999999995, "t": "1.50", "n": null });
        assert_eq!((id(&v, "a"), id(&v, "b"), id(&v, "c"), id(&v, "d"), id(&v, "x")), (Some(12), Some(12), None, None, None));
        assert_eq!(whole(&v, "q"), Some(2));
        assert_eq!(money(&v, "price", Currency::EUR).unwrap(), 4942);
        assert_eq!((money(&v, "n", Currency::EUR).unwrap(), money(&v, "d", Currency::EUR).unwrap()), (0, 0));
        assert!(money(&json!({ "t": "1,50" }), "t", Currency::EUR).is_err());
        assert_eq!(plain("A &amp; B <b>“x”</b>&nbsp; c"), "A & B “x” c");
    }

    #[test]
    fn a_gmt_date_wins_and_a_naive_one_is_the_shops_wall_clock() {
        let berlin = ShopZone::parse("Europe/Berlin").unwrap();
        let v = json!({ "d": "2026-07-01T12:00:00", "d_gmt": "2026-07-01T10:00:00", "e": "2026-07-01T12:00:00", "e_gmt": null });
        assert_eq!(date(&v, "d", berlin), date(&v, "e", berlin));
        assert_eq!(date(&v, "e", berlin).unwrap().to_rfc3339(), "2026-07-01T10:00:00Z");
        assert_eq!(date(&v, "f", berlin), None);
    }
}
