//! Who is in which stage on a day, and how people moved since an earlier day: set algebra on bitmaps, nothing else.
//!
//! Each person is counted once, in the furthest stage that holds them. So for every stage
//! people now = those who stayed + those who came from other stages (or none) + those who are new to the shop.

use roaring::RoaringBitmap;

/// The stages of one day, made disjoint.
#[derive(Debug, Clone, PartialEq)]
pub struct Places {
    pub everyone: RoaringBitmap,
    /// Disjoint, in the journey's order.
    pub stages: Vec<RoaringBitmap>,
    /// In no stage.
    pub nowhere: RoaringBitmap,
    /// How many are held by more than one stage's definition.
    pub overlapping: u64,
}

impl Places {
    /// `sets` as the stages' definitions give them.
    pub fn new(everyone: &RoaringBitmap, sets: &[&RoaringBitmap]) -> Self {
        let (mut taken, mut twice) = (RoaringBitmap::new(), RoaringBitmap::new());
        let mut stages: Vec<RoaringBitmap> = sets
            .iter()
            .rev()
            .map(|set| {
                let set = *set & everyone;
                twice |= &set & &taken;
                let own = &set - &taken;
                taken |= set;
                own
            })
            .collect();
        stages.reverse();
        Self { everyone: everyone.clone(), stages, nowhere: everyone - taken, overlapping: twice.len() }
    }
}

/// People who changed place between two days; `None` is "in no stage".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    pub from: Option<usize>,
    pub to: Option<usize>,
    pub people: u64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Movement {
    /// Only where somebody moved; in the order of `from`, then `to`.
    pub moves: Vec<Moved>,
    /// By stage: in it on both days.
    pub stayed: Vec<u64>,
    /// By stage: in it now, and not known to the shop on the earlier day.
    pub arrived: Vec<u64>,
}

pub fn movement(before: &Places, now: &Places) -> Movement {
    let places = |p: &Places| -> Vec<(Option<usize>, RoaringBitmap)> {
        let stages = p.stages.iter().cloned().enumerate().map(|(i, s)| (Some(i), s));
        stages.chain([(None, p.nowhere.clone())]).collect()
    };
    let mut moves = Vec::new();
    for (from, then) in places(before) {
        for (to, today) in places(now) {
            let people = then.intersection_len(&today);
            if from != to && people > 0 {
                moves.push(Moved { from, to, people });
            }
        }
    }
    let both = before.stages.iter().zip(&now.stages);
    let new = &now.everyone - &before.everyone;
    Movement {
        moves,
        stayed: both.map(|(a, b)| a.intersection_len(b)).collect(),
        arrived: now.stages.iter().map(|s| s.intersection_len(&new)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn set(ids: &[u32]) -> RoaringBitmap {
        ids.iter().copied().collect()
    }

    #[test]
    fn everybody_is_counted_once_in_the_furthest_stage() {
        let everyone = set(&[1, 2, 3, 4, 5]);
        let places = Places::new(&everyone, &[&set(&[1, 2, 3, 9]), &set(&[3, 4])]);
        assert_eq!(places.stages, [set(&[1, 2]), set(&[3, 4])]);
        assert_eq!((places.nowhere, places.overlapping), (set(&[5]), 1));
    }

    #[test]
    fn movement_tells_who_went_where() {
        let before = Places::new(&set(&[1, 2, 3]), &[&set(&[1, 2]), &set(&[3])]);
        let now = Places::new(&set(&[1, 2, 3, 4]), &[&set(&[1, 3, 4]), &set(&[2])]);
        let m = movement(&before, &now);
        let one = |from, to| Moved { from: Some(from), to: Some(to), people: 1 };
        assert_eq!(m.moves, [one(0, 1), one(1, 0)]);
        assert_eq!((m.stayed, m.arrived), (vec![1, 0], vec![1, 0]));
    }

    proptest! {
        #[test]
        fn the_counts_add_up(then in proptest::collection::vec(0u32..16, 0..200), now in proptest::collection::vec(0u32..16, 0..200)) {
            // Bits 0 to 2 of a person's number: which of three stages hold them; bit 3: known on that day.
            let places = |marks: &[u32]| {
                let with = |bit: u32| -> RoaringBitmap { (0u32..).zip(marks).filter(|(_, m)| **m & bit > 0).map(|(i, _)| i).collect() };
                Places::new(&with(8), &[&with(1), &with(2), &with(4)])
            };
            let (then, now) = (places(&then), places(&now));
            let m = movement(&then, &now);
            let whole: u64 = now.stages.iter().map(RoaringBitmap::len).sum::<u64>() + now.nowhere.len();
            prop_assert_eq!(whole, now.everyone.len());
            for (i, stage) in now.stages.iter().enumerate() {
                let came: u64 = m.moves.iter().filter(|x| x.to == Some(i)).map(|x| x.people).sum();
                prop_assert_eq!(stage.len(), m.stayed[i] + came + m.arrived[i]);
            }
        }
    }
}
