//! Shares and rates drawn towards the corpus when counts are small.
//!
//! # Question
//! What is the best guess for an outlet with few hits?
//!
//! # Formula
//! Beta prior worth m hits: share `(A + m p̄)/(A + B + m)`, p̄ the pooled share, m = 5 by default. Gamma prior
//! worth m tokens: rate per 1,000 `1000 (A + m r̄)/(n + m)`, r̄ the pooled rate per token.
//!
//! # Reading
//! With many hits nothing changes; with none the value is the pooled one. Always shown beside the raw
//! value.
//!
//! # When not
//! Not for finding who is extreme: small outlets are pulled in by construction.
//!
//! # Source
//! Efron & Morris 1975 for the idea; conjugate beta-binomial and gamma-Poisson means.
//!
//! # Worked numbers
//! 4 of 4 with a pooled share of 7/12 and m = 5: (4 + 35/12)/9 = 0.7685.
//! ```
//! use framescope::measure::shrinkage::{rate_per_1000, share};
//! assert!((share((4, 0), 7.0 / 12.0, 5.0).unwrap() - 0.7685185185185185).abs() < 1e-15);
//! assert!((rate_per_1000((4, 326), 7.0 / 2475.0, 1000.0).unwrap() - 5.149534561299268).abs() < 1e-12);
//! ```

/// Share of pole a from hits (a, b), a pooled share, and a prior worth `m` hits; `None` without either.
pub fn share((a, b): (u64, u64), pooled: f64, m: f64) -> Option<f64> {
    let weight = (a + b) as f64 + m;
    (weight > 0.0).then(|| (a as f64 + m * pooled) / weight)
}

/// Hits per 1,000 tokens from (hits, tokens), a pooled rate per token, and a prior worth `m` tokens.
pub fn rate_per_1000((hits, tokens): (u64, u64), pooled: f64, m: f64) -> Option<f64> {
    let weight = tokens as f64 + m;
    (weight > 0.0).then(|| 1000.0 * (hits as f64 + m * pooled) / weight)
}
