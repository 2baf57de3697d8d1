//! Averages of people, such as revenue per person: how sure one is, and how far two lie apart.
//!
//! Works on sufficient statistics (how many, mean, variance), so that nobody's single purchases are needed. It knows no
//! currency: the unit is the caller's.

use super::{
    Interval,
    tails::{t_critical, t_two_sided},
};

/// What is known of one group.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sample {
    pub n: u64,
    pub mean: f64,
    /// With n − 1 in the denominator; never negative.
    pub variance: f64,
}

impl Sample {
    /// From n ≥ 2, the sum and the sum of squares. Whole numbers, so that Σx² − (Σx)²/n loses no digits; `None` when they
    /// cannot belong together (Cauchy–Schwarz) or overflow 128 bits.
    pub fn from_sums(n: u64, sum: i128, sum_of_squares: i128) -> Option<Self> {
        if n < 2 {
            return None;
        }
        let spread = sum_of_squares.checked_mul(i128::from(n))?.checked_sub(sum.checked_mul(sum)?)?;
        if spread < 0 {
            return None;
        }
        let count = n as f64;
        Some(Self { n, mean: sum as f64 / count, variance: spread as f64 / count / (count - 1.0) })
    }

    /// From n ≥ 2, the mean and the standard deviation.
    pub fn from_deviation(n: u64, mean: f64, deviation: f64) -> Option<Self> {
        let sensible = n >= 2 && mean.is_finite() && deviation.is_finite() && deviation >= 0.0;
        sensible.then_some(Self { n, mean, variance: deviation * deviation })
    }

    fn error_squared(self) -> f64 {
        self.variance / self.n as f64
    }

    /// mean ± t·s/√n (Student 1908). For much-skewed money it wants hundreds of people before it holds its level.
    pub fn interval(self, confidence: f64) -> Interval {
        let t = t_critical(1.0 - confidence, self.n as f64 - 1.0);
        Interval::around(self.mean, t * self.error_squared().sqrt())
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MeanDifference {
    /// `b` − `a`.
    pub estimate: f64,
    pub interval: Interval,
    /// Two-sided, of "both groups average the same".
    pub p_value: f64,
    pub degrees_of_freedom: f64,
}

/// Welch's t test, which does not ask both groups to vary alike: t = (x̄b − x̄a)/√(sa²/na + sb²/nb) with the degrees of freedom of
/// Welch (1947, Biometrika 34:28) and Satterthwaite (1946).
///
/// `None` when neither group varies at all: then there is nothing to measure the difference by.
pub fn welch(a: Sample, b: Sample, confidence: f64) -> Option<MeanDifference> {
    let (ea, eb) = (a.error_squared(), b.error_squared());
    let error = (ea + eb).sqrt();
    if error.is_nan() || error <= 0.0 {
        return None;
    }
    let df = (ea + eb).powi(2) / (ea * ea / (a.n as f64 - 1.0) + eb * eb / (b.n as f64 - 1.0));
    let estimate = b.mean - a.mean;
    let half = t_critical(1.0 - confidence, df) * error;
    Some(MeanDifference {
        estimate,
        interval: Interval::around(estimate, half),
        p_value: t_two_sided(estimate / error, df),
        degrees_of_freedom: df,
    })
}

#[cfg(test)]
mod tests {
    use super::super::close;
    use super::*;

    // Reference values computed with SciPy: ttest_ind_from_stats(equal_var=False) and its confidence interval.
    #[test]
    fn agrees_with_scipy() {
        let d = welch(Sample::from_deviation(1000, 182.5, 1210.0).unwrap(), Sample::from_deviation(1010, 223.1, 1499.5).unwrap(), 0.95)
            .unwrap();
        close::to(d.p_value, 0.5040009261443289, 1e-9);
        close::to(d.degrees_of_freedom, 1929.6182096522073, 1e-9);
        close::to(d.interval.low, -78.53891823622077, 1e-9);
        close::to(d.interval.high, 159.73891823622074, 1e-9);
        let d = welch(Sample::from_deviation(8, 3.2, 0.4).unwrap(), Sample::from_deviation(5, 4.9, 2.75).unwrap(), 0.95).unwrap();
        close::to(d.p_value, 0.239893139061435, 1e-9);
        close::to(d.degrees_of_freedom, 4.1060742708779285, 1e-9);
        close::to(d.interval.low, -1.7023414707463589, 1e-9);
        close::to(d.interval.high, 5.102341470746359, 1e-9);
        let d =
            welch(Sample::from_deviation(40000, 51.0, 300.0).unwrap(), Sample::from_deviation(39000, 66.0, 420.0).unwrap(), 0.95).unwrap();
        close::to(d.p_value, 8.265188533680519e-09, 1e-9);
        close::to(d.degrees_of_freedom, 70451.72795129039, 1e-9);
        close::to(d.interval.low, 9.899079483988643, 1e-9);
        close::to(d.interval.high, 20.100920516011357, 1e-9);
        close::to(Sample::from_deviation(1000, 182.5, 1210.0).unwrap().interval(0.95).low, 107.41383037360976, 1e-9);
    }

    #[test]
    fn sums_that_cannot_belong_together_are_refused() {
        assert_eq!(Sample::from_sums(4, 10, 30).map(|s| (s.mean, s.variance)), Some((2.5, 5.0 / 3.0)));
        assert_eq!(Sample::from_sums(4, 10, 20), None);
        assert_eq!(Sample::from_sums(1, 10, 100), None);
        assert_eq!(Sample::from_deviation(10, 1.0, -1.0), None);
        let still = Sample::from_sums(3, 0, 0).unwrap();
        assert_eq!(welch(still, still, 0.95), None);
    }
}
