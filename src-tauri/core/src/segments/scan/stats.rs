//! What everybody bought up to a day, from the columns: the sums that RFM and the lifecycle are made of.

use super::work::{self, Stop};
use crate::segments::columns::Columns;
use crate::segments::columns::part::{PEOPLE, Part, moment, utc};
use crate::store::columns::Kind;
use crate::store::stats::PersonStats;
use crate::types::{PersonId, Result, Timestamp};

/// Of everybody known before `end`, by id.
pub fn stats(columns: &Columns, end: Timestamp, stop: Stop<'_>) -> Result<Vec<PersonStats>> {
    let end = moment(end.0);
    let parts =
        work::parts(columns.parts(), stop, |i| (0..PEOPLE).filter_map(|place| in_part(columns, i, place, end)).collect::<Vec<_>>())?;
    let mut out = Vec::with_capacity(parts.iter().map(Vec::len).sum());
    parts.into_iter().for_each(|p| out.extend(p));
    Ok(out)
}

/// Of one person; `None` when they were not known before `end`.
pub fn stats_of(columns: &Columns, person: PersonId, end: Timestamp) -> Option<PersonStats> {
    in_part(columns, person.0 as usize / PEOPLE, person.0 as usize % PEOPLE, moment(end.0))
}

fn in_part(columns: &Columns, i: usize, place: usize, end: u32) -> Option<PersonStats> {
    let before = |part: &Part, row: usize| part.at.get(row).is_some_and(|at| *at < end);
    let people = columns.part(Kind::People, i)?;
    if !people.rows_of(place).any(|row| before(people, row)) {
        return None;
    }
    let mut out =
        PersonStats { person: PersonId((i * PEOPLE + place) as u32), orders: 0, spent: 0, refunded: 0, first_at: None, last_at: None };
    let orders = columns.part(Kind::Orders, i)?;
    for row in orders.rows_of(place) {
        if before(orders, row) && orders.kind.get(row).is_some_and(|k| k & 16 != 0) {
            let at = orders.at.get(row).map(|at| utc(*at));
            out.orders += 1;
            out.spent = out.spent.saturating_add(orders.amount.get(row).unwrap_or(0));
            out.first_at = out.first_at.or(at);
            out.last_at = at;
        }
    }
    let refunds = columns.part(Kind::Refunds, i)?;
    for row in refunds.rows_of(place).filter(|row| before(refunds, *row)) {
        out.refunded = out.refunded.saturating_add(refunds.amount.get(row).unwrap_or(0));
    }
    Some(out)
}
