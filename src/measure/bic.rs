//! Bayes factor approximation (BIC) of a frequency difference.
//!
//! # Question
//! Do the counts speak for two rates or for one, given how much data there is?
//!
//! # Formula
//! `BIC = G² − ln N`, N the tokens of both corpora; from the four-cell or the two-cell G².
//!
//! # Reading
//! Above 2 positive evidence for a difference, above 6 strong, above 10 very strong; below 0 evidence for
//! none.
//!
//! # When not
//! Inherits from G² that tokens are taken as independent.
//!
//! # Source
//! Wilson 2013; Kass & Raftery 1995 for the scale.
//!
//! # Worked numbers
//! 7 of 10 against 2 of 9: 4.535 − ln 19 = 1.591.
//! ```
//! use framescope::measure::{bic, pair::Pair};
//! assert!((bic::four_cell(&Pair::new(7, 10, 2, 9).unwrap()) - 1.5905003530897839).abs() < 1e-10);
//! ```

use crate::measure::g2::{g2_2cell, g2_4cell};
use crate::measure::pair::{Pair, PairColumn};
use libm::log;

/// Columns for a keyness table.
pub const COLUMNS: &[PairColumn] = &[
    PairColumn { name: "bic_4cell", meaning: "G2 over four cells minus ln N", value: |p| Some(four_cell(p)) },
    PairColumn { name: "bic_2cell", meaning: "G2 over two cells minus ln N", value: |p| Some(two_cell(p)) },
];

/// From the four-cell G².
pub fn four_cell(pair: &Pair) -> f64 {
    g2_4cell(pair) - log(pair.total())
}

/// From the two-cell G².
pub fn two_cell(pair: &Pair) -> f64 {
    g2_2cell(pair) - log(pair.total())
}
