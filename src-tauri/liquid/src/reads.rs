//! Which names a template reads and makes, so that one that does not exist is found before anybody receives it.

use crate::condition::Condition;
use crate::expression::{Call, Expression, Filtered, Key, Path};
use crate::template::Template;
use crate::tree::{Body, Node, Offset};

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// Dotted names in order of appearance, each once: `person.first_name`. Not those it makes itself before, nor the
    /// variables of its loops. `a.b[0].c` is `a.b`: what stands behind a number cannot be known by name.
    pub reads: Vec<String>,
    /// What it assigns, captures and counts.
    pub makes: Vec<String>,
}

impl Template {
    pub fn names(&self) -> Names {
        let mut walk = Walk { names: Names::default(), bound: vec!["forloop".to_owned(), "tablerowloop".to_owned()] };
        walk.body(&self.body);
        walk.names
    }
}

struct Walk {
    names: Names,
    /// Variables of the loops around.
    bound: Vec<String>,
}

impl Walk {
    fn body(&mut self, body: &Body) {
        body.nodes.iter().for_each(|n| self.node(n));
    }

    fn node(&mut self, node: &Node) {
        match node {
            Node::Text(..) | Node::Raw(..) | Node::Break | Node::Continue => {}
            Node::Output(output) => self.filtered(&output.value),
            Node::Print(print) => self.call(&print.call),
            Node::Assign(assign) => {
                self.filtered(&assign.value);
                self.make(&assign.name);
            }
            Node::Capture(capture) => {
                self.body(&capture.body);
                self.make(&capture.name);
            }
            Node::If(node) => {
                for branch in &node.branches {
                    if let Some(condition) = &branch.condition {
                        self.condition(condition);
                    }
                    self.body(&branch.body);
                }
            }
            Node::Case(node) => {
                self.expression(&node.subject);
                for (values, body) in &node.branches {
                    values.iter().flatten().for_each(|v| self.expression(v));
                    self.body(body);
                }
            }
            Node::Loop(node) => {
                self.expression(&node.items);
                node.limit.iter().for_each(|e| self.expression(e));
                node.table.iter().flatten().for_each(|e| self.expression(e));
                if let Offset::By(e) = &node.offset {
                    self.expression(e);
                }
                self.bound.push(node.variable.to_string());
                self.body(&node.body);
                self.bound.pop();
                self.body(&node.otherwise);
            }
            Node::Cycle(cycle) => {
                cycle.name.iter().chain(&cycle.items).for_each(|e| self.expression(e));
            }
            Node::Count(name, _) => self.make(name),
            Node::IfChanged(body) => self.body(body),
            Node::Partial(partial) => {
                self.expression(&partial.name);
                partial.with.iter().for_each(|(e, ..)| self.expression(e));
                partial.arguments.iter().for_each(|(_, e)| self.expression(e));
            }
        }
    }

    fn make(&mut self, name: &str) {
        if !self.names.makes.iter().any(|n| n == name) {
            self.names.makes.push(name.to_owned());
        }
    }

    fn filtered(&mut self, value: &Filtered) {
        self.expression(&value.base);
        value.calls.iter().for_each(|c| self.call(c));
    }

    fn call(&mut self, call: &Call) {
        call.arguments.iter().for_each(|e| self.expression(e));
        call.named.iter().for_each(|(_, e)| self.expression(e));
    }

    fn condition(&mut self, condition: &Condition) {
        for clause in &condition.0 {
            self.expression(&clause.left);
            clause.right.iter().for_each(|(_, e)| self.expression(e));
        }
    }

    fn expression(&mut self, expression: &Expression) {
        match expression {
            Expression::Literal(_) => {}
            Expression::Range(ends) => {
                self.expression(&ends.0);
                self.expression(&ends.1);
            }
            Expression::Path(path) => self.path(path),
        }
    }

    fn path(&mut self, path: &Path) {
        for key in std::iter::once(&path.root).chain(&path.rest) {
            if let Key::Computed(inner) = key {
                self.expression(inner);
            }
        }
        let Key::Name(root) = &path.root else { return };
        if self.bound.iter().chain(&self.names.makes).any(|n| n == root.as_str()) {
            return;
        }
        let mut name = root.to_string();
        for key in &path.rest {
            let Key::Name(part) = key else { break };
            name.push('.');
            name.push_str(part);
        }
        if !self.names.reads.contains(&name) {
            self.names.reads.push(name);
        }
    }
}
