//! One evaluation: conditions to sets (known ones, brought up to date where rows were touched since), groups by set algebra.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use roaring::RoaringBitmap;

use super::base::Base;
use super::cache::Cache;
use super::condition::{Field, Profile};
use super::definition::{Match, Node};
use super::engine::NodeSet;
use super::keeper::Keeper;
use super::plan::{self, Plan};
use super::scan;
use super::scan::activity::{Asks, Does};
use super::scan::kept::Kept;
use super::scan::work::Stop;
use super::values::Test;
use super::{insight, journal, parse, saved, stored};
use crate::store::change::Touched;
use crate::store::{Area, Reader};
use crate::types::{DocumentId, Error, Result};

/// Everything one evaluation works with: one snapshot, one day, the sets known so far.
pub struct Session<'a> {
    pub reader: &'a Reader<'a>,
    pub cache: &'a Mutex<Cache>,
    pub keeper: &'a Keeper,
    pub base: Arc<Base>,
    pub stop: Stop<'a>,
    /// Conditions with a problem are passed over instead of refused.
    pub draft: bool,
    /// The segments we are inside of, to find one that leads back to itself.
    pub trail: Vec<(DocumentId, String)>,
    pub segments: HashMap<DocumentId, Arc<RoaringBitmap>>,
    /// Only this person is asked about: what can be said of them alone is, and the sets are of no use for anybody else.
    pub only: Option<u32>,
}

/// `None`: says nothing (yet).
type Set = Option<Arc<RoaringBitmap>>;

/// Patching an answer person by person is quicker than asking anew only while they are few.
const MOST_PATCHED: u64 = 20_000;

impl Session<'_> {
    /// The set of a node; its and its children's sets are added to `out`, parents first.
    pub fn node(&mut self, node: &Node, path: &mut Vec<usize>, out: &mut Vec<NodeSet>) -> Result<Set> {
        if (self.stop)() {
            return Err(Error::cancelled());
        }
        let place = out.len();
        out.push(NodeSet { path: path.clone(), set: None, unset: None, note: None });
        let set = match node {
            Node::Group(g) => self.group(g.matching, &g.children, path, out)?,
            condition => {
                let (set, unset, note) = self.condition(condition, path)?;
                if let Some(entry) = out.get_mut(place) {
                    (entry.unset, entry.note) = (unset, note);
                }
                set
            }
        };
        if let Some(entry) = out.get_mut(place) {
            entry.set = set.clone();
        }
        Ok(set)
    }

    fn group(&mut self, matching: Match, children: &[Node], path: &mut Vec<usize>, out: &mut Vec<NodeSet>) -> Result<Set> {
        let mut sum: Option<RoaringBitmap> = None;
        for (i, child) in children.iter().enumerate() {
            path.push(i);
            let set = self.node(child, path, out)?;
            path.pop();
            let Some(set) = set else { continue };
            match (&mut sum, matching) {
                (None, _) => sum = Some((*set).clone()),
                (Some(sum), Match::All) => *sum &= &*set,
                (Some(sum), Match::Any | Match::None) => *sum |= &*set,
            }
        }
        Ok(sum.map(|s| Arc::new(if matching == Match::None { &*self.base.everyone - s } else { s })))
    }

    fn condition(&mut self, node: &Node, path: &[usize]) -> Result<(Set, Option<u64>, Option<String>)> {
        if let Some(problem) = node.problem() {
            return self.cannot(path, &problem);
        }
        match node {
            Node::Segment(s) => match self.segment(s.id, path) {
                Ok(set) => Ok((Some(set), None, None)),
                Err(e) if self.draft && self.trail.is_empty() && e.code != crate::types::Code::Cancelled => {
                    Ok((None, None, Some(e.message)))
                }
                Err(e) => Err(e),
            },
            Node::People(p) => {
                let mut set: RoaringBitmap = p.ids.iter().map(|id| id.0).collect();
                set &= &*self.base.everyone;
                Ok((Some(Arc::new(set)), None, None))
            }
            node => {
                let set = self.answer(node)?;
                let unset = match node {
                    Node::Profile(p) if p.is.unset().is_some() => {
                        let empty = Node::Profile(Profile { field: p.field.clone(), is: Test::IsNotSet });
                        Some(self.answer(&empty)?.len())
                    }
                    _ => None,
                };
                Ok((Some(set), unset, self.note(node)?))
            }
        }
    }

    fn note(&self, node: &Node) -> Result<Option<String>> {
        Ok(match node {
            Node::Profile(Profile { field: Field::Custom(name), .. }) if !self.reader.has_custom_field(name)? => {
                Some("Nobody has this field.".to_owned())
            }
            Node::List(l) if self.reader.on_list(l.id)?.is_none() => Some("This list is not there (any more).".to_owned()),
            node => insight::note(node, &self.base),
        })
    }

    /// What a condition with a problem comes to: a note in a draft, else a refusal that names the place.
    fn cannot(&self, path: &[usize], problem: &str) -> Result<(Set, Option<u64>, Option<String>)> {
        if self.draft && self.trail.is_empty() {
            Ok((None, None, Some(parse::capital(problem))))
        } else {
            Err(Error::bad_input(format!("{}: {problem}", parse::capital(&parse::place(path)))))
        }
    }

    /// What was known of the condition, brought up to date; or the condition asked of everybody.
    fn answer(&self, node: &Node) -> Result<Arc<RoaringBitmap>> {
        let key = node.canonical();
        let revision = (self.base.columns.revision, self.other_revision(node)?);
        let known = self.lock().set(self.base.as_of, &key);
        let set = match known {
            Some(k) if k.revision == revision => return Ok(k.set),
            Some(k) if k.revision.1 == revision.1 => self.brought_up(node, k.revision.0, &k.set)?,
            _ => None,
        };
        if let (None, Some(id)) = (&set, self.only)
            && let Some(holds) = self.ask_alone(node, id)?
        {
            return Ok(Arc::new(holds));
        }
        let set = match set {
            Some(set) => set,
            None => Arc::new(self.ask(node)?),
        };
        self.lock().keep_set(revision, self.base.as_of, key, &set);
        Ok(set)
    }

    /// Exports, experiments and lists have revisions of their own.
    fn other_revision(&self, node: &Node) -> Result<i64> {
        match node {
            Node::Arm(_) | Node::Exported(_) | Node::List(_) => {
                Ok(self.reader.revision(Area::House)?.wrapping_add(self.reader.revision(Area::Documents)?))
            }
            _ => Ok(0),
        }
    }

    /// An answer of an earlier revision as of now; `None` when it must be asked anew.
    fn brought_up(&self, node: &Node, from: i64, known: &Arc<RoaringBitmap>) -> Result<Option<Arc<RoaringBitmap>>> {
        let Some((areas, people)) = self.keeper.between(from, self.base.columns.revision) else { return Ok(None) };
        let made_of = plan::made_of(node);
        if !areas.meets(made_of) {
            return Ok(Some(known.clone()));
        }
        let catalogue = areas.meets(Touched::PRODUCTS) && made_of.meets(Touched::PRODUCTS);
        if catalogue || !plan::person_by_person(node) || people.len() > MOST_PATCHED {
            return Ok(None);
        }
        let theirs = match plan::plan(node, self.base.asked, &self.base.columns) {
            Plan::Own(condition) => scan::some(&self.base.columns, &*condition, &people),
            Plan::Numbers(does, _) => scan::some(&self.base.columns, &*does, &people),
            Plan::Texts => stored::people(self.reader, node, &self.base, Some(&people), self.stop)?,
            _ => return Ok(None),
        };
        Ok(Some(Arc::new((&**known - &people) | (theirs & &*self.base.everyone))))
    }

    /// The answer for one person; `None` when it takes everybody's.
    fn ask_alone(&self, node: &Node, id: u32) -> Result<Option<RoaringBitmap>> {
        let one = RoaringBitmap::from_iter([id]) & &*self.base.everyone;
        Ok(match plan::plan(node, self.base.asked, &self.base.columns) {
            Plan::Own(condition) => Some(scan::some(&self.base.columns, &*condition, &one)),
            // Ranks are of everybody; any other number is the person's own.
            Plan::Numbers(does, _) if plan::person_by_person(node) => Some(scan::some(&self.base.columns, &*does, &one)),
            Plan::Texts => Some(stored::people(self.reader, node, &self.base, Some(&one), self.stop)?),
            _ => None,
        })
    }

    fn ask(&self, node: &Node) -> Result<RoaringBitmap> {
        let base = &self.base;
        let set = match plan::plan(node, base.asked, &base.columns) {
            Plan::Own(condition) => scan::everybody(&base.columns, &*condition, self.stop)?,
            Plan::Numbers(does, number) => self.compared(&does, number)?,
            Plan::Texts => stored::people(self.reader, node, base, None, self.stop)?,
            Plan::Insights => insight::people(node, base),
            Plan::Journal => journal::people(self.reader, node, base)?,
        };
        Ok(set & &*base.everyone)
    }

    /// By everybody's numbers, which are kept: another threshold, another percentage needs no look at the rows.
    fn compared(&self, does: &Does, number: String) -> Result<RoaringBitmap> {
        let base = &self.base;
        let known = self.lock().numbers(base.columns.revision, base.as_of, &number);
        let numbers = match known {
            Some(numbers) => numbers,
            None => {
                let numbers = Arc::new(Kept::of(&base.columns, does, self.stop)?);
                self.lock().keep_numbers(base.columns.revision, base.as_of, number, &numbers);
                numbers
            }
        };
        match does.asks {
            Asks::Figure(_, share) if share.ranks() => Ok(numbers.share(share, &base.everyone)),
            _ => numbers.those(&does.asks, self.stop),
        }
    }

    fn segment(&mut self, id: DocumentId, path: &[usize]) -> Result<Arc<RoaringBitmap>> {
        if let Some(known) = self.segments.get(&id) {
            return Ok(known.clone());
        }
        if self.trail.iter().any(|(seen, _)| *seen == id) {
            return Err(saved::cycle(&self.trail, id));
        }
        let (name, segment) = saved::find(self.reader, id)?.ok_or_else(|| saved::missing(path, id))?;
        self.trail.push((id, name));
        let set = self.node(&segment.root, &mut Vec::new(), &mut Vec::new());
        self.trail.pop();
        let set = set?.unwrap_or_else(|| self.base.everyone.clone());
        self.segments.insert(id, set.clone());
        Ok(set)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Cache> {
        self.cache.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
