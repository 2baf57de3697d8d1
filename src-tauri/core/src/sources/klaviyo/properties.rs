//! Values that a shop put into Klaviyo, as they come: under whatever name an integration chose for them.

use serde_json::Value;

use crate::sources::json;
use crate::types::Currency;

/// Longer texts are somebody's data, not a property to choose people by.
const LONGEST: usize = 500;
const MOST: usize = 60;

/// What can be said in a text: plain values, and lists of them. Klaviyo's own (`$…`) are left out but for the value.
pub fn plain(v: Option<&Value>) -> Vec<(String, String)> {
    let all = v.and_then(Value::as_object).into_iter().flatten();
    let name = |k: &str| match k {
        "$value" => Some("value".to_owned()),
        _ if k.starts_with('$') || k.trim().is_empty() => None,
        _ => Some(k.trim().to_owned()),
    };
    all.filter_map(|(k, v)| Some((name(k)?, text(v)?))).take(MOST).collect()
}

/// `None` for nothing, and for what is more than a list.
pub fn text(v: &Value) -> Option<String> {
    let text = match v {
        Value::String(s) => s.trim().to_owned(),
        Value::Number(n) => n.to_string(),
        Value::Bool(b) => if *b { "yes" } else { "no" }.to_owned(),
        Value::Array(all) => {
            let texts: Vec<String> = all.iter().filter(|v| !v.is_array() && !v.is_object()).filter_map(text).collect();
            texts.join(", ")
        }
        _ => return None,
    };
    Some(text.chars().take(LONGEST).collect()).filter(|t: &String| !t.is_empty())
}

/// The first of these names that says anything; compared without case, blanks and lines (`Product ID`, `product_id`).
pub fn named(v: &Value, names: &[&str]) -> Option<String> {
    field(v, names).and_then(text)
}

pub fn field<'a>(v: &'a Value, names: &[&str]) -> Option<&'a Value> {
    let bare = |s: &str| s.chars().filter(|c| !matches!(c, ' ' | '_' | '-')).collect::<String>().to_lowercase();
    let object = v.as_object()?;
    names
        .iter()
        .find_map(|wanted| object.iter().find(|(k, v)| bare(k) == bare(wanted) && !v.is_null() && v.as_str() != Some("")).map(|(_, v)| v))
}

/// In minor units.
pub fn money(v: &Value, names: &[&str], currency: Currency) -> Option<i64> {
    match field(v, names)? {
        Value::String(s) => currency.parse_minor(s.trim().trim_start_matches(['$', '€', '£'])).ok(),
        Value::Number(n) => currency.parse_minor(&n.to_string()).ok(),
        _ => None,
    }
}

/// An event says its currency under one of several names, or not at all.
pub fn currency(v: &Value, account: Currency) -> Currency {
    let names = ["$value_currency", "$currency_code", "value_currency", "currency_code", "presentment_currency", "currency"];
    named(v, &names).and_then(|c| c.parse().ok()).unwrap_or(account)
}

pub fn list<'a>(v: &'a Value, names: &[&str]) -> &'a [Value] {
    field(v, names).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

pub fn whole(v: &Value, names: &[&str]) -> Option<i64> {
    let value = field(v, names)?;
    json::whole(&serde_json::json!({ "n": value }), "n")
}
