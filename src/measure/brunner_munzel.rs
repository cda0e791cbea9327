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

use crate::measure::mann_whitney::{sizes, ties};
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
    tied(&ties(first, second))
}

/// Compares two samples given as values in order, with how often each stands in the first and the second.
pub fn tied(values: &[(f64, [u64; 2])]) -> Option<BrunnerMunzel> {
    let [m, n] = sizes(values).map(|size| size as f64);
    if m < 2.0 || n < 2.0 {
        return None;
    }
    let ((mean1, spread1), (mean2, spread2)) = (placement(values, [0, 1], m), placement(values, [1, 0], n));
    let (v1, v2) = (m * spread1, n * spread2);
    let w = m * n * (mean2 - mean1) / ((m + n) * sqrt(v1 + v2));
    let df = (v1 + v2) * (v1 + v2) / (v1 * v1 / (m - 1.0) + v2 * v2 / (n - 1.0));
    (v1 + v2 > 0.0).then(|| BrunnerMunzel { w, df, p: t_p(w, df) })
}

/// Mean pooled rank of a sample of n, and the variance of pooled minus own ranks: how many of the other
/// sample are below, ties counted half.
fn placement(values: &[(f64, [u64; 2])], [own, other]: [usize; 2], n: f64) -> (f64, f64) {
    let below = || {
        values.iter().scan(0, move |below, (_, counts)| {
            let middle = *below as f64 + counts[other] as f64 / 2.0;
            *below += counts[other];
            Some((counts[own] as f64, middle))
        })
    };
    let centre = below().map(|(k, p)| k * p).sum::<f64>() / n;
    let squares: f64 = below().map(|(k, p)| k * (p - centre) * (p - centre)).sum();
    (centre + (n + 1.0) / 2.0, squares / (n - 1.0))
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
