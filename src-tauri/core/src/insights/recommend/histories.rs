//! What each person did with which product and on which day, in two flat arrays: no table per person, so that a hundred
//! thousand of them fit beside everything else.

use crate::types::PersonId;

/// A product by its place on the shelf, and a day by its number (days since 1 January of year 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Touch {
    pub(super) good: u32,
    pub(super) day: i32,
}

/// Touches by person; those of person `p` lie between `begins[p]` and `begins[p + 1]`.
#[derive(Debug, Default)]
pub(super) struct Histories {
    begins: Vec<u32>,
    touches: Vec<Touch>,
}

impl Histories {
    /// Sorted by person, product and day; what happened on one day counts once.
    pub(super) fn sorted(mut rows: Vec<(PersonId, Touch)>) -> Self {
        rows.sort_unstable();
        rows.dedup();
        Self::laid_out(&rows)
    }

    /// Sorted by person, otherwise as they come.
    pub(super) fn in_order(mut rows: Vec<(PersonId, Touch)>) -> Self {
        rows.sort_by_key(|(person, _)| *person);
        Self::laid_out(&rows)
    }

    fn laid_out(rows: &[(PersonId, Touch)]) -> Self {
        let people = rows.last().map_or(0, |(p, _)| p.0 as usize + 1);
        let mut begins = vec![0u32; people + 1];
        for (person, _) in rows {
            if let Some(n) = begins.get_mut(person.0 as usize + 1) {
                *n += 1;
            }
        }
        let mut sum = 0u32;
        for n in &mut begins {
            sum = sum.saturating_add(*n);
            *n = sum;
        }
        Self { begins, touches: rows.iter().map(|(_, t)| *t).collect() }
    }

    pub(super) fn of(&self, person: PersonId) -> &[Touch] {
        let at = person.0 as usize;
        match (self.begins.get(at), self.begins.get(at + 1)) {
            (Some(from), Some(to)) => self.touches.get(*from as usize..*to as usize).unwrap_or(&[]),
            _ => &[],
        }
    }

    /// Everybody's in turn.
    pub(super) fn each(&self) -> impl Iterator<Item = (PersonId, &[Touch])> {
        (0..u32::try_from(self.begins.len().saturating_sub(1)).unwrap_or(u32::MAX)).map(|p| (PersonId(p), self.of(PersonId(p))))
    }
}

/// One person's touches of one product: of a slice sorted by product.
pub(super) fn with(touches: &[Touch], good: u32) -> &[Touch] {
    let from = touches.partition_point(|t| t.good < good);
    let len = touches.get(from..).unwrap_or(&[]).partition_point(|t| t.good == good);
    touches.get(from..from + len).unwrap_or(&[])
}

/// By product: each with its days, of a slice sorted by product.
pub(super) fn by_good(touches: &[Touch]) -> impl Iterator<Item = (u32, &[Touch])> {
    touches.chunk_by(|a, b| a.good == b.good).filter_map(|run| Some((run.first()?.good, run)))
}
