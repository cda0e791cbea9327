//! Wordscores: places texts on a scale given by reference texts of known position.
//!
//! # Question
//! If these texts stand at −1 and +1, where do the others stand?
//!
//! # Formula
//! `F_wr` relative frequency of word w in reference r; `P_wr = F_wr/Σ_r F_wr`; word score `S_w = Σ P_wr A_r`,
//! A the positions. Text score `S_v = Σ F_wv S_w` over scored words; standard error
//! `√(ΣF_wv(S_w − S_v)²)/√n_v`, n_v scored words. Rescaled: LBG `(S_v − S̄)·SD_A/SD_S + S̄` with mean and SD
//! over all texts scored; MV stretches so that the two extreme references regain their positions.
//!
//! # Reading
//! Raw scores bunch around the middle because frequent words are shared; compare within one method only.
//!
//! # When not
//! Only meaningful if the references truly span the dimension. With one virgin text LBG's SD over virgin
//! texts alone is undefined, hence the SD over all.
//!
//! # Source
//! Laver, Benoit & Garry 2003, APSR 97; Martin & Vanberg 2008, Political Analysis 16.
//!
//! # Worked numbers
//! One word in the first reference only and one in both equally, positions −1 and 1: scores −1 and 0.
//! ```
//! use framescope::measure::wordscores::Wordscores;
//! let w = Wordscores::fit(&[vec![1, 1], vec![0, 2]], &[-1.0, 1.0]).unwrap();
//! assert_eq!(w.word_scores, [Some(-1.0), Some(1.0 / 3.0)]);
//! assert_eq!(w.score(&[1, 1]).unwrap().raw, (-1.0 + 1.0 / 3.0) / 2.0);
//! ```

use libm::sqrt;

/// A fitted scale.
#[derive(Clone, Debug, PartialEq)]
pub struct Wordscores {
    /// Score of each word; `None` for words in no reference.
    pub word_scores: Vec<Option<f64>>,
    /// Positions of the references, as given.
    pub positions: Vec<f64>,
    references: Vec<Score>,
}

/// A scored text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// Mean of its word scores.
    pub raw: f64,
    /// Standard error.
    pub se: f64,
}

impl Wordscores {
    /// From `counts[reference][word]` and the references' positions; `None` unless there are at least two
    /// references with words and as many positions.
    pub fn fit(counts: &[Vec<u64>], positions: &[f64]) -> Option<Wordscores> {
        let totals: Vec<f64> = counts.iter().map(|row| row.iter().sum::<u64>() as f64).collect();
        if counts.len() < 2 || counts.len() != positions.len() || totals.contains(&0.0) {
            return None;
        }
        let score_word = |w: usize| {
            let shares = counts.iter().zip(&totals).map(|(row, total)| row[w] as f64 / total);
            let (top, bottom) = shares.zip(positions).fold((0.0, 0.0), |s, (f, a)| (s.0 + f * a, s.1 + f));
            (bottom > 0.0).then(|| top / bottom)
        };
        let word_scores = (0..counts[0].len()).map(score_word).collect();
        let mut fitted = Wordscores { word_scores, positions: positions.to_vec(), references: Vec::new() };
        fitted.references = counts.iter().map(|row| fitted.score(row)).collect::<Option<_>>()?;
        Some(fitted)
    }

    /// Scores a text from its counts; `None` if it has no scored word.
    pub fn score(&self, counts: &[u64]) -> Option<Score> {
        let scored = || counts.iter().zip(&self.word_scores).filter_map(|(n, s)| Some((*n as f64, (*s)?)));
        let n: f64 = scored().map(|w| w.0).sum();
        let raw = scored().map(|(n, s)| n * s).sum::<f64>() / n;
        let squares: f64 = scored().map(|(k, s)| k / n * (s - raw) * (s - raw)).sum();
        (n > 0.0).then(|| Score { raw, se: sqrt(squares) / sqrt(n) })
    }

    /// Scores of the references themselves.
    pub fn references(&self) -> &[Score] {
        &self.references
    }

    /// LBG rescaling of raw scores, mean and SD over all of `raw`; `None` if they do not vary.
    pub fn lbg(&self, raw: &[f64]) -> Option<Vec<f64>> {
        let (mean, sd) = mean_and_sd(raw)?;
        let (_, sd_positions) = mean_and_sd(&self.positions)?;
        (sd > 0.0).then(|| raw.iter().map(|s| (s - mean) * sd_positions / sd + mean).collect())
    }

    /// Martin and Vanberg's rescaling of raw scores, and its factor (by which standard errors grow); `None`
    /// if the extreme references have equal scores.
    pub fn mv(&self, raw: &[f64]) -> Option<(Vec<f64>, f64)> {
        let extreme = |sign: f64| {
            (0..self.positions.len()).max_by(|&i, &j| (sign * self.positions[i]).total_cmp(&(sign * self.positions[j])))
        };
        let (low, high) = (extreme(-1.0)?, extreme(1.0)?);
        let (from, to) = (self.references[low].raw, self.references[high].raw);
        let factor = (self.positions[high] - self.positions[low]) / (to - from);
        factor.is_finite().then(|| (raw.iter().map(|s| (s - from) * factor + self.positions[low]).collect(), factor))
    }
}

fn mean_and_sd(values: &[f64]) -> Option<(f64, f64)> {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|v| (v - mean) * (v - mean)).sum();
    (values.len() > 1).then(|| (mean, sqrt(squares / (n - 1.0))))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Laver, Benoit and Garry's table: one profile shifted by five words per text, and a virgin text.
    fn lbg() -> (Vec<Vec<u64>>, Vec<u64>) {
        let profile = [2, 3, 10, 22, 45, 78, 115, 146, 158, 146, 115, 78, 45, 22, 10, 3, 2];
        let text = |shift: usize| {
            (0..37).map(|w: usize| w.checked_sub(shift).and_then(|i| profile.get(i)).copied().unwrap_or(0)).collect()
        };
        ([0, 5, 10, 15, 20].map(text).to_vec(), text(7))
    }

    #[test]
    fn the_worked_example_of_the_paper() {
        let (references, virgin) = lbg();
        let w = Wordscores::fit(&references, &[-1.5, -0.75, 0.0, 0.75, 1.5]).unwrap();
        let v = w.score(&virgin).unwrap();
        assert!((v.raw + 0.4480590766).abs() < 1e-9 && (v.se - 0.011897667).abs() < 1e-8);
        let raw: Vec<f64> = w.references().iter().map(|s| s.raw).chain([v.raw]).collect();
        assert!((w.lbg(&raw).unwrap()[5] + 0.5296715).abs() < 1e-6);
        assert!((w.mv(&raw).unwrap().0[5] + 0.5099572).abs() < 1e-6);
    }

    #[test]
    fn nothing_to_score() {
        let w = Wordscores::fit(&[vec![1, 0, 0], vec![0, 1, 0]], &[-1.0, 1.0]).unwrap();
        assert_eq!((w.score(&[0, 0, 4]), w.word_scores[2]), (None, None));
        assert_eq!(Wordscores::fit(&[vec![1]], &[0.0]), None);
    }
}
