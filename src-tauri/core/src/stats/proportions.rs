//! Shares of people: how sure one is, and how far two lie apart.
//!
//! A share is a count out of a count; both must be sensible (`k` ≤ `n`, `n` > 0), else the answer is `None`. The test and
//! the interval of the difference answer different questions by different formulas, on purpose (see `compare`).

use super::{
    Interval,
    tails::{normal_quantile, normal_two_sided},
};

/// `k` of `n` people did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    pub k: u64,
    pub n: u64,
}

impl Share {
    pub fn new(k: u64, n: u64) -> Option<Self> {
        (n > 0 && k <= n).then_some(Self { k, n })
    }

    /// Between 0 and 1.
    pub fn rate(self) -> f64 {
        self.k as f64 / self.n as f64
    }

    /// Wilson's score interval (Wilson 1927, JASA 22:209): stays within 0 to 1 and near its level also for few or no
    /// conversions, where the textbook's p ± z·√(p(1−p)/n) collapses to a point.
    pub fn interval(self, confidence: f64) -> Interval {
        let (n, p, z) = (self.n as f64, self.rate(), critical(confidence));
        let z2 = z * z;
        let centre = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
        let half = z / (1.0 + z2 / n) * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
        let low = if self.k == 0 { 0.0 } else { (centre - half).max(0.0) };
        let high = if self.k == self.n { 1.0 } else { (centre + half).min(1.0) };
        Interval { low, high }
    }
}

/// The z of a two-sided interval of this confidence, e.g. 1.96 for 0.95.
pub fn critical(confidence: f64) -> f64 {
    -normal_quantile((1.0 - confidence) / 2.0)
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Difference {
    /// `b` − `a`, between −1 and 1.
    pub estimate: f64,
    pub interval: Interval,
    /// Two-sided, of "there is no difference"; `None` when nobody or everybody converted on both sides.
    pub p_value: Option<f64>,
}

/// How far `b` lies above `a`.
///
/// The **test** pools both groups, because under "no difference" they share one rate: z = (p̂b − p̂a) / √(p̄(1−p̄)(1/na + 1/nb))
/// (Fleiss, Levin & Paik 2003, Statistical Methods for Rates and Proportions, §3.2, without continuity correction).
///
/// The **interval** does not pool, because there the rates may differ. It is Newcombe's hybrid score interval (Newcombe
/// 1998, Statistics in Medicine 17:873, method 10), made of the two Wilson intervals, and not Wald's p̂b − p̂a ± z·se:
/// with the few conversions of a small shop Wald's covers less than it says and can leave −1 to 1.
/// Very near the threshold test and interval can therefore disagree.
pub fn compare(a: Share, b: Share, confidence: f64) -> Difference {
    let (pa, pb) = (a.rate(), b.rate());
    let (ia, ib) = (a.interval(confidence), b.interval(confidence));
    let estimate = pb - pa;
    let interval = Interval {
        low: estimate - ((pb - ib.low).powi(2) + (ia.high - pa).powi(2)).sqrt(),
        high: estimate + ((ib.high - pb).powi(2) + (pa - ia.low).powi(2)).sqrt(),
    };
    let pooled = (a.k as f64 + b.k as f64) / (a.n as f64 + b.n as f64);
    let error = (pooled * (1.0 - pooled) * (1.0 / a.n as f64 + 1.0 / b.n as f64)).sqrt();
    let p_value = (error > 0.0).then(|| normal_two_sided(estimate / error));
    Difference { estimate, interval, p_value }
}

#[cfg(test)]
mod tests {
    use super::super::close;
    use super::*;

    // Reference values computed with statsmodels: proportion_confint(method="wilson"),
    // confint_proportions_2indep(method="newcomb") and proportions_ztest.
    #[test]
    fn agrees_with_statsmodels() {
        let share = |k, n| Share::new(k, n).unwrap();
        close::to(share(36, 1000).interval(0.95).high, 0.04943566046720784, 1e-9);
        close::to(share(36, 1000).interval(0.95).low, 0.026115571407387315, 1e-9);
        close::to(share(0, 25).interval(0.95).high, 0.13319225093904855, 1e-9);
        close::to(share(3, 10).interval(0.95).high, 0.6032218525388546, 1e-9);
        close::to(share(3, 10).interval(0.95).low, 0.10779126740630104, 1e-9);
        close::to(share(412000, 10000000).interval(0.95).high, 0.04132336216647827, 1e-9);
        close::to(share(412000, 10000000).interval(0.95).low, 0.041076990325647704, 1e-9);
        let d = compare(share(36, 1000), share(41, 1000), 0.95);
        close::to(d.interval.low, -0.012135367293253346, 1e-8);
        close::to(d.interval.high, 0.022258842383135767, 1e-8);
        close::to(d.p_value.unwrap(), 0.5611738503578811, 1e-8);
        let d = compare(share(5, 120), share(17, 110), 0.95);
        close::to(d.interval.low, 0.03651646714151087, 1e-8);
        close::to(d.interval.high, 0.19543853777094522, 1e-8);
        close::to(d.p_value.unwrap(), 0.003643265267883981, 1e-8);
        let d = compare(share(0, 50), share(4, 60), 0.95);
        close::to(d.interval.low, -0.015343754338140073, 1e-8);
        close::to(d.interval.high, 0.1592535731319717, 1e-8);
        close::to(d.p_value.unwrap(), 0.0629038035128773, 1e-8);
        let d = compare(share(120, 3000), share(260, 3100), 0.99);
        close::to(d.interval.low, 0.0281083875265757, 1e-8);
        close::to(d.interval.high, 0.059886694858244716, 1e-8);
        close::to(d.p_value.unwrap(), 1.3654468568965142e-12, 1e-8);
        let d = compare(share(400000, 10000000), share(412000, 10000000), 0.95);
        close::to(d.interval.low, 0.0010270099354989341, 1e-8);
        close::to(d.interval.high, 0.0013729929449359294, 1e-8);
        close::to(d.p_value.unwrap(), 4.2435077314930836e-42, 1e-8);
    }

    #[test]
    fn nobody_or_everybody_gives_an_interval_but_no_p() {
        let (none, all) = (Share::new(0, 40).unwrap(), Share::new(40, 40).unwrap());
        assert_eq!(compare(none, none, 0.95).p_value, None);
        let d = compare(none, all, 0.95);
        assert!(d.interval.low > 0.8 && d.interval.high <= 1.0 && d.p_value.unwrap() < 1e-15);
        assert_eq!((none.interval(0.95).low, all.interval(0.95).high), (0.0, 1.0));
        assert!(Share::new(2, 1).is_none() && Share::new(0, 0).is_none());
    }

    proptest::proptest! {
        #[test]
        fn the_interval_holds_its_estimate_and_turns_with_the_sides(
            na in 1u64..5000, nb in 1u64..5000, ra in 0.0..=1.0f64, rb in 0.0..=1.0f64
        ) {
            let a = Share::new((na as f64 * ra) as u64, na).unwrap();
            let b = Share::new((nb as f64 * rb) as u64, nb).unwrap();
            let (there, back) = (compare(a, b, 0.95), compare(b, a, 0.95));
            proptest::prop_assert!(there.interval.contains(there.estimate));
            proptest::prop_assert!(there.interval.low >= -1.0 - 1e-12 && there.interval.high <= 1.0 + 1e-12);
            proptest::prop_assert!((there.interval.low + back.interval.high).abs() < 1e-12);
            proptest::prop_assert!(a.interval(0.95).contains(a.rate()));
        }
    }
}
