//! How steady the map of a correspondence analysis is: bootstrap errors of outlets' coordinates.
//!
//! # Question
//! Would an outlet stand elsewhere on the map if it had published other articles of the same kind?
//!
//! # Formula
//! Each outlet's documents are drawn with replacement, the table is summed and analysed again, and its
//! rows are turned (rotated and reflected, not stretched) onto the first map by orthogonal Procrustes:
//! with `BᵀA = UΣVᵀ`, B the new and A the first coordinates, `B UVᵀ`. The standard error of a coordinate
//! is its standard deviation over draws.
//!
//! # Reading
//! Two outlets whose distance is within about two errors are not shown to differ by the map.
//!
//! # When not
//! No map below 4 outlets or 50 hits. Documents of one event are drawn one by one, so errors are somewhat
//! small where outlets report few events at length.
//!
//! # Source
//! Efron & Tibshirani 1993; Markus 1994 and Ringrose 2012 for the bootstrap of correspondence analysis;
//! Schönemann 1966 (Procrustes).
//!
//! # Worked numbers
//! Three outlets are too few, and so are 49 hits.
//! ```
//! use framescope::measure::map::{Refusal, refusal};
//! assert_eq!(refusal(3, 1000), Some(Refusal::FewOutlets));
//! assert_eq!(refusal(9, 49), Some(Refusal::FewHits));
//! assert_eq!(refusal(4, 50), None);
//! ```

use crate::measure::ca::Ca;
use crate::measure::unit::{below, stream};
use libm::sqrt;
use nalgebra::DMatrix;
use ndarray::Array2;

/// Why no map is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Fewer than 4 outlets.
    FewOutlets,
    /// Fewer than 50 hits in all.
    FewHits,
}

impl Refusal {
    /// The reason in words, for the table's note.
    pub fn reason(self) -> &'static str {
        match self {
            Refusal::FewOutlets => "fewer than 4 outlets",
            Refusal::FewHits => "fewer than 50 hits",
        }
    }
}

/// Whether a map of this many outlets and hits is refused.
pub fn refusal(n_outlets: usize, n_hits: u64) -> Option<Refusal> {
    if n_outlets < 4 { Some(Refusal::FewOutlets) } else { (n_hits < 50).then_some(Refusal::FewHits) }
}

/// Counts (column, n) of one document, ascending by column.
pub type Counts = Vec<(u32, u64)>;

/// Standard errors of the first two row coordinates of `ca`, outlets × 2, over `draws` resamples of each
/// outlet's documents. Draws that leave an outlet without counts are passed over; `None` if fewer than half
/// remain or the map has fewer than two dimensions.
pub fn standard_errors(ca: &Ca, documents: &[Vec<Counts>], draws: u64, (seed, cell): (u64, &[&str])) -> Option<Array2<f64>> {
    if ca.inertias.len() < 2 {
        return None;
    }
    let mut rng = stream(seed, cell);
    let first = plane(ca);
    let (mut sum, mut squares) = (DMatrix::zeros(first.nrows(), 2), DMatrix::zeros(first.nrows(), 2));
    let mut row = vec![0; documents.iter().flatten().flatten().map(|e| e.0 as usize + 1).max().unwrap_or(0)];
    let mut kept = 0.0;
    for _ in 0..draws {
        let mut draw = |own: &Vec<Counts>| pooled(own.iter().map(|_| &own[below(&mut rng, own.len() as u32) as usize]), &mut row);
        let table: Vec<Counts> = documents.iter().map(&mut draw).collect();
        let Some(again) = analysed(&table).filter(|a| a.inertias.len() >= 2) else {
            continue;
        };
        let turned = procrustes(plane(&again), &first);
        squares += turned.component_mul(&turned);
        sum += turned;
        kept += 1.0;
    }
    let error = |p: (usize, usize)| {
        let mean = sum[p] / kept;
        sqrt(((squares[p] - kept * mean * mean) / (kept - 1.0)).max(0.0))
    };
    (kept > 1.0 && 2.0 * kept >= draws as f64).then(|| Array2::from_shape_fn((first.nrows(), 2), error))
}

fn plane(ca: &Ca) -> DMatrix<f64> {
    DMatrix::from_fn(ca.rows.mass.len(), 2, |i, d| ca.rows.principal[[i, d]])
}

/// The counts of several documents together; `row` has a nought for every column, before and after.
pub(crate) fn pooled<'a>(documents: impl Iterator<Item = &'a Counts>, row: &mut [u64]) -> Counts {
    documents.flatten().for_each(|&(c, n)| row[c as usize] += n);
    let counts = row.iter_mut().zip(0..).map(|(n, c)| (c, std::mem::take(n)));
    counts.filter(|(_, n)| *n > 0).collect()
}

/// The analysis of a table whose columns are numbered through without gaps.
fn analysed(table: &[Counts]) -> Option<Ca> {
    let mut used: Vec<u32> = table.iter().flatten().map(|e| e.0).collect();
    used.sort_unstable();
    used.dedup();
    let number = |c: u32| used.partition_point(|u| *u < c) as u32;
    let rows: Vec<Counts> = table.iter().map(|row| row.iter().map(|&(c, n)| (number(c), n)).collect()).collect();
    Ca::of(&rows, used.len(), 2)
}

/// `points` turned onto `target` without stretching.
fn procrustes(points: DMatrix<f64>, target: &DMatrix<f64>) -> DMatrix<f64> {
    let cross = points.tr_mul(target).svd(true, true);
    match (cross.u, cross.v_t) {
        (Some(u), Some(v_t)) => points * u * v_t,
        _ => points,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outlets(copies: usize) -> Vec<Vec<Counts>> {
        let noise = |i: u64, j: u64| (i * 7 + j * j * 3 + j) % 5;
        let document = |i: u64, j: u64| {
            vec![(0, 1 + i + noise(i, j)), (1, 9 - 2 * i + noise(j, i)), (2, 1 + (i * i) % 7 + noise(j, j)), (3, 4)]
        };
        (0..5).map(|i| (0..copies as u64).map(|j| document(i, j)).collect()).collect()
    }

    fn table(documents: &[Vec<Counts>]) -> Ca {
        analysed(&documents.iter().map(|own| pooled(own.iter(), &mut [0; 4])).collect::<Vec<_>>()).unwrap()
    }

    #[test]
    fn more_documents_stand_more_firmly() {
        let (few, many) = (outlets(6), outlets(60));
        let error = |d: &[Vec<Counts>]| standard_errors(&table(d), d, 60, (1, &["map"])).unwrap().sum();
        assert!(error(&many) < 0.6 * error(&few));
        assert_eq!(error(&few), error(&few));
    }

    #[test]
    fn turning_and_mirroring_are_undone() {
        let target = DMatrix::from_row_slice(3, 2, &[1.0, 0.0, -1.0, 2.0, 0.0, -2.0]);
        let turn = DMatrix::from_row_slice(2, 2, &[0.6, 0.8, 0.8, -0.6]);
        assert!((procrustes(&target * turn, &target) - &target).norm() < 1e-12);
    }
}
