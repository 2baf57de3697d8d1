//! `for` and `tablerow`. Ranges are never written out: the next number is made when its turn comes.

use std::sync::Arc;

use super::{Done, Flow, Renderer, Stop};
use crate::number::whole;
use crate::scope;
use crate::template::Template;
use crate::text::Text;
use crate::tree::{Loop, Offset};
use crate::value::{Value, pair, range_len};

/// What a loop goes through.
enum Items {
    List(Arc<Vec<Value>>),
    Range(i64),
}

impl Items {
    fn of(value: &Value) -> (Self, i64) {
        let list = match value {
            Value::Array(items) => Arc::clone(items),
            Value::Range(from, to) => return (Self::Range(*from), range_len(*from, *to)),
            Value::Object(object) => Arc::new(object.iter().map(|(k, v)| pair(k, v)).collect()),
            Value::Lookup(lookup) => Arc::new(lookup.keys().iter().map(|k| pair(k, &lookup.get(k).unwrap_or_default())).collect()),
            // A text is one item, if there is anything in it.
            v => Arc::new(v.as_str().filter(|t| !t.is_empty()).map(|_| v.clone()).into_iter().collect()),
        };
        let length = i64::try_from(list.len()).unwrap_or(i64::MAX);
        (Self::List(list), length)
    }

    fn get(&self, i: i64) -> Value {
        match self {
            Self::List(items) => usize::try_from(i).ok().and_then(|i| items.get(i)).cloned().unwrap_or_default(),
            Self::Range(from) => Value::Int(from.saturating_add(i)),
        }
    }
}

/// A missing option is `None`.
fn option(value: &Value, table: bool) -> Result<Option<i64>, String> {
    match value {
        Value::Nil => Ok(None),
        Value::Float(x) if table => Ok(Some(*x as i64)),
        v if table => Ok(Some(whole(v).unwrap_or(0))),
        v => whole(v).map(Some),
    }
}

impl Renderer<'_> {
    pub(super) fn repeated(&mut self, t: &Template, node: &Loop, out: &mut String) -> Done {
        let (items, all) = Items::of(&self.scope.evaluate(&node.items));
        let table = node.table.is_some();
        let read = |this: &Self, e: &crate::expression::Expression| {
            option(&this.scope.evaluate(e), table).map_err(|why| Stop::Failed(node.at, why))
        };
        let limit = node.limit.as_ref().map(|e| read(self, e)).transpose()?.flatten();
        let from = match &node.offset {
            Offset::None => 0,
            Offset::By(e) => read(self, e)?.unwrap_or(0),
            Offset::Continue => self.scope.ends.get(&node.name).copied().unwrap_or(0),
        };
        let columns = match &node.table {
            Some(Some(e)) => read(self, e)?,
            _ => None,
        };
        let from = from.clamp(0, all);
        let length = limit.map_or(all - from, |l| l.clamp(0, all - from));
        if !table {
            self.scope.ends.insert(node.name.clone(), from + length);
            if length == 0 {
                return self.body(t, &node.otherwise, out);
            }
        }
        let columns = columns.filter(|c| *c > 0).unwrap_or(length);
        self.scope.frames.push((node.variable.clone(), Value::Nil));
        self.scope.loops.push(scope::Loop {
            table,
            name: node.name.clone(),
            index: 0,
            length,
            columns,
            parent: if table { None } else { self.scope.parent_loop() },
            hidden: false,
        });
        let done = if table { self.rows(t, node, &items, from, out) } else { self.items(t, node, &items, from, out) };
        self.scope.frames.pop();
        self.scope.loops.pop();
        done
    }

    /// Item `i` of the loop takes its place.
    fn turn(&mut self, index: i64, value: Value) -> Result<(), Stop> {
        self.step(1)?;
        if let Some(info) = self.scope.loops.last_mut() {
            info.index = index;
        }
        if let Some((_, slot)) = self.scope.frames.last_mut() {
            *slot = value;
        }
        Ok(())
    }

    fn length(&self) -> i64 {
        self.scope.loops.last().map_or(0, |l| l.length)
    }

    fn items(&mut self, t: &Template, node: &Loop, items: &Items, from: i64, out: &mut String) -> Done {
        let length = self.length();
        for i in 0..length {
            self.turn(i, items.get(from + if node.reversed { length - 1 - i } else { i }))?;
            if let Flow::Break = self.body(t, &node.body, out)? {
                break;
            }
        }
        Ok(Flow::Go)
    }

    fn rows(&mut self, t: &Template, node: &Loop, items: &Items, from: i64, out: &mut String) -> Done {
        let length = self.length();
        let columns = self.scope.loops.last().map_or(1, |l| l.columns).max(1);
        out.push_str("<tr class=\"row1\">\n");
        for i in 0..length {
            self.turn(i, items.get(from + i))?;
            if i > 0 && i % columns == 0 {
                self.markup(&format!("</tr>\n<tr class=\"row{}\">", i / columns + 1), out)?;
            }
            self.markup(&format!("<td class=\"col{}\">", i % columns + 1), out)?;
            let flow = self.body(t, &node.body, out)?;
            self.markup("</td>", out)?;
            if let Flow::Break = flow {
                break;
            }
        }
        out.push_str("</tr>\n");
        Ok(Flow::Go)
    }

    fn markup(&mut self, text: &str, out: &mut String) -> Result<(), Stop> {
        self.output = self.output.checked_sub(text.len()).ok_or(Stop::Limit("it grew too long"))?;
        out.push_str(text);
        Ok(())
    }

    /// A loop of `render … for`.
    pub(super) fn hidden_loop(name: &Text, index: i64, length: i64) -> scope::Loop {
        scope::Loop { table: false, name: name.clone(), index, length, columns: 1, parent: None, hidden: true }
    }
}
