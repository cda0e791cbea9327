//! One term in two corpora: the 2 × 2 table every keyness measure is a function of.
//!
//! Takes hits and totals of a target and a reference and gives cells, rates and expected counts,
//! computed from exact integers so that two equal rates differ by exactly zero at any size.

/// Hits of one term in a target and a reference corpus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    f1: u64,
    n1: u64,
    f2: u64,
    n2: u64,
}

/// A column a measure adds to a keyness table.
#[derive(Clone, Copy, Debug)]
pub struct PairColumn {
    /// Column name; it carries the variant, e.g. `g2_4cell`.
    pub name: &'static str,
    /// What it holds, for the codebook.
    pub meaning: &'static str,
    /// The value; `None` where undefined.
    pub value: fn(&Pair) -> Option<f64>,
}

impl Pair {
    /// `f1` hits in `n1` tokens against `f2` hits in `n2` tokens; `None` if a corpus is empty or holds
    /// more hits than tokens.
    pub fn new(f1: u64, n1: u64, f2: u64, n2: u64) -> Option<Pair> {
        (n1 > 0 && n2 > 0 && f1 <= n1 && f2 <= n2).then_some(Pair { f1, n1, f2, n2 })
    }

    /// The table with cells `[[k11, k12], [k21, k22]]`, rows as corpora; `None` if a row is empty.
    pub fn from_cells(k: [[u64; 2]; 2]) -> Option<Pair> {
        Pair::new(k[0][0], k[0][0] + k[0][1], k[1][0], k[1][0] + k[1][1])
    }

    /// A word pair seen `c12` times, its words `c1` and `c2` times, in a corpus of `n`; `None` if the
    /// counts contradict each other.
    pub fn from_margins(c12: u64, c1: u64, c2: u64, n: u64) -> Option<Pair> {
        Pair::new(c12, c1, c2.checked_sub(c12)?, n.checked_sub(c1)?)
    }

    /// Hits in the target, tokens in the target.
    pub fn target(&self) -> (u64, u64) {
        (self.f1, self.n1)
    }

    /// Hits in the reference, tokens in the reference.
    pub fn reference(&self) -> (u64, u64) {
        (self.f2, self.n2)
    }

    /// Target and reference exchanged.
    pub fn swapped(&self) -> Pair {
        Pair { f1: self.f2, n1: self.n2, f2: self.f1, n2: self.n1 }
    }

    /// Cells a, b, c, d as real numbers: hits in target and reference, then the other tokens.
    pub fn cells(&self) -> [f64; 4] {
        [self.f1, self.f2, self.n1 - self.f1, self.n2 - self.f2].map(|k| k as f64)
    }

    /// Counts expected in the cells a, b, c, d if both corpora had one rate.
    pub fn expected(&self) -> [f64; 4] {
        let n = self.total();
        let hits = (self.f1 + self.f2) as f64;
        let rest = (self.n1 - self.f1 + (self.n2 - self.f2)) as f64;
        let (n1, n2) = (self.n1 as f64, self.n2 as f64);
        [hits * n1 / n, hits * n2 / n, rest * n1 / n, rest * n2 / n]
    }

    /// Tokens of both corpora.
    pub fn total(&self) -> f64 {
        (self.n1 + self.n2) as f64
    }

    /// Hits per token in target and reference.
    pub fn rates(&self) -> (f64, f64) {
        (self.f1 as f64 / self.n1 as f64, self.f2 as f64 / self.n2 as f64)
    }

    /// `f1·n2 − f2·n1`, exactly: positive if the target uses the term more, zero at equal rates.
    pub fn cross(&self) -> i128 {
        i128::from(self.f1) * i128::from(self.n2) - i128::from(self.f2) * i128::from(self.n1)
    }

    /// Observed minus expected hits in the target; the other cells differ by the same amount.
    pub fn excess(&self) -> f64 {
        self.cross() as f64 / self.total()
    }

    /// +1, 0 or −1: the direction of the difference.
    pub fn sign(&self) -> f64 {
        self.cross().signum() as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn impossible_tables_are_refused() {
        assert_eq!(Pair::new(1, 0, 0, 5), None);
        assert_eq!(Pair::new(6, 5, 0, 5), None);
        assert_eq!(Pair::from_margins(5, 9, 4, 100), None);
    }

    #[test]
    fn equal_rates_differ_by_nothing() {
        let huge = Pair::new(333_333, 99_999_900, 666_666, 199_999_800).unwrap();
        assert_eq!((huge.excess(), huge.sign()), (0.0, 0.0));
    }
}
