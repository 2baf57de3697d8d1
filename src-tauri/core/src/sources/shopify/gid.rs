//! Shopify's global ids, `gid://shopify/Order/123`: kept here as `123`, the number that its administration shows.

use serde_json::Value;

use crate::sources::json;
use crate::types::{Error, Result};

/// The number at `key`, with or without what is around it.
pub fn of(v: &Value, key: &str) -> Option<String> {
    match v.get(key)? {
        Value::Number(n) => Some(n.to_string()),
        Value::String(s) => tail(s).map(str::to_owned),
        _ => None,
    }
}

/// # Errors
/// `BadInput` for a thing without an id.
pub fn required(v: &Value, what: &str) -> Result<String> {
    of(v, "id").ok_or_else(|| Error::bad_input(format!("{what} without an id.")))
}

fn tail(gid: &str) -> Option<&str> {
    let last = gid.trim().rsplit('/').next()?;
    Some(last.split('?').next().unwrap_or(last)).filter(|t| !t.is_empty())
}

/// For telling rows apart within a cursor; 0 for what has no number.
pub fn number(v: &Value) -> u64 {
    of(v, "id").and_then(|id| id.parse().ok()).unwrap_or(0)
}

/// The rows of a connection, whether they came as `nodes` or as `edges`, or of a plain list.
pub fn nodes<'a>(v: &'a Value, key: &str) -> Vec<&'a Value> {
    let Some(at) = v.get(key) else { return Vec::new() };
    if let Value::Array(rows) = at {
        return rows.iter().filter(|r| !r.is_null()).collect();
    }
    let nodes = json::list(at, "nodes");
    if !nodes.is_empty() {
        return nodes.iter().filter(|n| !n.is_null()).collect();
    }
    json::list(at, "edges").iter().filter_map(|e| e.get("node")).filter(|n| !n.is_null()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_id_is_its_number() {
        assert_eq!(of(&json!({ "id": "gid://shopify/Order/123" }), "id").as_deref(), Some("123"));
        assert_eq!(of(&json!({ "id": "gid://shopify/AbandonedCheckout/9?key=x" }), "id").as_deref(), Some("9"));
        assert_eq!(of(&json!({ "id": 5 }), "id").as_deref(), Some("5"));
        assert_eq!(of(&json!({ "id": null }), "id"), None);
        assert_eq!(of(&json!({ "id": "gid://shopify/Order/" }), "id"), None);
        assert_eq!((number(&json!({ "id": "gid://shopify/Order/7" })), number(&json!({}))), (7, 0));
    }

    #[test]
    fn rows_are_found_in_every_shape() {
        let rows = |v: Value| nodes(&v, "x").len();
        assert_eq!(rows(json!({ "x": { "nodes": [{}, null] } })), 1);
        assert_eq!(rows(json!({ "x": { "edges": [{ "node": {} }, { "node": null }] } })), 1);
        assert_eq!((rows(json!({ "x": [{}, {}] })), rows(json!({ "x": null })), rows(json!({}))), (2, 0, 0));
    }
}
