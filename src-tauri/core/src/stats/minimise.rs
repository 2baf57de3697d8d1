//! The lowest point of a function that tells only its value: the downhill simplex of Nelder and Mead.
//!
//! For smooth functions of a few numbers, such as a likelihood of four parameters in their logarithms. It is
//! deterministic, needs no derivatives, and a function may say "not here" by an infinite (or NaN) value.

/// Where the search ended.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lowest<const N: usize> {
    pub at: [f64; N],
    pub value: f64,
    /// False: it was given up after `most` looks at the function.
    pub settled: bool,
}

/// Nelder & Mead 1965, "A simplex method for function minimization", The Computer Journal 7(4), with their coefficients
/// 1, 2, ½, ½. A simplex that has settled is started again around its lowest point, with the same `step`, until that no
/// longer lowers the value: a collapsed simplex can settle beside the minimum.
///
/// `step`: the edge of the first simplex. Settled: every corner's value lies within `tolerance` × (1 + |value|) and every
/// corner within √`tolerance` of the best.
pub fn lowest<const N: usize>(f: impl Fn(&[f64; N]) -> f64, start: [f64; N], step: f64, tolerance: f64, most: usize) -> Lowest<N> {
    let mut looks = 0usize;
    let mut look = |x: &[f64; N]| {
        looks += 1;
        let value = f(x);
        (if value.is_nan() { f64::INFINITY } else { value }, looks < most)
    };
    let mut best = Lowest { at: start, value: look(&start).0, settled: false };
    loop {
        let found = settle(&mut look, best, step, tolerance);
        let lowered = best.value - found.value;
        best = found;
        // `lowered` is NaN where both are infinite: nothing was found.
        if !found.settled || lowered.is_nan() || lowered <= tolerance * (1.0 + found.value.abs()) {
            return best;
        }
    }
}

/// `x` brought within ±`most`, and a cost for what lay beyond, so that a search finds back from there: a wall of
/// infinity would flatten the simplex against it.
pub fn within<const N: usize>(x: &[f64; N], most: f64) -> ([f64; N], f64) {
    let inside = x.map(|v| v.clamp(-most, most));
    (inside, x.iter().zip(&inside).map(|(a, b)| (a - b).powi(2)).sum())
}

/// One simplex from around `from` until it settles or looks run out.
fn settle<const N: usize>(look: &mut impl FnMut(&[f64; N]) -> (f64, bool), from: Lowest<N>, step: f64, tolerance: f64) -> Lowest<N> {
    let mut simplex: Vec<([f64; N], f64)> = vec![(from.at, from.value)];
    for i in 0..N {
        let mut corner = from.at;
        if let Some(x) = corner.get_mut(i) {
            *x += step;
        }
        simplex.push((corner, look(&corner).0));
    }
    loop {
        simplex.sort_by(|a, b| a.1.total_cmp(&b.1));
        let (Some(&(low, least)), Some(&(high, worst)), Some(&(_, next))) =
            (simplex.first(), simplex.last(), simplex.get(N.saturating_sub(1)))
        else {
            return from;
        };
        let wide = simplex.iter().flat_map(|(x, _)| x.iter().zip(&low)).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        if worst - least <= tolerance * (1.0 + least.abs()) && wide <= tolerance.sqrt() {
            return Lowest { at: low, value: least, settled: true };
        }
        let middle: [f64; N] = std::array::from_fn(|i| {
            let sum: f64 = simplex.iter().take(N).filter_map(|(x, _)| x.get(i)).sum();
            sum / N as f64
        });
        // A point on the line from the worst corner through the middle of the others.
        let along = |by: f64| -> [f64; N] {
            std::array::from_fn(|i| {
                let (m, h) = (middle.get(i).copied().unwrap_or(0.0), high.get(i).copied().unwrap_or(0.0));
                m + by * (m - h)
            })
        };
        let mirrored = along(1.0);
        let (value, more) = look(&mirrored);
        let better = if value < least {
            let further = along(2.0);
            let (far, _) = look(&further);
            Some(if far < value { (further, far) } else { (mirrored, value) })
        } else if value < next {
            Some((mirrored, value))
        } else {
            let nearer = along(if value < worst { 0.5 } else { -0.5 });
            let (near, _) = look(&nearer);
            (near < worst.min(value)).then_some((nearer, near))
        };
        match better {
            Some(corner) => {
                if let Some(last) = simplex.last_mut() {
                    *last = corner;
                }
            }
            None => {
                for (x, v) in simplex.iter_mut().skip(1) {
                    *x = std::array::from_fn(|i| {
                        let (a, b) = (x.get(i).copied().unwrap_or(0.0), low.get(i).copied().unwrap_or(0.0));
                        b + (a - b) / 2.0
                    });
                    *v = look(x).0;
                }
            }
        }
        if !more {
            simplex.sort_by(|a, b| a.1.total_cmp(&b.1));
            let (at, value) = simplex.first().copied().unwrap_or((from.at, from.value));
            return Lowest { at, value, settled: false };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::close;
    use super::*;

    #[test]
    fn walks_down_the_banana() {
        // Rosenbrock's valley, with its minimum of 0 at (1, 1).
        let f = |x: &[f64; 2]| 100.0 * (x[1] - x[0] * x[0]).powi(2) + (1.0 - x[0]).powi(2);
        let got = lowest(f, [-1.2, 1.0], 0.5, 1e-14, 5_000);
        assert!(got.settled, "{got:?}");
        close::to(got.at[0], 1.0, 1e-6);
        close::to(got.at[1], 1.0, 1e-6);
    }

    #[test]
    fn stays_out_of_where_there_is_nothing() {
        // ln is NaN left of 0; x − ln x is least at 1. The second number is only in the way.
        let f = |x: &[f64; 2]| x[0] - x[0].ln() + x[1].abs();
        let got = lowest(f, [5.0, 3.0], 0.5, 1e-13, 5_000);
        close::to(got.at[0], 1.0, 1e-5);
        assert!(got.at[1].abs() < 1e-5);
        assert!(!lowest(|_: &[f64; 2]| f64::NAN, [1.0, 1.0], 0.5, 1e-9, 100).value.is_finite());
    }

    #[test]
    fn ends_at_the_edge_where_it_falls_without_end() {
        let f = |x: &[f64; 2]| {
            let (inside, beyond) = within(x, 3.0);
            beyond - inside[0] + (inside[1] - 1.0).powi(2)
        };
        let got = lowest(f, [0.0, 0.0], 0.5, 1e-12, 2_000);
        let (at, _) = within(&got.at, 3.0);
        assert_eq!(at[0], 3.0);
        close::to(at[1], 1.0, 1e-4);
    }

    #[test]
    fn gives_up_in_time_and_says_so() {
        let looks = std::cell::Cell::new(0);
        let f = |x: &[f64; 2]| {
            looks.set(looks.get() + 1);
            100.0 * (x[1] - x[0] * x[0]).powi(2) + (1.0 - x[0]).powi(2)
        };
        assert!(!lowest(f, [-1.2, 1.0], 0.5, 1e-14, 40).settled);
        assert!(looks.get() < 50);
    }
}
