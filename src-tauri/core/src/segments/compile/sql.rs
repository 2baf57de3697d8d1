//! A statement under construction: text and its numbered parameters.

use super::Statement;
use crate::segments::values::Number;
use crate::store::Value;

#[derive(Default)]
pub struct Sql {
    params: Vec<Value>,
}

impl Sql {
    /// Keeps a parameter and gives its place in the text: `?3`.
    pub fn bind(&mut self, value: impl Into<Value>) -> String {
        self.params.push(value.into());
        format!("?{}", self.params.len())
    }

    /// A list as one parameter (JSON), so that its length does not change the statement.
    pub fn list(&mut self, values: &impl serde::Serialize) -> String {
        let place = self.bind(serde_json::to_string(values).unwrap_or_default());
        format!("(SELECT value FROM json_each({place}))")
    }

    /// The same for text that is compared without case.
    pub fn text_list(&mut self, values: &[String]) -> String {
        let lower: Vec<String> = values.iter().filter(|v| !v.trim().is_empty()).map(|v| v.to_ascii_lowercase()).collect();
        self.list(&lower)
    }

    /// The comparison as SQL over `expr`, an expression without side effects.
    pub fn number(&mut self, expr: &str, compare: Number) -> String {
        let mut one = |op: &str, value: i64| format!("{expr} {op} {}", self.bind(value));
        match compare {
            Number::AtLeast { value } => one(">=", value),
            Number::AtMost { value } => one("<=", value),
            Number::Exactly { value } => one("=", value),
            Number::Not { value } => one("<>", value),
            Number::MoreThan { value } => one(">", value),
            Number::LessThan { value } => one("<", value),
            Number::Between { from, to } => {
                let (from, to) = (self.bind(from.min(to)), self.bind(from.max(to)));
                format!("{expr} BETWEEN {from} AND {to}")
            }
            Number::Top { .. } | Number::Bottom { .. } => "FALSE".to_owned(),
        }
    }

    pub fn done(self, sql: String) -> Statement {
        Statement { sql, params: self.params, complement: false }
    }
}
