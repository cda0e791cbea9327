//! Simple Maths: ratio of rates per million after adding a constant.
//!
//! # Question
//! Which terms stand out, with a dial between rare and common ones?
//!
//! # Formula
//! `(fpm1 + k)/(fpm2 + k)`, fpm hits per million tokens, k one of 1, 10, 100, 1000.
//!
//! # Reading
//! Above 1 more frequent in the target. Small k favours rare terms, large k common ones.
//!
//! # When not
//! It has no test and no interval, and k is a choice: report it.
//!
//! # Source
//! Kilgarriff 2009, "Simple maths for keywords".
//!
//! # Worked numbers
//! 200 against 100 per million: 1.990 at k = 1, 1.5 at 100, 1.091 at 1000.
//! ```
//! use framescope::measure::simple_maths::of_rates;
//! assert_eq!(of_rates(200.0, 100.0, 100.0), 1.5);
//! assert_eq!(of_rates(10.0, 0.0, 1.0), 11.0);
//! ```

use crate::measure::pair::{Pair, PairColumn};

/// Columns for a keyness table.
pub const COLUMNS: &[PairColumn] = &[
    PairColumn {
        name: "simple_maths_k1",
        meaning: "ratio of rates per million, 1 added to each",
        value: |p| Some(simple_maths(p, 1.0)),
    },
    PairColumn {
        name: "simple_maths_k10",
        meaning: "ratio of rates per million, 10 added to each",
        value: |p| Some(simple_maths(p, 10.0)),
    },
    PairColumn {
        name: "simple_maths_k100",
        meaning: "ratio of rates per million, 100 added to each",
        value: |p| Some(simple_maths(p, 100.0)),
    },
    PairColumn {
        name: "simple_maths_k1000",
        meaning: "ratio of rates per million, 1000 added to each",
        value: |p| Some(simple_maths(p, 1000.0)),
    },
];

/// From counts.
pub fn simple_maths(pair: &Pair, k: f64) -> f64 {
    let (p1, p2) = pair.rates();
    of_rates(p1 * 1e6, p2 * 1e6, k)
}

/// From rates per million.
pub fn of_rates(target: f64, reference: f64, k: f64) -> f64 {
    (target + k) / (reference + k)
}
