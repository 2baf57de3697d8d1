//! Cohorts: of those who first bought in a month, how many had bought again by the end of each month since.
//!
//! Pure: orders in, cohorts out. "Again" is a second order, whenever after the first (also on the same day), so the
//! shares of a cohort only ever rise. `active` counts those who bought during that very month. Cohorts smaller than
//! `MIN_PEOPLE` are shown with their counts, but their shares are left out: one person more or less would move them
//! by more than ten points.

use serde::Serialize;
use specta::Type;

use super::months;
use crate::types::{Day, PersonId, ShopZone, Timestamp};

/// Fewer people than this have counts, but no shares.
pub const MIN_PEOPLE: i64 = 10;

#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct Cohort {
    /// The first day of the month of their first order.
    pub month: Day,
    pub people: i64,
    /// One for each month from their own (0) to that of `as_of`.
    pub since: Vec<CohortCell>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct CohortCell {
    /// Calendar months since the month of the first order.
    pub months: u32,
    /// People who had bought again by the end of this month.
    pub again: i64,
    /// `again` of all; `None` where the cohort is too small.
    pub share: Option<f64>,
    /// People with an order in this month (in month 0: everybody).
    pub active: i64,
    /// False while the month is not over.
    pub complete: bool,
}

/// `orders`: person and moment of every counted order up to `as_of`, by person and then by time. Oldest cohort first;
/// months without a newcomer are left out.
pub fn cohorts(orders: &[(PersonId, Timestamp)], as_of: Day, zone: ShopZone) -> Vec<Cohort> {
    let last = months::index(as_of);
    let mut found: std::collections::BTreeMap<i32, Vec<(i64, i64)>> = std::collections::BTreeMap::new();
    for of_one in orders.chunk_by(|a, b| a.0 == b.0) {
        let mut when = of_one.iter().map(|(_, at)| months::index(zone.day_of(*at)).min(last));
        let Some(first) = when.next() else { continue };
        let cells = found.entry(first).or_insert_with(|| vec![(0, 0); usize::try_from(last - first).unwrap_or(0) + 1]);
        let mut bump = |month: i32, again: i64, active: i64| {
            if let Some(cell) = usize::try_from(month - first).ok().and_then(|i| cells.get_mut(i)) {
                cell.0 += again;
                cell.1 += active;
            }
        };
        bump(first, 0, 1);
        let mut seen = first;
        for (n, month) in when.enumerate() {
            bump(month, i64::from(n == 0), i64::from(month != seen));
            seen = month;
        }
    }
    found.into_iter().map(|(month, cells)| cohort(month, &cells, as_of)).collect()
}

fn cohort(month: i32, cells: &[(i64, i64)], as_of: Day) -> Cohort {
    let people = cells.first().map_or(0, |c| c.1);
    let mut again = 0;
    let since = (0u32..)
        .zip(cells)
        .map(|(k, (newly, active))| {
            again += newly;
            CohortCell {
                months: k,
                again,
                share: (people >= MIN_PEOPLE).then(|| again as f64 / people as f64),
                active: *active,
                complete: months::first_day(month + k as i32 + 1).minus_days(1) <= as_of,
            }
        })
        .collect();
    Cohort { month: months::first_day(month), people, since }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(s: &str) -> Timestamp {
        ShopZone::UTC.start_of(s.parse().unwrap())
    }

    #[test]
    fn a_small_shop_by_hand() {
        let mut orders = vec![
            // Twice on one day: bought again in month 0.
            (PersonId(1), at("2026-01-05")),
            (PersonId(1), at("2026-01-05")),
            (PersonId(2), at("2026-01-31")),
            (PersonId(2), at("2026-03-01")),
            (PersonId(2), at("2026-03-02")),
        ];
        orders.extend((3..=12).map(|i| (PersonId(i), at("2026-02-10"))));
        let told: Vec<String> = cohorts(&orders, "2026-03-15".parse().unwrap(), ShopZone::UTC)
            .iter()
            .map(|c| {
                let cells: Vec<String> = c.since.iter().map(|s| format!("{}/{}/{:?}/{}", s.again, s.active, s.share, s.complete)).collect();
                format!("{} {}: {}", months::label(c.month), c.people, cells.join(" "))
            })
            .collect();
        insta::assert_snapshot!(told.join("\n"), @r"
        Jan 2026 2: 1/2/None/true 1/0/None/true 2/1/None/false
        Feb 2026 10: 0/10/Some(0.0)/true 0/0/Some(0.0)/false
        ");
    }

    proptest! {
        #[test]
        fn everybody_is_in_one_cohort_and_shares_only_rise(days in prop::collection::vec((1u32..40, 0i64..700), 0..200)) {
            let mut orders: Vec<_> = days.iter().map(|(p, d)| (PersonId(*p), Timestamp(1_735_689_600 + d * 86_400))).collect();
            orders.sort();
            let all = cohorts(&orders, "2026-12-31".parse().unwrap(), ShopZone::UTC);
            let people: std::collections::BTreeSet<_> = orders.iter().map(|o| o.0).collect();
            prop_assert_eq!(all.iter().map(|c| c.people).sum::<i64>(), people.len() as i64);
            let twice = orders.chunk_by(|a, b| a.0 == b.0).filter(|o| o.len() > 1).count() as i64;
            prop_assert_eq!(all.iter().filter_map(|c| c.since.last()).map(|s| s.again).sum::<i64>(), twice);
            for c in &all {
                prop_assert!(c.since.windows(2).all(|w| w[0].again <= w[1].again));
                prop_assert!(c.since.iter().all(|s| s.active <= c.people && s.again <= c.people));
            }
        }
    }
}
