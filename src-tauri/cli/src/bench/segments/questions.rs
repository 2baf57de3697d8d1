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

    /// The question with one of its conditions changed, once for each condition: its first number one higher, or its
    /// first text another. `round` makes each time another edit.
    pub fn edits(&self, round: u32) -> Result<Vec<Segment>> {
        let tree = self.tree()?;
        let mut out = Vec::new();
        for place in 0..conditions(&tree) {
            let mut edited = tree.clone();
            if edit(&mut edited, &mut { place }, round + 1) {
                out.push(segment(edited)?);
            }
        }
        Ok(out)
    }
}

fn segment(root: Value) -> Result<Segment> {
    Segment::parse(&json!({ "version": VERSION, "root": root }))
}

fn children(node: &Value) -> Option<&Vec<Value>> {
    node.get("children").and_then(Value::as_array)
}

fn conditions(node: &Value) -> usize {
    children(node).map_or(1, |all| all.iter().map(conditions).sum())
}

/// Changes the condition at that place in the order of reading.
fn edit(node: &mut Value, place: &mut usize, by: u32) -> bool {
    if let Some(all) = node.get_mut("children").and_then(Value::as_array_mut) {
        return all.iter_mut().any(|child| edit(child, place, by));
    }
    if *place > 0 {
        *place -= 1;
        return false;
    }
    *place = usize::MAX;
    ["percent", "value", "days", "n", "from", "values"].iter().any(|key| change(node, key, by))
}

/// The first number (or list of texts) of that name, wherever it lies in the condition.
fn change(node: &mut Value, key: &str, by: u32) -> bool {
    match node {
        Value::Object(map) => {
            if let Some(found) = map.get_mut(key) {
                if let Some(n) = found.as_i64() {
                    *found = json!(n + i64::from(by));
                    return true;
                }
                if let Some(list) = found.as_array_mut() {
                    list.push(json!(format!("Nowhere {by}")));
                    return true;
                }
                if let Some(text) = found.as_str() {
                    *found = json!(format!("{text} {by}"));
                    return true;
                }
            }
            map.values_mut().any(|v| change(v, key, by))
        }
        Value::Array(all) => all.iter_mut().any(|v| change(v, key, by)),
        _ => false,
    }
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
