//! The relative lift of a share: "B converts 14 % more than A", and how sure that is.

use super::{
    Interval,
    proportions::{Share, critical},
};

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lift {
    /// `b / a − 1`: 0.14 is 14 % more.
    pub estimate: f64,
    pub interval: Interval,
    /// False when the baseline is so uncertain that the interval is only a rough guide.
    pub dependable: bool,
}

/// Relative lift of `b` over `a` with its delta-method interval: var(p̂b/p̂a) ≈ var(p̂b)/p̂a² + p̂b²·var(p̂a)/p̂a⁴ (Deng, Knoblich &
/// Lu 2018, "Applying the Delta Method in Metric Analytics", KDD '18, eq. 5; the same as GrowthBook's).
///
/// The method treats the ratio as if it were straight, which misbehaves when the baseline's own error is not small beside
/// it: then the true interval is lopsided. The yardstick is g = (z·se(p̂a)/p̂a)² of Fieller's theorem, whose interval is near the
/// delta method's while g < 0.05 (Finney 1971, Probit Analysis, §4.7); that takes about 75 conversions in `a`.
///
/// `None` when nobody converted in `a`: a lift over nothing does not exist.
pub fn relative(a: Share, b: Share, confidence: f64) -> Option<Lift> {
    if a.k == 0 {
        return None;
    }
    let (pa, pb, z) = (a.rate(), b.rate(), critical(confidence));
    let variance = |p: f64, n: u64| p * (1.0 - p) / n as f64;
    let (va, vb) = (variance(pa, a.n), variance(pb, b.n));
    let estimate = pb / pa - 1.0;
    let error = (vb / (pa * pa) + pb * pb * va / pa.powi(4)).sqrt();
    let dependable = b.k > 0 && z * z * va / (pa * pa) < 0.05;
    Some(Lift { estimate, interval: Interval::around(estimate, z * error), dependable })
}

#[cfg(test)]
mod tests {
    use super::super::close;
    use super::*;

    // Reference values: the formula written out in Python with SciPy's normal quantile.
    #[test]
    fn agrees_with_the_formula_in_python() {
        let l = relative(Share::new(360, 10000).unwrap(), Share::new(410, 10000).unwrap(), 0.95).unwrap();
        close::to(l.estimate, 0.13888888888888906, 1e-9);
        close::to(l.interval.low, -0.01921513916500947, 1e-9);
        close::to(l.interval.high, 0.2969929169427876, 1e-9);
        let l = relative(Share::new(90, 1000).unwrap(), Share::new(70, 1200).unwrap(), 0.95).unwrap();
        close::to(l.estimate, -0.35185185185185186, 1e-9);
        close::to(l.interval.low, -0.5468552600131543, 1e-9);
        close::to(l.interval.high, -0.1568484436905494, 1e-9);
    }

    #[test]
    fn says_when_the_baseline_is_too_thin() {
        let lift = |ka, kb| relative(Share::new(ka, 2000).unwrap(), Share::new(kb, 2000).unwrap(), 0.95);
        assert!(lift(0, 20).is_none());
        assert!(!lift(20, 30).unwrap().dependable);
        assert!(lift(200, 220).unwrap().dependable);
        assert!(!lift(200, 0).unwrap().dependable);
    }
}
