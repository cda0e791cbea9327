//! Latent semantic scaling: grades words by likeness to seed words, and documents by their words.
//!
//! # Question
//! Where between two sets of seed words does each document stand?
//!
//! # Formula
//! The k leading right singular vectors of the documents × words counts give each word a vector. Seeds of
//! one pole share a weight of +1, of the other −1 (1/n each). Polarity `β_w = Σ weight · cos(w, seed)`.
//! A document's `fit = Σ f β/Σ f` over words with a polarity, standard error `√(Σ f(β − fit)²/Σf)/√n`, n its
//! tokens with a polarity; rescaled to mean 0 and standard deviation 1 over documents if asked.
//!
//! # Reading
//! Only differences within a corpus mean anything. Look at the words with the largest β first: they must
//! make sense. `lss.csv` takes as seeds the single words by which the poles are found, and gives documents in
//! standard deviations over all documents.
//!
//! # When not
//! Needs a large corpus (thousands of sentences) and seeds that do not change meaning with the topic. A
//! document without graded words has no score.
//!
//! # Source
//! Watanabe 2021, Communication Methods and Measures 15; R package LSX.
//!
//! # Worked numbers
//! β of a, b, c = .1, .1, .3 and a document "a a b c c" gives .18 with SE .0438.
//! ```
//! use framescope::measure::lss::fit;
//! let f = fit(&[(2, 0.1), (1, 0.1), (2, 0.3)], 0).unwrap();
//! assert!((f.fit - 0.18).abs() < 1e-15 && (f.se - 0.04381780460041326).abs() < 1e-12);
//! ```

use crate::measure::svd::Svd;
use libm::{fabs, sqrt};
use ndarray::{Array1, Array2};

/// Words as vectors of length 1; `None` for a word without a vector.
#[derive(Clone, Debug, PartialEq)]
pub struct Lss {
    unit: Vec<Option<Array1<f64>>>,
}

impl Lss {
    /// From the decomposed counts of documents × words.
    pub fn new(documents: Svd) -> Lss {
        Lss { unit: unit_rows(&documents.right) }
    }

    /// Polarity of every word; `seeds` are words with a sign or weight, and the weights are divided so that
    /// each pole sums to ±1. `None` without a seed that has a vector.
    pub fn grade(&self, seeds: &[(u32, f64)]) -> Option<Vec<Option<f64>>> {
        let known = || seeds.iter().filter_map(|s| Some((self.unit[s.0 as usize].as_ref()?, s.1)));
        let total = |sign: f64| known().map(|s| (sign * s.1).max(0.0)).sum::<f64>();
        let (plus, minus) = (total(1.0), total(-1.0));
        let mut pole = Array1::zeros(known().next()?.0.len());
        for (vector, weight) in known().filter(|s| s.1 != 0.0) {
            pole.scaled_add(if weight > 0.0 { weight / plus } else { weight / minus }, vector);
        }
        (plus + minus > 0.0).then(|| self.unit.iter().map(|v| v.as_ref().map(|v| v.dot(&pole))).collect())
    }
}

/// Rows scaled to length 1; `None` for rows without length.
pub(crate) fn unit_rows(matrix: &Array2<f64>) -> Vec<Option<Array1<f64>>> {
    let largest = matrix.iter().fold(0.0, |m: f64, v| m.max(fabs(*v)));
    let scaled = |row: ndarray::ArrayView1<'_, f64>| {
        let length = sqrt(row.dot(&row));
        (length > 1e-12 * largest).then(|| row.mapv(|v| v / length))
    };
    matrix.rows().into_iter().map(scaled).collect()
}

/// A graded document.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fit {
    /// Mean polarity of its graded tokens.
    pub fit: f64,
    /// Standard error.
    pub se: f64,
    /// Graded tokens.
    pub n: u64,
}

/// Grades a document from the (count, β) of its graded words; `None` without any. A document with fewer
/// than `floor` graded tokens is graded as if filled up to `floor` with words of polarity 0, which keeps
/// short texts from the extremes.
pub fn fit(words: &[(u64, f64)], floor: u64) -> Option<Fit> {
    let n: u64 = words.iter().map(|w| w.0).sum();
    let padding = floor.saturating_sub(n) as f64;
    let total = n as f64 + padding;
    let mean = words.iter().map(|(f, b)| *f as f64 * b).sum::<f64>() / total;
    let squares: f64 = words.iter().map(|(f, b)| *f as f64 * (b - mean) * (b - mean)).sum::<f64>() + padding * mean * mean;
    (n > 0).then(|| Fit { fit: mean, se: sqrt(squares / total) / sqrt(total), n })
}

/// Values moved to mean 0 and standard deviation 1 (n − 1); empty values stay empty. `None` if they do not
/// vary.
pub fn rescaled(fits: &[Option<f64>]) -> Option<Vec<Option<f64>>> {
    let known: Vec<f64> = fits.iter().copied().flatten().collect();
    let n = known.len() as f64;
    let mean = known.iter().sum::<f64>() / n;
    let sd = sqrt(known.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / (n - 1.0));
    (sd > 0.0).then(|| fits.iter().map(|f| f.map(|v| (v - mean) / sd)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::svd::{Sparse, svd};
    use ndarray::array;

    #[test]
    fn seeds_get_the_ends_of_the_scale() {
        let counts = array![[3.0, 2.0, 0.0, 0.0], [2.0, 3.0, 0.0, 0.0], [0.0, 0.0, 2.0, 3.0], [0.0, 0.0, 3.0, 2.0]];
        let lss = Lss::new(svd(&Sparse::from_dense(&counts), 2, 0));
        let beta: Vec<f64> = lss.grade(&[(0, 1.0), (2, -1.0)]).unwrap().into_iter().flatten().collect();
        assert!(beta[0] > 0.99 && beta[1] > 0.99 && beta[2] < -0.99 && beta[3] < -0.99, "{beta:?}");
        assert_eq!((fit(&[], 4), fit(&[(1, 0.4)], 4).unwrap().fit), (None, 0.1));
    }

    #[test]
    fn rescaling_keeps_gaps() {
        let z = rescaled(&[Some(1.0), None, Some(3.0)]).unwrap();
        assert_eq!((z[1], z[0].unwrap() + z[2].unwrap()), (None, 0.0));
        assert_eq!(rescaled(&[Some(1.0)]), None);
    }
}
