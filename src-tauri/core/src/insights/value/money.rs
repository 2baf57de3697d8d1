//! For how much: the Gamma–Gamma model of what somebody spends on a day with an order.
//!
//! Fader & Hardie 2013, "The Gamma-Gamma Model of Monetary Value", brucehardie.com/notes/025: the amounts of one person
//! scatter around a mean of their own, and the means scatter over the shop; so the estimate for a person lies between
//! their own mean and the shop's, the nearer to their own the more often they bought.
//!
//! Unlike the note, the first order counts as well: most people of a small shop have no other, and what they paid tells
//! something of them. Amounts of nothing are left out of the fit, which knows only positive means.

use statrs::function::gamma::ln_gamma;

use super::history::History;
use crate::stats::minimise::{lowest, within};

/// A fitted shop; `v` is in minor units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spending {
    pub p: f64,
    /// Above 1: the shop has a mean.
    pub q: f64,
    pub v: f64,
}

/// Parameters are searched within e^±`WIDEST` (v: times the mean amount): where everybody spends alike, the likelihood
/// rises without end towards q = ∞.
const WIDEST: f64 = 8.0;

/// The most likely parameters, or `None` when nobody paid anything or no highest point is found.
pub fn fit_spending(histories: &[History]) -> Option<Spending> {
    let mut rows: Vec<(u32, f64)> =
        histories.iter().filter(|h| h.paid > 0 && h.paid_days > 0).map(|h| (h.paid_days, h.paid as f64 / f64::from(h.paid_days))).collect();
    let people = rows.len() as f64;
    let scale = rows.iter().map(|(_, m)| m).sum::<f64>() / people;
    for (_, m) in &mut rows {
        *m /= scale;
    }
    rows.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let of = |x: &[f64; 3]| {
        let [p, above_one, v] = x.map(f64::exp);
        Spending { p, q: 1.0 + above_one, v }
    };
    let cost = |x: &[f64; 3]| {
        let (inside, beyond) = within(x, WIDEST);
        beyond - log_likelihood(&rows, &of(&inside)) / people
    };
    // Unsettled: along a ridge of equal likelihood, on which every point predicts the same.
    let found = lowest(cost, [0.5, 0.5, 0.0], 0.7, 1e-12, 1_500);
    let shop = of(&within(&found.at, WIDEST).0);
    found.value.is_finite().then_some(Spending { v: shop.v * scale, ..shop })
}

/// `rows`: days paid and their mean amount, by days. Fader & Hardie 2013, equation 1a.
fn log_likelihood(rows: &[(u32, f64)], s: &Spending) -> f64 {
    let mut sum = 0.0;
    for same in rows.chunk_by(|a, b| a.0 == b.0) {
        let n = f64::from(same.first().map_or(0, |r| r.0));
        let (own, both) = (s.p * n, s.p * n + s.q);
        let fixed = ln_gamma(both) - ln_gamma(own) - ln_gamma(s.q) + s.q * s.v.ln() + own * n.ln();
        for (_, m) in same {
            sum += fixed + (own - 1.0) * m.ln() - both * (n * m + s.v).ln();
        }
    }
    sum
}

impl Spending {
    /// Minor units that a day with an order of theirs will bring, on average. Fader & Hardie 2013, equation 5.
    pub fn amount(&self, h: &History) -> f64 {
        let n = f64::from(h.paid_days);
        // A negative sum (a source's correction) is no guide to what comes.
        (self.p * (self.v + h.paid.max(0) as f64) / (self.p * n + self.q - 1.0)).max(0.0)
    }
}

#[cfg(test)]
pub(super) fn likelihood_of(histories: &[History], s: &Spending) -> f64 {
    let mut rows: Vec<(u32, f64)> =
        histories.iter().filter(|h| h.paid > 0).map(|h| (h.paid_days, h.paid as f64 / f64::from(h.paid_days))).collect();
    rows.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    log_likelihood(&rows, s)
}
