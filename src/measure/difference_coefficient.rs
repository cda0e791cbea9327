//! Difference coefficient: the difference of two rates over their sum.
//!
//! # Question
//! On a scale from −1 to 1, which corpus uses the term more?
//!
//! # Formula
//! `(p1 − p2)/(p1 + p2)`. Beside it ΔP, the plain difference `p1 − p2` per token.
//!
//! # Reading
//! 1 only in the target, −1 only in the reference, 0 the same rate, ⅓ twice as often.
//!
//! # When not
//! Every term absent on one side is ±1, be it seen once or a thousand times.
//!
//! # Source
//! Hofland & Johansson 1982; ΔP: Allan 1980.
//!
//! # Worked numbers
//! 1,500 per million against 750: 1/3.
//! ```
//! use framescope::measure::{difference_coefficient::difference_coefficient, pair::Pair};
//! let big = Pair::new(1500, 1_000_000, 900, 1_200_000).unwrap();
//! assert!((difference_coefficient(&big).unwrap() - 1.0 / 3.0).abs() < 1e-15);
//! ```

use crate::measure::pair::{Pair, PairColumn};

/// Columns for a keyness table.
pub const COLUMNS: &[PairColumn] = &[
    PairColumn {
        name: "difference_coefficient",
        meaning: "difference of the rates over their sum",
        value: difference_coefficient,
    },
    PairColumn { name: "delta_p", meaning: "difference of the rates per token", value: |p| Some(delta_p(p)) },
];

/// The coefficient; `None` if the term is in neither corpus.
pub fn difference_coefficient(pair: &Pair) -> Option<f64> {
    let ((a, n1), (b, n2)) = (pair.target(), pair.reference());
    let sum = a as f64 * n2 as f64 + b as f64 * n1 as f64;
    (sum > 0.0).then(|| pair.cross() as f64 / sum)
}

/// Difference of the rates per token.
pub fn delta_p(pair: &Pair) -> f64 {
    let ((_, n1), (_, n2)) = (pair.target(), pair.reference());
    pair.cross() as f64 / (n1 as f64 * n2 as f64)
}
