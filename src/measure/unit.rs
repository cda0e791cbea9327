//! Sampling units (documents or events) of an outlet on one axis, and the statistics resampled over them.
//!
//! Takes hits of two poles and tokens per unit; gives their sums and the three statistics that bootstrap
//! and permutation recompute, and the seeded random stream both draw from.

use crate::measure::axis::log_ratio_half;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use sha2::{Digest, Sha256};
use std::iter::Sum;
use std::ops::{Add, Mul, Sub};

/// Hits a and b of the two poles in n tokens: one unit, or the sum of several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unit {
    /// Hits of pole a.
    pub a: u64,
    /// Hits of pole b.
    pub b: u64,
    /// Tokens.
    pub n: u64,
}

impl Add for Unit {
    type Output = Unit;
    fn add(self, o: Unit) -> Unit {
        Unit { a: self.a + o.a, b: self.b + o.b, n: self.n + o.n }
    }
}

impl Sub for Unit {
    type Output = Unit;
    fn sub(self, o: Unit) -> Unit {
        Unit { a: self.a - o.a, b: self.b - o.b, n: self.n - o.n }
    }
}

impl Mul<u64> for Unit {
    type Output = Unit;
    fn mul(self, k: u64) -> Unit {
        Unit { a: self.a * k, b: self.b * k, n: self.n * k }
    }
}

impl Sum for Unit {
    fn sum<I: Iterator<Item = Unit>>(units: I) -> Unit {
        units.fold(Unit::default(), Add::add)
    }
}

/// A statistic of summed units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Statistic {
    /// `ln((a+½)/(b+½))`.
    Theta,
    /// Hits of pole a per 1,000 tokens.
    RateA,
    /// `(a+½)/(a+b+1)`.
    ShareA,
}

impl Statistic {
    /// The value; `None` for a rate without tokens.
    pub fn of(self, sum: Unit) -> Option<f64> {
        match self {
            Statistic::Theta => Some(log_ratio_half(sum.a, sum.b)),
            Statistic::RateA => (sum.n > 0).then(|| 1000.0 * sum.a as f64 / sum.n as f64),
            Statistic::ShareA => Some((sum.a as f64 + 0.5) / ((sum.a + sum.b) as f64 + 1.0)),
        }
    }

    /// The unit without what the statistic does not look at.
    pub(crate) fn seen(self, unit: Unit) -> Unit {
        if self == Statistic::RateA { unit } else { Unit { n: 0, ..unit } }
    }

    /// Whether a unit leaves every value unchanged wherever it goes.
    pub(crate) fn ignores(self, unit: Unit) -> bool {
        unit.a == 0 && unit.b == 0 && (self != Statistic::RateA || unit.n == 0)
    }
}

/// A random stream that depends on the study's seed and the names of the cell it is for, and on nothing
/// else: not on the order of work, nor on threads.
pub fn stream(seed: u64, cell: &[&str]) -> ChaCha8Rng {
    let mut hash = Sha256::new();
    hash.update(seed.to_le_bytes());
    for name in cell {
        hash.update((name.len() as u64).to_le_bytes());
        hash.update(name.as_bytes());
    }
    ChaCha8Rng::from_seed(hash.finalize().into())
}

/// A random index below `bound`; its bias is below `bound`/2³².
pub(crate) fn below(rng: &mut impl Rng, bound: u32) -> u32 {
    ((u64::from(rng.next_u32()) * u64::from(bound)) >> 32) as u32
}

/// A random real in [0, 1).
pub(crate) fn uniform(rng: &mut impl Rng) -> f64 {
    (rng.next_u64() >> 11) as f64 / (1u64 << 53) as f64
}

/// A random standard normal number.
pub(crate) fn gaussian(rng: &mut impl Rng) -> f64 {
    let (u, v) = (1.0 - uniform(rng), uniform(rng));
    libm::sqrt(-2.0 * libm::log(u)) * libm::cos(2.0 * std::f64::consts::PI * v)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_depend_on_seed_and_names_only() {
        let draw = |seed, cell: &[&str]| stream(seed, cell).next_u64();
        assert_eq!(draw(7, &["axis", "outlet"]), draw(7, &["axis", "outlet"]));
        assert_ne!(draw(7, &["axis", "outlet"]), draw(8, &["axis", "outlet"]));
        assert_ne!(draw(7, &["ab", "c"]), draw(7, &["a", "bc"]));
    }

    #[test]
    fn statistics_of_sums() {
        let sum = Unit { a: 6, b: 5, n: 2475 };
        assert_eq!(Statistic::ShareA.of(sum), Some(6.5 / 12.0));
        assert_eq!(Statistic::RateA.of(Unit::default()), None);
        assert!(Statistic::Theta.ignores(Unit { a: 0, b: 0, n: 9 }) && !Statistic::RateA.ignores(Unit { a: 0, b: 0, n: 9 }));
    }
}
