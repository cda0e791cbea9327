//! Word vectors trained on the corpus at hand, with nothing downloaded.
//!
//! In: sentences as word numbers. Out: one vector per word, so that words with the same neighbours point
//! the same way. Positive pointwise mutual information with smoothed contexts, then the leading singular
//! vectors by random projection. The same corpus and seed give the same vectors to the last bit.
//!
//! Sources: Levy, Goldberg & Dagan 2015 (PPMI, context smoothing 0.75); Halko, Martinsson & Tropp 2011
//! (randomised range finder with power iterations).

use crate::measure::unit::stream;
use hashbrown::HashMap;
use nalgebra::{DMatrix, SymmetricEigen};
use rand_chacha::rand_core::Rng;

/// Words on either side that count as neighbours.
const WINDOW: usize = 5;
/// Exponent that keeps rare contexts from looking telling.
const SMOOTHING: f64 = 0.75;
/// Passes that sharpen the projection, and extra dimensions that are cut off again.
const POWER: usize = 2;
const EXTRA: usize = 10;

/// How often words stand near each other.
#[derive(Default)]
pub struct Neighbours {
    counts: HashMap<(u32, u32), u32>,
}

impl Neighbours {
    /// Adds one sentence; `None` is a word without a number.
    pub fn add(&mut self, sentence: &[Option<u32>]) {
        for (i, word) in sentence.iter().enumerate() {
            let Some(word) = word else { continue };
            for context in sentence[i + 1..].iter().take(WINDOW).flatten() {
                *self.counts.entry((*word, *context)).or_default() += 1;
                *self.counts.entry((*context, *word)).or_default() += 1;
            }
        }
    }

    /// Vectors of unit length for the words `0..n`, at most `dimensions` long; a word without neighbours
    /// has the zero vector.
    pub fn vectors(&self, n: usize, dimensions: usize, seed: u64) -> Vec<Vec<f64>> {
        let rows = self.information(n);
        let k = (dimensions + EXTRA).min(n);
        if k == 0 {
            return Vec::new();
        }
        let mut rng = stream(seed, &["vectors"]);
        let mut basis: Vec<Vec<f64>> =
            (0..k).map(|_| (0..n).map(|_| f64::from(rng.next_u32()) / f64::from(u32::MAX) - 0.5).collect()).collect();
        for _ in 0..=POWER {
            basis.iter_mut().for_each(|column| *column = forward(&rows, column));
            orthonormalise(&mut basis);
            basis.iter_mut().for_each(|column| *column = backward(&rows, column));
            orthonormalise(&mut basis);
        }
        // The image of the basis of contexts; its own singular vectors come from a small symmetric matrix.
        let image: Vec<Vec<f64>> = basis.iter().map(|column| forward(&rows, column)).collect();
        let gram = DMatrix::from_fn(k, k, |i, j| dot(&image[i], &image[j]));
        let eigen = SymmetricEigen::new(gram);
        let mut order: Vec<usize> = (0..k).collect();
        order.sort_by(|&i, &j| eigen.eigenvalues[j].total_cmp(&eigen.eigenvalues[i]).then(i.cmp(&j)));
        order.truncate(dimensions);
        (0..n).map(|word| place(word, &image, &eigen, &order)).collect()
    }

    /// The positive pointwise mutual information of each word with its contexts, contexts in order.
    fn information(&self, n: usize) -> Vec<Vec<(usize, f64)>> {
        let mut pairs: Vec<((u32, u32), u32)> =
            self.counts.iter().map(|(p, c)| (*p, *c)).filter(|((w, c), _)| (*w as usize) < n && (*c as usize) < n).collect();
        pairs.sort_unstable();
        let mut sums = vec![0.0; n];
        for ((word, _), count) in &pairs {
            sums[*word as usize] += f64::from(*count);
        }
        let smoothed: Vec<f64> = sums.iter().map(|s| libm::pow(*s, SMOOTHING)).collect();
        let total: f64 = smoothed.iter().sum();
        let mut rows = vec![Vec::new(); n];
        for ((word, context), count) in pairs {
            let (word, context) = (word as usize, context as usize);
            let pmi = libm::log(f64::from(count) * total / (sums[word] * smoothed[context]));
            if pmi > 0.0 {
                rows[word].push((context, pmi));
            }
        }
        rows
    }
}

/// The word's coordinates along the leading singular vectors, weighted by the root of the singular value.
fn place(word: usize, image: &[Vec<f64>], eigen: &SymmetricEigen<f64, nalgebra::Dyn>, order: &[usize]) -> Vec<f64> {
    let coordinate = |&d: &usize| {
        let sigma = libm::sqrt(eigen.eigenvalues[d].max(0.0));
        let along: f64 = image.iter().enumerate().map(|(i, column)| column[word] * eigen.eigenvectors[(i, d)]).sum();
        if sigma > 1e-9 { along / libm::sqrt(sigma) } else { 0.0 }
    };
    let mut vector: Vec<f64> = order.iter().map(coordinate).collect();
    unit(&mut vector);
    vector
}

fn forward(rows: &[Vec<(usize, f64)>], column: &[f64]) -> Vec<f64> {
    rows.iter().map(|row| row.iter().map(|(j, x)| x * column[*j]).sum()).collect()
}

fn backward(rows: &[Vec<(usize, f64)>], column: &[f64]) -> Vec<f64> {
    let mut out = vec![0.0; column.len()];
    for (row, y) in rows.iter().zip(column) {
        row.iter().for_each(|(j, x)| out[*j] += x * y);
    }
    out
}

/// Gram and Schmidt, twice for accuracy; a column that depends on the others becomes zero.
fn orthonormalise(columns: &mut [Vec<f64>]) {
    for i in 0..columns.len() {
        let (before, rest) = columns.split_at_mut(i);
        for _ in 0..2 {
            for other in before.iter() {
                let share = dot(other, &rest[0]);
                rest[0].iter_mut().zip(other).for_each(|(x, o)| *x -= share * o);
            }
        }
        unit(&mut rest[0]);
    }
}

/// The inner product of two vectors; of unit vectors their cosine.
pub fn dot(x: &[f64], y: &[f64]) -> f64 {
    x.iter().zip(y).map(|(a, b)| a * b).sum()
}

/// Scales a vector to length 1; one of no length stays zero.
pub fn unit(x: &mut [f64]) {
    let length = libm::sqrt(dot(x, x));
    let scale = if length > 1e-12 { 1.0 / length } else { 0.0 };
    x.iter_mut().for_each(|v| *v *= scale);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_with_the_same_neighbours_point_the_same_way() {
        // 0 and 1 stand between 2 and 3; 4 and 5 between 6 and 7.
        let mut n = Neighbours::default();
        for _ in 0..20 {
            for sentence in [[2, 0, 3], [2, 1, 3], [6, 4, 7], [6, 5, 7]] {
                n.add(&sentence.map(Some));
            }
        }
        let v = n.vectors(8, 4, 1);
        assert!(dot(&v[0], &v[1]) > 0.99 && dot(&v[4], &v[5]) > 0.99);
        assert!(dot(&v[0], &v[4]).abs() < 0.01);
        assert_eq!(v, n.vectors(8, 4, 1));
        assert!(n.vectors(0, 4, 1).is_empty());
    }
}
