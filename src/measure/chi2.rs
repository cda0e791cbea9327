//! Pearson's chi-squared of one term in two corpora, with its corrections.
//!
//! # Question
//! How far are the counts from those expected at one common rate, if tokens were independent draws?
//!
//! # Formula
//! `χ² = N(ad − bc)² / ((a+b)(c+d) n1 n2)`, signed by the rate difference. Yates with clamp (R, SciPy):
//! `|ad − bc|` is lowered by N/2, not below 0. quanteda's rule applies Yates only if `|ad − bc| ≥ N/2` and
//! some expected count is below 5. Williams: divided by q (see G²). `φ = (ad − bc)/√(…)`, and the pooled
//! two-proportion `z = φ√N`.
//!
//! # Reading
//! Close to G² when expected counts exceed 5. φ is an effect size between −1 and 1.
//!
//! # When not
//! Not for rare terms (expected counts below 5), and not as a test: like G² it takes tokens as independent.
//!
//! # Source
//! Pearson 1900; Yates 1934; Williams 1976.
//!
//! # Worked numbers
//! 7 of 10 against 2 of 9: χ² = 4.337, Yates 2.632, Williams 4.018.
//! ```
//! use framescope::measure::{chi2, pair::Pair};
//! let toy = Pair::new(7, 10, 2, 9).unwrap();
//! assert!((chi2::chi2(&toy).unwrap() - 4.33716049382716).abs() < 1e-12);
//! assert!((chi2::yates_clamped(&toy).unwrap() - 2.632438271604938).abs() < 1e-12);
//! assert!((chi2::williams(&toy).unwrap() - 4.0176256795216085).abs() < 1e-12);
//! ```

use crate::measure::g2::{signed, williams_q};
use crate::measure::pair::{Pair, PairColumn};
use crate::measure::special::chi2_p;
use libm::{fabs, sqrt};

/// Columns for a keyness table.
pub const COLUMNS: &[PairColumn] = &[
    PairColumn { name: "chi2", meaning: "Pearson chi-squared; descriptive, tokens taken as independent", value: chi2 },
    PairColumn {
        name: "chi2_signed",
        meaning: "Pearson chi-squared with the sign of the difference",
        value: |p| Some(signed(p, chi2(p)?)),
    },
    PairColumn { name: "chi2_yates", meaning: "chi-squared with clamped Yates correction", value: yates_clamped },
    PairColumn { name: "chi2_williams", meaning: "chi-squared divided by Williams' q", value: williams },
    PairColumn {
        name: "p_chi2",
        meaning: "p of chi2; too small when words come in bursts",
        value: |p| Some(chi2_p(chi2(p)?, 1.0)),
    },
    PairColumn { name: "phi", meaning: "phi coefficient", value: phi },
];

/// Pearson's statistic; `None` if the term is in neither corpus or is every token.
pub fn chi2(pair: &Pair) -> Option<f64> {
    lowered(pair, 0.0)
}

/// With Yates' correction, never past zero.
pub fn yates_clamped(pair: &Pair) -> Option<f64> {
    lowered(pair, pair.total() / 2.0)
}

/// Whether quanteda's rule would apply Yates' correction.
pub fn quanteda_applies_yates(pair: &Pair) -> bool {
    fabs(pair.cross() as f64) >= pair.total() / 2.0 && pair.expected().iter().any(|e| *e < 5.0)
}

/// With Yates' correction where quanteda's rule applies it.
pub fn yates_quanteda(pair: &Pair) -> Option<f64> {
    if quanteda_applies_yates(pair) { yates_clamped(pair) } else { chi2(pair) }
}

/// Divided by Williams' q.
pub fn williams(pair: &Pair) -> Option<f64> {
    Some(chi2(pair)? / williams_q(pair)?)
}

/// φ, the correlation of corpus and term.
pub fn phi(pair: &Pair) -> Option<f64> {
    let product = margins(pair);
    (product > 0.0).then(|| pair.cross() as f64 / sqrt(product))
}

/// z of two proportions with pooled variance: φ√N.
pub fn z_pooled(pair: &Pair) -> Option<f64> {
    Some(phi(pair)? * sqrt(pair.total()))
}

fn lowered(pair: &Pair, by: f64) -> Option<f64> {
    let product = margins(pair);
    let cross = (fabs(pair.cross() as f64) - by).max(0.0);
    (product > 0.0).then(|| pair.total() * cross * cross / product)
}

fn margins(pair: &Pair) -> f64 {
    let [a, b, c, d] = pair.cells();
    (a + b) * (c + d) * (a + c) * (b + d)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_differences_vanish_under_the_clamp_but_not_under_quantedas_rule() {
        let pair = Pair::new(3, 17, 2, 11).unwrap();
        assert_eq!((yates_clamped(&pair), quanteda_applies_yates(&pair)), (Some(0.0), false));
        assert!((yates_quanteda(&pair).unwrap() - 0.0013020227853987444).abs() < 1e-15);
        assert_eq!(chi2(&Pair::new(0, 5, 0, 5).unwrap()), None);
    }
}
