//! Filling templates in with JSON.

#![allow(dead_code, reason = "each test uses its part")]

use regulars_liquid::{Language, Limits, Object, Plain, Scope, Settings, Template, Value};

pub fn object(json: &serde_json::Value) -> Object {
    json.as_object().into_iter().flatten().map(|(k, v)| (k.clone(), Value::from(v))).collect()
}

/// A small shop's data.
pub fn shop() -> Object {
    object(&serde_json::json!({
        "name": "Mia",
        "spaces": "  two  words ",
        "html": "<p class=\"x\">tea &amp; 'cake'</p>",
        "none": null,
        "no": false,
        "n": 7,
        "half": 2.5,
        "count": "12",
        "list": [3, 1, 2],
        "words": ["pear", "Apple", "fig", null],
        "nested": [1, [2, [3]]],
        "empty_list": [],
        "teas": [
            { "title": "Assam", "price": 950, "kind": "black", "sale": true },
            { "title": "sencha", "price": 1200, "kind": "green" },
            { "title": "Oolong", "price": 800, "kind": "black" }
        ],
        "person": { "first": "Mia", "orders": 3 }
    }))
}

pub fn render(source: &str, settings: &Settings<'_>) -> Result<String, String> {
    let template = Template::parse(source, &Language::standard()).map_err(|e| e.to_string())?;
    let mut out = String::new();
    template.render(&mut Scope::new(shop()), &mut Plain, settings, &mut out).map_err(|e| e.to_string())?;
    Ok(out)
}

/// Strictly: the first error ends it.
pub fn strict(source: &str) -> Result<String, String> {
    render(source, &Settings { strict: true, ..Settings::default() })
}

/// Little of everything.
pub const TIGHT: Limits = Limits { output: 20_000, made: 100_000, value: 10_000, steps: 5_000, depth: 20 };
