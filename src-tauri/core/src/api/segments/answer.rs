//! Shaping an evaluation for the screen and the terminal: counts by node, the sentence, lines of people.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{money, people};
use crate::segments::explain::node_text;
use crate::segments::funnel::{self, Step};
use crate::segments::names::Names;
use crate::segments::reason::reason;
use crate::segments::{Evaluation, Segment, describe};
use crate::store::Reader;
use crate::types::{Currency, Day, Money, PersonId, Result, Timestamp};

const SAMPLE: u64 = 10;
const MOST_ON_A_PAGE: u32 = 1_000;

/// The count under one node.
#[derive(Debug, Clone, Serialize, Type)]
pub struct NodeCount {
    /// The places of the children to take from the root.
    pub path: Vec<u32>,
    /// "Bought at least twice in the last 90 days"; "All of these" for a group.
    pub text: String,
    /// `None`: it says nothing (yet).
    pub count: Option<u32>,
    /// For a negative test of a field: how many people have no value there.
    pub unset: Option<u32>,
    /// What is missing, or that there is not enough data.
    pub note: Option<String>,
    /// How many people it takes away from what was left before it, or adds; `None`: the root, or it says nothing (yet).
    pub step: Option<Step>,
}

#[derive(Debug, Clone, Serialize, Type)]
pub struct SegmentAnswer {
    pub as_of: Day,
    pub total: u32,
    /// Everyone the shop knew on that day.
    pub of: u32,
    pub nodes: Vec<NodeCount>,
    pub sentence: String,
    /// Up to ten people, evenly from among them.
    pub sample: Vec<PersonLine>,
}

/// One person in a list.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename = "SegmentPersonLine")]
pub struct PersonLine {
    pub id: PersonId,
    pub name: Option<String>,
    pub email: Option<String>,
    pub country: Option<String>,
    /// Purchases up to the day asked about.
    pub orders: u32,
    /// Before refunds.
    pub spent: Money,
    pub last_order: Option<Day>,
    /// "3 orders in the last 90 days, the last on 3 March 2026": why they are in; only for the people of a sample.
    pub reason: Option<String>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum SortBy {
    /// In the order in which the shop came to know them.
    #[default]
    Known,
    Name,
    Orders,
    Spent,
    LastOrder,
}

/// Which page of the members, and in which order.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, Type)]
pub struct Order {
    pub by: SortBy,
    pub descending: bool,
    pub offset: u32,
    /// At most 1,000.
    pub limit: u32,
}

#[derive(Debug, Clone, Serialize, Type)]
pub struct Members {
    pub as_of: Day,
    pub total: u32,
    pub people: Vec<PersonLine>,
}

pub fn answer(reader: &Reader<'_>, segment: &Segment, e: &Evaluation) -> Result<SegmentAnswer> {
    let short = |path: &[usize]| path.iter().map(|i| people(*i as u64)).collect();
    let names = Names::find(reader, segment)?;
    let mut texts = Vec::new();
    segment.walk(&mut |_, node| texts.push(node_text(node, &names)));
    let nodes = e
        .nodes
        .iter()
        .zip(texts)
        .zip(funnel::steps(segment, e))
        .map(|((n, text), step)| NodeCount {
            path: short(&n.path),
            text,
            count: n.set.as_ref().map(|s| people(s.len())),
            unset: n.unset.map(people),
            note: n.note.clone(),
            step,
        })
        .collect();
    // Evenly from among them, so that the sample is neither all oldest nor all newest, and stays the same while they do.
    let total = e.set.len();
    let picks = (0..total.min(SAMPLE)).filter_map(|i| e.set.select(people(i * total / total.min(SAMPLE))));
    let ids: Vec<u32> = picks.collect();
    Ok(SegmentAnswer {
        as_of: e.as_of.day,
        total: people(total),
        of: people(e.base.everyone.len()),
        nodes,
        sentence: describe::describe(segment, &names),
        sample: sample(reader, segment, e, &names, &ids)?,
    })
}

fn sample(reader: &Reader<'_>, segment: &Segment, e: &Evaluation, names: &Names, ids: &[u32]) -> Result<Vec<PersonLine>> {
    let mut people = lines(reader, e, ids)?;
    for line in &mut people {
        line.reason = reason(segment, e, names, line.id);
    }
    Ok(people)
}

pub fn members(reader: &Reader<'_>, e: &Evaluation, page: &Order) -> Result<Members> {
    let mut ids: Vec<u32> = if page.by == SortBy::Name {
        reader.people_by_name()?.into_iter().filter(|id| e.set.contains(*id)).collect()
    } else {
        e.set.iter().collect()
    };
    let of = |id: &u32| e.base.stats_of(PersonId(*id));
    match page.by {
        SortBy::Known | SortBy::Name => {}
        SortBy::Orders => ids.sort_by_cached_key(|id| of(id).map_or(0, |s| s.orders)),
        SortBy::Spent => ids.sort_by_cached_key(|id| of(id).map_or(0, |s| s.spent)),
        SortBy::LastOrder => ids.sort_by_cached_key(|id| of(id).and_then(|s| s.last_at)),
    }
    if page.descending {
        ids.reverse();
    }
    let total = people(e.set.len());
    let limit = page.limit.min(MOST_ON_A_PAGE) as usize;
    let ids: Vec<u32> = ids.into_iter().skip(page.offset as usize).take(limit).collect();
    Ok(Members { as_of: e.as_of.day, total, people: lines(reader, e, &ids)? })
}

pub(super) fn lines(reader: &Reader<'_>, e: &Evaluation, ids: &[u32]) -> Result<Vec<PersonLine>> {
    let currency: Currency = reader.shop()?.currency;
    let rows = reader.members(ids)?;
    Ok(rows
        .into_iter()
        .map(|m| {
            let stats = e.base.stats_of(m.person);
            let name = [m.first_name, m.last_name].into_iter().flatten().filter(|n| !n.is_empty()).collect::<Vec<_>>().join(" ");
            PersonLine {
                id: m.person,
                name: Some(name).filter(|n| !n.is_empty()),
                email: m.email,
                country: m.country,
                orders: stats.map_or(0, |s| u32::try_from(s.orders).unwrap_or(0)),
                spent: money(currency, stats.map_or(0, |s| s.spent)),
                last_order: stats.and_then(|s| s.last_at).map(|at| e.as_of.zone.day_of(Timestamp(at))),
                reason: None,
            }
        })
        .collect())
}
