//! The twelve questions: each as a definition, as SQL written by hand, and the edits that somebody would make to it.

use regulars_core::segments::Segment;
use regulars_core::segments::definition::VERSION;
use regulars_core::types::{Error, Result};
use serde_json::{Value, json};

pub struct Question {
    pub name: &'static str,
    root: &'static str,
    pub sql: &'static str,
}

macro_rules! questions {
    ($($name:literal),* $(,)?) => {
        [$(Question { name: $name, root: include_str!(concat!($name, ".json")), sql: include_str!(concat!($name, ".sql")) }),*]
    };
}

pub const QUESTIONS: [Question; 12] = questions![
    "01-profile",
    "02-big-spenders",
    "03-fans-gone-quiet",
    "04-product-and-subscribed",
    "05-lapsed",
    "06-top-of-two-countries",
    "07-looked-bought-gone",
    "08-more-than-before",
    "09-overdue",
    "10-mailed-but-idle",
    "11-same-time-last-year",
    "12-ten-conditions",
];

impl Question {
    fn tree(&self) -> Result<Value> {
        serde_json::from_str(self.root).map_err(|e| Error::internal(format!("The question {} is no JSON.", self.name)).caused_by(e))
    }

    pub fn segment(&self) -> Result<Segment> {
        segment(self.tree()?)
    }

    /// The question with one thing changed, once for each number in its conditions (one higher, as with an arrow key)
    /// and, where a condition has none, its text or list. `round` makes each time another edit.
    pub fn edits(&self, round: u32) -> Result<Vec<Segment>> {
        let tree = self.tree()?;
        let mut places = Vec::new();
        conditions(&tree, &mut String::new(), &mut |place, condition| {
            let mut own = numbers(condition, place);
            if own.is_empty() {
                own.extend(["values", "value"].iter().map(|key| format!("{place}/is/{key}")).find(|p| tree.pointer(p).is_some()));
            }
            places.append(&mut own);
        });
        places.iter().map(|place| edited(&tree, place, round + 1)).collect()
    }
}

fn segment(root: Value) -> Result<Segment> {
    Segment::parse(&json!({ "version": VERSION, "root": root }))
}

/// Every condition with the way to it.
fn conditions(node: &Value, place: &mut String, visit: &mut dyn FnMut(&str, &Value)) {
    let Some(children) = node.get("children").and_then(Value::as_array) else { return visit(place, node) };
    let len = place.len();
    for (i, child) in children.iter().enumerate() {
        place.push_str(&format!("/children/{i}"));
        conditions(child, place, visit);
        place.truncate(len);
    }
}

/// The way to every number within.
fn numbers(node: &Value, place: &str) -> Vec<String> {
    match node {
        Value::Number(_) => vec![place.to_owned()],
        Value::Object(map) => map.iter().flat_map(|(key, v)| numbers(v, &format!("{place}/{key}"))).collect(),
        Value::Array(all) => all.iter().enumerate().flat_map(|(i, v)| numbers(v, &format!("{place}/{i}"))).collect(),
        _ => Vec::new(),
    }
}

fn edited(tree: &Value, place: &str, by: u32) -> Result<Segment> {
    let mut tree = tree.clone();
    match tree.pointer_mut(place) {
        Some(Value::Array(list)) => list.push(json!(format!("Nowhere {by}"))),
        Some(Value::String(text)) => text.push_str(&format!(" {by}")),
        Some(found) => *found = json!(found.as_i64().unwrap_or(0) + i64::from(by)),
        None => {}
    }
    segment(tree)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_changes_one_condition_and_nothing_else() {
        for question in &QUESTIONS {
            let before = question.segment().unwrap();
            let first = question.edits(0).unwrap();
            assert!(!first.is_empty(), "{}", question.name);
            for (edited, again) in first.iter().zip(question.edits(1).unwrap()) {
                let (mut nodes, mut others) = (Vec::new(), Vec::new());
                before.walk(&mut |_, n| nodes.push(n.clone()));
                edited.walk(&mut |_, n| others.push(n.clone()));
                let leaves = nodes.iter().zip(&others).filter(|(a, b)| a.children().is_empty() && a != b).count();
                assert_eq!(leaves, 1, "{}", question.name);
                assert_ne!(*edited, again, "{}", question.name);
            }
        }
    }
}
