//! A clustering against a gold standard: B-cubed, pairwise, Rand, mutual information.
//!
//! # Question
//! How well do the events found match the true ones?
//!
//! # Formula
//! B-cubed precision: mean over items of the share of an item's cluster that is of its gold class; recall
//! the reverse. Pairwise precision and recall over pairs put together. Adjusted Rand index
//! `(Σ C(n_ij,2) − E)/(½(ΣC(a_i,2)+ΣC(b_j,2)) − E)`. With entropies H and mutual information I (nats):
//! homogeneity `I/H(gold)`, completeness `I/H(system)`, V their harmonic mean, NMI `I/mean H`, AMI
//! `(I − E[I])/(mean H − E[I])`, E under random labels with the same sizes.
//!
//! # Reading
//! B-cubed F1 is the usual headline for events. ARI and AMI are 0 for random labels.
//!
//! # When not
//! Pairwise scores are ruled by the largest cluster.
//!
//! # Source
//! Bagga & Baldwin 1998; Hubert & Arabie 1985; Rosenberg & Hirschberg 2007; Vinh, Epps & Bailey 2010.
//!
//! # Worked numbers
//! Bagga and Baldwin's example: 5, 2 and 5 items, the last two classes merged: precision 76.2 %.
//! ```
//! use framescope::measure::cluster_evaluation::evaluate;
//! let e = evaluate(&[1, 1, 1, 1, 1, 2, 2, 3, 3, 3, 3, 3], &[1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2]).unwrap();
//! assert!((e.bcubed_precision - 0.7619047619047619).abs() < 1e-12 && e.bcubed_recall == 1.0);
//! assert!((e.ari - 0.6901408450704225).abs() < 1e-12);
//! ```

use crate::measure::special::ln_gamma;
use libm::{exp, log};
use std::collections::BTreeMap;

/// Scores of one clustering.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evaluation {
    /// B-cubed precision.
    pub bcubed_precision: f64,
    /// B-cubed recall.
    pub bcubed_recall: f64,
    /// Their harmonic mean.
    pub bcubed_f1: f64,
    /// Pairs put together that belong together; `None` if no pair is put together.
    pub pairwise_precision: Option<f64>,
    /// Pairs that belong together and are; `None` if none belongs together.
    pub pairwise_recall: Option<f64>,
    /// Adjusted Rand index.
    pub ari: f64,
    /// Normalised mutual information, arithmetic mean.
    pub nmi_arithmetic: f64,
    /// Adjusted mutual information, arithmetic mean.
    pub ami: f64,
    /// Clusters hold one class each.
    pub homogeneity: f64,
    /// Classes lie in one cluster each.
    pub completeness: f64,
    /// Harmonic mean of the two.
    pub v_measure: f64,
}

/// Compares the labels of the same items; `None` if there are none or the lists differ in length.
pub fn evaluate<G: Ord, S: Ord>(gold: &[G], system: &[S]) -> Option<Evaluation> {
    if gold.is_empty() || gold.len() != system.len() {
        return None;
    }
    let (mut classes, mut clusters, mut cells) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for (g, s) in gold.iter().zip(system) {
        *classes.entry(g).or_insert(0.0) += 1.0;
        *clusters.entry(s).or_insert(0.0) += 1.0;
        *cells.entry((g, s)).or_insert(0.0) += 1.0;
    }
    let n = gold.len() as f64;
    let sum = |f: &dyn Fn(f64, f64, f64) -> f64| cells.iter().map(|(&(g, s), &c)| f(c, classes[g], clusters[s])).sum::<f64>();
    let precision = sum(&|c, _, size| c * c / size) / n;
    let recall = sum(&|c, class, _| c * c / class) / n;
    let pairs = |c: f64| c * (c - 1.0) / 2.0;
    let both = sum(&|c, _, _| pairs(c));
    let in_classes: f64 = classes.values().map(|&c| pairs(c)).sum();
    let in_clusters: f64 = clusters.values().map(|&c| pairs(c)).sum();
    let by_chance = if n > 1.0 { in_classes * in_clusters / pairs(n) } else { 0.0 };
    let entropy = |sizes: &mut dyn Iterator<Item = &f64>| sizes.map(|c| c / n * log(n / c)).sum::<f64>();
    let (h_gold, h_system) = (entropy(&mut classes.values()), entropy(&mut clusters.values()));
    let information = sum(&|c, class, size| c / n * log(c * n / (class * size))).max(0.0);
    let expected = expected_information(&classes, &clusters, n);
    let over = |x: f64, y: f64, empty: f64| if y > 0.0 { x / y } else { empty };
    let mean = (h_gold + h_system) / 2.0;
    let (homogeneity, completeness) = (over(information, h_gold, 1.0), over(information, h_system, 1.0));
    Some(Evaluation {
        bcubed_precision: precision,
        bcubed_recall: recall,
        bcubed_f1: harmonic(precision, recall),
        pairwise_precision: (in_clusters > 0.0).then(|| both / in_clusters),
        pairwise_recall: (in_classes > 0.0).then(|| both / in_classes),
        ari: over(both - by_chance, (in_classes + in_clusters) / 2.0 - by_chance, 1.0),
        nmi_arithmetic: over(information, mean, 1.0),
        ami: over(information - expected, mean - expected, 1.0),
        homogeneity,
        completeness,
        v_measure: harmonic(homogeneity, completeness),
    })
}

fn harmonic(a: f64, b: f64) -> f64 {
    if a + b > 0.0 { 2.0 * a * b / (a + b) } else { 0.0 }
}

/// Mean mutual information of random labellings with these sizes (hypergeometric model).
fn expected_information<G, S>(classes: &BTreeMap<G, f64>, clusters: &BTreeMap<S, f64>, n: f64) -> f64 {
    let ln_factorial = |k: f64| ln_gamma(k + 1.0);
    let mut total = 0.0;
    for &a in classes.values() {
        for &b in clusters.values() {
            let mut c = (a + b - n).max(1.0);
            while c <= a.min(b) {
                let ln_chance = ln_factorial(a) + ln_factorial(b) + ln_factorial(n - a) + ln_factorial(n - b)
                    - ln_factorial(n)
                    - ln_factorial(c)
                    - ln_factorial(a - c)
                    - ln_factorial(b - c)
                    - ln_factorial(n - a - b + c);
                total += c / n * log(n * c / (a * b)) * exp(ln_chance);
                c += 1.0;
            }
        }
    }
    total
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merging_everything_and_splitting_too_much() {
        let gold = [0, 0, 0, 0, 1];
        let merged = evaluate(&gold, &[0; 5]).unwrap();
        assert!((merged.bcubed_precision - 0.68).abs() < 1e-12 && merged.ari == 0.0 && merged.completeness == 1.0);
        let split = evaluate(&gold, &[0, 0, 1, 1, 2]).unwrap();
        assert!((split.ami - 0.44444444444444436).abs() < 1e-12 && (split.bcubed_recall - 0.6).abs() < 1e-12);
        assert_eq!(evaluate(&gold, &gold).unwrap().bcubed_f1, 1.0);
        assert_eq!(evaluate::<u8, u8>(&[], &[]), None);
    }
}
