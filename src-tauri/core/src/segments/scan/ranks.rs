//! The highest or lowest so many percent: people against each other. Those who are equal to the last one in are in.

use super::figure::Figure;
use crate::segments::values::Number;
use roaring::RoaringBitmap;

/// Of people with their figures, those in the share.
pub fn best(mut figures: Vec<(u32, Figure)>, share: Number) -> RoaringBitmap {
    let (percent, top) = match share {
        Number::Top { percent } => (percent, true),
        Number::Bottom { percent } => (percent, false),
        _ => return RoaringBitmap::new(),
    };
    let k = (figures.len() * percent.min(100) as usize).div_ceil(100);
    let Some(last) = k.checked_sub(1) else { return RoaringBitmap::new() };
    let from_best = |a: &Figure, b: &Figure| if top { b.compare(*a) } else { a.compare(*b) };
    let (_, (_, edge), _) = figures.select_nth_unstable_by(last, |a, b| from_best(&a.1, &b.1));
    let edge = *edge;
    figures.retain(|(_, f)| from_best(f, &edge).is_le());
    figures.into_iter().map(|(id, _)| id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_are_in_and_a_part_of_a_person_is_a_person() {
        let of = |values: &[i64], share| {
            let figures = values.iter().zip(1..).map(|(v, id)| (id, Figure::whole(*v))).collect();
            best(figures, share).iter().collect::<Vec<_>>()
        };
        assert_eq!(of(&[5, 9, 7, 9, 1], Number::Top { percent: 20 }), [2, 4]);
        assert_eq!(of(&[5, 9, 7, 9, 1], Number::Top { percent: 41 }), [2, 3, 4]);
        assert_eq!(of(&[5, 9, 7, 9, 1], Number::Bottom { percent: 1 }), [5]);
        assert_eq!(of(&[3, 3], Number::Bottom { percent: 100 }), [1, 2]);
        assert_eq!(of(&[], Number::Top { percent: 50 }), Vec::<u32>::new());
    }
}
