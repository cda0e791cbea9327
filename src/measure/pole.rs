//! Descriptive scores of a pair of poles: rates, shares, net share, log scale, three-way shares.
//!
//! # Question
//! How many hits does each pole have, and what do they look like on the scales in use?
//!
//! # Formula
//! A, B hits in n tokens. Rates `1000A/n`, `1000B/n`. Share `A/(A+B)`; net share `(A−B)/(A+B)`; net rate
//! `(A−B)/n`. θ = `ln((A+½)/(B+½))`, its naive standard error `√(1/(A+½)+1/(B+½))`, the same with 1 instead
//! of ½, and importance `ln(A+B+1)`. Three-way: share of each pole and of neutral terms, Wilson intervals.
//!
//! # Reading
//! Share and net share say the same on 0..1 and −1..1; θ treats 1:3 and 3:1 as equally far from 0. The
//! column `balance` of result tables holds θ.
//!
//! # When not
//! Share and net share are empty without hits, never 0 or one half. A two-pole share says little when one
//! pole is hardly ever used: look at the neutral terms too.
//!
//! # Source
//! Lowe, Benoit, Mikhaylov & Laver 2011, Legislative Studies Quarterly 36.
//!
//! # Worked numbers
//! 12 and 5 hits in 8,450 tokens: share .706, net share .412, θ = ln(12.5/5.5) = .821.
//! ```
//! use framescope::measure::pole::Poles;
//! let p = Poles { a: 12, b: 5, n: 8450 };
//! assert!((p.share_a().unwrap() - 0.7058823529411765).abs() < 1e-15);
//! assert!((p.net_share().unwrap() - 0.4117647058823529).abs() < 1e-15);
//! assert_eq!(Poles { a: 0, b: 0, n: 350 }.share_a(), None);
//! ```

use crate::measure::rate::per_1000;
use crate::measure::share::{Interval, share, wilson};
use libm::{log, log1p};

/// Hits of two poles in a number of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Poles {
    /// Hits of pole a.
    pub a: u64,
    /// Hits of pole b.
    pub b: u64,
    /// Tokens.
    pub n: u64,
}

impl Poles {
    /// Hits of each pole and of both per 1,000 tokens; `None` without tokens.
    pub fn per_1000(&self) -> Option<(f64, f64, f64)> {
        Some((per_1000(self.a, self.n)?, per_1000(self.b, self.n)?, per_1000(self.a + self.b, self.n)?))
    }

    /// Share of pole a; `None` without hits.
    pub fn share_a(&self) -> Option<f64> {
        share(self.a, self.a + self.b)
    }

    /// `(A − B)/(A + B)`; `None` without hits.
    pub fn net_share(&self) -> Option<f64> {
        (self.a + self.b > 0).then(|| self.net() / (self.a + self.b) as f64)
    }

    /// `(A − B)/n`; `None` without tokens.
    pub fn net_rate(&self) -> Option<f64> {
        (self.n > 0).then(|| self.net() / self.n as f64)
    }

    /// `ln((A+1)/(B+1))`.
    pub fn log_ratio_plus1(&self) -> f64 {
        log((self.a + 1) as f64 / (self.b + 1) as f64)
    }

    /// `ln(A+B+1)`: how much an outlet talks about the matter at all.
    pub fn importance(&self) -> f64 {
        log1p((self.a + self.b) as f64)
    }

    fn net(&self) -> f64 {
        self.a as f64 - self.b as f64
    }
}

/// Shares of pole a, pole b and the neutral terms, each with its Wilson interval; `None` without hits.
pub fn three_way(hits: [u64; 3], level: f64) -> Option<[(f64, Interval); 3]> {
    let total = hits.iter().sum();
    let one = |x: u64| Some((share(x, total)?, wilson(x, total, level)?));
    Some([one(hits[0])?, one(hits[1])?, one(hits[2])?])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_shares_sum_to_one() {
        let shares = three_way([24, 2326, 1200], 0.95).unwrap();
        assert!((shares.iter().map(|s| s.0).sum::<f64>() - 1.0).abs() < 1e-15);
        assert_eq!(three_way([0; 3], 0.95), None);
    }
}
