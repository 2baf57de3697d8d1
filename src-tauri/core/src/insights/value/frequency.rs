//! How often, and whether still: the BG/NBD model, fitted by maximum likelihood and asked about single people.
//!
//! Fader, Hardie & Lee 2005, "Counting Your Customers the Easy Way", Marketing Science 24(2): while alive, somebody buys
//! at a rate λ ~ Gamma(r, α) of their own; after an order they leave for good with a chance p ~ Beta(a, b) of their own.
//!
//! In the paper nobody can leave after the first order, so whoever bought once, however long ago, is alive with
//! certainty. For a small shop, where most buy once, that is no answer; so the coin is also thrown after the first order
//! (`Coin::EveryOrder`), which is the MBG/NBD of Batislam, Denizel & Filiztekin 2007, International Journal of
//! Research in Marketing 24(3). The formulas of both differ only in how often the coin was survived (k below); the tests
//! hold both against the Python package `lifetimes`.
//!
//! Γ(r + x)/Γ(r) and B(a, b + k)/B(a, b) are sums of k logarithms, as x is a whole number: no digit is lost for however
//! large a b, and no gamma function is needed.

use std::collections::HashMap;

use super::history::History;
use crate::stats::minimise::{lowest, within};

/// After which orders somebody may leave for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coin {
    /// The paper's BG/NBD: after the second and every later one.
    EveryRepeat,
    /// MBG/NBD: after the first, too.
    EveryOrder,
}

impl Coin {
    /// How often it came up "stays", given that they are still there.
    fn survived(self, repeats: u32) -> f64 {
        f64::from(repeats) + f64::from(u8::from(self == Self::EveryOrder))
    }
}

/// A fitted shop; times are in days.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frequency {
    pub r: f64,
    pub alpha: f64,
    pub a: f64,
    pub b: f64,
    pub coin: Coin,
}

/// Parameters are searched within e^±`WIDEST` (α: times the mean age): beyond, predictions no longer change, and where
/// nobody ever leaves the likelihood rises without end towards b = ∞.
const WIDEST: f64 = 9.0;

/// The most likely parameters, or `None` when no highest point is found. `histories` must not be empty.
pub fn fit_frequency(histories: &[History], coin: Coin) -> Option<Frequency> {
    let data = Data::new(histories);
    let scale = data.mean_age.max(1.0);
    let of = |x: &[f64; 4]| {
        let [r, alpha, a, b] = x.map(f64::exp);
        Frequency { r, alpha: alpha * scale, a, b, coin }
    };
    let cost = |x: &[f64; 4]| {
        let (inside, beyond) = within(x, WIDEST);
        beyond - data.log_likelihood(&of(&inside)) / data.people
    };
    // Where it has not settled it walks along a ridge of equal likelihood, on which every point predicts the same.
    let found = lowest(cost, [-0.5, -1.0, -0.5, 0.0], 0.7, 1e-12, 2_000);
    found.value.is_finite().then(|| of(&within(&found.at, WIDEST).0))
}

/// Histories without who they are, equal ones together.
struct Data {
    /// x, t_x, T, and how many are like this.
    rows: Vec<(u32, f64, f64, f64)>,
    most_repeats: u32,
    mean_age: f64,
    people: f64,
}

impl Data {
    fn new(histories: &[History]) -> Self {
        let mut keys: Vec<(u32, u32, u32)> = histories.iter().map(|h| (h.repeats, h.first_ago, h.last_ago)).collect();
        keys.sort_unstable();
        let row = |same: &[(u32, u32, u32)]| {
            let (x, first, last) = same.first().copied().unwrap_or_default();
            (x, f64::from(first.saturating_sub(last)), f64::from(first), same.len() as f64)
        };
        let people = histories.len().max(1) as f64;
        Self {
            rows: keys.chunk_by(|a, b| a == b).map(row).collect(),
            most_repeats: keys.last().map_or(0, |k| k.0),
            mean_age: histories.iter().map(|h| f64::from(h.first_ago)).sum::<f64>() / people,
            people,
        }
    }

    /// Fader, Hardie & Lee 2005, equation 6 (for `EveryOrder`: Batislam et al. 2007, equation 2), everybody's added up.
    fn log_likelihood(&self, f: &Frequency) -> f64 {
        // By x: ln Γ(r+x)/Γ(r) and ln B(a, b+k)/B(a, b).
        let mut orders = Vec::with_capacity(self.most_repeats as usize + 1);
        let (mut rate, mut stays) = (0.0, f.coin.survived(0) * -(f.a / f.b).ln_1p());
        for x in 0..=self.most_repeats {
            orders.push(rate + stays);
            rate += (f.r + f64::from(x)).ln();
            stays -= (f.a / (f.b + f.coin.survived(x))).ln_1p();
        }
        let start = f.r * f.alpha.ln();
        let one = |(x, recency, age, n): &(u32, f64, f64, f64)| {
            let shape = f.r + f64::from(*x);
            let known = orders.get(*x as usize).copied().unwrap_or(f64::NEG_INFINITY);
            n * (start + known - shape * (f.alpha + age).ln() + softplus(f.gone_odds_ln(*x, *recency, *age)))
        };
        self.rows.iter().map(one).sum()
    }
}

/// ln(1 + e^x), without overflow.
fn softplus(x: f64) -> f64 {
    x.max(0.0) + (-x.abs()).exp().ln_1p()
}

impl Frequency {
    /// ln of P(gone) / P(alive), given the history.
    fn gone_odds_ln(&self, repeats: u32, recency: f64, age: f64) -> f64 {
        let k = self.coin.survived(repeats);
        if k < 1.0 {
            return f64::NEG_INFINITY;
        }
        let silence = ((self.alpha + age) / (self.alpha + recency)).ln();
        (self.a / (self.b + k - 1.0)).ln() + (self.r + f64::from(repeats)) * silence
    }

    /// The chance that they have not left for good, 0 to 1. Fader, Hardie & Lee 2008, "Computing P(alive) using the
    /// BG/NBD model", technical note.
    pub fn alive(&self, h: &History) -> f64 {
        (-softplus(self.gone_odds_ln(h.repeats, h.recency(), f64::from(h.first_ago)))).exp()
    }

    /// Days between orders that somebody of this history shows up to their last one: α and r of the shop, and their own.
    pub fn usual_gap(&self, h: &History) -> f64 {
        (self.alpha + h.recency()) / (self.r + f64::from(h.repeats))
    }

    /// For asking many people about the same days ahead.
    pub fn ahead(&self, days: u32) -> Ahead {
        Ahead { model: *self, days: f64::from(days), known: HashMap::new() }
    }

    /// Orders expected in the `days` to come of somebody who is alive: Fader, Hardie & Lee 2005, equation 10, without its
    /// denominator: C/(a−1) · [1 − (1−z)^A · ₂F₁(A, B; C; z)], A = r+x, B = b+k, C = a+b+k−1, z = t/(α+T+t).
    fn orders_if_alive(&self, repeats: u32, age: f64, days: f64) -> f64 {
        // At a = 1 both numerator and denominator vanish; the value beside it is the same to eight digits.
        const BESIDE: f64 = 1e-4;
        if (self.a - 1.0).abs() < BESIDE {
            let at = |a: f64| Self { a, ..*self }.orders_if_alive(repeats, age, days);
            return (at(1.0 - BESIDE) + at(1.0 + BESIDE)) / 2.0;
        }
        let shape = self.r + f64::from(repeats);
        let k = self.coin.survived(repeats);
        let c = self.a + self.b + k - 1.0;
        let z = days / (self.alpha + age + days);
        let (sum, ln_scale) = hypergeometric(shape, self.b + k, c, z);
        let left = sum * (shape * (-z).ln_1p() + ln_scale).exp();
        // A rate of shape / (α + T) for all the days is the most there can be: nobody leaves.
        (c / (self.a - 1.0) * (1.0 - left)).clamp(0.0, shape * days / (self.alpha + age))
    }
}

/// Orders expected in the days to come, remembering what differs by x and T only.
pub struct Ahead {
    model: Frequency,
    days: f64,
    known: HashMap<(u32, u32), f64>,
}

impl Ahead {
    pub fn orders(&mut self, h: &History) -> f64 {
        let (model, days) = (self.model, self.days);
        let if_alive =
            *self.known.entry((h.repeats, h.first_ago)).or_insert_with(|| model.orders_if_alive(h.repeats, f64::from(h.first_ago), days));
        if_alive * model.alive(h)
    }
}

/// ₂F₁(a, b; c; z) for a, b > 0 and 0 ≤ z < 1 by its series, as (sum, ln of what to multiply it with): for c > 0 every
/// term is positive, so that none cancels another, and a sum too large for a number is scaled down on the way.
fn hypergeometric(a: f64, b: f64, c: f64, z: f64) -> (f64, f64) {
    const LARGE: f64 = 1e200;
    let (mut term, mut sum, mut ln_scale) = (1.0f64, 1.0f64, 0.0);
    for n in 0..200_000 {
        let n = f64::from(n);
        let ratio = (a + n) * (b + n) / ((c + n) * (n + 1.0)) * z;
        term *= ratio;
        sum += term;
        if sum.abs() > LARGE {
            (term, sum, ln_scale) = (term / LARGE, sum / LARGE, ln_scale + LARGE.ln());
        }
        // What is still to come is less than a geometric series of this ratio.
        if ratio.abs() < 1.0 && term.abs() <= 1e-16 * sum.abs() * (1.0 - ratio.abs()) {
            break;
        }
    }
    (sum, ln_scale)
}

#[cfg(test)]
pub(super) fn log_likelihood(histories: &[History], f: &Frequency) -> f64 {
    Data::new(histories).log_likelihood(f)
}

#[cfg(test)]
mod tests {
    use super::super::super::super::stats::close;
    use super::*;

    // Reference values: scipy.special.hyp2f1.
    #[test]
    fn the_series_agrees_with_scipy() {
        let f = |a, b, c, z| {
            let (sum, ln) = hypergeometric(a, b, c, z);
            sum * f64::exp(ln)
        };
        close::to(f(1.0, 1.0, 1.0, 0.5), 2.0, 1e-14);
        close::to(f(2.0, 3.0, 4.0, 0.0), 1.0, 1e-15);
        let (sum, ln) = hypergeometric(900.0, 3.0, 3.0, 0.9);
        // ₂F₁(a, b; b; z) = (1 − z)^−a, here 10^900.
        close::to(sum.ln() + ln, 900.0 * 10f64.ln(), 1e-12);
    }
}
