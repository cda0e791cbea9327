//! Corrections for testing many things at once.
//!
//! # Question
//! How many of the differences called significant in a table are to be expected by chance alone?
//!
//! # Formula
//! With p sorted ascending, rank i of m: Bonferroni `m p`; Holm `max_{j≤i} (m−j+1) p_j`; Hochberg
//! `min_{j≥i} (m−j+1) p_j`; Benjamini-Hochberg `min_{j≥i} m p_j / j`; Benjamini-Yekutieli the same times
//! `Σ 1/k`. All are capped at 1.
//!
//! # Reading
//! Of the rows with a Benjamini-Hochberg value below 0.05, at most 5 % are expected to be false; with
//! Holm or Bonferroni, the chance of even one false row is at most 5 %. The family is all rows tested in
//! one table.
//!
//! # When not
//! No correction rescues a test that is wrong to begin with: token-level G² keeps hundreds of false
//! terms after it.
//!
//! # Source
//! Benjamini & Hochberg 1995, JRSS B 57; Benjamini & Yekutieli 2001; Holm 1979; Hochberg 1988.
//!
//! # Worked numbers
//! p = .01, .02, .03, .04: Benjamini-Hochberg gives .04 for each, Bonferroni .04, .08, .12, .16.
//! ```
//! use framescope::measure::adjust::Method;
//! let p = [Some(0.01), Some(0.04), Some(0.03), Some(0.02), None];
//! assert_eq!(Method::BenjaminiHochberg.adjust(&p), [Some(0.04), Some(0.04), Some(0.04), Some(0.04), None]);
//! assert_eq!(Method::Bonferroni.adjust(&p)[0], Some(0.04));
//! ```

/// A correction; rows without a p value stay empty and do not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// False discovery rate, the default.
    BenjaminiHochberg,
    /// False discovery rate under any dependence.
    BenjaminiYekutieli,
    /// Family-wise error, step-down.
    Holm,
    /// Family-wise error, step-up, for independent tests.
    Hochberg,
    /// Family-wise error, single step.
    Bonferroni,
}

impl Method {
    /// Every method, in reading order.
    pub const ALL: [Method; 5] =
        [Method::BenjaminiHochberg, Method::BenjaminiYekutieli, Method::Holm, Method::Hochberg, Method::Bonferroni];

    /// Name in studies.
    pub fn name(self) -> &'static str {
        match self {
            Method::BenjaminiHochberg => "benjamini_hochberg",
            Method::BenjaminiYekutieli => "benjamini_yekutieli",
            Method::Holm => "holm",
            Method::Hochberg => "hochberg",
            Method::Bonferroni => "bonferroni",
        }
    }

    /// Adjusted p values in the order given.
    pub fn adjust(self, p: &[Option<f64>]) -> Vec<Option<f64>> {
        let mut tested: Vec<f64> = p.iter().copied().flatten().collect();
        self.adjust_all(&mut tested);
        let mut tested = tested.into_iter();
        p.iter().map(|p| p.and_then(|_| tested.next())).collect()
    }

    /// Adjusts p values in place.
    pub fn adjust_all(self, p: &mut [f64]) {
        let order = ascending(p);
        let m = order.len();
        let harmonic: f64 = (1..=m).map(|k| 1.0 / k as f64).sum();
        for (i, &at) in order.iter().enumerate() {
            let (rank, p) = (i + 1, &mut p[at as usize]);
            let raw = match self {
                Method::BenjaminiHochberg => *p * m as f64 / rank as f64,
                Method::BenjaminiYekutieli => *p * m as f64 / rank as f64 * harmonic,
                Method::Holm | Method::Hochberg => *p * (m - rank + 1) as f64,
                Method::Bonferroni => *p * m as f64,
            };
            *p = raw.min(1.0);
        }
        let pairs = order.windows(2).map(|w| (w[0] as usize, w[1] as usize));
        match self {
            Method::Holm => pairs.for_each(|(low, high)| p[high] = p[high].max(p[low])),
            Method::Bonferroni => {}
            _ => pairs.rev().for_each(|(low, high)| p[low] = p[low].min(p[high])),
        }
    }
}

/// Indices by p, ties in order. p is spread nearly evenly over 0 to 1, so that buckets of it leave next to
/// nothing to sort: a table has millions.
fn ascending(p: &[f64]) -> Vec<u32> {
    let last = p.len().next_power_of_two().min(1 << 22) - 1;
    let bucket = |p: f64| (p * last as f64).clamp(0.0, last as f64) as usize;
    let mut ends = vec![0u32; last + 2];
    p.iter().for_each(|&p| ends[bucket(p) + 1] += 1);
    (1..ends.len()).for_each(|b| ends[b] += ends[b - 1]);
    let mut order = vec![0u32; p.len()];
    for (i, &p) in p.iter().enumerate() {
        let next = &mut ends[bucket(p)];
        order[*next as usize] = i as u32;
        *next += 1;
    }
    let mut from = 0;
    for end in ends[..=last].iter().map(|e| *e as usize) {
        order[from..end].sort_unstable_by(|&a, &b| p[a as usize].total_cmp(&p[b as usize]).then(a.cmp(&b)));
        from = end;
    }
    order
}

/// Benjamini-Hochberg values, the default of every table.
pub fn benjamini_hochberg(p: &[Option<f64>]) -> Vec<Option<f64>> {
    Method::BenjaminiHochberg.adjust(p)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn benjamini_and_hochbergs_own_example() {
        let p =
            [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0];
        let p: Vec<_> = p.into_iter().map(Some).collect();
        let below = |m: Method| m.adjust(&p).into_iter().flatten().filter(|&q| q <= 0.05).count();
        assert_eq!((below(Method::BenjaminiHochberg), below(Method::Bonferroni), below(Method::Holm)), (4, 3, 3));
    }

    #[test]
    fn adjusted_values_never_fall_below_p() {
        let p: Vec<_> = (0..50).map(|i| Some(f64::from(i * i % 47) / 47.0)).collect();
        for method in Method::ALL {
            assert!(method.adjust(&p).iter().zip(&p).all(|(q, p)| q >= p), "{}", method.name());
        }
        assert!(Method::Holm.adjust(&[]).is_empty());
    }
}
