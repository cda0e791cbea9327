//! Agreement between coders: percent, κ, π, AC1, α, Fleiss.
//!
//! # Question
//! Do people who code the same passages agree beyond chance?
//!
//! # Formula
//! Two coders, observed agreement p_o, `(p_o − p_e)/(1 − p_e)` with p_e: Cohen's κ Σ of products of the two
//! margins; Scott's π Σ of squared mean margins; Gwet's AC1 `Σ π_k(1−π_k)/(q−1)`. Standard errors of κ
//! after Fleiss, Cohen & Everitt. Krippendorff's `α = 1 − D_o/D_e` from the coincidence matrix, any
//! number of coders, missing codes allowed, metric nominal, ordinal, interval or ratio. Fleiss' κ from
//! counts per item and category.
//!
//! # Reading
//! 1 is perfect, 0 chance. α ≥ .8 is reliable, .667 to .8 tentative. With rare frames κ collapses though
//! coders agree (118/5/2/0 gives κ −.02, AC1 .94): print both.
//!
//! # When not
//! Never percent agreement alone. AC1 is generous where one category dominates.
//!
//! # Source
//! Cohen 1960; Scott 1955; Fleiss 1971; Fleiss, Cohen & Everitt 1969; Gwet 2008; Krippendorff 2011,
//! "Computing Krippendorff's alpha-reliability"; Gorodkin 2004 (multi-class MCC).
//!
//! # Worked numbers
//! Krippendorff's canonical table of four coders and twelve units, nominal: α = .743.
//! ```
//! use framescope::measure::agreement::{Metric, krippendorff_alpha};
//! let row = |s: &str| s.split(' ').map(|c| c.parse().ok()).collect::<Vec<Option<f64>>>();
//! let ratings = [row("1 2 3 3 2 1 4 1 2 . . ."), row("1 2 3 3 2 2 4 1 2 5 . 3"),
//!     row(". 3 3 3 2 3 4 2 2 5 1 ."), row("1 2 3 3 2 4 4 1 2 5 1 .")];
//! assert!((krippendorff_alpha(&ratings, Metric::Nominal).unwrap() - 0.743421052631579).abs() < 1e-12);
//! ```

use libm::sqrt;
use std::collections::{BTreeMap, BTreeSet};

/// How far apart two codes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Metric {
    /// Equal or not.
    Nominal,
    /// Ranks.
    Ordinal,
    /// Numbers with meaningful differences.
    Interval,
    /// Numbers with a meaningful zero.
    Ratio,
}

/// Krippendorff's alpha of `ratings[coder][unit]`; `None` if nothing was coded twice or nothing varies.
pub fn krippendorff_alpha(ratings: &[Vec<Option<f64>>], metric: Metric) -> Option<f64> {
    let n_units = ratings.iter().map(Vec::len).max()?;
    let mut values: Vec<f64> = ratings.iter().flatten().flatten().copied().collect();
    values.sort_by(f64::total_cmp);
    values.dedup();
    let index = |v: f64| values.partition_point(|x| *x < v);
    let k = values.len();
    let mut coincidence = vec![vec![0.0; k]; k];
    for unit in 0..n_units {
        let codes: Vec<usize> = ratings.iter().filter_map(|r| r.get(unit).copied().flatten()).map(index).collect();
        for (i, &c) in codes.iter().enumerate() {
            for (j, &d) in codes.iter().enumerate() {
                if i != j {
                    coincidence[c][d] += 1.0 / (codes.len() - 1) as f64;
                }
            }
        }
    }
    let margins: Vec<f64> = coincidence.iter().map(|row| row.iter().sum()).collect();
    let n: f64 = margins.iter().sum();
    let (mut observed, mut expected) = (0.0, 0.0);
    for c in 0..k {
        for d in 0..k {
            let apart = distance(metric, (c, d), &values, &margins);
            observed += coincidence[c][d] * apart;
            expected += margins[c] * margins[d] * apart;
        }
    }
    (expected > 0.0).then(|| 1.0 - (n - 1.0) * observed / expected)
}

/// Squared distance between the c-th and d-th value.
fn distance(metric: Metric, (c, d): (usize, usize), values: &[f64], margins: &[f64]) -> f64 {
    let (low, high) = (c.min(d), c.max(d));
    let difference = match metric {
        Metric::Nominal => f64::from(u8::from(c != d)),
        Metric::Ordinal => margins[low..=high].iter().sum::<f64>() - (margins[low] + margins[high]) / 2.0,
        Metric::Interval => values[high] - values[low],
        Metric::Ratio if values[high] + values[low] == 0.0 => 0.0,
        Metric::Ratio => (values[high] - values[low]) / (values[high] + values[low]),
    };
    difference * difference
}

/// Agreement of two coders who coded the same units; coefficients that are undefined are `None`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TwoCoders {
    /// Share of units coded alike.
    pub percent_agreement: f64,
    /// Cohen's κ.
    pub cohen_kappa: Option<f64>,
    /// Its standard error if there were no agreement beyond chance.
    pub cohen_kappa_se0: Option<f64>,
    /// Its standard error.
    pub cohen_kappa_se: Option<f64>,
    /// Scott's π.
    pub scott_pi: Option<f64>,
    /// Gwet's AC1.
    pub gwet_ac1: Option<f64>,
    /// Krippendorff's α, nominal.
    pub krippendorff_alpha: Option<f64>,
    /// Multi-class correlation (Matthews; Gorodkin).
    pub mcc: Option<f64>,
}

/// Compares two lists of codes; `None` if they differ in length or are empty.
pub fn two_coders<T: Ord>(first: &[T], second: &[T]) -> Option<TwoCoders> {
    if first.is_empty() || first.len() != second.len() {
        return None;
    }
    let codes: Vec<&T> = first.iter().chain(second).collect::<BTreeSet<_>>().into_iter().collect();
    let (n, q) = (first.len() as f64, codes.len());
    let index = |c: &T| codes.partition_point(|x| *x < c);
    let mut table = vec![vec![0.0; q]; q];
    for (a, b) in first.iter().zip(second) {
        table[index(a)][index(b)] += 1.0 / n;
    }
    let rows: Vec<f64> = table.iter().map(|r| r.iter().sum()).collect();
    let columns: Vec<f64> = (0..q).map(|j| table.iter().map(|r| r[j]).sum()).collect();
    let agreement: f64 = (0..q).map(|k| table[k][k]).sum();
    let beyond = |chance: f64| (chance < 1.0).then(|| (agreement - chance) / (1.0 - chance));
    let mean = |k: usize| (rows[k] + columns[k]) / 2.0;
    let chance: f64 = (0..q).map(|k| rows[k] * columns[k]).sum();
    let errors = beyond(chance).map(|kappa| kappa_errors(&table, (&rows, &columns), kappa).map(|v| sqrt(v / n)));
    let spread = |m: &[f64]| 1.0 - m.iter().map(|p| p * p).sum::<f64>();
    let scale = spread(&rows) * spread(&columns);
    let listed = |c: &[T]| c.iter().map(|x| Some(index(x) as f64)).collect::<Vec<_>>();
    Some(TwoCoders {
        percent_agreement: agreement,
        cohen_kappa: beyond(chance),
        cohen_kappa_se0: errors.map(|e| e[0]),
        cohen_kappa_se: errors.map(|e| e[1]),
        scott_pi: beyond((0..q).map(|k| mean(k) * mean(k)).sum()),
        gwet_ac1: if q > 1 { beyond((0..q).map(|k| mean(k) * (1.0 - mean(k))).sum::<f64>() / (q as f64 - 1.0)) } else { None },
        krippendorff_alpha: krippendorff_alpha(&[listed(first), listed(second)], Metric::Nominal),
        mcc: (scale > 0.0).then(|| (agreement - chance) / sqrt(scale)),
    })
}

/// n times the variance of κ, without and with agreement beyond chance.
fn kappa_errors(table: &[Vec<f64>], (rows, columns): (&[f64], &[f64]), kappa: f64) -> [f64; 2] {
    let q = rows.len();
    let chance: f64 = (0..q).map(|k| rows[k] * columns[k]).sum();
    let crossed: f64 = (0..q).map(|k| rows[k] * columns[k] * (rows[k] + columns[k])).sum();
    let (mut same, mut other) = (0.0, 0.0);
    for i in 0..q {
        for j in 0..q {
            let share = table[i][j];
            if i == j {
                let d = 1.0 - (rows[i] + columns[i]) * (1.0 - kappa);
                same += share * d * d;
            } else {
                let d = columns[i] + rows[j];
                other += share * d * d;
            }
        }
    }
    let rest = kappa - chance * (1.0 - kappa);
    let scale = (1.0 - chance) * (1.0 - chance);
    [(chance + chance * chance - crossed) / scale, (same + (1.0 - kappa) * (1.0 - kappa) * other - rest * rest) / scale]
}

/// Fleiss' κ from counts per item (rows) and category; every item coded by the same number of coders, at
/// least two. `None` otherwise, or if nothing varies.
pub fn fleiss_kappa(counts: &[Vec<u64>]) -> Option<f64> {
    let coders: u64 = counts.first()?.iter().sum();
    if coders < 2 || counts.iter().any(|row| row.iter().sum::<u64>() != coders) {
        return None;
    }
    let (items, m) = (counts.len() as f64, coders as f64);
    let mut categories: BTreeMap<usize, f64> = BTreeMap::new();
    let mut agreement = 0.0;
    for row in counts {
        agreement += (row.iter().map(|c| (c * c) as f64).sum::<f64>() - m) / (m * (m - 1.0)) / items;
        for (k, c) in row.iter().enumerate() {
            *categories.entry(k).or_default() += *c as f64 / (items * m);
        }
    }
    let chance: f64 = categories.values().map(|p| p * p).sum();
    (chance < 1.0).then(|| (agreement - chance) / (1.0 - chance))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn krippendorffs_other_metrics() {
        let row = |s: &str| s.split(' ').map(|c| c.parse().ok()).collect::<Vec<Option<f64>>>();
        let ratings = [
            row("1 2 3 3 2 1 4 1 2 . . ."),
            row("1 2 3 3 2 2 4 1 2 5 . 3"),
            row(". 3 3 3 2 3 4 2 2 5 1 ."),
            row("1 2 3 3 2 4 4 1 2 5 1 ."),
        ];
        for (metric, published) in [(Metric::Ordinal, 0.815), (Metric::Interval, 0.849), (Metric::Ratio, 0.797)] {
            assert!((krippendorff_alpha(&ratings, metric).unwrap() - published).abs() < 5e-4);
        }
        assert_eq!(krippendorff_alpha(&[vec![Some(1.0)]], Metric::Nominal), None);
    }

    #[test]
    fn rare_frames_trigger_the_paradox() {
        let codes = |cells: [usize; 4], which: usize| -> Vec<u8> {
            (0..4).flat_map(|i| vec![[[0, 0], [0, 1], [1, 0], [1, 1]][i][which]; cells[i]]).collect()
        };
        let cells = [118, 5, 2, 0];
        let r = two_coders(&codes(cells, 0), &codes(cells, 1)).unwrap();
        assert!((r.cohen_kappa.unwrap() + 0.023).abs() < 5e-4 && (r.gwet_ac1.unwrap() - 0.941).abs() < 5e-4);
        assert_eq!(two_coders(&[1, 1], &[1, 1]).unwrap().cohen_kappa, None);
    }

    #[test]
    fn fleiss_own_example() {
        let rows: [[u64; 5]; 10] = [
            [0, 0, 0, 0, 14],
            [0, 2, 6, 4, 2],
            [0, 0, 3, 5, 6],
            [0, 3, 9, 2, 0],
            [2, 2, 8, 1, 1],
            [7, 7, 0, 0, 0],
            [3, 2, 6, 3, 0],
            [2, 5, 3, 2, 2],
            [6, 5, 2, 1, 0],
            [0, 2, 2, 3, 7],
        ];
        let kappa = fleiss_kappa(&rows.map(|r| r.to_vec())).unwrap();
        assert!((kappa - 0.20993070442195522).abs() < 1e-12);
    }
}
