//! Tags with an end: if, unless, case, for, tablerow, capture.

use super::{Ending, Parser};
use crate::condition::condition;
use crate::cursor::{Cursor, Word};
use crate::error::Fail;
use crate::expression::expression;
use crate::lex::space;
use crate::text::Text;
use crate::tree::{Body, Branch, Capture, Case, If, Loop, Node, Offset};

impl<'s> Parser<'s> {
    pub(super) fn conditional(&mut self, tag: &Ending<'s>) -> Result<Node, Fail> {
        let ends: &[&str] = if tag.name == "if" { &["endif", "elsif", "else"] } else { &["endunless", "elsif", "else"] };
        let mut c = self.cursor(tag)?;
        if c.word == Word::End {
            return Err(Fail::new(tag.at, format!("A condition is missing after “{}”.", tag.name)));
        }
        let mut at = tag.at;
        let mut held = Some(condition(&mut c)?);
        let mut wanted = tag.name == "if";
        let mut branches = Vec::new();
        loop {
            let (body, ending) = self.body(tag.name, ends, tag.at)?;
            branches.push(Branch { at, condition: held, wanted, body });
            let Some(ending) = ending.filter(|e| e.name == "elsif" || e.name == "else") else { break };
            at = ending.at;
            wanted = true;
            // Whatever follows an `else` is only read over.
            held = if ending.name == "elsif" { Some(condition(&mut self.cursor(&ending)?)?) } else { None };
        }
        if branches.iter().all(|b| b.body.blank) {
            branches.iter_mut().for_each(|b| b.body.without_spaces());
        }
        Ok(Node::If(Box::new(If { branches })))
    }

    pub(super) fn case(&mut self, tag: &Ending<'s>) -> Result<Node, Fail> {
        let mut c = self.cursor(tag)?;
        let subject = expression(&mut c)?;
        c.end()?;
        let mut branches = Vec::new();
        // What stands before the first `when` is not shown.
        let (_, mut ending) = self.body("case", &["endcase", "when", "else"], tag.at)?;
        while let Some(mark) = ending.filter(|e| e.name != "endcase") {
            let values = if mark.name == "when" { Some(self.when(&mark)?) } else { None };
            let (body, next) = self.body("case", &["endcase", "when", "else"], tag.at)?;
            branches.push((values, body));
            ending = next;
        }
        if branches.iter().all(|(_, b)| b.blank) {
            branches.iter_mut().for_each(|(_, b)| b.without_spaces());
        }
        Ok(Node::Case(Box::new(Case { subject, branches })))
    }

    fn when(&mut self, tag: &Ending<'s>) -> Result<Vec<crate::expression::Expression>, Fail> {
        let mut c = self.cursor(tag)?;
        let mut values = vec![expression(&mut c)?];
        while c.pass(',')? || c.pass_name("or")? {
            values.push(expression(&mut c)?);
        }
        c.end()?;
        Ok(values)
    }

    pub(super) fn capture(&mut self, tag: &Ending<'s>) -> Result<Node, Fail> {
        let place = self.place;
        let rest = self.slice(tag.start, tag.end);
        let quote = rest.trim_start_matches(space).chars().next().filter(|c| matches!(c, '"' | '\''));
        let skip = quote.map_or(0, |_| rest.len() - rest.trim_start_matches(space).len() + 1);
        let (name, end) = self.variable(tag, tag.start + skip)?;
        let after = self.slice(end, tag.end);
        let after = quote.map_or(after, |q| after.strip_prefix(q).unwrap_or(after)).trim_matches(space);
        if !after.is_empty() {
            return Err(Fail::new(end, "“capture” takes one name and nothing after it."));
        }
        let (body, _) = self.body("capture", &["endcapture"], tag.at)?;
        Ok(Node::Capture(Box::new(Capture { name, place, body })))
    }

    pub(super) fn repeated(&mut self, tag: &Ending<'s>) -> Result<Node, Fail> {
        let is_table = tag.name == "tablerow";
        let mut c = self.cursor(tag)?;
        let Word::Name(variable) = c.word else { return Err(c.unexpected("a name for each item is missing")) };
        c.step()?;
        if !c.pass_name("in")? {
            return Err(c.unexpected(&format!("the word “in” is missing, as in “{} {variable} in products”,", tag.name)));
        }
        let from = c.at;
        let items = expression(&mut c)?;
        let name = Text::from(format!("{variable}-{}", c.since(from)));
        let mut node = Loop {
            at: tag.at,
            variable: Text::of(variable),
            name,
            items,
            limit: None,
            offset: Offset::None,
            reversed: false,
            table: is_table.then_some(None),
            body: Body::default(),
            otherwise: Body { nodes: Vec::new(), blank: true },
        };
        self.options(&mut c, &mut node)?;
        if is_table {
            (node.body, _) = self.body("tablerow", &["endtablerow"], tag.at)?;
            return Ok(Node::Loop(Box::new(node)));
        }
        let (body, mut ending) = self.body("for", &["endfor", "else"], tag.at)?;
        node.body = body;
        let mut first = true;
        while ending.as_ref().is_some_and(|e| e.name == "else") {
            let (otherwise, next) = self.body("for", &["endfor", "else"], tag.at)?;
            if std::mem::take(&mut first) {
                node.otherwise = otherwise;
            }
            ending = next;
        }
        if node.body.blank && node.otherwise.blank {
            node.body.without_spaces();
            node.otherwise.without_spaces();
        }
        Ok(Node::Loop(Box::new(node)))
    }

    fn options(&self, c: &mut Cursor<'s>, node: &mut Loop) -> Result<(), Fail> {
        loop {
            c.pass(',')?;
            let Word::Name(name) = c.word else { return c.end() };
            let at = c.at;
            c.step()?;
            if name == "reversed" && node.table.is_none() {
                node.reversed = true;
                continue;
            }
            let known = matches!(name, "limit" | "offset") || name == "cols" && node.table.is_some();
            if !known {
                let options = if node.table.is_some() {
                    "“cols”, “limit” and “offset”"
                } else {
                    "“limit”, “offset” and “reversed”"
                };
                return Err(Fail::new(at, format!("“{name}” means nothing here; a loop knows {options}.")));
            }
            c.need(':')?;
            if name == "offset" && c.pass_name("continue")? {
                node.offset = Offset::Continue;
                continue;
            }
            let value = expression(c)?;
            match name {
                "limit" => node.limit = Some(value),
                "offset" => node.offset = Offset::By(value),
                _ => node.table = Some(Some(value)),
            }
        }
    }
}
