//! `scores.csv`: every way of scoring the two wordings of an axis, side by side, in the outlets' own words.

use super::super::axes::{Cell, cell};
use super::super::cells::Cells;
use super::super::map::outlet_id;
use super::super::{Corpus, rate};
use super::{Further, Rows};
use crate::count::Voices;
use crate::measure::axis;
use crate::measure::bootstrap::drawn;
use crate::measure::heterogeneity::{Heterogeneity, heterogeneity};
use crate::measure::pole::{Poles, three_way};
use crate::measure::rate::garwood;
use crate::measure::share::{share, wilson};
use crate::measure::shrinkage;
use crate::measure::unit::{Statistic, Unit};
use crate::table::Value;

/// Hits the prior of a shrunk share is worth.
const PRIOR: f64 = 5.0;
/// Resamples of the bootstrap.
const DRAWS: u64 = 1_000;
/// Documents with hits below which a percentile interval misleads.
const DRAWN_DOCUMENTS: u64 = 20;

pub(super) const TABLE: Further = Further {
    name: "scores",
    title: "Every lexicon score of each axis side by side: rates (Garwood), shares (Wilson; of two and of three wordings), \
        log ratios, drawn towards the mean, bootstrapped; outlet `all`: do the outlets differ at all",
    measure: "pole",
    columns: &[
        "lexicon",
        "axis",
        "outlet_id",
        "n_a",
        "n_b",
        "n_neutral",
        "n_documents_with",
        "n_tokens",
        "a_per_1000",
        "a_garwood_low",
        "a_garwood_high",
        "b_per_1000",
        "b_garwood_low",
        "b_garwood_high",
        "share_a",
        "share_a_wilson_low",
        "share_a_wilson_high",
        "share_a_shrunk",
        "net_share",
        "share_a_of_three",
        "share_b_of_three",
        "share_neutral",
        "balance",
        "balance_se_naive",
        "balance_se",
        "balance_bootstrap_low",
        "balance_bootstrap_high",
        "balance_shrunk",
        "log_ratio_plus1",
        "importance",
        "q",
        "q_p",
        "i_squared",
        "tau_squared",
        "note",
    ],
    needs: "hits of an axis",
    rows: Rows::Fold(rows),
};

fn rows(corpus: Corpus<'_>) -> Vec<Vec<Value>> {
    let cells = Cells::new(corpus);
    let voices = corpus.counts.voices.unwrap_or(Voices::OUTLET);
    let mut rows = Vec::new();
    for a in (0..corpus.legend.axes.len()).filter(|a| !corpus.legend.axes[*a].is_category && cells.has_hits(*a)) {
        let outlets = 0..corpus.counts.outlets.len();
        let of_outlets: Vec<Cell> = outlets.map(|o| cell(corpus, &cells.units(corpus, (a, o, voices)))).collect();
        let axis = Axis::new(corpus, a, &of_outlets);
        rows.push(axis.all());
        rows.extend(of_outlets.iter().enumerate().map(|(o, cell)| axis.row(o, cell)));
    }
    rows
}

/// One axis over all outlets.
struct Axis<'a> {
    corpus: Corpus<'a>,
    axis: usize,
    /// Hits of a, of b, of neutral terms, documents with hits, words.
    sums: [u64; 5],
    /// Outlets with enough evidence, in order.
    enough: Vec<usize>,
    differ: Option<Heterogeneity>,
}

impl<'a> Axis<'a> {
    fn new(corpus: Corpus<'a>, axis: usize, cells: &[Cell]) -> Axis<'a> {
        let add = |sums: [u64; 5], cell: &Cell| {
            let own = counts(cell);
            std::array::from_fn(|i| sums[i] + own[i])
        };
        let enough: Vec<usize> = (0..cells.len()).filter(|o| cells[*o].is_enough(corpus)).collect();
        let theta = |o: &usize| axis::theta(&cells[*o].hits, cells[*o].n_units, corpus.parameters.confidence);
        let estimates: Option<Vec<(f64, f64)>> = enough.iter().map(|o| theta(o).map(|t| (t.theta, t.se * t.se))).collect();
        let differ = estimates.and_then(|e| heterogeneity(&e));
        Axis { corpus, axis, sums: cells.iter().fold([0; 5], add), enough, differ }
    }

    fn key(&self, outlet: Value) -> Vec<Value> {
        let name = &self.corpus.legend.axes[self.axis];
        vec![name.lexicon.as_str().into(), name.key.as_str().into(), outlet]
    }

    /// The sums, and whether outlets differ.
    fn all(&self) -> Vec<Value> {
        let mut row = self.key("all".into());
        row.extend(self.sums.map(Value::from));
        row.extend(self.closed_form(self.sums));
        row.extend([const { Value::Empty }; 5]);
        row.push(self.differ.as_ref().map(|h| h.random_mean).into());
        row.extend(plain(self.sums));
        let differ = self.differ.as_ref();
        row.extend([differ.map(|h| h.q), differ.map(|h| h.q_p), differ.map(|h| h.i2), differ.map(|h| h.tau2)].map(Value::from));
        row.push(Value::Empty);
        row
    }

    fn row(&self, outlet: usize, cell: &Cell) -> Vec<Value> {
        let mut row = self.key(outlet_id(self.corpus, outlet));
        let own = counts(cell);
        row.extend(own.map(Value::from));
        let Ok(place) = self.enough.binary_search(&outlet) else {
            row.extend(std::iter::repeat_n(Value::Empty, TABLE.columns.len() - row.len() - 1));
            row.push("below-floor: counts only".into());
            return row;
        };
        row.extend(self.closed_form(own));
        let theta = axis::theta(&cell.hits, cell.n_units, self.corpus.parameters.confidence);
        row.extend(
            [theta.as_ref().map(|t| t.theta), theta.as_ref().map(|t| t.se_naive), theta.as_ref().map(|t| t.se)].map(Value::from),
        );
        let interval = self.bootstrap(outlet, cell);
        row.extend([interval.map(|i| i.0), interval.map(|i| i.1)].map(Value::from));
        row.push(self.differ.as_ref().map(|h| h.shrunk[place]).into());
        row.extend(plain(own));
        row.extend([const { Value::Empty }; 5]);
        row
    }

    /// Rates and shares with their intervals.
    fn closed_form(&self, [a, b, neutral, _, n]: [u64; 5]) -> Vec<Value> {
        let p = self.corpus.parameters;
        let scale = p.per / 1000.0;
        let with_garwood = |hits: u64| {
            let interval = garwood(hits, n, p.confidence);
            [rate(self.corpus, hits, n), interval.map(|i| i.0 * scale), interval.map(|i| i.1 * scale)].map(Value::from)
        };
        let mut row: Vec<Value> = with_garwood(a).into_iter().chain(with_garwood(b)).collect();
        let interval = wilson(a, a + b, p.confidence);
        let pooled = share(self.sums[0], self.sums[0] + self.sums[1]);
        let shrunk = pooled.and_then(|pooled| shrinkage::share((a, b), pooled, PRIOR));
        row.extend([share(a, a + b), interval.map(|i| i.0), interval.map(|i| i.1), shrunk].map(Value::from));
        row.push(Poles { a, b, n }.net_share().into());
        let three = three_way([a, b, neutral], p.confidence);
        row.extend([0, 1, 2].map(|i| Value::from(three.map(|t| t[i].0))));
        row
    }

    /// Percentile interval of the balance, over units.
    fn bootstrap(&self, outlet: usize, cell: &Cell) -> Option<(f64, f64)> {
        let p = self.corpus.parameters;
        let silent = (cell.n_units as usize).saturating_sub(cell.hits.len());
        let hits = cell.hits.iter().map(|&(a, b)| Unit { a, b, n: 0 });
        let units: Vec<Unit> = hits.chain(std::iter::repeat_n(Unit::default(), silent)).collect();
        let names = ["scores", &self.corpus.legend.axes[self.axis].key, &self.corpus.counts.outlets[outlet].name];
        let enough = cell.n_documents_with >= DRAWN_DOCUMENTS && units.len() > 1;
        let drawn = enough.then(|| drawn(&units, Statistic::Theta, DRAWS, (p.seed, &names)))??;
        let tail = (1.0 - p.confidence) / 2.0;
        Some((drawn.quantile(tail), drawn.quantile(1.0 - tail)))
    }
}

fn counts(cell: &Cell) -> [u64; 5] {
    [cell.n_a(), cell.n_b(), cell.n_neutral, cell.n_documents_with, cell.n_tokens]
}

/// Scores without an interval.
fn plain([a, b, _, _, n]: [u64; 5]) -> [Value; 2] {
    let poles = Poles { a, b, n };
    [poles.log_ratio_plus1(), poles.importance()].map(Value::from)
}
