//! One change in the wording of an outlet over time, with a permutation p.
//!
//! # Question
//! Did an outlet switch from one pole to the other at some date?
//!
//! # Formula
//! Articles in time order with hits (a, b); over the whole span s = A/(A+B) and residual
//! `e_u = a_u − s(a_u + b_u)`. Between two periods k the running sum is `S_k = Σ e_u` over the articles
//! before; the change is where |S_k| is largest. p: share of random orders of the articles (each period
//! keeps its number of articles) whose largest |S_k| is at least as large, `(k+1)/(B+1)`;
//! drawing stops at 20 such orders, where p is settled as large.
//!
//! # Reading
//! A flag that asks for a look at the passages on either side, with θ before and after; not a proof of a
//! changed style guide.
//!
//! # When not
//! One change is looked for: a drift or a return is better seen in the timeline itself. Fewer than three
//! periods or ten articles with hits.
//!
//! # Source
//! Page 1954 (cumulative sums); Taylor 2000 for the resampled reference; Besag & Clifford 1991 (stopping).
//!
//! # Worked numbers
//! Four articles of pole a in period 1, then four of pole b in period 2 and two more in period 3: the
//! change lies before period 2 (index 1).
//! ```
//! use framescope::measure::changepoint::changepoint;
//! let periods = [vec![(3, 0); 4], vec![(0, 3); 4], vec![(0, 2); 2]];
//! let c = changepoint(&periods, 999, (1, &["axis", "outlet"])).unwrap();
//! assert!(c.before == 1 && c.p < 0.01 && c.theta_before > 0.0 && c.theta_after < 0.0);
//! ```

use crate::measure::axis::log_ratio_half;
use crate::measure::unit::{below, stream};
use libm::fabs;

/// Orders at least as extreme after which no more are drawn: p is then settled as large.
const ENOUGH: u64 = 20;

/// The most marked change in a timeline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Changepoint {
    /// Index of the first period after the change.
    pub before: usize,
    /// θ of the periods before.
    pub theta_before: f64,
    /// θ of the periods from there on.
    pub theta_after: f64,
    /// Permutation p of any change.
    pub p: f64,
}

/// Looks for one change in periods of articles with hits (a, b), by `draws` seeded random orders. `None`
/// with fewer than two periods or without hits of both poles.
pub fn changepoint(periods: &[Vec<(u64, u64)>], draws: u64, (seed, cell): (u64, &[&str])) -> Option<Changepoint> {
    let (a, b) = total(periods);
    if periods.len() < 2 || a == 0 || b == 0 {
        return None;
    }
    // Scaled by A+B the residuals are whole numbers, so that ties are exact.
    let residual = |&(x, y): &(u64, u64)| x as i64 * b as i64 - y as i64 * a as i64;
    let mut residuals: Vec<i64> = periods.iter().flatten().map(residual).collect();
    let ends: Vec<usize> = periods.iter().scan(0, |end, p| Some((*end += p.len(), *end).1)).collect();
    let (observed, before) = largest_sum(&residuals, &ends);
    let mut rng = stream(seed, cell);
    let (mut as_large, mut drawn) = (0, 0);
    while drawn < draws && as_large < ENOUGH {
        for i in (1..residuals.len()).rev() {
            residuals.swap(i, below(&mut rng, i as u32 + 1) as usize);
        }
        as_large += u64::from(largest_sum(&residuals, &ends).0 >= observed);
        drawn += 1;
    }
    let ((a1, b1), p) = (total(&periods[..before]), (as_large + 1) as f64 / (drawn + 1) as f64);
    let (theta_before, theta_after) = (log_ratio_half(a1, b1), log_ratio_half(a - a1, b - b1));
    Some(Changepoint { before, theta_before, theta_after, p })
}

fn total(periods: &[Vec<(u64, u64)>]) -> (u64, u64) {
    periods.iter().flatten().fold((0, 0), |s, d| (s.0 + d.0, s.1 + d.1))
}

/// The largest absolute running sum at an inner end of a period, and the period that starts there.
fn largest_sum(residuals: &[i64], ends: &[usize]) -> (f64, usize) {
    let (mut sum, mut from, mut best) = (0, 0, (-1.0, 0));
    for (k, &end) in ends[..ends.len() - 1].iter().enumerate() {
        sum += residuals[from..end].iter().sum::<i64>();
        from = end;
        if fabs(sum as f64) > best.0 {
            best = (fabs(sum as f64), k + 1);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_steady_outlet_is_not_flagged() {
        let steady: Vec<Vec<(u64, u64)>> = (0..6).map(|_| vec![(1, 0), (0, 1), (2, 1), (1, 2)]).collect();
        assert!(changepoint(&steady, 499, (1, &["x"])).unwrap().p > 0.5);
        assert_eq!(changepoint(&steady[..1], 499, (1, &["x"])), None);
        assert_eq!(changepoint(&[vec![(1, 0)], vec![(2, 0)]], 499, (1, &["x"])), None);
    }
}
