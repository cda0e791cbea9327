//! A lexicon against hand codes: precision, recall, F1 with intervals, MCC, corrected prevalence.
//!
//! # Question
//! How often is a hit right, and how much does the lexicon miss?
//!
//! # Formula
//! `precision = TP/(TP+FP)`, `recall = TP/(TP+FN)`, `F1 = 2TP/(2TP+FP+FN)`; Wilson intervals, that of F1
//! through Jaccard `t = TP/(TP+FP+FN)`, `F1 = 2t/(1+t)`. MCC
//! `(TP·TN − FP·FN)/√((TP+FP)(TP+FN)(TN+FP)(TN+FN))`, 0 by convention when a margin is empty.
//! Bootstrap of F1: as many passages as were coded are drawn with replacement, seeded; quantiles of the
//! draws in which F1 exists. A difference of two lexicons or outlets draws both anew.
//! Rogan-Gladen: `(apparent + specificity − 1)/(sensitivity + specificity − 1)`.
//!
//! # Reading
//! Half width of the 95 % interval of precision at 50 coded hits: ±.14 at .5, ±.08 to .10 at .9; at 200
//! coded hits ±.07.
//!
//! # When not
//! Recall needs a random sample of passages without hits; hits alone give precision only.
//!
//! # Source
//! Wilson 1927; Rogan & Gladen 1978; Matthews 1975; Efron & Tibshirani 1993 (percentile interval).
//!
//! # Worked numbers
//! 42 right of 50 hits, 15 missed, 135 true negatives: precision .84 (.71 to .92), F1 .785.
//! ```
//! use framescope::measure::validation::Confusion;
//! let c = Confusion { tp: 42, fp: 8, fn_: 15, tn: 135 };
//! assert_eq!(c.precision(), Some(0.84));
//! assert!((c.f1_interval(0.95).unwrap().0 - 0.6883104709133473).abs() < 1e-12);
//! assert!((c.mcc() - 0.7098341753509304).abs() < 1e-12);
//! ```
//! One right and one wrong hit, drawn twice: F1 is 0 in a quarter of draws, 2/3 in half, 1 in a quarter.
//! ```
//! use framescope::measure::validation::{Confusion, Draws};
//! let c = Confusion { tp: 1, fp: 1, fn_: 0, tn: 0 };
//! let draws = |level| Draws { level, number: 2000, seed: 1 };
//! assert_eq!(c.f1_bootstrap(&draws(0.95), &["a"]), Some((0.0, 1.0)));
//! assert_eq!(c.f1_bootstrap(&draws(0.4), &["a"]), Some((2.0 / 3.0, 2.0 / 3.0)));
//! ```

use crate::measure::share::{Interval, share, wilson};
use crate::measure::unit::{below, stream};
use libm::sqrt;
use rand_chacha::rand_core::Rng;

/// Hits and non-hits against hand codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Confusion {
    /// Hits that are right.
    pub tp: u64,
    /// Hits that are wrong.
    pub fp: u64,
    /// Missed.
    pub fn_: u64,
    /// Rightly no hit.
    pub tn: u64,
}

impl Confusion {
    fn total(&self) -> u64 {
        self.tp + self.fp + self.fn_ + self.tn
    }

    /// Share of hits that are right; `None` without hits.
    pub fn precision(&self) -> Option<f64> {
        share(self.tp, self.tp + self.fp)
    }

    /// Share of true cases found; `None` without true cases.
    pub fn recall(&self) -> Option<f64> {
        share(self.tp, self.tp + self.fn_)
    }

    /// Share of other cases left alone; `None` without any.
    pub fn specificity(&self) -> Option<f64> {
        share(self.tn, self.tn + self.fp)
    }

    /// Harmonic mean of precision and recall; `None` without hits and true cases.
    pub fn f1(&self) -> Option<f64> {
        share(2 * self.tp, 2 * self.tp + self.fp + self.fn_)
    }

    /// Share classed rightly.
    pub fn accuracy(&self) -> Option<f64> {
        share(self.tp + self.tn, self.total())
    }

    /// Mean of recall and specificity.
    pub fn balanced_accuracy(&self) -> Option<f64> {
        Some((self.recall()? + self.specificity()?) / 2.0)
    }

    /// Share of true cases.
    pub fn prevalence(&self) -> Option<f64> {
        share(self.tp + self.fn_, self.total())
    }

    /// Share of hits.
    pub fn apparent_prevalence(&self) -> Option<f64> {
        share(self.tp + self.fp, self.total())
    }

    /// Wilson interval of precision.
    pub fn precision_interval(&self, level: f64) -> Option<Interval> {
        wilson(self.tp, self.tp + self.fp, level)
    }

    /// Wilson interval of recall.
    pub fn recall_interval(&self, level: f64) -> Option<Interval> {
        wilson(self.tp, self.tp + self.fn_, level)
    }

    /// Interval of F1 through Jaccard's.
    pub fn f1_interval(&self, level: f64) -> Option<Interval> {
        let (low, high) = wilson(self.tp, self.tp + self.fp + self.fn_, level)?;
        Some((2.0 * low / (1.0 + low), 2.0 * high / (1.0 + high)))
    }

    /// Matthews correlation, 0 when a margin is empty.
    pub fn mcc(&self) -> f64 {
        let [tp, fp, fn_, tn] = [self.tp, self.fp, self.fn_, self.tn].map(|k| k as f64);
        let margins = (tp + fp) * (tp + fn_) * (tn + fp) * (tn + fn_);
        if margins > 0.0 { (tp * tn - fp * fn_) / sqrt(margins) } else { 0.0 }
    }

    /// Cohen's κ; `None` if all cases are of one kind for both.
    pub fn cohen_kappa(&self) -> Option<f64> {
        let [tp, fp, fn_, tn] = [self.tp, self.fp, self.fn_, self.tn].map(|k| k as f64);
        let n = tp + fp + fn_ + tn;
        let chance = ((tp + fp) * (tp + fn_) + (fn_ + tn) * (fp + tn)) / (n * n);
        (chance < 1.0).then(|| ((tp + tn) / n - chance) / (1.0 - chance))
    }

    /// Prevalence corrected for the lexicon's errors, cut to 0..1; `None` where hits carry no information.
    pub fn rogan_gladen(&self) -> Option<f64> {
        corrected_share(self.apparent_prevalence()?, self.recall()?, self.specificity()?)
    }
}

/// How an interval is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Draws {
    /// Level of the interval.
    pub level: f64,
    /// Resamples.
    pub number: u32,
    /// The study's seed.
    pub seed: u64,
}

impl Draws {
    /// Percentile interval of the values that exist; `None` when fewer than half of the draws have one.
    fn interval(&self, values: impl Iterator<Item = Option<f64>>) -> Option<Interval> {
        let mut values: Vec<f64> = values.flatten().collect();
        values.sort_by(f64::total_cmp);
        let at = |share: f64| values[((values.len() as f64 * share).ceil() as usize).clamp(1, values.len()) - 1];
        let tail = (1.0 - self.level) / 2.0;
        (2 * values.len() >= self.number as usize && !values.is_empty()).then(|| (at(tail), at(1.0 - tail)))
    }
}

impl Confusion {
    /// F1 of as many passages drawn with replacement.
    fn f1_of_draw(&self, rng: &mut impl Rng) -> Option<f64> {
        let n = u32::try_from(self.total()).ok()?;
        let (mut tp, mut wrong) = (0, 0);
        for _ in 0..n {
            let i = u64::from(below(rng, n));
            tp += u64::from(i < self.tp);
            wrong += u64::from(i >= self.tp && i < self.tp + self.fp + self.fn_);
        }
        share(2 * tp, 2 * tp + wrong)
    }

    /// Bootstrap interval of F1 over passages; `cell` names what is drawn. `None` without hits and true
    /// cases, or where most draws have none.
    pub fn f1_bootstrap(&self, draws: &Draws, cell: &[&str]) -> Option<Interval> {
        self.f1()?;
        let mut rng = stream(draws.seed, cell);
        draws.interval((0..draws.number).map(|_| self.f1_of_draw(&mut rng)))
    }

    /// F1 here less F1 there, and its bootstrap interval; both samples are drawn anew.
    pub fn f1_difference(&self, other: &Confusion, draws: &Draws, cell: &[&str]) -> Option<(f64, Option<Interval>)> {
        let difference = self.f1()? - other.f1()?;
        let mut rng = stream(draws.seed, cell);
        let mut draw = || Some(self.f1_of_draw(&mut rng)? - other.f1_of_draw(&mut rng)?);
        Some((difference, draws.interval((0..draws.number).map(|_| draw()))))
    }
}

/// An apparent share corrected for sensitivity and specificity known from a coded sample, cut to 0..1;
/// `None` if they sum to 1, where hits carry no information.
pub fn corrected_share(apparent: f64, sensitivity: f64, specificity: f64) -> Option<f64> {
    let scale = sensitivity + specificity - 1.0;
    (scale != 0.0).then(|| ((apparent + specificity - 1.0) / scale).clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lexicon_that_finds_nothing() {
        let c = Confusion { tp: 0, fp: 0, fn_: 12, tn: 188 };
        assert_eq!((c.precision(), c.recall(), c.f1(), c.mcc(), c.rogan_gladen()), (None, Some(0.0), Some(0.0), 0.0, None));
        assert_eq!(c.cohen_kappa(), Some(0.0));
    }

    #[test]
    fn intervals_are_drawn_the_same_for_one_seed() {
        let c = Confusion { tp: 42, fp: 8, fn_: 15, tn: 135 };
        let draws = Draws { level: 0.95, number: 2000, seed: 7 };
        let (low, high) = c.f1_bootstrap(&draws, &["x"]).unwrap();
        assert_eq!(c.f1_bootstrap(&draws, &["x"]), Some((low, high)));
        assert_ne!(c.f1_bootstrap(&Draws { seed: 8, ..draws }, &["x"]), Some((low, high)));
        // Delta method: se of F1 about .042 here, so about .70 to .87.
        assert!((low - 0.697).abs() < 0.02 && (high - 0.862).abs() < 0.02, "{low} {high}");
        let (zero, interval) = c.f1_difference(&c, &draws, &["x"]).unwrap();
        assert!(zero == 0.0 && interval.is_some_and(|(l, h)| l < 0.0 && h > 0.0));
        assert_eq!(Confusion { tp: 0, fp: 0, fn_: 0, tn: 9 }.f1_bootstrap(&draws, &["x"]), None);
    }

    #[test]
    fn correction_recovers_the_true_share() {
        let c = Confusion { tp: 42, fp: 8, fn_: 15, tn: 135 };
        assert!((c.rogan_gladen().unwrap() - c.prevalence().unwrap()).abs() < 1e-12);
    }
}
