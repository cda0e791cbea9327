//! Log Ratio: how many times more often one corpus uses a term, on a base-2 scale.
//!
//! # Question
//! How large is the difference between two corpora, whatever their size?
//!
//! # Formula
//! `log2(p1/p2)`, p hits per token. Three published treatments of zeros:
//! `walter` (default) `log2[(a+½)/(n1+½) ÷ (b+½)/(n2+½)]`; `half_if_zero` (Hardie) puts ½ in place of a
//! zero count only; `plus_001` (scattertext) adds 0.01 to both counts. `plus_half` adds ½ to the counts
//! and leaves the totals.
//! The standard error of the Walter form is `√(1/(a+½) − 1/(n1+½) + 1/(b+½) − 1/(n2+½)) / ln 2`.
//!
//! # Reading
//! 1 means twice as often, −1 half as often, 3 eight times. Zero means the same rate.
//!
//! # When not
//! Not alone: a term seen three times against none has a large ratio and says nothing. Read it with its
//! interval or use the conservative log ratio.
//!
//! # Source
//! Walter 1975, Biometrika 62; Hardie 2014, "Log Ratio: an informal introduction"; Kessler 2017
//! (scattertext).
//!
//! # Worked numbers
//! 7 of 10 against 2 of 9: unsmoothed ratio 3.15, `log2 3.15 = 1.655`.
//! ```
//! use framescope::measure::{log_ratio, pair::Pair};
//! let toy = Pair::new(7, 10, 2, 9).unwrap();
//! assert!((log_ratio::half_if_zero(&toy).unwrap() - 1.6553518286125541).abs() < 1e-12);
//! assert!((log_ratio::walter(&toy) - 1.4405725913859815).abs() < 1e-12);
//! ```

use crate::measure::pair::{Pair, PairColumn};
use crate::measure::special::log2;
use libm::sqrt;
use std::f64::consts::LN_2;

/// Columns for a keyness table.
pub const COLUMNS: &[PairColumn] = &[
    PairColumn {
        name: "log_ratio_walter",
        meaning: "base-2 log of the rate ratio, +0.5 on counts and totals",
        value: |p| Some(walter(p)),
    },
    PairColumn {
        name: "log_ratio_half_if_zero",
        meaning: "base-2 log of the rate ratio, 0.5 in place of a zero count",
        value: half_if_zero,
    },
    PairColumn {
        name: "log_ratio_plus_half",
        meaning: "base-2 log of the rate ratio, +0.5 on counts",
        value: |p| Some(plus(p, 0.5)),
    },
    PairColumn {
        name: "log_ratio_plus_001",
        meaning: "base-2 log of the rate ratio, +0.01 on counts",
        value: |p| Some(plus(p, 0.01)),
    },
];

/// Walter's estimate: defined and monotone for every table.
pub fn walter(pair: &Pair) -> f64 {
    let ((a, n1), (b, n2)) = halves(pair);
    log2(a / n1 * (n2 / b))
}

/// Standard error of [`walter`], tokens taken as independent.
pub fn walter_se(pair: &Pair) -> f64 {
    let ((a, n1), (b, n2)) = halves(pair);
    sqrt((1.0 / a - 1.0 / n1 + 1.0 / b - 1.0 / n2).max(0.0)) / LN_2
}

fn halves(pair: &Pair) -> ((f64, f64), (f64, f64)) {
    let add = |(f, n): (u64, u64)| (f as f64 + 0.5, n as f64 + 0.5);
    (add(pair.target()), add(pair.reference()))
}

/// Hardie's estimate; `None` if the term is in neither corpus.
pub fn half_if_zero(pair: &Pair) -> Option<f64> {
    let ((a, n1), (b, n2)) = (pair.target(), pair.reference());
    let count = |f: u64| if f == 0 { 0.5 } else { f as f64 };
    if a + b == 0 {
        return None;
    }
    Some(if pair.cross() == 0 { 0.0 } else { log2(count(a) * n2 as f64 / (count(b) * n1 as f64)) })
}

/// With a constant added to both counts and nothing to the totals.
pub fn plus(pair: &Pair, add: f64) -> f64 {
    let ((a, n1), (b, n2)) = (pair.target(), pair.reference());
    log2((a as f64 + add) * n2 as f64 / ((b as f64 + add) * n1 as f64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swapping_corpora_changes_the_sign() {
        let pair = Pair::new(12, 8450, 3, 9210).unwrap();
        assert!((walter(&pair) + walter(&pair.swapped())).abs() < 1e-15);
        assert_eq!(half_if_zero(&Pair::new(0, 5, 0, 5).unwrap()), None);
    }
}
