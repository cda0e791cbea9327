//! Position on an axis of two poles (theta, the `balance` column), its interval, and contrasts.
//!
//! # Question
//! Which of two ways of naming the same thing does an outlet prefer, and do two outlets differ?
//!
//! # Formula
//! `θ = ln((A+½)/(B+½))` from hits A and B of the two poles. Naive variance `1/(A+½) + 1/(B+½)`.
//! Delete-one jackknife over the G units (documents, or events) with tokens:
//! `V_J = (G−1)/G · Σ(θ_(−u) − θ̄)²`. The standard error is the root of the larger of the two; the interval
//! uses a t quantile with G − 1 degrees of freedom. Contrast: difference of θ, variances added,
//! G₁ + G₂ − 2 degrees of freedom.
//!
//! # Reading
//! 0 is even use, positive leans to pole a; ln 3 ≈ 1.1 means three hits of a for one of b. Zero with a
//! standard error of 2 means no hits at all, not balance.
//!
//! # When not
//! Not below 10 hits from 5 documents (show the counts), and no unflagged interval below 20 documents
//! with hits. Not a score of bias: it says which words are used, not whether they are right.
//!
//! # Source
//! Lowe, Benoit, Mikhaylov & Laver 2011, Legislative Studies Quarterly 36 (logit scale); Efron & Stein
//! 1981 (jackknife). At nominal 5 % the larger-of-two rule errs in 1 to 5 % of random halves, the naive
//! one in up to 27 %.
//!
//! # Worked numbers
//! Hits (3,0) (2,0) (1,0) (2,1) (4,0) in six documents, one without hits: θ = ln(12.5/1.5) = 2.120.
//! ```
//! use framescope::measure::axis::{contrast, theta};
//! let x = theta(&[(3, 0), (2, 0), (1, 0), (2, 1), (4, 0)], 6, 0.95).unwrap();
//! let y = theta(&[(0, 1), (0, 1), (0, 2), (1, 3), (1, 1)], 6, 0.95).unwrap();
//! assert!((x.theta - 2.120263536200091).abs() < 1e-12);
//! assert!((x.se_jackknife.unwrap().powi(2) - 0.9297086379546904).abs() < 1e-12);
//! let c = contrast(&x, &y, 0.95).unwrap();
//! assert!((c.t - 2.7796088910599113).abs() < 1e-10 && (c.p - 0.01946371521556738).abs() < 1e-10);
//! ```

use crate::measure::special::{t_multiplier, t_p};
use libm::{log, sqrt};

/// An outlet's position on one axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Theta {
    /// Hits of pole a.
    pub n_a: u64,
    /// Hits of pole b.
    pub n_b: u64,
    /// Units with tokens.
    pub n_units: u64,
    /// `ln((A+½)/(B+½))`.
    pub theta: f64,
    /// Delta-method standard error, hits taken as independent.
    pub se_naive: f64,
    /// Jackknife standard error over units; `None` with one unit.
    pub se_jackknife: Option<f64>,
    /// The larger of the two.
    pub se: f64,
    /// Units minus one.
    pub df: u64,
    /// Interval; `None` with one unit.
    pub ci: Option<(f64, f64)>,
}

/// `ln((a+½)/(b+½))`.
pub fn log_ratio_half(a: u64, b: u64) -> f64 {
    log((a as f64 + 0.5) / (b as f64 + 0.5))
}

/// Delta-method variance of [`log_ratio_half`]: `1/(a+½) + 1/(b+½)`.
pub fn naive_variance(a: u64, b: u64) -> f64 {
    1.0 / (a as f64 + 0.5) + 1.0 / (b as f64 + 0.5)
}

/// Position from the hits (a, b) per unit. `hits` may leave out units without hits; `n_units` counts all
/// units with tokens. `None` if there are no units.
pub fn theta(hits: &[(u64, u64)], n_units: u64, level: f64) -> Option<Theta> {
    let n_units = n_units.max(hits.len() as u64);
    if n_units == 0 {
        return None;
    }
    let (n_a, n_b) = hits.iter().fold((0, 0), |s, h| (s.0 + h.0, s.1 + h.1));
    let theta = log_ratio_half(n_a, n_b);
    let se_naive = sqrt(naive_variance(n_a, n_b));
    let se_jackknife = jackknife_variance(hits, n_units).map(sqrt);
    let se = se_jackknife.unwrap_or(0.0).max(se_naive);
    let df = n_units - 1;
    let ci = t_multiplier(level, df as f64).map(|t| (theta - t * se, theta + t * se));
    Some(Theta { n_a, n_b, n_units, theta, se_naive, se_jackknife, se, df, ci })
}

/// Delete-one variance of θ over `n_units` units of which `hits` are those with hits; `None` below two.
fn jackknife_variance(hits: &[(u64, u64)], n_units: u64) -> Option<f64> {
    if n_units < 2 {
        return None;
    }
    let (a, b) = hits.iter().fold((0, 0), |s, h| (s.0 + h.0, s.1 + h.1));
    let full = log_ratio_half(a, b);
    // Leaving out a unit without hits changes nothing: deviations from the full value need the others only.
    let (mut sum, mut squares) = (0.0, 0.0);
    for &(x, y) in hits {
        let shift = log_ratio_half(a - x, b - y) - full;
        sum += shift;
        squares += shift * shift;
    }
    let g = n_units as f64;
    Some((g - 1.0) / g * (squares - sum * sum / g).max(0.0))
}

/// Difference of two positions with its uncertainty.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AxisContrast {
    /// θ of the first minus θ of the second.
    pub difference: f64,
    /// Its standard error.
    pub se: f64,
    /// Units of both minus two.
    pub df: u64,
    /// `difference / se`.
    pub t: f64,
    /// Two-sided p of t; report a permutation p beside it.
    pub p: f64,
    /// Interval at the level asked for.
    pub ci: (f64, f64),
}

/// Contrast of two independent outlets; `None` with fewer than two units on a side.
pub fn contrast(x: &Theta, y: &Theta, level: f64) -> Option<AxisContrast> {
    x.se_jackknife.and(y.se_jackknife)?;
    let difference = x.theta - y.theta;
    let se = sqrt(x.se * x.se + y.se * y.se);
    let df = x.n_units + y.n_units - 2;
    let t = difference / se;
    let half = t_multiplier(level, df as f64)? * se;
    Some(AxisContrast { difference, se, df, t, p: t_p(t, df as f64), ci: (difference - half, difference + half) })
}

/// Lowest and highest θ when each entry of the lexicon is left out in turn: whether one word makes the
/// score. `entries` holds the hits (a, b) of each entry; `None` without entries.
pub fn leave_one_out(entries: &[(u64, u64)]) -> Option<(f64, f64)> {
    let (a, b) = entries.iter().fold((0, 0), |s, e| (s.0 + e.0, s.1 + e.1));
    entries.iter().map(|&(x, y)| log_ratio_half(a - x, b - y)).fold(None, |range, v| match range {
        None => Some((v, v)),
        Some((low, high)) => Some((f64::min(low, v), f64::max(high, v))),
    })
}

/// Share of a pole's hits that its most frequent entry supplies; `None` without hits.
pub fn top_share(entry_hits: &[u64]) -> Option<f64> {
    let total: u64 = entry_hits.iter().sum();
    (total > 0).then(|| entry_hits.iter().copied().max().unwrap_or(0) as f64 / total as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_bursty_document_widens_the_interval() {
        let x = theta(&[(14, 0), (0, 1), (1, 2), (0, 1), (1, 0), (0, 1)], 8, 0.95).unwrap();
        let y = theta(&[(0, 2), (1, 1), (0, 3), (1, 1), (0, 1)], 7, 0.95).unwrap();
        assert!((x.se_naive.powi(2) - 0.24242424242424243).abs() < 1e-12);
        assert!((x.se_jackknife.unwrap().powi(2) - 3.2573467869469397).abs() < 1e-11);
        let c = contrast(&x, &y, 0.95).unwrap();
        assert!((c.p - 0.2533202599829298).abs() < 1e-10 && c.df == 13);
    }

    #[test]
    fn units_without_hits_may_be_listed_or_counted() {
        assert_eq!(theta(&[(3, 1), (0, 0), (1, 1)], 3, 0.95), theta(&[(3, 1), (1, 1)], 3, 0.95));
        assert_eq!(theta(&[], 0, 0.95), None);
        assert_eq!(theta(&[(2, 1)], 1, 0.95).unwrap().ci, None);
    }

    #[test]
    fn leaving_out_entries() {
        let (low, high) = leave_one_out(&[(4442, 0), (59, 0), (0, 10)]).unwrap();
        assert!((low - log(59.5 / 10.5)).abs() < 1e-12 && (high - log(4501.5 / 0.5)).abs() < 1e-12);
        assert_eq!(top_share(&[0, 0]), None);
    }
}
