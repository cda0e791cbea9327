//! Odds ratio of a term in two corpora, plain and with Haldane's half.
//!
//! # Question
//! By which factor do the odds of a token being this term differ?
//!
//! # Formula
//! `ad/(bc)`; log form with ½ added to each cell, standard error `√Σ 1/(x+½)` over the four cells.
//!
//! # Reading
//! For words (rates far below 1) it equals the ratio of rates in practice.
//!
//! # When not
//! The plain form is empty when b or c is 0. The standard error takes tokens as independent.
//!
//! # Source
//! Haldane 1956; Gart 1966.
//!
//! # Worked numbers
//! 7 of 10 against 2 of 9: 8.167; Haldane log 1.861, SE 0.976.
//! ```
//! use framescope::measure::{odds_ratio, pair::Pair};
//! let toy = Pair::new(7, 10, 2, 9).unwrap();
//! assert!((odds_ratio::odds_ratio(&toy).unwrap() - 49.0 / 6.0).abs() < 1e-12);
//! let (log, se) = odds_ratio::log_haldane(&toy);
//! assert!((log - 1.8607523407150064).abs() < 1e-12 && (se - 0.9759000729485332).abs() < 1e-12);
//! ```

use crate::measure::pair::{Pair, PairColumn};
use libm::{log, sqrt};

/// Columns for a keyness table.
pub const COLUMNS: &[PairColumn] = &[
    PairColumn { name: "odds_ratio", meaning: "sample odds ratio", value: odds_ratio },
    PairColumn {
        name: "log_odds_ratio_haldane",
        meaning: "natural log of the odds ratio, +0.5 per cell",
        value: |p| Some(log_haldane(p).0),
    },
];

/// Sample odds ratio; `None` where the denominator is 0.
pub fn odds_ratio(pair: &Pair) -> Option<f64> {
    let [a, b, c, d] = pair.cells();
    (b * c > 0.0).then(|| a * d / (b * c))
}

/// Log odds ratio with ½ added to each cell, and its standard error.
pub fn log_haldane(pair: &Pair) -> (f64, f64) {
    let [a, b, c, d] = pair.cells().map(|x| x + 0.5);
    (log(a * d / (b * c)), sqrt(1.0 / a + 1.0 / b + 1.0 / c + 1.0 / d))
}
