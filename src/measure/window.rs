//! Words around a node: window counts and adjacent pairs over sequences of terms.
//!
//! # Question
//! Which words stand within a few words of a name?
//!
//! # Formula
//! For each occurrence of the node, the `left` terms before and the `right` terms after it, stopping at a
//! boundary. `per_hit` counts a position once per node it is near; `distinct_positions` counts it once.
//! The node itself is never its own collocate.
//!
//! # Reading
//! Sums are the O of the association measures; R is the number of window positions or of nodes, to be
//! stated.
//!
//! # When not
//! Windows that cross sentences pair words of different statements: pass sentences one by one, or a
//! boundary.
//!
//! # Source
//! Sinclair 1991, Corpus, Concordance, Collocation (span 4 to 5).
//!
//! # Worked numbers
//! "a node b node": with span 1, b is near the node twice but stands there once.
//! ```
//! use framescope::measure::window::{Span, window_counts};
//! let counts = window_counts(&["a", "node", "b", "node"], &"node", &Span { left: 1, right: 1, boundary: None });
//! assert_eq!(counts.per_hit[&"b"], 2);
//! assert_eq!(counts.distinct_positions[&"b"], 1);
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// How far a window reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span<'a, T> {
    /// Terms before the node.
    pub left: usize,
    /// Terms after it.
    pub right: usize,
    /// A term no window crosses and that is itself not counted, e.g. a full stop.
    pub boundary: Option<&'a T>,
}

/// Collocates of one node.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WindowCounts<T: Ord> {
    /// Each position counted once per node it is near.
    pub per_hit: BTreeMap<T, u64>,
    /// Each position counted once.
    pub distinct_positions: BTreeMap<T, u64>,
}

/// Counts the terms around every occurrence of `node`.
pub fn window_counts<T: Ord + Clone>(terms: &[T], node: &T, span: &Span<'_, T>) -> WindowCounts<T> {
    let nodes: Vec<Range<usize>> = (0..terms.len()).filter(|&i| terms[i] == *node).map(|i| i..i + 1).collect();
    let stops = |_, at: usize| span.boundary == Some(&terms[at]);
    let near = near(&nodes, (span.left, span.right, terms.len()), stops);
    let count = |positions: &mut dyn Iterator<Item = usize>| {
        let mut counts = BTreeMap::new();
        positions.for_each(|at| *counts.entry(terms[at].clone()).or_insert(0) += 1);
        counts
    };
    let distinct: BTreeSet<usize> = near.iter().copied().collect();
    WindowCounts { per_hit: count(&mut near.into_iter()), distinct_positions: count(&mut distinct.into_iter()) }
}

/// Positions at most `left` before or `right` after a node in a text of `len` positions, once for every node
/// they are near, and never inside one. A window ends before the first position `at` of which
/// `stops(node, at)` is true, `node` being the node's nearest position.
pub fn near(
    nodes: &[Range<usize>],
    (left, right, len): (usize, usize, usize),
    stops: impl Fn(usize, usize) -> bool,
) -> Vec<usize> {
    let inside: BTreeSet<usize> = nodes.iter().cloned().flatten().collect();
    let mut near = Vec::new();
    for node in nodes.iter().filter(|n| !n.is_empty()) {
        let (first, last) = (node.start, node.end - 1);
        near.extend((first.saturating_sub(left)..first).rev().take_while(|&at| !stops(first, at)));
        near.extend((node.end..len.min(node.end + right)).take_while(|&at| !stops(last, at)));
    }
    near.retain(|at| !inside.contains(at));
    near
}

/// Counts `[[n11, n10], [n01, n00]]` of every adjacent pair of terms in several texts; pairs do not cross
/// texts.
pub fn adjacent_pairs<T: Ord + Clone>(texts: &[Vec<T>]) -> BTreeMap<(T, T), [[u64; 2]; 2]> {
    let (mut joint, mut first, mut second) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    let mut total: u64 = 0;
    for pair in texts.iter().flat_map(|t| t.windows(2)) {
        *joint.entry((pair[0].clone(), pair[1].clone())).or_insert(0u64) += 1;
        *first.entry(pair[0].clone()).or_insert(0u64) += 1;
        *second.entry(pair[1].clone()).or_insert(0u64) += 1;
        total += 1;
    }
    let cells = |((a, b), n11): ((T, T), u64)| {
        let (n1, n2) = (first[&a], second[&b]);
        ((a, b), [[n11, n1 - n11], [n2 - n11, total + n11 - n1 - n2]])
    };
    joint.into_iter().map(cells).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_stop_at_the_boundary() {
        let terms: Vec<&str> = "x leader . node said . y".split(' ').collect();
        let counts = window_counts(&terms, &"node", &Span { left: 3, right: 3, boundary: Some(&".") });
        assert_eq!(counts.per_hit.into_iter().collect::<Vec<_>>(), [("said", 1)]);
    }

    #[test]
    fn pairs_stay_inside_texts() {
        let texts: Vec<Vec<&str>> = ["the terror group", "terror group left"].iter().map(|t| t.split(' ').collect()).collect();
        let pairs = adjacent_pairs(&texts);
        assert_eq!(pairs[&("terror", "group")], [[2, 0], [0, 2]]);
        assert!(!pairs.contains_key(&("group", "terror")));
    }
}
