//! Log-likelihood ratio (G²) of one term in two corpora.
//!
//! # Question
//! How strongly do the counts contradict one common rate, if tokens were independent draws?
//!
//! # Formula
//! `G² = 2 Σ O ln(O/E)`, over all four cells (hits and other tokens, `g2_4cell`) or over the two cells of
//! hits (`g2_2cell`); `0·ln 0 = 0`. O is a cell's count, E what it would be at the common rate. The signed
//! form carries the sign of the rate difference. Williams' correction divides by
//! `q = 1 + (N/(a+b) + N/(c+d) − 1)(N/n1 + N/n2 − 1)/(6N)`. Computed as a sum of deviances
//! `O ln(O/E) − (O − E)`, none of which cancels, so that it is exact at 1e8 tokens and 0 at equal rates.
//!
//! # Reading
//! Larger is stronger; sign shows the direction. It grows with corpus size, so it ranks but does not
//! measure how different two outlets are: read it beside a log ratio.
//!
//! # When not
//! Not as a test. Words come in bursts inside articles: on random halves of one outlet's own articles it
//! calls about a fifth of all terms significant at 5 %. Use the document-clustered contrast for p values.
//!
//! # Source
//! Dunning 1993, Computational Linguistics 19(1) (four cells); Rayson & Garside 2000 (two cells, equal to
//! the Poisson likelihood ratio); Williams 1976, Biometrika 63.
//!
//! # Worked numbers
//! Dunning's pair "can be" (29, 13, 123, 31612) gives 263.90, as printed in his table.
//! ```
//! use framescope::measure::{g2, pair::Pair};
//! let can_be = Pair::from_cells([[29, 13], [123, 31612]]).unwrap();
//! assert!((g2::g2_4cell(&can_be) - 263.896626067556).abs() < 1e-9);
//! let toy = Pair::new(7, 10, 2, 9).unwrap();
//! assert!((g2::g2_4cell(&toy) - 4.534939332256).abs() < 1e-9);
//! assert!((g2::g2_2cell(&toy) - 2.440100430697).abs() < 1e-9);
//! ```

use crate::measure::pair::{Pair, PairColumn};
use crate::measure::special::{chi2_p, deviance};

/// Columns for a keyness table.
pub const COLUMNS: &[PairColumn] = &[
    PairColumn {
        name: "g2_4cell",
        meaning: "G2 over four cells; descriptive, tokens taken as independent",
        value: |p| Some(g2_4cell(p)),
    },
    PairColumn { name: "g2_2cell", meaning: "G2 over the two cells of hits (Rayson & Garside)", value: |p| Some(g2_2cell(p)) },
    PairColumn {
        name: "g2_4cell_signed",
        meaning: "G2 over four cells with the sign of the difference",
        value: |p| Some(signed(p, g2_4cell(p))),
    },
    PairColumn {
        name: "g2_2cell_signed",
        meaning: "G2 over two cells with the sign of the difference",
        value: |p| Some(signed(p, g2_2cell(p))),
    },
    PairColumn {
        name: "g2_4cell_williams",
        meaning: "G2 over four cells divided by Williams' q",
        value: |p| Some(g2_4cell(p) / williams_q(p)?),
    },
    PairColumn {
        name: "p_g2_4cell",
        meaning: "chi-squared p of g2_4cell; too small when words come in bursts",
        value: |p| Some(chi2_p(g2_4cell(p), 1.0)),
    },
];

/// G² over the four cells.
pub fn g2_4cell(pair: &Pair) -> f64 {
    over(pair, 4)
}

/// G² over the two cells of hits.
pub fn g2_2cell(pair: &Pair) -> f64 {
    over(pair, 2)
}

fn over(pair: &Pair, cells: usize) -> f64 {
    let d = pair.excess();
    let (observed, expected) = (pair.cells(), pair.expected());
    let signs = [d, -d, -d, d];
    2.0 * (0..cells).map(|i| deviance(observed[i], expected[i], signs[i])).sum::<f64>()
}

/// A statistic with the sign of the rate difference.
pub fn signed(pair: &Pair, statistic: f64) -> f64 {
    if statistic == 0.0 { 0.0 } else { statistic * pair.sign() }
}

/// Williams' divisor for G² and chi-squared; `None` if the term is in neither corpus or is every token.
pub fn williams_q(pair: &Pair) -> Option<f64> {
    let [a, b, c, d] = pair.cells();
    let (n, n1, n2) = (pair.total(), a + c, b + d);
    if a + b == 0.0 || c + d == 0.0 {
        return None;
    }
    Some(1.0 + (n / (a + b) + n / (c + d) - 1.0) * (n / n1 + n / n2 - 1.0) / (6.0 * n))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dunnings_table_is_reproduced_to_its_two_decimals() {
        let rows = [
            ([[31, 23], [139, 31584]], 256.84),
            ([[76, 104], [2476, 29121]], 157.21),
            ([[3, 0], [0, 31774]], 61.61),
            ([[6, 875], [0, 30896]], 43.07),
        ];
        for (cells, printed) in rows {
            let got = g2_4cell(&Pair::from_cells(cells).unwrap());
            assert!((got - printed).abs() < 0.005, "{got} against {printed}");
        }
    }

    #[test]
    fn equal_rates_give_exactly_zero() {
        let pair = Pair::new(250_000, 90_000_000, 500_000, 180_000_000).unwrap();
        assert_eq!((g2_4cell(&pair), g2_2cell(&pair)), (0.0, 0.0));
    }
}
