//! How many days pass between two purchases of the same product: of one person, and of a product over everybody.

use super::histories::{Histories, Touch, by_good};

/// Purchases from which on a person's own rhythm is believed.
const OWN: usize = 3;
/// People who must have bought a product again, for its rhythm to be told.
const PEOPLE: usize = 5;

/// The middle of the gaps; of an even number the lower of the two, so that it is a gap that happened.
pub(super) fn median(gaps: &mut [u32]) -> Option<u32> {
    gaps.sort_unstable();
    gaps.get(gaps.len().checked_sub(1)? / 2).copied()
}

fn own_median(touches: &[Touch], scratch: &mut Vec<u32>) -> Option<u32> {
    scratch.clear();
    scratch.extend(touches.windows(2).filter_map(|w| Some(w.get(1)?.day.abs_diff(w.first()?.day))));
    median(scratch)
}

/// By product: the median over people of each one's own median gap, where enough of them bought it again.
pub(super) fn of_products(bought: &Histories, goods: usize) -> Vec<Option<u32>> {
    let mut own: Vec<Vec<u32>> = vec![Vec::new(); goods];
    let mut scratch = Vec::new();
    for (_, touches) in bought.each() {
        for (good, days) in by_good(touches) {
            if let (Some(gap), Some(list)) = (own_median(days, &mut scratch), own.get_mut(good as usize)) {
                list.push(gap);
            }
        }
    }
    own.into_iter().map(|mut gaps| (gaps.len() >= PEOPLE).then(|| median(&mut gaps)).flatten()).collect()
}

/// One person's gap for a product that they bought on these days: their own when they bought it three times, the
/// product's when they bought it twice. `true`: their own.
pub(super) fn of_person(days: &[Touch], of_product: Option<u32>) -> Option<(u32, bool)> {
    match days.len() {
        n if n >= OWN => own_median(days, &mut Vec::new()).map(|gap| (gap, true)),
        2 => of_product.map(|gap| (gap, false)),
        _ => None,
    }
}
