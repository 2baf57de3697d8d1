//! When an answer will change if nothing else happens: one person's conditions asked again for each day to come, with the
//! rows that are known today.
//!
//! Only what a window or a count of days decides can be foreseen; what insights say of everybody, and ranks, cannot, and
//! a group with one of these has no such day.

use super::base::Base;
use super::columns::Columns;
use super::columns::part::PEOPLE;
use super::condition::{Field, Profile};
use super::definition::{Match, Node};
use super::scan::activity::Does;
use super::scan::consent::Said;
use super::scan::sequence::Follows;
use super::scan::versus::Against;
use super::scan::{Asked, Condition, profile};
use super::texts::Holds;
use super::values::Test;
use crate::store::Reader;
use crate::store::condition::Text;
use crate::types::{Day, PersonId, Result};

/// How far ahead.
const DAYS: u32 = 400;

/// A node's answers today and on each day to come.
enum Course {
    /// It stays what it is.
    Fixed(bool),
    Days(Vec<bool>),
    /// Nobody can tell.
    Open,
    /// It says nothing (yet).
    Silent,
}

/// For each node, parents first, the first day on which its answer is another. `holds`: today's answers, in the same order.
pub fn changes(reader: &Reader<'_>, root: &Node, base: &Base, person: PersonId, holds: &[Option<bool>]) -> Result<Vec<Option<Day>>> {
    let mut out = Vec::new();
    let mut holds = holds.iter().copied();
    Walk { reader, base, person }.node(root, &mut holds, &mut out)?;
    Ok(out)
}

struct Walk<'a> {
    reader: &'a Reader<'a>,
    base: &'a Base,
    person: PersonId,
}

impl Walk<'_> {
    fn node(&self, node: &Node, holds: &mut dyn Iterator<Item = Option<bool>>, out: &mut Vec<Option<Day>>) -> Result<Course> {
        let today = holds.next().flatten();
        let place = out.len();
        out.push(None);
        let course = match (node, today) {
            (Node::Group(g), _) => {
                let mut children = Vec::new();
                for child in &g.children {
                    children.push(self.node(child, holds, out)?);
                }
                if today.is_none() { Course::Silent } else { joined(g.matching, &children) }
            }
            (_, None) => Course::Silent,
            (leaf, Some(today)) => self.leaf(leaf, today)?,
        };
        if let (Course::Days(days), Some(entry)) = (&course, out.get_mut(place)) {
            let first = days.first().copied();
            let change = days.iter().position(|d| Some(*d) != first).and_then(|n| u32::try_from(n).ok());
            *entry = change.map(|n| self.base.as_of.day.plus_days(n));
        }
        Ok(course)
    }

    fn leaf(&self, node: &Node, today: bool) -> Result<Course> {
        let (columns, asked): (&Columns, Asked) = (&self.base.columns, self.base.asked);
        Ok(match node {
            Node::Activity(a) if a.measure.compare().is_some_and(super::values::Number::ranks) => Course::Open,
            Node::Activity(a) => {
                let mut does = Does::new(a, asked, columns);
                self.each_day(|asked, holds| {
                    does.aim(a, asked);
                    holds(&does)
                })
            }
            Node::Sequence(s) => {
                let mut follows = Follows::new(s, asked, columns);
                self.each_day(|asked, holds| {
                    follows.aim(s, asked);
                    holds(&follows)
                })
            }
            Node::Versus(v) => {
                let mut against = Against::new(v, asked, columns);
                self.each_day(|asked, holds| {
                    against.aim(v, asked);
                    holds(&against)
                })
            }
            Node::Consent(c) => {
                let mut said = Said::new(c, asked, columns);
                self.each_day(|asked, holds| {
                    said.aim(c, asked);
                    holds(&said)
                })
            }
            Node::Profile(p) => self.profile(p, today)?,
            Node::Random(_) | Node::People(_) | Node::List(_) | Node::Arm(_) => Course::Fixed(today),
            _ => Course::Open,
        })
    }

    /// Today and the days to come, as one person's answers.
    fn each_day(&self, mut ask: impl FnMut(Asked, &mut dyn FnMut(&dyn Condition) -> bool) -> bool) -> Course {
        let (part, place) = (self.person.0 as usize / PEOPLE, self.person.0 as usize % PEOPLE);
        let mut holds = |condition: &dyn Condition| {
            let mut holds = false;
            condition.scan(&self.base.columns, part, place..place + 1, &mut |_| holds = true);
            holds
        };
        Course::Days((0..=DAYS).map(|n| ask(self.on(n), &mut holds)).collect())
    }

    fn on(&self, days: u32) -> Asked {
        let mut asked = self.base.asked;
        asked.as_of.day = asked.as_of.day.plus_days(days);
        asked
    }

    fn profile(&self, p: &Profile, today: bool) -> Result<Course> {
        if !matches!(p.is, Test::Within { .. } | Test::ComingUp { .. }) {
            return Ok(Course::Fixed(today));
        }
        let of = match &p.field {
            Field::Created => {
                return Ok(self.each_day(|asked, holds| profile::compile(p, asked, &self.base.columns).is_some_and(|c| holds(&c))));
            }
            Field::Birthday => Text::Birthday,
            Field::Custom(name) => Text::Custom(name),
            _ => return Ok(Course::Fixed(today)),
        };
        let mut text = None;
        self.reader.each_text(of, Some(&format!("[{}]", self.person.0)), |_, t| {
            text = Some(t.to_owned());
            Ok(())
        })?;
        Ok(Course::Days((0..=DAYS).map(|n| Holds::new(&p.is, self.on(n).as_of).of(text.as_deref())).collect()))
    }
}

fn joined(matching: Match, children: &[Course]) -> Course {
    let speaking = || children.iter().filter(|c| !matches!(c, Course::Silent));
    if speaking().any(|c| matches!(c, Course::Open)) {
        return Course::Open;
    }
    let on = |day: usize| {
        let mut each = speaking().map(|c| match c {
            Course::Fixed(holds) => *holds,
            Course::Days(days) => days.get(day).copied().unwrap_or(false),
            Course::Open | Course::Silent => false,
        });
        match matching {
            Match::All => each.all(|h| h),
            Match::Any => each.any(|h| h),
            Match::None => !each.any(|h| h),
        }
    };
    Course::Days((0..=DAYS as usize).map(on).collect())
}
