//! Which products are bought by the same people, with honest evidence.
//!
//! A pair counts distinct people, never orders. It is kept when at least `TOGETHER` people bought both and when that is
//! more than chance would give: Dunning's log-likelihood ratio G² (T. Dunning, "Accurate Methods for the Statistics of
//! Surprise and Coincidence", Computational Linguistics 19(1), 1993) of the table "bought A or not, bought B or not" over
//! everybody who bought anything must pass `SURE`, the 99 % point of χ² with one degree of freedom, and the two must
//! attract and not repel each other.

use super::histories::{Histories, by_good};

/// People who must have bought both.
pub const TOGETHER: u32 = 5;
/// The least G².
const SURE: f64 = 6.635;
/// Partners kept for a product, the strongest.
const PARTNERS: usize = 24;
/// Whoever bought more different products than this buys for resale: it says nothing of what goes with what.
pub const RESELLER: usize = 500;

/// Another product that the buyers of one bought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) other: u32,
    /// Who bought both.
    pub(super) people: u32,
    /// The square root of G² in thousandths: whole, so that sums do not depend on their order.
    pub(super) strength: u32,
}

/// By product, the strongest first; the same number for the same data.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    begins: Vec<u32>,
    pairs: Vec<Pair>,
}

impl Pairs {
    pub(super) fn new(bought: &Histories, goods: usize) -> Self {
        // Everybody's different products, by person and then turned round: by product.
        let mut of_person: Vec<u32> = Vec::new();
        let mut begins = vec![0usize];
        let mut buyers_of: Vec<Vec<u32>> = vec![Vec::new(); goods];
        for (_, touches) in bought.each() {
            let from = of_person.len();
            of_person.extend(by_good(touches).map(|(good, _)| good));
            if of_person.len() - from > RESELLER {
                of_person.truncate(from);
            }
            if of_person.len() == from {
                continue;
            }
            let row = u32::try_from(begins.len() - 1).unwrap_or(u32::MAX);
            for good in of_person.get(from..).unwrap_or(&[]) {
                if let Some(list) = buyers_of.get_mut(*good as usize) {
                    list.push(row);
                }
            }
            begins.push(of_person.len());
        }
        let everybody = begins.len() - 1;
        let mut out = Self { begins: vec![0], pairs: Vec::new() };
        let mut together = vec![0u32; goods];
        let mut met: Vec<u32> = Vec::new();
        for (good, buyers) in buyers_of.iter().enumerate() {
            for row in buyers {
                let row = *row as usize;
                let span = begins.get(row).zip(begins.get(row + 1));
                let theirs = span.and_then(|(a, b)| of_person.get(*a..*b)).unwrap_or(&[]);
                for other in theirs.iter().filter(|o| **o as usize != good) {
                    if let Some(n) = together.get_mut(*other as usize) {
                        if *n == 0 {
                            met.push(*other);
                        }
                        *n += 1;
                    }
                }
            }
            let mut found: Vec<Pair> = Vec::new();
            for other in met.drain(..) {
                let people = together.get_mut(other as usize).map_or(0, std::mem::take);
                let of_other = buyers_of.get(other as usize).map_or(0, Vec::len);
                if let Some(strength) = strength(people, buyers.len(), of_other, everybody) {
                    found.push(Pair { other, people, strength });
                }
            }
            found.sort_unstable_by_key(|p| (std::cmp::Reverse(p.strength), std::cmp::Reverse(p.people), p.other));
            found.truncate(PARTNERS);
            out.pairs.extend(found);
            out.begins.push(u32::try_from(out.pairs.len()).unwrap_or(u32::MAX));
        }
        out
    }

    pub(super) fn of(&self, good: u32) -> &[Pair] {
        let at = good as usize;
        let span = self.begins.get(at).zip(self.begins.get(at + 1));
        span.and_then(|(a, b)| self.pairs.get(*a as usize..*b as usize)).unwrap_or(&[])
    }
}

/// √G² in thousandths, `None` where the evidence is too thin or speaks against the pair. `both` bought both, `a` and `b`
/// each of them, of `n` people.
pub(super) fn strength(both: u32, a: usize, b: usize, n: usize) -> Option<u32> {
    if both < TOGETHER {
        return None;
    }
    let (k, a, b, n) = (f64::from(both), a as f64, b as f64, n as f64);
    if k * n <= a * b {
        return None;
    }
    let cell = |seen: f64, row: f64, column: f64| if seen > 0.0 { seen * (seen * n / (row * column)).ln() } else { 0.0 };
    let g2 = 2.0 * (cell(k, a, b) + cell(a - k, a, n - b) + cell(b - k, n - a, b) + cell(n - a - b + k, n - a, n - b));
    (g2 >= SURE).then(|| (g2.sqrt() * 1000.0).round() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ratio_is_dunnings_and_thin_or_repelling_pairs_are_none() {
        // 2 (10 ln 10·100/20·15 + 10 ln 10·100/20·85 + 5 ln 5·100/80·15 + 75 ln 75·100/80·85) = 19.40926…
        assert_eq!(strength(10, 20, 15, 100), Some((19.409_264_9_f64.sqrt() * 1000.0).round() as u32));
        assert_eq!(strength(4, 4, 4, 1000), None, "four people are too few, however well they agree");
        assert_eq!(strength(10, 50, 20, 100), None, "just what chance gives");
        assert_eq!(strength(5, 50, 50, 100), None, "they repel each other");
        assert_eq!(strength(100, 100, 100, 100), None, "what everybody bought goes with nothing in particular");
    }
}
