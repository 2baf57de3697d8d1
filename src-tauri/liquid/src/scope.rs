//! What names mean while templates are filled in.
//!
//! One scope serves several templates in turn (an `assign` in the first is known in the second) and is reset for the
//! next reader without giving back its memory.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::expression::{Expression, Key, Path, end};
use crate::object::Object;
use crate::text::Text;
use crate::value::{NIL, Value};

#[derive(Debug, Default)]
pub struct Scope {
    /// The data, which templates read and never change.
    pub globals: Object,
    pub(crate) locals: Object,
    pub(crate) counters: Object,
    /// Variables of loops and arguments of partials, innermost last.
    pub(crate) frames: Vec<(Text, Value)>,
    pub(crate) loops: Vec<Loop>,
    pub(crate) cycles: HashMap<String, usize>,
    /// Where the last loop of that name ended, for `offset: continue`.
    pub(crate) ends: HashMap<Text, i64>,
    pub(crate) changed: Option<String>,
}

/// A loop under way; `forloop` and `tablerowloop` are read from here.
#[derive(Debug, Clone)]
pub(crate) struct Loop {
    pub table: bool,
    pub name: Text,
    /// From 0.
    pub index: i64,
    pub length: i64,
    pub columns: i64,
    /// The place of the loop around it.
    pub parent: Option<usize>,
    /// Of `render … for`: no loop within calls it its parent.
    pub hidden: bool,
}

impl Scope {
    pub fn new(globals: Object) -> Self {
        Self { globals, ..Self::default() }
    }

    /// Forgets everything that templates assigned, captured and counted. The data stays.
    pub fn reset(&mut self) {
        self.locals.clear();
        self.counters.clear();
        self.frames.clear();
        self.loops.clear();
        self.cycles.clear();
        self.ends.clear();
        self.changed = None;
    }

    /// What a name means; `None`: nothing has this name.
    pub fn find(&self, name: &str) -> Option<&Value> {
        self.frames
            .iter()
            .rev()
            .find(|(n, _)| n.as_str() == name)
            .map(|(_, v)| v)
            .or_else(|| self.locals.get(name))
            .or_else(|| self.counters.get(name))
            .or_else(|| self.globals.get(name))
    }

    pub(crate) fn evaluate<'a>(&'a self, expression: &'a Expression) -> Cow<'a, Value> {
        match expression {
            Expression::Literal(value) => Cow::Borrowed(value),
            Expression::Path(path) => self.resolve(path),
            Expression::Range(ends) => Cow::Owned(Value::Range(end(&self.evaluate(&ends.0)), end(&self.evaluate(&ends.1)))),
        }
    }

    fn resolve<'a>(&'a self, path: &'a Path) -> Cow<'a, Value> {
        let computed;
        let root = match &path.root {
            Key::Name(name) => name.as_str(),
            Key::Index(_) => return Cow::Borrowed(&NIL),
            Key::Computed(expression) => {
                computed = self.evaluate(expression).to_text();
                computed.as_str()
            }
        };
        let mut rest = path.rest.iter();
        let mut here = match self.find_loop(root) {
            Some(at) => self.loop_member(at, &mut rest),
            None => self.find(root).map_or(Cow::Borrowed(&NIL), Cow::Borrowed),
        };
        for key in rest {
            here = match here {
                Cow::Borrowed(value) => self.step(value, key),
                Cow::Owned(value) => Cow::Owned(self.step(&value, key).into_owned()),
            };
        }
        here
    }

    fn step<'v>(&self, value: &'v Value, key: &Key) -> Cow<'v, Value> {
        match key {
            Key::Name(name) => value.member(name),
            Key::Index(index) => value.item(*index),
            Key::Computed(expression) => value.at(&self.evaluate(expression)),
        }
    }

    fn find_loop(&self, name: &str) -> Option<usize> {
        let table = match name {
            _ if self.loops.is_empty() => return None,
            "forloop" => false,
            "tablerowloop" => true,
            _ => return None,
        };
        self.loops.iter().rposition(|l| l.table == table)
    }

    /// The loop that one begun now stands in.
    pub(crate) fn parent_loop(&self) -> Option<usize> {
        self.loops.iter().rposition(|l| !l.table && !l.hidden)
    }

    fn loop_member<'a>(&self, at: usize, rest: &mut std::slice::Iter<'a, Key>) -> Cow<'a, Value> {
        let mut at = at;
        loop {
            let Some(info) = self.loops.get(at) else { return Cow::Borrowed(&NIL) };
            let name = match rest.next() {
                Some(Key::Name(name)) => name,
                Some(_) => return Cow::Borrowed(&NIL),
                None => return Cow::Owned(info.snapshot()),
            };
            if name.as_str() == "parentloop" {
                match info.parent {
                    Some(parent) => at = parent,
                    None => return Cow::Borrowed(&NIL),
                }
            } else {
                return Cow::Owned(info.member(name));
            }
        }
    }
}

impl Loop {
    fn member(&self, name: &str) -> Value {
        let columns = self.columns.max(1);
        match name {
            "index" => Value::Int(self.index + 1),
            "index0" => Value::Int(self.index),
            "rindex" => Value::Int(self.length - self.index),
            "rindex0" => Value::Int(self.length - self.index - 1),
            "first" => Value::Bool(self.index == 0),
            "last" => Value::Bool(self.index + 1 == self.length),
            "length" => Value::Int(self.length),
            "name" if !self.table => Value::Str(self.name.clone()),
            "col" if self.table => Value::Int(self.index % columns + 1),
            "col0" if self.table => Value::Int(self.index % columns),
            "col_first" if self.table => Value::Bool(self.index % columns == 0),
            "col_last" if self.table => Value::Bool(self.index % columns + 1 == columns),
            "row" if self.table => Value::Int(self.index / columns + 1),
            _ => Value::Nil,
        }
    }

    /// The loop as it is now, for whoever keeps it.
    fn snapshot(&self) -> Value {
        let names =
            ["name", "length", "index", "index0", "rindex", "rindex0", "first", "last", "col", "col0", "col_first", "col_last", "row"];
        let members = names.into_iter().map(|n| (n, self.member(n))).filter(|(_, v)| !v.is_nil());
        members.collect::<Object>().into()
    }
}
