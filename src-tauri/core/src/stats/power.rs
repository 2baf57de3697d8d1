//! What a test of shares can find: its power, the smallest difference it can see, and the people it takes.
//!
//! All by the normal approximation of Fleiss, Levin & Paik (2003, Statistical Methods for Rates and Proportions, §4.2,
//! eq. 4.14, without continuity correction): pooled variance at the threshold, unpooled under the alternative.

use super::tails::{normal_above, normal_quantile};

/// A plan for comparing two groups.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plan {
    /// What the control does, between 0 and 1.
    pub base: f64,
    /// People in the control and in the variant.
    pub people: (f64, f64),
    /// How often a difference may be seen where there is none, two-sided, e.g. 0.05.
    pub level: f64,
}

impl Plan {
    /// The chance that the test sees a difference, on either side, when the variant truly converts at `rate`.
    pub fn power(self, rate: f64) -> f64 {
        let (na, nb) = self.people;
        let pooled = (na * self.base + nb * rate) / (na + nb);
        let under_none = (pooled * (1.0 - pooled) * (1.0 / na + 1.0 / nb)).sqrt();
        let under_some = (self.base * (1.0 - self.base) / na + rate * (1.0 - rate) / nb).sqrt();
        let z = -normal_quantile(self.level / 2.0);
        let difference = (rate - self.base).abs();
        normal_above((z * under_none - difference) / under_some) + normal_above((z * under_none + difference) / under_some)
    }

    /// The smallest rise above the base that is seen with this `power` (0.8 is usual), as a difference of shares.
    ///
    /// `None` when no rise up to 100 % would be, or the plan makes no sense (base not between 0 and 1, nobody in a group).
    pub fn smallest_rise(self, power: f64) -> Option<f64> {
        let sensible = self.base > 0.0 && self.base < 1.0 && self.people.0 >= 1.0 && self.people.1 >= 1.0;
        // At exactly 1 the variant does not vary at all; the power just below is what counts.
        let (mut low, mut high) = (self.base, 1.0 - 1e-12);
        if !sensible || self.power(high) < power {
            return None;
        }
        for _ in 0..100 {
            let middle = f64::midpoint(low, high);
            if self.power(middle) < power { low = middle } else { high = middle }
        }
        Some(high - self.base)
    }
}

/// People that EACH of two equal groups needs to see a rise from `base` to `rate`:
/// (z₁₋α/₂·√(2p̄q̄) + z_power·√(p₁q₁ + p₂q₂))² / (p₂ − p₁)², rounded up.
///
/// `None` when a share is not strictly between 0 and 1, or there is no difference to find.
pub fn people_per_group(base: f64, rate: f64, level: f64, power: f64) -> Option<u64> {
    let inside = |p: f64| p > 0.0 && p < 1.0;
    if ![base, rate, level, power].into_iter().all(inside) || base == rate {
        return None;
    }
    let middle = f64::midpoint(base, rate);
    let (za, zb) = (-normal_quantile(level / 2.0), normal_quantile(power));
    let top = za * (2.0 * middle * (1.0 - middle)).sqrt() + zb * (base * (1.0 - base) + rate * (1.0 - rate)).sqrt();
    let n = (top / (rate - base)).powi(2).ceil();
    (n < 9e18).then_some(n as u64)
}

#[cfg(test)]
mod tests {
    use super::super::close;
    use super::*;

    fn even(base: f64, each: f64) -> Plan {
        Plan { base, people: (each, each), level: 0.05 }
    }

    // Reference values computed with statsmodels (power_proportions_2indep) and, for sizes, by the formula with SciPy's
    // quantiles.
    #[test]
    fn agrees_with_references() {
        close::to(even(0.04, 1000.0).power(0.06), 0.536716195181592, 1e-6);
        close::to(even(0.1, 1500.0).power(0.13), 0.7310681283831675, 1e-6);
        close::to(even(0.5, 200.0).power(0.6), 0.5201179041645295, 1e-6);
        assert_eq!(people_per_group(0.04, 0.05, 0.05, 0.8), Some(6745));
        assert_eq!(people_per_group(0.6, 0.7, 0.05, 0.8), Some(356));
        assert_eq!(people_per_group(0.02, 0.03, 0.05, 0.8), Some(3826));
    }

    #[test]
    fn the_three_questions_agree_with_each_other() {
        for (base, each) in [(0.04, 1000.0), (0.2, 150.0), (0.01, 50_000.0)] {
            let plan = even(base, each);
            let rise = plan.smallest_rise(0.8).unwrap();
            close::to(plan.power(base + rise), 0.8, 1e-9);
            let needed = people_per_group(base, base + rise, 0.05, 0.8).unwrap() as f64;
            assert!((needed - each).abs() <= 1.0, "{needed} people for {each}");
        }
    }

    #[test]
    fn a_handful_of_people_can_find_nothing() {
        assert_eq!(even(0.5, 2.0).smallest_rise(0.8), None);
        assert_eq!(even(0.0, 1000.0).smallest_rise(0.8), None);
        assert_eq!(people_per_group(0.04, 0.04, 0.05, 0.8), None);
    }
}
