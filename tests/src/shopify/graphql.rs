//! As much of GraphQL as our documents use: reading one, answering the fields it names, reckoning what that costs.
//!
//! A field that the simulator does not have is refused, as Shopify refuses one that its schema does not have.

use serde_json::{Map, Value, json};

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Field {
    pub name: String,
    pub args: Vec<(String, Arg)>,
    pub inner: Vec<Field>,
    /// `... on Order`: the type of an inline fragment.
    pub on: Option<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Arg {
    Variable(String),
    Value(Value),
}

#[derive(Debug)]
pub struct Document {
    pub mutation: bool,
    pub name: String,
    pub fields: Vec<Field>,
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Word(String),
    Text(String),
    Number(i64),
    Mark(char),
}

/// # Errors
/// What is wrong with the document.
pub fn parse(text: &str) -> Result<Document, String> {
    let mut p = Parser { tokens: tokens(text)?, at: 0 };
    let (mut mutation, mut name) = (false, String::new());
    if let Some(Token::Word(w)) = p.peek().cloned() {
        mutation = w == "mutation";
        p.at += 1;
        if let Some(Token::Word(n)) = p.peek().cloned() {
            name = n;
            p.at += 1;
        }
        if p.peek() == Some(&Token::Mark('(')) {
            while p.next()? != Token::Mark(')') {}
        }
    }
    let fields = p.selection()?;
    if p.at < p.tokens.len() {
        return Err("more than one operation".to_owned());
    }
    Ok(Document { mutation, name, fields })
}

fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let mut out = Vec::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            c if c.is_whitespace() || c == ',' => {}
            '"' => {
                let mut s = String::new();
                loop {
                    match chars.next().ok_or("a text without an end")? {
                        '"' => break,
                        '\\' => s.push(chars.next().ok_or("a text without an end")?),
                        c => s.push(c),
                    }
                }
                out.push(Token::Text(s));
            }
            c if c.is_ascii_alphabetic() || c == '_' => {
                let mut s = c.to_string();
                while let Some(c) = chars.next_if(|c| c.is_ascii_alphanumeric() || *c == '_') {
                    s.push(c);
                }
                out.push(Token::Word(s));
            }
            c if c.is_ascii_digit() || c == '-' => {
                let mut s = c.to_string();
                while let Some(c) = chars.next_if(char::is_ascii_digit) {
                    s.push(c);
                }
                out.push(Token::Number(s.parse().map_err(|_| "a number that is none")?));
            }
            c => out.push(Token::Mark(c)),
        }
    }
    Ok(out)
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn next(&mut self) -> Result<Token, String> {
        let t = self.tokens.get(self.at).cloned().ok_or("the document ends too early")?;
        self.at += 1;
        Ok(t)
    }

    fn word(&mut self) -> Result<String, String> {
        match self.next()? {
            Token::Word(w) => Ok(w),
            other => Err(format!("a name was expected, not {other:?}")),
        }
    }

    fn mark(&mut self, c: char) -> Result<(), String> {
        match self.next()? {
            Token::Mark(m) if m == c => Ok(()),
            other => Err(format!("“{c}” was expected, not {other:?}")),
        }
    }

    fn selection(&mut self) -> Result<Vec<Field>, String> {
        self.mark('{')?;
        let mut out = Vec::new();
        loop {
            match self.peek() {
                Some(Token::Mark('}')) => {
                    self.at += 1;
                    return Ok(out);
                }
                Some(Token::Mark('.')) => {
                    for _ in 0..3 {
                        self.mark('.')?;
                    }
                    if self.word()? != "on" {
                        return Err("only inline fragments are known here".to_owned());
                    }
                    let on = Some(self.word()?);
                    out.push(Field { on, inner: self.selection()?, ..Field::default() });
                }
                _ => {
                    let name = self.word()?;
                    let args = if self.peek() == Some(&Token::Mark('(')) { self.args()? } else { Vec::new() };
                    let inner = if self.peek() == Some(&Token::Mark('{')) { self.selection()? } else { Vec::new() };
                    out.push(Field { name, args, inner, on: None });
                }
            }
        }
    }

    fn args(&mut self) -> Result<Vec<(String, Arg)>, String> {
        self.mark('(')?;
        let mut out = Vec::new();
        while self.peek() != Some(&Token::Mark(')')) {
            let name = self.word()?;
            self.mark(':')?;
            let value = match self.next()? {
                Token::Mark('$') => Arg::Variable(self.word()?),
                Token::Text(s) => Arg::Value(json!(s)),
                Token::Number(n) => Arg::Value(json!(n)),
                Token::Word(w) => Arg::Value(match w.as_str() {
                    "true" => json!(true),
                    "false" => json!(false),
                    "null" => Value::Null,
                    other => json!(other),
                }),
                other => return Err(format!("a value was expected, not {other:?}")),
            };
            out.push((name, value));
        }
        self.mark(')')?;
        Ok(out)
    }
}

impl Field {
    pub fn arg(&self, name: &str, variables: &Value) -> Value {
        match self.args.iter().find(|(n, _)| n == name).map(|(_, a)| a) {
            Some(Arg::Variable(v)) => variables.get(v).cloned().unwrap_or(Value::Null),
            Some(Arg::Value(v)) => v.clone(),
            None => Value::Null,
        }
    }

    pub fn get(&self, name: &str) -> Option<&Field> {
        self.inner.iter().find(|f| f.name == name)
    }

    pub fn is_connection(&self) -> bool {
        self.get("nodes").is_some() || self.get("edges").is_some()
    }

    /// The fields of a connection's rows.
    pub fn rows(&self) -> &[Field] {
        let nodes = self.get("nodes").or_else(|| self.get("edges").and_then(|e| e.get("node")));
        nodes.map_or(&[], |f| f.inner.as_slice())
    }

    /// What it may cost at most: objects 1, connections 2 and their rows.
    pub fn cost(&self, variables: &Value) -> f64 {
        if self.inner.is_empty() {
            return 0.0;
        }
        let inner = |fields: &[Field]| fields.iter().map(|f| f.cost(variables)).sum::<f64>();
        if self.is_connection() {
            let first = self.arg("first", variables).as_f64().unwrap_or(10.0);
            return 2.0 + first * (1.0 + inner(self.rows()));
        }
        if self.name == "nodes" {
            let ids = self.arg("ids", variables).as_array().map_or(1, Vec::len);
            return ids as f64 * (1.0 + inner(&self.inner));
        }
        if self.on.is_some() {
            return inner(&self.inner);
        }
        1.0 + inner(&self.inner)
    }
}

/// Answers fields from what the world holds.
pub struct Answering<'a> {
    pub variables: &'a Value,
    /// What it really cost.
    pub cost: f64,
    pub errors: Vec<Value>,
    /// Fields of customers' data that are hidden from the app.
    pub hidden: &'a [&'a str],
}

impl Answering<'_> {
    /// Just the fields that were asked for.
    pub fn object(&mut self, whole: &Value, fields: &[Field]) -> Value {
        self.cost += 1.0;
        let mut out = Map::new();
        self.into(&mut out, whole, fields);
        Value::Object(out)
    }

    fn into(&mut self, out: &mut Map<String, Value>, whole: &Value, fields: &[Field]) {
        for f in fields {
            if let Some(on) = &f.on {
                let gid = whole.get("id").and_then(Value::as_str).unwrap_or("");
                if gid.starts_with(&format!("gid://shopify/{on}/")) {
                    self.into(out, whole, &f.inner);
                }
                continue;
            }
            if self.hidden.contains(&f.name.as_str()) {
                self.errors.push(json!({ "message": format!("This app is not approved to use the {} field. See https://shopify.dev/docs/apps/launch/protected-customer-data for more details.", f.name),
                    "path": [f.name], "extensions": { "code": "ACCESS_DENIED" } }));
                out.insert(f.name.clone(), Value::Null);
                continue;
            }
            let Some(value) = whole.get(&f.name) else {
                self.errors
                    .push(json!({ "message": format!("Field '{}' doesn't exist", f.name), "extensions": { "code": "undefinedField" } }));
                continue;
            };
            let answered = self.value(value, f);
            out.insert(f.name.clone(), answered);
        }
    }

    fn value(&mut self, value: &Value, f: &Field) -> Value {
        match value {
            Value::Array(all) if f.is_connection() => self.connection(all, f),
            Value::Array(all) if !f.inner.is_empty() => all.iter().map(|x| self.object(x, &f.inner)).collect(),
            Value::Object(_) if f.inner.is_empty() => {
                self.errors.push(json!({ "message": format!("Field '{}' must have selections", f.name) }));
                Value::Null
            }
            Value::Object(_) => self.object(value, &f.inner),
            plain => plain.clone(),
        }
    }

    /// A list inside a thing; its cursors are places in it.
    fn connection(&mut self, all: &[Value], f: &Field) -> Value {
        let from = f.arg("after", self.variables).as_str().and_then(|a| a.parse::<usize>().ok()).unwrap_or(0);
        let first = f.arg("first", self.variables).as_u64().and_then(|n| usize::try_from(n).ok()).unwrap_or(usize::MAX);
        let to = from.saturating_add(first).min(all.len());
        let rows: Vec<Value> = all.get(from..to).unwrap_or_default().iter().map(|x| self.object(x, f.rows())).collect();
        self.page(rows, f, to < all.len(), Some(to.to_string()))
    }

    pub fn page(&mut self, rows: Vec<Value>, f: &Field, more: bool, end: Option<String>) -> Value {
        self.cost += 2.0;
        let mut out = Map::new();
        if f.get("nodes").is_some() {
            out.insert("nodes".to_owned(), Value::Array(rows));
        } else {
            out.insert("edges".to_owned(), rows.into_iter().map(|n| json!({ "node": n })).collect());
        }
        if f.get("pageInfo").is_some() {
            let end = if out.values().next().and_then(Value::as_array).is_some_and(|r| !r.is_empty()) { json!(end) } else { Value::Null };
            out.insert("pageInfo".to_owned(), json!({ "hasNextPage": more, "endCursor": end }));
        }
        Value::Object(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_reads_what_we_send_and_answers_just_that() {
        let d = parse("query A($first: Int!, $q: String = \"x\") { orders(first: $first, reverse: true) { nodes { id lines(first: 1) { nodes { n } pageInfo { hasNextPage endCursor } } ... on Order { name } } } }").unwrap();
        assert_eq!((d.name.as_str(), d.mutation, d.fields[0].arg("first", &json!({ "first": 5 }))), ("A", false, json!(5)));
        let whole = json!({ "id": "gid://shopify/Order/1", "name": "#1", "secret": 1, "lines": [{ "n": 1 }, { "n": 2 }] });
        let vars = json!({ "first": 5 });
        let mut a = Answering { variables: &vars, cost: 0.0, errors: Vec::new(), hidden: &[] };
        let rows = d.fields[0].rows();
        assert_eq!(
            a.object(&whole, rows),
            json!({ "id": "gid://shopify/Order/1", "lines": { "nodes": [{ "n": 1 }], "pageInfo": { "hasNextPage": true, "endCursor": "1" } }, "name": "#1" })
        );
        assert_eq!((a.cost, d.fields[0].cost(&vars)), (4.0, 2.0 + 5.0 * (1.0 + 2.0 + 1.0)));
        assert!(parse("query A { a").is_err() && parse("{ a } { b }").is_err());
    }
}
