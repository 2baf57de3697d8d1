//! Reading a definition that comes from a file, another program or an older version: what is wrong is said with its place.
//!
//! The tree is walked by hand, so that a mistake deep inside is named by where it stands ("the 2nd condition in the
//! 1st group") and a hostile file can neither overflow the stack nor take long.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use super::definition::{Group, MAX_DEPTH, MAX_NODES, Match, Node, Segment, VERSION};
use super::migrate;
use crate::types::{Code, Error, Result};

impl Segment {
    /// Reads a definition; gaps (a country not chosen yet) are allowed, see `check`.
    ///
    /// # Errors
    /// `BadInput` naming the place; `NewerFile` for a definition of a newer version.
    pub fn parse(value: &Value) -> Result<Self> {
        let Value::Object(map) = value else {
            return Err(Error::bad_input("A segment is a JSON object with “version” and “root”."));
        };
        if let Some(other) = map.keys().find(|k| *k != "version" && *k != "root") {
            return Err(Error::bad_input(format!("A segment has only “version” and “root”; “{other}” is not known here.")));
        }
        let older = match map.get("version") {
            Some(Value::Number(n)) if n.as_u64() == Some(u64::from(VERSION)) => false,
            Some(Value::Number(n)) if n.as_u64() == Some(1) => true,
            Some(Value::Number(n)) if n.as_u64().is_some_and(|v| v > u64::from(VERSION)) => {
                return Err(Error::new(
                    Code::NewerFile,
                    format!("This segment was written by a newer Regulars (version {n} of the language; this one knows {VERSION})."),
                ));
            }
            _ => return Err(Error::bad_input(format!("A segment says its “version”; the present one is {VERSION}."))),
        };
        let root = map.get("root").ok_or_else(|| Error::bad_input("The segment has no “root”, so it says nothing."))?;
        let mut count = 0;
        let mut migrated;
        let root = if older {
            migrated = root.clone();
            migrate::from_1(&mut migrated);
            &migrated
        } else {
            root
        };
        Ok(Self { version: VERSION, root: node(root, &mut Vec::new(), &mut count)? })
    }

    /// Reads a definition from text.
    pub fn parse_text(text: &str) -> Result<Self> {
        Self::parse(&json(text)?)
    }
}

/// A JSON value from text, of whatever shape.
pub fn json(text: &str) -> Result<Value> {
    if text.trim().is_empty() {
        return Err(Error::bad_input("The file is empty."));
    }
    serde_json::from_str(text).map_err(|e| {
        // serde_json stops at 128 levels; its words for it mean nothing to a person.
        if e.to_string().contains("recursion limit") {
            too_deep()
        } else {
            Error::bad_input(format!("This is not JSON: line {}, column {} cannot be read.", e.line(), e.column())).caused_by(e)
        }
    })
}

impl<'de> Deserialize<'de> for Segment {
    fn deserialize<D: Deserializer<'de>>(d: D) -> std::result::Result<Self, D::Error> {
        Self::parse(&Value::deserialize(d)?).map_err(|e| D::Error::custom(e.message))
    }
}

pub fn too_deep() -> Error {
    Error::bad_input(format!(
        "The groups are nested deeper than {MAX_DEPTH}. Nobody could read that; save the inner part as its own segment."
    ))
}

fn node(value: &Value, path: &mut Vec<usize>, count: &mut usize) -> Result<Node> {
    *count += 1;
    if path.len() > MAX_DEPTH {
        return Err(too_deep());
    }
    if *count > MAX_NODES {
        return Err(Error::bad_input(format!(
            "The segment has more than {MAX_NODES} conditions, from {} on. A list of people is better kept as a tag.",
            place(path)
        )));
    }
    let wrong = |what: String| Error::bad_input(format!("{}: {what}", capital(&place(path))));
    let Value::Object(map) = value else { return Err(wrong("a JSON object with a “type” is needed here.".to_owned())) };
    match map.get("type") {
        Some(Value::String(t)) if t == "group" => group(map, path, count),
        Some(Value::String(_)) => serde_json::from_value(value.clone()).map_err(|e| wrong(format!("{}.", readable(&e)))),
        _ => Err(wrong("the “type” is missing.".to_owned())),
    }
}

fn group(map: &Map<String, Value>, path: &mut Vec<usize>, count: &mut usize) -> Result<Node> {
    let wrong = |path: &[usize], what: &str| Error::bad_input(format!("{}: {what}", capital(&place(path))));
    if let Some(other) = map.keys().find(|k| !matches!(k.as_str(), "type" | "match" | "children")) {
        return Err(wrong(path, &format!("“{other}” is not known in a group.")));
    }
    let matching = map.get("match").and_then(|m| Match::deserialize(m).ok());
    let matching = matching.ok_or_else(|| wrong(path, "a group says “match”: all, any or none."))?;
    let Some(Value::Array(list)) = map.get("children") else { return Err(wrong(path, "a group has a list of “children”.")) };
    let mut children = Vec::with_capacity(list.len().min(MAX_NODES));
    for (i, child) in list.iter().enumerate() {
        path.push(i);
        children.push(node(child, path, count)?);
        path.pop();
    }
    Ok(Node::Group(Group { matching, children }))
}

/// serde's words, with its code ticks as quotation marks.
pub fn readable(e: &serde_json::Error) -> String {
    let mut open = true;
    e.to_string()
        .chars()
        .map(|c| match c {
            '`' => {
                open = !open;
                if open { '”' } else { '“' }
            }
            c => c,
        })
        .collect()
}

/// Where a node stands, as a person would point at it.
pub fn place(path: &[usize]) -> String {
    match path {
        [] => "the whole segment".to_owned(),
        [i] => format!("the {} condition", ordinal(i + 1)),
        [groups @ .., i] => {
            let mut out = format!("the {} condition", ordinal(i + 1));
            for g in groups.iter().rev() {
                out.push_str(&format!(" of the {} group", ordinal(g + 1)));
            }
            out
        }
    }
}

pub fn capital(s: &str) -> String {
    let mut chars = s.chars();
    chars.next().map(|c| c.to_uppercase().collect::<String>() + chars.as_str()).unwrap_or_default()
}

pub(super) fn ordinal(n: usize) -> String {
    let end = match (n % 10, n % 100) {
        (1, x) if x != 11 => "st",
        (2, x) if x != 12 => "nd",
        (3, x) if x != 13 => "rd",
        _ => "th",
    };
    format!("{n}{end}")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn refusal(v: Value) -> String {
        Segment::parse(&v).unwrap_err().message
    }

    fn with(root: Value) -> Value {
        json!({"version": 1, "root": root})
    }

    #[test]
    fn what_is_written_is_read_again() {
        let text = r#"{"version":1,"root":{"type":"group","match":"all","children":[
            {"type":"orders","measure":{"of":"count","compare":{"op":"at_least","value":2}},"window":{"kind":"last_days","days":90}},
            {"type":"profile","field":{"custom":"Größe 📏"},"is":{"op":"is_not","value":"עברית \"x\""}},
            {"type":"group","match":"none","children":[{"type":"segment","id":7},{"type":"people","ids":[1,2]}]}]}}"#;
        let segment = Segment::parse_text(text).unwrap();
        let again = Segment::parse(&serde_json::to_value(&segment).unwrap()).unwrap();
        assert_eq!(segment, again);
        assert_eq!(segment.root.children().len(), 3);
    }

    #[test]
    fn mistakes_are_named_with_their_place() {
        let deep = |child: Value| {
            with(
                json!({"type":"group","match":"all","children":[{"type":"people","ids":[]},{"type":"group","match":"any","children":[child]}]}),
            )
        };
        let all = [
            refusal(json!([])),
            refusal(json!({"version": 3, "root": {}})),
            refusal(json!({"version": 1})),
            refusal(json!({"version": 1, "root": {}, "name": "x"})),
            refusal(with(json!({"type":"group","match":"some","children":[]}))),
            refusal(with(json!({"type":"group","match":"all"}))),
            refusal(deep(json!(3))),
            refusal(deep(json!({"type":"weather"}))),
            refusal(deep(json!({"type":"orders"}))),
            refusal(deep(json!({"type":"lifecycle","stages":["new"],"colour":"red"}))),
            refusal(deep(json!({"type":"orders","measure":{"of":"count","compare":{"op":"at_least","value":"two"}}}))),
            Segment::parse_text("{\"version\": 1,\n oops").unwrap_err().message,
        ];
        insta::assert_snapshot!(all.join("\n"), @r#"
        A segment is a JSON object with “version” and “root”.
        This segment was written by a newer Regulars (version 3 of the language; this one knows 2).
        The segment has no “root”, so it says nothing.
        A segment has only “version” and “root”; “name” is not known here.
        The whole segment: a group says “match”: all, any or none.
        The whole segment: a group has a list of “children”.
        The 1st condition of the 2nd group: a JSON object with a “type” is needed here.
        The 1st condition of the 2nd group: unknown variant “weather”, expected one of “group”, “profile”, “consent”, “rfm”, “lifecycle”, “activity”, “sequence”, “versus”, “predicted”, “engagement”, “interests”, “arm”, “exported”, “random”, “list”, “segment”, “people”.
        The 1st condition of the 2nd group: missing field “measure”.
        The 1st condition of the 2nd group: unknown field “colour”, expected “stages”.
        The 1st condition of the 2nd group: invalid type: string "two", expected i64.
        This is not JSON: line 2, column 2 cannot be read.
        "#);
    }

    #[test]
    fn two_hundred_levels_and_five_thousand_conditions_are_refused_without_harm() {
        let mut root = json!({"type":"people","ids":[1]});
        for _ in 0..200 {
            root = json!({"type":"group","match":"all","children":[root]});
        }
        insta::assert_snapshot!(refusal(with(root.clone())), @"The groups are nested deeper than 50. Nobody could read that; save the inner part as its own segment.");
        let text = format!("{{\"version\":1,\"root\":{}}}", "{\"type\":\"group\",\"match\":\"all\",\"children\":[".repeat(10_000));
        assert_eq!(Segment::parse_text(&text).unwrap_err().message, refusal(with(root)));
        let many = vec![json!({"type":"people","ids":[1]}); 5_000];
        insta::assert_snapshot!(refusal(with(json!({"type":"group","match":"any","children":many}))), @"The segment has more than 1000 conditions, from the 1000th condition on. A list of people is better kept as a tag.");
    }
}
