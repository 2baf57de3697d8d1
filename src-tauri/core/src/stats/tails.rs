//! How unlikely a value this far out is: tails and quantiles of the normal, Student's t and chi-square distributions.
//!
//! The special functions come from `statrs`; here they are put together so that far tails keep their digits (a p-value
//! of 1e-100 is computed as such and not as 1 − 1).

use statrs::function::{beta::checked_beta_reg, gamma::checked_gamma_ur};

/// P(Z > z) of the standard normal.
pub fn normal_above(z: f64) -> f64 {
    let half = normal_two_sided(z) / 2.0;
    if z < 0.0 { 1.0 - half } else { half }
}

/// P(|Z| ≥ |z|) = erfc(|z|/√2) = Q(½, z²/2) (Abramowitz & Stegun 1964, 26.2.29 and 6.5.17). By the incomplete gamma function,
/// because `statrs`'s own erfc holds only nine digits.
pub fn normal_two_sided(z: f64) -> f64 {
    match z * z / 2.0 {
        square if square.is_nan() => f64::NAN,
        0.0 => 1.0,
        square if square > 745.0 => 0.0, // below the smallest number there is
        square => checked_gamma_ur(0.5, square).unwrap_or(f64::NAN),
    }
}

/// The z with P(Z ≤ z) = `p`, for 0 < p < 1; infinite at the ends, NaN beyond.
///
/// Acklam's rational approximation (2003) as the start, then Halley's method on `normal_above` to full precision.
pub fn normal_quantile(p: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) {
        return f64::NAN;
    }
    if p == 0.0 || p == 1.0 {
        return if p == 0.0 { f64::NEG_INFINITY } else { f64::INFINITY };
    }
    // By symmetry only the lower half is computed, so that small p keep their digits.
    if p > 0.5 {
        return -normal_quantile(1.0 - p);
    }
    let mut z = start(p);
    for _ in 0..3 {
        let error = normal_above(-z) - p;
        let step = error * (2.0 * std::f64::consts::PI).sqrt() * (z * z / 2.0).exp();
        if !step.is_finite() {
            break;
        }
        z -= step / (1.0 + z * step / 2.0);
    }
    z
}

fn start(p: f64) -> f64 {
    let ratio = |top: &[f64], bottom: &[f64], x: f64| {
        let at = |c: &[f64]| c.iter().fold(0.0, |sum, c| sum * x + c);
        at(top) / at(bottom)
    };
    if p < 0.02425 {
        let top =
            [-7.784894002430293e-3, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968, 2.938163982698783];
        let bottom = [7.784695709041462e-3, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1.0];
        ratio(&top, &bottom, (-2.0 * p.ln()).sqrt())
    } else {
        let top = [-39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716, 2.506628277459239];
        let bottom = [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572, 1.0];
        (p - 0.5) * ratio(&top, &bottom, (p - 0.5) * (p - 0.5))
    }
}

/// P(|T| ≥ |t|) of Student's t with `df` > 0 degrees of freedom, not necessarily whole: I_{df/(df+t²)}(df/2, ½)
/// (Abramowitz & Stegun 1964, 26.7.1 and 26.5.27). NaN for a `df` that is not positive.
pub fn t_two_sided(t: f64, df: f64) -> f64 {
    if df.is_nan() || df <= 0.0 || t.is_nan() {
        return f64::NAN;
    }
    // Beyond this the two agree to more digits than either has, and the normal is quicker.
    if df > 1e12 {
        return normal_two_sided(t);
    }
    checked_beta_reg(df / 2.0, 0.5, df / (df + t * t)).unwrap_or(f64::NAN)
}

/// The t > 0 with P(|T| ≥ t) = `p`, for 0 < p < 1: found by halving, as `t_two_sided` only falls. NaN outside.
pub fn t_critical(p: f64, df: f64) -> f64 {
    if !(p > 0.0 && p < 1.0) || df.is_nan() || df <= 0.0 {
        return f64::NAN;
    }
    let mut high = 1.0;
    while t_two_sided(high, df) > p && high < 1e300 {
        high *= 2.0;
    }
    let mut low = 0.0;
    for _ in 0..200 {
        let middle = low + (high - low) / 2.0;
        if middle == low || middle == high {
            break;
        }
        if t_two_sided(middle, df) > p {
            low = middle;
        } else {
            high = middle;
        }
    }
    low + (high - low) / 2.0
}

/// P(X ≥ x) of chi-square with `df` degrees of freedom: Q(df/2, x/2) (Abramowitz & Stegun 1964, 26.4.19). NaN for no
/// degree of freedom or a negative x.
pub fn chi_square_above(x: f64, df: u32) -> f64 {
    if x.is_nan() || x < 0.0 {
        return f64::NAN;
    }
    match df {
        0 => f64::NAN,
        _ if x == 0.0 => 1.0,
        _ => checked_gamma_ur(f64::from(df) / 2.0, x / 2.0).unwrap_or(f64::NAN),
    }
}

#[cfg(test)]
mod tests {
    use super::super::close;
    use super::*;

    // Reference values computed with SciPy 1.x: scipy.stats.norm / t / chi2.
    #[test]
    fn tails_agree_with_scipy() {
        close::to(normal_above(0.0), 0.5, 1e-12);
        close::to(normal_above(1.0), 0.15865525393145707, 1e-12);
        close::to(normal_above(1.959963984540054), 0.025, 1e-12);
        close::to(normal_above(5.0), 2.866515718791933e-07, 1e-12);
        close::to(normal_above(10.0), 7.61985302416047e-24, 1e-12);
        close::to(normal_above(22.0), 1.4398924351450382e-107, 1e-12);
        close::to(normal_quantile(0.975), 1.959963984540054, 1e-12);
        close::to(normal_quantile(0.8), 0.8416212335729143, 1e-12);
        close::to(normal_quantile(0.3), -0.5244005127080409, 1e-12);
        close::to(normal_quantile(1e-05), -4.264890793922825, 1e-12);
        close::to(t_two_sided(2.0, 3.0), 0.13932596855884305, 1e-9);
        close::to(t_two_sided(1.96, 1998.5), 0.05013456529533485, 1e-9);
        close::to(t_two_sided(12.0, 17.4), 7.612875750286959e-10, 1e-9);
        close::to(t_two_sided(0.1, 1.0), 0.936548965138893, 1e-9);
        close::to(t_two_sided(30.0, 400.0), 2.0106571435779867e-104, 1e-9);
        close::to(t_critical(0.05, 10.0), 2.2281388519862753, 1e-9);
        close::to(t_critical(0.05, 1532.7), 1.961512959446634, 1e-9);
        close::to(t_critical(0.01, 2.0), 9.924843200918293, 1e-9);
        close::to(chi_square_above(10.828, 1), 0.0009997657195830916, 1e-9);
        close::to(chi_square_above(0.5, 1), 0.47950012218695337, 1e-9);
        close::to(chi_square_above(5.99, 2), 0.05003662708658629, 1e-9);
        close::to(chi_square_above(60.0, 5), 1.2154569777183007e-11, 1e-9);
        close::to(chi_square_above(500.0, 3), 4.771672031912771e-108, 1e-9);
    }

    #[test]
    fn quantiles_undo_the_tails() {
        for p in [1e-12, 1e-4, 0.025, 0.1, 0.4, 0.6, 0.975, 0.9999] {
            close::to(normal_above(-normal_quantile(p)), p, 1e-12);
        }
        for df in [1.0, 2.5, 30.0, 1e6] {
            for p in [1e-6, 0.01, 0.05, 0.5] {
                close::to(t_two_sided(t_critical(p, df), df), p, 1e-10);
            }
        }
        assert_eq!(normal_quantile(0.5), 0.0);
        assert!(normal_quantile(1.5).is_nan() && t_critical(0.0, 3.0).is_nan() && chi_square_above(1.0, 0).is_nan());
    }
}
