//! Fisher's exact test of one term in two corpora.
//!
//! # Question
//! How probable is a split of these hits at least as uneven, if tokens were dealt at random?
//!
//! # Formula
//! a follows the hypergeometric distribution given all margins. Two-sided p: the sum of all probabilities
//! not above the observed one (relative tolerance 1e-7, as in R). Odds ratio: the sample value `ad/(bc)`,
//! or the conditional maximum likelihood estimate, the ω at which the mean of the non-central
//! distribution equals a; its interval inverts the two one-sided tests.
//!
//! # Reading
//! Exact at any count, also 0. The two odds ratios differ in small tables: SciPy prints the first, R and
//! quanteda the second. R stops its search after about four digits: its upper bound for the toy is 113.467,
//! where the lower tail is .025 at 113.44437.
//!
//! # When not
//! As a test of keyness it takes tokens as independent, like G². It is right for counts of articles.
//!
//! # Source
//! Fisher 1935; Agresti 1992, Statistical Science 7.
//!
//! # Worked numbers
//! 7 of 10 against 2 of 9: p = .0698; sample odds ratio 8.167, conditional 7.166 (0.752 to 113.444).
//! ```
//! use framescope::measure::{fisher::Fisher, pair::Pair};
//! let toy = Fisher::of(&Pair::new(7, 10, 2, 9).unwrap());
//! assert!((toy.p_two_sided - 0.06977851869492738).abs() < 1e-12);
//! assert!((toy.conditional_odds_ratio(0.95).0.unwrap() - 7.16628).abs() < 1e-4);
//! ```

use crate::measure::pair::{Pair, PairColumn};
use crate::measure::special::{ln_binomial_mass, root};
use libm::{exp, log};

/// Columns for a keyness table.
pub const COLUMNS: &[PairColumn] = &[
    PairColumn {
        name: "p_fisher",
        meaning: "two-sided Fisher exact p; tokens taken as independent",
        value: |p| Some(Fisher::of(p).p_two_sided),
    },
    PairColumn {
        name: "odds_ratio_conditional",
        meaning: "conditional maximum likelihood odds ratio",
        value: |p| Fisher::of(p).conditional_odds_ratio(0.95).0,
    },
];

/// The test of one table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fisher {
    /// Two-sided p.
    pub p_two_sided: f64,
    /// Probability of at least as many hits in the target.
    pub p_greater: f64,
    /// Probability of at most as many.
    pub p_less: f64,
    deal: Deal,
}

/// A hypergeometric deal: `hits` among `n1 + n2` tokens, `n1` of them in the target, `a` observed there.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Deal {
    a: u64,
    hits: u64,
    n1: u64,
    n2: u64,
}

impl Deal {
    fn bounds(&self) -> (u64, u64) {
        (self.hits.saturating_sub(self.n2), self.hits.min(self.n1))
    }

    fn ln_mass(&self, x: u64) -> f64 {
        let (n1, n2, hits) = (self.n1 as f64, self.n2 as f64, self.hits as f64);
        let even = (hits / (n1 + n2), (n1 + n2 - hits) / (n1 + n2));
        let x = x as f64;
        ln_binomial_mass(x, n1, even) + ln_binomial_mass(hits - x, n2, even) - ln_binomial_mass(hits, n1 + n2, even)
    }

    /// Ratio of the masses of `x + 1` and `x` at odds ratio 1; it falls as x grows.
    fn step(&self, x: u64) -> f64 {
        let up = (self.n1 - x) as f64 * (self.hits - x) as f64;
        up / ((x + 1) as f64 * (self.n2 + x + 1 - self.hits) as f64)
    }

    fn mode(&self, odds: f64) -> u64 {
        let (mut low, mut high) = self.bounds();
        while low < high {
            let middle = low + (high - low) / 2;
            if odds * self.step(middle) > 1.0 { low = middle + 1 } else { high = middle }
        }
        low
    }

    /// Mean and variance of x, and P(x ≥ a) and P(x ≤ a), at odds ratio `odds`.
    fn at(&self, odds: f64) -> (f64, f64, f64, f64) {
        let (low, high) = self.bounds();
        let mode = self.mode(odds);
        let (mut total, mut first, mut second, mut above, mut below) = (0.0, 0.0, 0.0, 0.0, 0.0);
        let mut visit = |x: u64, weight: f64| {
            let d = x as f64 - mode as f64;
            total += weight;
            first += weight * d;
            second += weight * d * d;
            above += if x >= self.a { weight } else { 0.0 };
            below += if x <= self.a { weight } else { 0.0 };
        };
        let mut weight = 1.0;
        visit(mode, weight);
        for x in mode..high {
            weight *= odds * self.step(x);
            visit(x + 1, weight);
            if weight < 1e-25 {
                break;
            }
        }
        weight = 1.0;
        for x in (low..mode).rev() {
            weight /= odds * self.step(x);
            visit(x, weight);
            if weight < 1e-25 {
                break;
            }
        }
        let shift = first / total;
        (mode as f64 + shift, second / total - shift * shift, above / total, below / total)
    }

    /// The odds ratio at which `f` (value, slope in ln odds) crosses zero, searched on the log scale.
    fn solve(&self, f: impl Fn(f64) -> (f64, f64)) -> f64 {
        exp(root((-200.0, 200.0), 0.0, |ln_odds| f(exp(ln_odds))))
    }
}

impl Fisher {
    /// Tests one table.
    pub fn of(pair: &Pair) -> Fisher {
        let ((a, n1), (b, n2)) = (pair.target(), pair.reference());
        let deal = Deal { a, hits: a + b, n1, n2 };
        let support = Support { bounds: deal.bounds(), mode: deal.mode(1.0) };
        let [p_less, p_greater, p_two_sided] = support.tails(a, |x| deal.ln_mass(x));
        Fisher { p_two_sided, p_greater, p_less, deal }
    }

    /// The conditional maximum likelihood odds ratio and its exact interval at `level`. A value is `None`
    /// where it is infinite; the lower bound is then still defined.
    pub fn conditional_odds_ratio(&self, level: f64) -> (Option<f64>, f64, Option<f64>) {
        let d = self.deal;
        let (low, high) = d.bounds();
        let (a, tail) = (d.a as f64, (1.0 - level) / 2.0);
        let estimate = if d.a == low {
            (low < high).then_some(0.0)
        } else {
            (d.a < high).then(|| {
                d.solve(|odds| {
                    let (mean, variance, ..) = d.at(odds);
                    (mean - a, variance)
                })
            })
        };
        let lower = if d.a == low { 0.0 } else { d.solve(|odds| (log(d.at(odds).2 / tail), f64::NAN)) };
        let upper = (d.a < high).then(|| d.solve(|odds| (log(tail / d.at(odds).3), f64::NAN)));
        (estimate, lower, upper)
    }
}

/// Where a unimodal discrete distribution lives.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Support {
    /// Smallest and largest value.
    pub(crate) bounds: (u64, u64),
    /// Its most probable value.
    pub(crate) mode: u64,
}

impl Support {
    /// `[P(X ≤ a), P(X ≥ a), two-sided p]`; the last sums every mass not above that of `a`.
    pub(crate) fn tails(&self, a: u64, ln_mass: impl Fn(u64) -> f64) -> [f64; 3] {
        let (low, high) = self.bounds;
        let mass = |x: u64| exp(ln_mass(x));
        let upward = |from: u64| sum_until_negligible((from..=high).map(&mass));
        let downward = |from: u64| sum_until_negligible((low..=from).rev().map(&mass));
        let limit = ln_mass(a) + 1e-7;
        // The far tail starts at the first value beyond the mode that is no more probable than a.
        let cut = |mut inside: u64, mut outside: u64| {
            while inside.abs_diff(outside) > 1 {
                let middle = inside.midpoint(outside);
                if ln_mass(middle) <= limit { outside = middle } else { inside = middle }
            }
            outside
        };
        if a >= self.mode {
            let greater = upward(a);
            let less = if a > low { 1.0 - greater + mass(a) } else { mass(a) };
            let all = a == self.mode || ln_mass(self.mode) <= limit;
            let far = if ln_mass(low) <= limit { downward(cut(self.mode, low)) } else { 0.0 };
            [less.min(1.0), greater.min(1.0), if all { 1.0 } else { (greater + far).min(1.0) }]
        } else {
            let less = downward(a);
            let greater = 1.0 - less + mass(a);
            let all = ln_mass(self.mode) <= limit;
            let far = if ln_mass(high) <= limit { upward(cut(self.mode, high)) } else { 0.0 };
            [less.min(1.0), greater.min(1.0), if all { 1.0 } else { (less + far).min(1.0) }]
        }
    }
}

/// Sums falling terms until they no longer count.
fn sum_until_negligible(terms: impl Iterator<Item = f64>) -> f64 {
    let mut sum = 0.0;
    for term in terms {
        sum += term;
        if term <= sum * 1e-18 {
            break;
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn test(f1: u64, n1: u64, f2: u64, n2: u64) -> Fisher {
        Fisher::of(&Pair::new(f1, n1, f2, n2).unwrap())
    }

    #[test]
    fn the_lady_tasting_tea() {
        // 3 of 4 cups right: one-sided 17/70, two-sided 34/70.
        let tea = test(3, 4, 1, 4);
        assert!((tea.p_greater - 17.0 / 70.0).abs() < 1e-14 && (tea.p_two_sided - 34.0 / 70.0).abs() < 1e-14);
        assert!((tea.p_less - 69.0 / 70.0).abs() < 1e-14);
    }

    #[test]
    fn zero_cells_have_an_open_interval() {
        let (estimate, low, high) = test(15, 1000, 0, 1000).conditional_odds_ratio(0.95);
        assert_eq!((estimate, high), (None, None));
        assert!(low > 3.0 && low < 4.0);
        assert_eq!(test(0, 10, 0, 10).p_two_sided, 1.0);
    }

    #[test]
    fn large_tables_stay_exact() {
        let big = test(1500, 1_000_000, 900, 1_200_000);
        assert!(big.p_two_sided > 0.0 && big.p_two_sided < 1e-50);
        let (estimate, low, high) = big.conditional_odds_ratio(0.95);
        assert!((estimate.unwrap() - 2.0015).abs() < 1e-3 && low < 2.0 && high.unwrap() > 2.0);
    }
}
