//! Who gets which variant: by hash of the experiment's name and the person's address, never by a die.
//!
//! The same person always lands in the same group, on every machine and for ever, however often the list is made anew and
//! whoever else is on it. Another experiment's name divides the same people independently.

use sha2::{Digest, Sha256};

/// The index of the variant for a person; `weights` as in `Variant::planned`. `person` is their email address (its case does
/// not matter) or any other id that stays.
///
/// Uniform: the first 64 bits of SHA-256 as a fraction of one, laid along the weights. `None` when no weight is above 0.
pub fn variant(experiment: &str, person: &str, weights: &[f64]) -> Option<usize> {
    let heavy = |w: f64| if w.is_finite() && w > 0.0 { w } else { 0.0 };
    let whole: f64 = weights.iter().map(|w| heavy(*w)).sum();
    let mut hash = Sha256::new();
    // The length first, so that ("ab", "c") and ("a", "bc") differ.
    hash.update((experiment.len() as u64).to_be_bytes());
    hash.update(experiment.as_bytes());
    hash.update(person.trim().to_lowercase().as_bytes());
    let digest = hash.finalize();
    let head = digest.iter().take(8).fold(0u64, |n, byte| (n << 8) | u64::from(*byte));
    let mut place = head as f64 / 2f64.powi(64) * whole;
    let last = weights.iter().rposition(|w| heavy(*w) > 0.0)?;
    for (i, weight) in weights.iter().enumerate() {
        if heavy(*weight) > 0.0 && (place < heavy(*weight) || i == last) {
            return Some(i);
        }
        place -= heavy(*weight);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::fit::goodness_of_fit;

    fn counts(experiment: &str, weights: &[f64]) -> Vec<u64> {
        let mut out = vec![0; weights.len()];
        for i in 0..60_000 {
            out[variant(experiment, &format!("p{i}@example.com"), weights).unwrap()] += 1;
        }
        out
    }

    #[test]
    fn shares_come_out_as_planned() {
        for (name, weights) in [("Spring", vec![1.0, 1.0]), ("Autumn", vec![70.0, 30.0]), ("Four", vec![4.0, 3.0, 2.0, 1.0])] {
            let fit = goodness_of_fit(&counts(name, &weights), &weights).unwrap();
            assert!(fit.p_value > 0.001, "{name}: p = {}", fit.p_value);
        }
    }

    #[test]
    fn two_experiments_divide_the_same_people_independently() {
        let mut table = [0u64; 4];
        for i in 0..40_000 {
            let person = format!("p{i}@example.com");
            let side = |name| variant(name, &person, &[1.0, 1.0]).unwrap();
            table[side("one") * 2 + side("two")] += 1;
        }
        assert!(goodness_of_fit(&table, &[1.0; 4]).unwrap().p_value > 0.001, "{table:?}");
    }

    #[test]
    fn stays_the_same_for_ever() {
        // Computed with Python's hashlib: should this ever change, running tests would be torn apart.
        let sides: Vec<_> = ["ada@example.com", "Ada@Example.com ", "bo@example.com", "cy@example.com", "di@example.com"]
            .map(|p| variant("Spring sale", p, &[1.0, 1.0, 1.0]).unwrap())
            .into();
        assert_eq!(sides, [1, 1, 0, 2, 0]);
        assert_eq!(variant("x", "ada@example.com", &[]), None);
        assert_eq!(variant("x", "ada@example.com", &[0.0, f64::NAN]), None);
        assert_eq!(variant("x", "ada@example.com", &[0.0, 1.0]), Some(1));
    }
}
