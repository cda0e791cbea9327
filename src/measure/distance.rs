//! Distances between outlets' word profiles.
//!
//! # Question
//! Which outlets word things alike?
//!
//! # Formula
//! p and q are relative frequencies over the listed terms, m their mean. Jensen-Shannon divergence
//! `½KL(p‖m) + ½KL(q‖m)` in nats (`jsd_nats`) or bits (`jsd_bits`), and its root (`js_distance_nats`,
//! `js_distance_bits`). Hellinger `√(½Σ(√p−√q)²)`. Cosine distance `1 − pq/|p||q|`. Total variation
//! `½Σ|p−q|`. Chi-squared `√Σ(p−q)²/c`, c the mean profile weighted by tokens. Kullback-Leibler
//! `Σ p ln(p/q)` in nats after adding a constant to every count.
//!
//! # Reading
//! jsd_bits, Hellinger, cosine and total variation lie between 0 (same) and 1 (nothing shared).
//! SciPy's `jensenshannon` returns the root, not the divergence.
//!
//! # When not
//! Small samples look more distant than they are: compare outlets of similar size, or bootstrap. KL is
//! not symmetric.
//!
//! # Source
//! Lin 1991 (JSD); Endres & Schindelin 2003 (its root is a metric); Greenacre 2017 (chi-squared).
//!
//! # Worked numbers
//! (1, 0) and (0, 1) share nothing: 1 bit, ln 2 nats, Hellinger 1.
//! ```
//! use framescope::measure::distance::Distance;
//! let profiles = [vec![3, 0], vec![0, 5]];
//! assert_eq!(Distance::JsdBits.matrix(&profiles)[[0, 1]], 1.0);
//! assert_eq!(Distance::Hellinger.matrix(&profiles)[[0, 1]], 1.0);
//! ```

use libm::{fabs, log, sqrt};
use ndarray::Array2;
use rayon::prelude::*;
use std::f64::consts::LN_2;

/// A distance by name; all are symmetric and 0 between equal profiles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Distance {
    /// Jensen-Shannon divergence, nats.
    JsdNats,
    /// Jensen-Shannon divergence, bits.
    JsdBits,
    /// Root of the divergence in nats.
    JsDistanceNats,
    /// Root of the divergence in bits; the default of maps and trees.
    JsDistanceBits,
    /// Hellinger.
    Hellinger,
    /// One minus the cosine.
    Cosine,
    /// Total variation.
    TotalVariation,
    /// Chi-squared, as in correspondence analysis.
    Chi2,
}

impl Distance {
    /// Every distance, in reading order.
    pub const ALL: [Distance; 8] = [
        Distance::JsDistanceBits,
        Distance::JsdBits,
        Distance::JsdNats,
        Distance::JsDistanceNats,
        Distance::Hellinger,
        Distance::Cosine,
        Distance::TotalVariation,
        Distance::Chi2,
    ];

    /// Name in studies and column names.
    pub fn name(self) -> &'static str {
        match self {
            Distance::JsdNats => "jsd_nats",
            Distance::JsdBits => "jsd_bits",
            Distance::JsDistanceNats => "js_distance_nats",
            Distance::JsDistanceBits => "js_distance_bits",
            Distance::Hellinger => "hellinger",
            Distance::Cosine => "cosine",
            Distance::TotalVariation => "total_variation",
            Distance::Chi2 => "chi2",
        }
    }

    /// Distance of every pair of rows of counts, all of one length. A row without counts is NaN away from
    /// the others and 0 from itself: leave such rows out.
    pub fn matrix(self, counts: &[Vec<u64>]) -> Array2<f64> {
        let profiles: Vec<Profile<'_>> = counts.iter().map(|row| Profile::new(row)).collect();
        let n = counts.len();
        let mut columns = vec![0; counts.first().map_or(0, Vec::len)];
        counts.iter().for_each(|row| columns.iter_mut().zip(row).for_each(|(c, k)| *c += k));
        let mean = shares(&columns);
        let to_earlier = |i: usize| (0..i).map(|j| self.between(&profiles[i], &profiles[j], &mean)).collect::<Vec<_>>();
        let half: Vec<Vec<f64>> = (0..n).into_par_iter().map(to_earlier).collect();
        Array2::from_shape_fn((n, n), |(i, j)| if i == j { 0.0 } else { half[i.max(j)][i.min(j)] })
    }

    fn between(self, p: &Profile<'_>, q: &Profile<'_>, mean: &[f64]) -> f64 {
        let sum = |f: fn(f64, f64) -> f64| p.shares.iter().zip(&q.shares).map(|(&p, &q)| f(p, q)).sum::<f64>();
        let jsd = || jensen_shannon(p, q);
        match self {
            Distance::JsdNats => jsd(),
            Distance::JsdBits => jsd() / LN_2,
            Distance::JsDistanceNats => sqrt(jsd()),
            Distance::JsDistanceBits => sqrt(jsd() / LN_2),
            Distance::Hellinger => sqrt(0.5 * sum(|p, q| (sqrt(p) - sqrt(q)) * (sqrt(p) - sqrt(q)))),
            Distance::Cosine => 1.0 - sum(|p, q| p * q) / sqrt(sum(|p, _| p * p) * sum(|_, q| q * q)),
            Distance::TotalVariation => 0.5 * sum(|p, q| fabs(p - q)),
            Distance::Chi2 => {
                let weighed = |((p, q), c): ((&f64, &f64), &f64)| {
                    if *c > 0.0 { (p - q) * (p - q) / c } else { 0.0 }
                };
                sqrt(p.shares.iter().zip(&q.shares).zip(mean).map(weighed).sum())
            }
        }
    }
}

/// A row, its shares, and `p ln p` of each.
struct Profile<'a> {
    counts: &'a [u64],
    total: u64,
    shares: Vec<f64>,
    logs: Vec<f64>,
    /// Which counts are above 0.
    used: Vec<usize>,
}

impl Profile<'_> {
    fn new(counts: &[u64]) -> Profile<'_> {
        let shares = shares(counts);
        let logs = shares.iter().map(|&p| if p > 0.0 { p * log(p) } else { 0.0 }).collect();
        let used = (0..counts.len()).filter(|&i| counts[i] > 0).collect();
        Profile { counts, total: counts.iter().sum(), shares, logs, used }
    }

    /// The share of what is counted beside `n`; not a number where nothing is.
    fn beside(&self, n: u64) -> f64 {
        (self.total - n) as f64 / self.total as f64
    }
}

/// In nats. Of `p ln(p/m) + q ln(q/m)`, m the middle, one logarithm is left to take where both are above 0, and none
/// elsewhere: there it is `(p + q) ln 2`.
fn jensen_shannon(p: &Profile<'_>, q: &Profile<'_>) -> f64 {
    let (few, many) = if p.used.len() <= q.used.len() { (p, q) } else { (q, p) };
    let (mut sum, mut n_p, mut n_q) = (0.0, 0, 0);
    for &i in few.used.iter().filter(|&&i| many.counts[i] > 0) {
        let both = p.shares[i] + q.shares[i];
        sum += p.logs[i] + q.logs[i] - both * log(0.5 * both);
        n_p += p.counts[i];
        n_q += q.counts[i];
    }
    sum += (p.beside(n_p) + q.beside(n_q)) * LN_2;
    if sum < 0.0 { 0.0 } else { 0.5 * sum }
}

fn shares(counts: &[u64]) -> Vec<f64> {
    let total = counts.iter().sum::<u64>() as f64;
    counts.iter().map(|&k| k as f64 / total).collect()
}

/// Kullback-Leibler divergence in nats of each row (first index) from each other, with `add` added to every
/// count so that none is 0. `None` unless `add` is positive.
pub fn kullback_leibler(counts: &[Vec<u64>], add: f64) -> Option<Array2<f64>> {
    let smoothed = |row: &Vec<u64>| {
        let total = row.iter().sum::<u64>() as f64 + add * row.len() as f64;
        row.iter().map(|&k| (k as f64 + add) / total).collect::<Vec<f64>>()
    };
    let profiles: Vec<Vec<f64>> = counts.iter().map(smoothed).collect();
    let divergence = |(i, j): (usize, usize)| profiles[i].iter().zip(&profiles[j]).map(|(p, q)| p * log(p / q)).sum();
    (add > 0.0).then(|| Array2::from_shape_fn((counts.len(), counts.len()), divergence))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_outlets_of_a_published_table() {
        let counts = [vec![38, 3, 9, 1, 120, 60], vec![4, 29, 6, 41, 110, 71]];
        let rows = [
            (Distance::JsdBits, 0.15578765877379885),
            (Distance::JsDistanceBits, 0.39469945372878207),
            (Distance::Hellinger, 0.34939207948979906),
            (Distance::Cosine, 0.0932898283698248),
        ];
        for (distance, want) in rows {
            assert!((distance.matrix(&counts)[[0, 1]] - want).abs() < 1e-14, "{}", distance.name());
        }
        let kl = kullback_leibler(&counts, 0.5).unwrap();
        assert!((kl[[0, 1]] - 0.4374661447974309).abs() < 1e-13 && (kl[[1, 0]] - 0.6025442414572922).abs() < 1e-13);
    }

    #[test]
    fn equal_profiles_of_any_size_are_at_distance_zero() {
        for distance in Distance::ALL {
            let d = distance.matrix(&[vec![1, 0, 2, 3], vec![10, 0, 20, 30], vec![0, 0, 0, 0]]);
            assert!(d[[0, 1]].abs() < 2e-8, "{} {}", distance.name(), d[[0, 1]]);
            assert!(d[[0, 2]].is_nan(), "{}", distance.name());
        }
    }
}
