//! The mathematics of honest comparison: pure functions from plain numbers to plain numbers.
//!
//! No I/O, no clock, no words for people; those who call decide what a number means. What cannot be computed is `None`
//! or NaN by the function's own doc, never an invented certainty. Each function names the source of its formula, and
//! its tests hold reference values that SciPy or statsmodels computed. Start with `proportions`.

pub mod fit;
pub mod lift;
pub mod means;
pub mod minimise;
pub mod power;
pub mod proportions;
pub mod tails;

/// Where the truth probably lies: from `low` to `high`, both in the unit of the estimate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    pub low: f64,
    pub high: f64,
}

impl Interval {
    /// `centre ± half`.
    pub fn around(centre: f64, half: f64) -> Self {
        Self { low: centre - half, high: centre + half }
    }

    pub fn contains(self, x: f64) -> bool {
        self.low <= x && x <= self.high
    }
}

#[cfg(test)]
pub(crate) mod close {
    /// Fails unless `got` is within a relative `tolerance` of `wanted`.
    #[track_caller]
    pub fn to(got: f64, wanted: f64, tolerance: f64) {
        let scale = wanted.abs().max(f64::MIN_POSITIVE);
        assert!(((got - wanted) / scale).abs() <= tolerance, "got {got:e}, wanted {wanted:e}");
    }
}
