//! tf-idf under three named conventions, and cosine likeness.
//!
//! # Question
//! Which terms mark a document or an outlet within a collection, and how alike are two of them?
//!
//! # Formula
//! tf the count, n documents, df documents with the term.
//! `smooth_l2` (scikit-learn's default): `tf·(ln((1+n)/(1+df)) + 1)`, vectors scaled to length 1.
//! `sublinear_l2`: `(1 + ln tf)·(ln(n/df) + 1)`, scaled to length 1.
//! `count_log10` (quanteda's default): `tf·log10(n/df)`, unscaled. Cosine: dot product over lengths.
//!
//! # Reading
//! Large for terms frequent here and rare elsewhere. Values of different conventions do not compare.
//!
//! # When not
//! With few outlets df is nearly always n and idf says nothing: use keyness. Not a test.
//!
//! # Source
//! Spärck Jones 1972; Salton & Buckley 1988; the defaults of scikit-learn and quanteda.
//!
//! # Worked numbers
//! 4 documents, a term in 3 of them: idf 1.2231 (smooth_l2), 0.1249 (count_log10).
//! ```
//! use framescope::measure::tf_idf::Convention;
//! assert!((Convention::SmoothL2.idf(4, 3).unwrap() - 1.2231435513142097).abs() < 1e-15);
//! assert!((Convention::CountLog10.idf(4, 3).unwrap() - 0.12493873660829992).abs() < 1e-15);
//! ```

use libm::{log, log10, sqrt};

/// A way of weighing terms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Convention {
    /// `tf·(ln((1+n)/(1+df)) + 1)`, length 1.
    SmoothL2,
    /// `(1 + ln tf)·(ln(n/df) + 1)`, length 1.
    SublinearL2,
    /// `tf·log10(n/df)`.
    #[default]
    CountLog10,
}

impl Convention {
    /// Name in studies and column names.
    pub fn name(self) -> &'static str {
        match self {
            Convention::SmoothL2 => "smooth_l2",
            Convention::SublinearL2 => "sublinear_l2",
            Convention::CountLog10 => "count_log10",
        }
    }

    /// Inverse document frequency; `None` for a term in no document.
    pub fn idf(self, n: u64, df: u64) -> Option<f64> {
        let (n, d) = (n as f64, df as f64);
        (df > 0).then(|| match self {
            Convention::SmoothL2 => log((1.0 + n) / (1.0 + d)) + 1.0,
            Convention::SublinearL2 => log(n / d) + 1.0,
            Convention::CountLog10 => log10(n / d),
        })
    }

    /// Weight of a count before scaling; `None` for a term in no document.
    pub fn weight(self, tf: u64, n: u64, df: u64) -> Option<f64> {
        let idf = self.idf(n, df)?;
        Some(match self {
            _ if tf == 0 => 0.0,
            Convention::SublinearL2 => (1.0 + log(tf as f64)) * idf,
            _ => tf as f64 * idf,
        })
    }

    /// Weights of every document from its sparse counts (term, count), ascending by term.
    pub fn weigh(self, documents: &[Vec<(u32, u64)>]) -> Vec<Vec<(u32, f64)>> {
        let n_terms = documents.iter().flatten().map(|t| t.0 as usize + 1).max().unwrap_or(0);
        let mut df = vec![0; n_terms];
        documents.iter().flatten().filter(|t| t.1 > 0).for_each(|t| df[t.0 as usize] += 1);
        let n = documents.len() as u64;
        let weigh_one = |counts: &Vec<(u32, u64)>| {
            let mut weights: Vec<(u32, f64)> =
                counts.iter().filter_map(|&(t, tf)| Some((t, self.weight(tf, n, df[t as usize])?))).collect();
            let length = sqrt(weights.iter().map(|w| w.1 * w.1).sum());
            if self != Convention::CountLog10 && length > 0.0 {
                weights.iter_mut().for_each(|w| w.1 /= length);
            }
            weights
        };
        documents.iter().map(weigh_one).collect()
    }
}

/// Cosine of two sparse vectors ascending by index; `None` if one has no length.
pub fn cosine(first: &[(u32, f64)], second: &[(u32, f64)]) -> Option<f64> {
    let length = |v: &[(u32, f64)]| sqrt(v.iter().map(|w| w.1 * w.1).sum());
    let (mut dot, mut i, mut j) = (0.0, 0, 0);
    while i < first.len() && j < second.len() {
        match first[i].0.cmp(&second[j].0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                dot += first[i].1 * second[j].1;
                (i, j) = (i + 1, j + 1);
            }
        }
    }
    let scale = length(first) * length(second);
    (scale > 0.0).then(|| dot / scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_everywhere_counts_for_nothing_or_little() {
        let documents = [vec![(0, 2), (1, 1)], vec![(0, 1), (2, 5)]];
        assert_eq!(Convention::CountLog10.weigh(&documents)[0][0], (0, 0.0));
        for convention in [Convention::SmoothL2, Convention::SublinearL2] {
            let w = convention.weigh(&documents);
            assert!(
                (cosine(&w[1], &w[1]).unwrap() - 1.0).abs() < 1e-15 && cosine(&w[0], &w[1]).unwrap() > 0.0,
                "{}",
                convention.name()
            );
        }
        assert_eq!((cosine(&[], &[]), Convention::SmoothL2.idf(4, 0)), (None, None));
    }
}
