//! `render` and `include`: templates that a loader knows by name. Without a loader there are none.

use std::sync::Arc;

use super::{Done, Flow, Renderer, Stop};
use crate::template::Template;
use crate::text::Text;
use crate::tree::Partial;
use crate::value::Value;

impl Renderer<'_> {
    pub(super) fn partial(&mut self, node: &Partial, out: &mut String) -> Done {
        let name = self.scope.evaluate(&node.name).to_text();
        let unknown = || Stop::Failed(node.at, format!("there is no template “{}” here", crate::number::short(&name)));
        let loaded = self.settings.loader.and_then(|l| l.load(&name)).ok_or_else(unknown)?;
        let arguments: Vec<(Text, Value)> = node.arguments.iter().map(|(n, e)| (n.clone(), self.scope.evaluate(e).into_owned())).collect();
        let bound = node.with.as_ref().map(|(e, each, alias)| {
            let alias = alias.clone().unwrap_or_else(|| Text::of(name.rsplit('/').next().unwrap_or_default()));
            (alias, self.scope.evaluate(e).into_owned(), *each || !node.isolated)
        });
        if node.isolated {
            return self.isolated(&loaded, &name, arguments, bound, out);
        }
        let frames = self.scope.frames.len();
        self.scope.frames.extend(arguments);
        let mut flow = Ok(Flow::Go);
        match bound {
            Some((alias, Value::Array(items), true)) => {
                self.scope.frames.push((alias, Value::Nil));
                for item in items.iter() {
                    self.step(1)?;
                    if let Some((_, slot)) = self.scope.frames.last_mut() {
                        *slot = item.clone();
                    }
                    flow = self.nested(&loaded, out);
                    if !matches!(flow, Ok(Flow::Go)) {
                        break;
                    }
                }
            }
            Some((alias, value, _)) => {
                self.scope.frames.push((alias, value));
                flow = self.nested(&loaded, out);
            }
            None => flow = self.nested(&loaded, out),
        }
        self.scope.frames.truncate(frames);
        flow
    }

    fn nested(&mut self, loaded: &Arc<Template>, out: &mut String) -> Done {
        let depth = self.depth;
        let done = self.body(loaded, &loaded.body, out);
        self.depth = depth;
        // Its offsets mean nothing to the template around it.
        match done {
            Err(Stop::Failed(at, why)) => {
                self.report(loaded, at, why)?;
                Ok(Flow::Go)
            }
            other => other,
        }
    }

    /// `render` sees the data and its arguments, nothing else, and leaves nothing behind.
    fn isolated(
        &mut self,
        loaded: &Arc<Template>,
        name: &Text,
        arguments: Vec<(Text, Value)>,
        bound: Option<(Text, Value, bool)>,
        out: &mut String,
    ) -> Done {
        let mut outer = std::mem::take(self.scope);
        self.scope.globals = std::mem::take(&mut outer.globals);
        let list = match bound {
            Some((alias, Value::Array(items), true)) => Some((alias, items)),
            Some((alias, value, _)) => {
                self.scope.locals.insert(alias, value);
                None
            }
            None => None,
        };
        let mut done = Ok(Flow::Go);
        match list {
            None => {
                arguments.into_iter().for_each(|(n, v)| self.scope.locals.insert(n, v));
                done = self.nested(loaded, out);
            }
            Some((alias, items)) => {
                let length = i64::try_from(items.len()).unwrap_or(i64::MAX);
                for (i, item) in (0..).zip(items.iter()) {
                    if self.step(1).is_err() {
                        done = Err(Stop::Limit("its loops never seem to end"));
                        break;
                    }
                    self.scope.locals.clear();
                    self.scope.locals.insert(alias.clone(), item.clone());
                    arguments.iter().for_each(|(n, v)| self.scope.locals.insert(n.clone(), v.clone()));
                    self.scope.loops = vec![Self::hidden_loop(name, i, length)];
                    done = self.nested(loaded, out);
                    if done.is_err() {
                        break;
                    }
                }
            }
        }
        outer.globals = std::mem::take(&mut self.scope.globals);
        *self.scope = outer;
        done.map(|_| Flow::Go)
    }
}
