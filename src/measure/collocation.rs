//! Association of two words: node and collocate.
//!
//! # Question
//! Which words stand near a name more often than chance, and so form its epithets?
//!
//! # Formula
//! O hits together, R tokens of the node (or of its windows), C tokens of the collocate, N tokens;
//! `E = RC/N`. MI `log2(O/E)`, MI² `log2(O²/E)`, MI³ `log2(O³/E)`, local MI `O·log10(O/E)`, t `(O−E)/√O`,
//! z `(O−E)/√E`, G² over four cells, simple G² `2(O ln(O/E) − (O−E))`, χ², Dice `2O/(R+C)`, logDice
//! `14 + log2 Dice`, minimum sensitivity `min(O/R, O/C)`, Jaccard, ΔP `O/R − (C−O)/(N−R)` and its
//! reverse, log odds ratio with Haldane's ½, NPMI `ln(O/E)/−ln(O/N)`, Liddell `(O11 O22 − O12 O21)/(C(N−C))`.
//!
//! # Reading
//! MI favours rare pairs, t frequent ones; logDice does not depend on corpus size and is 14 for a pair
//! never apart. ΔP shows which word predicts the other. `collocations.csv` counts positions within 5 words of
//! a hit, in its sentence, each once: O of them hold the term, R is their number, C and N are counted outside
//! the hits; logDice and Dice take the number of hits for R. Its z, p and log ratio compare the term's rate
//! in the outlet's windows with that in all others', documents (or events) as units.
//!
//! # When not
//! None of them is calibrated against bursts; only the comparison of outlets is. A word is listed because it
//! is strong beside the wording in that outlet, so its p alone is too small: read `p_adjusted`, which is
//! taken over every word and outlet tested, listed or not.
//!
//! # Source
//! Evert 2008, "Corpora and collocations"; Rychlý 2008 (logDice); Gries 2013 (ΔP); Bouma 2009 (NPMI).
//!
//! # Worked numbers
//! 38 together, 1,610 and 412 apart, in 845,000 tokens: MI 5.60, logDice 9.27, t 6.04.
//! ```
//! use framescope::measure::collocation::Association;
//! let a = Association::of(38, 1610, 412, 845_000).unwrap();
//! assert!((a.mi_log2.unwrap() - 5.597173829090021).abs() < 1e-12);
//! assert!((a.log_dice.unwrap() - 9.26636023154057).abs() < 1e-12);
//! assert!((Association::of(20, 20, 20, 14_307_668).unwrap().log_dice.unwrap() - 14.0).abs() < 1e-12);
//! ```

use crate::measure::pair::Pair;
use crate::measure::special::{deviance, log2};
use crate::measure::{chi2, g2, odds_ratio};
use libm::{log, log10, sqrt};

/// Association measures of one pair; logarithms of a pair never seen together are `None`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Association {
    /// E.
    pub expected: f64,
    /// Mutual information, bits.
    pub mi_log2: Option<f64>,
    /// MI with O squared.
    pub mi2_log2: Option<f64>,
    /// MI with O cubed.
    pub mi3_log2: Option<f64>,
    /// O times MI, base 10.
    pub local_mi_log10: Option<f64>,
    /// t score.
    pub t_score: Option<f64>,
    /// z score.
    pub z_score: f64,
    /// Dice coefficient.
    pub dice: f64,
    /// logDice.
    pub log_dice: Option<f64>,
    /// Minimum sensitivity.
    pub min_sensitivity: f64,
    /// G² over four cells.
    pub log_likelihood: f64,
    /// Simple G².
    pub simple_ll: f64,
    /// Pearson chi-squared.
    pub chi2: Option<f64>,
    /// ΔP of the collocate given the node.
    pub delta_p_collocate_given_node: f64,
    /// ΔP of the node given the collocate.
    pub delta_p_node_given_collocate: f64,
    /// Log odds ratio, ½ added to each cell.
    pub log_odds_ratio_haldane: f64,
    /// Liddell's difference of proportions.
    pub liddell: f64,
    /// Normalised pointwise mutual information.
    pub npmi: Option<f64>,
    /// Jaccard coefficient.
    pub jaccard: f64,
}

impl Association {
    /// From `o` joint hits, `r` of the node, `c` of the collocate, in `n` tokens; `None` if they contradict
    /// each other or a word never or always occurs.
    pub fn of(o: u64, r: u64, c: u64, n: u64) -> Option<Association> {
        let pair = Pair::from_margins(o, r, c, n)?;
        if c == 0 || c == n || o > r {
            return None;
        }
        let (of, rf, cf, nf) = (o as f64, r as f64, c as f64, n as f64);
        let expected = rf * cf / nf;
        let ratio = of / expected;
        let seen = |value: f64| (o > 0).then_some(value);
        let dice = 2.0 * of / (rf + cf);
        // O11·O22 − O12·O21 = O·N − R·C, exactly.
        let cross = (i128::from(o) * i128::from(n) - i128::from(r) * i128::from(c)) as f64;
        Some(Association {
            expected,
            mi_log2: seen(log2(ratio)),
            mi2_log2: seen(log2(of * ratio)),
            mi3_log2: seen(log2(of * of * ratio)),
            local_mi_log10: seen(of * log10(ratio)),
            t_score: seen((of - expected) / sqrt(of)),
            z_score: (of - expected) / sqrt(expected),
            dice,
            log_dice: log_dice(o, r, c),
            min_sensitivity: of / rf.max(cf),
            log_likelihood: g2::g2_4cell(&pair),
            simple_ll: 2.0 * deviance(of, expected, cross / nf),
            chi2: chi2::chi2(&pair),
            delta_p_collocate_given_node: cross / (rf * (nf - rf)),
            delta_p_node_given_collocate: cross / (cf * (nf - cf)),
            log_odds_ratio_haldane: odds_ratio::log_haldane(&pair).0,
            liddell: cross / (cf * (nf - cf)),
            npmi: seen(log(ratio) / -log(of / nf)),
            jaccard: of / (rf + cf - of),
        })
    }
}

/// `14 + log2(2O/(R+C))`; `None` for a pair never together.
pub fn log_dice(o: u64, r: u64, c: u64) -> Option<f64> {
    (o > 0).then(|| 14.0 + log2(2.0 * o as f64 / (r as f64 + c as f64)))
}

/// Blaheta and Johnson's λ for two adjacent words: log odds ratio of the four counts `[[n11, n10],
/// [n01, n00]]` with `smoothing` added to each, and its standard error. z is their ratio.
pub fn lambda(counts: [[u64; 2]; 2], smoothing: f64) -> Option<(f64, f64)> {
    let [[a, b], [c, d]] = counts.map(|row| row.map(|k| k as f64 + smoothing));
    let lambda = log(a * d / (b * c));
    lambda.is_finite().then(|| (lambda, sqrt(1.0 / a + 1.0 / b + 1.0 / c + 1.0 / d)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_avoid_each_other() {
        let a = Association::of(2, 5200, 9400, 845_000).unwrap();
        assert!((a.mi_log2.unwrap() + 4.854149133536545).abs() < 1e-12 && (a.log_likelihood - 99.17501285349688).abs() < 1e-9);
        assert!((a.liddell + 0.0060079137936302615).abs() < 1e-15);
        let never = Association::of(0, 5200, 9400, 845_000).unwrap();
        assert_eq!((never.mi_log2, never.log_dice, never.npmi), (None, None, None));
        assert_eq!(Association::of(6, 5, 9, 100), None);
    }

    #[test]
    fn lambda_of_a_strong_pair() {
        let (lambda, se) = lambda([[12, 3], [5, 980]], 0.5).unwrap();
        assert!((lambda - 6.456280229210863).abs() < 1e-12 && (se - 0.7406432038065347).abs() < 1e-12);
    }
}
