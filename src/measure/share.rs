//! Shares of a count, with intervals: Wilson by default.
//!
//! # Question
//! Of n hits (or articles), what share is x, and how surely?
//!
//! # Formula
//! `p = x/n`. Wilson: `(p + z²/2n ± z√(p(1−p)/n + z²/4n²)) / (1 + z²/n)`. Clopper-Pearson: beta quantiles
//! `B(α/2; x, n−x+1)` and `B(1−α/2; x+1, n−x)`. Jeffreys: quantiles of Beta(x+½, n−x+½). Agresti-Coull:
//! the Wald interval at `(x + z²/2)/(n + z²)`. Wald: `p ± z√(p(1−p)/n)`. Difference of two shares:
//! Newcombe's hybrid of two Wilson intervals.
//!
//! # Reading
//! Wilson covers close to its nominal level from n of about 5, and never leaves 0 to 1.
//!
//! # When not
//! Hits inside one article are not independent: for outlets use theta with its jackknife. Wald is there
//! to compare with older work; it is empty of width at 0 and n.
//!
//! # Source
//! Wilson 1927; Clopper & Pearson 1934; Brown, Cai & DasGupta 2001, Statistical Science 16; Agresti &
//! Coull 1998; Newcombe 1998, Statistics in Medicine 17.
//!
//! # Worked numbers
//! 4 of 4: Wilson .510 to 1, Clopper-Pearson .398 to 1.
//! ```
//! use framescope::measure::share::{clopper_pearson, wilson};
//! let (low, high) = wilson(4, 4, 0.95).unwrap();
//! assert!((low - 0.5101091635454025).abs() < 1e-12 && high == 1.0);
//! assert!((clopper_pearson(4, 4, 0.95).unwrap().0 - 0.3976353643835253).abs() < 1e-12);
//! assert_eq!(wilson(0, 0, 0.95), None);
//! ```

use crate::measure::special::{beta_quantile, normal_multiplier};
use libm::sqrt;

/// Lower and upper bound.
pub type Interval = (f64, f64);

/// `x/n`; `None` when n is 0.
pub fn share(x: u64, n: u64) -> Option<f64> {
    (n > 0).then(|| x as f64 / n as f64)
}

/// Score interval.
pub fn wilson(x: u64, n: u64, level: f64) -> Option<Interval> {
    let (p, n, z) = parts(x, n, level)?;
    let centre = p + z * z / (2.0 * n);
    let half = z * sqrt(p * (1.0 - p) / n + z * z / (4.0 * n * n));
    let scale = 1.0 + z * z / n;
    let low = if p == 0.0 { 0.0 } else { (centre - half) / scale };
    let high = if p == 1.0 { 1.0 } else { (centre + half) / scale };
    Some((low, high))
}

/// Exact binomial interval, conservative.
pub fn clopper_pearson(x: u64, n: u64, level: f64) -> Option<Interval> {
    parts(x, n, level)?;
    let (alpha, x, rest) = (1.0 - level, x as f64, (n - x) as f64);
    Some((beta_quantile(alpha / 2.0, x, rest + 1.0)?, beta_quantile(1.0 - alpha / 2.0, x + 1.0, rest)?))
}

/// Equal-tailed interval of the posterior under Jeffreys' prior.
pub fn jeffreys(x: u64, n: u64, level: f64) -> Option<Interval> {
    parts(x, n, level)?;
    let (alpha, a, b) = (1.0 - level, x as f64 + 0.5, (n - x) as f64 + 0.5);
    Some((beta_quantile(alpha / 2.0, a, b)?, beta_quantile(1.0 - alpha / 2.0, a, b)?))
}

/// [`jeffreys`] with the end set to 0 at x = 0 and to 1 at x = n, as Brown, Cai & DasGupta advise.
pub fn jeffreys_endpoints(x: u64, n: u64, level: f64) -> Option<Interval> {
    let (low, high) = jeffreys(x, n, level)?;
    Some((if x == 0 { 0.0 } else { low }, if x == n { 1.0 } else { high }))
}

/// Wald interval after adding z²/2 hits and misses, cut to 0..1.
pub fn agresti_coull(x: u64, n: u64, level: f64) -> Option<Interval> {
    let (_, n, z) = parts(x, n, level)?;
    let n_tilde = n + z * z;
    let p = (x as f64 + z * z / 2.0) / n_tilde;
    Some(around(p, z * sqrt(p * (1.0 - p) / n_tilde)))
}

/// Normal interval, cut to 0..1.
pub fn wald(x: u64, n: u64, level: f64) -> Option<Interval> {
    let (p, n, z) = parts(x, n, level)?;
    Some(around(p, z * sqrt(p * (1.0 - p) / n)))
}

/// Difference of two shares and Newcombe's hybrid score interval; each share as (x, n).
pub fn newcombe((x1, n1): (u64, u64), (x2, n2): (u64, u64), level: f64) -> Option<(f64, Interval)> {
    let (p1, p2) = (share(x1, n1)?, share(x2, n2)?);
    let ((l1, u1), (l2, u2)) = (wilson(x1, n1, level)?, wilson(x2, n2, level)?);
    let d = p1 - p2;
    Some((d, (d - libm::hypot(p1 - l1, u2 - p2), d + libm::hypot(u1 - p1, p2 - l2))))
}

fn parts(x: u64, n: u64, level: f64) -> Option<(f64, f64, f64)> {
    let p = share(x, n).filter(|&p| p <= 1.0)?;
    Some((p, n as f64, normal_multiplier(level)?))
}

fn around(p: f64, half: f64) -> Interval {
    ((p - half).max(0.0), (p + half).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_hold_the_share_and_stay_in_bounds() {
        for (x, n) in [(0, 1), (1, 1), (0, 30), (1, 30), (81, 263), (44, 54), (100_000, 100_000_000)] {
            let p = share(x, n).unwrap();
            for f in [wilson, clopper_pearson, jeffreys_endpoints, agresti_coull, wald] {
                let (low, high) = f(x, n, 0.95).unwrap();
                assert!(0.0 <= low && low <= p && p <= high && high <= 1.0, "{x} of {n}: {low} {high}");
            }
        }
        assert_eq!(wilson(3, 2, 0.95), None);
    }
}
