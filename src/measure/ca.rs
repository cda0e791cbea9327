//! Correspondence analysis: outlets and terms on one map.
//!
//! # Question
//! Along which few dimensions do outlets' word profiles differ most, and which terms carry them?
//!
//! # Formula
//! P the counts over their total, r and c its row and column sums; singular values s and vectors of
//! `(P − rcᵀ)/√(rcᵀ)`. Standard coordinates: vectors over √r or √c; principal coordinates: times s.
//! Inertia of a dimension s², total `χ²/N`. Contribution of a point to a dimension: squared vector entry;
//! cos²: squared coordinate over the squared chi-squared distance to the centre.
//!
//! # Reading
//! Outlets close together use the terms in similar shares; the centre is the average outlet. Read only
//! points with high cos², and say how much inertia the map shows.
//!
//! # When not
//! Refused below 4 outlets or 50 hits. A single outlet with few hits can own a dimension: look at the
//! contributions and the bootstrap errors.
//!
//! # Source
//! Greenacre 2017, Correspondence Analysis in Practice; R package ca.
//!
//! # Worked numbers
//! Greenacre's smoking data: inertias .0748 (87.8 %), .0100, .0004; χ² = 16.44.
//! ```
//! use framescope::measure::ca::Ca;
//! let smoke = [[4, 2, 3, 2], [4, 3, 7, 4], [25, 10, 12, 4], [18, 24, 33, 13], [10, 6, 7, 2]];
//! let ca = Ca::of_dense(&smoke.map(|r| r.to_vec()), 3).unwrap();
//! assert!((ca.inertias[0] - 0.0747591).abs() < 1e-7 && (ca.chi2 - 16.44164).abs() < 1e-5);
//! assert!((ca.rows.principal[[2, 0]].abs() - 0.3805949).abs() < 1e-6);
//! ```

use crate::measure::svd::{Sparse, svd};
use libm::sqrt;
use ndarray::{Array1, Array2};

/// Rows or columns on the map.
#[derive(Clone, Debug, PartialEq)]
pub struct Points {
    /// Share of all counts.
    pub mass: Array1<f64>,
    /// Chi-squared distance to the centre.
    pub distance: Array1<f64>,
    /// Inertia: mass times squared distance.
    pub inertia: Array1<f64>,
    /// Principal coordinates, points × dimensions.
    pub principal: Array2<f64>,
    /// Share of each dimension's inertia that a point makes.
    pub contribution: Array2<f64>,
    /// Share of a point's squared distance that a dimension shows; `NaN`-free: 0 for a point at the centre.
    pub cos2: Array2<f64>,
}

/// A correspondence analysis.
#[derive(Clone, Debug, PartialEq)]
pub struct Ca {
    /// Inertias of the dimensions kept, descending.
    pub inertias: Array1<f64>,
    /// Inertia of all dimensions.
    pub total_inertia: f64,
    /// Chi-squared of the table.
    pub chi2: f64,
    /// Outlets.
    pub rows: Points,
    /// Terms.
    pub columns: Points,
}

impl Ca {
    /// Of sparse counts: rows of (column, count), no row or column empty, `k` dimensions at most. `None` if
    /// a row or column is empty or there are fewer than two of either.
    pub fn of(counts: &[Vec<(u32, u64)>], n_columns: usize, k: usize) -> Option<Ca> {
        let total: u64 = counts.iter().flatten().map(|e| e.1).sum();
        let row_sums: Vec<u64> = counts.iter().map(|row| row.iter().map(|e| e.1).sum()).collect();
        let mut column_sums = vec![0u64; n_columns];
        counts.iter().flatten().for_each(|&(j, count)| column_sums[j as usize] += count);
        if counts.len() < 2 || n_columns < 2 || row_sums.contains(&0) || column_sums.contains(&0) {
            return None;
        }
        let n = total as f64;
        let masses = |sums: &[u64]| sums.iter().map(|s| *s as f64 / n).collect::<Array1<f64>>();
        let (r, c) = (masses(&row_sums), masses(&column_sums));
        let scaled = |(i, row): (usize, &Vec<(u32, u64)>)| {
            row.iter().map(|&(j, count)| (j, count as f64 / n / sqrt(r[i] * c[j as usize]))).collect()
        };
        // The matrix of P/√(rc) has one trivial triplet, value 1 with vectors √r and √c; taking it away
        // leaves that of the residuals without making a sparse matrix dense.
        let matrix = Sparse { rows: counts.iter().enumerate().map(scaled).collect(), n_columns };
        let triplets = svd(&matrix, k + 1, 0);
        let keep = triplets.values.len().min(k + 1).min(counts.len()).min(n_columns);
        let inertias: Array1<f64> = (1..keep).map(|d| triplets.values[d] * triplets.values[d]).collect();
        let total_inertia = matrix.rows.iter().flatten().map(|e| e.1 * e.1).sum::<f64>() - 1.0;
        let squares = squared_distances(&matrix, &r, &c);
        let side = |vectors: &Array2<f64>, mass: &Array1<f64>, squares: Array1<f64>| points(vectors, mass, &inertias, squares);
        let rows = side(&triplets.left, &r, squares.0);
        let columns = side(&triplets.right, &c, squares.1);
        Some(Ca { inertias: inertias.clone(), total_inertia, chi2: total_inertia * n, rows, columns })
    }

    /// Of dense counts; rows and columns must not be empty.
    pub fn of_dense(counts: &[Vec<u64>], k: usize) -> Option<Ca> {
        let sparse = |row: &Vec<u64>| row.iter().enumerate().filter(|e| *e.1 > 0).map(|(j, v)| (j as u32, *v)).collect();
        Ca::of(&counts.iter().map(sparse).collect::<Vec<_>>(), counts.first()?.len(), k)
    }

    /// Percentage of the total inertia on each dimension.
    pub fn percent(&self) -> Array1<f64> {
        self.inertias.mapv(|i| 100.0 * i / self.total_inertia)
    }

    /// Principal coordinates of a row that was not part of the analysis, from its sparse counts; `None` if
    /// it is empty.
    pub fn project_row(&self, counts: &[(u32, u64)]) -> Option<Array1<f64>> {
        let total = counts.iter().map(|e| e.1).sum::<u64>() as f64;
        let coordinate = |d: usize| {
            let weighed: f64 = counts.iter().map(|&(j, v)| v as f64 * self.columns.principal[[j as usize, d]]).sum();
            weighed / total / sqrt(self.inertias[d])
        };
        (total > 0.0).then(|| (0..self.inertias.len()).map(coordinate).collect())
    }
}

/// Squared chi-squared distances of rows and columns to the centre: `Σ p²/(r²c) − 1`.
fn squared_distances(matrix: &Sparse, r: &Array1<f64>, c: &Array1<f64>) -> (Array1<f64>, Array1<f64>) {
    let (mut rows, mut columns): (Array1<f64>, Array1<f64>) = (Array1::zeros(r.len()), Array1::zeros(c.len()));
    for (i, row) in matrix.rows.iter().enumerate() {
        for &(j, v) in row {
            rows[i] += v * v / r[i];
            columns[j as usize] += v * v / c[j as usize];
        }
    }
    (rows.mapv(|d| (d - 1.0).max(0.0)), columns.mapv(|d| (d - 1.0).max(0.0)))
}

fn points(vectors: &Array2<f64>, mass: &Array1<f64>, inertias: &Array1<f64>, squares: Array1<f64>) -> Points {
    let shape = (mass.len(), inertias.len());
    let principal = Array2::from_shape_fn(shape, |(i, d)| vectors[[i, d + 1]] / sqrt(mass[i]) * sqrt(inertias[d]));
    let contribution = Array2::from_shape_fn(shape, |(i, d)| vectors[[i, d + 1]] * vectors[[i, d + 1]]);
    let cos2 =
        Array2::from_shape_fn(
            shape,
            |(i, d)| {
                if squares[i] > 0.0 { principal[[i, d]] * principal[[i, d]] / squares[i] } else { 0.0 }
            },
        );
    Points { mass: mass.clone(), distance: squares.mapv(sqrt), inertia: &squares * mass, principal, contribution, cos2 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inertias_sum_to_chi2_over_n() {
        let counts = [vec![38, 3, 9, 1], vec![4, 29, 6, 41], vec![12, 10, 22, 9], vec![1, 14, 1, 30]];
        let ca = Ca::of_dense(&counts, 3).unwrap();
        assert!((ca.inertias.sum() / ca.total_inertia - 1.0).abs() < 1e-12);
        assert!((ca.rows.contribution.sum_axis(ndarray::Axis(0)) - 1.0).iter().all(|d| d.abs() < 1e-12));
        assert!((ca.rows.cos2.sum_axis(ndarray::Axis(1)) - 1.0).iter().all(|d| d.abs() < 1e-9));
        assert_eq!(Ca::of_dense(&[vec![1, 0], vec![1, 0]], 1), None);
    }

    #[test]
    fn a_known_row_projects_onto_itself() {
        let counts = [vec![(0, 38), (1, 3), (2, 9)], vec![(0, 4), (1, 29), (2, 6)], vec![(0, 12), (1, 10), (2, 22)]];
        let ca = Ca::of(&counts, 3, 2).unwrap();
        let again = ca.project_row(&counts[1]).unwrap();
        assert!((again - ca.rows.principal.row(1)).iter().all(|d| d.abs() < 1e-12));
    }
}
