//! Whether counts are shared out as they were meant to be: the test behind "the groups are not the size you planned".

use super::tails::chi_square_above;

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fit {
    pub chi_square: f64,
    pub degrees_of_freedom: u32,
    /// Of "the counts came about by these weights".
    pub p_value: f64,
}

/// Pearson's chi-square goodness of fit, Σ(O − E)²/E with k − 1 degrees of freedom (Pearson 1900; for split tests see Fabijan
/// et al. 2019, "Diagnosing Sample Ratio Mismatch", KDD '19).
///
/// `weights` need not add up to 1. `None` when there are fewer than two groups, a weight is not positive, or an expected
/// count is below 5 (Cochran 1954), where the test would not hold its level.
pub fn goodness_of_fit(counts: &[u64], weights: &[f64]) -> Option<Fit> {
    let sensible = counts.len() >= 2 && counts.len() == weights.len() && weights.iter().all(|w| w.is_finite() && *w > 0.0);
    if !sensible {
        return None;
    }
    let (people, whole) = (counts.iter().map(|c| *c as f64).sum::<f64>(), weights.iter().sum::<f64>());
    let mut chi_square = 0.0;
    for (count, weight) in counts.iter().zip(weights) {
        let expected = people * weight / whole;
        if expected < 5.0 {
            return None;
        }
        chi_square += (*count as f64 - expected).powi(2) / expected;
    }
    let degrees_of_freedom = u32::try_from(counts.len() - 1).ok()?;
    Some(Fit { chi_square, degrees_of_freedom, p_value: chi_square_above(chi_square, degrees_of_freedom) })
}

#[cfg(test)]
mod tests {
    use super::super::close;
    use super::*;

    // Reference values computed with SciPy: scipy.stats.chisquare.
    #[test]
    fn agrees_with_scipy() {
        let fit = goodness_of_fit(&[1000, 1100], &[1.0, 1.0]).unwrap();
        close::to(fit.chi_square, 4.761904761904762, 1e-9);
        close::to(fit.p_value, 0.029096331741252267, 1e-8);
        let fit = goodness_of_fit(&[480, 520], &[1.0, 1.0]).unwrap();
        close::to(fit.chi_square, 1.6, 1e-9);
        close::to(fit.p_value, 0.20590321073206466, 1e-8);
        let fit = goodness_of_fit(&[7000, 2900], &[70.0, 30.0]).unwrap();
        close::to(fit.chi_square, 2.356902356902357, 1e-9);
        close::to(fit.p_value, 0.12472964457745289, 1e-8);
        let fit = goodness_of_fit(&[330, 340, 400], &[1.0, 1.0, 1.0]).unwrap();
        close::to(fit.chi_square, 8.037383177570092, 1e-9);
        close::to(fit.p_value, 0.017976470174074353, 1e-8);
        let fit = goodness_of_fit(&[500000, 510000], &[1.0, 1.0]).unwrap();
        close::to(fit.chi_square, 99.00990099009901, 1e-9);
        close::to(fit.p_value, 2.5124252526053247e-23, 1e-8);
    }

    #[test]
    fn too_few_people_or_nonsense_weights_give_no_answer() {
        assert_eq!(goodness_of_fit(&[4, 5], &[1.0, 1.0]), None);
        assert_eq!(goodness_of_fit(&[100], &[1.0]), None);
        assert_eq!(goodness_of_fit(&[100, 100], &[1.0, 0.0]), None);
        assert_eq!(goodness_of_fit(&[100, 100], &[1.0]), None);
        assert_eq!(goodness_of_fit(&[500, 500], &[7.0, 7.0]).unwrap().p_value, 1.0);
    }
}
