//! Hierarchical clustering of outlets: merges, cuts, cophenetic correlation, optimal leaf order.
//!
//! # Question
//! Which groups do outlets form, and in which order should a heat map show them?
//!
//! # Formula
//! The two nearest clusters merge again and again. Distances to the new cluster by Lance & Williams:
//! `average` (sizes as weights), `ward` (Ward's minimum variance on distances, R's ward.D2), `complete`,
//! `single`. Cophenetic correlation: Pearson's r between the distances and the merge heights of pairs.
//! Leaf order: the one of the 2^(n−1) the tree allows with the smallest sum of neighbours' distances.
//!
//! # Reading
//! A cophenetic correlation above .8 means the tree shows the distances faithfully.
//!
//! # When not
//! A tree is drawn from any distances, also from noise: bootstrap before naming groups. Ward assumes
//! Euclidean distances such as Hellinger.
//!
//! # Source
//! Lance & Williams 1967; Ward 1963; Murtagh & Legendre 2014; Bar-Joseph et al. 2001 (leaf order).
//!
//! # Worked numbers
//! Points 0, 1, 5 on a line: merges at 1 and, by average, at 4.5.
//! ```
//! use framescope::measure::tree::{Linkage, Tree};
//! let d = ndarray::array![[0.0, 1.0, 5.0], [1.0, 0.0, 4.0], [5.0, 4.0, 0.0]];
//! let tree = Tree::of(&d, Linkage::Average);
//! assert_eq!(tree.merges.iter().map(|m| m.height).collect::<Vec<_>>(), [1.0, 4.5]);
//! assert_eq!(tree.cut(2), [1, 1, 0]);
//! ```

use libm::sqrt;
use ndarray::Array2;

/// How the distance to a merged cluster is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Linkage {
    /// Mean over pairs.
    Average,
    /// Smallest growth of the sum of squares.
    Ward,
    /// Farthest pair.
    Complete,
    /// Nearest pair.
    Single,
}

impl Linkage {
    /// The linkage of this name, e.g. `average`.
    pub fn named(name: &str) -> Option<Linkage> {
        [("average", Linkage::Average), ("ward", Linkage::Ward), ("complete", Linkage::Complete), ("single", Linkage::Single)]
            .into_iter()
            .find_map(|(n, linkage)| (n == name).then_some(linkage))
    }

    /// Distance of the union of i and j to k from their distances and sizes.
    fn update(self, [ik, jk, ij]: [f64; 3], [i, j, k]: [f64; 3]) -> f64 {
        match self {
            Linkage::Average => (i * ik + j * jk) / (i + j),
            Linkage::Complete => ik.max(jk),
            Linkage::Single => ik.min(jk),
            Linkage::Ward => sqrt((((i + k) * ik * ik + (j + k) * jk * jk - k * ij * ij) / (i + j + k)).max(0.0)),
        }
    }
}

/// One merge: clusters 0 to n − 1 are the leaves, n + i the result of merge i.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Merge {
    /// The older of the two.
    pub left: usize,
    /// The newer.
    pub right: usize,
    /// Distance at which they merge.
    pub height: f64,
    /// Leaves below.
    pub size: usize,
}

/// A hierarchical clustering.
#[derive(Clone, Debug, PartialEq)]
pub struct Tree {
    /// Leaves.
    pub n: usize,
    /// Merges, lowest first.
    pub merges: Vec<Merge>,
}

impl Tree {
    /// Clusters a symmetric matrix of distances; ties go to the clusters made first.
    pub fn of(distances: &Array2<f64>, linkage: Linkage) -> Tree {
        let n = distances.nrows();
        let mut d = distances.clone();
        // Row i of `d` holds cluster `ids[i]` while it lives.
        let mut live: Vec<usize> = (0..n).collect();
        let (mut ids, mut sizes) = ((0..n).collect::<Vec<usize>>(), vec![1.0; n]);
        let mut merges = Vec::new();
        while live.len() > 1 {
            let (i, j) = nearest(&d, &live);
            let height = d[[i, j]];
            for &k in live.iter().filter(|k| **k != i && **k != j) {
                let joined = linkage.update([d[[i, k]], d[[j, k]], height], [sizes[i], sizes[j], sizes[k]]);
                d[[i, k]] = joined;
                d[[k, i]] = joined;
            }
            sizes[i] += sizes[j];
            merges.push(Merge { left: ids[i].min(ids[j]), right: ids[i].max(ids[j]), height, size: sizes[i] as usize });
            ids[i] = n + merges.len() - 1;
            live.retain(|k| *k != j);
        }
        Tree { n, merges }
    }

    /// Leaves below a cluster, left to right.
    pub fn leaves(&self, cluster: usize) -> Vec<usize> {
        let (mut out, mut stack) = (Vec::new(), vec![cluster]);
        while let Some(c) = stack.pop() {
            match c.checked_sub(self.n) {
                None => out.push(c),
                Some(i) => stack.extend([self.merges[i].right, self.merges[i].left]),
            }
        }
        out
    }

    /// Cluster of each leaf when the tree is cut into `k`, numbered from 0 in leaf order.
    pub fn cut(&self, k: usize) -> Vec<usize> {
        let undone = k.clamp(1, self.n.max(1)) - 1;
        let kept = self.merges.len().saturating_sub(undone);
        let (mut labels, mut next) = (vec![0; self.n], 0);
        let mut stack = vec![(self.n + self.merges.len()).saturating_sub(1)];
        while let Some(c) = stack.pop() {
            if c >= self.n + kept {
                let merge = &self.merges[c - self.n];
                stack.extend([merge.right, merge.left]);
            } else {
                self.leaves(c).into_iter().for_each(|leaf| labels[leaf] = next);
                next += 1;
            }
        }
        labels
    }

    /// Height at which each pair of leaves first shares a cluster.
    pub fn cophenetic(&self) -> Array2<f64> {
        let mut out = Array2::zeros((self.n, self.n));
        for merge in &self.merges {
            for &a in &self.leaves(merge.left) {
                for &b in &self.leaves(merge.right) {
                    out[[a, b]] = merge.height;
                    out[[b, a]] = merge.height;
                }
            }
        }
        out
    }

    /// Correlation of distances and cophenetic heights; `None` with fewer than three leaves or no spread.
    pub fn cophenetic_correlation(&self, distances: &Array2<f64>) -> Option<f64> {
        let heights = self.cophenetic();
        let pairs = || (0..self.n).flat_map(|i| (0..i).map(move |j| (i, j)));
        let m = pairs().count() as f64;
        let mean = |x: &Array2<f64>| pairs().map(|p| x[p]).sum::<f64>() / m;
        let (mean_d, mean_h) = (mean(distances), mean(&heights));
        let (mut dd, mut hh, mut dh) = (0.0, 0.0, 0.0);
        for p in pairs() {
            let (a, b) = (distances[p] - mean_d, heights[p] - mean_h);
            (dd, hh, dh) = (dd + a * a, hh + b * b, dh + a * b);
        }
        (dd > 0.0 && hh > 0.0).then(|| dh / sqrt(dd * hh))
    }

    /// The order of leaves, among those the tree allows, with the smallest sum of distances of neighbours.
    pub fn optimal_order(&self, distances: &Array2<f64>) -> Vec<usize> {
        if self.merges.is_empty() {
            return (0..self.n).collect();
        }
        // cost[[i, j]]: best order of the lowest cluster of i and j that starts with i and ends with j;
        // joint holds the two leaves that meet in its middle.
        let mut cost: Array2<f64> = Array2::zeros((self.n, self.n));
        let mut joint = Array2::from_elem((self.n, self.n), (0, 0));
        let mut reach = vec![(0.0, 0); self.n];
        for merge in &self.merges {
            let (lefts, rights) = (self.leaves(merge.left), self.leaves(merge.right));
            let starts: Vec<Vec<usize>> = rights.iter().map(|&j| self.other_ends(merge.right, j)).collect();
            for &i in &lefts {
                let inner = self.other_ends(merge.left, i);
                for &m in &rights {
                    reach[m] = best(inner.iter().map(|&k| (cost[[i, k]] + distances[[k, m]], k)));
                }
                for (&j, starts) in rights.iter().zip(&starts) {
                    let (total, m) = best(starts.iter().map(|&m| (reach[m].0 + cost[[m, j]], m)));
                    let k = reach[m].1;
                    (cost[[i, j]], cost[[j, i]]) = (total, total);
                    (joint[[i, j]], joint[[j, i]]) = ((k, m), (m, k));
                }
            }
        }
        let top = &self.merges[self.merges.len() - 1];
        let (lefts, rights) = (self.leaves(top.left), self.leaves(top.right));
        let ends = lefts.iter().flat_map(|&i| rights.iter().map(move |&j| (i, j)));
        let (_, (i, j)) = best(ends.map(|(i, j)| (cost[[i, j]], (i, j))));
        let mut order = Vec::new();
        unfold(&joint, (i, j), &mut order);
        order
    }

    /// Leaves that may stand at the far end of a cluster's order when `end` stands at the near one.
    fn other_ends(&self, cluster: usize, end: usize) -> Vec<usize> {
        match cluster.checked_sub(self.n) {
            None => vec![cluster],
            Some(i) => {
                let left = self.leaves(self.merges[i].left);
                if left.contains(&end) { self.leaves(self.merges[i].right) } else { left }
            }
        }
    }
}

/// The pair of live clusters at the smallest distance, the first of them on ties.
fn nearest(d: &Array2<f64>, live: &[usize]) -> (usize, usize) {
    let mut found = (f64::INFINITY, (live[0], live[1]));
    for (at, &i) in live.iter().enumerate() {
        for &j in &live[at + 1..] {
            if d[[i, j]] < found.0 {
                found = (d[[i, j]], (i, j));
            }
        }
    }
    found.1
}

/// The first of the smallest.
fn best<T: Default>(candidates: impl Iterator<Item = (f64, T)>) -> (f64, T) {
    candidates.fold((f64::INFINITY, T::default()), |b, c| if c.0 < b.0 { c } else { b })
}

/// Writes out the order from i to j.
fn unfold(joint: &Array2<(usize, usize)>, (i, j): (usize, usize), order: &mut Vec<usize>) {
    if i == j {
        order.push(i);
        return;
    }
    let (k, m) = joint[[i, j]];
    unfold(joint, (i, k), order);
    unfold(joint, (m, j), order);
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    fn six() -> Array2<f64> {
        let half = [
            vec![],
            vec![0.3947],
            vec![0.2303, 0.2561],
            vec![0.4823, 0.1596, 0.3658],
            vec![0.1433, 0.3868, 0.2303, 0.4783],
            vec![0.2176, 0.2301, 0.1271, 0.3287, 0.1934],
        ];
        Array2::from_shape_fn((6, 6), |(i, j)| if i == j { 0.0 } else { half[i.max(j)][i.min(j)] })
    }

    #[test]
    fn trees_agree_with_published_software() {
        let d = six();
        for (linkage, top, r) in [(Linkage::Average, 0.36535, 0.8269), (Linkage::Ward, 0.56642, 0.8264)] {
            let tree = Tree::of(&d, linkage);
            assert!((tree.merges[4].height - top).abs() < 2e-4);
            assert!((tree.cophenetic_correlation(&d).unwrap() - r).abs() < 2e-4);
            assert_eq!(tree.cut(2), [1, 0, 1, 0, 1, 1]);
            assert_eq!(tree.optimal_order(&d), [3, 1, 2, 5, 4, 0]);
        }
    }

    #[test]
    fn the_optimal_order_beats_every_other_allowed_one() {
        let d = array![[0.0, 2.0, 9.0, 4.0], [2.0, 0.0, 3.0, 8.0], [9.0, 3.0, 0.0, 1.0], [4.0, 8.0, 1.0, 0.0]];
        let tree = Tree::of(&d, Linkage::Average);
        let length = |o: &[usize]| o.windows(2).map(|w| d[[w[0], w[1]]]).sum::<f64>();
        let found = length(&tree.optimal_order(&d));
        for order in [[0, 1, 2, 3], [1, 0, 2, 3], [0, 1, 3, 2], [1, 0, 3, 2]] {
            assert!(found <= length(&order));
        }
        assert_eq!(Tree::of(&array![[0.0]], Linkage::Single).optimal_order(&array![[0.0]]), [0]);
    }
}
