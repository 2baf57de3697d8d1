//! One evaluation: conditions to sets (from the cache, or one statement each), groups by set algebra.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use roaring::RoaringBitmap;

use super::cache::{Base, Cache};
use super::compile::{AsOf, compile};
use super::condition::{Field, LifecycleIs, Profile, RfmIs};
use super::definition::{Match, Node};
use super::engine::NodeSet;
use super::values::Test;
use super::{parse, saved};
use crate::store::Reader;
use crate::types::{DocumentId, Error, Result};

/// Everything one evaluation works with: one snapshot, one day, the sets known so far.
pub struct Session<'a> {
    pub reader: &'a Reader<'a>,
    pub cache: &'a Mutex<Cache>,
    pub revision: i64,
    pub as_of: AsOf,
    pub base: Arc<Base>,
    pub cancelled: &'a dyn Fn() -> bool,
    /// Conditions with a problem are passed over instead of refused.
    pub draft: bool,
    /// The segments we are inside of, to find one that leads back to itself.
    pub trail: Vec<(DocumentId, String)>,
    pub segments: HashMap<DocumentId, Arc<RoaringBitmap>>,
}

/// `None`: says nothing (yet).
type Set = Option<Arc<RoaringBitmap>>;

impl Session<'_> {
    /// The set of a node; its and its children's sets are added to `out`, parents first.
    pub fn node(&mut self, node: &Node, path: &mut Vec<usize>, out: &mut Vec<NodeSet>) -> Result<Set> {
        if (self.cancelled)() {
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
            return self.cannot(path, problem.into_owned());
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
            Node::Rfm(x) => {
                let rfm = self.base.rfm();
                let note = (!rfm.enough()).then(|| {
                    format!(
                        "Not enough data yet: RFM needs {} people who bought, and there are {}.",
                        crate::insights::rfm::MIN_BUYERS,
                        rfm.buyers
                    )
                });
                Ok((Some(Arc::new(with_rfm(&self.base, x))), None, note))
            }
            Node::Lifecycle(x) => Ok((Some(Arc::new(at_stage(&self.base, x))), None, self.base.lifecycle().not_enough())),
            node => {
                let set = self.statement(node)?;
                let unset = match node {
                    Node::Profile(p) if p.is.unset().is_some() => {
                        let empty = Node::Profile(Profile { field: p.field.clone(), is: Test::IsNotSet });
                        Some(self.statement(&empty)?.len())
                    }
                    _ => None,
                };
                let note = matches!(node, Node::Profile(Profile { field: Field::Custom(name), .. }) if !self.field_exists(name)?)
                    .then(|| "Nobody has this field.".to_owned());
                Ok((Some(set), unset, note))
            }
        }
    }

    /// What a condition with a problem comes to: a note in a draft, else a refusal that names the place.
    fn cannot(&self, path: &[usize], problem: String) -> Result<(Set, Option<u64>, Option<String>)> {
        if self.draft && self.trail.is_empty() {
            Ok((None, None, Some(parse::capital(&problem))))
        } else {
            Err(Error::bad_input(format!("{}: {problem}", parse::capital(&parse::place(path)))))
        }
    }

    /// Runs a condition's one statement, or takes what it gave before.
    fn statement(&self, node: &Node) -> Result<Arc<RoaringBitmap>> {
        let key = node.canonical();
        if let Some(known) = self.lock().set(self.revision, self.as_of, &key) {
            return Ok(known);
        }
        let statement = compile(node, self.as_of).ok_or_else(|| Error::internal("A condition that no statement can answer."))?;
        let mut set = RoaringBitmap::new();
        let mut rows = 0u32;
        self.reader.each(&statement.sql, &statement.params, |row| {
            rows = rows.wrapping_add(1);
            if rows.is_multiple_of(4096) && (self.cancelled)() {
                return Err(Error::cancelled());
            }
            set.insert(row.person(0)?.0);
            Ok(())
        })?;
        let set = Arc::new(if statement.complement { &*self.base.everyone - set } else { set & &*self.base.everyone });
        self.lock().keep_set(self.revision, self.as_of, key, &set);
        Ok(set)
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

    fn field_exists(&self, name: &str) -> Result<bool> {
        Ok(self.reader.number("SELECT EXISTS (SELECT 1 FROM person_field WHERE name = ?1)", &[name.into()])? > 0)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Cache> {
        self.cache.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn with_rfm(base: &Base, x: &RfmIs) -> RoaringBitmap {
    let fits = |p: &&crate::insights::rfm::PersonRfm| {
        (x.names.is_empty() || x.names.contains(&p.name))
            && x.r.is_none_or(|s| s.holds(p.r))
            && x.f.is_none_or(|s| s.holds(p.f))
            && x.m.is_none_or(|s| s.holds(p.m))
    };
    base.rfm().people().iter().filter(fits).map(|p| p.person.0).collect()
}

fn at_stage(base: &Base, x: &LifecycleIs) -> RoaringBitmap {
    base.lifecycle().people().iter().filter(|(_, stage)| x.stages.contains(stage)).map(|(p, _)| p.0).collect()
}
