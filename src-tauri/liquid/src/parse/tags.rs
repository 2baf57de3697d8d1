//! Tags that stand alone: assign, echo, cycle, increment, render and their like; comments too.

use super::{Ending, Parser};
use crate::cursor::{Cursor, Word};
use crate::error::Fail;
use crate::expression::{Expression, Filtered, arguments, expression, filtered, key};
use crate::lex::{Kind, Token, space};
use crate::text::Text;
use crate::tree::{Assign, Body, Cycle, Node, Output, Partial, Print};
use crate::value::Value;

impl<'s> Parser<'s> {
    /// Reads one tag and what belongs to it. `opener`, `end`: the block around it.
    pub(super) fn tag(&mut self, tag: &Ending<'s>, body: &mut Body, opener: &str, end: &str) -> Result<(), Fail> {
        if let Some(printing) = self.language.tag(tag.name) {
            let node = self.print(tag, printing)?;
            self.push(body, node);
            return Ok(());
        }
        if !self.language.has_own_tag(tag.name) {
            return Err(Fail::new(tag.at, self.stray(tag.name, opener, end)));
        }
        let node = match tag.name {
            "#" => return self.inline_comment(tag),
            "comment" => return self.comment(tag),
            "doc" => return self.doc(tag),
            "liquid" => return self.liquid(tag, body),
            "raw" => return self.raw(tag, body),
            "echo" => {
                let mut c = self.cursor(tag)?;
                match self.output_of(&mut c)? {
                    Some(node) => node,
                    None => return Ok(()),
                }
            }
            "assign" => self.assign(tag)?,
            "cycle" => self.cycle(tag)?,
            "increment" | "decrement" => {
                let (name, rest) = self.variable(tag, tag.start)?;
                Cursor::new(self.source, rest, tag.end)?.end()?;
                Node::Count(name, tag.name == "increment")
            }
            "break" => Node::Break,
            "continue" => Node::Continue,
            "render" | "include" => self.partial(tag)?,
            "if" | "unless" => self.conditional(tag)?,
            "case" => self.case(tag)?,
            "for" | "tablerow" => self.repeated(tag)?,
            "capture" => self.capture(tag)?,
            "ifchanged" => {
                let (inner, _) = self.body("ifchanged", &["endifchanged"], tag.at)?;
                Node::IfChanged(Box::new(inner))
            }
            _ => return Err(Fail::new(tag.at, self.stray(tag.name, opener, end))),
        };
        self.push(body, node);
        Ok(())
    }

    /// A tag that has no business here.
    fn stray(&self, name: &str, opener: &str, end: &str) -> String {
        let closes = name.strip_prefix("end").filter(|n| self.language.has_own_tag(n) && *n != "else" && *n != "elsif");
        match (name, closes) {
            ("", _) => "There is no tag between “{%” and “%}”.".to_owned(),
            ("else" | "elsif" | "when", _) => format!("“{{% {name} %}}” stands outside of {{% if %}} and {{% case %}}."),
            (_, Some(_)) if !opener.is_empty() => {
                format!("“{{% {opener}” must be closed with {{% {end} %}} before {{% {name} %}}.")
            }
            (_, Some(opened)) => format!("“{{% {name} %}}” closes nothing: no {{% {opened} %}} is open here."),
            _ => self.language.unknown_tag(name),
        }
    }

    fn inline_comment(&self, tag: &Ending<'s>) -> Result<(), Fail> {
        let inner = self.slice(tag.at, tag.end);
        match inner.lines().map(|l| l.trim_start_matches(space)).find(|l| !l.is_empty() && !l.starts_with('#')) {
            Some(_) => Err(Fail::new(tag.at, "Every line of a “#” comment begins with “#”.")),
            None => Ok(()),
        }
    }

    /// What is commented is not read; comments within it are counted.
    fn comment(&mut self, tag: &Ending<'s>) -> Result<(), Fail> {
        let mut open = 1usize;
        while let Some(token) = self.take() {
            if token.kind == Kind::Tag {
                match crate::lex::tag_name(self.slice(token.start, token.end)) {
                    "comment" => open += 1,
                    "endcomment" => open -= 1,
                    _ => {}
                }
            }
            if open == 0 {
                return Ok(());
            }
        }
        Err(Fail::new(tag.at, "“{% comment” is never closed with {% endcomment %}."))
    }

    fn doc(&mut self, tag: &Ending<'s>) -> Result<(), Fail> {
        if !self.slice(tag.start, tag.end).trim().is_empty() {
            return Err(Fail::new(tag.at, "“doc” takes nothing after it."));
        }
        self.verbatim("doc", tag.at).map(|_| ())
    }

    /// In a template of parts, what was cut as Liquid is put together again, and written as any value of its place.
    fn raw(&mut self, tag: &Ending<'s>, body: &mut Body) -> Result<(), Fail> {
        if !self.slice(tag.start, tag.end).trim().is_empty() {
            return Err(Fail::new(tag.at, "“raw” takes nothing after it."));
        }
        for token in self.verbatim("raw", tag.at)? {
            let (open, close) = match token.kind {
                Kind::Text => {
                    self.push(body, Node::Raw(token.start, token.end));
                    continue;
                }
                Kind::Output => ("{{", "}}"),
                Kind::Tag => ("{%", "%}"),
            };
            let text = format!("{open} {} {close}", self.slice(token.start, token.end).trim());
            self.place = token.place;
            let number = self.place("raw", token.start);
            let base = Expression::Literal(Value::from(text));
            let value = Filtered { base, calls: Box::default() };
            self.push(body, Node::Output(Box::new(Output { number, at: token.start, value })));
        }
        Ok(())
    }

    /// The tokens up to the end tag.
    fn verbatim(&mut self, name: &str, at: usize) -> Result<Vec<Token>, Fail> {
        let mut out = Vec::new();
        while let Some(token) = self.take() {
            let inner = self.slice(token.start, token.end);
            if token.kind == Kind::Tag && crate::lex::tag_name(inner).strip_prefix("end") == Some(name) {
                return Ok(out);
            }
            out.push(token);
        }
        Err(Fail::new(at, format!("“{{% {name} %}}” is never closed with {{% end{name} %}}.")))
    }

    /// Each line of it is a tag.
    fn liquid(&mut self, tag: &Ending<'s>, body: &mut Body) -> Result<(), Fail> {
        let mut tokens = Vec::new();
        let mut start = tag.start;
        for line in self.slice(tag.start, tag.end).split('\n') {
            let end = start + line.len();
            if !line.trim_matches(space).is_empty() {
                tokens.push(Token { kind: Kind::Tag, start, end, place: self.place });
            }
            start = end + 1;
        }
        let outer = (std::mem::replace(&mut self.tokens, tokens), std::mem::take(&mut self.next));
        let (inner, _) = self.body("liquid", &[], tag.at)?;
        (self.tokens, self.next) = outer;
        for node in inner.nodes {
            self.push(body, node);
        }
        Ok(())
    }

    /// A name that is given a value: letters, digits, `_` and `-`, no dash at its beginning. And where it ends.
    pub(super) fn variable(&self, tag: &Ending<'s>, start: usize) -> Result<(Text, usize), Fail> {
        let rest = self.slice(start, tag.end);
        let name = rest.trim_start_matches(space);
        let from = start + rest.len() - name.len();
        let end = name.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '-').unwrap_or(name.len());
        match name.get(..end) {
            Some(name) if !name.is_empty() && !name.starts_with('-') => Ok((Text::of(name), from + end)),
            _ => Err(Fail::new(from, format!("A name is missing after “{}”.", tag.name))),
        }
    }

    fn assign(&mut self, tag: &Ending<'s>) -> Result<Node, Fail> {
        let (name, rest) = self.variable(tag, tag.start)?;
        let mut c = Cursor::new(self.source, rest, tag.end)?;
        c.need('=')?;
        let value = filtered(&mut c, self.language)?;
        c.end()?;
        Ok(Node::Assign(Box::new(Assign { at: tag.at, name, value })))
    }

    fn cycle(&mut self, tag: &Ending<'s>) -> Result<Node, Fail> {
        let mut c = self.cursor(tag)?;
        let mut from = c.at;
        let mut items = vec![expression(&mut c)?];
        let mut name = None;
        if c.pass(':')? {
            name = items.pop();
            from = c.at;
            items.push(expression(&mut c)?);
        }
        while c.pass(',')? {
            if c.word == Word::End {
                break;
            }
            items.push(expression(&mut c)?);
        }
        c.end()?;
        let number = self.place(c.since(from), tag.at);
        Ok(Node::Cycle(Box::new(Cycle { number, name, key: Text::of(c.since(from)), items })))
    }

    fn print(&mut self, tag: &Ending<'s>, filter: crate::language::Filter) -> Result<Node, Fail> {
        let mut c = self.cursor(tag)?;
        let (given, named) = if c.word == Word::End { (Vec::new(), Vec::new()) } else { arguments(&mut c)? };
        c.end()?;
        filter.accepts(given.len(), &named).map_err(|why| Fail::new(tag.at, why))?;
        let number = self.place(tag.name, tag.at);
        let call = crate::expression::Call { filter, arguments: given.into(), named: named.into() };
        Ok(Node::Print(Box::new(Print { number, at: tag.at, call })))
    }

    fn partial(&mut self, tag: &Ending<'s>) -> Result<Node, Fail> {
        let mut c = self.cursor(tag)?;
        let isolated = tag.name == "render";
        let name = expression(&mut c)?;
        if isolated && !matches!(&name, Expression::Literal(v) if v.as_str().is_some()) {
            return Err(Fail::new(tag.at, "“render” needs the template’s name in quotes."));
        }
        let mut with = None;
        if key(&mut { c })?.is_none()
            && let Word::Name(word @ ("with" | "for")) = c.word
        {
            c.step()?;
            let value = expression(&mut c)?;
            with = Some((value, word == "for", self.alias(&mut c)?));
        }
        let mut arguments = Vec::new();
        while c.word != Word::End {
            c.pass(',')?;
            let Some(name) = key(&mut c)? else { break };
            arguments.push((name, expression(&mut c)?));
        }
        c.end()?;
        Ok(Node::Partial(Box::new(Partial { at: tag.at, isolated, name, with, arguments })))
    }

    fn alias(&self, c: &mut Cursor<'s>) -> Result<Option<Text>, Fail> {
        if !c.pass_name("as")? {
            return Ok(None);
        }
        let Word::Name(name) = c.word else { return Err(c.unexpected("a name after “as” is missing")) };
        c.step()?;
        Ok(Some(Text::of(name)))
    }
}
