//! Weighted log odds of each group against all groups together (tidylo's convention).
//!
//! # Question
//! Which words mark each of several outlets against the whole?
//!
//! # Formula
//! `y = n + α` for every listed row; `δ = ln[y_wi/(y_i − y_wi)] − ln[y_w/(y − y_w)]`, the second term over
//! all groups, the group itself included; `ζ = δ/√(1/y_wi + 1/y_w)`. α is 1 (`uninformative`) or the total
//! count of the word (`empirical`).
//!
//! # Reading
//! As the weighted log odds; values are smaller because a group is compared with a whole that contains it.
//!
//! # When not
//! A row with count 0 and a missing row give different results, because only listed rows get a
//! pseudo-count. Not a test.
//!
//! # Source
//! Schnoebelen, Silge & Hayes, R package tidylo 0.2; after Monroe, Colaresi & Quinn 2008.
//!
//! # Worked numbers
//! "an" once and "text" three times in group 2, "text" once in group 3: the word "a" and α = total give
//! 0.7985 for words seen once in one group.
//! ```
//! use framescope::measure::tidylo::{Alpha, tidylo};
//! let rows = [("2", "an", 1), ("2", "interesting", 1), ("2", "text", 3), ("3", "a", 1), ("3", "boring", 2), ("3", "text", 1)];
//! let out = tidylo(&rows, Alpha::Empirical);
//! assert!((out[0].unwrap().log_odds - 0.7985076962177713).abs() < 1e-12);
//! assert!((out[2].unwrap().weighted - 0.793310143626095).abs() < 1e-12);
//! ```

use libm::{log, sqrt};
use std::collections::BTreeMap;

/// The pseudo-count of each row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alpha {
    /// The word's total count over all groups.
    Empirical,
    /// One.
    Uninformative,
}

/// Result of one row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weighted {
    /// δ.
    pub log_odds: f64,
    /// ζ.
    pub weighted: f64,
}

/// One result per row (group, word, count), in order; `None` where a group or the whole holds one word only.
pub fn tidylo<G: Ord, W: Ord>(rows: &[(G, W, u64)], alpha: Alpha) -> Vec<Option<Weighted>> {
    let mut words: BTreeMap<&W, f64> = BTreeMap::new();
    for (_, word, n) in rows {
        *words.entry(word).or_default() += *n as f64;
    }
    let smoothed: Vec<f64> =
        rows.iter().map(|(_, word, n)| *n as f64 + if alpha == Alpha::Empirical { words[word] } else { 1.0 }).collect();
    let (mut by_group, mut by_word, mut all): (BTreeMap<&G, f64>, BTreeMap<&W, f64>, f64) = Default::default();
    for ((group, word, _), y) in rows.iter().zip(&smoothed) {
        *by_group.entry(group).or_default() += y;
        *by_word.entry(word).or_default() += y;
        all += y;
    }
    let weigh = |((group, word, _), y): (&(G, W, u64), &f64)| {
        let (rest, whole) = (by_group[group] - y, by_word[word]);
        let log_odds = log(y / rest) - log(whole / (all - whole));
        log_odds.is_finite().then(|| Weighted { log_odds, weighted: log_odds / sqrt(1.0 / y + 1.0 / whole) })
    };
    rows.iter().zip(&smoothed).map(weigh).collect()
}
