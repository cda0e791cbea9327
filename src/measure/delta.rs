//! Burrows' Delta and its kin: distances over standardised word rates.
//!
//! # Question
//! How alike are outlets in their use of many words at once, each word weighing the same?
//!
//! # Formula
//! Rates per outlet and term, standardised per term over outlets: `z = (p − mean)/sd`, sd with divisor n or
//! n − 1 (named). Burrows `mean|z_i − z_j|` over terms; Quadratic `mean(z_i − z_j)²`; Cosine
//! `1 − z_i z_j/(|z_i||z_j|)`. Terms that do not vary are left out.
//!
//! # Reading
//! Cosine Delta is the most reliable for authorship; it does not depend on the divisor.
//!
//! # When not
//! With few outlets z scores are coarse. Choose the term list before looking (the most frequent 100 to
//! 2,000 terms).
//!
//! # Source
//! Burrows 2002; Argamon 2008 (quadratic); Smith & Aldridge 2011 (cosine); Evert et al. 2017.
//!
//! # Worked numbers
//! Two outlets differ by `√2` standard deviations (n − 1) in every term that varies: Burrows Delta 1.414.
//! ```
//! use framescope::measure::delta::{Delta, Divisor};
//! let d = Delta::Burrows(Divisor::NMinus1).matrix(&[vec![1, 3, 6], vec![4, 1, 5]]);
//! assert!((d[[0, 1]] - 2f64.sqrt()).abs() < 1e-12);
//! ```

use libm::{fabs, sqrt};
use ndarray::Array2;
use rayon::prelude::*;

/// Divisor of the variance that standardises a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Divisor {
    /// Number of outlets.
    N,
    /// Number of outlets minus one.
    NMinus1,
}

/// A Delta by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delta {
    /// Mean absolute difference.
    Burrows(Divisor),
    /// Mean squared difference.
    Quadratic(Divisor),
    /// One minus the cosine.
    Cosine,
}

impl Delta {
    /// Name in studies and column names.
    pub fn name(self) -> &'static str {
        match self {
            Delta::Burrows(Divisor::N) => "burrows_delta_sd_n",
            Delta::Burrows(Divisor::NMinus1) => "burrows_delta_sd_n-1",
            Delta::Quadratic(Divisor::N) => "quadratic_delta_sd_n",
            Delta::Quadratic(Divisor::NMinus1) => "quadratic_delta_sd_n-1",
            Delta::Cosine => "cosine_delta",
        }
    }

    /// Every Delta, in reading order.
    pub const ALL: [Delta; 5] = [
        Delta::Cosine,
        Delta::Burrows(Divisor::NMinus1),
        Delta::Burrows(Divisor::N),
        Delta::Quadratic(Divisor::NMinus1),
        Delta::Quadratic(Divisor::N),
    ];

    /// Distance of every pair of outlets from `counts[outlet][term]`, over the listed terms.
    pub fn matrix(self, counts: &[Vec<u64>]) -> Array2<f64> {
        let divisor = if let Delta::Burrows(d) | Delta::Quadratic(d) = self { d } else { Divisor::NMinus1 };
        let z = standardised(counts, divisor);
        let terms = z.first().map_or(0, Vec::len) as f64;
        let between = |i: usize, j: usize| {
            let sum = |f: &dyn Fn(f64, f64) -> f64| z[i].iter().zip(&z[j]).map(|(&a, &b)| f(a, b)).sum::<f64>();
            match self {
                Delta::Burrows(_) => sum(&|a, b| fabs(a - b)) / terms,
                Delta::Quadratic(_) => sum(&|a, b| (a - b) * (a - b)) / terms,
                Delta::Cosine => 1.0 - sum(&|a, b| a * b) / sqrt(sum(&|a, _| a * a) * sum(&|_, b| b * b)),
            }
        };
        let n = counts.len();
        let to_earlier = |i: usize| (0..i).map(|j| between(i, j)).collect::<Vec<_>>();
        let half: Vec<Vec<f64>> = (0..n).into_par_iter().map(to_earlier).collect();
        Array2::from_shape_fn((n, n), |(i, j)| if i == j { 0.0 } else { half[i.max(j)][i.min(j)] })
    }
}

/// z scores per outlet, of the terms that vary.
fn standardised(counts: &[Vec<u64>], divisor: Divisor) -> Vec<Vec<f64>> {
    let n = counts.len() as f64;
    let by = if divisor == Divisor::N { n } else { n - 1.0 };
    let totals: Vec<f64> = counts.iter().map(|row| row.iter().sum::<u64>() as f64).collect();
    let mut z = vec![Vec::new(); counts.len()];
    for term in 0..counts.first().map_or(0, Vec::len) {
        let rates: Vec<f64> = counts.iter().zip(&totals).map(|(row, total)| row[term] as f64 / total).collect();
        let mean = rates.iter().sum::<f64>() / n;
        let sd = sqrt(rates.iter().map(|r| (r - mean) * (r - mean)).sum::<f64>() / by);
        if sd > 0.0 {
            z.iter_mut().zip(rates).for_each(|(row, r)| row.push((r - mean) / sd));
        }
    }
    z
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_outlets() {
        let counts = [
            vec![38, 3, 9, 1, 120, 60],
            vec![4, 29, 6, 41, 110, 71],
            vec![12, 10, 22, 9, 98, 55],
            vec![0, 14, 1, 30, 61, 22],
            vec![20, 1, 12, 0, 150, 90],
            vec![7, 7, 7, 7, 100, 50],
        ];
        let burrows = Delta::Burrows(Divisor::NMinus1).matrix(&counts);
        assert!((burrows[[0, 1]] - 1.47365922086492).abs() < 1e-12);
        assert!((Delta::Cosine.matrix(&counts)[[0, 1]] - 1.694584133598469).abs() < 1e-12);
        let wider = Delta::Burrows(Divisor::N).matrix(&counts);
        assert!((wider[[0, 1]] / burrows[[0, 1]] - (6.0f64 / 5.0).sqrt()).abs() < 1e-12);
    }
}
