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
//! 1 bit: twice as often near each other as chance has it. Neighbours in `neighbours.csv` that belong to no pole
//! are candidates for the lexicon, or show what else its words are used for; opposites keep the same
//! company, too.
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

use crate::measure::lss::unit_rows;
use crate::measure::special::log2;
use crate::measure::svd::{Sparse, Svd};
use libm::{pow, sqrt};
use ndarray::Array1;
use std::collections::BTreeMap;

/// Counts of words near each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cooccurrence {
    /// Per word: (context, ordered pairs), by context.
    pub rows: Vec<BTreeMap<u32, u64>>,
    /// All ordered pairs.
    pub total: u64,
    n_contexts: usize,
}

impl Cooccurrence {
    /// Counts pairs at most `window` tokens apart in documents of word ids below `n_words`.
    pub fn of(documents: &[Vec<u32>], n_words: usize, window: usize) -> Cooccurrence {
        let mut counted = Cooccurrence::new(n_words, n_words);
        for document in documents {
            counted.add(&document.iter().copied().map(Some).collect::<Vec<_>>(), window);
        }
        counted
    }

    /// Of no document: words below `n_words`, of which those below `n_contexts` are contexts.
    pub fn new(n_words: usize, n_contexts: usize) -> Cooccurrence {
        Cooccurrence { rows: vec![BTreeMap::new(); n_words], total: 0, n_contexts }
    }

    /// Adds the pairs of a document or sentence; words that are not looked at keep the others apart.
    pub fn add(&mut self, tokens: &[Option<u32>], window: usize) {
        for (at, word) in tokens.iter().enumerate() {
            for near in &tokens[at + 1..tokens.len().min(at + 1 + window)] {
                if let (Some(word), Some(near)) = (*word, *near) {
                    self.pair(word, near);
                    self.pair(near, word);
                }
            }
        }
    }

    fn pair(&mut self, word: u32, context: u32) {
        if (context as usize) < self.n_contexts {
            *self.rows[word as usize].entry(context).or_insert(0) += 1;
            self.total += 1;
        }
    }

    /// Ordered pairs of one word with another.
    pub fn pairs(&self, word: u32, context: u32) -> u64 {
        self.rows[word as usize].get(&context).copied().unwrap_or(0)
    }

    /// Positive PMI in bits, words × contexts; context counts are raised to `smoothing` (1 for none, 0.75 as
    /// usual).
    pub fn ppmi(&self, smoothing: f64) -> Sparse {
        let mut sums = vec![0u64; self.n_contexts];
        self.rows.iter().flatten().for_each(|(context, n)| sums[*context as usize] += n);
        let contexts: Vec<f64> =
            sums.iter().map(|&s| if smoothing == 1.0 { s as f64 } else { pow(s as f64, smoothing) }).collect();
        let all: f64 = contexts.iter().sum();
        let positive = |row: &BTreeMap<u32, u64>| {
            let sum = row.values().sum::<u64>() as f64;
            let pmi = |(&context, &n): (&u32, &u64)| (context, log2(n as f64 * all / (sum * contexts[context as usize])));
            row.iter().map(pmi).filter(|e| e.1 > 0.0).collect()
        };
        Sparse { rows: self.rows.iter().map(positive).collect(), n_columns: self.n_contexts }
    }
}

/// Vectors of length 1 of the words of a decomposed PPMI matrix: left singular vectors times the root of the
/// singular values; `None` for a word without one. Their products are cosines.
pub fn vectors(decomposed: &Svd) -> Vec<Option<Array1<f64>>> {
    unit_rows(&(&decomposed.left * &decomposed.values.mapv(sqrt)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_symmetric_and_stay_inside_documents() {
        let c = Cooccurrence::of(&[vec![0, 1, 2, 0], vec![2, 1]], 3, 2);
        assert_eq!((c.pairs(0, 1), c.pairs(1, 0), c.pairs(2, 1), c.pairs(0, 0)), (1 + 1, 2, 2, 0));
        assert_eq!(c.total, c.rows.iter().flatten().map(|e| *e.1).sum::<u64>());
        let values = c.ppmi(0.75);
        assert!(values.rows.iter().flatten().all(|e| e.1 > 0.0));
    }
}
