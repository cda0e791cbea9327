//! Heterogeneity of several outlets on one axis, and estimates shrunk towards their mean.
//!
//! # Question
//! Do the outlets differ on this axis at all, beyond what chance explains?
//!
//! # Formula
//! Estimates θ_i with variances v_i, weights `w = 1/v`: fixed mean `Σwθ/Σw`, `Q = Σw(θ − mean)²`, chi-squared
//! with k − 1 degrees of freedom. `τ² = max(0, (Q − (k−1)) / (Σw − Σw²/Σw))` (DerSimonian-Laird),
//! `I² = max(0, (Q − (k−1))/Q)`. Random mean with weights `1/(v+τ²)`, standard error `1/√Σ`. Shrunk:
//! `μ + τ²/(v+τ²) · (θ − μ)`.
//!
//! # Reading
//! I² is the share of the spread that is real difference. τ is its size on the scale of θ.
//!
//! # When not
//! With fewer than about five outlets τ² is very uncertain. Use clustered variances, not naive ones.
//!
//! # Source
//! Cochran 1954; DerSimonian & Laird 1986; Higgins & Thompson 2002.
//!
//! # Worked numbers
//! Two estimates 0 and 2 with variance 1 each: Q = 2, τ² = 1, I² = ½, shrunk to 0.5 and 1.5.
//! ```
//! use framescope::measure::heterogeneity::heterogeneity;
//! let h = heterogeneity(&[(0.0, 1.0), (2.0, 1.0)]).unwrap();
//! assert_eq!((h.q, h.tau2, h.i2), (2.0, 1.0, 0.5));
//! assert_eq!(h.shrunk, [0.5, 1.5]);
//! ```

use crate::measure::special::chi2_p;
use libm::sqrt;

/// How much estimates differ.
#[derive(Clone, Debug, PartialEq)]
pub struct Heterogeneity {
    /// Inverse-variance mean.
    pub fixed_mean: f64,
    /// Cochran's Q.
    pub q: f64,
    /// Its p value.
    pub q_p: f64,
    /// Variance between outlets.
    pub tau2: f64,
    /// Share of the spread that is not chance.
    pub i2: f64,
    /// Mean under the random-effects model.
    pub random_mean: f64,
    /// Its standard error.
    pub random_mean_se: f64,
    /// Estimates drawn towards the random mean, in order.
    pub shrunk: Vec<f64>,
}

/// From estimates with their variances; `None` with fewer than two or a variance that is not positive.
pub fn heterogeneity(estimates: &[(f64, f64)]) -> Option<Heterogeneity> {
    if estimates.len() < 2 || estimates.iter().any(|e| e.1.is_nan() || e.1 <= 0.0) {
        return None;
    }
    let mean = |extra: f64| {
        let (top, bottom) = estimates.iter().fold((0.0, 0.0), |s, (t, v)| (s.0 + t / (v + extra), s.1 + 1.0 / (v + extra)));
        (top / bottom, bottom)
    };
    let (fixed_mean, weights) = mean(0.0);
    let q: f64 = estimates.iter().map(|(t, v)| (t - fixed_mean) * (t - fixed_mean) / v).sum();
    let df = estimates.len() as f64 - 1.0;
    let squared: f64 = estimates.iter().map(|(_, v)| 1.0 / (v * v)).sum();
    let tau2 = ((q - df) / (weights - squared / weights)).max(0.0);
    let (random_mean, random_weights) = mean(tau2);
    let shrunk = estimates.iter().map(|(t, v)| random_mean + tau2 / (v + tau2) * (t - random_mean)).collect();
    let i2 = if q > df { (q - df) / q } else { 0.0 };
    Some(Heterogeneity {
        fixed_mean,
        q,
        q_p: chi2_p(q, df),
        tau2,
        i2,
        random_mean,
        random_mean_se: 1.0 / sqrt(random_weights),
        shrunk,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_estimates_do_not_differ() {
        let h = heterogeneity(&[(1.0, 0.5), (1.0, 2.0), (1.0, 1.0)]).unwrap();
        assert_eq!((h.q, h.i2, h.tau2), (0.0, 0.0, 0.0));
        assert_eq!(heterogeneity(&[(1.0, 0.5)]), None);
        assert_eq!(heterogeneity(&[(1.0, 0.5), (1.0, 0.0)]), None);
    }
}
