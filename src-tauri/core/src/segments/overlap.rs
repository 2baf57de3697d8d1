//! How several groups of people lie to each other: everyone who is in any of them falls into exactly one part, named by
//! the groups that hold them.
//!
//! Pure set algebra; which segments are compared is `api`'s business.

use std::sync::Arc;

use roaring::RoaringBitmap;

/// More would make a picture nobody can read.
pub const MOST_SETS: usize = 6;

/// People who are in exactly these of the sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// For each set, whether they are in it.
    pub within: Vec<bool>,
    pub people: u64,
}

/// The parts that hold somebody, the largest first; among equals those within fewer sets, then in the order of the sets.
pub fn parts(sets: &[Arc<RoaringBitmap>]) -> Vec<Part> {
    let mut out = Vec::new();
    let all = sets.iter().fold(RoaringBitmap::new(), |all, set| all | &**set);
    split(all, sets, &mut Vec::new(), &mut out);
    out.sort_by_key(|p| {
        (std::cmp::Reverse(p.people), p.within.iter().filter(|w| **w).count(), p.within.iter().map(|w| !w).collect::<Vec<_>>())
    });
    out
}

/// Nobody falls through: each step divides those who are left into within and without the next set.
fn split(people: RoaringBitmap, sets: &[Arc<RoaringBitmap>], within: &mut Vec<bool>, out: &mut Vec<Part>) {
    if people.is_empty() {
        return;
    }
    let Some((next, rest)) = sets.split_first() else {
        out.push(Part { within: within.clone(), people: people.len() });
        return;
    };
    let inside = &people & &**next;
    let outside = people - &inside;
    for (people, is) in [(inside, true), (outside, false)] {
        within.push(is);
        split(people, rest, within, out);
        within.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn set(ids: &[u32]) -> Arc<RoaringBitmap> {
        Arc::new(ids.iter().copied().collect())
    }

    #[test]
    fn parts_are_those_in_exactly_these_sets_the_largest_first() {
        let got = parts(&[set(&[1, 2, 3, 4]), set(&[3, 4, 5]), set(&[])]);
        let shown: Vec<(Vec<bool>, u64)> = got.into_iter().map(|p| (p.within, p.people)).collect();
        assert_eq!(shown, [(vec![true, false, false], 2), (vec![true, true, false], 2), (vec![false, true, false], 1)]);
        assert_eq!(parts(&[set(&[]), set(&[])]), []);
        assert_eq!(parts(&[]), []);
    }

    proptest! {
        #[test]
        fn everyone_in_any_set_is_in_exactly_one_part(ids in prop::collection::vec(prop::collection::btree_set(0u32..40, 0..30), 0..=MOST_SETS)) {
            let sets: Vec<_> = ids.iter().map(|s| set(&s.iter().copied().collect::<Vec<_>>())).collect();
            let got = parts(&sets);
            for (i, wanted) in ids.iter().enumerate() {
                let held: u64 = got.iter().filter(|p| p.within[i]).map(|p| p.people).sum();
                prop_assert_eq!(held, wanted.len() as u64);
            }
            for part in &got {
                let count = (0u32..40).filter(|p| ids.iter().zip(&part.within).all(|(s, w)| s.contains(p) == *w)).count();
                prop_assert_eq!(part.people, count as u64);
            }
            prop_assert!(got.is_sorted_by_key(|p| std::cmp::Reverse(p.people)));
        }
    }
}
