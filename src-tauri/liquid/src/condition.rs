//! What stands after `if`: comparisons joined by `and` and `or`, read from the right as Liquid does.

use crate::compare::Compare;
use crate::cursor::{Cursor, Word};
use crate::error::Fail;
use crate::expression::{Expression, expression};

#[derive(Debug)]
pub(crate) struct Condition(pub Box<[Clause]>);

#[derive(Debug)]
pub(crate) struct Clause {
    pub left: Expression,
    pub right: Option<(Compare, Expression)>,
    pub join: Join,
}

/// How a clause is joined to all that follow it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Join {
    And,
    Or,
    Last,
}

pub(crate) fn condition(c: &mut Cursor<'_>) -> Result<Condition, Fail> {
    let mut clauses = Vec::new();
    loop {
        let left = expression(c)?;
        let right = match c.word {
            Word::Compare(how) => {
                c.step()?;
                Some((how, expression(c)?))
            }
            Word::Sign('=') => return Err(Fail::new(c.at, "To compare two values, write “==” instead of “=”.")),
            _ => None,
        };
        let join = if c.pass_name("and")? {
            Join::And
        } else if c.pass_name("or")? {
            Join::Or
        } else {
            Join::Last
        };
        clauses.push(Clause { left, right, join });
        if join == Join::Last {
            c.end()?;
            return Ok(Condition(clauses.into()));
        }
    }
}
