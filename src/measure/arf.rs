//! Reduced frequencies: a term's count after bursts are discounted (ARF, AWT, ALD).
//!
//! # Question
//! How often would a term occur if its bursts counted as one?
//!
//! # Formula
//! Positions `n_1 < … < n_f` in a corpus of N tokens read as a circle; distances `d_i` between
//! neighbours, `Σd = N`, `v̄ = N/f`. `ARF = (1/v̄) Σ min(d_i, v̄)`. `AWT = ½(1 + Σd²/N)`,
//! `f_AWT = N/(2 AWT − 1) = N²/Σd²`. `ALD = −Σ (d/N) log10(d/N)`, `f_ALD = 10^ALD`.
//!
//! # Reading
//! All reduced frequencies equal f when occurrences are evenly spaced and fall to about 1 when they stand
//! side by side. In `arf.csv` an outlet's documents stand in order of date, then identifier, undated last.
//!
//! # When not
//! Depends on the order in which documents are joined; with documents as units DP is order-free.
//!
//! # Source
//! Savický & Hlaváčová 2002, Journal of Quantitative Linguistics 9.
//!
//! # Worked numbers
//! Positions 2 11 13 22 24 29 31 34 37 38 41 43 44 47 49 of 50: ARF 11.1, AWT 3.04, f_ALD 12.08.
//! ```
//! use framescope::measure::arf::Reduced;
//! let r = Reduced::of(&[2, 11, 13, 22, 24, 29, 31, 34, 37, 38, 41, 43, 44, 47, 49], 50).unwrap();
//! assert!((r.arf - 11.1).abs() < 1e-12 && (r.awt - 3.04).abs() < 1e-12);
//! assert!((r.f_ald - 12.083794333361396).abs() < 1e-11);
//! ```

use libm::{exp10, log10};

/// Reduced frequencies of one term.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reduced {
    /// Plain frequency.
    pub f: u64,
    /// Average reduced frequency.
    pub arf: f64,
    /// Average waiting time, in tokens.
    pub awt: f64,
    /// Frequency reduced by waiting time.
    pub f_awt: f64,
    /// Average logarithmic distance, as the base-10 logarithm of the reduced frequency.
    pub ald_log10: f64,
    /// Frequency reduced by logarithmic distance.
    pub f_ald: f64,
}

impl Reduced {
    /// From ascending token positions (any origin) in a corpus of `n` tokens; `None` without positions or
    /// if they do not fit.
    pub fn of(positions: &[u64], n: u64) -> Option<Reduced> {
        let mut gaps = Gaps::new(positions.len() as u64, n);
        positions.iter().for_each(|p| gaps.add(*p));
        gaps.end()
    }
}

/// Reduces a term whose positions come one by one, its frequency being known.
#[derive(Clone, Copy, Debug)]
pub struct Gaps {
    f: u64,
    n: u64,
    /// First and last position so far.
    ends: Option<(u64, u64)>,
    seen: u64,
    ascending: bool,
    capped: f64,
    squares: f64,
    ald: f64,
}

impl Gaps {
    /// Of a term that occurs `f` times in `n` tokens.
    pub fn new(f: u64, n: u64) -> Gaps {
        Gaps { f, n, ends: None, seen: 0, ascending: true, capped: 0.0, squares: 0.0, ald: 0.0 }
    }

    /// Adds the next position.
    pub fn add(&mut self, position: u64) {
        self.seen += 1;
        let first = match self.ends {
            Some((first, last)) => {
                self.ascending &= last < position;
                self.gap(position.saturating_sub(last));
                first
            }
            None => position,
        };
        self.ends = Some((first, position));
    }

    fn gap(&mut self, gap: u64) {
        let (d, n) = (gap as f64, self.n as f64);
        self.capped += d.min(n / self.f as f64);
        self.squares += d * d;
        self.ald -= d / n * log10(d / n);
    }

    /// Closes the circle; `None` without positions, or if they are not as many as said, do not ascend, or
    /// do not fit.
    pub fn end(mut self) -> Option<Reduced> {
        let (first, last) = self.ends.filter(|(first, last)| last.saturating_sub(*first) < self.n)?;
        if !self.ascending || self.seen != self.f {
            return None;
        }
        self.gap(self.n - (last - first));
        let n = self.n as f64;
        Some(Reduced {
            f: self.f,
            arf: self.capped * self.f as f64 / n,
            awt: 0.5 * (1.0 + self.squares / n),
            f_awt: n * n / self.squares,
            ald_log10: self.ald,
            f_ald: exp10(self.ald),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn even_spacing_keeps_the_count_and_a_burst_loses_it() {
        let even = Reduced::of(&[10, 20, 30, 40, 50, 60, 70, 80, 90, 100], 100).unwrap();
        assert!((even.arf - 10.0).abs() < 1e-12 && (even.f_awt - 10.0).abs() < 1e-12);
        let burst = Reduced::of(&[50, 51, 52, 53, 54], 1000).unwrap();
        assert!((burst.arf - 1.02).abs() < 1e-12 && (burst.awt - 496.51).abs() < 1e-9);
        assert_eq!((Reduced::of(&[], 10), Reduced::of(&[1, 12], 10), Reduced::of(&[3, 3], 10)), (None, None, None));
    }
}
