//! Pointwise mutual information of a term and a corpus, plain and normalised.
//!
//! # Question
//! How much does seeing the term tell about which corpus one is reading?
//!
//! # Formula
//! `PMI = ln(a/E_a)` or log2; `NPMI = PMI / −ln(a/N)`, with the limit −1 at a = 0.
//!
//! # Reading
//! 0: as frequent as expected. NPMI is 1 for a term that is all of the target and only there.
//!
//! # When not
//! PMI ranks the rarest terms first; PMI of a zero count is empty. It has no test.
//!
//! # Source
//! Church & Hanks 1990; Bouma 2009 (NPMI).
//!
//! # Worked numbers
//! 7 of 10 against 2 of 9: ln(7/4.737) = 0.3905, NPMI 0.391.
//! ```
//! use framescope::measure::{pair::Pair, pmi};
//! let toy = Pair::new(7, 10, 2, 9).unwrap();
//! assert!((pmi::ln(&toy).unwrap() - 0.3905394578914887).abs() < 1e-12);
//! assert!((pmi::npmi(&toy).unwrap() - 0.3911148542882084).abs() < 1e-12);
//! ```

use crate::measure::pair::{Pair, PairColumn};
use std::f64::consts::LN_2;

/// Columns for a keyness table.
pub const COLUMNS: &[PairColumn] = &[
    PairColumn { name: "pmi_ln", meaning: "pointwise mutual information, natural log", value: ln },
    PairColumn { name: "pmi_log2", meaning: "pointwise mutual information, base 2", value: |p| Some(ln(p)? / LN_2) },
    PairColumn { name: "npmi", meaning: "pointwise mutual information divided by -ln of the term's share", value: npmi },
];

/// PMI in nats; `None` for a zero count.
pub fn ln(pair: &Pair) -> Option<f64> {
    let (a, n1) = pair.target();
    let (b, n2) = pair.reference();
    // a/E_a = a·N/((a+b)·n1), from exact products so that equal rates give exactly 0.
    let (top, bottom) = (u128::from(a) * u128::from(n1 + n2), u128::from(a + b) * u128::from(n1));
    (a > 0).then(|| if top == bottom { 0.0 } else { libm::log(top as f64 / bottom as f64) })
}

/// NPMI; `None` if the term is in neither corpus or is every token.
pub fn npmi(pair: &Pair) -> Option<f64> {
    let (a, b) = (pair.target().0, pair.reference().0);
    if a == 0 {
        return (b > 0).then_some(-1.0);
    }
    let surprise = -libm::log(a as f64 / pair.total());
    (surprise > 0.0).then_some(ln(pair)? / surprise)
}
