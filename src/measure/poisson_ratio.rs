//! Ratio of two Poisson rates with its exact conditional test and interval.
//!
//! # Question
//! How many times more often does one corpus use a term, and what range do the counts allow?
//!
//! # Formula
//! `RR = (a/n1)/(b/n2)`. Given a + b hits, a is binomial with probability `n1/(n1+n2)` at equal rates; the
//! Clopper-Pearson bounds q of that probability give `q/(1−q) · n2/n1`. Two-sided p: the sum of all
//! binomial probabilities not above the observed one.
//!
//! # Reading
//! 2 means twice as often; an interval that contains 1 means no reliable difference at token level.
//!
//! # When not
//! Takes hits as independent; for outlets use the clustered contrast. The ratio is empty when the
//! reference has no hits.
//!
//! # Source
//! Przyborowski & Wilenski 1940; R `poisson.test`.
//!
//! # Worked numbers
//! 7 of 10 against 2 of 9: 3.15, interval 0.600 to 31.08, p = .185.
//! ```
//! use framescope::measure::{pair::Pair, poisson_ratio};
//! let toy = Pair::new(7, 10, 2, 9).unwrap();
//! assert_eq!(poisson_ratio::rate_ratio(&toy), Some(3.15));
//! assert!((poisson_ratio::p_two_sided(&toy).unwrap() - 0.18513353372372604).abs() < 1e-12);
//! let (low, high) = poisson_ratio::interval(&toy, 0.95).unwrap();
//! assert!((low - 0.5997661021870323).abs() < 1e-9 && (high.unwrap() - 31.077290748088796).abs() < 1e-7);
//! ```

use crate::measure::fisher::Support;
use crate::measure::pair::{Pair, PairColumn};
use crate::measure::special::{beta_quantile, ln_binomial_mass};

/// Columns for a keyness table.
pub const COLUMNS: &[PairColumn] = &[
    PairColumn { name: "rate_ratio", meaning: "ratio of the two rates", value: rate_ratio },
    PairColumn {
        name: "p_poisson",
        meaning: "exact conditional p of equal rates; hits taken as independent",
        value: p_two_sided,
    },
];

/// Ratio of the rates; `None` when the reference has no hits.
pub fn rate_ratio(pair: &Pair) -> Option<f64> {
    let ((a, n1), (b, n2)) = (pair.target(), pair.reference());
    (b > 0).then(|| (a as f64 * n2 as f64) / (b as f64 * n1 as f64))
}

/// Exact p of equal rates; `None` if the term is in neither corpus.
pub fn p_two_sided(pair: &Pair) -> Option<f64> {
    let ((a, n1), (b, n2)) = (pair.target(), pair.reference());
    let hits = a + b;
    let even = (n1 as f64 / (n1 + n2) as f64, n2 as f64 / (n1 + n2) as f64);
    let mode = (((hits + 1) as f64 * even.0) as u64).min(hits);
    let [_, _, p] = Support { bounds: (0, hits), mode }.tails(a, |x| ln_binomial_mass(x as f64, hits as f64, even));
    (hits > 0).then_some(p)
}

/// Exact interval of the ratio; the upper bound is `None` when it is infinite. `None` if the term is in
/// neither corpus.
pub fn interval(pair: &Pair, level: f64) -> Option<(f64, Option<f64>)> {
    let ((f1, n1), (f2, n2)) = (pair.target(), pair.reference());
    let (a, b, tail) = (f1 as f64, f2 as f64, (1.0 - level) / 2.0);
    let ratio = |q: f64| q / (1.0 - q) * n2 as f64 / n1 as f64;
    if f1 + f2 == 0 {
        return None;
    }
    let high = if f2 == 0 { None } else { Some(ratio(beta_quantile(1.0 - tail, a + 1.0, b)?)) };
    Some((ratio(beta_quantile(tail, a, b + 1.0)?), high))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_rates_and_empty_references() {
        assert_eq!(p_two_sided(&Pair::new(20, 10_000, 40, 20_000).unwrap()), Some(1.0));
        let open = Pair::new(1, 17, 0, 11).unwrap();
        assert_eq!((rate_ratio(&open), interval(&open, 0.95).unwrap().1), (None, None));
        assert_eq!(interval(&Pair::new(0, 5, 0, 5).unwrap(), 0.95), None);
    }
}
