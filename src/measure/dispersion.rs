//! Dispersion of a term over the parts of a corpus, here its documents.
//!
//! # Question
//! Is a term spread over an outlet's articles or bunched in a few?
//!
//! # Formula
//! Per part: v hits, s share of all tokens, p = v/size; f = Σv, n parts, logs base 2.
//! Range = parts with the term. VC = sd/mean of v. Juilland `D = 1 − VC(p)/√(n−1)` (VC with population
//! sd). Carroll `D2 = H(p/Σp)/log2 n`. Rosengren `S = (Σ√(s v))²/f`. Gries `DP = ½ Σ|v/f − s|`,
//! `DPnorm = DP/(1 − min s)`. `KLD = Σ (v/f) log2((v/f)/s)`, normalised `1 − 2^−KLD`.
//! `D_A = 1 − mean|p_i − p_j| / (2 mean p)` over pairs. `IDF = log2(n/range)`.
//!
//! # Reading
//! DP and KLD: 0 is perfectly even, towards 1 bunched. D, D2, S and D_A: 1 is even, 0 bunched.
//!
//! # When not
//! Below about 5 hits every measure mostly reflects the count. D on raw counts (`juilland_d_counts`)
//! misreads parts of unequal size.
//!
//! # Source
//! Gries 2008, International Journal of Corpus Linguistics 13, and Gries 2020, "Analyzing dispersion";
//! Burch, Egbert & Biber 2017 (D_A).
//!
//! # Worked numbers
//! Gries's five parts, 1 2 3 4 5 hits in 9 10 10 10 11 tokens: D .785, D2 .938, S .950, DP .18,
//! DPnorm .2195, KLD .137, D_A .697.
//! ```
//! use framescope::measure::dispersion::Dispersion;
//! let d = Dispersion::of(&[(1, 9), (2, 10), (3, 10), (4, 10), (5, 11)]).unwrap();
//! assert!((d.dp - 0.18).abs() < 1e-12 && (d.d_a.unwrap() - 0.6974500344589938).abs() < 1e-12);
//! assert!((d.juilland_d.unwrap() - 0.7851504534504508).abs() < 1e-12);
//! ```

use crate::measure::special::log2;
use libm::{exp2, fabs, sqrt};

/// Dispersion measures of one term; a field is `None` where its formula has no value (one part only).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dispersion {
    /// Hits.
    pub f: u64,
    /// Parts with tokens.
    pub n_parts: u64,
    /// Parts with the term.
    pub range: u64,
    /// Population standard deviation of the hits per part.
    pub sd_population: f64,
    /// Sample standard deviation.
    pub sd_sample: Option<f64>,
    /// Coefficient of variation, population.
    pub vc_population: f64,
    /// Coefficient of variation, sample.
    pub vc_sample: Option<f64>,
    /// Juilland's D on rates.
    pub juilland_d: Option<f64>,
    /// Juilland's D on raw counts, for comparison with older work.
    pub juilland_d_counts: Option<f64>,
    /// Carroll's D2.
    pub carroll_d2: Option<f64>,
    /// Rosengren's S.
    pub rosengren_s: f64,
    /// Gries's deviation of proportions.
    pub dp: f64,
    /// DP divided by its maximum.
    pub dp_norm: Option<f64>,
    /// Kullback-Leibler divergence, bits.
    pub kld_log2: f64,
    /// `1 − 2^−KLD`.
    pub kld_norm: f64,
    /// D_A.
    pub d_a: Option<f64>,
    /// Inverse document frequency, bits.
    pub idf_log2: f64,
}

impl Dispersion {
    /// All measures of a term from (hits, tokens) of every part; parts without tokens change nothing.
    /// `None` if the term does not occur.
    pub fn of(parts: &[(u64, u64)]) -> Option<Dispersion> {
        let parts: Vec<(f64, f64)> = parts.iter().filter(|p| p.1 > 0).map(|&(v, size)| (v as f64, size as f64)).collect();
        let f: f64 = parts.iter().map(|p| p.0).sum();
        if f == 0.0 {
            return None;
        }
        let n = parts.len() as f64;
        let several = parts.len() > 1;
        let total: f64 = parts.iter().map(|p| p.1).sum();
        let range = parts.iter().filter(|p| p.0 > 0.0).count() as f64;
        let rates: Vec<f64> = parts.iter().map(|(v, size)| v / size).collect();
        let counts: Vec<f64> = parts.iter().map(|p| p.0).collect();
        let (vc, vc_rates) = (variation(&counts), variation(&rates));
        let sd = vc * f / n;
        let sampled = sqrt(n / (n - 1.0));
        let smallest = parts.iter().map(|p| p.1 / total).fold(f64::INFINITY, f64::min);
        let dp = 0.5 * parts.iter().map(|(v, size)| fabs(v / f - size / total)).sum::<f64>();
        let kld = parts.iter().filter(|p| p.0 > 0.0).map(|(v, size)| v / f * log2(v / f * total / size)).sum::<f64>();
        let root: f64 = parts.iter().map(|(v, size)| sqrt(v * size / total)).sum();
        Some(Dispersion {
            f: f as u64,
            n_parts: n as u64,
            range: range as u64,
            sd_population: sd,
            sd_sample: several.then_some(sd * sampled),
            vc_population: vc,
            vc_sample: several.then_some(vc * sampled),
            juilland_d: several.then(|| 1.0 - vc_rates / sqrt(n - 1.0)),
            juilland_d_counts: several.then(|| 1.0 - vc / sqrt(n - 1.0)),
            carroll_d2: several.then(|| entropy(&rates) / log2(n)),
            rosengren_s: root * root / f,
            dp,
            dp_norm: several.then(|| dp / (1.0 - smallest)),
            kld_log2: kld,
            kld_norm: 1.0 - exp2(-kld),
            d_a: several.then(|| average_difference(rates)),
            idf_log2: log2(n / range),
        })
    }
}

/// DP from the parts that hold the term only, as (hits, tokens), and the tokens of all parts: what a
/// sparse table has at hand. `None` if the term does not occur.
pub fn dp(with_term: impl IntoIterator<Item = (u64, u64)> + Clone, total_tokens: u64) -> Option<f64> {
    let f: u64 = with_term.clone().into_iter().map(|p| p.0).sum();
    if f == 0 || total_tokens == 0 {
        return None;
    }
    let total = total_tokens as f64;
    let (mut sum, mut covered) = (0.0, 0);
    for (v, size) in with_term {
        sum += fabs(v as f64 / f as f64 - size as f64 / total);
        covered += size;
    }
    Some(0.5 * (sum + total_tokens.saturating_sub(covered) as f64 / total))
}

/// Population standard deviation over mean.
fn variation(values: &[f64]) -> f64 {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    sqrt(values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / n) / mean
}

/// Entropy in bits of values taken as shares of their sum.
fn entropy(values: &[f64]) -> f64 {
    let sum: f64 = values.iter().sum();
    values.iter().filter(|v| **v > 0.0).map(|v| v / sum * log2(sum / v)).sum()
}

/// `1 − mean|p_i − p_j|/(2 mean p)` over all pairs, in n log n: sorted, the i-th value counts `2i − n + 1` times.
fn average_difference(mut rates: Vec<f64>) -> f64 {
    rates.sort_by(f64::total_cmp);
    let n = rates.len() as f64;
    let differences: f64 = rates.iter().enumerate().map(|(i, p)| (2.0 * i as f64 - n + 1.0) * p).sum();
    let mean = rates.iter().sum::<f64>() / n;
    1.0 - differences / (n * (n - 1.0) / 2.0) / (2.0 * mean)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sparse_and_full_dp_agree() {
        let all = [(12, 10250), (0, 8020), (3, 15300), (7, 9900), (1, 4100), (0, 3050), (25, 21000), (2, 7700)];
        let total = all.iter().map(|p| p.1).sum();
        let sparse = dp(all.into_iter().filter(|p| p.0 > 0), total).unwrap();
        assert!((sparse - 0.36121533030761477).abs() < 1e-14);
        assert!((sparse - Dispersion::of(&all).unwrap().dp).abs() < 1e-14);
    }

    #[test]
    fn a_term_in_one_part_is_bunched_and_an_absent_one_is_nothing() {
        let d = Dispersion::of(&[(50, 100), (0, 100), (0, 0)]).unwrap();
        assert_eq!((d.n_parts, d.dp, d.dp_norm, d.kld_norm), (2, 0.5, Some(1.0), 0.5));
        assert_eq!(Dispersion::of(&[(0, 5)]), None);
        assert_eq!(Dispersion::of(&[(2, 5)]).unwrap().juilland_d, None);
    }
}
