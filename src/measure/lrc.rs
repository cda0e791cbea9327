//! Conservative Log Ratio (LRC): the smallest difference the counts are compatible with.
//!
//! # Question
//! Which terms differ most, after allowing for chance and for the length of the list?
//!
//! # Formula
//! A confidence interval of the rate ratio p1/p2 at level `1 − α/m` (Bonferroni over m terms, two-sided);
//! LRC is log2 of the bound nearer to 1, and 0 if the interval contains 1. `poisson`: Clopper-Pearson for
//! `a` given `a + b`, so `(n2/n1) · q/(1−q)`. `normal`: log2 ratio with ½ in place of a zero count,
//! plus or minus z times `√(1/a − 1/n1 + 1/b − 1/n2) / ln 2`.
//!
//! # Reading
//! 0: no reliable difference. 1.5: the term is at least 2^1.5 times as frequent. One column ranks and
//! filters at once.
//!
//! # When not
//! Token-level like G²: bursts inside articles are not allowed for. Use it to rank, the clustered p to
//! decide.
//!
//! # Source
//! Evert 2022, "Measuring keyness", DH2022; Clopper & Pearson 1934.
//!
//! # Worked numbers
//! 15 of 1,000 against 0 of 1,000 with m = 17: 0.8766.
//! ```
//! use framescope::measure::{lrc, pair::Pair};
//! let pair = Pair::new(15, 1000, 0, 1000).unwrap();
//! assert!((lrc::poisson(&pair, 0.05, 17).unwrap() - 0.8765624988651708).abs() < 1e-9);
//! ```

use crate::measure::log_ratio;
use crate::measure::pair::Pair;
use crate::measure::special::{beta_quantile, beta_tails, log2, normal_quantile};
use libm::sqrt;
use std::f64::consts::LN_2;

/// LRC from the exact conditional interval; `alpha` is shared among `comparisons` terms. `None` if the
/// term is in neither corpus.
pub fn poisson(pair: &Pair, alpha: f64, comparisons: u64) -> Option<f64> {
    let ((f1, n1), (f2, n2)) = (pair.target(), pair.reference());
    if f1 + f2 == 0 {
        return None;
    }
    let tail = alpha / 2.0 / comparisons.max(1) as f64;
    let (a, b, n1, n2) = (f1 as f64, f2 as f64, n1 as f64, n2 as f64);
    let even = (n1 / (n1 + n2), n2 / (n1 + n2));
    let bound = |q: f64| log2(n2 / n1 * q / (1.0 - q));
    // Whether the interval contains 1 is one tail probability; only otherwise is its bound needed.
    Some(if pair.sign() > 0.0 && beta_tails(a, b + 1.0, even).0 < tail {
        bound(beta_quantile(tail, a, b + 1.0)?).max(0.0)
    } else if pair.sign() < 0.0 && beta_tails(a + 1.0, b, even).1 < tail {
        bound(beta_quantile(1.0 - tail, a + 1.0, b)?).min(0.0)
    } else {
        0.0
    })
}

/// LRC from the normal approximation on the log scale. `None` if the term is in neither corpus.
pub fn normal(pair: &Pair, alpha: f64, comparisons: u64) -> Option<f64> {
    let ((f1, n1), (f2, n2)) = (pair.target(), pair.reference());
    if f1 + f2 == 0 {
        return None;
    }
    let count = |f: u64| if f == 0 { 0.5 } else { f as f64 };
    let variance = |f: u64, n: u64| 1.0 / count(f) - 1.0 / n as f64;
    let estimate = log_ratio::half_if_zero(pair)?;
    let z = normal_quantile(1.0 - alpha / 2.0 / comparisons.max(1) as f64)?;
    let half = z * sqrt((variance(f1, n1) + variance(f2, n2)).max(0.0)) / LN_2;
    Some(if estimate > half {
        estimate - half
    } else if estimate < -half {
        estimate + half
    } else {
        0.0
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_boundaries_match_published_software() {
        let rows = [
            ((40, 20_000, 300, 1_500_000), 2.531255821833986, 2.6004064234681894),
            ((250_000, 90_000_000, 240_000, 100_000_000), 0.1986305971241996, 0.19865204279307064),
            ((6200, 100_000, 5800, 100_000), 0.01761892472614067, 0.020226563475719272),
            ((0, 5000, 7, 5200), 0.0, 0.0),
        ];
        for ((f1, n1, f2, n2), exact, approximate) in rows {
            let pair = Pair::new(f1, n1, f2, n2).unwrap();
            assert!((poisson(&pair, 0.05, 17).unwrap() - exact).abs() < 1e-9);
            assert!((normal(&pair, 0.05, 17).unwrap() - approximate).abs() < 1e-12);
            assert!((poisson(&pair.swapped(), 0.05, 17).unwrap() + exact).abs() < 1e-9);
        }
        assert_eq!(poisson(&Pair::new(0, 10, 0, 10).unwrap(), 0.05, 1), None);
    }
}
