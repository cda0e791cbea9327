//! %DIFF: the difference of two rates as a percentage of the reference.
//!
//! # Question
//! By how many per cent is a term more frequent than in the reference?
//!
//! # Formula
//! `100 (p1 − p2)/p2`; p hits per token.
//!
//! # Reading
//! 100 is twice as often, −50 half as often, −100 absent.
//!
//! # When not
//! Empty when the reference lacks the term. Not symmetric: up is unbounded, down ends at −100; a log
//! ratio ranks better.
//!
//! # Source
//! Gabrielatos & Marchi 2011; Gabrielatos 2018.
//!
//! # Worked numbers
//! 7 of 10 against 2 of 9: 215 %.
//! ```
//! use framescope::measure::{pair::Pair, percent_diff::percent_diff};
//! assert!((percent_diff(&Pair::new(7, 10, 2, 9).unwrap()).unwrap() - 215.0).abs() < 1e-12);
//! assert_eq!(percent_diff(&Pair::new(7, 10, 0, 9).unwrap()), None);
//! ```

use crate::measure::pair::{Pair, PairColumn};

/// Columns for a keyness table.
pub const COLUMNS: &[PairColumn] = &[PairColumn {
    name: "percent_diff",
    meaning: "difference of the rates in per cent of the reference rate",
    value: percent_diff,
}];

/// %DIFF; `None` when the reference has no hits.
pub fn percent_diff(pair: &Pair) -> Option<f64> {
    let ((_, n1), (b, _)) = (pair.target(), pair.reference());
    (b > 0).then(|| 100.0 * pair.cross() as f64 / (b as f64 * n1 as f64))
}
