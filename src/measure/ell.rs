//! Effect size of the log likelihood (ELL).
//!
//! # Question
//! How large is G² against the most it could be with these totals?
//!
//! # Formula
//! `ELL = G²(2 cells) / (N ln E_min)`, E_min the smaller expected number of hits.
//!
//! # Reading
//! Between 0 and 1 for ordinary tables; larger is a larger difference.
//!
//! # When not
//! Empty at E_min = 1 and negative below, which makes it useless for rare terms; offered for comparison
//! with studies that print it.
//!
//! # Source
//! Johnston, Berry & Mielke 2006, Perceptual and Motor Skills 103.
//!
//! # Worked numbers
//! 7 of 10 against 2 of 9: 2.440 / (19 ln 4.263) = 0.0886.
//! ```
//! use framescope::measure::{ell::ell, pair::Pair};
//! assert!((ell(&Pair::new(7, 10, 2, 9).unwrap()).unwrap() - 0.08856926704869603).abs() < 1e-12);
//! ```

use crate::measure::g2::g2_2cell;
use crate::measure::pair::{Pair, PairColumn};
use libm::log;

/// Columns for a keyness table.
pub const COLUMNS: &[PairColumn] =
    &[PairColumn { name: "ell_2cell", meaning: "G2 over two cells divided by N ln of the smaller expected count", value: ell }];

/// ELL; `None` if the term is in neither corpus or the smaller expected count is exactly 1.
pub fn ell(pair: &Pair) -> Option<f64> {
    let [a, b, ..] = pair.expected();
    let smaller = a.min(b);
    (smaller > 0.0 && smaller != 1.0).then(|| g2_2cell(pair) / (pair.total() * log(smaller)))
}
