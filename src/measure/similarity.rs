//! Likeness of texts: shingle sets, MinHash, LSH curve, nearness in time.
//!
//! # Question
//! Are two articles the same text, does one contain the other, and are they close enough in time to be
//! about one event?
//!
//! # Formula
//! Shingles are runs of w words (or characters), as sets X and Y. Jaccard `|X∩Y|/|X∪Y|`; containment of X in Y
//! `|X∩Y|/|X|`; overlap `|X∩Y|/min`. MinHash: share of k hash functions whose minima agree, standard error
//! `√(J(1−J)/k)`. LSH with b bands of r rows proposes a pair with probability `1 − (1 − J^r)^b`. Time:
//! Gaussian `exp(−(Δ−μ)²/2σ²)`, half-life `2^(−Δ/h)`, rate `e^(−λΔ)`, linear `max(0, 1 − Δ/w)`; Δ in days.
//!
//! # Reading
//! Jaccard of word 5-shingles above .8: the same text. Containment above .6 of the shorter: wire copy
//! inside a longer story, which Jaccard misses.
//!
//! # When not
//! Texts shorter than a shingle have no shingles: likeness is then empty.
//!
//! # Source
//! Broder 1997; Leskovec, Rajaraman & Ullman, Mining of Massive Datasets, ch. 3; Miranda et al. 2018
//! (Gaussian time).
//!
//! # Worked numbers
//! 20 bands of 5 rows propose a pair with J = .5 with probability .470.
//! ```
//! use framescope::measure::similarity::{Overlap, lsh_probability, word_shingles};
//! assert!((lsh_probability(0.5, 20, 5) - 0.4700507153168765).abs() < 1e-14);
//! let (x, y) = (["a", "b", "c", "d"], ["b", "c", "d", "e"]);
//! assert_eq!(Overlap::of(&word_shingles(&x, 2), &word_shingles(&y, 2)).jaccard(), Some(0.5));
//! ```

use libm::{exp, exp2, expm1, log1p, pow, sqrt};
use std::collections::BTreeSet;

/// Every run of `w` words; none if the text is shorter.
pub fn word_shingles<T: Ord>(words: &[T], w: usize) -> BTreeSet<&[T]> {
    if w == 0 { BTreeSet::new() } else { words.windows(w).collect() }
}

/// Sizes of two sets and of what they share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overlap {
    /// Size of the first.
    pub n1: u64,
    /// Size of the second.
    pub n2: u64,
    /// Size of the intersection.
    pub shared: u64,
}

impl Overlap {
    /// Of two sets.
    pub fn of<T: Ord>(first: &BTreeSet<T>, second: &BTreeSet<T>) -> Overlap {
        Overlap { n1: first.len() as u64, n2: second.len() as u64, shared: first.intersection(second).count() as u64 }
    }

    /// Shared over all; `None` if both are empty.
    pub fn jaccard(&self) -> Option<f64> {
        ratio(self.shared, self.n1 + self.n2 - self.shared)
    }

    /// Share of the first that is in the second; `None` if the first is empty.
    pub fn first_in_second(&self) -> Option<f64> {
        ratio(self.shared, self.n1)
    }

    /// Share of the second that is in the first; `None` if the second is empty.
    pub fn second_in_first(&self) -> Option<f64> {
        ratio(self.shared, self.n2)
    }

    /// Shared over the smaller; `None` if either is empty.
    pub fn overlap(&self) -> Option<f64> {
        ratio(self.shared, self.n1.min(self.n2))
    }
}

fn ratio(x: u64, n: u64) -> Option<f64> {
    (n > 0).then(|| x as f64 / n as f64)
}

/// Signature of a set under `k` hash functions: the smallest hash of its members for each. Members come
/// as 64-bit hashes.
pub fn minhash(members: impl IntoIterator<Item = u64>, k: usize) -> Vec<u64> {
    let keys: Vec<u64> = (1..=k as u64).map(mix).collect();
    let mut smallest = vec![u64::MAX; k];
    for member in members {
        for (least, key) in smallest.iter_mut().zip(&keys) {
            *least = (*least).min(mix(member ^ key));
        }
    }
    smallest
}

/// A 64-bit finaliser (SplitMix64): every input bit reaches every output bit.
fn mix(x: u64) -> u64 {
    let x = x.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// Estimated Jaccard likeness of two signatures of one length; `None` if they are empty or differ in length.
pub fn minhash_jaccard(first: &[u64], second: &[u64]) -> Option<f64> {
    let alike = first.iter().zip(second).filter(|(a, b)| a == b).count();
    (first.len() == second.len()).then(|| ratio(alike as u64, first.len() as u64))?
}

/// Standard error of a MinHash estimate with `k` functions at true likeness `jaccard`.
pub fn minhash_se(jaccard: f64, k: usize) -> f64 {
    sqrt(jaccard * (1.0 - jaccard) / k as f64)
}

/// Probability that locality-sensitive hashing proposes a pair.
pub fn lsh_probability(jaccard: f64, bands: u32, rows: u32) -> f64 {
    -expm1(f64::from(bands) * log1p(-pow(jaccard, f64::from(rows))))
}

/// How a distance in days lowers likeness.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Decay {
    /// Bell curve around a lag μ with width σ.
    Gaussian(f64, f64),
    /// Halves every h days.
    HalfLife(f64),
    /// Falls at rate λ per day.
    Rate(f64),
    /// Falls to 0 at w days.
    Linear(f64),
}

impl Decay {
    /// Factor between 0 and 1 for a distance in days.
    pub fn at(self, days: f64) -> f64 {
        match self {
            Decay::Gaussian(mu, sigma) => exp(-(days - mu) * (days - mu) / (2.0 * sigma * sigma)),
            Decay::HalfLife(h) => exp2(-days / h),
            Decay::Rate(lambda) => exp(-lambda * days),
            Decay::Linear(window) => (1.0 - days / window).max(0.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wire_text_inside_a_story_is_contained() {
        let wire: Vec<&str> = "officials said on friday that talks would go on".split(' ').collect();
        let story: Vec<&str> =
            "moscow ap officials said on friday that talks would go on the paper reports and more".split(' ').collect();
        let o = Overlap::of(&word_shingles(&wire, 3), &word_shingles(&story, 3));
        assert!(o.first_in_second() == Some(1.0) && o.jaccard().unwrap() < 0.6);
        assert_eq!(Overlap::of(&word_shingles(&wire[..2], 3), &word_shingles(&[], 3)).jaccard(), None);
    }

    #[test]
    fn minhash_estimates_within_four_standard_errors() {
        let (x, y) = (minhash(0..300, 256), minhash(100..400, 256));
        assert!((minhash_jaccard(&x, &y).unwrap() - 0.5).abs() < 4.0 * minhash_se(0.5, 256));
        assert_eq!(minhash_jaccard(&x, &x[..5]), None);
    }

    #[test]
    fn decay_over_two_days() {
        let rows = [
            (Decay::Gaussian(0.0, 3.0), 0.8007374029168081),
            (Decay::HalfLife(3.0), 0.6299605249474366),
            (Decay::Linear(7.0), 5.0 / 7.0),
        ];
        for (decay, want) in rows {
            assert!((decay.at(2.0) - want).abs() < 1e-14 && decay.at(0.0) == 1.0);
        }
    }
}
