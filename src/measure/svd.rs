//! Singular values and vectors of sparse matrices, exact or truncated.
//!
//! Takes rows of (column, value) and gives the leading singular triplets: through the eigenvectors of the
//! smaller Gram matrix when that is small, else by seeded randomised subspace iteration (Halko,
//! Martinsson & Tropp 2011) run until the values settle. Deterministic either way; each left vector's
//! largest entry is positive. What is decomposed, and what it means, is the callers' work.

use crate::measure::unit::{gaussian, stream};
use libm::{fabs, sqrt};
use nalgebra::DMatrix;
use ndarray::{Array1, Array2};

/// Largest smaller side that is decomposed exactly.
const EXACT_SIDE: usize = 1200;

/// Rounds of subspace iteration at most; values that close together need no finer separation.
const MOST_ROUNDS: u32 = 300;

/// A sparse matrix by rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Sparse {
    /// Entries of each row, ascending by column.
    pub rows: Vec<Vec<(u32, f64)>>,
    /// Number of columns.
    pub n_columns: usize,
}

/// Leading singular triplets, values descending; vectors as columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Svd {
    /// Left vectors, rows × k.
    pub left: Array2<f64>,
    /// Singular values.
    pub values: Array1<f64>,
    /// Right vectors, columns × k.
    pub right: Array2<f64>,
}

impl Sparse {
    /// From a dense matrix.
    pub fn from_dense(matrix: &Array2<f64>) -> Sparse {
        let entries = |row: ndarray::ArrayView1<'_, f64>| {
            row.iter().enumerate().filter(|e| *e.1 != 0.0).map(|(j, v)| (j as u32, *v)).collect()
        };
        Sparse { rows: matrix.rows().into_iter().map(entries).collect(), n_columns: matrix.ncols() }
    }

    fn transposed(&self) -> Sparse {
        let mut rows = vec![Vec::new(); self.n_columns];
        for (i, row) in self.rows.iter().enumerate() {
            row.iter().for_each(|&(j, v)| rows[j as usize].push((i as u32, v)));
        }
        Sparse { rows, n_columns: self.rows.len() }
    }

    /// `self · block`.
    fn times(&self, block: &DMatrix<f64>) -> DMatrix<f64> {
        let k = block.ncols();
        let mut out = DMatrix::zeros(self.rows.len(), k);
        for c in 0..k {
            let column = block.column(c);
            for (i, row) in self.rows.iter().enumerate() {
                out[(i, c)] = row.iter().map(|&(j, v)| v * column[j as usize]).sum();
            }
        }
        out
    }

    /// `self · selfᵀ`, from the columns.
    fn gram(&self) -> DMatrix<f64> {
        let n = self.rows.len();
        let mut out = DMatrix::zeros(n, n);
        for column in self.transposed().rows {
            for (at, &(i, v)) in column.iter().enumerate() {
                for &(j, w) in &column[at..] {
                    out[(j as usize, i as usize)] += v * w;
                }
            }
        }
        out.fill_upper_triangle_with_lower_triangle();
        out
    }
}

/// The `k` leading triplets, fewer if the rank is smaller. `seed` is used for large matrices only.
pub fn svd(matrix: &Sparse, k: usize, seed: u64) -> Svd {
    if matrix.rows.is_empty() {
        let none = |n| Array2::zeros((n, 0));
        return Svd { left: none(0), values: Array1::zeros(0), right: none(matrix.n_columns) };
    }
    if matrix.rows.len() > matrix.n_columns {
        let flipped = svd(&matrix.transposed(), k, seed);
        return oriented(Svd { left: flipped.right, values: flipped.values, right: flipped.left });
    }
    if matrix.rows.len() <= EXACT_SIDE { exact(matrix, k) } else { randomised(matrix, k, seed) }
}

fn exact(matrix: &Sparse, k: usize) -> Svd {
    let (values, vectors) = eigen(matrix.gram());
    let floor = values.first().copied().unwrap_or(0.0).max(0.0) * 1e-13;
    let keep = values.iter().take(k).take_while(|v| **v > floor).count();
    let left = vectors.columns(0, keep).into_owned();
    let scale = |c: usize| sqrt(values[c]);
    let mut right = matrix.transposed().times(&left);
    (0..keep).for_each(|c| right.column_mut(c).unscale_mut(scale(c)));
    oriented(Svd { left: to_array(&left), values: (0..keep).map(scale).collect(), right: to_array(&right) })
}

/// Eigenvalues, descending, and eigenvectors as columns, of a symmetric matrix.
pub(crate) fn eigen(symmetric: DMatrix<f64>) -> (Vec<f64>, DMatrix<f64>) {
    let n = symmetric.nrows();
    let decomposed = symmetric.symmetric_eigen();
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by(|&a, &b| decomposed.eigenvalues[b].total_cmp(&decomposed.eigenvalues[a]).then(a.cmp(&b)));
    let vectors = DMatrix::from_fn(n, n, |i, c| decomposed.eigenvectors[(i, order[c])]);
    (order.iter().map(|&c| decomposed.eigenvalues[c]).collect(), vectors)
}

fn randomised(matrix: &Sparse, k: usize, seed: u64) -> Svd {
    let transposed = matrix.transposed();
    let width = (k + 10).min(matrix.rows.len());
    let mut rng = stream(seed, &["svd"]);
    let mut basis = DMatrix::from_fn(matrix.n_columns, width, |_, _| gaussian(&mut rng));
    let mut last = vec![0.0; k];
    for round in 1.. {
        let left = matrix.times(&basis).qr().q();
        let projected = transposed.times(&left);
        let (squares, rotation) = eigen(projected.tr_mul(&projected));
        let values: Vec<f64> = squares.iter().take(k).map(|v| sqrt(v.max(0.0))).collect();
        let settled = values.iter().zip(&last).all(|(v, l)| fabs(v - l) <= 1e-12 * values[0]);
        if settled || round == MOST_ROUNDS {
            let keep = values.iter().take_while(|v| **v > values[0] * 1e-6).count();
            let turned = left * rotation.columns(0, keep);
            let mut right = transposed.times(&turned);
            (0..keep).for_each(|c| right.column_mut(c).unscale_mut(values[c]));
            return oriented(Svd { left: to_array(&turned), values: values[..keep].to_vec().into(), right: to_array(&right) });
        }
        last = values;
        basis = projected.qr().q();
    }
    unreachable!("the loop ends in its last round")
}

fn to_array(m: &DMatrix<f64>) -> Array2<f64> {
    Array2::from_shape_fn(m.shape(), |p| m[p])
}

/// Turns every pair of vectors so that the left one's largest entry is positive.
fn oriented(mut svd: Svd) -> Svd {
    for c in 0..svd.values.len() {
        let largest = svd.left.column(c).iter().fold(0.0, |m: f64, v| if fabs(*v) > fabs(m) * (1.0 + 1e-9) { *v } else { m });
        if largest < 0.0 {
            svd.left.column_mut(c).mapv_inplace(|v| -v);
            svd.right.column_mut(c).mapv_inplace(|v| -v);
        }
    }
    svd
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example(rows: usize, columns: usize) -> Sparse {
        let value = |i: usize, j: usize| ((i * 7 + j * 13) % 11) as f64 - if (i + j).is_multiple_of(3) { 5.0 } else { 0.0 };
        Sparse::from_dense(&Array2::from_shape_fn((rows, columns), |(i, j)| if (i * j) % 4 == 3 { 0.0 } else { value(i, j) }))
    }

    fn rebuilt(s: &Svd) -> Array2<f64> {
        s.left.dot(&Array2::from_diag(&s.values)).dot(&s.right.t())
    }

    #[test]
    fn all_triplets_give_the_matrix_back() {
        for (rows, columns) in [(4, 9), (9, 4), (5, 5)] {
            let m = example(rows, columns);
            let back = rebuilt(&svd(&m, 9, 0));
            let dense =
                Array2::from_shape_fn((rows, columns), |(i, j)| m.rows[i].iter().find(|e| e.0 == j as u32).map_or(0.0, |e| e.1));
            assert!((back - dense).iter().all(|d| d.abs() < 1e-9), "{rows} {columns}");
        }
    }

    #[test]
    fn truncated_agrees_with_exact() {
        let m = example(40, 60);
        let (a, b) = (exact(&m, 4), randomised(&m, 4, 7));
        assert!(a.values.iter().zip(&b.values).all(|(x, y)| (x / y - 1.0).abs() < 1e-9));
        assert!(a.left.iter().zip(&b.left).all(|(x, y)| (x - y).abs() < 1e-6));
        assert_eq!(b, randomised(&m, 4, 7));
    }
}
