//! Text-dispersion keyness: in how many articles a term occurs, not how often.
//!
//! # Question
//! Do more of one outlet's articles use the term at all?
//!
//! # Formula
//! G² (see there) with articles as units: a and b articles with the term, n1 and n2 articles.
//!
//! # Reading
//! One article full of a word counts once, so bursts do not inflate it. Ranges are shown in per cent.
//!
//! # When not
//! Long articles hold more words: where lengths differ much, prefer the clustered contrast. On random
//! halves of one outlet it errs in 5 to 7 % at nominal 5 %.
//!
//! # Source
//! Egbert & Biber 2019, Corpora 14; Sönning 2023, Corpus Linguistics and Linguistic Theory.
//!
//! # Worked numbers
//! 34 of 60 articles against 12 of 75: G² = 25.15, p = 5.3e-7.
//! ```
//! use framescope::measure::{pair::Pair, special::chi2_p, text_dispersion};
//! let articles = Pair::new(34, 60, 12, 75).unwrap();
//! let (g2, p) = text_dispersion::text_dispersion(&articles);
//! assert!((g2 - 25.153614163220823).abs() < 1e-10 && (p - 5.294034485157096e-7).abs() < 1e-15);
//! ```

use crate::measure::g2::{g2_4cell, signed};
use crate::measure::pair::Pair;
use crate::measure::special::chi2_p;

/// Signed four-cell G² over articles, and its p.
pub fn text_dispersion(articles: &Pair) -> (f64, f64) {
    let g2 = g2_4cell(articles);
    (signed(articles, g2), chi2_p(g2, 1.0))
}
