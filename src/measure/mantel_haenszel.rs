//! Mantel-Haenszel common odds ratio and the CMH test: two outlets compared within events.
//!
//! # Question
//! On the same events, does one outlet prefer pole a, whatever each event is about?
//!
//! # Formula
//! Per event a 2 × 2 table, rows outlets x and y, columns poles a and b: [[a, b], [c, d]], total t.
//! `OR = Σ(ad/t) / Σ(bc/t)`. `CMH = (Σa − ΣE)² / ΣV`, `E = (a+b)(a+c)/t`,
//! `V = (a+b)(c+d)(a+c)(b+d)/(t²(t−1))`, no continuity correction, chi-squared with 1 degree of freedom.
//! Interval of ln OR with the variance of Robins, Breslow & Greenland.
//!
//! # Reading
//! OR 3: for every event taken alone, the odds of pole a are three times as high in x. Where it differs
//! in sign from the pooled odds ratio, the outlets cover different events.
//!
//! # When not
//! Hits in one article are taken as independent; with many hits per article use the permutation inside
//! events. Events that only one outlet covers add nothing.
//!
//! # Source
//! Mantel & Haenszel 1959; Robins, Breslow & Greenland 1986.
//!
//! # Worked numbers
//! Five events give a common odds ratio of 22.2 where the pooled one is 10.7.
//! ```
//! use framescope::measure::mantel_haenszel::mantel_haenszel;
//! let events = [[[3, 0], [0, 1]], [[2, 0], [1, 1]], [[1, 2], [0, 2]], [[2, 1], [1, 3]], [[4, 0], [1, 1]]];
//! let r = mantel_haenszel(&events, 0.95).unwrap();
//! assert!((r.odds_ratio.unwrap() - 22.216666666666665).abs() < 1e-12);
//! assert!((r.cmh - 6.611408708707484).abs() < 1e-12 && (r.p - 0.010132747339279111).abs() < 1e-12);
//! ```

use crate::measure::special::{chi2_p, normal_multiplier};
use libm::{exp, log, sqrt};

/// One event: `[[x hits of a, x hits of b], [y hits of a, y hits of b]]`.
pub type Event = [[u64; 2]; 2];

/// Result over all events.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MantelHaenszel {
    /// Common odds ratio; `None` where the denominator is 0.
    pub odds_ratio: Option<f64>,
    /// Interval of the odds ratio; `None` where the ratio is 0 or infinite.
    pub ci: Option<(f64, f64)>,
    /// CMH chi-squared.
    pub cmh: f64,
    /// Its p value.
    pub p: f64,
    /// Events in which both outlets and both poles occur, the only ones that inform.
    pub n_informative: u64,
}

/// Combines events; `None` if none informs.
pub fn mantel_haenszel(events: &[Event], level: f64) -> Option<MantelHaenszel> {
    let (mut r, mut s, mut pr, mut ps_qr, mut qs) = (0.0, 0.0, 0.0, 0.0, 0.0);
    let (mut excess, mut variance, mut n_informative) = (0.0, 0.0, 0);
    for event in events {
        let [[a, b], [c, d]] = event.map(|row| row.map(|k| k as f64));
        let t = a + b + c + d;
        let margins = (a + b) * (c + d) * (a + c) * (b + d);
        if t < 2.0 || margins == 0.0 {
            continue;
        }
        n_informative += 1;
        let (up, down, p, q) = (a * d / t, b * c / t, (a + d) / t, (b + c) / t);
        r += up;
        s += down;
        pr += p * up;
        ps_qr += p * down + q * up;
        qs += q * down;
        excess += (a * d - b * c) / t;
        variance += margins / (t * t * (t - 1.0));
    }
    if n_informative == 0 {
        return None;
    }
    let cmh = excess * excess / variance;
    let z = normal_multiplier(level)?;
    let ci = (r > 0.0 && s > 0.0).then(|| {
        let se = sqrt(pr / (2.0 * r * r) + ps_qr / (2.0 * r * s) + qs / (2.0 * s * s));
        (exp(log(r / s) - z * se), exp(log(r / s) + z * se))
    });
    Some(MantelHaenszel { odds_ratio: (s > 0.0).then(|| r / s), ci, cmh, p: chi2_p(cmh, 1.0), n_informative })
}

/// Odds ratio of all events thrown together; `None` where the denominator is 0.
pub fn pooled_odds_ratio(events: &[Event]) -> Option<f64> {
    let sum = |i: usize, j: usize| events.iter().map(|e| e[i][j]).sum::<u64>() as f64;
    let down = sum(0, 1) * sum(1, 0);
    (down > 0.0).then(|| sum(0, 0) * sum(1, 1) / down)
}

/// Whether pooling turns the within-event direction round (Simpson's paradox); `None` where either
/// direction is undefined.
pub fn pooling_flips(events: &[Event], level: f64) -> Option<bool> {
    let within = mantel_haenszel(events, level)?.odds_ratio?;
    let pooled = pooled_odds_ratio(events)?;
    Some((within - 1.0) * (pooled - 1.0) < 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn simpsons_paradox_is_seen() {
        let berkeley_like = [[[80, 20], [8, 1]], [[10, 90], [200, 800]]];
        assert_eq!(pooling_flips(&berkeley_like, 0.95), Some(true));
    }

    #[test]
    fn events_of_one_outlet_add_nothing() {
        let shared = [[3, 1], [1, 4]];
        let alone = [[9, 2], [0, 0]];
        let both = mantel_haenszel(&[shared, alone], 0.95).unwrap();
        assert_eq!(both, mantel_haenszel(&[shared], 0.95).unwrap());
        assert_eq!(mantel_haenszel(&[alone], 0.95), None);
    }
}
