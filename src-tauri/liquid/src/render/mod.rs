//! Fills a template in.
//!
//! Everything that could run away is counted: nodes and items as steps, bytes written, bytes made by filters and
//! captures, depth. The count is the same on every machine, so a template either always stops or never.

mod loops;
mod partials;

use std::any::Any;
use std::sync::Arc;

use crate::compare::{equal, holds};
use crate::condition::{Condition, Join};
use crate::error::RenderError;
use crate::expression::{Call, Filtered, MOST_ARGUMENTS};
use crate::language::Args;
use crate::scope::Scope;
use crate::template::{Output, Template};
use crate::text::Text;
use crate::tree::{Body, Case, Cycle, If, Node};
use crate::value::{Value, Written};

/// What one filling-in may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes written to the page, captures included.
    pub output: usize,
    /// Bytes that filters and captures make.
    pub made: usize,
    /// Bytes of one value that a filter makes.
    pub value: usize,
    /// Nodes filled in, items looped over or looked at by filters.
    pub steps: usize,
    /// Tags within tags, partials included.
    pub depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { output: 1_000_000, made: 4_000_000, value: 1_000_000, steps: 200_000, depth: 80 }
    }
}

/// Where `render` and `include` find their templates.
pub trait Loader {
    fn load(&self, name: &str) -> Option<Arc<Template>>;
}

#[derive(Clone, Copy, Default)]
pub struct Settings<'a> {
    pub limits: Limits,
    /// `None`: there are no templates to render or include.
    pub loader: Option<&'a dyn Loader>,
    /// Seconds since 1970, for `"now" | date`; `None`: nobody knows what time it is.
    pub now: Option<i64>,
    /// The first error ends it. Otherwise what fails is empty, is told to the observer, and the rest goes on.
    pub strict: bool,
}

/// Stands where values reach the page: escapes them for their place and notes what it likes.
pub trait Observer {
    /// Writes a value. `fell_back`: it is the fallback of `default`.
    fn write(&mut self, output: &Output, value: &Value, fell_back: bool, out: &mut String);

    /// Something failed and is empty on the page.
    fn failed(&mut self, _error: RenderError) {}

    /// Captured text as plain text, for filters.
    fn plain(&self, written: &Written) -> Text {
        written.text.clone()
    }

    /// What the product's own filters may know: `Context::desk`.
    fn desk(&mut self) -> Option<&mut dyn Any> {
        None
    }
}

/// Writes values as they are.
#[derive(Debug, Default)]
pub struct Plain;

impl Observer for Plain {
    fn write(&mut self, _: &Output, value: &Value, _: bool, out: &mut String) {
        value.print(out);
    }
}

/// What a filter may know and must account for.
pub struct Context<'a> {
    observer: &'a mut dyn Observer,
    steps: &'a mut usize,
    made: &'a mut usize,
    value: usize,
    pub now: Option<i64>,
    /// Set by a filter that gave a fallback instead of its input.
    pub fell_back: bool,
}

impl Context<'_> {
    /// What the product's observer keeps for its filters.
    pub fn desk<T: Any>(&mut self) -> Option<&mut T> {
        self.observer.desk().and_then(<dyn Any>::downcast_mut)
    }

    /// To be called before looking at so many items.
    ///
    /// # Errors
    /// There are too many.
    pub fn charge(&mut self, items: usize) -> Result<(), String> {
        *self.steps = self.steps.checked_sub(items).ok_or_else(|| "it has too many items".to_owned())?;
        Ok(())
    }

    /// To be called before making a value of so many bytes, where they are more than the input has.
    ///
    /// # Errors
    /// There are too many.
    pub fn make(&mut self, bytes: usize) -> Result<(), String> {
        if bytes > self.value {
            return Err(format!("a value grew longer than {} letters", thousands(self.value)));
        }
        *self.made = self.made.checked_sub(bytes).ok_or_else(|| "it grew too long".to_owned())?;
        Ok(())
    }
}

fn thousands(n: usize) -> String {
    let digits = n.to_string();
    let first = digits.len() % 3;
    let groups = digits.as_bytes().get(first..).unwrap_or_default().chunks(3).map(String::from_utf8_lossy);
    let head = digits.get(..first).filter(|h| !h.is_empty()).map(Into::into);
    head.into_iter().chain(groups).collect::<Vec<_>>().join(",")
}

/// Why a node came to nothing.
pub(crate) enum Stop {
    /// This node failed: the offset, and the end of a sentence.
    Failed(usize, String),
    /// Everything ends here.
    Limit(&'static str),
    Strict(RenderError),
}

pub(crate) enum Flow {
    Go,
    Break,
    Continue,
}

pub(crate) type Done = Result<Flow, Stop>;

pub(crate) struct Renderer<'a> {
    scope: &'a mut Scope,
    observer: &'a mut dyn Observer,
    settings: &'a Settings<'a>,
    output: usize,
    made: usize,
    steps: usize,
    depth: usize,
}

impl Template {
    /// Appends the filled-in template to `out`.
    ///
    /// # Errors
    /// A limit was reached (what was written so far stays in `out`), or, if strict, anything failed.
    pub fn render(
        &self,
        scope: &mut Scope,
        observer: &mut dyn Observer,
        settings: &Settings<'_>,
        out: &mut String,
    ) -> Result<(), RenderError> {
        let Limits { output, made, steps, .. } = settings.limits;
        let mut renderer = Renderer { scope, observer, settings, output, made, steps, depth: 0 };
        let result = renderer.body(self, &self.body, out);
        // A limit can leave loops open.
        scope.frames.clear();
        scope.loops.clear();
        match result {
            Ok(_) => Ok(()),
            Err(Stop::Failed(at, sentence)) => Err(RenderError { line: self.line(at), sentence, stopped: false }),
            Err(Stop::Limit(sentence)) => Err(RenderError { line: 1, sentence: sentence.to_owned(), stopped: true }),
            Err(Stop::Strict(error)) => Err(error),
        }
    }
}

impl Renderer<'_> {
    fn body(&mut self, t: &Template, body: &Body, out: &mut String) -> Done {
        self.depth += 1;
        if self.depth > self.settings.limits.depth {
            return Err(Stop::Limit("tags and templates stand too deep within each other"));
        }
        let mut flow = Flow::Go;
        for node in &body.nodes {
            self.step(1)?;
            let before = out.len();
            let done = self.node(t, node, out);
            self.spend(out.len().saturating_sub(before), node)?;
            match done {
                Ok(Flow::Go) => {}
                Ok(other) => {
                    flow = other;
                    break;
                }
                Err(Stop::Failed(at, sentence)) => self.report(t, at, sentence)?,
                Err(stop) => return Err(stop),
            }
        }
        self.depth -= 1;
        Ok(flow)
    }

    fn step(&mut self, n: usize) -> Result<(), Stop> {
        self.steps = self.steps.checked_sub(n).ok_or(Stop::Limit("its loops never seem to end"))?;
        Ok(())
    }

    /// Nodes with nodes in them were accounted for by those.
    fn spend(&mut self, bytes: usize, node: &Node) -> Result<(), Stop> {
        if matches!(node, Node::Text(..) | Node::Raw(..) | Node::Output(_) | Node::Print(_) | Node::Cycle(_)) {
            self.output = self.output.checked_sub(bytes).ok_or(Stop::Limit("it grew too long"))?;
        }
        Ok(())
    }

    fn report(&mut self, t: &Template, at: usize, sentence: String) -> Result<(), Stop> {
        let error = RenderError { line: t.line(at), sentence, stopped: false };
        if self.settings.strict {
            return Err(Stop::Strict(error));
        }
        self.observer.failed(error);
        Ok(())
    }

    #[inline]
    fn node(&mut self, t: &Template, node: &Node, out: &mut String) -> Done {
        match node {
            Node::Text(start, end) | Node::Raw(start, end) => out.push_str(t.source.get(*start..*end).unwrap_or_default()),
            Node::Output(output) => {
                let Some(place) = t.outputs().get(output.number) else { return Ok(Flow::Go) };
                if output.value.calls.is_empty() {
                    let value = self.scope.evaluate(&output.value.base);
                    self.observer.write(place, &value, false, out);
                } else {
                    let (value, fell_back) = self.filtered(&output.value).map_err(|why| Stop::Failed(output.at, why))?;
                    self.observer.write(place, &value, fell_back, out);
                }
            }
            Node::Print(print) => {
                let (value, fell_back) = self.call(&Value::Nil, &print.call).map_err(|why| Stop::Failed(print.at, why))?;
                if let Some(place) = t.outputs().get(print.number) {
                    self.observer.write(place, &value, fell_back, out);
                }
            }
            Node::Assign(assign) => {
                let (value, _) = self.filtered(&assign.value).map_err(|why| Stop::Failed(assign.at, why))?;
                self.scope.locals.insert(assign.name.clone(), value);
            }
            Node::Capture(capture) => {
                let mut text = String::new();
                let flow = self.body(t, &capture.body, &mut text)?;
                self.made = self.made.checked_sub(text.len()).ok_or(Stop::Limit("it grew too long"))?;
                let text = Text::from(text);
                let value = if t.parts { Value::Written(Arc::new(Written { text, place: capture.place })) } else { Value::Str(text) };
                self.scope.locals.insert(capture.name.clone(), value);
                return Ok(flow);
            }
            Node::If(node) => return self.conditional(t, node, out),
            Node::Case(node) => return self.case(t, node, out),
            Node::Loop(node) => return self.repeated(t, node, out),
            Node::Cycle(cycle) => self.cycle(t, cycle, out),
            Node::Count(name, up) => self.count(name, *up, out),
            Node::IfChanged(body) => {
                let mut text = String::new();
                let flow = self.body(t, body, &mut text)?;
                if self.scope.changed.as_ref() != Some(&text) {
                    out.push_str(&text);
                    self.scope.changed = Some(text);
                }
                return Ok(flow);
            }
            Node::Partial(partial) => return self.partial(partial, out),
            Node::Break => return Ok(Flow::Break),
            Node::Continue => return Ok(Flow::Continue),
        }
        Ok(Flow::Go)
    }

    /// The value behind its filters, and whether the last word had a fallback.
    fn filtered(&mut self, value: &Filtered) -> Result<(Value, bool), String> {
        let mut here = self.scope.evaluate(&value.base).into_owned();
        let mut fell_back = false;
        for call in &value.calls {
            let (next, fell) = self.call(&here, call)?;
            here = next;
            fell_back |= fell;
        }
        Ok((here, fell_back))
    }

    fn call(&mut self, input: &Value, call: &Call) -> Result<(Value, bool), String> {
        const NONE: Value = Value::Nil;
        let mut given = [NONE; MOST_ARGUMENTS];
        for (slot, argument) in given.iter_mut().zip(call.arguments.iter()) {
            *slot = self.scope.evaluate(argument).into_owned();
            if let (false, Value::Written(written)) = (call.filter.keeps_written, &*slot) {
                *slot = Value::Str(self.observer.plain(written));
            }
        }
        let named: Vec<(Text, Value)> = call.named.iter().map(|(n, e)| (n.clone(), self.scope.evaluate(e).into_owned())).collect();
        let plain;
        let input = match input {
            Value::Written(written) if !call.filter.keeps_written => {
                plain = Value::Str(self.observer.plain(written));
                &plain
            }
            other => other,
        };
        let args = Args { positional: given.get(..call.arguments.len()).unwrap_or_default(), named: &named };
        let mut context = Context {
            observer: &mut *self.observer,
            steps: &mut self.steps,
            made: &mut self.made,
            value: self.settings.limits.value,
            now: self.settings.now,
            fell_back: false,
        };
        let value = (call.filter.run)(input, &args, &mut context)?;
        let size = match &value {
            Value::Str(text) => text.len(),
            Value::Array(items) => items.len() * size_of::<Value>(),
            _ => 0,
        };
        context.make(size)?;
        Ok((value, context.fell_back))
    }

    fn holds(&self, condition: &Condition) -> Result<bool, String> {
        let mut held = false;
        for clause in &condition.0 {
            let left = self.scope.evaluate(&clause.left);
            held = match &clause.right {
                Some((how, right)) => holds(&left, *how, &self.scope.evaluate(right))?,
                None => left.is_true(),
            };
            // From the right: `a and …` is false with a false `a`, `a or …` is true with a true one.
            match clause.join {
                Join::And if !held => return Ok(false),
                Join::Or if held => return Ok(true),
                _ => {}
            }
        }
        Ok(held)
    }

    fn conditional(&mut self, t: &Template, node: &If, out: &mut String) -> Done {
        for branch in &node.branches {
            let held = match &branch.condition {
                Some(condition) => {
                    self.step(condition.0.len())?;
                    self.holds(condition).map_err(|why| Stop::Failed(branch.at, why))? == branch.wanted
                }
                None => true,
            };
            if held {
                return self.body(t, &branch.body, out);
            }
        }
        Ok(Flow::Go)
    }

    /// Every branch that fits is filled in, once for each value that does.
    fn case(&mut self, t: &Template, node: &Case, out: &mut String) -> Done {
        let subject = self.scope.evaluate(&node.subject).into_owned();
        let mut found = false;
        for (values, body) in &node.branches {
            let times = match values {
                Some(values) => values.iter().filter(|v| equal(&subject, &self.scope.evaluate(v))).count(),
                None => usize::from(!found),
            };
            found |= values.is_some() && times > 0;
            for _ in 0..times {
                match self.body(t, body, out)? {
                    Flow::Go => {}
                    other => return Ok(other),
                }
            }
        }
        Ok(Flow::Go)
    }

    fn cycle(&mut self, t: &Template, cycle: &Cycle, out: &mut String) {
        let key = match &cycle.name {
            Some(name) => format!("n{}", self.scope.evaluate(name).to_text()),
            None => format!("k{}", cycle.key),
        };
        let at = self.scope.cycles.entry(key).or_default();
        let item = cycle.items.get(*at);
        *at += 1;
        if *at >= cycle.items.len() {
            *at = 0;
        }
        if let (Some(item), Some(place)) = (item, t.outputs().get(cycle.number)) {
            let value = self.scope.evaluate(item);
            self.observer.write(place, &value, false, out);
        }
    }

    fn count(&mut self, name: &Text, up: bool, out: &mut String) {
        let now = match self.scope.counters.get(name) {
            Some(Value::Int(n)) => *n,
            _ => 0,
        };
        let next = if up { now.saturating_add(1) } else { now.saturating_sub(1) };
        Value::Int(if up { now } else { next }).print(out);
        self.scope.counters.insert(name.clone(), next);
    }
}
