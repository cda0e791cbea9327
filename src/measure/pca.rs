//! Principal components of outlets' profiles.
//!
//! # Question
//! Which weighted sums of columns spread the rows most?
//!
//! # Formula
//! Columns are centred and, if asked, divided by their standard deviation (n − 1); eigenvectors of the
//! covariance matrix are the loadings, roots of eigenvalues the standard deviations. For counts first take
//! the centred log ratio (½ added to each count) or the Hellinger profile `√p`.
//!
//! # Reading
//! Loadings of one sign go together. Signs as such are arbitrary.
//!
//! # When not
//! Not on raw counts: the first component is then the size of an outlet.
//!
//! # Source
//! Jolliffe 2002; Aitchison 1986 (log ratios); Legendre & Gallagher 2001 (Hellinger). R `prcomp`.
//!
//! # Worked numbers
//! Three points on a line (1,1), (2,2), (3,3): one component with standard deviation √2.
//! ```
//! use framescope::measure::pca::Pca;
//! let p = Pca::of(&ndarray::array![[1.0, 1.0], [2.0, 2.0], [3.0, 3.0]], false).unwrap();
//! assert!((p.sdev[0] - 2f64.sqrt()).abs() < 1e-12 && p.sdev[1].abs() < 1e-7);
//! ```

use crate::measure::svd::eigen;
use libm::{fabs, log, sqrt};
use nalgebra::DMatrix;
use ndarray::{Array1, Array2, Axis};

/// Principal components, largest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Pca {
    /// Standard deviation of each component.
    pub sdev: Array1<f64>,
    /// Share of the variance of each.
    pub explained: Array1<f64>,
    /// Loadings, columns × components; the largest of each component is positive.
    pub loadings: Array2<f64>,
    /// Scores, rows × components.
    pub scores: Array2<f64>,
}

impl Pca {
    /// Of a dense matrix; `scale` divides columns by their standard deviation. `None` with fewer than two
    /// rows or if a column to be scaled does not vary.
    pub fn of(x: &Array2<f64>, scale: bool) -> Option<Pca> {
        let (n, columns) = x.dim();
        if n < 2 || columns == 0 {
            return None;
        }
        let mut centred = x - &x.mean_axis(Axis(0))?;
        if scale {
            let sd = centred.map_axis(Axis(0), |c| sqrt(c.dot(&c) / (n as f64 - 1.0)));
            if sd.iter().any(|s| *s <= 0.0) {
                return None;
            }
            centred /= &sd;
        }
        let covariance = centred.t().dot(&centred) / (n as f64 - 1.0);
        let (values, vectors) = eigen(DMatrix::from_fn(columns, columns, |i, j| covariance[[i, j]]));
        let keep = n.min(columns);
        let mut loadings = Array2::from_shape_fn((columns, keep), |p| vectors[p]);
        for mut column in loadings.columns_mut() {
            let largest = column.iter().fold(0.0, |m: f64, v| if fabs(*v) > fabs(m) * (1.0 + 1e-9) { *v } else { m });
            if largest < 0.0 {
                column.mapv_inplace(|v| -v);
            }
        }
        let variances: Array1<f64> = values.iter().take(keep).map(|v| v.max(0.0)).collect();
        let total = variances.sum();
        let scores = centred.dot(&loadings);
        (total > 0.0).then(|| Pca { sdev: variances.mapv(sqrt), explained: &variances / total, loadings, scores })
    }
}

/// Centred log ratio of each row of counts, ½ added to each.
pub fn centred_log_ratio(counts: &[Vec<u64>]) -> Array2<f64> {
    let columns = counts.first().map_or(0, Vec::len);
    let logs = Array2::from_shape_fn((counts.len(), columns), |(i, j)| log(counts[i][j] as f64 + 0.5));
    let means = logs.mean_axis(Axis(1)).unwrap_or_else(|| Array1::zeros(counts.len()));
    logs - means.insert_axis(Axis(1))
}

/// Square roots of each row's relative frequencies; a row without counts is 0.
pub fn hellinger_profiles(counts: &[Vec<u64>]) -> Array2<f64> {
    let totals: Vec<u64> = counts.iter().map(|row| row.iter().sum::<u64>().max(1)).collect();
    Array2::from_shape_fn((counts.len(), counts.first().map_or(0, Vec::len)), |(i, j)| {
        sqrt(counts[i][j] as f64 / totals[i] as f64)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    #[test]
    fn scaled_components_share_the_variance_out() {
        let x = array![[13.2, 236.0, 58.0], [10.0, 263.0, 48.0], [8.1, 294.0, 80.0], [8.8, 190.0, 50.0], [9.0, 276.0, 91.0]];
        let p = Pca::of(&x, true).unwrap();
        assert!((p.explained.sum() - 1.0).abs() < 1e-12 && (p.sdev.mapv(|s| s * s).sum() - 3.0).abs() < 1e-12);
        assert!((p.loadings.t().dot(&p.loadings) - Array2::<f64>::eye(3)).iter().all(|d| d.abs() < 1e-12));
        assert_eq!(Pca::of(&array![[1.0, 2.0], [1.0, 3.0]], true), None);
    }

    #[test]
    fn log_ratios_sum_to_zero_and_ignore_size() {
        let clr = centred_log_ratio(&[vec![3, 0, 9], vec![1, 5, 2]]);
        assert!(clr.sum_axis(Axis(1)).iter().all(|s| s.abs() < 1e-12));
        assert_eq!(hellinger_profiles(&[vec![1, 3], vec![10, 30]]).row(0), hellinger_profiles(&[vec![10, 30]]).row(0));
    }
}
