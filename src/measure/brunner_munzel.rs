//! Brunner-Munzel test on rates per article: Mann-Whitney without the assumption of equal spread.
//!
//! # Question
//! Is an article of one outlet more likely to have the higher rate, whatever the spread of either?
//!
//! # Formula
//! With mean ranks R̄ in the pooled sample and rank variances S of each sample (pooled minus own ranks):
//! `W = mn(R̄2 − R̄1) / ((m+n)√(m S1 + n S2))`, t distributed with
//! `(mS1+nS2)² / ((mS1)²/(m−1) + (nS2)²/(n−1))` degrees of freedom.
//!
//! # Reading
//! W is negative when the first sample tends to be larger (the sign of the original paper and SciPy).
//!
//! # When not
//! Fewer than about 10 articles per side; samples that do not overlap at all have no variance and no p.
//!
//! # Source
//! Brunner & Munzel 2000, Biometrical Journal 42.
//!
//! # Worked numbers
//! 1 2 3 against 0 1 2 gives W = −2.5/√3.5 = −1.3363 with 4 degrees of freedom.
//! ```
//! use framescope::measure::brunner_munzel::brunner_munzel;
//! let r = brunner_munzel(&[1.0, 2.0, 3.0], &[0.0, 1.0, 2.0]).unwrap();
//! assert!((r.w + 2.5 / 3.5f64.sqrt()).abs() < 1e-12 && (r.df - 4.0).abs() < 1e-12);
//! ```

use crate::measure::mann_whitney::mid_ranks;
use crate::measure::special::t_p;
use libm::sqrt;

/// Result of the test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BrunnerMunzel {
    /// The statistic; negative if the first sample tends to be larger.
    pub w: f64,
    /// Degrees of freedom.
    pub df: f64,
    /// Two-sided p.
    pub p: f64,
}

/// Compares two samples; `None` with fewer than two values on a side or without variance.
pub fn brunner_munzel(first: &[f64], second: &[f64]) -> Option<BrunnerMunzel> {
    if first.len() < 2 || second.len() < 2 {
        return None;
    }
    let (pooled, _) = mid_ranks(&[first, second].concat());
    let (mean1, spread1) = placement(&pooled[..first.len()], first);
    let (mean2, spread2) = placement(&pooled[first.len()..], second);
    let (m, n) = (first.len() as f64, second.len() as f64);
    let (v1, v2) = (m * spread1, n * spread2);
    let w = m * n * (mean2 - mean1) / ((m + n) * sqrt(v1 + v2));
    let df = (v1 + v2) * (v1 + v2) / (v1 * v1 / (m - 1.0) + v2 * v2 / (n - 1.0));
    (v1 + v2 > 0.0).then(|| BrunnerMunzel { w, df, p: t_p(w, df) })
}

/// Mean pooled rank of a sample, and the variance of pooled minus own ranks.
fn placement(pooled: &[f64], sample: &[f64]) -> (f64, f64) {
    let n = sample.len() as f64;
    let (own, _) = mid_ranks(sample);
    let mean = pooled.iter().sum::<f64>() / n;
    let centre = mean - (n + 1.0) / 2.0;
    let squares: f64 = pooled.iter().zip(own).map(|(p, o)| (p - o - centre) * (p - o - centre)).sum();
    (mean, squares / (n - 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separated_samples_have_no_p() {
        assert_eq!(brunner_munzel(&[1.0, 2.0], &[3.0, 4.0]), None);
        assert_eq!(brunner_munzel(&[1.0], &[3.0, 4.0]), None);
    }
}
