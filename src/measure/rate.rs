//! Hits per 1,000 tokens with the exact Poisson interval.
//!
//! # Question
//! How often does an outlet use a term or category, and how surely is that known?
//!
//! # Formula
//! `1000·x/n`, x hits in n word tokens of the outlet's prose (menus, bylines and captions left out).
//! Garwood interval: gamma quantiles `Γ(α/2; x)` and `Γ(1−α/2; x+1)`, times `1000/n`.
//!
//! # Reading
//! The interval holds the true rate in at least 95 of 100 samples if hits were independent.
//!
//! # When not
//! Words come in bursts: to compare outlets use the clustered contrast, whose interval is wider.
//!
//! # Source
//! Garwood 1936, Biometrika 28.
//!
//! # Worked numbers
//! 4 hits in 326 tokens: 12.27 per 1,000, interval 3.34 to 31.42. No hit in 357: 0 to 10.33.
//! ```
//! use framescope::measure::rate::{garwood, per_1000};
//! assert!((per_1000(4, 326).unwrap() - 12.269938650306749).abs() < 1e-12);
//! let (low, high) = garwood(4, 326, 0.95).unwrap();
//! assert!((low - 3.3431453178721617).abs() < 1e-9 && (high - 31.415916182219924).abs() < 1e-9);
//! ```

use crate::measure::share::Interval;
use crate::measure::special::gamma_quantile;

/// Hits per 1,000 tokens; `None` without tokens.
pub fn per_1000(hits: u64, tokens: u64) -> Option<f64> {
    (tokens > 0).then(|| 1000.0 * hits as f64 / tokens as f64)
}

/// Exact interval of the rate per 1,000 tokens; `None` without tokens.
pub fn garwood(hits: u64, tokens: u64, level: f64) -> Option<Interval> {
    if tokens == 0 {
        return None;
    }
    let (alpha, scale) = (1.0 - level, 1000.0 / tokens as f64);
    let low = gamma_quantile(alpha / 2.0, hits as f64)? * scale;
    let high = gamma_quantile(1.0 - alpha / 2.0, hits as f64 + 1.0)? * scale;
    Some((low, high))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_hits_still_have_an_upper_bound() {
        let (low, high) = garwood(0, 357, 0.95).unwrap();
        assert!(low == 0.0 && (high - 10.332995669786934).abs() < 1e-9);
        assert_eq!((per_1000(0, 0), garwood(0, 0, 0.95)), (None, None));
    }
}
