//! Positive pointwise mutual information of words that stand near each other, and its singular values.
//!
//! # Question
//! Which words keep the same company, so that a lexicon's entries can be completed from the corpus?
//!
//! # Formula
//! Every ordered pair of tokens at most `window` apart in one document counts once. `PMI = log2(p_wc/(p_w p_c))`,
//! negative values set to 0. Context smoothing: `p_c ∝ count^0.75`. Word vectors: left singular vectors of
//! the PPMI matrix, times the root of the singular values.
//!
//! # Reading
//! 1 bit: twice as often near each other as chance has it.
//!
//! # When not
//! PMI overrates rare words: set a floor of about 5 occurrences. Small corpora give unstable neighbours.
//!
//! # Source
//! Church & Hanks 1990; Levy, Goldberg & Dagan 2015.
//!
//! # Worked numbers
//! "a b" alone: each of the two ordered pairs is half of all pairs, PMI = log2(½/¼) = 1.
//! ```
//! use framescope::measure::ppmi::Cooccurrence;
//! let c = Cooccurrence::of(&[vec![0, 1]], 2, 2);
//! assert_eq!(c.total, 2);
//! assert_eq!(c.ppmi(1.0).rows[0], [(1, 1.0)]);
//! ```

use crate::measure::special::log2;
use crate::measure::svd::Sparse;
use libm::pow;
use std::collections::BTreeMap;

/// Symmetric counts of words near each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cooccurrence {
    /// Per word: (other word, ordered pairs), ascending.
    pub rows: Vec<Vec<(u32, u64)>>,
    /// All ordered pairs.
    pub total: u64,
}

impl Cooccurrence {
    /// Counts pairs at most `window` tokens apart in documents of word ids below `n_words`.
    pub fn of(documents: &[Vec<u32>], n_words: usize, window: usize) -> Cooccurrence {
        let mut rows = vec![BTreeMap::new(); n_words];
        let mut total = 0;
        for document in documents {
            for (at, &word) in document.iter().enumerate() {
                for &near in &document[at + 1..document.len().min(at + 1 + window)] {
                    *rows[word as usize].entry(near).or_insert(0) += 1;
                    *rows[near as usize].entry(word).or_insert(0) += 1;
                    total += 2;
                }
            }
        }
        Cooccurrence { rows: rows.into_iter().map(|row| row.into_iter().collect()).collect(), total }
    }

    /// Ordered pairs of one word with another.
    pub fn pairs(&self, word: u32, near: u32) -> u64 {
        let row = &self.rows[word as usize];
        row.binary_search_by_key(&near, |e| e.0).map_or(0, |i| row[i].1)
    }

    /// Positive PMI in bits; context counts are raised to `smoothing` (1 for none, 0.75 as usual).
    pub fn ppmi(&self, smoothing: f64) -> Sparse {
        let sums: Vec<f64> = self.rows.iter().map(|row| row.iter().map(|e| e.1).sum::<u64>() as f64).collect();
        let contexts: Vec<f64> = sums.iter().map(|s| if smoothing == 1.0 { *s } else { pow(*s, smoothing) }).collect();
        let all: f64 = contexts.iter().sum();
        let positive = |(word, row): (usize, &Vec<(u32, u64)>)| {
            let pmi = |&(near, n): &(u32, u64)| (near, log2(n as f64 * all / (sums[word] * contexts[near as usize])));
            row.iter().map(pmi).filter(|e| e.1 > 0.0).collect()
        };
        Sparse { rows: self.rows.iter().enumerate().map(positive).collect(), n_columns: self.rows.len() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_symmetric_and_stay_inside_documents() {
        let c = Cooccurrence::of(&[vec![0, 1, 2, 0], vec![2, 1]], 3, 2);
        assert_eq!((c.pairs(0, 1), c.pairs(1, 0), c.pairs(2, 1), c.pairs(0, 0)), (1 + 1, 2, 2, 0));
        assert_eq!(c.total, c.rows.iter().flatten().map(|e| e.1).sum::<u64>());
        let values = c.ppmi(0.75);
        assert!(values.rows.iter().flatten().all(|e| e.1 > 0.0));
    }
}
